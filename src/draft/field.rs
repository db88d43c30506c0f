//! One field to be answered, with what the form says of it and what last year's sheet said.

use crate::form::keys::OF_ANSWERS;
use crate::form::{Audience, Field, Kind, Level, Section};
use crate::value::{Answer, Circumstances, Composition, Rates, Value};

use super::last::{Last, around, figure};
use super::layout::{Block, Line};
use super::{indicators, rows};

/// The lines of a field.
pub fn line(key: &str, section: &Section, field: &Field, last: Option<&Last<'_>>) -> Line {
    let mut above = explanation(key, field);
    let said = last.and_then(|last| Some((last, last.answer(section, field)?)));
    let value = match (&field.kind, said) {
        (Kind::Number, said) => figures(number(field, &mut above, said), said, field),
        (Kind::Composition(_), said) => figures(composition(field, said), said, field),
        (Kind::Rates(_), said) => figures(rates(field, said), said, field),
        (Kind::Indicators(columns), said) => indicators::block(columns, section, field, last, said, &mut above),
        (Kind::Table(settings), said) => rows::table(settings, said, &mut above),
        (Kind::Schedule(columns), said) => rows::schedule(columns, said, &mut above),
        (Kind::Text | Kind::Prose | Kind::Date, None) => Block::Blank,
        (Kind::Presence(levels), None) => {
            let level = |(key, level): (String, &Level)| {
                Line::new(key, Block::Blank).beside(level.unit.clone().unwrap_or_default())
            };
            let lines: Vec<Line> = field.kind.names().keys(OF_ANSWERS).into_iter().zip(levels).map(level).collect();
            if lines.is_empty() { Block::Blank } else { Block::Map(lines) }
        }
        (Kind::Text | Kind::Prose | Kind::Date | Kind::Presence(_), Some((last, (_, answer)))) => {
            let anew = last.asked_anew(answer);
            let block = if anew.is_some() { Block::Blank } else { last.answer_again(answer, field) };
            above.extend((block != Block::Blank).then(|| last.to_check()));
            above.extend(anew.into_iter().chain(last.counts(answer)));
            block
        }
    };
    let beside = if matches!(value, Block::Blank | Block::Map(_)) { hint(field) } else { "" };
    Line::new(key, value).above(above).beside(beside)
}

/// What the form says of a field.
fn explanation(key: &str, field: &Field) -> Vec<String> {
    let mut lines = Vec::new();
    if !key.ends_with(&field.label) {
        lines.push(field.label.clone());
    }
    if field.required {
        lines.push("［必須］".to_owned());
    }
    if field.audience == Audience::Advisors {
        lines.push("［非公開］アドバイザーだけが読みます。".to_owned());
    }
    lines.extend(field.as_of.as_ref().map(|as_of| format!("時点: {as_of}")));
    lines.extend(field.note.as_ref().map(|note| format!("様式の注記: {note}")));
    lines
}

/// What an answer to a field of this kind looks like.
fn hint(field: &Field) -> &'static str {
    match field.kind {
        Kind::Presence(_) => "有・無・不明。数も答えるときは「有 1／3」",
        Kind::Date => "例: R6年6月、通年、随時",
        Kind::Prose => "文章。長いときは「|」と書き、次の行から字下げします",
        _ => "",
    }
}

/// An answer of last year with the document it stands in.
pub type Said<'l, 'a> = Option<(&'l Last<'a>, (&'a Field, &'a Answer))>;

/// Figures are found out anew each year; their time comes first, as everything else depends on it.
fn figures(mut lines: Vec<Line>, said: Said<'_, '_>, field: &Field) -> Block {
    if field.as_of.is_none() {
        let time = Line::new("時点", Block::Blank);
        let around = said.map(|(last, (_, answer))| (last, around(&answer.circumstances)));
        let composed = !matches!(field.kind, Kind::Number);
        let remark = around.filter(|(_, around)| composed && !around.is_empty());
        let time = time.beside(remark.map(|(last, around)| last.remark(&around)).unwrap_or_default());
        lines.insert(if composed { 0 } else { lines.len() }, time);
    }
    Block::Map(lines)
}

fn number(field: &Field, above: &mut Vec<String>, said: Said<'_, '_>) -> Vec<Line> {
    if let Some((last, (_, answer))) = said
        && let Value::Number(quantity) = &answer.value
    {
        above.push(last.remark(&figure(quantity, &answer.circumstances)));
    }
    vec![Line::new("値", Block::Blank).beside(field.unit.clone().unwrap_or_default())]
}

fn composition(field: &Field, said: Said<'_, '_>) -> Vec<Line> {
    let all = field.kind.names();
    let before = said.and_then(|(last, (_, answer))| match &answer.value {
        Value::Composition(composition) => Some((last, composition.as_ref())),
        _ => None,
    });
    let total = before.and_then(|(last, before)| Some(last.remark(&plain(&before.total.as_ref()?.0))));
    let part = |id: &str| {
        let (last, before): (&Last<'_>, &Composition) = before?;
        let part = before.all_parts().into_iter().find(|part| part.id == id)?;
        Some(last.remark(&plain(&part.quantity)))
    };
    let lines = all.keys(OF_ANSWERS).into_iter().zip(all.ids()).map(|(key, id)| (key, part(id)));
    std::iter::once(("合計".to_owned(), total)).chain(lines).map(|(key, before)| blank(key, field, before)).collect()
}

fn rates(field: &Field, said: Said<'_, '_>) -> Vec<Line> {
    let before = said.and_then(|(last, (_, answer))| match &answer.value {
        Value::Rates(rates) => Some((last, rates)),
        _ => None,
    });
    let point = |id: &str| {
        let (last, before): (&Last<'_>, &Rates) = before?;
        Some(last.remark(&plain(&before.points.iter().find(|point| point.id == id)?.quantity)))
    };
    let points = field.kind.names();
    let lines = points.keys(OF_ANSWERS).into_iter().zip(points.ids());
    lines.map(|(key, id)| blank(key, field, point(id))).collect()
}

fn plain(quantity: &crate::value::Quantity) -> String {
    figure(quantity, &Circumstances::default())
}

/// A key to be filled in, with its unit and what was there before.
fn blank(key: String, field: &Field, before: Option<String>) -> Line {
    let remarks: Vec<String> = field.unit.clone().into_iter().chain(before).collect();
    Line::new(key, Block::Blank).beside(remarks.join("　"))
}
