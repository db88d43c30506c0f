//! What a sheet chose: words, a list in a line, or the boxes of the paper with one of them marked.

use crate::form::{ChoiceNames, ChoiceSettings, NamedChoice};
use crate::text::glyph::{Glyph, glyphs, near_shape};

/// The choices that an answer names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceReading {
    /// The places in the form's list, in its order.
    pub at: Vec<usize>,
    /// The words behind その他.
    pub words: Option<String>,
}

/// Why it cannot be told what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// These words are no choice.
    Unknown(String),
    /// These are chosen, where one is asked for.
    Several(Vec<usize>),
    /// There are boxes, and none is marked.
    Unmarked,
    /// The marks do not tell it.
    Unclear,
}

/// Reads what was chosen. Marks that are only taken for those of the list count where nothing else can be meant.
pub fn read(written: &str, settings: &ChoiceSettings) -> Result<ChoiceReading, Unreadable> {
    let names = settings.names();
    let text = glyphs(written);
    let exact = Reader { written, text: &text, names: &names, settings }.read();
    if !matches!(exact, Err(Unreadable::Unknown(_))) {
        return exact;
    }
    let near: Vec<Glyph> = text
        .iter()
        .flat_map(|glyph| {
            let shapes = near_shape(glyph.char).into_iter().enumerate();
            shapes.map(|(nth, char)| Glyph { char, gap: glyph.gap && nth == 0, ..*glyph })
        })
        .collect();
    let names = names.near();
    Reader { written, text: &near, names: &names, settings }.read().or(exact)
}

/// Whether a word or a mark behind the name of a choice says that it was chosen, or that it was not.
pub fn is_marked(said: &str, settings: &ChoiceSettings) -> Option<bool> {
    let yes = ["○", "◎", "■", "●", "☑", "☒", "✓", "✔", "✅", "レ", "有", "はい", "該当", "true", "yes"];
    let no = ["×", "□", "☐", "-", "無", "いいえ", "非該当", "false", "no", ""];
    let said: String = glyphs(said).iter().map(|glyph| glyph.char).collect();
    // Where the list itself has such words, they are answers.
    let known = || settings.names().choice_called(&said).is_some();
    let found = yes.contains(&said.as_str()).then_some(true).or_else(|| no.contains(&said.as_str()).then_some(false));
    found.filter(|_| !known())
}

/// What a box says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BoxMark {
    Marked,
    Unmarked,
    /// ○ marks a choice, unless it is the box that others are marked in: ○拡充 ●維持.
    Circle,
}

#[derive(Clone, Debug)]
enum ChoiceToken {
    Choice { named: NamedChoice, words: Option<String> },
    Box(BoxMark),
}

/// A token, and whether something parts it from the one before: a blank, or a separator.
#[derive(Clone, Debug)]
struct Placed {
    token: ChoiceToken,
    gap: bool,
    separated: bool,
}

impl Placed {
    fn is_box(&self) -> bool {
        matches!(self.token, ChoiceToken::Box(_))
    }
}

struct Reader<'r> {
    written: &'r str,
    text: &'r [Glyph],
    names: &'r ChoiceNames,
    settings: &'r ChoiceSettings,
}

