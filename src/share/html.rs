//! HTML as our templates write it, tag by tag: attributes are rewritten, and the words of elements are read by their ids.

use crate::text::hidden::for_xml;

/// What becomes of an attribute.
pub enum Attribute {
    /// It stays.
    Keep,
    /// Its value is another.
    Value(String),
    /// Its value is another, and an attribute follows.
    And(String, String),
    /// It goes.
    Drop,
}

/// Rewrites attributes; `change` is given the name of the element, of the attribute, and its value without entities.
pub fn rewrite(html: &str, change: &dyn Fn(&str, &str, &str) -> Attribute) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        out.push('<');
        let (tag, after) = tag(after);
        let element = name(tag);
        let mut left = tag;
        // Our templates write every attribute that can change as ` name="value"`.
        while let Some((before, value, next)) = attribute(left) {
            let name = before.rsplit(' ').next().unwrap_or(before);
            match change(element, name, &plain(value)) {
                Attribute::Keep => out.extend([before, "=\"", value, "\""]),
                Attribute::Value(new) => out.extend([before, "=\"", &escaped(&new), "\""]),
                Attribute::And(new, more) => out.extend([before, "=\"", &escaped(&new), "\" ", &more]),
                Attribute::Drop => out.push_str(before.strip_suffix(name).unwrap_or(before).trim_end()),
            }
            left = next;
        }
        out.extend([left, ">"]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What the elements with an id say, in the order of the page: without what is not printed and the numbers of rows, spaces in a
/// row as one.
pub fn words(html: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    // Open elements: their names, and the number of their id.
    let mut open: Vec<(&str, Option<usize>)> = Vec::new();
    let mut silent = 0_usize;
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        if silent == 0 {
            say(text, &open, &mut found);
        }
        let (tag, after) = tag(after);
        rest = after;
        if let Some(closed) = tag.strip_prefix('/') {
            if silent > 0 {
                silent -= 1;
            } else if let Some(at) = open.iter().rposition(|(name, _)| *name == closed.trim()) {
                open.truncate(at);
            }
            if silent == 0 {
                say(" ", &open, &mut found);
            }
            continue;
        }
        let element = name(tag);
        if is_void(element) || tag.ends_with('/') || tag.starts_with('!') {
            continue;
        }
        if silent > 0 || is_silent(element, tag) {
            silent += 1;
            continue;
        }
        let id = value_of(tag, "id").map(|id| {
            found.push((plain(id), String::new()));
            found.len() - 1
        });
        open.push((element, id));
    }
    found.iter_mut().for_each(|(_, words)| words.truncate(words.trim_end().len()));
    found
}

fn say(text: &str, open: &[(&str, Option<usize>)], found: &mut [(String, String)]) {
    let text = plain(text);
    for id in open.iter().filter_map(|(_, id)| *id) {
        let Some((_, words)) = found.get_mut(id) else { continue };
        for c in text.chars() {
            match c.is_whitespace() {
                true if words.is_empty() || words.ends_with(' ') => {}
                true => words.push(' '),
                false => words.push(c),
            }
            if words.len() > 4000 {
                break;
            }
        }
    }
}

/// A tag without its brackets, and what follows it. A `>` may stand in a quoted value.
fn tag(html: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return (html.get(..at).unwrap_or_default(), html.get(at + 1..).unwrap_or_default()),
            _ => {}
        }
    }
    (html, "")
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

/// Up to the next value: what stands before `="`, the value, and what follows its quotation mark.
fn attribute(tag: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = tag.split_once("=\"")?;
    let (value, next) = rest.split_once('"')?;
    Some((before, value, next))
}

fn value_of<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    let mut left = tag;
    while let Some((before, value, next)) = attribute(left) {
        if before.rsplit(' ').next() == Some(wanted) {
            return Some(value);
        }
        left = next;
    }
    None
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "img" | "hr" | "wbr" | "input" | "link" | "meta" | "col")
}

fn is_silent(name: &str, tag: &str) -> bool {
    matches!(name, "svg" | "script" | "style" | "button")
        || value_of(tag, "class")
            .is_some_and(|classes| classes.split_whitespace().any(|class| matches!(class, "no-print" | "order")))
}

/// A value or a text without its entities, those that our templates write.
fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    entities.into_iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}

/// A value with the entities it needs.
pub fn escaped(value: &str) -> String {
    for_xml(value).replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_change_and_nothing_else_does() {
        let change = |element: &str, name: &str, value: &str| match (element, name) {
            (_, "id") => Attribute::Value(format!("d:{value}")),
            ("a", "href") if value == "gone" => Attribute::Drop,
            ("a", "href") => Attribute::And(format!("{value}?"), "download=\"x\"".to_owned()),
            _ => Attribute::Keep,
        };
        for (html, expected) in [
            ("<p id=\"a\" class=\"b\">1 &lt; 2</p>", "<p id=\"d:a\" class=\"b\">1 &lt; 2</p>"),
            ("<a class=\"x\" href=\"gone\" title=\"a > b\">a</a>", "<a class=\"x\" title=\"a > b\">a</a>"),
            ("<a href=\"b&amp;c\">a</a>", "<a href=\"b&amp;c?\" download=\"x\">a</a>"),
            ("<path d=\"M0\"/><input disabled>", "<path d=\"M0\"/><input disabled>"),
            ("a<b", "a<b>"),
            ("", ""),
        ] {
            assert_eq!(rewrite(html, &change), expected, "{html}");
        }
    }

    #[test]
    fn elements_say_their_words() {
        let html = "<section id=\"s\"><h2>題<a class=\"anchor no-print\" href=\"#s\">リンク</a></h2>\
                    <table><tr id=\"r\"><th>一<br>二</th><td>3 &amp;\n 4<svg><title>no</title></svg></td></tr></table></section>";
        let said = words(html);
        let expected = [("s", "題 一二 3 & 4"), ("r", "一二 3 & 4")];
        let expected: Vec<_> = expected.iter().map(|(id, words)| ((*id).to_owned(), (*words).to_owned())).collect();
        assert_eq!(said, expected);
    }
}
