//! Judging the relations of a form: of each value whether it stands to others as the form says.
//!
//! There are three answers, as in VTL and in the ESS validation report: a relation holds, it is broken, or it cannot be judged,
//! because a value is not there, is of another area or time, or is counted in something else.

mod values;
mod words;

use crate::form::{Better, Comparison, Operand, Relation, ValueElsewhere, ValuePath};
use crate::model::Document;
use crate::text::Decimal;
use crate::text::glyph::{glyphs, letters};
use crate::text::number::DecimalSum;
use crate::value::Quantity;

use super::agreement::{SumRange, exceeds, other_ratio};

pub use values::{DocumentValue, DocumentValues, values};
pub use words::{broken_words, rule_words};

/// What came of judging one value.
#[derive(Debug)]
pub enum Judgement<'a> {
    /// The values stand to each other as the form says.
    Holds,
    /// The values do not stand so; what disagrees.
    Broken(Box<Broken<'a>>),
    /// Nobody can say it.
    NotJudged,
}

/// A relation that does not hold.
#[derive(Debug)]
pub struct Broken<'a> {
    /// The value that is looked at.
    pub value: DocumentValue<'a>,
    /// What it is compared with.
    pub others: Vec<DocumentValue<'a>>,
    /// How they disagree, with the figures that show it.
    pub disagreement: Disagreement,
}

/// How values disagree; figures as a reader is shown them, with their unit.
#[derive(Debug)]
pub enum Disagreement {
    /// What the others come to, and how far that is from the value.
    Amount(String, String),
    /// The value is more than it may be.
    Above(String),
    /// The value is less than it may be.
    Below(String),
    /// The figure asks for another word.
    Grade(String),
    /// The other value is another word.
    Words(String),
}

/// How often a relation holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many values stand to others as the form says.
    pub holds: usize,
    /// How many do not.
    pub broken: usize,
    /// How many cannot be judged.
    pub not_judged: usize,
}

impl Tally {
    fn of(outcomes: &[Judgement<'_>]) -> Tally {
        let mut tally = Tally::default();
        for outcome in outcomes {
            match outcome {
                Judgement::Holds => tally.holds += 1,
                Judgement::Broken(_) => tally.broken += 1,
                Judgement::NotJudged => tally.not_judged += 1,
            }
        }
        tally
    }

    /// The same as numbers, in their order.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let Tally { holds, broken, not_judged } = *self;
        [holds, broken, not_judged]
    }

    /// A tally of these numbers.
    #[must_use]
    pub fn from_counts([holds, broken, not_judged]: [usize; 3]) -> Tally {
        Tally { holds, broken, not_judged }
    }

    /// The counts of two tallies together.
    #[must_use]
    pub fn and(self, other: Tally) -> Tally {
        Tally {
            holds: self.holds + other.holds,
            broken: self.broken + other.broken,
            not_judged: self.not_judged + other.not_judged,
        }
    }
}

/// A document with that of the year before and those of other forms and places, in which values are found.
pub struct RelatedDocuments<'a> {
    document: &'a Document,
    here: DocumentValues<'a>,
    last_year: Option<DocumentValues<'a>>,
    elsewhere: Vec<(&'a ValueElsewhere, Vec<DocumentValues<'a>>)>,
}

