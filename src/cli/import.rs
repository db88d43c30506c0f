//! `nenpo import`: drafts of sheets from files of Excel, Word and PowerPoint, and from CSV.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::form::Form;
use crate::import::mark::{self, KnownSheet};
use crate::import::{self, FilledBook, ImportRequest, ImportSettings, Imported, NamedPlaces, Received, ReceivedFile};
use crate::load::{self, Options};
use crate::model::{Document, Place, Site};
use crate::office;
use crate::output::file;
use crate::pipeline;
use crate::source::{Findings, Severity, Words, words};
use crate::text::{csv, era, fold};

use super::folders::SourceFolders;
use super::language::Language;
use super::print::{self, SafeText, shell_word};
use super::{CLEAN, FINDINGS, TROUBLE, new, report};

/// The arguments of `nenpo import`.
#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// 受け取ったファイルかフォルダー（.xlsx、.docx、.pptx、.csv）｜Received files, or folders of them (.xlsx, .docx, .pptx, .csv)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// 様式の id（nenpo form export でつくったファイルなら省略できる）｜Id of the form; not needed for workbooks of `nenpo form export`
    #[arg(long, value_name = "ID")]
    form: Option<String>,
    /// 年度（省略時は、様式の年度か、ファイル名にある年度）｜The fiscal year; else that of the form, or that in the name of the file
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// 自治体（省略時は、ファイル名かファイルの中にある名前）｜The place; else the one that the name of the file or its text names
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// シートの名前（.md を除く）｜Name of the sheet without .md
    #[arg(long, value_name = "NAME", default_value = "sheet")]
    name: String,
    /// 結果の一覧の形｜The format of the list of results
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ResultFormat,
    #[command(flatten)]
    sources: SourceFolders,
}

/// How the results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ResultFormat {
    /// 人が読む形｜For people
    #[default]
    Human,
    /// CSV（表計算ソフトで開けます）｜CSV, which spreadsheets open
    Csv,
}

/// What became of a file, for one place.
struct FileResult {
    file: String,
    place: String,
    /// Path of the sheet below `content/`; empty where there is none.
    path: String,
    /// What is in the draft; nothing where none was written.
    counts: Option<[usize; 3]>,
    outcome: FileOutcome,
}

/// What became of a file.
enum FileOutcome {
    Written,
    Renewed,
    Same,
    Kept,
    Failed(Words),
}

/// Writes drafts, and prints what is in each and what is to be looked at.
pub fn run(arguments: &ImportArguments, language: Language) -> Result<u8> {
    let root = &arguments.sources.root;
    let (site, _) = load::load(root, Options { drafts: true })?;
    let form = arguments.form.as_deref().map(|form| new::form(Some(form), 0, None, &site, language)).transpose()?;
    form.map_or(Ok(()), whole)?;
    let mut findings = Findings::new();
    let settings = form.map(|form| load::import_settings(root, form, &mut findings)).transpose()?;
    if findings.stop() {
        report::findings(&findings, language);
        return Ok(FINDINGS);
    }
    let year = arguments.year.as_deref().map(new::year).transpose()?;
    let place = arguments.place.as_deref().map(|place| new::place(place, &site)).transpose()?;
    let mut files = Vec::new();
    for path in &arguments.files {
        if load::is_folder(path) { files.extend(load::files_within(path)?) } else { files.push(path.clone()) }
    }
    let importer = Importer {
        root,
        site: &site,
        asked: form.zip(settings.as_ref()).map(|(form, (settings, text))| AskedForm { form, settings, text }),
        year,
        place,
        name: &arguments.name,
    };
    let mut results = Vec::new();
    for file in &files {
        results.extend(importer.file(file));
    }
    let counts = findings_by_sheet(root, &results)?;
    match (arguments.format, results.as_slice()) {
        (ResultFormat::Csv, _) => print::out(SafeText::lines(&as_csv(&results, &counts, language)))?,
        (ResultFormat::Human, [one]) => tell_one(one, language)?,
        (ResultFormat::Human, _) => print::out(SafeText::lines(&as_table(&results, &counts, language)))?,
    }
    let failed = results.iter().any(|result| matches!(result.outcome, FileOutcome::Failed(_)));
    Ok(if failed { TROUBLE } else { CLEAN })
}

