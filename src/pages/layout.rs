//! What every page has: its title and description, where it stands, and the navigation at its foot.

use crate::markdown::{HtmlLabels, Rendering, inline_html};
use crate::model::{Redirect, address};
use crate::search::PageEntry;
use crate::view;
use crate::view::View;

use super::{Menu, PageContent, RenderContext, json_ld, qr, summary};

/// What stands around the content of a page.
pub struct Layout<'a> {
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

impl<'a> Layout<'a> {
    /// A page right below the first.
    pub fn new(path: &'a str, kind: &'static str, title: impl Into<String>, description: String) -> Layout<'a> {
        Layout { path, kind, title: title.into(), description, above: Vec::new() }
    }

    /// A layout with the interface words of these names as title and description.
    pub fn worded(context: RenderContext<'_>, path: &'a str, kind: &'static str, words: [&str; 2]) -> Layout<'a> {
        let [title, description] = words.map(|name| context.theme.word(name));
        Layout::new(path, kind, title, description.to_owned())
    }

    /// Puts the page below the one that leads to all measures, as its breadcrumbs say.
    pub fn below_measures(self, context: RenderContext<'_>) -> Layout<'a> {
        Layout { above: vec![(context.theme.word("compare").to_owned(), address::MEASURES.to_owned())], ..self }
    }

    /// The page: what stands around it under `page`, then what `content` holds.
    pub fn page(self, context: RenderContext<'_>, content: View) -> PageContent {
        let canonical = context.full_address(self.path);
        // A code of the address, for paper; nobody prints a page that is not there.
        let printed = canonical.as_deref().filter(|_| self.kind != "not-found");
        let qr = printed.and_then(qr::svg).map(View::Html);
        let mut view = view! {
            "page" => view! {
                "path" => self.path,
                "kind" => self.kind,
                "title" => &self.title,
                "description" => self.description,
                "canonical" => canonical,
                "qr" => qr,
                "data" => json_ld::breadcrumbs(context, self.path, &self.title, &self.above),
                "aliases" => aliases(context, self.path),
                "above" => View::list(self.above.into_iter().map(|(title, path)| view! { "title" => title, "path" => path })),
            },
        };
        if let View::Map(entries) = content {
            for (name, value) in entries {
                view.set(name, value);
            }
        }
        let entry = PageEntry { title: self.title, ..PageEntry::default() };
        PageContent { view, entry, ..PageContent::default() }
    }
}

/// The anchors of a page that moved within it: the old one and the new one.
fn aliases(context: RenderContext<'_>, path: &str) -> View {
    View::list(context.site.redirects.iter().filter_map(|redirect| {
        let (page, old) = Redirect::parts(&redirect.from);
        let new = Redirect::parts(&redirect.to).1;
        (page == path).then_some(view! { "old" => old?, "new" => new? })
    }))
}

/// What every page of the site shares: the site's settings and the navigation.
pub fn shared(context: RenderContext<'_>) -> Vec<(&'static str, View)> {
    let RenderContext { site, theme, navigation, .. } = context;
    let pages = site.pages.iter().filter(|page| page.nav);
    let years = site.years();
    let mut settings = site.settings.view();
    settings.set("contact", site.settings.contact.as_ref().map(|line| contact(&line.text.text)));
    vec![
        ("site", settings),
        ("nav_header", navigation.menu(Menu::Header, theme)),
        ("nav_footer", navigation.menu(Menu::Footer, theme)),
        ("nav_pages", View::list(pages.map(|page| view! { "title" => &page.title, "path" => &page.page }))),
        ("nav_years", View::list(years.iter().map(|year| summary::year_view(context, *year)))),
        ("feed", navigation.address(address::FEED).into()),
        ("frozen", site.frozen.as_ref().map(|frozen| frozen.view(context.language())).into()),
        ("has_glossary", View::from(navigation.address(address::GLOSSARY).is_some())),
    ]
}

/// The contact in `site.yaml` is a line of Markdown; its links lead out of the site.
fn contact(line: &str) -> View {
    let labels = HtmlLabels { note: "", notes: "", back: "", table: "", external: "" };
    let nowhere = Rendering {
        heading_shift: 0,
        heading_ids: &[],
        prefix: "",
        labels,
        link: &|_| None,
        about: &|_| None,
        terms: &|_| Vec::new(),
        image: &|_| None,
    };
    View::Html(inline_html(line, &nowhere))
}
