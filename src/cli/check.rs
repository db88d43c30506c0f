//! `nenpo check`: all findings of the site, and nothing written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::load::{self, Options};
use crate::model::{Place, Site};
use crate::office::{
    OfficeCell, OfficeColumn, OfficeReport, OfficeRow, compare, compare_report, findings_report, returned,
};
use crate::output::file;
use crate::pipeline::Build;
use crate::source::{Findings, words};
use crate::{archive, catalogue, pipeline};

use super::findings::FindingsFormat;
use super::folders::{self, SourceFolders};
use super::language::Language;
use super::office::ReportFormat;
use super::print::{self, SafeText};
use super::{CLEAN, FINDINGS, TROUBLE, import, office, report};

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
    /// 表示の形。--by place のときは csv、xlsx、html のどれか（省略時は xlsx）｜The format; with --by place csv, xlsx or html, else xlsx
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FindingsFormat>,
    /// 自治体に送り返す所見を、自治体ごとのファイルに書く｜Write what is to be sent back to places, into a file for each
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "against")]
    by: Option<FindingsBy>,
    /// --by place のファイルを書くフォルダー（省略時は DIR/output/office/findings）｜The folder for the files of --by place; else DIR/output/office/findings
    #[arg(long, value_name = "DIR", requires = "by")]
    to: Option<PathBuf>,
    /// シートを、もとになったファイル（かそのフォルダー）と見比べ、違う答えを示す｜Hold a sheet against the file that it was made of (or its folder), and show answers that differ
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// 所見の名前の意味、理由、例を表示する｜Explain a code: its rule, reason and examples
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<String>,
}

/// What findings are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FindingsBy {
    /// 自治体｜The place
    Place,
}

/// Checks everything, drafts too.
pub fn run(arguments: &CheckArguments, language: Language) -> Result<u8> {
    if let Some(code) = &arguments.explain {
        return explain(code, language);
    }
    let root = &arguments.sources.root;
    let paths = arguments.files.iter().map(|file| load::path_in_site(root, file));
    let paths: Vec<String> = paths.collect::<Result<_>>()?;
    let format = arguments.format.unwrap_or_default();
    if let Some(file) = &arguments.against {
        return against(root, &paths, file, language);
    }
    // Archives are not kept with the content: where there are none at all, nothing can be said of corrections to them.
    let output = folders::output(arguments.output.as_deref(), root);
    let archives = archive::list(&output.join("archive"), false)?;
    let known = (!archives.is_empty()).then_some(archives.as_slice());
    let program = std::env::current_exe().ok();
    let build = Build { drafts: true, program: program.as_deref(), ..Build::new(root, &output) };
    let (site, mut findings) = build.check(known)?;
    pipeline::leave_drafts_out(&site, &mut findings);
    if arguments.by == Some(FindingsBy::Place) {
        if !paths.is_empty() {
            keep(&mut findings, &paths);
        }
        let folder = arguments.to.clone().unwrap_or_else(|| office::folder(&output).join("findings"));
        return send_back(&site, &findings, arguments.format, &folder, language);
    }
    let (documents, places) = (site.documents.len(), site.places.len());
    let stops = findings.stop();
    findings.extend(pipeline::check_pages(root, site, &archives, stops)?);
    findings.sort();
    let all = findings.iter().len();
    if !paths.is_empty() {
        keep(&mut findings, &paths);
    }
    if let Some(format) = format.of_table() {
        office::give(&findings_report(&findings, language.of_site()), format, &output, "findings", language)?;
    } else {
        print::out(format.print(&findings, language))?;
    }
    if format == FindingsFormat::Human {
        report::elsewhere(all - findings.iter().len(), language);
    }
    if findings.stop() {
        return Ok(FINDINGS);
    }
    if format == FindingsFormat::Human && paths.is_empty() {
        report::clean([documents, places], &findings, language)?;
    }
    Ok(CLEAN)
}

