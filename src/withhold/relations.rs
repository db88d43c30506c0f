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

/// Up to so many numbers in a list, three parts of a sum may stand anywhere in it; in a longer one two.
const SHORT: usize = 12;
/// Up to so many numbers in a list, a total may leave out one or two of them.
const MIDDLE: usize = 24;
/// Up to so many numbers in a list, two parts of a sum may stand anywhere in it; in a longer one the parts stand together.
const LONG: usize = 200;
/// How often the sums of a list may be parts of other sums.
const LEVELS: usize = 5;

/// The numbers of a document, as they stand together.
#[derive(Debug, Default)]
pub struct Lists {
    /// An answer, the fields of a group, a row, a column, a cell: the closest company, in the order of the page.
    near: Vec<Vec<KnownCount>>,
    /// The numbers of each section where they are few.
    sections: Vec<Vec<KnownCount>>,
    /// The numbers of fields, and the totals of compositions.
    fields: Vec<KnownCount>,
    /// What may be a total of numbers that stand elsewhere: these, and the largest of each list.
    heads: Vec<KnownCount>,
    /// The lists that a count is in.
    of: HashMap<usize, Vec<usize>>,
    /// The sums of numbers that stand together, and for each count those that it is in.
    together: Vec<Additivity>,
    in_together: HashMap<usize, Vec<usize>>,
}

impl Lists {
    /// Takes the lists, the sections, the numbers of fields, and those among their words.
    pub fn new(mut lists: Vec<Vec<KnownCount>>, mut sections: Vec<Vec<KnownCount>>, fields: Vec<KnownCount>) -> Lists {
        lists.retain(|list| list.len() > 1);
        let mut heads = fields.clone();
        heads.extend(lists.iter().filter_map(|list| list.iter().max_by_key(|entry| entry.value)));
        heads.sort_unstable_by_key(|entry| (entry.value, entry.variable));
        heads.dedup();
        let mut all: HashMap<i64, Vec<usize>> = HashMap::new();
        for entry in sections.iter().flatten().chain(&heads) {
            let variables = all.entry(entry.value).or_default();
            if !variables.contains(&entry.variable) {
                variables.push(entry.variable);
            }
        }
        sections.retain(|section| section.len() <= SHORT);
        let mut together: Vec<Additivity> = lists.iter().flat_map(|list| sums_of(list, &all)).collect();
        together.sort_unstable_by(|a, b| (a.whole, &a.parts).cmp(&(b.whole, &b.parts)));
        together.dedup();
        let mut places = Lists { near: lists, sections, fields, heads, together, ..Lists::default() };
        for (at, list) in places.near.iter().enumerate() {
            list.iter().for_each(|entry| places.of.entry(entry.variable).or_default().push(at));
        }
        for (at, sum) in places.together.iter().enumerate() {
            sum.members().for_each(|member| places.in_together.entry(member).or_default().push(at));
        }
        places
    }

    /// The sums that a count is in. Of one that is too small itself, more are looked for than of those withheld with it.
    pub fn with(&self, variable: usize, is_small: bool, sums: &mut Vec<Additivity>) {
        let together = self.in_together.get(&variable).into_iter().flatten();
        sums.extend(together.filter_map(|at| self.together.get(*at)).cloned());
        for list in self.of.get(&variable).into_iter().flatten().filter_map(|at| self.near.get(*at)) {
            let others = if is_small { self.heads.as_slice() } else { &[] };
            let parts = if is_small && list.len() <= SHORT { 3 } else { 2 };
            if list.len() <= LONG {
                anywhere(list, others, variable, parts, sums);
            }
        }
        if !is_small {
            return;
        }
        for section in self.sections.iter().filter(|section| section.iter().any(|entry| entry.variable == variable)) {
            anywhere(section, &[], variable, 2, sums);
        }
        anywhere(&self.fields, &[], variable, 2, sums);
    }
}

