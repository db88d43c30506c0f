//! Paths of values within a form: `loans`, `cost.own`, `monthly.total.loans`, `monthly.*.loans`.

use std::borrow::Cow;

use crate::form::matrix::MEMBERS;
use crate::form::{Choice, CompositionPart, Field, Form, FormColumn, FormSection, HeadTime, MatrixHead, TOTAL};
use crate::record::{did_you_mean, nearest};
use crate::source::{Words, words};
use crate::text::fold;

use super::Relation;

/// The path of a value, or of several: the id of a field, then those of parts, or of a row, a column and a sector. A star
/// stands for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePath {
    /// The steps, the field first.
    steps: Vec<String>,
}

/// Stands for everything at its place.
const EACH: &str = "*";
/// So many steps inside a field of records lead to what is inside one of its fields: the record and the field.
const IN_RECORD: usize = 2;

/// What may stand at one place of a path.
enum Level<'f> {
    /// These and no others: ids and labels.
    Known(Vec<(&'f str, &'f str)>),
    /// These, and the years or months of some series, which follow from the sheet.
    Dated(Vec<(&'f str, &'f str)>, Vec<&'f str>),
    /// Rows that a sheet brings.
    OfSheet,
    /// Years that follow from the sheet.
    Years,
}

/// Why a path names nothing.
pub(super) enum PathFault {
    /// Nothing has this name here; what has one.
    Unknown { before: String, name: String, known: Vec<String> },
    /// It ends too early, or goes on too long; paths that are right.
    Length { known: Vec<String> },
    /// The field holds no figures and no words to compare.
    Kind,
}

impl PathFault {
    fn unknown(before: &[String], name: &str, known: &[(&str, &str)]) -> PathFault {
        PathFault::Unknown {
            before: before.join("."),
            name: name.to_owned(),
            known: known.iter().flat_map(|(id, label)| [(*id).to_owned(), (*label).to_owned()]).collect(),
        }
    }

    /// What is wrong with a path as it is written, and what can be written.
    pub(in crate::form) fn in_words(&self, text: &str) -> (Words, Words) {
        /// So many names are easily read in a hint.
        const LISTED: usize = 6;
        let list = |known: &[String]| (known.join("」「"), known.join("`, `"));
        match self {
            PathFault::Unknown { before, name, known } => {
                let near = nearest(name, known.iter().map(String::as_str));
                let hint = if let Some(near) = near {
                    // The whole path, so that it can be written as it is.
                    let right = before.split('.').filter(|step| !step.is_empty()).count();
                    let steps = text.split('.').enumerate();
                    let steps: Vec<&str> = steps.map(|(at, step)| if at == right { near } else { step }).collect();
                    let path = steps.join(".");
                    did_you_mean(&path)
                } else {
                    let ids: Vec<String> = known.iter().step_by(2).take(LISTED).cloned().collect();
                    let (ja, en) = list(&ids);
                    words(format!("そこに書けるのは「{ja}」などです。"), format!("There may be `{en}`, for example."))
                };
                let place = if before.is_empty() {
                    words("様式", "the form")
                } else {
                    words!("「{before}」", "`{before}`")
                };
                let message = words(
                    format!("「{text}」の「{name}」は、{}にありません。", place.ja),
                    format!("`{name}` of `{text}` is not in {}.", place.en),
                );
                (message, hint)
            }
            PathFault::Length { known } => {
                let (ja, en) = list(known);
                (
                    words!("「{text}」は、一つの値を指していません。", "`{text}` names no single value."),
                    words(format!("「{ja}」のように書いてください。"), format!("Write it like `{en}`.")),
                )
            }
            PathFault::Kind => (
                words!("「{text}」は、比べられる値ではありません。", "`{text}` is nothing that can be compared."),
                words(
                    "数の項目（number、composition、rates、table、indicators、matrix）か、言葉の項目（text、choice）を書いてください。",
                    "Name a field of figures (number, composition, rates, table, indicators, matrix) or of words (text, choice).",
                ),
            ),
        }
    }
}

/// The form's words for a value of a field.
pub(in crate::form) fn label_of(field: &Field, path: &str) -> Words {
    let names = path.split('.').skip(1).peekable();
    ValuePath::within(field, names).map_or_else(|_| words(&field.label, &field.label), |path| path.label_in(field))
}

