//! Damage to sheets: bytes at random, real sheets with slips in them, and trees of YAML that no form asked for.

use crate::seeded::Seeded;

/// A source of damage that is always the same for a seed.
pub struct Damage {
    seeded: Seeded,
}

/// What authors and editors put between other characters, and what parsers stumble over.
const PIECES: [&str; 56] = [
    "\u{3000}",
    "：",
    "－",
    "\t",
    "\"",
    "'",
    "“",
    "”",
    "---\n",
    "...\n",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\0",
    "\u{FEFF}",
    "\u{200B}",
    "&a ",
    "*a ",
    "<<: ",
    "!!str ",
    "|",
    ">-\n",
    "# ",
    "## ",
    "＃＃ ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    ":",
    "``` \n",
    "<b>",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: x\n",
    "](",
    "![](",
    "| a | b |\n|---|\n",
    "1,539,946人",
    "２９．５％",
    "か\u{3099}",
    "ｱｲｳ",
    "日　時",
    "090-1234-5678",
    "form: sheet-2021\n",
    "入院精神障害者数:\n",
    "  合計: 10人\n",
    "accept:\n  - { code: figure-jump }\n",
    "R3年4月",
    "～",
    "𠮷",
];

/// Keys that mean something in some form.
const KEYS: [&str; 18] = [
    "form",
    "title",
    "notes",
    "人口",
    "population",
    "beds",
    "inpatients",
    "入院精神障害者数",
    "合計",
    "値",
    "時点",
    "results",
    "issues",
    "schedule",
    "consultation_forums",
    "accept",
    "audience",
    "退院率",
];

/// Sheets of one piece over and over, as a text, as a value, and as lines of front matter, each with its name.
pub fn rows(length: usize) -> Vec<(String, Vec<u8>)> {
    let mut rows = Vec::new();
    for piece in PIECES {
        let row = piece.repeat(length / piece.len());
        let lines = format!("{}\n", piece.trim_end()).repeat(length / (piece.len() + 1));
        for (place, text) in [
            ("text", format!("---\nform: sheet-2021\n---\n\n## 取組の経緯\n\n{row}\n")),
            ("lines of text", format!("---\nform: sheet-2021\n---\n\n{lines}")),
            ("value", format!("---\nform: sheet-2021\n人口: {row}\n---\n")),
            ("lines of front matter", format!("---\nform: sheet-2021\n{lines}---\n")),
            ("block", format!("---\nform: sheet-2021\n特別に考える必要がある事項: |\n  {row}\n---\n")),
        ] {
            rows.push((format!("{place} of {piece:?}"), text.into_bytes()));
        }
    }
    rows
}

impl Damage {
    /// Starts with a seed.
    pub fn new(seed: u64) -> Damage {
        Damage { seeded: Seeded::new(seed) }
    }

    /// A damaged file.
    pub fn file(&mut self, originals: &[Vec<u8>]) -> Vec<u8> {
        match self.seeded.below(8) {
            0 => self.bytes(),
            1 => self.tree(),
            2 => self.text(),
            _ => self.mutated(originals),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.seeded.below(400)).map(|_| self.seeded.next() as u8).collect()
    }

    /// A text of nothing but pieces.
    fn text(&mut self) -> Vec<u8> {
        let mut text = String::from("---\nform: sheet-2021\n");
        for _ in 0..self.seeded.below(60) {
            text.push_str(PIECES[self.seeded.below(PIECES.len())]);
        }
        text.into_bytes()
    }

    /// Front matter of a shape that no form asked for.
    fn tree(&mut self) -> Vec<u8> {
        let mut text = String::from("---\nform: sheet-2023\n");
        for _ in 0..self.seeded.below(12) {
            let key = KEYS[self.seeded.below(KEYS.len())];
            text.push_str(key);
            text.push_str(": ");
            self.value(&mut text, 0);
            text.push('\n');
        }
        text.push_str("---\n\n## 取組の経緯\n");
        text.into_bytes()
    }

    fn value(&mut self, text: &mut String, depth: usize) {
        let kinds = if depth > 5 { 3 } else { 7 };
        match self.seeded.below(kinds) {
            0 => text.push_str(["", "~", "記載なし", "有 1／1", "R3年4月", "\"\"", "-1"][self.seeded.below(7)]),
            1 => text.push_str(&format!("{}人（{}％）", self.seeded.below(9_000_000), self.seeded.below(100))),
            2 => text.push_str(PIECES[self.seeded.below(PIECES.len())].trim()),
            3 | 4 => {
                text.push_str("[ ");
                for _ in 0..self.seeded.below(4) {
                    self.value(text, depth + 1);
                    text.push_str(" , ");
                }
                text.push(']');
            }
            _ => {
                text.push_str("{ ");
                for _ in 0..self.seeded.below(5) {
                    text.push_str(KEYS[self.seeded.below(KEYS.len())]);
                    text.push_str(" : ");
                    self.value(text, depth + 1);
                    text.push_str(" , ");
                }
                text.push('}');
            }
        }
    }

    /// A real sheet with slips in it.
    fn mutated(&mut self, originals: &[Vec<u8>]) -> Vec<u8> {
        let mut sheet = originals[self.seeded.below(originals.len())].clone();
        for _ in 0..=self.seeded.below(6) {
            let at = self.place(&sheet);
            match self.seeded.below(8) {
                0 => sheet[at] = self.seeded.next() as u8,
                1 => drop(sheet.remove(at)),
                // A line, or the half of one, goes missing or comes twice.
                2 | 3 => {
                    let end = (at + self.seeded.below(200)).min(sheet.len());
                    let piece = sheet[at..end].to_vec();
                    let to = self.place(&sheet);
                    if self.seeded.below(2) == 0 {
                        sheet.drain(at..end);
                    } else {
                        sheet.splice(to..to, piece);
                    }
                }
                4 => sheet.truncate(at.max(1)),
                _ => {
                    let piece = PIECES[self.seeded.below(PIECES.len())];
                    let count = if self.seeded.below(20) == 0 { 1 + self.seeded.below(300) } else { 1 };
                    sheet.splice(at..at, piece.repeat(count).into_bytes());
                }
            }
            if sheet.is_empty() {
                sheet.push(b'\n');
            }
        }
        sheet
    }

    /// A byte of a sheet, mostly in its front matter, at the start of a character.
    fn place(&mut self, sheet: &[u8]) -> usize {
        let mut at = self.seeded.below(sheet.len());
        if self.seeded.below(4) > 0 {
            while at > 0 && sheet[at] & 0xC0 == 0x80 {
                at -= 1;
            }
        }
        at
    }
}
