//! Bytes become text: UTF-8, or an error that names the encoding and the way out.

use super::{codes, unseen};
use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use memchr::memchr2;

use crate::source::{Code, Finding, Findings, Source, Span, Words, words};

/// How many bytes a text may have. Far more than a sheet can need; more is a mistake such as an image under a wrong name.
pub const BYTES: usize = 4 << 20;

/// Reads the bytes of the file `path` as text.
///
/// A text in another encoding is an error, but it is decoded and returned, so that the rest of its
/// mistakes come to light in the same run. `None` is returned where there is no text to speak of.
pub fn decode(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Arc<Source>> {
    let complain = |code: &'static Code, source: &Arc<Source>, at: usize, message| {
        let width = source.text().get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Finding::new(code, source.position(Span::new(at, at + width)), message)
    };
    if bytes.len() > BYTES {
        let message = words("ファイルが大きすぎます（上限は4 MiBです）。", "The file is larger than 4 MiB.");
        let hint = words(
            "文書を分けるか、画像などが混じっていないか確かめてください。",
            "Split it, or look for binary data in it.",
        );
        findings.push(complain(&codes::FILE_SIZE, &Source::new(path, ""), 0, message).hint(hint));
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (text, encoding) = match (hidden(bytes), std::str::from_utf8(bytes)) {
        (Some((text, name)), _) => {
            let first = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
            (text, Some((name, first)))
        }
        (None, Ok(text)) => (text.to_owned(), None),
        (None, Err(error)) => guess(bytes, error.valid_up_to()),
    };
    let garbled = text.find(char::REPLACEMENT_CHARACTER).filter(|_| encoding.is_none());
    let cleaned_until = |at| clean(text.get(..at).unwrap_or_default().to_owned()).0.len();
    let garbled = garbled.map(cleaned_until);
    // Where the text stops being UTF-8 is known before control characters are made visible, which moves it.
    let encoding = encoding.map(|(name, at)| (name, cleaned_until(at)));
    let (text, controls) = clean(text);
    let source = Source::new(path, text);
    if let Some((name, at)) = encoding {
        findings.push(complain(&codes::ENCODING, &source, at, not_utf8(name)).hint(words(
            "「名前を付けて保存」で文字コードに UTF-8 を選んで保存し直してください。",
            "Save the file again with the encoding UTF-8.",
        )));
    }
    if let Some(at) = garbled {
        let message = words("文字化けした文字（�）があります。", "There is a character that was lost (`�`).");
        let hint = words("原資料を見て打ち直してください。", "Type it anew from the original.");
        findings.push(complain(&codes::GARBLED, &source, at, message).hint(hint));
    }
    if let Some((first, c)) = controls.first() {
        let finding = complain(&unseen::CONTROL_CHARACTER, &source, *first, control_characters(*c, controls.len()));
        let hint = words("削除してください。改行のつもりなら改行に直してください。", "Delete it, or write a line end.");
        let finding = finding.hint(hint);
        // A file of which they are a tenth is no text, but an image or a program under the name of one; reading on would only bury the true message.
        if controls.len() * 10 > source.text().len() {
            findings.push(finding);
            return None;
        }
        findings.push(without_controls(finding, &source, &controls));
    }
    unseen::in_file(&source, findings);
    Some(source)
}

/// The whole text and its encoding where that is not UTF-8; nothing where a single character is in doubt.
#[must_use]
pub fn decode_surely(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
    if bytes.len() > BYTES {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Bytes of something else can be Shift_JIS by chance, but then there are control characters in it.
    let is_undecoded = |c: char| c == char::REPLACEMENT_CHARACTER || c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if let Some((text, name)) = hidden(bytes) {
        return (!text.contains(is_undecoded)).then_some((text, Some(name)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), None));
    }
    let (text, encoding) = guess(bytes, 0);
    let (name, _) = encoding?;
    (!name.is_empty() && !text.contains(is_undecoded)).then_some((text, Some(name)))
}

/// A text in UTF-8, without its mark: for files of others than authors, where a guess would help nobody.
///
/// # Errors
/// The name of the encoding it is in; an empty one where nobody can tell.
pub fn utf8(bytes: &[u8]) -> Result<&str, &'static str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some((_, name)) = hidden(bytes) {
        return Err(name);
    }
    std::str::from_utf8(bytes).map_err(|_| guess(bytes, 0).1.map_or("", |(name, _)| name))
}

