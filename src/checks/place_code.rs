//! The code of a local government ends in a check digit.

use crate::model::Site;
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, Words, words};
use crate::text::fold::fold;

use super::{Check, Rule, Subject};

const PLACE_CODE: Code = Code::error(
    "place-code",
    ("団体コードが正しくありません。", "The code of a place is not right."),
    (
        "全国地方公共団体コードは六桁で、最後の桁は前の五桁から決まります。写し間違いと、先頭の0の落ちはここで分かります。",
        "The code has six digits; the last follows from the first five, which shows slips of copying and a lost leading zero.",
    ),
    Files(&[(
        "places.yaml",
        "hokkaido: { name: 北海道, reading: ほっかいどう, code: 10006, category: 都道府県 }\n\
             shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n",
    )]),
    Files(&[(
        "places.yaml",
        "hokkaido: { name: 北海道, reading: ほっかいどう, code: \"010006\", category: 都道府県 }\n\
             shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n",
    )]),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks the site once, and reports one code.
pub const RULE: Rule = Rule { codes: &[PLACE_CODE], subject: Subject::Answers, check: Check::Site(check) };

fn check(site: &Site, findings: &mut Findings) {
    for place in site.places.iter().filter(|place| !place.code.is_empty() && !place.category.is_body()) {
        let digits: Vec<u32> = fold(&place.code).chars().filter_map(|c| c.to_digit(10)).collect();
        // Five digits and the check digit that follows from them (全国地方公共団体コード, JIS X 0401 and 0402).
        let right = digits.first_chunk::<5>().map(|five| (five, check_digit(five)));
        let whole = digits.len() == 6 && place.code.chars().count() == 6;
        if whole && right.is_some_and(|(_, right)| digits.last() == Some(&right)) {
            continue;
        }
        let hint = match (digits.len(), right) {
            (6, Some((five, last))) => {
                let code = written(five, last);
                words!("前の五桁が正しければ「{code}」です。", "If the first five digits are right, it is `{code}`.")
            }
            (5, Some((five, last))) => five_digits(five, last, prefecture_of(site, place.prefecture.as_ref())),
            _ => words("六桁の数字を引用符で囲んで書いてください。", "Write six digits in quotes."),
        };
        findings.push(
            Finding::new(
                &PLACE_CODE,
                place.code_position.clone(),
                words!(
                    "「{0}」の団体コード「{1}」は正しくありません。",
                    "The code `{1}` of {0} is not right.",
                    place.name,
                    place.code
                ),
            )
            .hint(hint),
        );
    }
}

/// The number of the prefecture that a place is in, where its code tells it.
fn prefecture_of(site: &Site, id: Option<&String>) -> Option<u32> {
    let prefecture = id.and_then(|id| site.places.iter().find(|place| place.id == *id))?;
    let code = fold(&prefecture.code);
    if code.len() == 6 { code.get(..2)?.parse().ok() } else { None }
}

/// What to write for five digits: the leading zero was lost, as spreadsheets lose it, or the check digit was left out. A code
/// begins with the number of the prefecture.
fn five_digits(five: &[u32; 5], last: u32, prefecture: Option<u32>) -> Words {
    let [first, second, third, fourth, check] = *five;
    let prefecture = prefecture.filter(|own| *own == first || *own == first * 10 + second);
    // The number of a prefecture goes up to 47, and those below 10 begin with a zero.
    let fits = |number: u32| prefecture.map_or((1..=47).contains(&number), |own| own == number);
    let zero = (first > 0 && fits(first) && check_digit(&[0, first, second, third, fourth]) == check)
        .then(|| written(&[0, first, second, third, fourth], check));
    let whole = fits(first * 10 + second).then(|| written(five, last));
    match (zero, whole) {
        (Some(zero), None) => words!(
            "先頭の0が落ちています。「\"{zero}\"」と書いてください。",
            "The leading zero is missing. Write `\"{zero}\"`."
        ),
        (None, Some(whole)) => words!(
            "最後の桁（検査数字）がありません。「\"{whole}\"」と書いてください。",
            "The last digit, a check digit, is missing. Write `\"{whole}\"`."
        ),
        (Some(zero), Some(whole)) => words!(
            "先頭の0が落ちたのなら「\"{zero}\"」、最後の桁（検査数字）がないのなら「\"{whole}\"」です。",
            "It is `\"{zero}\"` if the leading zero was lost, and `\"{whole}\"` if the last digit was left out."
        ),
        (None, None) => words("六桁の数字を引用符で囲んで書いてください。", "Write six digits in quotes."),
    }
}

/// A code of five digits and its check digit.
fn written(five: &[u32; 5], last: u32) -> String {
    five.iter().chain([&last]).map(ToString::to_string).collect()
}

/// Check digit of 全国地方公共団体コード (総務省): weights 6 to 2, modulus 11; a remainder of 10 gives 0, of 11 gives 1.
fn check_digit(five: &[u32; 5]) -> u32 {
    let sum: u32 = five.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    // A sum below 11 is taken from 11 itself; both cases are the same remainder.
    (11 - sum % 11) % 10
}

#[cfg(test)]
mod tests {
    use super::check_digit;

    #[test]
    fn check_digits_of_real_codes() {
        let cases = [
            ([1, 4, 0, 0, 0], 7), // 神奈川県
            ([1, 4, 1, 3, 0], 5), // 川崎市
            ([1, 1, 2, 0, 3], 8), // 川口市
            ([1, 1, 0, 0, 0], 1), // 埼玉県
            ([0, 1, 0, 0, 0], 6), // 北海道
            ([0, 1, 1, 0, 0], 2), // 札幌市
            ([1, 3, 1, 0, 1], 6), // 千代田区
            ([4, 7, 2, 0, 1], 8), // 那覇市
        ];
        for (five, expected) in cases {
            assert_eq!(check_digit(&five), expected, "{five:?}");
        }
    }
}
