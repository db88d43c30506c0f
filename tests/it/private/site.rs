//! Random forms and sheets in which everything that only advisors may know carries a mark: words hold [`WORDS`], ids and
//! names of files [`ID`], numbers [`DIGITS`]. Nothing that is public carries one, but for the comments in it, which are for
//! nobody but their writer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// In every private text: a pair of characters that stands nowhere else.
pub const WORDS: &str = "鱻麤";
/// In every private id and file name.
pub const ID: &str = "zqjxvkw";
/// What every private number begins with.
pub const DIGITS: &str = "7310942";

/// Files of `content/`, by path.
pub type Files = BTreeMap<String, String>;

/// What is said in confidence: with `open`, the very same site without a word about its audience, which shows where each
/// mark would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    Kept,
    Open,
}

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// A column of a table, or one cell for each sector.
struct Column {
    id: String,
    label: String,
    private: bool,
    split: bool,
}

enum Kind {
    Number,
    Composition,
    Rates,
    Presence,
    Choice,
    Text,
    Prose,
    Date,
    Indicators,
    Table(Vec<Column>),
    Schedule,
}

struct Field {
    id: String,
    label: String,
    private: bool,
    kind: Kind,
}

struct Section {
    id: String,
    heading: String,
    private: bool,
    narrative: bool,
    fields: Vec<Field>,
}

struct Maker {
    random: Random,
    confidence: Confidence,
    next: u32,
}

/// The files of a site.
pub fn files(seed: u64, confidence: Confidence) -> Files {
    let random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut maker = Maker { random, confidence, next: 0 };
    maker.site()
}

impl Maker {
    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// One line of text.
    fn words(&mut self, private: bool) -> String {
        let number = self.number();
        if private { format!("内々の話{WORDS}{number}") } else { format!("公開の言葉{number}") }
    }

    /// What a sheet says, at times with a comment that is for nobody else.
    fn text(&mut self, private: bool) -> String {
        let words = self.words(private);
        if self.random.once_in(2) { format!("{words}<!-- 書き置き{WORDS} -->") } else { words }
    }

    fn id(&mut self, private: bool, kind: &str) -> String {
        let number = self.number();
        if private { format!("{ID}-{kind}-{number}") } else { format!("{kind}-{number}") }
    }

    fn amount(&mut self, private: bool) -> String {
        if private {
            format!("{DIGITS}{}", self.random.below(90) + 10)
        } else {
            format!("{}", self.random.below(900) + 100)
        }
    }

