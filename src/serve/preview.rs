//! The site as last read, and the bytes at each of its addresses.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use anyhow::Result;

use crate::archive::{self, Beside};
use crate::edition;
use crate::form::Audience;
use crate::load::{self, LoadError, Options};
use crate::model::Site;
use crate::pages::{self, File, RenderContext};
use crate::restrict::{Restricted, restrict};
use crate::source::{Findings, Severity, Words, words};
use crate::theme::{Theme, ThemeError};

use super::{news, owners};

/// The folder of the search index, which is read from all pages at once.
const INDEX: &str = "data/search/";

/// A site to look at while it is written.
pub struct Preview {
    root: PathBuf,
    options: Options,
    archives: Vec<Beside>,
    shown: RwLock<Shown>,
}

/// What is shown now.
struct Shown {
    /// What was read, for the rules.
    site: Site,
    /// The same as everybody may know it, for the pages.
    public: Restricted,
    theme: Theme,
    /// Findings of reading, by file; those of rules come anew with every change.
    of_reading: BTreeMap<String, Findings>,
    /// Whether the sources as they are now cannot be shown, and an older state is.
    held: bool,
    /// Whether the findings are those of all rules for what was read last.
    judged: bool,
    news: News,
    /// The index for searching, once somebody asked for it.
    index: Mutex<Option<HashMap<String, Vec<u8>>>>,
}

/// What open pages and the terminal are told.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Grows by one when pages may look different.
    pub edition: u64,
    /// All findings of what the author wrote last, shown or not.
    pub findings: Findings,
    /// Why the last change could not be shown at all.
    pub trouble: Option<Words>,
}

impl Preview {
    /// Reads the site in `root`; `archives` is the folder of frozen years, whose pages are shown as they lie there.
    ///
    /// # Errors
    /// When the content cannot be read at all, the theme has a mistake, or an archive was altered.
    pub fn open(root: &Path, archives: &Path, options: Options) -> Result<Preview> {
        let archives = archive::beside(archives, false)?;
        let shown = read(root, options, &archives)?;
        Ok(Preview { root: root.to_owned(), options, archives, shown: RwLock::new(shown) })
    }

    /// What open pages are told: why nothing new is shown, or where something is to be mended.
    pub fn news_for_pages(&self) -> Words {
        let shown = self.shown();
        let told = || news::for_pages(&shown.news.findings, &shown.public);
        shown.news.trouble.clone().unwrap_or_else(told)
    }

    /// What there is to tell.
    pub fn news(&self) -> News {
        self.shown().news.clone()
    }

    /// Takes over changed files of the sources. Pages are new at once; [`Preview::check`] then looks for findings.
    ///
    /// A change that would take pages away is not taken over: a sheet that cannot be read stays as it was, and so does the
    /// whole site when its forms or settings have errors.
    pub fn refresh(&self, changed: &BTreeSet<PathBuf>) {
        match self.documents_of(changed) {
            Some(paths) => paths.iter().for_each(|path| self.reread(path)),
            None => self.read_all(),
        }
    }

    /// The paths of changed files below `content/`, where all are documents of the site and nothing else need be read.
    fn documents_of(&self, changed: &BTreeSet<PathBuf>) -> Option<Vec<String>> {
        let shown = self.shown();
        // What is withheld of one sheet depends on all others.
        if shown.held || shown.site.settings.small_numbers.is_some() {
            return None;
        }
        let path = |file: &PathBuf| {
            let path = load::path_in_site(&self.root, file).ok()?.strip_prefix("content/")?.to_owned();
            shown.site.document(&path).map(|_| path)
        };
        changed.iter().map(path).collect()
    }

    fn reread(&self, path: &str) {
        let read = load::document(&self.root, path, &self.shown().site);
        let Some((document, findings)) = read else { return };
        // A draft comes into the site or leaves it, with its mistakes and with other pages.
        if document.as_ref().is_some_and(|document| document.draft) && !self.options.drafts {
            return self.read_all();
        }
        let whole = findings.count(Severity::Error) == 0;
        let mut shown = self.shown_to_write();
        shown.of_reading.insert(format!("content/{path}"), findings);
        shown.judged = false;
        if let Some(document) = document.filter(|_| whole) {
            if let Some(known) = shown.site.documents.iter_mut().find(|known| known.path == document.path) {
                *known = document;
            }
            let Shown { site, public, .. } = &mut *shown;
            if let Some(document) = site.document(path) {
                public.renew(site, &document.place.id);
            }
            shown.renew(&self.root);
        }
    }

