//! Addresses of pages that the program makes itself. `pages` makes them, and `load` keeps pages of running text off them.

macro_rules! addresses {
    ($($(#[$meta:meta])* $name:ident = $path:literal;)+) => {
        $($(#[$meta])* pub const $name: &str = $path;)+

        /// All addresses that are declared here.
        pub const RESERVED: &[&str] = &[$($name),+];
    };
}

addresses! {
    /// The first page of the site.
    HOME = "index.html";
    /// What a web server shows for an address that is not there.
    NOT_FOUND = "404.html";
    /// The page for searching.
    SEARCH = "search.html";
    /// The words of `glossary.yaml`, explained.
    GLOSSARY = "glossary.html";
    /// All indicators; older years may have a page of their own.
    INDICATORS = "indicators.html";
    /// All issues; older years may have a page of their own.
    ISSUES = "issues.html";
    /// The list of the frozen years.
    ARCHIVE = "archive.html";
    /// All measures, each of which has a page in `measures/`.
    MEASURES = "measures.html";
    /// Places side by side, as a reader chooses them.
    COMPARE = "compare.html";
    /// No page yet: reserved, because `places/` holds a page for each place.
    PLACES = "places.html";
    /// All files of data, which stand in `data/`.
    DATA = "data.html";
    /// How the values that the forms relate to each other agree.
    CHECKS = "checks.html";
    /// What was changed last (Atom).
    FEED = "feed.xml";
    /// What search engines may read.
    ROBOTS = "robots.txt";
    /// Every page that search engines should know, or the list of its pieces.
    SITEMAP = "sitemap.xml";
    /// The pages that moved, for nginx.
    REDIRECTS = "redirects.map";
}

/// The folder of the pages of yearly forms in that of a year, where every other folder is that of a place.
pub const FORMS: &str = "forms";

/// The page with all documents of a year bound together, and the folder of those of its prefectures where there are several;
/// no place has this id.
pub const BOOKLET: &str = "booklet";

/// The address of a booklet of a year: `2021/booklet.html`; of one with a name of its own `2021/booklet/saitama.html`.
pub fn of_booklet(year: i32, name: &str) -> String {
    if name.is_empty() { format!("{year}/{BOOKLET}.html") } else { format!("{year}/{BOOKLET}/{name}.html") }
}

/// The address of the page of a fiscal year: `2021.html`.
pub fn of_year(year: i32) -> String {
    format!("{year}.html")
}

/// The address of the page of a year's sheets that answer a yearly form, where there are several: `2021/forms/library.html`.
pub fn of_form(year: i32, form: &str) -> String {
    format!("{year}/{FORMS}/{form}.html")
}

/// The address of an older year's page of a list: `issues-2015.html`.
pub fn of_year_in(list: &str, year: i32) -> String {
    format!("{}-{year}.html", list.strip_suffix(".html").unwrap_or(list))
}

/// The address of the page of a record, given the path of its document below `content/`, the id of the field, and what follows
/// that in the id of the record: `2021/kawasaki/sheet/programs/visits.html`.
pub fn of_record(document: &str, field: &str, record: &str) -> String {
    format!("{}/{field}/{record}.html", document.strip_suffix(".md").unwrap_or(document))
}

/// Whether an address is for the program alone: a reserved one, that of a fiscal year, or that of a year's page of a list.
pub fn is_reserved(address: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let is_list = |(list, year): (&str, &str)| is_year(year) && RESERVED.contains(&format!("{list}.html").as_str());
    let stem = address.strip_suffix(".html").unwrap_or(address);
    RESERVED.contains(&address) || is_year(stem) || stem.rsplit_once('-').is_some_and(is_list)
}
