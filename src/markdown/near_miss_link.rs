//! What was meant as a link or an image and is text: its brackets are full-width, or its address has a blank, a size, or the
//! double brackets of other programs. Names of screenshots have blanks on every system.

use std::ops::Range;

use super::target::LinkTarget;
use crate::text::escaped::escaped;
use crate::text::{FileKind, fold};

/// How many bytes are searched for the end of a link: words and address of a link have fewer, and without a limit a text of
/// nothing but brackets takes quadratic time.
const NEAR: usize = 300;

/// An address of a link as it has to be written: in angle brackets where it has blanks, or brackets without their partner.
#[must_use]
pub fn destination(address: &str) -> String {
    let mut depth = 0_i32;
    let balanced = address.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0;
    let plain = balanced && !address.starts_with('<') && !address.contains(|c: char| c.is_ascii_whitespace());
    if plain { address.to_owned() } else { format!("<{address}>") }
}

/// Where the address of a link or an image stands, as its author wrote it, with every backslash and without angle brackets;
/// nowhere where it is defined elsewhere.
#[must_use]
pub fn written_address(text: &str, link: &Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(link.clone())?.strip_suffix(')')?;
    let (_, inner) = whole.rsplit_once("](")?;
    let address = inner.trim_start();
    let (address, length) = match address.strip_prefix('<') {
        Some(inner) => (inner, inner.find('>')?),
        None => (address, address.find(char::is_whitespace).unwrap_or(address.len())),
    };
    let start = link.start + whole.len() - address.len();
    Some(start..start + length)
}

/// What keeps it from being a link or an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkFault {
    /// Full-width brackets, or a space between them.
    Brackets,
    /// A full-width exclamation mark before an image.
    Exclamation,
    /// A blank in the address.
    Blank,
    /// A size of an image, which only other programs read.
    Size,
    /// Double brackets of other programs.
    DoubleBrackets,
    /// An image in such brackets.
    Embedded,
}

/// What was meant as a link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearMissLink {
    pub(super) fault: LinkFault,
    /// Its range in the text, in bytes.
    pub(super) range: Range<usize>,
    /// What to write in its place, where that is plain.
    pub(super) write: Option<String>,
}

/// Finds such links in a piece of text.
pub(super) fn near_miss_links(text: &str, piece: &Range<usize>) -> Vec<NearMissLink> {
    let mut found = Vec::new();
    let words = text.get(piece.clone()).unwrap_or_default();
    for (at, mark) in words.match_indices([']', '］']) {
        found.extend(link(text, piece.start + at, mark));
    }
    for (at, _) in words.match_indices('[') {
        found.extend(double_brackets(text, piece.start + at));
    }
    // ![図](図.png){width=50%}
    if words.starts_with('{')
        && text.get(..piece.start).is_some_and(|before| before.ends_with(')'))
        && let Some((settings, _)) = words.split_once('}')
        && settings.contains('=')
    {
        let range = piece.start..piece.start + settings.len() + 1;
        found.push(NearMissLink { fault: LinkFault::Size, range, write: Some(String::new()) });
    }
    found
}

/// A link whose words end at `close`.
fn link(text: &str, close: usize, mark: &str) -> Option<NearMissLink> {
    let start = opening(text, close)?;
    let words = text.get(start..close)?;
    let words = words.strip_prefix(['[', '［'])?;
    let rest = near(text, close + mark.len());
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    let inner = rest.get(gap..)?.strip_prefix(['（', '('])?;
    let from = close + mark.len() + (rest.len() - inner.len());
    // Brackets may be part of the name, so the first one after which it is an address ends it.
    let ends = inner.char_indices().filter(|(_, c)| matches!(c, '）' | ')'));
    let (address, end) = ends
        .filter_map(|(at, c)| Some((inner.get(..at)?, from + at + c.len_utf8())))
        .find_map(|(address, end)| Some((MeantAddress::of(address)?, end)))?;
    let before = text.get(..start)?;
    let exclaimed = before.chars().next_back().filter(|c| matches!(c, '!' | '！'));
    let image = exclaimed.is_some() && address.may_be_image;
    let range = start - exclaimed.filter(|_| image).map_or(0, char::len_utf8)..end;
    let write = format!("{}[{words}]({})", if image { "!" } else { "" }, destination(&address.text));
    let right = text.get(start..from) == Some(&*format!("[{words}]("));
    let fault = match (right, exclaimed) {
        (true, _) if address.size => LinkFault::Size,
        (true, _) => LinkFault::Blank,
        (false, Some('！')) if image => LinkFault::Exclamation,
        (false, _) => LinkFault::Brackets,
    };
    // What is right already stands where no link can: within code.
    (text.get(range.clone()) != Some(&*write)).then_some(NearMissLink { fault, range, write: Some(write) })
}

