//! Lists by which the pages of the places of a prefecture lead to each other.

/// How many others a page leads to at most. No prefecture has as many municipalities (Hokkaido has 179), but it may have more
/// schools, and links from each to each grow with the square.
const MANY: usize = 200;

/// How many before a page and how many after it are left of a longer list.
const NEAR: usize = 20;

/// What is shown of the other places of a prefecture.
pub struct Nearby<T> {
    /// All others in their order, or those around the page.
    pub shown: Vec<T>,
    /// Whether there are more than are shown.
    pub left_out: bool,
}

impl<T> Nearby<T> {
    /// All of them, for a page of which there is one in a prefecture.
    pub fn all(others: impl Iterator<Item = T>) -> Nearby<T> {
        Nearby { shown: others.collect(), left_out: false }
    }

    /// Of the others in the order of their list: all of few, and of many those around the page itself, given whether
    /// one stands before it.
    pub fn of(others: impl Iterator<Item = T> + Clone, is_before: impl Fn(&T) -> bool) -> Nearby<T> {
        if others.clone().nth(MANY).is_none() {
            return Nearby::all(others);
        }
        let before = others.clone().take_while(&is_before).count();
        let from = before.saturating_sub(NEAR);
        Nearby { shown: others.skip(from).take(before - from + NEAR).collect(), left_out: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(of: std::ops::Range<usize>, own: usize) -> (Vec<usize>, bool) {
        let Nearby { shown, left_out } = Nearby::of(of.filter(|one| *one != own), |one| *one < own);
        (shown, left_out)
    }

    #[test]
    fn few_are_all_shown_and_of_many_those_around() {
        assert_eq!(shown(0..201, 7), ((0..201).filter(|one| *one != 7).collect(), false));
        assert_eq!(shown(0..202, 100), ((80..121).filter(|one| *one != 100).collect(), true));
        assert_eq!(shown(0..500, 0), ((1..21).collect(), true));
        assert_eq!(shown(0..500, 3), ((0..24).filter(|one| *one != 3).collect(), true));
        assert_eq!(shown(0..500, 499), ((479..499).collect(), true));
        assert_eq!(shown(0..0, 0), (Vec::new(), false));
    }
}
