//! The steps of a build: load, check, suppress small numbers, restrict, render, publish. Every command that
//! needs a site takes some of them: `check` stops after the rules, `archive` and `share` after [`read`], and
//! `serve` renders single pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

use tracing::info_span;

use crate::archive::{self, ArchivedYear};
use crate::bytes::Bytes;
use crate::digest::ValueDigest;
use crate::error::Result;
use crate::form::Audience;
use crate::load::{self, Options};
use crate::model::{Index, PlaceDigests, Reported, Site, Summaries};
use crate::output::{
    self, BuildFingerprint, Building, Destination, LastBuild, Output, Published, SourceFolder, SourceList,
};
use crate::pages::{LastValues, RenderContext, Rendered};
use crate::restrict::{Restricted, restrict};
use crate::search::KnownFiles;
use crate::sink::{CountingSink, ValuesDigest};
use crate::source::{Findings, Words};
use crate::text::{file_name, hexadecimal};
use crate::theme::Theme;
use crate::{catalogue, checks, pages, search, stage, suppression, theme};

use summaries::QuietPlaces;

/// Reads and checks the site in `root`; the findings are in their fixed order.
///
/// # Errors
/// When the content cannot be read at all.
pub fn read(root: &Path, options: Options) -> Result<(Site, Findings)> {
    read_with_archives(root, options, None)
}

/// Like [`read`], with the archived years that belong to the site, and so with findings on corrections to them.
///
/// # Errors
/// As for [`read`].
pub fn read_with_archives(
    root: &Path,
    options: Options,
    archives: Option<&[ArchivedYear]>,
) -> Result<(Site, Findings)> {
    read_summarized(root, options, archives, &Summaries::default())
}

/// The same, where documents of which there are summaries are read when somebody asks for what they say.
fn read_summarized(
    root: &Path,
    options: Options,
    archives: Option<&[ArchivedYear]>,
    summaries: &Summaries,
) -> Result<(Site, Findings)> {
    let load = || load::load_summarized(root, options, summaries);
    let (mut site, mut findings) = info_span!(stage::LOAD.name).in_scope(load)?;
    // What was found in documents that are not read is found there still.
    let Some(known) = summaries::findings(root, &site, summaries) else {
        return read_summarized(root, options, archives, &Summaries::default());
    };
    findings.extend(known);
    let findings = check_and_suppress(&mut site, findings, archives);
    if !summaries.hold() {
        return read_summarized(root, options, archives, &Summaries::default());
    }
    Ok((site, findings))
}

/// The same with other bytes in some files, given by their paths below `content/`: what changing them would come to.
///
/// # Errors
/// As for [`read`].
pub fn read_changed(root: &Path, changed: &BTreeMap<String, Vec<u8>>) -> Result<(Site, Findings)> {
    let (mut site, findings) = load::load_changed(root, Options { drafts: true }, changed)?;
    let findings = check_and_suppress(&mut site, findings, None);
    Ok((site, findings))
}

/// All findings of a site that was just read, given those of reading it. Small numbers are withheld on the way.
pub fn check_and_suppress(site: &mut Site, mut findings: Findings, archives: Option<&[ArchivedYear]>) -> Findings {
    site.archives = archives.into_iter().flatten().map(|year| year.archived.clone()).collect();
    findings.extend(info_span!(stage::CHECK.name).in_scope(|| checks::check(site)));
    // The rules check what was written; all later steps know only what may be shown.
    findings.extend(info_span!(stage::SUPPRESS.name).in_scope(|| suppression::suppress_small_numbers(site)));
    let findings = settled(findings, site, archives);
    site.reported = findings.iter().map(Reported::of).collect();
    findings
}

