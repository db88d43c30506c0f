//! Single forms, without the site that they are for.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use crate::error::Result;
use crate::form::FormFile;
use crate::import;
use crate::record::{self, Content, Node};
use crate::source::{Findings, Source, Span};

use super::{failure, path_in_site};

/// The names of the forms in a folder, in their order.
///
/// # Errors
/// When the folder cannot be listed.
pub fn form_names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in folder.read_dir().map_err(|error| failure::file(folder, &error))? {
        let name = entry?.file_name().to_string_lossy().nfc().collect::<String>();
        let is_form = |stem: &&str| !stem.is_empty() && !stem.ends_with(import::ENDING);
        names.extend(name.strip_suffix(".yaml").filter(is_form).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The file of a form that is named by its id in a site, or by its path; and what findings call its folder: as in the findings of
/// the site where it is in that, else as it was written.
#[must_use]
pub fn find_form(root: &Path, written: &str) -> Option<(PathBuf, String)> {
    let of_site = root.join("content/forms").join(format!("{written}.yaml"));
    let file = if !written.contains(['/', '\\']) && of_site.is_file() { of_site } else { PathBuf::from(written) };
    if !file.is_file() {
        return None;
    }
    let shown = path_in_site(root, &file).unwrap_or_else(|_| file.to_string_lossy().replace('\\', "/"));
    let folder = shown.rfind('/').and_then(|at| shown.get(..=at)).unwrap_or_default().to_owned();
    Some((file, folder))
}

/// Reads the file of a form, and those of the forms that it extends, which lie beside it; the form itself is the first. `shown` is
/// what findings call the folder, with `/` behind it.
///
/// # Errors
/// When the file is not there or cannot be read.
pub fn form_files(file: &Path, shown: &str, findings: &mut Findings) -> Result<Vec<FormFile>> {
    let id = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().nfc().collect::<String>();
    let mut files = vec![read(file, shown, id(file), findings)?];
    while let Some(base) = files.last().and_then(|last| last.node.get("extends")?.scalar()) {
        let name = base.text.trim().to_owned();
        let beside = file.with_file_name(format!("{name}.yaml"));
        let known = files.iter().any(|read| read.id == name);
        // What cannot be the name of a form is told where the form is read.
        if known || name.contains(['/', '\\']) || !beside.is_file() {
            break;
        }
        files.push(read(&beside, shown, name, findings)?);
    }
    Ok(files)
}

fn read(file: &Path, shown: &str, id: String, findings: &mut Findings) -> Result<FormFile> {
    let mut bytes = Vec::new();
    let opened = File::open(file).and_then(|file| file.take(record::BYTES as u64 + 1).read_to_end(&mut bytes));
    opened.map_err(|error| failure::file(file, &error))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let path = format!("{shown}{name}");
    let source = record::decode(&path, &bytes, findings);
    let broken = || Node { span: Span::at(0), content: Content::Broken };
    let node = source
        .as_ref()
        .map_or_else(broken, |source| record::parse(source, Span::new(0, source.text().len()), findings));
    Ok(FormFile { id, source: source.unwrap_or_else(|| Source::new(path, "")), node })
}
