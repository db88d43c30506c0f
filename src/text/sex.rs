//! Words for men and women in statistics of the population.

use super::fold;

/// A sex, as statistics of the population count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// 男, 男性, 男子, 男児.
    Male,
    /// 女, 女性, 女子, 女児.
    Female,
}

impl Sex {
    /// The sex that a label names, where it names one and nothing else.
    #[must_use]
    pub fn named(label: &str) -> Option<Sex> {
        let label = fold(label).to_lowercase();
        match label.as_str() {
            "男" | "男性" | "男子" | "男児" | "male" | "men" | "boys" => Some(Sex::Male),
            "女" | "女性" | "女子" | "女児" | "female" | "women" | "girls" => Some(Sex::Female),
            _ => None,
        }
    }
}
