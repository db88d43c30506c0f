//! The draft of a sheet: what was found in a file, where it stands there, and all of which nothing was made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::form::keys::OF_DOCUMENTS;
use crate::form::{Form, FormSection};
use crate::model::{Address, Document, Place};
use crate::prefill::layout::{PrefilledLine, PrefilledValue, yaml};
use crate::prefill::{heading_line, open_line, schema_path, section_head};
use crate::record;
use crate::source::{Findings, Reporter, Severity, Source};
use crate::text::era;
use crate::text::page_path::relative;

use super::answers::{Finder, ImportedAnswer};
use super::asked;
use super::board::{Board, LabelHit, SearchScope};
use super::labels::{cuts, letters, readings};
use super::received::{Received, ReceivedCell};
use super::running;
use super::settings::ImportSettings;

/// What is asked for.
pub struct ImportRequest<'a> {
    /// The form that the file answers.
    pub form: &'a Form,
    /// What the form's labels are called in the file besides.
    pub settings: &'a ImportSettings,
    /// The place whose sheet it becomes.
    pub place: &'a Place,
    /// All places of the site: the file may hold several.
    pub places: &'a [Arc<Place>],
    /// Of which fiscal year.
    pub year: i32,
    /// Where the sheet will be, below `content/`.
    pub path: &'a str,
    /// The name of the file.
    pub file: &'a str,
    /// What is to be known of the file when it comes again, for a comment.
    pub mark: &'a str,
}

/// A draft of a sheet.
#[derive(Debug)]
pub struct Imported {
    /// The text of the sheet.
    pub text: String,
    /// How many values were found.
    pub answers: usize,
    /// How many places are marked 要確認.
    pub to_check: usize,
    /// How many pieces of the file are listed because nothing was made of them.
    pub left: usize,
    /// The pictures of the file, to be written beside the sheet.
    pub pictures: Vec<ImportedPicture>,
}

/// A picture taken out of a file.
#[derive(Debug)]
pub struct ImportedPicture {
    /// The name of its new file.
    pub name: String,
    /// The bytes of the picture as the file had them.
    pub bytes: Vec<u8>,
}

/// Pictures that pages can show, by the ends of their names.
const SHOWN: [&str; 6] = ["png", "jpg", "jpeg", "gif", "svg", "webp"];

/// The places that a file names.
#[derive(Debug, Default)]
pub struct NamedPlaces {
    /// Those on the tabs of a workbook that has a sheet for each of several places.
    pub tabs: Vec<Arc<Place>>,
    /// Those at the heads of several columns or rows.
    pub heads: Vec<Arc<Place>>,
    /// Those named anywhere in a cell of its own.
    pub anywhere: Vec<Arc<Place>>,
}

/// The places that a file names.
#[must_use]
pub fn named_places(received: &Received, places: &[Arc<Place>]) -> NamedPlaces {
    let named = PlaceCells::new(received, places);
    let distinct = |all: Vec<usize>| {
        let mut found: Vec<Arc<Place>> = Vec::new();
        for place in all.into_iter().filter_map(|at| places.get(at)) {
            if !found.iter().any(|own| own.id == place.id) {
                found.push(Arc::clone(place));
            }
        }
        found
    };
    NamedPlaces {
        tabs: distinct(named.tabs.values().copied().collect()),
        heads: distinct(named.heads().iter().map(|(_, place, _)| *place).collect()),
        anywhere: distinct(named.cells.values().copied().collect()),
    }
}

/// The places on the tabs of a workbook, by their surfaces; nothing where fewer than two have sheets of their own.
fn places_of_tabs(received: &Received, places: &[Arc<Place>]) -> BTreeMap<usize, usize> {
    let place_of = |tab: &String| {
        let tab = letters(tab);
        let found = places.iter().enumerate().map(|(at, place)| (letters(&place.name), at));
        // 北浜市 has 浜市 in it.
        found.filter(|(name, _)| !name.is_empty() && tab.contains(name.as_str())).max_by_key(|(name, _)| name.len())
    };
    let named = received.tabs.iter().filter_map(|(surface, tab)| Some((*surface, place_of(tab)?.1)));
    let named: BTreeMap<usize, usize> = named.collect();
    let is_one = named.values().collect::<BTreeSet<_>>().len() < 2;
    if is_one { BTreeMap::new() } else { named }
}

