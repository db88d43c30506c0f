//! `nenpo schema`: a form as JSON Schema, for editors.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::form::Form;
use crate::load::{self, Options};
use crate::output::file;
use crate::prefill::schema_path;
use crate::schema::schema;
use crate::source::words;

use super::CLEAN;
use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};

/// The arguments of `nenpo schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArguments {
    /// 様式の id｜Id of the form
    #[arg(value_name = "FORM", required_unless_present = "all")]
    form: Option<String>,
    /// すべての様式を content/forms/schema/ に書く｜Write all forms to content/forms/schema/
    #[arg(long, conflicts_with_all = ["form", "output"])]
    all: bool,
    /// 書き込むファイル（省略時は標準出力）｜The file to write; else standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    sources: SourceFolders,
}

/// Writes one schema, or those of all forms where `nenpo new` links to them.
pub fn run(arguments: &SchemaArguments, language: Language) -> Result<u8> {
    let (site, _) = load::load(&arguments.sources.root, Options { drafts: true })?;
    let Some(id) = &arguments.form else {
        for form in &site.forms {
            let path = arguments.sources.root.join("content").join(schema_path(&form.id));
            file::replace(&path, text(form)?.as_bytes(), file::Readers::Usual)?;
            let shown = path.display();
            print::line(language.pick(words!("{shown} を書きました。", "Wrote {shown}.")))?;
        }
        return Ok(CLEAN);
    };
    let form = site.forms.iter().find(|form| form.id == *id).ok_or_else(|| {
        let known = |mark| site.forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>().join(mark);
        let ja = format!("様式「{id}」がありません。ある様式：{}", known("、"));
        Error::new(words(ja, format!("There is no form `{id}`. Forms: {}", known(", "))))
    })?;
    match &arguments.output {
        Some(path) => file::replace(path, text(form)?.as_bytes(), file::Readers::Usual)?,
        None => print::out(SafeText::json(&text(form)?))?,
    }
    Ok(CLEAN)
}

fn text(form: &Form) -> Result<String> {
    Ok(serde_json::to_string_pretty(&schema(form)).map_err(Error::other)? + "\n")
}
