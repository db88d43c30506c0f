//! What a line begins with on paper where it is an item of a list: ・, ※, ➢, （ア）, 第1, ①, a.
//!
//! Word processors and slides give such lines without any markup. A mark shows itself by being there again on another line, or by
//! counting up; only what hardly begins a line of running text is a mark alone.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

/// The mark at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMark {
    /// What kind of mark it is.
    pub kind: ListMarkKind,
    /// Bytes of white space before it.
    pub indent: usize,
    /// Bytes of the line up to the words: white space, mark, white space.
    pub length: usize,
}

/// What kind of mark a line begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListMarkKind {
    /// A sign that is the same on every item.
    Sign(char),
    /// A number or letter that counts.
    Count(CountedMark),
}

/// A number or letter with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedMark {
    /// The opening bracket, or 第; 注 of a note; none where it begins the line.
    before: Option<char>,
    /// The bracket, stop or word behind it; a space where there is only white space.
    after: char,
    /// What it may count, by the way of counting: ハ is the 26th kana, and the third of イロハ.
    values: Vec<(MarkCounting, u32)>,
}

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum MarkCounting {
    Digits,
    Circled,
    Kanji,
    Kana,
    Iroha,
    Latin,
    Roman,
}

const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
const KANJI: &str = "一二三四五六七八九";

impl ListMark {
    /// The mark that a line begins with, if it does with one.
    #[must_use]
    pub fn of(line: &str) -> Option<ListMark> {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let (kind, length) =
            counted(text).map(|(counted, length)| (ListMarkKind::Count(counted), length)).or_else(|| {
                if let Some((sign, length)) = note(text) {
                    return Some((ListMarkKind::Sign(sign), length));
                }
                let sign = text.chars().next().filter(|sign| is_sign(*sign))?;
                let rest = text.get(sign.len_utf8()..)?;
                // A row of them is a line across the page, or stars that rate something.
                let next = rest.chars().next()?;
                let number = is_dash(sign) && next.is_numeric();
                (next != sign && !number && !rest.trim().is_empty())
                    .then_some((ListMarkKind::Sign(sign), sign.len_utf8()))
            })?;
        let words = text.get(length..)?.trim_start();
        if words.is_empty() {
            return None;
        }
        Some(ListMark { kind, indent, length: line.len() - words.len() })
    }

    /// Whether it is a mark although no other line has one: a sign that no running text begins a line with.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        matches!(self.kind, ListMarkKind::Sign(sign) if is_symbol(sign) || is_private(sign) || matches!(sign, '※' | '•' | '‣' | '⁃' | '注' | '['))
    }

    /// The sign of a bullet, which stands for nothing but an item.
    #[must_use]
    pub fn bullet(&self) -> Option<char> {
        match self.kind {
            ListMarkKind::Sign(sign) if is_bullet(sign) => Some(sign),
            _ => None,
        }
    }

    /// The number that the mark is in digits, which Markdown counts, too: １．, 1), １、.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let ListMarkKind::Count(CountedMark { before: None, after: '.' | ')' | '、', values }) = &self.kind else {
            return None;
        };
        values.first().filter(|(counting, _)| *counting == MarkCounting::Digits).map(|(_, value)| *value)
    }
}

/// For each line, whether it is an item by its mark: the mark is on another line, too, or the next number is.
#[must_use]
pub fn items(marks: &[Option<ListMark>]) -> Vec<bool> {
    let mut signs: HashMap<char, usize> = HashMap::new();
    let mut counts = HashSet::new();
    for mark in marks.iter().flatten() {
        match &mark.kind {
            ListMarkKind::Sign(sign) => *signs.entry(*sign).or_default() += 1,
            ListMarkKind::Count(CountedMark { before, after, values }) => {
                counts.extend(values.iter().map(|(counting, value)| (*before, *after, *counting, *value)));
            }
        }
    }
    let is_item = |mark: &ListMark| match &mark.kind {
        ListMarkKind::Sign(sign) => signs.get(sign).is_some_and(|count| *count > 1) || mark.stands_alone(),
        ListMarkKind::Count(CountedMark { before, after, values }) => values.iter().any(|(counting, value)| {
            let has = |value: u32| counts.contains(&(*before, *after, *counting, value));
            has(value + 1) || value.checked_sub(1).is_some_and(has)
        }),
    };
    marks.iter().map(|mark| mark.as_ref().is_some_and(is_item)).collect()
}