impl<'a> RelatedDocuments<'a> {
    /// `previous` is an earlier document of the place; one of another year than the last is none here. `elsewhere` finds the
    /// documents in which a value of another form or place is.
    #[must_use]
    pub fn new(
        document: &'a Document,
        previous: Option<&'a Document>,
        elsewhere: impl Fn(&ValueElsewhere) -> Vec<&'a Document>,
    ) -> RelatedDocuments<'a> {
        let last_year = previous.filter(|previous| previous.year + 1 == document.year);
        let others = document.form.relations.iter().flat_map(Relation::elsewhere);
        let elsewhere = others.map(|other| (other, elsewhere(other).into_iter().map(DocumentValues::new).collect()));
        RelatedDocuments {
            document,
            here: DocumentValues::new(document),
            last_year: last_year.map(DocumentValues::new),
            elsewhere: elsewhere.collect(),
        }
    }

    /// Judges a relation of the document's form for each value that it looks at, in their order.
    #[must_use]
    pub fn judge(&self, relation: &Relation) -> Vec<Judgement<'a>> {
        let mut outcomes = Vec::new();
        for of in &relation.of {
            let before = outcomes.len();
            for value in self.here.at(of, &relation.except) {
                outcomes.push(self.judge_one(relation, of, value));
            }
            // What the sheet does not mention cannot be judged; rows that nobody has need not be.
            if outcomes.len() == before && !of.inside().iter().any(|step| ValuePath::is_each(step)) {
                outcomes.push(Judgement::NotJudged);
            }
        }
        outcomes
    }

    /// The pairs of values that a relation says to be the same, and that are.
    #[must_use]
    pub fn equal(&self, relation: &Relation) -> Vec<[DocumentValue<'a>; 2]> {
        let Comparison::SameAs(operand) = &relation.comparison else { return Vec::new() };
        let mut pairs = Vec::new();
        for of in &relation.of {
            for value in self.here.at(of, &relation.except) {
                let holds = matches!(self.judge_one(relation, of, value), Judgement::Holds);
                let other = self.one(relation, operand, (of, value)).and_then(|others| others.into_iter().next());
                pairs.extend(other.filter(|_| holds).map(|other| [value.clone(), other]));
            }
        }
        pairs
    }

    /// How often each relation of the document's form holds here, in the order of the form.
    #[must_use]
    pub fn tallies(&self) -> Vec<Tally> {
        let relations = self.document.form.relations.iter();
        relations.map(|relation| Tally::of(&self.judge(relation))).collect()
    }

    fn judge_one(&self, relation: &Relation, of: &ValuePath, value: &DocumentValue<'a>) -> Judgement<'a> {
        let found = match &relation.comparison {
            Comparison::Sum(operands) => self.sum(relation, operands, (of, value)),
            Comparison::Difference(operands) => self.difference(relation, operands, (of, value)),
            Comparison::Ratio(part, whole, per) => self.ratio(relation, (part, whole, *per), (of, value)),
            Comparison::SameAs(operand) => self
                .words(relation, operand, (of, value))
                .unwrap_or_else(|| self.sum(relation, std::slice::from_ref(operand), (of, value))),
            Comparison::Between(low, high) => self.between(relation, (low.as_ref(), high.as_ref()), (of, value)),
            Comparison::GradeOf(rate, grades, better) => self.one(relation, rate, (of, value)).and_then(|other| {
                let rate = figure(&other, rate)?.number()?;
                let wanted = grades.iter().find(|grade| {
                    grade.from.is_none_or(|from| if *better == Better::Less { rate <= from } else { rate >= from })
                })?;
                let written = value.written();
                if value.quantity().absence().is_some() {
                    return None;
                }
                Some((!is_grade(written, &wanted.word)).then(|| (other, Disagreement::Grade(wanted.word.clone()))))
            }),
        };
        match found {
            None => Judgement::NotJudged,
            Some(None) => Judgement::Holds,
            Some(Some((others, disagreement))) => {
                Judgement::Broken(Box::new(Broken { value: value.clone(), others, disagreement }))
            }
        }
    }
}

