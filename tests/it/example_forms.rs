//! The sites in `examples/forms/`: what officers of other fields than the repository's own sheet write, in forms that are
//! data alone.
//!
//! - Each is checked without a finding but those that its sheets accept, and built.
//! - Nine of ten of their figures are of use: in a chart, in a measure, or compared with another figure.
//! - `tests/forms/mistakes/NAME.yaml` is a slip of an officer (or a spelling that is right): `site`, `edits` of files below its
//!   `content/` (`file`, `from`, `to`; `from` must be there exactly once), and `found`, all findings that the check must give
//!   then: `code`, `line` (words of the line that it points at, or its number) and `file`, where that is not the file of the
//!   first edit. `accepted: true` instead says that there is none. Adding one needs no Rust.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use nenpo::compare::Figure;
use nenpo::compare::relation::{Judgement, RelatedDocuments};
use nenpo::form::matrix::named_heads;
use nenpo::form::{Audience, MatrixHead};
use nenpo::load::Options;
use nenpo::model::{Document, Site};
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::source::{Finding, Findings};
use nenpo::text::fold;
use nenpo::value::{Item, ItemMut, Matrix, Quantity};
use rayon::prelude::*;
use scraper::Html;

use crate::case::{in_memory, names, repository};
use crate::page::css;
use crate::seeded::Seeded;

const SITES: &str = "examples/forms";

fn sites() -> Vec<String> {
    let folders = names(&repository(SITES)).into_iter();
    folders.filter(|name| repository(SITES).join(name).is_dir()).collect()
}

fn root(site: &str) -> std::path::PathBuf {
    repository(SITES).join(site)
}

fn read(root: &Path) -> (Site, Findings) {
    pipeline::read(root, Options { drafts: true }).unwrap_or_else(|error| panic!("{}: {error:#}", root.display()))
}

#[test]
fn each_is_clean_and_its_figures_are_of_use() {
    let counted: Vec<(String, Result<Use, String>)> =
        sites().into_par_iter().map(|site| (site.clone(), used(&root(&site)))).collect();
    assert!(!counted.is_empty(), "there are no sites in {SITES}");
    let trouble: Vec<String> =
        counted.iter().filter_map(|(site, used)| Some(format!("{site}: {}", used.as_ref().err()?))).collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    let mut all = Use::default();
    for (site, used) in counted.iter().filter_map(|(site, used)| Some((site, used.as_ref().ok()?))) {
        println!("{site}: {used}");
        all.add(used);
    }
    println!("together: {all}");
    assert!(all.used() * 10 >= all.figures * 9, "{all}; left over: {:#?}", all.idle);
}

/// How many figures of the sheets of a site are of use.
///
/// A figure is a number that a sheet gives where its form asks for one, and a number alone in a line of words, which counts as
/// of no use. Numbers in running text, times, names and ids are no figures, nor is what the program computed. Several figures
/// in one cell count one by one.
#[derive(Default)]
struct Use {
    figures: usize,
    /// In the description of the chart of its field on the page of its document, which says every figure that is drawn.
    charts: usize,
    /// The figure of a measure, or one of the two of a ratio.
    measures: usize,
    /// Where the figures of the sheets are exchanged for others of as many digits, or for ten times as much, a relation of the form
    /// that looks at it is broken, or a rule that compares figures points at it. What only limits a single figure (a
    /// percentage above 100) does not count.
    compared: usize,
    /// At least one of the three.
    any: usize,
    /// Figures in lines of words.
    in_words: usize,
    /// What is of no use, as `path: field: figure`.
    idle: Vec<String>,
}

impl Use {
    fn used(&self) -> usize {
        self.any
    }

    fn add(&mut self, other: &Use) {
        self.figures += other.figures;
        self.charts += other.charts;
        self.measures += other.measures;
        self.compared += other.compared;
        self.any += other.any;
        self.in_words += other.in_words;
        self.idle.extend(other.idle.iter().cloned());
    }
}

impl std::fmt::Display for Use {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Use { figures, charts, measures, compared, any, in_words, .. } = self;
        let percent = any * 1000 / figures.max(&1);
        write!(
            f,
            "{any} of {figures} figures ({}.{}%): {charts} in charts, {measures} in measures, {compared} compared; {in_words} in words",
            percent / 10,
            percent % 10
        )
    }
}

/// Where a figure stands: its document with its place in the file, or with the answer, row and column of a matrix.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Place {
    Text(String, usize),
    Cell(String, String, String, String),
}

