//! What an author wrote for the public, read without the program: front matter by the events of a YAML parser, which knows no
//! form, and the body by [`super::markdown`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use saphyr_parser::{Event, Parser};
use serde_yaml::Value;

use super::markdown::{streams, without_comments};
use super::runs::{fold, is_grouped, runs};

/// A file with words for the public.
#[derive(Debug)]
pub struct Written {
    /// Its path below the site's folder: `content/2021/kitahama/sheet.md`.
    pub path: String,
    /// Its answers, then the parts of its body.
    pub passages: Vec<Passage>,
}

/// What has to stand somewhere in one piece and in its order.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Where it belongs: the keys of an answer, or `body`.
    pub at: String,
    /// The first key: what the answer is to. Empty for the body.
    pub key: String,
    pub kind: PassageKind,
    /// Runs, each with its line in the file, from 1.
    pub runs: Vec<(usize, String)>,
    /// Other ways to show the whole of it: a date in another form.
    pub instead: Vec<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The name of a field, a part, a column or a row.
    Label,
    /// The name of the column in which indicators are named; a text version has no columns.
    Indicator,
    /// What is told of a closed issue.
    Closed,
    /// A title, a source, a remark: about the document.
    About,
    /// What a field is answered with.
    Answer,
    Body,
}

/// Keys of the front matter whose values are for the program, or are shown as what follows from them (`keys`).
const FOR_THE_PROGRAM: [&str; 37] = [
    "form",
    "様式",
    "draft",
    "下書き",
    "audience",
    "公開範囲",
    "accept",
    "確認済み",
    "id",
    "from",
    "attachments",
    "file",
    "ファイル",
    "添付",
    "previous",
    "前の資料",
    "better",
    "よい向き",
    "count",
    "数え方",
    "due",
    "目標年度",
    "updated",
    "更新日",
    "corrections",
    "訂正",
    "date",
    "日付",
    "result",
    "結果",
    "code",
    "follows",
    "description",
    "説明",
    "nav",
    "order",
    "順番",
];
/// Issues that are closed stand on the page of their place (`closed-issues`).
const CLOSED: [&str; 2] = ["ended_issues", "終えた課題"];
/// Keys that say what about an answer is told, and are shown as brackets or words of the page (`keys`).
const CIRCUMSTANCES: [&str; 12] =
    ["値", "value", "時点", "as_of", "出典", "source", "範囲", "scope", "注記", "note", "合計", "total"];
/// Keys that are about the document.
const ABOUT: [&str; 6] = ["title", "題名", "source", "出典", "notes", "転記の注記"];

/// What of the forms of a site has to be known: names, and which are for advisors.
#[derive(Debug, Default)]
pub struct Forms {
    /// Labels as they are shown.
    labels: BTreeSet<String>,
    /// Ids of sections, fields, parts, columns and rows.
    ids: BTreeSet<String>,
    /// Headings of sections, and their ids.
    headings: BTreeSet<String>,
    /// Ids, labels and headings of what only advisors may read.
    private: BTreeSet<String>,
    /// The ids of what a label names.
    ids_of: BTreeMap<String, BTreeSet<String>>,
    /// Labels of the column in which indicators are named.
    indicators: BTreeSet<String>,
    /// The ids and labels of what can be chosen, by the id and the label of the field.
    choices: BTreeMap<String, Vec<(String, String)>>,
    /// The words for 有 and 無 that a form has of its own, the shown one first, by the id and the label of the field.
    presence: BTreeMap<String, [Vec<String>; 2]>,
    /// Ids and labels of tables of numbers over rows and columns.
    matrices: BTreeSet<String>,
}

