//! `nenpo build`: check, then publish in one step.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;

use crate::archive::Beside;
use crate::form::Audience;
use crate::load::{self, Options};
use crate::model::Site;
use crate::output::{self, Destination, Published, Sources, Stamp};
use crate::pages::{self, File};
use crate::restrict::restrict;
use crate::source::Findings;
use crate::{archive, edition, search};

use super::folders::{self, Folders};
use super::language::Language;
use super::timings::{Style, Timings};
use super::{CLEAN, FINDINGS, progress, report};

/// What `build` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// 前のサイトにある、nenpo が書いたのではないファイルを消す｜Delete files of the old site that nenpo did not write
    #[arg(long)]
    clean: bool,
    /// 保存した年度（output/archive）を、すべてのバイトまで確かめる｜Prove the archived years (output/archive) byte by byte
    #[arg(long)]
    verify: bool,
    /// 下書き（draft: true）も含める｜Take drafts (draft: true) along
    #[arg(long)]
    drafts: bool,
    /// 同時に使う処理の数（省略時は CPU の数）｜How many threads work at once; else one for each processor
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// 段階ごとにかかった時間を示す｜Say how long each stage took
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    timings: Option<Style>,
}

/// Builds the public edition.
pub fn run(arguments: &Arguments, language: Language) -> Result<u8> {
    if let Some(jobs) = arguments.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global()?;
    }
    let timings = arguments.timings.map(|style| (Timings::begin(), style));
    let folder = arguments.folders.output()?;
    let last = (!arguments.verify).then(|| as_published(arguments, &folder)).flatten();
    if let Some((published, findings)) = last.filter(|(last, _)| !arguments.clean || last.foreign.is_empty()) {
        // They are found again: what they quote lies in the sheets alone.
        if findings > 0 {
            let (_, _, findings) = read(arguments, &folder)?;
            report::findings(&findings, language);
        }
        report::published(&published, &folder.join("site"), language)?;
    } else {
        let status = anew(arguments, &folder, language)?;
        if status != CLEAN {
            return Ok(status);
        }
    }
    if let Some((timings, style)) = timings {
        timings.print(style, language);
    }
    Ok(CLEAN)
}

/// What the last build published, and how many findings it told, where this one would do the same.
fn as_published(arguments: &Arguments, folder: &Path) -> Option<(Published, usize)> {
    let _stage = tracing::info_span!("compare").entered();
    output::as_published(folder, &|| made_from(arguments, folder))
}

/// Everything that the site depends on, as a sum; none where it cannot all be read, which reading it will explain.
fn made_from(arguments: &Arguments, folder: &Path) -> Option<String> {
    let [content, themes] = folders::sources(arguments.folders.root());
    let content = Sources { folder: &content, is_source: &load::is_source };
    let themes = Sources { folder: &themes, is_source: &|_| true };
    let contents = output::sum_of_contents(&[content, themes]).ok()?;
    let others = output::sum_of_looks(&[folder.join("archive"), std::env::current_exe().ok()?]).ok()?;
    Some(format!("{contents} {others} {}", arguments.drafts))
}

/// How all that looks, without reading it.
fn looks(arguments: &Arguments, folder: &Path) -> Option<String> {
    let [content, themes] = folders::sources(arguments.folders.root());
    output::sum_of_looks(&[content, themes, folder.join("archive")]).ok()
}

/// Reads the site and its archives, and finds what there is to say about them.
fn read(arguments: &Arguments, folder: &Path) -> Result<(Site, Vec<Beside>, Findings)> {
    let (site, mut findings) = edition::read(arguments.folders.root(), Options { drafts: arguments.drafts })?;
    let archives = archive::beside(&folder.join("archive"), arguments.verify)?;
    findings.extend(archive::errata(&site, &archives));
    findings.sort();
    Ok((site, archives, findings))
}

/// Reads everything, and makes and publishes the site.
fn anew(arguments: &Arguments, folder: &Path, language: Language) -> Result<u8> {
    let looked = looks(arguments, folder);
    let (mut site, archives, findings) = read(arguments, folder)?;
    report::findings(&findings, language);
    let count = findings.iter().count();
    if findings.stop() {
        report::not_published(language);
        return Ok(FINDINGS);
    }
    drop(findings);
    site.archives = archives.iter().map(|beside| beside.archived.clone()).collect();
    let site = tracing::info_span!("restrict").in_scope(|| restrict(site, Audience::Public));
    let theme = edition::theme(arguments.folders.root(), &site)?;
    let [content, themes] = folders::sources(arguments.folders.root());
    let sources = [content.as_path(), themes.as_path()];
    let mut building = output::begin(&Destination { folder, sources: &sources, clean: arguments.clean })?;
    let done = AtomicUsize::new(0);
    let put = |file: File| {
        done.fetch_add(usize::from(!file.more), Ordering::Relaxed);
        Ok(building.put(&file.path, &file.bytes, file.more, &file.from)?)
    };
    let say = || report::under_way(done.load(Ordering::Relaxed), language);
    let making = || {
        let entries = edition::pages(&site, &theme, &put)?;
        archive::carry(&archives, &site, &building)?;
        // The site of a country takes as much memory as its index.
        drop(theme);
        site.drop_documents();
        pages::index(entries, &|path| Ok(search::sections(&building.read(path)?)), &put)
    };
    progress::during(making, say)?;
    // Who writes while the site is made may or may not be in it: such a site is not remembered.
    if looked.is_some()
        && let Some(made_from) = made_from(arguments, folder)
        && looks(arguments, folder) == looked
    {
        building.stamp(Stamp { made_from, findings: count });
    }
    let published = building.finish()?;
    report::published(&published, &folder.join("site"), language)?;
    Ok(CLEAN)
}
