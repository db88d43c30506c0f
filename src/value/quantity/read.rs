//! Reading a quantity: notes are taken out, then what is left is an absence, a direction, an amount or words.

use super::amount::{FormUnit, Reading, split_per};
use super::unit::{like_units, same_unit};
use super::{Absence, Amount, Direction, Meaning, Quantity};
use crate::text::Decimal;
use crate::text::fold::{fold, fold_char};

/// Between several notes of one quantity.
pub(super) const NOTE_SEPARATOR: char = '、';

const THEN: &[&str] = &[
    "対前年度比",
    "対前年度",
    "対前年比",
    "対前年",
    "前年度比",
    "前年度",
    "前年比",
    "前年",
    "昨年度",
    "昨年",
    "前回",
    "今年度",
    "現状値",
    "現状",
    "現在",
];
const WAYS: &[(&str, Direction)] = &[
    ("増", Direction::Increase),
    ("増加", Direction::Increase),
    ("増やす", Direction::Increase),
    ("増員", Direction::Increase),
    ("拡大", Direction::Increase),
    ("向上", Direction::Increase),
    ("上昇", Direction::Increase),
    ("減", Direction::Decrease),
    ("減少", Direction::Decrease),
    ("減らす", Direction::Decrease),
    ("削減", Direction::Decrease),
    ("低下", Direction::Decrease),
    ("縮小", Direction::Decrease),
    ("短縮", Direction::Decrease),
    ("維持", Direction::Keep),
    ("並み", Direction::Keep),
    ("並", Direction::Keep),
    ("同", Direction::Keep),
    ("同数", Direction::Keep),
    ("同程度", Direction::Keep),
    ("同様", Direction::Keep),
    ("横ばい", Direction::Keep),
];

/// Signs before a number that have another spelling, and that spelling; zero for one that only zero has.
const SIGNS: &[(&str, Option<char>)] =
    &[("マイナス", Some('△')), ("プラス", Some('+')), ("±", Some('0')), ("¥", None), ("\\", None)];

/// Whether a text is a number with a sign, and nothing before it.
fn is_signed(text: &str) -> bool {
    let text = fold(text);
    let mut chars = text.chars();
    chars.next().is_some_and(|sign| matches!(sign, '-' | '△' | '▲' | '+' | '±'))
        && chars.find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit())
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '△' | '▲' | '+')
}

pub(super) fn read(text: &str, form_unit: Option<&str>) -> Quantity {
    if text.trim().is_empty() {
        let unit = form_unit.map(Into::into);
        return Quantity {
            unit,
            meaning: Meaning::Absent(Absence::Blank),
            written: text.to_owned(),
            ..Quantity::unanswered()
        };
    }
    let (form_unit, form_per) = split_per(form_unit.unwrap_or_default());
    let (core, notes) = Core::of(text).unwrap_or_default();
    let Reading { meaning, unit, unwritten, per, label } = core.read(&form_unit, form_per.as_deref());
    // A sentence keeps its brackets: they are not the circumstances of a number.
    let note = (meaning != Meaning::Words && !notes.is_empty()).then(|| notes.join(&NOTE_SEPARATOR.to_string()));
    // The form asks 回／年, so 3回 is 3 a year; 3日 is not. Its own spelling of the unit is that of all its figures: か所 of ３ヶ所.
    let asked = unit.as_deref().is_none_or(|unit| same_unit(unit, &form_unit));
    Quantity {
        written: text.to_owned(),
        meaning,
        per: per.or(form_per.filter(|_| asked)).map(Into::into),
        // In the form's own spelling.
        unwritten: unwritten
            .map(|unit_written| if unit_written == fold(&form_unit) { form_unit.clone() } else { unit_written })
            .map(Into::into),
        unit: unit.filter(|_| !asked).or(Some(form_unit).filter(|unit| !unit.is_empty())).map(Into::into),
        label: label.map(Into::into),
        note: note.map(Into::into),
    }
}

/// The text outside brackets: every character as written and folded, without white space except between digits.
#[derive(Default)]
struct Core {
    written: Vec<char>,
    folded: Vec<char>,
    /// Whether the sign of money stands before the number: ¥12,345.
    yen: bool,
}

