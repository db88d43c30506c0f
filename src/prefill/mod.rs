//! A sheet to fill in: from its form, and from what last year's sheet said.
//!
//! Every section of the form is there in order, with its explanation as comments and a key for every field. What stays
//! from year to year (departments, partners, issues) is taken over and marked 「要確認」; figures are not, in tables
//! no more than elsewhere, but are comments on the lines of their keys; last year's targets become what is to be answered.

mod body;
mod field;
mod indicators;
pub mod layout;
mod links;
mod matrix;
mod previous;
mod records;
mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::form::keys::OF_DOCUMENTS;
use crate::form::{Audience, Field, Form, FormSection, Kind};
use crate::model::{Address, Document, Place, anchors};
use crate::record;
use crate::source::{Findings, Reporter, Source, Words};
use crate::text::era;
use crate::text::page_path::relative;

pub use body::heading_line;
pub use field::{hint, when_asked};

use layout::{PrefilledLine, PrefilledValue};
use previous::PreviousDocument;
pub use records::RecordToFillIn;

/// What is asked for.
pub struct PrefillRequest<'a> {
    /// The form to answer.
    pub form: &'a Form,
    /// The municipality or prefecture whose document it will be.
    pub place: &'a Place,
    /// Of which fiscal year.
    pub year: i32,
    /// Where it will be, below `content/`.
    pub path: &'a str,
    /// The document it follows.
    pub last: Option<&'a Document>,
}

/// A sheet to fill in.
#[derive(Debug)]
pub struct Prefilled {
    /// The text of the new file.
    pub text: String,
    /// What the earlier document said and the form has no place for.
    pub left: Vec<Words>,
    /// The files of its records, where they had files of their own last year.
    pub records: Vec<RecordToFillIn>,
}

/// Where the schema of a form is kept for editors, below `content/`.
#[must_use]
pub fn schema_path(form: &str) -> String {
    format!("forms/schema/{form}.json")
}

/// The lines of a field that nobody has answered yet.
#[must_use]
pub fn open_line(key: &str, section: &FormSection, field: &Field, year: i32) -> PrefilledLine {
    field::line(key, section, field, year, None)
}

/// Writes a sheet to fill in.
#[must_use]
pub fn prefill(asked: &PrefillRequest<'_>) -> Prefilled {
    // Links to a place of the page go on leading there where the new page has it too.
    let anchors = asked.last.map_or_else(BTreeSet::new, |last| {
        let all = anchors::all_anchors(last);
        let new = read(asked, &written(asked, &all, false).text).map(|new| anchors::all_anchors(&new));
        let remains = |anchor: &String| new.as_ref().is_some_and(|new| new.contains(anchor));
        all.into_iter().filter(|anchor| remains(anchor) && !is_number_of_a_new_row(asked.form, anchor)).collect()
    });
    written(asked, &anchors, true)
}

/// The document that a sheet to fill in is before anybody fills it in: what stays from year to year.
#[must_use]
pub fn filled_in(asked: &PrefillRequest<'_>) -> Option<Document> {
    read(asked, &written(asked, &BTreeSet::new(), false).text)
}

/// Whether an anchor is that of a row by its number, in a field whose rows are not those of the year before.
fn is_number_of_a_new_row(form: &Form, anchor: &str) -> bool {
    let anew =
        |kind: &Kind| kind.schedule().is_some() || kind.indicators().is_some_and(|columns| columns.actual.is_some());
    let number = |field: &Field| anchor.strip_prefix(&field.id).and_then(|row| row.strip_prefix('-'));
    let is_number = |row: &str| row.chars().all(|c| c.is_ascii_digit());
    form.fields().any(|(_, field)| anew(&field.kind) && number(field).is_some_and(is_number))
}

/// A sheet as it will be read.
fn read(asked: &PrefillRequest<'_>, text: &str) -> Option<Document> {
    let source = Source::new(asked.path, text);
    let mut findings = Findings::new();
    let split = record::split(&source, &mut findings);
    let front = record::parse(&source, split.front?, &mut findings);
    let address = Address {
        path: asked.path.to_owned(),
        page: String::new(),
        year: asked.year,
        place: Arc::new(asked.place.clone()),
        name: String::new(),
        tables: Arc::default(),
        records: Vec::new(),
    };
    let reporter = &mut Reporter::new(&source, &mut findings);
    Document::read(address, &front, split.body, &[Arc::new(asked.form.clone())], reporter)
}

