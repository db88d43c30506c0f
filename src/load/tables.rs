//! The tables (CSV) beside documents, whose fields name them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::Document;
use crate::record::codes::ENCODING;
use crate::source::{Finding, Findings, words};
use crate::value::TableFiles;

use super::codes;
use super::read::read_source;
use super::role::{ContentFile, FileRole, file_position};

/// The tables of each folder, which is named by its path below `content/`.
pub(super) type ByFolder = BTreeMap<String, Arc<TableFiles>>;

/// The folder of a file.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Reads all tables of a site.
pub(super) fn read(entries: &[ContentFile], findings: &mut Findings) -> ByFolder {
    let mut folders: BTreeMap<String, TableFiles> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.role == FileRole::Table) {
        let mut found = Findings::new();
        let source = read_source(entry, &mut found);
        // Excel saves CSV in the encoding of Windows, unless it is told otherwise.
        found.retain_mut(|finding| finding.code != &ENCODING);
        findings.extend(found);
        if let Some((folder, name)) = entry.path.rsplit_once('/')
            && let Some(source) = source
        {
            folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), source);
        }
    }
    folders.into_iter().map(|(folder, files)| (folder, Arc::new(files))).collect()
}

/// Reads the tables beside a document.
pub(super) fn beside(document: &ContentFile, findings: &mut Findings) -> Arc<TableFiles> {
    let folder = folder_of(&document.path);
    let names = document.file.parent().and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
    let is_table = |name: &str| name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"));
    let entries = names.filter_map(|entry| {
        let name = entry.file_name().into_string().ok().filter(|name| is_table(name))?;
        let path = format!("{folder}/{name}");
        Some(ContentFile { path, file: entry.path(), bytes: None, role: FileRole::Table })
    });
    let entries: Vec<ContentFile> = entries.collect();
    read(&entries, findings).remove(folder).unwrap_or_default()
}

/// Reports tables that no document in their folder names.
pub(super) fn unused<'a>(folders: &ByFolder, documents: impl Iterator<Item = &'a Document>, findings: &mut Findings) {
    if folders.is_empty() {
        return;
    }
    let mut beside: HashMap<&str, Vec<&Document>> = HashMap::new();
    for document in documents {
        beside.entry(folder_of(&document.path)).or_default().push(document);
    }
    for (folder, files) in folders {
        let beside = beside.get(folder.as_str()).map_or(&[][..], Vec::as_slice);
        // Of documents that were not read it is known that they name their tables.
        if beside.iter().any(|document| document.content.summary().is_some()) {
            continue;
        }
        for name in files.keys() {
            if beside.iter().any(|document| document.source.text().contains(name.as_str())) {
                continue;
            }
            let message = words("この表は、どのシートからも使われていません。", "No document names this table.");
            let hint = words!(
                "同じフォルダーのシートの、行と列の数の項目に「{name}」と書いてください。使わない表は content の外に移します。",
                "Write `{name}` as the answer to a field of rows and columns in a sheet beside it, or move it out of `content`."
            );
            let position = file_position(&format!("{folder}/{name}"));
            findings.push(Finding::new(&codes::STRAY_FILE, position, message).hint(hint));
        }
    }
}