fn used(root: &Path) -> Result<Use, String> {
    let (site, findings) = read(root);
    if let Some(finding) = findings.iter().find(|finding| finding.accepted.is_none()) {
        return Err(describe(finding));
    }
    let charts = charts(root, &site);
    let compared = compared(&site);
    let mut counted = Use::default();
    for document in &site.documents {
        let measured = measured(document, &site);
        for place in document.all_answers() {
            let prefix = match place.record {
                None => format!("_chart_{}", place.field.id),
                Some(of) => {
                    let id = of.record.id.as_deref().map_or_else(|| of.number.to_string(), str::to_owned);
                    format!("_chart_{}-{id}.{}", of.field.id, place.field.id)
                }
            };
            let drawn = charts.get(&document.page).into_iter().flatten();
            let mut drawn: Vec<String> = drawn
                .filter(|(id, _)| {
                    id.strip_prefix(&prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
                })
                .flat_map(|(_, numbers)| numbers.iter().cloned())
                .collect();
            let matrix = place.answer.value.matrix();
            place.answer.leaves(&mut |leaf| {
                let quantity = match leaf.item {
                    Item::Quantity(quantity) if has_number(quantity) => quantity,
                    Item::Line(line) if has_number(&Quantity::read(line, None)) => {
                        counted.figures += 1;
                        counted.in_words += 1;
                        counted.idle.push(format!("{}: {}: {line} (words)", document.path, leaf.field.label));
                        return;
                    }
                    _ => return,
                };
                let cell = matrix.zip(leaf.row).zip(leaf.path.last());
                let at = match cell {
                    Some(((matrix, row), step)) => cell_at(document, place.path().as_ref(), matrix, (row, step.at)),
                    None => Place::Text(document.path.clone(), leaf.span.start()),
                };
                let number = numbers(&quantity.written).into_iter().next().unwrap_or_default();
                let in_chart = drawn.iter().position(|one| *one == number).map(|at| drawn.swap_remove(at)).is_some();
                let in_measure = measured.contains(&std::ptr::from_ref(quantity));
                // Findings on a cell point at it, where it has a place of its own and does not lie in a file beside the sheet.
                let in_sheet = cell.is_none_or(|((matrix, row), step)| {
                    matrix.cell(row, step.at).is_some_and(|cell| matrix.position_in_file(cell).is_none())
                });
                let in_text = || compared.contains(&Place::Text(document.path.clone(), leaf.span.start()));
                let is_compared = compared.contains(&at) || in_sheet && in_text();
                counted.figures += 1;
                counted.charts += usize::from(in_chart);
                counted.measures += usize::from(in_measure);
                counted.compared += usize::from(is_compared);
                if in_chart || in_measure || is_compared {
                    counted.any += 1;
                } else {
                    counted.idle.push(format!("{}: {}: {}", document.path, leaf.field.label, quantity.written));
                }
            });
        }
    }
    Ok(counted)
}

fn has_number(quantity: &Quantity) -> bool {
    quantity.number().is_some() || quantity.bounds().is_some()
}

fn cell_at(document: &Document, field: &str, matrix: &Matrix, (row, column): (usize, usize)) -> Place {
    let id = |head: Option<&MatrixHead>| head.map(|head| head.id.clone()).unwrap_or_default();
    let row = id(matrix.rows.get(row).map(|row| &row.head));
    Place::Cell(document.path.clone(), field.to_owned(), row, id(matrix.columns.get(column)))
}

/// The numbers in a text, without marks between digits and signs before them.
fn numbers(text: &str) -> Vec<String> {
    let folded = fold(text).replace(',', "");
    let parts = folded.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.map(|part| part.trim_matches('.').to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The ids of the charts on each page, with the numbers that they say they show: those drawn as text, those of their own table, and
/// those that the file of the chart describes.
fn charts(root: &Path, site: &Site) -> HashMap<String, Vec<(String, Vec<String>)>> {
    let output = in_memory(root, &restrict(site.clone(), Audience::Public))
        .unwrap_or_else(|error| panic!("{}: {error:#}", root.display()));
    let pages: BTreeSet<&str> = site.documents.iter().map(|document| document.page.as_str()).collect();
    let mut described: HashMap<(String, String), String> = HashMap::new();
    for (path, bytes) in output.iter().filter(|(path, _)| path.ends_with(".svg")) {
        let file = Html::parse_document(&String::from_utf8_lossy(bytes));
        for desc in file.select(&css("desc[id]")) {
            // `data/2021/kawasaki/plan-figure-1.svg` is a chart of `2021/kawasaki.html`.
            let page = path
                .strip_prefix("data/")
                .and_then(|path| path.rsplit_once('/'))
                .map(|(page, _)| format!("{page}.html"));
            let id = desc.value().id().and_then(|id| id.strip_suffix("-d")).map(|id| format!("{id}-figure"));
            described.extend(page.zip(id).map(|chart| (chart, desc.text().collect())));
        }
    }
    let mut charts = HashMap::new();
    for (path, bytes) in output.iter().filter(|(path, _)| pages.contains(*path)) {
        let page = Html::parse_document(&String::from_utf8_lossy(bytes));
        let (with_id, said) = (css("figure[id]"), css("svg desc, svg text, table td, table th"));
        let figures = page.select(&with_id).map(|figure| {
            let id = figure.value().id().unwrap_or_default().to_owned();
            let said = figure.select(&said).map(|part| part.text().collect::<String>());
            let described = described.get(&(path.to_owned(), id.clone())).cloned();
            (id, numbers(&said.chain(described).collect::<Vec<_>>().join("|")))
        });
        charts.insert(path.to_owned(), figures.collect());
    }
    charts
}

/// The figures of a document that measures show.
fn measured(document: &Document, site: &Site) -> HashSet<*const Quantity> {
    let paths = site.measures.iter().flat_map(|measure| [Some(&measure.of), measure.to.as_ref().map(|to| &to.to)]);
    let figures = paths.flatten().filter_map(|path| Figure::of(document, path));
    figures.map(|figure| std::ptr::from_ref(figure.quantity)).collect()
}

/// Rules that compare figures with each other.
const COMPARISONS: [&str; 13] = [
    "composition-sum",
    "composition-share",
    "matrix-sum",
    "matrix-ratio",
    "series-conflict",
    "above-limit",
    "above-usual",
    "figure-jump",
    "rates-order",
    "rates-share",
    "indicator-changed",
    "target-direction",
    "cumulative-fell",
];

/// The figures at which a comparison points in one of several sites whose figures were exchanged.
fn compared(site: &Site) -> HashSet<Place> {
    let mut all = HashSet::new();
    for seed in 0..6 {
        let mut wrong = site.clone();
        let mut seeded = Seeded::far(seed);
        for answer in wrong.documents.iter_mut().flat_map(|one| &mut one.sections).flat_map(|one| &mut one.answers) {
            answer.leaves_mut(&mut |leaf| {
                if let ItemMut::Quantity(quantity) = leaf.item
                    && has_number(quantity)
                {
                    let unit = quantity.unit.clone();
                    let other = if seed % 2 == 0 {
                        digits(&quantity.written, &mut seeded)
                    } else {
                        tenfold(quantity, &mut seeded)
                    };
                    *quantity = Quantity::read(&other, unit.as_deref());
                }
            });
        }
        for document in &wrong.documents {
            broken(document, &wrong, &mut all);
            cells(document, &mut all);
        }
        for finding in &pipeline::check(&wrong, Findings::new(), &[], &|| true).unwrap() {
            if !COMPARISONS.contains(&finding.code.name) {
                continue;
            }
            let places = std::iter::once(&finding.position).chain(finding.related.iter().map(|(at, _)| at));
            all.extend(places.map(|at| Place::Text(path_of(at.source.path()), at.span.start())));
        }
    }
    all
}

/// The path below `content/`.
fn path_of(source: &str) -> String {
    source.strip_prefix("content/").unwrap_or(source).to_owned()
}

/// The same figure with other digits.
fn digits(written: &str, seeded: &mut Seeded) -> String {
    let other = |c: char| match c.to_digit(10) {
        Some(digit) => {
            char::from_digit(u32::try_from(seeded.next() % 9).unwrap_or_default() + u32::from(digit == 0), 10)
        }
        None => Some(c),
    };
    fold(written).chars().filter_map(other).collect()
}

/// Half of the figures ten times as large.
fn tenfold(quantity: &Quantity, seeded: &mut Seeded) -> String {
    let written = fold(&quantity.written);
    let Some(first) = numbers(&written).into_iter().next().filter(|_| seeded.next().is_multiple_of(2)) else {
        return written;
    };
    let plain = written.replace(',', "");
    let much = match first.split_once('.') {
        Some((whole, rest)) => format!("{whole}{rest}"),
        None => format!("{first}0"),
    };
    plain.replacen(&first, &much, 1)
}

/// The figures of relations that are broken.
fn broken(document: &Document, site: &Site, all: &mut HashSet<Place>) {
    let related =
        RelatedDocuments::new(document, site.previous(document), |other| site.documents_elsewhere(document, other));
    for relation in &document.form.relations {
        for judgement in related.judge(relation) {
            let Judgement::Broken(broken) = judgement else { continue };
            for value in std::iter::once(&broken.value).chain(&broken.others) {
                all.insert(Place::Text(value.document.path.clone(), value.span.start()));
                if let [row, column] = value.steps() {
                    let [path, field] = [value.document.path.clone(), value.field.id.clone()];
                    all.insert(Place::Cell(path, field, row.to_string(), column.to_string()));
                }
            }
        }
    }
}

/// The cells of matrices whose sums, differences and ratios do not fit.
fn cells(document: &Document, all: &mut HashSet<Place>) {
    for place in document.all_answers() {
        let Some(matrix) = place.answer.value.matrix() else { continue };
        let path = place.path();
        let rows: Vec<&MatrixHead> = matrix.row_heads().collect();
        let columns: Vec<&MatrixHead> = matrix.columns.iter().collect();
        for at in (0..rows.len()).flat_map(|row| (0..columns.len()).map(move |column| (row, column))) {
            let (row, column) = at;
            let given = matrix.cell(row, column).is_some_and(nenpo::value::matrix::MatrixCell::is_given);
            let (heads, own) = match (rows[row].computed.as_ref(), columns[column].computed.as_ref()) {
                (Some(own), _) => (&rows, own),
                (None, Some(own)) => (&columns, own),
                (None, None) => continue,
            };
            if !given {
                continue;
            }
            all.insert(cell_at(document, &path, matrix, at));
            for operand in own.of.iter().chain([&own.to]).flat_map(|name| named_heads(heads, name)) {
                let at = if rows[row].computed.is_some() { (operand, column) } else { (row, operand) };
                all.insert(cell_at(document, &path, matrix, at));
            }
        }
    }
}

/// A case of `tests/forms/mistakes/`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    site: String,
    edits: Vec<Edit>,
    #[serde(default)]
    found: Vec<Found>,
    #[serde(default)]
    accepted: bool,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    from: String,
    to: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Found {
    code: String,
    file: Option<String>,
    line: Line,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Line {
    Number(usize),
    Words(String),
}

#[test]
fn mistakes_are_found_where_they_are() {
    let folder = repository("tests/forms/mistakes");
    let cases = names(&folder);
    let trouble: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|name| {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            let trouble = match serde_yaml::from_str(&text) {
                Ok(mistake) => run(&mistake),
                Err(error) => vec![error.to_string()],
            };
            trouble.into_iter().map(move |trouble| format!("tests/forms/mistakes/{name}: {trouble}"))
        })
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    println!("{} mistakes", cases.len());
}

fn run(mistake: &Mistake) -> Vec<String> {
    if mistake.accepted != mistake.found.is_empty() || mistake.edits.is_empty() {
        return vec!["a mistake has edits, and either findings or `accepted: true`".to_owned()];
    }
    let root = root(&mistake.site);
    let mut changed: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for edit in &mistake.edits {
        let written = changed.remove(&edit.file).or_else(|| fs::read(root.join("content").join(&edit.file)).ok());
        let Some(text) = written.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return vec![format!("there is no {}", edit.file)];
        };
        let times = text.matches(&edit.from).count();
        if times != 1 {
            return vec![format!("{} has {times} times `{}`", edit.file, edit.from)];
        }
        changed.insert(edit.file.clone(), text.replacen(&edit.from, &edit.to, 1).into_bytes());
    }
    let (_, findings) = pipeline::read_changed(&root, &changed).unwrap();
    let mut open: Vec<&Found> = mistake.found.iter().collect();
    let mut trouble = Vec::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        match open.iter().position(|found| fits(found, &mistake.edits[0].file, finding)) {
            Some(at) => drop(open.remove(at)),
            None => trouble.push(format!("not expected: {}", describe(finding))),
        }
    }
    trouble.extend(open.iter().map(|found| format!("not found: {}", found.code)));
    trouble
}

fn fits(found: &Found, edited: &str, finding: &Finding) -> bool {
    let file = found.file.as_deref().unwrap_or(edited);
    let (line, _) = finding.position.line_and_column();
    let on_line = match &found.line {
        Line::Number(number) => *number == line,
        Line::Words(words) => {
            finding.position.source.text().lines().nth(line - 1).is_some_and(|line| line.contains(words.as_str()))
        }
    };
    found.code == finding.code.name && path_of(finding.position.source.path()) == file && on_line
}

/// A finding, with its line as a case names it.
fn describe(finding: &Finding) -> String {
    let (line, column) = finding.position.line_and_column();
    let text = finding.position.source.text().lines().nth(line - 1).unwrap_or_default().trim();
    let (code, path, message) = (finding.code.name, path_of(finding.position.source.path()), &finding.message.ja);
    format!("{{ code: {code}, file: {path}, line: {line} }} ({column}: {text}) {message}")
}