/// The sheet, with links to these places of the page left as they are. Without files of their own all its records stand in it,
/// so that it can be read alone.
fn written(asked: &PrefillRequest<'_>, anchors: &BTreeSet<String>, records_in_files: bool) -> Prefilled {
    let open = |document| PreviousDocument::new(document, asked.year, asked.path, anchors.clone());
    let mut last = asked.last.map(open);
    if let Some(last) = &mut last {
        last.records_in_files = records_in_files;
    }
    let mut front = head(asked, last.as_ref());
    let mut keys = asked.form.names(&asked.place.name).keys(OF_DOCUMENTS).into_iter();
    for section in &asked.form.sections {
        let mut above = section_head(section, &asked.place.name);
        let mut group = None;
        for (field, key) in section.fields.iter().zip(keys.by_ref()) {
            if field.group != group {
                above.extend(field.group.as_ref().map(|group| format!("［{group}］")));
                group.clone_from(&field.group);
            }
            let line = field::line(&key, section, field, asked.year, last.as_ref());
            front.push(PrefilledLine { above: above.into_iter().chain(line.above).collect(), ..line });
            above = Vec::new();
        }
    }
    let schema = relative(asked.path, &schema_path(&asked.form.id));
    let yaml = layout::yaml(&front);
    let body = body::body(asked, last.as_ref());
    let text = format!("---\n# yaml-language-server: $schema={schema}\n{yaml}---\n{body}");
    let fields = asked.form.fields().filter(|_| records_in_files);
    let of_field = |field| last.iter().flat_map(move |last| records::files(field, asked.path, asked.year, last));
    let records = fields.flat_map(of_field).collect();
    Prefilled { text, left: last.map(PreviousDocument::left).unwrap_or_default(), records }
}

/// How to write, and what every document says first.
fn head(asked: &PrefillRequest<'_>, last: Option<&PreviousDocument<'_>>) -> Vec<PrefilledLine> {
    let form = asked.form;
    let mut guide = vec![
        format!("{} {} {}", asked.place.name, era::fiscal_year_both(asked.year), form.short),
        "・「項目: 」の右に答えを書きます。コロンは半角で、後ろに半角の空白を一つ入れます。".to_owned(),
        "・「#」から行の終わりまでは説明です。消してもかまいません。".to_owned(),
        "・原資料の欄が空なら「記載なし」、分からなければ「不明」と書きます。答えない項目は行を消します。".to_owned(),
        "・長い文章は「項目: |」と書き、次の行から半角の空白2つで字下げします。".to_owned(),
        "・表と指標は「- 」から始まるまとまりが一行です。増やすときはまとまりごと写します。".to_owned(),
        "・指標と課題に「id: 」で英数字の名前を付けると、年度をまたいでたどれます。".to_owned(),
        "・書けたら nenpo check で確かめます。".to_owned(),
    ];
    if let Some(last) = last {
        let when = &last.when;
        guide.push(format!("・「要確認」は{when}から引き継いだところです。確かめたら、その印を消します。"));
    }
    guide.extend(form.note.as_ref().map(|note| format!("様式の注記: {note}")));
    let title = last.and_then(|last| Some((last, last.document.title.as_ref()?)));
    let title = match title {
        Some((last, title)) => {
            PrefilledLine::new("題名", PrefilledValue::text(title.as_str())).above([last.to_check()])
        }
        None => {
            PrefilledLine::new("題名", PrefilledValue::Blank).comment("資料そのものの題名や標語。なければ行を消します")
        }
    };
    let mut lines = vec![
        PrefilledLine::new("様式", PrefilledValue::text(form.id.as_str())).above(guide).comment(form.title.as_str()),
        PrefilledLine::new("下書き", PrefilledValue::text("はい")).comment("公開してよくなったら、この行を消します"),
        title,
        PrefilledLine::new("出典", PrefilledValue::Blank).comment("資料名、作成者、年度"),
    ];
    if last.is_some_and(|last| last.document.audience == Audience::Advisors) {
        lines.insert(1, PrefilledLine::new("公開範囲", PrefilledValue::text("advisors")));
    }
    lines
}

/// What stands above the first field of a section, as comments.
#[must_use]
pub fn section_head(section: &FormSection, place: &str) -> Vec<String> {
    let number = section.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    let required = if section.required { "［必須］" } else { "" };
    let mut lines = vec![String::new(), format!("── {number}{}{required}", section.heading_for(place))];
    if section.audience == Audience::Advisors {
        lines.push("［非公開］アドバイザーだけが読みます。".to_owned());
    }
    lines.extend(section.note.as_ref().map(|note| format!("様式の注記: {note}")));
    lines
}