/// All findings of a site that suppresses nothing, given those of reading it; nothing where they are no longer wanted.
pub fn check(
    site: &Site,
    mut findings: Findings,
    archives: &[ArchivedYear],
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Findings> {
    findings.extend(checks::check_while(site, is_wanted)?);
    Some(settled(findings, site, Some(archives)))
}

/// With the severities and acceptances of the site, in their fixed order.
fn settled(findings: Findings, site: &Site, archives: Option<&[ArchivedYear]>) -> Findings {
    let mut findings = catalogue::settle(findings, site);
    findings.extend(archives.map(|archives| archive::errata(site, archives)).unwrap_or_default());
    findings.sort();
    findings
}

/// Gives findings on links to drafts, which were read along, the weight that they have for a build, which leaves drafts out.
/// What the site says of their weight stays.
pub fn leave_drafts_out(site: &Site, findings: &mut Findings) {
    let code = &checks::DRAFT_LINK;
    if site.settings.checks.iter().all(|setting| setting.code != code.name) {
        findings.retain_mut(|finding| {
            finding.severity = if finding.code == code { code.severity } else { finding.severity };
            true
        });
    }
}

/// What a build would find in a site after reading it: mistakes of its theme, and addresses that are gone. Where the site brings
/// templates of its own and nothing else stops, all pages are rendered and thrown away.
///
/// # Errors
/// When a file cannot be read, or two pages have one address.
pub fn check_pages(root: &Path, mut site: Site, archives: &[ArchivedYear], stops: bool) -> Result<Findings> {
    let own = theme::is_own(root, &site.settings.theme);
    // A name that leads out of `themes/` was reported, and nothing there is read.
    let named = file_name::is_of_a_folder(&site.settings.theme);
    if !named || !own && archives.is_empty() && site.redirects.is_empty() {
        return Ok(Findings::new());
    }
    // What is a draft still is not published.
    site.documents.retain(|document| !document.draft);
    site.index = Index::new(&site.documents);
    let site = restrict(site, Audience::Public);
    let theme = match pages::theme(root, &site) {
        Ok(theme) => theme,
        Err(error) if error.findings.is_empty() => return Err(error),
        Err(error) => return Ok(error.findings),
    };
    let mut findings = Findings::new();
    if own && !stops && theme.has_own_templates() {
        match pages::render_files(&site, &theme, None, &|_: &str, _: Bytes, _: &str| Ok(())) {
            Err(error) if error.findings.is_empty() => return Err(error),
            Err(error) => findings.extend(error.findings),
            Ok(_) => {}
        }
    }
    let context = RenderContext::new(&site, &theme);
    let pages = pages::addresses(context);
    let looked_for = archive::files_looked_for(archives, &site);
    let files = pages::files_of_pages(context, looked_for.iter().map(String::as_str).collect());
    let has = |path: &str| pages.contains(path) || files.contains(path);
    findings.extend(archive::SiteAddresses::new(archives, &site, &has).findings());
    findings.sort();
    Ok(findings)
}

/// Renders a site into memory.
///
/// # Errors
/// When the theme has a mistake, or two pages have one address.
pub fn in_memory(root: &Path, site: &Restricted) -> Result<Output> {
    let theme = pages::theme(root, site)?;
    Output::collect(|sink| pages::render_site(site, &theme, sink))
}

/// How much of a site a build makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuildExtent {
    /// What changed since the last build; the rest is kept.
    #[default]
    Changes,
    /// Everything again.
    Everything,
}

/// From where and to where a site is built.
#[derive(Clone, Copy, Debug)]
pub struct Build<'a> {
    /// The folder with `content/` and `themes/`.
    pub root: &'a Path,
    /// The output folder, with the site and the archives.
    pub folder: &'a Path,
    /// Whether documents marked as drafts are part of the site.
    pub drafts: bool,
    /// Whether files of the old site that no build wrote are deleted.
    pub clean: bool,
    /// How much of the site is made.
    pub extent: BuildExtent,
    /// Whether archived years are verified byte by byte.
    pub verify: bool,
    /// The running program: another one may render other pages. Without it no build is up to date.
    pub program: Option<&'a Path>,
    /// When the build began, in seconds since 1970: before it read anything.
    pub began: i64,
}

/// The last build, and what the site is made from now.
pub struct BuildComparison {
    last: Option<LastBuild>,
    /// None where it cannot all be read, which reading it will explain.
    now: Option<MadeFrom>,
}

impl BuildComparison {
    /// What the last build published, and the findings that it showed, where this one would do the same.
    #[must_use]
    pub fn up_to_date(&self) -> Option<(Published, Words)> {
        let _stage = info_span!(stage::COMPARE.name).entered();
        self.last.as_ref()?.up_to_date(&self.now.as_ref()?.digest())
    }
}