/// Why a path names no figure that can be compared over places and years, and what can be written.
#[must_use]
pub(in crate::form) fn no_figure(field: &Field, path: &str) -> (Words, Words) {
    let names = path.split('.').map(str::trim).skip(1).peekable();
    let fault = match ValuePath::within(field, names) {
        Err(fault) => fault,
        // A star, a label in place of an id, or words.
        Ok(_) => {
            PathFault::Length { known: examples(field).into_iter().filter(|path| field.has_figure(path)).collect() }
        }
    };
    match fault {
        PathFault::Length { .. } if field.kind.matrix().is_some() => {
            let row = field.kind.matrix().and_then(|settings| settings.rows.iter().find(|row| row.series.is_none()));
            let row = row.map(|row| format!("{}.{}", field.id, row.id));
            let known: Vec<String> =
                row.into_iter().chain(examples(field)).filter(|path| field.has_figure(path)).collect();
            PathFault::Length { known }.in_words(path)
        }
        PathFault::Length { .. } if field.kind.indicators().is_some() => PathFault::Length {
            known: examples(field)
                .into_iter()
                .map(|path| path.replace(EACH, "ID"))
                .filter(|path| field.has_figure(path))
                .collect(),
        }
        .in_words(path),
        fault => fault.in_words(path),
    }
}

/// Whether a path leads to one figure inside a field that has rows: of a matrix, of indicators, of a table whose
/// rows the form names.
pub(in crate::form) fn is_cell(field: &Field, path: &str) -> bool {
    let rows_of_sheet = field.kind.table().is_some_and(|settings| settings.rows.is_empty());
    if !field.kind.has_rows() || rows_of_sheet || field.kind.records().is_some() {
        return false;
    }
    let read = ValuePath::within(field, path.split('.').skip(1).peekable());
    let read = read.ok().filter(|read| read.written() == path && read.stars() == 0 && read.inside().len() > 1);
    let column = |id: &String| {
        let of_table = field.kind.table().and_then(|own| own.columns.iter().find(|column| column.field.id == *id));
        of_table.is_none_or(|column| column.by.is_empty() && column.field.kind.number().is_some())
            && field.kind.indicators().is_none_or(|own| own.heads().any(|head| head.id == id && head.is_figure()))
    };
    read.is_some_and(|read| read.inside().get(1).is_some_and(column))
}

impl ValuePath {
    /// Understands a path in a form, by ids and by labels.
    pub(super) fn read(text: &str, sections: &[FormSection]) -> Result<ValuePath, PathFault> {
        let mut names = text.split('.').map(str::trim).peekable();
        let fields = || sections.iter().flat_map(|section| &section.fields);
        let of_form: Vec<(&str, &str)> = fields().map(|field| (field.id.as_str(), field.label.as_str())).collect();
        let name = names.next().unwrap_or_default();
        let Some(id) = named(name, &of_form) else { return Err(PathFault::unknown(&[], name, &of_form)) };
        let Some(field) = fields().find(|field| field.id == id) else { return Err(PathFault::Kind) };
        ValuePath::within(field, names)
    }