/// With what ISO-2022-JP begins another set of characters.
const ESCAPE: u8 = 0x1B;

/// The text and the encoding of bytes that pass for UTF-8 and are not: UTF-16 without its mark, ISO-2022-JP.
fn hidden(bytes: &[u8]) -> Option<(String, &'static str)> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    // Nearly no file has any of the two bytes.
    memchr2(0, ESCAPE, bytes)?;
    let nul = |start: usize| bytes.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nul(0), nul(1));
    // Half of the bytes of line ends, digits and ASCII keys are zero.
    let enough = bytes.len() / 8;
    let encoding = match () {
        () if even > enough && odd == 0 => UTF_16BE,
        () if odd > enough && even == 0 => UTF_16LE,
        () if bytes.windows(3).any(|escape| matches!(escape, b"\x1B$B" | b"\x1B$@")) => ISO_2022_JP,
        () => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    Some((text, if encoding == ISO_2022_JP { "ISO-2022-JP" } else { "UTF-16" }))
}

/// The text in the encoding it is most probably in, that encoding's name, and where UTF-8 ended.
fn guess(bytes: &[u8], valid: usize) -> (String, Option<(&'static str, usize)>) {
    let decoded = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
    };
    let utf16 = [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)].into_iter().find(|(bom, _)| bytes.starts_with(*bom));
    if let Some((_, encoding)) = utf16 {
        return (encoding.decode_with_bom_removal(bytes).0.into_owned(), Some(("UTF-16", 0)));
    }
    // Most EUC-JP is Shift_JIS too, but then reads as a row of half-width katakana.
    let (shift_jis, euc_jp) = (decoded(SHIFT_JIS), decoded(EUC_JP));
    let half_width = shift_jis.iter().flat_map(|t| t.chars()).any(|c| ('\u{FF61}'..='\u{FF9F}').contains(&c));
    let first = |text: &str| text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    match (shift_jis, euc_jp) {
        (_, Some(text)) if half_width => (text.clone(), Some(("EUC-JP", first(&text)))),
        (Some(text), _) => (text.clone(), Some(("Shift_JIS", first(&text)))),
        (None, Some(text)) => (text.clone(), Some(("EUC-JP", first(&text)))),
        (None, None) => (String::from_utf8_lossy(bytes).into_owned(), Some(("", valid))),
    }
}

fn not_utf8(encoding: &str) -> Words {
    if encoding.is_empty() {
        return words(
            "文字コードが UTF-8 ではないか、壊れた文字があります。",
            "The file is not UTF-8, or has broken characters.",
        );
    }
    words!(
        "文字コードが {encoding} です。UTF-8 にしてください。",
        "The file is encoded in {encoding}; it must be UTF-8."
    )
}

/// So many control characters are mended at once; a text has a few, and finding the line of each takes time.
const MENDED: usize = 1000;

fn control_characters(first: char, count: usize) -> Words {
    let code_point = u32::from(first);
    words!(
        "目に見えない制御文字（U+{code_point:04X}）があります（全部で{count}文字）。",
        "There is a control character (U+{code_point:04X}), {count} in all."
    )
}

/// The finding with what is to stand in place of each control character.
fn without_controls(finding: Finding, source: &Source, controls: &[(usize, char)]) -> Finding {
    controls.iter().take(MENDED).fold(finding, |finding, (at, c)| {
        let span = Span::new(*at, at + char::REPLACEMENT_CHARACTER.len_utf8());
        finding.mend(span, unseen::instead(source, span, *c))
    })
}

