//! Which of several words is meant: the one that is written, marked, or encircled.

use crate::form::Field;
use crate::text::fold;

use super::answers::{BLANK, Finder};
use super::board::LabelHit;
use super::labels::letters;
use super::received::DrawnOval;
use super::walk::{FoundText, WantedAnswer};

/// Signs that people put beside what they choose.
const CHOSEN: [char; 12] = ['○', '〇', '◯', '●', '■', '☑', '☒', '✓', '✔', 'レ', '◎', '✅'];
/// Signs of what is not chosen.
const NOT_CHOSEN: [char; 4] = ['□', '☐', '▢', '◻'];

impl Finder<'_, '_> {
    /// The word that answers a field of presence or of choices, given the unit of counts beside it.
    pub fn chosen(&self, hit: &LabelHit, field: &Field, unit: Option<&str>) -> Option<FoundText> {
        let words = words(field);
        if !hit.is_whole() {
            return self.board.answer(hit, WantedAnswer::Words, None);
        }
        let right = self.board.right_of(hit, 0);
        let written: Vec<usize> =
            right.iter().copied().filter(|at| self.board.cell(*at).is_some_and(|cell| !cell.is_blank())).collect();
        let word_of = |at: &usize| {
            let text = letters(&self.board.cell(*at)?.lines.join(" "));
            words.iter().position(|word| *word == text)
        };
        let alternatives: Vec<(usize, usize)> = written.iter().filter_map(|at| Some((*at, word_of(at)?))).collect();
        if alternatives.len() > 1 {
            return Some(self.of_cells(&written, &alternatives, &words));
        }
        let Some(first) = written.first().copied() else {
            let found = self.board.answer(hit, WantedAnswer::Words, None)?;
            return Some(self.of_one(found, &words));
        };
        let mut found = self.board.in_row(&[first], WantedAnswer::Words, None)?;
        found = self.of_one(found, &words);
        // Further boxes to tick stand beside the first.
        let is_ticked = |text: &str| text.contains(CHOSEN) || text.contains(NOT_CHOSEN);
        for at in written.iter().skip(1) {
            let Some(text) = self.board.cell(*at).map(|cell| cell.lines.join(" ")) else { continue };
            if field.kind.choice().is_some() && is_ticked(&text) && is_ticked(&found.line()) {
                found.lines.push(text);
                found.made_of.push((*at, 0..usize::MAX));
            } else if let Some(count) = unit.and_then(|unit| counted(&text, unit)) {
                // 有 with 1／1 か所／障害圏域数 beside it.
                let word = found.line();
                found.lines = vec![format!("{word} {count}")];
                found.made_of.push((*at, 0..usize::MAX));
            } else if unit.is_some_and(|unit| letters(unit) == letters(&text)) {
                found.made_of.push((*at, 0..usize::MAX));
            }
        }
        Some(found)
    }

    /// One cell with all words in it, or with the one that is meant.
    fn of_one(&self, mut found: FoundText, words: &[String]) -> FoundText {
        let text = found.line();
        let own = letters(&text);
        let all: Vec<&String> = words.iter().filter(|word| own.contains(word.as_str())).collect();
        let is_only_list =
            all.len() > 1 && own.chars().count() == all.iter().map(|word| word.chars().count()).sum::<usize>();
        if text.contains(CHOSEN) || text.contains(NOT_CHOSEN) || !is_only_list {
            return found;
        }
        let cell = found.cell.and_then(|at| self.board.cell(at)).and_then(|cell| cell.area);
        let oval = cell.and_then(|area| {
            let inside = |oval: &&DrawnOval| oval.area.surface == area.surface && area.holds(oval.area.middle());
            let oval = self.board.received.ovals.iter().find(inside)?;
            Some((oval.area.middle().0 - area.left, area.right - area.left))
        });
        match oval {
            Some((at, width)) if width > 0 => {
                // The words stand side by side, in the middle of their cell.
                let mut order: Vec<(usize, &String)> =
                    all.iter().filter_map(|word| Some((own.find(word.as_str())?, *word))).collect();
                order.sort_unstable();
                let count = i64::try_from(order.len()).unwrap_or(1);
                let number = usize::try_from((at * count / width).clamp(0, count - 1)).unwrap_or(0);
                let word = order.get(number).map(|(_, word)| (*word).clone()).unwrap_or_default();
                found.doubts.push(format!("「{text}」に描かれた楕円の位置から「{word}」と読みました"));
                found.lines = vec![word];
            }
            _ => {
                found.doubts.push(format!("「{text}」のどれにも印がありません"));
                found.lines = vec![BLANK.to_owned()];
            }
        }
        found
    }

