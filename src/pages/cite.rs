//! How a figure is cited: what it is, in which document of which site, where it was published, and the day that somebody wrote.

use crate::model::Document;
use crate::text::page_path;
use crate::view;
use crate::view::View;

use super::{RenderContext, summary};

/// The source of a figure in lines, as its file has them: whose figures, where, and when they were changed.
pub fn lines(context: RenderContext<'_>, document: &Document, id: &str, what: &str) -> Vec<String> {
    let name = summary::full_name(context, document);
    let settings = &context.site.settings;
    let values = [("what", what), ("document", &name), ("title", &settings.title), ("publisher", &settings.publisher)];
    let source = context.theme.sentence("cite_source", &values);
    [Some(source), day(context, document), address(context, document, id)].into_iter().flatten().collect()
}

/// The view for templates: the citation in one line, and the address of the figure where the site has one.
pub fn view(context: RenderContext<'_>, document: &Document, id: &str, what: &str) -> View {
    let text =
        context.language().list(&lines(context, document, id, what).iter().map(String::as_str).collect::<Vec<_>>());
    view! { "text" => text, "what" => what, "base" => context.site.settings.base_url.clone() }
}

fn address(context: RenderContext<'_>, document: &Document, id: &str) -> Option<String> {
    Some(format!("{}#{}", context.full_address(&document.page)?, page_path::encode_ascii(id)))
}

/// The day on which the document was published or changed last, where somebody wrote one.
fn day(context: RenderContext<'_>, document: &Document) -> Option<String> {
    let day = document.history.last()?;
    Some(context.theme.sentence("cite_day", &[("date", &context.language().date(day))]))
}
