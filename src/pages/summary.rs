//! What pages say of documents and years that they lead to.

use crate::markdown::plain;
use crate::model::{Document, address};
use crate::text::era;
use crate::text::japanese::is_east_asian;
use crate::view;
use crate::view::View;

use super::RenderContext;

/// A document: its address, names, place, year and form.
pub fn of_document(document: &Document) -> View {
    view! {
        "path" => &document.page,
        "name" => name(document),
        "title" => document.title.clone(),
        "place" => document.place.view(),
        "year" => of_year(document.year),
        "form" => view! {
            "id" => &document.form.id,
            "title" => &document.form.title,
            "short" => &document.form.short,
            "note" => document.form.note.clone(),
            "sheet" => document.form.sheet,
        },
    }
}

/// The little that a list of many documents says of each.
pub fn link(document: &Document) -> View {
    let place = view! { "name" => &document.place.name, "reading" => &document.place.reading };
    view! { "path" => &document.page, "place" => place }
}

/// A fiscal year with the address of its page.
pub fn of_year(year: i32) -> View {
    view! {
        "number" => year,
        "name" => era::fiscal_year(year),
        "both" => era::fiscal_year_both(year),
        "path" => address::of_year(year),
    }
}

/// The short name of a document: of its form for the yearly sheet, else its own title.
pub fn name(document: &Document) -> String {
    match &document.title {
        Some(title) if !document.is_main() => title.clone(),
        _ => document.form.short.clone(),
    }
}

/// The name of a document among those of all places: 川崎市 令和3年度（2021年度） 状況シート.
pub fn full_name(document: &Document) -> String {
    format!("{} {} {}", document.place.name, era::fiscal_year_both(document.year), name(document))
}

/// A document in a sentence or two.
pub fn description(context: RenderContext<'_>, document: &Document) -> String {
    let lead = document.lead.as_ref().map(|lead| plain(&lead.text)).unwrap_or_default();
    let year = era::fiscal_year_both(document.year);
    // Several reports may answer one form; their own titles tell them apart.
    let title = document.title.as_ref().filter(|_| !document.is_main()).unwrap_or(&document.form.title);
    let values = [("place", document.place.name.as_str()), ("year", &year), ("form", title), ("lead", &lead)];
    brief(&context.theme.say("document_description", &values))
}

/// Cuts a description to what search engines show, at a character.
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 110;
    let mut line = String::new();
    for word in text.split_whitespace() {
        let (before, after) = (line.chars().next_back(), word.chars().next());
        if before.is_some() && ![before, after].iter().flatten().any(|c| is_east_asian(*c)) {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_description_is_one_line() {
        for (text, line) in [
            ("川崎市の\n取組　です", "川崎市の取組です"),
            ("a short\ntext", "a short text"),
            ("WG の 会議", "WGの会議"),
            ("", ""),
        ] {
            assert_eq!(super::brief(text), line);
        }
        let long = super::brief(&"あ".repeat(200));
        assert_eq!((long.chars().count(), long.chars().last()), (110, Some('…')));
    }
}
