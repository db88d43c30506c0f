//! When something of a form is asked (該当の場合のみ): `asked_if` of a section, a field, a column or a field of records.

mod place;
mod read;

use crate::source::{Words, words};
use crate::text::Decimal;

use super::{Field, Kind};

pub(super) use read::read_conditions;

/// What the answers to other fields must be for something to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One answer is as stated.
    Answer(Box<AnswerTest>),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds, or more.
    Any(Vec<Condition>),
}

/// What one answer must be. Everything that is stated must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTest {
    /// The id of the field: of the same row or record where that has it, else of the form.
    pub field: String,
    /// The level of presence, the part of a composition or the point of rates that is meant.
    pub part: Option<String>,
    /// The answer is one of these: ids of choices, [`YES`] or [`NO`], numbers. Empty where it is not stated.
    pub is: Vec<String>,
    /// The answer is none of these.
    pub is_not: Vec<String>,
    /// Bounds of the number, in the unit of the field.
    pub bounds: TestBounds,
    /// The same in words of the form: 「設置の有無」が「有」.
    pub in_words: Words,
}

/// Bounds of a number that a condition states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestBounds {
    /// This number or more.
    pub at_least: Option<Decimal>,
    /// This number or less.
    pub at_most: Option<Decimal>,
    /// More than this number.
    pub above: Option<Decimal>,
    /// Less than this number.
    pub below: Option<Decimal>,
}

/// What a condition calls it that there is one: 有.
pub const YES: &str = "yes";
/// What a condition calls it that there is none: 無.
pub const NO: &str = "no";

impl TestBounds {
    /// The bounds by their keys in forms.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<Decimal>); 4] {
        [("at_least", self.at_least), ("at_most", self.at_most), ("above", self.above), ("below", self.below)]
    }

    /// Whether a number lies within them.
    #[must_use]
    pub fn hold(&self, number: Decimal) -> bool {
        self.at_least.is_none_or(|bound| number >= bound)
            && self.at_most.is_none_or(|bound| number <= bound)
            && self.above.is_none_or(|bound| number > bound)
            && self.below.is_none_or(|bound| number < bound)
    }

    /// Whether no number lies within them.
    fn are_empty(&self) -> bool {
        let low = self.at_least.map(|bound| (bound, false)).into_iter().chain(self.above.map(|bound| (bound, true)));
        let high = self.at_most.map(|bound| (bound, false)).into_iter().chain(self.below.map(|bound| (bound, true)));
        let high: Vec<_> = high.collect();
        low.into_iter()
            .any(|(low, above)| high.iter().any(|(high, below)| low > *high || low == *high && (above || *below)))
    }
}

impl Condition {
    /// All answers that it looks at.
    #[must_use]
    pub fn tests(&self) -> Vec<&AnswerTest> {
        match self {
            Condition::Answer(test) => vec![test],
            Condition::All(inner) | Condition::Any(inner) => inner.iter().flat_map(Condition::tests).collect(),
        }
    }

    /// In words of the form, for who is to answer: 「設置の有無」が「有」.
    #[must_use]
    pub fn in_words(&self) -> Words {
        let joined = |inner: &[Condition], ja: &str, en: &str| {
            let inner: Vec<Words> = inner.iter().map(Condition::in_words).collect();
            let all = |of: fn(&Words) -> &str, between: &str| inner.iter().map(of).collect::<Vec<_>>().join(between);
            words(all(|one| &one.ja, ja), all(|one| &one.en, en))
        };
        match self {
            Condition::Answer(test) => test.in_words.clone(),
            Condition::All(inner) => joined(inner, "、かつ", " and "),
            Condition::Any(inner) => joined(inner, "、または", " or "),
        }
    }
}

/// What is stated of an answer, in words of the form.
fn in_words(field: &Field, test: &AnswerTest) -> Words {
    let part = test.part.as_deref().and_then(|part| label_of_part(&field.kind, part));
    let label = part.map_or_else(|| field.label.clone(), |part| format!("{}／{part}", field.label));
    let list = |ids: &[String]| ids.iter().map(|id| word_of(&field.kind, id)).collect::<Vec<_>>();
    let unit = field.unit.as_deref().unwrap_or_default();
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    for (ids, not_ja, not_en) in [(&test.is, "", ""), (&test.is_not, "以外", "not ")] {
        if !ids.is_empty() {
            ja.push(format!("「{}」{not_ja}", list(ids).join("」か「")));
            en.push(format!("{not_en}`{}`", list(ids).join("` or `")));
        }
    }
    let names = [("以上", "at least"), ("以下", "at most"), ("を超える数", "more than"), ("未満", "less than")];
    for ((_, bound), (after, before)) in test.bounds.named().into_iter().zip(names) {
        if let Some(bound) = bound {
            ja.push(format!("{bound}{unit}{after}"));
            en.push(format!("{before} {bound}{unit}"));
        }
    }
    words(format!("「{label}」が{}", ja.join("、")), format!("`{label}` is {}", en.join(" and ")))
}

/// The form's word for what a condition states of an answer.
fn word_of(kind: &Kind, id: &str) -> String {
    let choice = kind.choice().and_then(|asked| asked.choices.get(asked.position(id)?));
    let yes_or_no = kind.presence().map(|asked| if id == YES { asked.yes_word() } else { asked.no_word() });
    choice.map(|choice| choice.label.as_str()).or(yes_or_no).unwrap_or(id).to_owned()
}

fn label_of_part<'k>(kind: &'k Kind, id: &str) -> Option<&'k str> {
    let level = kind.presence().and_then(|asked| asked.levels.iter().find(|level| level.id == id));
    level.map(|level| level.label.as_str()).or_else(|| kind.part_label(id))
}
