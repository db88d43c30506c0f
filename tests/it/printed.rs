//! Every figure that any page prints, held against the sheet it is from: value, unit, scope and date.
//!
//! A figure is printed by one component of the theme as `<data value="88" data-at="discharge_rates.at_1_year">`; words that
//! stand in a number's place are a `span` of class `quantity`. Text versions have no such marks; see `texts`. `data-at` is the path in the sheet. The sheet is that of the
//! page, or that of the nearest link. Its date and its scope are printed with it or in a heading over it.

mod charts;
mod faults;
mod notes;
mod sheets;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::{Restricted, restrict};
use nenpo::text::page_path;
use scraper::{ElementRef, Html, Selector};

use crate::case::{in_memory, names, repository};
use crate::page::{css, fold, parse, words};
use crate::written::stress;
use sheets::{Leaf, Leaves};

/// A site as it is published, with what its sheets say.
pub struct Published {
    pub site: Restricted,
    pub pages: BTreeMap<String, String>,
    pub leaves: Leaves,
}

pub fn publish(root: &Path) -> Published {
    let (site, _) = pipeline::read(root, Options::default()).unwrap();
    let written = site.documents.iter().map(|document| fold(document.source.text())).collect();
    let site = restrict(site, Audience::Public);
    let output = in_memory(root, &site).unwrap();
    let read = |path: &str| path.ends_with(".html") || path.ends_with(".txt");
    let pages = output.iter().filter(|(path, _)| read(path));
    let pages = pages.map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect();
    Published { leaves: sheets::leaves(&site, written), site, pages }
}

#[test]
fn every_figure_of_the_real_content_is_that_of_its_sheet() {
    hold(&publish(&repository("")), "content", (150, 20));
}

#[test]
fn every_figure_of_the_small_sites_is_that_of_its_sheet() {
    let root = repository("tests/sites");
    for case in names(&root) {
        hold(&publish(&root.join(&case)), &case, (0, 0));
    }
}

#[test]
fn every_figure_of_a_large_site_is_that_of_its_sheet() {
    let folder = tempfile::tempdir().unwrap();
    stress::write(&folder.path().join("content"), 60, 3).unwrap();
    hold(&publish(folder.path()), "stress", (5000, 500));
}

fn hold(published: &Published, name: &str, (figures, cells): (usize, usize)) {
    let found = walk(published);
    assert!(found.trouble.is_empty(), "{name}:\n{}\n", found.trouble.join("\n"));
    assert!(found.figures >= figures, "{name}: only {} figures", found.figures);
    assert!(found.cells >= cells, "{name}: only {} cells of charts", found.cells);
}

/// What came of a walk.
#[derive(Default)]
pub struct Found {
    pub trouble: Vec<String>,
    /// How many figures were held against sheets.
    pub figures: usize,
    /// The same of cells in the tables of charts.
    pub cells: usize,
}

/// Walks every page and every text version.
pub fn walk(published: &Published) -> Found {
    let mut found = Found::default();
    for (path, html) in &published.pages {
        if path.ends_with(".txt") {
            texts::walk(published, path, html, &mut found);
            continue;
        }
        let page = parse(html.as_bytes());
        for figure in page.select(&FIGURES) {
            found.figures += 1;
            let wrong = figure_on(published, path, figure);
            found.trouble.extend(wrong.into_iter().map(|wrong| format!("{path}: {}: {wrong}", words(figure))));
        }
        charts::walk(published, path, &page, &mut found);
        found.trouble.extend(bare(published, path, &page));
    }
    found
}

