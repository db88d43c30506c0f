//! `nenpo verify`: proves a bag whole, ours or anybody's.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use anyhow::Result;

use crate::archive;
use crate::bag::{self, Fault, Progress, Report};

use crate::source::shortened;

use super::language::Language;
use super::print;
use super::{CLEAN, FINDINGS, TROUBLE, progress};

/// How many faults of a kind are shown.
const MOST: usize = 100;

/// What `verify` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// BagIt の袋のフォルダーか ZIP（output/archive/2021 など）｜The folder of the bag, or its ZIP: output/archive/2021
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// 袋の中の原稿からページを作り直し、同じになるかも確かめる｜Build the pages anew from the sources in the bag, and compare them
    #[arg(long)]
    rebuild: bool,
}

/// Verifies a bag and says every fault.
pub fn run(arguments: &Arguments, language: Language) -> Result<u8> {
    let shown = arguments.folder.display();
    let Some(opened) = archive::open(&arguments.folder)? else {
        let message = match language {
            Language::Ja => format!("nenpo: フォルダー「{shown}」がありません。"),
            Language::En => format!("nenpo: there is no folder {shown}."),
        };
        print::message_line(message);
        return Ok(TROUBLE);
    };
    let report = watched(&opened.folder, language);
    let (shown_faults, left) = chosen(&report);
    for fault in shown_faults {
        let head = match (fault.warning, language) {
            (true, Language::Ja) => "注意",
            (true, Language::En) => "warning",
            (false, Language::Ja) => "異常",
            (false, Language::En) => "fault",
        };
        print::line(format!("{head}[{}]: {}", fault.kind, shortened(language.of(&fault.message))))?;
    }
    for (kind, count) in left {
        print::line(match language {
            Language::Ja => format!("ほかに [{kind}] が {count} 件あります。"),
            Language::En => format!("and {count} more [{kind}]."),
        })?;
    }
    print::line(summary(&report, &shown.to_string(), language))?;
    if !report.is_valid() || !arguments.rebuild {
        return Ok(if report.is_valid() { CLEAN } else { FINDINGS });
    }
    let different = archive::rebuild(&opened.folder)?;
    for path in &different {
        let message = match language {
            Language::Ja => format!("異常[rebuild]: data/site/{path}：作り直したページと違います。"),
            Language::En => format!("fault[rebuild]: data/site/{path}: differs from the page made again."),
        };
        print::line(message)?;
    }
    if different.is_empty() {
        let same = language.say(
            "袋の中の原稿から作り直したページは、保存したページとすべて同じです。",
            "The pages made again from the sources in the bag are the same, byte for byte.",
        );
        print::line(same)?;
    }
    Ok(if different.is_empty() { CLEAN } else { FINDINGS })
}

/// The first faults of every kind, and how many more there are of it: a bag that lost its data has a million.
fn chosen(report: &Report) -> (Vec<&Fault>, BTreeMap<&'static str, usize>) {
    let mut met: BTreeMap<&'static str, usize> = BTreeMap::new();
    let shown = report.faults.iter().filter(|fault| {
        let count = met.entry(fault.kind).or_default();
        *count += 1;
        *count <= MOST
    });
    let shown = shown.collect();
    let left = met.into_iter().filter_map(|(kind, count)| Some((kind, count.checked_sub(MOST)?)));
    (shown, left.filter(|(_, count)| *count > 0).collect())
}

/// Verifies, with a line of progress on a terminal where it takes a while.
fn watched(folder: &std::path::Path, language: Language) -> Report {
    let seen = Progress::default();
    let say = || {
        let (read, all) = (seen.read.load(Ordering::Relaxed), seen.all.load(Ordering::Relaxed));
        let percent = read.saturating_mul(100).checked_div(all).unwrap_or_default();
        format!("{} {percent}%", language.say("確かめています", "verifying"))
    };
    progress::during(|| bag::verify(folder, &seen), say)
}

fn summary(report: &Report, folder: &str, language: Language) -> String {
    let names: Vec<&str> = report.algorithms.iter().map(|algorithm| algorithm.name()).collect();
    let (files, bytes, names) = (report.files, report.bytes, names.join(", "));
    let faults = report.faults.iter().filter(|fault| !fault.warning).count();
    match (report.is_valid(), language) {
        (true, Language::Ja) => {
            format!("{folder}：変わりありません（{files} 個のファイル、{bytes} バイト、{names}）。")
        }
        (true, Language::En) => format!("{folder}: valid ({files} files, {bytes} bytes, {names})."),
        (false, Language::Ja) => format!("{folder}：異常が {faults} 件あります。"),
        (false, Language::En) => format!("{folder}: {faults} faults."),
    }
}