    /// How a form says that something is for advisors.
    fn audience(&self, private: bool) -> &'static str {
        if private && self.confidence == Confidence::Kept { ", audience: advisors" } else { "" }
    }

    fn site(&mut self) -> Files {
        let mut files = Files::new();
        let hidden = self.confidence == Confidence::Kept;
        let places = "ken: { code: \"140007\", name: 神奈川県, reading: かながわけん, category: 都道府県 }\n\
                      p1: { code: \"141305\", name: 川崎市, reading: かわさきし, prefecture: ken, category: 指定都市 }\n";
        files.insert("places.yaml".to_owned(), places.to_owned());
        let base: Vec<Section> = (0..=self.random.below(3) + 1).map(|_| self.section(false)).collect();
        let mut own = vec![self.issues()];
        own.push(self.section(true));
        own.extend((0..self.random.below(3)).map(|_| self.section(false)));
        // The second form takes the sections of the first by their ids.
        files.insert("forms/base.yaml".to_owned(), self.form("基本の様式", &base, "", false));
        let listed: String = base.iter().map(|section| format!("  - {{ id: {} }}\n", section.id)).collect();
        files.insert("forms/sheet.yaml".to_owned(), self.form("年次の様式", &own, &listed, true));
        let sections: Vec<&Section> = base.iter().chain(&own).collect();
        self.measures(&sections, &mut files);
        for year in [2021, 2022] {
            let sheet = self.sheet(year, &sections, &mut files);
            files.insert(format!("{year}/p1/sheet.md"), sheet);
            // A report that nobody but advisors may read, and one that waits to be published.
            for (name, line) in [("zqjxvkw-report", "audience: advisors\n"), ("zqjxvkw-draft", "draft: true\n")] {
                let line = if hidden { line } else { "" };
                let (title, body) = (self.words(true), self.prose(true, &mut files, year));
                let why = self.words(true);
                let text = format!(
                    "---\nform: base\ntitle: {title}\n{line}source: {why}\nnotes: [{why}]\n\
                     corrections: [{{ date: {}-06-01, reason: {why} }}]\n---\n{body}\n{}",
                    year + 1,
                    self.body(&base.iter().collect::<Vec<_>>(), year, &mut files, true),
                );
                files.insert(format!("{year}/p1/{name}.md"), text);
            }
            files.insert(format!("{year}/p1/sheet.notes.md"), self.words(true));
        }
        let share = format!(
            "{ID}-share:\n  for: {}\n  places: [p1]\n  years: 2021\n  until: 2099-03-31\n  note: {}\n",
            self.words(true),
            self.words(true)
        );
        files.insert("shares.yaml".to_owned(), share);
        files.insert(
            "glossary.yaml".to_owned(),
            format!("# {WORDS}\n- {{ word: 言葉, reading: ことば, meaning: \"{}\" }}\n", self.text(false)),
        );
        files.insert(
            "pages/about.md".to_owned(),
            format!("---\ntitle: このサイト # {WORDS}\n---\n{}\n", self.text(false)),
        );
        let why = self.words(true);
        let settings = format!(
            "title: 年報\nbase_url: https://example.jp/\npublisher: 神奈川県\nlanguage: ja\n\
             checks:\n  figure-jump: off # {why}\n"
        );
        files.insert("site.yaml".to_owned(), settings);
        files
    }

    fn section(&mut self, private: bool) -> Section {
        let private = private || self.random.once_in(3);
        let id = self.id(private, "s");
        let heading = self.words(private);
        let narrative = private && self.random.once_in(2) || self.random.once_in(2);
        let count = if narrative { self.random.below(3) } else { self.random.below(4) + 1 };
        let fields = (0..count).map(|_| self.field(private)).collect();
        Section { id, heading, private, narrative, fields }
    }

    /// The issues, of which a column, the field or the section may be private.
    fn issues(&mut self) -> Section {
        let private = self.random.once_in(3);
        let hidden = private || self.random.once_in(3);
        let mut columns = vec![self.column(hidden, false, "issue"), self.column(true, false, "inner")];
        columns.push(self.column(hidden, true, "roles"));
        let label = self.words(hidden);
        let field = Field { id: "issues".to_owned(), label, private: hidden, kind: Kind::Table(columns) };
        let (id, heading) = (self.id(private, "s"), self.words(private));
        Section { id, heading, private, narrative: false, fields: vec![field] }
    }

    fn column(&mut self, private: bool, split: bool, kind: &str) -> Column {
        Column { id: self.id(private, kind), label: self.words(private), private, split }
    }

    fn field(&mut self, inside: bool) -> Field {
        let private = inside || self.random.once_in(3);
        let kind = match self.random.below(11) {
            0 => Kind::Number,
            1 => Kind::Composition,
            2 => Kind::Rates,
            3 => Kind::Presence,
            4 => Kind::Text,
            5 => Kind::Prose,
            6 => Kind::Date,
            7 => Kind::Indicators,
            8 => Kind::Schedule,
            9 => Kind::Choice,
            _ => {
                let columns = (0..self.random.below(3) + 2).map(|at| {
                    let hidden = private || self.random.once_in(3);
                    let split = at > 0 && self.random.once_in(3);
                    self.column(hidden, split, "c")
                });
                Kind::Table(columns.collect())
            }
        };
        Field { id: self.id(private, "f"), label: self.words(private), private, kind }
    }

    fn form(&mut self, title: &str, sections: &[Section], listed: &str, sheet: bool) -> String {
        let mut text = format!("title: {title}\nyears: 2021-2022\nsheet: {sheet}\n");
        if sheet {
            text.push_str("extends: base\n");
        }
        let figures =
            sections.iter().flat_map(|section| &section.fields).filter(|field| matches!(field.kind, Kind::Number));
        let figures: Vec<&str> = figures.map(|field| field.id.as_str()).collect();
        let _ = writeln!(text, "key_figures: [{}]\nsections:\n{listed}", figures.join(", "));
        for section in sections {
            let (id, heading, note) = (&section.id, &section.heading, self.words(section.private));
            let audience = self.audience(section.private);
            let narrative = section.narrative;
            let _ =
                writeln!(text, "  - id: {id}\n    heading: {heading}\n    note: {note}\n    narrative: {narrative}");
            if !audience.is_empty() {
                text.push_str("    audience: advisors\n");
            }
            if !section.fields.is_empty() {
                text.push_str("    fields:\n");
            }
            for field in &section.fields {
                let asked = self.asked(field);
                let _ = writeln!(text, "      {}: {asked}", field.id);
            }
        }
        text
    }

    fn asked(&mut self, field: &Field) -> String {
        let (private, label) = (field.private, &field.label);
        let kind = match &field.kind {
            Kind::Number => "kind: number, unit: 人".to_owned(),
            Kind::Composition => {
                let parts = [self.words(private), self.words(private)];
                format!("kind: composition, unit: 人, parts: {{ pa: {}, pb: {} }}", parts[0], parts[1])
            }
            Kind::Rates => {
                let points = [self.words(private), self.words(private)];
                format!("kind: rates, unit: ％, points: {{ ra: {}, rb: {} }}", points[0], points[1])
            }
            Kind::Presence => "kind: presence".to_owned(),
            Kind::Choice => {
                let words = [self.words(private), self.words(private)];
                format!("kind: choice, several: true, other: true, choices: {{ ca: {}, cb: {} }}", words[0], words[1])
            }
            Kind::Text => "kind: text".to_owned(),
            Kind::Prose => "kind: prose".to_owned(),
            Kind::Date => "kind: date".to_owned(),
            Kind::Indicators => {
                let heads = [self.words(private), self.words(private)];
                format!(
                    "kind: indicators, indicator: {}, columns: {{ baseline: 現状値, target: {}, effect: 効果 }}",
                    heads[0], heads[1]
                )
            }
            Kind::Schedule => {
                format!("kind: schedule, columns: {{ period: 時期, item: {}, detail: 内容 }}", self.words(private))
            }
            Kind::Table(columns) => {
                let columns: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        let by = if column.split {
                            format!(", kind: prose, by: {{ one: {}, two: 二 }}", self.words(column.private))
                        } else {
                            String::new()
                        };
                        let note = self.words(column.private);
                        let audience = self.audience(column.private);
                        format!("{}: {{ label: {}, note: {note}{by}{audience} }}", column.id, column.label)
                    })
                    .collect();
                format!("kind: table, columns: {{ {} }}", columns.join(", "))
            }
        };
        let (note, group) = (self.words(private), self.words(private));
        format!("{{ label: {label}, note: {note}, group: {group}, {kind}{} }}", self.audience(private))
    }

    /// Measures over every number; those over private ones are private.
    fn measures(&mut self, sections: &[&Section], files: &mut Files) {
        let mut text = String::new();
        for section in sections {
            for field in section.fields.iter().filter(|field| matches!(field.kind, Kind::Number | Kind::Composition)) {
                let private = section.private || field.private;
                let (id, label, note) = (self.id(private, "m"), self.words(private), self.words(private));
                let _ = writeln!(text, "{id}: {{ label: {label}, note: {note}, of: {} }}", field.id);
            }
        }
        files.insert("measures.yaml".to_owned(), text);
    }

    fn sheet(&mut self, year: i32, sections: &[&Section], files: &mut Files) -> String {
        let mut text = "---\nform: sheet\n".to_owned();
        let _ = writeln!(text, "# 書き置き{WORDS}\ntitle: {}\nnotes: [\"{}\"]", self.text(false), self.text(false));
        if year == 2022 {
            let _ = writeln!(text, "follows: ../../2021/p1/zqjxvkw-report.md");
            let issues =
                sections.iter().find_map(|section| Some((section, section.fields.iter().find(|f| f.id == "issues")?)));
            if let Some((section, field)) = issues {
                let private = section.private || field.private;
                let note = self.words(private);
                let _ = writeln!(text, "ended_issues:\n  - {{ issue: 2021#1, outcome: 解決, note: {note} }}");
            }
        }
        let mut why = String::new();
        for section in sections {
            for field in &section.fields {
                // Some answers are not there.
                if field.id != "issues" && self.random.once_in(6) {
                    continue;
                }
                let private = section.private || field.private;
                let answer = self.answer(&field.kind, private, year);
                let _ = writeln!(text, "{}: {answer}", field.id);
                if private {
                    let reason = self.words(true);
                    let _ = writeln!(why, "  - {{ code: figure-unchanged, field: {}, reason: {reason} }}", field.id);
                }
            }
        }
        if !why.is_empty() {
            let _ = write!(text, "accept:\n{why}");
        }
        text.push_str("---\n");
        let body = self.body(sections, year, files, false);
        text + &body
    }

    fn body(&mut self, sections: &[&Section], year: i32, files: &mut Files, all_private: bool) -> String {
        let mut text = String::new();
        for section in sections.iter().filter(|section| section.narrative || section.private) {
            let prose = self.prose(section.private || all_private, files, year);
            let _ = writeln!(text, "## {}\n\n{prose}\n", section.heading);
        }
        text
    }

    /// Markdown with a heading, a list, a table, a footnote, an image and a link to it.
    fn prose(&mut self, private: bool, files: &mut Files, year: i32) -> String {
        let w: Vec<String> = (0..8).map(|_| self.words(private)).collect();
        let amount = self.amount(private);
        let image = format!("{}.svg", self.id(private, "image"));
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\" viewBox=\"0 0 4 4\"><!-- M --><metadata>M</metadata><title>T</title></svg>";
        files.insert(format!("{year}/p1/{image}"), svg.replace('T', &w[7]).replace('M', WORDS));
        format!(
            "{}を{amount}人に聞いた。[^a]<!-- 書き置き{WORDS} -->\n\n<!-- 書き置き{WORDS}\n二行目 -->\n\n### {}\n\n- {}\n- {}\n\n| {} | {} |\n|---|---|\n| あ | い |\n\n![{}]({image})\n\n[^a]: 注{}\n",
            w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[0]
        )
    }

    fn answer(&mut self, kind: &Kind, private: bool, year: i32) -> String {
        match kind {
            Kind::Number => {
                let (amount, note) = (self.amount(private), self.text(private));
                let (source, scope) = (self.text(private), self.text(private));
                format!("{{ 値: {amount}人, 時点: {year}年4月, 注記: {note}, 出典: {source}, 範囲: {scope} }}")
            }
            Kind::Composition => {
                let (a, b) = (self.amount(private), self.amount(private));
                let total = a.parse::<u64>().unwrap() + b.parse::<u64>().unwrap();
                format!("{{ 合計: {total}人, pa: {a}人, pb: {b}人, 注記: {} }}", self.text(private))
            }
            Kind::Rates => format!("{{ ra: 41.2％, rb: 52.3％, 注記: {} }}", self.text(private)),
            Kind::Presence => format!("{{ 値: 有, 注記: {} }}", self.text(private)),
            Kind::Choice => format!("{{ 値: [cb, その他（{}）], 注記: {} }}", self.text(private), self.text(private)),
            Kind::Text | Kind::Prose | Kind::Date => self.text(private),
            Kind::Indicators => {
                let (name, id) = (self.words(private), self.id(private, "i"));
                let (now, target) = (self.amount(private), self.amount(private));
                let effect = self.text(private);
                format!(
                    "\n  - {{ indicator: {name}, id: {id}, baseline: {now}件, target: {target}件, effect: {effect} }}"
                )
            }
            Kind::Schedule => {
                let (item, detail) = (self.text(private), self.text(private));
                format!("\n  - {{ period: 4月, item: {item}, detail: {detail} }}")
            }
            Kind::Table(columns) => {
                let mut text = String::new();
                for row in 0..self.random.below(3) + 2 {
                    // A row that only says something to advisors has an id for them.
                    let some = columns.iter().any(|column| column.private);
                    let only_private = some && row > 0 && self.random.once_in(3);
                    let hidden = private || only_private || columns.iter().all(|column| column.private);
                    let mut cells = vec![format!("id: {}", self.id(hidden, "row"))];
                    for column in columns.iter().filter(|column| column.private || !only_private) {
                        let own = private || column.private;
                        cells.push(if column.split {
                            format!("{}: {{ one: {}, two: {} }}", column.id, self.text(own), self.text(own))
                        } else {
                            format!("{}: {}", column.id, self.text(own))
                        });
                    }
                    let _ = write!(text, "\n  - {{ {} }}", cells.join(", "));
                }
                text
            }
        }
    }
}