/// Values that a value is compared with.
type Others<'a> = Vec<DocumentValue<'a>>;
/// Nothing where it cannot be judged, nothing inside where it holds.
type Found<'a> = Option<Option<(Others<'a>, Disagreement)>>;
/// A value and the path by which it was found.
type Looked<'s, 'a> = (&'s ValuePath, &'s DocumentValue<'a>);

impl<'a> RelatedDocuments<'a> {
    /// The values of an operand beside a value; nothing where one of them may not be compared. A number has none.
    fn others(&self, relation: &Relation, operand: &Operand, looked: Looked<'_, 'a>) -> Option<Others<'a>> {
        let (path, values, now) = match operand {
            Operand::Number(_) => return Some(Vec::new()),
            Operand::Here(path) => (path, &self.here, true),
            Operand::LastYear(path) => (path, self.last_year.as_ref()?, false),
            Operand::Elsewhere(other) => return self.others_elsewhere(relation, other, looked),
        };
        let all: Others<'a> = values.beside(path, &relation.except, looked).cloned().collect();
        let own = looked.1;
        let fits = |other: &DocumentValue<'_>| if now { own.is_comparable(other) } else { own.has_scope_of(other) };
        all.iter().all(fits).then_some(all)
    }

    /// The values of other documents beside a value; nothing where there is no such document, or one of them may not be compared.
    fn others_elsewhere(
        &self,
        relation: &Relation,
        other: &ValueElsewhere,
        looked: Looked<'_, 'a>,
    ) -> Option<Others<'a>> {
        let (_, documents) = self.elsewhere.iter().find(|(own, _)| *own == other)?;
        let values = documents.iter().flat_map(|values| values.beside(&other.path, &relation.except, looked).cloned());
        let all: Others<'a> = values.collect();
        let own = looked.1;
        let fits = |value: &DocumentValue<'_>| {
            if other.last_year { own.has_scope_of(value) } else { own.is_comparable(value) }
        };
        (!all.is_empty() && all.iter().all(fits)).then_some(all)
    }

    /// The one value of an operand; an empty list stands for a number.
    fn one(&self, relation: &Relation, operand: &Operand, looked: Looked<'_, 'a>) -> Option<Others<'a>> {
        let others = self.others(relation, operand, looked)?;
        (others.len() == usize::from(operand.path().is_some())).then_some(others)
    }

    fn sum(&self, relation: &Relation, operands: &[Operand], looked: Looked<'_, 'a>) -> Found<'a> {
        let (mut others, mut parts) = (Vec::new(), Vec::new());
        for operand in operands {
            let found = self.others(relation, operand, looked)?;
            if found.is_empty() {
                parts.push(number(operand)?);
            }
            parts.extend(found.iter().map(|other| other.quantity().into_owned()));
            others.extend(found);
        }
        let total = looked.1.quantity();
        // A total without a unit has that of what it adds up.
        let of_parts = || parts.iter().find_map(|part: &Quantity| part.unit.as_deref());
        let unit = total.unit.as_deref().or_else(of_parts).unwrap_or_default();
        let compared = SumRange::of(&parts, unit)?.compare(&total, relation.allowance)?;
        let open = compared.left_out || compared.unknown;
        let said = compared.too_much.or(compared.too_little.filter(|_| !open));
        match said {
            None if open => None,
            None => Some(None),
            Some(said) => {
                let least = parts.iter().map(|part| part.in_unit(unit)?.bounds()?.0);
                let difference = least.flatten().chain(negative(total.number())).collect();
                Some(Some((others, Disagreement::amount(said, difference, unit))))
            }
        }
    }

    /// Compares words, such as two choices; nothing where they are figures.
    #[allow(clippy::option_option, reason = "that words cannot be judged is not that there are none")]
    fn words(&self, relation: &Relation, operand: &Operand, looked: Looked<'_, 'a>) -> Option<Found<'a>> {
        let own = looked.1;
        if !own.is_words() {
            return None;
        }
        let Some(others) = self.one(relation, operand, looked) else { return Some(None) };
        let other = others.first().filter(|other| other.is_words())?;
        if own.quantity().absence().or(other.quantity().absence()).is_some() {
            return Some(None);
        }
        let (one, two) = (own.written(), other.written());
        // A mark alone is the choice that begins with it.
        if is_grade(one, two) || is_grade(two, one) {
            return Some(Some(None));
        }
        let two = two.to_owned();
        Some(Some(Some((others, Disagreement::Words(two)))))
    }

    fn difference(&self, relation: &Relation, operands: &[Operand], looked: Looked<'_, 'a>) -> Found<'a> {
        let (first, rest) = operands.split_first()?;
        let mut others = self.one(relation, first, looked)?;
        let total = others.first().map_or_else(|| number(first), |other| Some(other.quantity().into_owned()))?;
        let own = looked.1.quantity();
        let unit = own.unit.as_deref().or(total.unit.as_deref()).unwrap_or_default().to_owned();
        let total = total.in_unit(&unit)?.into_owned();
        let mut less = Vec::new();
        for operand in rest {
            let found = self.one(relation, operand, looked)?;
            less.push(found.first().map_or_else(|| number(operand), |other| Some(other.quantity().into_owned()))?);
            others.extend(found);
        }
        // What is taken away and what is left make up the first.
        let compared = SumRange::of(less.iter().chain([own.as_ref()]), &unit)?.compare(&total, relation.allowance)?;
        let known = compared.known == less.len() + 1 && !compared.left_out && !compared.unknown;
        if !known {
            return None;
        }
        if compared.too_much.is_none() && compared.too_little.is_none() {
            return Some(None);
        }
        let less: Option<Vec<Decimal>> = less.iter().map(|one| negative(one.in_unit(&unit)?.number())).collect();
        let said: Vec<Decimal> = less?.into_iter().chain([total.number()?]).collect();
        let difference = said.iter().copied().chain(negative(own.in_unit(&unit)?.number())).collect();
        Some(Some((others, Disagreement::amount(said.into_iter().collect(), difference, &unit))))
    }

    fn ratio(
        &self,
        relation: &Relation,
        (part, whole, per): (&Operand, &Operand, u32),
        looked: Looked<'_, 'a>,
    ) -> Found<'a> {
        let mut others = self.one(relation, part, looked)?;
        let amount = figure(&others, part)?;
        let of_whole = self.one(relation, whole, looked)?;
        let total = figure(&of_whole, whole)?;
        others.extend(of_whole);
        let own = looked.1.quantity();
        // Where both count the same, they are told in one unit.
        let unit = total.unit.as_deref().unwrap_or_default();
        let amount = amount.in_unit(unit).map_or_else(|| amount.clone(), std::borrow::Cow::into_owned);
        let percent = if per == 100 { own.in_unit("％").unwrap_or_else(|| own.clone()) } else { own.clone() };
        let printed = percent.number()?;
        if total.number()? == Decimal::ZERO {
            return None;
        }
        amount.number()?;
        let Some(wanted) = other_ratio(printed, (&amount, &total), per, relation.allowance) else { return Some(None) };
        let unit = percent.unit.as_deref().unwrap_or_default();
        let difference = [wanted].into_iter().chain(negative(Some(printed))).collect();
        Some(Some((others, Disagreement::amount([wanted].into_iter().collect(), difference, unit))))
    }

    fn between(
        &self,
        relation: &Relation,
        (low, high): (Option<&Operand>, Option<&Operand>),
        looked: Looked<'_, 'a>,
    ) -> Found<'a> {
        let own = looked.1.quantity();
        let own_unit = looked.1.unit;
        let mut judged = None;
        for (bound, above) in [(low, false), (high, true)] {
            let Some(bound) = bound else { continue };
            let others = self.one(relation, bound, looked)?;
            let limit = figure(&others, bound)?;
            let unit = others.first().map_or(own_unit, |other| other.unit);
            let (own, limit) = ((own.as_ref(), own_unit), (&limit, unit));
            let pair = if above { (own, limit) } else { (limit, own) };
            if exceeds(pair.0, pair.1, relation.allowance)? {
                let shown =
                    others.first().map_or_else(|| number_in_unit(bound, own.0), |other| other.shown().into_owned());
                let disagreement = if above { Disagreement::Above(shown) } else { Disagreement::Below(shown) };
                return Some(Some((others, disagreement)));
            }
            judged = Some(None);
        }
        judged
    }
}