/// What begins a line of notes without a number, as the sign 注 or [, and its bytes: （注）, 注：, `[出典]: `.
fn note(text: &str) -> Option<(char, usize)> {
    if let Some((label, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
        return (!label.is_empty() && !label.contains(['[', ']', '\n'])).then(|| ('[', label.len() + "[]:".len()));
    }
    let open = text.chars().next().filter(|c| matches!(c, '(' | '（' | '[' | '［' | '〔' | '【'));
    let rest = text.get(open.map_or(0, char::len_utf8)..)?.strip_prefix('注')?;
    let after = rest.chars().next()?;
    let closes = match open {
        None => matches!(after, ')' | '）' | ':' | '：'),
        Some('(' | '（') => matches!(after, ')' | '）'),
        Some('[' | '［') => matches!(after, ']' | '］'),
        Some('〔') => after == '〕',
        Some(_) => after == '】',
    };
    closes.then(|| ('注', text.len() - rest.len() + after.len_utf8()))
}

/// Reads a number or letter that counts, and how many bytes it and what stands around it take.
fn counted(text: &str) -> Option<(CountedMark, usize)> {
    let mut chars = text.char_indices().peekable();
    let (_, first) = *chars.peek()?;
    // ①, ⑴, ㈠, Ⅰ: a sign for a number needs nothing behind it, but for Roman numerals.
    let sign = first.is_numeric() || matches!(first, '㋐'..='㋾');
    if !first.is_ascii() && sign && !is_kanji_numeral(first) && !matches!(first, '０'..='９') {
        let folded: String = std::iter::once(first).nfkc().collect();
        let inner = folded.trim_matches(['(', ')', '.']);
        let values = values(inner);
        let roman = values.iter().any(|(counting, _)| *counting == MarkCounting::Roman);
        let value = values.first().map(|(_, value)| *value).or_else(|| circled(first))?;
        if !roman {
            return Some((
                CountedMark { before: None, after: ' ', values: vec![(MarkCounting::Circled, value)] },
                first.len_utf8(),
            ));
        }
    }
    let before = Some(first).filter(|c| matches!(c, '(' | '（' | '[' | '［' | '〔' | '【' | '<' | '＜' | '〈' | '第'));
    if before.is_some() {
        chars.next();
    }
    // 注1, （注1）: the number of a note.
    let note = chars.peek().is_some_and(|(_, c)| *c == '注');
    if note {
        chars.next();
    }
    let start = chars.peek().map(|(at, _)| *at)?;
    let mut label = String::new();
    while let Some((_, c)) = chars.peek()
        && label.chars().count() < LONGEST
        && (c.is_alphanumeric() && !is_word(*c, &label))
    {
        label.push(*c);
        chars.next();
    }
    if start >= text.len() || label.is_empty() {
        return None;
    }
    let (at, behind) = chars.next()?;
    let next = chars.peek().map(|(_, c)| *c);
    let closes = |open: char| {
        matches!(
            (open, behind),
            ('(' | '（', ')' | '）')
                | ('[' | '［', ']' | '］')
                | ('〔', '〕')
                | ('【', '】')
                | ('<' | '＜', '>' | '＞')
                | ('〈', '〉')
        )
    };
    let after = match (before, behind) {
        (Some('第'), '条' | '章' | '節' | '項' | '号' | '編' | '款' | '部') => behind,
        (None | Some('第'), c) if c.is_whitespace() => ' ',
        (None | Some('第'), '.' | '．') if !next.is_some_and(char::is_numeric) => '.',
        (None, ')' | '）') => ')',
        (None, '、') => '、',
        (None, ':' | '：') if !next.is_some_and(char::is_numeric) => ':',
        (Some(open), _) if closes(open) => ')',
        _ => return None,
    };
    // Nearly all lines are running text, and known as that without it.
    let values = values(&label);
    if values.is_empty() {
        return None;
    }
    let before = if note { Some('注') } else { before.map(|open| if open == '（' { '(' } else { open }) };
    Some((CountedMark { before, after, values }, at + behind.len_utf8()))
}

/// The longest number of a list: ⅩⅧ, 二十三, 100.
const LONGEST: usize = 4;

/// Whether a letter goes on no label that began as this one did: behind 第1 stands 条.
fn is_word(c: char, label: &str) -> bool {
    let kind = |c: char| {
        if c.is_numeric() && !is_kanji_numeral(c) {
            0
        } else if is_kanji_numeral(c) {
            1
        } else if c.is_alphabetic() && c.is_ascii() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ') {
            2
        } else {
            3
        }
    };
    label.chars().next().is_some_and(|first| kind(first) != kind(c)) || kind(c) == 3 && !label.is_empty()
}

