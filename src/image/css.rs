//! Style sheets without comments.

use std::borrow::Cow;

/// A style sheet without its comments; `notices` keeps those that begin with `!`, as licences do. What looks like a comment in a
/// text or in an address is none.
#[must_use]
pub fn uncommented(sheet: &str, notices: bool) -> Cow<'_, str> {
    if !sheet.contains("/*") {
        return Cow::Borrowed(sheet);
    }
    let mut result = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(['/', '"', '\'', '(']) {
        let (before, from) = rest.split_at(at);
        result.push_str(before);
        let length = match from.as_bytes() {
            [b'/', b'*', ..] => {
                let length = from.get(2..).and_then(|inner| inner.find("*/")).map_or(from.len(), |end| end + 4);
                if !(notices && from.starts_with("/*!")) {
                    rest = from.get(length..).unwrap_or_default();
                    // Words on its two sides are two words.
                    result.push(' ');
                    continue;
                }
                length
            }
            [mark @ (b'"' | b'\''), ..] => quoted(from, *mark),
            [b'(', ..] if before.trim_end().to_ascii_lowercase().ends_with("url") => address(from),
            _ => 1,
        };
        let (same, after) = from.split_at_checked(length).unwrap_or((from, ""));
        result.push_str(same);
        rest = after;
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// Up to the mark that ends a text.
fn quoted(text: &str, mark: u8) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            // A text ends with its line, whether it was closed or not.
            b'\n' => return at,
            byte if byte == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Up to the end of an address without marks; one with marks is a text, and begins after the bracket.
fn address(text: &str) -> usize {
    let inner = text.get(1..).unwrap_or_default().trim_start();
    if inner.starts_with(['"', '\'']) { 1 } else { text.find(')').map_or(text.len(), |end| end + 1) }
}

#[cfg(test)]
mod tests {
    use super::uncommented;

    #[test]
    fn licences_stay_where_they_are_wanted() {
        let sheet = "/*! MIT */a{}/* 覚え */";
        assert_eq!(uncommented(sheet, true), "/*! MIT */a{} ");
        assert_eq!(uncommented(sheet, false), " a{} ");
    }

    #[test]
    fn only_comments_are_taken_out() {
        for (sheet, expected) in [
            ("a{b:c}", "a{b:c}"),
            ("/* 担当 */a{b:c}/**/", " a{b:c} "),
            ("a/* x */b{}", "a b{}"),
            ("a{content:\"/* no */\";b:url(data:x,/*no*/)}", "a{content:\"/* no */\";b:url(data:x,/*no*/)}"),
            ("a{content:'it\\'s /* no */'}/* yes */", "a{content:'it\\'s /* no */'} "),
            ("a{b:url( \"/* no */\" )}/*", "a{b:url( \"/* no */\" )} "),
            ("a{content:\"open\n}/* yes */b{}", "a{content:\"open\n} b{}"),
            ("a{width:calc(1px/2)/* 半分 */}", "a{width:calc(1px/2) }"),
        ] {
            assert_eq!(uncommented(sheet, false), expected, "{sheet}");
            assert_eq!(uncommented(expected, false), expected, "again");
        }
    }
}
