//! A document becomes part of the system: its counts, and the sums that its form says hold.

use super::codes;
use std::collections::{BTreeMap, HashMap};

use crate::form::{self, TOTAL};
use crate::model::{Document, SmallNumbers};
use crate::source::{self, Finding, Findings, words};
use crate::value::composition::Part;
use crate::value::{Absence, Answer, Composition, Meaning, Quantity, When};

use super::cells::{self, CountItem, CountKey};
use super::count::{self, CountScope};
use super::relations::{KnownCount, Lists};
use super::solve::Interval;
use super::system::{DocumentReading, System, SystemCount};
use super::words::{self as numbers, TextNumber, Unit};

/// Begins the last step to a count among words; its number follows.
pub const MARK: char = '#';

impl<'d> System<'d> {
    pub(super) fn read(&mut self, reading: &DocumentReading<'d>) {
        self.seen.clear();
        for (_, field, answer) in reading.document.answers() {
            let shows_all = reading.settings.shows_all(&reading.document.form, &field.id);
            let time = as_of(answer);
            let composition = answer.value.composition().zip(field.kind.composition()).filter(|_| !shows_all);
            if let Some((composition, parts)) = composition {
                self.composition(reading, field, parts, time.as_ref(), composition);
            }
            let (composed, dated) = (composition.is_some(), answer.value.number().is_some());
            let mut counts: Vec<(Vec<String>, SystemCount, bool)> = Vec::new();
            let mut left_out: Vec<LeftOut> = Vec::new();
            cells::of_answer(answer, &mut |&cells::CellPlace { path, asked, target, .. }, item| match item {
                CountItem::Quantity(quantity) => {
                    if target || composed {
                        return;
                    }
                    let read = count::read(quantity, asked);
                    if let Some(main) = read.main {
                        counts.push((path.to_vec(), SystemCount { said: main, given: !shows_all, mark: false }, dated));
                    }
                    of_marks(path, &read.marks, !shows_all, &mut counts);
                    let remarks = numbers::remarks(&quantity.written);
                    let remarks = remarks.into_iter().filter_map(|range| quantity.written.get(range));
                    if remarks.map(numbers::left_out).sum::<usize>() == 1 {
                        left_out.push(LeftOut { whole: path.to_vec(), beside: path.to_vec() });
                    }
                }
                CountItem::Remark(remark) => {
                    of_marks(path, &marks_of(remark, asked), !shows_all, &mut counts);
                    if let Some((_, whole)) = path.split_last().filter(|_| numbers::left_out(remark) == 1) {
                        left_out.push(LeftOut { whole: whole.to_vec(), beside: path.to_vec() });
                    }
                }
                CountItem::Level(level) => {
                    if let (CountScope::Persons, Some((have, of))) = (asked, level.count) {
                        let all = [Some(have), of];
                        let numbers =
                            all.into_iter().flatten().map(|number| Interval::one(number.to_f64().floor() as i64));
                        for (at, said) in numbers.enumerate() {
                            let mut path = path.to_vec();
                            path.push(format!("{MARK}{at}"));
                            counts.push((path, SystemCount { said, given: !shows_all, mark: true }, false));
                        }
                    }
                }
            });
            let mut read = BTreeMap::new();
            for (path, count, dated) in counts {
                let key = (field.id.clone(), path);
                let at = if dated {
                    self.variable(reading, key.clone(), count, time.clone())
                } else {
                    self.add(reading, key.clone(), count)
                };
                read.insert(key.1, at);
            }
            for one in left_out {
                self.left_out(reading, &field.id, &one, &read);
            }
        }
    }

    /// What an author withholds beside a whole is told by what is left of it.
    fn left_out(
        &mut self,
        reading: &DocumentReading<'d>,
        field: &str,
        one: &LeftOut,
        read: &BTreeMap<Vec<String>, usize>,
    ) {
        // The first quantity of an indicator's cell.
        let inner = || read.get(&[one.whole.as_slice(), &["0".to_owned()]].concat());

        let Some(whole) = read.get(&one.whole).or_else(inner).copied() else { return };
        let below = read.range(one.beside.clone()..).take_while(|(path, _)| path.starts_with(&one.beside));
        let parts: Vec<usize> =
            below.filter(|(path, _)| path.len() == one.beside.len() + 1).map(|(_, at)| *at).collect();
        self.rest(reading, field, whole, parts);
    }

