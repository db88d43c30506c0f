//! Forms as data: what is asked, in the official order and with the official words.
//!
//! A form is a file in `content/forms`. Nothing in the program knows a certain form; field kinds are a closed set,
//! and `docs/forms.md` explains each of them.

mod choices;
pub mod codes;
mod condition;
mod field;
pub mod keys;
mod kind;
pub mod matrix;
mod names;
mod read;
mod relations;
mod review;
mod row_ids;
mod settings;
mod unread;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::source::{Source, Words};
use crate::text::label_time::time_beside;
use crate::text::{Decimal, fold};

pub use choices::{ChoiceNames, ChoiceSettings, NamedChoice};
pub use codes::CODES;
pub use condition::{AnswerTest, Condition, NO, YES};
pub(crate) use kind::field_kinds;
pub use kind::{
    Better, Choice, ColumnHead, CompositionPart, Counting, FormColumn, IndicatorColumns, IndicatorHead, Kind,
    LabelList, PresenceLevel, PresenceSettings, RecordSettings, ScheduleColumns, TableSettings,
};
pub use matrix::{Computation, HeadSeries, HeadTime, MatrixChart, MatrixHead, MatrixSettings, Operation};
pub use read::{FormFile, read_forms};
pub use relations::{Comparison, Grade, Operand, PlaceElsewhere, Relation, ValueElsewhere, ValuePath};
pub use review::{REVIEW_CODES, review};
pub use row_ids::RowIds;

/// A form (様式): the sections and fields of one kind of document.
#[derive(Clone, Debug)]
pub struct Form {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Official title of the document.
    pub title: String,
    /// Short name for navigation and lists.
    pub short: String,
    /// First and last fiscal year it is used in.
    pub years: (i32, i32),
    /// Whether it is a place's yearly sheet, as against a report, a plan or a talk.
    pub sheet: bool,
    /// Whether a place may answer it several times a year.
    pub several: bool,
    /// The form's own remarks.
    pub note: Option<String>,
    /// Ids of the fields shown first on a sheet, and in tables of sheets.
    pub key_figures: Vec<String>,
    /// Sections in the official order.
    pub sections: Vec<FormSection>,
    /// What it states of its values (`checks`).
    pub relations: Vec<Relation>,
    /// What of it could not be read.
    pub unread: Unread,
    /// The file, for messages.
    pub source: Arc<Source>,
}

/// What of a form could not be read, which was reported there; sheets that answer it are not to blame.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// Ids and labels of fields, folded.
    pub keys: BTreeSet<String>,
    /// Whether there may be sections and fields nobody knows of.
    pub more: bool,
}

impl Unread {
    /// Whether a key of a sheet may belong to what could not be read.
    pub fn may_have(&self, key: &str) -> bool {
        self.more || self.keys.contains(&fold(key))
    }

    /// Whether a fragment may lead to a field that could not be read, or to one of its rows.
    pub fn may_have_anchor(&self, fragment: &str) -> bool {
        let fragment = fold(fragment);
        let is = |key: &String| fragment.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        self.more || self.keys.iter().any(is)
    }
}

/// A section of a form.
#[derive(Clone, Debug)]
pub struct FormSection {
    /// Its anchor on the page; stable over years.
    pub id: String,
    /// What the form prints before the heading.
    pub number: Option<String>,
    /// Official heading; `{place}` stands for the name of the place, `｜` for the place of a break.
    pub heading: String,
    /// The form's remark under the heading.
    pub note: Option<String>,
    /// Whether running text is expected under this heading.
    pub narrative: bool,
    /// Whether an empty section is worth a finding.
    pub required: bool,
    /// What the answers to fields must be for it to be asked; nothing where it always is.
    pub asked_if: Option<Condition>,
    /// Who may read it.
    pub audience: Audience,
    /// Its fields in the official order.
    pub fields: Vec<Arc<Field>>,
}

