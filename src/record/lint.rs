//! Typos of a Japanese keyboard, found line by line before the YAML parser sees the text.
//!
//! No YAML parser explains an ideographic space or a full-width colon: it takes them for text and
//! complains, if at all, lines later. Each typo is reported here and repaired in a copy, so that
//! the parser still finds the file's other mistakes. Texts over several lines are left alone.

use std::sync::Arc;

use super::Patched;
use super::line::{
    before_comment, good_colon, hash_in_value, indent_width, is_block_header, is_curly, is_indent, is_key, is_time,
    quote_end, spaces, unquoted,
};
use super::typo::{self, Typo};
use crate::source::{Findings, Source, Span};

/// Reports the typos within `range` and returns its text with every one repaired. A finding whose repair is beyond doubt
/// carries it; what is in doubt is repaired in the copy only, as the parser needs it to go on.
pub(super) fn repair(source: &Arc<Source>, range: Span, findings: &mut Findings) -> Patched {
    let patched = Patched::starting(range.start());
    let mut linter = Linter { source, findings, patched, done: range.start(), state: LintState::Keys };
    for number in source.line_of(range.start())..source.line_count() {
        let span = source.line_span(number);
        if span.start() >= range.end() {
            break;
        }
        linter.line(number, Span::new(span.start().max(range.start()), span.end().min(range.end())));
    }
    linter.keep_to(range.end());
    linter.patched
}

/// What the lines so far have opened. `parent` is the column of the key or dash the text belongs
/// to; whatever stands further right belongs to the text.
#[derive(Clone, Copy)]
enum LintState {
    Keys,
    Plain { parent: usize },
    Quoted { parent: usize, mark: char },
    Block { parent: usize, content: Option<usize> },
    Flow { parent: usize, depth: usize },
}

pub(super) struct Linter<'a> {
    source: &'a Arc<Source>,
    findings: &'a mut Findings,
    patched: Patched,
    /// Up to which byte of the source the patched text is complete.
    done: usize,
    state: LintState,
}

/// A part of a line: from `at`, which is shown in column `column`.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) column: usize,
}

impl<'a> Rest<'a> {
    pub(super) fn skip(self, bytes: usize) -> Rest<'a> {
        let (before, text) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        Rest { text, at: self.at + before.len(), column: self.column + before.chars().count() }
    }

    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.at + start, self.at + end)
    }
}