    fn composition(
        &mut self,
        reading: &DocumentReading<'d>,
        field: &form::Field,
        asked: &[form::CompositionPart],
        time: Option<&String>,
        composition: &Composition,
    ) {
        let total = composition.total.as_ref().map(|(total, _)| (total, count::read(total, CountScope::of(field))));
        if CountScope::of(field) != CountScope::Persons && total.as_ref().is_none_or(|(_, read)| read.main.is_none()) {
            return;
        }
        let said = total.as_ref().and_then(|(_, read)| read.main);
        let whole = match &total {
            Some((_, read)) => {
                let key = (field.id.clone(), vec![TOTAL.to_owned()]);
                let count = SystemCount { said: said.unwrap_or(Interval::ANY), given: said.is_some(), mark: false };
                let whole = self.variable(reading, key, count, time.cloned());
                self.marks(reading, &field.id, TOTAL, &read.marks);
                whole
            }
            None => self.unknown(),
        };
        self.parts(reading, field, (whole, said.and_then(|said| said.high)), (asked, &composition.parts), time);
    }

    /// The parts of a whole, and theirs; `count` is the whole in numbers, of which a share is so many.
    fn parts(
        &mut self,
        reading: &DocumentReading<'d>,
        field: &form::Field,
        (whole, count): (usize, Option<i64>),
        (asked, answered): (&[form::CompositionPart], &[Part]),
        time: Option<&String>,
    ) {
        let mut members = Vec::new();
        for part in answered {
            let key = (field.id.clone(), vec![part.id.clone()]);
            let read = count::read(&part.quantity, CountScope::of(field));
            let share = part.quantity.number().filter(|_| part.quantity.is_percentage());
            let said = match (share, read.main) {
                (Some(share), _) => count.map_or(Interval::ANY, |count| {
                    Interval::one((share.to_f64() * count as f64 / 100.0).round() as i64)
                }),
                (None, main) => main.unwrap_or(Interval::ANY),
            };
            let given = share.is_some() || read.main.is_some();
            let at = self.variable(reading, key, SystemCount { said, given, mark: false }, time.cloned());
            self.marks(reading, &field.id, &part.id, &read.marks);
            members.push(at);
            let inner = asked.iter().find(|asked| asked.id == part.id).map_or(&[][..], |asked| &asked.parts);
            if !inner.is_empty() {
                self.parts(reading, field, (at, said.high), (inner, &part.parts), time);
            }
        }
        // What only one part does not say, the others tell.
        let unsaid = |part: &Part| matches!(part.quantity.meaning, Meaning::Absent(Absence::Suppressed));
        let silent: Vec<usize> = (0..answered.len()).filter(|at| answered.get(*at).is_some_and(unsaid)).collect();
        if let ([silent], true) = (silent.as_slice(), answered.len() == asked.len()) {
            let mut others = members.clone();
            others.remove(*silent);
            self.rest(reading, &field.id, whole, others);
        }
        // What the form asks and the sheet does not answer may be any number.
        if answered.len() < asked.len() {
            members.push(self.unknown());
        }
        if !answered.is_empty() {
            self.sum(whole, members);
        }
    }

    fn marks(&mut self, reading: &DocumentReading<'d>, field: &str, part: &str, marks: &[TextNumber]) {
        let mut counts = Vec::new();
        of_marks(&[part.to_owned()], marks, true, &mut counts);
        for (path, count, _) in counts {
            self.add(reading, (field.to_owned(), path), count);
        }
    }
}

/// A remark of which the author withheld one count.
struct LeftOut {
    /// The steps to the whole.
    whole: Vec<String>,
    /// The steps to what stands beside it.
    beside: Vec<String>,
}

fn of_marks(path: &[String], marks: &[TextNumber], given: bool, counts: &mut Vec<(Vec<String>, SystemCount, bool)>) {
    for (at, mark) in marks.iter().enumerate() {
        let mut path = path.to_vec();
        path.push(format!("{MARK}{at}"));
        // What is not exactly one number is part of no sum.
        let said = match mark.said.number() {
            Some(low) if !mark.exact => Interval { low, high: None },
            _ => mark.said,
        };
        counts.push((path, SystemCount { said, given, mark: true }, false));
    }
}

/// The counts in a remark.
pub fn marks_of(remark: &str, asked: CountScope) -> Vec<TextNumber> {
    let mut marks = numbers::numbers(remark);
    marks.retain(|number| number.unit == Unit::Persons || asked.persons() && number.unit == Unit::Bare);
    marks
}

