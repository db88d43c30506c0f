//! What stands on the sheets of a workbook to fill in: lines with one answer each, and grids. Every kind of field is laid out here.

use crate::form::keys::{
    OF_ANSWERS, OF_INDICATORS, OF_ROWS, of_choices, of_columns, of_heads, of_indicators, of_levels, of_parts,
    of_records, of_schedule,
};
use crate::form::matrix::heads_of_year;
use crate::form::{
    Audience, Choice, ChoiceSettings, CompositionPart, Field, FormColumn, FormLimit, IndicatorColumns, Kind,
    MatrixHead, MatrixSettings, RecordSettings, ScheduleColumns, TableSettings,
};
use crate::prefill::{hint, when_asked};

use super::tree::{AnswerTree, is_row, key_step, row_step};

/// More columns of records are not read side by side: each record then has its answers one below the other.
const MOST_COLUMNS: usize = 14;
/// Empty rows below those that are there.
const SPARE_ROWS: usize = 10;
/// Empty records below those that are there, where each takes a page.
const SPARE_RECORDS: usize = 3;

/// What is said beside an answer that has a sheet of its own.
pub const APART: &str = "答えは、この名前のシートに書きます。答えがないときだけ、ここに「記載なし」などと書きます。";
/// The same of an answer whose rows stand below it.
pub const BELOW: &str = "答えは、下の表に書きます。答えがないときだけ、ここに「記載なし」などと書きます。";

/// The steps to an answer.
pub type Steps = Vec<String>;

/// A piece of a sheet.
#[derive(Clone, Debug)]
pub enum SheetPart {
    /// Words over what follows.
    Heading(String),
    /// A line with one answer in its one cell.
    Line(FormLine),
    /// Rows and columns of answers.
    Grid(FormGrid),
    /// What stands on a sheet of its own.
    Apart(String, Vec<SheetPart>),
}

/// What may be written in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerRule {
    /// Words on a line.
    Words,
    /// Running text over several lines.
    Prose,
    /// A number in this unit.
    Figure(String),
    /// One of the labels of choices.
    OneOf(Vec<String>),
    /// A mark for a choice of several.
    Mark,
}

/// How what stands in a cell becomes part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineSort {
    /// The text is the answer.
    Text,
    /// A mark: the choice with this label is chosen.
    Mark(String),
    /// Words of one's own for the choice with this label.
    Other(String),
}

/// A line with one answer.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The label of the field or part that is asked.
    pub label: String,
    /// How deep it stands in what is above it.
    pub depth: usize,
    /// The unit, where the form has one.
    pub unit: String,
    /// What is said besides.
    pub remarks: Vec<String>,
    /// The steps to the answer.
    pub steps: Steps,
    /// What may be written.
    pub rule: AnswerRule,
    /// How the text of the cell becomes part of the answer.
    pub sort: LineSort,
    /// The steps to the answer whose circumstances are asked on this line.
    pub around: Option<Steps>,
}

/// A column of a grid.
#[derive(Clone, Debug)]
pub struct FormGridColumn {
    /// What stands over it and others.
    pub group: String,
    /// The head of the column.
    pub label: String,
    /// The steps from a row to its cell.
    pub steps: Steps,
    /// What may be written.
    pub rule: AnswerRule,
    /// Whether each of several lines is an answer.
    pub by_lines: bool,
    /// What is said beside a cell that is chosen.
    pub remark: String,
}

/// A row of a grid that the form sets.
#[derive(Clone, Debug)]
pub struct FormGridRow {
    /// The head of the row.
    pub label: String,
    /// The steps from the grid to it.
    pub steps: Steps,
}

/// Rows and columns of answers.
#[derive(Clone, Debug)]
pub struct FormGrid {
    /// The label of the field that is asked.
    pub label: String,
    /// What is said besides.
    pub remarks: Vec<String>,
    /// The steps to the answer.
    pub steps: Steps,
    /// The head over the heads of rows.
    pub corner: String,
    /// Its columns from left to right, without that of the heads of rows.
    pub columns: Vec<FormGridColumn>,
    /// The rows that the form sets; none where the sheet brings its own.
    pub rows: Vec<FormGridRow>,
    /// How many rows are empty below those that are there; only where the form sets none.
    pub spare: usize,
}

