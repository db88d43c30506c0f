//! Markdown as its author sees it: the words of it, without what the list of foldings says is shown in another way.
//!
//! A parser of CommonMark says where the marks are, and no more: what none of its events accounts for is taken for words.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::runs::is_solid;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Words of a text that have to be published in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// The words of each line, with its number from 0.
    pub lines: Vec<(usize, String)>,
}

impl Stream {
    fn push(&mut self, number: usize, words: String) {
        if words.contains(char::is_alphanumeric) {
            self.lines.push((number, words));
        }
    }
}

/// The streams of a text: its body, and each footnote and each title of a link or an image, which may stand elsewhere.
pub fn streams(text: &str) -> Vec<Stream> {
    let text = &without_comments(text);
    let mut reading = Reading::of(text);
    let mut streams = reading.streams();
    streams.append(&mut reading.aside);
    streams.retain(|stream| !stream.lines.is_empty());
    streams
}

type SpannedEvent<'t> = (Event<'t>, Range<usize>);

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options)
}

/// `comments`: they are for nobody. Their line ends stay.
pub fn without_comments(text: &str) -> String {
    let mut text = text.to_owned();
    // What is left on the two sides of a comment may form another one.
    while let Some(comment) = comment(&text) {
        let lines = text[comment.clone()].matches('\n').count();
        text.replace_range(comment, &"\n".repeat(lines));
    }
    text
}

/// The first comment that is closed.
fn comment(text: &str) -> Option<Range<usize>> {
    parser(text).into_offset_iter().find_map(|(event, range)| {
        let is_html = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        let html = is_html.then(|| &text[range.clone()])?;
        let at = html.find("<!--")?;
        let inner = &html[at + 4..];
        let short = [">", "->"].into_iter().find(|short| inner.starts_with(short)).map(str::len);
        let end = short.or_else(|| inner.find("-->").map(|end| end + 3))?;
        Some(range.start + at..range.start + at + 4 + end)
    })
}

/// Whether the line of a byte has a tab, as rows of spreadsheets have.
fn has_tab(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().is_some_and(|line| line.contains('\t'))
}

/// What becomes of a byte of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Words,
    /// A mark within a word, which is whole without it.
    Mark,
    /// What is shown in another way, or nowhere: words end here.
    Gone,
}

/// A text with what becomes of each byte.
struct Reading<'t> {
    text: &'t str,
    fates: Vec<Fate>,
    /// What stands for an entity, by its place.
    entities: HashMap<usize, String>,
    /// The footnotes.
    notes: Vec<Range<usize>>,
    /// Titles.
    aside: Vec<Stream>,
}

