//! Forms as workbooks, or as texts of Word, to fill in (`nenpo form export`). They come back by the names of their
//! cells, or by hidden words (`import`).
//!
//! What a sheet says is a tree of texts ([`AnswerTree`]). Every cell for an answer takes one text of it ([`layout`] says which, for
//! every kind of field), and what no cell takes has a line at the end: nothing is lost on the way out. On the way back the texts
//! of the cells make the tree again.

pub mod identity;
mod layout;
mod outside;
mod sheet;
pub mod tree;
pub mod word;

use crate::form::{Audience, Form};
use crate::model::Document;
use crate::prefill::{PrefillRequest, filled_in, when_asked};
use crate::text::era;
use crate::workbook::{self, CellStyle, Workbook, Worksheet, WorksheetCell, sheet_titles};
use crate::write;

pub use outside::{EXTRA, HEAD, LEAD, NARRATIVE, SOURCE, TITLE};

use identity::{BookIdentity, short_digest};
use layout::{AnswerRule, FormLine, LineSort, SheetPart, Steps};
use outside::left_lines;
use sheet::{BookToFillIn, ChoiceLists, SheetInTheMaking, is_grid, widths};
use tree::AnswerTree;

/// What is asked for.
pub struct ExportRequest<'a> {
    /// The sheet to fill in: its form, place, year, and the sheet of the year before.
    pub sheet: PrefillRequest<'a>,
    /// That sheet, where it is there: the workbook says what it says.
    pub document: Option<&'a Document>,
}

/// The name of the first sheet.
pub const FIRST: &str = "記入欄";
/// The name of the sheet of what no cell takes.
const REST: &str = "そのほか";

/// As what a form is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// A workbook of Excel.
    #[default]
    Workbook,
    /// A text of Word.
    Text,
}

/// The bytes of the file.
#[must_use]
pub fn export(asked: &ExportRequest<'_>, format: ExportFormat) -> Vec<u8> {
    let last = asked.sheet.last;
    let prefilled = if asked.document.is_none() && last.is_some() { filled_in(&asked.sheet) } else { None };
    let tree = asked.document.or(prefilled.as_ref()).map(said).unwrap_or_default();
    let last = last.map(|last| beside(asked.sheet.form, &tree, said(last))).unwrap_or_default();
    let is_carried = asked.document.is_none() && !tree.is_empty();
    let book = BookToFillIn::new(tree, is_carried, last);
    let parts = layout(&asked.sheet, &book.tree);
    let identity = BookIdentity {
        form: asked.sheet.form.id.clone(),
        digest: identity::digest(asked.sheet.form),
        year: asked.sheet.year.to_string(),
        place: asked.sheet.place.id.clone(),
    };
    match format {
        ExportFormat::Workbook => as_workbook(&asked.sheet, &identity, parts, book),
        ExportFormat::Text => {
            let mut head = vec![heading_of(&asked.sheet)];
            head.extend(guide(&asked.sheet, &book, "「答え」の欄と、項目の下の広い欄に答えを書きます。"));
            word::export((title_of(&asked.sheet), &head), &identity, &parts, book)
        }
    }
}

fn as_workbook(
    asked: &PrefillRequest<'_>,
    identity: &BookIdentity,
    parts: Vec<SheetPart>,
    mut book: BookToFillIn,
) -> Vec<u8> {
    let (mut first, mut apart) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            SheetPart::Apart(label, inner) => apart.push((label, inner)),
            part => first.push(part),
        }
    }
    let titles = sheet_titles(
        [FIRST, REST, identity::TITLE, ChoiceLists::TITLE]
            .into_iter()
            .chain(apart.iter().map(|(title, _)| title.as_str())),
    );
    let mut sheets = vec![first_sheet(asked, &first, &mut book)];
    for ((label, parts), title) in apart.iter().zip(titles.into_iter().skip(4)) {
        sheets.push(sheet_apart(label, parts, title, &mut book));
    }
    sheets.extend(rest(&mut book));
    packed(asked, identity, sheets, &book)
}

