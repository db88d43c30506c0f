//! Whether a line is a known heading in other dress: numbered, bracketed, marked, misspelt, or followed by its text.
//!
//! What people put around a heading has no end, so nothing here lists it. Only the letters of a line count; the rule is
//! how few other letters there are. A line that only mentions the words has many, or goes on with a particle.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lookalike;

/// Stands in a line where markup begins or ends, as around words in bold.
pub const MARKUP: char = '\u{1F}';

/// The headings to look for.
#[derive(Debug)]
pub struct Headings {
    names: Vec<Name>,
    /// The letters of what may stand in a line: other headings, which are known as well.
    free: Vec<Vec<char>>,
    /// The name of the place, which people put before a heading.
    place: Vec<char>,
    sieve: Sieve,
    /// No line with a heading, and no part of one, has more letters before or after it.
    longest: usize,
}

/// How much a heading claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The heading of a section: text stands below it, or behind it on the line.
    Section,
    /// The label of a field, which may be as common a word as 内容: only a line of nothing else is it.
    Field,
}

#[derive(Debug)]
struct Name {
    /// Which of the things looked for it names.
    index: usize,
    letters: Vec<char>,
    /// Without hiragana, which is what changes between 相談したい事項 and 相談事項.
    content: Vec<char>,
    claim: Claim,
    latin: bool,
}

impl Headings {
    /// Nothing to look for yet, on pages of this place.
    #[must_use]
    pub fn new(place: &str) -> Headings {
        let place = letters(&tokens(place));
        Headings { names: Vec::new(), free: Vec::new(), place, sieve: Sieve::default(), longest: 0 }
    }

    /// Adds a heading, its id or its label. Several may stand for one thing, which `index` tells.
    pub fn add(&mut self, index: usize, written: &str, claim: Claim) {
        let all = tokens(written);
        let kept = unnumbered(&all);
        let letters = letters(kept);
        if letters.len() < 2 || self.names.iter().any(|name| name.letters == letters) {
            return;
        }
        let latin = letters.iter().all(|c| c.is_ascii() && !c.is_ascii_digit());
        let name = Name { index, content: content(kept), letters, claim, latin };
        self.longest = self.longest.max(name.letters.len() + MOST_ROOM);
        self.sieve.add(&name);
        self.names.push(name);
    }

    /// Adds words that are another heading, so that they are none of those looked for.
    pub fn allow(&mut self, written: &str) {
        self.free.push(letters(unnumbered(&tokens(written))));
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a text may hold one of them; nearly all texts are told by their letters alone.
    #[must_use]
    pub fn may_be_in(&self, text: &str) -> bool {
        self.sieve.passes(text)
    }

    /// The thing whose heading a line is. `text` has [`MARKUP`] where markup begins or ends.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let line = tokens(text);
        if let Some(index) = self.find_id(&line) {
            return Some(index);
        }
        if let Some(index) = self.whole(&line, HeadingLikeness::All) {
            return Some(index);
        }
        self.parts(&line)
    }

    /// The thing whose heading a few lines are together: only the words themselves, since lines that happen to stand
    /// beside each other may hold anything.
    #[must_use]
    pub fn find_split(&self, text: &str) -> Option<usize> {
        self.judge(&tokens(text), HeadingLikeness::Same)
    }

    /// `{#id}`, which no reader is meant to see.
    fn find_id(&self, line: &[char]) -> Option<usize> {
        let mut rest = line;
        while let Some(at) = rest.windows(2).position(|pair| pair == ['{', '#']) {
            rest = rest.get(at + 2..)?;
            let end = rest.iter().position(|c| *c == '}').unwrap_or(rest.len());
            let id = letters(unnumbered(rest.get(..end)?));
            if !self.free.contains(&id)
                && let Some(name) = self.names.iter().find(|name| name.letters == id)
            {
                return Some(name.index);
            }
        }
        None
    }

    /// A line or a part of one: all of it, what is outside of brackets, or what is inside where nothing is outside.
    fn whole(&self, line: &[char], look: HeadingLikeness) -> Option<usize> {
        if let Some(index) = self.judge(line, look) {
            return Some(index);
        }
        if self.is_free(line) || !line.iter().any(|c| closing(*c).is_some()) {
            return None;
        }
        let (outside, groups) = brackets(line);
        if groups.is_empty() {
            return None;
        }
        if letters(unnumbered(&outside)).is_empty() || is_number(&outside) {
            return groups.into_iter().find_map(|(start, end)| self.whole(line.get(start + 1..end)?, look));
        }
        self.judge(&outside, look)
    }