/// What a field becomes, with what the sheet says in it already.
pub fn parts(field: &Field, steps: &Steps, year: i32, tree: &AnswerTree) -> Vec<SheetPart> {
    let of = FieldParts { field, steps };
    let free = |columns, remark| of.apart(free(field, steps, columns, tree, remark));
    match &field.kind {
        Kind::Number => of.one_line(of.figure()),
        Kind::Text | Kind::Date => of.one_line(AnswerRule::Words),
        #[cfg(test)]
        Kind::Rating => of.one_line(AnswerRule::Words),
        Kind::Prose => of.one_line(AnswerRule::Prose),
        Kind::Presence(asked) if asked.levels.is_empty() => of.one_line(one_of(field)),
        Kind::Presence(asked) => {
            let keys = of_levels(&asked.levels).keys(OF_ANSWERS).into_iter().zip(&asked.levels);
            of.lines(keys.map(|(key, level)| {
                let steps = of.inside(&key);
                let unit = level.unit.clone().unwrap_or_default();
                FormLine { unit, around: Some(steps.clone()), ..of.line(&level.label, 1, steps, one_of(field)) }
            }))
        }
        Kind::Choice(asked) if !asked.several => of.one_line(one_of(field)),
        Kind::Choice(asked) => of.lines(marks(asked, steps)),
        Kind::Composition(parts) => {
            let total = of.line("合計", 1, of.inside("合計"), of.figure());
            let mut depths = Vec::new();
            gather(parts, 1, &mut depths);
            let parts = of_parts(parts).keys(OF_ANSWERS).into_iter().zip(depths);
            let parts = parts.map(|(key, (depth, label))| of.line(label, depth, of.inside(&key), of.figure()));
            of.lines(std::iter::once(total).chain(parts))
        }
        Kind::Rates(points) => {
            let keys = of_choices(points).keys(OF_ANSWERS).into_iter().zip(points);
            of.lines(keys.map(|(key, point)| of.line(&point.label, 1, of.inside(&key), of.figure())))
        }
        Kind::Files(_) => {
            let column = |label: &str, key: &str| column(label, vec![key.to_owned()], AnswerRule::Words);
            let columns = vec![column("ファイルの名前", "file"), column("題名", "title")];
            free(columns, "ファイルは、この用紙といっしょに送ってください。")
        }
        Kind::Indicators(columns) => free(of_all_indicators(columns, year), "一行に一つの指標を書きます。"),
        Kind::Schedule(columns) => {
            free(of_all_times(columns), "一行に一つの時期を書きます。例: R6年6月、6月～8月、通年")
        }
        Kind::Table(settings) if settings.rows.is_empty() => free(of_all_columns(settings), ""),
        Kind::Table(settings) => of.apart(of_table(field, settings, steps, tree)),
        Kind::Matrix(settings) => of.apart(of_matrix(field, settings, steps, year)),
        Kind::Records(settings) => match of_all_records(settings) {
            Some(columns) => free(columns, ""),
            None => vec![of.head(), SheetPart::Apart(field.label.clone(), records(settings, steps, year, tree))],
        },
    }
}

/// Makes the parts of a field.
#[derive(Clone, Copy)]
struct FieldParts<'f> {
    field: &'f Field,
    /// The steps to its answer.
    steps: &'f Steps,
}

impl FieldParts<'_> {
    fn figure(self) -> AnswerRule {
        AnswerRule::Figure(self.field.unit.clone().unwrap_or_default())
    }

    fn inside(self, key: &str) -> Steps {
        self.steps.iter().cloned().chain([key_step(key)]).collect()
    }

    fn line(self, label: &str, depth: usize, steps: Steps, rule: AnswerRule) -> FormLine {
        FormLine {
            label: label.to_owned(),
            depth,
            unit: self.field.unit.clone().unwrap_or_default(),
            remarks: Vec::new(),
            steps,
            rule,
            sort: LineSort::Text,
            around: None,
        }
    }

    /// The line of the field itself.
    fn own_line(self, rule: AnswerRule) -> FormLine {
        let (remarks, around) = (remarks(self.field), Some(self.steps.clone()));
        FormLine { remarks, around, ..self.line(&titled(self.field), 0, self.steps.clone(), rule) }
    }

    fn one_line(self, rule: AnswerRule) -> Vec<SheetPart> {
        vec![SheetPart::Line(self.own_line(rule))]
    }

    /// The line that heads others, or says why there are none.
    fn head(self) -> SheetPart {
        SheetPart::Line(self.own_line(absences()))
    }

    fn lines(self, below: impl Iterator<Item = FormLine>) -> Vec<SheetPart> {
        std::iter::once(self.head()).chain(below.map(SheetPart::Line)).collect()
    }

    /// A grid on a sheet of its own, with a line that says so.
    fn apart(self, grid: FormGrid) -> Vec<SheetPart> {
        let mut line = self.own_line(absences());
        line.unit = String::new();
        line.remarks.insert(0, APART.to_owned());
        vec![SheetPart::Line(line), SheetPart::Apart(self.field.label.clone(), vec![SheetPart::Grid(grid)])]
    }
}

