//! How figures are cited: what they are, on which page of which site, where it was published, and the day that somebody wrote.

use crate::model::{Document, Place};
use crate::text::{Date, page_path};
use crate::view;
use crate::view::View;

use super::RenderContext;

/// Figures that are cited: those of a field of a document, or those of a part of another page.
pub struct Citation<'a> {
    /// What they are of: 精神科病床数
    pub what: &'a str,
    /// What the page is about: 令和3年度 川崎市, 潮見市
    pub of: String,
    /// Address of the page, and of the part of it that shows them.
    pub page: String,
    /// The id of that part.
    pub fragment: &'a str,
    /// The day on which the page was published or changed last, where somebody wrote one.
    pub day: Option<Date>,
}

impl<'a> Citation<'a> {
    /// The figures of a field of a document.
    pub fn of_document(document: &Document, name: String, fragment: &'a str, what: &'a str) -> Citation<'a> {
        Citation { what, of: name, page: document.page.clone(), fragment, day: document.history.last() }
    }

    /// The figures of a part of a place's page.
    pub fn of_place(place: &Place, fragment: &'a str, what: &'a str, day: Option<Date>) -> Citation<'a> {
        Citation { what, of: place.name.clone(), page: place.page(), fragment, day }
    }

    /// The source of the figures in lines, as a file with a drawing of them has it: whose figures, when they were changed, and where.
    pub fn lines(&self, context: RenderContext<'_>) -> Vec<String> {
        let settings = &context.site.settings;
        let values = [
            ("what", self.what),
            ("document", &self.of),
            ("title", &settings.title),
            ("publisher", &settings.publisher),
        ];
        let source = context.theme.sentence("cite_source", &values);
        let day = self.day.map(|day| context.theme.sentence("cite_day", &[("date", &context.language().date(day))]));
        let address = context.full_address(&self.page);
        let address = address.map(|page| format!("{page}#{}", page_path::encode_ascii(self.fragment)));
        [Some(source), day, address].into_iter().flatten().collect()
    }

    /// The view for templates: the citation in one line, and the address of the site where it has one.
    pub fn view(&self, context: RenderContext<'_>) -> View {
        let lines = self.lines(context);
        let text = context.language().list(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        view! { "text" => text, "what" => self.what, "base" => context.site.settings.base_url.clone() }
    }
}
