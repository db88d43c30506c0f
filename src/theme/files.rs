//! Where the files of a theme come from: the site's folder first, then the default theme inside the program.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::{ThemeError, comments};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Prefix of templates that a site's own theme brings.
pub const SITE_PREFIX: &str = "site/";
/// Prefix of the default theme's templates.
pub const DEFAULT_PREFIX: &str = "default/";

/// All files of a theme by their path in the theme's folder.
pub struct Files {
    default: BTreeMap<String, Vec<u8>>,
    site: BTreeMap<String, Vec<u8>>,
    /// Whether the site's files are changes to the default theme itself, not a theme of their own.
    changes_default: bool,
}

/// Gathers the default theme and what `themes/<name>` of the site adds or replaces.
///
/// # Errors
/// When a named theme other than `default` does not exist, or a file cannot be read.
pub fn gather(root: &Path, name: &str) -> Result<Files, ThemeError> {
    let mut default = BTreeMap::new();
    embedded(&DEFAULT, &mut default);
    let folder = root.join("themes").join(name);
    let mut site = BTreeMap::new();
    if folder.is_dir() {
        on_disk(&folder, &mut site)?;
    } else if name != "default" {
        return Err(ThemeError::missing(name, &folder));
    }
    Ok(Files { default, site, changes_default: name == "default" })
}

/// The files that make up a theme of a site, to be kept with it: the site's own, and for the default theme those inside the
/// program that the site does not replace.
///
/// # Errors
/// As for [`gather`].
pub fn whole(root: &Path, name: &str) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let files = gather(root, name)?;
    let mut whole = if files.changes_default { files.default } else { BTreeMap::new() };
    whole.extend(files.site);
    for (path, bytes) in &mut whole {
        if path == "theme.yaml" || path.starts_with("i18n/") {
            *bytes = settings(path, bytes)?;
        }
    }
    Ok(whole)
}

/// A file of settings as it is read, and so without comments.
fn settings(path: &str, bytes: &[u8]) -> Result<Vec<u8>, ThemeError> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    let read = serde_yaml::from_slice::<serde_yaml::Value>(bytes);
    let written =
        read.and_then(|value| if value.is_null() { Ok(String::new()) } else { serde_yaml::to_string(&value) });
    written.map(String::into_bytes).map_err(|error| ThemeError::settings(path, &error))
}

impl Files {
    /// The bytes of a file, the site's before the default theme's.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.site.get(path).or_else(|| self.default.get(path)).map(Vec::as_slice)
    }

    /// The default theme's own bytes of a file.
    pub fn default_file(&self, path: &str) -> Option<&[u8]> {
        self.default.get(path).map(Vec::as_slice)
    }

    /// Template names, with the prefix of where they come from, and their texts. Files in `themes/default` of a site
    /// simply take the place of those inside the program.
    pub fn templates(&self) -> Vec<(String, String)> {
        let prefix = if self.changes_default { DEFAULT_PREFIX } else { SITE_PREFIX };
        let mut all = BTreeMap::new();
        for (files, prefix) in [(&self.default, DEFAULT_PREFIX), (&self.site, prefix)] {
            all.extend(files.iter().filter_map(|(path, bytes)| {
                let name = path.strip_prefix("templates/")?;
                Some((format!("{prefix}{name}"), String::from_utf8_lossy(bytes).into_owned()))
            }));
        }
        all.into_iter().collect()
    }

    /// Files that are written into pages, by their name below `inline/`.
    pub fn inline(&self) -> BTreeMap<String, String> {
        let all = self.default.iter().chain(&self.site);
        all.filter_map(|(path, bytes)| {
            Some((path.strip_prefix("inline/")?.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect()
    }

    /// Static files by their name below `static/`, each once.
    pub fn statics(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let mut merged: BTreeMap<&str, &[u8]> = BTreeMap::new();
        for files in [&self.default, &self.site] {
            merged.extend(
                files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("static/")?, bytes.as_slice()))),
            );
        }
        merged.into_iter()
    }
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

fn on_disk(folder: &Path, into: &mut BTreeMap<String, Vec<u8>>) -> Result<(), ThemeError> {
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| ThemeError::unreadable(folder, &e))?;
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).map_err(|e| ThemeError::unreadable(entry.path(), &e))?;
            let path = slashes(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
            into.extend(comments::public(&path, bytes).map(|bytes| (path, bytes)));
        }
    }
    Ok(())
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
