//! Compositions of one place over the years, or of several places in one: one bar each, all as long as their whole.

use super::composition::drawable::{DrawableComposition, Segment};
use super::composition::{CompositionChart, repeats, stretch, texture};
use super::draw::{bar, lane, line, text};
use super::figure::{
    Canvas, Chart, ChartArea, ChartRow, ChartTable, Coverage, DrawResult, DrawnChart, Reason, WIDTH, canvas,
};
use super::frame::ChartFrame;
use super::label::{BarSide, Label, SideLabels, drawn, shorten, width};
use super::role::{CATEGORIES, MarkRole, STEPS, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::units::count;
use super::words;
use crate::source::StaticWords;
use crate::text::SiteLanguage;

/// The kind of the chart of one place over years.
pub const CHART: Chart = Chart { name: "composition-years", class: "chart chart-composition-years" };
/// The kind of the chart of several places in one year.
pub const CHART_OF_PLACES: Chart = Chart { name: "composition-places", class: "chart chart-composition-places" };

/// A year and its composition.
#[derive(Clone, Debug)]
pub struct YearComposition<'a> {
    /// The head of its bar: 令和3年度, or the name of a place.
    pub label: &'a str,
    /// The composition; none where the year has no sheet.
    pub composition: Option<CompositionChart<'a>>,
    /// Why it must not be compared with the one before: 出典が異なる.
    pub apart: Option<&'a str>,
    /// When it was true and for what area.
    pub coverage: Coverage<'a>,
}

/// The height of a bar: two lines of text fit beside it.
const BAR: f64 = 30.0;
/// From the top of one bar to that of the next.
const STEP: f64 = 40.0;

/// What the chart over years and that of places differ in.
struct StackedKind {
    chart: Chart,
    /// What the bars are called in the description.
    bars: StaticWords,
    /// The head of the first column of the table.
    first_head: StaticWords,
    /// Whether the parts are choices in order.
    ordered: bool,
    /// Composes the headline; nothing where no bar has a part to speak of.
    finding: fn(&ChartFrame<'_>, &[YearBar<'_>]) -> Option<String>,
}

const OF_YEARS: StackedKind = StackedKind {
    chart: CHART,
    bars: words::BARS_OF_YEARS,
    first_head: words::YEAR,
    ordered: false,
    finding: finding_of_years,
};
const OF_ORDERED_CHOICES: StackedKind = StackedKind { ordered: true, ..OF_YEARS };
const OF_PLACES: StackedKind = StackedKind {
    chart: CHART_OF_PLACES,
    bars: words::BARS_OF_PLACES,
    first_head: words::PLACE,
    ordered: false,
    finding: finding_of_places,
};

/// Draws compositions over years, the oldest first.
///
/// # Errors
/// When no year has a composition that can be drawn.
pub fn composition_years(frame: &ChartFrame<'_>, years: &[YearComposition<'_>]) -> Result<DrawnChart, Reason> {
    stacked(frame, years, &OF_YEARS)
}

/// Draws how many chose each of the choices of an ordered list over years, the oldest first: the parts go from the best or the
/// most to the worst or the least, and so do their colours.
///
/// # Errors
/// When no year has a composition that can be drawn.
pub fn ordered_choices(frame: &ChartFrame<'_>, years: &[YearComposition<'_>]) -> Result<DrawnChart, Reason> {
    stacked(frame, years, &OF_ORDERED_CHOICES)
}

/// Draws compositions of several places in one year, in the order given; `label` is the name of the place.
///
/// # Errors
/// When no place has a composition that can be drawn.
pub fn composition_places(frame: &ChartFrame<'_>, places: &[YearComposition<'_>]) -> Result<DrawnChart, Reason> {
    stacked(frame, places, &OF_PLACES)
}