impl Linter<'_> {
    fn line(&mut self, number: usize, span: Span) {
        let source = Arc::clone(self.source);
        let line = source.slice(span);
        let text = line.trim_start_matches(is_indent);
        let lead = line.strip_suffix(text).unwrap_or("");
        let spaces = spaces(lead);
        let width = lead.chars().map(indent_width).sum();
        let rest = Rest { text, at: span.start() + lead.len(), column: width };
        let space = lead.get(spaces..).and_then(|space| space.chars().next());
        if text.is_empty() {
            // Invisible and harmless, unless the parser takes it for text.
            if space.is_some() && !matches!(self.state, LintState::Block { .. }) {
                self.replace(span, "");
            }
            return;
        }
        let inside = match self.state {
            LintState::Keys => None,
            LintState::Plain { parent } | LintState::Quoted { parent, .. } | LintState::Flow { parent, .. } => {
                (width > parent).then_some(parent + 1)
            }
            LintState::Block { parent, content } => (width > parent).then_some(content.unwrap_or(parent + 1)),
        };
        if let Some(space) = space.filter(|_| inside.is_none_or(|needed| spaces < needed)) {
            let typo = match space {
                '\u{3000}' => Some(&typo::IDEOGRAPHIC_INDENT),
                '\t' => Some(&typo::TAB_INDENT),
                '\u{A0}' => Some(&typo::NO_BREAK_INDENT),
                // Invisible characters are reported wherever they stand.
                _ => None,
            };
            let indent = Span::new(span.start(), rest.at);
            // A line of a text stays in it.
            let right = " ".repeat(width.max(inside.unwrap_or(0)));
            match typo {
                Some(typo) => self.mend(typo, indent, &[(indent, &right)]),
                None => self.replace(indent, &right),
            }
        }
        if inside.is_some() {
            self.inside(rest, if inside.is_some_and(|needed| spaces < needed) { width } else { spaces });
        } else {
            self.state = LintState::Keys;
            self.structure(number, rest);
        }
    }

    /// A further line of a text or of brackets: only watch for its end.
    fn inside(&mut self, rest: Rest, spaces: usize) {
        if matches!(self.state, LintState::Plain { .. } | LintState::Flow { .. }) {
            self.hash(rest);
        }
        match self.state {
            LintState::Block { parent, content: None } => {
                self.state = LintState::Block { parent, content: Some(spaces) }
            }
            LintState::Quoted { mark, .. } if quote_end(rest.text, mark).is_some() => self.state = LintState::Keys,
            LintState::Flow { parent, depth } => self.brackets(rest.text, parent, depth),
            _ => {}
        }
    }

    /// A line of keys, items and values.
    fn structure(&mut self, number: usize, rest: Rest) {
        if rest.text.starts_with('#') || rest.column == 0 && (rest.text.starts_with("---") || rest.text == "...") {
            return;
        }
        if rest.text.starts_with('＃') {
            let mark = rest.span(0, '＃'.len_utf8());
            return self.mend(&typo::FULLWIDTH_COMMENT, mark, &[(mark, "#")]);
        }
        let (rest, dash) = self.dashes(rest);
        // In an item, `協議会：年3回` is a text unless the next line shows that keys are meant.
        let strict = dash.is_none() || self.key_follows(number, rest.column);
        let value = self.key(rest, strict);
        match (value, dash) {
            (Some(value), _) if before_comment(value.text).trim_end() == "-" => {
                self.mend(&typo::LONE_DASH, value.span(0, 1), &[(value.span(0, 1), "－")]);
            }
            (Some(value), _) => self.value(value, rest.column),
            (None, Some(dash)) => self.value(rest, dash),
            // A text under its key may go on in the same column.
            (None, None) => self.value(rest, rest.column.saturating_sub(1)),
        }
    }

    /// Reads a key and its colon, mending the colon, and returns the value; none if there is no key.
    fn key<'t>(&mut self, rest: Rest<'t>, strict: bool) -> Option<Rest<'t>> {
        let code = before_comment(rest.text);
        let good = good_colon(code);
        let after_colon =
            if code.starts_with(['"', '\'', '{', '[']) { None } else { self.colon(rest, code, good, strict) };
        let value = after_colon.or_else(|| good.map(|at| rest.skip(at + 1)))?;
        let gap = value.text.len() - value.text.trim_start_matches([' ', '\t']).len();
        if value.text.get(..gap).is_some_and(|gap| gap.contains('\t')) && gap < value.text.trim_end().len() {
            self.mend(&typo::TAB, value.span(0, gap), &[(value.span(0, gap), " ")]);
        }
        Some(value.skip(gap))
    }

    /// Mends the colon after a key, if it is one of those which the parser would take for text.
    fn colon<'t>(&mut self, rest: Rest<'t>, code: &str, good: Option<usize>, strict: bool) -> Option<Rest<'t>> {
        let at = code.find(['：', ':']).filter(|at| good != Some(*at))?;
        let mark = code.get(at..)?.chars().next()?;
        let end = at + mark.len_utf8();
        let after = code.get(end..)?;
        let opens = after.trim_start_matches(is_indent).starts_with(['{', '[', '"', '\'', '|', '>']);
        if !is_key(code.get(..at)?) || good.is_some() && !opens {
            return None;
        }
        let next = after.chars().next();
        let space = next.filter(|c| is_indent(*c)).map_or(0, char::len_utf8);
        let (typo, place) = if mark == ':' && space > 0 {
            (&typo::IDEOGRAPHIC_SPACE, rest.span(end, end + space))
        } else if mark == '：' && strict {
            (&typo::FULLWIDTH_COLON, rest.span(at, end))
        } else if mark == ':' && strict && !after.starts_with("//") && !is_time(code, at, next) {
            (&typo::COLON_SPACE, rest.span(at, end))
        } else {
            return None;
        };
        self.mend(typo, place, &[(rest.span(at, end + space), ": ")]);
        Some(rest.skip(end + space))
    }

    /// Looks at a value to know what the next lines are.
    fn value(&mut self, rest: Rest, parent: usize) {
        let text = before_comment(rest.text).trim_end();
        self.hash(rest);
        self.state = match text.chars().next() {
            Some('|' | '>') if is_block_header(text) => LintState::Block { parent, content: None },
            Some(mark @ ('"' | '\'')) if quote_end(rest.skip(1).text, mark).is_none() => {
                LintState::Quoted { parent, mark }
            }
            None | Some('"' | '\'') => LintState::Keys,
            Some('{' | '[') => return self.brackets(rest.text, parent, 0),
            Some('｜' | '｛' | '［') if self.wide(rest, text) => match text {
                "｜" => LintState::Block { parent, content: None },
                _ => LintState::Keys,
            },
            Some(open)
                if is_curly(open) && text.chars().next_back().is_some_and(is_curly) && text.chars().count() > 1 =>
            {
                self.curly(rest, text);
                LintState::Keys
            }
            Some(_) => LintState::Plain { parent },
        };
    }

    /// A `#` that ends a value without a space after it: mostly it was meant as a part of the value.
    fn hash(&mut self, rest: Rest) {
        let Some(at) = hash_in_value(rest.text) else { return };
        self.report(&typo::HASH, rest.span(at, rest.text.trim_end().len()));
        self.replace(rest.span(at, at + 1), "＃");
    }

    /// Follows brackets over lines.
    fn brackets(&mut self, text: &str, parent: usize, mut depth: usize) {
        for (_, c) in unquoted(before_comment(text)) {
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        self.state = if depth == 0 { LintState::Keys } else { LintState::Flow { parent, depth } };
    }

    /// Whether the next line that says something is a key in column `column`.
    fn key_follows(&self, number: usize, column: usize) -> bool {
        // Two blank lines end any item; looking further would make long files slow.
        (number + 1..number + 3)
            .map(|n| self.source.slice(self.source.line_span(n)))
            .find(|l| !l.trim().is_empty())
            .is_some_and(|line| {
                let text = line.trim_start_matches(is_indent);
                let width: usize = line.chars().take_while(|c| is_indent(*c)).map(indent_width).sum();
                width == column && good_colon(before_comment(text)).and_then(|at| text.get(..at)).is_some_and(is_key)
            })
    }

    pub(super) fn report(&mut self, typo: &Typo, span: Span) {
        self.findings.push(typo.finding(self.source.position(span)));
    }

    /// Reports a typo with its repair, and makes that in the copy, too.
    pub(super) fn mend(&mut self, typo: &Typo, span: Span, changes: &[(Span, &str)]) {
        let mut finding = typo.finding(self.source.position(span));
        for (span, text) in changes {
            finding = finding.mend(*span, *text);
            self.replace(*span, text);
        }
        self.findings.push(finding);
    }

    pub(super) fn replace(&mut self, span: Span, text: &str) {
        self.keep_to(span.start());
        self.patched.replace(span, text);
        self.done = span.end();
    }

    fn keep_to(&mut self, end: usize) {
        self.patched.keep(self.source, Span::new(self.done, end));
        self.done = end;
    }
}
