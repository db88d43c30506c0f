//! Charts as documents: `tests/charts/<kind>.yaml` says what goes in, `<kind>.html` shows what comes out.
//!
//! Open the pages in a browser. `UPDATE=1 cargo test --test it charts` writes them anew; look before you keep them.

mod any;
mod cases;

use std::collections::HashSet;

use cases::{cases, folder, html, page};
use nenpo::charts::{CHARTS, DrawnChart};
use nenpo::text::width::em;
use scraper::{ElementRef, Html, Selector};

#[test]
fn every_case_comes_out_as_shown() {
    let mut wrong = String::new();
    for chart in CHARTS {
        let (name, cases) = (chart.name, cases(chart));
        assert!(!cases.is_empty(), "{name} has no case");
        let sections: String = cases.iter().map(html).collect();
        let style = ["../../src/charts/chart.css", "../../src/charts/lists.css", "page.css"];
        let style = style.map(|file| format!("<link rel=\"stylesheet\" href=\"{file}\">")).join("\n");
        let rendered = page(name, &style, &sections);
        let path = folder().join(format!("{name}.html"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &rendered).expect("a page written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != rendered {
            wrong += &[name, " differs\n"].concat();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_same_bytes_in_every_thread() {
    let pages = || CHARTS.iter().flat_map(cases).map(|case| html(&case)).collect::<String>();
    let alone = pages();
    let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(pages)).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("a page"), alone);
    }
}

#[test]
fn charts_are_small() {
    let sizes: Vec<(String, usize)> = figures().map(|(name, figure)| (name, figure.svg.len())).collect();
    let (largest, most) = sizes.iter().max_by_key(|(_, size)| *size).expect("charts");
    let average = sizes.iter().map(|(_, size)| size).sum::<usize>() / sizes.len();
    assert!(*most <= 15_000, "{largest}: {most} bytes");
    assert!(average <= 4_000, "{average} bytes on average");
}

#[test]
fn no_description_says_a_figure_twice() {
    for (name, figure) in figures() {
        let fragment = Html::parse_fragment(&figure.svg);
        let desc: String = fragment.select(&select("desc")).flat_map(|desc| desc.text()).collect();
        let clauses: Vec<&str> = desc.split(['、', '。']).collect();
        for clause in &clauses {
            let repeated = ["目標", "実績"].iter().find_map(|what| {
                let rest = clause.strip_prefix(what)?.strip_prefix('は')?;
                Some([what, rest].concat())
            });
            assert!(!repeated.is_some_and(|clause| clauses.contains(&clause.as_str())), "{name}: {desc}");
        }
    }
}

#[test]
fn texts_stand_apart_and_inside() {
    for (name, figure) in figures() {
        check_texts(&name, &figure.svg);
    }
}

/// No two texts meet, and none leaves the drawing.
fn check_texts(name: &str, drawing: &str) {
    let fragment = Html::parse_fragment(drawing);
    let svg = fragment.select(&select("svg")).next().expect("a drawing");
    let view = svg.value().attr("viewBox").expect("a viewBox").split(' ');
    let size: Vec<f64> = view.map(|number| number.parse().expect("a number")).collect();
    let boxes: Vec<(String, [f64; 4])> = fragment.select(&select("text")).map(boxed).collect();
    for (index, (text, [left, top, right, bottom])) in boxes.iter().enumerate() {
        let inside = *left >= -0.1 && *top >= -0.1 && *right <= size[2] + 0.1 && *bottom <= size[3] + 0.1;
        assert!(inside, "{name}: {text} leaves the chart: {left} {top} {right} {bottom} of {size:?}\n{drawing}");
        for (other, [from, over, to, under]) in boxes.iter().skip(index + 1) {
            let apart = right <= from || to <= left || bottom <= over || under <= top;
            assert!(apart, "{name}: {text} meets {other}\n{drawing}");
        }
    }
}

/// A text and the box that its characters fill, by the widths that are upper bounds in common fonts.
fn boxed(text: ElementRef<'_>) -> (String, [f64; 4]) {
    let drawn: String = text.text().collect();
    let number = |name: &str| text.value().attr(name).expect(name).parse::<f64>().expect("a number");
    let size = if text.value().classes().any(|class| class == "s") { 12.0 } else { 13.0 };
    let (x, y, width) = (number("x"), number("y"), em(&drawn) * size);
    let is = |side: &str| text.value().classes().any(|class| class == side);
    let left = if is("e") {
        x - width
    } else if is("m") {
        x - width / 2.0
    } else {
        x
    };
    (drawn, [left, y - 0.8 * size, left + width, y + 0.12 * size])
}

#[test]
fn every_number_drawn_stands_in_the_table() {
    for (name, figure) in figures().filter(|(_, figure)| !figure.table.head.is_empty()) {
        let rows = figure.table.rows.iter().flat_map(|row| std::iter::once(&row.head).chain(&row.cells));
        let known: HashSet<String> = rows.chain(&figure.table.head).flat_map(|cell| numbers(cell)).collect();
        let fragment = Html::parse_fragment(&figure.svg);
        for text in fragment.select(&select("text")) {
            let axis = text
                .ancestors()
                .filter_map(ElementRef::wrap)
                .chain([text])
                .any(|element| element.value().classes().any(|class| class == "axis" || class == "grid"));
            let shortened = text.text().any(|text| text.contains('…'));
            for number in text.text().filter(|_| !axis && !shortened).flat_map(numbers) {
                assert!(known.contains(&number), "{name}: {number} is drawn and not in the table");
            }
        }
    }
}

/// The numbers in a text, full-width digits as half-width ones.
fn numbers(text: &str) -> Vec<String> {
    let folded = nenpo::text::fold::fold(text).replace(',', "");
    let pieces = folded.split(|c: char| !c.is_ascii_digit() && c != '.');
    pieces.map(|piece| piece.trim_matches('.').to_owned()).filter(|piece| !piece.is_empty()).collect()
}

#[test]
fn drawings_name_themselves_and_bring_no_style() {
    let mut ids = HashSet::new();
    for (name, figure) in figures() {
        assert!(!figure.svg.contains("style"), "{name}");
        let fragment = Html::parse_fragment(&figure.svg);
        let svg = fragment.select(&select("svg")).next().expect("a drawing").value();
        assert_eq!(svg.attr("role"), Some("img"), "{name}");
        match svg.attr("aria-labelledby") {
            None => assert!(svg.attr("aria-label").is_some_and(|label| !label.is_empty()), "{name}"),
            Some(label) => {
                for id in label.split(' ') {
                    let text: String =
                        fragment.select(&select(&format!("[id='{id}']"))).flat_map(|element| element.text()).collect();
                    assert!(text.chars().count() >= 5, "{name}: #{id} says {text}");
                    assert!(ids.insert(id.to_owned()), "{name}: #{id} twice");
                }
            }
        }
    }
}

#[test]
fn marks_are_the_drawing_without_its_words() {
    let texts = |svg: &str| {
        let fragment = Html::parse_fragment(svg);
        fragment.select(&select("text")).map(|text| text.text().collect::<String>()).collect::<Vec<_>>()
    };
    let mut count = 0;
    for (name, figure) in figures().filter(|(_, figure)| figure.svg.contains("<desc")) {
        let marks = figure.marks();
        assert!(["<title", "<desc", "role=", "aria-"].iter().all(|words| !marks.contains(words)), "{name}: {marks}");
        assert_eq!(texts(&marks), texts(&figure.svg), "{name}");
        count += 1;
    }
    assert!(count > 50, "only {count} drawings");
}

#[test]
fn headlines_are_findings_of_a_line() {
    for (name, figure) in figures().filter(|(name, _)| !name.contains("long") && !name.contains("digits")) {
        // As many kanji as stand in a line; letters are about half as wide.
        let (length, width) = (figure.headline.chars().count(), em(&figure.headline));
        assert!(length >= 5 && width <= 40.0, "{name}: {} is {width} wide", figure.headline);
    }
}

#[test]
fn a_drawing_has_the_class_of_its_chart() {
    let docs = std::fs::read_to_string(folder().join("../../docs/themes.md")).expect("the manual");
    for chart in CHARTS {
        let class = chart.class.rsplit(' ').next().expect("a class");
        assert!(docs.contains(&format!("`{class}`")), "docs/themes.md does not tell of {class}");
        let begin = format!("<svg class=\"{}\"", chart.class);
        let figures: Vec<DrawnChart> = cases(chart).iter().filter_map(|case| (case.draw)().ok()).collect();
        assert!(!figures.is_empty() && figures.iter().all(|figure| figure.svg.starts_with(&begin)), "{}", chart.name);
    }
}

fn figures() -> impl Iterator<Item = (String, DrawnChart)> {
    let all = CHARTS.iter().flat_map(|chart| cases(chart).into_iter().map(|case| (chart.name, case)));
    all.filter_map(|(chart, case)| Some((format!("{chart}, {}", case.name), (case.draw)().ok()?)))
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector")
}
