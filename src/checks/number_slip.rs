//! What was meant as a number and cannot be read as one, and what cannot be a number of what is counted.

use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::fold::fold;
use crate::text::hidden::hidden;
use crate::text::numerals::{letters, numeral_at};
use crate::text::spreadsheet::is_error;
use crate::text::unfinished::unfinished;
use crate::text::{Decimal, Period};
use crate::value::Indicator;
use crate::value::quantity::comparable_units;
use crate::value::{Meaning, Quantity};

use super::figures::{AskedQuantity, each_asked, is_change};
use super::{Check, Rule, Subject};

const NUMBER_SLIP: Code = Code::warning(
    "number-slip",
    ("数の打ち間違いのようです。", "This looks like a slip in a number."),
    (
        "桁区切りの位置が違う数や、0 と O、1 と l を取り違えた数は、数として読めず、図にも比較にも使われません。",
        "A number with commas in odd places, or with O for 0 and l for 1, is no number; it is neither drawn nor compared.",
    ),
    Front("人口: 6,0489,4人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

const NUMBER_WORDS: Code = Code::warning(
    "number-words",
    ("数を尋ねる欄の言葉が、数として読めません。", "Words stand where a number is asked, and say none."),
    (
        "数として読めない言葉は、書かれたとおりにページに出ますが、図、足し算、比較には入りません。数がないときは、その理由を決まった言葉で書きます。",
        "Such words are shown as they are; no chart, sum or comparison has them. Why there is no number is said in set words.",
    ),
    Front("人口: おおぜい"),
    Front("人口: 不明"),
)
.by_hand(WhyByHand::Original);

const NEGATIVE_COUNT: Code = Code::warning(
    "negative-count",
    ("人や床などの数が負になっています。", "A count is negative."),
    (
        "数えたものが 0 より少なくなることはありません。増減を書く欄なら、項目名に「増減」を入れます。",
        "Nothing that is counted can be fewer than none. A field for a change says so in its label: 増減.",
    ),
    Front("人口: -604,894人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

const NO_POPULATION: Code = Code::warning(
    "no-population",
    ("人口が0人になっています。", "The population is zero."),
    (
        "住む人のいない自治体はありません。表計算ソフトの空の欄が0になったか、桁の書き落としです。人口の近い自治体や、人口当たりの数も出せなくなります。",
        "No municipality is without residents: an empty cell of a spreadsheet became 0, or digits were lost. Nothing can be compared by population then.",
    ),
    Front("人口: 0人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 4 codes.
pub const RULE: Rule = Rule {
    codes: &[NUMBER_SLIP, NUMBER_WORDS, NEGATIVE_COUNT, NO_POPULATION],
    subject: Subject::Figures,
    check: Check::Document(check),
};

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    each_asked(document, |asked| look(document, asked, findings));
    // What is aimed at may be said in words, but not in what a spreadsheet shows for an error.
    for AnswerInDocument { answer, .. } in document.all_answers() {
        let Some(indicators) = answer.value.indicators() else { continue };
        for cell in indicators.rows.iter().flat_map(Indicator::cells) {
            for quantity in &cell.quantities {
                findings.applied(&NUMBER_SLIP);
                if quantity.meaning == Meaning::Words && is_slip(&quantity.written) {
                    findings.push(slip(document, quantity, cell.span(), None));
                }
            }
        }
    }
}

fn look(document: &Document, asked: &AskedQuantity<'_>, findings: &mut Findings) {
    let AskedQuantity { field, quantity, span, unit, .. } = *asked;
    let written = &quantity.written;
    findings.applied(&NUMBER_SLIP);
    findings.applied(&NUMBER_WORDS);
    if quantity.meaning == Meaning::Words {
        // ○○人 and characters that nobody sees are told by rules of their own.
        if !unfinished(written).is_empty() || is_hidden_only(written, unit) {
            return;
        }
        findings.push(if is_slip(written) || reason(written).is_some() {
            slip(document, quantity, span, unit)
        } else {
            words_for_number(document, asked)
        });
        return;
    }
    if let Some(whole) = thousands_after_point(asked) {
        let message = words!(
            "「{written}」の「.」は小数点として読まれます。桁区切りではありませんか。",
            "The `.` of `{written}` is read as a decimal point; was it to part the thousands?"
        );
        let hint = words!("桁区切りなら「{whole}」と書いてください。", "If it parts thousands, write `{whole}`.");
        findings.push(Finding::new(&NUMBER_SLIP, document.source.position(span), message).hint(hint));
    }
    let is_population =
        asked.of.is_none() && document.form.population().is_some_and(|population| population.id == field.id);
    if is_population {
        findings.applied(&NO_POPULATION);
    }
    if is_population && quantity.number() == Some(Decimal::ZERO) {
        let message = words!("「{}」が「{written}」になっています。", "`{}` is `{written}`.", field.label);
        let hint = words(
            "数を確かめてください。分からなければ「不明」、原資料が空欄なら「記載なし」と書きます。",
            "Check the number; write 不明 if nobody knows, 記載なし if the source is blank.",
        );
        findings.push(Finding::new(&NO_POPULATION, document.source.position(span), message).hint(hint));
    }
    let is_count = is_count(asked);
    if is_count {
        findings.applied(&NEGATIVE_COUNT);
    }
    if is_count && quantity.number().is_some_and(Decimal::is_negative) {
        let message = words!(
            "「{}」は数えたものですが、「{written}」とあります。",
            "`{}` counts something, but there is `{written}`.",
            field.label
        );
        let hint = words(
            "符号を確かめてください。増減ではなく、数そのものを書きます。",
            "Check the sign; write the number itself, not its change.",
        );
        findings.push(Finding::new(&NEGATIVE_COUNT, document.source.position(span), message).hint(hint));
    }
}

fn words_for_number(document: &Document, asked: &AskedQuantity<'_>) -> Finding {
    let written = &asked.quantity.written;
    let message = words!(
        "「{}」の「{written}」は、数としても、数がない理由としても読めません。",
        "`{written}` in `{}` is neither a number nor a reason for none.",
        asked.field.label
    );
    let hint = match with_its_date(written, document.year, asked.unit) {
        Some(right) => {
            words!("数と時点を分けて、「{right}」と書いてください。", "Part the number from its date: write `{right}`.")
        }
        None => words(
            "数を一つ、「1,234人」のように書いてください。数がなければ「不明」「該当なし」「非公表」「調査中」などと書き、ほかの言葉は「注記」に移します。",
            "Write one number, as in `1,234人`; without one write 不明, 該当なし, 非公表 or 調査中, and move other words to 注記.",
        ),
    };
    Finding::new(&NUMBER_WORDS, document.source.position(asked.span), message).hint(hint)
}

/// A number behind its date as a record of both: R7.4.1現在302,100人.
fn with_its_date(written: &str, year: i32, unit: Option<&str>) -> Option<String> {
    ["現在", "時点"].into_iter().find_map(|word| {
        let (date, number) = written.split_once(word)?;
        let (date, number) = (date.trim(), number.trim_matches([' ', '\u{3000}', '、', '：', ':', 'で', 'の']));
        Period::parse(date, Some(year))?;
        let read = Quantity::read(number, unit);
        matches!(read.meaning, Meaning::Amount(_)).then(|| format!("{{ 値: \"{number}\", 時点: {date} }}"))
    })
}

/// Whether a text would be a number without the characters that nobody sees in it.
fn is_hidden_only(written: &str, unit: Option<&str>) -> bool {
    let seen = seen(written);
    seen.len() < written.len() && Quantity::read(&seen, unit).meaning != Meaning::Words
}

/// A count with three digits after a point, as other countries part thousands: 50.120人, and how it is written here.
fn thousands_after_point(asked: &AskedQuantity<'_>) -> Option<String> {
    let number = asked.quantity.number().filter(|number| number.places() == 3)?;
    let written = fold(&asked.quantity.written);
    let shares = ["率", "平均", "当たり", "あたり", "割合", "指数", "係数"];
    let is_share = |text: &str| shares.iter().any(|share| text.contains(share));
    let plain = number.to_plain();
    let fits = !number.is_negative() && !plain.starts_with("0.") && plain.len() <= 7 && written.contains(&plain);
    let share = is_share(&asked.field.label) || asked.of.is_some_and(is_share);
    (fits && !share && is_count(asked)).then(|| written.replacen(&plain, &plain.replace('.', ","), 1))
}

fn slip(document: &Document, quantity: &Quantity, span: Span, unit: Option<&str>) -> Finding {
    let written = &quantity.written;
    let message = words!("「{written}」は数として読めません。", "`{written}` cannot be read as a number.");
    let hint = reason(written).unwrap_or_else(|| match right(written, unit) {
        Some(right) => words!(
            "数を確かめ、一つの数なら「{right}」と書いてください。",
            "Check the number; if it is one, write `{right}`."
        ),
        None => words(
            "算用数字を確かめ、桁区切りは「,」で三桁ごとに書いてください。",
            "Check the digits; commas stand before every three of them.",
        ),
    });
    Finding::new(&NUMBER_SLIP, document.source.position(span), message).hint(hint)
}

/// What was probably meant by digits with odd signs between them, with letters among them, or by ideographs.
fn right(written: &str, unit: Option<&str>) -> Option<String> {
    let folded = fold(&seen(written));
    let first = folded.chars().next()?;
    let (number, rest) = if first.is_ascii_digit() || is_lookalike(first) {
        let of_number = |c: char| c.is_ascii_digit() || is_lookalike(c) || is_separator(c);
        let length = folded.find(|c| !of_number(c)).unwrap_or(folded.len());
        let (body, rest) = folded.split_at_checked(length)?;
        let body = body.trim_end_matches(is_separator);
        let groups: Vec<&str> = body.split(is_separator).collect();
        let three = groups.iter().skip(1).all(|group| group.len() == 3);
        // A point parts a number from its fraction, unless it stands before every three digits.
        if body.contains('.') && !three || groups.iter().any(|group| group.is_empty()) {
            return None;
        }
        let digits: String = groups
            .concat()
            .chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    c
                } else if matches!(c, 'O' | 'o') {
                    '0'
                } else {
                    '1'
                }
            })
            .collect();
        (Decimal::parse(&digits)?, rest.to_owned())
    } else {
        let letters = letters(&folded);
        let numeral = numeral_at(&letters, 0).filter(|numeral| numeral.ideographs && numeral.low == numeral.high)?;
        let end = letters.get(numeral.letters.end.checked_sub(1)?)?.end;
        (Decimal::from(numeral.low), folded.get(end..)?.to_owned())
    };
    let right = format!("{number}{}", rest.trim_start());
    (Quantity::read(&right, unit).meaning != Meaning::Words).then_some(right)
}

/// What to write, where it is plain why a text is no number.
fn reason(written: &str) -> Option<Words> {
    let folded = fold(written);
    if is_of_a_spreadsheet(&folded) || is_power_of_ten(&folded) {
        return Some(words("計算の結果の数を、算用数字で書いてください。", "Write the number that comes of it."));
    }
    if is_in_brackets(&folded) {
        return Some(words(
            "括弧だけの数は、負の数とも内数とも読めます。負の数は「△1,554」と書き、そうでなければ括弧を取ってください。",
            "A number in brackets may be one below zero, or one that another includes. Write `△1,554`, or take the brackets off.",
        ));
    }
    has_mark(&folded).then(|| {
        words(
            "数だけを書いてください。訂正（r）、速報（p）、注の番号などの印は「注記」に言葉で書きます。",
            "Write the number alone; what marks such as r (revised), p (preliminary) or a number of a note say goes to 注記.",
        )
    })
}

/// Whether a text is a number in brackets and nothing else.
fn is_in_brackets(folded: &str) -> bool {
    let inner = folded.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.is_some_and(|inner| {
        let inner = Quantity::read(inner, None);
        matches!(inner.meaning, Meaning::Amount(_)) && inner.label.is_none()
    })
}

/// Whether a number has a mark before or behind it that tables explain in a note: 123r, p123, 12*, 12¹, 12注1.
fn has_mark(folded: &str) -> bool {
    const BEFORE: [&str; 4] = ["r", "p", "*", "†"];
    let number = |text: &str| !text.is_empty() && matches!(Quantity::read(text, None).meaning, Meaning::Amount(_));
    let behind = folded.trim_end_matches(|c: char| {
        matches!(c, 'r' | 'R' | 'p' | 'P' | '*' | '†' | '‡' | '#') || c.is_numeric() && !c.is_ascii_digit()
    });
    let note =
        folded.find(['*', '※', '注', '†', '‡']).and_then(|at| folded.split_at_checked(at)).filter(|(_, note)| {
            note.trim_start_matches(['*', '※', '注', '†', '‡', '(', ')', ' '])
                .chars()
                .all(|c| c.is_ascii_digit() || c == ')')
        });
    // 100r人
    let within =
        folded.split_once(['r', 'p', '*', '†']).filter(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()));
    // 100¹人
    let raised = |c: char| c.is_numeric() && !c.is_ascii_digit();
    let without = || folded.replace(raised, "");
    let amount = folded.starts_with(|c: char| c.is_ascii_digit()) && folded.contains(raised);
    amount && number(&without())
        || BEFORE.iter().filter_map(|mark| folded.strip_prefix(mark)).any(number)
        || behind.len() < folded.len() && number(behind.trim_end())
        || within.is_some_and(|(before, after)| number(&format!("{before}{after}")))
        || note.is_some_and(|(before, _)| number(before.trim_end()))
}

/// Whether a field asks how many there are of something, and not by how many they have changed.
fn is_count(asked: &AskedQuantity<'_>) -> bool {
    // What tables of municipal statistics count; か所 takes in whatever stands somewhere. Money, rates and temperatures
    // may be below zero.
    const COUNTED: [&str; 10] = ["人", "世帯", "件", "回", "か所", "施設", "病院", "床", "戸", "台"];
    let unit = asked.unit.and_then(|unit| unit.split(['／', '/']).next());
    unit.is_some_and(|unit| COUNTED.iter().any(|counted| comparable_units(counted, unit)))
        && !asked.is_called(is_change)
        && !asked.is_difference
}

/// A text without the characters that nobody sees.
fn seen(written: &str) -> String {
    let hidden: Vec<usize> = hidden(written).into_iter().map(|(at, ..)| at).collect();
    written.char_indices().filter(|(at, _)| hidden.binary_search(at).is_err()).map(|(_, c)| c).collect()
}

/// Whether a text was meant as a number and is none: its digits are grouped in another way, or mixed with letters that look
/// like them or that nobody sees, or are too many; it is written in ideographs; or it is the formula and not its result.
fn is_slip(written: &str) -> bool {
    let seen = seen(written);
    let folded = fold(&seen);
    let ideographs = folded.chars().take_while(|c| "〇一二三四五六七八九十百千万億".contains(*c)).count();
    if ideographs > 1 && folded.chars().count() <= ideographs + 2 || is_of_a_spreadsheet(&folded) {
        return true;
    }
    let body: String = folded.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.')).collect();
    let digits = body.chars().filter(char::is_ascii_digit).count();
    let only = body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.') || is_lookalike(c));
    let mixed = body.chars().any(|c| c == ',' || c == '.' || is_lookalike(c));
    let starts = folded.starts_with(|c: char| c.is_ascii_digit());
    digits > 0 && only && (mixed || digits > DIGITS || seen.len() < written.len())
        || starts && (is_grouped(&folded) || is_power_of_ten(&folded))
}

/// As many digits as an `i64` holds for certain; a number with more cannot be computed with.
const DIGITS: usize = 18;

/// Whether a text is a formula, or what a spreadsheet shows where it has no result: `=SUM(A1:A7)`, `#REF!`, `####`.
fn is_of_a_spreadsheet(folded: &str) -> bool {
    folded.strip_prefix('=').is_some_and(|rest| !rest.trim().is_empty()) || is_error(folded)
}

/// Signs that people type between the digits of one number.
const SEPARATORS: &str = "、・_'’｀`´· ;。";

fn is_separator(c: char) -> bool {
    SEPARATORS.contains(c) || matches!(c, ',' | '.')
}

/// Whether digits are set in groups of three by another sign than a comma (`1、539、947`), or in any groups by a sign that
/// parts nothing else (`1_5`).
fn is_grouped(folded: &str) -> bool {
    let mut groups = Vec::new();
    let mut sign = None;
    let mut rest = folded;
    loop {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        groups.push(length);
        let (_, after) = rest.split_at_checked(length).unwrap_or_default();
        let next = after.chars().next().filter(|c| sign.is_none_or(|sign| sign == *c) && SEPARATORS.contains(*c));
        let Some(next) = next else { break };
        let (_, after) = after.split_at_checked(next.len_utf8()).unwrap_or_default();
        if !after.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        (sign, rest) = (Some(next), after);
    }
    let three =
        groups.first().is_some_and(|first| (1..=3).contains(first)) && groups.iter().skip(1).all(|length| *length == 3);
    groups.len() > 1 && (three || sign == Some('_'))
}

/// Whether a number is written as spreadsheets shorten it: `1.54E+06`.
fn is_power_of_ten(folded: &str) -> bool {
    let Some((number, power)) = folded.split_once(['E', 'e']) else { return false };
    let figures = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    number.chars().all(|c| c.is_ascii_digit() || c == '.') && figures(power.trim_start_matches(['+', '-']))
}

/// Whether a letter is mistaken for a digit.
fn is_lookalike(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'l' | 'I')
}

