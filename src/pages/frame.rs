//! What every page has: its title and description, where it stands, and the navigation at its foot.

use crate::markdown::{Labels, Rendering, inline_html};
use crate::model::Frozen;
use crate::text::japanese::is_east_asian;
use crate::text::{era, page_path};
use crate::view;
use crate::view::View;

use super::{Edition, archive, data, feed, measures, redirects, structured};

/// What the frame of a page needs to know.
pub struct Frame<'a> {
    /// Address of the page.
    pub path: &'a str,
    /// What kind of page it is; also the class of its body.
    pub kind: &'static str,
    /// Its title, without the site's.
    pub title: String,
    /// A sentence on what it shows.
    pub description: String,
    /// Pages above it, home excepted: title and address.
    pub above: Vec<(String, String)>,
}

/// The view of a page: its frame under `page`, then what `entries` holds.
pub fn view(edition: Edition<'_>, frame: Frame<'_>, content: View) -> View {
    let data = structured::place_of(edition, frame.path, &frame.title, &frame.above);
    let qr = qr(edition, &frame);
    let mut view = view! {
        "page" => view! {
            "path" => frame.path,
            "kind" => frame.kind,
            "title" => frame.title,
            "description" => frame.description,
            "canonical" => address(edition, frame.path),
            "qr" => qr,
            "data" => data,
            "aliases" => redirects::aliases(edition, frame.path),
            "above" => View::list(frame.above.into_iter().map(|(title, path)| view! { "title" => title, "path" => path })),
        },
    };
    if let View::Map(entries) = content {
        for (name, value) in entries {
            view.set(name, value);
        }
    }
    view
}

/// A code of the address, for paper; nobody prints a page that is not there.
fn qr(edition: Edition<'_>, frame: &Frame<'_>) -> View {
    let address = address(edition, frame.path).filter(|_| frame.kind != "not-found");
    address.and_then(|address| super::qr::svg(&address)).map_or(View::None, View::Html)
}

/// What every page of the site shares: the site's settings and the navigation.
pub fn shared(edition: Edition<'_>) -> Vec<(&'static str, View)> {
    let pages = edition.site.pages.iter().filter(|page| page.nav);
    let years = edition.site.years();
    let mut site = edition.site.settings.view();
    site.set("contact", edition.site.settings.contact.as_ref().map(|line| contact(&line.text.text)));
    vec![
        ("site", site),
        ("nav_pages", View::list(pages.map(|page| view! { "title" => &page.title, "path" => &page.page }))),
        ("nav_years", View::list(years.iter().map(|year| year_view(*year)))),
        ("feed", feed::exists(edition).then_some(feed::PATH).into()),
        ("frozen", edition.site.frozen.as_ref().map(Frozen::view).into()),
        ("archive_page", (!edition.site.archives.is_empty()).then_some(archive::PATH).into()),
        ("data_page", data::exists(edition).then_some(data::PATH).into()),
        ("compare", measures::exists(edition).then_some(measures::PATH).into()),
        ("has_glossary", View::from(!edition.site.glossary.is_empty())),
    ]
}

/// The full address of a file of the site, where the site has one.
pub fn address(edition: Edition<'_>, path: &str) -> Option<String> {
    edition.site.settings.base_url.as_deref().map(|base| format!("{base}{}", page_path::encode_ascii(path)))
}

/// The path on its server that the site begins at: `/`, `/nenpo/`.
pub fn root(edition: Edition<'_>) -> String {
    let base = edition.site.settings.base_url.as_deref().unwrap_or_default();
    let path = base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{path}")
}

/// A fiscal year with the address of its page.
pub fn year_view(year: i32) -> View {
    view! {
        "number" => year,
        "name" => era::fiscal_year(year),
        "both" => era::fiscal_year_both(year),
        "path" => year_path(year),
    }
}

/// The name of a fiscal year in a list.
pub fn year_name(year: i32) -> String {
    era::fiscal_year(year)
}

/// Address of the page of a fiscal year.
pub fn year_path(year: i32) -> String {
    format!("{year}.html")
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

/// The contact in `site.yaml` is a line of Markdown; its links lead out of the site.
fn contact(line: &str) -> View {
    let labels = Labels { note: "", notes: "", back: "", table: "", external: "" };
    let nowhere = Rendering {
        heading_shift: 0,
        heading_ids: &[],
        prefix: "",
        labels,
        link: &|_| None,
        terms: &|_| Vec::new(),
        image: &|_| None,
    };
    View::Html(inline_html(line, &nowhere))
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