/// The texts of a document by the steps to them.
#[must_use]
pub fn said(document: &Document) -> AnswerTree {
    let mut tree = AnswerTree::default();
    let mut put = |step: &str, text: &str| {
        if !text.trim().is_empty() {
            // A comment that was taken out of a text leaves its lines empty.
            let blank = text.lines().take_while(|line| line.trim().is_empty());
            let blank: usize = blank.map(|line| line.len() + 1).sum();
            tree.put(&[step.to_owned()], text.get(blank..).unwrap_or(text).trim_end());
        }
    };
    put(TITLE, document.title.as_deref().unwrap_or_default());
    put(SOURCE, document.origin.as_deref().unwrap_or_default());
    put(LEAD, document.lead.as_ref().map_or("", |lead| lead.text.as_str()));
    for (section, answers) in document.form.sections.iter().zip(&document.sections) {
        if let Some(narrative) = &answers.narrative {
            put(&format!("{NARRATIVE}{}", section.id), &narrative.text.text);
        }
    }
    for extra in &document.extras {
        put(&format!("{EXTRA}{}", extra.heading), &extra.text.text);
    }
    let head = AnswerTree::of(&write::document_head(document));
    tree.inner.extend((!head.is_empty()).then(|| (HEAD.to_owned(), head)));
    for (_, field, answer) in document.answers() {
        let own = AnswerTree::of_answer(answer);
        tree.inner.extend((!own.is_empty()).then(|| (field.id.clone(), own)));
    }
    tree
}

/// What was said last year, with its records where those of the same id or name stand this year: their answers are
/// shown beside each other.
fn beside(form: &Form, tree: &AnswerTree, mut last: AnswerTree) -> AnswerTree {
    let is_same = |one: &AnswerTree, other: &AnswerTree| {
        let id = |tree: &AnswerTree| tree.at(&["id".to_owned()]).and_then(|id| id.text.clone());
        let name = |tree: &AnswerTree| tree.inner.first().and_then(|(_, name)| name.text.clone());
        (id(one).is_some() && id(one) == id(other)) || name(one) == name(other)
    };
    let is_long = |id: &str| {
        let mut own = form.fields().filter(|(_, field)| field.id == id);
        own.any(|(_, field)| field.kind.records().is_some_and(layout::is_long))
    };
    for (step, old) in last.inner.iter_mut().filter(|(step, _)| is_long(step)) {
        let new = tree.at(std::slice::from_ref(step)).map_or(&[][..], |new| new.inner.as_slice());
        let rows = new.iter().filter_map(|(row, new)| {
            let (_, same) = old.inner.iter().find(|(_, old)| is_same(new, old))?;
            Some((row.clone(), same.clone()))
        });
        old.inner = rows.collect();
    }
    last
}

/// All parts of a form, those that stand on sheets of their own among them.
fn layout(asked: &PrefillRequest<'_>, tree: &AnswerTree) -> Vec<SheetPart> {
    let mut first = Vec::new();
    let text = |label: &str, step: &str, rule: AnswerRule, remarks: Vec<String>| {
        SheetPart::Line(FormLine {
            label: label.to_owned(),
            depth: 0,
            unit: String::new(),
            remarks,
            steps: vec![step.to_owned()],
            rule,
            sort: LineSort::Text,
            around: None,
        })
    };
    first.push(text(
        "題名",
        TITLE,
        AnswerRule::Words,
        vec!["資料そのものの題名や標語。なければ空のままにします。".to_owned()],
    ));
    first.push(text("出典", SOURCE, AnswerRule::Words, vec!["資料名、作成した課、年度".to_owned()]));
    let nothing = AnswerTree::default();
    for section in &asked.form.sections {
        let number = section.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        let private = if section.audience == Audience::Advisors { "［非公開］" } else { "" };
        let required = if section.required { "［必須］" } else { "" };
        first
            .push(SheetPart::Heading(format!("{private}{number}{}{required}", section.heading_for(&asked.place.name))));
        let mut remarks: Vec<String> = section.note.iter().cloned().collect();
        remarks.extend(section.asked_if.as_ref().map(when_asked));
        if section.narrative {
            let label = if section.audience == Audience::Advisors { "［非公開］文章" } else { "文章" };
            remarks.push("改行できます（Alt＋Enter）。".to_owned());
            first.push(text(label, &format!("{NARRATIVE}{}", section.id), AnswerRule::Prose, remarks));
        } else {
            first.extend((!remarks.is_empty()).then(|| SheetPart::Heading(remarks.join("　"))));
        }
        let mut group: Option<&String> = None;
        for field in &section.fields {
            if field.group.as_ref() != group {
                group = field.group.as_ref();
                first.extend(group.map(|group| SheetPart::Heading(group.clone())));
            }
            let steps: Steps = vec![field.id.clone()];
            let own = tree.at(&steps).unwrap_or(&nothing);
            first.extend(layout::parts(field, &steps, asked.year, own));
        }
    }
    first
}

