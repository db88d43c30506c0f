//! Reads documents into the system: their counts, and the sums that hold by their forms.

use super::codes;
use std::collections::{BTreeMap, HashMap};

use crate::form::{self, MatrixHead, TOTAL};
use crate::model::{Document, Site, SmallNumbers, Threshold};
use crate::source::{self, Finding, Findings, words};
use crate::value::composition::Part;
use crate::value::{Absence, Answer, Composition, Matrix, Meaning, Quantity, When};

use super::cells::{self, CountItem, MARK};
use super::constraints::Interval;
use super::count::{self, CountScope};
use super::numbers::{self, TextNumber, Unit};
use super::system::{DocumentReading, System, SystemCount};

/// The system of the counts of some documents, each with its index in the site.
pub fn read<'d>(
    documents: &[(usize, &'d Document)],
    settings: &'d SmallNumbers,
    thresholds: &HashMap<String, Threshold>,
    site: &Site,
) -> System<'d> {
    let mut system = System::default();
    for (at, document) in documents.iter().copied() {
        let threshold = thresholds.get(&document.place.id).copied().unwrap_or(Threshold::Never);
        system.add_document(at, document);
        system.read(&DocumentReading { at, document, settings, threshold });
    }
    system.add_prefecture_sums();
    system.add_equal_values(documents, site);
    system
}

impl<'d> System<'d> {
    fn read(&mut self, reading: &DocumentReading<'d>) {
        for (id, field, answer) in cells::answers(reading.document) {
            let shows_all = reading.settings.shows_all(&reading.document.form, cells::top_field(&id));
            let time = as_of(answer);
            let composition = answer.value.composition().zip(field.kind.composition()).filter(|_| !shows_all);
            if let Some((composition, parts)) = composition {
                self.composition(reading, (&id, field), parts, time.as_ref(), composition);
            }
            let series = answer.value.matrix().map(years_of_cells);
            let (composed, dated) = (composition.is_some(), answer.value.number().is_some());
            let mut counts: Vec<(Vec<String>, SystemCount, bool)> = Vec::new();
            let mut left_out: Vec<AuthorSuppression> = Vec::new();
            cells::visit_answer(answer, &mut |&cells::CountLocation { path, asked, target, .. }, item| match item {
                CountItem::Quantity(quantity) => {
                    if target || composed {
                        return;
                    }
                    let read = count::read(quantity, asked);
                    if let Some(main) = read.main {
                        counts.push((
                            path.to_vec(),
                            SystemCount { reported: main, suppressible: !shows_all, in_words: false },
                            dated,
                        ));
                    }
                    push_counts(path, &read.marks, !shows_all, &mut counts);
                    let remarks = numbers::remarks(&quantity.written);
                    let remarks = remarks.into_iter().filter_map(|range| quantity.written.get(range));
                    if remarks.map(numbers::suppressed_by_author).sum::<usize>() == 1 {
                        left_out.push(AuthorSuppression { total: path.to_vec(), parts: path.to_vec() });
                    }
                }
                CountItem::Remark(remark) => {
                    push_counts(path, &counts_in_remark(remark, asked), !shows_all, &mut counts);
                    if let Some((_, total)) = path.split_last().filter(|_| numbers::suppressed_by_author(remark) == 1) {
                        left_out.push(AuthorSuppression { total: total.to_vec(), parts: path.to_vec() });
                    }
                }
                CountItem::Level(level) => {
                    if let (CountScope::Persons, Some((have, of))) = (asked, level.count) {
                        let all = [Some(have), of];
                        let numbers =
                            all.into_iter().flatten().map(|number| Interval::one(number.to_f64().floor() as i64));
                        for (at, reported) in numbers.enumerate() {
                            let mut path = path.to_vec();
                            path.push(format!("{MARK}{at}"));
                            counts.push((
                                path,
                                SystemCount { reported, suppressible: !shows_all, in_words: true },
                                false,
                            ));
                        }
                    }
                }
            });
            let mut read = BTreeMap::new();
            for (path, count, dated) in counts {
                let key = (id.clone(), path);
                let of_series = series.as_ref().and_then(|series| series.get(&key.1).cloned());
                let at = if dated {
                    self.variable(reading, key.clone(), count, time.clone())
                } else if let Some(year) = of_series {
                    self.shared(reading, key.clone(), count, Some(year)).0
                } else {
                    self.add(reading, key.clone(), count)
                };
                read.insert(key.1, at);
            }
            for remark in left_out {
                self.part_left_out(reading, &id, &remark, &read);
            }
        }
    }

