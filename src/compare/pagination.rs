//! Long lists over all years, cut into pages: the newest years that fit stand on the first page, each older year on its own.

use std::collections::BTreeMap;

use crate::model::{Document, address};

/// The pages of a list at this address, of whose rows a document has so many; none without rows.
#[must_use]
pub fn of_documents<'a>(
    path: &str,
    documents: impl Iterator<Item = &'a Document>,
    rows: fn(&Document) -> usize,
) -> Vec<ListPage> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for document in documents {
        let rows = rows(document);
        if rows > 0 {
            *counts.entry(document.year).or_default() += rows;
        }
    }
    let years: Vec<(i32, usize)> = counts.into_iter().rev().collect();
    paginate(path, &years)
}

/// How many rows a page of several years may have.
const ROWS: usize = 3000;

/// A page of a list: its address and the years on it, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ListPage {
    /// Its address below the root: `indicators.html`, `indicators-2015.html`.
    pub path: String,
    /// The years on it.
    pub years: Vec<i32>,
}

/// Cuts years with their numbers of rows, newest first, into pages; `path` is the address of the first.
fn paginate(path: &str, years: &[(i32, usize)]) -> Vec<ListPage> {
    let mut first = ListPage { path: path.to_owned(), years: Vec::new() };
    let mut others = Vec::new();
    let mut filled = 0;
    for (year, rows) in years {
        if others.is_empty() && (first.years.is_empty() || filled + rows <= ROWS) {
            first.years.push(*year);
            filled += rows;
        } else {
            others.push(ListPage { path: address::of_year_in(path, *year), years: vec![*year] });
        }
    }
    std::iter::once(first).chain(others).filter(|page| !page.years.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_years_share_a_page() {
        let cut = |years: &[(i32, usize)]| -> Vec<(String, Vec<i32>)> {
            paginate("issues.html", years).into_iter().map(|page| (page.path, page.years)).collect()
        };
        let page = |path: &str, years: &[i32]| (path.to_owned(), years.to_vec());
        assert_eq!(cut(&[]), []);
        assert_eq!(cut(&[(2023, 9), (2021, 20)]), [page("issues.html", &[2023, 2021])]);
        assert_eq!(
            cut(&[(2023, 2900), (2022, 100), (2021, 1), (2020, 1)]),
            [page("issues.html", &[2023, 2022]), page("issues-2021.html", &[2021]), page("issues-2020.html", &[2020]),]
        );
        assert_eq!(cut(&[(2023, 9000), (2022, 1)]), [page("issues.html", &[2023]), page("issues-2022.html", &[2022])]);
    }
}
