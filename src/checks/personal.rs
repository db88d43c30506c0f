//! Telephone numbers, mail addresses, dates of birth and numbers of persons do not belong on a public page.

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::personal::{Personal, personal};

use super::{Check, Rule, Subject};

const PERSONAL_PHONE: Code = Code::warning(
            "personal-phone",
            ("電話番号のようです。", "This looks like a telephone number."),
            (
                "公開したページは消せません。個人の電話番号は載せず、窓口の番号なら「窓口」「連絡先」などの言葉と同じ行に書きます。",
                "What was published cannot be taken back. A number of an office stands on one line with a word such as 窓口 or 連絡先.",
            ),
            Front("備考: 参加者（090-1234-5678）に聞いた。"),
            Front("備考: 窓口（044-200-0000）で受け付ける。"),
        )
.by_hand(WhyByHand::Meant)
        .privacy();

const PERSONAL_MAIL: Code = Code::warning(
            "personal-mail",
            ("メールアドレスのようです。", "This looks like a mail address."),
            (
                "個人のアドレスは、公開すると迷惑メールの宛先になります。窓口のものなら「問合せ」などの言葉と同じ行に書きます。",
                "A person's address would be harvested. One of an office stands on one line with a word such as 問合せ.",
            ),
            Front("備考: 講師は taro@example.jp で連絡が取れる。"),
            Front("備考: 問合せは nenpo@example.jp へ。"),
        )
.by_hand(WhyByHand::Meant)
        .privacy();

const PERSONAL_BIRTH: Code = Code::warning(
    "personal-birth",
    ("生年月日のようです。", "This looks like a date of birth."),
    (
        "生年月日は、それだけで人を特定する手がかりになります。年代や年齢の幅で書きます。",
        "A date of birth tells who somebody is. Write a decade or a range of ages.",
    ),
    Front("備考: 昭和40年3月2日生の男性が退院した。"),
    Front("備考: 50代の男性が退院した。"),
)
.by_hand(WhyByHand::Meant)
.privacy();

const PERSONAL_NUMBER: Code = Code::warning(
            "personal-number",
            ("一人ひとりに付く番号のようです。", "This looks like a number of one person."),
            (
                "マイナンバー、年金や保険の番号、手帳や口座の番号は、集めることも公開することも法律や契約で限られています。番号は書きません。",
                "My Number, and the numbers of pensions, insurances, certificates and accounts must not be published.",
            ),
            Front("備考: 個人番号 1234-5678-9012 を確かめた。"),
            Front("備考: 個人番号を確かめた。"),
        )
.by_hand(WhyByHand::Meant)
        .privacy();

/// The rule for [`super::RULES`]: it checks each document, and reports 4 codes.
pub const RULE: Rule = Rule {
    codes: &[PERSONAL_PHONE, PERSONAL_MAIL, PERSONAL_BIRTH, PERSONAL_NUMBER],
    subject: Subject::Private,
    check: Check::Document(check),
};

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let source = &document.source;
    for number in 0..source.line_count() {
        let line = source.line_span(number);
        for (range, kind) in personal(source.slice(line)) {
            let span = Span::new(line.start() + range.start, line.start() + range.end);
            let (code, message, hint) = told(source.slice(span), kind);
            findings.push(Finding::new(code, source.position(span), message).hint(hint));
        }
    }
}

fn told(written: &str, kind: Personal) -> (&'static Code, Words, Words) {
    match kind {
        Personal::Phone => (
            &PERSONAL_PHONE,
            words!("「{written}」は電話番号のようです。", "`{written}` looks like a telephone number."),
            words(
                "個人のものなら消してください。窓口のものなら「窓口」などの言葉と同じ行に書いてください。",
                "Delete it if it is a person's; put a word such as 窓口 on its line if it is an office's.",
            ),
        ),
        Personal::Mail => (
            &PERSONAL_MAIL,
            words!("「{written}」はメールアドレスのようです。", "`{written}` looks like a mail address."),
            words(
                "個人のものなら消してください。窓口のものなら「問合せ」などの言葉と同じ行に書いてください。",
                "Delete it if it is a person's; put a word such as 問合せ on its line if it is an office's.",
            ),
        ),
        Personal::Birth => (
            &PERSONAL_BIRTH,
            words("生年月日が書かれているようです。", "This looks like a date of birth."),
            words("消すか、年代で書いてください。", "Delete it, or write a decade."),
        ),
        Personal::Number => (
            &PERSONAL_NUMBER,
            words("一人ひとりに付く番号が書かれているようです。", "This looks like a number of one person."),
            words("消してください。", "Delete it."),
        ),
    }
}
