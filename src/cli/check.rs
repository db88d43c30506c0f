//! `nenpo check`: all findings of the site, and nothing written.

use std::path::PathBuf;

use anyhow::Result;

use crate::edition;
use crate::load::Options;

use super::language::Language;
use super::{CLEAN, FINDINGS, report};

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// content/ のあるフォルダー
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Checks everything, drafts too.
pub fn run(arguments: &Arguments, language: Language) -> Result<u8> {
    let (site, findings) = edition::read(&arguments.root, Options { drafts: true })?;
    report::findings(&findings, language);
    if findings.stop() {
        return Ok(FINDINGS);
    }
    report::clean(&site, &findings, language);
    Ok(CLEAN)
}
