//! `nenpo new`: a sheet to fill in.

use std::io::{BufRead as _, IsTerminal as _};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::form::Form;
use crate::load::{self, Options};
use crate::model::{Document, Place, Site};
use crate::output::file;
use crate::prefill::{PrefillRequest, RecordToFillIn, prefill};
use crate::source::words;
use crate::text::{era, fold};

use super::CLEAN;
use super::folders::SourceFolders;
use super::language::Language;
use super::print;

/// The arguments of `nenpo new`.
#[derive(Debug, clap::Args)]
pub struct NewArguments {
    /// 年度（2024、R6、令和6年度）｜The fiscal year: 2024, R6
    #[arg(value_name = "YEAR")]
    year: String,
    /// 自治体（places.yaml の id、名称、団体コード）｜The place: its id, name or code in places.yaml
    #[arg(value_name = "PLACE")]
    place: String,
    /// 様式の id（その年度の様式が一つなら省略できる）｜Id of the form; not needed where the year has one form only
    #[arg(long, value_name = "ID")]
    form: Option<String>,
    /// この年度のシートから引き継ぐ｜Carry over from the sheet of this year
    #[arg(long, value_name = "YEAR")]
    from: Option<String>,
    /// ファイル名（.md を除く）｜Name of the file without .md
    #[arg(long, value_name = "NAME", default_value = "sheet")]
    name: String,
    #[command(flatten)]
    sources: SourceFolders,
}

/// Writes a sheet to fill in, and prints what could not be carried over from last year.
pub fn run(arguments: &NewArguments, language: Language) -> Result<u8> {
    let (site, _) = load::load(&arguments.sources.root, Options { drafts: true })?;
    let year = year(&arguments.year)?;
    let place = place(&arguments.place, &site)?;
    let last = match &arguments.from {
        Some(from) => Some(last(self::year(from)?, place, &arguments.name, &site)?),
        None => None,
    };
    let form = form(arguments.form.as_deref(), year, last, &site, language)?;
    if form.unread.more || !form.unread.keys.is_empty() {
        return Err(Error::new(words!(
            "様式「{}」に誤りがあります。nenpo check で確かめて、先に直してください。",
            "The form `{}` has mistakes; see `nenpo check`, and correct them first.",
            form.id
        )));
    }
    let path = format!("{year}/{}/{}.md", place.id, arguments.name);
    let prefilled = prefill(&PrefillRequest { form, place, year, path: &path, last });
    let sheet = RecordToFillIn { path, text: prefilled.text };
    for RecordToFillIn { path, text } in std::iter::once(&sheet).chain(&prefilled.records) {
        let at = arguments.sources.root.join("content").join(path);
        file::create(&at, text.as_bytes(), file::Readers::Usual)?;
        let shown = at.display();
        print::line(language.pick(words!("{shown} を書きました。", "Wrote {shown}.")))?;
    }
    if !prefilled.left.is_empty() {
        let head = language.say("新しい様式に場所がないため、引き継がなかったもの：", "No place in the new form for:");
        print::line(head)?;
        prefilled.left.iter().try_for_each(|left| print::line(format!("  - {}", language.of(left))))?;
    }
    Ok(CLEAN)
}

/// A fiscal year as people write it.
pub(super) fn year(written: &str) -> Result<i32> {
    era::parse_year(written).map(|(year, _)| year).ok_or_else(|| {
        Error::new(words!(
            "「{written}」は年度として読めません。2024、R6、令和6年度のように書いてください。",
            "`{written}` is not a fiscal year; write 2024 or R6."
        ))
    })
}

/// The place of an id, a name or a code.
pub(super) fn place<'s>(written: &str, site: &'s Site) -> Result<&'s Place> {
    let folded = fold(written);
    let named =
        |place: &&Arc<Place>| [&place.id, &place.name, &place.code].into_iter().any(|name| fold(name) == folded);
    if let Some(place) = site.places.iter().find(named) {
        return Ok(place);
    }
    let list = |open: &str, close: &str, mark: &str| {
        let known = site.places.iter().map(|place| format!("{}{open}{}{close}", place.id, place.name));
        known.collect::<Vec<_>>().join(mark)
    };
    let ja = format!("「{written}」は places.yaml にありません。ある自治体：{}", list("（", "）", "、"));
    let en = format!("`{written}` is not in places.yaml. Places: {}", list(" (", ")", ", "));
    Err(Error::new(words(ja, en)))
}

fn last<'s>(year: i32, place: &Place, name: &str, site: &'s Site) -> Result<&'s Document> {
    let found = site.documents_of(year).iter().find(|document| document.place.id == place.id && document.name == name);
    found.ok_or_else(|| {
        let path = format!("content/{year}/{}/{name}.md", place.id);
        Error::new(words!(
            "引き継ぎ元の {path} がないか、読めません。nenpo check で確かめてください。",
            "{path} is not there or cannot be read; see `nenpo check`."
        ))
    })
}

/// The form that was named, or the one for that year; like last year's where there are several.
pub(super) fn form<'s>(
    named: Option<&str>,
    year: i32,
    last: Option<&Document>,
    site: &'s Site,
    language: Language,
) -> Result<&'s Form> {
    let list = |forms: &[&Arc<Form>], mark| forms.iter().map(|form| &*form.id).collect::<Vec<_>>().join(mark);
    if let Some(id) = named {
        let all: Vec<&Arc<Form>> = site.forms.iter().collect();
        return site.forms.iter().find(|form| form.id == id).map(AsRef::as_ref).ok_or_else(|| {
            let ja = format!("様式「{id}」がありません。ある様式：{}", list(&all, "、"));
            Error::new(words(ja, format!("There is no form `{id}`. Forms: {}", list(&all, ", "))))
        });
    }
    let fitting: Vec<&Arc<Form>> = site.forms.iter().filter(|form| form.sheet && form.covers(year)).collect();
    let same = last.and_then(|last| fitting.iter().find(|form| form.id == last.form.id));
    match (fitting.as_slice(), same) {
        (_, Some(form)) | ([form], _) => Ok(form),
        ([], _) => {
            let wareki = era::fiscal_year(year);
            Err(Error::new(words!(
                "{wareki}のシートの様式がありません。forms に様式を置くか、続けて使う様式の years を広げてください。",
                "No form of sheets covers {year}; add one to `forms`, or widen `years` of one."
            )))
        }
        (several, _) if std::io::stdin().is_terminal() => choose(several, language),
        (several, _) => {
            let ja = format!("様式が複数あります。--form で選んでください：{}", list(several, "、"));
            let en = format!("There are several forms; choose one by --form: {}", list(several, ", "));
            Err(Error::new(words(ja, en)))
        }
    }
}

fn choose<'s>(forms: &[&'s Arc<Form>], language: Language) -> Result<&'s Form> {
    for (index, form) in forms.iter().enumerate() {
        print::message_line(format!("{} {} {}", index + 1, form.id, form.short));
    }
    print::message_line(language.say("様式の番号を入れてください：", "Number of the form:"));
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let chosen = fold(&line).parse::<usize>().ok().and_then(|number| forms.get(number.checked_sub(1)?));
    let Some(form) = chosen else {
        return Err(Error::new(words("その番号の様式はありません。", "There is no such number.")));
    };
    Ok(form)
}