/// The cells that name a place, with its number.
struct PlaceCells<'r> {
    received: &'r Received,
    cells: BTreeMap<usize, usize>,
    /// The sheets that are a place's own, by their surfaces, with its number.
    tabs: BTreeMap<usize, usize>,
}

impl<'r> PlaceCells<'r> {
    fn new(received: &'r Received, places: &[Arc<Place>]) -> PlaceCells<'r> {
        let names: BTreeMap<String, usize> =
            places.iter().enumerate().map(|(at, place)| (letters(&place.name), at)).collect();
        let place_of = |cell: &ReceivedCell| {
            let text = cell.lines.join(" ");
            let whole = readings(&text).into_iter().find_map(|own| names.get(&own.letters).copied());
            // 自治体名：北浜市
            whole.or_else(|| {
                cuts(&text).into_iter().find_map(|(_, from)| names.get(&letters(text.get(from..)?)).copied())
            })
        };
        let cells = received.cells.iter().enumerate().filter(|(_, cell)| cell.lines.len() < 3);
        let cells = cells.filter_map(|(at, cell)| Some((at, place_of(cell)?))).collect();
        PlaceCells { received, cells, tabs: places_of_tabs(received, places) }
    }

    /// The cells that are heads of several columns or rows for several places, each with its place and whether it
    /// stands over a column.
    fn heads(&self) -> Vec<(usize, usize, bool)> {
        let mut in_row: BTreeMap<(usize, u32), BTreeSet<usize>> = BTreeMap::new();
        let mut in_column: BTreeMap<(usize, u32), BTreeSet<usize>> = BTreeMap::new();
        for (at, place) in &self.cells {
            let Some(cell) = self.received.cells.get(*at) else { continue };
            in_row.entry((cell.grid, cell.row)).or_default().insert(*place);
            in_column.entry((cell.grid, cell.column)).or_default().insert(*place);
        }
        let head = |(at, place): (&usize, &usize)| {
            let cell = self.received.cells.get(*at)?;
            let several = |places: Option<&BTreeSet<usize>>| places.is_some_and(|places| places.len() > 1);
            let over = several(in_row.get(&(cell.grid, cell.row)));
            (over || several(in_column.get(&(cell.grid, cell.column)))).then_some((*at, *place, over))
        };
        self.cells.iter().filter_map(head).collect()
    }
}

/// Makes the draft of a sheet.
#[must_use]
pub fn draft(asked: &ImportRequest<'_>, received: &Received) -> Imported {
    let place = asked.place.name.as_str();
    let headings = asked::headings(asked.form, place, asked.settings);
    let labels: Vec<_> = asked.form.sections.iter().map(|section| asked::labels(section, asked.settings)).collect();
    let mut board = Board::new(received, &headings, &labels);
    let mut left = leave_other_places(asked, received, &mut board);
    take_titles(asked, &board);
    for (at, names) in headings.iter().enumerate() {
        let own = board.hits(names, &SearchScope::of(Some(at)));
        let heads = own.into_iter().filter(|hit| board.is_heading(hit.cell) && hit.rank < 12);
        let heads: Vec<LabelHit> = heads.collect();
        let mut done = Vec::new();
        for hit in heads {
            if labels.get(at).is_some_and(|labels| board.is_only_label(hit.cell, labels, &hit)) {
                continue;
            }
            if !done.contains(&hit.cell) {
                done.push(hit.cell);
                board.take(hit.cell, hit.lines);
            }
        }
    }
    let finder = Finder { board: &board, settings: asked.settings, year: asked.year };
    let keys = asked.form.names(place).keys(OF_DOCUMENTS);
    let fields = asked
        .form
        .sections
        .iter()
        .enumerate()
        .flat_map(|(at, section)| section.fields.iter().map(move |field| (at, section, field)));
    let fields: Vec<_> = fields.zip(&keys).collect();
    let mut found: Vec<Option<PrefilledLine>> = vec![None; fields.len()];
    // Tables first: a row of one may begin with what is a label elsewhere.
    for tables in [true, false] {
        for (((at, section, field), key), line) in fields.iter().zip(&mut found) {
            if (field.kind.has_rows() && field.kind.records().is_none()) == tables {
                let answer = in_section(asked, &finder, (*at, *section), field);
                *line = answer.map(|answer| {
                    doubted(asked, PrefilledLine::new(key.as_str(), answer.value).comment(answer.comment))
                });
            }
        }
    }
    let mut found = found.into_iter();
    let lines: Vec<Vec<Option<PrefilledLine>>> =
        asked.form.sections.iter().map(|section| found.by_ref().take(section.fields.len()).collect()).collect();
    let body = body(asked, &finder);
    let answers = lines.iter().flatten().flatten().map(|line| values(&line.value)).sum::<usize>() + body.1;
    let (mut front, mut keys) =
        (head(asked, "原資料の欄が空いていたところは「記載なし」としました。"), keys.into_iter());
    for (section, answered) in asked.form.sections.iter().zip(lines) {
        let mut above = section_head(section, place);
        for ((field, key), line) in section.fields.iter().zip(keys.by_ref()).zip(answered) {
            let line = line.unwrap_or_else(|| open_line(&key, section, field, asked.year));
            front.push(PrefilledLine { above: above.into_iter().chain(line.above).collect(), ..line });
            above = Vec::new();
        }
    }
    let mut pictures = Vec::new();
    left.extend(rest(asked, &finder, &mut pictures));
    let mut front = yaml(&front);
    if !left.is_empty() {
        front.push_str(&format!(
            "\n# ── 読み取れなかったところ（{}）。要るものを答えに写したら、この一覧は消してかまいません\n",
            left.len()
        ));
        for line in &left {
            front.push_str(&format!("# ・{}\n", one_line(line)));
        }
    }
    let schema = relative(asked.path, &schema_path(&asked.form.id));
    let text = format!("---\n# yaml-language-server: $schema={schema}\n{front}---\n{}", body.0);
    let to_check = text.matches("要確認:").count();
    Imported { text, answers, to_check, left: left.len(), pictures }
}

pub(super) fn head(asked: &ImportRequest<'_>, blank: &str) -> Vec<PrefilledLine> {
    let (form, place) = (asked.form, asked.place);
    let year = era::fiscal_year(asked.year);
    let guide = [
        format!("{} {} {}", place.name, era::fiscal_year_both(asked.year), form.short),
        format!("・「{}」から読み取った下書きです。「#」の後は、もとの場所です。", asked.file),
        "・頭に「要確認」とあるところは、もとのファイルと見比べます。確かめたら、その印を消します。".to_owned(),
        format!("・{blank}"),
        "・見終わったら nenpo check で確かめ、「下書き」の行を消すと公開されます。".to_owned(),
        asked.mark.to_owned(),
    ];
    vec![
        PrefilledLine::new("様式", PrefilledValue::text(form.id.as_str())).above(guide).comment(form.title.as_str()),
        PrefilledLine::new("下書き", PrefilledValue::text("はい")).comment("公開してよくなったら、この行を消します"),
        PrefilledLine::new("題名", PrefilledValue::Blank).comment("資料そのものの題名や標語。なければ行を消します"),
        PrefilledLine::new("出典", PrefilledValue::text(format!("{}（{}、{year}）", form.short, place.name))),
    ]
}

/// The answer to a field: in its section, or else anywhere in the file.
fn in_section(
    asked: &ImportRequest<'_>,
    finder: &Finder<'_, '_>,
    (at, section): (usize, &FormSection),
    field: &crate::form::Field,
) -> Option<ImportedAnswer> {
    let is_there = finder.board.section.contains(&Some(at));
    if is_there && let Some(answer) = finder.field(&field.id, section, field, &SearchScope::of(Some(at))) {
        return Some(answer);
    }
    let own = letters(&field.label);
    let same = asked.form.fields().filter(|(_, other)| letters(&other.label) == own).count();
    let mut answer = finder.field(&field.id, section, field, &SearchScope::of(None))?;
    let doubt = if is_there {
        "様式の節の外から読みました"
    } else if same > 1 {
        "節の見出しがなく、どの節の項目か決まりません"
    } else {
        return Some(answer);
    };
    answer.comment = add_doubt(doubt, &answer.comment);
    Some(answer)
}

pub(super) fn add_doubt(doubt: &str, comment: &str) -> String {
    match comment.strip_prefix("要確認: ") {
        Some(rest) => format!("要確認: {doubt}。{rest}"),
        None if comment.is_empty() => format!("要確認: {doubt}"),
        None => format!("要確認: {doubt}（{comment}）"),
    }
}

/// A line with what reading it as a sheet says against it.
pub(super) fn doubted(asked: &ImportRequest<'_>, mut line: PrefilledLine) -> PrefilledLine {
    let text = format!("---\n様式: {}\n{}---\n", asked.form.id, yaml(std::slice::from_ref(&line)));
    let source = Source::new(asked.path, &text);
    let mut findings = Findings::new();
    let split = record::split(&source, &mut findings);
    let Some(front) = split.front else { return line };
    let front = record::parse(&source, front, &mut findings);
    let address = Address {
        path: asked.path.to_owned(),
        page: String::new(),
        year: asked.year,
        place: Arc::new(asked.place.clone()),
        name: String::new(),
        tables: Arc::default(),
        records: Vec::new(),
    };
    let reporter = &mut Reporter::new(&source, &mut findings);
    Document::read(address, &front, split.body, &[Arc::new(asked.form.clone())], reporter);
    let faults: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.message.ja.trim_end_matches('。').to_owned())
        .collect();
    if let Some(fault) = faults.first() {
        line.comment = Some(add_doubt(fault, line.comment.as_deref().unwrap_or_default()));
    }
    line
}