/// Letters and digits only, in one spelling.
fn name(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Forms {
    pub fn read(folder: &Path) -> Forms {
        let mut forms = Forms::default();
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
            if let Ok(form) = serde_yaml::from_str::<Value>(&text) {
                forms.gather("", &form, false);
            }
        }
        forms
    }

    /// The rows of the CSV that an answer names, each with its number; nothing where it names none that can be read here.
    fn table_beside(answer: &str, folder: &Path) -> Option<Vec<(usize, Vec<String>)>> {
        let file = answer.trim().strip_suffix(".csv")?;
        let bytes = std::fs::read(folder.join(format!("{file}.csv"))).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let row = |line: &str| with_tabs(line).split('\t').map(|cell| cell.trim().to_owned()).collect();
        Some(text.lines().map(row).enumerate().collect())
    }

    fn gather(&mut self, id: &str, node: &Value, within: bool) {
        match node {
            Value::Sequence(items) => items.iter().for_each(|item| self.gather("", item, within)),
            Value::Mapping(entries) => {
                let get = |key: &str| entries.get(key).and_then(Value::as_str);
                let id = get("id").unwrap_or(id);
                let shown = get("label").or_else(|| get("heading"));
                if let Some(shown) = shown {
                    self.name(id, shown);
                }
                let heading = get("heading").unwrap_or_default().replace("{place}", "");
                // The words after a bar are the heading in short.
                let short = heading.rsplit('｜').next().unwrap_or_default();
                let headings = [name(&heading), name(short)].into_iter().filter(|heading| !heading.is_empty());
                if get("heading").is_some() {
                    self.headings.extend(headings.clone().chain([name(id)]));
                }
                if let (Some("choice"), Some(Value::Mapping(list))) = (get("kind"), entries.get("choices")) {
                    let text = |value: &Value| value.as_str().map(str::to_owned);
                    let list: Vec<(String, String)> =
                        list.iter().filter_map(|(id, label)| Some((text(id)?, text(label)?))).collect();
                    self.choices.extend([name(id), name(shown.unwrap_or_default())].map(|field| (field, list.clone())));
                }
                if let Some(words) = entries.get("words").filter(|_| get("kind") == Some("presence")) {
                    let list = |key: &str| match words.get(key) {
                        Some(Value::Sequence(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                        one => one.and_then(Value::as_str).map(str::to_owned).into_iter().collect(),
                    };
                    let both = ["yes", "no"].map(list);
                    let names = [name(id), name(shown.unwrap_or_default())];
                    self.presence.extend(names.map(|field| (field, both.clone())));
                }
                if get("kind") == Some("matrix") {
                    self.matrices.extend([name(id), name(shown.unwrap_or_default())]);
                }
                let private = within || get("audience").is_some_and(|audience| audience != "public");
                if private {
                    self.private.extend(headings.chain([name(id), name(shown.unwrap_or_default())]));
                }
                for (key, value) in entries {
                    let key = key.as_str().unwrap_or_default();
                    match value {
                        Value::Mapping(inner) => {
                            for (id, value) in inner {
                                let id = id.as_str().unwrap_or_default();
                                match value.as_str() {
                                    Some(label) => {
                                        self.name(id, label);
                                        self.private.extend([name(id), name(label)].into_iter().filter(|_| private));
                                    }
                                    None => self.gather(id, value, private),
                                }
                            }
                        }
                        Value::Sequence(_) => self.gather("", value, private),
                        Value::String(label) if key == "name" && get("kind") == Some("records") => self.name("", label),
                        Value::String(label) if key == "indicator" => {
                            self.name("", label);
                            self.ids.insert("indicator".to_owned());
                            self.indicators.insert(name(label));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, id: &str, label: &str) {
        self.labels.insert(name(label));
        if !id.is_empty() {
            self.ids.insert(name(id));
            self.ids_of.entry(name(label)).or_default().insert(id.to_owned());
            self.ids_of.entry(name(id)).or_default().insert(id.to_owned());
        }
    }

    /// The id of the field that a key of the front matter names.
    pub fn id(&self, key: &str) -> Option<&str> {
        let named = self.ids_of.get(&name(key)).filter(|ids| ids.len() == 1);
        let id = named.and_then(|ids| ids.first()).map(String::as_str);
        // Where a section has the same id, it is that of the section.
        id.filter(|id| !self.headings.contains(&name(id)))
    }

    /// All ids.
    pub fn all_ids(&self) -> BTreeSet<&str> {
        self.ids_of.values().flatten().map(String::as_str).collect()
    }

    /// Whether a heading is one of the form: its words, or the end of them after a number or the name of the place.
    fn is_heading(&self, heading: &str) -> bool {
        self.headings.iter().any(|known| !known.is_empty() && heading.ends_with(known.as_str()))
    }

    fn is_private(&self, key: &str) -> bool {
        key.split(['／', '/']).map(name).any(|part| {
            self.private.iter().any(|known| {
                !known.is_empty() && (part == *known || part.ends_with(known.as_str()) && self.headings.contains(known))
            })
        })
    }
}

/// What a document says; nothing where it is not for the public.
pub fn written(path: &str, text: &str, forms: &Forms, folder: &Path) -> Option<Written> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
    let mut passages = Vec::new();
    let (front, body, first) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) {
        Some((front, rest)) => (front, rest.split_once('\n').map_or("", |(_, body)| body), front.lines().count() + 3),
        None => ("", text.as_str(), 1),
    };
    let scalars = scalars(&ungrouped(front))?;
    let private = |scalar: &Scalar| match (scalar.keys.first().map(String::as_str), scalar.value.as_str()) {
        (Some("draft" | "下書き"), value) => matches!(value, "true" | "はい"),
        (Some("audience" | "公開範囲"), value) => value != "public",
        _ => false,
    };
    if scalars.iter().any(private) {
        return None;
    }
    for (at, scalar) in scalars.iter().enumerate() {
        // `keys`: a name without an answer says nothing.
        let value = scalars.get(at + 1).filter(|value| !value.is_key && value.keys == scalar.keys);
        if scalar.is_key && value.is_some_and(|value| value.value.trim().is_empty()) {
            continue;
        }
        passages.extend(answer(scalar, forms, folder));
    }
    passages.extend(self::body(body, first, forms));
    Some(Written { path: path.to_owned(), passages })
}

/// The numbers in the cells of a table of a text, each with its line, from 0; those in its first row and first column are heads,
/// and so are names of the form, of months and of years. A value that is no table is a cell, where the keys above it are its heads.
fn cells(text: &str, table: bool, forms: &Forms) -> Vec<(usize, String)> {
    if !table {
        return Vec::from([(0, text.to_owned())]);
    }
    let row = |line: &str| -> Vec<String> {
        let parted = if line.contains('\t') { line.split('\t') } else { line.trim().trim_matches('|').split('\t') };
        let parts = parted.flat_map(|part| if line.contains('\t') { vec![part] } else { part.split('|').collect() });
        parts.map(|cell| cell.trim().to_owned()).collect()
    };
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains(['\t', '|']));
    numbers(lines.map(|(at, line)| (at, row(line))), forms).collect()
}

/// The cells of rows that hold numbers, but for heads.
fn numbers<'f>(
    rows: impl Iterator<Item = (usize, Vec<String>)> + 'f,
    forms: &'f Forms,
) -> impl Iterator<Item = (usize, String)> + 'f {
    let has_digit = |cell: &str| fold(cell).contains(|c: char| c.is_ascii_digit());
    let is_head = |cell: &str| fold(cell).ends_with(['月', '年', '度']) || forms.labels.contains(&name(cell));
    let cells = rows.skip(1).flat_map(|(at, row)| row.into_iter().skip(1).map(move |cell| (at, cell)));
    cells.filter(move |(_, cell)| has_digit(cell) && !is_head(cell))
}

/// `groups`: within `{ }` a comma parts two answers, but not two groups of a number.
fn ungrouped(front: &str) -> String {
    let letters: Vec<char> = front.chars().collect();
    let kept = letters.iter().enumerate().filter(|(at, c)| !(**c == ',' && is_grouped(&letters, *at)));
    kept.map(|(_, c)| *c).collect()
}

fn answer(scalar: &Scalar, forms: &Forms, folder: &Path) -> Vec<Passage> {
    let keys: Vec<&str> = scalar.keys.iter().map(String::as_str).collect();
    let (first, last) = (keys.first().copied().unwrap_or_default(), keys.last().copied().unwrap_or_default());
    let is_private = keys.iter().any(|key| forms.is_private(key));
    if is_private || FOR_THE_PROGRAM.contains(&last) || FOR_THE_PROGRAM.contains(&first) {
        return Vec::new();
    }
    let about = keys.len() == 1 && ABOUT.contains(&first);
    let known = |key: &str| forms.ids.contains(&name(key)) && !forms.labels.contains(&name(key));
    let mut passages = Vec::new();
    let passage = |kind, runs: Vec<(usize, String)>| Passage {
        at: keys.join(" / "),
        key: first.to_owned(),
        kind,
        runs,
        instead: Vec::new(),
    };
    let in_matrix = keys.iter().position(|key| forms.matrices.contains(&name(key)));
    let is_circumstance = CIRCUMSTANCES[2..10].contains(&last);
    if let Some(at) = in_matrix.filter(|at| !is_circumstance && (!scalar.is_key || *at + 1 < keys.len())) {
        // `matrix-heads`: each number is looked for, wherever the form has its row and its column.
        let cells = if scalar.is_key {
            Vec::new()
        } else if let Some(table) = Forms::table_beside(&scalar.value, folder) {
            // All of a file stands where it is named.
            numbers(table.into_iter(), forms).map(|(_, cell)| (0, cell)).collect()
        } else {
            cells(&scalar.value, keys[at + 1..].iter().all(|key| CIRCUMSTANCES[..2].contains(key)), forms)
        };
        let cells = cells.into_iter().map(|(line, cell)| (scalar.line + line, runs(&cell)));
        return cells
            .map(|(line, runs)| passage(PassageKind::Answer, runs.into_iter().map(|run| (line, run)).collect()))
            .collect();
    }
    if scalar.is_key {
        // `keys`: ids, circumstances, and names of where a field is.
        if !(known(last)
            || ABOUT.contains(&last)
            || CIRCUMSTANCES.contains(&last)
            || last.contains(['／', '/'])
            || forms.is_heading(&name(last))
            || CLOSED.contains(&first)
            || is_year_of_column(last, forms))
        {
            let runs = runs(last).into_iter().map(|run| (scalar.line, run)).collect();
            let kind = if last == "指標" || forms.indicators.contains(&name(last)) {
                PassageKind::Indicator
            } else {
                PassageKind::Label
            };
            passages.push(passage(kind, runs));
        }
        return passages;
    }
    if CLOSED.contains(&first) && scalar.value.contains('#') {
        // The address of a row.
        return passages;
    }
    let kind = match (about, CLOSED.contains(&first)) {
        (true, _) => PassageKind::About,
        (_, true) => PassageKind::Closed,
        _ => PassageKind::Answer,
    };
    // `keys`: the head of pasted rows names columns; each cell below it is an answer. Lines of a CSV are such rows, too.
    let of_csv = !scalar.value.contains(['\t', '|']);
    let value = if of_csv { with_tabs(&scalar.value) } else { scalar.value.clone() };
    let mut rows = value.lines();
    let parts = ['\t', '|'];
    let head: Vec<&str> = rows.next().unwrap_or_default().split(parts).map(str::trim).collect();
    let is_head = |cell: &str| {
        forms.labels.contains(&name(cell))
            || forms.ids.contains(&name(cell))
            || FOR_THE_PROGRAM.contains(&cell)
            || is_year_of_column(cell, forms)
    };
    let mut named = head.iter().filter(|cell| !cell.is_empty());
    if named.clone().count() > 1 && named.all(|cell| is_head(cell)) {
        for (line, row) in (1..).zip(rows) {
            let row = row.replace("\\|", " ");
            let cells = row.split(parts).zip(&head).filter(|(_, head)| !FOR_THE_PROGRAM.contains(head));
            let cells = cells.map(|(cell, _)| runs(cell).into_iter().map(|run| (scalar.line + line, run)).collect());
            passages.extend(cells.map(|runs| passage(kind, runs)));
        }
        return passages;
    }
    for stream in streams(&scalar.value) {
        let runs = stream.lines.iter().flat_map(|(line, words)| {
            let line = scalar.line + line;
            runs(words).into_iter().map(move |run| (line, run))
        });
        let mut passage = passage(kind, runs.collect());
        passage.instead = dates(&scalar.value).into_iter().chain(presence(&scalar.value)).collect();
        let field = keys.iter().rev().find(|key| !CIRCUMSTANCES[..2].contains(key));
        let list = field.and_then(|field| forms.choices.get(&name(field)));
        passage.instead.extend(list.map(|list| choices(&scalar.value, list)));
        let words = field.and_then(|field| forms.presence.get(&name(field)));
        passage.instead.extend(words.and_then(|words| own_words(&scalar.value, words)));
        passages.push(passage);
    }
    passages
}

/// Lines of a CSV with tabs for commas; those within quotes part no cells.
fn with_tabs(lines: &str) -> String {
    let parts = lines.split('"').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part.replace(',', "\t") } else { part.to_owned() }).collect()
}

