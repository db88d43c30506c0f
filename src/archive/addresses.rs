//! Addresses that frozen years gave out: those of pages and of parts of them, which `addresses.txt` lists, and those of text versions,
//! data and attachments, which the manifest of the bag lists. None of them may die.
//!
//! A page that moved takes the files along that are called like it. A file has no way to lead elsewhere on every server, and so the
//! file of the new address stands at the old one, too.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Document, Redirect, Site, address, codes};
use crate::output::{Building, CopiedFile, Output};
use crate::pages;
use crate::restrict::Restricted;
use crate::sink::Sink as _;
use crate::source::{Finding, Findings, Source, Span, words};

use super::ArchivedYear;
use super::redirect_index::RedirectIndex;

/// Every address of a site and every lasting anchor of its documents, a line each, in order.
pub(super) fn addresses(site: &Restricted, output: &Output) -> String {
    let mut lines = String::new();
    let anchors = anchors(site);
    for (path, _) in output.iter().filter(|(path, _)| Redirect::is_page(path)) {
        lines.extend([path, "\n"]);
        for anchor in anchors.get(path).into_iter().flatten() {
            lines.extend([path, "#", anchor, "\n"]);
        }
    }
    lines
}

/// The lasting anchors of the pages of documents that were read, and their records.
fn anchors(site: &Restricted) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut anchors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let unknown = site.documents.iter().filter(|document| document.content.summary().is_none());
    for (page, anchor) in unknown.flat_map(Document::addresses) {
        anchors.entry(page).or_default().insert(anchor);
    }
    anchors
}

impl ArchivedYear {
    /// The addresses of its files that people link to and use elsewhere: text versions, tables and JSON, workbooks, ZIPs, attachments
    /// and images of the content.
    pub fn published_files(&self) -> impl Iterator<Item = &str> + Clone {
        let folder = format!("archive/{}/", self.archived.year);
        let files = self.pages.iter().filter_map(move |(address, ..)| address.strip_prefix(folder.as_str()));
        files.filter(|file| is_published_file(file))
    }
}

/// Whether people link to the file at an address and use it elsewhere. What pages load, drawings of charts, and what is made for
/// search engines comes and goes with the pages.
fn is_published_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    match path.split_once('/') {
        Some(("assets", _)) => false,
        Some(("data", _)) => matches!(ending, Some("csv" | "json" | "xlsx" | "zip")),
        None if address::RESERVED.contains(&path) || name.starts_with("sitemap-") => false,
        _ => !Redirect::is_page(path) && !name.starts_with('.'),
    }
}

/// What of the addresses of a site is known when its pages are.
pub struct SiteAddresses<'a> {
    archives: &'a [ArchivedYear],
    site: &'a Restricted,
    redirects: RedirectIndex<'a>,
    /// The addresses of all files of frozen years.
    frozen: HashSet<&'a str>,
    has: &'a dyn Fn(&str) -> bool,
}

impl<'a> SiteAddresses<'a> {
    /// Of a site with the frozen years that it carries. `has` tells whether the site makes a file at an address; a page that only
    /// leads elsewhere is none.
    #[must_use]
    pub fn new(archives: &'a [ArchivedYear], site: &'a Restricted, has: &'a dyn Fn(&str) -> bool) -> SiteAddresses<'a> {
        let frozen = archives.iter().flat_map(|archive| &archive.pages).map(|(address, ..)| address.as_str()).collect();
        SiteAddresses { archives, site, redirects: RedirectIndex::of(site), frozen, has }
    }

    /// All published files of the frozen years, in order.
    fn published_files(&self) -> BTreeSet<&'a str> {
        self.archives.iter().flat_map(ArchivedYear::published_files).collect()
    }

    /// Whether a file is there, in the site or in a frozen year.
    fn is_there(&self, address: &str) -> bool {
        (self.has)(address) || self.frozen.contains(address)
    }

