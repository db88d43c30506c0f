//! All files of a site, from its theme to the index for searching.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use tracing::info_span;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::restrict::Restricted;
use crate::search::{self, PageSection};
use crate::sink::Sink;
use crate::theme::{self, Theme};
use crate::{stage, sync};

use super::{LastValues, RenderContext, Rendered, render, shared};

/// The theme of a site, with what all its pages share.
///
/// # Errors
/// When the theme has a mistake.
pub fn theme(root: &Path, site: &Restricted) -> Result<Theme> {
    let _stage = info_span!(stage::THEME.name).entered();
    let theme = Theme::load(root, &site.settings.theme, &site.settings.language).map_err(|mut error| {
        // The theme does not know where it was named.
        error.findings.retain_mut(|finding| {
            let named = site.settings.theme_position.as_ref().filter(|_| finding.code == &theme::codes::THEME_MISSING);
            named.into_iter().for_each(|position| finding.position = position.clone());
            true
        });
        error
    })?;
    Ok(for_site(&theme, site))
}

/// A theme with what the pages of a site share, which was read for another state of the site.
#[must_use]
pub fn for_site(theme: &Theme, site: &Restricted) -> Theme {
    theme.for_site(shared(RenderContext::new(site, theme)))
}

/// Hands on all files of a site but the index for searching. That is built from published pages, when nobody needs the site any
/// more: the pages that search is to find come back, for [`search::index`]. Where `last` is there, the sink may keep what it has.
///
/// # Errors
/// When the theme has a mistake, or what the sink says.
pub fn render_files(site: &Restricted, theme: &Theme, last: Option<&LastValues>, sink: &dyn Sink) -> Result<Rendered> {
    for asset in theme.assets() {
        sink.put(&asset.path, asset.bytes.clone().into(), &format!("static/{}", asset.name))?;
    }
    render(RenderContext::new(site, theme), last, sink)
}

/// Hands on all files of a site, to a sink that holds them in memory.
///
/// # Errors
/// As for [`render_files`].
pub fn render_site(site: &Restricted, theme: &Theme, sink: &dyn Sink) -> Result<()> {
    let texts: Mutex<HashMap<String, Vec<PageSection>>> = Mutex::default();
    let read = |path: &str, bytes: Bytes, from: &str| {
        if path.ends_with(".html") {
            let sections = search::sections(&bytes.clone().into_vec());
            sync::lock(&texts).insert(path.to_owned(), sections);
        }
        sink.put(path, bytes, from)
    };
    let entries = render_files(site, theme, None, &read)?.entries;
    search::index(entries, &|path| Ok(sync::lock(&texts).remove(path).unwrap_or_default()), None, sink)
}
