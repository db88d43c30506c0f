//! A folder becomes a site and findings, in parallel and in a fixed order.
//!
//! Walking and sorting are serial, reading is parallel, and results keep the order of the walk, so that neither the
//! site nor its findings depend on threads. Files are read once.

mod attachment;
pub mod codes;
mod failure;
mod folder;
mod forms;
mod image;
mod import_settings;

mod name;
mod read;
mod record_files;
mod role;
mod site_files;
mod site_folder;
mod summarized;
mod svg;
mod tables;
mod text_file;

pub use codes::CODES;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::form::{Form, FormFile, read_forms};
use crate::model::{Address, Attachment, ContentPage, Document, Image, Index, Place, Site, Summaries};
use crate::record::{self, Content, Node, SourceMap, Split};
use crate::restrict::files_of;
use crate::source::{Finding, Findings, Position, Reporter, Source, Span, words};
use crate::text::{fold, page_path};
use crate::value::{Prose, TableFiles};

pub use folder::{NOTES, is_of_year, is_source, place_of};
pub use forms::{find_form, form_files, form_names};
pub use import_settings::import_settings;
use read::{read_source, read_yaml};
use role::{ContentFile, FileRole};
pub use site_folder::{FolderIdentity, folder_of, has_site, language, verbatim};
use summarized::Summarized;
pub use text_file::{bytes, files_within, is_folder, length, text_files};

/// What to take from the folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether documents marked as drafts are part of the site.
    pub drafts: bool,
}

/// The path of a file in a site as findings name it: relative to `root`, with `/`, in composed letters.
///
/// # Errors
/// When the file is not there, or not in the site.
pub fn path_in_site(root: &Path, file: &Path) -> Result<String> {
    let canonical = |path: &Path| path.canonicalize().map_err(|error| failure::file(path, &error));
    let (root, found) = (canonical(root)?, canonical(file)?);
    let shown = file.display();
    let inside = found
        .strip_prefix(&root)
        .map_err(|_| Error::new(words!("{shown} はサイトの外にあります。", "{shown} is outside of the site.")))?;
    let path = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    Ok(path.nfc().collect())
}

/// Whether a path is another one or lies in that folder; an empty one is the folder of all.
#[must_use]
pub fn is_within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reads the site in `root`, which holds `content/`.
///
/// # Errors
/// When `content/` is not there or cannot be walked. What authors can correct comes back as findings.
pub fn load(root: &Path, options: Options) -> Result<(Site, Findings)> {
    read_site(root, options, &BTreeMap::new(), &Summaries::default())
}

/// The same, where documents of which there are summaries are read when somebody asks for what they say.
///
/// # Errors
/// As for [`load`].
pub fn load_summarized(root: &Path, options: Options, summaries: &Summaries) -> Result<(Site, Findings)> {
    read_site(root, options, &BTreeMap::new(), summaries)
}

/// Reads the site as it would be with other bytes in some of its files, given by their paths below `content/`.
///
/// # Errors
/// As for [`load`].
pub fn load_changed(root: &Path, options: Options, changed: &BTreeMap<String, Vec<u8>>) -> Result<(Site, Findings)> {
    read_site(root, options, changed, &Summaries::default())
}

fn read_site(
    root: &Path,
    options: Options,
    changed: &BTreeMap<String, Vec<u8>>,
    summaries: &Summaries,
) -> Result<(Site, Findings)> {
    let content = verbatim(root.join("content"));
    let mut findings = Findings::new();
    let mut entries = walk(&content, &mut findings)?;
    entries.iter_mut().for_each(|entry| entry.bytes = changed.get(&entry.path).cloned());

    let mut site = Site { forms: forms(&entries, &mut findings), ..Site::default() };
    import_settings::check(&entries, &site.forms, &mut findings);
    site_files::read(&entries, &mut site, &mut findings);
    if !entries.iter().any(|entry| entry.path == "site.yaml") {
        findings.push(no_settings(&content));
    }
    let tables = tables::read(&entries, &mut findings);
    // What is suppressed in a document depends on many others.
    let summarized = site.settings.small_numbers.is_none().then(|| summarized::find(root, &site, summaries));
    let summarized = summarized.unwrap_or_default();
    let documents = documents((&entries, &summarized), &site, &tables, options, &mut findings);
    (site.documents, site.drafts, site.unread) = (documents.read, documents.drafts, documents.unread);
    site.index = Index::new(&site.documents);
    site.pages = pages(&entries, &mut findings);
    site.images = images(&entries, &mut findings);
    site.attachments = attachments(&entries, &mut findings);
    unused_attachments(&entries, &site, &mut findings);
    Ok((site, findings))
}

