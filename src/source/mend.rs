//! What a finding says to write, as changes of its file.

use std::collections::BTreeMap;

use super::{Source, Span};

/// A range of a file, and what is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The range in the file of the finding; an empty one is a place to write at.
    pub span: Span,
    /// What to write there; nothing deletes the range.
    pub text: String,
}

/// Whether `nenpo fix` makes the changes that the findings of a code ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mending {
    /// Only its author knows what is right.
    #[default]
    ByHand,
    /// Where there is one right way to write it.
    Sometimes,
    /// Always.
    Always,
}

/// A text with the changes of several findings made, each wholly or not at all; of two that touch each other the first is
/// made. Nothing where there is none.
#[must_use]
pub fn mended<'m>(source: &Source, changes: impl IntoIterator<Item = &'m [Mend]>) -> Option<String> {
    let mut made: BTreeMap<(usize, usize), &Mend> = BTreeMap::new();
    let place = |mend: &Mend| (mend.span.start(), mend.span.end());
    for mends in changes {
        let touches = |one: (usize, usize), other: (usize, usize)| one.0 < other.1 && other.0 < one.1 || one == other;
        let free = |mend: &Mend| {
            let own = place(mend);
            let neighbours = made.range(..=own).next_back().into_iter().chain(made.range(own..).next());
            neighbours.into_iter().all(|(other, _)| !touches(own, *other))
        };
        if mends.iter().all(free) {
            made.extend(mends.iter().map(|mend| (place(mend), mend)));
        }
    }
    let mut text = String::with_capacity(source.text().len());
    let mut done = 0;
    for mend in made.values() {
        text.push_str(source.slice(Span::new(done, mend.span.start())));
        text.push_str(&mend.text);
        done = mend.span.end().max(done);
    }
    text.push_str(source.slice(Span::new(done, source.text().len())));
    (!made.is_empty() && text != source.text()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_where_they_do_not_touch() {
        let source = Source::new("a.md", "一二三四");
        let mend = |start: usize, end: usize, text: &str| Mend { span: Span::new(start, end), text: text.to_owned() };
        for (changes, expected) in [
            (vec![], None),
            (vec![vec![mend(3, 6, "弐")]], Some("一弐三四")),
            (vec![vec![mend(9, 12, "肆"), mend(0, 3, "壱")]], Some("壱二三肆")),
            (vec![vec![mend(0, 6, "x")], vec![mend(3, 9, "y"), mend(9, 12, "")]], Some("x三四")),
            (vec![vec![mend(3, 3, "、")], vec![mend(3, 6, "弐")]], Some("一、弐三四")),
            (vec![vec![mend(3, 3, "、")], vec![mend(3, 3, "、")]], Some("一、二三四")),
            (vec![vec![mend(0, 3, "一")]], None),
        ] {
            let made = mended(&source, changes.iter().map(Vec::as_slice));
            assert_eq!(made.as_deref(), expected, "{changes:?}");
        }
    }
}
