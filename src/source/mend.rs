//! What a finding says to write, as changes of its file.

use std::collections::BTreeMap;

use super::{Source, Span, StaticWords};

/// A range of a file, and what is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The range in the file of the finding; an empty one is a place to write at.
    pub span: Span,
    /// What to write there; nothing deletes the range.
    pub text: String,
}

/// Why a person has to look at a finding: what no program can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyByHand {
    /// Which figure, word or order is right.
    Original,
    /// Whether it is wrong at all.
    Meant,
    /// Which of several readings was meant.
    Reading,
    /// What is to be written where nothing is yet, or something too much.
    Wording,
    /// Whether it may be published.
    Public,
    /// What to do outside of the text: to a file, its name, or its folder.
    Files,
    /// How a form, a theme or a site is meant to be.
    Settings,
}

impl WhyByHand {
    /// The reason, in a sentence.
    #[must_use]
    pub const fn reason(self) -> StaticWords {
        match self {
            WhyByHand::Original => StaticWords::new(
                "どれが正しいかは、原資料や書いた人にしか分かりません。",
                "Only its author and the original tell what is right.",
            ),
            WhyByHand::Meant => StaticWords::new(
                "このままで正しいこともあり、そうかどうかは書いた人にしか分かりません。",
                "It may be right as it is; only its author can tell.",
            ),
            WhyByHand::Reading => StaticWords::new(
                "書いたものが二通り以上に読め、どのつもりかは書いた人にしか分かりません。",
                "It can be read in more than one way; only its author knows what was meant.",
            ),
            WhyByHand::Wording => StaticWords::new(
                "何と書くか、何を残すかは、書く人にしか決められません。",
                "What to write and what to keep is for its author to say.",
            ),
            WhyByHand::Public => StaticWords::new(
                "公開してよいかどうかは、人にしか決められません。",
                "Whether it may be published is for a person to say.",
            ),
            WhyByHand::Files => StaticWords::new(
                "画像や添付、ほかのファイル、ファイルやフォルダーの名前など、文章の外を直します。",
                "It is mended outside of the text: in another file, its name, or its folder.",
            ),
            WhyByHand::Settings => StaticWords::new(
                "様式、テーマ、サイトの設定をどうしたいかは、作る人にしか決められません。",
                "How the form, the theme or the site is meant to be is for its maker to say.",
            ),
        }
    }
}

/// Whether `nenpo fix` makes the changes that the findings of a code ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mending {
    /// A person has to look.
    #[default]
    ByHand,
    /// Where there is one right way to write it.
    Sometimes,
    /// Every finding of the code can be mended.
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
