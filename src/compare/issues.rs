//! Issues (課題) from one year's sheet to the next: which go on, which are new, and what became of the others.

use std::collections::{HashMap, HashSet};

use crate::form::{Field, Form, FormColumn};
use crate::model::{Document, Ending};
use crate::text::contained;
use crate::value::table::{TableCell, TableRow};

use super::rows::{RowKey, by_key};

/// An issue (課題): a row of the issues table of a sheet.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// The sheet that it is in.
    pub document: &'a Document,
    /// The table it stands in.
    pub field: &'a Field,
    /// Its row of the table.
    pub row: &'a TableRow,
    /// What follows the id of the field in its anchor.
    pub anchor: String,
    /// What the issue is, as plain text.
    pub text: String,
}

/// What became of an issue that the next sheet does not go on with.
#[derive(Clone, Copy, Debug)]
pub enum End<'a> {
    /// The next sheet says so.
    Said(&'a Ending),
    /// The next sheet names it somewhere in its text.
    Mentioned,
    /// No word says what became of it.
    Silent,
}

/// The issues of two sheets of a place, the later one beside the earlier.
#[derive(Debug, Default)]
pub struct IssueChanges<'a> {
    /// Pairs of the same issue, in the order of the later sheet.
    pub carried: Vec<(Issue<'a>, Issue<'a>)>,
    /// In the later sheet only.
    pub new: Vec<Issue<'a>>,
    /// In the earlier sheet only.
    pub ended: Vec<(Issue<'a>, End<'a>)>,
}

/// How many issues a document has.
pub fn count(document: &Document) -> usize {
    document.content.summary().map_or_else(|| of(document).len(), |summary| summary.issues)
}

/// All issues of a document, in its order.
pub fn of(document: &Document) -> Vec<Issue<'_>> {
    let mut issues = Vec::new();
    for (_, field, answer) in document.answers() {
        let Some((table, _)) = answer.table().filter(|_| document.form.is_issues(field)) else { continue };
        let rows = table.rows.iter().zip(answer.row_anchors());
        issues.extend(rows.map(|(row, anchor)| Issue {
            document,
            field,
            row,
            anchor: anchor.to_owned(),
            text: row.first_words(),
        }));
    }
    issues
}

/// The first field in which a form lists issues.
pub fn field(form: &Form) -> Option<&Field> {
    form.fields().map(|(_, field)| field).find(|field| form.is_issues(field))
}

impl<'a> Issue<'a> {
    /// The columns of its table, each with what the issue has there.
    pub fn cells(&self) -> impl Iterator<Item = (&'a FormColumn, &'a TableCell)> + use<'a> {
        let columns = self.field.kind.table().map_or(&[][..], |settings| &settings.columns);
        columns.iter().zip(&self.row.cells)
    }

    /// Whether this is the issue that an author means by a year and an id or a number.
    pub fn is(&self, year: i32, row: &str) -> bool {
        self.document.year == year && self.row.is_called(row)
    }

    /// The full anchor on the page of its sheet.
    pub fn fragment(&self) -> String {
        format!("{}-{}", self.field.id, self.anchor)
    }
}

/// The issues of a sheet, to be found by those of a later one, however many they are.
#[derive(Debug)]
pub struct EarlierIssues<'a> {
    year: Option<i32>,
    /// By its id and by its number.
    called: HashMap<String, usize>,
    by_key: HashMap<RowKey<'a>, usize>,
}

