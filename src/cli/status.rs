//! `nenpo status`: how far the sheet of every place is.

use crate::archive;
use crate::error::{Error, Result};
use crate::load::Options;
use crate::model::Site;
use crate::office::{self, StatusRequest};
use crate::pipeline;
use crate::source::words;

use super::folders::Folders;
use super::language::Language;
use super::office::{ReportArguments, is_published};
use super::{CLEAN, new};

/// The arguments of `nenpo status`.
#[derive(Debug, clap::Args)]
pub struct StatusArguments {
    /// 年度（2024、R6、令和6年度。省略時は、最も新しい年度）｜The fiscal year: 2024, R6; else the newest one
    #[arg(value_name = "YEAR")]
    year: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    folders: Folders,
}

/// Prints the table of a year.
pub fn run(arguments: &StatusArguments, language: Language) -> Result<u8> {
    let output = arguments.folders.output()?;
    let archives = archive::list(&output.join("archive"), false)?;
    let (site, findings) = pipeline::read(arguments.folders.root(), Options { drafts: true })?;
    let year = match &arguments.year {
        Some(year) => new::year(year)?,
        None => newest_year(&site)?,
    };
    let is_published = |page: &str| is_published(&output, page);
    let request =
        StatusRequest { site: &site, findings: &findings, archives: &archives, year, is_published: &is_published };
    let report = office::status_report(&request, language.of_site(), &|_| [None, None]);
    arguments.report.give(&report, &output, &format!("status-{year}"), language)?;
    Ok(CLEAN)
}

/// The newest year of which there is a document.
fn newest_year(site: &Site) -> Result<i32> {
    site.years().first().copied().ok_or_else(|| {
        Error::new(words(
            "文書がまだありません。nenpo status 2024 のように、年度を指定してください。",
            "There is no document yet; name the fiscal year, as in `nenpo status 2024`.",
        ))
    })
}
