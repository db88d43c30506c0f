//! Which page brings a file that is no page: its text, its tables.

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
            ("data/figures-2021.csv", "data.html"),
            ("sitemap.xml", "robots.txt"),
        ] {
            assert!(candidates(path).iter().any(|candidate| candidate == page), "{path}: {:?}", candidates(path));
        }
    }
}