/// The columns that a field becomes as a part of a row; nothing where it needs more than a row.
fn columns_of(field: &Field, key: &str) -> Option<Vec<FormGridColumn>> {
    let of = |group: &str, label: &str, steps: &[&str], rule: AnswerRule| FormGridColumn {
        group: group.to_owned(),
        label: label.to_owned(),
        steps: steps.iter().map(|key| key_step(key)).collect(),
        rule,
        by_lines: false,
        remark: remarks(field).join("\n"),
    };
    let figure = || AnswerRule::Figure(field.unit.clone().unwrap_or_default());
    let group = field.group.clone().unwrap_or_default();
    let label = with_unit(&titled(field), field.unit.as_deref());
    let one = |rule: AnswerRule| vec![of(&group, &label, &[key], rule)];
    Some(match &field.kind {
        Kind::Number => one(figure()),
        Kind::Text | Kind::Date => one(AnswerRule::Words),
        #[cfg(test)]
        Kind::Rating => one(AnswerRule::Words),
        Kind::Prose => one(AnswerRule::Prose),
        Kind::Choice(asked) if asked.several => {
            let column = of(&group, &format!("{label}（いくつでも。「、」で区切ります）"), &[key], AnswerRule::Words);
            vec![FormGridColumn { by_lines: true, ..column }]
        }
        Kind::Choice(_) => one(one_of(field)),
        Kind::Presence(asked) if asked.levels.is_empty() => one(one_of(field)),
        Kind::Presence(asked) => {
            let keys = of_levels(&asked.levels).keys(OF_ANSWERS).into_iter().zip(&asked.levels);
            keys.map(|(own, level)| {
                of(&label, &with_unit(&level.label, level.unit.as_deref()), &[key, &own], one_of(field))
            })
            .collect()
        }
        Kind::Composition(parts) => {
            let mut labels = Vec::new();
            gather(parts, 0, &mut labels);
            let keys = of_parts(parts).keys(OF_ANSWERS).into_iter().zip(labels);
            let parts = keys.map(|(own, (_, text))| of(&label, text, &[key, &own], figure()));
            std::iter::once(of(&label, "合計", &[key, "合計"], figure())).chain(parts).collect()
        }
        Kind::Rates(points) => {
            let keys = of_choices(points).keys(OF_ANSWERS).into_iter().zip(points);
            keys.map(|(own, point)| of(&label, &point.label, &[key, &own], figure())).collect()
        }
        Kind::Files(_)
        | Kind::Indicators(_)
        | Kind::Table(_)
        | Kind::Matrix(_)
        | Kind::Schedule(_)
        | Kind::Records(_) => return None,
    })
}

/// A column of a table or of indicators, perhaps one for each sector.
fn split(column: &FormColumn, key: &str) -> Vec<FormGridColumn> {
    let bare = || {
        columns_of(&column.field, key)
            .unwrap_or_else(|| vec![self::column(&column.field.label, vec![key_step(key)], AnswerRule::Prose)])
    };
    if column.by.is_empty() {
        return bare();
    }
    let keys = of_choices(&column.by).keys(&[]).into_iter().zip(&column.by);
    let label = with_unit(&titled(&column.field), column.field.unit.as_deref());
    let of_sector = |(own, sector): (String, &Choice)| {
        let columns = bare().into_iter().map(|column| {
            let steps = column
                .steps
                .iter()
                .take(1)
                .cloned()
                .chain([key_step(&own)])
                .chain(column.steps.iter().skip(1).cloned());
            FormGridColumn { steps: steps.collect(), group: label.clone(), label: sector.label.clone(), ..column }
        });
        columns.collect::<Vec<_>>()
    };
    keys.flat_map(of_sector).collect()
}

