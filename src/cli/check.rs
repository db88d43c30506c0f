//! `nenpo check`: all findings of the site, and nothing written.

use std::path::PathBuf;

use crate::error::Result;
use crate::load::{self, Options};
use crate::source::Findings;
use crate::{archive, catalogue, pipeline};

use super::findings::FindingsFormat;
use super::folders::{self, SourceFolders};
use super::language::Language;
use super::print::{self, SafeText};
use super::{CLEAN, FINDINGS, TROUBLE, report};

/// The arguments of `nenpo check`.
#[derive(Debug, clap::Args)]
pub struct CheckArguments {
    /// このファイルやフォルダーの所見だけを表示する（サイト全体は読む）｜Show only the findings of these files and folders (the whole site is read)
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    sources: SourceFolders,
    /// 保存した年度のある出力先（省略時は DIR/output）｜Where frozen years are; else DIR/output
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// 表示の形｜The format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: FindingsFormat,
    /// 所見の名前の意味、理由、例を表示する｜Explain a code: its rule, reason and examples
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
}

/// Checks everything, drafts too.
pub fn run(arguments: &CheckArguments, language: Language) -> Result<u8> {
    if let Some(code) = &arguments.explain {
        return explain(code, language);
    }
    let paths = arguments.files.iter().map(|file| load::path_in_site(&arguments.sources.root, file));
    let paths: Vec<String> = paths.collect::<Result<_>>()?;
    // Archives are not kept with the content: where there are none at all, nothing can be said of corrections to them.
    let root = &arguments.sources.root;
    let archives = archive::list(&folders::output(arguments.output.as_deref(), root).join("archive"), false)?;
    let known = (!archives.is_empty()).then_some(archives.as_slice());
    let (site, mut findings) = pipeline::read_with_archives(root, Options { drafts: true }, known)?;
    pipeline::leave_drafts_out(&site, &mut findings);
    let (documents, places) = (site.documents.len(), site.places.len());
    let stops = findings.stop();
    findings.extend(pipeline::check_pages(root, site, &archives, stops)?);
    findings.sort();
    let all = findings.iter().len();
    if !paths.is_empty() {
        keep(&mut findings, &paths);
    }
    print::out(arguments.format.print(&findings, language))?;
    if arguments.format == FindingsFormat::Human {
        report::elsewhere(all - findings.iter().len(), language);
    }
    if findings.stop() {
        return Ok(FINDINGS);
    }
    if arguments.format == FindingsFormat::Human && paths.is_empty() {
        report::clean([documents, places], &findings, language)?;
    }
    Ok(CLEAN)
}

/// Keeps the findings of certain files and folders.
fn keep(findings: &mut Findings, paths: &[String]) {
    findings.retain_mut(|finding| paths.iter().any(|wanted| load::is_within(finding.position.source.path(), wanted)));
}

fn explain(code: &str, language: Language) -> Result<u8> {
    let Some(entry) = catalogue::find(code.trim()) else {
        report::unknown_code(code, catalogue::nearest(code), language);
        return Ok(TROUBLE);
    };
    print::out(SafeText::lines(language.of(&catalogue::explanation(entry))))?;
    Ok(CLEAN)
}
