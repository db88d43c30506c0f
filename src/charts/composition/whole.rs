//! A composition understood: how large each part is, where it lies, and what is left over.

use super::{Composition, Part};
use crate::charts::figure::{Frame, Reason, Row, Table};
use crate::charts::words;
use crate::text::number::Decimal;
use crate::value::Amount;

/// A part, understood: what it says and where it lies in the whole.
#[derive(Debug, Default)]
pub struct Segment {
    /// 1年以上
    pub label: String,
    /// 452人, or the words in the number's place.
    pub count: String,
    /// 29.5％, or nothing where there is no number.
    pub share: String,
    /// From where to where, as fractions of the whole.
    pub span: (f64, f64),
    /// Its number; none where only the rest of the whole is known.
    pub number: Option<Decimal>,
    /// What it is split into; empty where the split cannot be drawn.
    pub children: Vec<Segment>,
}

/// A composition that can be drawn.
#[derive(Debug)]
pub struct Whole {
    /// 1,530人
    pub total: String,
    /// In the form's order.
    pub segments: Vec<Segment>,
    /// What is left of the total although every part has its number.
    pub rest: Option<(f64, f64)>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

impl Whole {
    /// Understands a composition, or says why it has no shape.
    pub fn of(frame: &Frame<'_>, input: &Composition<'_>) -> Result<Self, Reason> {
        let known: Vec<Decimal> = input.parts.iter().filter_map(|part| part.quantity.number()).collect();
        if known.is_empty() {
            return Err(Reason(words::no_numbers(frame.what)));
        }
        if let Some(part) = input.parts.iter().find(|part| part.quantity.number().is_some_and(Decimal::is_negative)) {
            return Err(Reason(words::below_zero(part.label)));
        }
        let parts_sum = add_up(known.iter().copied()).ok_or_else(|| Reason(words::no_numbers(frame.what)))?;
        let missing = input.parts.iter().find(|part| part.quantity.number().is_none());
        let mut notes = Vec::new();
        let (total, total_text) = match (input.total.map(|total| (total.number(), total)), missing) {
            (Some((Some(number), total)), _) => (number, words::quantity(total, input.unit)),
            (_, None) => {
                notes.push(words::TOTAL_COMPUTED.to_owned());
                (parts_sum, words::amount(Amount::Exact(parts_sum), input.unit))
            }
            (_, Some(part)) => {
                return Err(Reason(words::no_total(part.label, &words::quantity(part.quantity, input.unit))));
            }
        };
        let rest = total.to_f64() - parts_sum.to_f64();
        if rest < 0.0 || (rest > 0.0 && missing.is_none()) {
            let sum = words::amount(Amount::Exact(parts_sum), input.unit);
            notes.push(words::sum_differs(&total_text, &sum));
        }
        let scale = total.to_f64().max(parts_sum.to_f64());
        let (segments, end) =
            Bar { unit: input.unit, scale, total: Some(total) }.cut(input.parts, 0.0, rest, &mut notes);
        let rest = (rest > 0.0 && missing.is_none()).then_some((end, 1.0));
        if scale > 0.0 {
            note_shares(input.parts, &mut notes);
        }
        Ok(Self { total: total_text, segments, rest, notes })
    }

    /// Whether the total is zero: there is nothing to show parts of.
    pub fn is_empty(&self) -> bool {
        self.rest.is_none() && self.segments.iter().all(|segment| !segment.is_seen())
    }

    /// The headline.
    pub fn finding(&self, frame: &Frame<'_>) -> String {
        match self.point() {
            Some(part) => words::composition(&part.label, &part.share, &self.total, &part.count),
            None => words::nobody(frame.what, &self.total),
        }
    }

    /// The part that the form splits further is the one it asks about; else the largest makes the finding.
    pub fn point(&self) -> Option<&Segment> {
        let known = || self.segments.iter().filter(|segment| !segment.share.is_empty());
        let size = |segment: &&Segment| segment.span.1 - segment.span.0;
        let largest = |one: &&Segment, other: &&Segment| size(one).total_cmp(&size(other));
        let split = known().filter(|segment| !segment.children.is_empty()).max_by(largest);
        split.or_else(|| known().max_by(largest))
    }

