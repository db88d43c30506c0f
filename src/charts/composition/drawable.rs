//! A composition understood: how large each part is, where it lies, and what is left over.

use super::{ChartPart, CompositionChart};
use crate::charts::figure::{ChartRow, ChartTable, Reason};
use crate::charts::frame::ChartFrame;
use crate::charts::words;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::value::{Amount, Meaning, Quantity};

/// A part, understood: what it says and where it lies in the whole.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// The form's words for the part: 1年以上
    pub label: String,
    /// 452人, or the words in the number's place.
    pub count: String,
    /// 29.5％, or nothing where there is no number.
    pub share: String,
    /// From where to where, as fractions of the whole.
    pub span: (f64, f64),
    /// Its number; none where only the rest of the whole is known.
    pub number: Option<Decimal>,
    /// Whether its number is only about right.
    pub about: bool,
    /// Whether the form names it as the part for the headline.
    pub headline: bool,
    /// What it is split into; empty where the split cannot be drawn.
    pub children: Vec<Segment>,
    /// What it is split into where that cannot be drawn: the table and the words still have it.
    pub undrawn: Vec<Segment>,
}

/// A composition that can be drawn.
#[derive(Clone, Debug)]
pub struct DrawableComposition {
    language: SiteLanguage,
    /// What the whole bar stands for, as a number; only about right where the sheet says 約.
    size: (Decimal, bool),
    /// What the whole bar stands for: 1,530人.
    pub total: String,
    /// The sheet's total, where the parts exceed it.
    pub printed: Option<String>,
    /// In the form's order.
    pub segments: Vec<Segment>,
    /// What is left of the total although every part has its number.
    pub rest: Option<(f64, f64)>,
    /// What a reader must know.
    pub notes: Vec<String>,
}

impl DrawableComposition {
    /// Understands a composition, or says why it has no shape.
    pub fn of(frame: &ChartFrame<'_>, input: &CompositionChart<'_>) -> Result<Self, Reason> {
        let language = frame.language;
        let known: Vec<Decimal> = input.parts.iter().filter_map(|part| part.quantity.number()).collect();
        if known.is_empty() {
            return Err(Reason(words::no_numbers(language, frame.what)));
        }
        if let Some(part) = input.parts.iter().find(|part| part.quantity.number().is_some_and(Decimal::is_negative)) {
            return Err(Reason(words::below_zero(language, part.label)));
        }
        let sum = add_up(known.iter().copied()).ok_or_else(|| Reason(words::no_numbers(language, frame.what)))?;
        let missing = input.parts.iter().find(|part| part.quantity.number().is_none());
        let printed = input.total.filter(|total| total.number().is_some());
        let mut notes = Vec::new();
        let total = match (printed.and_then(Quantity::number), missing) {
            (Some(total), _) => total,
            (None, None) => {
                notes.push(words::TOTAL_COMPUTED.in_language(language).to_owned());
                sum
            }
            (None, Some(part)) => {
                let word = words::quantity(language, part.quantity, input.unit);
                return Err(Reason(words::no_total(language, part.label, &word)));
            }
        };
        let sum_text = words::amount(language, Amount::Exact(sum), input.unit);
        let total_text = printed.map_or_else(|| sum_text.clone(), |total| words::quantity(language, total, input.unit));
        if total < sum || (sum < total && missing.is_none()) {
            notes.push(words::sum_differs(language, &total_text, &sum_text));
        }
        // Parts of more than the whole are shown as parts of their sum, so that no bar is longer than it says.
        let (whole, whole_text, printed) =
            if total < sum { (sum, sum_text, Some(total_text)) } else { (total, total_text, None) };
        let about = matches!(input.total.map(|total| &total.meaning), Some(Meaning::Amount(Amount::About(_))));
        let bar = BarMeasure { language, unit: input.unit, scale: whole.to_f64(), whole: Some(whole), about };
        let rest = whole.checked_sub(sum).map_or(0.0, Decimal::to_f64);
        let (segments, end) = bar.cut(input.parts, 0.0, rest, &mut notes);
        let rest = (rest > 0.0 && missing.is_none()).then_some((end, 1.0));
        if bar.scale > 0.0 {
            note_shares(language, input.parts, &mut notes);
        }
        Ok(Self { language, size: (whole, about), total: whole_text, printed, segments, rest, notes })
    }

    /// Whether the total is zero: there is nothing to show parts of.
    pub fn is_empty(&self) -> bool {
        self.rest.is_none() && self.segments.iter().all(|segment| !segment.has_length())
    }

    /// The headline: the share of the part that matters most, or that the total is zero.
    pub fn finding(&self, frame: &ChartFrame<'_>) -> String {
        let language = frame.language;
        let finding = match self.headline_part() {
            Some(part) => words::composition(language, &part.label, &part.share, &self.total, &part.count),
            None => words::nobody(language, frame.what, &self.total),
        };
        finding + &words::brackets(language, &[frame.scope])
    }