/// The draft that a received file gives for a sheet that is there already.
pub fn draft_of(root: &Path, site: &Site, sheet: &Document, file: &Path) -> Result<String> {
    let mut findings = Findings::new();
    let (settings, _) = load::import_settings(root, &sheet.form, &mut findings)?;
    if findings.stop() {
        return Err(Error::from(findings));
    }
    let name = file_name(file);
    let (_, read) = received(file, &name)?;
    let request = ImportRequest {
        form: &sheet.form,
        settings: &settings,
        place: &sheet.place,
        places: &site.places,
        year: sheet.year,
        path: &sheet.path,
        file: &name,
        mark: "",
    };
    Ok(read.draft(&request).text)
}

/// The file in a folder that a sheet was made of, by what its draft remembers.
pub fn source_in(folder: &Path, sheet: &Document) -> Result<PathBuf> {
    let path = &sheet.path;
    let Some(name) = mark::file_of(sheet.source.text()) else {
        return Err(Error::new(words!(
            "content/{path} に、取り込み元のファイルの名前（取り込み元：）がありません。フォルダーではなく、ファイルを指定してください。",
            "content/{path} does not say of which file it was made; name the file instead of a folder."
        )));
    };
    let found = load::files_within(folder)?.into_iter().find(|file| mark::same_name(&file_name(file), name));
    let shown = folder.display();
    found.ok_or_else(|| {
        Error::new(words!(
            "{shown} に、取り込み元の「{name}」がありません。",
            "There is no `{name}`, of which it was made, in {shown}."
        ))
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a received file: its bytes, and what was made of them.
fn received(path: &Path, name: &str) -> Result<(Vec<u8>, ReceivedFile)> {
    let trouble = |fault: import::ImportFault| Error::new(fault.message());
    if load::length(path)? > import::BYTES {
        return Err(trouble(import::ImportFault::Large));
    }
    let bytes = load::bytes(path)?;
    let read = import::read(name, &bytes).map_err(trouble)?;
    Ok((bytes, read))
}

/// A form with mistakes asks nobody knows what.
fn whole(form: &Form) -> Result<()> {
    if !form.unread.more && form.unread.keys.is_empty() {
        return Ok(());
    }
    Err(Error::new(words!(
        "様式「{}」に誤りがあります。nenpo check で確かめて、先に直してください。",
        "The form `{}` has mistakes; see `nenpo check`, and correct them first.",
        form.id
    )))
}

/// The form that files answer, with what its labels are called in them besides.
#[derive(Clone, Copy)]
struct AskedForm<'a> {
    form: &'a Form,
    settings: &'a ImportSettings,
    /// The file of the settings.
    text: &'a str,
}

/// Takes files in, one after the other.
struct Importer<'a> {
    root: &'a Path,
    site: &'a Site,
    /// The form that the command names.
    asked: Option<AskedForm<'a>>,
    year: Option<i32>,
    place: Option<&'a Place>,
    name: &'a str,
}

impl Importer<'_> {
    /// What becomes of a file: a result for each place in it.
    fn file(&self, path: &Path) -> Vec<FileResult> {
        let name = file_name(path);
        let failed = |message: Words| FileResult {
            file: name.clone(),
            place: String::new(),
            path: String::new(),
            counts: None,
            outcome: FileOutcome::Failed(message),
        };
        let (bytes, received) = match received(path, &name) {
            Ok((bytes, ReceivedFile::Other(received))) => (bytes, received),
            Ok((bytes, ReceivedFile::Filled(book))) => {
                let result = self.of_book(&book).and_then(|(form, year, place)| {
                    let asked = AskedForm { form, settings: &ImportSettings::default(), text: "" };
                    let read = |request: &ImportRequest<'_>| import::draft_of_book(request, &book);
                    self.place((&name, &bytes), asked, year, place, &read)
                });
                return vec![result.unwrap_or_else(|error| failed(error.message))];
            }
            Err(error) => return vec![failed(error.message)],
        };
        let Some(asked) = self.asked else {
            return vec![failed(words(
                "どの様式への答えか分かりません。--form で指定してください。",
                "The form is not known; give it by --form.",
            ))];
        };
        let Some(year) = self.year.or_else(|| year_of(asked.form, &name)) else {
            return vec![failed(words(
                "年度が分かりません。--year で指定してください。",
                "The fiscal year is not known; give it by --year.",
            ))];
        };
        let places = match self.places_of(&name, &received) {
            Ok(places) => places,
            Err(message) => return vec![failed(message)],
        };
        let read = |request: &ImportRequest<'_>| import::draft(request, &received);
        let one = |place: &Place| {
            self.place((&name, &bytes), asked, year, place, &read)
                .unwrap_or_else(|error| FileResult { place: place.name.clone(), ..failed(error.message) })
        };
        places.iter().map(|place| one(place)).collect()
    }

    /// The form, the year and the place that a workbook of `nenpo form export` was made for.
    fn of_book(&self, book: &FilledBook) -> Result<(&Form, i32, &Place)> {
        let own = &book.identity;
        let trouble = |what: Words| Error::new(what);
        let form = self.site.forms.iter().find(|form| form.id == own.form).ok_or_else(|| {
            trouble(words!(
                "様式「{}」の記入用紙ですが、その様式が content/forms にありません。",
                "It is a workbook of the form `{}`, which is not in content/forms.",
                own.form
            ))
        })?;
        if let Some(asked) = self.asked.filter(|asked| asked.form.id != own.form) {
            return Err(trouble(words!(
                "様式「{}」の記入用紙です。--form {} を消すか、その様式のファイルを指定してください。",
                "It is a workbook of the form `{}`; leave out `--form {}`, or give a file of that form.",
                own.form,
                asked.form.id
            )));
        }
        whole(form)?;
        let year =
            era::parse_year(&own.year).map(|(year, _)| year).filter(|year| self.year.is_none_or(|own| own == *year));
        let year = year.ok_or_else(|| {
            trouble(words!(
                "{}年度の記入用紙です。--year を消すか、その年度のファイルを指定してください。",
                "It is a workbook of {}; leave out `--year`, or give a file of that year.",
                own.year
            ))
        })?;
        let place = self.site.place(&own.place).ok_or_else(|| {
            trouble(words!(
                "自治体「{}」の記入用紙ですが、places.yaml にその id がありません。",
                "It is a workbook of the place `{}`, which is not in places.yaml.",
                own.place
            ))
        })?;
        if self.place.is_some_and(|asked| asked.id != place.id) {
            return Err(trouble(words!(
                "{}の記入用紙です。--place を消すか、その自治体のファイルを指定してください。",
                "It is a workbook of {}; leave out `--place`, or give a file of that place.",
                place.name
            )));
        }
        Ok((form, year, place))
    }

    /// The place that is named: by the command, by the name of the file, or in it.
    fn places_of(&self, name: &str, received: &Received) -> Result<Vec<Arc<Place>>, Words> {
        if let Some(place) = self.place {
            return Ok(vec![Arc::new(place.clone())]);
        }
        let stem = fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let pieces: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let by_name: Vec<&Arc<Place>> =
            self.site.places.iter().filter(|place| stem.contains(&fold(&place.name))).collect();
        // 北浜市 has 浜市 in it.
        let longest = by_name
            .iter()
            .filter(|place| !by_name.iter().any(|other| other.name != place.name && other.name.contains(&place.name)));
        let by_name: Vec<Arc<Place>> = longest.map(|place| Arc::clone(place)).collect();
        let by_id = self.site.places.iter().filter(|place| {
            pieces.contains(&place.id.as_str()) || pieces.contains(&place.code.as_str()) && !place.code.is_empty()
        });
        let by_id: Vec<Arc<Place>> = by_id.map(Arc::clone).collect();
        let NamedPlaces { tabs, heads, anywhere } = import::named_places(received, &self.site.places);
        // A sheet for each place says more than the name of the file, which may be that of the prefecture.
        if !tabs.is_empty() && !by_name.iter().chain(&by_id).any(|place| tabs.iter().any(|own| own.id == place.id)) {
            return Ok(tabs);
        }
        let all = [by_name, by_id, heads, anywhere];
        let Some(found) = all.iter().find(|found| !found.is_empty()) else {
            return Err(words(
                "自治体が分かりません。ファイル名に自治体の名前を入れるか、--place で指定してください。",
                "The place is not known; put its name into that of the file, or give it by --place.",
            ));
        };
        let is_table = all.get(2).is_some_and(|heads| heads == found);
        if found.len() > 1 && !is_table {
            let names = found.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join("、");
            return Err(words!(
                "自治体の名前がいくつもあります（{names}）。--place で指定してください。",
                "There are several places ({names}); give one by --place."
            ));
        }
        Ok(found.clone())
    }

    /// Writes the draft of a place.
    fn place(
        &self,
        (name, bytes): (&str, &[u8]),
        asked: AskedForm<'_>,
        year: i32,
        place: &Place,
        read: &dyn Fn(&ImportRequest<'_>) -> Imported,
    ) -> Result<FileResult> {
        let path = format!("{year}/{}/{}.md", place.id, self.name);
        let mark = mark::mark(name, &[bytes, asked.form.source.text().as_bytes(), asked.text.as_bytes()]);
        let at = self.root.join("content").join(&path);
        let old = file::text(&at)?;
        let known = old.as_deref().map(|old| mark::known(old, &mark));
        let result = |counts, outcome| FileResult {
            file: name.to_owned(),
            place: place.name.clone(),
            path: path.clone(),
            counts,
            outcome,
        };
        match known {
            Some(KnownSheet::Same) => return Ok(result(None, FileOutcome::Same)),
            Some(KnownSheet::Written) => return Ok(result(None, FileOutcome::Kept)),
            Some(KnownSheet::Untouched) | None => {}
        }
        let request = ImportRequest {
            form: asked.form,
            settings: asked.settings,
            place,
            places: &self.site.places,
            year,
            path: &path,
            file: name,
            mark: &mark,
        };
        let Imported { text, answers, to_check, left, pictures } = read(&request);
        let text = mark::sealed(&text, &mark);
        for picture in pictures {
            let beside = at.with_file_name(&picture.name);
            // A picture of that name that was there before stays; that of the same draft is made anew.
            if known.is_some() {
                file::replace(&beside, &picture.bytes, file::Readers::Usual)?;
            } else if load::length(&beside).is_err() {
                file::create(&beside, &picture.bytes, file::Readers::Usual)?;
            }
        }
        let counts = Some([answers, to_check, left]);
        if known.is_none() {
            file::create(&at, text.as_bytes(), file::Readers::Usual)?;
            return Ok(result(counts, FileOutcome::Written));
        }
        file::replace(&at, text.as_bytes(), file::Readers::Usual)?;
        Ok(result(counts, FileOutcome::Renewed))
    }
}

/// The year of the form, where it has one, or that in the name of a file.
fn year_of(form: &Form, name: &str) -> Option<i32> {
    if form.years.0 == form.years.1 {
        return Some(form.years.0);
    }
    let pieces = name.split(|c: char| !c.is_alphanumeric()).filter_map(|piece| {
        // R3年度の浜風市: what begins a piece may be a year.
        let ends = piece.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.rev().find_map(|end| era::parse_year(piece.get(..end)?))
    });
    pieces.map(|(year, _)| year).find(|year| form.covers(*year))
}

/// The errors and the warnings of each sheet that was written or known.
fn findings_by_sheet(root: &Path, results: &[FileResult]) -> Result<Vec<[usize; 2]>> {
    if results.iter().all(|result| result.path.is_empty()) {
        return Ok(vec![[0, 0]; results.len()]);
    }
    let (_, findings) = pipeline::read(root, Options { drafts: true })?;
    let of = |result: &FileResult| {
        let path = format!("content/{}", result.path);
        let own = findings.iter().filter(|finding| finding.position.source.path() == path);
        let (errors, warnings): (Vec<_>, Vec<_>) = own.partition(|finding| finding.severity == Severity::Error);
        [errors.len(), warnings.len()]
    };
    Ok(results.iter().map(of).collect())
}

impl FileResult {
    fn outcome(&self, language: Language) -> String {
        let words = match &self.outcome {
            FileOutcome::Written => words("書きました", "written"),
            FileOutcome::Renewed => words("書き直しました", "written anew"),
            FileOutcome::Same => words("前と同じファイルです", "the same file as before"),
            FileOutcome::Kept => {
                words("シートがすでにあるので、書きませんでした", "kept, since there is a sheet already")
            }
            FileOutcome::Failed(message) => message.clone(),
        };
        language.of(&words).to_owned()
    }

    fn cells(&self, [errors, warnings]: [usize; 2], language: Language) -> Vec<String> {
        let count = |at: usize| {
            self.counts.and_then(|counts| counts.get(at).copied()).map(|count| count.to_string()).unwrap_or_default()
        };
        let known = |count: usize| if self.path.is_empty() { String::new() } else { count.to_string() };
        vec![
            self.place.clone(),
            self.file.clone(),
            if self.path.is_empty() { String::new() } else { format!("content/{}", self.path) },
            count(0),
            count(1),
            count(2),
            known(errors),
            known(warnings),
            self.outcome(language),
        ]
    }
}

fn heads(language: Language) -> Vec<String> {
    let heads = [
        words("自治体", "place"),
        words("ファイル", "file"),
        words("シート", "sheet"),
        words("答え", "answers"),
        words("要確認", "to check"),
        words("残り", "left"),
        words("誤り", "errors"),
        words("注意", "warnings"),
        words("結果", "result"),
    ];
    heads.iter().map(|head| language.of(head).to_owned()).collect()
}

fn as_csv(results: &[FileResult], counts: &[[usize; 2]], language: Language) -> String {
    let rows = results.iter().zip(counts).map(|(result, counts)| result.cells(*counts, language));
    let text = String::from_utf8_lossy(&csv::csv(&heads(language), rows)).into_owned();
    // What is printed has no mark of its encoding.
    text.trim_start_matches(csv::MARK).to_owned()
}

fn as_table(results: &[FileResult], counts: &[[usize; 2]], language: Language) -> String {
    let mut rows = vec![heads(language)];
    rows.extend(results.iter().zip(counts).map(|(result, counts)| result.cells(*counts, language)));
    // Where each sheet lies follows from its place.
    rows.iter_mut().for_each(|row| drop(row.remove(2)));
    let total: usize =
        results.iter().filter(|result| matches!(result.outcome, FileOutcome::Written | FileOutcome::Renewed)).count();
    let end = language.pick(words!(
        "\n{} のファイルから {total} のシートを書きました。\n",
        "\nWrote {total} sheets from {} files.\n",
        results.len()
    ));
    office::aligned(&rows, &|_| false) + &end
}

fn tell_one(result: &FileResult, language: Language) -> Result<()> {
    let path = format!("content/{}", result.path);
    match (&result.outcome, result.counts) {
        (FileOutcome::Failed(message), _) => {
            report::trouble(&Error::new(message.clone()), language);
            Ok(())
        }
        (FileOutcome::Kept, _) => print::line(language.pick(words!(
            "{path} はすでに書かれているので、そのままにしました。新しく読み取るには、名前を --name で変えるか、そのシートを移してください。",
            "{path} is there already and was kept. To read the file anew, give another name by --name, or move that sheet."
        ))),
        (FileOutcome::Same, _) => print::line(language.pick(words!(
            "{path} は、同じファイルからもう読み取ってあります。",
            "{path} was made of the same file already."
        ))),
        (_, counts) => {
            let [answers, to_check, left] = counts.unwrap_or_default();
            print::line(language.pick(words!(
                "{path} を書きました（答え {answers}、要確認 {to_check}、読み取れなかったところ {left}）。",
                "Wrote {path} (answers: {answers}, to be checked: {to_check}, not understood: {left})."
            )))?;
            let folder = path.rsplit_once('/').map_or(path.as_str(), |(folder, _)| folder);
            let folder = shell_word(folder);
            print::line(language.pick(words!(
                "もとのファイルと見比べてから、nenpo check {folder} で確かめてください。",
                "Compare it with the file, then run `nenpo check {folder}`."
            )))
        }
    }
}
