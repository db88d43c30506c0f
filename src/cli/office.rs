//! Tables of the office: printed, or written into a file.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::load;
use crate::office::OfficeReport;
use crate::output::file;
use crate::source::words;
use crate::text::csv;

use super::language::Language;
use super::print::{self, SafeText};

/// As what a table is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// 人が読む形｜For people
    Human,
    /// CSV（表計算ソフトで開けます）｜CSV, which spreadsheets open
    Csv,
    /// Excel のファイル｜A workbook of Excel
    Xlsx,
    /// ブラウザーで開くページ｜A page for a browser
    Html,
    /// JSON
    Json,
}

/// How a table is given.
#[derive(Debug, clap::Args)]
pub struct ReportArguments {
    /// 表の形（省略時は --to のファイル名の終わり、なければ human）｜The format; else the one that the name of the file of --to ends in, or human
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<ReportFormat>,
    /// 書き込むファイル（.xlsx、.csv、.html、.json）。すでにあるファイルには書きません｜The file to write (.xlsx, .csv, .html, .json); never over one that is there
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl ReportFormat {
    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            ReportFormat::Human => "txt",
            ReportFormat::Csv => "csv",
            ReportFormat::Xlsx => "xlsx",
            ReportFormat::Html => "html",
            ReportFormat::Json => "json",
        }
    }

    /// The format of files whose names end so.
    fn of_file(path: &Path) -> Option<ReportFormat> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let all = [ReportFormat::Human, ReportFormat::Csv, ReportFormat::Xlsx, ReportFormat::Html, ReportFormat::Json];
        all.into_iter().find(|format| format.ending() == ending)
    }

    /// A table as the bytes of a file.
    pub fn bytes(self, report: &OfficeReport, language: Language) -> Vec<u8> {
        match self {
            ReportFormat::Human => report.text().into_bytes(),
            ReportFormat::Csv => report.csv(),
            ReportFormat::Xlsx => report.xlsx(),
            ReportFormat::Html => report.html(language.of_site()).into_bytes(),
            ReportFormat::Json => report.json().into_bytes(),
        }
    }
}

impl ReportArguments {
    /// Prints a table, or writes it: into the file that was named, or, where a terminal cannot show it, into
    /// `output/office/` under this name.
    pub fn give(&self, report: &OfficeReport, output: &Path, name: &str, language: Language) -> Result<()> {
        let of_file = self.to.as_deref().map(|to| ReportFormat::of_file(to).ok_or_else(|| unknown_ending(to)));
        let format = match (self.format, of_file) {
            (Some(format), _) => format,
            (None, Some(format)) => format?,
            (None, None) => ReportFormat::Human,
        };
        if let Some(to) = &self.to {
            file::create(to, &format.bytes(report, language), file::Readers::Usual)?;
            return written(to, language);
        }
        give(report, format, output, name, language)
    }
}

/// Prints a table, or writes it into `output/office/` where a terminal cannot show it.
pub fn give(report: &OfficeReport, format: ReportFormat, output: &Path, name: &str, language: Language) -> Result<()> {
    match format {
        ReportFormat::Human => print::out(SafeText::lines(&report.text())),
        ReportFormat::Json => print::out(SafeText::json(&report.json())),
        ReportFormat::Csv => {
            let text = String::from_utf8_lossy(&report.csv()).into_owned();
            // What is printed has no mark of its encoding.
            print::out(SafeText::lines(text.trim_start_matches(csv::MARK)))
        }
        ReportFormat::Xlsx | ReportFormat::Html => {
            let to = folder(output).join(format!("{name}.{}", format.ending()));
            file::replace(&to, &format.bytes(report, language), file::Readers::Usual)?;
            written(&to, language)
        }
    }
}

/// Where the office's files are written, where no other place is named.
pub fn folder(output: &Path) -> PathBuf {
    output.join("office")
}

/// Whether a page of the site was written by the last build.
pub fn is_published(output: &Path, page: &str) -> bool {
    load::length(&output.join("site").join(page)).is_ok()
}

fn written(to: &Path, language: Language) -> Result<()> {
    let shown = to.display();
    print::line(language.pick(words!("{shown} を書きました。", "Wrote {shown}.")))
}

fn unknown_ending(to: &Path) -> Error {
    let shown = to.display();
    Error::new(words!(
        "{shown} をどの形で書くか分かりません。名前の終わりを .xlsx、.csv、.html、.json のどれかにするか、--format を付けてください。",
        "The format of {shown} is not known: end its name in .xlsx, .csv, .html or .json, or give --format."
    ))
}
