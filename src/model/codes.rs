//! The codes of reading places, settings and documents.

use crate::source::Example::{Body, Files, Told};
use crate::source::{Code, Severity, WhyByHand};

/// This is not an address.
pub const BASE_URL: Code = Code::error(
    "base-url",
    ("公開先のアドレスになりません。", "This is not an address."),
    (
        "base_url は、サイトマップや更新情報に書く公開先です。",
        "`base_url` is where the site is published; the sitemap and the feed name it.",
    ),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\nbase_url: www.example.jp/nenpo\n")]),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\nbase_url: https://www.example.jp/nenpo/\n")]),
)
.by_hand(WhyByHand::Settings)
.mended_sometimes();

/// The file of a record has no place in its document.
pub const RECORD_FILE: Code = Code::error(
    "record-file",
    ("まとまりのファイルを、様式の項目に結び付けられません。", "The file of a record does not fit the form."),
    (
        "まとまりのファイルは、シートと同じ名前のフォルダーの中の、項目の id のフォルダーに置きます。ファイルの名前が、まとまりの id です。前書きと見出しに、項目の名前を書きます。",
        "The file of a record lies in the folder called like its sheet, in one called like the id of the field. Its name is the id of the record; front matter and headings have the names of fields.",
    ),
    Files(&[
        ("forms/review.yaml", RECORDS),
        ("2021/kitahama/sheet.md", "---\nform: review\n---\n"),
        ("2021/kitahama/sheet/program/visits.md", "---\n事業名: 訪問支援\n---\n"),
    ]),
    Files(&[
        ("forms/review.yaml", RECORDS),
        ("2021/kitahama/sheet.md", "---\nform: review\n---\n"),
        ("2021/kitahama/sheet/programs/visits.md", "---\n事業名: 訪問支援\n---\n"),
    ]),
)
.by_hand(WhyByHand::Files);

const RECORDS: &str = "title: 事業評価\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        fields: { cost: { label: 事業費, kind: number, unit: 千円 } }\n";

/// This cannot be the name of a theme.
pub const THEME_NAME: Code = Code::error(
    "theme-name",
    ("テーマの名前になりません。", "This cannot be the name of a theme."),
    (
        "テーマは themes/ の中の一つのフォルダーです。ほかの場所のファイルは、読むことも公開することもありません。",
        "A theme is one folder in themes/. Files of other places are neither read nor published.",
    ),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\ntheme: ../../blue\n")]),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\ntheme: blue\n")]),
)
.by_hand(WhyByHand::Files);

/// The tiers of `small_numbers` are not right.
pub const SMALL_NUMBERS: Code = Code::error(
    "small-numbers",
    ("small_numbers の段が正しくありません。", "The tiers of `small_numbers` are not right."),
    (
        "small_numbers は、人口ごとに、何人から示すかを決めます。どの人口にも当てはまる段が一つあるように書きます。",
        "`small_numbers` says from how many persons on a count is shown, by population; every place has one tier.",
    ),
    Files(&[(
        "site.yaml",
        "title: 浜の年報\npublisher: 潮見県\nsmall_numbers: { tiers: [{ residents_below: 25000, shown_from: 20 }] }\n",
    )]),
    Files(&[(
        "site.yaml",
        "title: 浜の年報\npublisher: 潮見県\nsmall_numbers: { tiers: [{ residents_below: 25000, shown_from: 20 }, { shown_from: 10 }] }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// The prefecture is not in places.yaml.
pub const PLACE_PREFECTURE: Code = Code::error(
    "place-prefecture",
    ("都道府県が places.yaml にありません。", "The prefecture is not in places.yaml."),
    (
        "自治体は都道府県ごとに並べます。都道府県自身も places.yaml に書きます。",
        "Places are listed by prefecture, so the prefecture is in places.yaml, too.",
    ),
    Files(&[(
        "places.yaml",
        "kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n",
    )]),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
             kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// The place that a body belongs to is not in places.yaml.
pub const PLACE_OWNER: Code = Code::error(
    "place-owner",
    ("属する自治体が places.yaml にありません。", "The place that a body belongs to is not in places.yaml."),
    (
        "学校や組合などの主体は、属する自治体（belongs_to）の後に並び、その都道府県のものとして扱われます。",
        "Schools, unions and other bodies stand after the place they belong to, and in its prefecture.",
    ),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
             library: { name: 北浜市立図書館, reading: きたはましりつとしょかん, category: 図書館, belongs_to: kitahma }\n",
    )]),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
             library: { name: 潮見県立図書館, reading: しおみけんりつとしょかん, category: 図書館, belongs_to: shiomi }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// Two places have the same code.
pub const PLACE_CODE_TWICE: Code = Code::error(
    "place-code-twice",
    ("二つの自治体の団体コードが同じです。", "Two places have the same code."),
    ("団体コードは自治体ごとに違います。行を写したときの直し忘れです。", "Every place has a code of its own."),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
             kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n\
             minami: { name: 南浦市, reading: みなみうらし, code: \"481017\", prefecture: shiomi, category: 市 }\n",
    )]),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
             kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n\
             minami: { name: 南浦市, reading: みなみうらし, code: \"482021\", prefecture: shiomi, category: 市 }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// There is no such form.
pub const UNKNOWN_FORM: Code = Code::error(
    "unknown-form",
    ("様式がありません。", "There is no such form."),
    (
        "form には、content/forms にある様式のファイル名を、.yaml を除いて書きます。",
        "`form` is the name of a file in content/forms without `.yaml`.",
    ),
    Files(&[("2021/kitahama/sheet.md", "---\nform: shet\n---\n")]),
    Files(&[("2021/kitahama/sheet.md", "---\nform: sheet\n---\n")]),
)
.by_hand(WhyByHand::Files);

/// The form has no such heading.
pub const UNKNOWN_HEADING: Code = Code::error(
    "unknown-heading",
    ("様式にない見出しです。", "The form has no such heading."),
    (
        "様式の見出しと違う節は、どこに載せるか決められません。公開しない節のつもりかもしれないときは公開せず（誤り）、そうでなければページの最後に載せます（注意）。",
        "A section under another heading has no place. Where it may be one for advisors it is not published (an error), else it is shown at the end of the page (a warning).",
    ),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: consulted\n---\n\n## 広報の状況\n\n協議の場を設けた。\n\n## アドバイザーに相談したい事項\n",
    )]),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: consulted\n---\n\n## 取組の経緯\n\n協議の場を設けた。\n\n## アドバイザーに相談したい事項\n",
    )]),
)
.by_hand(WhyByHand::Reading)
    .mended_sometimes()