/// Sets the sheets of other places aside, where the place has one of its own, and tells how many cells they have.
fn leave_other_tabs(
    asked: &ImportRequest<'_>,
    named: &PlaceCells<'_>,
    is_own: &dyn Fn(&usize) -> bool,
    board: &mut Board<'_>,
) -> Vec<String> {
    if !named.tabs.values().any(is_own) {
        return Vec::new();
    }
    let mut others: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, cell) in named.received.cells.iter().enumerate() {
        let of = cell.area.and_then(|area| named.tabs.get(&area.surface)).filter(|place| !is_own(place));
        if let Some(place) = of {
            board.foreign.get_mut(at).into_iter().for_each(|foreign| *foreign = true);
            board.take_all(at);
            *others.entry(*place).or_default() += usize::from(!cell.is_blank());
        }
    }
    let told = |(place, count): (&usize, &usize)| {
        Some(format!("ほかの自治体（{}）の欄 {count}", asked.places.get(*place)?.name))
    };
    others.iter().filter_map(told).collect()
}

/// Sets the cells of other places aside, and tells how many.
fn leave_other_places(asked: &ImportRequest<'_>, received: &Received, board: &mut Board<'_>) -> Vec<String> {
    let mut named = PlaceCells::new(received, asked.places);
    let is_own = |place: &usize| asked.places.get(*place).is_some_and(|place| place.id == asked.place.id);
    let mut left = leave_other_tabs(asked, &named, &is_own, board);
    named.cells.retain(|at, _| board.foreign.get(*at).is_none_or(|foreign| !foreign));
    let heads = named.heads();
    if heads.iter().any(|(_, place, _)| is_own(place)) {
        let mut others: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, place, over) in &heads {
            if is_own(place) {
                continue;
            }
            let Some(head) = received.cells.get(*at) else { continue };
            let end = if *over { end_of_block(&heads, received, head) } else { head.below() };
            let rows = if *over { head.below()..end.min(board.last_row(head.grid)) } else { head.row..end };
            let columns = if *over { head.column..head.beside() } else { head.beside()..u32::MAX };
            let of_rows = rows.flat_map(|row| board.row(head.grid, row).to_vec());
            let is_other = |number: &usize| {
                received
                    .cells
                    .get(*number)
                    .is_some_and(|cell| columns.start < cell.beside() && cell.column < columns.end)
            };
            let cells: BTreeSet<usize> = of_rows.filter(is_other).chain([*at]).collect();
            for number in cells {
                board.foreign.get_mut(number).into_iter().for_each(|foreign| *foreign = true);
                board.take_all(number);
                let says = received.cells.get(number).is_some_and(|cell| !cell.is_blank());
                *others.entry(*place).or_default() += usize::from(says && number != *at);
            }
        }
        for (place, count) in others {
            left.extend(asked.places.get(place).map(|place| format!("ほかの自治体（{}）の欄 {count}", place.name)));
        }
    } else if !named.cells.values().any(is_own) {
        let names: Vec<&str> = named
            .cells
            .values()
            .filter_map(|place| asked.places.get(*place))
            .map(|place| place.name.as_str())
            .collect();
        if let Some(name) = names.first() {
            left.push(format!(
                "要確認: ファイルにある名前は「{name}」です。自治体を取り違えていないか確かめてください"
            ));
        }
    }
    for (at, _) in named.cells.iter().filter(|(_, place)| is_own(place)) {
        board.take_all(*at);
        // 自治体名 before it says no more.
        let cell = board.cell(*at);
        let before = cell
            .map(|cell| board.row(cell.grid, cell.row))
            .and_then(|row| row.get(row.iter().position(|own| own == at)?.checked_sub(1)?).copied());
        let is_label = |before: &usize| {
            board.cell(*before).is_some_and(|cell| {
                ["自治体", "市町村", "市区町村", "団体", "都道府県"].iter().any(|word| {
                    letters(&cell.lines.join("")).strip_suffix('名').unwrap_or(&letters(&cell.lines.join(""))) == *word
                })
            })
        };
        if let Some(before) = before.filter(is_label) {
            board.take_all(before);
        }
    }
    left
}

