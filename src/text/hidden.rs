//! Characters that nobody sees and that still act: controls, those that turn the direction of a text, and letters
//! without a shape. What they do to a terminal, to XML and to readers of a source is known as Trojan Source.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Why a character is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HiddenCharacter {
    /// A control (Cc), a separator of lines that no editor shows, or a code point that is no character at all.
    Control,
    /// Turns the direction of what follows, so that a text is read in another order than it is written in.
    Direction,
    /// Has no shape: fillers, tags, annotations, characters without width.
    Invisible,
}

/// Every hidden character of a text, each with its place. Line feeds, tabs and the carriage return of a line end are
/// none, nor is what scripts need: variants of ideographs (葛󠄀), sequences of emoji, joiners in Arabic or Devanagari.
#[must_use]
pub fn hidden(text: &str) -> Vec<(usize, char, HiddenCharacter)> {
    let mut found = Vec::new();
    // Nearly no text has one.
    if text.chars().all(|c| kind(c).is_none()) {
        return found;
    }
    // Where the tags of a flag (🏴󠁧󠁢󠁥󠁮󠁧󠁿) end.
    let mut flag = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = || text.get(at + c.len_utf8()..).unwrap_or_default();
        if c == FLAG {
            flag = at + c.len_utf8() + tags(after());
        }
        let kind = kind(c).filter(|_| {
            let next = after().chars().next();
            !(c == '\r' && next == Some('\n') || at < flag && is_tag(c) || belongs(c, before, next, text))
        });
        found.extend(kind.map(|kind| (at, c, kind)));
        before = Some(c);
    }
    found
}

/// The text with every hidden character in signs that can be seen: ␛ for a control, `\u{202e}` for the others.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let found = hidden(text);
    if found.is_empty() && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut done) = (String::with_capacity(text.len()), 0);
    for (at, c, _) in found {
        shown.push_str(text.get(done..at).unwrap_or_default());
        push_sign(&mut shown, c);
        done = at + c.len_utf8();
    }
    shown.push_str(text.get(done..).unwrap_or_default());
    // Those that are left belong to line ends.
    Cow::Owned(shown.replace('\r', ""))
}

fn push_sign(out: &mut String, c: char) {
    let sign = match c {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(c)),
        '\x7F' => Some('␡'),
        _ => None,
    };
    match sign {
        Some(sign) => out.push(sign),
        None => _ = write!(out, "{}", c.escape_unicode()),
    }
}

/// The character, where XML may hold it; else the sign for one that was lost. Not even a reference to such a character
/// may stand in XML, and browsers replace it in HTML.
#[must_use]
pub const fn in_xml(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | ' '..='\u{7E}' | '\u{A0}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' => c,
        '\0'..='\x1F' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ if is_no_character(c) => '\u{FFFD}',
        _ => c,
    }
}

/// A text of which every character may stand in XML.
#[must_use]
pub fn for_xml(text: &str) -> Cow<'_, str> {
    if may_break_xml(text.as_bytes()) && text.chars().any(|c| in_xml(c) != c) {
        return Cow::Owned(text.chars().map(in_xml).collect());
    }
    Cow::Borrowed(text)
}

