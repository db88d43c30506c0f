//! Fragments as people paste them: from Word, Excel, mails and other Markdown. Every run in them is there once, as far as that is
//! possible, so that none is taken for another one.

use crate::seeded::Seeded;

/// Fragments that are always the same for a seed, with words that are never the same.
pub struct Paste {
    seeded: Seeded,
    used: u64,
}

const WORDS: [&str; 18] = [
    "協議の場",
    "部会",
    "市町村",
    "ピアサポーター",
    "延べ人数",
    "計画",
    "WG",
    "㎡",
    "①",
    "圏域",
    "（注）",
    "Ａ市",
    "令和",
    "訪問",
    "PSW",
    "課題と取組方針",
    "強み",
    "年度",
];

/// What stands between words, in words and before them.
const MARKS: [&str; 94] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[^",
    "<",
    ">",
    "&",
    "&amp;",
    "&nbsp;",
    "&copy;",
    "&lt;",
    "\\",
    "\\\\",
    "\\*",
    "\\|",
    "|",
    "#",
    "## ",
    "＃",
    "- ",
    "-",
    "+ ",
    "* ",
    "1. ",
    "12) ",
    "０．",
    "１）",
    "(1)",
    "・",
    "※",
    "：",
    ": ",
    ":",
    "; ",
    "\"",
    "'",
    "“",
    "”",
    "「",
    "」",
    "（",
    "）",
    "{",
    "}",
    "{#a}",
    "{.a}",
    "<b>",
    "</b>",
    "<br>",
    "<!--甲-->",
    "https://example.jp/a?b=1&c=2",
    "<https://example.jp/a_b>",
    "<a@example.jp>",
    "\t",
    "  ",
    "    ",
    "　",
    "➢ ",
    "▪",
    "\u{F0D8}",
    "→",
    "%",
    "@",
    "=",
    "---",
    "===",
    "|---|",
    "[x] ",
    "? ",
    "! ",
    "、",
    "。",
    "==",
    "++",
    "^",
    ",",
    "\u{2028}",
    "<sup>",
    "</sup>",
    ":::",
    "（注）",
    "注1：",
];

const BREAKS: [&str; 6] = ["\n", "\n", "\n\n", "  \n", "\\\n", " "];

