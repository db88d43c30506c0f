//! Relations in words: what a form states, and how a sheet disagrees.

use crate::form::{Better, Comparison, Form, Grade, Operand, PlaceElsewhere, Relation, ValueElsewhere, ValuePath};
use crate::model::Document;
use crate::source::{Words, words};

use super::{Broken, Disagreement, DocumentValue};

/// So many values are named one by one.
const NAMED: usize = 4;

/// What a relation says, in a sentence.
#[must_use]
pub fn rule_words(relation: &Relation, form: &Form) -> Words {
    let of = listed(relation.of.iter().map(|path| quoted(&path.label(form))).collect());
    let operand = |operand: &Operand| operand_words(operand, relation, form);
    let all = |operands: &[Operand]| listed(operands.iter().map(operand).collect());
    let Words { ja, en } = match &relation.comparison {
        Comparison::Sum(operands) => {
            let all = all(operands);
            words(format!("{}の合計", all.ja), format!("the sum of {}", all.en))
        }
        Comparison::Difference(operands) => {
            let (first, rest) =
                operands.split_first().map_or_else(Default::default, |(first, rest)| (operand(first), all(rest)));
            words(format!("{}から{}を引いた数", first.ja, rest.ja), format!("{} less {}", first.en, rest.en))
        }
        Comparison::Ratio(part, whole, per) => {
            let (part, whole) = (operand(part), operand(whole));
            let times = if *per == 1 { String::new() } else { format!("×{per}") };
            words(format!("{}÷{}{times}", part.ja, whole.ja), format!("{} / {}{times}", part.en, whole.en))
        }
        Comparison::SameAs(one) => {
            let one = operand(one);
            words(format!("{}と同じ", one.ja), format!("the same as {}", one.en))
        }
        Comparison::Between(low, high) => {
            let bounds = [(low, "以上", "at least"), (high, "以下", "at most")];
            let bounds = bounds.into_iter().filter_map(|(bound, ja, en)| {
                let bound = operand(bound.as_ref()?);
                Some(words(format!("{}{ja}", bound.ja), format!("{en} {}", bound.en)))
            });
            let (ja, en): (Vec<String>, Vec<String>) = bounds.map(|Words { ja, en }| (ja, en)).unzip();
            words(ja.join("、"), en.join(" and "))
        }
        Comparison::GradeOf(rate, grades, better) => {
            let rate = operand(rate);
            let steps = |ja: bool| -> Vec<String> { grades.iter().map(|grade| step(grade, *better, ja)).collect() };
            words(
                format!("{}により、{}", rate.ja, steps(true).join("、")),
                format!("{} by {}", steps(false).join(", "), rate.en),
            )
        }
    };
    let except = form.step_labels(relation);
    let except = if except.is_empty() {
        Words::default()
    } else {
        words(format!("（「{}」を除く）", except.join("」「")), format!(" (without “{}”)", except.join("”, “")))
    };
    words(format!("{}は、{ja}です{}。", of.ja, except.ja), format!("{} is {en}{}.", of.en, except.en))
}

fn step(grade: &Grade, better: Better, ja: bool) -> String {
    let word = &grade.word;
    match (grade.from, ja) {
        (Some(most), true) if better == Better::Less => format!("{most}以下は「{word}」"),
        (Some(most), false) if better == Better::Less => format!("“{word}” to {most}"),
        (Some(from), true) => format!("{from}以上は「{word}」"),
        (Some(from), false) => format!("“{word}” from {from}"),
        (None, true) => format!("ほかは「{word}」"),
        (None, false) => format!("“{word}” otherwise"),
    }
}

fn quoted(label: &Words) -> Words {
    words(format!("「{}」", label.ja), format!("“{}”", label.en))
}

fn operand_words(operand: &Operand, relation: &Relation, form: &Form) -> Words {
    // What stands in the same table is named without it.
    let label = |path: &ValuePath| match relation.of.as_slice() {
        [of] => path.label_beside(of, form),
        _ => path.label(form),
    };
    match operand {
        Operand::Number(number) => words(number.to_string(), number.to_string()),
        Operand::Here(path) => quoted(&label(path)),
        Operand::LastYear(path) => of_last_year(&quoted(&path.label(form))),
        Operand::Elsewhere(other) => of_elsewhere(other),
    }
}

fn of_elsewhere(other: &ValueElsewhere) -> Words {
    let (form, value) = (other.label.0.as_deref(), quoted(&other.label.1));
    let words = match form {
        Some(form) => words(format!("「{form}」の{}", value.ja), format!("{} of “{form}”", value.en)),
        None => value,
    };
    let words = if other.last_year { of_last_year(&words) } else { words };
    let (ja, en) = match other.place {
        PlaceElsewhere::Same => return words,
        PlaceElsewhere::Prefecture => ("都道府県", "the prefecture"),
        PlaceElsewhere::Owner => ("属する自治体", "the place that it belongs to"),
    };
    Words { ja: format!("{ja}の{}", words.ja), en: format!("{} of {en}", words.en) }
}

