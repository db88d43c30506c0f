//! The name of a place, its category and its prefecture agree with each other and with the code.

use crate::model::{Category, Place, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, words};

use super::{Check, Rule, Subject};

const PLACE_NAME: Code = Code::warning(
    "place-name",
    ("自治体の名前と区分が合いません。", "The name of a place does not agree with its category."),
    (
        "市の名前は「市」で、県の名前は「都道府県」のどれかで終わります。区分は並べ方と比べ方を決めます。",
        "The name of a city ends in 市 and so on; the category decides how places are listed and compared.",
    ),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
                 kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 町 }\n",
    )]),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
                 kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n",
    )]),
)
.by_hand(WhyByHand::Meant);

const PLACE_CODE_PREFECTURE: Code = Code::warning(
    "place-code-prefecture",
    ("団体コードの初めの二桁が都道府県と合いません。", "The code does not begin as that of the prefecture."),
    (
        "団体コードの初めの二桁は都道府県を表します。違うときは、コードか都道府県のどちらかが誤りです。",
        "The first two digits of a code stand for the prefecture; if they differ, one of the two is wrong.",
    ),
    Files(&[(
        "places.yaml",
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
                 kawasaki: { name: 川崎市, reading: かわさきし, code: \"141305\", prefecture: shiomi, category: 指定都市 }\n",
    )]),
    Files(&[(
        "places.yaml",
        "kanagawa: { name: 神奈川県, reading: かながわけん, code: \"140007\", category: 都道府県 }\n\
                 kawasaki: { name: 川崎市, reading: かわさきし, code: \"141305\", prefecture: kanagawa, category: 指定都市 }\n",
    )]),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks the site once, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[PLACE_NAME, PLACE_CODE_PREFECTURE], subject: Subject::Answers, check: Check::Site(check) };

fn check(site: &Site, findings: &mut Findings) {
    for place in &site.places {
        // A category that could not be read is taken for that of a prefecture, and was reported.
        let unread = place.category == Category::Prefecture && place.prefecture.is_some();
        if !unread && !place.category.is_body() && !ends(&place.category).iter().any(|end| place.name.ends_with(end)) {
            let label = place.category.label();
            let message =
                words!("「{}」の区分が「{label}」になっています。", "The category of {} is {label}.", place.name);
            let hint = words("名前か区分を直してください。", "Correct the name or the category.");
            findings.push(Finding::new(&PLACE_NAME, place.position.clone(), message).hint(hint));
        }
        let prefecture = place.prefecture.as_deref().and_then(|id| site.place(id));
        if let Some(prefecture) = prefecture.filter(|prefecture| differ(place, prefecture)) {
            let message = words!(
                "「{0}」のコード「{1}」は、「{2}」のものではありません。",
                "The code `{1}` of {0} is not one of {2}.",
                place.name,
                place.code,
                prefecture.name
            );
            let hint = words("コードか都道府県を直してください。", "Correct the code or the prefecture.");
            let related = words("都道府県", "the prefecture");
            findings.push(
                Finding::new(&PLACE_CODE_PREFECTURE, place.position.clone(), message)
                    .hint(hint)
                    .related(prefecture.position.clone(), related),
            );
        }
    }
}

fn ends(category: &Category) -> &'static [&'static str] {
    match category {
        Category::Prefecture => &["都", "道", "府", "県"],
        Category::DesignatedCity | Category::CoreCity | Category::City => &["市"],
        Category::SpecialWard => &["区"],
        Category::Town => &["町"],
        Category::Village => &["村"],
        // A school may be called 学園, and a union after its task.
        Category::Body(_) => &[],
    }
}

fn differ(place: &Place, prefecture: &Place) -> bool {
    // A body may have a code of another kind.
    if place.category.is_body() {
        return false;
    }
    // What is no code at all is the business of `place-code`.
    let whole = |place: &&Place| place.code.len() == 6 && place.code.bytes().all(|b| b.is_ascii_digit());
    [place, prefecture].iter().all(whole) && place.code.get(..2) != prefecture.code.get(..2)
}