impl<'t> Reading<'t> {
    fn of(text: &'t str) -> Reading<'t> {
        let fates = vec![Fate::Words; text.len()];
        let mut reading = Reading { text, fates, entities: HashMap::new(), notes: Vec::new(), aside: Vec::new() };
        let (plain, targets) = without_definitions(text);
        // `link-targets`: lines that say where a link leads.
        targets.into_iter().for_each(|line| reading.set(line, Fate::Gone));
        let events: Vec<SpannedEvent<'_>> = parser(&plain).into_offset_iter().collect();
        reading.tasks();
        let (mut in_cell, mut in_code) = (false, false);
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::TableCell) => in_cell = true,
                Event::End(TagEnd::TableCell) => in_cell = false,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Start(Tag::CodeBlock(kind)) => {
                    in_code = true;
                    reading.code_block(kind, range);
                }
                Event::Start(Tag::Strong) => reading.emphasis(range, 2),
                Event::Start(Tag::Emphasis) => reading.emphasis(range, 1),
                Event::Code(_) => reading.code(range),
                // `marks`: a backslash before a comma leaves the comma.
                Event::Text(_)
                    if !in_code && text[range.clone()].starts_with(',') && text[..range.start].ends_with('\\') =>
                {
                    reading.set(range.start - 1..range.start, Fate::Mark);
                }
                Event::Start(Tag::Heading { .. }) => reading.heading(content(&events, index)),
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    // `footnotes`: a stream of its own.
                    reading.notes.push(range.clone());
                    let label = text[range.clone()].find("]:").map_or(range.start, |end| range.start + end + 2);
                    reading.set(range.start..label, Fate::Gone);
                }
                // `footnotes`: the page numbers them. `tasks`: a box is not a letter.
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => reading.set(range.clone(), Fate::Gone),
                Event::Start(Tag::Link { link_type, title, .. } | Tag::Image { link_type, title, .. }) => {
                    // `link-targets`: the address of a link or an image; its title stands elsewhere.
                    if !matches!(link_type, LinkType::Autolink | LinkType::Email | LinkType::Shortcut) {
                        reading.set(content(&events, index).end..range.end, Fate::Gone);
                    }
                    let mut stream = Stream::default();
                    stream.push(line(text, range.start), title.to_string());
                    reading.aside.push(stream);
                }
                // `marks`: a line end in a cell, also of a row pasted from a spreadsheet.
                Event::InlineHtml(html)
                    if (in_cell || has_tab(text, range.start))
                        && ["<br>", "<br/>", "<br />"].contains(&html.as_ref()) =>
                {
                    reading.set(range.clone(), Fate::Gone);
                }
                // `characters`: `&amp;` is `&`.
                Event::Text(words)
                    if !in_code && text[range.clone()].starts_with('&') && words.as_ref() != &text[range.clone()] =>
                {
                    reading.set(range.clone(), Fate::Mark);
                    reading.entities.insert(range.start, words.to_string());
                }
                _ => {}
            }
        }
        reading
    }

    fn set(&mut self, range: Range<usize>, fate: Fate) {
        self.fates[range].fill(fate);
    }

    /// `tasks`: `[x]` is a box on the page, however far the item is indented.
    fn tasks(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let marks = |c: char| c.is_whitespace() || c.is_ascii_digit() || "->+*.)".contains(c);
            let words = line.trim_start_matches(marks);
            let at = start + line.len() - words.len();
            if words.len() < line.trim_start().len() && ["[x] ", "[X] "].iter().any(|mark| words.starts_with(mark)) {
                self.set(at..at + 3, Fate::Gone);
            }
            start += line.len();
        }
    }

    /// `marks`: bold words within a word. Two numbers stay two, and a single star is a character.
    fn emphasis(&mut self, range: &Range<usize>, width: usize) {
        for mark in [range.start..range.start + width, range.end - width..range.end] {
            let (before, after) = (&self.text[..mark.start], &self.text[mark.end..]);
            let alone = width == 1 && !before.ends_with('*') && !after.starts_with('*');
            let before = before.trim_end_matches('*').chars().next_back();
            let after = after.trim_start_matches('*').chars().next();
            let parts = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
            if self.text[mark.clone()].starts_with('*') && !alone && !parts {
                self.set(mark, Fate::Mark);
            }
        }
    }

    /// `marks`: back quotes within a word of Japanese leave it whole. Two numbers or two Latin words stay two.
    fn code(&mut self, range: &Range<usize>) {
        let code = &self.text[range.clone()];
        let quotes = code.len() - code.trim_start_matches('`').len();
        for mark in [range.start..range.start + quotes, range.end - quotes..range.end] {
            let before = self.text[..mark.start].chars().next_back();
            let after = self.text[mark.end..].chars().next();
            let parts = before.zip(after).is_some_and(|(before, after)| !is_solid(before) && !is_solid(after));
            if !parts {
                self.set(mark, Fate::Mark);
            }
        }
    }

    /// `ids`: `{#id}` and `{.class}` at the end of a heading.
    fn heading(&mut self, words: Range<usize>) {
        let heading = &self.text[words.clone()];
        self.set(words.start + without_id(heading).len()..words.end, Fate::Gone);
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        let start = range.start;
        match kind {
            // `fence-words`
            CodeBlockKind::Fenced(info) => {
                if info.is_ascii() && !info.contains(' ') && info.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    let line = self.text[start..].lines().next().unwrap_or_default();
                    self.set(start..start + line.len(), Fate::Gone);
                }
            }
            // `characters`: an item that is indented so far may be one all the same, in which `&amp;` is `&`.
            CodeBlockKind::Indented => {
                let code = &self.text[range.clone()];
                for (at, _) in code.match_indices('&') {
                    let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
                    let after = code[at + 1..].trim_start_matches(name);
                    if after.starts_with(';') {
                        self.set(start + at..start + code.len() - after.len() + 1, Fate::Gone);
                    }
                }
            }
        }
    }

    /// The words that are left: the body, and each footnote.
    fn streams(&self) -> Vec<Stream> {
        let mut streams = vec![Stream::default(); 1 + self.notes.len()];
        let (mut number, mut words, mut last) = (0, String::new(), 0);
        for (at, c) in self.text.char_indices() {
            let own = 1 + self.notes.iter().rposition(|note| note.contains(&at)).unwrap_or(usize::MAX - 1);
            let own = if own < streams.len() { own } else { 0 };
            if own != last {
                streams[last].push(number, std::mem::take(&mut words));
                last = own;
            }
            words.push_str(self.entities.get(&at).map_or("", String::as_str));
            match (c, self.fates[at]) {
                ('\n', _) => {
                    streams[last].push(number, std::mem::take(&mut words));
                    number += 1;
                }
                (_, Fate::Words) => words.push(c),
                (_, Fate::Gone) => words.push(' '),
                (_, Fate::Mark) => {}
            }
        }
        streams[last].push(number, words);
        streams
    }
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count()
}