/// The row in which the next heads of places begin below a head.
fn end_of_block(heads: &[(usize, usize, bool)], received: &Received, head: &ReceivedCell) -> u32 {
    let cells = heads.iter().filter_map(|(next, ..)| received.cells.get(*next));
    let below = cells.filter(|next| next.grid == head.grid && next.row > head.row);
    below.map(|next| next.row).min().unwrap_or(u32::MAX)
}

/// What the paper prints over everything, and what the settings leave out.
fn take_titles(asked: &ImportRequest<'_>, board: &Board<'_>) {
    let titles = [letters(&asked.form.title), letters(&asked.form.short)];
    for (at, cell) in board.received.cells.iter().enumerate() {
        let text = cell.lines.join(" ");
        let is_title = readings(&text).iter().any(|own| titles.contains(&own.letters)) && !board.is_label(at);
        if is_title || asked.settings.skips(&text) {
            board.take_all(at);
        }
    }
}

/// The running text under the headings, and how many sections have some.
fn body(asked: &ImportRequest<'_>, finder: &Finder<'_, '_>) -> (String, usize) {
    let (mut out, mut count) = (String::new(), 0);
    for (at, section) in asked.form.sections.iter().enumerate().filter(|(_, section)| section.narrative) {
        out.push_str(&format!("\n## {}\n\n", heading_line(asked.form, section, &asked.place.name)));
        let (text, from, doubts) = narrative(finder, at, section);
        if from.is_empty() {
            out.push_str("<!-- ここに書いてください。原資料が空欄なら「記載なし」と書きます。 -->\n");
            continue;
        }
        count += 1;
        let doubt = if doubts.is_empty() { String::new() } else { format!("要確認: {}。", doubts.join("。")) };
        out.push_str(&format!(
            "<!-- {doubt}もとの場所: {} -->\n\n{}\n",
            from.join("、").replace("--", "－－"),
            text.trim_end()
        ));
    }
    (out, count)
}