/// Sums of numbers that stand together: one beside the run of numbers that it is the sum of, over several levels, and
/// all of a list but a few. `all` are the numbers of the document.
fn sums_of(list: &[KnownCount], all: &HashMap<i64, Vec<usize>>) -> Vec<Additivity> {
    let mut sums = Vec::new();
    let mut rest = list.to_vec();
    for _ in 0..LEVELS {
        let parts = runs(&rest, &mut sums);
        let before = rest.len();
        let mut parts = parts.into_iter();
        rest.retain(|_| !parts.next().unwrap_or_default());
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
    let total: i64 = list.iter().map(|entry| entry.value).sum();
    for whole in all.get(&total).into_iter().flatten() {
        push(sums, Some(*whole), list.iter().map(|entry| entry.variable).collect());
    }
    let mut left_out: Vec<Vec<usize>> = vec![vec![]];
    if list.len() <= MIDDLE {
        left_out.extend((0..list.len()).map(|one| vec![one]));
        left_out.extend((0..list.len()).flat_map(|one| (0..one).map(move |other| vec![other, one])));
    }
    let mut inside: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, entry) in list.iter().enumerate() {
        inside.entry(entry.value).or_default().push(at);
    }
    for out in left_out {
        let rest = total - out.iter().filter_map(|at| list.get(*at)).map(|entry| entry.value).sum::<i64>();
        let half = Some(rest / 2).filter(|_| rest % 2 == 0);
        for at in half.and_then(|half| inside.get(&half)).into_iter().flatten().filter(|at| !out.contains(at)) {
            let parts = list.iter().enumerate().filter(|(other, _)| other != at && !out.contains(other));
            let parts = parts.map(|(_, entry)| entry.variable).collect();
            push(sums, list.get(*at).map(|entry| entry.variable), parts);
        }
    }
}

/// Adds a sum, unless it is none.
fn push(sums: &mut Vec<Additivity>, whole: Option<usize>, mut parts: Vec<usize>) {
    parts.sort_unstable();
    if let Some(whole) = whole.filter(|whole| parts.len() > 1 && !parts.contains(whole)) {
        sums.push(Additivity { whole, parts });
    }
}

/// Finds each number that is the sum of a run of numbers directly before or after it, and which numbers are in such runs.
fn runs(list: &[KnownCount], sums: &mut Vec<Additivity>) -> Vec<bool> {
    let mut parts = vec![false; list.len()];
    for (at, whole) in list.iter().enumerate() {
        let before = list.iter().enumerate().take(at).rev();
        let after = list.iter().enumerate().skip(at + 1);
        let sides: [Box<dyn Iterator<Item = (usize, &KnownCount)>>; 2] = [Box::new(before), Box::new(after)];
        for side in sides {
            let (mut sum, mut run) = (0, Vec::new());
            for (place, entry) in side {
                sum += entry.value;
                run.push((place, entry.variable));
                if sum >= whole.value {
                    break;
                }
            }
            if sum == whole.value && run.len() > 1 {
                push(sums, Some(whole.variable), run.iter().map(|(_, variable)| *variable).collect());
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

/// Finds the sums of two or three parts of a list in which a number stands; the whole may be one of others.
fn anywhere(list: &[KnownCount], others: &[KnownCount], variable: usize, most: usize, sums: &mut Vec<Additivity>) {
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
    let mut wholes: Vec<KnownCount> =
        list.iter().chain(others).copied().filter(|entry| entry.value > own.value).collect();
    wholes.sort_unstable_by_key(|entry| entry.variable);
    wholes.dedup();
    for whole in wholes.into_iter().filter(|whole| whole.variable != variable) {
        let rest = whole.value - own.value;
        for other in by_value.get(&rest).into_iter().flatten().filter_map(|at| list.get(*at)) {
            push(sums, Some(whole.variable), vec![variable, other.variable]);
        }
        if most > 2 && list.contains(&whole) {
            pairs(rest, &[whole.variable], &mut |mut parts| {
                parts.push(variable);
                push(sums, Some(whole.variable), parts);
            });
        }
    }
    // As the whole.
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
        lists.with(small, true, &mut sums);
        let mut shown: Vec<String> = sums
            .iter()
            .map(|sum| {
                let mut parts: Vec<i64> = sum.parts.iter().map(|part| values[*part]).collect();
                parts.sort_unstable();
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                format!("{}={}", values[sum.whole], parts.join("+"))
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