/// `matrix-heads`: the years of an indicator in any spelling, alone or with the name of their column: R元, 2024年度実績値.
fn is_year_of_column(key: &str, forms: &Forms) -> bool {
    let of_year = |c: char| c.is_ascii_digit() || "元RHSrhs令和平成昭年度()".contains(c);
    let key = fold(key);
    let rest: String = key.chars().filter(|c| !of_year(*c)).collect();
    key.contains(|c: char| c.is_ascii_digit() || c == '元') && (rest.is_empty() || forms.labels.contains(&name(&rest)))
}

/// `choices`: what is marked, in the form's words and order; then the words behind その他.
fn choices(text: &str, list: &[(String, String)]) -> Vec<String> {
    const MARKED: [char; 7] = ['■', '☑', '☒', '●', '◉', '✓', '✔'];
    const UNMARKED: [char; 3] = ['□', '☐', '◯'];
    let mut text = text.replace('〇', "○");
    // Boxes made of brackets: [x], （ ）.
    for (open, close) in [('[', ']'), ('(', ')'), ('（', '）')] {
        for (inside, is) in [("x", "■"), ("X", "■"), ("✓", "■"), ("レ", "■"), (" ", "□"), ("　", "□"), ("", "□")]
        {
            text = text.replace(&format!("{open}{inside}{close}"), is);
        }
    }
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        if pieces.is_empty() || MARKED.contains(&c) || UNMARKED.contains(&c) {
            pieces.push(String::new());
        }
        pieces.last_mut().unwrap().push(c);
    }
    let boxed = text.contains(MARKED);
    let marked: Vec<String> = pieces.into_iter().filter(|piece| !boxed || piece.starts_with(MARKED)).collect();
    let mut rest = marked.concat();
    let mut shown = Vec::new();
    for (id, label) in list {
        let is_label = rest.contains(label.as_str());
        if is_label || name(id) == name(&text) {
            shown.extend(runs(label));
            rest = rest.replacen(if is_label { label } else { id }, " ", 1);
        }
    }
    shown.extend(runs(&rest));
    shown
}

