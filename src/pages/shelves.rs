//! Long lists over all years, cut into pages: the newest years that fit stand on the first page, each older year on its own.

use std::collections::BTreeMap;

use crate::model::Document;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// A list of rows of all documents.
pub struct List {
    /// Address of its first page.
    pub path: &'static str,
    /// The template of its pages.
    pub template: &'static str,
    /// The interface word for its title.
    pub title: &'static str,
    /// How many rows a document has.
    pub rows: fn(&Document) -> usize,
    /// What the template sees of one page among all.
    pub make: for<'a> fn(Edition<'a>, &Shelf, &[Shelf]) -> View,
}

impl List {
    /// Whether there is any row.
    pub fn exists(&self, edition: Edition<'_>) -> bool {
        edition.site.documents.iter().any(|document| (self.rows)(document) > 0)
    }

    /// One page, and one more for each older year that does not fit.
    pub fn pages<'a>(&'static self, edition: Edition<'a>) -> Vec<Page<'a>> {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for document in &edition.site.documents {
            let rows = (self.rows)(document);
            if rows > 0 {
                *counts.entry(document.year).or_default() += rows;
            }
        }
        let years: Vec<(i32, usize)> = counts.into_iter().rev().collect();
        let all = shelves(self.path, &years);
        let page = |shelf: Shelf| -> Page<'a> {
            let all = all.clone();
            Page {
                path: shelf.path.clone(),
                from: "content/".to_owned(),
                template: self.template,
                make: Box::new(move || (self.make)(edition, &shelf, &all).into()),
            }
        };
        all.clone().into_iter().map(page).collect()
    }

    /// The title of a page: an older year's says the year, so that no two are alike.
    pub fn title(&self, edition: Edition<'_>, shelf: &Shelf) -> String {
        let title = edition.theme.word(self.title);
        match shelf.years.as_slice() {
            [year] if shelf.path != self.path => format!("{title} {}", frame::year_name(*year)),
            _ => title.to_owned(),
        }
    }
}

/// What templates see of the other pages.
pub fn others(shelf: &Shelf, all: &[Shelf]) -> View {
    let others = all.iter().filter(|other| other.path != shelf.path);
    View::list(others.flat_map(|other| {
        other.years.iter().map(|year| view! { "year" => frame::year_view(*year), "path" => &other.path })
    }))
}

/// How many rows a page of several years may have.
const ROWS: usize = 3000;

/// A page of a list: its address and the years on it, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Address: `indicators.html`, `indicators-2015.html`.
    pub path: String,
    /// The years on it.
    pub years: Vec<i32>,
}

/// Cuts years with their numbers of rows, newest first, into pages; `path` is the address of the first.
pub fn shelves(path: &str, years: &[(i32, usize)]) -> Vec<Shelf> {
    let mut first = Shelf { path: path.to_owned(), years: Vec::new() };
    let mut others = Vec::new();
    let mut held = 0;
    for (year, rows) in years {
        if others.is_empty() && (first.years.is_empty() || held + rows <= ROWS) {
            first.years.push(*year);
            held += rows;
        } else {
            let stem = path.strip_suffix(".html").unwrap_or(path);
            others.push(Shelf { path: format!("{stem}-{year}.html"), years: vec![*year] });
        }
    }
    std::iter::once(first).chain(others).filter(|shelf| !shelf.years.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_years_share_a_page() {
        let cut = |years: &[(i32, usize)]| -> Vec<(String, Vec<i32>)> {
            shelves("issues.html", years).into_iter().map(|shelf| (shelf.path, shelf.years)).collect()
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
