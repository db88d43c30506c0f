//! What adds up among the numbers of a document though no form says so: subtotals, a row that belongs to no total, a
//! total in another place.
//!
//! Every sum that holds is one that a reader may find. How many numbers a sum may have depends on how near to each other
//! they stand, so that chance does not make a sum of everything; `docs/small-numbers.md` names the bounds.

use std::collections::HashMap;

use super::constraints::Additivity;

/// A count that says exactly one number above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownCount {
    pub variable: usize,
    pub value: i64,
}

// The three lengths keep sums by chance rare: among n numbers there are about n² pairs and n³ triples, so a longer list
// allows fewer free choices. `docs/small-numbers.md` states them.

/// Up to so many numbers in a list, three parts of a sum may stand anywhere in it; in a longer one two.
const SHORT: usize = 12;
/// Up to so many numbers in a list, a total may leave out one or two of them.
const MEDIUM: usize = 24;
/// Up to so many numbers in a list, two parts of a sum may stand anywhere in it; in a longer one the parts stand together.
const LONG: usize = 200;
/// How often the sums of a list may be parts of other sums: deeper than any table that is read by people.
const LEVELS: usize = 5;

/// The numbers of a document in lists of those that stand together on its page.
#[derive(Debug, Default)]
pub struct Lists {
    /// An answer, the fields of a group, a row, a column, a cell: the closest company, in the order of the page.
    neighbours: Vec<Vec<KnownCount>>,
    /// The numbers of each section where they are few.
    sections: Vec<Vec<KnownCount>>,
    /// The numbers of fields, and the totals of compositions.
    fields: Vec<KnownCount>,
    /// What may be a total of numbers that stand elsewhere: these, and the largest of each list.
    total_candidates: Vec<KnownCount>,
    /// The lists that a count is in.
    indices_by_variable: HashMap<usize, Vec<usize>>,
    /// The sums of numbers that stand together, and for each count those that it is in.
    consecutive: Vec<Additivity>,
    consecutive_of: HashMap<usize, Vec<usize>>,
}

impl Lists {
    /// Takes the lists, the sections, the numbers of fields, and those among their words.
    pub fn new(mut lists: Vec<Vec<KnownCount>>, mut sections: Vec<Vec<KnownCount>>, fields: Vec<KnownCount>) -> Lists {
        lists.retain(|list| list.len() > 1);
        let mut total_candidates = fields.clone();
        total_candidates.extend(lists.iter().filter_map(|list| list.iter().max_by_key(|entry| entry.value)));
        total_candidates.sort_unstable_by_key(|entry| (entry.value, entry.variable));
        total_candidates.dedup();
        let mut all: HashMap<i64, Vec<usize>> = HashMap::new();
        for entry in sections.iter().flatten().chain(&total_candidates) {
            let variables = all.entry(entry.value).or_default();
            if !variables.contains(&entry.variable) {
                variables.push(entry.variable);
            }
        }
        sections.retain(|section| section.len() <= SHORT);
        let mut consecutive: Vec<Additivity> = lists.iter().flat_map(|list| sums_of(list, &all)).collect();
        consecutive.sort_unstable_by(|a, b| (a.total, &a.parts).cmp(&(b.total, &b.parts)));
        consecutive.dedup();
        let mut places =
            Lists { neighbours: lists, sections, fields, total_candidates, consecutive, ..Lists::default() };
        for (at, list) in places.neighbours.iter().enumerate() {
            list.iter().for_each(|entry| places.indices_by_variable.entry(entry.variable).or_default().push(at));
        }
        for (at, sum) in places.consecutive.iter().enumerate() {
            sum.members().for_each(|member| places.consecutive_of.entry(member).or_default().push(at));
        }
        places
    }

    /// The sums that a count is in. More are searched for one below the threshold than for those suppressed with it.
    pub fn sums_with(&self, variable: usize, is_small: bool, sums: &mut Vec<Additivity>) {
        let consecutive = self.consecutive_of.get(&variable).into_iter().flatten();
        sums.extend(consecutive.filter_map(|at| self.consecutive.get(*at)).cloned());
        for list in
            self.indices_by_variable.get(&variable).into_iter().flatten().filter_map(|at| self.neighbours.get(*at))
        {
            let others = if is_small { self.total_candidates.as_slice() } else { &[] };
            let parts = if is_small && list.len() <= SHORT { 3 } else { 2 };
            if list.len() <= LONG {
                sums_anywhere(list, others, variable, parts, sums);
            }
        }
        if !is_small {
            return;
        }
        for section in self.sections.iter().filter(|section| section.iter().any(|entry| entry.variable == variable)) {
            sums_anywhere(section, &[], variable, 2, sums);
        }
        sums_anywhere(&self.fields, &[], variable, 2, sums);
    }
}