    /// Where a remark suppresses one part of a total and reports the others, the total less these discloses it.
    fn part_left_out(
        &mut self,
        reading: &DocumentReading<'d>,
        field: &str,
        remark: &AuthorSuppression,
        read: &BTreeMap<Vec<String>, usize>,
    ) {
        // The first quantity of an indicator's cell.
        let inner = || read.get(&[remark.total.as_slice(), &["0".to_owned()]].concat());

        let Some(total) = read.get(&remark.total).or_else(inner).copied() else { return };
        let below = read.range(remark.parts.clone()..).take_while(|(path, _)| path.starts_with(&remark.parts));
        let parts: Vec<usize> =
            below.filter(|(path, _)| path.len() == remark.parts.len() + 1).map(|(_, at)| *at).collect();
        self.left_out_part(reading, field, total, parts);
    }

    fn composition(
        &mut self,
        reading: &DocumentReading<'d>,
        (id, field): (&str, &form::Field),
        asked: &[form::CompositionPart],
        time: Option<&String>,
        composition: &Composition,
    ) {
        let total = composition.total.as_ref().map(|(total, _)| (total, count::read(total, CountScope::of(field))));
        if CountScope::of(field) != CountScope::Persons && total.as_ref().is_none_or(|(_, read)| read.main.is_none()) {
            return;
        }
        let reported = total.as_ref().and_then(|(_, read)| read.main);
        let total = match &total {
            Some((_, read)) => {
                let key = (id.to_owned(), vec![TOTAL.to_owned()]);
                let count = SystemCount {
                    reported: reported.unwrap_or(Interval::ANY),
                    suppressible: reported.is_some(),
                    in_words: false,
                };
                let total = self.variable(reading, key, count, time.cloned());
                self.marks(reading, id, TOTAL, &read.marks);
                total
            }
            None => self.unknown(),
        };
        self.parts(
            reading,
            (id, field),
            (total, reported.and_then(|reported| reported.high)),
            (asked, &composition.parts),
            time,
        );
    }

    /// Adds the parts of a total, and theirs; `count` is the total in persons, of which a percentage is so many.
    fn parts(
        &mut self,
        reading: &DocumentReading<'d>,
        (id, field): (&str, &form::Field),
        (total, count): (usize, Option<i64>),
        (asked, answered): (&[form::CompositionPart], &[Part]),
        time: Option<&String>,
    ) {
        let mut members = Vec::new();
        for part in answered {
            let key = (id.to_owned(), vec![part.id.clone()]);
            let read = count::read(&part.quantity, CountScope::of(field));
            let share = part.quantity.number().filter(|_| part.quantity.is_percentage());
            let reported = match (share, read.main) {
                (Some(share), _) => count.map_or(Interval::ANY, |count| {
                    // The share with the printed total gives the count away, to the person: persons are whole.
                    Interval::one((share.to_f64() * count as f64 / 100.0).round() as i64)
                }),
                (None, main) => main.unwrap_or(Interval::ANY),
            };
            let suppressible = share.is_some() || read.main.is_some();
            let at =
                self.variable(reading, key, SystemCount { reported, suppressible, in_words: false }, time.cloned());
            self.marks(reading, id, &part.id, &read.marks);
            members.push(at);
            let inner = asked.iter().find(|asked| asked.id == part.id).map_or(&[][..], |asked| &asked.parts);
            if !inner.is_empty() {
                self.parts(reading, (id, field), (at, reported.high), (inner, &part.parts), time);
            }
        }
        // One suppressed part is the total less the others.
        let is_suppressed = |part: &Part| matches!(part.quantity.meaning, Meaning::Absent(Absence::Suppressed));
        let suppressed: Vec<usize> =
            (0..answered.len()).filter(|at| answered.get(*at).is_some_and(is_suppressed)).collect();
        if let ([suppressed], true) = (suppressed.as_slice(), answered.len() == asked.len()) {
            let mut others = members.clone();
            others.remove(*suppressed);
            self.left_out_part(reading, id, total, others);
        }
        // What the form asks and the sheet does not answer may be any number.
        if answered.len() < asked.len() {
            members.push(self.unknown());
        }
        if !answered.is_empty() {
            self.sum(total, members);
        }
    }