/// The finding over years: the same part is followed, since the last break only.
fn finding_of_years(frame: &ChartFrame<'_>, bars: &[YearBar<'_>]) -> Option<String> {
    let language = frame.language;
    let (last, newest) = bars.iter().rev().find_map(|bar| Some((bar, bar.drawable.as_ref()?)))?;
    let since = bars.iter().rposition(|bar| bar.apart.is_some()).unwrap_or_default();
    let (first, oldest) =
        bars.iter().skip(since).find_map(|bar| Some((bar, bar.drawable.as_ref()?))).unwrap_or((last, newest));
    // Years that are compared are all for the same area.
    let scope = words::brackets(language, &[last.coverage.scope]);
    let Some(now) = newest.headline_part() else {
        return Some(words::nobody(language, frame.what, &newest.total) + &scope);
    };
    let then = oldest.segments.iter().find(|then| drawn(&then.label) == drawn(&now.label) && !then.share.is_empty());
    let finding = match then.filter(|_| first.label != last.label) {
        Some(then) => words::course(language, &now.label, (first.label, &then.share), (last.label, &now.share)),
        None => words::composition(language, &now.label, &now.share, &newest.total, &now.count),
    };
    Some(finding + &scope)
}

/// The finding over places: from which share to which the headline part of the first place goes.
fn finding_of_places(frame: &ChartFrame<'_>, bars: &[YearBar<'_>]) -> Option<String> {
    let language = frame.language;
    let drawable = || bars.iter().filter_map(|bar| bar.drawable.as_ref());
    let headline_part = drawable().find_map(DrawableComposition::headline_part)?;
    let same = |drawable: &&DrawableComposition| {
        drawable.segments.iter().any(|one| drawn(&one.label) == drawn(&headline_part.label))
    };
    let shares = drawable().filter(same).flat_map(|drawable| &drawable.segments);
    let shares = shares.filter(|one| drawn(&one.label) == drawn(&headline_part.label) && !one.share.is_empty());
    let length = |one: &&Segment| one.span.1 - one.span.0;
    let least = shares.clone().min_by(|a, b| length(a).total_cmp(&length(b)))?;
    let most = shares.max_by(|a, b| length(a).total_cmp(&length(b)))?;
    Some(words::shares(language, frame.what, &headline_part.label, &least.share, &most.share))
}

fn stacked(frame: &ChartFrame<'_>, years: &[YearComposition<'_>], kind: &StackedKind) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let mut bars: Vec<YearBar<'_>> = years.iter().map(|year| YearBar::of(frame, year)).collect();
    let Some(first) = bars.iter().find_map(|bar| bar.drawable.as_ref()) else {
        return Err(Reason(words::no_numbers(language, frame.what)));
    };
    let headline = (kind.finding)(frame, &bars).unwrap_or_else(|| words::nobody(language, frame.what, &first.total));
    let unit = years.iter().filter_map(|year| year.composition.as_ref()).map(|one| one.unit).next_back();
    let unit = unit.unwrap_or_default();
    let parts = SharedParts::of(language, &bars, kind.ordered);
    if let Some(others) = &parts.others {
        let has_colour = |segment: &Segment| parts.role(&segment.label).is_some();
        for bar in &mut bars {
            bar.grouped = bar.drawable.as_ref().map(|drawable| drawable.grouped(&has_colour, others, unit));
        }
    }
    let texts: Vec<String> = bars.iter().map(|bar| bar.text(language)).collect();
    let desc = words::compositions_desc(language, kind.bars, frame.what, &texts);
    let left = first_column(&bars);
    let names = PartNames::of(&parts, &bars, left);
    let top = names.height() + 3.0;
    let height = top + STEP * count(bars.len()) - (STEP - BAR) + 1.0;
    let outside = Canvas { frame, chart: kind.chart, unit, title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| {
        draw(area, language, &bars, &parts, left, top)?;
        names.draw(area, top)
    })?;
    let breaks = bars.iter().filter_map(|bar| Some(words::apart(language, bar.label, bar.apart?)));
    let grouped = parts.others.as_ref().map(|others| words::parts_together(language, parts.own.len(), others));
    Ok(DrawnChart {
        table: table(frame, &bars, &parts, unit, kind.first_head),
        notes: grouped.into_iter().chain(notes(language, &bars)).chain(breaks).collect(),
        ..drawn
    })
}

