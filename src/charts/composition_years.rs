//! Compositions of one place over the years, or of several places in one: one bar each, all as long as their whole.

use super::composition::whole::{Segment, Whole};
use super::composition::{Composition, repeats, stretch};
use super::draw::{bar, lane, line, text};
use super::figure::{Area, Canvas, Drawn, Figure, Frame, Reason, Row, Table, WIDTH, canvas};
use super::label::{Beside, Label, Labels, drawn, shorten, width};
use super::role::{CATEGORIES, Role, Side};
use super::svg::{Close, Open};
use super::words;

/// A year and its composition.
#[derive(Clone, Debug)]
pub struct Year<'a> {
    /// 令和3年度
    pub label: &'a str,
    /// The composition; none where the year has no sheet.
    pub composition: Option<Composition<'a>>,
    /// Why it must not be compared with the one before: 出典が異なる.
    pub apart: Option<&'a str>,
}

const BAR: f64 = 30.0;
const STEP: f64 = 40.0;

/// Draws compositions over years, the oldest first.
///
/// # Errors
/// When no year has a composition that can be drawn.
pub fn composition_years(frame: &Frame<'_>, years: &[Year<'_>]) -> Result<Figure, Reason> {
    stacked(frame, years, "composition-years", words::YEAR, course)
}

/// Draws compositions of several places in one year, in the order given; `label` is the name of the place.
///
/// # Errors
/// When no place has a composition that can be drawn.
pub fn composition_places(frame: &Frame<'_>, places: &[Year<'_>]) -> Result<Figure, Reason> {
    stacked(frame, places, "composition-places", words::PLACE, range)
}

