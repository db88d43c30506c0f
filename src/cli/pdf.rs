//! `nenpo pdf`: the booklet of a year as a PDF, printed by an installed browser.

use std::path::{Path, PathBuf};

use crate::compare::volumes::volumes_of_prefecture;
use crate::compare::{Volume, volumes};
use crate::error::{Error, Result};
use crate::form::Audience;
use crate::load::Options;
use crate::output;
use crate::pages::{self, RenderContext};
use crate::pdf::browser::{Browser, InstalledPrograms};
use crate::pdf::{self, PrintedBooklet};
use crate::pipeline;
use crate::restrict::restrict;
use crate::source::words;
use crate::text::SiteLanguage;

use super::folders::{self, SourceFolders};
use super::language::Language;
use super::{CLEAN, FINDINGS, new, print, report};

/// Names the program of the browser.
const BROWSER: &str = "NENPO_BROWSER";

/// The arguments of `nenpo pdf`.
#[derive(Debug, clap::Args)]
pub struct PdfArguments {
    /// 年度（2021、R3、令和3年度）｜The fiscal year: 2021, R3
    #[arg(value_name = "YEAR")]
    year: String,
    /// この都道府県の文書だけの冊子にする（id、名前、団体コード）｜Only the documents of this prefecture: its id, name or code
    #[arg(long, value_name = "PREFECTURE")]
    prefecture: Option<String>,
    #[command(flatten)]
    sources: SourceFolders,
    /// 出力先のフォルダー（省略時は DIR/output。その中の pdf/ に書く）か、.pdf で終わるファイルの名前｜The output folder, else DIR/output, in whose pdf/ it is written; or the name of a file that ends with .pdf
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// Prints the booklets of a year.
pub fn run(arguments: &PdfArguments, language: Language) -> Result<u8> {
    let year = new::year(&arguments.year)?;
    // Before the site is read: who has no browser is told so at once.
    let browser = Browser::find(&installed())?;
    let root = &arguments.sources.root;
    let (site, findings) = pipeline::read(root, Options { drafts: false })?;
    if findings.stop() {
        report::findings(&findings, language);
        print::message_line(
            language.say("誤りがあるため、PDF は書いていません。", "No PDF was written, because there are errors."),
        );
        return Ok(FINDINGS);
    }
    let prefecture = arguments.prefecture.as_deref().map(|written| new::place(written, &site)).transpose()?;
    let prefecture = prefecture.map(|place| place.prefecture_id().to_owned());
    let site = restrict(site, Audience::Public);
    let documents = site.documents_of(year).iter();
    let volumes = match &prefecture {
        Some(prefecture) => volumes_of_prefecture(&site.places, year, prefecture, documents),
        None => volumes(&site.places, year, documents),
    };
    let name = SiteLanguage::Japanese.fiscal_year_both(year);
    if volumes.is_empty() {
        return Err(Error::new(words!(
            "{name}の公開する文書がありません。年度と都道府県を確かめてください。",
            "There is no document of {year} to publish. Look at the year and the prefecture."
        )));
    }
    let (folder, file) = targets(arguments)?;
    if file.is_some() && volumes.len() > 1 {
        let n = volumes.len();
        return Err(Error::new(words!(
            "{name}の冊子は{n}冊に分かれるので、一つのファイルには書けません。--prefecture で都道府県を選ぶか、--output にフォルダーを書いてください。",
            "The booklets of {year} are {n} volumes, which are not written into one file. Choose one with --prefecture, or name a folder with --output."
        )));
    }
    let theme = pages::theme(root, &site)?;
    let context = RenderContext::new(&site, &theme);
    for volume in volumes {
        let target = file.clone().unwrap_or_else(|| folder.join(file_name(&volume)));
        let documents = volume.documents.len();
        let printed = pdf::print(context, volume, &browser, &target)?;
        say(printed, documents, &target, language)?;
    }
    Ok(CLEAN)
}

/// What the PDF of a volume is called: `2021.pdf`, `2021-saitama.pdf`.
fn file_name(volume: &Volume<'_>) -> String {
    let (year, name) = (volume.year, volume.name());
    if name.is_empty() { format!("{year}.pdf") } else { format!("{year}-{name}.pdf") }
}

/// The folder for the PDFs, and the file that is named instead.
fn targets(arguments: &PdfArguments) -> Result<(PathBuf, Option<PathBuf>)> {
    let is_file = |path: &&PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let file = arguments.output.as_ref().filter(is_file).cloned();
    let named = arguments.output.as_deref().filter(|_| file.is_none());
    let folder = folders::output(named, &arguments.sources.root).join(pdf::FOLDER);
    let sources = pipeline::sources(&arguments.sources.root);
    let written = file.as_deref().unwrap_or(&folder);
    output::apart(written, &[&sources[0], &sources[1]])?;
    Ok((folder, file))
}

fn say(printed: PrintedBooklet, documents: usize, target: &Path, language: Language) -> Result<()> {
    let (pages, at) = (printed.pages, target.display());
    print::line(language.pick(words!(
        "文書 {documents} 件の冊子を書きました（{pages} ページ）：{at}",
        "Wrote the booklet of {documents} documents ({pages} pages): {at}"
    )))?;
    if !printed.numbered {
        print::message_line(language.say(
            "注意：見出しのページが PDF から読み取れないため、目次にページ番号が入っていません。",
            "warning: the contents have no numbers of pages, because the PDF does not tell where the headings are.",
        ));
    }
    if let Some(version) = printed.old_browser {
        print::message_line(language.pick(words!(
            "注意：ブラウザーが古い（{version}）ため、各ページの上の題と下のページ番号が入っていません。131 以上に更新してください。",
            "warning: the browser is too old ({version}) to print the head and the number of each page. Update it to 131 or newer."
        )));
    }
    Ok(())
}

/// Where browsers may be installed on this machine.
fn installed() -> InstalledPrograms {
    let path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].into_iter().filter_map(std::env::var_os);
    let mut folders: Vec<PathBuf> = folders.map(PathBuf::from).collect();
    if cfg!(target_os = "macos") {
        folders.push("/Applications".into());
        folders.extend(std::env::home_dir().map(|home| home.join("Applications")));
    }
    InstalledPrograms { named: std::env::var_os(BROWSER), path, folders }
}