    /// The parts of a line between colons, full stops, wide spaces and the like: a heading and its text on one line.
    fn parts(&self, line: &[char]) -> Option<usize> {
        let mut start = 0;
        let mut first = true;
        for end in breaks(line) {
            let (part, after) = (line.get(start..end).unwrap_or_default(), line.get(end..).unwrap_or_default());
            let before = line.get(..start).unwrap_or_default();
            start = end;
            if !part.iter().any(|c| c.is_alphanumeric()) || is_number(part) {
                continue;
            }
            let between = |c: &&char| !c.is_alphanumeric();
            let mut opened = before.iter().rev().take_while(between).chain(part.iter().take_while(between));
            let mut closed = after.iter().take_while(between);
            let apart = |c: &char| !matches!(*c, ' ' | MARKUP | '、' | ',' | '・') && closing(*c).is_none();
            // Bold words within a sentence are a mention.
            let begins = first || opened.any(|c| *c != MARKUP);
            // What is said of the words goes on with a particle: 「その他事項」は非公開です。
            let said = after.iter().find(|c| !matches!(**c, ' ' | MARKUP));
            let ends = closed.any(apart) || said.is_none_or(|c| !is_hiragana(*c) && !matches!(c, '、' | ',' | '・'));
            let look = if first { HeadingLikeness::Head } else { HeadingLikeness::Same };
            first = false;
            if begins
                && ends
                && let Some(index) = self.whole(part, look)
            {
                return Some(index);
            }
        }
        // 【相談したい事項】担当者が足りない。
        let (_, groups) = brackets(line);
        let (start, end) = groups.into_iter().find(|(start, _)| {
            let before = line.get(..*start).unwrap_or_default();
            !before.iter().any(|c| c.is_alphanumeric()) || is_number(before)
        })?;
        let quoted = matches!(line.get(start), Some('「' | '『' | '"' | '“' | '‘' | '{'));
        if quoted { None } else { self.whole(line.get(start + 1..end)?, HeadingLikeness::Head) }
    }

    fn is_free(&self, line: &[char]) -> bool {
        let letters = letters(unnumbered(line));
        self.free.contains(&letters)
    }

    fn judge(&self, line: &[char], look: HeadingLikeness) -> Option<usize> {
        let kept = unnumbered(line);
        // Long parts are sentences; nothing more is to be known of them.
        let most = self.longest + self.place.len() + LONGEST_ENDING;
        if kept.iter().filter(|c| c.is_alphanumeric()).take(most + 1).count() > most {
            return None;
        }
        let all = letters(kept);
        if all.len() < 2 {
            return None;
        }
        let own = self.without_place(&all);
        // Letters set apart look like numbers: そ の 他 事 項.
        let whole = letters(line);
        let candidates = [all.as_slice(), own, without_ending(own), whole.as_slice()];
        let free = candidates.iter().any(|letters| self.free.iter().any(|free| free == letters));
        let same = |name: &&Name| {
            let exact = name.letters == all && name.claim == Claim::Section;
            candidates.contains(&name.letters.as_slice())
                && (!free || exact)
                && (name.claim == Claim::Section || name.letters.len() > 3 || look == HeadingLikeness::All)
        };
        if let Some(name) = self.names.iter().find(same) {
            return Some(name.index);
        }
        if free {
            return None;
        }
        let end = line.iter().rev().find(|c| !matches!(**c, ' ' | '\t' | '\n' | MARKUP));
        let sentence = end.is_some_and(|c| matches!(c, '。' | '.' | '!' | '?'));
        let content = content(kept);
        let like = |name: &&Name| {
            candidates.iter().any(|letters| {
                name.is_like(letters)
                    || name.reads_like(letters)
                    || look != HeadingLikeness::Same && name.is_in(letters, sentence)
            }) || name.has_content(&content, all.len())
        };
        self.names.iter().find(like).map(|name| name.index)
    }

    fn without_place<'l>(&self, letters: &'l [char]) -> &'l [char] {
        if self.place.is_empty() {
            return letters;
        }
        let rest = letters.strip_prefix(self.place.as_slice());
        let rest = rest.map(|rest| rest.strip_prefix(&['の']).unwrap_or(rest));
        rest.filter(|rest| rest.len() > 1).unwrap_or(letters)
    }
}

/// How far a part of a line may differ from a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadingLikeness {
    /// A whole line: a few words more make no difference.
    All,
    /// What begins a line, before its text.
    Head,
    /// What stands further on must be the words themselves.
    Same,
}

