//! The site as last read, and the bytes at each of its addresses.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::archive::{self, ArchivedYear};
use crate::bytes::Bytes;
use crate::compare::PlaceFigures;
use crate::error::Result;
use crate::form::Audience;
use crate::load::{self, Options};
use crate::model::Site;
use crate::office::{self, OfficeReport, SheetStatus, StatusRequest};
use crate::pages::{self, RenderContext};
use crate::pipeline;
use crate::restrict::{Restricted, restrict};
use crate::source::{Findings, Severity, Words};
use crate::sync;
use crate::text::SiteLanguage;
use crate::theme::Theme;
use crate::view::View;

use super::news;

/// The folder of the search index, which is read from all pages at once.
const INDEX: &str = "data/search/";

/// A preview of a site while it is written.
pub struct Preview {
    root: PathBuf,
    options: Options,
    archives: Vec<ArchivedYear>,
    /// Where the last build wrote the site.
    built: PathBuf,
    shown: RwLock<PreviewState>,
    /// How many changes wait to be shown: a check gives way to them.
    waiting: AtomicUsize,
    /// The same with drafts, for the pages of the office, once somebody asked for one of them.
    with_drafts: Mutex<Option<Arc<Preview>>>,
}

/// What is shown now.
struct PreviewState {
    /// What was read, for the rules.
    site: Site,
    /// The site restricted to what everybody may see, for the pages.
    public: Restricted,
    /// With what the pages of the public site share.
    theme: Theme,
    /// What they share.
    shared: Vec<(&'static str, View)>,
    /// Findings of reading, by file; those of rules come anew with every change.
    of_reading: BTreeMap<String, Findings>,
    /// Whether the sources as they are now cannot be shown, and an older state is.
    stale: bool,
    /// Whether the findings are those of all rules for what was read last.
    checked: bool,
    /// How often something was read.
    readings: u64,
    news: PreviewStatus,
    /// The figures of all places, once a page asked for them.
    figures: OnceLock<PlaceFigures>,
    /// The index for searching, once somebody asked for it.
    index: Mutex<Option<HashMap<String, Vec<u8>>>>,
    /// The files that were looked at last, until something changes.
    seen: Mutex<SeenFiles>,
}

/// Files that were rendered, by their addresses.
type SeenFiles = HashMap<String, Vec<u8>>;

/// As many files are held as somebody who writes goes back and forth between.
const MOST_SEEN: usize = 32;

/// The status that open pages and the terminal show.
#[derive(Clone, Debug, Default)]
pub struct PreviewStatus {
    /// Counts the changes after which pages may look different.
    pub revision: u64,
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
        Preview::with_archives(root, archive::list(archives, false)?, archives.with_file_name("site"), options)
    }

    fn with_archives(root: &Path, archives: Vec<ArchivedYear>, built: PathBuf, options: Options) -> Result<Preview> {
        let shown = read(root, options, &archives)?;
        let (shown, waiting, with_drafts) = (RwLock::new(shown), AtomicUsize::new(0), Mutex::default());
        Ok(Preview { root: root.to_owned(), options, archives, built, shown, waiting, with_drafts })
    }

    /// Looks at the site with its drafts, which pages of the site never show unless drafts are asked for.
    ///
    /// # Errors
    /// When the content cannot be read now.
    pub(super) fn with_drafts<T>(&self, look: impl FnOnce(&Preview) -> T) -> Result<T> {
        if self.options.drafts {
            return Ok(look(self));
        }
        let mut kept = sync::lock(&self.with_drafts);
        let preview = match kept.take() {
            Some(preview) => preview,
            None => Arc::new(Preview::with_archives(
                &self.root,
                self.archives.clone(),
                self.built.clone(),
                Options { drafts: true },
            )?),
        };
        *kept = Some(Arc::clone(&preview));
        drop(kept);
        Ok(look(&preview))
    }

