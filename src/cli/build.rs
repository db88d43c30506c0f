//! `nenpo build`: check, then publish in one step.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::pipeline::{Build, BuildExtent};
use crate::source::Words;

use super::findings::human;
use super::folders::Folders;
use super::language::Language;
use super::print::{self, SafeText};
use super::timings::{Timings, TimingsFormat};
use super::{CLEAN, FINDINGS, progress, report};

/// The arguments of `nenpo build`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct BuildArguments {
    #[command(flatten)]
    folders: Folders,
    /// 前のサイトにある、nenpo が書いたのではないファイルを消す｜Delete files of the old site that nenpo did not write
    #[arg(long)]
    clean: bool,
    /// 保存した年度（output/archive）を、すべてのバイトまで確かめる｜Prove the archived years (output/archive) byte by byte
    #[arg(long)]
    verify: bool,
    /// 変わらないページも、すべて作り直す｜Make everything again, also pages that did not change
    #[arg(long)]
    full: bool,
    /// 下書き（draft: true）も含める｜Take drafts (draft: true) along
    #[arg(long)]
    drafts: bool,
    /// 同時に使う処理の数（省略時は CPU の数）｜How many threads work at once; else one for each processor
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// 段階ごとにかかった時間を示す｜Say how long each stage took
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    timings: Option<TimingsFormat>,
}

/// Builds the public site.
pub fn run(arguments: &BuildArguments, language: Language) -> Result<u8> {
    if let Some(jobs) = arguments.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global().map_err(Error::other)?;
    }
    let timings = arguments.timings.map(|style| (Timings::begin(), style));
    let (folder, program) = (arguments.folders.output()?, std::env::current_exe().ok());
    let BuildArguments { clean, full, verify, drafts, .. } = *arguments;
    let (root, folder) = (arguments.folders.root(), folder.as_path());
    let extent = if full { BuildExtent::Everything } else { BuildExtent::Changes };
    let began = Timestamp::now().as_second();
    let mut build = Build { root, folder, drafts, clean, extent, verify, program: program.as_deref(), began };
    let mut comparison = build.compare();
    let last = if verify || full { None } else { comparison.up_to_date() };
    let last = last.filter(|(last, _)| !clean || last.foreign.is_empty());
    let shown = last.and_then(|(last, shown)| Some((last, SafeText::kept(language.of(&shown))?)));
    let published = if let Some((published, findings)) = shown {
        print::message(findings);
        published
    } else {
        loop {
            let input = build.read(comparison)?;
            report::findings(&input.findings, language);
            if input.findings.stop() {
                report::not_published(language);
                return Ok(FINDINGS);
            }
            let [ja, en] = [Language::Ja, Language::En].map(|language| human(&input.findings, language).into_string());
            let files = AtomicUsize::new(0);
            let say = || report::under_way(files.load(Ordering::Relaxed), language);
            if let Some(published) = progress::during(|| build.publish(input, Words { ja, en }, &files), say)? {
                break published;
            }
            // Somebody wrote meanwhile. A build that reads all publishes what it read.
            (build.extent, build.began) = (BuildExtent::Everything, Timestamp::now().as_second());
            comparison = build.compare();
        }
    };
    report::published(&published, &folder.join("site"), language)?;
    if let Some((timings, style)) = timings {
        timings.print(style, language);
    }
    Ok(CLEAN)
}
