//! Where the files of a theme come from: the site's folder first, then the default theme inside the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use walkdir::{DirEntry, WalkDir};

use super::names::{DEFAULT_PREFIX, SITE_PREFIX};
use super::{comments, failure};
use crate::error::{Error, Result};
use crate::record;
use crate::source::Findings;
use crate::text::file_name;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The largest file of a theme, in bytes: larger than any file that a page should load.
const LARGEST: u64 = 64 << 20;

/// All files of a theme by their path in the theme's folder.
pub struct ThemeFolder {
    default: BTreeMap<String, Vec<u8>>,
    site: BTreeMap<String, Vec<u8>>,
    /// The site's templates as they are in their files, for messages.
    originals: BTreeMap<String, String>,
    /// The name of the theme.
    name: String,
    /// Whether the site's files are changes to the default theme itself, not a theme of their own.
    changes_default: bool,
}

/// Gathers the default theme and what `themes/<name>` of the site adds or replaces.
///
/// # Errors
/// When a named theme other than `default` does not exist or lies outside of the site, or a file cannot be read.
pub fn gather(root: &Path, name: &str) -> Result<ThemeFolder> {
    let mut findings = Findings::new();
    let folder = gather_all(root, name, &mut findings)?;
    if findings.is_empty() { Ok(folder) } else { Err(Error::from(findings)) }
}

/// The same with findings on what cannot be used.
///
/// # Errors
/// When the name is none, or a file cannot be read.
pub fn gather_all(root: &Path, name: &str, findings: &mut Findings) -> Result<ThemeFolder> {
    let mut default = BTreeMap::new();
    embedded(&DEFAULT, &mut default);
    // The sources of a year come with a theme of somebody else.
    if !file_name::is_of_a_folder(name) {
        return Err(failure::name(name));
    }
    let folder = root.join("themes").join(name);
    let (mut site, mut originals) = (BTreeMap::new(), BTreeMap::new());
    if folder.is_dir() {
        let real = |path: &Path| path.canonicalize().map_err(|error| failure::unreadable(path, &error));
        if real(&folder)?.starts_with(real(root)?) {
            site = on_disk(&folder, name, &mut originals, findings)?;
        } else {
            findings.push(failure::outside(name));
        }
    } else if name != "default" {
        findings.push(failure::missing(name, &names(&root.join("themes"))));
    }
    // In the repository of the program the default theme lies there, too.
    site.retain(|path, bytes| name != "default" || default.get(path) != Some(bytes));
    Ok(ThemeFolder { default, site, originals, name: name.to_owned(), changes_default: name == "default" })
}

/// Whether a site has files of its own for a theme: without them it has that of the program, which is right.
#[must_use]
pub fn is_own(root: &Path, name: &str) -> bool {
    name != "default" || root.join("themes").join(name).is_dir()
}

/// The files of settings of all themes in a site: `theme.yaml` and the words.
#[must_use]
pub fn settings_files(root: &Path) -> Vec<PathBuf> {
    let themes = root.join("themes");
    let files = WalkDir::new(&themes).min_depth(2).max_depth(3).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file()).map(DirEntry::into_path);
    let settings = |path: &Path| {
        let path = slashes(path.strip_prefix(&themes).unwrap_or(path));
        path.split_once('/').is_some_and(|(_, below)| is_settings(below) && below.ends_with(".yaml"))
    };
    files.filter(|path| settings(path)).collect()
}

/// The sources of the theme of a site, to be archived with it: the site's own, and for the default theme those inside the
/// program that the site does not replace.
///
/// # Errors
/// As for [`gather`].
pub fn source_files(root: &Path, name: &str) -> Result<BTreeMap<String, Vec<u8>>> {
    let files = gather(root, name)?;
    let mut sources = if files.changes_default { files.default } else { BTreeMap::new() };
    sources.extend(files.site);
    for (path, bytes) in &mut sources {
        if is_settings(path) {
            *bytes = settings(path, bytes)?;
        }
    }
    Ok(sources)
}

/// A file of settings as it is read, and so without comments.
fn settings(path: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let read = serde_yaml::from_slice::<serde_yaml::Value>(bytes);
    let written =
        read.and_then(|value| if value.is_null() { Ok(String::new()) } else { serde_yaml::to_string(&value) });
    written.map(String::into_bytes).map_err(|error| failure::settings(path, &error))
}