    /// A cell for each word.
    fn of_cells(&self, written: &[usize], alternatives: &[(usize, usize)], words: &[String]) -> FoundText {
        let mut found =
            FoundText { made_of: written.iter().map(|at| (*at, 0..usize::MAX)).collect(), ..FoundText::default() };
        let texts: Vec<String> =
            alternatives.iter().filter_map(|(at, _)| self.board.cell(*at)).map(|cell| cell.lines.join(" ")).collect();
        let ticked = texts.iter().any(|text| text.contains(CHOSEN) || text.contains(NOT_CHOSEN));
        let first = alternatives.first().and_then(|(at, _)| self.board.cell(*at));
        found.address = first.map(|cell| cell.address.clone()).unwrap_or_default();
        if ticked {
            // A box stands beside each word, in its cell.
            found.lines = vec![texts.join(" ")];
            return found;
        }
        let encircled = alternatives.iter().filter(|(at, _)| {
            let area = self.board.cell(*at).and_then(|cell| cell.area);
            area.is_some_and(|area| {
                let mut ovals = self.board.received.ovals.iter();
                ovals.any(|oval| oval.area.surface == area.surface && area.holds(oval.area.middle()))
            })
        });
        let mut chosen: Vec<&(usize, usize)> = encircled.collect();
        if chosen.is_empty() {
            // A sign stands before its word everywhere, or behind it everywhere: the first cell tells.
            let is_sign = |at: &usize| {
                self.board.cell(*at).is_some_and(|cell| {
                    let text = fold(&cell.lines.join(""));
                    text.chars().count() == 1 && text.chars().all(|c| CHOSEN.contains(&c))
                })
            };
            let begins = written.first().is_some_and(is_sign);
            let beside = |at: usize| {
                let place = written.iter().position(|own| *own == at)?;
                if begins { place.checked_sub(1) } else { Some(place + 1) }.and_then(|place| written.get(place))
            };
            chosen = alternatives.iter().filter(|(at, _)| beside(*at).is_some_and(is_sign)).collect();
        }
        if chosen.is_empty() {
            found.doubts.push("並んだ言葉のどれにも印がありません".to_owned());
            found.lines = vec![BLANK.to_owned()];
        } else {
            found.doubts.push("印の位置から読みました".to_owned());
            let chosen: Vec<&str> =
                chosen.iter().filter_map(|(_, word)| words.get(*word).map(String::as_str)).collect();
            found.lines = vec![chosen.join("、")];
        }
        found
    }
}

/// The letters of what may be answered.
fn words(field: &Field) -> Vec<String> {
    if let Some(asked) = field.kind.choice() {
        return asked.choices.iter().map(|choice| letters(&choice.label)).collect();
    }
    let asked = field.kind.presence();
    let own = asked.into_iter().flat_map(|asked| [letters(asked.yes_word()), letters(asked.no_word())]);
    own.filter(|word| !word.is_empty()).collect()
}

/// The count before a unit: 1／1 of `1／1　か所／障害圏域数`.
fn counted(text: &str, unit: &str) -> Option<String> {
    let text = text.trim();
    let (own, wanted) = (letters(text), letters(unit));
    let count = own.strip_suffix(&wanted)?;
    let end = text.char_indices().scan(0, |seen, (at, c)| {
        *seen += letters(&c.to_string()).chars().count();
        Some((at + c.len_utf8(), *seen))
    });
    let end = end.filter(|(_, seen)| *seen == count.chars().count()).map(|(end, _)| end).next()?;
    let count = text.get(..end)?.trim();
    count.chars().any(char::is_numeric).then(|| count.to_owned())
}
