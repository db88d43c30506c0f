//! The codes of reading the folder.

use crate::source::Example::{Files, Told};
use crate::source::{Code, WhyByHand};

/// There is no site.yaml.
pub const SITE_SETTINGS: Code = Code::error(
    "site-settings",
    ("site.yaml がありません。", "There is no site.yaml."),
    (
        "サイトの題名と発行者は、すべてのページに表示されます。",
        "Every page shows the title of the site and who publishes it.",
    ),
    Told("content/ に site.yaml がない。", "There is no `site.yaml` in `content/`."),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\n")]),
)
.by_hand(WhyByHand::Files);

/// A file in this place is not used.
pub const STRAY_FILE: Code = Code::warning(
    "stray-file",
    ("この場所のファイルは使われません。", "A file in this place is not used."),
    (
        "置き場所を間違えたシートは、公開されません。フォルダー名は西暦の年度と、places.yaml の id です。",
        "A sheet in the wrong place is not published. Folders are the fiscal year in digits and the id in places.yaml.",
    ),
    Files(&[("R3/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
    Files(&[("2021/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
)
.by_hand(WhyByHand::Files);

/// The file cannot be read.
pub const UNREADABLE_FILE: Code = Code::error(
    "unreadable-file",
    ("ファイルを読めません。", "The file cannot be read."),
    ("権限がないか、ほかのプログラムが開いています。", "It is not permitted, or another program holds it."),
    Told("sheet.md を読む権限がない。", "`sheet.md` may not be read."),
    Told("sheet.md を読む権限がある。", "`sheet.md` may be read."),
)
.by_hand(WhyByHand::Files);

/// The folder is not in places.yaml.
pub const UNKNOWN_PLACE: Code = Code::error(
    "unknown-place",
    ("フォルダー名が places.yaml にありません。", "The folder is not in places.yaml."),
    (
        "フォルダー名が自治体を決めます。綴りが違うと、別の自治体か、ない自治体になります。",
        "The folder says whose sheet it is.",
    ),
    Files(&[("2021/kitahma/sheet.md", "---\nform: sheet\n---\n")]),
    Files(&[("2021/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
)
.by_hand(WhyByHand::Files);

/// Two files make a page of one address.
pub const ADDRESS_CLASH: Code = Code::error(
    "address-clash",
    ("二つのファイルが同じアドレスのページになります。", "Two files make a page of one address."),
    (
        "Windows や macOS では大文字と小文字だけが違う名前は同じファイルで、片方が失われます。nenpo が自分で作るページの名前も使えません。",
        "On Windows and macOS names that differ only in case are one file. Names of pages nenpo makes itself are taken, too.",
    ),
    Files(&[("pages/search.md", "---\ntitle: 探し方\n---\n\n検索の使い方です。\n")]),
    Files(&[("pages/how-to-search.md", "---\ntitle: 探し方\n---\n\n検索の使い方です。\n")]),
)
.by_hand(WhyByHand::Files);

/// This name cannot be used.
pub const FILE_NAME: Code = Code::error(
    "file-name",
    ("この名前は使えません。", "This name cannot be used."),
    (
        "Windows では、CON などの名前、点や空白で終わる名前、< > : \" | ? * を含む名前のファイルを作れません。\
             サイトは、どの環境でも開ける名前だけで作ります。",
        "Windows has no files named CON and the like, none that end in a dot or a space, and none with < > : \" | ? *. \
             A site is made of names that work everywhere.",
    ),
    Files(&[(
        "2021/kitahama/aux.md",
        "---\nform: report\n部会名: 地域移行部会\n---\n\n## 取組成果\n\n研修を開いた。\n",
    )]),
    Files(&[(
        "2021/kitahama/aux-report.md",
        "---\nform: report\n部会名: 地域移行部会\n---\n\n## 取組成果\n\n研修を開いた。\n",
    )]),
)
.by_hand(WhyByHand::Files);

/// What is in an image is not what its name ends in.
pub const IMAGE_KIND: Code = Code::error(
    "image-kind",
    ("画像の中身と、名前の最後（拡張子）が合いません。", "What is in an image is not what its name ends in."),
    (
        "ブラウザーは名前で種類を決めるので、画像が出ないか、ページなど別のものとして開かれます。中身のとおりの名前にします。",
        "Browsers go by the name: the image is not shown, or is opened as something else. Name it after what it is.",
    ),
    Told("map.png の中身が JPEG。", "`map.png` is a JPEG inside."),
    Told("map.jpg の中身が JPEG。", "`map.jpg` is a JPEG inside."),
)
.by_hand(WhyByHand::Files);

/// An SVG image holds what cannot be published.
pub const UNSAFE_SVG: Code = Code::error(
    "unsafe-svg",
    ("SVG の画像に、公開できないものが入っています。", "An SVG image holds what cannot be published."),
    (
        "SVG は絵のほかに、開いた人の機械で動くスクリプトや、ほかのサイトへの参照を持てます。図をかく要素と属性だけの、UTF-8 の SVG を使います。",
        "Besides a drawing, SVG can hold scripts and references to other sites. Only drawings in UTF-8 are published, \
             made of elements and attributes that draw.",
    ),
    Files(&[(
        "2021/kitahama/kankei.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" onload=\"start()\"><path d=\"M0 0h9\"/></svg>\n",
    )]),
    Files(&[(
        "2021/kitahama/kankei.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><path d=\"M0 0h9\"/></svg>\n",
    )]),
)
.by_hand(WhyByHand::Files);

/// An attachment cannot be published.
pub const ATTACHMENT_KIND: Code = Code::error(
    "attachment-kind",
    ("添付のファイルを公開できません。", "An attachment cannot be published."),
    (
        "添付は、読む人の機械で何も起こさないものだけを公開します。種類は名前ではなく中身で調べます。空のファイル、壊れたファイル、\
             パスワードの要るもの、マクロやプログラムの入ったもの、名前と中身の違うものは公開しません。",
        "Only attachments that do nothing to the machine of a reader are published, and what they are is told by their bytes. \
             Empty and damaged files, those with a password, macros or programs, and those named after something else are not.",
    ),
    Files(&[
        ("2021/kitahama/youkou.pdf", "要綱\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n添付: [{ file: youkou.pdf, title: 要綱 }]\n---\n"),
    ]),
    Files(&[
        ("2021/kitahama/youkou.txt", "要綱\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n添付: [{ file: youkou.txt, title: 要綱 }]\n---\n"),
    ]),
)
.by_hand(WhyByHand::Files);

/// The codes of the findings of files and folders.
pub const CODES: &[Code] = &[
    SITE_SETTINGS,
    STRAY_FILE,
    UNREADABLE_FILE,
    UNKNOWN_PLACE,
    ADDRESS_CLASH,
    FILE_NAME,
    IMAGE_KIND,
    UNSAFE_SVG,
    ATTACHMENT_KIND,
];
