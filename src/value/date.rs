//! A time as written: a day, a month, a fiscal year, a period, or words such as 通年.

use crate::record::Node;
use crate::text::date::Period;
use crate::view;
use crate::view::View;

use super::{Reader, text};

/// A time as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// As the author wrote it.
    pub written: String,
    /// What it means; `None` for words.
    pub period: Option<Period>,
}

/// Reads a time; months without a year belong to the document's fiscal year.
pub fn read(node: &Node, reader: &mut Reader<'_>) -> When {
    When::parse(&text::read(node, reader), reader.year)
}

impl When {
    /// Understands a written time in the light of a fiscal year.
    pub fn parse(written: &str, year: i32) -> When {
        When { written: written.to_owned(), period: Period::parse(written, Some(year)) }
    }

    /// The words to show: eras in full (令和3年4月 for R3年4月), else as written.
    pub fn shown(&self) -> String {
        self.period.as_ref().map_or_else(|| self.written.clone(), Period::wareki)
    }

    /// What templates see.
    pub fn view(&self) -> View {
        view! {
            "text" => self.shown(),
            "iso" => self.period.as_ref().map(Period::iso),
        }
    }
}
