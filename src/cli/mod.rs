//! Commands: one file each, with its arguments and what it does. Everything that is printed is printed here.

mod archive;
mod build;
mod check;
mod completions;
mod findings;
mod fix;
mod folders;
mod form;
mod help;
mod import;
mod init;
mod language;
mod licences;
mod man;
mod new;
mod notes;
mod office;
mod pdf;
mod print;
mod progress;
mod report;
mod schema;
mod serve;
mod share;
mod status;
mod table;
mod timings;
mod usage;
mod verify;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use findings::printed;

use crate::error::{Error, Result};
use crate::source::words;
use clap::error::ErrorKind;
use language::Language;
use print::SafeText;

/// Exit status: nothing to repair.
const CLEAN: u8 = 0;
/// Exit status: findings that stop.
const FINDINGS: u8 = 1;
/// Exit status: trouble with the world, such as a full disk.
const TROUBLE: u8 = 2;

/// 年報：自治体のシートから報告書サイトをつくる｜nenpo: a report site from the sheets of municipalities
#[derive(Debug, Parser)]
#[command(name = "nenpo", version, arg_required_else_help = true)]
struct CommandLine {
    /// 表示の言語（省略時は NENPO_LANG、LANG など、パソコンの言語、サイトの言語の順に従う）｜The language of messages; else NENPO_LANG says it, LANG and its like, the system, the site
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 見本のサイトをつくる｜Write a small site to start from
    Init(init::InitArguments),
    /// 検査してサイトをつくる｜Check, then publish the site
    Build(build::BuildArguments),
    /// 書きながら見る（ブラウザーで）｜Look at the site while writing, in a browser
    Serve(serve::ServeArguments),
    /// 検査だけする｜Check only
    Check(check::CheckArguments),
    /// 打ち間違いや文字コードを直す（--write で書き込む）｜Mend slips and encodings (--write writes them)
    Fix(fix::FixArguments),
    /// 記入するシートを様式からつくる｜Write a sheet to fill in, from its form
    New(new::NewArguments),
    /// どの自治体のシートがどこまで進んだかを示す｜Show how far the sheet of every place is
    Status(status::StatusArguments),
    /// 一つの数値や項目を、自治体と年度の表にする（会議の資料に）｜Make a table of one figure over places and years, for a meeting
    Table(table::TableArguments),
    /// 受け取った Excel、Word、PowerPoint、CSV からシートの下書きをつくる｜Make drafts of sheets from received files of Excel, Word, PowerPoint and CSV
    Import(import::ImportArguments),
    /// 年度の冊子を PDF にする（インストールされたブラウザーで印刷する）｜Print the booklet of a year as a PDF, with an installed browser
    Pdf(pdf::PdfArguments),
    /// 年度を、公開した時のまま保存する（BagIt）｜Keep a year as it was published (BagIt)
    Archive(archive::ArchiveArguments),
    /// 保存した年度の袋（BagIt）が変わっていないか確かめる｜Prove that the bag of a year (BagIt) has not changed
    Verify(verify::VerifyArguments),
    /// アドバイザーに渡す、合言葉で開くページをつくる｜Make a page for advisors that opens with a passphrase
    Share(share::ShareArguments),
    /// アドバイザーのメモを、シートの場所とともに示す｜Show notes of advisors at their places in the sheets
    Notes(notes::NotesArguments),
    /// 様式を一つだけ調べる｜Look at a form alone
    Form(form::FormArguments),
    /// エディターのための JSON Schema を様式からつくる｜Write a form as JSON Schema, for editors
    Schema(schema::SchemaArguments),
    /// シェルの補完のための文を出す｜Print what a shell needs to complete commands
    Completions(completions::CompletionsArguments),
    /// マニュアルのページ（man の形）を出す｜Print a page for the manual of the system (man)
    Man(man::ManArguments),
    /// nenpo と、その中で使っているものの利用条件を示す｜Show the licences of nenpo and of all that is in it
    Licences(licences::LicencesArguments),
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = Language::of_arguments(&arguments);
    let Some(folder) = window::folder(&arguments) else {
        return ExitCode::from(with_arguments(&arguments, language));
    };
    let commands = window::commands(&folder, language, window::yes);
    let failed = commands.iter().map(|command| with_arguments(command, language)).find(|status| *status != CLEAN);
    if failed.is_some() {
        window::hold(language);
    }
    ExitCode::from(failed.unwrap_or(CLEAN))
}

/// Runs the command that the arguments name; the status to exit with.
fn with_arguments(arguments: &[OsString], language: Language) -> u8 {
    let arguments = match parsed(arguments, language) {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    if let Some(value) = Language::misnamed().filter(|_| arguments.lang.is_none()) {
        report::trouble(&misnamed_language(&value), language);
        return TROUBLE;
    }
    let status = command(&arguments.command, language).unwrap_or_else(|error| {
        if error.findings.is_empty() {
            report::trouble(&error, language);
            return TROUBLE;
        }
        report::findings(&error.findings, language);
        FINDINGS
    });
    if print::lost() { TROUBLE } else { status }
}

fn misnamed_language(value: &str) -> Error {
    Error::new(words!(
        "環境変数 NENPO_LANG に「{value}」は使えません。ja か en を書いてください。",
        "`{value}` is no language for the variable NENPO_LANG; write ja or en."
    ))
}

fn command(command: &Command, language: Language) -> Result<u8> {
    match command {
        Command::Init(arguments) => init::run(arguments, language),
        Command::Completions(arguments) => completions::run(arguments, language),
        Command::Man(arguments) => man::run(arguments, language),
        Command::Licences(arguments) => licences::run(arguments),
        Command::Build(arguments) => build::run(arguments, language),
        Command::Serve(arguments) => serve::run(arguments, language),
        Command::Check(arguments) => check::run(arguments, language),
        Command::Fix(arguments) => fix::run(arguments, language),
        Command::New(arguments) => new::run(arguments, language),
        Command::Status(arguments) => status::run(arguments, language),
        Command::Table(arguments) => table::run(arguments, language),
        Command::Import(arguments) => import::run(arguments, language),
        Command::Form(arguments) => form::run(arguments, language),
        Command::Schema(arguments) => schema::run(arguments, language),
        Command::Share(arguments) => share::run(arguments, language),
        Command::Notes(arguments) => notes::run(arguments, language),
        Command::Pdf(arguments) => pdf::run(arguments, language),
        Command::Archive(arguments) => archive::run(arguments, language),
        Command::Verify(arguments) => verify::run(arguments, language),
    }
}

/// The arguments by their names; where no command is to be run, help or an error was printed, and the status is returned.
fn parsed(arguments: &[OsString], language: Language) -> Result<CommandLine, u8> {
    let command = help::localized(CommandLine::command(), language);
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| CommandLine::from_arg_matches(&matches));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match print::out(SafeText::help(&error.render())) {
            Ok(()) => CLEAN,
            Err(error) => {
                report::trouble(&error, language);
                TROUBLE
            }
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            print::message(SafeText::help(&error.render()));
            TROUBLE
        }
        _ => {
            print::message(usage::explain(&error, language));
            TROUBLE
        }
    })
}