/// Sums of numbers that stand together: one next to the run of numbers that it is the sum of, over several levels, and
/// all of a list but a few. `all` are the numbers of the document.
fn sums_of(list: &[KnownCount], all: &HashMap<i64, Vec<usize>>) -> Vec<Additivity> {
    let mut sums = Vec::new();
    let mut rest = list.to_vec();
    for _ in 0..LEVELS {
        let parts = runs(&rest, &mut sums);
        let before = rest.len();
        let mut parts = parts.into_iter();
        rest.retain(|_| !parts.next().unwrap_or_default());
        // A sum has three members, the total among them.
        if rest.len() == before || rest.len() < 3 {
            break;
        }
    }
    all_but_few(list, all, &mut sums);
    if rest.len() < list.len() {
        all_but_few(&rest, all, &mut sums);
    }
    sums
}

/// All of a list is one number of the document; one of the list is the sum of the others, with up to two left out.
fn all_but_few(list: &[KnownCount], all: &HashMap<i64, Vec<usize>>, sums: &mut Vec<Additivity>) {
    let sum: i64 = list.iter().map(|entry| entry.value).sum();
    for total in all.get(&sum).into_iter().flatten() {
        push(sums, Some(*total), list.iter().map(|entry| entry.variable).collect());
    }
    let mut left_out: Vec<Vec<usize>> = vec![vec![]];
    if list.len() <= MEDIUM {
        left_out.extend((0..list.len()).map(|one| vec![one]));
        left_out.extend((0..list.len()).flat_map(|one| (0..one).map(move |other| vec![other, one])));
    }
    let mut inside: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, entry) in list.iter().enumerate() {
        inside.entry(entry.value).or_default().push(at);
    }
    for out in left_out {
        let rest = sum - out.iter().filter_map(|at| list.get(*at)).map(|entry| entry.value).sum::<i64>();
        // A number that is the sum of the others is half of all.
        let half = Some(rest / 2).filter(|_| rest % 2 == 0);
        for at in half.and_then(|half| inside.get(&half)).into_iter().flatten().filter(|at| !out.contains(at)) {
            let parts = list.iter().enumerate().filter(|(other, _)| other != at && !out.contains(other));
            let parts = parts.map(|(_, entry)| entry.variable).collect();
            push(sums, list.get(*at).map(|entry| entry.variable), parts);
        }
    }
}

/// Adds a sum, unless it is none.
fn push(sums: &mut Vec<Additivity>, total: Option<usize>, mut parts: Vec<usize>) {
    parts.sort_unstable();
    if let Some(total) = total.filter(|total| parts.len() > 1 && !parts.contains(total)) {
        sums.push(Additivity { total, parts });
    }
}

/// Finds each number that is the sum of a run of numbers directly before or after it, and which numbers are in such runs.
fn runs(list: &[KnownCount], sums: &mut Vec<Additivity>) -> Vec<bool> {
    let mut parts = vec![false; list.len()];
    for (at, total) in list.iter().enumerate() {
        let before = list.iter().enumerate().take(at).rev();
        let after = list.iter().enumerate().skip(at + 1);
        let sides: [Box<dyn Iterator<Item = (usize, &KnownCount)>>; 2] = [Box::new(before), Box::new(after)];
        for side in sides {
            let (mut sum, mut run) = (0, Vec::new());
            for (place, entry) in side {
                sum += entry.value;
                run.push((place, entry.variable));
                if sum >= total.value {
                    break;
                }
            }
            if sum == total.value && run.len() > 1 {
                push(sums, Some(total.variable), run.iter().map(|(_, variable)| *variable).collect());
                for (place, _) in run {
                    if let Some(part) = parts.get_mut(place) {
                        *part = true;
                    }
                }
            }
        }
    }
    parts
}