    /// The part that the form names; else the part that the form splits further, which is the one it asks about; else the
    /// largest. Of several the largest, and of parts as large the first.
    pub fn headline_part(&self) -> Option<&Segment> {
        let known = || self.segments.iter().filter(|segment| !segment.share.is_empty());
        let size = |segment: &&Segment| segment.span.1 - segment.span.0;
        // `max_by` gives the last of equals.
        let largest = |one: &(usize, &Segment), other: &(usize, &Segment)| {
            size(&one.1).total_cmp(&size(&other.1)).then(other.0.cmp(&one.0))
        };
        let named = known().find(|segment| segment.headline);
        let split = || known().filter(|segment| !segment.children.is_empty()).enumerate().max_by(largest);
        named.or_else(|| split().or_else(|| known().enumerate().max_by(largest)).map(|(_, segment)| segment))
    }

    /// The composition with all but these parts put together at the end; without a number where one of them has none.
    pub fn grouped(&self, is_own: &dyn Fn(&Segment) -> bool, name: &str, unit: &str) -> DrawableComposition {
        let language = self.language;
        let long = |segment: &Segment| segment.span.1 - segment.span.0;
        let (own, others): (Vec<&Segment>, Vec<&Segment>) = self.segments.iter().partition(|segment| is_own(segment));
        let numbers: Option<Vec<Decimal>> = others.iter().map(|segment| segment.number).collect();
        let sum = numbers.and_then(|numbers| add_up(numbers.into_iter()));
        let wide: f64 = others.iter().filter(|segment| segment.number.is_some()).map(|segment| long(segment)).sum();
        let mut segments: Vec<Segment> = own.into_iter().cloned().collect();
        if !others.is_empty() {
            let (whole, about) = self.size;
            let about = about || others.iter().any(|segment| segment.about);
            let amount =
                |sum| words::amount(language, if about { Amount::About(sum) } else { Amount::Exact(sum) }, unit);
            let share = sum.and_then(|sum| sum.percent_of(whole, 1));
            segments.push(Segment {
                label: name.to_owned(),
                count: sum.map_or_else(|| words::PARTLY_UNKNOWN.in_language(language).to_owned(), amount),
                share: share.map(|share| words::computed_share(language, share, about)).unwrap_or_default(),
                span: (0.0, wide),
                number: sum,
                ..Segment::default()
            });
        }
        // All that has no number stands where the rest of the whole lies.
        let missing = self.segments.iter().find(|segment| segment.number.is_none()).map_or(0.0, long);
        let gap = missing + if sum.is_none() { wide } else { 0.0 };
        let (mut at, mut left_over) = (0.0, None);
        for segment in &mut segments {
            segment.span = match segment.number {
                Some(_) => (at, at + long(segment)),
                None => *left_over.get_or_insert((at, at + gap)),
            };
            at = f64::max(at, segment.span.1);
        }
        DrawableComposition { rest: self.rest.map(|(from, to)| (at, at + to - from)), segments, ..self.clone() }
    }

    /// The description: all figures in words.
    pub fn description(&self, frame: &ChartFrame<'_>, apart: bool) -> String {
        let language = frame.language;
        let parts: Vec<String> = self.segments.iter().map(|segment| segment.full_text(language)).collect();
        words::composition_desc(language, frame.what, &self.total, &parts, apart)
    }

    /// Exactly the figures drawn.
    pub fn table(&self, frame: &ChartFrame<'_>, unit: &str) -> ChartTable {
        let language = frame.language;
        let row = |segment: &Segment| ChartRow {
            head: segment.label.clone(),
            cells: vec![
                words::cell(language, &segment.count, unit),
                if segment.share.is_empty() {
                    words::NOTHING.in_language(language).to_owned()
                } else {
                    words::cell(language, &segment.share, "％")
                },
            ],
        };
        let whole = |head: &str| ChartRow {
            head: head.to_owned(),
            cells: vec![words::cell(language, &self.total, unit), words::WHOLE.to_owned()],
        };
        let mut rows = match &self.printed {
            None => vec![whole(words::TOTAL.in_language(language))],
            Some(printed) => {
                let cells = vec![words::cell(language, printed, unit), words::NOTHING.in_language(language).to_owned()];
                vec![
                    ChartRow { head: words::TOTAL.in_language(language).to_owned(), cells },
                    whole(words::SUM.in_language(language)),
                ]
            }
        };
        rows.extend(self.segments.iter().flat_map(Segment::with_descendants).map(row));
        ChartTable {
            caption: words::subtitle(frame, unit),
            head: vec![
                words::PART.in_language(language).to_owned(),
                words::head(language, words::COUNT.in_language(language), unit),
                words::SHARE.in_language(language).to_owned(),
            ],
            rows,
        }
    }
}

