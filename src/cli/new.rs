//! `nenpo new`: a sheet to fill in.

use std::io::{BufRead as _, IsTerminal as _};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::form::Form;
use crate::load::{self, Options};
use crate::model::{Document, Place, Site};
use crate::office::{self, OfficeCell, OfficeColumn, OfficeReport, OfficeRow};
use crate::output::file;
use crate::prefill::{PrefillRequest, RecordToFillIn, prefill};
use crate::source::{Words, words};
use crate::text::{era, fold};

use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText};
use super::{CLEAN, TROUBLE};

/// The arguments of `nenpo new`.
#[derive(Debug, clap::Args)]
pub struct NewArguments {
    /// 年度（2024、R6、令和6年度）｜The fiscal year: 2024, R6
    #[arg(value_name = "YEAR")]
    year: String,
    /// 自治体（places.yaml の id、名称、団体コード）｜The place: its id, name or code in places.yaml
    #[arg(value_name = "PLACE", required_unless_present = "all")]
    place: Option<String>,
    /// シートを出すすべての自治体の分をつくる。すでにあるシートはそのまま｜Write one for every place that sends sheets; those that are there stay
    #[arg(long, conflicts_with = "place")]
    all: bool,
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

/// Writes a sheet to fill in, and prints what could not be carried over from last year; or one for every place.
pub fn run(arguments: &NewArguments, language: Language) -> Result<u8> {
    let (site, _) = load::load(&arguments.sources.root, Options { drafts: true })?;
    let year = year(&arguments.year)?;
    let from = arguments.from.as_deref().map(self::year).transpose()?;
    let Some(place) = &arguments.place else { return all(arguments, (year, from), &site, language) };
    let place = self::place(place, &site)?;
    let last = from.map(|from| last(from, place, &arguments.name, &site)).transpose()?;
    let form = form(arguments.form.as_deref(), year, last, &site, language)?;
    let written = write(arguments, form, place, year, last)?;
    for path in &written.paths {
        let shown = arguments.sources.root.join("content").join(path);
        let shown = shown.display();
        print::line(language.pick(words!("{shown} を書きました。", "Wrote {shown}.")))?;
    }
    if !written.left.is_empty() {
        let head = language.say("新しい様式に場所がないため、引き継がなかったもの：", "No place in the new form for:");
        print::line(head)?;
        written.left.iter().try_for_each(|left| print::line(format!("  - {}", language.of(left))))?;
    }
    Ok(CLEAN)
}

/// What was written for a place.
struct WrittenSheet {
    /// The paths of the sheet and of the files of its records below `content/`.
    paths: Vec<String>,
    /// What could not be carried over.
    left: Vec<Words>,
}

/// Writes the sheet of a place, and the files of its records; never over what is there.
fn write(
    arguments: &NewArguments,
    form: &Form,
    place: &Place,
    year: i32,
    last: Option<&Document>,
) -> Result<WrittenSheet> {
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
    let mut paths = Vec::new();
    for RecordToFillIn { path, text } in std::iter::once(sheet).chain(prefilled.records) {
        file::create(&arguments.sources.root.join("content").join(&path), text.as_bytes(), file::Readers::Usual)?;
        paths.push(path);
    }
    Ok(WrittenSheet { paths, left: prefilled.left })
}

/// Writes a sheet for every place that sends sheets and has none of the year, and prints what became of each.
fn all(arguments: &NewArguments, (year, from): (i32, Option<i32>), site: &Site, language: Language) -> Result<u8> {
    let named = match &arguments.form {
        Some(id) => Some(form(Some(id), year, None, site, language)?),
        None => None,
    };
    let asked = |forms: &[&Arc<Form>]| named.is_none_or(|named| forms.iter().any(|form| form.id == named.id));
    let expected: Vec<_> = office::expected(site, year).into_iter().filter(|own| asked(&own.forms)).collect();
    if expected.is_empty() {
        // It says why there is none.
        form(arguments.form.as_deref(), year, None, site, language)?;
    }
    let (mut rows, mut count, mut failed) = (Vec::new(), 0, false);
    for own in &expected {
        let path = format!("content/{year}/{}/{}.md", own.place.id, arguments.name);
        let is_there = !own.sheets.is_empty() || load::length(&arguments.sources.root.join(&path)).is_ok();
        let last = from.and_then(|from| last(from, own.place, &arguments.name, site).ok());
        let outcome = if is_there {
            words("すでにあるので、そのままにしました", "kept, since there is one already")
        } else {
            let chosen = named.map_or_else(|| form_for(&own.forms, last), Ok);
            match chosen.and_then(|form| write(arguments, form, own.place, year, last)) {
                Ok(written) => {
                    count += 1;
                    outcome(&written, from, last)
                }
                Err(error) => {
                    failed = true;
                    error.message
                }
            }
        };
        let cells = [own.place.name.as_str(), &path, language.of(&outcome)];
        rows.push(OfficeRow { cells: cells.into_iter().map(OfficeCell::from).collect(), ..OfficeRow::default() });
    }
    let heads = [("place", "自治体", "place"), ("file", "シート", "sheet"), ("outcome", "結果", "result")];
    let columns = heads.map(|(id, ja, en)| OfficeColumn::new(id, language.say(ja, en)));
    let shown = era::fiscal_year_both(year);
    let of = expected.len();
    let report = OfficeReport {
        title: language.pick(words!("{shown}のシート", "Sheets of {year}")),
        lead: vec![language.pick(words!("{of} 件のうち {count} 件を書きました。", "Wrote {count} of {of} sheets."))],
        columns: columns.to_vec(),
        rows,
        ..OfficeReport::default()
    };
    print::out(SafeText::lines(&report.text()))?;
    Ok(if failed { TROUBLE } else { CLEAN })
}

/// What became of a place whose sheet was written.
fn outcome(written: &WrittenSheet, from: Option<i32>, last: Option<&Document>) -> Words {
    let left = written.left.len();
    match (from, last) {
        (None, _) => words("書きました", "written"),
        (Some(from), None) => {
            let shown = era::fiscal_year(from);
            words!(
                "書きました（{shown}のシートがないので、引き継ぎはありません）",
                "written; nothing to carry over from {from}"
            )
        }
        (Some(from), Some(_)) if left == 0 => {
            let shown = era::fiscal_year(from);
            words!("書きました（{shown}から引き継ぎ）", "written, carried over from {from}")
        }
        (Some(from), Some(_)) => {
            let shown = era::fiscal_year(from);
            words!(
                "書きました（{shown}から引き継ぎ。新しい様式に場所がないもの {left}）",
                "written, carried over from {from}; no place in the new form for {left}"
            )
        }
    }
}

/// The form for a place: the only one, or that of its sheet of last year.
fn form_for<'s>(forms: &[&'s Arc<Form>], last: Option<&Document>) -> Result<&'s Form> {
    let same = last.and_then(|last| forms.iter().find(|form| form.id == last.form.id));
    match (forms, same) {
        (_, Some(form)) | ([form], None) => Ok(form),
        _ => {
            let ids: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
            let (ja, en) = (ids.join("、"), ids.join(", "));
            Err(Error::new(words!(
                "様式が複数あります。--form で選んでください：{ja}",
                "There are several forms; choose one by --form: {en}"
            )))
        }
    }
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
