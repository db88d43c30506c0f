//! The choices by which a reader with script may narrow a list.

use crate::model::Document;
use crate::text::era;
use crate::theme::Theme;
use crate::view;
use crate::view::View;

/// What can be chosen, gathered while a list is made.
pub struct Filters<'a> {
    theme: &'a Theme,
    found: Vec<Filter>,
}

struct Filter {
    id: &'static str,
    options: Vec<(String, String)>,
}

impl<'a> Filters<'a> {
    /// No choices yet.
    pub fn new(theme: &'a Theme) -> Filters<'a> {
        Filters { theme, found: Vec::new() }
    }

    /// Notes that a row has this value; its label is what the reader sees.
    pub fn note(&mut self, id: &'static str, value: &str, label: &str) {
        let at = self.found.iter().position(|filter| filter.id == id).unwrap_or_else(|| {
            self.found.push(Filter { id, options: Vec::new() });
            self.found.len() - 1
        });
        // Rows come ordered by year and place, so the newest options are at the end.
        if let Some(filter) = self.found.get_mut(at)
            && !filter.options.iter().rev().any(|(known, _)| known == value)
        {
            filter.options.push((value.to_owned(), label.to_owned()));
        }
    }

    /// Notes the year and the place of a document that has a row.
    pub fn note_document(&mut self, document: &Document) {
        self.note("year", &document.year.to_string(), &era::fiscal_year(document.year));
        self.note("place", &document.place.id, &document.place.name);
    }

    /// What templates see: only filters that leave a choice.
    pub fn view(&self) -> View {
        let filters = self.found.iter().filter(|filter| filter.options.len() > 1);
        View::list(filters.map(|filter| {
            let label = match filter.id {
                "year" => self.theme.word("year"),
                "place" => self.theme.word("place"),
                "sector" => self.theme.word("sector"),
                _ => self.theme.word("state"),
            };
            let options = filter.options.iter().map(|(value, label)| view! { "value" => value, "label" => label });
            view! { "id" => filter.id, "label" => label, "options" => View::list(options) }
        }))
    }
}