    fn marks(&mut self, reading: &DocumentReading<'d>, field: &str, part: &str, marks: &[TextNumber]) {
        let mut counts = Vec::new();
        push_counts(&[part.to_owned()], marks, true, &mut counts);
        for (path, count, _) in counts {
            self.add(reading, (field.to_owned(), path), count);
        }
    }
}

/// The years of the numbers of a matrix by the steps to them: the sheets of several years give the same ones.
fn years_of_cells(matrix: &Matrix) -> HashMap<Vec<String>, String> {
    let mut years = HashMap::new();
    for row in &matrix.rows {
        for column in &matrix.columns {
            let is_year = |head: &&MatrixHead| head.time.is_some_and(|time| time.year().is_some());
            if let Some(time) = [&row.head, column].into_iter().find(is_year).and_then(|head| head.time) {
                years.insert(vec![row.head.id.clone(), column.id.clone()], time.id());
            }
        }
    }
    years
}

/// A remark in which the author suppressed one count.
struct AuthorSuppression {
    /// The steps to the total.
    total: Vec<String>,
    /// The steps to the remark, below which its counts are.
    parts: Vec<String>,
}

fn push_counts(
    path: &[String],
    marks: &[TextNumber],
    suppressible: bool,
    counts: &mut Vec<(Vec<String>, SystemCount, bool)>,
) {
    for (at, mark) in marks.iter().enumerate() {
        let mut path = path.to_vec();
        path.push(format!("{MARK}{at}"));
        // What is not exactly one number is part of no sum.
        let reported = match mark.reported.number() {
            Some(low) if !mark.exact => Interval { low, high: None },
            _ => mark.reported,
        };
        counts.push((path, SystemCount { reported, suppressible, in_words: true }, false));
    }
}

/// The numbers of persons in a remark.
pub fn counts_in_remark(remark: &str, asked: CountScope) -> Vec<TextNumber> {
    let mut marks = numbers::numbers_in(remark);
    marks.retain(|number| number.unit == Unit::Persons || asked.persons() && number.unit == Unit::Bare);
    marks
}

fn as_of(answer: &Answer) -> Option<String> {
    answer
        .circumstances
        .as_of()
        .map(|when: &When| when.period.as_ref().map_or(when.written.clone(), crate::text::Period::iso))
}

/// Reports what stands where persons are counted and is neither a count nor a word such as 不明.
pub fn report_unclear(document: &Document, settings: &SmallNumbers, findings: &mut Findings) {
    for (id, field, answer) in cells::answers(document) {
        if settings.shows_all(&document.form, cells::top_field(&id)) {
            continue;
        }
        cells::visit_answer(answer, &mut |place, item| {
            let CountItem::Quantity(quantity) = item else { return };
            if !place.target && count::read(quantity, place.asked).unclear {
                findings.push(finding(document, field, quantity, place.span));
            }
        });
    }
}

fn finding(document: &Document, field: &form::Field, quantity: &Quantity, span: source::Span) -> Finding {
    let written = &quantity.written;
    let message = words!(
        "「{}」の「{written}」から、何人かを読み取れません。",
        "`{written}` in `{}` does not tell how many persons there are.",
        field.label
    );
    let hint = words(
        "「3人」「三人」のように人数を書くか、「不明」「非公表」「－」と書いてください。少ない人数が分からない書き方なら、accept に理由を書いてください。",
        "Write a count such as `3人`, or 不明, 非公表 or －. If the words tell of no small number, accept the finding with the reason.",
    );
    Finding::new(&codes::COUNT_UNCLEAR, document.source.position(span), message).hint(hint)
}