impl Name {
    /// How many letters more a line may have that is still this heading; a sentence has few, since it says something.
    fn room(&self, sentence: bool) -> usize {
        let count = self.letters.len();
        match (self.latin, sentence) {
            (true, _) => (count / 2).min(MOST_ROOM),
            (false, _) if count < 4 => 0,
            (false, true) => 2,
            (false, false) if count == 4 => 2,
            (false, false) => count.min(MOST_ROOM),
        }
    }

    /// Whether it is in a line with little else.
    fn is_in(&self, letters: &[char], sentence: bool) -> bool {
        let count = self.letters.len();
        let room = self.room(sentence);
        let Some(rest) = letters.len().checked_sub(count).filter(|rest| (1..=MOST_ROOM).contains(rest)) else {
            return false;
        };
        letters.windows(count).enumerate().filter(|(_, part)| *part == self.letters).any(|(at, _)| {
            let after = letters.get(at + count..).unwrap_or_default();
            let before = letters.get(..at).unwrap_or_default();
            let word = |c: Option<&char>| self.latin && c.is_some_and(char::is_ascii_alphabetic);
            // 市として相談したい事項: what stands before may be longer than what stands behind.
            let longer = if after.is_empty() && !sentence && count > 4 && !self.latin { 2 } else { 0 };
            let said = matches!(after, ['を' | 'が' | 'は' | 'に' | 'で' | 'も' | 'へ', _, ..]);
            !word(before.last())
                && !word(after.first())
                && (count > 3 && before.len() <= room && points_on(after) || rest <= room + longer && !said)
        })
    }

    /// Whether letters are those of the heading, but for one run of kanji that is written in hiragana.
    fn reads_like(&self, letters: &[char]) -> bool {
        let count = self.letters.len();
        let mut start = 0;
        while start < count {
            let run = |at: usize| self.letters.iter().skip(at).take_while(|c| is_kanji(**c)).count();
            let length = run(start);
            if length == 0 {
                start += 1;
                continue;
            }
            let (before, rest) = self.letters.split_at(start);
            let after = rest.get(length..).unwrap_or_default();
            let kana = letters.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            if let Some(kana) = kana
                && before.len() + after.len() >= LEAST_READ
                && (length.max(2 * length - 1)..=3 * length).contains(&kana.len())
                && kana.iter().all(|c| is_hiragana(*c))
            {
                return true;
            }
            start += length;
        }
        false
    }

    /// Whether letters are those of the heading but for a slip: one missing, changed, doubled, or in another order.
    fn is_like(&self, letters: &[char]) -> bool {
        let count = self.letters.len();
        let slips = slips(count);
        if slips == 0 || letters.len().abs_diff(count) > slips {
            return false;
        }
        // １年目の方針 is no slip of ２年目の方針.
        let digits = |letters: &[char]| letters.iter().filter(|c| c.is_ascii_digit()).copied().collect::<Vec<char>>();
        // Of four letters each is half a word: 検証事項 is no slip of 検討事項.
        (count > 4 || letters.len() != count)
            && digits(letters) == digits(&self.letters)
            && strsim::generic_damerau_levenshtein(letters, &self.letters) <= slips
    }

    /// Whether the words are the same but for what stands between them.
    fn has_content(&self, content: &[char], count: usize) -> bool {
        self.content.len() > 3
            && content == self.content
            && content.iter().any(|c| !c.is_ascii())
            && count <= 2 * self.letters.len()
    }
}

/// How many letters a line may have besides a heading, however long that is.
const MOST_ROOM: usize = 12;
/// How many letters of a heading must be there as they are where the others are written in hiragana.
const LEAST_READ: usize = 5;

/// Whether what stands behind a heading points at its text: は次の三つです, を以下に示す, を記入してください.
fn points_on(after: &[char]) -> bool {
    let text: String = after.iter().collect();
    let wish = text.ends_with("ください") && text.contains(['記', '書']);
    let counted = matches!(after, ['は', c, ..] if c.is_ascii_digit() || is_kanji_number(*c));
    ["次の", "以下", "下記", "とおり"].iter().any(|word| text.contains(word))
        || ["記載", "記入", "示す", "述べる"].iter().any(|word| text.ends_with(word))
        || wish
        || counted
}

/// How many slips of the keyboard leave a heading of so many letters the same.
fn slips(count: usize) -> usize {
    match count {
        0..=3 => 0,
        4..=9 => 1,
        10..=15 => 2,
        _ => 3,
    }
}