/// What is wrong with a figure.
fn figure_on(published: &Published, path: &str, figure: ElementRef<'_>) -> Vec<String> {
    let Some((sheet, row)) = sheet_of(published, path, figure) else { return vec!["of no sheet".to_owned()] };
    if let Some(reckoned) = total(figure) {
        let said = figure.attr("value").and_then(|value| value.parse::<f64>().ok());
        let right = said.is_some_and(|said| (said - reckoned).abs() < 1e-6);
        return if right { Vec::new() } else { vec![format!("is no sum of its column, which is {reckoned}")] };
    }
    let Some(at) = figure.attr("data-at") else { return ratio(published, path, sheet, figure) };
    // A figure of a row is named in that row.
    let leaves = &published.leaves[sheet];
    let alike = |path: &str| path.replace('.', "-");
    let in_row = |row: String| leaves.iter().find(|(path, _)| alike(path) == alike(&format!("{row}.{at}")));
    // A measure names an indicator by its id, and means the figure of the year that is told with it, else of the sheet's.
    let of_indicator = || {
        let (field, rest) = at.split_once('.')?;
        let (row, column) = rest.split_once('.')?;
        let told = notes::year_told(figure).unwrap_or_else(|| sheet.split('/').next().unwrap_or_default().to_owned());
        let ends = [format!(".{column}"), format!(".{column}.y{told}")];
        let is_of =
            |path: &str| path.starts_with(field) && path.contains(row) && ends.iter().any(|end| path.ends_with(end));
        leaves.iter().find(|(path, _)| is_of(path)).map(|(_, leaf)| leaf)
    };
    let leaf = leaves.get(at).or_else(|| in_row(row?).map(|(_, leaf)| leaf)).or_else(of_indicator);
    let Some(leaf) = leaf else { return vec![format!("{sheet} has no {at}")] };
    let printed = words(figure);
    let mut wrong: Vec<String> = says(leaf, &printed).into_iter().collect();
    let value = leaf.number.as_deref();
    if figure.value().name() == "data" && figure.attr("value") != value {
        wrong.push(format!("its value is {:?}, in the sheet {value:?}", figure.attr("value")));
    }
    wrong.extend(notes::check(leaf, figure));
    wrong
}

/// The sum of the figures over a total: of its group, or at the foot of the table of all of them.
fn total(figure: ElementRef<'_>) -> Option<f64> {
    let elements: Vec<ElementRef<'_>> = figure.ancestors().filter_map(ElementRef::wrap).collect();
    let place = elements.iter().position(|element| element.value().name() == "tr")?;
    let (cell, row, part) = (elements.get(place.checked_sub(1)?)?, elements[place], elements[place + 1]);
    let is_total = |row: ElementRef<'_>| row.value().classes().any(|class| class == "total");
    if !is_total(row) || figure.attr("data-at").is_some() {
        return None;
    }
    let cells = |row: ElementRef<'_>| row.child_elements().map(|cell| cell.id()).collect::<Vec<_>>();
    let column = cells(row).iter().position(|id| *id == cell.id())?;
    let whole = if part.value().name() == "tfoot" { elements[place + 2] } else { part };
    let rows = whole.select(&ROWS).filter(|row| !is_total(*row));
    let numbers = rows.filter_map(|row| {
        row.child_elements().nth(column)?.select(&FIGURES).next()?.attr("value")?.parse::<f64>().ok()
    });
    Some(numbers.sum())
}

/// What is wrong with the words of a figure: they have its digits and its unit.
pub fn says(leaf: &Leaf, printed: &str) -> Option<String> {
    let folded = fold(printed);
    let unit = fold(leaf.unit.as_deref().unwrap_or_default());
    // A unit may have digits of its own, right behind a letter: CO2.
    let number = |text: &str| {
        let of_unit = |(at, _): &(usize, char)| text[..*at].ends_with(|c: char| c.is_ascii_alphabetic());
        digits(&text.char_indices().filter(|letter| !of_unit(letter)).map(|(_, c)| c).collect::<String>())
    };
    if number(&folded) != number(&fold(&leaf.written)) {
        return Some(format!("`{printed}`, in the sheet `{}`", leaf.written));
    }
    (!folded.contains(&unit)).then(|| format!("`{printed}` has no unit {unit}"))
}

pub fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