fn is_kanji_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇')
}

/// What a label counts in every way of counting.
fn values(label: &str) -> Vec<(MarkCounting, u32)> {
    let label: String = label.nfkc().collect();
    let mut found = Vec::new();
    if !label.is_empty() && label.chars().all(|c| c.is_ascii_digit()) {
        found.extend(label.parse().ok().map(|value| (MarkCounting::Digits, value)));
        return found;
    }
    found.extend(kanji(&label).map(|value| (MarkCounting::Kanji, value)));
    let mut chars = label.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        // Hiragana are counted like katakana, and stand 0x60 before them.
        let kana = if matches!(c, 'ぁ'..='ゖ') { char::from_u32(u32::from(c) + 0x60).unwrap_or(c) } else { c };
        let place = |all: &str| all.chars().position(|other| other == kana).map(|at| at as u32 + 1);
        found.extend(place(KANA).map(|value| (MarkCounting::Kana, value)));
        found.extend(place(IROHA).map(|value| (MarkCounting::Iroha, value)));
        if c.is_ascii_alphabetic() || matches!(c, 'α'..='ω' | 'Α'..='Ω') {
            found.push((MarkCounting::Latin, u32::from(c)));
        }
    }
    found.extend(roman(&label.to_ascii_lowercase()).map(|value| (MarkCounting::Roman, value)));
    found
}

/// A number in kanji up to 99: 一, 十二, 二十.
fn kanji(label: &str) -> Option<u32> {
    let digit = |text: &str| {
        let mut chars = text.chars();
        let c = chars.next()?;
        let at = KANJI.chars().position(|other| other == c)?;
        chars.next().is_none().then_some(at as u32 + 1)
    };
    match label.split_once('十') {
        None => digit(label),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}

/// A Roman number up to 39.
fn roman(label: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = label.trim_start_matches('x');
    let tens = label.len() - ones.len();
    let value = ONES.iter().position(|other| *other == ones)?;
    (tens < 4 && !label.is_empty()).then_some((tens * 10 + value) as u32)
}

/// ❶ and the like, which stand for no digit to Unicode.
fn circled(c: char) -> Option<u32> {
    let code = u32::from(c);
    [(0x2776, 10), (0x2780, 10), (0x278A, 10), (0x24F5, 10), (0x24EB, 10)]
        .into_iter()
        .find(|(first, count)| (*first..first + count).contains(&code))
        .map(|(first, _)| code - first + 1)
}

/// Whether a character may mark an item: a sign that is no letter, no bracket or quote, and no mark within a sentence.
fn is_sign(c: char) -> bool {
    const OTHERS: &str = "「『（([［〔{｛〈《＜<“‘\"'＂＇」』）)]］〕}｝〉》＞>”’、。，．,.！!？?：:；;…‥ー々〻ゝゞヽヾ゛゜~～〜%％\\＼/／|｜#＃`｀@＠&＆$＄￥¥=＝_＿^＾〒℃°";
    is_private(c)
        || !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !OTHERS.contains(c)
        || matches!(c, '〇')
}

/// Signs of their own: arrows, geometric shapes, stars, ticks (the blocks of Unicode from Arrows to Dingbats, and Miscellaneous
/// Symbols and Arrows), but for those of mathematics and of machines.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{27F0}'..='\u{27FF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}')
}

/// A character without a meaning of its own: the bullets of Word and PowerPoint in the typefaces Wingdings and Symbol.
#[must_use]
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐' | '‑' | '–' | '—' | '―' | 'ｰ' | '─')
}

