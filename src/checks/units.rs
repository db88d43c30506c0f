//! Figures in another unit than the form's: of something else, or of the same in another size.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::Decimal;
use crate::text::fold::fold;
use crate::value::Meaning;
use crate::value::quantity::{UnitOfMeasure, like_units, same_unit};

use super::figures::{AskedQuantity, each_asked};
use super::{Check, Rule, Subject};

const OTHER_UNIT: Code = Code::warning(
    "other-unit",
    ("様式と違う単位です。", "The unit is not that of the form."),
    (
        "様式が人を尋ねる欄に件や床が書かれていると、別の数を写しています。",
        "Where the form asks for people and the answer counts beds, another figure was copied.",
    ),
    Front("人口: 604,894床"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

const UNIT_SIZE: Code = Code::warning(
    "unit-size",
    ("様式と大きさの違う単位です。", "The unit is larger or smaller than that of the form."),
    (
        "千円で尋ねる欄に円や百万円で書かれた数は、換算して足し、比べますが、ページには書かれたとおりに出ます。桁を間違えたままの数かもしれません。0と、換算すると前の年度と同じくらいの数は、知らせません。",
        "Where the form asks in 千円, figures in 円 or 百万円 are converted for sums and comparisons, and shown as written. \
                 Their size may be a slip. A zero is none, nor is a figure that is about as large as that of last year.",
    ),
    Front("人口: 605千人"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[OTHER_UNIT, UNIT_SIZE], subject: Subject::Figures, check: Check::Document(check) };

/// Counters (助数詞) that belong to one kind of thing each, as dictionaries have them: beds, books, animals. Whatever else is
/// counted has several words: where a form counts 病院 or 市町村, か所 is the same thing; 件, 台 and 戸 stand for many.
const STRICT: [&str; 5] = ["床", "冊", "頭", "匹", "羽"];

/// How many times a figure may be that of last year and still be of its size: a slip between 円 and 千円 is a thousand times.
const OF_ONE_SIZE: f64 = 10.0;

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let before = OnceCell::new();
    let size_before = |asked: &AskedQuantity<'_>| {
        before.get_or_init(|| sizes(site.previous(document))).get(&question(asked)).copied()
    };
    each_asked(document, |asked| look(document, asked, &size_before, findings));
}

/// What a figure answers: its field, the part or row, and the column of a matrix.
type FigureQuestion = (String, Option<String>, Option<String>);

fn question(asked: &AskedQuantity<'_>) -> FigureQuestion {
    (asked.field.id.clone(), asked.of.map(str::to_owned), asked.column.map(str::to_owned))
}

/// The figures of a document in the units of its form.
fn sizes(document: Option<&Document>) -> HashMap<FigureQuestion, f64> {
    let mut sizes = HashMap::new();
    if let Some(document) = document {
        each_asked(document, |asked| {
            let size = asked.unit.and_then(|unit| asked.quantity.in_unit(unit)?.number());
            sizes.extend(size.map(|size| (question(asked), size.to_f64())));
        });
    }
    sizes
}

fn look(
    document: &Document,
    asked: &AskedQuantity<'_>,
    size_before: &dyn Fn(&AskedQuantity<'_>) -> Option<f64>,
    findings: &mut Findings,
) {
    let own_size = || asked.quantity.in_unit(asked.unit?)?.number().map(Decimal::to_f64);
    let of_last_years_size = || {
        let (now, then) = (own_size()?, size_before(asked)?);
        Some(now * then > 0.0 && now.abs().max(then.abs()) < now.abs().min(then.abs()) * OF_ONE_SIZE)
    };
    let is_plausible = || own_size() == Some(0.0) || of_last_years_size() == Some(true);
    let AskedQuantity { field, quantity, span, unit, .. } = *asked;
    let (Meaning::Amount(_), Some(asked), Some(unit)) = (&quantity.meaning, unit, &quantity.unit) else {
        return;
    };
    findings.applied(&OTHER_UNIT);
    findings.applied(&UNIT_SIZE);
    let (asked_unit, asked_per) = asked.split_once(['／', '/']).unwrap_or((asked, ""));
    let asked_unit = asked_unit.trim();
    // 月2回 is a good answer to 回／年, but 850g／人 is none to g／人・日.
    let other_per = quantity
        .per
        .as_deref()
        .filter(|per| !(asked_per.is_empty() || same_unit(per, asked_per) || is_time(per) && is_time(asked_per)));
    if same_unit(unit, asked_unit) && other_per.is_none() {
        return;
    }
    let (is, should) = (UnitOfMeasure::parse(unit), UnitOfMeasure::parse(asked_unit));
    let written = &quantity.written;
    if !is.is_like(&should) || other_per.is_some() {
        let strict = |unit: &UnitOfMeasure, name: &str| unit.is_of_a_rule() || STRICT.contains(&name);
        if strict(&is, unit) || strict(&should, asked_unit) || other_per.is_some() {
            let message = words!(
                "「{}」は{asked}で尋ねていますが、「{written}」とあります。",
                "`{}` is asked in {asked}, but there is `{written}`.",
                field.label
            );
            let hint = words!(
                "数と単位を確かめ、{asked}で書いてください。",
                "Check figure and unit, and write it in {asked}."
            );
            findings.push(Finding::new(&OTHER_UNIT, document.source.position(span), message).hint(hint));
        }
        return;
    }
    // 8分35秒 is said in minutes, too.
    if is.is_as_large_as(&should) || is_said(written, asked_unit) || is_plausible() {
        return;
    }
    let converted = quantity.number().and_then(|number| is.convert(number, &should));
    let in_asked = converted.map(|number| format!("{number}{asked_unit}"));
    let message = words!(
        "「{}」は{asked}で尋ねていますが、「{written}」とあります。",
        "`{}` is asked in {asked}, but there is `{written}`.",
        field.label
    );
    let hint = match in_asked {
        Some(figure) => words!(
            "桁を確かめてください。正しければ「{figure}」と書きます。",
            "Check its size; if it is right, write `{figure}`."
        ),
        None => {
            words!("桁を確かめ、{asked}で書いてください。", "Check its size, and write it in {asked}.")
        }
    };
    findings.push(Finding::new(&UNIT_SIZE, document.source.position(span), message).hint(hint));
}

/// Whether something is counted for a span of time: 年, 月, 隔週.
fn is_time(per: &str) -> bool {
    let per = per.trim().trim_start_matches('隔');
    per == "月" || ["日", "か月", "秒"].iter().any(|time| like_units(per, time))
}

/// Whether a text has a number of this unit in it.
fn is_said(written: &str, unit: &str) -> bool {
    let (written, unit) = (fold(written).replace(' ', ""), fold(unit));
    written
        .match_indices(unit.as_str())
        .any(|(at, _)| written.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))
}
