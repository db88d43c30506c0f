//! Long lists over all years, cut into pages: the newest years that fit stand on the first page, each older year on its own.

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