/// `presence`: the form's own words for 有 and 無.
fn own_words(text: &str, words: &[Vec<String>; 2]) -> Option<Vec<String>> {
    let common = [["有", "あり"], ["無", "なし"]];
    let said =
        |at: usize| words[at].iter().map(String::as_str).chain(common[at]).any(|word| fold(text.trim()) == fold(word));
    let shown = [0, 1].into_iter().find(|at| said(*at)).and_then(|at| words[at].first())?;
    Some(runs(shown))
}

/// `presence`: other words for 有 and 無, with what follows them.
fn presence(text: &str) -> Option<Vec<String>> {
    let words = [("あり", "有"), ("有り", "有"), ("なし", "無"), ("無し", "無")];
    let text = fold(text.trim());
    let (written, shown) = words.iter().find(|(written, _)| text.starts_with(written))?;
    Some(runs(&text.replacen(written, &format!("{shown} "), 1)))
}

/// `dates`: a date by its era, with other marks, and in English.
fn dates(text: &str) -> Vec<Vec<String>> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let folded = fold(text);
    // から is the sign between times.
    let folded = folded.strip_suffix("から").unwrap_or(&folded);
    let marks = |c: char| c.is_ascii_digit() || "-/.~年月日度末 令和平成昭和".contains(c);
    let numbers: Vec<i32> = runs(text).iter().filter_map(|run| run.parse().ok()).collect();
    let [written, rest @ ..] = numbers.as_slice() else { return Vec::new() };
    let base = [("令和", 2018), ("平成", 1988), ("昭和", 1925)].iter().find(|(era, _)| folded.contains(era));
    let year = written + base.map_or(0, |(_, base)| *base);
    if !folded.trim().chars().all(marks) || !(1900..2100).contains(&year) || rest.len() > 2 {
        return Vec::new();
    }
    let (era, counted) = match year {
        2019.. => ("令和", year - 2018),
        1989.. => ("平成", year - 1988),
        _ => ("昭和", year - 1925),
    };
    let mut shown = vec![era.to_owned(), counted.to_string()];
    shown.extend(rest.iter().map(ToString::to_string));
    let months: Vec<&str> = rest.iter().filter_map(|month| MONTHS.get((*month - 1) as usize)).copied().collect();
    // From one month to another, or of a day.
    let months = if folded.contains('~') { months } else { months.into_iter().take(1).collect() };
    let english = months.into_iter().map(str::to_owned).chain([year.to_string()]).collect();
    vec![shown, english]
}

