//! Typos of a Japanese keyboard, found line by line before the YAML parser sees the text.
//!
//! No YAML parser explains an ideographic space or a full-width colon: it takes them for text and
//! complains, if at all, lines later. Each typo is reported here and repaired in a copy, so that
//! the parser still finds the file's other mistakes. Texts over several lines are left alone.

use std::sync::Arc;

use super::Patched;
use super::codes;
use super::indentation::Indentation;
use super::line::{
    Rest, STEP, ValuePlace, before_comment, good_colon, hash_in_value, indent_width, is_block_header, is_curly,
    is_indent, is_key, is_time, quote_end, spaces, unquoted,
};
use super::open_rows::OpenRows;
use super::quoting::{Misread, in_quotes, misread};
use super::typo::{self, Typo};
use crate::source::{Finding, Findings, Source, Span, words};
use crate::text::fold;
use crate::text::spreadsheet::is_error;

/// Reports the typos within `range` and returns its text with every one repaired. A finding whose repair is beyond doubt
/// carries it; what is in doubt is repaired in the copy only, as the parser needs it to go on.
pub(super) fn repair(source: &Arc<Source>, range: Span, findings: &mut Findings) -> Patched {
    let patched = Patched::starting(range.start());
    let mut linter = Linter {
        source,
        findings,
        patched,
        done: range.start(),
        end: range.end(),
        state: LintState::Keys,
        rows: OpenRows::default(),
        indentation: Indentation::new(source, range),
    };
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
pub(super) enum LintState {
    Keys,
    Plain {
        parent: usize,
    },
    Quoted {
        parent: usize,
        mark: char,
    },
    Block {
        parent: usize,
        content: Option<usize>,
    },
    Flow {
        parent: usize,
        depth: usize,
    },
    /// A block text that was none before and is repaired already, up to this line.
    Written {
        last: usize,
    },
}

pub(super) struct Linter<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) findings: &'a mut Findings,
    patched: Patched,
    /// Up to which byte of the source the patched text is complete.
    done: usize,
    /// Where the range ends.
    pub(super) end: usize,
    pub(super) state: LintState,
    /// The rows that the lines so far have opened.
    pub(super) rows: OpenRows,
    pub(super) indentation: Indentation,
}

