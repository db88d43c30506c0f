//! Which page brings a file that is no page: its text, its tables.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Page, RenderContext, files, text_version};

/// Those of some files that a site has, given their addresses. The pages that may bring them are made for it, without their
/// templates, and no others.
#[must_use]
pub fn files_of_pages<'f>(context: RenderContext<'_>, asked: BTreeSet<&'f str>) -> BTreeSet<&'f str> {
    let all = context.navigation.kinds().flat_map(|kind| kind.all(context));
    let pages: BTreeMap<String, Page<'_>> = all.map(|page| (page.path.clone(), page)).collect();
    let published: BTreeSet<String> = files::addresses(context).chain(pages.keys().cloned()).collect();
    let (mut found, mut open): (BTreeSet<&str>, Vec<(&str, Vec<&Page<'_>>)>) = Default::default();
    for file in asked {
        if published.contains(file) {
            found.insert(file);
        } else {
            // The likeliest page is the last, where it is taken from.
            open.push((file, candidates(file).iter().rev().filter_map(|page| pages.get(page)).collect()));
        }
    }
    let mut made: BTreeSet<String> = BTreeSet::new();
    let mut looked: BTreeSet<&str> = BTreeSet::new();
    while !open.is_empty() {
        let next = open.iter_mut().filter_map(|(_, pages)| pages.pop()).map(|page| (page.path.as_str(), page));
        let next: BTreeMap<&str, &Page<'_>> = next.filter(|(path, _)| looked.insert(path)).collect();
        made.par_extend(next.into_par_iter().flat_map_iter(|(_, page)| files_of(page)));
        found.extend(open.iter().map(|(file, _)| *file).filter(|file| made.contains(*file)));
        open.retain(|(file, pages)| !pages.is_empty() && !found.contains(file));
    }
    found
}

/// The addresses of the files that come with a page.
fn files_of(page: &Page<'_>) -> impl Iterator<Item = String> {
    let content = (page.content)();
    let text = content.text_version.map(|_| text_version::address(&page.path));
    content.files.into_iter().map(|(path, _)| path).chain(text)
}

/// The pages that may bring the file at `path`, the likeliest first.
pub fn candidates(path: &str) -> Vec<String> {
    let mut pages = vec![path.to_owned()];
    if let Some(stem) = path.strip_suffix(".txt") {
        pages.push(format!("{stem}.html"));
    }
    if let Some(mut stem) = path.strip_prefix("data/") {
        // `data/2021/kawasaki/plan/issues.csv` lies in a folder called like its page.
        while let Some((folder, _)) = stem.rsplit_once(['/', '.']) {
            pages.push(format!("{folder}.html"));
            stem = folder;
        }
        pages.push("data.html".to_owned());
    }
    // Files that belong to the site as a whole.
    pages.push("robots.txt".to_owned());
    pages.dedup();
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_in_folders_called_like_their_page() {
        for (path, page) in [
            ("2021/kawasaki.html", "2021/kawasaki.html"),
            ("2021/kawasaki.txt", "2021/kawasaki.html"),
            ("data/2021/kawasaki/kawasaki-2021.csv", "2021/kawasaki.html"),
            ("data/2022/kawasaki/report/issues.csv", "2022/kawasaki/report.html"),
            ("data/places/kawasaki.csv", "places/kawasaki.html"),
            ("data/places/kawasaki/figures-figure-1.svg", "places/kawasaki.html"),
            ("data/measures/beds/places-figure-1.svg", "measures/beds.html"),
            ("data/2021/kanagawa-figure-1.svg", "2021.html"),
            ("data/figures-2021.csv", "data.html"),
            ("sitemap.xml", "robots.txt"),
        ] {
            assert!(candidates(path).iter().any(|candidate| candidate == page), "{path}: {:?}", candidates(path));
        }
    }
}
