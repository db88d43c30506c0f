//! Sites for tests: read from a folder, rendered with a theme of another.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use nenpo::bytes::Bytes;
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::Site;
use nenpo::pages::{self, RenderContext};
use nenpo::restrict::{Restricted, restrict};
use nenpo::theme::Theme;
use nenpo::{pipeline, source::Severity};
use scraper::{Html, Selector};

/// Reads a site that must have no findings that stop, as everybody may know it.
pub fn read(root: &Path) -> Restricted {
    restrict(whole(root), Audience::Public)
}

/// The same with all that is in it.
pub fn whole(root: &Path) -> Site {
    let (site, findings) = pipeline::read(root, Options::default()).unwrap();
    let stopping: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {}: {}", finding.position.source.path(), finding.code.name, finding.message.en))
        .collect();
    assert!(stopping.is_empty(), "{stopping:#?}");
    site
}

/// A theme with what it shares among all pages of a site.
pub fn theme(root: &Path, name: &str, language: &str, site: &Restricted) -> Theme {
    let theme = Theme::load(root, name, language).unwrap_or_else(|error| panic!("{error}"));
    pages::for_site(&theme, site)
}

/// All files of a site as text, by path.
pub fn render(site: &Restricted, theme: &Theme) -> BTreeMap<String, String> {
    let files = Mutex::new(BTreeMap::new());
    let sink = |path: &str, bytes: Bytes, _: &str| {
        let text = String::from_utf8_lossy(&bytes.into_vec()).into_owned();
        files.lock().unwrap().insert(path.to_owned(), text);
        Ok(())
    };
    pages::render(RenderContext::new(site, theme), None, &sink).unwrap_or_else(|error| panic!("{error}"));
    files.into_inner().unwrap()
}

/// The words between the tags of an element, and the links in it.
pub fn visible_text(html: &str, selector: &str) -> String {
    let page = Html::parse_document(html);
    page.select(&Selector::parse(selector).unwrap()).flat_map(|element| element.text()).collect()
}
