//! Counts that hang together through sums.

use std::collections::BTreeMap;

use super::constraints::Additivity;

/// Places in the lists of variables and of sums.
pub type Component = (Vec<usize>, Vec<usize>);

/// Parts of a system that know nothing of each other.
pub fn components(variables: usize, sums: &[Additivity]) -> Vec<Component> {
    let mut of: Vec<usize> = (0..variables).collect();
    for sum in sums {
        let whole = root(&mut of, sum.whole);
        for part in &sum.parts {
            let part = root(&mut of, *part);
            let whole = root(&mut of, whole);
            if let Some(place) = of.get_mut(part) {
                *place = whole;
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in 0..variables {
        groups.entry(root(&mut of, at)).or_default().0.push(at);
    }
    for (at, sum) in sums.iter().enumerate() {
        groups.entry(root(&mut of, sum.whole)).or_default().1.push(at);
    }
    groups.into_values().collect()
}

/// The one that stands for all that hang together with a variable.
fn root(of: &mut [usize], mut at: usize) -> usize {
    while let Some(&above) = of.get(at).filter(|above| **above != at) {
        let over = of.get(above).copied().unwrap_or(above);
        if let Some(place) = of.get_mut(at) {
            *place = over;
        }
        at = above;
    }
    at
}
