//! `nenpo verify`: verifies any bag, and renders the pages of an archive of nenpo again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use crate::archive;
use crate::bag::{self, BagFault, Report, VerifyProgress};
use crate::error::{Error, Result};

use crate::source::{shortened, words};

use super::language::Language;
use super::print;
use super::{CLEAN, FINDINGS, TROUBLE, progress};

/// How many faults of a kind are printed: a bag that lost a folder has as many as files, and the first tell enough.
const SHOWN_FAULTS: usize = 100;

/// The arguments of `nenpo verify`.
#[derive(Debug, clap::Args)]
pub struct VerifyArguments {
    /// BagIt の袋のフォルダーか ZIP（output/archive/2021 など）｜The folder of the bag, or its ZIP: output/archive/2021
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// 袋の中の原稿からページを作り直し、同じになるかも確かめる｜Build the pages anew from the sources in the bag, and compare them
    #[arg(long)]
    rebuild: bool,
    /// ZIP から取り出す大きさの上限（500MB、20GB など）｜The most that is unpacked from a ZIP: 500MB, 20GB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_size: Option<u64>,
    /// 作り直すのにかけてよい秒数｜How many seconds making the pages again may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    max_time: u64,
}

/// A number of bytes as people write it.
fn size(written: &str) -> Result<u64, String> {
    let plain: String = written.trim().to_ascii_uppercase().split(['_', ',', ' ']).collect();
    let at = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (number, unit) = plain.split_at(at);
    let (unit, base) = match unit.strip_suffix("IB") {
        Some(unit) => (unit, 1024_u64),
        None => (unit.strip_suffix('B').unwrap_or(unit), 1000),
    };
    let factor = ["", "K", "M", "G", "T"].iter().position(|own| *own == unit).map(|power| base.pow(power as u32));
    let bytes = factor.zip(number.parse::<u64>().ok()).and_then(|(factor, number)| number.checked_mul(factor));
    bytes.ok_or_else(|| "500MB, 20GB".to_owned())
}

/// Verifies a bag and prints every fault.
pub fn run(arguments: &VerifyArguments, language: Language) -> Result<u8> {
    let shown = arguments.folder.display();
    let Some(opened) = archive::open(&arguments.folder, arguments.max_size)? else {
        let message =
            language.pick(words!("nenpo: フォルダー「{shown}」がありません。", "nenpo: there is no folder {shown}."));
        print::message_line(message);
        return Ok(TROUBLE);
    };
    for name in &opened.left_behind {
        let message = language.pick(words!(
            "注意[system-file]: {name}：システムが残したもので、袋には含まれません。",
            "warning[system-file]: {name}: left behind by a system, and no part of the bag."
        ));
        print::line(message)?;
    }
    let report = verify_with_progress(&opened.folder, language);
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
        print::line(language.pick(words!("ほかに [{kind}] が {count} 件あります。", "and {count} more [{kind}].")))?;
    }
    print::line(summary(&report, &shown.to_string(), language))?;
    if !report.is_valid() || !arguments.rebuild {
        return Ok(if report.is_valid() { CLEAN } else { FINDINGS });
    }
    let Some(different) = rebuilt(&opened.folder, Duration::from_secs(arguments.max_time)) else {
        let seconds = arguments.max_time;
        let message = language.pick(words!("nenpo: ページを作り直すのが {seconds} 秒では終わらなかったため、やめました。検査値は合っています。時間に心当たりがあれば、--max-time で秒数を決めてください。", "nenpo: making the pages again was given up after {seconds} seconds. The checksums are right. If it should take that long, give it more with --max-time."));
        print::message_line(message);
        return Ok(TROUBLE);
    };
    let different = different?;
    for path in &different {
        let message = language.pick(words!(
            "異常[rebuild]: data/site/{path}：作り直したページと違います。",
            "fault[rebuild]: data/site/{path}: differs from the page made again."
        ));
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
fn chosen(report: &Report) -> (Vec<&BagFault>, BTreeMap<&'static str, usize>) {
    let mut met: BTreeMap<&'static str, usize> = BTreeMap::new();
    let shown = report.faults.iter().filter(|fault| {
        let count = met.entry(fault.kind).or_default();
        *count += 1;
        *count <= SHOWN_FAULTS
    });
    let shown = shown.collect();
    let left = met.into_iter().filter_map(|(kind, count)| Some((kind, count.checked_sub(SHOWN_FAULTS)?)));
    (shown, left.filter(|(_, count)| *count > 0).collect())
}

/// Renders the pages again; none where it takes longer than allowed. It goes on then, until the program ends.
fn rebuilt(folder: &Path, most: Duration) -> Option<Result<Vec<String>>> {
    let (sender, receiver) = mpsc::channel();
    let folder = folder.to_owned();
    std::thread::spawn(move || drop(sender.send(archive::rebuild(&folder))));
    match receiver.recv_timeout(most) {
        Ok(rebuilt) => Some(rebuilt),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => {
            Some(Err(Error::new(words("ページを作り直せませんでした。", "The pages could not be made."))))
        }
    }
}

/// Verifies, with a line of progress on a terminal where it takes a while.
fn verify_with_progress(folder: &Path, language: Language) -> Report {
    let progress_so_far = VerifyProgress::default();
    let say = || {
        let (read, all) = (progress_so_far.read.load(Ordering::Relaxed), progress_so_far.all.load(Ordering::Relaxed));
        let percent = read.saturating_mul(100).checked_div(all).unwrap_or_default();
        format!("{} {percent}%", language.say("確かめています", "verifying"))
    };
    progress::during(|| bag::verify(folder, &progress_so_far), say)
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

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (written, bytes) in [
            ("0", Some(0)),
            ("1000", Some(1000)),
            ("500MB", Some(500_000_000)),
            ("20 gb", Some(20_000_000_000)),
            ("1_000k", Some(1_000_000)),
            ("1,000,000B", Some(1_000_000)),
            ("2GiB", Some(2 << 30)),
            ("64KiB", Some(65_536)),
            ("", None),
            ("MB", None),
            ("-1", None),
            ("1.5GB", None),
            ("20XB", None),
            ("99999999999999999999", None),
            ("99999999999TB", None),
        ] {
            assert_eq!(size(written).ok(), bytes, "{written}");
        }
    }
}
