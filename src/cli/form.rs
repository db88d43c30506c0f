//! `nenpo form`: what is done with a form alone.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::export::{self, ExportFormat, ExportRequest};
use crate::form::{read_forms, review};
use crate::form_outline::{self, FormOutline};
use crate::load::{self, Options};
use crate::model::Place;
use crate::output::file;
use crate::prefill::PrefillRequest;
use crate::record::{did_you_mean, nearest};
use crate::source::{Findings, Severity, words};
use crate::text::{SiteLanguage, era};

use super::findings::{human, json_value};
use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};
use super::{CLEAN, FINDINGS, new};

/// The arguments of `nenpo form`.
#[derive(Debug, clap::Args)]
pub struct FormArguments {
    #[command(subcommand)]
    command: FormCommand,
}

#[derive(Debug, clap::Subcommand)]
enum FormCommand {
    /// 様式が何を作るかを示し、取り違えやすいところを知らせる｜Tell what a form makes, and what may be mistaken in it
    Check(FormCheckArguments),
    /// 様式を、記入する Excel か Word のファイルにする｜Write a form as files of Excel or Word to fill in
    Export(ExportArguments),
}

/// The arguments of `nenpo form check`.
#[derive(Debug, clap::Args)]
struct FormCheckArguments {
    /// 様式の id か、サイトの外にもある様式のファイル（省略時はすべての様式）｜Ids of forms, or files of forms, of a site or not; else all forms
    #[arg(value_name = "FORM")]
    forms: Vec<String>,
    #[command(flatten)]
    sources: SourceFolders,
    /// 表示の形｜The format
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: FormFormat,
}

/// The arguments of `nenpo form export`.
#[derive(Debug, clap::Args)]
struct ExportArguments {
    /// 様式の id｜Id of the form
    #[arg(value_name = "FORM")]
    form: String,
    /// 年度（2024、R6、令和6年度）｜The fiscal year: 2024, R6
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// 自治体（places.yaml の id、名称、団体コード）｜The place: its id, name or code in places.yaml
    #[arg(long, value_name = "PLACE", required_unless_present = "all")]
    place: Option<String>,
    /// places.yaml のすべての自治体｜All places of places.yaml
    #[arg(long, conflicts_with = "place")]
    all: bool,
    /// 昨年の答えとして並べるシートの年度（省略時は前の年度）｜The year whose answers stand beside; else the year before
    #[arg(long, value_name = "YEAR")]
    from: Option<String>,
    /// 書き込むフォルダー（省略時は今のフォルダー）｜The folder to write to; else this one
    #[arg(long, value_name = "DIR", default_value = ".")]
    to: PathBuf,
    /// シートの名前（.md を除く）｜Name of the sheet without .md
    #[arg(long, value_name = "NAME", default_value = "sheet")]
    name: String,
    /// ファイルの形。docx は、ほとんどが文章の様式に向きます｜The format; docx is for forms that are mostly text
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: FileToFillIn,
    #[command(flatten)]
    sources: SourceFolders,
}

/// As what a form is to be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum FileToFillIn {
    /// Excel
    #[default]
    Xlsx,
    /// Word
    Docx,
}

impl FileToFillIn {
    /// The format, and how the names of its files end.
    const fn format(self) -> (ExportFormat, &'static str) {
        match self {
            FileToFillIn::Xlsx => (ExportFormat::Workbook, "xlsx"),
            FileToFillIn::Docx => (ExportFormat::Text, "docx"),
        }
    }
}

/// How an outline is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum FormFormat {
    /// 人が読む形｜For people
    #[default]
    Human,
    /// JSON（docs/forms.md）
    Json,
}

/// Runs a command on forms.
pub fn run(arguments: &FormArguments, language: Language) -> Result<u8> {
    match &arguments.command {
        FormCommand::Check(arguments) => check(arguments, language),
        FormCommand::Export(arguments) => export(arguments, language),
    }
}

/// Prints the outline of each form, and what is wrong or doubtful in it.
fn check(arguments: &FormCheckArguments, language: Language) -> Result<u8> {
    let (mut outlines, mut findings) = (Vec::new(), Findings::new());
    for (file, shown) in files(arguments)? {
        let mut own = Findings::new();
        let files = load::form_files(&file, &shown, &mut own)?;
        let forms = read_forms(&files, &mut own);
        let Some((file, form)) =
            files.first().and_then(|file| Some((file, forms.iter().find(|form| form.id == file.id)?)))
        else {
            continue;
        };
        review(file, form, &mut own);
        findings.extend(own);
        outlines.push(FormOutline::new(form, files.get(1).map(|base| base.id.as_str())));
    }
    findings.sort();
    match arguments.format {
        FormFormat::Json => {
            let mut value = json_value(&findings);
            if let Some(object) = value.as_object_mut() {
                object.insert("forms".to_owned(), outlines.iter().map(form_outline::json).collect());
            }
            print::out(SafeText::json(&format!("{value:#}\n")))?;
        }
        FormFormat::Human => {
            for (at, outline) in outlines.iter().enumerate() {
                let gap = if at > 0 { "\n" } else { "" };
                print::out(SafeText::lines(&format!("{gap}{}", form_outline::text(outline, site_language(language)))))?;
            }
            if !findings.is_empty() {
                print::line("")?;
                print::out(human(&findings, language))?;
            }
        }
    }
    if findings.stop() {
        return Ok(FINDINGS);
    }
    if arguments.format == FormFormat::Human {
        let (forms, warnings) = (outlines.len(), findings.count(Severity::Warning));
        print::line("")?;
        print::line(language.pick(words!(
            "様式 {forms} 件：誤りはありません（注意 {warnings} 件）。",
            "forms: {forms}: no errors (warnings: {warnings})."
        )))?;
    }
    Ok(CLEAN)
}