/// Whether a file lies at exactly this path below `content/`: one whose name is in decomposed letters lies at another.
#[must_use]
pub fn is_file(root: &Path, path: &str) -> bool {
    root.join("content").join(path).is_file()
}

/// The text of a file of `content/` as it is read, given its path in the site; nothing where it cannot be read.
#[must_use]
pub fn source(root: &Path, path: &str) -> Option<Arc<Source>> {
    let below = path.strip_prefix("content/")?;
    let file = verbatim(root.join("content")).join(below);
    read_source(&ContentFile { path: below.to_owned(), file, bytes: None, role: FileRole::Page }, &mut Findings::new())
}

/// Reads one document anew, given its path below `content/`; none where it is no document of the site as it was read.
#[must_use]
pub fn document(root: &Path, path: &str, site: &Site) -> Option<(Option<Document>, Findings)> {
    let Document { year, place, name, .. } = site.document(path)?;
    Some(document_at(root, path, (*year, place, name), &site.forms))
}

/// Reads the document of this path, with the files beside it, as they are on the disk.
fn document_at(
    root: &Path,
    path: &str,
    (year, place, name): (i32, &Arc<Place>, &str),
    forms: &[Arc<Form>],
) -> (Option<Document>, Findings) {
    let role = FileRole::Document { year, place: place.id.clone(), name: name.to_owned() };
    let entry =
        ContentFile { path: path.to_owned(), file: verbatim(root.join("content")).join(path), bytes: None, role };
    let mut findings = Findings::new();
    let beside = tables::beside(&entry, &mut findings);
    let records = record_files::beside(&entry);
    let records: Vec<&ContentFile> = records.iter().collect();
    let document = read_document((&entry, beside, &records), year, Ok(place), &place.id, name, forms, &mut findings);
    (document, findings)
}

fn walk(content: &Path, findings: &mut Findings) -> Result<Vec<ContentFile>> {
    folder::walk(content, findings).map_err(|error| failure::walk(content, &error))
}

fn no_settings(content: &Path) -> Finding {
    let source = Source::new("content/site.yaml", "");
    Finding::new(
        &codes::SITE_SETTINGS,
        source.position(Span::at(0)),
        words!("{} がありません。", "There is no {}.", content.join("site.yaml").display()),
    )
    .hint(words(
        "title と publisher を書いた site.yaml を置いてください。",
        "Write site.yaml with `title` and `publisher`.",
    ))
}

fn forms(entries: &[ContentFile], findings: &mut Findings) -> Vec<Arc<Form>> {
    let files: Vec<FormFile> = entries
        .iter()
        .filter_map(|entry| match &entry.role {
            FileRole::Form { id } => {
                let id = id.clone();
                // A form that cannot be read is a form still: its sheets are not told that it is missing.
                let Some((source, node)) = read_yaml(entry, findings) else {
                    let node = Node { span: Span::at(0), content: Content::Broken };
                    return Some(FormFile { id, source: Source::new(format!("content/{}", entry.path), ""), node });
                };
                Some(FormFile { id, source, node })
            }
            _ => None,
        })
        .collect();
    read_forms(&files, findings)
}

/// What became of the documents of a site.
struct ReadDocuments {
    read: Vec<Document>,
    /// Those that are left out, each with the line that makes it a draft.
    drafts: BTreeMap<String, String>,
    /// The paths of those that could not be read.
    unread: BTreeSet<String>,
}

