//! Sites for tests: read from a folder, rendered with a theme of another.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::Site;
use nenpo::pages::{self, File, RenderContext};
use nenpo::restrict::{Restricted, restrict};
use nenpo::theme::Theme;
use nenpo::{edition, source::Severity};
use scraper::{Html, Selector};

/// Reads a site that must have no findings that stop, as everybody may know it.
pub fn read(root: &Path) -> Restricted {
    restrict(whole(root), Audience::Public)
}

/// The same with all that is in it.
pub fn whole(root: &Path) -> Site {
    let (site, findings) = edition::read(root, Options::default()).unwrap();
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
    let mut theme = Theme::load(root, name, language).unwrap_or_else(|error| panic!("{}", error.0.en));
    let shared = pages::shared(RenderContext::new(site, &theme));
    for (name, view) in shared {
        theme.share(name, view);
    }
    theme
}

/// All files of a site as text, by path.
pub fn render(site: &Restricted, theme: &Theme) -> BTreeMap<String, String> {
    let files = Mutex::new(BTreeMap::new());
    let take = |file: File| {
        let mut files = files.lock().unwrap();
        let text: &mut String = files.entry(file.path).or_default();
        text.push_str(&String::from_utf8_lossy(&file.bytes.into_vec()));
        Ok(())
    };
    pages::render(RenderContext::new(site, theme), &take).unwrap_or_else(|error| panic!("{error}"));
    files.into_inner().unwrap()
}

/// The words between the tags of an element, and the links in it.
pub fn seen(html: &str, selector: &str) -> String {
    let page = Html::parse_document(html);
    page.select(&Selector::parse(selector).unwrap()).flat_map(|element| element.text()).collect()
}
