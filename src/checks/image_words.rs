//! What an image shows is said in words, for those who do not see it.

use crate::markdown::OutlineImage;
use crate::model::Site;
use crate::source::Example::Body;
use crate::source::{Code, Finding, Findings, Severity, WhyByHand, words};
use crate::text::fold;

use super::{Check, MarkdownText, Rule, Subject};

const IMAGE_ALT: Code = Code::error(
    "image-alt",
    ("画像に説明がありません。", "An image has no words."),
    (
        "画像の見えない人と検索は、説明の言葉を読みます。何の図かを短く書きます。「画像」「図1」やファイル名だけでは、何も伝わりません。",
        "Those who do not see the image, and search engines, read its words. `image`, `Figure 1` or the name of the file tell nothing.",
    ),
    Body("## 取組の経緯\n\n![](map.png)"),
    Body("## 取組の経緯\n\n![圏域の地図](map.png)"),
)
.by_hand(WhyByHand::Wording)
.sometimes(
    Severity::Warning,
    ("説明がファイル名や「画像」「図1」だけのとき", "its words are the name of the file, `image` or `Figure 1`"),
);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports one code.
pub const RULE: Rule = Rule { codes: &[IMAGE_ALT], subject: Subject::Texts, check: Check::Text(check) };

fn check(text: &MarkdownText<'_>, _: &Site, findings: &mut Findings) {
    for image in &text.prose.outline().images {
        let position = text.position(image.range.clone());
        let hint = words(
            "何の図かを短く、「![北浜圏域の地図](map.png)」のように書いてください。",
            "Say briefly what it shows, as in `![map of the district](map.png)`.",
        );
        if image.alt.trim().is_empty() {
            let message = words("画像に説明がありません。", "The image has no words.");
            findings.push(Finding::new(&IMAGE_ALT, position, message).hint(hint));
        } else if says_nothing(image) {
            let alt = image.alt.trim();
            let message = words!(
                "画像の説明が「{alt}」だけで、何の図か分かりません。",
                "The words of the image are only `{alt}`, which do not tell what it shows."
            );
            findings.push(Finding::new(&IMAGE_ALT, position, message).hint(hint).in_some_cases());
        }
    }
}

/// What programs and hurried people write for any image, in small letters without spaces, figures and marks between them.
const ANY: [&str; 44] = [
    "alt",
    "alttext",
    "alternativetext",
    "image",
    "img",
    "imgwa",
    "picture",
    "pict",
    "pic",
    "photo",
    "figure",
    "fig",
    "graph",
    "chart",
    "screenshot",
    "screenshotat",
    "screenshotfrom",
    "clipboard",
    "clipimage",
    "pastedimage",
    "untitled",
    "noname",
    "dsc",
    "dscn",
    "pxl",
    "ws",
    "画像",
    "画像の説明",
    "画像説明",
    "図",
    "図表",
    "表",
    "写真",
    "グラフ",
    "イラスト",
    "スクリーンショット",
    "説明",
    "ここに説明",
    "代替テキスト",
    "説明文",
    "挿絵",
    "キャプチャ",
    "無題",
    "名称未設定",
];

/// What office programs add to words that they made up themselves.
const MADE_UP: [&str; 4] = [
    "自動的に生成された説明",
    "aiによって生成されたコンテンツ",
    "descriptionautomaticallygenerated",
    "ai-generatedcontent",
];

/// Endings of the names of images.
const IMAGES: [&str; 11] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "tif", "tiff", "heic", "emf"];

/// Whether words are what a program or a hurried person puts there (WCAG 2.2, failure F30): the name of a file, an address, or a
/// word for any image, with or without numbers.
fn says_nothing(image: &OutlineImage) -> bool {
    let squeezed = |text: &str| fold(text).to_lowercase().replace(' ', "");
    let alt = squeezed(&image.alt);
    let name = image.target.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // A name that says what the image shows is as good as words.
    let plain_stem = stem.is_ascii() && alt == squeezed(stem);
    let is_image = alt.rsplit_once('.').is_some_and(|(_, ending)| IMAGES.contains(&ending));
    let is_address =
        (alt.starts_with("https://") || alt.starts_with("http://")) && !image.alt.trim().contains(char::is_whitespace);
    let is_mark = |c: char| c.is_numeric() || matches!(c, '-' | '_' | '.' | '(' | ')' | ':' | ',' | '。');
    let letters: String = alt.chars().filter(|c| !is_mark(*c)).collect();
    let bare = letters.strip_suffix("です").unwrap_or(&letters);
    alt == squeezed(name)
        || plain_stem
        || is_image
        || is_address
        || bare.is_empty()
        || ANY.contains(&bare)
        || MADE_UP.iter().any(|words| alt.contains(words))
}