/// Makes lone carriage returns line feeds and control characters visible; also tells the places of the latter in the new text.
fn clean(text: String) -> (String, Vec<(usize, char)>) {
    // Controls beyond ASCII begin with 0xC2. Nearly no file has any.
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n') || matches!(byte, 0x7F | 0xC2);
    if !text.bytes().any(control) {
        return (text, Vec::new());
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut controls = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() != Some(&'\n') => cleaned.push('\n'),
            '\t' | '\n' | '\r' => cleaned.push(c),
            c if c.is_control() => {
                controls.push((cleaned.len(), c));
                cleaned.push(char::REPLACEMENT_CHARACTER);
            }
            c => cleaned.push(c),
        }
    }
    (cleaned, controls)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JIS: &[u8] = b"\x90\x6c\x8c\xfb: 100\n"; // 人口: 100
    const EUC: &[u8] = b"\xbf\xcd\xb8\xfd: 100\n";

    #[test]
    fn each_encoding_is_named_and_read() {
        let cases: [(&[u8], &str, &str, usize); 17] = [
            ("人口: 1\n".as_bytes(), "人口: 1\n", "", 0),
            (b"\xEF\xBB\xBFa: 1", "a: 1", "", 0),
            (b"a\r\nb\rc\r\r\n", "a\r\nb\nc\n\r\n", "", 0),
            (b"", "", "", 0),
            (JIS, "人口: 100\n", "Shift_JIS", 1),
            (EUC, "人口: 100\n", "EUC-JP", 1),
            (b"a: 1\nb: \x90\x6c\n", "a: 1\nb: 人\n", "Shift_JIS", 2),
            (b"\xFF\xFE\xBA\x4E\x0A\x00", "人\n", "UTF-16", 1),
            (b"\xFE\xFF\x4E\xBA", "人", "UTF-16", 1),
            (b"a\0:\0\x20\0\xBA\x4E\x0A\0", "a: 人\n", "UTF-16", 1),
            (b"\0a\0:\0\x20\x4E\xBA\0\x0A", "a: 人\n", "UTF-16", 1),
            (b"a: \x1B$B?M\x1B(B\n", "a: 人\n", "ISO-2022-JP", 1),
            (b"a: 1\nb: \xFF\xFF\n", "a: 1\nb: \u{FFFD}\u{FFFD}\n", "UTF-8", 2),
            (b"a: longer\nb: x\x0By, and more\n", "a: longer\nb: x\u{FFFD}y, and more\n", "U+000B", 2),
            (b"a: longer text\0\n", "a: longer text\u{FFFD}\n", "U+0000", 1),
            ("a: longer text\u{85}\n".as_bytes(), "a: longer text\u{FFFD}\n", "U+0085", 1),
            (b"a: longer text\x7F\n", "a: longer text\u{FFFD}\n", "U+007F", 1),
        ];
        for (bytes, text, named, line) in cases {
            let mut findings = Findings::new();
            let source = decode("a.md", bytes, &mut findings).expect("it is a text");
            assert_eq!(source.text(), text);
            let messages: Vec<_> = findings.iter().map(|f| (&f.message.ja, f.position.line_and_column().0)).collect();
            match messages[..] {
                [] => assert_eq!(named, "", "{bytes:?}"),
                [(message, at)] => assert!(message.contains(named) && !named.is_empty() && at == line, "{messages:?}"),
                _ => panic!("{messages:?}"),
            }
        }
    }

    #[test]
    fn places_are_those_of_the_text_with_its_control_characters_visible() {
        let mut findings = Findings::new();
        let source = decode("a.md", b"a: some longer text\x01\xFFb, and more\n", &mut findings).expect("it is a text");
        let places: Vec<_> = findings.iter().map(|f| (f.code.name, source.slice(f.position.span))).collect();
        assert_eq!(places, [("encoding", "\u{FFFD}"), ("control-character", "\u{FFFD}")]);
        assert_eq!(findings.iter().map(|f| f.position.line_and_column().1).collect::<Vec<_>>(), [21, 20]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [vec![b' '; BYTES + 1], vec![0; 500], b"GIF89a\0\0\x01\0\x01\0\0\0\0".to_vec()] {
            let mut findings = Findings::new();
            assert_eq!(decode("a.md", &bytes, &mut findings), None);
            assert_eq!(findings.iter().count(), 1);
        }
    }
}
