//! How long a chart takes, and how long plotters' stock SVG back end takes for the same marks by the same code:
//! `cargo bench --bench charts`.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::from_iter_instead_of_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark may stop where it fails"
)]

use divan::{Bencher, black_box};
use nenpo::charts::composition::{Composition, Part, composition};
use nenpo::charts::composition_years::{Year as YearOfParts, composition_years};
use nenpo::charts::issues::{Issue, Part as PartIn, issues};
use nenpo::charts::places::{Place, Places, places};
use nenpo::charts::progress::{ProgressChart, progress};
use nenpo::charts::rates::{Point, Rates, rates};
use nenpo::charts::schedule::{Entry, schedule};
use nenpo::charts::sparkline::sparkline;
use nenpo::charts::svg::Svg;
use nenpo::charts::years::{Year, years};
use nenpo::charts::{Coverage, Frame};
use nenpo::compare::progress::of;
use nenpo::form::IndicatorColumns;
use nenpo::text::Date;
use nenpo::text::SiteLanguage;
use nenpo::value::indicators::Cell;
use nenpo::value::{Absence, Indicator, Quantity};
use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::prelude::{
    Cartesian2d, ChartBuilder, ChartContext, Color, DrawingArea, DrawingBackend, IntoDrawingArea, IntoFont, RGBColor,
    Rectangle, SVGBackend, Text, TextStyle, WHITE,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};

fn main() {
    divan::main();
}

const FRAME: Frame<'_> = Frame {
    id: "inpatients",
    what: "入院精神障害者数",
    place: "川崎市",
    year: "令和3年度（2021年度）",
    as_of: Some("R2年4月"),
    scope: None,
    language: SiteLanguage::Japanese,
    table: None,
};

fn read(text: &str) -> Quantity {
    Quantity::read(text, Some("人"))
}

#[divan::bench]
fn composition_chart(bencher: Bencher) {
    let quantities = ["452人（29.5％）", "344人（22.5％）", "734人（48.0％）", "445人", "289人"].map(read);
    let total = read("1,530人");
    let part = |label, index: usize, parts| Part {
        label,
        quantity: &quantities[index],
        share: quantities[index].share(),
        headline: false,
        parts,
    };
    let parts = [
        part("３か月未満", 0, vec![]),
        part("３か月以上１年未満", 1, vec![]),
        part("１年以上", 2, vec![part("うち６５歳以上", 3, vec![]), part("うち６５歳未満", 4, vec![])]),
    ];
    let input = Composition { total: Some(&total), parts: &parts, unit: "人" };
    bencher.bench(|| composition(black_box(&FRAME), black_box(&input)));
}

/// The marks and texts of that chart, on our own back end: to be held against the next one, which runs the same code.
#[divan::bench]
fn composition_drawn_by_our_back_end(bencher: Bencher) {
    bencher.bench(|| {
        let mut svg = String::new();
        marks(&Svg::new(&mut svg, SIZE).into_drawing_area()).expect("a drawing");
        svg
    });
}

/// The same marks and texts, by the same code, on plotters' stock back end.
#[divan::bench]
fn composition_drawn_by_the_stock_back_end(bencher: Bencher) {
    bencher.bench(|| {
        let mut svg = String::new();
        marks(&SVGBackend::with_string(&mut svg, SIZE).into_drawing_area()).expect("a drawing");
        svg
    });
}

/// The chart as plotters' guide draws one: white ground, a caption for a title, axes with their labels, the marks.
#[divan::bench]
fn composition_chart_as_in_the_guide(bencher: Bencher) {
    bencher.bench(|| {
        let mut svg = String::new();
        guide(&mut svg).expect("a drawing");
        svg
    });
}

const BARS: [(f64, f64, RGBColor); 3] =
    [(0.0, 29.5, RGBColor(0, 139, 242)), (29.5, 52.0, RGBColor(0, 102, 190)), (52.0, 100.0, RGBColor(0, 35, 75))];
const SPLIT: [(f64, f64); 2] = [(52.0, 81.1), (81.1, 100.0)];
const TEXTS: [(&str, f64, i32); 13] = [
    ("３か月未満", 0.0, 92),
    ("３か月以上１年未満", 29.5, 96),
    ("１年以上", 52.0, 92),
    ("29.5％", 14.0, 70),
    ("452人", 14.0, 60),
    ("22.5％", 40.0, 70),
    ("344人", 40.0, 60),
    ("48.0％", 76.0, 70),
    ("734人", 76.0, 60),
    ("65歳以上", 66.0, 30),
    ("445人", 66.0, 20),
    ("65歳未満", 90.0, 30),
    ("289人", 90.0, 20),
];

const SIZE: (u32, u32) = (340, 160);

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn marks<B: DrawingBackend<ErrorType: 'static>>(root: &DrawingArea<B, Shift>) -> Drawn {
    let mut chart = ChartBuilder::on(root).build_cartesian_2d(0.0..100.0, 0..100)?;
    series(&mut chart)?;
    root.present()?;
    Ok(())
}

fn guide(svg: &mut String) -> Drawn {
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("１年以上が48.0％", ("sans-serif", 13))
        .x_label_area_size(20)
        .y_label_area_size(20)
        .build_cartesian_2d(0.0..100.0, 0..100)?;
    chart.configure_mesh().draw()?;
    series(&mut chart)?;
    root.present()?;
    Ok(())
}

type Chart<'a, B> = ChartContext<'a, B, Cartesian2d<RangedCoordf64, RangedCoordi32>>;