    fn read_all(&self) {
        let read = read(&self.root, self.options, &self.archives);
        let mut shown = self.shown_to_write();
        let edition = shown.news.edition + 1;
        match read {
            Ok(new) if new.news.findings.stop() => {
                (shown.news.findings, shown.of_reading) = (new.news.findings, new.of_reading);
                (shown.held, shown.judged, shown.news.trouble) = (true, true, None);
            }
            Ok(new) => {
                *shown = new;
                shown.news.edition = edition;
            }
            Err(error) => {
                (shown.held, shown.judged, shown.news.trouble) = (true, true, Some(words_of(&error)));
            }
        }
    }

    /// Looks for findings in what is shown. It takes longer than showing it, and so comes after.
    pub fn check(&self) {
        let findings = {
            let shown = self.shown();
            if shown.judged {
                return;
            }
            let mut of_reading = Findings::new();
            shown.of_reading.values().for_each(|findings| of_reading.extend(findings.clone()));
            let mut findings = edition::check(&shown.site, of_reading);
            findings.extend(archive::errata(&shown.site, &self.archives));
            findings.sort();
            findings
        };
        let mut shown = self.shown_to_write();
        (shown.news.findings, shown.judged) = (findings, true);
    }

    /// The path of a file of the site, given the path a browser asks for: the page for what is not there leads to files below
    /// the path that the site will have on its server.
    pub fn path_of(&self, asked: &str) -> String {
        let shown = self.shown();
        let root = pages::root(&shown.public);
        let path = asked.strip_prefix(root.as_str()).or(asked.strip_prefix('/')).unwrap_or(asked);
        if path.is_empty() { "index.html".to_owned() } else { path.to_owned() }
    }

    /// The bytes at an address of the site, as a build would write them; none where a build writes no file.
    ///
    /// # Errors
    /// When a template has a mistake.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let shown = self.shown();
        let edition = RenderContext::new(&shown.public, &shown.theme);
        if let Some(asset) = shown.theme.assets().iter().find(|asset| asset.path == path) {
            return Ok(Some(asset.bytes.clone()));
        }
        if let Some(page) = archive::page(&self.archives, path) {
            return Ok(Some(page?));
        }
        if path.starts_with(INDEX) {
            return shown.index(path);
        }
        if let Some(image) = pages::published_image(edition, path) {
            return Ok(Some(image));
        }
        for candidate in owners::candidates(path) {
            let Some(page) = pages::find(edition, &candidate) else { continue };
            let found: Mutex<Option<Vec<u8>>> = Mutex::new(None);
            let keep = |file: File| {
                if file.path == path {
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    found.get_or_insert_default().extend(file.bytes.into_vec());
                }
                Ok(())
            };
            pages::one(edition, &page, &keep)?;
            if let Some(bytes) = found.into_inner().unwrap_or_else(PoisonError::into_inner) {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    fn shown(&self) -> RwLockReadGuard<'_, Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown_to_write(&self) -> RwLockWriteGuard<'_, Shown> {
        self.shown.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    /// After the site changed: what is made from all of it comes anew.
    fn renew(&mut self, root: &Path) {
        match edition::theme(root, &self.public) {
            Ok(theme) => (self.theme, self.news.trouble) = (theme, None),
            Err(error) => self.news.trouble = Some(error.0),
        }
        self.index = Mutex::default();
        self.news.edition += 1;
    }

    fn index(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if index.is_none() {
            let files = Mutex::new(HashMap::new());
            let keep = |file: File| {
                if file.path.starts_with(INDEX) {
                    files.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path, file.bytes.into_vec());
                }
                Ok(())
            };
            edition::render(&self.public, &self.theme, &keep)?;
            *index = Some(files.into_inner().unwrap_or_else(PoisonError::into_inner));
        }
        Ok(index.as_ref().and_then(|files| files.get(path).cloned()))
    }
}

fn read(root: &Path, options: Options, archives: &[Beside]) -> Result<Shown> {
    let (mut site, findings) = load::load(root, options)?;
    let mut of_reading: BTreeMap<String, Findings> = BTreeMap::new();
    for finding in &findings {
        of_reading.entry(finding.position.source.path().to_owned()).or_default().push(finding.clone());
    }
    let mut findings = edition::judge(&mut site, findings);
    findings.extend(archive::errata(&site, archives));
    findings.sort();
    site.archives = archives.iter().map(|beside| beside.archived.clone()).collect();
    let public = restrict(site.clone(), Audience::Public);
    let theme = edition::theme(root, &public)?;
    let news = News { edition: 0, findings, trouble: None };
    Ok(Shown { site, public, theme, of_reading, held: false, judged: true, news, index: Mutex::default() })
}

/// What went wrong, in both languages where they are known.
fn words_of(error: &anyhow::Error) -> Words {
    let theme = error.downcast_ref::<ThemeError>().map(|error| error.0.clone());
    let load = error.downcast_ref::<LoadError>().map(|error| error.0.clone());
    theme.or(load).unwrap_or_else(|| words(format!("{error:#}"), format!("{error:#}")))
}