impl ThemeFolder {
    /// The bytes of a file, the site's before the default theme's.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.site.get(path).or_else(|| self.default.get(path)).map(Vec::as_slice)
    }

    /// The bytes of a file that the site brings.
    pub fn own_file(&self, path: &str) -> Option<&[u8]> {
        self.site.get(path).map(Vec::as_slice)
    }

    /// The text of a template as it is in its file, by the file's path in the site.
    pub fn original(&self, path: &str) -> Option<&str> {
        self.originals.get(path).map(String::as_str)
    }

    /// The name of the theme.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path in the site of a file of the theme.
    pub fn path_in_site(&self, path: &str) -> String {
        format!("themes/{}/{path}", self.name)
    }

    /// The default theme's own bytes of a file.
    pub fn default_file(&self, path: &str) -> Option<&[u8]> {
        self.default.get(path).map(Vec::as_slice)
    }

    /// Template names, with the prefix of where they come from, and their texts. Files in `themes/default` of a site
    /// simply take the place of those inside the program.
    pub fn templates(&self) -> Vec<(String, String)> {
        let mut all: BTreeMap<String, String> = named(&self.default, DEFAULT_PREFIX).collect();
        all.extend(self.own_templates());
        all.into_iter().collect()
    }

    /// Those of them that the site brings.
    pub fn own_templates(&self) -> Vec<(String, String)> {
        named(&self.site, if self.changes_default { DEFAULT_PREFIX } else { SITE_PREFIX }).collect()
    }

    /// Files that are written into pages, by their name below `inline/`.
    pub fn inline(&self) -> BTreeMap<String, String> {
        let all = [&self.default, &self.site].into_iter().flat_map(|files| below(files, "inline/"));
        all.map(|(name, bytes)| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
    }

    /// Static files by their name below `static/`, each once.
    pub fn statics(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let all = [&self.default, &self.site].into_iter().flat_map(|files| below(files, "static/"));
        all.collect::<BTreeMap<&str, &[u8]>>().into_iter()
    }
}

/// The files below a folder, by their names there.
fn below<'f>(files: &'f BTreeMap<String, Vec<u8>>, folder: &'f str) -> impl Iterator<Item = (&'f str, &'f [u8])> {
    files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, bytes.as_slice())))
}

/// The templates among some files: their names with a prefix, and their texts.
fn named<'f>(
    files: &'f BTreeMap<String, Vec<u8>>,
    prefix: &'f str,
) -> impl Iterator<Item = (String, String)> + use<'f> {
    let texts = below(files, "templates/");
    texts.map(move |(name, bytes)| (format!("{prefix}{name}"), String::from_utf8_lossy(bytes).into_owned()))
}

fn embedded(dir: &Dir<'_>, into: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        let path = slashes(file.path());
        into.extend(comments::public(&path, file.contents().to_vec()).map(|bytes| (path, bytes)));
    }
    for inner in dir.dirs() {
        embedded(inner, into);
    }
}

/// The themes that a site has.
fn names(themes: &Path) -> Vec<String> {
    let folders = WalkDir::new(themes).min_depth(1).max_depth(1).sort_by_file_name().into_iter().flatten();
    let folders = folders.filter(|entry| entry.file_type().is_dir());
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn on_disk(
    folder: &Path,
    theme: &str,
    originals: &mut BTreeMap<String, String>,
    findings: &mut Findings,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let wanted =
        |entry: &DirEntry| entry.depth() == 0 || !file_name::is_left_behind(&entry.file_name().to_string_lossy());
    // Links are not followed, and pipes and devices not opened.
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(wanted) {
        let entry = entry.map_err(|e| failure::unreadable(folder, &e))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let at = entry.path();
        let length = entry.metadata().map_err(|e| failure::unreadable(at, &e))?.len();
        let path = slashes(at.strip_prefix(folder).unwrap_or(at));
        let in_site = format!("themes/{theme}/{path}");
        if length > LARGEST {
            findings.push(failure::large_file(&in_site));
            continue;
        }
        let static_file = path.strip_prefix("static/");
        if static_file.is_some_and(|path| path.split('/').any(|name| file_name::fault_of_address(name).is_some())) {
            findings.push(failure::file_name(&in_site));
            continue;
        }
        let mut bytes = std::fs::read(at).map_err(|e| failure::unreadable(at, &e))?;
        if is_text(&path) {
            match record::utf8(&bytes) {
                Ok(text) => {
                    if path.starts_with("templates/") {
                        originals.insert(in_site, text.to_owned());
                    }
                    let mark = bytes.len() - text.len();
                    bytes.drain(..mark);
                }
                // Settings are read by the reader of sheets, which says more.
                Err(_) if is_settings(&path) => {}
                Err(encoding) => {
                    findings.push(failure::encoding(&in_site, encoding));
                    continue;
                }
            }
        }
        files.extend(comments::public(&path, bytes).map(|bytes| (path, bytes)));
    }
    Ok(files)
}

/// Whether a file is read as settings.
fn is_settings(path: &str) -> bool {
    path == "theme.yaml" || path.starts_with("i18n/")
}

/// Whether a file is read as text, by the program or by every browser.
fn is_text(path: &str) -> bool {
    let read = ["templates/", "inline/", "i18n/"].iter().any(|folder| path.starts_with(folder)) || path == "theme.yaml";
    read || [".css", ".js", ".mjs"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files of the theme inside the program.
#[cfg(test)]
pub fn default_files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    files
}