impl Reader<'_> {
    fn read(&self) -> Result<ChoiceReading, Unreadable> {
        let tokens = self.tokens()?;
        let chosen = if tokens.iter().any(Placed::is_box) { self.marked(&tokens)? } else { self.listed(&tokens)? };
        let mut at: Vec<usize> = chosen.iter().map(|(at, _)| *at).collect();
        at.sort_unstable();
        at.dedup();
        let words = chosen.into_iter().find_map(|(_, words)| words);
        Ok(ChoiceReading { at, words })
    }

    fn rest(&self, from: usize) -> &[Glyph] {
        self.text.get(from..).unwrap_or_default()
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at).map(|glyph| glyph.char)
    }

    /// Where a glyph begins in what was written; its end for the end of the text.
    fn place(&self, at: usize) -> usize {
        self.text.get(at).map_or(self.written.len(), |glyph| glyph.at)
    }

    fn tokens(&self) -> Result<Vec<Placed>, Unreadable> {
        let mut tokens: Vec<Placed> = Vec::new();
        let (mut at, mut separated) = (0, true);
        while at < self.text.len() {
            let gap = separated || self.text.get(at).is_some_and(|glyph| glyph.gap);
            let (token, next) = if let Some((named, words, next)) = self.choice(at) {
                (ChoiceToken::Choice { named, words }, next)
            } else if let Some((mark, next)) = self.mark(at, tokens.last()) {
                (ChoiceToken::Box(mark), next)
            } else if self.char(at).is_some_and(is_separator) || separated && self.char(at) == Some('-') {
                (at, separated) = (at + 1, true);
                continue;
            } else {
                return Err(Unreadable::Unknown(self.piece(at)));
            };
            tokens.push(Placed { token, gap, separated });
            (at, separated) = (next, false);
        }
        Ok(tokens)
    }

    /// The longest name here that ends where a word ends, with the words behind その他, and where what follows begins.
    fn choice(&self, at: usize) -> Option<(NamedChoice, Option<String>, usize)> {
        self.names.beginning(self.rest(at)).find_map(|named| {
            let end = at + named.long;
            if self.settings.other_at() == Some(named.at)
                && let Some((words, next)) = self.words(end)
            {
                return Some((named, words, next));
            }
            self.ends_at(end).then_some((named, None, end))
        })
    }

    /// Whether a word that ends before this glyph is whole.
    fn ends_at(&self, at: usize) -> bool {
        let Some(glyph) = self.text.get(at) else { return true };
        glyph.gap || is_separator(glyph.char) || self.box_at(at).is_some()
    }

    /// The words that follow その他: in brackets, after a colon, or after a blank.
    fn words(&self, at: usize) -> Option<(Option<String>, usize)> {
        let next = self.text.get(at)?;
        let said = |from: usize, to: usize| {
            let words = self.written.get(self.place(from)..self.place(to)).unwrap_or_default();
            let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '＿' | '…'));
            (!words.is_empty()).then(|| words.to_owned())
        };
        if opens(next.char) {
            let mut depth = 0_usize;
            let close = self.rest(at).iter().position(|glyph| {
                depth = if opens(glyph.char) { depth + 1 } else { depth - usize::from(closes(glyph.char)) };
                depth == 0
            })?;
            let close = at + close;
            return self.ends_at(close + 1).then(|| (said(at + 1, close), close + 1));
        }
        let begin = match next.char {
            ':' | '=' => at + 1,
            char if next.gap && !is_separator(char) && self.box_at(at).is_none() && !self.is_choice(at) => at,
            _ => return None,
        };
        // They go on to the line's end, or to the next choice.
        let is_end = |place: usize| {
            let Some(char) = self.char(place) else { return true };
            char == '\n' || is_separator(char) && self.begins_another(place + 1) || self.box_at(place).is_some()
        };
        let end = (begin..=self.text.len()).find(|place| is_end(*place)).unwrap_or(self.text.len());
        Some((said(begin, end), end))
    }

    fn is_choice(&self, at: usize) -> bool {
        self.names.beginning(self.rest(at)).any(|named| self.ends_at(at + named.long))
    }

    fn begins_another(&self, at: usize) -> bool {
        self.is_choice(at) || self.box_at(at).is_some_and(|(_, next)| self.is_choice(next))
    }

    /// A box here: one character, or a mark in brackets.
    fn box_at(&self, at: usize) -> Option<(BoxMark, usize)> {
        let char = self.char(at)?;
        let mark = match char {
            '■' | '☑' | '☒' | '✓' | '✔' | '✅' | '●' | '◉' | '🗹' | '🗸' => BoxMark::Marked,
            '□' | '☐' | '▢' | '⬜' | '◻' | '☖' => BoxMark::Unmarked,
            '○' => BoxMark::Circle,
            '(' | '[' | '【' | '〔' | '<' => return self.in_brackets(at),
            _ => return None,
        };
        Some((mark, at + 1))
    }

    /// （○）, [x], 【 】.
    fn in_brackets(&self, at: usize) -> Option<(BoxMark, usize)> {
        let square = self.char(at) == Some('[');
        let (inner, second) = (self.char(at + 1)?, self.char(at + 2));
        if closes(inner) {
            return Some((BoxMark::Unmarked, at + 2));
        }
        let mark = match inner {
            '○' | '◎' | '■' | '●' | '✓' | '✔' | '☑' | 'レ' | 'v' => BoxMark::Marked,
            'x' | '×' if square => BoxMark::Marked,
            '×' | '□' | '-' => BoxMark::Unmarked,
            _ => return None,
        };
        second.is_some_and(closes).then_some((mark, at + 3))
    }

    fn mark(&self, at: usize, before: Option<&Placed>) -> Option<(BoxMark, usize)> {
        // ○ is no box where it is one of the choices.
        if self.names.beginning(self.rest(at)).any(|named| named.long == 1) {
            return None;
        }
        // A check mark is often typed as レ; as a letter it stands in words.
        if self.char(at) == Some('レ') {
            let after_choice = before.is_some_and(|before| !before.is_box()) && self.ends_at(at + 1);
            return (after_choice || self.is_choice(at + 1)).then_some((BoxMark::Marked, at + 1));
        }
        self.box_at(at)
    }

    /// What is no choice, up to where the next may begin.
    fn piece(&self, at: usize) -> String {
        let next = (at + 1..self.text.len()).find(|place| {
            let Some(char) = self.char(*place) else { return true };
            is_separator(char) || self.box_at(*place).is_some() && !matches!(char, '(' | '[' | '<')
        });
        let piece = self.written.get(self.place(at)..next.map_or(self.written.len(), |next| self.place(next)));
        piece.unwrap_or_default().trim().to_owned()
    }

    /// Choices without boxes, each parted from the next.
    fn listed(&self, tokens: &[Placed]) -> Result<Vec<(usize, Option<String>)>, Unreadable> {
        let mut chosen: Vec<(usize, Option<String>)> = Vec::new();
        let mut before_whole = true;
        for Placed { token, separated, .. } in tokens {
            let ChoiceToken::Choice { named, words } = token else { continue };
            // A mark beside the words of another choice is no list: ◎　概ね達成できた.
            let same = chosen.last().is_some_and(|(before, _)| *before == named.at);
            if !(*separated || same || named.whole && before_whole) {
                return Err(Unreadable::Unclear);
            }
            before_whole = named.whole;
            chosen.push((named.at, words.clone()));
        }
        if chosen.is_empty() { Err(Unreadable::Unknown(self.written.trim().to_owned())) } else { Ok(chosen) }
    }

    /// Choices with boxes before or behind them.
    fn marked(&self, tokens: &[Placed]) -> Result<Vec<(usize, Option<String>)>, Unreadable> {
        let mut boxed: Vec<(usize, Option<BoxMark>, Option<&String>)> = Vec::new();
        let before = boxes_stand_before(tokens).ok_or(Unreadable::Unclear)?;
        let mut open = None;
        for placed in tokens {
            match &placed.token {
                ChoiceToken::Box(mark) if before => {
                    if open.replace(*mark).is_some() {
                        return Err(Unreadable::Unclear);
                    }
                }
                ChoiceToken::Box(mark) => match boxed.last_mut() {
                    Some((_, own @ None, _)) => *own = Some(*mark),
                    _ => return Err(Unreadable::Unclear),
                },
                ChoiceToken::Choice { named, words } => boxed.push((named.at, open.take(), words.as_ref())),
            }
        }
        if open.is_some() {
            return Err(Unreadable::Unclear);
        }
        let has = |mark| boxed.iter().any(|(_, own, _)| *own == Some(mark));
        let all_listed = self
            .settings
            .choices
            .iter()
            .enumerate()
            .all(|(at, _)| self.settings.other_at() == Some(at) || boxed.iter().any(|(own, ..)| *own == at));
        let all_circles = boxed.iter().all(|(_, own, _)| *own == Some(BoxMark::Circle));
        if all_circles && all_listed && boxed.len() > 1 {
            // A form as it was printed.
            return Err(Unreadable::Unmarked);
        }
        let circle = !has(BoxMark::Marked);
        let is_chosen = |mark: Option<BoxMark>| match mark {
            Some(BoxMark::Marked) => Ok(true),
            Some(BoxMark::Unmarked) => Ok(false),
            Some(BoxMark::Circle) => Ok(circle),
            // Whoever marks one in the printed list leaves the others as they are.
            None if all_listed => Ok(false),
            None => Err(Unreadable::Unclear),
        };
        let mut chosen: Vec<(usize, Option<String>)> = Vec::new();
        let mut left: Vec<usize> = Vec::new();
        for (at, mark, words) in &boxed {
            if is_chosen(*mark)? {
                chosen.push((*at, words.cloned()));
            } else if words.is_some() {
                return Err(Unreadable::Unclear);
            } else {
                left.push(*at);
            }
        }
        if chosen.iter().any(|(at, _)| left.contains(at)) {
            return Err(Unreadable::Unclear);
        }
        if chosen.is_empty() { Err(Unreadable::Unmarked) } else { Ok(chosen) }
    }
}

/// Whether each box stands before its choice, rather than behind it; nothing where that cannot be told.
fn boxes_stand_before(tokens: &[Placed]) -> Option<bool> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    match (first.is_box(), last.is_box()) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        (true, true) => return None,
        (false, false) => {}
    }
    let near = tokens.windows(3).filter_map(|window| match window {
        [_, middle, after] if middle.is_box() => Some((middle.gap, after.gap)),
        _ => None,
    });
    let near: Vec<(bool, bool)> = near.collect();
    let all = |wanted: (bool, bool)| near.iter().all(|gaps| *gaps == wanted);
    if all((true, false)) {
        Some(true)
    } else if all((false, true)) {
        Some(false)
    } else {
        None
    }
}

/// What stands between the items of a line.
fn is_separator(char: char) -> bool {
    matches!(char, '\n' | '、' | '。' | ',' | '・' | '/' | ';' | '|' | '*')
}

fn opens(char: char) -> bool {
    matches!(char, '(' | '[' | '【' | '〔' | '<')
}

fn closes(char: char) -> bool {
    matches!(char, ')' | ']' | '】' | '〕' | '>')
}
