//! Answers as a tree of texts: what a sheet says, by the keys under which it says it. A cell of a workbook holds one text of it.

use crate::prefill::layout::{PrefilledLine, PrefilledValue};
use crate::record::{Content, Node};
use crate::text::fold;
use crate::value::Answer;

/// Begins the step to a row of a list: `#1`.
const ROW: char = '#';
/// Begins the step to the circumstances of an answer: `@時点`.
const AROUND: char = '@';
/// Stands before a key that begins like one of these.
const LITERAL: char = '\\';
/// What an answer says besides its circumstances.
const VALUE: &str = "値";
/// The circumstances that an answer may have, in the order of sheets, with the ids that sheets may write for them.
pub const CIRCUMSTANCES: [&str; 4] = ["時点", "範囲", "出典", "注記"];

/// A text, and what stands under it by its keys, in the order of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerTree {
    /// What is said here.
    pub text: Option<String>,
    /// What is said inside.
    pub inner: Vec<(String, AnswerTree)>,
}

/// The step to a row, counted from 0.
#[must_use]
pub fn row_step(at: usize) -> String {
    format!("{ROW}{}", at + 1)
}

/// The step to a key.
#[must_use]
pub fn key_step(key: &str) -> String {
    if key.starts_with([ROW, AROUND, LITERAL]) { format!("{LITERAL}{key}") } else { key.to_owned() }
}

/// The step to a circumstance.
#[must_use]
pub fn around_step(word: &str) -> String {
    format!("{AROUND}{word}")
}

/// Whether a step leads to a row.
#[must_use]
pub fn is_row(step: &str) -> bool {
    step.starts_with(ROW)
}

/// What a step is called for people.
#[must_use]
pub fn called(step: &str) -> String {
    match step.chars().next() {
        Some(ROW) => step.get(1..).map_or_else(String::new, |number| format!("{number}行目")),
        Some(AROUND | LITERAL) => step.get(1..).unwrap_or_default().to_owned(),
        _ => step.to_owned(),
    }
}

/// Steps in one text, parted by slashes.
#[must_use]
pub fn joined(steps: &[String]) -> String {
    let escaped = steps.iter().map(|step| step.replace('~', "~0").replace('/', "~1"));
    escaped.collect::<Vec<_>>().join("/")
}