/// Tells texts in which no heading can be, by the letters that are there.
#[derive(Debug, Default)]
struct Sieve {
    /// The letters of all headings, folded, with the bits of the headings they are in.
    letters: HashMap<char, Vec<(usize, u8)>>,
    /// The lowest bits of these letters: most other letters are told by them.
    low: [u64; 4],
    /// How many different letters each heading needs.
    needed: Vec<u32>,
}

impl Sieve {
    fn add(&mut self, name: &Name) {
        let mut own: Vec<char> = name.letters.iter().copied().filter(|c| *c != ' ').collect();
        own.sort_unstable();
        own.dedup();
        // A mask has 64 bits; more letters than that tell nothing more.
        own.truncate(64);
        let index = self.needed.len();
        for (bit, c) in own.iter().enumerate() {
            self.letters.entry(*c).or_default().push((index, bit as u8));
            self.mark(*c);
        }
        let slips = slips(name.letters.len());
        let mut content: Vec<char> = name.content.clone();
        content.sort_unstable();
        content.dedup();
        let by_content = if name.content.len() > 3 { content.len().min(64) } else { own.len() };
        // A run of kanji may be written in hiragana.
        let kanji = name.letters.split(|c| !is_kanji(*c)).map(<[char]>::len).max().unwrap_or(0);
        let unread = if name.letters.len() >= kanji + LEAST_READ { kanji } else { 0 };
        self.needed.push(own.len().saturating_sub(slips.max(unread)).min(by_content) as u32);
    }

    fn mark(&mut self, c: char) {
        let low = c as usize & 0xFF;
        if let Some(word) = self.low.get_mut(low >> 6) {
            *word |= 1 << (low & 63);
        }
    }

    fn passes(&self, text: &str) -> bool {
        let mut masks = vec![0_u64; self.needed.len()];
        let mut note = |c: char| {
            let low = c as usize & 0xFF;
            if self.low.get(low >> 6).is_some_and(|word| word >> (low & 63) & 1 == 1) {
                for (index, bit) in self.letters.get(&c).into_iter().flatten() {
                    if let Some(mask) = masks.get_mut(*index) {
                        *mask |= 1 << bit;
                    }
                }
            }
        };
        let mut before = None;
        for c in text.chars() {
            match c {
                // A character by its number may be any; the parser knows.
                '&' => return true,
                'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4E00}'..='\u{9FFF}' | 'a'..='z' | '0'..='9' => note(alike(c)),
                'A'..='Z' => note(c.to_ascii_lowercase()),
                '\0'..='\x7F' | '、' | '。' | '「' | '」' | '（' | '）' | '\u{3000}' => {}
                // A sign of full width has an equal; a mark on a letter makes another of it.
                _ => {
                    let folded = before.into_iter().chain([c]).nfkc();
                    folded.flat_map(char::to_lowercase).for_each(|c| note(alike(c)));
                }
            }
            match (before, c) {
                (Some('こ'), 'と') => note('事'),
                (Some('ほ'), 'か') => note('他'),
                _ => {}
            }
            before = Some(c);
        }
        masks.iter().zip(&self.needed).any(|(mask, needed)| mask.count_ones() >= *needed)
    }
}

/// The characters of a line in one spelling of each; what has no width is gone.
fn tokens(text: &str) -> Vec<char> {
    // A wide space parts what stands beside it, and would be a plain one afterwards.
    let spaced = text.chars().map(|c| if c == '\u{3000}' { '\t' } else { c });
    let folded = spaced.nfkc().flat_map(char::to_lowercase);
    folded.filter(|c| !is_ignorable(*c)).map(|c| if is_other_number(c) { '0' } else { c }).collect()
}

/// Characters that nobody sees: of no width, fillers, marks on letters, and those that only steer.
fn is_ignorable(c: char) -> bool {
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
fn is_other_number(c: char) -> bool {
    !c.is_ascii() && c.is_numeric() && c != '〇'
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々')
}

fn is_kanji_number(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '壱' | '弐' | '参')
}