/// A field of a section, or a column of a table.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key in sheets; equal over forms where the meaning is equal.
    pub id: String,
    /// The form's words for it; also a key in sheets.
    pub label: String,
    /// Head over consecutive fields.
    pub group: Option<String>,
    /// The form's remark on the field, shown under its label.
    pub note: Option<String>,
    /// Unit of its amounts.
    pub unit: Option<String>,
    /// What the form says about time: R2年度当初.
    pub as_of: Option<String>,
    /// What exactly is counted. Where two forms say different things, their figures are not compared.
    pub definition: Option<String>,
    /// What the site needs it for, where the form says so; [`Form::is_issues`] and [`Form::population`] know the defaults.
    pub role: Option<Role>,
    /// Whether its rows are carried over to the next year's document, or from that of the year before.
    pub carry_over: Option<CarryOver>,
    /// Who may read it.
    pub audience: Audience,
    /// Whether no answer is worth a finding.
    pub required: bool,
    /// What the answers to other fields must be for it to be asked, besides what its section says; nothing where it always is.
    pub asked_if: Option<Condition>,
    /// What its figure never exceeds.
    pub at_most: Option<FormLimit>,
    /// What its figure seldom exceeds: more is worth a look, and may be right.
    pub usually_at_most: Option<FormLimit>,
    /// How far the sum of its parts may be from its total, in its unit; otherwise that follows from the digits.
    pub allowance: Option<Decimal>,
    /// What is answered: a number, a text, a table and so on, with the settings of that kind.
    pub kind: Kind,
}

impl Field {
    /// What the form says about time, unless the label tells it.
    #[must_use]
    pub fn time_beside(&self) -> Option<&str> {
        time_beside(&self.label, self.as_of.as_deref()?)
    }
}

/// What the site needs a field for, besides showing it: pages and data that put places or years side by side find it by
/// this and not by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The number of residents of the place, by which places of similar size and the tiers of small numbers are found.
    Population,
    /// A table with an issue (課題) in each row, which is followed from year to year.
    Issues,
}

impl Role {
    /// The roles that a number, or a total with its parts, may have, by their names in forms.
    pub(crate) const OF_NUMBERS: [(&'static str, Role); 1] = [("population", Role::Population)];
    /// The roles that a table may have.
    pub(crate) const OF_TABLES: [(&'static str, Role); 1] = [("issues", Role::Issues)];

    /// Its name in forms.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Role::Population => "population",
            Role::Issues => "issues",
        }
    }
}

/// The bound of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormLimit {
    /// A number in the field's unit: 100 of a share.
    Number(Decimal),
    /// Another figure of the form by its path (`population`), or another column of the same row by its id.
    Figure(String),
}

/// Which way the rows of a field go between one year's document and the next: 残された課題 become the issues of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarryOver {
    /// Its rows are carried over to the document that follows.
    ToNextYear,
    /// Its rows take up what the document before carried over.
    FromLastYear,
}

impl CarryOver {
    /// Both, by their names in forms.
    pub(crate) const NAMES: [(&'static str, CarryOver); 2] =
        [(CarryOver::ToNextYear.id(), CarryOver::ToNextYear), (CarryOver::FromLastYear.id(), CarryOver::FromLastYear)];
    /// The names under the former key `relay`: a form that was written then is read as it is.
    pub(crate) const FORMER_NAMES: [(&'static str, CarryOver); 2] =
        [("hands_on", CarryOver::ToNextYear), ("takes_up", CarryOver::FromLastYear)];

    /// Its name in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            CarryOver::ToNextYear => "to_next_year",
            CarryOver::FromLastYear => "from_last_year",
        }
    }
}

/// Who may read something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody: it is published.
    #[default]
    Public,
    /// Advisors only: it never reaches a public file.
    Advisors,
}

impl Audience {
    /// Whether a reader of `edition` may see this.
    pub fn visible_in(self, edition: Audience) -> bool {
        self == Audience::Public || edition == Audience::Advisors
    }

    /// Who may read something of this audience that stands inside something of another.
    #[must_use]
    pub fn within(self, outer: Audience) -> Audience {
        if self == Audience::Advisors { self } else { outer }
    }
}

impl Form {
    /// Whether the form is meant for this fiscal year.
    pub fn covers(&self, year: i32) -> bool {
        (self.years.0..=self.years.1).contains(&year)
    }

    /// Whether a field has an anchor of its own: where a section has its id, too, that leads to the section.
    pub fn is_anchored(&self, field: &Field) -> bool {
        self.sections.iter().all(|section| section.id != field.id)
    }

