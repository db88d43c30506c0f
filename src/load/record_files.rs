//! The files of records, which lie in folders beside their document.

use std::collections::BTreeMap;
use std::sync::Arc;

use walkdir::WalkDir;

use crate::model::RecordFile;
use crate::record::{self, Split};
use crate::source::{Finding, Findings, Source, Span, words};
use crate::text::file_name;

use super::codes;
use super::front_matter;
use super::read::read_source;
use super::role::{ContentFile, FileRole, file_position};

/// The files of records by the paths of their documents, in the order of their names. Those without a document are reported.
pub(super) fn by_document<'e>(
    entries: &'e [ContentFile],
    findings: &mut Findings,
) -> BTreeMap<&'e str, Vec<&'e ContentFile>> {
    let mut all: BTreeMap<&str, Vec<&ContentFile>> = BTreeMap::new();
    for entry in entries {
        if let FileRole::Record { document, .. } = &entry.role {
            all.entry(document).or_default().push(entry);
        }
    }
    for (document, files) in &all {
        if entries.iter().any(|entry| entry.path == **document) {
            continue;
        }
        for file in files {
            let message = words!(
                "このまとまりのシート「{document}」がありません。",
                "There is no sheet `{document}` for this record."
            );
            let hint = words!(
                "「content/{document}」を作るか、このファイルをシートと同じ名前のフォルダーに移してください。",
                "Make `content/{document}`, or move this file into the folder that is called like its sheet."
            );
            findings.push(Finding::new(&codes::STRAY_FILE, file_position(&file.path), message).hint(hint));
        }
    }
    all
}

/// The files of records beside one document, as they are on the disk.
pub(super) fn beside(document: &ContentFile) -> Vec<ContentFile> {
    let (Some(folder), Some(path)) = (document.file.to_str(), document.path.strip_suffix(".md")) else {
        return Vec::new();
    };
    let folder = folder.strip_suffix(".md").unwrap_or(folder);
    let files = WalkDir::new(folder).min_depth(2).max_depth(2).sort_by_file_name().into_iter().flatten();
    let files = files.filter_map(|entry| {
        let name = entry.file_name().to_str()?;
        let id =
            name.strip_suffix(".md").filter(|_| entry.file_type().is_file() && !file_name::is_left_behind(name))?;
        let field = entry.path().parent()?.file_name()?.to_str()?.to_owned();
        let role = FileRole::Record { document: document.path.clone(), field: field.clone(), id: id.to_owned() };
        Some(ContentFile { path: format!("{path}/{field}/{name}"), file: entry.into_path(), bytes: None, role })
    });
    files.collect()
}

/// Reads the files of the records of a document, which are joined to it: what is said of any of them is said where it stands.
pub(super) fn read(
    document: Arc<Source>,
    entries: &[&ContentFile],
    findings: &mut Findings,
) -> (Arc<Source>, Vec<RecordFile>) {
    let mut files: Vec<(&ContentFile, Split)> = Vec::with_capacity(entries.len());
    let mut sources = vec![document];
    for entry in entries {
        if let Some(source) = read_source(entry, findings) {
            files.push((entry, record::split(&source, findings)));
            sources.push(source);
        }
    }
    if files.is_empty() {
        return (sources.swap_remove(0), Vec::new());
    }
    let (joined, starts) = Source::joined(&sources);
    let records =
        files.into_iter().zip(starts.into_iter().zip(&sources).skip(1)).filter_map(|((entry, split), (at, own))| {
            let FileRole::Record { field, id, .. } = &entry.role else { return None };
            let split = Split { front: split.front.map(|front| front.behind(at)), body: split.body.behind(at) };
            Some(RecordFile {
                path: entry.path.clone(),
                field: field.clone(),
                id: id.clone(),
                span: Span::new(at, at + own.text().len()),
                front: front_matter(&joined, split, findings),
                body: record::cut(&joined, split.body, findings),
            })
        });
    let records = records.collect();
    (joined, records)
}