fn first_sheet(asked: &PrefillRequest<'_>, parts: &[SheetPart], book: &mut BookToFillIn) -> Worksheet {
    let mut sheet = SheetInTheMaking::of_lines(FIRST.to_owned(), false);
    sheet.text(&heading_of(asked), CellStyle::Title);
    let guide = guide(asked, book, "白い欄に答えを書きます。ほかの欄は書き換えられません。");
    sheet.text(&guide.join("\n"), CellStyle::Remark);
    sheet.heads();
    place(parts, &mut sheet, book);
    sheet.sheet
}

/// How to fill in the form, a line for each thing to know.
fn guide(asked: &PrefillRequest<'_>, book: &BookToFillIn, first: &str) -> Vec<String> {
    let mut guide = vec![first.to_owned()];
    guide.extend(
        book.carried.then(|| "黄色の欄は、昨年の答えです。確かめて、違うところを書き直してください。".to_owned()),
    );
    guide.push(
        "原資料の欄が空なら「記載なし」、分からなければ「不明」と書きます。答えていない欄は空のままにします。"
            .to_owned(),
    );
    guide.push("数は、単位を付けても付けなくてもかまいません。表は、行を挿入して増やせます。".to_owned());
    let is_private = asked.form.sections.iter().any(|section| {
        section.audience == Audience::Advisors
            || section.fields.iter().any(|field| field.audience == Audience::Advisors)
    });
    guide.extend(is_private.then(|| "［非公開］とあるところは公開されず、アドバイザーだけが読みます。".to_owned()));
    guide.extend(asked.form.note.as_ref().map(|note| format!("様式の注記: {note}")));
    guide
}

fn place(parts: &[SheetPart], sheet: &mut SheetInTheMaking, book: &mut BookToFillIn) {
    for part in parts {
        match part {
            SheetPart::Heading(text) => sheet.heading(text),
            SheetPart::Line(line) => sheet.line(line, book),
            SheetPart::Grid(grid) => {
                sheet.heading(&grid.label);
                sheet.grid(grid, book);
            }
            SheetPart::Apart(_, parts) => place(parts, sheet, book),
        }
    }
}

fn sheet_apart(label: &str, parts: &[SheetPart], title: String, book: &mut BookToFillIn) -> Worksheet {
    let mut sheet = SheetInTheMaking::of_lines(title, true);
    if let Some(grid) = is_grid(parts) {
        sheet.sheet.widths = widths(grid, book.tree.at(&grid.steps).unwrap_or(&AnswerTree::default()));
        sheet.text(&grid.label, CellStyle::Title);
        sheet.grid(grid, book);
        return sheet.sheet;
    }
    sheet.text(label, CellStyle::Title);
    sheet.heads();
    place(parts, &mut sheet, book);
    sheet.sheet
}

/// A sheet for what no cell has taken.
fn rest(book: &mut BookToFillIn) -> Option<Worksheet> {
    let left = left_lines(&book.tree);
    if left.is_empty() {
        return None;
    }
    let mut sheet = SheetInTheMaking::of_lines(REST.to_owned(), false);
    sheet.text("様式に欄のないもの", CellStyle::Title);
    sheet.heads();
    left.iter().for_each(|line| sheet.line(line, book));
    Some(sheet.sheet)
}

/// What the file is, for those who fill it in.
fn heading_of(asked: &PrefillRequest<'_>) -> String {
    format!("{} {} {}", asked.place.name, era::fiscal_year_both(asked.year), asked.form.short)
}

/// What the file is, for its properties.
fn title_of(asked: &PrefillRequest<'_>) -> String {
    format!("{} {} {}", asked.place.name, era::fiscal_year(asked.year), asked.form.short)
}

fn packed(
    asked: &PrefillRequest<'_>,
    identity: &BookIdentity,
    mut sheets: Vec<Worksheet>,
    book: &BookToFillIn,
) -> Vec<u8> {
    let is_open = |cell: &&WorksheetCell| matches!(cell.style, CellStyle::Answer | CellStyle::Carried);
    let cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let labels =
        cells.filter(|cell| !is_open(cell) && !cell.text.is_empty()).map(|cell| short_digest(cell.text.trim_end()));
    let labels: std::collections::BTreeSet<String> = labels.collect();
    let labels: Vec<String> = labels.into_iter().collect();
    let hidden = identity::sheet(identity, &book.entries, &labels);
    sheets.extend([book.lists.sheet(), hidden]);
    let constants = identity.pairs().map(|(key, value)| (key, format!("\"{}\"", value.replace('"', "\"\""))));
    let names = constants.chain(book.names.iter().cloned()).collect();
    let properties = identity.pairs().map(|(key, value)| (key, value.to_owned())).collect();
    workbook::pack(&Workbook { title: title_of(asked), sheets, names, properties })
}