/// The steps of such a text.
#[must_use]
pub fn steps(text: &str) -> Vec<String> {
    text.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

impl AnswerTree {
    /// What an answer says, with all its circumstances; of records those in files, too.
    #[must_use]
    pub fn of_answer(answer: &Answer) -> AnswerTree {
        let mut tree = match answer.records() {
            Some((records, settings)) => {
                let keys = crate::form::keys::of_records(settings).keys(crate::form::keys::OF_ROWS);
                let rows = records.rows.iter().enumerate().map(|(at, record)| {
                    let mut tree = AnswerTree::of(&record.node(settings, &keys));
                    for (field, key) in settings.fields.iter().zip(keys.iter().skip(1)) {
                        let step = key_step(key);
                        let Some(own) = record.answer(&field.id) else { continue };
                        if let Some((_, inner)) = tree.inner.iter_mut().find(|(known, _)| *known == step) {
                            *inner = AnswerTree::of_answer(own);
                        }
                    }
                    (row_step(at), tree)
                });
                AnswerTree { text: None, inner: rows.collect() }
            }
            None if answer.is_open() => AnswerTree::default(),
            None => AnswerTree::of(&answer.value.node(&answer.field.kind)),
        };
        let circumstances = &answer.circumstances;
        let texts = [
            circumstances.as_of().map(|when| when.written.as_str()),
            circumstances.scope(),
            circumstances.source(),
            circumstances.note(),
        ];
        for (word, text) in CIRCUMSTANCES.iter().zip(texts) {
            if let Some(text) = text {
                tree.put(&[around_step(word)], text);
            }
        }
        tree
    }

    /// What a record says. A value with its circumstances is told from a map by its keys.
    #[must_use]
    pub fn of(node: &Node) -> AnswerTree {
        match &node.content {
            Content::Blank | Content::Broken => AnswerTree::default(),
            Content::Text(scalar) => AnswerTree { text: Some(scalar.text.trim_end().to_owned()), inner: Vec::new() },
            Content::List(items) => {
                let inner = items.iter().enumerate().map(|(at, item)| (row_step(at), AnswerTree::of(item)));
                AnswerTree { text: None, inner: inner.collect() }
            }
            Content::Map(entries) => {
                let is_around = |key: &str| CIRCUMSTANCES.contains(&key);
                let value = entries.iter().find(|entry| entry.key == VALUE);
                let is_wrapped =
                    value.is_some() && entries.iter().all(|entry| entry.key == VALUE || is_around(&entry.key));
                if let Some(value) = value.filter(|_| is_wrapped) {
                    let mut tree = AnswerTree::of(&value.value);
                    let around = entries.iter().filter(|entry| is_around(&entry.key));
                    tree.inner.extend(around.map(|entry| (around_step(&entry.key), AnswerTree::of(&entry.value))));
                    return tree;
                }
                let inner = entries.iter().map(|entry| (key_step(&entry.key), AnswerTree::of(&entry.value)));
                AnswerTree { text: None, inner: inner.collect() }
            }
        }
    }

    /// What stands at the end of some steps.
    #[must_use]
    pub fn at(&self, steps: &[String]) -> Option<&AnswerTree> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        self.inner.iter().find(|(step, _)| step == first)?.1.at(rest)
    }

    /// Says a text at the end of some steps; behind one that is there already.
    pub fn put(&mut self, steps: &[String], text: &str) {
        let Some((first, rest)) = steps.split_first() else {
            self.text.get_or_insert_with(String::new).push_str(text);
            return;
        };
        if let Some((_, tree)) = self.inner.iter_mut().find(|(step, _)| step == first) {
            return tree.put(rest, text);
        }
        let mut tree = AnswerTree::default();
        tree.put(rest, text);
        self.inner.push((first.clone(), tree));
    }

    /// The text at the end of some steps, which is not said any more; several texts of a list in one, a line for each.
    pub fn take(&mut self, steps: &[String], by_lines: bool) -> Option<String> {
        let Some((first, rest)) = steps.split_first() else {
            let is_list =
                self.inner.iter().all(|(step, tree)| is_row(step) && tree.text.is_some() && tree.inner.is_empty());
            if by_lines && self.text.is_none() && is_list && !self.inner.is_empty() {
                let lines = self.inner.drain(..).filter_map(|(_, tree)| tree.text);
                return Some(lines.collect::<Vec<_>>().join("\n"));
            }
            return self.text.take();
        };
        self.inner.iter_mut().find(|(step, _)| step == first)?.1.take(rest, by_lines)
    }

    /// Takes the texts away that are said of a whole whose parts are said, too, each with the steps to it: a sheet says
    /// one or the other.
    pub fn take_doubled(&mut self) -> Vec<(Vec<String>, String)> {
        let has_parts = self.inner.iter().any(|(step, tree)| !step.starts_with(AROUND) && !tree.is_empty());
        let own = if has_parts { self.text.take() } else { None };
        let mut doubled: Vec<(Vec<String>, String)> = own.into_iter().map(|text| (Vec::new(), text)).collect();
        for (step, tree) in &mut self.inner {
            let inner = tree.take_doubled().into_iter();
            doubled.extend(inner.map(|(path, text)| (std::iter::once(step.clone()).chain(path).collect(), text)));
        }
        doubled
    }

    /// All texts with the steps to them, in their order.
    #[must_use]
    pub fn leaves(&self) -> Vec<(Vec<String>, &str)> {
        fn gather<'t>(tree: &'t AnswerTree, path: &mut Vec<String>, all: &mut Vec<(Vec<String>, &'t str)>) {
            all.extend(tree.text.as_deref().map(|text| (path.clone(), text)));
            for (step, inner) in &tree.inner {
                path.push(step.clone());
                gather(inner, path, all);
                path.pop();
            }
        }
        let mut all = Vec::new();
        gather(self, &mut Vec::new(), &mut all);
        all
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.inner.iter().all(|(_, tree)| tree.is_empty())
    }

    /// What is said as an answer of a sheet. A map whose keys are those of circumstances is put under 値.
    #[must_use]
    pub fn answer(&self) -> PrefilledValue {
        let names = || CIRCUMSTANCES.into_iter().chain([VALUE, "value", "as_of", "scope", "source", "note"]);
        let misleads =
            |lines: &[PrefilledLine]| lines.iter().any(|line| names().any(|name| fold(name) == fold(&line.key)));
        let around = || self.inner.iter().filter(|(step, tree)| step.starts_with(AROUND) && !tree.is_empty());
        match self.bare() {
            PrefilledValue::Map(lines) if around().next().is_none() && misleads(&lines) => {
                PrefilledValue::Map(vec![PrefilledLine::new(VALUE, PrefilledValue::Map(lines))])
            }
            _ => self.value(),
        }
    }

    /// What is said, as a sheet says it.
    #[must_use]
    pub fn value(&self) -> PrefilledValue {
        let around = self.inner.iter().filter(|(step, tree)| step.starts_with(AROUND) && !tree.is_empty());
        let around: Vec<PrefilledLine> =
            around.map(|(step, tree)| PrefilledLine::new(called(step), tree.value())).collect();
        let bare = self.bare();
        if around.is_empty() {
            return bare;
        }
        let value = (bare != PrefilledValue::Blank).then(|| PrefilledLine::new(VALUE, bare));
        PrefilledValue::Map(value.into_iter().chain(around).collect())
    }

    /// What is said without the circumstances.
    fn bare(&self) -> PrefilledValue {
        if let Some(text) = &self.text {
            return PrefilledValue::text(text.as_str());
        }
        let inner: Vec<&(String, AnswerTree)> =
            self.inner.iter().filter(|(step, tree)| !step.starts_with(AROUND) && !tree.is_empty()).collect();
        if inner.is_empty() {
            return PrefilledValue::Blank;
        }
        if inner.iter().all(|(step, _)| is_row(step)) {
            return PrefilledValue::List(inner.iter().map(|(_, tree)| tree.value()).collect());
        }
        let key = |step: &str| step.strip_prefix(LITERAL).unwrap_or(step).to_owned();
        PrefilledValue::Map(inner.iter().map(|(step, tree)| PrefilledLine::new(key(step), tree.value())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        steps(text)
    }

    #[test]
    fn steps_are_joined_and_parted() {
        for all in [vec!["a".to_owned()], vec!["a/b".to_owned(), "~1".to_owned(), "#1".to_owned()]] {
            assert_eq!(steps(&joined(&all)), all);
        }
    }

    #[test]
    fn texts_are_said_where_they_were() {
        let mut tree = AnswerTree::default();
        tree.put(&path("a/#1/b"), "1");
        tree.put(&path("a/#1/b/@注記"), "n");
        tree.put(&path("a/#2/b"), "2");
        tree.put(&path("c"), "3");
        let b = PrefilledValue::Map(vec![
            PrefilledLine::new("値", PrefilledValue::text("1")),
            PrefilledLine::new("注記", PrefilledValue::text("n")),
        ]);
        let row = |value| PrefilledValue::Map(vec![PrefilledLine::new("b", value)]);
        let rows = PrefilledValue::List(vec![row(b), row(PrefilledValue::text("2"))]);
        let all = vec![PrefilledLine::new("a", rows), PrefilledLine::new("c", PrefilledValue::text("3"))];
        assert_eq!(tree.value(), PrefilledValue::Map(all));
        assert_eq!(tree.take(&path("a/#1/b"), false).as_deref(), Some("1"));
        assert_eq!(tree.leaves().len(), 3);
    }

    #[test]
    fn a_whole_makes_way_for_its_parts() {
        let mut tree = AnswerTree::default();
        tree.put(&path("a"), "whole");
        tree.put(&path("a/@注記"), "n");
        assert_eq!(tree.take_doubled(), []);
        tree.put(&path("a/b"), "part");
        assert_eq!(tree.take_doubled(), [(path("a"), "whole".to_owned())]);
        assert_eq!(tree.leaves().len(), 2);
    }

    #[test]
    fn keys_that_look_like_circumstances_are_none() {
        let mut tree = AnswerTree::default();
        tree.put(&[key_step("出典")], "1");
        let inner = PrefilledValue::Map(vec![PrefilledLine::new("出典", PrefilledValue::text("1"))]);
        assert_eq!(tree.answer(), PrefilledValue::Map(vec![PrefilledLine::new("値", inner)]));
    }
}
