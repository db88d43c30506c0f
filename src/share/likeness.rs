//! Which of several texts is most similar to one that was noted before they were edited.
//!
//! Texts are compared by their pairs of neighbouring characters (Sørensen and Dice). A pair counts the less the more of the
//! texts have it: rows of a table have most of their words in common, and few tell them apart.

use std::collections::HashMap;

use similar::TextDiff;

use crate::text::fold;

type Pairs = HashMap<(char, char), u32>;

/// The texts to choose from.
pub struct CandidateTexts {
    pairs_of_texts: Vec<Pairs>,
    /// In how many of the texts a pair is.
    frequency: HashMap<(char, char), u32>,
}

impl CandidateTexts {
    /// Counts the pairs of some texts.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> CandidateTexts {
        let pairs_of_texts: Vec<Pairs> = texts.into_iter().map(pairs).collect();
        let mut frequency = HashMap::new();
        for pair in pairs_of_texts.iter().flat_map(HashMap::keys) {
            *frequency.entry(*pair).or_insert(0) += 1;
        }
        CandidateTexts { pairs_of_texts, frequency }
    }

    /// The similarity of each text to `text`, from 0 for nothing in common to 1 for the same: to choose one of them by.
    pub fn similarities(&self, text: &str) -> Vec<f64> {
        let weight = |pair: &(char, char)| 1.0 / f64::from(self.frequency.get(pair).copied().unwrap_or(1));
        let wanted = pairs(text);
        let sum = |pairs: &Pairs| pairs.iter().map(|(pair, count)| weight(pair) * f64::from(*count)).sum::<f64>();
        let total = sum(&wanted);
        let similarity = |own: &Pairs| {
            let both = wanted.iter().filter_map(|(pair, count)| Some((pair, *count.min(own.get(pair)?))));
            let common: f64 = both.map(|(pair, count)| weight(pair) * f64::from(count)).sum();
            let all = total + sum(own);
            if all > 0.0 { 2.0 * common / all } else { 1.0 }
        };
        self.pairs_of_texts.iter().map(similarity).collect()
    }
}

/// The share of two texts that keeps its order when one is edited into the other, from 0 to 1: to decide whether they are
/// versions of one text at all. Pairs alone would not tell, since rows are composed of the same words.
pub fn edit_ratio(one: &str, other: &str) -> f64 {
    let bare = |text: &str| fold(text).replace(' ', "");
    f64::from(TextDiff::from_chars(bare(one).as_str(), bare(other).as_str()).ratio())
}

/// The pairs of a text with how often they are there. Spaces do not count.
fn pairs(text: &str) -> Pairs {
    let folded = fold(text);
    let characters = folded.chars().filter(|c| !c.is_whitespace());
    let mut pairs = HashMap::new();
    let mut before = '\0';
    for c in characters {
        *pairs.entry((before, c)).or_insert(0) += 1;
        before = c;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{CandidateTexts, edit_ratio};

    #[test]
    fn the_same_words_are_most_similar() {
        let rows = ["指標その一の実施件数 12件", "指標その二の実施件数 34件", "", "通院の支援"];
        let texts = CandidateTexts::new(rows);
        let best = |text: &str| {
            let similarities = texts.similarities(text);
            let best = similarities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
            (best.0, (*best.1 * 10.0).round() as i32)
        };
        for (text, at, least) in [
            (rows[0], 0, 10),
            ("指標その二の実施件数　３４件", 1, 10),
            ("指標その二の実施の件数 56件", 1, 4),
            ("", 2, 10),
            ("通院の支援と送迎", 3, 6),
        ] {
            let (found, similarity) = best(text);
            assert!(found == at && similarity >= least, "{text}: {found} {similarity}");
        }
    }

    #[test]
    fn an_edited_text_is_the_same_text() {
        for (one, other, is_same) in [
            ("", "", true),
            ("家族会と研修会を開く", "家族会と　研修会を開く", true),
            ("家族会と研修会を開く", "市の家族会と研修会を毎年開く", true),
            ("家族会と研修会を開く。病院と調査を続ける", "病院と研修会を続ける。消防署と調査を開く", false),
            ("家族会", "", false),
        ] {
            assert_eq!(edit_ratio(one, other) > 0.6, is_same, "{one} / {other}: {}", edit_ratio(one, other));
        }
    }
}