/// The notes on single compositions, each once, with the bars it is about where it is not about all.
fn notes(language: SiteLanguage, bars: &[YearBar<'_>]) -> Vec<String> {
    let known = || bars.iter().filter_map(|bar| Some((bar, bar.drawable.as_ref()?)));
    let mut notes: Vec<(&str, Vec<&str>)> = Vec::new();
    for (bar, drawable) in known() {
        for note in &drawable.notes {
            match notes.iter_mut().find(|(label, _)| label == note) {
                Some((_, of)) => of.push(bar.label),
                None => notes.push((note, vec![bar.label])),
            }
        }
    }
    let all = known().count();
    let label = |(note, of): &(&str, Vec<&str>)| match of.len() {
        some if some < all => words::of_years(language, of, note),
        _ => (*note).to_owned(),
    };
    notes.iter().map(label).collect()
}

/// The parts of all bars: one part has one colour, whatever the form of its year.
struct SharedParts {
    /// All names as drawn, in the order of the forms, with the form's own writing.
    all: Vec<(String, String)>,
    /// Those with colours of their own, as drawn.
    own: Vec<String>,
    /// What the others are called together, where there are more than colours.
    others: Option<String>,
    /// The colours of those with one of their own, and that of the others.
    roles: Vec<MarkRole>,
}

/// The colours of so many parts in their order, and that of others with them.
fn roles(count: usize, ordered: bool, others: bool) -> Vec<MarkRole> {
    if !ordered {
        return CATEGORIES.to_vec();
    }
    // Few choices are as far apart as many.
    let steps: &[usize] = match count {
        0 | 1 => &[1],
        2 => &[1, 3],
        3 => &[0, 2, 4],
        4 => &[0, 1, 2, 4],
        _ => &[0, 1, 2, 3, 4],
    };
    let own = steps.iter().filter_map(|step| STEPS.get(*step)).copied();
    // What is put together has no place in the order.
    own.chain(others.then_some(MarkRole::Track)).collect()
}

impl SharedParts {
    fn of(language: SiteLanguage, bars: &[YearBar<'_>], ordered: bool) -> Self {
        let segments = || bars.iter().filter_map(|bar| bar.drawable.as_ref()).flat_map(|drawable| &drawable.segments);
        let mut all: Vec<(String, String)> = Vec::new();
        for segment in segments() {
            // Forms of two years may write one part in two ways: １年以上 and 1年以上.
            let name = drawn(&segment.label);
            if all.iter().all(|(known, _)| *known != name) {
                all.push((name, segment.label.clone()));
            }
        }
        if all.len() <= CATEGORIES.len() {
            let own: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
            let roles = roles(own.len(), ordered, false);
            return Self { all, own, others: None, roles };
        }
        // One colour is for the others. The part of the headline keeps its own; then the largest of all bars do.
        let headline_part = bars
            .iter()
            .rev()
            .find_map(|bar| bar.drawable.as_ref()?.headline_part())
            .map(|segment| drawn(&segment.label));
        let weight = |name: &str| -> f64 {
            let own = segments().filter(|segment| segment.number.is_some() && drawn(&segment.label) == *name);
            own.map(|segment| segment.span.1 - segment.span.0).sum()
        };
        let mut ranked: Vec<(bool, f64, &str)> =
            all.iter().map(|(name, _)| (headline_part.as_ref() != Some(name), weight(name), name.as_str())).collect();
        ranked.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        ranked.truncate(CATEGORIES.len() - 1);
        let has_own_colour = |name: &String| ranked.iter().any(|(.., ranked)| ranked == name);
        let own: Vec<String> = all.iter().map(|(name, _)| name.clone()).filter(has_own_colour).collect();
        let others = Some(words::other_parts(language, all.len() - own.len()));
        let roles = roles(own.len(), ordered, true);
        Self { all, own, others, roles }
    }

    /// The colour of a part; that of the others is the last.
    fn role(&self, label: &str) -> Option<MarkRole> {
        let name = drawn(label);
        let at = self.own.iter().position(|own| *own == name);
        at.or_else(|| self.others.as_ref().filter(|others| *others == label).map(|_| self.own.len()))
            .and_then(|at| self.roles.get(at).copied())
    }

    /// The names of all that has a colour.
    fn coloured(&self) -> impl Iterator<Item = &str> {
        self.own.iter().chain(&self.others).map(String::as_str)
    }
}

/// A year, ready to draw.
struct YearBar<'a> {
    label: &'a str,
    drawable: Option<DrawableComposition>,
    /// The composition with the parts put together that have no colour of their own.
    grouped: Option<DrawableComposition>,
    /// The total, or what stands in its place.
    total: String,
    apart: Option<&'a str>,
    coverage: Coverage<'a>,
}

impl<'a> YearBar<'a> {
    fn of(frame: &ChartFrame<'_>, year: &YearComposition<'a>) -> Self {
        let language = frame.language;
        let drawable = year.composition.as_ref().map(|composition| DrawableComposition::of(frame, composition));
        let total = match (&drawable, &year.composition) {
            (Some(Ok(drawable)), _) => drawable.total.clone(),
            (Some(Err(_)), Some(composition)) => {
                let total = composition.total.filter(|total| total.number().is_none());
                total.map_or_else(
                    || words::NO_SHAPE.in_language(language).to_owned(),
                    |total| words::quantity(language, total, composition.unit),
                )
            }
            _ => words::NO_SHEET_THAT_YEAR.in_language(language).to_owned(),
        };
        let drawable = drawable.and_then(Result::ok);
        Self { label: year.label, drawable, grouped: None, total, apart: year.apart, coverage: year.coverage }
    }

    /// The composition as drawn: with parts put together where there are more than colours.
    fn shown(&self) -> Option<&DrawableComposition> {
        self.grouped.as_ref().or(self.drawable.as_ref())
    }

    /// The bar in words, for the description.
    fn text(&self, language: SiteLanguage) -> String {
        let parts =
            self.drawable.iter().flat_map(|drawable| &drawable.segments).map(|segment| segment.labelled_text(language));
        let parts: Vec<String> = parts.collect();
        let parts = if parts.is_empty() { String::new() } else { words::of_which(language, &parts) };
        language.named(self.label, &self.total) + &self.coverage.brackets(language) + &parts
    }
}

/// How wide the column of years and totals is.
fn first_column(bars: &[YearBar<'_>]) -> f64 {
    let widest = |bar: &YearBar<'_>| width(&drawn(bar.label), MarkRole::Ink).max(width(&bar.total, MarkRole::Small));
    bars.iter().map(widest).fold(0.0, f64::max).min(130.0) + 8.0
}

/// The names of the parts: over the parts of the uppermost bar where that shows them all, else each after a patch of its colour.
enum PartNames {
    Over(SideLabels),
    Key(Vec<KeyEntry>),
}

/// A colour and what it is for.
struct KeyEntry {
    role: MarkRole,
    text: String,
    /// Where it stands, from the left and in which row.
    left: f64,
    row: usize,
}

/// The side of a patch of colour: the height of the text beside it.
const PATCH: f64 = 12.0;

impl PartNames {
    fn of(parts: &SharedParts, bars: &[YearBar<'_>], left: f64) -> Self {
        let shown = || bars.iter().filter_map(YearBar::shown);
        let has = |drawable: &DrawableComposition, name: &str| {
            drawable
                .segments
                .iter()
                .any(|one| one.has_length() && one.number.is_some() && drawn(&one.label) == drawn(name))
        };
        let present: Vec<&str> = parts.coloured().filter(|name| shown().any(|drawable| has(drawable, name))).collect();
        match shown().next().filter(|uppermost| present.iter().all(|name| has(uppermost, name))) {
            Some(uppermost) => Self::Over(labels(uppermost, left)),
            None => Self::key(parts, &present),
        }
    }

    fn key(parts: &SharedParts, names: &[&str]) -> Self {
        let (mut at, mut row) = (0.0, 0);
        let entries = names.iter().filter_map(|name| {
            let role = parts.role(name)?;
            let text = shorten(&drawn(name), MarkRole::Ink, WIDTH - PATCH - 4.0);
            let long = PATCH + 4.0 + width(&text, MarkRole::Ink);
            if at > 0.0 && at + long > WIDTH {
                (at, row) = (0.0, row + 1);
            }
            let entry = KeyEntry { role, text, left: at, row };
            at += long + 12.0;
            Some(entry)
        });
        Self::Key(entries.collect())
    }

    fn height(&self) -> f64 {
        match self {
            Self::Over(labels) => labels.height(),
            Self::Key(entries) => {
                let rows = entries.last().map_or(0, |entry| entry.row + 1);
                count(rows) * SideLabels::ROW + 2.0
            }
        }
    }

    fn draw(&self, area: &ChartArea<'_>, top: f64) -> DrawResult {
        let entries = match self {
            Self::Over(labels) => return labels.draw(area, top - 2.0, BarSide::Above),
            Self::Key(entries) => entries,
        };
        for entry in entries {
            let y = count(entry.row) * SideLabels::ROW;
            let patch = y + (SideLabels::ROW - PATCH) / 2.0;
            area.draw(&OpenGroup { role: entry.role, series: "" })?;
            bar(&lane(area, entry.left, patch, PATCH, PATCH, 1.0), 0.0, 1.0, MarkRole::Ink)?;
            texture(area, entry.role, (entry.left, PATCH), (0.0, 1.0), (patch, PATCH))?;
            area.draw(&Close)?;
            let middle = y + SideLabels::ROW / 2.0;
            text(area, &entry.text, entry.left + PATCH + 4.0, middle, MarkRole::Ink, TextAnchor::Start)?;
        }
        Ok(())
    }
}

/// The names of the parts, over the parts of the uppermost bar.
fn labels(drawable: &DrawableComposition, left: f64) -> SideLabels {
    let space = WIDTH - left;
    let label = |segment: &Segment| {
        let mark = (left + segment.span.0 * space, left + segment.span.1 * space);
        Label { mark: Some(mark), text: drawn(&segment.label), role: MarkRole::Ink }
    };
    SideLabels::of(drawable.segments.iter().map(label).collect())
}

fn draw(
    area: &ChartArea<'_>,
    language: SiteLanguage,
    bars: &[YearBar<'_>],
    parts: &SharedParts,
    left: f64,
    top: f64,
) -> DrawResult {
    let space = WIDTH - left;
    let mut y = top;
    for one in bars {
        if one.apart.is_some() {
            let between = y - (STEP - BAR) / 2.0;
            line(area, (0.0, between), (WIDTH, between), MarkRole::Break)?;
        }
        let head = shorten(&drawn(one.label), MarkRole::Ink, left - 4.0);
        text(area, &head, 0.0, y + 8.0, MarkRole::Ink, TextAnchor::Start)?;
        if let Some(drawable) = one.shown() {
            let total = shorten(&one.total, MarkRole::Small, left - 4.0);
            text(area, &total, 0.0, y + 23.0, MarkRole::Small, TextAnchor::Start)?;
            if drawable.is_empty() {
                bar(&lane(area, left, y, space, BAR, 1.0), 0.0, 1.0, MarkRole::Track)?;
            }
            if let Some(span) = drawable.rest {
                stretch(&lane(area, left, y, space, BAR, 1.0), space, span, MarkRole::Missing)?;
            }
            draw_parts(area, language, drawable, parts, left, y)?;
        } else {
            bar(&lane(area, left, y, space, BAR, 1.0), 0.0, 1.0, MarkRole::Missing)?;
            text(area, &one.total, left + 8.0, y + BAR / 2.0, MarkRole::Ink, TextAnchor::Start)?;
        }
        y += STEP;
    }
    Ok(())
}

fn draw_parts(
    area: &ChartArea<'_>,
    language: SiteLanguage,
    drawable: &DrawableComposition,
    parts: &SharedParts,
    left: f64,
    y: f64,
) -> DrawResult {
    let space = WIDTH - left;
    for (index, segment) in drawable.segments.iter().enumerate() {
        if !segment.has_length() || repeats(&drawable.segments, index) {
            continue;
        }
        let role = segment.number.and_then(|_| parts.role(&segment.label)).unwrap_or(MarkRole::Missing);
        area.draw(&OpenGroup { role, series: &segment.label })?;
        stretch(&lane(area, left, y, space, BAR, 1.0), space, segment.span, MarkRole::Ink)?;
        texture(area, role, (left, space), segment.span, (y, BAR))?;
        let length = (segment.span.1 - segment.span.0) * space - 4.0;
        let label = if segment.number.is_some() { segment.share.clone() } else { missing(language, drawable) };
        if width(&label, MarkRole::Strong) <= length {
            let middle = left + f64::midpoint(segment.span.0, segment.span.1) * space;
            text(area, &label, middle, y + BAR / 2.0, MarkRole::Strong, TextAnchor::Middle)?;
        }
        area.draw(&Close)?;
    }
    Ok(())
}

/// Why parts have no number: the word alone for one part, with their names for several.
fn missing(language: SiteLanguage, drawable: &DrawableComposition) -> String {
    let missing: Vec<&Segment> = drawable.segments.iter().filter(|segment| segment.number.is_none()).collect();
    match missing.as_slice() {
        [only] => only.count.clone(),
        several => {
            language.list(&several.iter().map(|segment| segment.labelled_text(language)).collect::<Vec<String>>())
        }
    }
}

fn table(
    frame: &ChartFrame<'_>,
    bars: &[YearBar<'_>],
    parts: &SharedParts,
    unit: &str,
    first_head: StaticWords,
) -> ChartTable {
    let language = frame.language;
    let mut head = vec![
        first_head.in_language(language).to_owned(),
        words::head(language, words::TOTAL.in_language(language), unit),
    ];
    for part in parts.all.iter().map(|(_, label)| label).chain(&parts.others) {
        head.push(words::head(language, part, unit));
        head.push(words::head(language, part, "％"));
    }
    let cell = |text: Option<&String>, unit: &str| match text.filter(|text| !text.is_empty()) {
        Some(text) => words::cell(language, text, unit),
        None => words::NOTHING.in_language(language).to_owned(),
    };
    let rows = bars.iter().map(|bar| {
        let mut cells = vec![words::cell(language, &bar.total, unit)];
        let own = parts.all.iter().map(|(name, _)| {
            bar.drawable.iter().flat_map(|drawable| &drawable.segments).find(|segment| drawn(&segment.label) == *name)
        });
        let others = parts.others.iter().map(|others| {
            bar.grouped.iter().flat_map(|drawable| &drawable.segments).find(|segment| segment.label == *others)
        });
        for segment in own.chain(others) {
            cells.push(cell(segment.map(|segment| &segment.count), unit));
            cells.push(cell(segment.map(|segment| &segment.share), "％"));
        }
        ChartRow { head: bar.label.to_owned(), cells }
    });
    let mut table = ChartTable { caption: words::subtitle(frame, unit), head, rows: rows.collect() };
    table.cover(language, &bars.iter().map(|bar| bar.coverage).collect::<Vec<_>>());
    table
}