fn column(label: &str, steps: Steps, rule: AnswerRule) -> FormGridColumn {
    FormGridColumn {
        group: String::new(),
        label: label.to_owned(),
        steps,
        rule,
        by_lines: false,
        remark: String::new(),
    }
}

fn of_all_columns(settings: &TableSettings) -> Vec<FormGridColumn> {
    let keys = of_columns(settings).keys(OF_ROWS).into_iter().zip(&settings.columns);
    keys.flat_map(|(key, column)| split(column, &key)).collect()
}

fn of_all_indicators(columns: &IndicatorColumns, year: i32) -> Vec<FormGridColumn> {
    let names = of_indicators(columns);
    let keys = names.keys(OF_INDICATORS);
    let mut keys = keys.into_iter();
    let name = keys.next().map(|key| column(&columns.indicator, vec![key_step(&key)], AnswerRule::Words));
    let heads = columns.heads().zip(keys).flat_map(|(head, key)| {
        let label =
            head.time_beside().map_or_else(|| head.label.to_owned(), |as_of| format!("{}（{as_of}）", head.label));
        if let Some(other) = columns.others.iter().find(|column| column.field.id == head.id) {
            return split(other, &key);
        }
        if let Some(series) = head.years {
            // Nobody is asked for results of years to come.
            let is_asked =
                |time: &crate::form::HeadTime| head.id == "target" || time.year().is_some_and(|own| own <= year);
            let of_year = |time: crate::form::HeadTime| FormGridColumn {
                group: label.clone(),
                by_lines: true,
                ..column(
                    &time.label(),
                    vec![key_step(&key), key_step(&time.label())],
                    AnswerRule::Figure(String::new()),
                )
            };
            return series.years(year).into_iter().filter(is_asked).map(of_year).collect();
        }
        let rule = if head.is_figure() { AnswerRule::Figure(String::new()) } else { AnswerRule::Prose };
        vec![FormGridColumn { by_lines: head.is_figure(), ..column(&label, vec![key_step(&key)], rule) }]
    });
    name.into_iter().chain(heads).collect()
}

fn of_all_times(columns: &ScheduleColumns) -> Vec<FormGridColumn> {
    let labels = [
        (&columns.period, AnswerRule::Words),
        (&columns.item, AnswerRule::Prose),
        (&columns.detail, AnswerRule::Prose),
    ];
    let keys = of_schedule(columns).keys(&[]).into_iter().zip(labels);
    keys.map(|(key, (label, rule))| column(label, vec![key_step(&key)], rule)).collect()
}

/// Whether records stand one below the other, each with all its answers.
pub fn is_long(settings: &RecordSettings) -> bool {
    of_all_records(settings).is_none()
}

/// The columns of records that fit a row; nothing where a record has rows of its own, or too much for one.
fn of_all_records(settings: &RecordSettings) -> Option<Vec<FormGridColumn>> {
    let mut keys = of_records(settings).keys(OF_ROWS).into_iter();
    let name = keys.next().map(|key| column(&settings.name, vec![key_step(&key)], AnswerRule::Words));
    let mut columns: Vec<FormGridColumn> = name.into_iter().collect();
    for (field, key) in settings.fields.iter().zip(keys) {
        columns.extend(columns_of(field, &key)?);
    }
    (columns.len() <= MOST_COLUMNS).then_some(columns)
}

/// A grid whose rows the sheet brings.
fn free(field: &Field, steps: &Steps, columns: Vec<FormGridColumn>, tree: &AnswerTree, remark: &str) -> FormGrid {
    let own = tree.inner.iter().filter(|(step, _)| is_row(step)).count();
    let remarks = Some(remark.to_owned()).filter(|remark| !remark.is_empty()).into_iter().chain(remarks(field));
    FormGrid {
        label: titled(field),
        remarks: remarks.collect(),
        steps: steps.clone(),
        corner: String::new(),
        columns,
        rows: Vec::new(),
        spare: SPARE_ROWS.max(own / 5),
    }
}