fn documents(
    (entries, summarized): (&[ContentFile], &Summarized),
    site: &Site,
    tables: &tables::ByFolder,
    options: Options,
    findings: &mut Findings,
) -> ReadDocuments {
    let by_id: BTreeMap<&str, &Arc<Place>> = site.places.iter().map(|place| (place.id.as_str(), place)).collect();
    // The place of a folder, or else the one that may be meant.
    let known = |id: &str| {
        by_id.get(id).copied().ok_or_else(|| match place_named(id, &site.places) {
            Some(place) => MeantPlace::Named(place),
            None => record::nearest(id, by_id.keys().copied()).map_or(MeantPlace::Unknown, MeantPlace::Like),
        })
    };
    let records = record_files::by_document(entries, findings);
    let read: Vec<(&str, Option<Document>, Findings)> = entries
        .par_iter()
        .filter_map(|entry| match &entry.role {
            FileRole::Document { year, place, name } => Some((entry, *year, place, name)),
            _ => None,
        })
        .map(|(entry, year, place, name)| {
            let mut findings = Findings::new();
            if let Some(document) = summarized.document(entry, year, name) {
                return (entry.path.as_str(), Some(document), findings);
            }
            let beside = tables.get(tables::folder_of(&entry.path)).map(Arc::clone).unwrap_or_default();
            let records = records.get(entry.path.as_str()).map_or(&[][..], Vec::as_slice);
            let document =
                read_document((entry, beside, records), year, known(place), place, name, &site.forms, &mut findings);
            (entry.path.as_str(), document, findings)
        })
        .collect();
    tables::unused(tables, read.iter().filter_map(|(_, document, _)| document.as_ref()), findings);
    let mut documents = Vec::with_capacity(read.len());
    let (mut drafts, mut unread) = (BTreeMap::new(), BTreeSet::new());
    for (path, document, found) in read {
        if document.is_none() {
            unread.insert(path.to_owned());
        }
        match document {
            // Nobody need correct what is not published yet.
            Some(draft) if draft.draft && !options.drafts => {
                let line = draft.draft_line().to_owned();
                drafts.insert(draft.path, line);
            }
            document => {
                findings.extend(found);
                documents.extend(document);
            }
        }
    }
    // The order of pages and data: years, then places by their codes, the sheet before the other documents.
    documents.sort_by(|a, b| {
        let key = |d: &Document| (d.year, d.place.order.clone(), !d.is_main(), d.name.clone());
        key(a).cmp(&key(b))
    });
    ReadDocuments { read: documents, drafts, unread }
}

/// The place that the name of a folder may mean, which is no id.
#[derive(Clone, Copy)]
enum MeantPlace<'s> {
    /// It is the name or the code of a place.
    Named(&'s Place),
    /// It is like the id of a place.
    Like(&'s str),
    Unknown,
}

/// The place with this name, with or without that of its prefecture before it, or this code.
fn place_named<'s>(written: &str, places: &'s [Arc<Place>]) -> Option<&'s Place> {
    let written = fold(written);
    let mut named = places.iter().filter(|place| {
        let name = fold(&place.name);
        let whole = written
            .strip_suffix(name.as_str())
            .is_some_and(|before| before.is_empty() || places.iter().any(|other| fold(&other.name) == before));
        whole && !name.is_empty() || written == fold(&place.code)
    });
    named.next().filter(|_| named.next().is_none()).map(AsRef::as_ref)
}

fn unknown_place(folder: &str, meant: MeantPlace<'_>, position: Position) -> Finding {
    let message =
        words!("フォルダー名「{folder}」は places.yaml にありません。", "The folder `{folder}` is not in places.yaml.");
    let hint = match meant {
        MeantPlace::Named(place) => words!(
            "「{0}」の id は「{1}」です。フォルダーの名前を「{1}」に変えてください。",
            "The id of {0} is `{1}`. Rename the folder to `{1}`.",
            place.name,
            place.id
        ),
        MeantPlace::Like(near) => record::did_you_mean(near),
        MeantPlace::Unknown => words(
            "places.yaml に自治体を加えるか、フォルダー名を直してください。",
            "Add the place to places.yaml, or rename the folder.",
        ),
    };
    Finding::new(&codes::UNKNOWN_PLACE, position, message).hint(hint)
}