/// What a bar is cut by.
struct BarMeasure<'a> {
    language: SiteLanguage,
    unit: &'a str,
    /// What the whole length stands for.
    scale: f64,
    /// What shares are of; a split shows the shares that the sheet prints and computes none.
    whole: Option<Decimal>,
    /// Whether that is only about right.
    about: bool,
}

impl BarMeasure<'_> {
    /// Cuts parts from a bar one after the other; those without a number stand where the rest of the whole lies.
    fn cut(&self, parts: &[ChartPart<'_>], start: f64, rest: f64, notes: &mut Vec<String>) -> (Vec<Segment>, f64) {
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
            self.segment(part, span, notes)
        });
        let segments = segments.collect();
        (segments, at)
    }

    /// Parts that have no place in a bar.
    fn list(&self, parts: &[ChartPart<'_>]) -> Vec<Segment> {
        let one = |part: &ChartPart<'_>| Segment {
            label: part.label.to_owned(),
            count: words::quantity(self.language, part.quantity, self.unit),
            share: self.printed_share(part).unwrap_or_default(),
            undrawn: self.list(&part.parts),
            ..Segment::default()
        };
        parts.iter().map(one).collect()
    }

    /// The share that the sheet prints, of a part that has a number.
    fn printed_share(&self, part: &ChartPart<'_>) -> Option<String> {
        part.quantity.number().and(part.share).map(|share| words::share(self.language, share))
    }

    fn segment(&self, part: &ChartPart<'_>, span: (f64, f64), notes: &mut Vec<String>) -> Segment {
        let number = part.quantity.number();
        let count = words::quantity(self.language, part.quantity, self.unit);
        let about = matches!(part.quantity.meaning, Meaning::Amount(Amount::About(_)));
        let computed = || {
            number?
                .percent_of(self.whole?, 1)
                .map(|share| words::computed_share(self.language, share, self.about || about))
        };
        let share = self.printed_share(part).or_else(computed).unwrap_or_default();
        let mut children = Vec::new();
        let known = || part.parts.iter().filter_map(|child| child.quantity.number());
        // A split is drawn under a part that has a number, when at least one number splits it.
        if let (Some(number), Some(sum)) = (number, add_up(known()))
            && known().next().is_some()
            && !known().any(Decimal::is_negative)
        {
            let complete = known().count() == part.parts.len();
            if number < sum || (complete && sum < number) {
                let sum_text = words::amount(self.language, Amount::Exact(sum), self.unit);
                notes.push(words::split_differs(self.language, part.label, &count, &sum_text));
            }
            if let Some(rest) = number.checked_sub(sum).filter(|rest| !rest.is_negative()) {
                children = BarMeasure { whole: None, ..*self }.cut(&part.parts, span.0, rest.to_f64(), notes).0;
            }
        }
        let undrawn = if children.is_empty() { self.list(&part.parts) } else { Vec::new() };
        let label = part.label.to_owned();
        Segment { label, count, share, span, number, about, headline: part.headline, children, undrawn }
    }
}

impl Segment {
    /// Whether it has a length.
    pub fn has_length(&self) -> bool {
        self.span.0 < self.span.1
    }

    /// This and all that it is split into, in the form's order.
    fn with_descendants(&self) -> Vec<&Segment> {
        let below = self.children.iter().chain(&self.undrawn).flat_map(Segment::with_descendants);
        std::iter::once(self).chain(below).collect()
    }

    /// Label, number and share, with those of all its parts in brackets: １年以上734人（うち６５歳以上445人、…）.
    fn full_text(&self, language: SiteLanguage) -> String {
        let below = self.children.iter().chain(&self.undrawn).map(|segment| segment.full_text(language));
        let below: Vec<String> = below.collect();
        if below.is_empty() {
            self.labelled_text(language)
        } else {
            self.labelled_text(language) + &words::of_which(language, &below)
        }
    }

    /// The number with its share in brackets: 452人（29.5％）
    pub fn figure_text(&self, language: SiteLanguage) -> String {
        self.count.clone() + &language.bracketed(&self.share)
    }

    /// Label, number and share: １年以上734人（48.0％）.
    pub fn labelled_text(&self, language: SiteLanguage) -> String {
        language.named(&self.label, &self.figure_text(language))
    }
}

fn add_up(numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut numbers = numbers;
    numbers.try_fold(Decimal::default(), Decimal::checked_add)
}

fn note_shares(language: SiteLanguage, parts: &[ChartPart<'_>], notes: &mut Vec<String>) {
    let known = parts.iter().filter(|part| part.quantity.number().is_some());
    let (printed, computed): (Vec<_>, Vec<_>) = known.partition(|part| part.share.is_some());
    if !computed.is_empty() {
        let note = if printed.is_empty() { words::SHARES_COMPUTED } else { words::SHARES_PARTLY_COMPUTED };
        notes.push(note.in_language(language).to_owned());
    }
}