/// A table whose rows the form sets; a head may have several.
fn of_table(field: &Field, settings: &TableSettings, steps: &Steps, tree: &AnswerTree) -> FormGrid {
    let keys = of_choices(&settings.rows).keys(&[]).into_iter().zip(&settings.rows);
    let rows = keys.flat_map(|(key, head)| {
        let label = head.group.as_ref().map_or_else(|| head.label.clone(), |group| format!("{group}／{}", head.label));
        let step = key_step(&key);
        let own = tree
            .at(std::slice::from_ref(&step))
            .map_or(0, |own| own.inner.iter().filter(|(step, _)| is_row(step)).count());
        if own == 0 {
            return vec![FormGridRow { label, steps: vec![step] }];
        }
        let several = (0..own)
            .map(|at| FormGridRow {
                label: format!("{label}（{}）", at + 1), steps: vec![step.clone(), row_step(at)]
            });
        several.collect()
    });
    FormGrid {
        label: titled(field),
        remarks: remarks(field),
        steps: steps.clone(),
        corner: settings.row.clone().unwrap_or_default(),
        columns: of_all_columns(settings),
        rows: rows.collect(),
        spare: 0,
    }
}

fn of_matrix(field: &Field, settings: &MatrixSettings, steps: &Steps, year: i32) -> FormGrid {
    let (rows, columns) = (heads_of_year(&settings.rows, year), heads_of_year(&settings.columns, year));
    let label = |head: &MatrixHead| {
        let computed = if head.computed.is_some() { "（書かなければ計算します）" } else { "" };
        with_unit(&head.label, head.unit.as_deref()) + computed
    };
    let of_column = |(key, head): (String, &MatrixHead)| {
        let unit = head.unit.as_deref().or(field.unit.as_deref()).unwrap_or_default();
        let group = head.group.clone().unwrap_or_default();
        FormGridColumn { group, ..column(&label(head), vec![key_step(&key)], AnswerRule::Figure(unit.to_owned())) }
    };
    let of_row = |(key, head): (String, &MatrixHead)| FormGridRow {
        label: head.group.as_ref().map_or_else(|| label(head), |group| format!("{group}／{}", label(head))),
        steps: vec![key_step(&key)],
    };
    FormGrid {
        label: with_unit(&titled(field), field.unit.as_deref()),
        remarks: remarks(field),
        steps: steps.clone(),
        corner: settings.row.clone().unwrap_or_default(),
        columns: of_heads(&columns).keys(OF_ANSWERS).into_iter().zip(&columns).map(of_column).collect(),
        rows: of_heads(&rows).keys(OF_ANSWERS).into_iter().zip(&rows).map(of_row).collect(),
        spare: 0,
    }
}

/// Records one below the other, with empty ones at the end.
fn records(settings: &RecordSettings, steps: &Steps, year: i32, tree: &AnswerTree) -> Vec<SheetPart> {
    let known: Vec<&(String, AnswerTree)> = tree.inner.iter().filter(|(step, _)| is_row(step)).collect();
    let nothing = AnswerTree::default();
    let spare = (known.len()..known.len() + SPARE_RECORDS).map(row_step);
    let all = known.iter().map(|(step, tree)| (step.clone(), tree)).chain(spare.map(|step| (step, &nothing)));
    let mut parts = Vec::new();
    for (number, (step, tree)) in (1..).zip(all) {
        let steps: Steps = steps.iter().cloned().chain([step]).collect();
        let inside = |key: &str| -> Steps { steps.iter().cloned().chain([key_step(key)]).collect() };
        let mut keys = of_records(settings).keys(OF_ROWS).into_iter();
        parts.push(SheetPart::Heading(format!("{}（{number}）", settings.name)));
        let line = |label: &str, steps: Steps| FormLine {
            label: label.to_owned(),
            depth: 0,
            unit: String::new(),
            remarks: Vec::new(),
            steps,
            rule: AnswerRule::Words,
            sort: LineSort::Text,
            around: None,
        };
        parts.extend(keys.next().map(|key| SheetPart::Line(line(&settings.name, inside(&key)))));
        let mut group: Option<&String> = None;
        for (field, key) in settings.fields.iter().zip(keys) {
            if field.group.as_ref() != group {
                group = field.group.as_ref();
                parts.extend(group.map(|group| SheetPart::Heading(group.clone())));
            }
            let inner = tree.at(&[key_step(&key)]).unwrap_or(&nothing);
            let own = self::parts(field, &inside(&key), year, inner);
            // Rows of a record stand among its lines.
            parts.extend(own.into_iter().flat_map(|part| match part {
                SheetPart::Apart(_, inner) => inner,
                SheetPart::Line(line) => {
                    let remarks =
                        line.remarks.into_iter().map(|remark| if remark == APART { BELOW.to_owned() } else { remark });
                    vec![SheetPart::Line(FormLine { remarks: remarks.collect(), ..line })]
                }
                part @ (SheetPart::Heading(_) | SheetPart::Grid(_)) => vec![part],
            }));
        }
    }
    parts
}

