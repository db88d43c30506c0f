//! The story: load, check, withhold, restrict, render. Publishing is the caller's next step, since a check stops here.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use tracing::info_span;

use crate::load::{self, Options};
use crate::model::Site;
use crate::output::Output;
use crate::pages::{self, File, RenderContext, Take};
use crate::restrict::Restricted;
use crate::search::{self, Entry, Section};
use crate::source::Findings;
use crate::theme::{Theme, ThemeError};
use crate::{catalogue, checks, withhold};

/// Reads and checks the site in `root`; the findings are in their fixed order.
///
/// # Errors
/// When the content cannot be read at all.
pub fn read(root: &Path, options: Options) -> Result<(Site, Findings)> {
    let (mut site, findings) = info_span!("load").in_scope(|| load::load(root, options))?;
    let findings = judge(&mut site, findings);
    Ok((site, findings))
}

/// All findings of a site that was just read, given those of reading it. Small numbers are withheld on the way.
pub fn judge(site: &mut Site, mut findings: Findings) -> Findings {
    findings.extend(info_span!("check").in_scope(|| checks::check(site)));
    // The rules look at what was written; whatever comes after them knows only what may be shown.
    findings.extend(info_span!("withhold").in_scope(|| withhold::withhold(site)));
    settled(findings, site)
}

/// All findings of a site that withholds nothing, given those of reading it.
#[must_use]
pub fn check(site: &Site, mut findings: Findings) -> Findings {
    findings.extend(checks::check(site));
    settled(findings, site)
}

/// With the severities and acceptances of the site, in their fixed order.
fn settled(findings: Findings, site: &Site) -> Findings {
    let mut findings = catalogue::settle(findings, site);
    findings.sort();
    findings
}

/// The theme of a site, with what all its pages share.
///
/// # Errors
/// When the theme has a mistake.
pub fn theme(root: &Path, site: &Restricted) -> Result<Theme, ThemeError> {
    let _stage = info_span!("theme").entered();
    let mut theme = Theme::load(root, &site.settings.theme, &site.settings.language)?;
    let shared = pages::shared(RenderContext::new(site, &theme));
    for (name, view) in shared {
        theme.share(name, view);
    }
    Ok(theme)
}

/// Renders a site and hands its files on as they are made, in any order and from many threads.
///
/// # Errors
/// When the theme has a mistake, or a file cannot be handed on.
pub fn render(site: &Restricted, theme: &Theme, take: &Take<'_>) -> Result<()> {
    let said: Mutex<HashMap<String, Vec<Section>>> = Mutex::default();
    let said = || said.lock().unwrap_or_else(PoisonError::into_inner);
    let keep = |file: File| {
        if file.path.ends_with(".html") {
            let sections = search::sections(&file.bytes.clone().into_vec());
            said().insert(file.path.clone(), sections);
        }
        take(file)
    };
    let entries = pages(site, theme, &keep)?;
    pages::index(entries, &|path| Ok(said().remove(path).unwrap_or_default()), take)
}

/// The same without the index for searching, which is made of the pages that come back when all are there: by that time
/// nobody needs the site.
///
/// # Errors
/// As for [`render`].
pub fn pages(site: &Restricted, theme: &Theme, take: &Take<'_>) -> Result<Vec<Entry>> {
    for asset in theme.assets() {
        let from = format!("static/{}", asset.name);
        take(File { path: asset.path.clone(), bytes: asset.bytes.clone().into(), more: false, from })?;
    }
    pages::render(RenderContext::new(site, theme), take)
}

/// Renders a site into memory.
///
/// # Errors
/// When the theme has a mistake, or two pages have one address.
pub fn in_memory(root: &Path, site: &Restricted) -> Result<Output> {
    let output = Mutex::new(Output::new());
    let insert = |file: File| {
        let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(output.insert(file.path, file.bytes.into_vec(), file.more, file.from)?)
    };
    render(site, &theme(root, site)?, &insert)?;
    Ok(output.into_inner().unwrap_or_else(PoisonError::into_inner))
}
