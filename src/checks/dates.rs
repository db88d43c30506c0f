//! Times fit the fiscal year of their document.

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::spreadsheet::day_of_serial;
use crate::text::{Date, era, fold};
use crate::value::{Item, When};

use super::{Check, Rule, Subject};

const OLD: Code = Code::warning(
    "as-of-old",
    ("時点が古すぎます。", "The time of a figure is very old."),
    (
        "元号や年の写し間違い（H29 と H19、R3 と S3 など）で、時点が何十年も前になることがあります。",
        "A slip in the era or the year (H29 and H19, R3 and S3) makes a figure decades old.",
    ),
    Front("人口: { 値: 604,894人, 時点: S3年4月 }"),
    Front("人口: { 値: 604,894人, 時点: R3年4月 }"),
)
.by_hand(WhyByHand::Meant)
.limit(20, ("何年より前の時点を報告するか", "How many years before the fiscal year are too old"));

const AS_OF_LATE: Code = Code::warning(
    "as-of-late",
    ("時点が年度より後です。", "The time of a figure lies after the fiscal year."),
    (
        "年度のシートに、翌年度以降の数字は載りません。年度か時点の書き間違いです。",
        "A sheet does not hold figures of a later year; the year is a slip.",
    ),
    Front("人口: { 値: 604,894人, 時点: R5年4月 }"),
    Front("人口: { 値: 604,894人, 時点: R3年4月 }"),
)
.by_hand(WhyByHand::Meant);

const DATE_OUTSIDE_YEAR: Code = Code::warning(
    "date-outside-year",
    ("時期が年度の外にあります。", "The time lies outside the fiscal year."),
    (
        "年度の予定は、4月から翌年3月までの間に入ります。1月から3月は、暦では次の年です。",
        "What is planned for a fiscal year lies between April and March; January to March are in the next calendar year.",
    ),
    Front("今年度の予定:\n  - { 時期: R3年2月, 項目: 第4回部会 }"),
    Front("今年度の予定:\n  - { 時期: R4年2月, 項目: 第4回部会 }"),
)
.by_hand(WhyByHand::Meant);

const DATE_UNKNOWN: Code = Code::warning(
    "date-unknown",
    ("時点として読めません。", "This cannot be read as a time."),
    (
        "読めない時点は、書いたとおりに表示されますが、年度との比較や並べ替えには使えません。",
        "It is shown as written, but cannot be compared or ordered.",
    ),
    Front("人口: { 値: 604,894人, 時点: R3年13月 }"),
    Front("人口: { 値: 604,894人, 時点: R3年4月 }"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 4 codes.
pub const RULE: Rule = Rule {
    codes: &[AS_OF_LATE, OLD, DATE_OUTSIDE_YEAR, DATE_UNKNOWN],
    subject: Subject::Figures,
    check: Check::Document(check),
};

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let oldest = document.year.saturating_sub(site.settings.limit(&OLD).to_f64() as i32);
    let mut look = DateCheck { document, oldest, findings };
    for (_, _, answer) in document.answers() {
        answer.leaves(&mut |leaf| match leaf.item {
            Item::Circumstances(circumstances, _) => {
                let (as_of, span) = (circumstances.as_of(), circumstances.as_of_span());
                if leaf.target { look.aimed_at(as_of, span) } else { look.as_of(as_of, span) }
            }
            Item::Date(when) => look.answered(when, leaf.span),
            Item::Period(when) => look.planned(when, leaf.span),
            Item::Due(when) => look.aimed_at(Some(when), leaf.span),
            _ => {}
        });
    }
}

struct DateCheck<'a> {
    document: &'a Document,
    /// The first fiscal year that is not too old.
    oldest: i32,
    findings: &'a mut Findings,
}

