//! Where the redirects of a site lead, to be asked of every address that frozen years gave out.

use std::collections::HashMap;

use crate::model::{Redirect, Site};

/// The redirects of a site by the addresses that they lead from.
pub(super) struct RedirectIndex<'a> {
    by_old: HashMap<&'a str, &'a Redirect>,
}

impl<'a> RedirectIndex<'a> {
    /// Notes all redirects of a site.
    pub fn of(site: &'a Site) -> RedirectIndex<'a> {
        RedirectIndex { by_old: site.redirects.iter().map(|redirect| (redirect.from.as_str(), redirect)).collect() }
    }

    /// Whether a redirect leads away from just this address.
    pub fn leads_from(&self, address: &str) -> bool {
        self.by_old.contains_key(address)
    }

    /// Where the redirects lead from an address in the end; none where no redirect leads away from it.
    pub fn end_from(&self, address: &str) -> Option<&'a str> {
        self.by_old.get(address).map(|redirect| self.end_of(&redirect.to))
    }

    /// Where the redirects lead from an address in the end; an address that leads nowhere else is the end.
    pub fn end_of<'b>(&self, address: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let mut end = address;
        // No way is longer than this, unless it is a circle, and then there is no file at its end.
        for _ in 0..=self.by_old.len() {
            match self.by_old.get(end) {
                Some(redirect) => end = Redirect::parts(&redirect.to).0,
                None => return end,
            }
        }
        end
    }

    /// Where a file belongs when the page moves that it is called like, that with the longest address first: with its own name, and
    /// with the name of a document's table, which says the place, the year and the document.
    pub fn moved_along(&self, file: &str) -> impl Iterator<Item = (String, String)> {
        let (_, path) = data_folder(file);
        let page_ends = path.rmatch_indices(['.', '/']).filter_map(|(end, _)| path.get(..end));
        page_ends.filter_map(|old| {
            let new = self.end_from(&format!("{old}.html"))?.strip_suffix(".html")?;
            moved_along(file, old, new)
        })
    }
}

/// The folder of a table in the data of the site, and its path there; of any other file its path.
fn data_folder(file: &str) -> (&'static str, &str) {
    file.strip_prefix("data/").map_or(("", file), |path| ("data/", path))
}

/// The same for one page: `old` is called `new` now, both without `.html`. Nothing where the file is not called like the page.
fn moved_along(file: &str, old: &str, new: &str) -> Option<(String, String)> {
    let (folder, path) = data_folder(file);
    let rest = path.strip_prefix(old).filter(|rest| rest.starts_with(['.', '/']))?;
    let same = format!("{folder}{new}{rest}");
    let of_document = |page: &str| {
        let mut steps = page.split('/');
        let (year, place) = (steps.next()?, steps.next()?);
        Some(steps.fold(format!("/{place}-{year}"), |name, step| format!("{name}-{step}")))
    };
    let renamed = of_document(old).zip(of_document(new)).and_then(|(old_name, new_name)| {
        let ending = rest.strip_prefix(old_name.as_str()).filter(|rest| rest.starts_with('.'))?;
        Some(format!("{folder}{new}{new_name}{ending}"))
    });
    Some((same.clone(), renamed.unwrap_or(same)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn files_go_along_with_their_page() {
        for (file, old, new, same, renamed) in [
            ("2021/kita.txt", "2021/kita", "2021/kitahama", "2021/kitahama.txt", "2021/kitahama.txt"),
            (
                "data/places/kita.csv",
                "places/kita",
                "places/kitahama",
                "data/places/kitahama.csv",
                "data/places/kitahama.csv",
            ),
            (
                "data/2021/kita/kita-2021.csv",
                "2021/kita",
                "2021/kitahama",
                "data/2021/kitahama/kita-2021.csv",
                "data/2021/kitahama/kitahama-2021.csv",
            ),
            (
                "data/2021/kita/plan/kita-2021-plan.json",
                "2021/kita/plan",
                "2021/kita/plans",
                "data/2021/kita/plans/kita-2021-plan.json",
                "data/2021/kita/plans/kita-2021-plans.json",
            ),
        ] {
            assert_eq!(moved_along(file, old, new), Some((same.to_owned(), renamed.to_owned())), "{file}");
        }
        assert_eq!(moved_along("2021/kitahama.txt", "2021/kita", "2021/minami"), None);
    }

    #[test]
    fn the_end_of_a_chain_and_of_a_circle() {
        let position = Source::new("redirects.yaml", "").position(Span::at(0));
        let redirect = |(from, to): &(&str, &str)| Redirect {
            from: (*from).to_owned(),
            to: (*to).to_owned(),
            position: position.clone(),
        };
        let moves = [
            ("2021/kita.html", "2021/kitahama.html"),
            ("2021/kitahama.html", "2021/minami.html"),
            ("2021/kita/plan.html", "2021/plan.html"),
            ("2021/a.html", "2021/b.html"),
            ("2021/b.html", "2021/a.html"),
        ];
        let site = Site { redirects: moves.iter().map(redirect).collect(), ..Site::default() };
        let index = RedirectIndex::of(&site);
        assert_eq!(index.end_of("2021/kita.html"), "2021/minami.html");
        assert_eq!(index.end_of("2021/tono.html"), "2021/tono.html");
        assert_eq!(index.end_from("2021/tono.html"), None);
        assert!(index.end_from("2021/a.html").is_some(), "a circle has some end");
        let along: Vec<_> = index.moved_along("2021/kita/plan.txt").map(|(same, _)| same).collect();
        assert_eq!(along, ["2021/plan.txt", "2021/minami/plan.txt"], "the nearest page first");
        assert_eq!(
            index.moved_along("2021/kitahama.csv").next().map(|(same, _)| same).as_deref(),
            Some("2021/minami.csv")
        );
        assert_eq!(index.moved_along("2021/kit.csv").next(), None);
    }
}
