//! The words of a published page by section: what a reader sees in `main`, a line for each paragraph, item or cell.
//!
//! A section begins at `<section id>`, at `<h2 id>`, and at any element with `data-entry` and an id. Left out are
//! pictures, navigation, forms, what is not printed, and what has `data-search="no"`.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3_iter, memmem};

use super::Section;

/// The sections of a page that say something.
pub fn sections(page: &[u8]) -> Vec<Section> {
    let Some(main) = main_of(page) else { return Vec::new() };
    let main = str::from_utf8(main).map_or_else(|_| String::from_utf8_lossy(main), Cow::Borrowed);
    let mut reader = Reader { sections: vec![Section::default()], heading: None };
    let mut rest = &*main;
    while let Some((text, after)) = before_tag(rest) {
        reader.words(text);
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let (tag, after) = tag(after);
        rest = if reader.tag(tag) { behind(after, name(tag)) } else { after };
    }
    reader.words(rest);
    let sections = reader.sections.into_iter();
    let said = sections.map(|section| Section { text: section.text.trim_end().to_owned(), ..section });
    said.filter(|section| !section.text.is_empty()).collect()
}

/// What `main` holds.
fn main_of(page: &[u8]) -> Option<&[u8]> {
    let main = page.get(memmem::find(page, b"<main")?..)?;
    let main = main.get(memchr(b'>', main)? + 1..)?;
    main.get(..memmem::find(main, b"</main>").unwrap_or(main.len()))
}

struct Reader {
    sections: Vec<Section>,
    /// The heading that is being read: where it begins in the text, and its element.
    heading: Option<(usize, String)>,
}

impl Reader {
    fn words(&mut self, html: &str) {
        let Some(section) = self.sections.last_mut() else { return };
        if html.bytes().all(stands_for_itself) {
            section.text.push_str(html);
            return;
        }
        for c in characters(html) {
            let space = c.is_whitespace() && c != '\u{3000}';
            match (space, section.text.chars().next_back()) {
                (true, None | Some(' ' | '\n')) => {}
                (true, _) => section.text.push(' '),
                (false, _) => section.text.push(c),
            }
        }
    }

    /// Reads a tag; whether what it holds is left out.
    fn tag(&mut self, tag: &str) -> bool {
        if let Some(closed) = tag.strip_prefix('/') {
            self.close(closed.trim());
            return false;
        }
        let name = name(tag);
        if is_silent(tag, name) {
            return !tag.ends_with('/');
        }
        if name == "br" {
            self.words(" ");
            return false;
        }
        if !is_inline(name) {
            self.line();
        }
        let begins = name == "section" || name == "h2" || attribute(tag, "data-entry").is_some();
        if let Some(id) = attribute(tag, "id").filter(|_| begins) {
            let heading = attribute(tag, "data-entry").unwrap_or_default();
            let section =
                Section { id: characters(id).collect(), heading: characters(heading).collect(), ..Section::default() };
            self.sections.push(section);
            self.heading = None;
        }
        let wanting = self.sections.last().filter(|section| !section.id.is_empty() && section.heading.is_empty());
        if let Some(section) = wanting.filter(|_| is_heading(name)) {
            self.heading = Some((section.text.len(), name.to_owned()));
        }
        false
    }

    fn close(&mut self, name: &str) {
        if let Some((begin, _)) = self.heading.take_if(|(_, heading)| heading == name)
            && let Some(section) = self.sections.last_mut()
        {
            section.heading = section.text.get(begin..).unwrap_or_default().trim().to_owned();
        }
        if !is_inline(name) {
            self.line();
        }
    }

    fn line(&mut self) {
        let Some(section) = self.sections.last_mut() else { return };
        section.text.truncate(section.text.trim_end_matches(' ').len());
        if !section.text.is_empty() && !section.text.ends_with('\n') {
            section.text.push('\n');
        }
    }
}

/// What stands before the next tag, and what follows its opening bracket.
fn before_tag(html: &str) -> Option<(&str, &str)> {
    let at = memchr(b'<', html.as_bytes())?;
    Some((html.get(..at)?, html.get(at + 1..)?))
}

/// A tag without its brackets, and what follows it. A `>` may stand in a quoted attribute.
fn tag(html: &str) -> (&str, &str) {
    let mut quote = None;
    let bytes = html.as_bytes();
    for at in memchr3_iter(b'"', b'\'', b'>', bytes) {
        match (bytes.get(at), quote) {
            (Some(b'>'), None) => return (html.get(..at).unwrap_or_default(), html.get(at + 1..).unwrap_or_default()),
            (byte, None) => quote = byte,
            (byte, Some(_)) if byte == quote => quote = None,
            _ => {}
        }
    }
    (html, "")
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let value = |at: usize| tag.get(at + 1..)?.strip_prefix(name)?.strip_prefix("=\"");
    memchr_iter(b' ', tag.as_bytes()).find_map(value)?.split('"').next()
}

