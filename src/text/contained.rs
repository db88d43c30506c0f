//! Which of many words stand somewhere in a text.

use aho_corasick::AhoCorasick;

/// Up to so many words are searched for one by one, which needs no automaton to be built.
const FEW: usize = 8;

/// Says of each word whether one of the texts contains it. However many words there are, every text is read once.
#[must_use]
pub fn contained(words: &[&str], texts: &[&str]) -> Vec<bool> {
    let automaton = if words.len() > FEW { AhoCorasick::new(words).ok() } else { None };
    let Some(automaton) = automaton else {
        return words.iter().map(|word| texts.iter().any(|text| text.contains(word))).collect();
    };
    let mut found = vec![false; words.len()];
    for text in texts {
        for word in automaton.find_overlapping_iter(text) {
            if let Some(found) = found.get_mut(word.pattern().as_usize()) {
                *found = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_and_many_are_found_alike() {
        let texts = ["住まいの確保とピアサポート", "会議"];
        let words =
            ["住まい", "住まいの確保", "ピアサポーター", "会議", "確保とピア", "保健", "議", "住", "ピア", "との"];
        let found: Vec<bool> = words.iter().map(|word| contained(&[word], &texts) == [true]).collect();
        assert_eq!(contained(&words, &texts), found);
        assert_eq!(found, [true, true, false, true, true, false, true, true, true, false]);
    }
}