/// The text of a section, with where it stands.
fn narrative(finder: &Finder<'_, '_>, at: usize, section: &FormSection) -> (String, Vec<String>, Vec<String>) {
    let board = finder.board;
    let own = |cell: usize| board.section.get(cell).copied().flatten() == Some(at);
    let mut cells: Vec<usize> = (0..board.received.cells.len()).filter(|cell| own(*cell)).collect();
    if !section.fields.is_empty() {
        // Only what follows the heading itself: the rest may belong to a field.
        let begin = cells.iter().position(|cell| board.is_heading(*cell));
        let after = begin.map_or(&[][..], |begin| cells.get(begin..).unwrap_or_default());
        let mut kept = Vec::new();
        for (number, cell) in after.iter().enumerate() {
            let ends = number > 0 && (board.is_label(*cell) && !board.is_heading(*cell) || board.is_touched(*cell));
            if ends {
                break;
            }
            kept.push(*cell);
        }
        cells = kept;
    }
    let (mut out, mut from, mut doubts) = (String::new(), Vec::new(), Vec::new());
    let unused = |cell: usize| -> Vec<String> {
        let lines = board.cell(cell).map(|own| own.lines.clone()).unwrap_or_default();
        lines.into_iter().enumerate().filter(|(line, _)| !board.is_used(cell, *line)).map(|(_, line)| line).collect()
    };
    let is_free = |cell: &usize| {
        board.cell(*cell).is_some_and(|own| !own.drawn)
            && !board.is_foreign(*cell)
            && unused(*cell).iter().any(|line| !line.trim().is_empty())
    };
    let cells: Vec<usize> = cells.into_iter().filter(is_free).collect();
    let place = |cell: &usize| board.cell(*cell).map(|own| (own.grid, own.row));
    let mut lines: Vec<String> = Vec::new();
    let flush = |lines: &mut Vec<String>, out: &mut String| {
        if !lines.is_empty() {
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(&running::markdown(lines));
            out.push_str(if out.ends_with('\n') { "" } else { "\n" });
            lines.clear();
        }
    };
    for grid in cells.chunk_by(|one, next| place(one).map(|at| at.0) == place(next).map(|at| at.0)) {
        let rows: Vec<&[usize]> = grid.chunk_by(|one, next| place(one) == place(next)).collect();
        let is_loose = grid
            .first()
            .and_then(|cell| board.cell(*cell))
            .and_then(|cell| board.received.grids.get(cell.grid))
            .is_some_and(|grid| grid.loose);
        from.extend(grid.first().and_then(|cell| board.cell(*cell)).map(|cell| cell.address.clone()));
        if !is_loose && rows.iter().any(|row| row.len() > 1) {
            flush(&mut lines, &mut out);
            let columns: BTreeSet<u32> =
                grid.iter().filter_map(|cell| board.cell(*cell)).map(|cell| cell.column).collect();
            let columns: Vec<u32> = columns.into_iter().collect();
            let row = |row: &&[usize]| {
                let text = |column: &u32| {
                    row.iter()
                        .filter(|cell| board.cell(**cell).is_some_and(|own| own.column == *column))
                        .map(|cell| unused(*cell).join(" "))
                        .collect::<String>()
                };
                columns.iter().map(text).collect::<Vec<String>>()
            };
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(&running::table(&rows.iter().map(row).collect::<Vec<_>>()));
            doubts.push("表を本文の表にしました".to_owned());
        } else {
            grid.iter().for_each(|cell| lines.extend(unused(*cell)));
        }
        doubts.extend(grid.iter().filter_map(|cell| board.cell(*cell)?.doubt.clone()));
    }
    flush(&mut lines, &mut out);
    cells.iter().for_each(|cell| board.take_all(*cell));
    (out, from, doubts)
}