.sometimes(Severity::Warning, ("公開しない節がない", "no section is for advisors only"));

/// The heading of a section is not written with `##`.
pub const MISPLACED_HEADING: Code = Code::warning(
    "misplaced-heading",
    ("節の見出しが、## ではありません。", "The heading of a section is not written with `##`."),
    (
        "様式の見出しを # や ###、太字などで書くと、前の節の続きになります。",
        "Written as `#`, `###` or in bold, the text belongs to the section before it.",
    ),
    Body("### 取組の経緯\n\n会議を始めた。"),
    Body("## 取組の経緯\n\n会議を始めた。"),
)
.by_hand(WhyByHand::Meant)
.mended_sometimes();

/// A section that is not public is not there.
pub const PRIVATE_SECTION_MISSING: Code = Code::error(
    "private-section-missing",
    ("公開しない節がありません。", "A section that is not public is not there."),
    (
        "様式で公開しないとした節の見出しがないと、その文章が公開される節に入っていても分かりません。書くことがなくても、見出しを置きます。前書きに、見出しか id を項目名として書いてもかまいません。",
        "Without the heading of a section that is not public nobody can tell whether its text stands in a public one. The heading must be there, even with nothing below it; it may also be a key of the front matter.",
    ),
    Files(&[("2021/kitahama/sheet.md", "---\nform: consulted\n---\n\n## 取組の経緯\n\n会議を始めた。\n")]),
    Files(&[(
        "2021/kitahama/sheet.md",
        "---\nform: consulted\n---\n\n## 取組の経緯\n\n会議を始めた。\n\n## アドバイザーに相談したい事項\n",
    )]),
)
.by_hand(WhyByHand::Public);

/// A heading is there twice.
pub const SECTION_TWICE: Code = Code::error(
    "section-twice",
    ("同じ見出しが二度あります。", "A heading is there twice."),
    ("一つの見出しの下にまとめます。順序は様式が決めます。", "One heading, one section; the form says in which order."),
    Body("## 取組の経緯\n\n平成29年度に始めた。\n\n## 取組の経緯\n\n令和元年度に広げた。"),
    Body("## 取組の経緯\n\n平成29年度に始めた。\n\n令和元年度に広げた。"),
)
.by_hand(WhyByHand::Original);

/// The figures of a measure do not add up over places.
pub const MEASURE_TOTAL: Code = Code::error(
    "measure-total",
    ("合計できない数値に、合計が求められています。", "The figures of a measure do not add up over places."),
    (
        "自治体の割合や平均を足しても、県の割合や平均になりません。選択肢は足せません（いくつの自治体が選んだかは、いつでも出ます）。",
        "The rates of places do not add up to that of the prefecture, and choices are no numbers; how many chose what is always shown.",
    ),
    Files(&[("measures.yaml", "aged: { label: 高齢化率, unit: ％, of: population, to: population, total: true }\n")]),
    Files(&[("measures.yaml", "population: { label: 人口, of: population, total: true }\n")]),
)
.by_hand(WhyByHand::Settings);