/// `[[名前]]`, `[[名前|言葉]]` and `![[図.png]]` of other programs.
fn double_brackets(text: &str, at: usize) -> Option<NearMissLink> {
    let inner = near(text, at).strip_prefix("[[")?;
    let before = text.get(..at)?;
    if before.ends_with('[') || escaped(text, at) {
        return None;
    }
    let (inner, _) = inner.split_once("]]")?;
    let (name, words) = inner.split_once('|').unwrap_or((inner, inner));
    let name = name.trim();
    // [[1]] is a mark of a note.
    if name.is_empty() || inner.contains('[') || name.chars().all(char::is_numeric) {
        return None;
    }
    let end = at + inner.len() + "[[]]".len();
    if before.ends_with(['!', '！']) {
        let mark = before.chars().next_back().map_or(0, char::len_utf8);
        // What the image shows only its author can say.
        return Some(NearMissLink { fault: LinkFault::Embedded, range: at - mark..end, write: None });
    }
    let (file, fragment) = name.split_once('#').map_or((name, None), |(file, fragment)| (file, Some(fragment)));
    let ending = if file.is_empty() || FileKind::of(file).is_some() { "" } else { ".md" };
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
    let write = format!("[{}]({})", words.trim(), destination(&format!("{file}{ending}{fragment}")));
    Some(NearMissLink { fault: LinkFault::DoubleBrackets, range: at..end, write: Some(write) })
}

/// What stands in the round brackets of a link.
struct MeantAddress {
    text: String,
    /// A size stood behind it.
    size: bool,
    may_be_image: bool,
}

impl MeantAddress {
    /// Reads an address; none where the words in the brackets are a remark.
    fn of(inner: &str) -> Option<MeantAddress> {
        let inner = inner.trim();
        let (name, size) = match inner.rsplit_once([' ', '\u{3000}']) {
            Some((name, size)) if is_size(size) => (name.trim_end(), true),
            _ => (inner, false),
        };
        let name = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or(name);
        let folded = fold(name);
        let web = LinkTarget::of(&folded) != LinkTarget::File && LinkTarget::of(&folded) != LinkTarget::Refused;
        let plain = name.is_ascii() && name.contains(['.', '/', '#']) && !name.contains(' ');
        let file = FileKind::of(name.split('#').next().unwrap_or_default()).is_some();
        let known = !name.is_empty() && (web || plain || file) && !name.contains(['「', '」', '、', '。', '\n']);
        let text = if web { folded } else { name.to_owned() };
        known.then_some(MeantAddress { text, size, may_be_image: !web })
    }
}

/// `=300x200`, `=300x`, `=x200`, `=50%`, as other programs give the size of an image.
fn is_size(word: &str) -> bool {
    word.strip_prefix('=').is_some_and(|size| {
        size.starts_with(|c: char| c.is_ascii_digit() || c == 'x' || c == '*')
            && size.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '*' | '%' | 'p'))
    })
}