/// The range of what is in the element that an event starts.
fn content(events: &[SpannedEvent<'_>], start: usize) -> Range<usize> {
    let element = &events[start].1;
    let inside = events[start + 1..].iter().take_while(|(_, range)| range.end <= element.end && range != element);
    let inside = inside.filter(|(event, _)| !matches!(event, Event::End(_))).map(|(_, range)| range.clone());
    let inside = inside.reduce(|all, range| all.start.min(range.start)..all.end.max(range.end));
    inside.unwrap_or(element.start..element.start)
}

/// `ids`: what stands before `{#id}` and `{.class}` at the end of a heading.
fn without_id(heading: &str) -> &str {
    let end = heading.trim_end();
    let Some((before, id)) = end.strip_suffix('}').and_then(|line| line.rsplit_once('{')) else { return heading };
    let is_id =
        !id.trim().is_empty() && id.split_whitespace().all(|word| word.len() > 1 && word.starts_with(['#', '.']));
    if is_id && (before.ends_with([' ', '\t']) || before.is_empty()) { before } else { heading }
}

/// A text of the same length in which `[注2]: 延べ人数` is words, and the lines that say where links lead: something links to
/// them, they look like an address or a file, and they are the first of their name.
fn without_definitions(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut targets, mut known) = (text.to_owned(), Vec::new(), BTreeSet::new());
    loop {
        let parser = parser(&plain);
        let all = parser.reference_definitions().iter();
        let mut found: Vec<(String, String, Range<usize>)> =
            all.map(|(label, own)| (key(label), own.dest.to_string(), own.span.clone())).collect();
        found.sort_by_key(|(.., span)| span.start);
        found.retain(|(.., span)| !targets.contains(span));
        let used: BTreeSet<String> = parser.filter_map(|event| used(&event)).collect();
        let is_target = |label: &String, target: &str| {
            used.contains(label) && !known.contains(label) && target.contains(['.', '/', '#', ':'])
        };
        let Some((label, target, span)) = found.into_iter().next() else { return (plain, targets) };
        if is_target(&label, &target) {
            targets.push(span);
        } else {
            // A bracket that opens nothing.
            let bracket = span.start + plain[span].find('[').unwrap();
            plain.replace_range(bracket..=bracket, "(");
        }
        known.insert(label);
    }
}

/// The label that a link or an image uses.
fn used(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
            if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
        {
            Some(key(id))
        }
        _ => None,
    }
}

fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn words_of_markdown_are_those_that_are_shown() {
    for (text, expected) in [
        ("第**1**回の`会議`、10**3", vec!["第1回の会議、10**3"]),
        ("会`議`場、101`102`、A`B`、110\\,111、`110\\,111`", vec!["会議場、101`102`、A`B`、110,111、`110\\,111"]),
        ("**甲** ***WG1 \\\n丙`戊\n\n己`", vec!["甲 ***WG1 \\丙`戊己`"]),
        ("WG**A**、WG***B***、*C*、1**2**", vec!["WGA、WGB、*C*、1**2"]),
        (
            "### <https://example.jp/a_b>と<https://example.jp/a_b>PSW1",
            vec!["### <https://example.jp/a_b>と<https://example.jp/a_b>PSW1"],
        ),
        ("[様式](a.md \"題\")と![図](b.png)", vec!["[様式 と![図", "題"]),
        ("![図](<図 1).png>)と[様式](<a b.md> \"題\")", vec!["![図 と[様式", "題"]),
        ("[様式][a]\n\n[a]: a.md", vec!["[様式"]),
        ("[様式][a]\n\n[a]: a.md\n[a]: b.md", vec!["[様式 [a]: b.md"]),
        ("[注2]: 延べ人数", vec!["[注2]: 延べ人数"]),
        ("[注2]: 延べ人数&amp;\n[注2]", vec!["[注2]: 延べ人数&[注2]"]),
        ("甲[^1]乙\n\n[^1]: 注\n\n丙", vec!["甲 乙丙", "注"]),
        ("## 経緯 {#history}\n\n甲<!-- 乙\n-->丙", vec!["## 経緯 甲丙"]),
        ("- [x] 済み\n1. 一", vec!["- 済み1. 一"]),
        ("```text\n&amp;\n```\n&amp;A", vec!["&amp;&A"]),
        ("    &amp;101", vec!["101"]),
        ("```メモ\n```", vec!["```メモ"]),
        ("|甲|乙|\n|-|-|\n|1<br>2|3\\|4|5|", vec!["|甲|乙||1 2|3\\|4|5|"]),
        ("`<!-- 例 -->`と<!-- 書き置き -->後", vec!["<!-- 例 -->と後"]),
    ] {
        let words = |stream: &Stream| -> String { stream.lines.iter().map(|(_, words)| words.as_str()).collect() };
        let found: Vec<String> =
            streams(text).iter().map(|stream| words(stream).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found, expected, "{text}");
    }
}
