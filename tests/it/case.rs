//! What all cases need: folders, copies of them, and whether expectations are to be rewritten.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use nenpo::error::Result;
use nenpo::output::Output;
use nenpo::restrict::Restricted;
use nenpo::theme::{self, Theme};
use nenpo::{pages, pipeline};
use walkdir::WalkDir;

/// A path of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether expectations are to be written anew, for review.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|n| !n.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// All files below a folder by their path in it, with `/`, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|file| file.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/")).collect()
}

/// Writes a file and the folders it lies in.
pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Copies all files of a folder into another.
pub fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        put(&to.join(&file), fs::read(from.join(&file)).unwrap());
    }
}

/// The names and bytes of what lies in a ZIP or a workbook, in its order; none for any other file.
pub fn unzipped(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = bytes.starts_with(b"PK\x03\x04").then(|| zip::ZipArchive::new(Cursor::new(bytes)).unwrap())?;
    let mut all = Vec::new();
    for at in 0..zip.len() {
        let (mut file, mut inside) = (zip.by_index(at).unwrap(), Vec::new());
        file.read_to_end(&mut inside).unwrap();
        all.push((file.name().unwrap().into_owned(), inside));
    }
    Some(all)
}

/// Renders a site into memory. The default theme is read once for the sites of all tests: it takes longer than a small site.
pub fn in_memory(root: &Path, site: &Restricted) -> Result<Output> {
    static THEMES: Mutex<BTreeMap<String, Arc<Theme>>> = Mutex::new(BTreeMap::new());
    let (name, language) = (&site.settings.theme, &site.settings.language);
    if theme::is_own(root, name) {
        return pipeline::in_memory(root, site);
    }
    let read = || Arc::new(Theme::load(root, name, language).unwrap());
    let theme = Arc::clone(THEMES.lock().unwrap().entry(language.clone()).or_insert_with(read));
    let theme = pages::for_site(&theme, site);
    Output::collect(|sink| pages::render_site(site, &theme, sink))
}
