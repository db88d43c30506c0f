//! What received files call what a form asks for: `forms/<id>.import.yaml`.

use std::path::Path;
use std::sync::Arc;

use crate::error::Result;
use crate::form::Form;
use crate::import::{self, ImportSettings};
use crate::source::{Findings, Reporter};

use super::failure;
use super::read::read_yaml;
use super::role::{ContentFile, FileRole};

/// Reads all settings of imports for what is wrong with them; their forms are known.
pub(super) fn check(entries: &[ContentFile], forms: &[Arc<Form>], findings: &mut Findings) {
    for entry in entries {
        let FileRole::ImportSettings { form } = &entry.role else { continue };
        let form = forms.iter().find(|own| own.id == *form);
        if let (Some(form), Some((source, node))) = (form, read_yaml(entry, findings)) {
            ImportSettings::read(&node, form, &mut Reporter::new(&source, findings));
        }
    }
}

/// The settings of a form, and their text; a form without any has none.
///
/// # Errors
/// When their file cannot be read.
pub fn import_settings(root: &Path, form: &Form, findings: &mut Findings) -> Result<(ImportSettings, String)> {
    let path = format!("forms/{}{}.yaml", form.id, import::ENDING);
    let file = root.join("content").join(&path);
    if !file.is_file() {
        return Ok((ImportSettings::default(), String::new()));
    }
    file.metadata().map_err(|error| failure::file(&file, &error))?;
    let entry = ContentFile { path, file, bytes: None, role: FileRole::ImportSettings { form: form.id.clone() } };
    let Some((source, node)) = read_yaml(&entry, findings) else {
        return Ok((ImportSettings::default(), String::new()));
    };
    let settings = ImportSettings::read(&node, form, &mut Reporter::new(&source, findings));
    Ok((settings, source.text().to_owned()))
}
