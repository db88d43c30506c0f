//! The story: load, check, withhold, render. Publishing is the caller's next step, since a check stops here.

use std::path::Path;

use anyhow::Result;

use crate::form::Audience;
use crate::load::{self, Options};
use crate::model::Site;
use crate::source::Findings;
use crate::theme::Theme;
use crate::{catalogue, checks, output::Output, pages, withhold};

/// Reads and checks the site in `root`; the findings are in their fixed order.
///
/// # Errors
/// When the content cannot be read at all.
pub fn read(root: &Path, options: Options) -> Result<(Site, Findings)> {
    let (mut site, mut findings) = load::load(root, options)?;
    findings.extend(checks::check(&site));
    // The rules look at what was written; whatever comes after them knows only what may be shown.
    findings.extend(withhold::withhold(&mut site));
    let mut findings = catalogue::settle(findings, &site);
    findings.sort();
    Ok((site, findings))
}

/// Renders the public edition of a site: all its files in memory.
///
/// # Errors
/// When the theme has a mistake, or two pages have one address.
pub fn render(root: &Path, site: &Site) -> Result<Output> {
    let mut theme = Theme::load(root, &site.settings.theme, &site.settings.language)?;
    let shared = pages::shared(pages::Edition { site, theme: &theme, audience: Audience::Public });
    for (name, view) in shared {
        theme.share(name, view);
    }
    let mut output = Output::new();
    for file in pages::render(pages::Edition { site, theme: &theme, audience: Audience::Public })? {
        output.insert(file.path, file.bytes, file.from)?;
    }
    for asset in theme.assets() {
        output.insert(asset.path.clone(), asset.bytes.clone(), format!("static/{}", asset.name))?;
    }
    Ok(output)
}