/// Finds the sums of two or three parts of a list in which a number stands; the total may be one of others.
fn sums_anywhere(list: &[KnownCount], others: &[KnownCount], variable: usize, most: usize, sums: &mut Vec<Additivity>) {
    let Some(own) = list.iter().find(|entry| entry.variable == variable).copied() else { return };
    let mut by_value: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, entry) in list.iter().enumerate().filter(|(_, entry)| entry.variable != variable) {
        by_value.entry(entry.value).or_default().push(at);
    }
    let pairs = |rest: i64, without: &[usize], found: &mut dyn FnMut(Vec<usize>)| {
        for (at, one) in list.iter().enumerate().filter(|(_, one)| one.variable != variable && one.value < rest) {
            for other in by_value.get(&(rest - one.value)).into_iter().flatten().filter(|other| **other > at) {
                let variables: Vec<usize> =
                    [at, *other].iter().filter_map(|at| list.get(*at)).map(|e| e.variable).collect();
                if !variables.iter().any(|variable| without.contains(variable)) {
                    found(variables);
                }
            }
        }
    };
    // As a part.
    let mut totals: Vec<KnownCount> =
        list.iter().chain(others).copied().filter(|entry| entry.value > own.value).collect();
    totals.sort_unstable_by_key(|entry| entry.variable);
    totals.dedup();
    for total in totals.into_iter().filter(|total| total.variable != variable) {
        let rest = total.value - own.value;
        for other in by_value.get(&rest).into_iter().flatten().filter_map(|at| list.get(*at)) {
            push(sums, Some(total.variable), vec![variable, other.variable]);
        }
        if most > 2 && list.contains(&total) {
            pairs(rest, &[total.variable], &mut |mut parts| {
                parts.push(variable);
                push(sums, Some(total.variable), parts);
            });
        }
    }
    // As the total.
    pairs(own.value, &[], &mut |parts| push(sums, Some(variable), parts));
    if most > 2 {
        for (at, one) in list.iter().enumerate().filter(|(_, one)| one.variable != variable && one.value < own.value) {
            pairs(own.value - one.value, &[one.variable], &mut |mut parts| {
                if list.iter().position(|entry| parts.first() == Some(&entry.variable)).is_some_and(|first| first > at)
                {
                    parts.push(one.variable);
                    push(sums, Some(variable), parts);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums that the first number smaller than ten is in.
    fn found(lists: &[&[i64]]) -> Vec<String> {
        let mut next = 0;
        let lists: Vec<Vec<KnownCount>> = lists
            .iter()
            .map(|list| {
                list.iter()
                    .map(|value| {
                        next += 1;
                        KnownCount { variable: next - 1, value: *value }
                    })
                    .collect()
            })
            .collect();
        let values: Vec<i64> = lists.iter().flatten().map(|entry| entry.value).collect();
        let small = values.iter().position(|value| *value < 10).expect("a small number");
        let lists = Lists::new(lists.clone(), lists, Vec::new());
        let mut sums = Vec::new();
        lists.sums_with(small, true, &mut sums);
        let mut shown: Vec<String> = sums
            .iter()
            .map(|sum| {
                let mut parts: Vec<i64> = sum.parts.iter().map(|part| values[*part]).collect();
                parts.sort_unstable();
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                format!("{}={}", values[sum.total], parts.join("+"))
            })
            .collect();
        shown.sort();
        shown.dedup();
        shown
    }

    #[test]
    fn sums_are_found() {
        let cases: [(&[&[i64]], &[&str]); 8] = [
            (&[&[45, 7, 52, 80]], &["52=7+45"]),
            (&[&[41, 6, 88, 47]], &["47=6+41"]),
            (&[&[33, 5, 38, 30, 25, 55, 93]], &["30=5+25", "38=5+33", "93=5+25+30+33", "93=5+33+55"]),
            (&[&[11, 12, 13, 14, 5, 55]], &["55=5+11+12+13+14"]),
            // One that belongs to no total between them.
            (&[&[11, 12, 1000, 13, 14, 5, 55]], &["55=5+11+12+13+14"]),
            // The total stands elsewhere.
            (&[&[45, 7], &[52, 80]], &["52=7+45"]),
            (&[&[21, 32, 43, 7], &[103]], &["103=7+21+32+43"]),
            (&[&[45, 7, 60]], &[]),
        ];
        for (lists, expected) in cases {
            assert_eq!(found(lists), expected, "{lists:?}");
        }
    }
}