fn of_last_year(label: &Words) -> Words {
    words(format!("前の年度の{}", label.ja), format!("{} of the year before", label.en))
}

/// What a value is called beside one of another document: with its year, its form and its place where they are others.
fn name_in_document(own: Words, document: &Document, beside: &Document) -> Words {
    let mut name = own;
    if document.form.id != beside.form.id && document.name != beside.name {
        let form = &document.form.short;
        name = words(format!("「{form}」の{}", name.ja), format!("{} of `{form}`", name.en));
    }
    if document.year != beside.year {
        name = of_last_year(&name);
    }
    if document.place.id != beside.place.id {
        let place = &document.place.name;
        name = words(format!("{place}の{}", name.ja), format!("{} of {place}", name.en));
    }
    name
}

fn listed(all: Vec<Words>) -> Words {
    let (ja, en): (Vec<String>, Vec<String>) = all.into_iter().map(|Words { ja, en }| (ja, en)).unzip();
    words(ja.concat(), en.join(", "))
}

/// How a sheet disagrees with a relation, with the figures and the sum that was done.
#[must_use]
pub fn broken_words(broken: &Broken<'_>, relation: &Relation) -> Words {
    let Broken { value, others, disagreement } = broken;
    let (label, written) = (value.label(), value.shown());
    let name = |at: usize| {
        let other = others.get(at)?;
        let label = other.label_beside(value);
        let own = words(format!("「{label}」"), format!("`{label}`"));
        Some(name_in_document(own, other.document, value.document))
    };
    let figure = |at: usize| others.get(at).map(DocumentValue::shown).unwrap_or_default();
    let named = |range: std::ops::Range<usize>| {
        let count = range.len();
        if count > NAMED {
            let first = name(range.start).unwrap_or_default();
            return words(format!("{}など{count}個の数", first.ja), format!("{} and {} others", first.en, count - 1));
        }
        listed(range.filter_map(name).collect())
    };
    let said = match disagreement {
        Disagreement::Amount(said, difference) => {
            let (ja, en) = match &relation.comparison {
                Comparison::Difference(_) => {
                    let (first, rest) = (named(0..1), named(1..others.len()));
                    (format!("{}から{}を引くと", first.ja, rest.ja), format!("{} less {} is", first.en, rest.en))
                }
                Comparison::Ratio(_, _, per) => {
                    let times = if *per == 1 { String::new() } else { format!("×{per}") };
                    let sum = format!("{}÷{}{times}", figure(0), figure(1));
                    let names = named(0..others.len());
                    (format!("{}を計算すると（{sum}）", names.ja), format!("{} give ({sum})", names.en))
                }
                Comparison::SameAs(_) if others.is_empty() => ("様式では".to_owned(), "the form says".to_owned()),
                Comparison::SameAs(_) => {
                    let names = named(0..others.len());
                    (format!("{}は", names.ja), format!("{} is", names.en))
                }
                _ => {
                    let names = named(0..others.len());
                    (format!("{}を足すと", names.ja), format!("{} add up to", names.en))
                }
            };
            words(
                format!("「{label}」は {written} ですが、{ja} {said} です（差 {difference}）。"),
                format!("`{label}` is {written}, but {en} {said} (difference {difference})."),
            )
        }
        Disagreement::Above(most) => {
            let name =
                name(0).map_or_else(|| words("上限の", "the limit"), |name| words(format!("{}の", name.ja), name.en));
            words(
                format!("「{label}」の {written} は、{} {most} を超えています。", name.ja),
                format!("`{label}` {written} is more than {} {most}.", name.en),
            )
        }
        Disagreement::Below(least) => {
            let at = others.len().saturating_sub(1);
            let name =
                name(at).map_or_else(|| words("下限の", "the limit"), |name| words(format!("{}の", name.ja), name.en));
            words(
                format!("「{label}」の {written} は、{} {least} を下回っています。", name.ja),
                format!("`{label}` {written} is less than {} {least}.", name.en),
            )
        }
        Disagreement::Words(other) => {
            let name = named(0..1);
            words(
                format!("「{label}」は「{written}」ですが、{}は「{other}」です。", name.ja),
                format!("`{label}` is `{written}`, but {} is `{other}`.", name.en),
            )
        }
        Disagreement::Grade(wanted) => {
            let (rate, figure) = (named(0..1), figure(0));
            words(
                format!("「{label}」は「{written}」ですが、{}が {figure} なら「{wanted}」です。", rate.ja),
                format!("`{label}` is `{written}`, but {} {figure} asks for `{wanted}`.", rate.en),
            )
        }
    };
    match &relation.message {
        Some(own) => words(format!("{}{}", own.ja, said.ja), format!("{} {}", own.en, said.en)),
        None => said,
    }
}