    /// Understands the steps of a path that follow the id of its field.
    fn within<'t>(
        field: &Field,
        mut names: std::iter::Peekable<impl Iterator<Item = &'t str>>,
    ) -> Result<ValuePath, PathFault> {
        let unknown = |before: &[String], name: &str, known: &[(&str, &str)]| PathFault::unknown(before, name, known);
        let mut steps = vec![field.id.clone()];
        loop {
            let next = levels(field, &steps).ok_or(PathFault::Kind)?;
            match (next, names.next()) {
                (Some(Level::Known(known)), Some(name)) => {
                    let id = if name == EACH { Some(EACH.to_owned()) } else { named(name, &known) };
                    steps.push(id.ok_or_else(|| unknown(&steps, name, &known))?);
                }
                (Some(Level::OfSheet | Level::Years), Some(name)) => steps.push(name.to_owned()),
                (Some(Level::Dated(known, series)), Some(name)) => {
                    let member = names.next_if(|next| series.contains(&name) && behind(next).is_some());
                    let id = match member {
                        Some(member) => Some(format!("{name}.{member}")),
                        None if is_dated(name) => Some(name.to_owned()),
                        None => named(name, &known),
                    };
                    steps.push(id.ok_or_else(|| unknown(&steps, name, &known))?);
                }
                // A composition alone means its total.
                (Some(Level::Known(known)), None) if known.first().is_some_and(|(id, _)| *id == TOTAL) => {
                    steps.push(TOTAL.to_owned());
                }
                // A series alone means the figure by which the indicator is judged.
                (None | Some(Level::Years), None) => return Ok(ValuePath { steps }),
                (Some(_), None) | (None, Some(_)) => return Err(PathFault::Length { known: examples(field) }),
            }
        }
    }

    /// The id of the field.
    #[must_use]
    pub fn field(&self) -> &str {
        self.steps.first().map_or("", String::as_str)
    }

    /// The steps inside the field.
    #[must_use]
    pub fn inside(&self) -> &[String] {
        self.steps.get(1..).unwrap_or_default()
    }

    /// The stars of this path that have one of another path for partner, by their places inside the fields. Stars for rows are
    /// partners, however far the paths go on behind them, and so are those for rows inside of records; the others where they stand
    /// as far from the end.
    #[must_use]
    pub fn shared_stars(&self, other: &ValuePath) -> Vec<(usize, usize)> {
        let is_star = |path: &ValuePath, at: usize| path.inside().get(at).is_some_and(|step| ValuePath::is_each(step));
        // A single step inside a field is a part, not a row. Only what has rows inside of a record goes on for so long.
        let rows = |path: &ValuePath| match path.inside().len() {
            0 | 1 => 0,
            2 | 3 => 1,
            _ => IN_RECORD + 1,
        };
        let both = rows(self).min(rows(other));
        let own = (both..self.inside().len()).rev();
        let others = (both..other.inside().len()).rev();
        let of_rows = [0, IN_RECORD].into_iter().filter(|at| *at < both).map(|at| (at, at));
        of_rows.chain(own.zip(others)).filter(|(own, its)| is_star(self, *own) && is_star(other, *its)).collect()
    }

    /// How many stars it has.
    #[must_use]
    pub fn stars(&self) -> usize {
        self.inside().iter().filter(|step| ValuePath::is_each(step)).count()
    }

    /// Whether a step stands for everything at its place.
    #[must_use]
    pub fn is_each(step: &str) -> bool {
        step == EACH
    }

    /// What a step is called in the sheet of a year: that of a series (`years.last`) by the year that it comes to.
    #[must_use]
    pub fn step_in(step: &str, year: i32) -> Cow<'_, str> {
        let behind = step.split_once('.').and_then(|(_, member)| behind(member));
        behind.map_or(Cow::Borrowed(step), |behind| Cow::Owned(HeadTime::FiscalYear(year - behind).id()))
    }

    /// The path as a form writes it.
    #[must_use]
    pub fn written(&self) -> String {
        self.steps.join(".")
    }

    /// The form's words for it: of the field, and of its row, part or column in brackets.
    #[must_use]
    pub fn label(&self, form: &Form) -> Words {
        self.label_among(&form.sections)
    }

    /// The words of these sections of a form for it.
    pub(super) fn label_among(&self, sections: &[FormSection]) -> Words {
        let field = sections.iter().flat_map(|section| &section.fields).find(|field| field.id == self.field());
        field.map(|field| self.label_in(field)).unwrap_or_default()
    }

    fn label_in(&self, field: &Field) -> Words {
        let (label, inside) = (&field.label, self.inside_label(field));
        match inside {
            None => words(label, label),
            Some(Words { ja, en }) => words(format!("{label}（{ja}）"), format!("{label} ({en})")),
        }
    }

    /// The same beside another path, with which it may share its field.
    #[must_use]
    pub fn label_beside(&self, other: &ValuePath, form: &Form) -> Words {
        let field = form.fields().find(|(_, field)| field.id == self.field() && self.field() == other.field());
        field.and_then(|(_, field)| self.inside_label(field)).unwrap_or_else(|| self.label(form))
    }

    /// The form's words for its row, part or column; nothing of a field alone.
    fn inside_label(&self, field: &Field) -> Option<Words> {
        let mut inside: Vec<Words> = Vec::new();
        for (at, step) in self.inside().iter().enumerate() {
            let (own, at_own) = inner_field(field, self.inside())
                .filter(|_| at >= IN_RECORD)
                .map_or((field, at), |own| (own, at - IN_RECORD));
            let rows = at_own == 0 && own.kind.has_rows();
            match levels(field, self.steps.get(..=at).unwrap_or_default()) {
                _ if ValuePath::is_each(step) && rows => inside.push(words("各行", "each row")),
                _ if ValuePath::is_each(step) && own.kind.has_rows() => inside.push(words("各列", "each column")),
                _ if ValuePath::is_each(step) => inside.push(words("各内訳", "each part")),
                Some(Some(Level::Dated(known, _))) => {
                    let label = known.iter().find(|(id, _)| id == step).map(|(_, label)| words(*label, *label));
                    inside.push(label.unwrap_or_else(|| time_words(step)));
                }
                Some(Some(Level::Known(known))) if step != TOTAL || own.kind.composition().is_none() => {
                    let label = known.iter().find(|(id, _)| id == step).map_or(step.as_str(), |(_, label)| label);
                    inside.push(words(label, label));
                }
                Some(Some(Level::OfSheet | Level::Years)) => inside.push(words(step, step)),
                _ => {}
            }
        }
        let (ja, en): (Vec<String>, Vec<String>) = inside.into_iter().map(|Words { ja, en }| (ja, en)).unzip();
        (!ja.is_empty()).then(|| words(ja.join("／"), en.join(", ")))
    }

    /// The paths of all values that it reaches in a form, where nothing stands for what `except` names; a star is left where sheets
    /// bring rows of their own, or rows and columns follow from the year.
    #[must_use]
    pub fn reached(&self, form: &Form, except: &[String]) -> Vec<String> {
        let Some((_, field)) = form.fields().find(|(_, field)| field.id == self.field()) else { return Vec::new() };
        let mut open = vec![vec![self.field().to_owned()]];
        for step in self.inside() {
            let before = std::mem::take(&mut open);
            for steps in before {
                let next = match levels(field, &steps) {
                    Some(Some(Level::Known(known))) if ValuePath::is_each(step) => {
                        let all = known.into_iter().map(|(id, _)| id.to_owned());
                        all.filter(|id| !except.contains(id) && is_reached(field, &steps, id)).collect()
                    }
                    _ => vec![step.clone()],
                };
                open.extend(next.into_iter().map(|step| [steps.as_slice(), &[step]].concat()));
            }
        }
        open.into_iter().map(|steps| steps.join(".")).collect()
    }

    /// Whether a form still asks for it, of which some fields and columns were taken out.
    pub(super) fn is_asked(&self, sections: &[FormSection]) -> bool {
        ValuePath::read(&self.written(), sections).is_ok_and(|path| path == *self)
    }
}