    /// The description: all figures in words.
    pub fn in_words(&self, frame: &Frame<'_>) -> String {
        let mut parts = Vec::new();
        for segment in &self.segments {
            let mut said = segment.say();
            if !segment.children.is_empty() {
                let children: Vec<String> = segment.children.iter().map(Segment::say).collect();
                said.push_str(&words::of_which(&children));
            }
            parts.push(said);
        }
        words::composition_desc(frame.what, &self.total, &parts)
    }

    /// Exactly the figures drawn.
    pub fn table(&self, frame: &Frame<'_>, unit: &str) -> Table {
        let row = |segment: &Segment| Row {
            head: segment.label.clone(),
            cells: vec![
                segment.count.clone(),
                if segment.share.is_empty() { words::NOTHING.to_owned() } else { segment.share.clone() },
            ],
        };
        let mut rows =
            vec![Row { head: words::TOTAL.to_owned(), cells: vec![self.total.clone(), words::WHOLE.to_owned()] }];
        for segment in &self.segments {
            rows.push(row(segment));
            rows.extend(segment.children.iter().map(row));
        }
        Table {
            caption: words::subtitle(frame, unit),
            head: vec![words::PART.to_owned(), words::count_head(unit), words::SHARE.to_owned()],
            rows,
        }
    }
}

/// What a bar is cut by.
struct Bar<'a> {
    unit: &'a str,
    /// What the whole length stands for.
    scale: f64,
    /// What shares are of; a split shows the shares that the sheet prints and computes none.
    total: Option<Decimal>,
}

impl Bar<'_> {
    /// Cuts parts from a bar one after the other; those without a number stand where the rest of the whole lies.
    fn cut(&self, parts: &[Part<'_>], start: f64, rest: f64, notes: &mut Vec<String>) -> (Vec<Segment>, f64) {
        let fraction = |number: f64| if self.scale > 0.0 { number / self.scale } else { 0.0 };
        let mut at = start;
        let mut gap: Option<(f64, f64)> = None;
        let segments = parts.iter().map(|part| {
            let number = part.quantity.number();
            let span = match (number, gap) {
                (Some(number), _) => (at, at + fraction(number.to_f64())),
                (None, Some(gap)) => gap,
                (None, None) => *gap.insert((at, at + fraction(rest.max(0.0)))),
            };
            at = at.max(span.1);
            self.segment(part, number, span, notes)
        });
        let segments = segments.collect();
        (segments, at)
    }

    fn segment(&self, part: &Part<'_>, number: Option<Decimal>, span: (f64, f64), notes: &mut Vec<String>) -> Segment {
        let count = words::quantity(part.quantity, self.unit);
        let share = number.and_then(|number| part.share.or_else(|| number.percent_of(self.total?, 1)));
        let mut children = Vec::new();
        let known = || part.parts.iter().filter_map(|child| child.quantity.number());
        // A split is drawn under a part that has a number, when at least one number splits it.
        if let (Some(number), Some(sum)) = (number, add_up(known()))
            && known().next().is_some()
        {
            let complete = known().count() == part.parts.len();
            let rest = number.to_f64() - sum.to_f64();
            if rest < 0.0 || (complete && rest > 0.0) {
                let sum = words::amount(Amount::Exact(sum), self.unit);
                notes.push(words::split_differs(part.label, &count, &sum));
            }
            if rest >= 0.0 {
                children = Bar { total: None, ..*self }.cut(&part.parts, span.0, rest, notes).0;
            }
        }
        Segment {
            label: part.label.to_owned(),
            count,
            share: share.map(words::share).unwrap_or_default(),
            span,
            number,
            children,
        }
    }
}

impl Segment {
    /// Whether it has a length.
    pub fn is_seen(&self) -> bool {
        self.span.0 < self.span.1
    }

    /// 452人（29.5％）, after what it is.
    pub fn say(&self) -> String {
        if self.share.is_empty() {
            format!("{}{}", self.label, self.count)
        } else {
            format!("{}{}（{}）", self.label, self.count, self.share)
        }
    }
}

fn add_up(numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut numbers = numbers;
    numbers.try_fold(Decimal::default(), Decimal::checked_add)
}

fn note_shares(parts: &[Part<'_>], notes: &mut Vec<String>) {
    let known = parts.iter().filter(|part| part.quantity.number().is_some());
    let (printed, computed): (Vec<_>, Vec<_>) = known.partition(|part| part.share.is_some());
    if !computed.is_empty() {
        let note = if printed.is_empty() { words::SHARES_COMPUTED } else { words::SHARES_PARTLY_COMPUTED };
        notes.push(note.to_owned());
    }
}