    /// The field that tells how many residents a place has. Of a form that gives no field this role it is the number whose
    /// id is the name of the role: population is what statistics of municipalities divide by, whatever their subject.
    #[must_use]
    pub fn population(&self) -> Option<&Field> {
        let declared = self.fields().map(|(_, field)| field).find(|field| field.role == Some(Role::Population));
        let named = |field: &&Field| {
            field.id == Role::Population.id() && (field.kind.number().is_some() || field.kind.composition().is_some())
        };
        declared.or_else(|| self.fields().map(|(_, field)| field).find(named))
    }

    /// Whether a field of this form lists issues, which pages follow from year to year. Of a form that gives no field this role
    /// it is the table whose id is the name of the role; rows that the form itself names are no issues.
    #[must_use]
    pub fn is_issues(&self, field: &Field) -> bool {
        let Some(settings) = field.kind.table() else { return false };
        let named = || settings.rows.is_empty() && field.id == Role::Issues.id();
        if self.has_declared_issues() { field.role == Some(Role::Issues) } else { named() }
    }

    /// Whether a field of this form belongs to the open data on issues. Of a form that gives no field the role it is, as it was
    /// before there were roles, every table that has a column `issue`.
    #[must_use]
    pub fn is_issue_data(&self, field: &Field) -> bool {
        let Some(settings) = field.kind.table() else { return false };
        let has_column = || settings.columns.iter().any(|column| column.field.id == "issue");
        if self.has_declared_issues() { field.role == Some(Role::Issues) } else { has_column() }
    }

    fn has_declared_issues(&self) -> bool {
        self.fields().any(|(_, field)| field.role == Some(Role::Issues))
    }

    /// The relations all of whose values are in these sections: what is left of them where fields are taken out.
    #[must_use]
    pub fn relations_within(&self, sections: &[FormSection]) -> Vec<Relation> {
        relations::restricted(self, sections)
    }

    /// All fields with the section they stand in.
    pub fn fields(&self) -> impl Iterator<Item = (&FormSection, &Field)> {
        self.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field.as_ref())))
    }
}

/// Names the total of a composition in the path of a figure.
pub const TOTAL: &str = "total";

/// The path of a figure as the id of a field, and of a part or point in it: `inpatients.one_year_or_more`.
pub fn split_path(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(id, part)| (id, Some(part)))
}

impl Form {
    /// Whether the form asks for the figure at this path.
    pub fn has_figure(&self, path: &str) -> bool {
        self.fields().any(|(_, field)| field.has_figure(path))
    }
}

impl Field {
    /// Whether the figure at this path is one of this field.
    pub fn has_figure(&self, path: &str) -> bool {
        let (id, part) = split_path(path);
        self.id == id && (self.kind.has_figure(part) || part.is_some() && relations::is_cell(self, path))
    }

    /// The form's words for the figure at this path: 部門別排出量（合計／2013年度）.
    #[must_use]
    pub fn label_of(&self, path: &str) -> String {
        relations::label_of(self, path).ja
    }

    /// Why this path, which begins with the id of the field, names no figure, and what can be written.
    #[must_use]
    pub fn no_figure(&self, path: &str) -> (Words, Words) {
        relations::no_figure(self, path)
    }
}

impl FormSection {
    /// The heading on a page of this place, in one piece.
    pub fn heading_for(&self, place: &str) -> String {
        self.heading.replace("{place}", place).replace(BREAK, "")
    }

    /// The keys under which its text may stand in the front matter: of a section that is not public, so that nothing of
    /// it need be in the body.
    pub fn front_names(&self, place: &str) -> Vec<String> {
        if !self.narrative || self.audience == Audience::Public {
            return Vec::new();
        }
        self.names(place)
    }

    /// The heading in two: long official headings begin alike, so a form may mark with `｜` where the telling part begins.
    pub fn heading_parts(&self, place: &str) -> (Option<String>, String) {
        let heading = self.heading.replace("{place}", place);
        match heading.split_once(BREAK) {
            Some((lead_in, rest)) => (Some(lead_in.to_owned()), rest.to_owned()),
            None => (None, heading),
        }
    }
}

/// Marks in a form's heading where the telling part begins; never shown.
const BREAK: char = '｜';