#[cfg(test)]
mod tests {
    use super::{is_slip, right};

    #[test]
    fn what_was_meant_is_told() {
        for (written, meant) in [
            ("50 120人", Some("50,120人")),
            ("302、100人", Some("302,100人")),
            ("6,0489,4人", Some("604,894人")),
            ("1.539.946人", Some("1,539,946人")),
            ("5O,l20人", Some("50,120人")),
            ("三十万二千人", Some("302,000人")),
            ("二三人", None),
            ("12.34.5人", None),
            ("99999999999999999999人", None),
        ] {
            assert_eq!(right(written, Some("人")).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn slips_are_told_from_words() {
        for (written, slip) in [
            ("6,0489,4人", true),
            ("1O0人", true),
            ("l2人", true),
            ("1.539.946人", true),
            ("百五十三万人", true),
            ("約百人", false),
            ("一部の市町村", false),
            ("十分に開いた", false),
            ("4回程度開催予定", false),
            ("2021年度は実施せず", false),
            ("Zoomで2回", false),
            ("1、539、947", true),
            ("１・５３９・９４７人", true),
            ("1_539_947", true),
            ("1'539'947", true),
            ("1 539 947人", true),
            ("1539\u{200B}947", true),
            ("15\u{3164}人", true),
            ("=SUM(A1:A7)", true),
            ("＝A1+A2", true),
            ("#REF!", true),
            ("#DIV/0!", true),
            ("#N/A", true),
            ("########", true),
            ("1.54E+06", true),
            ("#REF!人", true),
            ("2e5人", true),
            ("92233720368547758070人", true),
            ("3・4回", false),
            ("1、2、3を実施", false),
            ("10:30", false),
            ("# 見出し", false),
            ("=", false),
            ("葛\u{E0100}城", false),
        ] {
            assert_eq!(is_slip(written), slip, "{written}");
        }
    }
}