/// Writes what is to be sent back to each place into a file of its own, and prints what was written.
fn send_back(
    site: &Site,
    findings: &Findings,
    format: Option<FindingsFormat>,
    folder: &Path,
    language: Language,
) -> Result<u8> {
    let format = match format {
        None => ReportFormat::Xlsx,
        Some(format) => format.of_table().ok_or_else(|| {
            Error::new(words(
                "--by place の形は csv、xlsx、html のどれかです。",
                "The format of --by place is csv, xlsx or html.",
            ))
        })?,
    };
    let all = returned(site, findings, language.of_site());
    let name = |place: &Place| folder.join(format!("{}.{}", place.id, format.ending()));
    // What was written before must not be sent again when it is mended.
    for place in &site.places {
        file::remove(&name(place))?;
    }
    let (mut rows, mut count) = (Vec::new(), 0);
    for own in &all {
        let to = name(own.place);
        let asked = own.report.rows.len();
        if asked > 0 {
            count += 1;
            file::replace(&to, &format.bytes(&own.report, language), file::Readers::Usual)?;
        }
        let shown = if asked > 0 { to.display().to_string() } else { String::new() };
        let counts = [asked, own.of_office, own.private].map(OfficeCell::count);
        let cells = std::iter::once(own.place.name.as_str().into()).chain(counts).chain([shown.into()]);
        rows.push(OfficeRow { cells: cells.collect(), ..OfficeRow::default() });
    }
    let heads = [
        ("place", "自治体", "place"),
        ("returned", "送り返す", "to send back"),
        ("office", "事務局で直す", "for the office"),
        ("private", "公開しない事柄", "not public"),
        ("file", "ファイル", "file"),
    ];
    let columns = heads.map(|(id, ja, en)| OfficeColumn::new(id, language.say(ja, en)));
    let lead =
        language.pick(words!("{count} の自治体に送り返すファイルを書きました。", "Wrote files for {count} places."));
    let note = language.say(
        "「事務局で直す」は書き方やファイルの所見、「公開しない事柄」はアドバイザーだけが読む部分と、公開してよいかを決める所見です。どちらも送り返すファイルには入っていません。nenpo check で読めます。",
        "What is for the office is about how files are written. What is not public is about what only advisors may read, or whether something may be published. Neither is in the files; see `nenpo check`.",
    );
    let report = OfficeReport {
        title: language.say("送り返す所見", "Findings to send back").to_owned(),
        lead: vec![lead],
        columns: columns.to_vec(),
        notes: if rows.is_empty() { Vec::new() } else { vec![note.to_owned()] },
        rows,
        ..OfficeReport::default()
    };
    print::out(SafeText::lines(&report.text()))?;
    Ok(if findings.stop() { FINDINGS } else { CLEAN })
}

/// Shows the answers that a sheet and the file that it was made of do not have in common.
fn against(root: &Path, paths: &[String], file: &Path, language: Language) -> Result<u8> {
    let [path] = paths else {
        return Err(Error::new(words(
            "--against には、シートを一つだけ指定してください：nenpo check content/2024/kitahama/sheet.md --against 受領/北浜市.xlsx",
            "With --against name one sheet: `nenpo check content/2024/kitahama/sheet.md --against received/kitahama.xlsx`.",
        )));
    };
    let path = path.strip_prefix("content/").unwrap_or(path);
    let (site, _) = load::load(root, Options { drafts: true })?;
    let Some(sheet) = site.document(path) else {
        return Err(Error::new(words!(
            "content/{path} は、読めるシートではありません。nenpo check で確かめてください。",
            "content/{path} is no sheet that can be read; see `nenpo check`."
        )));
    };
    let file = if load::is_folder(file) { import::source_in(file, sheet)? } else { file.to_owned() };
    let draft = import::draft_of(root, &site, sheet, &file)?;
    let changed = BTreeMap::from([(path.to_owned(), draft.into_bytes())]);
    let (with_draft, _) = load::load_changed(root, Options { drafts: true }, &changed)?;
    let Some(theirs) = with_draft.document(path) else {
        return Err(Error::new(words(
            "ファイルから読み取った下書きを読めません。",
            "The draft made of the file cannot be read.",
        )));
    };
    let different = compare(sheet, theirs);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let report = compare_report(sheet, &name, &different, language.of_site());
    print::out(SafeText::lines(&report.text()))?;
    Ok(if different.is_empty() { CLEAN } else { FINDINGS })
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