/// No form has this figure.
pub const MEASURE_FIELD: Code = Code::error(
    "measure-field",
    ("どの様式にもない数値の項目です。", "No form has this figure."),
    (
        "measures.yaml の of と to には、様式の項目の id を書きます。綴りが違うと、比べる数値が一つも集まりません。",
        "`of` and `to` in measures.yaml are ids of fields. With a misspelt one nothing would be gathered.",
    ),
    Files(&[("measures.yaml", "population: { label: 人口, of: populations }\n")]),
    Files(&[("measures.yaml", "population: { label: 人口, of: population }\n")]),
)
.by_hand(WhyByHand::Settings);

/// A redirect cannot work.
pub const REDIRECT: Code = Code::error(
    "redirect",
    ("アドレスの案内が正しくありません。", "A redirect cannot work."),
    (
        "redirects.yaml には、前のアドレスから今のアドレスへの案内を書きます。ページの中の場所（#）は、同じページの中だけで動かせます。CSV などのファイルは、同じ種類のファイルへ案内します。",
        "The file redirects.yaml leads from old addresses to new ones; a place in a page (`#`) moves within its page, and a file such as a CSV leads to one of its kind.",
    ),
    Files(&[("redirects.yaml", "2021/kitahama/old.html: /\n")]),
    Files(&[("redirects.yaml", "2021/kitahama/old.html: 2021/kitahama.html\n")]),
)
.by_hand(WhyByHand::Files);

/// An address that was given out leads nowhere.
pub const ADDRESS_VANISHED: Code = Code::error(
    "address-vanished",
    ("知らせてあるアドレスが、今のサイトにありません。", "An address that was given out is gone from the site."),
    (
        "保存した年度のページ、テキスト版、CSV や JSON などのデータ、添付のアドレスは、紙やリンクで知らせてあります。文書、フォルダー、id の名前を変えたときは、redirects.yaml で新しい場所へ案内します。なくしたものは、保存した年度のもの（archive/2021/ の中）へ案内できます。",
        "The addresses of a frozen year, those of its pages, text versions, data and attachments, stand on paper and in links. Where documents, folders or ids were renamed, redirects.yaml leads to the new place; for what is gone, to the file in the frozen year (within archive/2021/).",
    ),
    Told(
        "保存した年度の後に、自治体のフォルダーの名前を変えたサイト。",
        "A site in which the folder of a place was renamed after a year was frozen.",
    ),
    Files(&[("redirects.yaml", "2021/kitahama/old.html: 2021/kitahama.html\n")]),
)
.by_hand(WhyByHand::Files);

/// The corrected year is not frozen.
pub const ERRATUM_YEAR: Code = Code::error(
    "erratum-year",
    ("訂正する年度が保存されていません。", "The corrected year is not frozen."),
    (
        "errata.yaml の year は、`nenpo archive` で保存した年度です。保存していない年度は、原稿を直します。",
        "In errata.yaml `year` is a year frozen by `nenpo archive`. Of any other year the sheets themselves are mended.",
    ),
    Told("year: 2020（2020年度の保存がないとき）", "year: 2020 (while 2020 is not frozen)"),
    Told("year: 2021（output/archive/2021 があるとき）", "year: 2021 (with output/archive/2021)"),
)
.by_hand(WhyByHand::Original);

/// The corrected page is not in the frozen year.
pub const ERRATUM_PAGE: Code = Code::error(
    "erratum-page",
    ("訂正するページが、保存した年度にありません。", "The corrected page is not in the frozen year."),
    (
        "errata.yaml の page は、保存の中の addresses.txt にあるアドレスです。",
        "In errata.yaml `page` is an address of addresses.txt in the archive.",
    ),
    Told("page: 2021/kitahma.html（綴りの誤り）", "page: 2021/kitahma.html (a slip)"),
    Told("page: 2021/kitahama.html", "page: 2021/kitahama.html"),
)
.by_hand(WhyByHand::Original);

