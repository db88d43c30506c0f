//! The chart that a field will have, told from the form alone.

use crate::charts::CATEGORIES;
use crate::form::{Field, MatrixChart};
use crate::source::{StaticWords, Words, words};

use super::matrix;

/// What is drawn of the answers to a field on the sheets of a fiscal year, and when; nothing where they have no chart.
#[must_use]
pub fn asked_chart(field: &Field, year: i32) -> Option<Words> {
    let kind = &field.kind;
    let columns = |has: bool, ja, en| has.then(|| StaticWords::new(ja, en));
    let words = if let Some(parts) = kind.composition() {
        Some(if parts.len() <= CATEGORIES.len() {
            StaticWords::new("内訳の帯", "a bar of the parts")
        } else {
            StaticWords::new("区分ごとの横棒", "a bar for each part")
        })
    } else if kind.rates().is_some() {
        Some(StaticWords::new("時点ごとの横棒", "a bar for each point"))
    } else if let Some(asked) = kind.indicators() {
        let compared = asked.target.is_some() || asked.baseline.is_some() && asked.actual.is_some();
        if asked.heads().any(|head| head.is_figure() && head.years.is_some()) {
            return Some(words("年度ごとの実績と目標の線", "lines of results and targets over the years"));
        }
        columns(compared, "目標と実績（数で書かれた指標）", "targets and results, of indicators in numbers")
    } else if let Some(settings) = kind.matrix() {
        if settings.chart.is_none() && !settings.need.is_empty() && !settings.supply.is_empty() {
            return Some(words("必要な量と確保する量の線", "lines of need and supply"));
        }
        match matrix::asked(settings, year) {
            MatrixChart::Line => Some(StaticWords::new("折れ線", "lines")),
            MatrixChart::Stacked => Some(StaticWords::new("積み上げの横棒", "stacked bars")),
            MatrixChart::Pyramid => Some(StaticWords::new("左右に伸びる横棒", "bars to both sides")),
            MatrixChart::Heat => Some(StaticWords::new("数の大きさで塗り分けた表", "a table shaded by size")),
            MatrixChart::None => None,
        }
    } else if kind.schedule().is_some() {
        Some(StaticWords::new(
            "月ごとの帯（時期の読める行が二つ以上のとき）",
            "a band of months, where two rows have times",
        ))
    } else {
        let split = kind.table().is_some_and(|settings| settings.columns.iter().any(|column| !column.by.is_empty()));
        columns(split, "どの部門が関わるか（三行以上のとき）", "which sector has a part, of three rows or more")
    };
    words.map(|words| crate::source::words(words.ja, words.en))
}