/// The parts of a body: what stands before the first heading, and each section with its heading.
fn body(body: &str, first: usize, forms: &Forms) -> Vec<Passage> {
    let body = &without_comments(body);
    let mut parts: Vec<(Option<&str>, usize, String)> = vec![(None, first, String::new())];
    let mut fenced = false;
    for (number, line) in body.split('\n').enumerate() {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        }
        if line.starts_with("## ") && !fenced {
            parts.push((Some(line), first + number + 1, String::new()));
        } else {
            let part = parts.last_mut().unwrap();
            part.2.push_str(line);
            part.2.push('\n');
        }
    }
    let mut passages = Vec::new();
    for (heading, line, text) in parts {
        let passage = |runs| Passage {
            at: "body".to_owned(),
            key: String::new(),
            kind: PassageKind::Body,
            runs,
            instead: Vec::new(),
        };
        if let Some(heading) = heading {
            let bare = heading.trim_start_matches('#').trim().trim_end_matches('#');
            let (words, id) =
                bare.rsplit_once("{#").map_or((bare, ""), |(words, id)| (words, id.trim_end_matches('}')));
            let unnumbered =
                words.trim_start_matches(|c: char| c.is_numeric() || c.is_whitespace() || ".．、-－（）()".contains(c));
            let names = [name(words), name(unnumbered), name(id)];
            if names.iter().any(|name| forms.is_private(name)) {
                continue;
            }
            // `headings`: the form's own words stand for those of a sheet.
            if !names.iter().any(|name| forms.is_heading(name)) {
                passages.push(passage(runs(words).into_iter().map(|run| (line - 1, run)).collect()));
            }
        }
        for stream in streams(&text) {
            let runs = stream
                .lines
                .iter()
                .flat_map(|(number, words)| runs(words).into_iter().map(move |run| (line + number, run)));
            passages.push(passage(runs.collect()));
        }
    }
    passages.retain(|passage| !passage.runs.is_empty());
    passages
}