/// The rest of the line after a place, as far as it is near.
pub(super) fn near(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = (0..=NEAR.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
    rest.get(..end).and_then(|rest| rest.split('\n').next()).unwrap_or_default()
}

/// The bracket that opens what is closed at `close`, on the same line and near.
fn opening(text: &str, close: usize) -> Option<usize> {
    let from = (close.saturating_sub(NEAR)..close).find(|at| text.is_char_boundary(*at))?;
    let before = text.get(from..close)?;
    let line = before.rsplit('\n').next()?;
    Some(close - line.len() + line.rfind(['[', '［'])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_as_a_link_is_told_with_what_to_write() {
        for (text, fault, write) in [
            ("![図](図 1.png)", LinkFault::Blank, "![図](<図 1.png>)"),
            ("[資料](報告 書.md)を見る", LinkFault::Blank, "[資料](<報告 書.md>)"),
            ("![図](図 (1).png)", LinkFault::Blank, "![図](<図 (1).png>)"),
            (
                "![図](スクリーンショット 2024-04-01 101010.png)",
                LinkFault::Blank,
                "![図](<スクリーンショット 2024-04-01 101010.png>)",
            ),
            ("![図](図.png =300x200)", LinkFault::Size, "![図](図.png)"),
            ("![図](図.png =50%)", LinkFault::Size, "![図](図.png)"),
            ("！［図］（図1.png）", LinkFault::Exclamation, "![図](図1.png)"),
            ("![図］（図1.png）", LinkFault::Brackets, "![図](図1.png)"),
            ("[図]（図１．ＰＮＧ）", LinkFault::Brackets, "[図](図１．ＰＮＧ)"),
            ("［市］（https://example.jp/）", LinkFault::Brackets, "[市](https://example.jp/)"),
            ("［市］（ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ）", LinkFault::Brackets, "[市](https://example.jp)"),
            ("[甲] (sheet.md)", LinkFault::Brackets, "[甲](sheet.md)"),
            ("[[報告書]]", LinkFault::DoubleBrackets, "[報告書](報告書.md)"),
            ("[[報告 書|資料]]", LinkFault::DoubleBrackets, "[資料](<報告 書.md>)"),
            ("[[sheet#issues]]", LinkFault::DoubleBrackets, "[sheet#issues](sheet.md#issues)"),
        ] {
            let loose = near_miss_links(text, &(0..text.len()));
            let told: Vec<_> = loose.iter().map(|one| (one.fault, one.write.as_deref())).collect();
            assert_eq!(told, [(fault, Some(write))], "{text}");
        }
        let attributes = "![図](図.png){width=50%}";
        let told = near_miss_links(attributes, &(attributes.len() - "{width=50%}".len()..attributes.len()));
        assert_eq!(told.iter().map(|one| one.fault).collect::<Vec<_>>(), [LinkFault::Size]);
        let sized = "![[図.png|300]]";
        assert_eq!(near_miss_links(sized, &(0..sized.len())).len(), 1);
        for text in [
            "[甲]（以下「乙」）",
            "[注](別表 2 参照)",
            "［資料］（令和3年 4月）",
            "[[1]]",
            "配列 a[[x",
            "[図]（図表.pngなど、別添）",
            "![図](図1.png)",
            "[図](<図 1.png>)",
            "市［注］（3 か所）",
            "{a=b}",
        ] {
            assert_eq!(near_miss_links(text, &(0..text.len())), [], "{text}");
        }
    }

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for (text, address) in [
            (r"[資料](\\sv01\共有\図.png)", Some(r"\\sv01\共有\図.png")),
            (r"[資料](..\..\2020\sheet.md)", Some(r"..\..\2020\sheet.md")),
            ("[資料](<図 1.png> \"題\")", Some("図 1.png")),
            ("[資料](a.md '題')", Some("a.md")),
            ("[資料][a]", None),
        ] {
            let found = written_address(text, &(0..text.len())).and_then(|range| text.get(range));
            assert_eq!(found, address);
        }
        assert_eq!(
            ["a.png", "a b.png", "図(1).png", "図1).png"].map(destination),
            ["a.png", "<a b.png>", "図(1).png", "<図1).png>"]
        );
    }
}