impl Core {
    /// Takes the notes out of a text; nothing when its brackets do not match.
    fn of(text: &str) -> Option<(Core, Vec<String>)> {
        let (mut core, mut notes, mut note, mut depth) = (Core::default(), Vec::new(), String::new(), 0_usize);
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            match fold_char(c) {
                '(' => {
                    depth += 1;
                    if depth > 1 {
                        note.push(c);
                    }
                }
                ')' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        notes.push(std::mem::take(&mut note));
                    } else {
                        note.push(c);
                    }
                }
                '※' if depth == 0 => {
                    notes.push(rest.as_str().to_owned());
                    break;
                }
                _ if depth > 0 => note.push(c),
                folded => {
                    core.written.push(c);
                    core.folded.push(folded);
                }
            }
        }
        // (+238) and （△1,554） are no remarks: their signs say what the brackets only frame.
        if let ([only], true) = (notes.as_slice(), core.folded.iter().all(|c| c.is_whitespace()))
            && depth == 0
            && is_signed(only)
        {
            core = Core { written: only.chars().collect(), folded: only.chars().map(fold_char).collect(), yen: false };
            notes.clear();
        }
        let notes = notes.iter().map(|note| note.trim().to_owned()).filter(|note| !note.is_empty()).collect();
        (depth == 0).then(|| (core.without_spaces().with_plain_signs(), notes))
    }

    fn read(&self, form_unit: &str, form_per: Option<&str>) -> Reading {
        let unit_written: String = self.folded.iter().collect();
        let unit = fold(form_unit);
        // －件: the form prints the unit behind every cell.
        let bare = unit_written.strip_suffix(unit.as_str()).filter(|bare| !bare.is_empty()).unwrap_or(&unit_written);
        // ** is a sign of tables; **人 waits for its number.
        let stands_for_digits = bare.len() < unit_written.len() && bare.chars().all(|c| c == '*');
        // Only brackets and nothing before them is a remark, not an empty cell.
        if let Some(absence) = Absence::parse(bare)
            .or_else(|| Absence::of_number(bare))
            .filter(|_| !unit_written.is_empty() && !stands_for_digits)
        {
            return Reading::of(Meaning::Absent(absence));
        }
        if matches!(bare, "ゼロ" | "零") {
            return Reading::of(Meaning::Amount(Amount::Exact(Decimal::default())));
        }
        if let Some(direction) = direction(&unit_written) {
            return Reading::of(Meaning::Direction(direction));
        }
        if let Some(reading) = Reading::absence(&self.written, &self.folded) {
            return reading;
        }
        let per = form_per.map(fold);
        let form = FormUnit { unit: &unit, per: per.as_deref() };
        let mut reading = Reading::amount(&self.written, &self.folded, &form);
        if self.yen {
            reading = reading.filter(|reading| reading.unit.as_deref().is_none_or(|unit| like_units(unit, "円")));
            if let Some(reading) = &mut reading {
                reading.unit.get_or_insert_with(|| "円".to_owned());
                reading.unwritten = None;
            }
        }
        reading.unwrap_or_else(|| Reading::of(Meaning::Words))
    }

    /// Writes signs before a number in one way: マイナス5 as △5, ±0 as 0, and ¥12,345 as a number of yen.
    fn with_plain_signs(mut self) -> Core {
        for (spelling, sign) in SIGNS {
            let spelling: Vec<char> = spelling.chars().collect();
            let is_sign = |at: &usize| {
                self.folded.get(*at..).is_some_and(|rest| {
                    rest.starts_with(&spelling) && rest.get(spelling.len()).is_some_and(|c| is_of_number(*c))
                })
            };
            let Some(at) = (0..self.folded.len()).find(is_sign) else { continue };
            if *sign == Some('0') && !self.is_zero(at + spelling.len()) {
                continue;
            }
            self.yen |= spelling == ['¥'] || spelling == ['\\'];
            let sign: Vec<char> = sign.filter(|sign| *sign != '0').into_iter().collect();
            self.folded.splice(at..at + spelling.len(), sign.clone());
            self.written.splice(at..at + spelling.len(), sign);
        }
        self
    }

    /// Whether the number from here on is zero.
    fn is_zero(&self, at: usize) -> bool {
        let number = self.folded.get(at..).and_then(Decimal::scan);
        number.is_some_and(|(number, _)| number == Decimal::default())
    }

    /// Drops white space, but not between digits: 12 34 are two numbers.
    fn without_spaces(self) -> Core {
        let mut core = Core::default();
        let mut gap = false;
        for (written, folded) in self.written.into_iter().zip(self.folded) {
            if folded.is_whitespace() {
                gap = true;
                continue;
            }
            if gap && folded.is_ascii_digit() && core.folded.last().is_some_and(char::is_ascii_digit) {
                core.written.push(' ');
                core.folded.push(' ');
            }
            gap = false;
            core.written.push(written);
            core.folded.push(folded);
        }
        core
    }
}

/// 前年度増, 現状より増加, 維持: where a goal points, in nothing but such words.
fn direction(folded: &str) -> Option<Direction> {
    let text = folded.trim_end_matches('。');
    let way = THEN.iter().find_map(|then| text.strip_prefix(then)).unwrap_or(text);
    let way = ["より", "から", "と", "に", "を", "の"].iter().find_map(|word| way.strip_prefix(word)).unwrap_or(way);
    WAYS.iter().find(|(word, _)| *word == way).map(|(_, direction)| *direction)
}

/// The word of a change at the end and the way it points: 前年度比5％増 says how far from then, not what the number is.
pub(super) fn change(folded: &str) -> Option<(&'static str, Direction)> {
    let changes = WAYS.iter().filter(|(_, direction)| *direction != Direction::Keep);
    changes.copied().find(|(word, _)| folded.ends_with(word))
}
