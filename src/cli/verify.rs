//! `nenpo verify`: proves a bag whole, ours or anybody's.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use anyhow::Result;

use crate::archive;
use crate::bag::{self, Progress, Report};

use super::language::Language;
use super::{CLEAN, FINDINGS, TROUBLE, progress};

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
        anstream::eprintln!("{message}");
        return Ok(TROUBLE);
    };
    let report = watched(&opened.folder, language);
    for fault in &report.faults {
        let head = match (fault.warning, language) {
            (true, Language::Ja) => "注意",
            (true, Language::En) => "warning",
            (false, Language::Ja) => "異常",
            (false, Language::En) => "fault",
        };
        anstream::println!("{head}[{}]: {}", fault.kind, language.of(&fault.message));
    }
    anstream::println!("{}", summary(&report, &shown.to_string(), language));
    if !report.is_valid() || !arguments.rebuild {
        return Ok(if report.is_valid() { CLEAN } else { FINDINGS });
    }
    let different = archive::rebuild(&opened.folder)?;
    for path in &different {
        let message = match language {
            Language::Ja => format!("異常[rebuild]: data/site/{path}：作り直したページと違います。"),
            Language::En => format!("fault[rebuild]: data/site/{path}: differs from the page made again."),
        };
        anstream::println!("{message}");
    }
    if different.is_empty() {
        let same = language.say(
            "袋の中の原稿から作り直したページは、保存したページとすべて同じです。",
            "The pages made again from the sources in the bag are the same, byte for byte.",
        );
        anstream::println!("{same}");
    }
    Ok(if different.is_empty() { CLEAN } else { FINDINGS })
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
