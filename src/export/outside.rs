//! What a sheet says outside of its fields, by steps of its own; and lines for what a form asks nowhere.

use super::layout::{AnswerRule, FormLine, LineSort, Steps};
use super::tree::{AnswerTree, called};

/// The step to the title of the document.
pub const TITLE: &str = ".title";
/// The step to what it is made of.
pub const SOURCE: &str = ".source";
/// The step to what else stands before its answers.
pub const HEAD: &str = ".";
/// The step to the text before the first heading.
pub const LEAD: &str = ".lead";
/// Begins the step to the text of a section.
pub const NARRATIVE: &str = ".text ";
/// Begins the step to a text under a heading that the form does not know.
pub const EXTRA: &str = ".under ";
/// A line for each text that no cell has taken.
pub fn left_lines(tree: &AnswerTree) -> Vec<FormLine> {
    let line = |(steps, _): (Steps, &str)| {
        let label = steps.iter().filter(|step| *step != HEAD).map(|step| match step.strip_prefix(EXTRA) {
            Some(heading) => heading.to_owned(),
            None if step == LEAD => "前文".to_owned(),
            None => called(step.strip_prefix(NARRATIVE).unwrap_or(step)),
        });
        FormLine {
            label: label.collect::<Vec<_>>().join("／"),
            depth: 0,
            unit: String::new(),
            remarks: Vec::new(),
            steps,
            rule: AnswerRule::Prose,
            sort: LineSort::Text,
            around: None,
        }
    };
    tree.leaves().into_iter().map(line).collect()
}