/// One letter for all that are mistaken for it, and one kind of kana.
fn alike(c: char) -> char {
    match lookalike::kana(c) {
        'ァ'..='ヶ' => char::from_u32(u32::from(lookalike::kana(c)) - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The letters of a line, alike; between Latin words a space.
fn letters(line: &[char]) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(line.len());
    let mut gap = false;
    for c in line {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        let c = alike(*c);
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
fn content(line: &[char]) -> Vec<char> {
    line.iter().copied().filter(|c| c.is_alphanumeric() && !is_hiragana(*c)).map(alike).collect()
}

/// What says that text follows, or that there is more, and changes no heading.
const ENDINGS: [&str; 24] = [
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
const LONGEST_ENDING: usize = 16;

fn without_ending(letters: &[char]) -> &[char] {
    let mut rest = letters;
    loop {
        let undigited =
            rest.iter().rposition(|c| !c.is_ascii_digit()).map_or(rest, |at| rest.get(..=at).unwrap_or(rest));
        let cut = ENDINGS.iter().find_map(|ending| {
            let count = ending.chars().count();
            let kept = undigited.len().checked_sub(count).filter(|kept| *kept > 1)?;
            let (before, after) = undigited.split_at(kept);
            after.iter().copied().eq(ending.chars().map(alike)).then_some(before)
        });
        match cut {
            Some(before) => rest = before,
            None => return if undigited.len() > 1 { undigited } else { rest },
        }
    }
}

/// A line without its number: ６, （６）, ⑥, Ⅵ, 六、, 第6, 6-1, 様式６, イ, a).
fn unnumbered(line: &[char]) -> &[char] {
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
fn is_number(line: &[char]) -> bool {
    let letters: Vec<char> = line.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    number(&letters).is_some_and(|length| length == letters.len())
}

/// How long the number is that a text begins with.
fn number(text: &[char]) -> Option<usize> {
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
        return (latin == 1 || roman && latin < 6).then_some(latin);
    }
    // イ, ろ: a letter that stands alone.
    (ends(1) && text.len() > 1).then_some(1)
}

fn is_counter(c: char) -> bool {
    matches!(c, '章' | '節' | '項' | '条' | '号' | '番' | '目' | '部' | '款' | '点' | '件')
}

/// The bracket that closes one.
fn closing(c: char) -> Option<char> {
    const PAIRS: [(char, char); 20] = [
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
fn brackets(line: &[char]) -> (Vec<char>, Vec<(usize, usize)>) {
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

/// Where a line may be parted, its end included.
fn breaks(line: &[char]) -> Vec<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn headings() -> Headings {
        let mut headings = Headings::new("北浜市");
        headings.add(0, "相談したい事項", Claim::Section);
        headings.add(1, "内容", Claim::Field);
        headings.add(2, "困っていること", Claim::Field);
        headings.add(3, "secret-notes", Claim::Section);
        headings.allow("本市の相談したい事項");
        headings
    }

    #[test]
    fn headings_are_found_in_any_dress_and_sentences_are_not() {
        let headings = headings();
        for (line, found) in [
            ("相談したい事項", Some(0)),
            ("第６　（１）相談したい事項", Some(0)),
            ("相談\u{200B}したい事項（任意）：担当者が一人", Some(0)),
            ("「相談したい事項」は公開しない。", None),
            ("「相談したい事項」：担当者が一人", Some(0)),
            ("\u{1F}相談したい事項\u{1F} 担当者が一人", Some(0)),
            ("様式の\u{1F}相談したい事項\u{1F}に書いた。", None),
            ("相談したい事項を整理した。", None),
            ("相談したい事項は次のとおりです。", Some(0)),
            ("そうだんしたい事項", Some(0)),
            ("本市の相談したい事項", None),
            ("北浜市の相談したい事項", Some(0)),
            ("内容", Some(1)),
            ("内容：会議を開いた。", None),
            ("内容の確認", None),
            ("困っている事：担当者が一人", Some(2)),
            ("Secret Notes", Some(3)),
            ("何でも {#secret-notes}", Some(3)),
            ("", None),
            ("６", None),
        ] {
            assert_eq!(headings.find(line), found, "{line}");
            assert!(found.is_none() || headings.may_be_in(line), "{line}");
        }
    }

    #[test]
    fn most_texts_are_told_by_their_letters() {
        let mut headings = Headings::new("北浜市");
        headings.add(0, "アドバイザーに相談したい事項", Claim::Section);
        for text in
            ["協議の場を三回開いた。", "基幹相談支援センターが後方から支援する体制をとる。", "Our meeting", "604,894人"]
        {
            assert!(!headings.may_be_in(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_taken_off_and_words_are_not() {
        for (line, kept) in [
            ("６．相談", "相談"),
            ("第六章　相談", "相談"),
            ("様式第６号　相談", "相談"),
            ("(ア)相談", "相談"),
            ("vi相談", "相談"),
            ("6-1-2 相談", "相談"),
            ("一般相談", "一般相談"),
            ("６", "6"),
        ] {
            assert_eq!(letters(unnumbered(&tokens(line))), letters(&tokens(kept)), "{line}");
        }
    }
}