impl Form {
    /// The form's words for the rows, columns and parts for which no star of a relation stands.
    #[must_use]
    pub fn step_labels<'f>(&'f self, relation: &'f Relation) -> Vec<&'f str> {
        let known = StepsOfRelation::new(relation.paths(), &self.sections);
        let label =
            |id: &'f String| known.names.iter().find(|(own, _)| own == id).map_or(id.as_str(), |(_, label)| label);
        relation.except.iter().map(label).collect()
    }
}

/// What may stand inside the fields of a relation.
pub(super) struct StepsOfRelation<'f> {
    /// Ids and labels that the form gives.
    pub names: Vec<(&'f str, &'f str)>,
    /// Whether sheets bring rows of their own.
    pub open: bool,
}

impl<'f> StepsOfRelation<'f> {
    pub(super) fn new<'p>(
        paths: impl Iterator<Item = &'p ValuePath>,
        sections: &'f [FormSection],
    ) -> StepsOfRelation<'f> {
        let mut steps = StepsOfRelation { names: Vec::new(), open: false };
        for path in paths {
            let field = sections.iter().flat_map(|section| &section.fields).find(|field| field.id == path.field());
            let Some(field) = field else { continue };
            for at in 0..path.inside().len() {
                match levels(field, path.steps.get(..=at).unwrap_or_default()) {
                    Some(Some(Level::Known(known))) => steps.names.extend(known),
                    Some(Some(Level::Dated(known, _))) => {
                        steps.names.extend(known);
                        steps.open = true;
                    }
                    Some(Some(Level::OfSheet | Level::Years)) => steps.open = true,
                    _ => {}
                }
            }
        }
        steps
    }

    /// The id of a step; an id of a sheet is taken as it is.
    pub(super) fn id(&self, name: &str) -> Option<String> {
        let known = self.names.iter().find(|(id, _)| *id == name);
        let known = known.or_else(|| self.names.iter().find(|(_, label)| fold(label) == fold(name)));
        known.map(|(id, _)| (*id).to_owned()).or_else(|| self.open.then(|| name.to_owned()))
    }
}

