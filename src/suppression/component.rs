//! The connected components of a system: counts that sums link with each other.

use std::collections::BTreeMap;

use super::constraints::Additivity;

/// The indices of the variables and of the sums of a component, in ascending order.
pub type Component = (Vec<usize>, Vec<usize>);

/// Divides a system into components that can be solved one by one.
pub fn components(variables: usize, sums: &[Additivity]) -> Vec<Component> {
    let mut group: Vec<usize> = (0..variables).collect();
    for sum in sums {
        let total = root(&mut group, sum.total);
        for part in &sum.parts {
            let part = root(&mut group, *part);
            let total = root(&mut group, total);
            if let Some(index) = group.get_mut(part) {
                *index = total;
            }
        }
    }
    let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for index in 0..variables {
        groups.entry(root(&mut group, index)).or_default().0.push(index);
    }
    for (index, sum) in sums.iter().enumerate() {
        groups.entry(root(&mut group, sum.total)).or_default().1.push(index);
    }
    groups.into_values().collect()
}

/// The representative of the group of a variable (union-find, with path halving).
fn root(group: &mut [usize], mut index: usize) -> usize {
    while let Some(&parent) = group.get(index).filter(|parent| **parent != index) {
        let grandparent = group.get(parent).copied().unwrap_or(parent);
        if let Some(index) = group.get_mut(index) {
            *index = grandparent;
        }
        index = parent;
    }
    index
}