/// The sheet a figure is from: that of the page, or the nearest that is linked; and the row that the link leads to.
fn sheet_of<'p>(published: &'p Published, path: &str, figure: ElementRef<'_>) -> Option<(&'p str, Option<String>)> {
    if let Some((own, _)) = published.leaves.get_key_value(bound(figure).as_deref().unwrap_or(path)) {
        // A figure of another year is a link to it.
        let link = figure.parent().and_then(ElementRef::wrap).and_then(|parent| parent.attr("href"));
        let other = link.and_then(|href| page_of_link(path, href));
        let other = other.and_then(|page| published.leaves.get_key_value(&page));
        return Some((other.map_or(own, |(page, _)| page), None));
    }
    let around = figure.ancestors().filter_map(ElementRef::wrap);
    around.take_while(|element| element.value().name() != "main").find_map(|element| {
        let own = element.attr("href").filter(|_| element.value().name() == "a");
        let inner = element.select(&LINKS).filter_map(|link| link.attr("href"));
        own.into_iter().chain(inner).find_map(|href| {
            let (page, _) = published.leaves.get_key_value(&page_of_link(path, href)?)?;
            let row = page_path::split_fragment(href).1.and_then(page_path::decode);
            Some((page.as_str(), row))
        })
    })
}

/// The page of the document that an element is part of in a booklet.
pub fn bound(element: ElementRef<'_>) -> Option<String> {
    let mut around = element.ancestors().filter_map(ElementRef::wrap);
    let document = around.find(|element| element.value().classes().any(|class| class == "booklet-document"))?;
    bound_page(document.attr("id")?)
}

/// The page of a document that is called `_2021.kawasaki` in a booklet.
fn bound_page(id: &str) -> Option<String> {
    let name = id.split(':').next()?.strip_prefix('_')?;
    name.starts_with(|c: char| c.is_ascii_digit()).then(|| format!("{}.html", name.replace('.', "/")))
}

/// The page that a link leads to; within a booklet that of the document there: `#_2021.kawasaki:beds`.
fn page_of_link(path: &str, href: &str) -> Option<String> {
    match page_path::split_fragment(href) {
        ("", Some(id)) if bound_page(id).is_some() => bound_page(id),
        (file, _) => page_path::resolve(path, file),
    }
}

/// The leaf of a measure in a sheet, else in another document of its place and year.
fn leaf_of_year<'p>(published: &'p Published, sheet: &str, path: &str) -> Option<&'p Leaf> {
    let documents = &published.site.documents;
    let own = documents.iter().find(|document| document.page == sheet)?;
    let beside = documents.iter().filter(|other| other.year == own.year && other.place.id == own.place.id);
    std::iter::once(own).chain(beside).find_map(|document| {
        let at = sheets::at(&published.site, &document.page, path)?;
        published.leaves[&document.page].get(&at)
    })
}

