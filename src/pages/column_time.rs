//! What most figures of a column share: it stands in the head of the column, and only what differs from it in cells.

use std::collections::BTreeMap;

use crate::text::SiteLanguage;
use crate::text::label_time::time_beside;
use crate::value::Printed;
use crate::view::View;

/// The time that most figures of a column were true at.
pub struct ColumnTime {
    time: Option<String>,
    /// The same as the theme's component of figures tells it: `as_of` and `of_both`.
    told: [View; 2],
}

impl ColumnTime {
    /// Of the numbers of a column.
    pub fn of(language: SiteLanguage, figures: &[Printed<'_>]) -> ColumnTime {
        let time = usual(figures.iter().map(|figure| figure.time(language)));
        let of_time = figures.iter().find(|figure| time.is_some() && figure.time(language) == time);
        let view = of_time.map_or(View::None, |figure| figure.view(language));
        let told = ["as_of", "of_both"].map(|key| view.get(key).cloned().unwrap_or(View::None));
        ColumnTime { time, told }
    }

    /// The head of the column tells it, unless its name does.
    pub fn tell(&self, name: &str, head: &mut View) {
        if self.is_told_by(name) {
            return;
        }
        for (key, told) in ["as_of", "of_both"].into_iter().zip(&self.told) {
            head.set(key, told.clone());
        }
    }

    /// The name of the column with its time, for cells that stand without their head.
    pub fn label(&self, language: SiteLanguage, name: &str) -> String {
        let time = self.time.as_deref().filter(|_| !self.is_told_by(name));
        name.to_owned() + &language.bracketed(time.unwrap_or_default())
    }

    fn is_told_by(&self, name: &str) -> bool {
        self.time.as_ref().is_some_and(|time| time_beside(name, time).is_none())
    }

    /// A figure of the column, without the time that its head tells.
    pub fn under<'a>(&self, language: SiteLanguage, figure: Printed<'a>) -> Printed<'a> {
        let told = self.time.is_some() && figure.time(language) == self.time;
        if told { figure.under_time() } else { figure }
    }
}

/// What most have; nothing where one has nothing, for it would be told what the others have.
pub fn usual(all: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one?).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(one, _)| one)
}