/// A key or a value of the front matter.
#[derive(Debug)]
struct Scalar {
    keys: Vec<String>,
    value: String,
    /// The line in the file.
    line: usize,
    is_key: bool,
}

/// All keys and values; nothing where a parser finds no YAML.
fn scalars(front: &str) -> Option<Vec<Scalar>> {
    enum Open {
        List,
        /// Whether a key comes next.
        Map(bool),
    }
    let mut scalars = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for event in Parser::new_from_str(front) {
        let (event, span) = event.ok()?;
        let ends = matches!(event, Event::Scalar(..) | Event::SequenceEnd | Event::MappingEnd);
        match &event {
            Event::SequenceStart(..) => open.push(Open::List),
            Event::MappingStart(..) => open.push(Open::Map(true)),
            Event::SequenceEnd | Event::MappingEnd => _ = open.pop(),
            Event::Scalar(value, style, ..) => {
                let block = matches!(style, saphyr_parser::ScalarStyle::Literal | saphyr_parser::ScalarStyle::Folded);
                // A block begins below its mark; the first line of the front matter is the second one of the file.
                let line =
                    span.start.line() + 1 + usize::from(block && !front_line(front, span.start.line()).is_empty());
                if let Some(Open::Map(key @ true)) = open.last_mut() {
                    *key = false;
                    keys.push(value.to_string());
                    scalars.push(Scalar { keys: keys.clone(), value: String::new(), line, is_key: true });
                    continue;
                }
                scalars.push(Scalar { keys: keys.clone(), value: value.to_string(), line, is_key: false });
            }
            _ => {}
        }
        if ends && let Some(Open::Map(key)) = open.last_mut() {
            *key = true;
            keys.pop();
        }
    }
    Some(scalars)
}