fn is_bullet(c: char) -> bool {
    let arrow = matches!(c, '\u{2190}'..='\u{21FF}' | '\u{27F0}'..='\u{27FF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}');
    is_private(c)
        || is_dash(c)
        || is_symbol(c) && !arrow
        || matches!(c, '・' | '･' | '·' | '•' | '‣' | '⁃' | '∙' | '＊' | '＋' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items_of(text: &str) -> Vec<bool> {
        items(&text.lines().map(ListMark::of).collect::<Vec<_>>())
    }

    #[test]
    fn marks_show_themselves_by_repetition_or_by_counting_up() {
        for text in [
            "・一つ\n・二つ",
            "➢ 一つ\n➢ 二つ",
            "✓一つ\n✓二つ",
            "▪ 一つ\n▪ 二つ",
            "‣ 一つ\n‣ 二つ",
            "· 一つ\n· 二つ",
            "★一つ\n☆二つ",
            "＊一つ\n＊二つ",
            "＋一つ\n＋二つ",
            "※一つ",
            "→一つ",
            "⇒ 一つ",
            "– 一つ\n– 二つ",
            "\u{F0B7}\t一つ",
            "\u{F0D8} 一つ",
            "ア 一つ\nイ 二つ\nウ 三つ",
            "ア　一つ\nイ　二つ",
            "（ア）一つ\n（イ）二つ",
            "(ｱ) 一つ\n(ｲ) 二つ",
            "イ　一つ\nロ　二つ\nハ　三つ",
            "一、一つ\n二、二つ",
            "一　一つ\n二　二つ",
            "①一つ\n②二つ",
            "❶一つ\n❷二つ",
            "⑴一つ\n⑵二つ",
            "㈠一つ\n㈡二つ",
            "a. 一つ\nb. 二つ",
            "ａ）一つ\nｂ）二つ",
            "(1) 一つ\n(2) 二つ",
            "（１）一つ\n（２）二つ",
            "１．一つ\n２．二つ",
            "1)一つ\n2)二つ",
            "第1 一つ\n第2 二つ",
            "第１条　一つ\n第２条　二つ",
            "第一章 一つ\n第二章 二つ",
            "ⅰ 一つ\nⅱ 二つ",
            "Ⅰ．一つ\nⅡ．二つ",
            "iv. 一つ\nv. 二つ",
            "九、一つ\n十、二つ",
            "　・一つ\n  ・二つ",
            "〇一つ\n〇二つ",
        ] {
            assert!(items_of(text).iter().all(|item| *item), "{text}: {:?}", items_of(text));
        }
    }

    #[test]
    fn running_text_has_no_marks() {
        for text in [
            "協議の場を設けた。\n研修を開いた。",
            "「にも包括」の構築\n「ピア」の養成",
            "（以下「部会」という。）\n（注）",
            "1.5人\n2.5人",
            "10:00 開会\n11:00 閉会",
            "一方で\n二次医療圏",
            "4月に開いた。\n5月にも開いた。",
            "第1回を開いた。\n第3回を開いた。",
            "-5人\n-6人",
            "――\n――",
            "★★★\n★★☆",
            "A",
            "a boy\nthe boy",
            "ア",
            "・一つ",
            "①一つ",
            "、\n、",
        ] {
            assert!(items_of(text).iter().all(|item| !item), "{text}: {:?}", items_of(text));
        }
    }

    #[test]
    fn marks_know_where_the_words_begin() {
        for (line, words) in
            [("・一つ", "一つ"), ("  ➢\t一つ", "一つ"), ("（ア） 一つ", "一つ"), ("第１条　一つ", "一つ")]
        {
            assert_eq!(ListMark::of(line).and_then(|mark| line.get(mark.length..)), Some(words), "{line}");
        }
        assert_eq!(ListMark::of("１２．一つ").and_then(|mark| mark.number()), Some(12));
        assert_eq!(ListMark::of("（１）一つ").and_then(|mark| mark.number()), None);
        assert_eq!(ListMark::of("※注").and_then(|mark| mark.bullet()), None);
        assert_eq!(ListMark::of("➢甲").and_then(|mark| mark.bullet()), Some('➢'));
    }
}