/// The finding over years: the same part is followed, since the last break only.
fn course(what: &str, bars: &[Bar<'_>]) -> Option<String> {
    let (last, newest) = bars.iter().rev().find_map(|bar| Some((bar, bar.whole.as_ref()?)))?;
    let since = bars.iter().rposition(|bar| bar.apart.is_some()).unwrap_or_default();
    let (first, oldest) =
        bars.iter().skip(since).find_map(|bar| Some((bar, bar.whole.as_ref()?))).unwrap_or((last, newest));
    let Some(now) = newest.point() else { return Some(words::nobody(what, &newest.total)) };
    let then = oldest.segments.iter().find(|then| drawn(&then.label) == drawn(&now.label) && !then.share.is_empty());
    Some(match then.filter(|_| first.label != last.label) {
        Some(then) => words::course(&now.label, (first.label, &then.share), (last.label, &now.share)),
        None => words::composition(&now.label, &now.share, &newest.total, &now.count),
    })
}

/// The finding over places: from which share to which the part goes that the first of them tells of.
fn range(what: &str, bars: &[Bar<'_>]) -> Option<String> {
    let whole = || bars.iter().filter_map(|bar| bar.whole.as_ref());
    let point = whole().find_map(Whole::point)?;
    let same = |whole: &&Whole| whole.segments.iter().any(|one| drawn(&one.label) == drawn(&point.label));
    let shares = whole().filter(same).flat_map(|whole| &whole.segments);
    let shares = shares.filter(|one| drawn(&one.label) == drawn(&point.label) && !one.share.is_empty());
    let wide = |one: &&Segment| one.span.1 - one.span.0;
    let least = shares.clone().min_by(|a, b| wide(a).total_cmp(&wide(b)))?;
    let most = shares.max_by(|a, b| wide(a).total_cmp(&wide(b)))?;
    Some(words::shares(what, &point.label, &least.share, &most.share))
}

fn stacked(
    frame: &Frame<'_>,
    years: &[Year<'_>],
    kind: &str,
    first_head: &str,
    finding: fn(&str, &[Bar<'_>]) -> Option<String>,
) -> Result<Figure, Reason> {
    let bars: Vec<Bar<'_>> = years.iter().map(|year| Bar::of(frame, year)).collect();
    let known = || bars.iter().filter_map(|bar| Some((bar, bar.whole.as_ref()?)));
    // The names of the parts stand over the uppermost bar.
    let Some((_, uppermost)) = known().next() else { return Err(Reason(words::no_numbers(frame.what))) };
    let headline = finding(frame.what, &bars).unwrap_or_else(|| words::nobody(frame.what, &uppermost.total));
    let said: Vec<String> = bars.iter().map(Bar::say).collect();
    let desc = words::composition_years_desc(frame.what, &said);
    let labels = labels(uppermost, first_column(&bars));
    let top = labels.height() + 3.0;
    let height = top + STEP * super::draw::count(bars.len()) - (STEP - BAR) + 1.0;
    let outside = Canvas { frame, kind, title: &headline, desc: &desc, height };
    let svg = canvas(&outside, |area| draw(area, &bars, &labels, top))?;
    let unit = years.iter().filter_map(|year| year.composition.as_ref()).map(|one| one.unit).next_back();
    let unit = unit.unwrap_or_default();
    let breaks = bars.iter().filter_map(|bar| Some(words::apart(bar.label, bar.apart?)));
    Ok(Figure {
        id: frame.id.to_owned(),
        headline,
        subtitle: words::subtitle(frame, unit),
        svg,
        table: table(frame, &bars, unit, first_head),
        notes: notes(&bars).into_iter().chain(breaks).collect(),
    })
}

/// The notes on single compositions, each once, with the bars it is about where it is not about all.
fn notes(bars: &[Bar<'_>]) -> Vec<String> {
    let known = || bars.iter().filter_map(|bar| Some((bar, bar.whole.as_ref()?)));
    let mut notes: Vec<(&str, Vec<&str>)> = Vec::new();
    for (bar, whole) in known() {
        for note in &whole.notes {
            match notes.iter_mut().find(|(said, _)| said == note) {
                Some((_, of)) => of.push(bar.label),
                None => notes.push((note, vec![bar.label])),
            }
        }
    }
    let all = known().count();
    let said = |(note, of): &(&str, Vec<&str>)| match of.len() {
        some if some < all => words::of_years(of, note),
        _ => (*note).to_owned(),
    };
    notes.iter().map(said).collect()
}

/// A year, ready to draw.
struct Bar<'a> {
    label: &'a str,
    whole: Option<Whole>,
    /// The total, or what stands in its place.
    total: String,
    apart: Option<&'a str>,
}

impl<'a> Bar<'a> {
    fn of(frame: &Frame<'_>, year: &Year<'a>) -> Self {
        let whole = year.composition.as_ref().map(|composition| Whole::of(frame, composition));
        let total = match (&whole, &year.composition) {
            (Some(Ok(whole)), _) => whole.total.clone(),
            (Some(Err(_)), Some(composition)) => {
                let total = composition.total.filter(|total| total.number().is_none());
                total.map_or(words::NO_SHAPE.to_owned(), |total| words::quantity(total, composition.unit))
            }
            _ => words::NO_SHEET_THAT_YEAR.to_owned(),
        };
        Self { label: year.label, whole: whole.and_then(Result::ok), total, apart: year.apart }
    }

    fn say(&self) -> String {
        let parts = self.whole.iter().flat_map(|whole| &whole.segments).map(Segment::say);
        let parts: Vec<String> = parts.collect();
        let parts = if parts.is_empty() { String::new() } else { words::of_which(&parts) };
        format!("{}{}{parts}", self.label, self.total)
    }
}

/// How wide the column of years and totals is.
fn first_column(bars: &[Bar<'_>]) -> f64 {
    let widest = |bar: &Bar<'_>| width(&drawn(bar.label), Role::Ink).max(width(&bar.total, Role::Small));
    bars.iter().map(widest).fold(0.0, f64::max).min(130.0) + 8.0
}

/// The names of the parts, over the parts of the uppermost bar.
fn labels(whole: &Whole, left: f64) -> Labels {
    let room = WIDTH - left;
    Labels::of(
        whole
            .segments
            .iter()
            .map(|segment| Label {
                mark: Some((left + segment.span.0 * room, left + segment.span.1 * room)),
                text: drawn(&segment.label),
                role: Role::Ink,
            })
            .collect(),
    )
}

fn draw(area: &Area<'_>, bars: &[Bar<'_>], labels: &Labels, top: f64) -> Drawn {
    let left = first_column(bars);
    let room = WIDTH - left;
    let mut y = top;
    for one in bars {
        if one.apart.is_some() {
            let between = y - (STEP - BAR) / 2.0;
            line(area, (0.0, between), (WIDTH, between), Role::Break)?;
        }
        text(area, &shorten(&drawn(one.label), Role::Ink, left - 4.0), 0.0, y + 8.0, Role::Ink, Side::Start)?;
        if let Some(whole) = &one.whole {
            text(area, &shorten(&one.total, Role::Small, left - 4.0), 0.0, y + 23.0, Role::Small, Side::Start)?;
            if whole.is_empty() {
                bar(&lane(area, left, y, room, BAR, 1.0), 0.0, 1.0, Role::Track)?;
            }
            if let Some(span) = whole.rest {
                stretch(&lane(area, left, y, room, BAR, 1.0), room, span, Role::Missing)?;
            }
            draw_parts(area, whole, left, y)?;
        } else {
            bar(&lane(area, left, y, room, BAR, 1.0), 0.0, 1.0, Role::Missing)?;
            text(area, &one.total, left + 8.0, y + BAR / 2.0, Role::Ink, Side::Start)?;
        }
        y += STEP;
    }
    labels.draw(area, top - 2.0, Beside::Above)
}

fn draw_parts(area: &Area<'_>, whole: &Whole, left: f64, y: f64) -> Drawn {
    let room = WIDTH - left;
    for (index, segment) in whole.segments.iter().enumerate() {
        if !segment.is_seen() || repeats(&whole.segments, index) {
            continue;
        }
        let role = match segment.number {
            Some(_) => CATEGORIES.get(index).copied().unwrap_or(Role::Fifth),
            None => Role::Missing,
        };
        area.draw(&Open { role, series: &segment.label })?;
        stretch(&lane(area, left, y, room, BAR, 1.0), room, segment.span, Role::Ink)?;
        let wide = (segment.span.1 - segment.span.0) * room - 4.0;
        let said = if segment.number.is_some() { segment.share.clone() } else { missing(whole) };
        if width(&said, Role::Strong) <= wide {
            let middle = left + f64::midpoint(segment.span.0, segment.span.1) * room;
            text(area, &said, middle, y + BAR / 2.0, Role::Strong, Side::Middle)?;
        }
        area.draw(&Close)?;
    }
    Ok(())
}

/// Why parts have no number: the word alone for one part, with their names for several.
fn missing(whole: &Whole) -> String {
    let missing: Vec<&Segment> = whole.segments.iter().filter(|segment| segment.number.is_none()).collect();
    match missing.as_slice() {
        [only] => only.count.clone(),
        several => several.iter().map(|segment| segment.say()).collect::<Vec<String>>().join("、"),
    }
}

fn table(frame: &Frame<'_>, bars: &[Bar<'_>], unit: &str, first_head: &str) -> Table {
    let mut parts: Vec<&str> = Vec::new();
    for segment in bars.iter().filter_map(|bar| bar.whole.as_ref()).flat_map(|whole| &whole.segments) {
        // Forms of two years may write one part in two ways: １年以上 and 1年以上.
        if parts.iter().all(|part| drawn(part) != drawn(&segment.label)) {
            parts.push(&segment.label);
        }
    }
    let mut head = vec![first_head.to_owned(), words::head(words::TOTAL, unit)];
    for part in &parts {
        head.push(words::head(part, unit));
        head.push(words::head(part, "％"));
    }
    let rows = bars.iter().map(|bar| {
        let mut cells = vec![words::cell(&bar.total, unit)];
        for part in &parts {
            let segment =
                bar.whole.iter().flat_map(|whole| &whole.segments).find(|segment| drawn(&segment.label) == drawn(part));
            let cell = |text: Option<&String>, unit: &str| match text.filter(|text| !text.is_empty()) {
                Some(text) => words::cell(text, unit),
                None => words::NOTHING.to_owned(),
            };
            cells.push(cell(segment.map(|segment| &segment.count), unit));
            cells.push(cell(segment.map(|segment| &segment.share), "％"));
        }
        Row { head: bar.label.to_owned(), cells }
    });
    Table { caption: words::subtitle(frame, unit), head, rows: rows.collect() }
}
