//! What people leave in a text that is not finished: 要確認, ○○人, 令和　年　月, TODO.
//!
//! A word is such a mark only where it stands for itself: at the start or the end of what is said, in brackets, after ※.
//! Inside a sentence the same letters are ordinary words: 要確認事項, 現在は県と確認中である, 「要確認」の印.

use std::ops::Range;

use super::fold::fold_char;
use super::japanese::is_hiragana;

/// What a text says of its own state: that it is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// 要確認, 要修正, （確認中）: somebody wants to come back to it.
    ToBeChecked,
    /// ○○, XX年, ここに書く, TODO: something is to stand here.
    Placeholder,
}

/// What is still to be done to a text that says 要 before it.
const TO_DO: [&str; 14] = [
    "確認",
    "再確認",
    "修正",
    "訂正",
    "追記",
    "加筆",
    "記入",
    "入力",
    "更新",
    "差替",
    "差し替え",
    "照会",
    "転記",
    "記載",
];
/// Words that end in 要: in 必要確認 and 概要修正 it belongs to what stands before.
const ENDS_IN_YOU: &str = "重必主不概需肝枢摘紀所強大綱法提切";
/// What is being done to a text, as a remark beside it. Alone in a cell 確認中 says why there is no number.
const BEING_DONE: [&str; 7] = ["確認中", "修正中", "執筆中", "編集中", "記入中", "入力中", "作業中"];
/// When it will be done.
const LATER: [&str; 7] = ["後で", "あとで", "後ほど", "のちほど", "後日", "追って", "のちに"];
/// What will be done then.
const THEN: [&str; 10] = ["確認", "記入", "追記", "修正", "入力", "記載", "更新", "書く", "書きます", "直す"];

/// Marks people put where a name or a number will stand.
const STANDING_FOR: &str = "○◯〇●△▲□■×✕✖_";
/// Where somebody is to write.
const HERE: [&str; 5] = ["ここに", "ここへ", "こちらに", "この欄に", "この行に"];
/// That somebody is to write.
const WRITE: [&str; 14] = [
    "書く",
    "書いてください",
    "書いて下さい",
    "書きます",
    "記入",
    "記入する",
    "記入してください",
    "記入して下さい",
    "入力",
    "入力する",
    "入力してください",
    "記載",
    "記載する",
    "記載してください",
];
/// Words in brackets that ask for something without saying where: 【人数を記入】.
const FILL_IN: [&str; 8] =
    ["を記入", "を入力", "を記載", "を書く", "を記入する", "を入力する", "を記入してください", "を入力してください"];
/// Words that say that a text is no final one, where they stand alone or in brackets.
const NOT_FINAL: [&str; 9] =
    ["未定稿", "仮稿", "仮置き", "仮入力", "仮の値", "仮の数字", "ダミー", "ダミーテキスト", "loremipsum"];
/// Marks from other trades that are left in drafts as they are.
const LATIN: [&str; 4] = ["TODO", "FIXME", "TBD", "TBC"];
/// Units after which an empty pair of brackets waits for a number.
const COUNTED: &str = "人名件回年月日％%円床か箇ヶ時";

/// The most letters of a remark in brackets that only names a state of the work; a longer one is a sentence of the text.
/// Chosen by trying on the content.
const REMARK: usize = 12;
/// The most letters between 「ここに」 and what is to be filled in. Chosen by trying on the content.
const BETWEEN: usize = 14;

/// Everything in a line that says that it is not finished, in its order.
#[must_use]
pub fn unfinished(line: &str) -> Vec<(Range<usize>, Unfinished)> {
    if !may_be(line) {
        return Vec::new();
    }
    all(line)
}

/// Whether a line has letters that one of the marks begins or ends with. All lines of a site are passed here, and nearly
/// none goes on: two letters in a row are looked at, nothing is kept.
fn may_be(line: &str) -> bool {
    // What is in brackets or said of this place is a mark only with one of these words after it.
    let (mut opened, mut asked) = (false, false);
    let mut before = ' ';
    for c in line.chars() {
        let c = fold_char(c);
        match (before, c) {
            (_, '要')
            | ('後', 'で' | 'ほ' | '日')
            | ('あ', 'と')
            | ('の', 'ち')
            | ('追', 'っ')
            | ('X' | 'x', 'X' | 'x')
            | ('未', '定')
            | ('仮', '稿' | '置' | '入' | 'の')
            | ('ダ', 'ミ')
            | ('L' | 'l', 'O' | 'o')
            | ('T', 'O' | 'B')
            | ('F', 'I')
            | ('ー' | 'r', '!')
            | ('\\', '*') => return true,
            ('和' | '成' | '年' | '(', gap) if gap.is_whitespace() => return true,
            (mark, same) if mark == same && STANDING_FOR.contains(mark) => return true,
            (mark, c) if opens(mark) && c.is_alphanumeric() => opened = true,
            ('こ', 'こ' | 'ち' | 'の') => opened = true,
            _ => {}
        }
        asked |= matches!(c, '中' | '記' | '入' | '書');
        if opened && asked {
            return true;
        }
        before = c;
    }
    false
}