/// Everything that a site depends on.
#[derive(PartialEq, Eq)]
struct MadeFrom {
    sources: SourceList,
    /// How the archived years and the program look.
    others: String,
    drafts: bool,
}

impl MadeFrom {
    /// A digest of all of it.
    fn digest(&self) -> String {
        hexadecimal(&ValueDigest::of(&(self.sources.digest(|_, _| true), &self.others, self.drafts)))
    }

    /// Digests of what is read with the documents of each place.
    fn places(&self) -> PlaceDigests {
        let of_place = |folder: usize, path: &str| load::place_of(path).filter(|_| folder == 0);
        let common = self.sources.digest(|folder, path| of_place(folder, path).is_none());
        let common = ValueDigest::of(&(common, &self.others));
        PlaceDigests { common, places: self.sources.digests_by(of_place) }
    }

    /// A digest of everything that pages depend on and neither a document nor the glossary says: the files of the whole site, its
    /// theme, its archived years, the program.
    fn common(&self) -> ValuesDigest {
        let common = self.sources.digest(|folder, path| folder > 0 || pages::is_common(path));
        ValueDigest::of(&(common, &self.others, self.drafts))
    }
}

/// What a build has read.
pub struct BuildInput {
    site: Site,
    archives: Vec<ArchivedYear>,
    /// All findings, sorted and with the severities of the site.
    pub findings: Findings,
    /// What the site was made from before it was read.
    made_from: Option<MadeFrom>,
    /// The summaries that it was read by.
    summaries: Summaries,
    /// The places of which the next build may have summaries.
    quiet: QuietPlaces,
    /// The site under way, where an earlier one was looked at meanwhile.
    building: Option<Result<Building>>,
}

impl BuildInput {
    /// How many documents were not read, since the last build knew them and they stayed as they were.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.site.documents.iter().filter(|document| document.content.summary().is_some()).count()
    }
}

impl<'a> Build<'a> {
    /// A build with no option, in a folder of its own.
    #[must_use]
    pub fn new(root: &'a Path, folder: &'a Path) -> Build<'a> {
        let (drafts, clean, verify) = (false, false, false);
        Build { root, folder, drafts, clean, extent: BuildExtent::Changes, verify, program: None, began: 0 }
    }
}

