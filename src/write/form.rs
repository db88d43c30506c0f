//! Forms, each whole: what it took from another form stands in its own file.

use crate::form::{
    Better, Choice, ColumnHead, Comparison, CompositionPart, Condition, Field, Form, FormColumn, FormLimit,
    FormSection, Grade, HeadSeries, IndicatorColumns, Kind, MatrixHead, Operand, Operation, PresenceLevel, Relation,
};
use crate::record::{Node, to_yaml};
use crate::source::{Severity, Words};

use super::{audience, map, text, texts, yes};

/// The text of a form's file.
#[must_use]
pub fn form(form: &Form) -> String {
    let years = match form.years {
        // What could not be read as years was reported, and is for all of them.
        (i32::MIN, i32::MAX) => None,
        (first, last) if first == last => Some(Node::from(first.to_string())),
        (first, last) => Some(Node::from(format!("{first}-{last}"))),
    };
    to_yaml(&map([
        ("title", Some(Node::from(&form.title))),
        ("short", (form.short != form.title).then(|| Node::from(&form.short))),
        ("years", years),
        ("sheet", yes(form.sheet)),
        ("several", yes(form.several)),
        ("note", text(form.note.as_ref())),
        ("key_figures", texts(&form.key_figures)),
        ("sections", Some(form.sections.iter().map(section).collect())),
        ("checks", (!form.relations.is_empty()).then(|| relations(&form.relations))),
    ]))
}

fn relations(all: &[Relation]) -> Node {
    all.iter().map(|one| (&one.id, relation(one))).collect()
}

fn relation(relation: &Relation) -> Node {
    let steps = |grades: &[Grade]| -> Node {
        let from = |grade: &Grade| grade.from.map_or_else(Node::blank, |from| Node::from(from.to_plain()));
        grades.iter().map(|grade| (&grade.word, from(grade))).collect()
    };
    let all = |operands: &[Operand]| -> Node { operands.iter().map(operand).collect() };
    let (name, others, more) = match &relation.comparison {
        Comparison::Sum(operands) => ("sum", all(operands), None),
        Comparison::Difference(operands) => ("difference", all(operands), None),
        Comparison::Ratio(part, whole, per) => {
            ("ratio", [part, whole].into_iter().map(operand).collect(), Some(("per", Node::from(per.to_string()))))
        }
        Comparison::SameAs(one) => ("same_as", operand(one), None),
        Comparison::Between(None, high) => {
            ("at_most", high.iter().map(operand).next().unwrap_or_else(Node::blank), None)
        }
        Comparison::Between(Some(low), None) => ("at_least", operand(low), None),
        Comparison::Between(Some(low), Some(high)) => ("between", [low, high].into_iter().map(operand).collect(), None),
        Comparison::GradeOf(rate, grades, _) => ("grade_of", operand(rate), Some(("steps", steps(grades)))),
    };
    let pairs = [
        ("of", Some(relation.of.iter().map(|path| Node::from(path.written())).collect())),
        (name, Some(others)),
        ("except", texts(&relation.except)),
        (
            "better",
            matches!(relation.comparison, Comparison::GradeOf(_, _, Better::Less))
                .then(|| Node::from(Better::Less.id())),
        ),
        ("allowance", relation.allowance.map(|allowance| Node::from(allowance.to_plain()))),
        ("severity", (relation.severity == Severity::Warning).then(|| Node::from("warning"))),
        ("message", relation.message.as_ref().map(message)),
    ];
    map(pairs.into_iter().chain(more.map(|(name, node)| (name, Some(node)))))
}

fn operand(operand: &Operand) -> Node {
    match operand {
        Operand::Number(number) => Node::from(number.to_plain()),
        Operand::Here(path) => Node::from(path.written()),
        Operand::LastYear(path) => map([("last_year", Some(Node::from(path.written())))]),
        Operand::Elsewhere(other) => map([
            ("form", texts(&other.forms)),
            ("place", other.place.id().map(Node::from)),
            (if other.last_year { "last_year" } else { "value" }, Some(Node::from(other.path.written()))),
        ]),
    }
}

fn message(message: &Words) -> Node {
    if message.ja == message.en {
        return Node::from(&message.ja);
    }
    map([("ja", Some(Node::from(&message.ja))), ("en", Some(Node::from(&message.en)))])
}

fn section(section: &FormSection) -> Node {
    let fields = section.fields.iter().map(|field| (&field.id, self::field(field, &[])));
    map([
        ("id", Some(Node::from(&section.id))),
        ("number", text(section.number.as_ref())),
        ("heading", Some(Node::from(&section.heading))),
        ("note", text(section.note.as_ref())),
        ("narrative", yes(section.narrative)),
        ("required", yes(section.required)),
        ("asked_if", section.asked_if.as_ref().map(condition)),
        ("audience", audience(section.audience)),
        ("fields", (!section.fields.is_empty()).then(|| fields.collect())),
    ])
}

