//! What a form makes, as far as the form alone tells it: sections and fields as they were understood, with what they inherit; the
//! charts that their answers will have; the figures that can be compared; the relations with the values that they reach.

mod holds;
mod json;
mod text;

use crate::compare::relation::rule_words;
use crate::form::keys::OF_DOCUMENTS;
use crate::form::{Audience, Condition, Field, Form, FormSection, IndicatorColumns, IndicatorHead, Operand, Relation};
use crate::pages::asked_chart;
use crate::source::{Severity, Words, words};
use crate::text::era;

pub use json::json;
pub use text::text;

/// What a form makes.
#[derive(Clone, Debug)]
pub struct FormOutline {
    /// The id of the form, as sheets name it.
    pub id: String,
    /// Official title of the document.
    pub title: String,
    /// Short name, which is the title where the form has no other.
    pub short: String,
    /// First and last fiscal year, where the form says them.
    pub years: Option<(i32, i32)>,
    /// Whether it is a yearly sheet.
    pub sheet: bool,
    /// Whether a place may answer it several times a year.
    pub several: bool,
    /// Name of the form that it extends.
    pub base: Option<String>,
    /// Key figures: ids and labels.
    pub key_figures: Vec<OutlinedName>,
    /// Sections in the order of the form.
    pub sections: Vec<SectionOutline>,
    /// Paths of the figures that `measures.yaml` may name.
    pub measures: Vec<OutlinedName>,
    /// The relations between values.
    pub relations: Vec<RelationOutline>,
}

/// An id with the form's words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedName {
    /// An id, or a path of ids.
    pub id: String,
    /// What the form calls it.
    pub label: String,
}

impl OutlinedName {
    fn new(id: &str, label: &str) -> OutlinedName {
        OutlinedName { id: id.to_owned(), label: label.to_owned() }
    }
}

/// A section as it was understood.
#[derive(Clone, Debug)]
pub struct SectionOutline {
    /// Its id, and its heading in one piece.
    pub name: OutlinedName,
    /// What the form prints before the heading.
    pub number: Option<String>,
    /// Whether running text is expected.
    pub narrative: bool,
    /// Whether an empty one is told.
    pub required: bool,
    /// Who may read it.
    pub audience: Audience,
    /// When it is asked, where that depends on another answer.
    pub asked_if: Option<Words>,
    /// Its fields, in the order of the form.
    pub fields: Vec<FieldOutline>,
}

/// A field, or a column of a table, as it was understood.
#[derive(Clone, Debug)]
pub struct FieldOutline {
    /// Its id and label.
    pub name: OutlinedName,
    /// Head over consecutive fields.
    pub group: Option<String>,
    /// What a sheet writes for it, where its label alone is not clear.
    pub key: Option<String>,
    /// The name of its kind in forms.
    pub kind: &'static str,
    /// What the kind is called in Japanese.
    pub kind_word: &'static str,
    /// Unit of its amounts.
    pub unit: Option<String>,
    /// The time in the form's words.
    pub as_of: Option<String>,
    /// Whether no answer is told.
    pub required: bool,
    /// Who may read it.
    pub audience: Audience,
    /// When it is asked, where that depends on another answer.
    pub asked_if: Option<Words>,
    /// What it asks for inside: rows, parts, choices and so on, each with a word for what they are.
    pub holds: Vec<(Words, Vec<OutlinedName>)>,
    /// Its columns that have kinds, or the fields of each record.
    pub fields: Vec<FieldOutline>,
    /// What is drawn of its answers.
    pub chart: Option<Words>,
}

/// A relation between values.
#[derive(Clone, Debug)]
pub struct RelationOutline {
    /// The id of the relation in its form.
    pub id: String,
    /// What it says, in a sentence.
    pub rule: Words,
    /// How much a finding weighs.
    pub severity: Severity,
    /// Paths of the values that are looked at; a star stands for rows of the sheet.
    pub of: Vec<String>,
    /// Paths of the values that they are compared with.
    pub compared_with: Vec<String>,
}

impl FormOutline {
    /// The outline of a form that was read; `base` is the name of the one that it extends.
    #[must_use]
    pub fn new(form: &Form, base: Option<&str>) -> FormOutline {
        let years = Some(form.years).filter(|(first, _)| *first != i32::MIN);
        // Years in a matrix follow that of the sheet.
        let year = years.map(|(_, last)| last);
        let key_figures = form.key_figures.iter().filter_map(|id| {
            let (_, field) = form.fields().find(|(_, field)| field.id == *id)?;
            Some(OutlinedName::new(id, &field.label))
        });
        FormOutline {
            id: form.id.clone(),
            title: form.title.clone(),
            short: form.short.clone(),
            years,
            sheet: form.sheet,
            several: form.several,
            base: base.map(str::to_owned),
            key_figures: key_figures.collect(),
            sections: sections(form, year),
            measures: form.fields().filter(is_public).flat_map(|(_, field)| measures(field)).collect(),
            relations: form.relations.iter().map(|relation| RelationOutline::new(relation, form)).collect(),
        }
    }
}

