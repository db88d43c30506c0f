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

#[allow(dead_code, unused_imports, reason = "cases are drawn here, and shown on no page")]
#[path = "../tests/charts/cases/mod.rs"]
mod cases;

use divan::{Bencher, black_box};
use nenpo::charts::places::{PlaceFigure, PlacesChart, places};
use nenpo::charts::svg::Svg;
use nenpo::charts::{CHARTS, Chart, ChartFrame};
use nenpo::text::SiteLanguage;
use nenpo::value::Quantity;
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

const FRAME: ChartFrame<'_> = ChartFrame {
    id: "inpatients",
    what: "入院精神障害者数",
    place: "川崎市",
    year: "令和3年度（2021年度）",
    as_of: Some("R2年4月"),
    scope: None,
    language: SiteLanguage::Japanese,
    table: None,
};

/// All cases of a chart, which are those of the tests.
#[divan::bench(args = CHARTS)]
fn cases_of(bencher: Bencher, chart: &Chart) {
    let cases = cases::cases(chart);
    bencher.bench(|| cases.iter().map(|case| (case.draw)().map_or(0, |figure| figure.svg.len())).sum::<usize>());
}

/// The marks and texts of a composition, on our own back end: to be held against the next one, which runs the same code.
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

type GuideChart<'a, B> = ChartContext<'a, B, Cartesian2d<RangedCoordf64, RangedCoordi32>>;

fn series<B: DrawingBackend<ErrorType: 'static>>(chart: &mut GuideChart<'_, B>) -> Drawn {
    chart.draw_series(BARS.iter().map(|(from, to, color)| Rectangle::new([(*from, 50), (*to, 90)], color.filled())))?;
    chart.draw_series(SPLIT.iter().map(|(from, to)| Rectangle::new([(*from, 10), (*to, 45)], BARS[2].2.filled())))?;
    let style = TextStyle::from(("sans-serif", 13).into_font()).pos(Pos::new(HPos::Left, VPos::Center));
    chart.draw_series(TEXTS.iter().map(|(text, x, y)| Text::new(*text, (*x, *y), style.clone())))?;
    Ok(())
}

#[divan::bench]
fn chart_of_1800_places(bencher: Bencher) {
    let quantities: Vec<Quantity> =
        (0..1800).map(|index| Quantity::read(&format!("{}", (index * 37) % 997), Some("人"))).collect();
    let list: Vec<PlaceFigure<'_>> =
        quantities.iter().map(|quantity| PlaceFigure { name: "川崎市", quantity }).collect();
    let input = PlacesChart { places: &list, this: Some(7), unit: "人", reach: None };
    bencher.bench(|| places(black_box(&FRAME), black_box(&input)));
}
