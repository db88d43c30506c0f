//! What pages say of documents and years that they lead to.

use crate::markdown::plain;
use crate::model::{Document, address};
use crate::text::SiteLanguage;
use crate::text::japanese::is_east_asian;
use crate::view;
use crate::view::View;

use super::RenderContext;

/// A document: its address, names, place, year and form.
pub fn document_view(context: RenderContext<'_>, document: &Document) -> View {
    view! {
        "path" => &document.page,
        "name" => name(document),
        "title" => document.title.clone(),
        "place" => document.place.view(),
        "year" => year_view(context, document.year),
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
pub fn year_view(context: RenderContext<'_>, year: i32) -> View {
    view! {
        "number" => year,
        "name" => context.language().fiscal_year(year),
        "both" => context.language().fiscal_year_both(year),
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
pub fn full_name(context: RenderContext<'_>, document: &Document) -> String {
    format!("{} {} {}", document.place.name, context.language().fiscal_year_both(document.year), name(document))
}

/// A document in a sentence or two.
pub fn description(context: RenderContext<'_>, document: &Document) -> String {
    let lead = document.lead.as_ref().map(|lead| plain(&lead.text)).unwrap_or_default();
    let year = context.language().fiscal_year_both(document.year);
    // Several reports may answer one form; their own titles tell them apart.
    let title = document.title.as_ref().filter(|_| !document.is_main()).unwrap_or(&document.form.title);
    let values = [("place", document.place.name.as_str()), ("year", &year), ("form", title), ("lead", &lead)];
    brief(context.language(), &context.theme.sentence("document_description", &values))
}

/// A description in one line, cut to what search engines show. Lines of Japanese are joined without a space.
pub fn brief(language: SiteLanguage, text: &str) -> String {
    // Search engines show about 110 to 120 wide characters of a description.
    const LONGEST: usize = 110;
    let mut line = String::new();
    for word in text.split_whitespace() {
        let (before, after) = (line.chars().next_back(), word.chars().next());
        let wide = [before, after].into_iter().flatten().filter(|c| is_east_asian(*c)).count();
        // A sentence of English keeps the spaces around the Japanese names in it.
        let joined = if language == SiteLanguage::Japanese { wide > 0 } else { wide == 2 };
        if before.is_some() && !joined {
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
    use crate::text::SiteLanguage;

    #[test]
    fn a_description_is_one_line() {
        for (text, line) in [
            ("川崎市の\n取組　です", "川崎市の取組です"),
            ("a short\ntext", "a short text"),
            ("WG の 会議", "WGの会議"),
            ("", ""),
        ] {
            assert_eq!(super::brief(SiteLanguage::Japanese, text), line);
        }
        let english = |text| super::brief(SiteLanguage::English, text);
        assert_eq!(english("The シート of 北浜市\nin FY2021"), "The シート of 北浜市 in FY2021");
        assert_eq!(english("川崎市の\n取組"), "川崎市の取組");
        let long = super::brief(SiteLanguage::Japanese, &"あ".repeat(200));
        assert_eq!((long.chars().count(), long.chars().last()), (110, Some('…')));
    }
}