/// The sections; a field whose label is not clear has the key that `nenpo new` writes.
fn sections(form: &Form, year: Option<i32>) -> Vec<SectionOutline> {
    let mut sections: Vec<SectionOutline> =
        form.sections.iter().map(|section| SectionOutline::new(section, year)).collect();
    let keys = form.names("{place}").keys(OF_DOCUMENTS);
    let fields = sections.iter_mut().flat_map(|section| &mut section.fields);
    for (field, key) in fields.zip(keys) {
        field.key = Some(key).filter(|key| *key != field.name.label);
    }
    sections
}

fn is_public((section, field): &(&FormSection, &Field)) -> bool {
    field.audience.within(section.audience) == Audience::Public
}

impl SectionOutline {
    fn new(section: &FormSection, year: Option<i32>) -> SectionOutline {
        SectionOutline {
            // The name of a place stands in it as the form writes it.
            name: OutlinedName::new(&section.id, &section.heading_for("{place}")),
            number: section.number.clone(),
            narrative: section.narrative,
            required: section.required,
            audience: section.audience,
            asked_if: section.asked_if.as_ref().map(Condition::in_words),
            fields: section.fields.iter().map(|field| FieldOutline::new(field, year)).collect(),
        }
    }
}

impl FieldOutline {
    fn new(field: &Field, year: Option<i32>) -> FieldOutline {
        FieldOutline {
            name: OutlinedName::new(&field.id, &field.label),
            group: field.group.clone(),
            key: None,
            kind: field.kind.name(),
            kind_word: field.kind.word(),
            unit: field.unit.clone(),
            as_of: field.as_of.clone(),
            required: field.required,
            audience: field.audience,
            asked_if: field.asked_if.as_ref().map(Condition::in_words),
            holds: holds::of(field, year),
            fields: inner(field).iter().map(|inner| FieldOutline::new(inner, year)).collect(),
            chart: asked_chart(field, year.unwrap_or_default()),
        }
    }
}

/// The columns of a table, those of indicators besides figures and effects, or the fields of each record.
fn inner(field: &Field) -> Vec<&Field> {
    let of_indicators = field.kind.indicators().into_iter().flat_map(|columns| &columns.others);
    let columns = field.kind.table().into_iter().flat_map(|settings| &settings.columns).chain(of_indicators);
    let records = field.kind.records().into_iter().flat_map(|settings| &settings.fields);
    columns.map(|column| column.field.as_ref()).chain(records.map(AsRef::as_ref)).collect()
}

/// The figures of a field that a measure may be made of.
fn measures(field: &Field) -> Vec<OutlinedName> {
    let (id, label) = (&field.id, &field.label);
    let names = field.kind.names();
    let rows = field.kind.matrix().into_iter().flat_map(|settings| &settings.rows);
    let inner = names.ids().zip(names.labels()).chain(rows.map(|row| (row.id.as_str(), row.label.as_str())));
    let inner = inner.map(|(part, words)| OutlinedName::new(&format!("{id}.{part}"), &format!("{label}／{words}")));
    let all = std::iter::once(OutlinedName::new(id, label)).chain(inner);
    let named = all.filter(|measure| field.has_figure(&measure.id)).collect::<Vec<_>>();
    // Cells are many, and the rows of indicators follow from sheets.
    let of_a_cell =
        |path: String, words: String| OutlinedName::new(&format!("{id}.{path}"), &format!("{label}／{words}"));
    let matrix = field.kind.matrix().map(|_| of_a_cell("ROW.COLUMN".to_owned(), "ROW／COLUMN".to_owned()));
    let columns =
        field.kind.indicators().into_iter().flat_map(IndicatorColumns::heads).filter(IndicatorHead::is_figure);
    let indicators = columns.map(|head| of_a_cell(format!("ID.{}", head.id), format!("ID／{}", head.label)));
    named.into_iter().chain(matrix).chain(indicators).collect()
}

impl RelationOutline {
    fn new(relation: &Relation, form: &Form) -> RelationOutline {
        let operands = relation.comparison.operands();
        let of: Vec<String> = relation.of.iter().flat_map(|path| path.reached(form, &relation.except)).collect();
        let compared = operands.iter().flat_map(|operand| match operand {
            Operand::Number(_) => Vec::new(),
            Operand::Here(path) | Operand::LastYear(path) => path.reached(form, &relation.except),
            // How far a star reaches is told by that form.
            Operand::Elsewhere(other) => vec![other.written()],
        });
        RelationOutline {
            id: relation.id.clone(),
            rule: rule_words(relation, form),
            severity: relation.severity,
            // A value is not added to itself.
            compared_with: compared.filter(|path| !of.contains(path)).collect(),
            of,
        }
    }
}

/// The fiscal years of a form in words.
fn years_words(years: Option<(i32, i32)>) -> Words {
    match years {
        None => words("（書かれていません）", "(not said)"),
        Some((first, last)) if first == last => words(era::fiscal_year(first), first.to_string()),
        Some((first, last)) => words(
            format!("{}から{}まで", era::fiscal_year(first), era::fiscal_year(last)),
            format!("{first} to {last}"),
        ),
    }
}