    /// Findings on addresses that frozen years recorded and that lead nowhere any more, and on redirects that cannot work.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let anchors = anchors(self.site);
        // Of a document that is as it was, all was found there when it was published.
        let known = self.site.documents.iter().filter(|document| document.content.summary().is_some());
        let known: HashSet<&str> = known
            .flat_map(|document| std::iter::once(&document.page).chain(document.record_pages.values()))
            .map(String::as_str)
            .collect();
        let mut findings = Findings::new();
        // A page that is gone takes its anchors and its files along.
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for archive in self.archives {
            for address in &archive.addresses {
                let (page, anchor) = Redirect::parts(address);
                let moved = self.redirects.leads_from(address) || self.redirects.leads_from(page);
                let has_page = (self.has)(page);
                let lives = has_page
                    && anchor.is_none_or(|anchor| {
                        known.contains(page) || anchors.get(page).is_some_and(|known| known.contains(anchor))
                    });
                let gone = if has_page { address.as_str() } else { page };
                if !lives && !moved && told.insert(gone) {
                    findings.push(self.vanished(gone, archive));
                }
            }
        }
        for archive in self.archives {
            for file in archive.published_files().filter(|file| !(self.has)(file) && self.now_at(file).is_none()) {
                let is_of_gone = pages::pages_of_file(file).iter().any(|page| told.contains(page.as_str()));
                if !is_of_gone && !self.redirects.leads_from(file) && told.insert(file) {
                    findings.push(self.vanished(file, archive));
                }
            }
        }
        self.site.redirects.iter().filter_map(|redirect| self.fault(redirect)).for_each(|fault| findings.push(fault));
        findings
    }

    /// Why a redirect cannot work.
    fn fault(&self, redirect: &Redirect) -> Option<Finding> {
        let Redirect { from, to, position } = redirect;
        let finding = |message, hint| Finding::new(&codes::REDIRECT, position.clone(), message).hint(hint);
        let (to_page, _) = Redirect::parts(to);
        if !from.contains('#') && self.is_there(from) {
            return Some(finding(
                words!("「{from}」は今もサイトにあります。", "The site still has `{from}`."),
                words("この行を消してください。", "Delete this line."),
            ));
        }
        (!self.is_there(self.redirects.end_of(to_page))).then(|| {
            finding(
                words!("案内する先「{to}」がサイトにありません。", "The site has no `{to}`, to which this leads."),
                words(
                    "今あるページかファイルのアドレスを書いてください。",
                    "Write the address of a page or file that is there.",
                ),
            )
        })
    }

    fn vanished(&self, address: &str, archive: &ArchivedYear) -> Finding {
        let written = self.site.redirects.first().map(|redirect| Arc::clone(&redirect.position.source));
        let source = written.unwrap_or_else(|| Source::new("content/redirects.yaml", ""));
        let (page, anchor) = Redirect::parts(address);
        let (ja, en) = match anchor {
            Some(_) => (format!("{page}#新しい id"), format!("{page}#new-id")),
            None => ("新しいアドレス".to_owned(), "the new address".to_owned()),
        };
        let message = words!(
            "知らせてあるアドレス「{address}」が、今のサイトにありません。",
            "The address `{address}`, which was given out, is gone from the site."
        );
        let (mut hint_ja, mut hint_en) = (
            format!(
                "文書、フォルダー、id の名前を戻すか、content/redirects.yaml に「{address}: {ja}」の行を書いてください。"
            ),
            format!(
                "Give the document, folder or id its name back, or write a line `{address}: {en}` in content/redirects.yaml."
            ),
        );
        if anchor.is_none() {
            let frozen = format!("{address}: archive/{}/{address}", archive.archived.year);
            hint_ja += &format!("なくしたものなら、「{frozen}」の行で保存した年度のものへ案内できます。");
            hint_en += &format!(" For what is gone a line `{frozen}` leads to the frozen year.");
        }
        Finding::new(&codes::ADDRESS_VANISHED, source.position(Span::at(0)), message).hint(words(hint_ja, hint_en))
    }

    /// The address whose file also stands at the old address of a file, where it moved: the one that a redirect names, or the one that
    /// is called like the new address of its page.
    #[must_use]
    pub fn now_at(&self, file: &str) -> Option<String> {
        if let Some(end) = self.redirects.end_from(file) {
            return self.is_there(end).then(|| end.to_owned());
        }
        let (same, renamed) = self.redirects.moved_along(file).next()?;
        [same, renamed].into_iter().find(|address| self.is_there(address))
    }
}

/// The files that a site must have, or may have instead of them, so that no address of its frozen years dies and no redirect leads
/// nowhere. Pages are not among them.
#[must_use]
pub fn files_looked_for(archives: &[ArchivedYear], site: &Site) -> BTreeSet<String> {
    let published = archives.iter().flat_map(ArchivedYear::published_files);
    let redirects = RedirectIndex::of(site);
    let along =
        published.clone().flat_map(|file| redirects.moved_along(file).flat_map(|(same, renamed)| [same, renamed]));
    let named = site.redirects.iter().flat_map(|redirect| [redirect.from.as_str(), redirects.end_of(&redirect.to)]);
    let named = named.filter(|address| !Redirect::is_page(Redirect::parts(address).0));
    published.chain(named).map(str::to_owned).chain(along).collect()
}

/// Puts the pages of frozen years into the living site, byte for byte, and files to their old addresses, after making
/// sure that no address died.
///
/// # Errors
/// When an address that a frozen year recorded leads nowhere any more: findings.
pub fn attach(archives: &[ArchivedYear], site: &Restricted, building: &Building) -> Result<()> {
    let redirects = RedirectIndex::of(site);
    let has = |path: &str| building.has(path) && !(Redirect::is_page(path) && redirects.leads_from(path));
    let known = SiteAddresses::new(archives, site, &has);
    let findings = known.findings();
    if !findings.is_empty() {
        return Err(Error::from(findings));
    }
    for (address, file, sum) in archives.iter().flat_map(|archive| &archive.pages) {
        let length = fs::metadata(file).map_err(Error::at(file))?.len();
        building.copy(address, &CopiedFile { file: file.clone(), sum: sum.clone(), length })?;
    }
    let named = site.redirects.iter().map(|redirect| redirect.from.as_str());
    let named = named.filter(|from| !Redirect::is_page(Redirect::parts(from).0));
    let old: BTreeSet<&str> = known.published_files().into_iter().chain(named).collect();
    let moved: Vec<(&str, String)> =
        old.into_iter().filter(|file| !has(file)).filter_map(|file| Some((file, known.now_at(file)?))).collect();
    moved
        .into_iter()
        .try_for_each(|(file, now)| building.put(file, building.read(&now)?.into(), "content/redirects.yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_people_use_elsewhere() {
        for file in [
            "2021/kawasaki.txt",
            "data/2021/kawasaki/kawasaki-2021.json",
            "data/nenpo-data.xlsx",
            "data/nenpo-data.zip",
            "2021/kawasaki/map.pdf",
            "2021/kawasaki/photo.jpg",
            "leaflet.pdf",
            "glossary.txt",
        ] {
            assert!(is_published_file(file), "{file}");
        }
        for file in [
            "2021/kawasaki.html",
            "assets/site-0123456789.css",
            "data/search/ab.js",
            "data/places/kawasaki.js",
            "data/2021/kawasaki/inpatients.svg",
            "feed.xml",
            "sitemap.xml",
            "sitemap-2.xml",
            ".nojekyll",
        ] {
            assert!(!is_published_file(file), "{file}");
        }
    }
}