    /// How far the sheets of a year are, the newest where none is named, with links to pages of this preview; nothing
    /// where there is no document yet.
    pub(super) fn status(
        &self,
        year: Option<i32>,
        links: &dyn Fn(&SheetStatus<'_>) -> [Option<String>; 2],
    ) -> Option<StatusOfYear> {
        let shown = self.shown();
        let years = shown.site.years();
        let year = year.or_else(|| years.first().copied())?;
        let is_published = |page: &str| load::length(&self.built.join(page)).is_ok();
        let request = StatusRequest {
            site: &shown.site,
            findings: &shown.news.findings,
            archives: &self.archives,
            year,
            is_published: &is_published,
        };
        Some(StatusOfYear { years, report: office::status_report(&request, shown.language(), links) })
    }

    /// What is to be sent back to a place, and how many findings stay with the office or are not public.
    pub(super) fn returned(&self, place: &str) -> Option<(OfficeReport, [usize; 2])> {
        let shown = self.shown();
        let all = office::returned(&shown.site, &shown.news.findings, shown.language());
        let Some(own) = all.into_iter().find(|own| own.place.id == place) else {
            let title = shown.site.place(place)?.name.clone();
            return Some((OfficeReport { title, ..OfficeReport::default() }, [0, 0]));
        };
        Some((own.report, [own.of_office, own.private]))
    }

    /// The language of the site.
    pub(super) fn language(&self) -> SiteLanguage {
        self.shown().language()
    }

    /// The message on open pages: why nothing new is shown, or where something is to be repaired.
    pub fn news_for_pages(&self) -> Words {
        let shown = self.shown();
        let message = || news::for_pages(&shown.news.findings, &shown.public);
        shown.news.trouble.clone().unwrap_or_else(message)
    }

    /// A copy of the current status: the revision, the findings, and what stops the preview.
    pub fn news(&self) -> PreviewStatus {
        self.shown().news.clone()
    }

    /// Reads changed files of the sources. Pages are new at once; [`Preview::check`] then finds the findings, and one that is under
    /// way gives way.
    ///
    /// A change that would remove pages is not applied: a sheet that cannot be read stays as it was, and so does the
    /// whole site when its forms or settings have errors.
    pub fn refresh(&self, changed: &BTreeSet<PathBuf>) {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        *sync::lock(&self.with_drafts) = None;
        match self.documents_of(changed) {
            Some(paths) => paths.iter().for_each(|path| self.reread(path)),
            None => self.read_all(),
        }
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }

    /// The paths of changed files below `content/`, where all are documents of the site and nothing else need be read.
    fn documents_of(&self, changed: &BTreeSet<PathBuf>) -> Option<BTreeSet<String>> {
        let shown = self.shown();
        // What is withheld of one sheet depends on all others.
        if shown.stale || shown.site.settings.small_numbers.is_some() {
            return None;
        }
        let path = |file: &PathBuf| {
            let path = load::path_in_site(&self.root, file).ok()?.strip_prefix("content/")?.to_owned();
            // A name in decomposed letters is another on the disk.
            let found = load::is_file(&self.root, &path);
            // The file of a record is read with its sheet.
            let owner = || shown.site.owner_of_record(&path).filter(|owner| shown.site.document(owner).is_some());
            let known = if shown.site.document(&path).is_some() { Some(path.clone()) } else { owner() };
            known.filter(|_| found)
        };
        changed.iter().map(path).collect::<Option<BTreeSet<String>>>()
    }

    fn reread(&self, path: &str) {
        let read = load::document(&self.root, path, &self.shown().site);
        let Some((document, findings)) = read else { return };
        // A draft comes into the site or leaves it, with its mistakes and with other pages.
        if document.as_ref().is_some_and(|document| document.draft) && !self.options.drafts {
            return self.read_all();
        }
        let is_valid = findings.count(Severity::Error) == 0;
        let mut shown = self.shown_to_write();
        // The files of its records were read with it.
        let folder = format!("content/{}/", path.trim_end_matches(".md"));
        shown.of_reading.retain(|file, _| !file.starts_with(&folder));
        shown.of_reading.insert(format!("content/{path}"), findings);
        (shown.checked, shown.readings) = (false, shown.readings + 1);
        if let Some(document) = document.filter(|_| is_valid) {
            if let Some(known) = shown.site.document_mut(path) {
                *known = document;
            }
            let PreviewState { site, public, figures, .. } = &mut *shown;
            if let Some(document) = site.document(path) {
                let place = &document.place.id;
                let given = |public: &Restricted| figures.get().map(|figures| figures.given_by(public, place));
                let before = given(public);
                public.renew(site, place);
                if given(public) != before {
                    *figures = OnceLock::new();
                }
            }
            shown.renew();
        }
    }

    fn read_all(&self) {
        let read = read(&self.root, self.options, &self.archives);
        let mut shown = self.shown_to_write();
        let (revision, readings) = (shown.news.revision + 1, shown.readings + 1);
        shown.readings = readings;
        match read {
            Ok(new) if new.news.findings.stop() => {
                (shown.news.findings, shown.of_reading) = (new.news.findings, new.of_reading);
                (shown.stale, shown.checked, shown.news.trouble) = (true, true, None);
            }
            Ok(new) => {
                *shown = new;
                (shown.news.revision, shown.readings) = (revision, readings);
            }
            Err(error) => {
                (shown.stale, shown.checked, shown.news.trouble) = (true, true, Some(error.message));
            }
        }
    }

    /// Checks the site that is shown. This takes longer than rendering a page, and so comes after. Whether the findings are now those
    /// of what is shown: a change that comes meanwhile does not wait, and needs a check of its own.
    pub fn check(&self) -> bool {
        let (findings, readings) = {
            let shown = self.shown();
            if shown.checked {
                return true;
            }
            let mut of_reading = Findings::new();
            shown.of_reading.values().for_each(|findings| of_reading.extend(findings.clone()));
            let is_wanted = || self.waiting.load(Ordering::SeqCst) == 0;
            (pipeline::check(&shown.site, of_reading, &self.archives, &is_wanted), shown.readings)
        };
        let Some(findings) = findings else { return false };
        let mut shown = self.shown_to_write();
        let same = shown.readings == readings;
        if same {
            (shown.news.findings, shown.checked) = (findings, true);
        }
        same
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
        let edition = RenderContext::new(&shown.public, &shown.theme).with_figures(&shown.figures);
        if let Some(asset) = shown.theme.assets().iter().find(|asset| asset.path == path) {
            return Ok(Some(asset.bytes.clone()));
        }
        if let Some(page) = archive::page(&self.archives, path) {
            return Ok(Some(page?));
        }
        if path.starts_with(INDEX) {
            return shown.index(path);
        }
        if let Some(seen) = sync::lock(&shown.seen).get(path) {
            return Ok(Some(seen.clone()));
        }
        if let Some(file) = pages::published_file(edition, path) {
            return Ok(Some(file));
        }
        for candidate in pages::pages_of_file(path) {
            let Some(page) = pages::find(edition, &candidate) else { continue };
            let found: Mutex<Option<Bytes>> = Mutex::new(None);
            let keep = |own: &str, bytes: Bytes, _: &str| {
                if own == path {
                    *sync::lock(&found) = Some(bytes);
                }
                Ok(())
            };
            pages::render_page(edition, &page, &keep)?;
            if let Some(bytes) = sync::into_inner(found) {
                let bytes = bytes.into_vec();
                let mut seen = sync::lock(&shown.seen);
                if seen.len() >= MOST_SEEN {
                    seen.clear();
                }
                seen.insert(path.to_owned(), bytes.clone());
                return Ok(Some(bytes));
            }
        }
        // What is left may be a file that moved and stands at its old address, too. No two of them lead to each other.
        let now = shown.moved_to(&self.archives, path);
        drop(shown);
        now.map_or(Ok(None), |now| self.file(&now))
    }

    fn shown(&self) -> RwLockReadGuard<'_, PreviewState> {
        sync::read(&self.shown)
    }

