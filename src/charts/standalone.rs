//! A chart as a file of its own, which leaves its page: with its finding above it, and with its notes and its source below.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::figure::{DrawnChart, WIDTH};
use super::svg::escape;
use crate::text::width;

/// The room around everything, in units of the drawing.
const MARGIN: f64 = 16.0;

/// The font sizes of the finding, the subtitle and what stands below, in units.
const SIZES: [f64; 3] = [15.0, 11.0, 10.0];

/// A line is this much higher than its letters.
const LINE: f64 = 1.5;

/// The style of charts on white ground: a file has neither the page's colours nor its dark ones.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let all = plain(&[super::STYLE, super::LISTS_STYLE].concat());
    let mut style = String::with_capacity(all.len());
    let mut depth = 0_u32;
    let mut left_out = None;
    for line in all.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if left_out.is_none() && line.starts_with("@media") {
            left_out = Some(depth);
        }
        let opened = line.matches('{').count();
        let closed = line.matches('}').count();
        if left_out.is_none() && !line.starts_with(".spark") {
            style.push_str(line);
        }
        depth = depth.saturating_add_signed(i32::try_from(opened).unwrap_or(0) - i32::try_from(closed).unwrap_or(0));
        left_out = left_out.filter(|outside| depth > *outside);
    }
    style
});

/// A style in the words of CSS that programs for drawings and papers know, too: colours themselves where it names them, and one
/// selector where it has several in one.
fn plain(style: &str) -> String {
    let mut style = without_comments(style).replace(":is(.chart, .spark)", ".chart");
    let light = style.split("@media").next().unwrap_or_default().to_owned();
    let declared = light.split([';', '{', '}']).filter_map(|declaration| declaration.split_once(':'));
    let declared = declared.map(|(name, value)| (name.trim(), value.trim()));
    let colours: BTreeMap<&str, &str> = declared.filter(|(name, _)| name.starts_with("--")).collect();
    // The last one holds no other.
    while let Some((before, rest)) = style.rsplit_once("var(") {
        let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
        let (name, fallback) = inside.split_once(',').unwrap_or((inside, ""));
        let colour = colours.get(name.trim()).copied().unwrap_or(fallback.trim());
        style = [before, colour, after].concat();
    }
    style
}

fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, after)| after))
}

/// The chart as an SVG file. `source` says in lines whose figures they are and where they were published.
#[must_use]
pub fn standalone(chart: &DrawnChart, source: &[String]) -> String {
    let height = height(&chart.svg);
    let [finding, subtitle, below] = SIZES;
    let mut top = MARGIN;
    let mut text = String::new();
    lines(&mut text, &chart.headline, (finding, "b"), &mut top);
    lines(&mut text, &chart.subtitle, (subtitle, "q"), &mut top);
    top += MARGIN / 2.0;
    let drawing = top;
    top += height + MARGIN / 2.0;
    for line in chart.notes.iter().chain(source) {
        lines(&mut text, line, (below, "q"), &mut top);
    }
    let (whole, high) = (WIDTH + 2.0 * MARGIN, (top + MARGIN).ceil());
    let mut title = String::new();
    escape(&mut title, &chart.headline);
    let mut desc = String::new();
    escape(&mut desc, &source.join(" "));
    // Twice as large as its units: a picture to be put into a paper.
    let (wide, tall) = (whole * 2.0, high * 2.0);
    let inner = chart.svg.replacen(
        "<svg ",
        &format!("<svg x=\"{MARGIN}\" y=\"{drawing}\" width=\"{WIDTH}\" height=\"{height}\" "),
        1,
    );
    let style = &*STYLE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {high}\" width=\"{wide}\" height=\"{tall}\">\
         <title>{title}</title><desc>{desc}</desc>\
         <style>{style}.chart{{width:{WIDTH}px;max-width:none;height:{height}px}}\
         svg{{font-family:\"BIZ UDPGothic\",\"Hiragino Sans\",\"Yu Gothic\",Meiryo,sans-serif}}.b{{font-weight:700;fill:#1a1a1a}}.q{{fill:#595959}}</style>\
         <rect width=\"{whole}\" height=\"{high}\" fill=\"#fff\"/>{text}{inner}</svg>\n"
    )
}

/// Adds the lines of a text below `top`.
fn lines(svg: &mut String, text: &str, (size, class): (f64, &str), top: &mut f64) {
    for line in width::wrap(text, WIDTH / size) {
        *top += size * LINE;
        let baseline = *top - size * (LINE - 1.0);
        svg.push_str(&format!("<text class=\"{class}\" x=\"{MARGIN}\" y=\"{baseline:.1}\" font-size=\"{size}\">"));
        escape(svg, &line);
        svg.push_str("</text>");
    }
}

/// How high a drawing is, in units, as its view box says.
fn height(svg: &str) -> f64 {
    let view_box = svg.split_once("viewBox=\"").and_then(|(_, rest)| rest.split_once('"'));
    let last = view_box.and_then(|(numbers, _)| numbers.split_whitespace().next_back()?.parse().ok());
    last.unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is_and_where_it_is_from() {
        let chart = DrawnChart {
            headline: "1年以上が48.0％（1,530人中734人）。長い見出しは、図の幅で折り返します。".to_owned(),
            subtitle: "入院者数（人）".to_owned(),
            svg:
                "<svg class=\"chart chart-composition\" viewBox=\"0 0 340 90\" role=\"img\"><rect class=\"c1\"/></svg>"
                    .to_owned(),
            notes: vec!["注 <1>".to_owned()],
            ..DrawnChart::default()
        };
        let svg = standalone(&chart, &["北浜市 & 年報".to_owned(), "https://example.jp/2021/kitahama.html".to_owned()]);
        let read = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<&str> =
            read.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
        let headline: String = texts.iter().take_while(|text| **text != "入院者数（人）").copied().collect();
        assert_eq!(headline, chart.headline);
        assert_eq!(texts[texts.len() - 3..], ["注 <1>", "北浜市 & 年報", "https://example.jp/2021/kitahama.html"]);
        let drawing =
            read.descendants().find(|node| node.attribute("class") == Some("chart chart-composition")).unwrap();
        assert_eq!(drawing.attribute("height"), Some("90"));
        // All of it is inside, one below the other.
        let numbers = |name| read.descendants().filter_map(move |node| node.attribute(name)?.parse::<f64>().ok());
        let tallest =
            read.root_element().attribute("viewBox").unwrap().split(' ').nth(3).unwrap().parse::<f64>().unwrap();
        assert!(numbers("y").all(|y| y < tallest));
    }

    #[test]
    fn the_style_has_no_other_colours_than_those_of_paper() {
        assert!(STYLE.contains(".chart .c1 { fill: #008bf2; }"), "{}", &*STYLE);
        // Inkscape, LibreOffice and Word know neither variables nor this selector.
        assert!(
            STYLE.contains(".chart .m { text-anchor: middle; }") && STYLE.contains("{ fill: #1a1a1a; stroke: none;")
        );
        assert!(!STYLE.contains("var(") && !STYLE.contains(":is("), "{}", &*STYLE);
        assert!(!STYLE.contains("@media") && !STYLE.contains("/*") && !STYLE.contains('<'));
        assert_eq!(STYLE.matches('{').count(), STYLE.matches('}').count());
    }
}