/// Writes a file to fill in for each place.
fn export(arguments: &ExportArguments, language: Language) -> Result<u8> {
    let (site, _) = load::load(&arguments.sources.root, Options { drafts: true })?;
    let year = new::year(&arguments.year)?;
    let from = arguments.from.as_deref().map(new::year).transpose()?.unwrap_or(year - 1);
    let form = new::form(Some(&arguments.form), year, None, &site, language)?;
    if form.unread.more || !form.unread.keys.is_empty() {
        return Err(Error::new(words!(
            "様式「{}」に誤りがあります。nenpo check で確かめて、先に直してください。",
            "The form `{}` has mistakes; see `nenpo check`, and correct them first.",
            form.id
        )));
    }
    if !form.covers(year) {
        let wareki = era::fiscal_year(year);
        return Err(Error::new(words!(
            "様式「{}」は、{wareki}の様式ではありません。続けて使う様式なら、その years を広げてください。",
            "The form `{}` is not of {year}; widen its `years` if it is still in use.",
            form.id
        )));
    }
    let one = arguments.place.as_deref().map(|place| new::place(place, &site)).transpose()?;
    let places: Vec<&Place> = one.map_or_else(|| site.places.iter().map(AsRef::as_ref).collect(), |place| vec![place]);
    let mut kept = 0;
    for place in &places {
        let path = format!("{year}/{}/{}.md", place.id, arguments.name);
        let sheet = |year: i32| {
            let mut all = site.documents_of(year).iter();
            all.find(|document| document.place.id == place.id && document.name == arguments.name)
        };
        let document = sheet(year).filter(|document| document.form.id == form.id);
        let sheet = PrefillRequest { form, place, year, path: &path, last: sheet(from) };
        let (format, ending) = arguments.format.format();
        let bytes = export::export(&ExportRequest { sheet, document }, format);
        let at = arguments.to.join(format!("{}_{}_{}.{ending}", era::short_year(year), place.name, form.id));
        let shown = at.display();
        // Somebody may have filled it in.
        if load::length(&at).is_ok() {
            kept += 1;
            print::line(language.pick(words!(
                "{shown} はすでにあるので、そのままにしました。",
                "{shown} is there already and was kept."
            )))?;
            continue;
        }
        file::create(&at, &bytes, file::Readers::Usual)?;
        print::line(language.pick(words!("{shown} を書きました。", "Wrote {shown}.")))?;
    }
    let written = places.len() - kept;
    if written > 0 {
        print::line(language.say(
            "記入してもらったら、nenpo import で取り込みます（様式、年度、自治体の指定は要りません）。",
            "When they are filled in, take them in by `nenpo import` (form, year and place need not be given).",
        ))?;
    }
    Ok(CLEAN)
}

fn site_language(language: Language) -> SiteLanguage {
    match language {
        Language::Ja => SiteLanguage::Japanese,
        Language::En => SiteLanguage::English,
    }
}

/// The files to check, each with what findings call its folder.
fn files(arguments: &FormCheckArguments) -> Result<Vec<(PathBuf, String)>> {
    let root = &arguments.sources.root;
    let folder = root.join("content/forms");
    let named = if arguments.forms.is_empty() { load::form_names(&folder)? } else { arguments.forms.clone() };
    let file = |written: &String| {
        let known = || load::form_names(&folder).unwrap_or_default();
        load::find_form(root, written).ok_or_else(|| no_form(written, &known()))
    };
    named.iter().map(file).collect()
}

fn no_form(written: &str, known: &[String]) -> Error {
    let near = nearest(written, known.iter().map(String::as_str));
    let hint = match near {
        Some(near) => did_you_mean(near),
        None if known.is_empty() => words(
            "content/forms/ にある様式の id か、様式のファイルを書いてください。",
            "Write the id of a form in content/forms/, or the file of one.",
        ),
        None => words(
            format!("ある様式：{}。サイトの外の様式は、ファイルの場所を書いてください。", known.join("、")),
            format!("Forms: {}. For a form outside of the site write the path of its file.", known.join(", ")),
        ),
    };
    Error::new(words(
        format!("様式「{written}」がありません。{}", hint.ja),
        format!("There is no form `{written}`. {}", hint.en),
    ))
}