    fn shown_to_write(&self) -> RwLockWriteGuard<'_, PreviewState> {
        sync::write(&self.shown)
    }
}

/// How far the sheets of a year are.
pub(super) struct StatusOfYear {
    /// All years with documents, the newest first.
    pub years: Vec<i32>,
    /// The table of the sheets of one of them.
    pub report: OfficeReport,
}

impl PreviewState {
    /// Where the file is now that a build puts to this old address.
    fn moved_to(&self, archives: &[ArchivedYear], path: &str) -> Option<String> {
        let is_published = || archives.iter().flat_map(ArchivedYear::published_files).any(|file| file == path);
        if self.public.redirects.iter().all(|redirect| redirect.from != path) && !is_published() {
            return None;
        }
        let context = RenderContext::new(&self.public, &self.theme);
        let has = |path: &str| !pages::files_of_pages(context, BTreeSet::from([path])).is_empty();
        archive::SiteAddresses::new(archives, &self.public, &has).now_at(path)
    }

    fn language(&self) -> SiteLanguage {
        SiteLanguage::parse(&self.site.settings.language)
    }

    /// After the site changed: what is computed from all of it is computed again. The templates are those that are compiled already.
    fn renew(&mut self) {
        let shared = pages::shared(RenderContext::new(&self.public, &self.theme));
        if shared != self.shared {
            (self.theme, self.shared) = (self.theme.for_site(shared.clone()), shared);
        }
        (self.index, self.seen) = (Mutex::default(), Mutex::default());
        (self.news.trouble, self.news.revision) = (None, self.news.revision + 1);
    }

    fn index(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let mut index = sync::lock(&self.index);
        if index.is_none() {
            let files = Mutex::new(HashMap::new());
            let keep = |path: &str, bytes: Bytes, _: &str| {
                if path.starts_with(INDEX) {
                    sync::lock(&files).insert(path.to_owned(), bytes.into_vec());
                }
                Ok(())
            };
            pages::render_site(&self.public, &self.theme, &keep)?;
            *index = Some(sync::into_inner(files));
        }
        Ok(index.as_ref().and_then(|files| files.get(path).cloned()))
    }
}

fn read(root: &Path, options: Options, archives: &[ArchivedYear]) -> Result<PreviewState> {
    let (mut site, findings) = load::load(root, options)?;
    let mut of_reading: BTreeMap<String, Findings> = BTreeMap::new();
    for finding in &findings {
        of_reading.entry(finding.position.source.path().to_owned()).or_default().push(finding.clone());
    }
    let findings = pipeline::check_and_suppress(&mut site, findings, Some(archives));
    let public = restrict(site.clone(), Audience::Public);
    let theme = pages::theme(root, &public)?;
    let shared = pages::shared(RenderContext::new(&public, &theme));
    let news = PreviewStatus { revision: 0, findings, trouble: None };
    let (stale, checked, readings) = (false, true, 0);
    let (figures, index, seen) = (OnceLock::new(), Mutex::default(), Mutex::default());
    Ok(PreviewState { site, public, theme, shared, of_reading, stale, checked, readings, news, figures, index, seen })
}