/// Where a remark begins.
fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '【' | '〔' | '〈' | '《' | '<' | '{' | '※' | '＊' | '*' | '★')
}

fn all(line: &str) -> Vec<(Range<usize>, Unfinished)> {
    let text = FoldedLine::of(line);
    let mut found: Vec<(Range<usize>, Unfinished)> = Vec::new();
    for at in 0..text.folded.len() {
        // What is inside something found goes without saying.
        if found.last().is_some_and(|(range, _)| range.end > at) {
            continue;
        }
        let to_be_checked = text.to_be_checked(at).map(|to| (at..to, Unfinished::ToBeChecked));
        found.extend(to_be_checked.or_else(|| Some((at..text.placeholder(at)?, Unfinished::Placeholder))));
    }
    found.into_iter().map(|(range, kind)| (text.place(range.start)..text.place(range.end), kind)).collect()
}

/// A line as folded letters, with the place of each.
struct FoldedLine {
    folded: Vec<char>,
    places: Vec<usize>,
    end: usize,
}

impl FoldedLine {
    fn of(line: &str) -> FoldedLine {
        let (places, folded) = line.char_indices().map(|(at, c)| (at, fold_char(c))).unzip();
        FoldedLine { folded, places, end: line.len() }
    }

    fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(self.end)
    }

    fn get(&self, at: usize) -> Option<char> {
        self.folded.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.get(at.checked_sub(1)?)
    }

    /// Where a word ends that begins here.
    fn word(&self, at: usize, word: &str) -> Option<usize> {
        let mut to = at;
        for letter in word.chars() {
            if self.get(to) != Some(fold_char(letter)) {
                return None;
            }
            to += 1;
        }
        Some(to)
    }

    /// Where the longest of some words ends that begins here.
    fn longest(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().filter_map(|word| self.word(at, word)).max()
    }

    /// Whether something may begin here: nothing is said just before.
    fn begins(&self, at: usize) -> bool {
        self.before(at).is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether something has ended here, and is not spoken of: after 「要確認」の comes a sentence about the words.
    fn ends(&self, at: usize) -> bool {
        let at = self.longest(at, &["です", "だ", "である"]).unwrap_or(at);
        let quoted = self.get(at).is_some_and(|c| matches!(c, '」' | '』' | '"' | '”' | '`'));
        self.get(at).is_none_or(|c| !c.is_alphanumeric())
            && !(quoted && self.get(at + 1).is_some_and(|c| c.is_alphanumeric() || c == '」'))
    }

    /// Whether what begins here stands in brackets or after a ※, and what ends there ends with them.
    fn is_remark(&self, from: usize, to: usize) -> bool {
        let closes = |c: char| matches!(c, ')' | ']' | '】' | '〕' | '〉' | '》' | '>' | '}' | '。' | '!' | '?');
        self.before(from).is_some_and(opens) && self.get(to).is_none_or(|c| closes(c) || c.is_whitespace())
    }

    fn to_be_checked(&self, at: usize) -> Option<usize> {
        let c = self.get(at)?;
        if c == '要' && !self.before(at).is_some_and(|c| ENDS_IN_YOU.contains(c)) {
            return self.longest(at + 1, &TO_DO).filter(|to| self.ends(*to));
        }
        // Nearly every letter of a site is passed here: the first letter of each word is looked at before the words.
        if matches!(c, '後' | 'あ' | 'の' | '追')
            && self.begins(at)
            && let Some(to) = self.longest(at, &LATER).and_then(|to| self.longest(to, &THEN))
        {
            return Some(to).filter(|to| self.ends(*to));
        }
        // ※現在確認中, （県に確認中）
        let opened = self.before(at).is_some_and(opens);
        let words = self.folded.get(at..).filter(|_| opened)?;
        let words = words.iter().take(REMARK).take_while(|c| c.is_alphanumeric()).count();
        let to = at + words;
        let word = |word: &&str| {
            let from = to.checked_sub(word.chars().count()).filter(|from| *from >= at);
            from.is_some_and(|from| self.word(from, word) == Some(to))
        };
        (BEING_DONE.iter().any(word) && self.is_remark(at, to)).then_some(to)
    }

    /// What a word processor puts for a reference that is lost, 「エラー! 参照元が見つかりません。」, and its codes: `{ SEQ 図 \\* ARABIC }`.
    fn of_word_processor(&self, at: usize) -> Option<usize> {
        let find = |from: usize, wanted: &[char]| {
            (from..self.folded.len()).find(|at| self.get(*at).is_some_and(|c| wanted.contains(&c)))
        };
        if self.get(at) == Some('{') {
            let end = find(at, &['}'])?;
            let code = self.folded.get(at + 1..end)?;
            let name: String =
                code.iter().filter(|c| !c.is_whitespace()).take_while(|c| c.is_ascii_uppercase()).collect();
            let switched = code.windows(2).any(|pair| pair == ['\\', '*']);
            return (name.len() > 1 && switched).then_some(end + 1);
        }
        let after = self.longest(at, &["エラー!", "Error!"])?;
        // Said of a message in a sentence, nothing follows that begins anew.
        let next = self.get(after).filter(|c| c.is_whitespace()).and_then(|_| self.get(after + 1))?;
        (!next.is_whitespace()).then(|| find(after, &['。', '.']).map_or(self.folded.len(), |end| end + 1))
    }

    fn placeholder(&self, at: usize) -> Option<usize> {
        let c = self.get(at)?;
        let places = [
            FoldedLine::marks,
            FoldedLine::letters,
            FoldedLine::here,
            FoldedLine::fill_in,
            FoldedLine::not_final,
            FoldedLine::latin,
            FoldedLine::empty,
            FoldedLine::of_word_processor,
        ];
        if c.is_whitespace() {
            return None;
        }
        // As above.
        let first = matches!(
            c,
            'こ' | '未'
                | '仮'
                | 'ダ'
                | 'l'
                | 'L'
                | 'T'
                | 'F'
                | 'X'
                | 'x'
                | '令'
                | '平'
                | '昭'
                | '年'
                | '('
                | 'エ'
                | 'E'
                | '{'
        );
        let bracket = self.before(at).is_some_and(|c| matches!(c, '(' | '[' | '【' | '〔' | '〈' | '<'));
        if !first && !bracket && !STANDING_FOR.contains(c) {
            return None;
        }
        places.iter().find_map(|place| place(self, at))
    }

    /// ○○市, 令和××年, ＿＿人: the same mark twice before what it will name or count, or alone.
    fn marks(&self, at: usize) -> Option<usize> {
        let mark = self.get(at).filter(|c| STANDING_FOR.contains(*c))?;
        if self.before(at) == Some(mark) {
            return None;
        }
        let to = at + self.folded.get(at..)?.iter().take_while(|c| **c == mark).count();
        // 二〇〇三年 is a year, __太字__ is Markdown, and a line of marks is an ornament.
        let numeral = |c: Option<char>| mark == '〇' && c.is_some_and(|c| "一二三四五六七八九十百千〇".contains(c));
        let least = if mark == '_' { 3 } else { 2 };
        if !(least..=8).contains(&(to - at)) || numeral(self.before(at)) || numeral(self.get(to)) {
            return None;
        }
        let named = self.get(to).is_some_and(|c| c.is_alphanumeric() && !is_hiragana(c) && !c.is_ascii());
        let alone = self.begins(at) && self.ends(to) && (self.is_value(at, to) || "○◯〇".contains(mark));
        (named || alone).then_some(to)
    }

    /// Whether nothing else is said between a start or a `: ` and an end.
    fn is_value(&self, from: usize, to: usize) -> bool {
        let empty = |c: &char| c.is_whitespace();
        let before = self.folded.iter().take(from).rev().find(|c| !empty(c));
        let after = self.folded.iter().skip(to).find(|c| !empty(c));
        before.is_none_or(|c| matches!(c, ':' | '-' | ',' | '|')) && after.is_none_or(|c| matches!(c, ',' | '}' | '|'))
    }

    /// 20XX年, XX人: letters before a unit.
    fn letters(&self, at: usize) -> Option<usize> {
        let is = |c: char| matches!(c, 'X' | 'x');
        self.get(at).filter(|c| is(*c))?;
        let to = at + self.folded.get(at..)?.iter().take_while(|c| is(**c)).count();
        let free = self.before(at).is_none_or(|c| !c.is_ascii_alphabetic());
        let counted = self.get(to).is_some_and(|c| c.is_alphanumeric() && !c.is_ascii() && !is_hiragana(c));
        // One X is a mark of statistics (X: withheld) or a name (X市); two or more hold a place.
        (free && to - at >= 2 && (counted || self.begins(at) && self.is_value(at, to))).then_some(to)
    }

    /// An invitation of the form: ここに取組の内容を書いてください.
    fn here(&self, at: usize) -> Option<usize> {
        let here = (self.get(at) == Some('こ') && self.begins(at)).then(|| self.longest(at, &HERE))??;
        (here..=here + BETWEEN).find_map(|from| {
            let between = self.folded.get(here..from)?;
            if between.contains(&'。') {
                return None;
            }
            self.longest(from, &WRITE).filter(|to| self.ends(*to))
        })
    }

    /// Brackets that ask for something: 【人数を記入】.
    fn fill_in(&self, at: usize) -> Option<usize> {
        if !self.before(at).is_some_and(|c| matches!(c, '(' | '[' | '【' | '〔' | '〈' | '<')) {
            return None;
        }
        // As long as a remark, and an ending of `FILL_IN` behind it.
        let to = at + self.folded.get(at..)?.iter().take(REMARK + 8).take_while(|c| c.is_alphanumeric()).count();
        let said: String = self.folded.get(at..to)?.iter().collect();
        let asks = FILL_IN.iter().any(|words| said.ends_with(words)) || matches!(said.as_str(), "記入" | "入力");
        (asks && self.is_remark(at, to)).then_some(to)
    }

    /// （未定稿）, or a value ダミー
    fn not_final(&self, at: usize) -> Option<usize> {
        if !matches!(self.get(at)?, '未' | '仮' | 'ダ' | 'l' | 'L') {
            return None;
        }
        let words: Vec<char> = self.folded.get(at..)?.iter().take(16).filter(|c| **c != ' ').copied().collect();
        let latin: String = words.iter().take(10).flat_map(|c| c.to_lowercase()).collect();
        if self.begins(at) && NOT_FINAL.contains(&latin.as_str()) && latin.is_ascii() {
            return Some(at + latin.len() + 1);
        }
        let to = self.longest(at, &NOT_FINAL)?;
        (self.is_remark(at, to) || self.is_value(at, to)).then_some(to)
    }

    /// TODO: but no TODOリスト
    fn latin(&self, at: usize) -> Option<usize> {
        let to = self.longest(at, &LATIN)?;
        (self.begins(at) && self.get(to).is_none_or(|c| !c.is_alphanumeric())).then_some(to)
    }

    /// 令和　年, （　　）人: a form's gap that nobody has filled.
    fn empty(&self, at: usize) -> Option<usize> {
        let gap = |from: usize| {
            let to = from + self.folded.get(from..)?.iter().take_while(|c| c.is_whitespace()).count();
            (to > from).then_some(to)
        };
        if let Some(era) = self.longest(at, &["令和", "平成", "昭和"]) {
            return gap(era).filter(|to| self.get(*to) == Some('年')).map(|to| to + 1);
        }
        if self.get(at) == Some('年') && self.before(at).is_none_or(char::is_whitespace) {
            let month = gap(at + 1).filter(|to| self.get(*to) == Some('月'))?;
            return Some(month + 1);
        }
        let close = (self.get(at) == Some('(')).then(|| gap(at + 1)).flatten()?;
        let closed = self.get(close) == Some(')');
        let counted = self.get(close + 1).is_some_and(|c| COUNTED.contains(c));
        (closed && (counted || self.is_value(at, close + 1))).then_some(close + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first look at a line must let everything pass that the second would find.
    #[test]
    fn no_mark_is_passed_over_at_the_first_look() {
        let pieces: Vec<String> = TO_DO
            .iter()
            .chain(&BEING_DONE)
            .chain(&LATER)
            .chain(&THEN)
            .chain(&HERE)
            .chain(&WRITE)
            .chain(&FILL_IN)
            .chain(&NOT_FINAL)
            .chain(&LATIN)
            .map(|piece| (*piece).to_owned())
            .chain("要県に令和平成年月日人3XxＸ○○××＿__（）()【】［］※★「」: 。です\u{3000} ".chars().map(String::from))
            .collect();
        proptest::proptest!(|(picked in proptest::collection::vec(0..pieces.len(), 1..12))| {
            let line: String = picked.iter().filter_map(|at| pieces.get(*at).map(String::as_str)).collect();
            proptest::prop_assert!(may_be(&line) || all(&line).is_empty(), "{line:?}: {:?}", all(&line));
        });
    }

    /// What is found in a line: ? before what is to be checked, _ before a placeholder.
    fn found(line: &str) -> String {
        let all = unfinished(line).into_iter().map(|(range, kind)| {
            let mark = if kind == Unfinished::ToBeChecked { '?' } else { '_' };
            format!("{mark}{}", line.get(range).unwrap_or_default())
        });
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_that_stand_for_themselves_are_found() {
        for (line, said) in [
            ("# 要確認: 前年度から引き継ぎました。", "?要確認"),
            ("<!-- 要確認: 前年度から引き継ぎました。 -->", "?要確認"),
            ("人口: 1,234人［要確認］", "?要確認"),
            ("人口: 1,234人【要確認】", "?要確認"),
            ("人口: 1,234人 ※要確認", "?要確認"),
            ("人口: 1,234人(要確認)", "?要確認"),
            ("人口: 1,234人（要確認！）", "?要確認"),
            ("人口: 要確認！", "?要確認"),
            ("人口: 要確認", "?要確認"),
            ("【要確認】人口は令和5年の値", "?要確認"),
            ("人口は要確認。", "?要確認"),
            ("ここは要確認です。", "?要確認"),
            ("人口要確認", "?要確認"),
            ("→要修正", "?要修正"),
            ("★要再確認★", "?要再確認"),
            ("（要差し替え）", "?要差し替え"),
            ("12人（確認中）", "?確認中"),
            ("12人※県に確認中", "?県に確認中"),
            ("【執筆中】", "?執筆中"),
            ("（後日記入）", "?後日記入"),
            ("あとで直す", "?あとで直す"),
        ] {
            assert_eq!(found(line), said, "{line}");
        }
    }

    #[test]
    fn ordinary_words_are_not() {
        for line in [
            "要確認事項を整理した。",
            "服薬の状況を要確認とした12人に電話した。",
            "・「要確認」は前年度から引き継いだところです。確かめたら、その印を消します。",
            "『要確認』の印を付けた。",
            "必要確認を行う。重要確認。概要修正。不要入力。主要更新。",
            "現在、県と確認中である。",
            "人口: 確認中",
            "運用の状況を確認中（県と協議）",
            "要介護者と要支援者",
            "必要事項を記入してください。",
            "用紙に氏名を記入し、窓口に出す。",
            "結果はここに書いたとおり。",
            "「○○したい」という声を聞いた。",
            "○○さんの話を聞いた。",
            "評価: ○",
            "評価: ◎、×、△",
            "二〇〇三年に始めた。",
            "一〇〇人が参加した。",
            "■■■■■■■■■■",
            "□ 済み　□ まだ",
            "TODOリストを作った。",
            "ToDo を配った。",
            "XXLの服。XLSX と xx.xlsx を配る。",
            "令和5年4月、令和 5 年",
            "未定稿の扱いを決めた。",
            "（仮称）地域会議、計画（案）",
            "（ ）は政令市を除いた数",
            "![図](a_b__c.png) a__b__",
            "---",
            "| --- | --- |",
            "5×5の表",
        ] {
            assert_eq!(found(line), "", "{line}");
        }
    }

    #[test]
    fn placeholders_of_forms_are_found() {
        for (line, said) in [
            ("○○市の取組", "_○○"),
            ("〇〇人が参加した。", "_〇〇"),
            ("人口: ○○", "_○○"),
            ("令和××年度", "_××"),
            ("△△病院", "_△△"),
            ("人口: ＿＿＿人", "_＿＿＿"),
            ("20XX年", "_XX"),
            ("ＸＸ人", "_ＸＸ"),
            ("人口: xxx", "_xxx"),
            ("ここに書く", "_ここに書く"),
            ("（ここに取組の内容を記入してください）", "_ここに取組の内容を記入してください"),
            ("【人数を記入】", "_人数を記入"),
            ("［記入］", "_記入"),
            ("TODO: 表を足す", "_TODO"),
            ("ＴＯＤＯ", "_ＴＯＤＯ"),
            ("令和　年　月　日", "_令和　年"),
            ("（　　）人", "_（　　）"),
            ("（未定稿）", "_未定稿"),
            ("題名: ダミー", "_ダミー"),
            ("Lorem ipsum dolor", "_Lorem ipsum"),
            ("表（エラー! 参照元が見つかりません。）のとおり", "_エラー! 参照元が見つかりません。"),
            ("See Error! Reference source not found. for it.", "_Error! Reference source not found."),
            ("図 { SEQ 図 \\* ARABIC } のとおり", "_{ SEQ 図 \\* ARABIC }"),
        ] {
            assert_eq!(found(line), said, "{line}");
        }
    }
}