/// All of which nothing was made, and the pictures.
fn rest(asked: &ImportRequest<'_>, finder: &Finder<'_, '_>, pictures: &mut Vec<ImportedPicture>) -> Vec<String> {
    let board = finder.board;
    let mut left: Vec<String> = Vec::new();
    let mut drawn: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, text) in board.left() {
        let Some(cell) = board.cell(at) else { continue };
        if cell.drawn {
            drawn.entry(cell.grid).or_default().push(text);
        } else {
            left.push(format!("{}: {text}", cell.address));
        }
    }
    for (grid, texts) in drawn {
        let first = board.received.cells.iter().find(|cell| cell.grid == grid && cell.drawn);
        let address = first.map(|cell| cell.address.clone()).unwrap_or_default();
        left.push(format!("図形（{address} から）: {}。要るなら、画像にして置いてください", texts.join("、")));
    }
    left.extend(board.received.remarks.iter().map(|remark| format!("{}: {}", remark.address, remark.text)));
    let name = asked.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    for picture in &board.received.pictures {
        if !SHOWN.contains(&picture.ending.as_str()) {
            left.push(format!(
                "{}: 「.{}」の画像は取り出せません。PNG にして置いてください",
                picture.address, picture.ending
            ));
            continue;
        }
        let file = format!("{name}-{}.{}", pictures.len() + 1, picture.ending);
        let words = picture.words.as_deref().unwrap_or("何の図かを書く");
        left.push(format!(
            "{}: {file} として取り出しました。使うなら本文に「![{words}]({file})」と書きます",
            picture.address
        ));
        pictures.push(ImportedPicture { name: file, bytes: picture.bytes.clone() });
    }
    left
}

/// How many values an answer says.
pub(super) fn values(value: &PrefilledValue) -> usize {
    match value {
        PrefilledValue::Blank => 0,
        PrefilledValue::Text(_) => 1,
        PrefilledValue::List(items) => items.iter().map(values).sum(),
        PrefilledValue::Map(lines) => lines
            .iter()
            .filter(|line| !["時点", "注記"].contains(&line.key.as_str()))
            .map(|line| values(&line.value))
            .sum(),
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(|c: char| c.is_control(), " ")
}
