//! Charts of anything: whatever a sheet says, no chart panics, no text meets another or leaves its chart.

use nenpo::charts::composition::{ChartPart, CompositionChart, composition};
use nenpo::charts::composition_years::{YearComposition as CompositionYear, composition_years};
use nenpo::charts::places::{PlaceFigure, PlacesChart, median, places};
use nenpo::charts::position::{PositionChart, position};
use nenpo::charts::progress::{ProgressChart, progress};
use nenpo::charts::rates::{ChartPoint, EarlierRates, RatesChart, rates};
use nenpo::charts::schedule::{ScheduleBar, schedule};
use nenpo::charts::trend::{TrendPoint, trend};
use nenpo::charts::{ChartFrame, Coverage, DrawnChart, Reason};
use nenpo::compare::progress::assess;
use nenpo::form::Better;
use nenpo::text::date::Date;
use nenpo::text::{Decimal, SiteLanguage};
use nenpo::value::Quantity;
use proptest::collection::vec;
use proptest::prelude::*;

use super::cases::inputs::indicator;
use super::check_texts;

const FRAME: ChartFrame<'_> = ChartFrame {
    id: "any",
    what: "入院精神障害者数",
    place: "川崎市",
    year: "令和3年度",
    as_of: None,
    scope: None,
    language: SiteLanguage::Japanese,
    table: None,
};

/// A drawing of a cell, as a chart.
fn in_a_cell(drawn: Result<String, Reason>) -> Result<DrawnChart, Reason> {
    drawn.map(|svg| DrawnChart { svg, ..DrawnChart::default() })
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let number = prop_oneof![
        (0_u64..2_000).prop_map(|number| number.to_string()),
        (0_u64..1_000_000_000_000).prop_map(|number| number.to_string()),
        (0_u32..1_000).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
    ];
    let text = prop_oneof![
        8 => number.clone().prop_map(|number| format!("{number}人")),
        1 => number.clone().prop_map(|number| format!("約{number}人")),
        1 => number.clone().prop_map(|number| format!("{number}人以上")),
        1 => number.clone().prop_map(|number| format!("▲{number}人")),
        1 => (number.clone(), number).prop_map(|(low, high)| format!("{low}～{high}人")),
        2 => "不明|非公表|未報告|記載なし|－|令和3上半期調査|前年度増|前年度減|維持|0人|随時、必要に応じて開催する",
        1 => "\\PC{0,20}",
    ];
    text.prop_map(|text| Quantity::read(&text, Some("人")))
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof!["[か月以上未満年うち患者０-９0-9a-zA-Z]{0,24}", "\\PC{0,12}"]
}

/// Draws for sites in all languages.
fn check(draw: impl Fn(&ChartFrame<'_>) -> Result<DrawnChart, Reason>) {
    for language in [SiteLanguage::Japanese, SiteLanguage::English] {
        match draw(&ChartFrame { language, ..FRAME }) {
            Ok(figure) => check_texts("any", &figure.svg),
            Err(Reason(words)) => assert!(!words.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn compositions(
        total in proptest::option::of(quantity()),
        parts in vec((label(), quantity(), vec((label(), quantity()), 0..4)), 0..7),
    ) {
        let parts: Vec<ChartPart<'_>> = parts.iter().map(|(label, quantity, split)| ChartPart {
            label,
            quantity,
            share: None,
            headline: false,
            parts: split.iter().map(|(label, quantity)| ChartPart { label, quantity, share: None,
            headline: false, parts: vec![] }).collect(),
        }).collect();
        let input = CompositionChart { total: total.as_ref(), parts: &parts, unit: "人" };
        check(|frame| composition(frame, &input));
        let year = CompositionYear { label: "令和3年度", composition: Some(input), apart: None, coverage: Coverage { as_of: Some("R3年4月"), scope: None } };
        check(|frame| composition_years(frame, &[year.clone(), CompositionYear { label: "令和4年度", composition: None, apart: Some("出典が異なる"), coverage: Coverage::default() }, year.clone()]));
    }

    #[test]
    fn indicators(
        baseline in vec(quantity(), 0..3),
        target in vec(quantity(), 0..3),
        actual in vec(quantity(), 0..3),
        better in 0_usize..3,
    ) {
        let heads = ["現状値", "目標値", "実績値"];
        let better = [None, Some(Better::More), Some(Better::Less)][better];
        let (indicator, columns) = indicator("取組", better, [baseline, target, actual]);
        let lines = assess(&indicator, &columns, Date::FiscalYear { year: 2021, word: "" });
        check(|frame| progress(frame, &ProgressChart { name: "取組", heads, lines: &lines }));
    }

    #[test]
    fn measures(list in vec((label(), quantity()), 0..40), this in proptest::option::of(0_usize..40)) {
        let all: Vec<PlaceFigure<'_>> = list.iter().map(|(name, quantity)| PlaceFigure { name, quantity }).collect();
        check(|frame| places(frame, &PlacesChart { places: &all, this, unit: "人", reach: None }));
        let points: Vec<TrendPoint<'_>> = list
            .iter()
            .enumerate()
            .map(|(index, (year, quantity))| TrendPoint { year, short: "R3", number: quantity.number().filter(|_| index % 7 != 3), apart: index % 5 == 4 })
            .collect();
        check(|frame| in_a_cell(trend(frame.language, frame.what, &points, "人")));
        let mut numbers: Vec<Decimal> = list.iter().filter_map(|(_, quantity)| quantity.number()).collect();
        numbers.sort_unstable();
        if let (Some(own), Some(median)) = (this.and_then(|this| numbers.get(this)), median(&numbers)) {
            let input = PositionChart { place: "川崎市", own: *own, all: &numbers, median, unit: "人" };
            check(|frame| in_a_cell(position(frame.language, frame.what, &input)));
        }
        let points: Vec<ChartPoint<'_>> = list.iter().take(5).map(|(label, quantity)| ChartPoint { label, quantity }).collect();
        let values = list.iter().rev().map(|(_, quantity)| Some(quantity)).collect();
        let earlier = [EarlierRates { year: "令和2年度", as_of: Some("R2年4月"), values }];
        check(|frame| rates(frame, &RatesChart { points: &points, unit: "人", earlier: &earlier, range: None, headline: None }));
    }

    #[test]
    fn schedules(list in vec((label(), proptest::option::of((0_u8..14, 0_u8..14)), label()), 0..12)) {
        let entries: Vec<ScheduleBar<'_>> =
            list.iter().map(|(period, months, item)| ScheduleBar { period, months: *months, item }).collect();
        check(|frame| schedule(frame, &entries));
    }
}