impl Build<'_> {
    /// Looks at what the last build left, and at all that the site is made from.
    #[must_use]
    pub fn compare(&self) -> BuildComparison {
        let _stage = info_span!(stage::COMPARE.name).entered();
        let last = LastBuild::read(self.folder);
        let nothing = SourceList::default();
        let now = self.made_from(last.as_ref().map_or(&nothing, LastBuild::sources));
        BuildComparison { last, now }
    }

    /// Reads and checks the site for who publishes nothing, by what the last build left; `archives` as for [`read_with_archives`].
    ///
    /// # Errors
    /// As for [`read`].
    pub fn check(&self, archives: Option<&[ArchivedYear]>) -> Result<(Site, Findings)> {
        let digests = self.compare().now.as_ref().map(MadeFrom::places).unwrap_or_default();
        let summaries = Summaries::new(output::summaries(self.folder), digests);
        read_summarized(self.root, Options { drafts: self.drafts }, archives, &summaries)
    }

    /// Reads and checks the site with its archived years.
    ///
    /// # Errors
    /// When the content cannot be read at all, or an archive was altered.
    pub fn read(&self, comparison: BuildComparison) -> Result<BuildInput> {
        let made_from = comparison.now;
        let archives = archive::list(&self.folder.join("archive"), self.verify)?;
        let digests = made_from.as_ref().map(MadeFrom::places).unwrap_or_default();
        let known = if self.extent == BuildExtent::Changes { output::summaries(self.folder) } else { Vec::new() };
        let summaries = Summaries::new(known, digests);
        let options = Options { drafts: self.drafts };
        let read = || read_summarized(self.root, options, Some(archives.as_slice()), &summaries);
        // Where there is no site yet, none is begun before it is known that there will be one.
        let (read, building) = rayon::join(read, || comparison.last.is_some().then(|| self.begin()));
        let (site, mut findings) = read?;
        // Whoever mends the sheets mends the theme in the same run.
        if findings.stop() && theme::is_own(self.root, &site.settings.theme) {
            let theme = Theme::load(self.root, &site.settings.theme, &site.settings.language);
            findings.extend(theme.err().map(|error| error.findings).unwrap_or_default());
            findings.sort();
        }
        let quiet = QuietPlaces::of(&site, &findings, summaries.digests());
        Ok(BuildInput { site, archives, findings, made_from, summaries, quiet, building })
    }

    /// Locks the output folder, and looks at the site in it.
    fn begin(&self) -> Result<Building> {
        let [content, themes] = sources(self.root);
        let to = Destination { folder: self.folder, sources: &[&content, &themes], clean: self.clean };
        let mut building = output::begin(&to)?;
        if self.extent == BuildExtent::Changes {
            building.keep_parts();
        }
        Ok(building)
    }

    /// Renders a site without errors among its findings, and publishes it; counts its files on the way. The next build shows `shown`,
    /// where nothing changed. Nothing is published where the site was read by summaries and its files changed meanwhile: then it has to be
    /// read again.
    ///
    /// # Errors
    /// When the theme has a mistake, an address that was given out is gone, or the files cannot be written to the disk.
    pub fn publish(&self, input: BuildInput, shown: Words, files: &AtomicUsize) -> Result<Option<Published>> {
        let uses_summaries = input.unread() > 0;
        let BuildInput { site, archives, findings, made_from, summaries, mut quiet, building } = input;
        drop(findings);
        let site = info_span!("restrict").in_scope(|| restrict(site, Audience::Public));
        let theme = pages::theme(self.root, &site)?;
        let mut building = building.unwrap_or_else(|| self.begin())?;
        let summarized = std::mem::take(&mut quiet.digests);
        let last = made_from.as_ref().map(|made_from| LastValues { common: made_from.common(), summarized });
        let sink = CountingSink { sink: &building, files };
        let rendered = pages::render_files(&site, &theme, last.as_ref(), &sink);
        // Whatever came of a document that is no longer there.
        if !summaries.hold() {
            return Ok(None);
        }
        let Rendered { entries, summaries: mut left } = rendered?;
        archive::attach(&archives, &site, &building)?;
        // The site of a country takes as much memory as its index.
        drop(theme);
        site.drop_documents();
        let (digest, read) = (|path: &str| building.digest(path), |path: &str| building.read(path));
        let known = last.as_ref().map(|last| KnownFiles { common: &last.common, digest: &digest, read: &read });
        let index = || search::index(entries, &|path| Ok(search::sections(&building.read(path)?)), known, &sink);
        quiet.add_to(&mut left);
        // What authors write during the build may or may not be in it: such a site gets no stamp, and what was read by summaries of
        // other files is none.
        let look_again = || {
            let before = made_from.as_ref()?;
            let after = self.made_from(&before.sources.settled(self.began)).filter(|after| before == after)?;
            if summaries.hold() {
                building.keep_summaries(&left);
            }
            Some(after)
        };
        let (indexed, after) = rayon::join(index, look_again);
        indexed?;
        drop(left);
        if after.is_none() && uses_summaries || !summaries.hold() {
            return Ok(None);
        }
        if let Some(after) = after {
            let (made_from, sources) = (after.digest(), after.sources.settled(self.began));
            building.remember(BuildFingerprint { made_from, sources, findings: shown });
        }
        building.finish().map(Some)
    }

    /// Everything that the site depends on, given sources that need not be read again where they look the same.
    fn made_from(&self, known: &SourceList) -> Option<MadeFrom> {
        let [content, themes] = sources(self.root);
        let content = SourceFolder { folder: &content, is_source: &load::is_source };
        let themes = SourceFolder { folder: &themes, is_source: &|_| true };
        let sources = SourceList::read(&[content, themes], known).ok()?;
        let others = [self.folder.join("archive"), self.program?.to_owned()];
        let others = output::metadata_fingerprint(&others).ok()?;
        Some(MadeFrom { sources, others, drafts: self.drafts })
    }
}

/// The folders that a site is built from.
#[must_use]
pub fn sources(root: &Path) -> [PathBuf; 2] {
    ["content", "themes"].map(|folder| load::verbatim(root.join(folder)))
}

mod summaries;
#[cfg(test)]
mod tests;