/// The numbers of a document as they stand together on its page.
pub fn lists(document: &Document, counts: &[(CountKey, usize)], said: &dyn Fn(usize) -> Interval) -> Lists {
    let mut lists: BTreeMap<String, Vec<KnownCount>> = BTreeMap::new();
    let mut sections: Vec<Vec<KnownCount>> = vec![Vec::new(); document.form.sections.len()];
    let mut numbers_of_fields = Vec::new();
    let places = document.form.sections.iter().enumerate();
    let places: HashMap<&str, usize> =
        places.flat_map(|(at, section)| section.fields.iter().map(move |field| (field.id.as_str(), at))).collect();
    let answers: HashMap<&str, (&form::Field, &Answer)> =
        document.answers().map(|(_, field, answer)| (field.id.as_str(), (field, answer))).collect();
    for ((id, path), variable) in counts {
        let (Some(value), Some((field, answer)), Some(section)) = (
            said(*variable).number().filter(|value| *value > 0),
            answers.get(id.as_str()),
            places.get(id.as_str()).copied(),
        ) else {
            continue;
        };
        let entry = KnownCount { variable: *variable, value };
        let mark = path.last().is_some_and(|step| step.starts_with(MARK));
        let company = company(id, path, mark, (section, field, answer));
        for list in company {
            lists.entry(list).or_default().push(entry);
        }
        if answer.value.number().is_some() || path.last().is_some_and(|step| step == TOTAL) {
            numbers_of_fields.push(entry);
        }
        if let Some(section) = sections.get_mut(section) {
            section.push(entry);
        }
    }
    Lists::new(lists.into_values().collect(), sections, numbers_of_fields)
}

/// The lists that a count stands in, by name: its answer, and what stands in a group, a row or a column with it.
fn company(
    id: &str,
    path: &[String],
    mark: bool,
    (section, field, answer): (usize, &form::Field, &Answer),
) -> Vec<String> {
    let step = |at: usize| path.get(at).map_or("", String::as_str);
    if answer.value.number().is_some() {
        let group = field.group.as_deref().unwrap_or_default();
        let group = (!mark).then(|| format!("group {section} {group}"));
        return [format!("answer {id}")].into_iter().chain(group).collect();
    }
    let (row, column, sector) = (step(0), step(1), step(2));
    if answer.value.indicators().is_some() {
        let mut lists = vec![format!("cell {id} {row} {column}")];
        if !mark {
            lists.extend([format!("row {id} {row}"), format!("column {id} {column}")]);
        }
        return lists;
    }
    if let Some(table) = answer.value.table() {
        let mut lists = vec![format!("cell {id} {row} {column} {sector}")];
        if !mark {
            lists.extend([
                format!("row {id} {row}"),
                format!("sectors {id} {row} {column}"),
                format!("columns {id} {row} {sector}"),
                format!("column {id} {column} {sector}"),
            ]);
            // 男, 女, 小計 over and over: the men of all groups are a list, too.
            let words = row.parse().ok().and_then(|row: usize| Some(table.rows.get(row)?.first_words()));
            let words = words.filter(|words| !words.is_empty());
            lists.extend(words.map(|words| format!("like {id} {column} {sector} {words}")));
        }
        return lists;
    }
    vec![format!("answer {id}")]
}

fn as_of(answer: &Answer) -> Option<String> {
    answer
        .circumstances
        .as_of()
        .map(|when: &When| when.period.as_ref().map_or(when.written.clone(), crate::text::Period::iso))
}

/// What stands where persons are counted and is neither a count nor a known state.
pub fn unclear(document: &Document, settings: &SmallNumbers, findings: &mut Findings) {
    for (_, field, answer) in document.answers() {
        if settings.shows_all(&document.form, &field.id) {
            continue;
        }
        cells::of_answer(answer, &mut |place, item| {
            let CountItem::Quantity(quantity) = item else { return };
            if !place.target && count::read(quantity, place.asked).unclear {
                findings.push(finding(document, field, quantity, place.span));
            }
        });
    }
}

fn finding(document: &Document, field: &form::Field, quantity: &Quantity, span: source::Span) -> Finding {
    let written = &quantity.written;
    let message = words(
        format!("「{}」の「{written}」から、何人かを読み取れません。", field.label),
        format!("`{written}` in `{}` does not tell how many persons there are.", field.label),
    );
    let hint = words(
        "「3人」「三人」のように人数を書くか、「不明」「非公表」「－」と書いてください。少ない人数が分からない書き方なら、accept に理由を書いてください。",
        "Write a count such as `3人`, or 不明, 非公表 or －. If the words tell of no small number, accept the finding with the reason.",
    );
    Finding::new(&codes::COUNT_UNCLEAR, document.source.position(span), message).hint(hint)
}