impl Linter<'_> {
    fn line(&mut self, number: usize, span: Span) {
        let source = Arc::clone(self.source);
        if let LintState::Written { last } = self.state {
            if number <= last {
                return;
            }
            self.state = LintState::Keys;
        }
        let line = source.slice(span);
        let text = line.trim_start_matches(is_indent);
        let lead = line.strip_suffix(text).unwrap_or("");
        let mut spaces = spaces(lead);
        let mut width = lead.chars().map(indent_width).sum();
        let mut rest = Rest { text, at: span.start() + lead.len(), column: width };
        let space = lead.chars().find(|c| *c != ' ');
        if text.is_empty() {
            // Invisible and harmless, unless the parser takes it for text.
            if space.is_some() && !matches!(self.state, LintState::Block { .. }) {
                self.replace(span, "");
            }
            return;
        }
        // A line of a row that was moved to the right goes with it.
        if self.rows.moves(rest) {
            width += STEP;
            spaces += STEP;
        }
        let inside = match self.state {
            LintState::Keys | LintState::Written { .. } => None,
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
        } else if width > rest.column {
            self.replace(Span::at(rest.at), &" ".repeat(width - rest.column));
        }
        rest.column = width;
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
            self.hash(rest, false);
        }
        match self.state {
            LintState::Block { parent, content: None } => {
                self.state = LintState::Block { parent, content: Some(spaces) }
            }
            LintState::Quoted { mark, .. } if quote_end(rest.text, mark).is_some() => self.state = LintState::Keys,
            LintState::Flow { parent, depth } => self.brackets(rest, parent, depth),
            _ => {}
        }
    }

    /// A line of keys, items and values.
    fn structure(&mut self, number: usize, rest: Rest) {
        if rest.text.starts_with('#') || rest.column == 0 && rest.text.starts_with("---") {
            return;
        }
        if rest.column == 0 && rest.text.trim_end() == "..." {
            let end = rest.span(0, rest.text.trim_end().len());
            let message =
                words("前書きの途中に「...」だけの行があります。", "There is a line `...` in the front matter.");
            let hint = words("この行を消してください。", "Delete this line.");
            let finding = Finding::new(&codes::YAML_DOCUMENTS, self.source.position(end), message).hint(hint);
            self.findings.push(finding.mend(end, ""));
            return self.replace(end, "");
        }
        if rest.text.starts_with('＃') {
            let mark = rest.span(0, '＃'.len_utf8());
            return self.mend(&typo::FULLWIDTH_COMMENT, mark, &[(mark, "#")]);
        }
        if self.pasted_below_row(number, rest) {
            return;
        }
        let rest = self.key_without_mark(number, rest);
        let rest = self.row(number, rest);
        let (rest, dash) = if self.is_one_of_several_signs(number, rest) { (rest, None) } else { self.dashes(rest) };
        self.rows.open(rest, dash);
        // Full-width braces around keys hold a row; no key begins with one. Round brackets may be those of a sentence.
        if dash.is_some() && rest.text.starts_with('｛') && self.wide(rest, before_comment(rest.text).trim_end()) {
            return;
        }
        // In an item, `協議会：年3回` is a text unless the next line shows that keys are meant.
        let strict = dash.is_none() || self.key_follows(number, rest.column);
        let value = self.key(rest, strict);
        match (value, dash) {
            (Some(value), _) if before_comment(value.text).trim_end() == "-" => {
                self.mend(&typo::LONE_DASH, value.span(0, 1), &[(value.span(0, 1), "－")]);
            }
            (Some(value), _) => self.value(number, value, ValuePlace { parent: rest.column, item: false }),
            (None, Some(dash)) => self.value(number, rest, ValuePlace { parent: dash, item: true }),
            // A text under its key may go on in the same column.
            (None, None) => {
                self.value(number, rest, ValuePlace { parent: rest.column.saturating_sub(1), item: true });
            }
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
        // At the end of a line no space follows.
        let ends = rest.text.get(end..).is_some_and(|after| after.trim().is_empty());
        self.mend(typo, place, &[(rest.span(at, end + space), if ends { ":" } else { ": " })]);
        Some(rest.skip(end + space))
    }

    /// Looks at a value to know what the next lines are.
    fn value(&mut self, number: usize, rest: Rest, place: ValuePlace) {
        let text = before_comment(rest.text).trim_end();
        self.hash(rest, true);
        let parent = place.parent;
        // Quotes that are not closed on their line are, mostly, on one below.
        let first = text.chars().next();
        let open = first.filter(|mark| matches!(mark, '"' | '\'') && quote_end(rest.skip(1).text, *mark).is_none());
        if let Some(mark) = open.filter(|mark| self.closes_below(number, parent, *mark)) {
            self.state = LintState::Quoted { parent, mark };
            return;
        }
        if matches!(first, Some('｜' | '｛' | '［' | '(' | '（')) && self.wide(rest, text) {
            if text != "｜" || !self.continued(number, rest, place, None) {
                self.state = if text == "｜" { LintState::Block { parent, content: None } } else { LintState::Keys };
            }
            return;
        }
        let curly = text.starts_with(is_curly) && text.ends_with(is_curly) && text.chars().count() > 1;
        if let Some(found) = misread(text).filter(|_| !curly && (first != Some('?') || !place.item)) {
            return self.misread(number, rest, text, place, &found);
        }
        let enclosed = curly || matches!(first, Some('"' | '\'' | '{' | '[' | '>'));
        if !enclosed && self.continued(number, rest, place, None) {
            return;
        }
        self.state = match first {
            Some('|' | '>') if is_block_header(text) => LintState::Block { parent, content: None },
            None | Some('"' | '\'') => LintState::Keys,
            Some('{' | '[') => return self.brackets(rest, parent, 0),
            Some(_) if curly => {
                self.curly(rest, text);
                LintState::Keys
            }
            Some(_) => LintState::Plain { parent },
        };
    }

    /// Reports a value that YAML takes for something else, and puts it in quotes, or where it goes on, below a `|`.
    fn misread(&mut self, number: usize, rest: Rest, text: &str, place: ValuePlace, found: &Misread) {
        let span = rest.span(0, text.len());
        let at = self.source.position(span);
        if found.is_doubtful() {
            self.patched.doubt(span);
        }
        let finding = Finding::new(found.code, at, found.message.clone());
        if self.continued(number, rest, place, Some((&found.meant, finding.clone()))) {
            return;
        }
        let quoted = in_quotes(&found.meant);
        self.replace(span, &quoted);
        self.state = LintState::Keys;
        if let Some(keys) = &found.keys {
            let hint = words!(
                "項目を並べたものなら「{keys}」、文章なら全体を引用符で囲んで「{quoted}」と書いてください。",
                "If these are keys, write `{keys}`; if it is a text, write `{quoted}`."
            );
            return self.findings.push(finding.hint(hint));
        }
        let hint = words!(
            "全体を引用符で囲んで、「{quoted}」と書いてください。",
            "Put the whole in quotes: write `{quoted}`."
        );
        self.findings.push(finding.hint(hint).mend(span, quoted));
    }

    /// Whether a quote that is open at the end of line `number` is closed on a line that belongs to the value.
    fn closes_below(&self, number: usize, parent: usize, mark: char) -> bool {
        let lines = (number + 1..self.source.line_count()).map(|n| self.source.line_span(n));
        let lines = lines.take_while(|span| span.start() < self.end).map(|span| self.source.slice(span));
        let width = |line: &str| line.chars().take_while(|c| is_indent(*c)).map(indent_width).sum::<usize>();
        let mut inside = lines.take_while(|line| line.trim().is_empty() || width(line) > parent);
        inside.any(|line| quote_end(line, mark).is_some())
    }

    /// A `#` that ends a value without a space after it: mostly it was meant as a part of the value.
    fn hash(&mut self, rest: Rest, first: bool) {
        let Some(at) = hash_in_value(rest.text, first) else { return };
        let dropped = rest.span(at, rest.text.trim_end().len());
        let tail = rest.text.get(at..).unwrap_or_default().trim_end();
        let error = tail.split([',', '}', ']']).next().unwrap_or_default().trim_end();
        let finding = if is_error(&fold(error)) {
            let message = words!(
                "表計算ソフトの誤りの値「{error}」が貼り付けられています。",
                "`{error}` is an error of a spreadsheet."
            );
            let hint = words(
                "計算の結果を書いてください。分からなければ「不明」と書いてください。",
                "Write the result, or 不明.",
            );
            Finding::new(typo::HASH.code, self.source.position(dropped), message).hint(hint)
        } else {
            typo::HASH.finding(self.source.position(dropped))
        };
        self.findings.push(finding);
        self.patched.doubt(dropped);
        self.replace(rest.span(at, at + 1), "＃");
    }

    /// Follows brackets over lines.
    fn brackets(&mut self, rest: Rest, parent: usize, mut depth: usize) {
        let text = rest.text;
        self.cut_values(rest);
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

    /// Reports a typo with its repair, and makes that in the copy, too.
    pub(super) fn mend(&mut self, typo: &Typo, span: Span, changes: &[(Span, &str)]) {
        self.mend_by(typo.finding(self.source.position(span)), changes);
    }

    /// Adds the changes to a finding, and makes them in the copy, too.
    pub(super) fn mend_by(&mut self, mut finding: Finding, changes: &[(Span, impl AsRef<str>)]) {
        for (span, text) in changes {
            finding = finding.mend(*span, text.as_ref());
            self.replace(*span, text.as_ref());
        }
        self.findings.push(finding);
    }

    pub(super) fn replace(&mut self, span: Span, text: &str) {
        self.keep_to(span.start());
        self.patched.replace(span, text);
        self.done = span.end();
    }

    /// Overwrites the spaces before byte `at` by as many characters.
    pub(super) fn overwrite(&mut self, at: usize, text: &str) {
        self.keep_to(at);
        self.patched.overwrite_end(at, text);
    }

    fn keep_to(&mut self, end: usize) {
        self.patched.keep(self.source, Span::new(self.done, end));
        self.done = end;
    }
}
