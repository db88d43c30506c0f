//! The words of a published page by section: what a reader sees in `main`, a line for each paragraph, item or cell.
//!
//! A list of numbers has them, and an image its words. A section begins at `<section id>`, at `<h2 id>`, and at any element with `data-entry` and an id. Left out are
//! pictures, navigation, forms, what is not printed, and what has `data-search="no"`.

use crate::html::{self, Event, Tag};
use crate::text::east_asian::run_together;

use super::PageSection;

/// The sections of a page that say something.
pub fn sections(page: &[u8]) -> Vec<PageSection> {
    let mut reader = HtmlReader {
        sections: vec![PageSection::default()],
        depth: 0,
        main: None,
        silent: None,
        numbers: Vec::new(),
        apart: false,
        heading: None,
    };
    html::read(page, |event| match event {
        Event::Open(tag) => reader.open(tag),
        Event::Close(name) => reader.close(name),
        Event::Text(text) => reader.words(text),
    });
    let sections = reader.sections.into_iter();
    let trimmed = sections.map(|section| PageSection { text: section.text.trim_end().to_owned(), ..section });
    trimmed.filter(|section| !section.text.is_empty()).collect()
}

struct HtmlReader {
    sections: Vec<PageSection>,
    /// How many elements are open.
    depth: usize,
    /// The first `main`, by its depth; nothing is read outside of it. Where it has ended, the depth is 0.
    main: Option<usize>,
    /// The element that is left out, by its depth.
    silent: Option<usize>,
    /// The next number of every open list; none for bullets.
    numbers: Vec<Option<i64>>,
    /// A raised mark or a change begins or ends here: a number or a word beside it is another one.
    apart: bool,
    /// The heading that is being read: where it begins in the text, and its depth.
    heading: Option<(usize, usize)>,
}

impl HtmlReader {
    fn reads(&self) -> bool {
        self.silent.is_none() && self.main.is_some_and(|main| main > 0)
    }

    fn words(&mut self, text: &str) {
        if !self.reads() {
            return;
        }
        let Some(section) = self.sections.last_mut() else { return };
        if std::mem::take(&mut self.apart)
            && let (Some(last), Some(next)) = (section.text.chars().next_back(), text.chars().next())
            && run_together(last, next)
        {
            section.text.push(' ');
        }
        if text.bytes().all(|byte| !may_be_space(byte)) {
            section.text.push_str(text);
            return;
        }
        for c in text.chars() {
            let space = c.is_whitespace() && c != '\u{3000}';
            match (space, section.text.chars().next_back()) {
                (true, None | Some(' ' | '\n')) => {}
                (true, _) => section.text.push(' '),
                (false, _) => section.text.push(c),
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name();
        if !tag.is_void() {
            self.depth += 1;
        }
        if self.main.is_none() && name == "main" {
            self.main = Some(self.depth);
            return;
        }
        if !self.reads() {
            return;
        }
        if is_silent(tag) {
            self.silent = (!tag.is_void()).then_some(self.depth);
            return;
        }
        // What is not shown until somebody asks for it.
        match (name, tag.attribute("alt"), tag.attribute("title")) {
            ("img", Some(alt), _) => self.words(alt),
            ("a", _, Some(title)) => self.words(&format!("{title} ")),
            ("sup" | "del" | "ins", ..) => self.apart = true,
            _ => {}
        }
        if name == "br" {
            self.words(" ");
            return;
        }
        if !is_inline(name) {
            self.line();
        }
        match name {
            "ol" => self.numbers.push(Some(number(tag.attribute("start")).unwrap_or(1))),
            "ul" | "menu" => self.numbers.push(None),
            "li" => self.number(tag),
            _ => {}
        }
        let begins = name == "section" || name == "h2" || tag.attribute("data-entry").is_some();
        if let Some(id) = tag.attribute("id").filter(|_| begins) {
            let heading = tag.attribute("data-entry").unwrap_or_default();
            self.sections.push(PageSection {
                id: id.to_owned(),
                heading: heading.to_owned(),
                ..PageSection::default()
            });
            self.heading = None;
        }
        let wanting = self.sections.last().filter(|section| !section.id.is_empty() && section.heading.is_empty());
        if let Some(section) = wanting.filter(|_| is_heading(name)) {
            self.heading = Some((section.text.len(), self.depth));
        }
    }

    fn close(&mut self, name: &str) {
        let depth = self.depth;
        self.depth -= 1;
        if self.silent.take_if(|silent| *silent == depth).is_some() {
            return;
        }
        if self.main == Some(depth) {
            self.main = Some(0);
        }
        if !self.reads() {
            return;
        }
        if let Some((begin, _)) = self.heading.take_if(|(_, heading)| *heading == depth)
            && let Some(section) = self.sections.last_mut()
        {
            section.heading = section.text.get(begin..).unwrap_or_default().trim().to_owned();
        }
        match name {
            "ol" | "ul" | "menu" => _ = self.numbers.pop(),
            "sup" | "del" | "ins" => self.apart = true,
            _ => {}
        }
        if !is_inline(name) {
            self.line();
        }
    }

    /// The number that a browser shows before an item.
    fn number(&mut self, item: &Tag) {
        let Some(Some(next)) = self.numbers.last_mut() else { return };
        let own = number(item.attribute("value")).unwrap_or(*next);
        *next = own.saturating_add(1);
        let shown = item.attribute("data-number").map_or_else(|| own.to_string(), ToString::to_string);
        self.words(&format!("{shown}. "));
    }

    fn line(&mut self) {
        let Some(section) = self.sections.last_mut() else { return };
        section.text.truncate(section.text.trim_end_matches(' ').len());
        if !section.text.is_empty() && !section.text.ends_with('\n') {
            section.text.push('\n');
        }
    }
}

fn number(attribute: Option<impl AsRef<str>>) -> Option<i64> {
    attribute.and_then(|number| number.as_ref().trim().parse().ok())
}

fn is_silent(tag: &Tag) -> bool {
    matches!(tag.name(), "svg" | "script" | "style" | "nav" | "form" | "button" | "template" | "noscript" | "iframe")
        || tag.attribute("data-search") == Some("no")
        || tag.has_word("class", "no-print")
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt")
}

/// Whether an element stands within a line; all others begin a new one.
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

/// Whether a character with this byte may be white space. What is beyond ASCII begins with one of these.
fn may_be_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0xC2 | 0xE1 | 0xE2)
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
            ("<a href=\"x\" title=\"1 > 0\">a</a><!-- no > no -->b", "1 > 0 ab"),
            ("<img alt=\"図\" src=\"x\">a", "図a"),
            ("", ""),
            ("a<svg>never closed", "a"),
            ("a < b", "a < b"),
            ("年\u{3000}度 \u{A0}\u{2003} 末", "年\u{3000}度 末"),
            ("<a title='\">'>a</a>", "\"> a"),
        ] {
            let trimmed = read(main).pop().map(|(_, _, text)| text).unwrap_or_default();
            assert_eq!(trimmed, text, "{main}");
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