fn read_document(
    (entry, tables, records): (&ContentFile, Arc<TableFiles>, &[&ContentFile]),
    year: i32,
    place: Result<&Arc<Place>, MeantPlace<'_>>,
    place_id: &str,
    name: &str,
    forms: &[Arc<Form>],
    findings: &mut Findings,
) -> Option<Document> {
    let source = read_source(entry, findings)?;
    let split = record::split(&source, findings);
    let (source, records) = record_files::read(source, records, findings);
    let front = front_matter(&source, split, findings);
    let place = match place {
        Ok(place) => place,
        Err(meant) => {
            findings.push(unknown_place(place_id, meant, source.position(Span::at(0))));
            return None;
        }
    };
    let page = page_path::page_of(&entry.path)?;
    let (path, place, name) = (entry.path.clone(), Arc::clone(place), name.to_owned());
    let address = Address { path, page, year, place, name, tables, records };
    Document::read(address, &front, split.body, forms, &mut Reporter::new(&source, findings))
}

/// The front matter as a record; where there is none that was reported, and nothing in it is missing.
fn front_matter(source: &Arc<Source>, split: Split, findings: &mut Findings) -> Node {
    match split.front {
        Some(front) => record::parse(source, front, findings),
        None => Node { span: Span::at(split.body.start()), content: Content::Broken },
    }
}

fn pages(entries: &[ContentFile], findings: &mut Findings) -> Vec<ContentPage> {
    let mut pages: Vec<ContentPage> = entries
        .iter()
        .filter(|entry| entry.role == FileRole::Page)
        .filter_map(|entry| {
            let source = read_source(entry, findings)?;
            let split = record::split(&source, findings);
            let front = front_matter(&source, split, findings);
            let body = Prose::new(source.slice(split.body).to_owned(), SourceMap::direct(split.body.start()));
            let reporter = &mut Reporter::new(&source, findings);
            Some(ContentPage::read(&entry.path, page_path::page_of(&entry.path)?, &front, body, reporter))
        })
        .collect();
    pages.sort_by(|a, b| (a.order, &a.path).cmp(&(b.order, &b.path)));
    pages
}

/// Attachments, and tables, which may be attached as well.
fn attachments(entries: &[ContentFile], findings: &mut Findings) -> BTreeMap<String, Arc<Attachment>> {
    let read: Vec<_> = entries
        .par_iter()
        .filter(|entry| matches!(entry.role, FileRole::Attachment | FileRole::Table))
        .map(|entry| (entry, attachment::read(entry)))
        .collect();
    let mut attachments = BTreeMap::new();
    for (entry, read) in read {
        let is_table = entry.role == FileRole::Table;
        match read {
            Ok((attachment, finding)) => {
                // What is wrong with a table is told where it is read as one.
                finding.filter(|_| !is_table).into_iter().for_each(|finding| findings.push(finding));
                attachments.insert(entry.path.clone(), Arc::new(attachment));
            }
            Err(finding) if !is_table => findings.push(*finding),
            Err(_) => {}
        }
    }
    attachments
}

/// Reports attachments that nothing links to.
fn unused_attachments(entries: &[ContentFile], site: &Site, findings: &mut Findings) {
    let mut attached = entries.iter().filter(|entry| entry.role == FileRole::Attachment).peekable();
    if attached.peek().is_none() {
        return;
    }
    let mut wanted = files_of(site, &site.documents);
    // What is not public may use it, too, which only the summary of the whole place tells of documents that were not read.
    let unread = site.documents.iter().filter_map(|document| document.content.place_summary());
    unread.for_each(|summary| wanted.extend(summary.named_files.iter().cloned()));
    // A draft that is left out may use it.
    let waits = |path: &str| site.drafts.keys().any(|draft| tables::folder_of(draft) == tables::folder_of(path));
    let is_fit = |path: &str| site.attachments.get(path).is_some_and(|attachment| attachment.kind.is_some());
    let unused = attached.filter(|entry| is_fit(&entry.path) && !wanted.contains(&entry.path) && !waits(&entry.path));
    unused.for_each(|entry| findings.push(attachment::unused(&entry.path)));
}

fn images(entries: &[ContentFile], findings: &mut Findings) -> BTreeMap<String, Arc<Image>> {
    let read: Vec<_> = entries
        .par_iter()
        .filter(|entry| entry.role == FileRole::Image)
        .map(|entry| (entry, image::read(entry)))
        .collect();
    let mut images = BTreeMap::new();
    for (entry, read) in read {
        match read {
            Ok((image, found)) => {
                found.into_iter().for_each(|finding| findings.push(finding));
                images.insert(entry.path.clone(), Arc::new(image));
            }
            Err(finding) => findings.push(*finding),
        }
    }
    images
}