/// A field of a section, or a column with what it is split by.
fn field(field: &Field, by: &[Choice]) -> Node {
    let settings = settings(&field.kind);
    let pairs = [
        ("label", Some(Node::from(&field.label))),
        ("kind", Some(Node::from(field.kind.name()))),
        ("group", text(field.group.as_ref())),
        ("note", text(field.note.as_ref())),
        ("unit", text(field.unit.as_ref())),
        ("as_of", text(field.as_of.as_ref())),
        ("definition", text(field.definition.as_ref())),
        ("role", field.role.map(|role| Node::from(role.id()))),
        ("carry_over", field.carry_over.map(|way| Node::from(way.id()))),
        ("audience", audience(field.audience)),
        ("required", yes(field.required)),
        ("asked_if", field.asked_if.as_ref().map(condition)),
        ("at_most", field.at_most.as_ref().map(limit)),
        ("usually_at_most", field.usually_at_most.as_ref().map(limit)),
        ("allowance", field.allowance.map(|allowance| Node::from(allowance.to_plain()))),
        ("by", (!by.is_empty()).then(|| labels(by))),
    ];
    map(pairs.into_iter().chain(settings))
}

fn condition(condition: &Condition) -> Node {
    let all = |inner: &[Condition]| -> Node { inner.iter().map(self::condition).collect() };
    match condition {
        Condition::All(inner) => map([("all", Some(all(inner)))]),
        Condition::Any(inner) => map([("any", Some(all(inner)))]),
        Condition::Answer(test) => {
            let part = test.part.iter().map(|part| format!(".{part}"));
            let field = std::iter::once(test.field.clone()).chain(part).collect::<String>();
            let head = [("field", Some(Node::from(field))), ("is", texts(&test.is)), ("is_not", texts(&test.is_not))];
            let bounds =
                test.bounds.named().map(|(name, bound)| (name, bound.map(|bound| Node::from(bound.to_plain()))));
            map(head.into_iter().chain(bounds))
        }
    }
}

fn limit(limit: &FormLimit) -> Node {
    match limit {
        FormLimit::Number(number) => Node::from(number.to_plain()),
        FormLimit::Figure(path) => Node::from(path),
    }
}

/// What a kind has besides the settings of every field.
fn settings(kind: &Kind) -> Vec<(&'static str, Option<Node>)> {
    if let Some(all) = kind.composition() {
        let headline = all.iter().find(|part| part.headline).map(|part| Node::from(part.id.as_str()));
        return vec![("parts", Some(parts(all))), ("headline", headline)];
    }
    if let Some(points) = kind.rates() {
        return vec![("points", Some(labels(points)))];
    }
    if let Some(asked) = kind.presence() {
        let levels = asked.levels.iter().map(|level| (&level.id, self::level(level)));
        let words = map([("yes", texts(&asked.yes)), ("no", texts(&asked.no))]);
        let has_words = !asked.yes.is_empty() || !asked.no.is_empty();
        return vec![
            ("levels", (!asked.levels.is_empty()).then(|| levels.collect())),
            ("words", has_words.then_some(words)),
        ];
    }
    if let Some(asked) = kind.choice() {
        return vec![
            ("choices", Some(labels(&asked.choices))),
            ("several", yes(asked.several)),
            ("other", yes(asked.other)),
            ("ordered", yes(asked.ordered)),
        ];
    }
    if let Some(formats) = kind.files() {
        let all = formats.iter().map(|format| Node::from(format.ending()));
        return vec![("formats", (!formats.is_empty()).then(|| all.collect()))];
    }
    if let Some(columns) = kind.indicators() {
        return vec![
            ("indicator", Some(Node::from(&columns.indicator))),
            ("better", columns.better.map(|better| Node::from(better.id()))),
            ("columns", Some(heads(columns))),
        ];
    }
    if let Some(settings) = kind.matrix() {
        return vec![
            ("row", text(settings.row.as_ref())),
            ("rows", Some(matrix_heads(&settings.rows))),
            ("columns", Some(matrix_heads(&settings.columns))),
            ("chart", settings.chart.map(|chart| Node::from(chart.id()))),
            ("need", texts(&settings.need)),
            ("supply", texts(&settings.supply)),
        ];
    }
    if let Some(settings) = kind.table() {
        let columns = settings.columns.iter().map(|column| (&column.field.id, self::column(column)));
        return vec![
            ("columns", Some(columns.collect())),
            ("rows", (!settings.rows.is_empty()).then(|| row_heads(&settings.rows))),
            ("row", text(settings.row.as_ref())),
        ];
    }
    if let Some(settings) = kind.records() {
        let fields = settings.fields.iter().map(|own| (&own.id, field(own, &[])));
        return vec![
            ("name", Some(Node::from(&settings.name))),
            ("overview", texts(&settings.overview)),
            ("totals", texts(&settings.totals)),
            ("group_by", text(settings.group_by.as_ref())),
            ("own_page", settings.own_page.then(|| Node::from(true))),
            ("fields", Some(fields.collect())),
        ];
    }
    kind.schedule().map_or_else(Vec::new, |columns| {
        let labels = [("period", &columns.period), ("item", &columns.item), ("detail", &columns.detail)];
        vec![("columns", Some(map(labels.map(|(id, label)| (id, Some(Node::from(label)))))))]
    })
}

