//! `nenpo build`: check, then publish in one step.

use std::path::PathBuf;

use anyhow::Result;

use crate::load::Options;
use crate::output::{self, Destination};
use crate::{archive, edition};

use super::language::Language;
use super::{CLEAN, FINDINGS, report};

/// What `build` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// content/ のあるフォルダー｜The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// 出力先（省略時は DIR/output）｜Where to write; else DIR/output
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// 前のサイトにある、nenpo が書いたのではないファイルを消す｜Delete files of the old site that nenpo did not write
    #[arg(long)]
    clean: bool,
    /// 保存した年度（output/archive）を、すべてのバイトまで確かめる｜Prove the archived years (output/archive) byte by byte
    #[arg(long)]
    verify: bool,
    /// 下書き（draft: true）も含める｜Take drafts (draft: true) along
    #[arg(long)]
    drafts: bool,
}

/// Builds the public edition.
pub fn run(arguments: &Arguments, language: Language) -> Result<u8> {
    let folder = arguments.output.clone().unwrap_or_else(|| arguments.root.join("output"));
    let (mut site, mut findings) = edition::read(&arguments.root, Options { drafts: arguments.drafts })?;
    let archives = archive::beside(&folder.join("archive"), arguments.verify)?;
    findings.extend(archive::errata(&site, &archives));
    findings.sort();
    report::findings(&findings, language);
    if findings.stop() {
        report::not_published(language);
        return Ok(FINDINGS);
    }
    site.archives = archives.iter().map(|beside| beside.archived.clone()).collect();
    let mut pages = edition::render(&arguments.root, &site)?;
    archive::carry(&archives, &site, &mut pages)?;
    let content = arguments.root.join("content");
    let sources = [content.as_path()];
    let published =
        output::publish(&pages, &Destination { folder: &folder, sources: &sources, clean: arguments.clean })?;
    report::published(&published, &folder.join("site"), language);
    Ok(CLEAN)
}
