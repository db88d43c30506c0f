//! The letters of a line without what people put around a heading: numbers, brackets, endings, invisible characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::MARKUP;
use crate::text::lookalike;

/// The characters of a line in one spelling of each; what has no width is gone.
pub(super) fn tokens(text: &str) -> Vec<char> {
    // A wide space parts what stands beside it, and would be a plain one afterwards.
    let spaced = text.chars().map(|c| if c == '\u{3000}' { '\t' } else { c });
    let folded = spaced.nfkc().flat_map(char::to_lowercase);
    folded.filter(|c| !is_ignorable(*c)).map(|c| if is_other_number(c) { '0' } else { c }).collect()
}

/// Characters that nobody sees: of no width, fillers, marks on letters, and those that only steer.
pub(super) fn is_ignorable(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\t' | '\n' | MARKUP);
    }
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFD}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E0FFF}'
        | '\u{F0000}'..='\u{10FFFF}'
    ) || is_combining_mark(c)
}

/// ❻ and the like, which have no plain digit.
pub(super) fn is_other_number(c: char) -> bool {
    !c.is_ascii() && c.is_numeric() && c != '〇'
}

pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々')
}

pub(super) fn is_kanji_number(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '壱' | '弐' | '参')
}

/// One letter for all that are mistaken for it, and one kind of kana.
pub(super) fn skeleton(c: char) -> char {
    match lookalike::kana(c) {
        'ァ'..='ヶ' => char::from_u32(u32::from(lookalike::kana(c)) - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The letters of a line, alike; between Latin words a space.
pub(super) fn letters(line: &[char]) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(line.len());
    let mut gap = false;
    for c in line {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        let c = skeleton(*c);
        if gap && c.is_ascii_alphabetic() && letters.last().is_some_and(char::is_ascii_alphabetic) {
            letters.push(' ');
        }
        gap = false;
        // Words that are written with kana or without: こと, ほか.
        match (letters.last_mut(), c) {
            (Some(last), 'と') if *last == 'こ' => *last = '事',
            (Some(last), 'か') if *last == 'ほ' => *last = '他',
            _ => letters.push(c),
        }
    }
    letters
}

/// The letters that carry the meaning: no hiragana.
pub(super) fn content(line: &[char]) -> Vec<char> {
    line.iter().copied().filter(|c| c.is_alphanumeric() && !is_hiragana(*c)).map(skeleton).collect()
}

/// What says that text follows, or that there is more, and changes no heading.
pub(super) const ENDINGS: [&str; 24] = [
    "について",
    "に関して",
    "に関する事",
    "に関する事項",
    "に係る事項",
    "関係",
    "等",
    "など",
    "他",
    "欄",
    "の欄",
    "一覧",
    "です",
    "である",
    "は次のとおり",
    "は以下のとおり",
    "は下記のとおり",
    "は次の通り",
    "は以下の通り",
    "は下記の通り",
    "以下",
    "次",
    "あり",
    "有",
];
/// The most letters of endings, with some behind one another.
pub(super) const LONGEST_ENDING: usize = 16;

pub(super) fn without_ending(letters: &[char]) -> &[char] {
    let mut rest = letters;
    loop {
        let undigited =
            rest.iter().rposition(|c| !c.is_ascii_digit()).map_or(rest, |at| rest.get(..=at).unwrap_or(rest));
        let cut = ENDINGS.iter().find_map(|ending| {
            let count = ending.chars().count();
            let unnumbered_line = undigited.len().checked_sub(count).filter(|unnumbered_line| *unnumbered_line > 1)?;
            let (before, after) = undigited.split_at(unnumbered_line);
            after.iter().copied().eq(ending.chars().map(skeleton)).then_some(before)
        });
        match cut {
            Some(before) => rest = before,
            None => return if undigited.len() > 1 { undigited } else { rest },
        }
    }
}

/// A line without its number: ６, （６）, ⑥, Ⅵ, 六、, 第6, 6-1, 様式６, イ, a).
pub(super) fn unnumbered(line: &[char]) -> &[char] {
    let mut rest = line;
    // A number may have another behind it: 第６　（１）.
    for _ in 0..4 {
        let start = rest.iter().position(|c| c.is_alphanumeric()).unwrap_or(rest.len());
        let Some(text) = rest.get(start..) else { return rest };
        match number(text).and_then(|length| text.get(length..)) {
            Some(after) if after.iter().any(|c| c.is_alphanumeric()) => rest = after,
            _ => return text,
        }
    }
    rest
}

/// Whether a text is a number and nothing else.
pub(super) fn is_number(line: &[char]) -> bool {
    let letters: Vec<char> = line.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    number(&letters).is_some_and(|length| length == letters.len())
}

/// How long the number is that a text begins with.
pub(super) fn number(text: &[char]) -> Option<usize> {
    let at = |index: usize| text.get(index).copied();
    let ends = |index: usize| at(index).is_none_or(|c| !c.is_alphanumeric());
    let digit = |c: char| c.is_ascii_digit();
    // 第, 様式, 別紙, No.: a few letters before a number.
    let head = text.iter().take(5).position(|c| digit(*c)).filter(|head| {
        let mut words = text.iter().take(*head);
        words.all(|c| c.is_alphanumeric() && !is_hiragana(*c) || matches!(c, '.' | ' '))
    });
    if let Some(head) = head {
        let mut end = head;
        while at(end).is_some_and(digit)
            || at(end).is_some_and(|c| matches!(c, '-' | '.' | '・' | 'の' | '_')) && at(end + 1).is_some_and(digit)
        {
            end += 1;
        }
        return Some(end + usize::from(at(end).is_some_and(is_counter)));
    }
    let skipped = usize::from(at(0) == Some('第'));
    let kanji = text.iter().skip(skipped).take_while(|c| is_kanji_number(**c)).count();
    if kanji > 0 {
        let end = skipped + kanji;
        let counted = end + usize::from(at(end).is_some_and(is_counter));
        return if ends(counted) || skipped > 0 { Some(counted) } else { ends(end).then_some(end) };
    }
    let latin = text.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    if latin > 0 {
        let roman = text.iter().take(latin).all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
        // a), B., and Roman numerals up to xviii, the longest that numbers sections.
        return (latin == 1 || roman && latin < 6).then_some(latin);
    }
    // イ, ろ: a letter that stands alone.
    (ends(1) && text.len() > 1).then_some(1)
}

pub(super) fn is_counter(c: char) -> bool {
    matches!(c, '章' | '節' | '項' | '条' | '号' | '番' | '目' | '部' | '款' | '点' | '件')
}

/// The bracket that closes one.
pub(super) fn closing(c: char) -> Option<char> {
    pub(super) const PAIRS: [(char, char); 20] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〔', '〕'),
        ('〈', '〉'),
        ('《', '》'),
        ('〖', '〗'),
        ('〘', '〙'),
        ('〚', '〛'),
        ('⦅', '⦆'),
        ('«', '»'),
        ('‹', '›'),
        ('“', '”'),
        ('‘', '’'),
        ('❨', '❩'),
        ('≪', '≫'),
    ];
    PAIRS.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

/// What stands outside of brackets, and the outermost pairs of brackets. One that is never closed is none.
pub(super) fn brackets(line: &[char]) -> (Vec<char>, Vec<(usize, usize)>) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in line.iter().enumerate() {
        if let Some(close) = closing(*c) {
            open.push((at, close));
        } else if let Some(depth) = open.iter().rposition(|(_, close)| close == c) {
            let (start, _) = open.get(depth).copied().unwrap_or_default();
            open.truncate(depth);
            while pairs.last().is_some_and(|(inner, _)| *inner > start) {
                pairs.pop();
            }
            pairs.push((start, at));
        }
    }
    let mut outside = Vec::with_capacity(line.len());
    let mut from = 0;
    for (start, end) in &pairs {
        outside.extend_from_slice(line.get(from..*start).unwrap_or_default());
        // Brackets part what stands around them.
        outside.push(' ');
        from = end + 1;
    }
    outside.extend_from_slice(line.get(from..).unwrap_or_default());
    (outside, pairs)
}

/// Where a line may be cut, its end included.
pub(super) fn break_positions(line: &[char]) -> Vec<usize> {
    let at = |index: Option<usize>| index.and_then(|index| line.get(index)).copied();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let parts = |(index, c): (usize, &char)| {
        let here = match *c {
            '\t' | '\n' | ':' | ';' | '。' | '!' | '?' | '|' | '=' | '→' | '⇒' | '➡' | '➢' | '▶' | '►' | '▷' | '―'
            | '—' | '–' | '─' | '※' | '★' | '◆' | '■' | '●' | MARKUP => true,
            '.' => at(Some(index + 1)) == Some('.'),
            ' ' => !(latin(at(index.checked_sub(1))) && latin(at(Some(index + 1)))),
            _ => false,
        };
        here.then_some(index)
    };
    let mut breaks: Vec<usize> = line.iter().enumerate().filter_map(parts).collect();
    breaks.push(line.len());
    breaks
}