fn labels(choices: &[Choice]) -> Node {
    choices.iter().map(|choice| (&choice.id, Node::from(&choice.label))).collect()
}

fn row_heads(choices: &[Choice]) -> Node {
    let head = |choice: &Choice| label_with(&choice.label, [("group", text(choice.group.as_ref()))]);
    choices.iter().map(|choice| (&choice.id, head(choice))).collect()
}

fn matrix_heads(heads: &[MatrixHead]) -> Node {
    heads.iter().map(|head| (&head.id, matrix_head(head))).collect()
}

fn matrix_head(head: &MatrixHead) -> Node {
    let list = |names: &[String]| -> Node { names.iter().map(Node::from).collect() };
    let mut pairs = vec![
        ("group", text(head.group.as_ref())),
        ("unit", text(head.unit.as_ref())),
        ("as_of", text(head.as_of.as_ref())),
    ];
    pairs.extend(series(head.series.as_ref()));
    if let Some(computed) = &head.computed {
        let of = || computed.of.first().map(Node::from);
        let to = |name| [("of", of()), (name, Some(Node::from(&computed.to)))];
        match computed.operation {
            Operation::Sum => pairs.push(("sum", Some(list(&computed.of)))),
            Operation::Difference => pairs.extend(to("difference_from")),
            Operation::Share => pairs.extend(to("share_of")),
            Operation::Change => pairs.extend(to("change_from")),
        }
        if computed.operation.is_ratio() {
            pairs.push(("decimals", Some(Node::from(computed.decimals.to_string()))));
        }
    }
    let alone = pairs.iter().all(|(_, node)| node.is_none());
    let label = (!head.label.is_empty()).then(|| Node::from(&head.label));
    if alone { label.unwrap_or_else(Node::blank) } else { map(std::iter::once(("label", label)).chain(pairs)) }
}

/// Years or months in succession.
fn series(series: Option<&HeadSeries>) -> [(&'static str, Option<Node>); 2] {
    let number = |number: i32| Node::from(number.to_string());
    let (name, node, calendar) = match series {
        Some(HeadSeries::Last(count, calendar)) => ("last", number(*count), *calendar),
        Some(HeadSeries::Years(first, last, calendar)) => ("years", Node::from(format!("{first}-{last}")), *calendar),
        Some(HeadSeries::Months(months, calendar)) => {
            ("months", months.iter().map(|month| number((*month).into())).collect(), *calendar)
        }
        None => return [("last", None), ("calendar", None)],
    };
    [(name, Some(node)), ("calendar", yes(calendar))]
}

/// A label alone, or a map of it and of the settings that are there.
fn label_with<const N: usize>(label: &str, settings: [(&'static str, Option<Node>); N]) -> Node {
    if settings.iter().all(|(_, node)| node.is_none()) {
        return Node::from(label);
    }
    map(std::iter::once(("label", Some(Node::from(label)))).chain(settings))
}

fn parts(all: &[CompositionPart]) -> Node {
    let part = |part: &CompositionPart| {
        label_with(&part.label, [("parts", (!part.parts.is_empty()).then(|| parts(&part.parts)))])
    };
    all.iter().map(|own| (&own.id, part(own))).collect()
}

fn level(level: &PresenceLevel) -> Node {
    label_with(&level.label, [("unit", text(level.unit.as_ref()))])
}

fn heads(columns: &IndicatorColumns) -> Node {
    let head = |head: &ColumnHead| {
        let count = head.count.map(|count| Node::from(count.id()));
        let as_of = text(head.as_of.as_ref());
        let [years, calendar] = series(head.years.as_ref());
        label_with(&head.label, [("as_of", as_of), ("count", count), years, calendar])
    };
    let own = |id: &str| match id {
        "baseline" => columns.baseline.as_ref().map(head),
        "target" => columns.target.as_ref().map(head),
        "actual" => columns.actual.as_ref().map(head),
        "effect" => columns.effect.as_ref().map(head),
        _ => columns.others.iter().find(|own| own.field.id == id).map(column),
    };
    columns.heads().filter_map(|head| Some((head.id, own(head.id)?))).collect()
}

/// The kind of a column that does not say it.
const COLUMN_KIND: &str = "text";

/// A column; one of text that says nothing else is its label.
fn column(column: &FormColumn) -> Node {
    let own = field(&column.field, &column.by);
    let bare = map([("label", Some(Node::from(&column.field.label))), ("kind", Some(Node::from(COLUMN_KIND)))]);
    if own == bare { Node::from(&column.field.label) } else { own }
}
