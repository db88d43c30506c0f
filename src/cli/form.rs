//! `nenpo form`: what is done with a form alone.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::form::{read_forms, review};
use crate::form_outline::{self, FormOutline};
use crate::load;
use crate::record::nearest;
use crate::source::{Findings, Severity, words};
use crate::text::SiteLanguage;

use super::findings::{human, json_value};
use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};
use super::{CLEAN, FINDINGS};

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

/// How an outline is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum FormFormat {
    /// 人が読む形
    #[default]
    Human,
    /// JSON（docs/forms.md）
    Json,
}

/// Runs a command on forms.
pub fn run(arguments: &FormArguments, language: Language) -> Result<u8> {
    match &arguments.command {
        FormCommand::Check(arguments) => check(arguments, language),
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
        Some(near) => words!("「{near}」のことですか。", "Did you mean `{near}`?"),
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