/// A line for each choice of several, and one for words of one's own.
fn marks<'a>(asked: &'a ChoiceSettings, steps: &'a Steps) -> impl Iterator<Item = FormLine> + 'a {
    let line = |label: String, rule: AnswerRule, sort: LineSort| FormLine {
        label,
        depth: 1,
        unit: String::new(),
        remarks: Vec::new(),
        steps: steps.clone(),
        rule,
        sort,
        around: None,
    };
    let other = asked.other_at().and_then(|at| asked.choices.get(at)).map(|other| other.label.clone());
    let marks = asked
        .choices
        .iter()
        .map(move |choice| line(choice.label.clone(), AnswerRule::Mark, LineSort::Mark(choice.label.clone())));
    marks.chain(other.map(move |label| line(format!("{label}の内容"), AnswerRule::Words, LineSort::Other(label))))
}

/// The labels of parts with their depths, deep ones after the part they belong to.
fn gather<'p>(parts: &'p [CompositionPart], depth: usize, all: &mut Vec<(usize, &'p str)>) {
    for part in parts {
        all.push((depth, &part.label));
        gather(&part.parts, depth + 1, all);
    }
}

/// What is asked, with the marks for what nobody else is told and for what must be answered.
fn titled(field: &Field) -> String {
    let private = if field.audience == Audience::Advisors { "［非公開］" } else { "" };
    let required = if field.required { "［必須］" } else { "" };
    format!("{private}{}{required}", field.label)
}

fn with_unit(label: &str, unit: Option<&str>) -> String {
    unit.filter(|unit| !unit.is_empty()).map_or_else(|| label.to_owned(), |unit| format!("{label}（{unit}）"))
}

/// What the form says of a field besides its label.
fn remarks(field: &Field) -> Vec<String> {
    let mut all: Vec<String> = field.as_of.iter().map(|as_of| format!("時点: {as_of}")).collect();
    all.extend(field.definition.clone());
    all.extend(field.note.clone());
    let unit = field.unit.as_deref().unwrap_or_default();
    all.extend(limit(field.at_most.as_ref()).map(|most| format!("多くても {most}{unit}")));
    all.extend(limit(field.usually_at_most.as_ref()).map(|most| format!("ふだんは {most}{unit} まで")));
    all.extend(field.asked_if.as_ref().map(when_asked));
    // Choices stand in the list of the cell, or on lines of their own.
    let listed = field.kind.choice().is_some()
        || field.kind.has_rows()
        || field.kind.prose().is_some()
        || field.kind.files().is_some();
    all.extend(Some(hint(field)).filter(|hint| !listed && !hint.is_empty()));
    all
}

/// A limit that is a number; one that is another figure is judged when both are there.
fn limit(limit: Option<&FormLimit>) -> Option<String> {
    match limit? {
        FormLimit::Number(number) => Some(number.to_string()),
        FormLimit::Figure(_) => None,
    }
}

/// What can be said in place of an answer.
fn absences() -> AnswerRule {
    AnswerRule::OneOf(["記載なし", "不明", "該当なし"].map(str::to_owned).to_vec())
}

/// The list of what a field can be answered with.
fn one_of(field: &Field) -> AnswerRule {
    let mut all: Vec<String> = Vec::new();
    if let Some(asked) = field.kind.presence() {
        all.extend([asked.yes_word().to_owned(), asked.no_word().to_owned()]);
    }
    all.extend(field.kind.choice().into_iter().flat_map(|asked| &asked.choices).map(|choice| choice.label.clone()));
    for word in ["不明", "記載なし"] {
        if !all.iter().any(|own| own == word) {
            all.push(word.to_owned());
        }
    }
    AnswerRule::OneOf(all)
}
