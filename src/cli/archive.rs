//! `nenpo archive`: freezes a year as a bag.

use std::path::Path;

use crate::archive::{self, Freeze};
use crate::error::{Error, Result};
use crate::form::Audience;
use crate::load::Options;
use crate::pipeline;
use crate::restrict::restrict;
use crate::source::words;
use crate::text::{Date, era};

use super::folders::Folders;
use super::language::Language;
use super::print;
use super::{CLEAN, FINDINGS, report};

/// The arguments of `nenpo archive`.
#[derive(Debug, clap::Args)]
pub struct ArchiveArguments {
    /// 年度（2021、R3、令和3年度）｜The fiscal year: 2021, R3
    #[arg(value_name = "YEAR")]
    year: String,
    /// 保存した日（省略時は今日）｜The day it is kept; else today
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// すでにある保存を、確かめたうえで別の名前にして置き換える｜Replace what is kept already, which is proved and renamed first
    #[arg(long)]
    replace: bool,
    /// 一つの ZIP にもまとめる。すでにある保存は、確かめたうえで、そのまままとめる｜Pack it into one ZIP, too; a year kept already is proved and packed as it is
    #[arg(long)]
    zip: bool,
    #[command(flatten)]
    folders: Folders,
}

/// Runs `nenpo archive`: archives a year as a bag.
pub fn run(arguments: &ArchiveArguments, language: Language) -> Result<u8> {
    let Some((year, _)) = era::parse_year(&arguments.year) else {
        return Err(wrong("年度", &arguments.year, "2021"));
    };
    let date = match &arguments.date {
        Some(written) => Date::parse(written, None).filter(|date| matches!(date, Date::Day(_))),
        None => Some(today()?),
    };
    let Some(date) = date else {
        return Err(wrong("日付", arguments.date.as_deref().unwrap_or_default(), "2022-03-31"));
    };
    match keep(arguments, year, date, language) {
        Err(error) if error.refusal => {
            report::trouble(&error, language);
            Ok(FINDINGS)
        }
        done => done,
    }
}

fn keep(arguments: &ArchiveArguments, year: i32, date: Date, language: Language) -> Result<u8> {
    let output = arguments.folders.output()?;
    let folder = output.join("archive");
    // A year that is kept already is packed as it is, and keeps its day.
    if arguments.zip
        && !arguments.replace
        && let Some(zip) = archive::pack(&folder, year)?
    {
        say_packed(&zip, language)?;
        return Ok(CLEAN);
    }
    let (site, findings) = pipeline::read(arguments.folders.root(), Options { drafts: false })?;
    if findings.stop() {
        report::findings(&findings, language);
        report::not_published(language);
        return Ok(FINDINGS);
    }
    let agent = concat!("nenpo ", env!("CARGO_PKG_VERSION"));
    let (replace, zip) = (arguments.replace, arguments.zip);
    let what = Freeze { root: arguments.folders.root(), folder: &folder, year, date, agent, replace, zip };
    let frozen = archive::freeze(&what, &restrict(site, Audience::Public), &findings)?;
    if let Some(old) = &frozen.old {
        let old = old.display();
        print::line(language.pick(words!("前の保存は {old} に残しました。", "The old archive is kept as {old}.")))?;
    }
    let (name, pages, folder) = (era::fiscal_year_both(year), frozen.pages, frozen.folder.display());
    print::line(language.pick(words!(
        "{name}を保存しました（ページなど {pages} 個）：{folder}",
        "Froze fiscal {year} ({pages} files of pages): {folder}"
    )))?;
    if let Some(zip) = &frozen.zip {
        say_packed(zip, language)?;
    }
    Ok(CLEAN)
}

fn say_packed(zip: &Path, language: Language) -> Result<()> {
    let zip = zip.display();
    print::line(language.pick(words!("一つの ZIP にまとめました：{zip}", "Packed into one ZIP: {zip}")))
}

fn wrong(what: &str, written: &str, example: &str) -> Error {
    Error::refused(words!(
        "「{written}」は{what}として読めません。「{example}」のように書いてください。",
        "`{written}` cannot be read; write it as in `{example}`."
    ))
}

/// The day, which only `cli` asks the system for: `SOURCE_DATE_EPOCH` where it is set, else today in Japan.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is no number of seconds.
pub(super) fn today() -> Result<Date> {
    let seconds = if let Some(set) = std::env::var_os(EPOCH) {
        let set = set.to_string_lossy();
        let seconds = set.parse().ok().filter(|_| set.bytes().all(|byte| byte.is_ascii_digit()));
        seconds.filter(|seconds| *seconds < LAST_SECOND).ok_or_else(|| wrong(EPOCH, &set, "1648652400"))?
    } else {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or_default()
    };
    Ok(Date::of_epoch_day((seconds + 9 * 3600).div_euclid(24 * 3600)))
}

/// The environment variable with the time that a reproducible build uses as now.
const EPOCH: &str = "SOURCE_DATE_EPOCH";
/// The year after 9999 has no date.
const LAST_SECOND: i64 = 253_402_300_800 - 9 * 3600;