/// The relations of a form all of whose values are in these sections, which are what is left of its own.
pub(in crate::form) fn restricted(form: &Form, sections: &[FormSection]) -> Vec<Relation> {
    let asked = form.relations.iter().filter(|one| one.paths().all(|path| path.is_asked(sections)));
    let restrict = |relation: &Relation| {
        let mut relation = relation.clone();
        let before = StepsOfRelation::new(relation.paths(), &form.sections);
        let after = StepsOfRelation::new(relation.paths(), sections);
        let has = |steps: &StepsOfRelation<'_>, id: &str| steps.names.iter().any(|(own, _)| *own == id);
        // A column that was taken out is not named, either.
        let kept: Vec<String> =
            relation.except.iter().filter(|id| !has(&before, id) || has(&after, id)).cloned().collect();
        relation.except = kept;
        relation
    };
    asked.map(restrict).collect()
}

/// The one thing with that id, or else with that label.
fn named(name: &str, known: &[(&str, &str)]) -> Option<String> {
    if let Some((id, _)) = known.iter().find(|(id, _)| *id == name) {
        return Some((*id).to_owned());
    }
    let mut labelled = known.iter().filter(|(_, label)| fold(label) == fold(name));
    let (id, _) = labelled.next()?;
    labelled.next().is_none().then(|| (*id).to_owned())
}

/// What may follow these steps in a field: nothing at the end of a path. None where the field holds nothing to compare.
#[allow(clippy::option_option, reason = "the end of a path is no fault")]
fn levels<'f>(field: &'f Field, steps: &[String]) -> Option<Option<Level<'f>>> {
    let inside = steps.get(1..).unwrap_or_default();
    let known = |all: Vec<(&'f str, &'f str)>| Some(Some(Level::Known(all)));
    let kind = &field.kind;
    if let Some(parts) = kind.composition() {
        let mut all = vec![(TOTAL, "合計")];
        gather(parts, &mut all);
        return if inside.is_empty() { known(all) } else { Some(None) };
    }
    if let Some(points) = kind.rates() {
        return if inside.is_empty() { known(choices(points)) } else { Some(None) };
    }
    if let Some(settings) = kind.table() {
        return match inside {
            [] if settings.rows.is_empty() => Some(Some(Level::OfSheet)),
            [] => known(choices(&settings.rows)),
            [_] => {
                let columns = settings.columns.iter().filter(|column| holds_values(column));
                known(columns.map(|column| (column.field.id.as_str(), column.field.label.as_str())).collect())
            }
            [_, id] => match settings.columns.iter().find(|column| column.field.id == *id).map(|column| &column.by) {
                Some(sectors) if !sectors.is_empty() => known(choices(sectors)),
                _ => Some(None),
            },
            _ => Some(None),
        };
    }
    if let Some(columns) = kind.indicators() {
        let own = |id: &String| columns.heads().find(|head| head.id == id);
        return match inside {
            [] => Some(Some(Level::OfSheet)),
            [_] => {
                let others = columns.others.iter().filter(|column| holds_values(column));
                let others: Vec<&str> = others.map(|column| column.field.id.as_str()).collect();
                let values = columns.heads().filter(|head| head.is_figure() || others.contains(&head.id));
                known(values.map(|head| (head.id, head.label)).collect())
            }
            [_, id] if own(id).is_some_and(|head| head.years.is_some()) => Some(Some(Level::Years)),
            [_, id] => match columns.others.iter().find(|column| column.field.id == *id).map(|column| &column.by) {
                Some(sectors) if !sectors.is_empty() => known(choices(sectors)),
                _ => Some(None),
            },
            _ => Some(None),
        };
    }
    if let Some(settings) = kind.matrix() {
        return match inside {
            [] => Some(Some(of_heads(&settings.rows))),
            [_] => Some(Some(of_heads(&settings.columns))),
            _ => Some(None),
        };
    }
    if let Some(settings) = kind.records() {
        return match inside {
            [] => Some(Some(Level::OfSheet)),
            [_] => {
                let fields = settings.fields.iter().filter(|own| is_comparable(own));
                known(fields.map(|own| (own.id.as_str(), own.label.as_str())).collect())
            }
            [..] => levels(
                inner_field(field, inside).filter(|own| is_comparable(own))?,
                steps.get(IN_RECORD..).unwrap_or_default(),
            ),
        };
    }
    (kind.number().is_some() || kind.text().is_some() || kind.choice().is_some()).then_some(None)
}