fn front_line(front: &str, line: usize) -> &str {
    let line = front.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    if line.trim_end().ends_with(['|', '>', '-', '+']) { line } else { "" }
}

#[test]
fn answers_and_bodies_are_read() {
    let mut forms = Forms::default();
    let form = "sections:\n  - { id: base, heading: 基礎, fields: { population: { label: 人口, kind: number }, memo: { label: 相談, audience: advisors } } }\n  - { id: ask, heading: 相談したい事項, audience: advisors }\n";
    forms.gather("", &serde_yaml::from_str(form).unwrap(), false);
    let sheet = "---\nform: a\ntitle: 題\n人口: { 値: 12人, 時点: 2023-04 }\n相談: 秘密\n備考: |\n  一\n  二\n---\n前\n## 基礎\n甲\n## 相談したい事項\n乙\n";
    let written = written("a.md", sheet, &forms, Path::new("")).unwrap();
    let said: Vec<(String, usize, usize)> = written
        .passages
        .iter()
        .map(|p| (p.runs.iter().map(|(_, run)| run.as_str()).collect(), p.runs[0].0, p.instead.len()))
        .collect();
    let expected = [
        ("題", 3, 0),
        ("人口", 4, 0),
        ("12人", 4, 0),
        ("202304", 4, 2),
        ("備考", 6, 0),
        ("一二", 7, 0),
        ("前", 10, 0),
        ("甲", 12, 0),
    ];
    assert_eq!(said, expected.map(|(words, line, instead)| (words.to_owned(), line, instead)));
    assert!(super::source::written("a.md", "---\n下書き: はい\n---\n", &forms, Path::new("")).is_none());
}