/// Whether a text in UTF-8 has bytes with which a character begins that XML refuses. Nearly no text has them, and looking
/// at all bytes at once is quicker than stopping at the first.
#[must_use]
pub fn may_break_xml(bytes: &[u8]) -> bool {
    // Numbers instead of truths, so that the processor compares many bytes in one step.
    let is = |yes: bool| u8::from(yes);
    let control = |byte: u8| is(byte < b' ') & is(byte != b'\t') & is(byte != b'\n') & is(byte != b'\r');
    let one = |byte: u8| control(byte) | is(byte == 0x7F) | is(byte == 0xC2) | is(byte >= 0xF0);
    let two = |byte: u8, next: u8| is(byte == 0xEF) & (is(next == 0xB7) | is(next == 0xBF));
    let ones = bytes.iter().fold(0, |some, byte| some | one(*byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    ones | pairs.fold(0, |some, (byte, next)| some | two(*byte, *next)) != 0
}

const fn is_no_character(c: char) -> bool {
    c as u32 & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// What a character does where nothing around it gives it a meaning.
fn kind(c: char) -> Option<HiddenCharacter> {
    // Nearly all texts are ASCII, kana and ideographs.
    if matches!(c, ' '..='~' | '\n' | '\t' | '\u{3000}'..='\u{3163}' | '\u{3165}'..='\u{D7FF}') {
        return None;
    }
    match c {
        _ if c.is_control() || is_no_character(c) => Some(HiddenCharacter::Control),
        '\u{2028}' | '\u{2029}' => Some(HiddenCharacter::Control),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(HiddenCharacter::Direction),
        // Default_Ignorable_Code_Point of Unicode, and the few that are blank in every font.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{206F}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{13430}'..='\u{13440}'
        | '\u{16FE4}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => Some(HiddenCharacter::Invisible),
        _ => None,
    }
}

/// Whether the characters around a hidden one give it a meaning.
fn belongs(c: char, before: Option<char>, next: Option<char>, text: &str) -> bool {
    let Some(before) = before else {
        return matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}') && is_right_to_left(text);
    };
    match c {
        '\u{FE00}'..='\u{FE0F}' => has_variants(before),
        '\u{E0100}'..='\u{E01EF}' => is_ideograph(before),
        '\u{180B}'..='\u{180F}' => matches!(before, '\u{1800}'..='\u{18AF}'),
        '\u{2800}' => {
            matches!(before, '\u{2800}'..='\u{28FF}') && text.chars().any(|c| matches!(c, '\u{2801}'..='\u{28FF}'))
        }
        '\u{200D}' if is_emoji(before) => next.is_some_and(is_emoji),
        '\u{200B}'..='\u{200D}' | '\u{2060}' => {
            is_joining(before) && next.is_none_or(|next| is_joining(next) || next.is_whitespace())
        }
        '\u{200E}' | '\u{200F}' | '\u{61C}' => is_right_to_left(text),
        _ => false,
    }
}

/// Ideographs, signs and digits have variants; kana and Latin letters have none.
fn has_variants(c: char) -> bool {
    is_ideograph(c)
        || matches!(c, '0'..='9' | '\u{1000}'..='\u{109F}' | '\u{1800}'..='\u{18AF}')
        || !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '\u{3040}'..='\u{30FF}') && kind(c).is_none()
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character is a part of sequences of emoji: a picture, its skin or its variant.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether a character is of a script that needs joiners, or marks where its words end: Arabic, Devanagari, Thai, …
fn is_joining(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{10FF}' | '\u{1200}'..='\u{1AFF}' | '\u{A840}'..='\u{ABFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}')
}

fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{591}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'))
}

/// The black flag, which tags make the flag of a part of a country.
const FLAG: char = '\u{1F3F4}';
/// The tag that ends them.
const LAST_TAG: char = '\u{E007F}';
/// The most tag characters of a flag: a country and its part (ISO 3166-2), in letters and digits.
const TAGS: usize = 7;

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}' | LAST_TAG)
}