/// A ratio is reckoned anew from the two figures of the sheet.
fn ratio(published: &Published, path: &str, sheet: &str, figure: ElementRef<'_>) -> Vec<String> {
    let on_its_page = |id: &str| !path.starts_with("measures/") || path == format!("measures/{id}.html");
    let measures = published.site.measures.iter().filter(|measure| on_its_page(&measure.id));
    let right =
        measures.filter_map(|measure| measure.to.as_ref().map(|ratio| (measure, ratio))).any(|(measure, ratio)| {
            let leaf = |path: &str| leaf_of_year(published, sheet, path);
            let (of, to) = (leaf(&measure.of), leaf(&ratio.to));
            let unit = measure.unit.as_deref().unwrap_or_default();
            // As they are, or in units of one kind.
            let numbers = |leaf: Option<&Leaf>| -> Vec<f64> {
                let Some(Leaf { quantity, .. }) = leaf else { return Vec::new() };
                let converted = quantity.in_unit(unit).and_then(|quantity| quantity.number());
                let all = [quantity.number(), converted, quantity.in_base()];
                all.into_iter().flatten().map(nenpo::text::Decimal::to_f64).collect()
            };
            let (uppers, lowers) = (numbers(of), numbers(to));
            let reckoned = |one: f64, other: f64| one / other * f64::from(ratio.per);
            let said: Option<f64> = figure.attr("value").and_then(|value| value.parse().ok());
            let limit = 0.5001 / 10_f64.powi(i32::from(ratio.decimals));
            let near = |value: f64| {
                uppers.iter().any(|one| lowers.iter().any(|other| (value - reckoned(*one, *other)).abs() <= limit))
            };
            let scopes = of.map(|leaf| &leaf.scope) == to.map(|leaf| &leaf.scope);
            said.is_some_and(near)
                && figure.attr("value").is_some_and(|value| digits(&fold(&words(figure))) == digits(value))
                && words(figure).ends_with(unit)
                && scopes
                && of.is_none_or(|leaf| notes::has_scope(leaf, figure))
                && notes::dates_of_ratio(of, to).is_none_or(|dates| notes::has_date(&dates, figure))
        });
    // Why a ratio was not reckoned are words.
    let reason = figure.value().name() != "data"
        && digits(&fold(&words(figure))).is_empty()
        && (path.starts_with("measures/") || path.contains("/booklet"));
    if right || reason { Vec::new() } else { vec!["is no figure and no ratio of its sheet".to_owned()] }
}

/// Figures in the words of the site rather than in its component. What authors write stands in a sheet word for word.
fn bare(published: &Published, path: &str, page: &Html) -> Vec<String> {
    let mut trouble = Vec::new();
    let Some(main) = page.select(&css("main")).next() else { return trouble };
    for (text, parent) in
        main.descendants().filter_map(|node| Some((node.value().as_text()?, ElementRef::wrap(node.parent()?)?)))
    {
        let text = fold(text);
        let Some(figure) = published.leaves.figure_in(&text) else { continue };
        if !is_of_component(parent) && !published.leaves.is_written(&text) {
            trouble.push(format!("{path}: `{text}` shows {figure} outside of the component"));
        }
    }
    trouble
}

/// Whether an element is a figure, a chart (which has a walk of its own), what is computed from figures (arithmetic, changes,
/// medians, classes, what came of a target), or what an author wrote.
fn is_of_component(parent: ElementRef<'_>) -> bool {
    let around = std::iter::once(parent).chain(parent.ancestors().filter_map(ElementRef::wrap));
    around.into_iter().any(|element| OURS.matches(&element))
}

static FIGURES: LazyLock<Selector> = LazyLock::new(|| css("data, .quantity"));
static LINKS: LazyLock<Selector> = LazyLock::new(|| css("a[href]"));
static ROWS: LazyLock<Selector> = LazyLock::new(|| css("tbody tr"));
static OURS: LazyLock<Selector> = LazyLock::new(|| {
    css("data, .quantity, figure, svg, .change, tfoot, .sum, .median, .legend, .as-of, .outcome, .prose, ins, del")
});

/// A theme has the words of figures only for its component.
#[test]
fn only_the_component_prints_figures() {
    let templates = repository("themes/default/templates");
    let mut guilty = Vec::new();
    for file in crate::case::files(&templates) {
        let text = fs::read_to_string(templates.join(&file)).unwrap();
        let own = ["components.html", "text/components.txt"].contains(&file.as_str());
        let words = PARTS.iter().filter(|word| !own && text.contains(**word));
        guilty.extend(words.map(|word| format!("{file}: `{word}` is for the component `figure` alone")));
    }
    assert!(guilty.is_empty(), "\n{}\n", guilty.join("\n"));
    let component = fs::read_to_string(templates.join("components.html")).unwrap();
    assert!(PARTS.iter().all(|word| component.contains(word)), "the component has other words than {PARTS:?}");
}

/// What a template would name to print a bare figure.
const PARTS: [&str; 4] = [".printed", ".plain", "data-at", "<data"];
