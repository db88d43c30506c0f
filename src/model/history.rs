//! When a document was last changed, and what was corrected after it was published. Told by the content alone: the day
//! of a build says nothing about a document.

use crate::record::codes;

use crate::record::{Fields, Node};
use crate::source::{Reporter, words};
use crate::text::{Date, SiteLanguage};
use crate::view;
use crate::view::View;

/// The changes of a document or a page.
#[derive(Clone, Debug, Default, Hash)]
pub struct History {
    /// The day the document itself gives.
    pub updated: Option<Date>,
    /// What was corrected since, as listed.
    pub corrections: Vec<Correction>,
}

/// A correction of something published.
#[derive(Clone, Debug, Hash)]
pub struct Correction {
    /// The day the correction was published.
    pub date: Date,
    /// What was wrong, and why.
    pub reason: String,
}

impl History {
    /// Reads `updated` and `corrections` from front matter.
    pub fn read(fields: &mut Fields<'_, '_>) -> History {
        let updated = fields.optional(&["updated", "更新日"]);
        let corrections = fields.optional(&["corrections", "訂正"]);
        let updated = updated.and_then(|node| day(node, &mut fields.reporter));
        let items = corrections.and_then(|node| node.list(&mut fields.reporter)).unwrap_or_default();
        let corrections = items.iter().filter_map(|item| correction(item, &mut fields.reporter)).collect();
        History { updated, corrections }
    }

    /// The newest day in it.
    pub fn last(&self) -> Option<Date> {
        self.corrections.iter().map(|correction| correction.date).chain(self.updated).max()
    }

    /// What templates see; empty when it tells nothing.
    pub fn view(&self, language: SiteLanguage) -> View {
        if self.last().is_none() {
            return View::None;
        }
        let corrections = self.corrections.iter();
        let day = |date: Date| view! { "text" => language.date(date), "iso" => date.iso() };
        view! {
            "updated" => self.updated.map(day),
            "corrections" => View::list(corrections.map(|correction| {
                view! { "date" => day(correction.date), "reason" => &correction.reason }
            })),
        }
    }
}

fn correction(item: &Node, reporter: &mut Reporter<'_>) -> Option<Correction> {
    let mut fields = Fields::new(item, reporter);
    let date = fields.required(&["date", "日付"]);
    let reason = fields.required_text(&["reason", "理由"]);
    fields.finish();
    Some(Correction { date: day(date?, reporter)?, reason: reason? })
}

/// Feeds and maps of the site need a day; a month would have to be guessed at.
pub(super) fn day(node: &Node, reporter: &mut Reporter<'_>) -> Option<Date> {
    let written = &node.text(reporter)?.text;
    let date = Date::parse(written, None).filter(|date| matches!(date, Date::Day(_)));
    if date.is_none() {
        reporter.report(
            &codes::WRONG_VALUE,
            node.span,
            words!("「{written}」は日付ではありません。", "`{written}` is not a day."),
            words(
                "「2024-03-31」「令和6年3月31日」のように、日まで書いてください。",
                "Write a whole day, such as 2024-03-31.",
            ),
        );
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};

    fn read(text: &str) -> (Option<String>, usize, usize) {
        let source = Source::new("a.md", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let mut reporter = Reporter::new(&source, &mut findings);
        let mut fields = Fields::new(&node, &mut reporter);
        let history = History::read(&mut fields);
        fields.finish();
        (history.last().map(|date| date.iso()), history.corrections.len(), findings.iter().count())
    }

    #[test]
    fn the_last_change_is_the_newest_day() {
        for (text, last, corrections, findings) in [
            ("updated: 2024-03-31", Some("2024-03-31"), 0, 0),
            ("更新日: 令和6年3月31日", Some("2024-03-31"), 0, 0),
            ("corrections: [{ date: 2024-05-01, reason: 病床数 }]", Some("2024-05-01"), 1, 0),
            (
                "updated: 2024-03-31\n訂正:\n- { 日付: R6.6.3, 理由: 人口 }\n- { date: 2024-05-01, reason: 病床数 }",
                Some("2024-06-03"),
                2,
                0,
            ),
            ("updated: 2024-03", None, 0, 1),
            ("updated: 春", None, 0, 1),
            ("corrections: [{ date: 2024-05-01 }]", None, 0, 1),
            ("corrections: 病床数", None, 0, 1),
        ] {
            assert_eq!(read(text), (last.map(str::to_owned), corrections, findings), "{text}");
        }
    }
}