fn series<B: DrawingBackend<ErrorType: 'static>>(chart: &mut Chart<'_, B>) -> Drawn {
    chart.draw_series(BARS.iter().map(|(from, to, color)| Rectangle::new([(*from, 50), (*to, 90)], color.filled())))?;
    chart.draw_series(SPLIT.iter().map(|(from, to)| Rectangle::new([(*from, 10), (*to, 45)], BARS[2].2.filled())))?;
    let style = TextStyle::from(("sans-serif", 13).into_font()).pos(Pos::new(HPos::Left, VPos::Center));
    chart.draw_series(TEXTS.iter().map(|(text, x, y)| Text::new(*text, (*x, *y), style.clone())))?;
    Ok(())
}

#[divan::bench]
fn rates_chart(bencher: Bencher) {
    let quantities = ["64.5％", "80.0％", "86.0％"].map(read);
    let labels = ["入院後３か月時点", "入院後６か月時点", "入院後１年時点"];
    let points: Vec<Point<'_>> =
        labels.iter().zip(&quantities).map(|(label, quantity)| Point { label, quantity }).collect();
    let input = Rates { points: &points, unit: "％", earlier: &[], range: None };
    bencher.bench(|| rates(black_box(&FRAME), black_box(&input)));
}

#[divan::bench]
fn progress_chart(bencher: Bencher) {
    let [baseline, target, actual] = ["53件", "61件", "58件"]
        .map(|text| Some(Cell { quantities: vec![Quantity::read(text, None)], ..Cell::default() }));
    let indicator = Indicator { baseline, target, actual, ..Indicator::default() };
    let columns = IndicatorColumns::default();
    let heads = ["現状値", "目標値", "実績値"];
    bencher.bench(|| {
        let lines = of(black_box(&indicator), &columns, Date::FiscalYear { year: 2021, word: "" });
        progress(black_box(&FRAME), &ProgressChart { name: "個別支援", heads, lines: &lines })
    });
}

#[divan::bench]
fn chart_of_1800_places(bencher: Bencher) {
    let quantities: Vec<Quantity> = (0..1800).map(|index| read(&format!("{}", (index * 37) % 997))).collect();
    let list: Vec<Place<'_>> = quantities.iter().map(|quantity| Place { name: "川崎市", quantity }).collect();
    let input = Places { places: &list, this: Some(7), unit: "人" };
    bencher.bench(|| places(black_box(&FRAME), black_box(&input)));
}

/// Figures of ten years, the oldest first.
fn ten_years() -> Vec<(String, Quantity)> {
    (2016..2026).map(|year| (format!("{year}年度"), read(&format!("{}", 1500 - (year - 2016) * 37)))).collect()
}

#[divan::bench]
fn chart_of_ten_years(bencher: Bencher) {
    let figures = ten_years();
    let mut input: Vec<Year<'_>> = Vec::new();
    for (label, quantity) in &figures {
        input.push(Year { label, short: label, quantity: Some(quantity), apart: None, coverage: Coverage::default() });
    }
    bencher.bench(|| years(black_box(&FRAME), black_box(&input), "人"));
}

#[divan::bench]
fn composition_of_ten_years(bencher: Bencher) {
    let figures = ten_years();
    let quantities = ["452人", "344人", "734人"].map(read);
    let labels = ["３か月未満", "３か月以上１年未満", "１年以上"];
    let part = |(label, quantity)| Part { label, quantity, share: None, headline: false, parts: vec![] };
    let parts: Vec<Part<'_>> = labels.into_iter().zip(&quantities).map(part).collect();
    let composition = || Composition { total: None, parts: &parts, unit: "人" };
    let year =
        |label| YearOfParts { label, composition: Some(composition()), apart: None, coverage: Coverage::default() };
    let input: Vec<YearOfParts<'_>> = figures.iter().map(|(label, _)| year(label)).collect();
    bencher.bench(|| composition_years(black_box(&FRAME), black_box(&input)));
}

#[divan::bench]
fn spark_of_ten_years(bencher: Bencher) {
    let figures = ten_years();
    let input: Vec<(&str, Option<&Quantity>)> =
        figures.iter().map(|(label, quantity)| (label.as_str(), Some(quantity))).collect();
    bencher.bench(|| sparkline(SiteLanguage::Japanese, "人口", black_box(&input), "人"));
}

#[divan::bench]
fn schedule_chart(bencher: Bencher) {
    let entry = |(period, months, item)| Entry { period, months: Some(months), item };
    let entries =
        [("4月", (0, 0), "計画をつくる"), ("6月～9月", (2, 5), "研修会"), ("通年", (0, 11), "協議の場")].map(entry);
    bencher.bench(|| schedule(black_box(&FRAME), black_box(&entries)));
}

#[divan::bench]
fn issues_by_sector(bencher: Bencher) {
    let labels = ["住まいの確保", "ピアサポーターの活躍", "家族への支援"];
    let involved = [[true, false, true, true], [true, true, false, false], [false, true, true, false]];
    let part = |involved| if involved { PartIn::Involved } else { PartIn::Absent(Absence::Unanswered) };
    let issue = |(label, involved): (_, [bool; 4])| Issue { label, involved: involved.map(part).to_vec() };
    let input: Vec<Issue<'_>> = labels.into_iter().zip(involved).map(issue).collect();
    bencher.bench(|| issues(black_box(&FRAME), &["行政", "医療", "福祉", "その他"], black_box(&input)));
}
