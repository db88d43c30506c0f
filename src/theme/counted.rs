//! Templates of a site with their loops counted: the engine goes on for as long as a template says, and asks nobody.
//!
//! What a loop goes over, what is stored under a name, and every component and included template pass through a filter or a
//! function that knows how many steps a page has used already. Their names are not for templates.

use std::cell::Cell;
use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult, Value};

/// How often the loops of one page may go round, and its components and included templates be asked for.
const STEPS: usize = 2_000_000;
/// How large a value may be that is stored under a name: the bytes of its texts, and one for each of its items.
const LARGEST: usize = 4 << 20;
/// How deep a value that is stored may be: the engine writes and drops it item within item.
const DEEPEST: usize = 100;
/// How much of a value counts as one step.
const A_STEP: usize = 64;

/// Around what a loop goes over, or what is stored.
const OPEN: &str = "(";
const LOOP: &str = ")|nenpo_counted";
const KEPT: &str = ")|nenpo_kept";
/// After what is asked for.
const ASKED: &str = "{{nenpo_asked()";

thread_local! {
    /// How many steps the page that this thread renders may still use.
    static LEFT: Cell<usize> = const { Cell::new(STEPS) };
}

/// A page begins on this thread.
pub fn begin() {
    LEFT.set(STEPS);
}

/// Registers the filters and the function that templates are rewritten with.
pub fn register(tera: &mut Tera) {
    tera.register_filter("nenpo_counted", counted);
    tera.register_filter("nenpo_kept", stored);
    tera.register_function("nenpo_asked", |_: Kwargs, _: &State| count_steps(1).map(|()| Value::from("")));
}

/// What a loop goes over.
fn counted(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    count_steps(value.len().unwrap_or(1))?;
    Ok(value.clone())
}

/// What is stored under a name, and could be put together with itself again and again.
fn stored(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let Some(left) = left_of(value, LARGEST, DEEPEST) else {
        return Err(tera::Error::message("a value larger than 4 MiB, or more than 100 deep, cannot be kept"));
    };
    count_steps((LARGEST - left) / A_STEP)?;
    Ok(value.clone())
}

/// What is left of a limit after the size of a value; nothing where it is larger or deeper. A list within a list is counted as
/// often as it stands there: it is shared, and would be written out as often.
fn left_of(value: &Value, left: usize, depth: usize) -> Option<usize> {
    let (left, depth) = (left.checked_sub(1)?, depth.checked_sub(1)?);
    if let Some(text) = value.as_str() {
        left.checked_sub(text.len())
    } else if let Some(items) = value.as_array() {
        items.iter().try_fold(left, |left, item| left_of(item, left, depth))
    } else if let Some(entries) = value.as_map() {
        entries.values().try_fold(left, |left, item| left_of(item, left, depth))
    } else {
        Some(left)
    }
}

/// Uses steps of the page that this thread renders.
fn count_steps(steps: usize) -> TeraResult<()> {
    let Some(left) = LEFT.get().checked_sub(steps) else {
        return Err(tera::Error::message(format!(
            "a page may take {STEPS} steps in loops and components, and no more"
        )));
    };
    LEFT.set(left);
    Ok(())
}

/// Templates that were changed, and where: a mistake is reported at its position in the file.
#[derive(Default)]
pub struct TemplatePlaces {
    /// By the name of a template: line, column and length of what was put in, in its new text.
    put_in: BTreeMap<String, Vec<(usize, usize, usize)>>,
}

impl TemplatePlaces {
    /// A template with its loops counted.
    pub fn count(&mut self, name: &str, text: &str) -> String {
        let mut writer = CountingWriter::default();
        writer.template(text);
        self.put_in.insert(name.to_owned(), writer.put_in);
        writer.text
    }

    /// The column in the file, given line and column in the new text, both from where the engine counts.
    pub fn column(&self, name: &str, line: usize, column: usize) -> usize {
        let before = self.put_in.get(name).into_iter().flatten().filter(|(at, from, _)| *at == line && *from < column);
        column.saturating_sub(before.map(|(.., length)| length).sum())
    }
}

struct CountingWriter {
    text: String,
    line: usize,
    column: usize,
    put_in: Vec<(usize, usize, usize)>,
    /// Names whose texts are being written: `{% set name %}`.
    stored: Vec<String>,
}

impl Default for CountingWriter {
    fn default() -> CountingWriter {
        CountingWriter { text: String::new(), line: 1, column: 0, put_in: Vec::new(), stored: Vec::new() }
    }
}

impl CountingWriter {
    fn copy(&mut self, text: &str) {
        self.text.push_str(text);
        for c in text.chars() {
            (self.line, self.column) = if c == '\n' { (self.line + 1, 0) } else { (self.line, self.column + 1) };
        }
    }

    fn put(&mut self, text: &str) {
        let length = text.chars().count();
        self.put_in.push((self.line, self.column, length));
        self.text.push_str(text);
        self.column += length;
    }