impl<'a> EarlierIssues<'a> {
    /// Takes the issues of one sheet.
    pub fn of(issues: &[Issue<'a>]) -> EarlierIssues<'a> {
        let mut called = HashMap::new();
        for (at, issue) in issues.iter().enumerate() {
            for name in issue.row.names() {
                called.entry(name).or_insert(at);
            }
        }
        let year = issues.first().map(|issue| issue.document.year);
        let by_key = by_key(issues.iter().enumerate().map(|(at, issue)| (RowKey::of(issue.row), at)));
        EarlierIssues { year, called, by_key }
    }

    /// The one that a later issue goes on with: it says so, or has the same id, or neither has an id and they say the same.
    pub fn of_later(&self, issue: &Issue<'_>) -> Option<usize> {
        match &issue.row.from {
            Some((from, _)) => self.called.get(&from.row).filter(|_| self.year == Some(from.year)),
            None => self.by_key.get(&RowKey::of(issue.row)?),
        }
        .copied()
    }
}

/// Puts the issues of two sheets beside each other.
pub fn between<'a>(before: &'a Document, now: &'a Document) -> IssueChanges<'a> {
    let (old, new) = (of(before), of(now));
    let earlier = EarlierIssues::of(&old);
    let mut all = IssueChanges::default();
    let mut matched = vec![false; old.len()];
    for issue in new {
        let from = earlier.of_later(&issue);
        match from.and_then(|at| Some((old.get(at)?, matched.get_mut(at)?))) {
            Some((earlier, matched)) => {
                *matched = true;
                all.carried.push((earlier.clone(), issue));
            }
            None => all.new.push(issue),
        }
    }
    // One issue may stand in two tables of a sheet under its id, and goes on with either.
    let goes_on: HashSet<&str> = all.carried.iter().filter_map(|(earlier, _)| earlier.row.id.as_deref()).collect();
    let is_left =
        |issue: &Issue<'_>, matched: bool| !matched && issue.row.id.as_deref().is_none_or(|id| !goes_on.contains(id));
    let left: Vec<Issue<'a>> = old
        .into_iter()
        .zip(matched)
        .filter(|(issue, matched)| is_left(issue, *matched))
        .map(|(issue, _)| issue)
        .collect();
    let ends = ends(&left, now);
    all.ended = left.into_iter().zip(ends).collect();
    all
}

/// An issue through the sheets of one name of a place.
#[derive(Clone, Debug)]
pub struct IssueCourse<'a> {
    /// The issue in each sheet that has it, the oldest first; never empty.
    pub steps: Vec<Issue<'a>>,
    /// Whether an earlier sheet of the place does without it.
    pub is_new: bool,
    /// What became of it, and the sheet that says so or is silent.
    pub end: Option<(End<'a>, &'a Document)>,
}

impl<'a> IssueCourse<'a> {
    /// The issue as the last sheet that has it says it.
    #[must_use]
    pub fn newest(&self) -> Option<&Issue<'a>> {
        self.steps.last()
    }
}

/// All issues of the sheets of one name of a place, which are given from the oldest on, in the order in which they came up.
#[must_use]
pub fn courses<'a>(sheets: &[&'a Document]) -> Vec<IssueCourse<'a>> {
    let start = |issue, is_new| IssueCourse { steps: vec![issue], is_new, end: None };
    let row = |issue: &Issue<'a>| (issue.document.year, issue.field.id.as_str(), issue.row.number);
    let first = sheets.first().into_iter().flat_map(|first| of(first));
    let mut courses: Vec<IssueCourse<'a>> = first.map(|issue| start(issue, false)).collect();
    // Which course a row of the newest sheet so far is the last of.
    let mut places: HashMap<_, usize> =
        courses.iter().enumerate().filter_map(|(at, course)| Some((row(course.newest()?), at))).collect();
    for pair in sheets.windows(2) {
        let [before, now] = pair else { continue };
        let between = between(before, now);
        for (old, new) in between.carried {
            let at = places.remove(&row(&old)).unwrap_or(courses.len());
            places.insert(row(&new), at);
            match courses.get_mut(at) {
                Some(course) => course.steps.push(new),
                None => courses.push(start(new, false)),
            }
        }
        for (old, end) in between.ended {
            if let Some(course) = places.get(&row(&old)).and_then(|at| courses.get_mut(*at)) {
                course.end = Some((end, now));
            }
        }
        for new in between.new {
            places.insert(row(&new), courses.len());
            courses.push(start(new, true));
        }
    }
    courses
}

/// What became of issues that a later sheet does not go on with.
fn ends<'a>(left: &[Issue<'_>], now: &'a Document) -> Vec<End<'a>> {
    if left.is_empty() {
        return Vec::new();
    }
    let mut first_ending: HashMap<(i32, &str), usize> = HashMap::new();
    for (at, ending) in now.endings.iter().enumerate() {
        first_ending.entry((ending.issue.year, &ending.issue.row)).or_insert(at);
    }
    let words: Vec<&str> = left.iter().map(|issue| issue.text.as_str()).collect();
    let mentioned = mentioned(now, &words);
    let ends = left.iter().zip(mentioned).map(|(issue, mentioned)| {
        let names = issue.row.names();
        let ending = names.iter().filter_map(|name| first_ending.get(&(issue.document.year, name.as_str()))).min();
        match ending.and_then(|at| now.endings.get(*at)) {
            Some(ending) => End::Said(ending),
            None if !issue.text.is_empty() && mentioned => End::Mentioned,
            None => End::Silent,
        }
    });
    ends.collect()
}

/// Whether a document says these words.
fn mentioned(document: &Document, words: &[&str]) -> Vec<bool> {
    let issues = of(document);
    let mut texts: Vec<&str> = issues.iter().map(|issue| issue.text.as_str()).collect();
    document.each_prose(&mut |prose, _| texts.push(&prose.text));
    contained(words, &texts)
}