/// The field of records that the steps inside of them lead to.
fn inner_field<'f>(field: &'f Field, inside: &[String]) -> Option<&'f Field> {
    let (settings, id) = field.kind.records().zip(inside.get(1))?;
    settings.fields.iter().map(AsRef::as_ref).find(|own| own.id == *id)
}

/// Whether a field of records holds anything to compare.
fn is_comparable(field: &Field) -> bool {
    levels(field, std::slice::from_ref(&field.id)).is_some()
}

/// The heads of a direction of a matrix; those of years and months follow from the sheet.
fn of_heads(heads: &[MatrixHead]) -> Level<'_> {
    let own = heads.iter().filter(|head| head.series.is_none());
    let known = own.map(|head| (head.id.as_str(), head.label.as_str())).collect();
    let series: Vec<&str> = heads.iter().filter(|head| head.series.is_some()).map(|head| head.id.as_str()).collect();
    if series.is_empty() { Level::Known(known) } else { Level::Dated(known, series) }
}

/// Whether a step may be of years or months in succession: a star, y2021, m4.
fn is_dated(step: &str) -> bool {
    let number = step.strip_prefix(['y', 'm']);
    step == EACH || number.is_some_and(|rest| rest.parse::<u16>().is_ok())
}

/// The words for a year or a month of a matrix.
fn time_words(step: &str) -> Words {
    match step.split_once('.').and_then(|(_, member)| behind(member)) {
        Some(0) => words("シートの年度", "the year of the sheet"),
        Some(_) => words("シートの前の年度", "the year before that of the sheet"),
        None => words(step, step),
    }
}

/// How many years before that of the sheet a word says.
fn behind(member: &str) -> Option<i32> {
    MEMBERS.iter().find(|(word, _)| *word == member).and_then(|(_, behind)| i32::try_from(*behind).ok())
}

fn choices(all: &[Choice]) -> Vec<(&str, &str)> {
    all.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect()
}

fn holds_values(column: &FormColumn) -> bool {
    let kind = &column.field.kind;
    kind.is_figures() || kind.text().is_some() || kind.choice().is_some()
}

fn gather<'f>(parts: &'f [CompositionPart], all: &mut Vec<(&'f str, &'f str)>) {
    for part in parts {
        all.push((&part.id, &part.label));
        gather(&part.parts, all);
    }
}

/// Whether a star stands for this, too: for columns of numbers, for parts of the first level, for what is not computed.
fn is_reached(field: &Field, steps: &[String], id: &str) -> bool {
    let inside = steps.get(1..).unwrap_or_default();
    let own = inner_field(field, inside);
    let inside = inside.get(if own.is_some() { IN_RECORD } else { 0 }..).unwrap_or_default();
    let kind = &own.unwrap_or(field).kind;
    if let Some(parts) = kind.composition() {
        return parts.iter().any(|part| part.id == id);
    }
    if let Some(settings) = kind.table().filter(|_| inside.len() == 1) {
        return settings.columns.iter().any(|column| column.field.id == id && column.field.kind.is_figures());
    }
    if let Some(settings) = kind.matrix() {
        let heads = if inside.is_empty() { &settings.rows } else { &settings.columns };
        return heads.iter().any(|head| head.id == id && head.computed.is_none());
    }
    true
}

/// Some paths of a field that are right.
fn examples(field: &Field) -> Vec<String> {
    let mut open = vec![vec![field.id.clone()]];
    let mut known = Vec::new();
    while let Some(steps) = open.pop() {
        match levels(field, &steps) {
            Some(None | Some(Level::Years)) => known.push(steps.join(".")),
            Some(Some(Level::OfSheet)) => open.push([steps.as_slice(), &[EACH.to_owned()]].concat()),
            Some(Some(Level::Dated(_, series))) => {
                let last = series.first().map_or(EACH.to_owned(), |series| format!("{series}.last"));
                open.push([steps.as_slice(), &[last]].concat());
            }
            Some(Some(Level::Known(ids))) => {
                // The first few show how it goes on.
                for (id, _) in ids.iter().take(2).rev() {
                    open.push([steps.as_slice(), &[(*id).to_owned()]].concat());
                }
            }
            None => {}
        }
    }
    known.truncate(3);
    known
}