impl Paste {
    pub fn new(seed: u64) -> Paste {
        Paste { seeded: Seeded::far(seed), used: 100 }
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.seeded.below(all.len())]
    }

    /// A number that is nowhere else.
    fn number(&mut self) -> String {
        self.used += 1;
        match self.seeded.below(12) {
            0 => format!("{},{:03}", self.used, self.used % 999),
            1 => self.used.to_string().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(),
            2 => format!("{}.{}", self.used, self.used % 9),
            _ => self.used.to_string(),
        }
    }

    fn word(&mut self) -> String {
        match self.seeded.below(3) {
            0 => self.number(),
            1 => format!("{}{}", self.of(&WORDS), self.number()),
            _ => format!("第{}回{}", self.number(), self.of(&WORDS)),
        }
    }

    /// Words and marks on one line.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        for _ in 0..=self.seeded.below(5) {
            if self.seeded.below(3) == 0 {
                line.push_str(self.of(&MARKS));
            }
            line.push_str(&self.word());
            if self.seeded.below(2) == 0 {
                line.push_str(self.of(&MARKS));
            }
        }
        line
    }

    /// Lines of words and marks.
    fn lines(&mut self) -> String {
        let mut text = self.line();
        for _ in 0..self.seeded.below(4) {
            text.push_str(self.of(&BREAKS));
            text.push_str(&self.line());
        }
        text
    }

    /// A block with the marks of a kind of Markdown, rightly or wrongly put.
    pub fn block(&mut self) -> String {
        match self.seeded.below(14) {
            0 => self.list(0),
            1 => self.numbers(),
            2 | 3 => self.table(),
            4 => format!(
                "{}\n{}\n{}\n",
                self.of(&["```", "~~~", "```text", "``` メモ", "    ", "````"]),
                self.lines(),
                self.of(&["```", "~~~", "````"])
            ),
            5 => {
                let label = self.number();
                format!("{}[^{label}]{}\n\n[^{label}]: {}\n", self.word(), self.word(), self.line())
            }
            6 => format!(
                "[{}]: {}\n",
                self.word(),
                self.of(&["延べ人数", "https://example.jp/a", "a.md", "注 \"補足\""])
            ),
            7 => format!("{}\n: {}\n: {}\n", self.word(), self.line(), self.line()),
            8 => format!(
                "{}{}\n{}{}\n",
                self.of(&["> ", ">", ">>"]),
                self.line(),
                self.of(&["> ", ">", ""]),
                self.line()
            ),
            9 => format!(
                "{}{}\n{}\n{}\n",
                self.of(&["### ", "#### ", "", "###"]),
                self.line(),
                self.of(&["---", "===", "", "***"]),
                self.line()
            ),
            10 => {
                let path = self.of(&["\\\\sv01\\共有\\", "C:\\_work\\", "D:\\(案)\\", "../", "~/"]).to_owned();
                format!("{}{path}{}\\[{}]\n", self.word(), self.word(), self.word())
            }
            11 => self.csv(),
            12 => {
                let number = self.number();
                let page = self.of(&["- {} -", "－{}－", "{}/999999", "P.{}", "{}ページ", "{}"]).replace("{}", &number);
                format!("{}\n{page}\n{}\n", self.line(), self.line())
            }
            _ => format!(
                "[{}](https://example.jp/{} \"{}\"){}\n",
                self.word(),
                self.of(&["a", "a_b*c*", "(a)"]),
                self.word(),
                self.line()
            ),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        let mut list = String::new();
        for _ in 0..=self.seeded.below(3) {
            let indent = " ".repeat(depth * (1 + self.seeded.below(4)));
            let mark = self.of(&["- ", "- ", "* ", "+ ", "1. ", "2) ", "・", "-", "➢ ", "- [x] ", "- [ ] "]);
            list.push_str(&format!("{indent}{mark}{}\n", self.line()));
            if depth < 3 && self.seeded.below(3) == 0 {
                list.push_str(&self.list(depth + 1));
            }
            if self.seeded.below(6) == 0 {
                list.push('\n');
            }
        }
        list
    }

    fn numbers(&mut self) -> String {
        let mark = self.of(&[". ", ") ", "．", ". "]);
        let mut list = String::new();
        for _ in 0..=self.seeded.below(4) {
            let number =
                if self.seeded.below(3) == 0 { format!("{:02}", self.seeded.below(20)) } else { self.number() };
            list.push_str(&format!("{}{number}{mark}{}\n", " ".repeat(self.seeded.below(5)), self.line()));
        }
        list
    }

    fn csv(&mut self) -> String {
        let width = 2 + self.seeded.below(3);
        let mut lines = String::new();
        for _ in 0..=self.seeded.below(4) {
            let cells: Vec<String> = (0..width)
                .map(|_| match self.seeded.below(4) {
                    0 => format!("\"{}\"", self.line()),
                    _ => self.word(),
                })
                .collect();
            lines.push_str(&(cells.join(",") + "\n"));
        }
        lines
    }

    fn table(&mut self) -> String {
        let width = 1 + self.seeded.below(3);
        let row = |paste: &mut Paste, cells: usize| -> String {
            let cells: Vec<String> = (0..cells).map(|_| paste.line()).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut table = row(self, width) + &"|---".repeat(width) + "|\n";
        for _ in 0..=self.seeded.below(4) {
            let cells = (width + self.seeded.below(3)).saturating_sub(1).max(1);
            match self.seeded.below(8) {
                0 => table.push('\n'),
                1 => table.push_str(&format!("※{}\n", self.line())),
                2 => table.push_str(&format!("{} | {}\n", self.word(), self.word())),
                _ => table.push_str(&row(self, cells)),
            }
        }
        table
    }

    /// A fragment of a body.
    pub fn of_body(&mut self) -> String {
        if self.seeded.below(3) == 0 { self.lines() } else { self.block() }
    }

    /// An answer, with its key, as lines of front matter.
    pub fn of_front(&mut self, key: &str) -> String {
        match self.seeded.below(6) {
            0 => {
                let text = if self.seeded.below(2) == 0 { self.lines() } else { self.block() };
                let lines: Vec<String> = text.split('\n').map(|line| format!("  {line}\n")).collect();
                format!("{key}: |\n{}", lines.concat())
            }
            1 => format!("{key}: {}\n  {}\n", self.line(), self.line()),
            2 => format!("{key}: >\n  {}\n  {}\n", self.line(), self.line()),
            3 => format!("{key}: \"{}\"\n", self.line().replace(['"', '\\'], "")),
            _ => format!("{key}: {}\n", self.line()),
        }
    }
}