/// A correction to a frozen year is not written right.
pub const ERRATUM: Code = Code::error(
    "erratum",
    ("保存した年度の訂正が正しく書かれていません。", "A correction to a frozen year is not written right."),
    (
        "errata.yaml には、保存した年度の、どのページの何を、なぜ、どう訂正するかを書きます。",
        "The file errata.yaml says of which page of a frozen year what is corrected, why, and how.",
    ),
    Files(&[(
        "errata.yaml",
        "- { year: 2021, page: 2021/kitahama, date: 2022-05-10, what: 病床数, why: 転記の誤り, before: 304床, after: 340床 }\n",
    )]),
    Files(&[(
        "errata.yaml",
        "- { year: 2021, page: 2021/kitahama.html, date: 2022-05-10, what: 病床数, why: 転記の誤り, before: 304床, after: 340床 }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// This cannot be the id of a share.
pub const SHARE_ID: Code = Code::error(
    "share-id",
    ("共有の id に使えない名前です。", "This cannot be the id of a share."),
    (
        "id は共有のファイルの名前になり、暗号で守られません。人や自治体が分かる名前は付けません。",
        "The id becomes the name of a file, which no cipher protects. It should name neither persons nor places.",
    ),
    Files(&[("shares.yaml", "委員: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31 }\n")]),
    Files(&[("shares.yaml", "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31 }\n")]),
)
.by_hand(WhyByHand::Settings);

/// A place of a share is not in places.yaml.
pub const SHARE_PLACES: Code = Code::error(
    "share-places",
    ("共有する自治体が places.yaml にありません。", "A place of a share is not in places.yaml."),
    (
        "綴りが違うと、その自治体の文書は共有に入りません。",
        "With a misspelt id nothing of the place would be in the share.",
    ),
    Files(&[("shares.yaml", "members: { for: 委員, places: [kitahma], years: 2021, until: 2027-03-31 }\n")]),
    Files(&[("shares.yaml", "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31 }\n")]),
)
.by_hand(WhyByHand::Settings);

/// The years of a share cannot be read.
pub const SHARE_YEARS: Code = Code::error(
    "share-years",
    ("共有する年度を読めません。", "The years of a share cannot be read."),
    (
        "共有に入る文書は、自治体と年度で決まります。続く年度は「2021-2023」のように書きます。",
        "Places and years say which documents are in a share; several years are written as in `2021-2023`.",
    ),
    Files(&[("shares.yaml", "members: { for: 委員, places: [kitahama], years: 最新, until: 2027-03-31 }\n")]),
    Files(&[("shares.yaml", "members: { for: 委員, places: [kitahama], years: 2021-2023, until: 2027-03-31 }\n")]),
)
.by_hand(WhyByHand::Settings);

/// A recipient is named twice.
pub const SHARE_RECIPIENTS: Code = Code::error(
    "share-recipients",
    ("受け取る人が二度書かれています。", "A recipient is named twice."),
    (
        "受け取る人には、一人ずつ別の合言葉を渡します。二度書くと、合言葉が二つできます。",
        "Everybody who is named gets one passphrase; named twice, somebody would have two.",
    ),
    Files(&[(
        "shares.yaml",
        "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31, recipients: [甲, 甲] }\n",
    )]),
    Files(&[(
        "shares.yaml",
        "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31, recipients: [甲, 乙] }\n",
    )]),
)
.by_hand(WhyByHand::Settings);

/// A link leads where no link may.
pub const REFUSED_LINK: Code = Code::error(
    "refused-link",
    ("このアドレスは使えません。", "This address cannot be used."),
    (
        "javascript: のように、開いた人の機械を動かすアドレスは載せません。画像はサイトの中に置いたものだけを使います。",
        "Addresses that run something are refused, and images come from the site itself.",
    ),
    Body("## 取組の経緯\n\n[資料](javascript:open())を見る。"),
    Body("## 取組の経緯\n\n[資料](https://www.example.jp/)を見る。"),
)
.by_hand(WhyByHand::Public)
.mended_sometimes();

/// An id that no page can be named after.
pub const PAGE_ID: Code = Code::error(
    "page-id",
    ("この id は、ページのアドレスに使えません。", "No page can be named after this id."),
    (
        "自治体や比べる数値の id は、ページのアドレスになります。/ ? : % # などの文字、端の空白と点、Windows の装置の名前（aux など）、\
             60字を超える id は、ファイルの名前にできません。",
        "Places and measures have pages named after their ids. No file can be named with / ? : % #, with a space or a dot at an end, \
             after a device of Windows such as aux, or in more than 60 letters.",
    ),
    Files(&[("measures.yaml", "\"10:00\": { label: 人口, of: population }\n")]),
    Files(&[("measures.yaml", "population: { label: 人口, of: population }\n")]),
)
.by_hand(WhyByHand::Files);

/// The codes of the findings of places, settings and documents.
pub const CODES: &[Code] = &[
    BASE_URL,
    RECORD_FILE,
    THEME_NAME,
    SMALL_NUMBERS,
    PAGE_ID,
    PLACE_PREFECTURE,
    PLACE_OWNER,
    PLACE_CODE_TWICE,
    UNKNOWN_FORM,
    UNKNOWN_HEADING,
    MISPLACED_HEADING,
    PRIVATE_SECTION_MISSING,
    SECTION_TWICE,
    MEASURE_FIELD,
    MEASURE_TOTAL,
    REDIRECT,
    ADDRESS_VANISHED,
    ERRATUM_YEAR,
    ERRATUM_PAGE,
    ERRATUM,
    SHARE_ID,
    SHARE_PLACES,
    SHARE_YEARS,
    SHARE_RECIPIENTS,
];