/// How many bytes the tags at the start of a text take that make a flag; none where they make no flag.
fn tags(text: &str) -> usize {
    let run: Vec<char> = text.chars().take(TAGS).take_while(|c| is_tag(*c)).collect();
    // Two letters of a country and one of its part at least, before the tag that ends them.
    let last = run.iter().position(|c| *c == LAST_TAG).filter(|last| *last > 2);
    last.map_or(0, |last| (last + 1) * LAST_TAG.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_found_and_those_of_scripts_are_left_alone() {
        use HiddenCharacter::{Control, Direction, Invisible};
        let cases: &[(&str, &[(char, HiddenCharacter)])] = &[
            ("人口は 604,894人です。\r\n\t①", &[]),
            ("a\x1B[2J\x7F", &[('\x1B', Control), ('\x7F', Control)]),
            ("a\rb", &[('\r', Control)]),
            ("\u{85}\u{9B}\u{2028}", &[('\u{85}', Control), ('\u{9B}', Control), ('\u{2028}', Control)]),
            ("\u{FFFE}\u{FDD0}\u{1FFFF}", &[('\u{FFFE}', Control), ('\u{FDD0}', Control), ('\u{1FFFF}', Control)]),
            ("報告\u{202E}gnp.md", &[('\u{202E}', Direction)]),
            ("\u{2066}a\u{2069}", &[('\u{2066}', Direction), ('\u{2069}', Direction)]),
            ("北浜\u{3164}市\u{FFA0}", &[('\u{3164}', Invisible), ('\u{FFA0}', Invisible)]),
            (
                "\u{FFF9}葛\u{FFFA}かつ\u{FFFB}",
                &[('\u{FFF9}', Invisible), ('\u{FFFA}', Invisible), ('\u{FFFB}', Invisible)],
            ),
            ("1539\u{200B}947", &[('\u{200B}', Invisible)]),
            ("a\u{AD}b\u{FEFF}", &[('\u{AD}', Invisible), ('\u{FEFF}', Invisible)]),
            ("葛\u{E0100}城、辻\u{E0101}、神\u{FE00}", &[]),
            ("か\u{E0100}a\u{FE0F}", &[('\u{E0100}', Invisible), ('\u{FE0F}', Invisible)]),
            ("👩\u{200D}⚕\u{FE0F}と1\u{FE0F}\u{20E3}、♥\u{FE0E}、👩🏽\u{200D}🌾、❤\u{FE0F}\u{200D}🔥", &[]),
            ("人\u{200D}口", &[('\u{200D}', Invisible)]),
            ("👩\u{200D}", &[('\u{200D}', Invisible)]),
            ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", &[]),
            ("北\u{E0067}\u{E0062}", &[('\u{E0067}', Invisible), ('\u{E0062}', Invisible)]),
            ("می\u{200C}خواهم", &[]),
            ("क्\u{200D}ष", &[]),
            ("العربية\u{200F} 2021", &[]),
            ("令和\u{200F}3年", &[('\u{200F}', Invisible)]),
            ("⠓⠊\u{2800}⠞", &[]),
            ("名\u{2800}前", &[('\u{2800}', Invisible)]),
        ];
        for (text, expected) in cases {
            let found: Vec<(char, HiddenCharacter)> = hidden(text).into_iter().map(|(_, c, kind)| (c, kind)).collect();
            assert_eq!(found, *expected, "{text:?}");
        }
    }

    #[test]
    fn hidden_characters_are_shown_as_signs() {
        assert_eq!(visible("a\x1B[2J\0\x7F\u{9B}\u{202E}\t\r\nb\r"), "a␛[2J␀␡\\u{9b}\\u{202e}\t\nb␍");
        assert_eq!(visible("葛\u{E0100}城"), "葛\u{E0100}城");
    }

    #[test]
    fn nothing_that_xml_refuses_remains() {
        for c in ['\0', '\x08', '\x0B', '\x1B', '\x7F', '\u{9B}', '\u{FDD0}', '\u{FFFE}', '\u{FFFF}', '\u{10FFFF}'] {
            assert_eq!(in_xml(c), '\u{FFFD}', "{c:?}");
            assert_eq!(for_xml(&format!("a{c}")), "a\u{FFFD}", "{c:?}");
        }
        for c in ['\t', '\n', '\r', 'a', '年', '\u{FFFD}', '\u{1F468}', '\u{E0100}', '\u{202E}'] {
            assert_eq!(in_xml(c), c, "{c:?}");
            assert_eq!(for_xml(&c.to_string()), c.to_string(), "{c:?}");
        }
    }
}