impl Disagreement {
    fn amount(said: DecimalSum, difference: DecimalSum, unit: &str) -> Disagreement {
        let (said, difference) = (shown(said), shown(difference));
        let difference = difference.trim_start_matches('−');
        Disagreement::Amount(format!("{said}{unit}"), format!("{difference}{unit}"))
    }
}

/// A sum without zeros at the end, which come of other units.
fn shown(sum: DecimalSum) -> String {
    let text = sum.to_string();
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The figure of an operand: of its one value, or the number that it is.
fn figure(others: &[DocumentValue<'_>], operand: &Operand) -> Option<Quantity> {
    others.first().map_or_else(|| number(operand), |other| Some(other.quantity().into_owned()))
}

/// A number of a form as a quantity without a unit; nothing where the operand is a value.
fn number(operand: &Operand) -> Option<Quantity> {
    match operand {
        Operand::Number(number) => Some(Quantity::read(&number.to_plain(), None)),
        Operand::Here(_) | Operand::LastYear(_) | Operand::Elsewhere(_) => None,
    }
}

fn number_in_unit(operand: &Operand, own: &Quantity) -> String {
    let unit = own.unit.as_deref().unwrap_or_default();
    match operand {
        Operand::Number(number) => format!("{number}{unit}"),
        Operand::Here(_) | Operand::LastYear(_) | Operand::Elsewhere(_) => String::new(),
    }
}

fn negative(number: Option<Decimal>) -> Option<Decimal> {
    Decimal::ZERO.checked_sub(number?)
}

/// Whether a sheet has this grade: alone, or before its explanation. Marks that look alike are the same, as in choices.
fn is_grade(written: &str, word: &str) -> bool {
    let (written, word) = (glyphs(written), letters(word));
    let Some((grade, rest)) = written.split_at_checked(word.len()) else { return false };
    grade.iter().map(|glyph| glyph.char).eq(word)
        && rest.first().is_none_or(|next| next.gap || matches!(next.char, '(' | ':'))
}