impl DateCheck<'_> {
    fn as_of(&mut self, when: Option<&When>, span: Span) {
        let Some(when) = when else { return };
        [&AS_OF_LATE, &OLD, &DATE_UNKNOWN].into_iter().for_each(|code| self.findings.applied(code));
        let Some(period) = &when.period else { return self.unknown(when, span) };
        let year = self.document.year;
        if period.start.fiscal_year() > year {
            self.say(&AS_OF_LATE, when, span, format!("{}より後です", era::fiscal_year(year)), "after");
        } else if period.end.fiscal_year() < self.oldest {
            self.say(&OLD, when, span, format!("{}から見て古すぎます", era::fiscal_year(year)), "long before");
        }
    }

    /// The time of a target may well lie after the fiscal year.
    fn aimed_at(&mut self, when: Option<&When>, span: Span) {
        let Some(when) = when else { return };
        self.findings.applied(&DATE_UNKNOWN);
        if when.period.is_none() {
            self.unknown(when, span);
        }
    }

    /// A time that was asked for may be words; what holds a figure of a year, a month or a day was meant as a time.
    fn answered(&mut self, when: &When, span: Span) {
        self.findings.applied(&DATE_UNKNOWN);
        let bare = || !when.written.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        if when.period.is_none() && !self.is_open(when) && (when.written.contains(['年', '月', '日', '/']) || bare())
        {
            self.unknown(when, span);
        }
    }

    fn planned(&mut self, when: &When, span: Span) {
        [&DATE_OUTSIDE_YEAR, &DATE_UNKNOWN].into_iter().for_each(|code| self.findings.applied(code));
        let Some(period) = &when.period else {
            if !self.is_open(when) {
                self.unknown(when, span);
            }
            return;
        };
        let year = self.document.year;
        if period.end.fiscal_year() < year || period.start.fiscal_year() > year {
            self.say(&DATE_OUTSIDE_YEAR, when, span, format!("{}の外にあります", era::fiscal_year(year)), "outside of");
        }
    }

    /// Whether it goes on without an end, as what is asked for or planned may.
    fn is_open(&self, when: &When) -> bool {
        when.open_period(Some(self.document.year)).is_some()
    }

    fn say(&mut self, code: &'static Code, when: &When, span: Span, where_ja: String, where_en: &str) {
        let (written, year) = (&when.written, self.document.year);
        let message = words!("「{written}」は{where_ja}。", "`{written}` lies {where_en} fiscal {year}.");
        let hint = words("年と元号を確かめてください。", "Check the year and its era.");
        self.findings.push(Finding::new(code, self.document.source.position(span), message).hint(hint));
    }

    /// Words such as 随時 are no dates; what holds a digit was meant as one.
    fn unknown(&mut self, when: &When, span: Span) {
        if !when.written.chars().any(char::is_numeric) {
            return;
        }
        let written = fold(&when.written);
        let message = words!("「{}」は時点として読めません。", "`{}` cannot be read as a time.", when.written);
        let meant = day_of_serial(&written).or_else(|| day_without_signs(&written));
        let hint = meant.map_or_else(
            || {
                words(
                    "「R3年4月」「令和3年度」「2021-04-01」「9月～10月」のように書いてください。",
                    "Write it as in R3年4月, 令和3年度, 2021-04-01 or 9月～10月.",
                )
            },
            |day| {
                let serial = day_of_serial(&written).is_some();
                let ja = if serial {
                    "表計算ソフトの日付が、ただの数になったものです。"
                } else {
                    ""
                };
                let en = if serial { "A date of a spreadsheet became a plain number. " } else { "" };
                let right = Date::Day(day).wareki();
                words!("{ja}日付を確かめて「{right}」と書いてください。", "{en}Check the date and write `{right}`.")
            },
        );
        self.findings.push(Finding::new(&DATE_UNKNOWN, self.document.source.position(span), message).hint(hint));
    }
}

/// 20210401 without anything between its parts.
fn day_without_signs(folded: &str) -> Option<jiff::civil::Date> {
    let digits = folded.len() == 8 && folded.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from: usize, to: usize| folded.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (number(0, 4).filter(|_| digits)?, number(4, 6)?, number(6, 8)?);
    jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
