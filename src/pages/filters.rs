//! The choices by which a reader with script may narrow a list.

use crate::model::Document;
use crate::view;
use crate::view::View;

use super::RenderContext;

/// What can be chosen, gathered while a list is rendered.
pub struct Filters<'a> {
    context: RenderContext<'a>,
    found: Vec<Filter>,
}

struct Filter {
    id: String,
    label: String,
    options: Vec<(String, String)>,
}

impl<'a> Filters<'a> {
    /// A list of filters without any choice.
    pub fn new(context: RenderContext<'a>) -> Filters<'a> {
        Filters { context, found: Vec::new() }
    }

    /// Notes that a row has this value; its label is what the reader sees.
    pub fn note(&mut self, id: &'static str, value: &str, label: &str) {
        let name = match id {
            "year" => self.context.theme.word("year"),
            "place" => self.context.theme.word("place"),
            "sector" => self.context.theme.word("sector"),
            _ => self.context.theme.word("state"),
        };
        self.note_of(id, name, value, label);
    }

    /// Notes that a row has this value of a filter, which has a name.
    pub fn note_of(&mut self, id: &str, name: &str, value: &str, label: &str) {
        let at = self.found.iter().position(|filter| filter.id == id).unwrap_or_else(|| {
            self.found.push(Filter { id: id.to_owned(), label: name.to_owned(), options: Vec::new() });
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
        self.note("year", &document.year.to_string(), &self.context.language().fiscal_year(document.year));
        self.note("place", &document.place.id, &document.place.name);
    }

    /// The view for templates: only filters that leave a choice.
    pub fn view(&self) -> View {
        let filters = self.found.iter().filter(|filter| filter.options.len() > 1);
        View::list(filters.map(|filter| {
            let options = filter.options.iter().map(|(value, label)| view! { "value" => value, "label" => label });
            view! { "id" => &filter.id, "label" => &filter.label, "options" => View::list(options) }
        }))
    }
}