/// What follows an element whose first tag was read.
fn behind<'t>(html: &'t str, name: &str) -> &'t str {
    let mut depth = 1_usize;
    let mut rest = html;
    while let Some((_, after)) = before_tag(rest) {
        let (found, after) = tag(after);
        rest = after;
        if found.strip_prefix('/').is_some_and(|closed| closed.trim() == name) {
            depth -= 1;
        } else if self::name(found) == name && !found.ends_with('/') {
            depth += 1;
        }
        if depth == 0 {
            return rest;
        }
    }
    ""
}

fn is_silent(tag: &str, name: &str) -> bool {
    if matches!(name, "svg" | "script" | "style" | "nav" | "form" | "button" | "template") {
        return true;
    }
    // Most tags are a name and nothing else.
    tag.len() > name.len() + 1
        && (attribute(tag, "data-search") == Some("no")
            || attribute(tag, "class")
                .is_some_and(|classes| classes.split_whitespace().any(|class| class == "no-print")))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt")
}

/// Elements within a line; all others begin a new one.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Whether a character with this byte is what it looks like: no entity, and no white space.
fn stands_for_itself(byte: u8) -> bool {
    // White space beyond ASCII begins with one of these; 　 is kept.
    !matches!(byte, b'&' | b' ' | b'\t'..=b'\r' | 0xC2 | 0xE1 | 0xE2)
}

/// The characters that HTML stands for.
fn characters(html: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let entity = rest.strip_prefix('&').and_then(|rest| rest.split_once(';')).filter(|(name, _)| name.len() < 9);
        if let Some((c, after)) = entity.and_then(|(name, after)| Some((entity_of(name)?, after))) {
            rest = after;
            return Some(c);
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        Some(first)
    })
}

fn entity_of(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(main: &str) -> Vec<(String, String, String)> {
        let page = format!("<nav>no</nav><main id=\"main\" tabindex=\"-1\">{main}</main><footer>no</footer>");
        sections(page.as_bytes()).into_iter().map(|section| (section.id, section.heading, section.text)).collect()
    }

    #[test]
    fn words_stand_in_lines() {
        for (main, text) in [
            ("<p>川崎市</p>", "川崎市"),
            ("<p>a\n  b</p><p>c</p>", "a b\nc"),
            ("<p>一<b>二</b>三<br>四</p>", "一二三 四"),
            ("<table><tr><th>人口</th><td>1,2<wbr>3</td></tr></table>", "人口\n1,23"),
            ("<ul><li>一<li>二</ul>", "一\n二"),
            ("&lt;b&gt; &amp;amp; &#39;&#x5DDD; &unknown; &", "<b> &amp; '川 &unknown; &"),
            ("a<svg><title>no</title><svg></svg>no</svg>b", "ab"),
            ("a<a class=\"anchor no-print\" href=\"#b\">no</a>", "a"),
            ("a<div data-search=\"no\"><div>no</div>no</div>b", "ab"),
            ("<a href=\"x\" title=\"1 > 0\">a</a><!-- no > no -->b", "ab"),
            ("<img alt=\"no\" src=\"x\">a", "a"),
            ("", ""),
            ("a<svg>never closed", "a"),
            ("a < b", "a"),
            ("年\u{3000}度 \u{A0}\u{2003} 末", "年\u{3000}度 末"),
            ("<a title='\">'>a</a>", "a"),
        ] {
            let said = read(main).pop().map(|(_, _, text)| text).unwrap_or_default();
            assert_eq!(said, text, "{main}");
        }
        assert!(sections(b"no main").is_empty());
    }

    #[test]
    fn sections_have_headings() {
        let main = "<h1>題</h1><section class=\"section\" id=\"base\"><div><h2><span>1</span> 基礎</h2></div><p>人口</p></section>\
                    <section id=\"empty\"></section><h2 id=\"説明\">説明</h2><p>文</p>\
                    <dl><div id=\"w&amp;g\" data-entry=\"WG\"><dt>WG わーきんぐ</dt><dd>会議</dd></div></dl>";
        let expected = [
            ("", "", "題"),
            ("base", "1 基礎", "1 基礎\n人口"),
            ("説明", "説明", "説明\n文"),
            ("w&g", "WG", "WG わーきんぐ\n会議"),
        ];
        let expected = expected.map(|(id, heading, text)| (id.to_owned(), heading.to_owned(), text.to_owned()));
        assert_eq!(read(main), expected);
    }
}