    fn template(&mut self, text: &str) {
        let mut rest = text;
        while let Some(open) = rest
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|at| rest.get(*at..).is_some_and(|rest| ["{{", "{%", "{#"].iter().any(|mark| rest.starts_with(mark))))
        {
            let (before, tag) = rest.split_at(open);
            self.copy(before);
            let inner = tag.get(2..).unwrap_or_default().trim_start_matches('-').trim_start();
            let raw = tag.starts_with("{%") && word(inner) == "raw";
            let length = if tag.starts_with("{#") {
                tag.find("#}").map_or(tag.len(), |end| end + 2)
            } else if raw {
                let end = tag.find("endraw").unwrap_or(tag.len());
                tag.get(end..).and_then(|rest| rest.find("%}")).map_or(tag.len(), |close| end + close + 2)
            } else {
                rest = tag.get(self.tag(tag)..).unwrap_or_default();
                continue;
            };
            let (whole, after) = tag.split_at(length);
            self.copy(whole);
            rest = after;
        }
        self.copy(rest);
    }

    /// Copies a tag with what counts it; how long it was.
    fn tag(&mut self, tag: &str) -> usize {
        let close = if tag.starts_with("{%") { "%}" } else { "}}" };
        let mut at = if tag.get(2..).is_some_and(|rest| rest.starts_with('-')) { 3 } else { 2 };
        self.copy(tag.get(..at).unwrap_or_default());
        let first = if close == "%}" { word(tag.get(at..).unwrap_or_default().trim_start()) } else { "" };
        let keeps = matches!(first, "set" | "set_global");
        let mut depth = 0_usize;
        // Where what is counted began: at which depth, and whether the end of the tag ends it.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let (mut targets, mut words, mut assigned) = (false, 0, false);
        let mut name = "";
        loop {
            let rest = tag.get(at..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { return at };
            let trimmed = rest.starts_with('-') && rest.get(1..).is_some_and(|rest| rest.starts_with(close));
            if trimmed || rest.starts_with(close) {
                open.iter().for_each(|_| self.put(if keeps { KEPT } else { LOOP }));
                let end = if trimmed { 3 } else { 2 };
                self.copy(rest.get(..end).unwrap_or_default());
                self.after(first, name, assigned, trimmed);
                return at + end;
            }
            let length = match c {
                '"' | '\'' | '`' => quoted(rest, c),
                c if c.is_ascii_alphabetic() || c == '_' => word(rest).len(),
                c => c.len_utf8(),
            };
            let part = rest.get(..length).unwrap_or_default();
            let ends = |open: &[(usize, bool)], depth: usize| open.last() == Some(&(depth, false));
            match part {
                "if" | "]" if ends(&open, depth) => {
                    open.pop();
                    self.put(LOOP);
                    self.put(" ");
                }
                _ => {}
            }
            self.copy(part);
            match part {
                "in" if targets => {
                    targets = false;
                    open.push((depth, first == "for" && depth == 0));
                    self.put(OPEN);
                }
                "for" => targets = true,
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "=" if keeps && !assigned && depth == 0 => {
                    assigned = true;
                    open.push((depth, true));
                    self.put(OPEN);
                }
                _ => {}
            }
            if c.is_ascii_alphabetic() || c == '_' {
                words += 1;
                if words == 2 && keeps {
                    name = part;
                }
            }
            at += length;
        }
    }

    /// What counts after a tag. It stands against the tag, so that white space is cut or kept as it was.
    fn after(&mut self, first: &str, name: &str, assigned: bool, trimmed: bool) {
        let minus = if trimmed { "-" } else { "" };
        match first {
            "set" | "set_global" if !assigned => self.stored.push(format!("{first} {name}={OPEN}{name}{KEPT}")),
            "endset" => {
                if let Some(stored) = self.stored.pop() {
                    self.put(&format!("{{% {stored} {minus}%}}"));
                }
            }
            "component" | "include" => self.put(&format!("{ASKED} {minus}}}}}")),
            _ => {}
        }
    }
}

/// The word a text begins with; empty where it begins with none.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    text.get(..end).filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default()
}

/// How long a quoted text is, with its quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_counted_and_all_else_stays() {
        for (text, counted) in [
            ("<p>{{ a.b }}{# {% for #}{", "<p>{{ a.b }}{# {% for #}{"),
            ("{% for a in b %}x{% endfor %}", "{% for a in( b )|nenpo_counted%}x{% endfor %}"),
            ("{%- for k, v in b or c -%}\n{%- endfor %}", "{%- for k, v in( b or c )|nenpo_counted-%}\n{%- endfor %}"),
            ("{% for a in \"%} in\" %}", "{% for a in( \"%} in\" )|nenpo_counted%}"),
            ("{% if a in b %}{{ 'for x in y' }}", "{% if a in b %}{{ 'for x in y' }}"),
            ("{{ [a for a in b if a in c] }}", "{{ [a for a in( b )|nenpo_counted if a in c] }}"),
            ("{{ [a for a in f(x=[1]) ] | first }}", "{{ [a for a in( f(x=[1]) )|nenpo_counted ] | first }}"),
            ("{% set x = a == b %}", "{% set x =( a == b )|nenpo_kept%}"),
            ("{% set x -%} a {%- endset -%} b", "{% set x -%} a {%- endset -%}{% set x=(x)|nenpo_kept -%} b"),
            ("{% raw %}{% for a in b %}{% endraw %}{{ a }}", "{% raw %}{% for a in b %}{% endraw %}{{ a }}"),
            ("{%- include \"a\" -%} b", "{%- include \"a\" -%}{{nenpo_asked() -}} b"),
            (
                "{% component a(x) %}b{% endcomponent a %}",
                "{% component a(x) %}{{nenpo_asked() }}b{% endcomponent a %}",
            ),
            ("{% for", "{% for"),
            ("{% for a in b", "{% for a in( b"),
            ("{{ \"a", "{{ \"a"),
        ] {
            let mut places = TemplatePlaces::default();
            assert_eq!(places.count("a", text), counted, "{text}");
        }
        let mut places = TemplatePlaces::default();
        let text = "一\n{% for a in 二 %}{{ 三 }}";
        let counted = places.count("a", text);
        let column = |text: &str| text.lines().nth(1).unwrap().chars().position(|c| c == '三').unwrap();
        assert_eq!(places.column("a", 2, column(&counted)), column(text));
        assert_eq!(places.column("a", 1, 5), 5);
    }
}
