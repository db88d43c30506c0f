//! A time as written: a day, a month, a fiscal year, a period, or words such as 通年.

use crate::form::Field;
use crate::record::Node;
use crate::text::{Date, OpenPeriod, Period, SiteLanguage, fold};
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::leaves;
use super::{AnswerReader, Viewer, text};

/// A time as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// As the author wrote it.
    pub written: String,
    /// What it means; `None` for words.
    pub period: Option<Period>,
}

/// Reads a time; months without a year belong to the document's fiscal year.
pub fn read(node: &Node, reader: &mut AnswerReader<'_>) -> When {
    When::parse(&text::read(node, reader), reader.year)
}

impl FieldValue for When {
    type Settings = ();

    fn read(node: &Node, (): &(), _: &Field, reader: &mut AnswerReader<'_>) -> When {
        read(node, reader)
    }

    fn node(&self, (): &()) -> Node {
        Node::from(&self.written)
    }

    fn view(&self, (): &(), viewer: &mut Viewer<'_>) -> View {
        view! { "kind" => "date", "when" => self.view(viewer.language) }
    }
}

leaves!(When, &'a (), |when, (), walk| walk.leaf(It::Date(when)));

impl When {
    /// Understands a written time in the light of a fiscal year.
    pub fn parse(written: &str, year: i32) -> When {
        When { written: written.to_owned(), period: Period::parse(written, Some(year)) }
    }

    /// The words to show: as written, but eras in full (令和3年4月 for R3年4月 and for 2021-04).
    pub fn shown(&self) -> String {
        let written = fold(&self.written);
        let era_letter = written.starts_with(|c: char| c.is_ascii_alphabetic());
        let iso = written.get(..5).is_some_and(|start| start.ends_with('-'));
        match (&self.period, self.open_period(None)) {
            (Some(period), _) if era_letter || iso => period.wareki(),
            (None, Some(open)) if era_letter || iso => open.wareki(),
            _ => self.written.clone(),
        }
    }

    /// The words to show in a language of the site: an understood time in English has no era.
    pub fn shown_in(&self, language: SiteLanguage) -> String {
        match (self.period, self.open_period(None)) {
            _ if language == SiteLanguage::Japanese => self.shown(),
            (Some(period), _) => language.period(period),
            (None, Some(open)) => language.open_period(open),
            (None, None) => self.shown(),
        }
    }

    /// What it means where it has one side only: 平成22年度～. A month without a year needs the fiscal year.
    #[must_use]
    pub fn open_period(&self, year: Option<i32>) -> Option<OpenPeriod> {
        OpenPeriod::parse(&self.written, year).filter(|_| self.period.is_none())
    }

    /// Whether 時点 may follow: a day or a month is a time at which something stood so, a year is not.
    fn is_a_moment(&self) -> bool {
        let moment = |date: &Date| matches!(date, Date::Day(_) | Date::Month { .. });
        let has_word = ["時点", "現在", "まで"].iter().any(|word| self.written.trim_end().ends_with(word));
        self.period.as_ref().is_some_and(|period| period.start == period.end && moment(&period.start)) && !has_word
    }

    /// What templates see: `text`, `iso`, and whether 時点 may follow.
    pub fn view(&self, language: SiteLanguage) -> View {
        view! {
            "text" => self.shown_in(language),
            "iso" => self.period.as_ref().map(Period::iso).or_else(|| Some(self.open_period(None)?.iso())),
            "moment" => self.is_a_moment(),
        }
    }
}
