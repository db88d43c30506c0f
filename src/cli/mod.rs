//! Commands: one file each, with its arguments and what it does. Everything that is printed is printed here.

mod archive;
mod build;
mod check;
mod completions;
mod findings;
mod fix;
mod init;
mod language;
mod new;
mod report;
mod schema;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use language::Language;

/// Exit status: nothing to mend.
const CLEAN: u8 = 0;
/// Exit status: findings that stop.
const FINDINGS: u8 = 1;
/// Exit status: trouble with the world, such as a full disk or a broken theme.
const TROUBLE: u8 = 2;

/// 年報：自治体のシートから報告書サイトをつくる
#[derive(Debug, Parser)]
#[command(name = "nenpo", version, arg_required_else_help = true)]
struct Arguments {
    /// 表示の言語 ja | en（省略時は LANG）
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 見本のサイトをつくる
    Init(init::Arguments),
    /// 検査してサイトをつくる
    Build(build::Arguments),
    /// 検査だけする
    Check(check::Arguments),
    /// 打ち間違いや文字コードを直す（--write で書き込む）
    Fix(fix::Arguments),
    /// 記入するシートを様式からつくる
    New(new::Arguments),
    /// 年度を、公開した時のまま保存する（BagIt）
    Archive(archive::Arguments),
    /// 保存した年度の袋（BagIt）が変わっていないか確かめる
    Verify(verify::Arguments),
    /// エディターのための JSON Schema を様式からつくる
    Schema(schema::Arguments),
    /// シェルの補完のための文を出す
    Completions(completions::Arguments),
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.unwrap_or_else(Language::of_environment);
    let outcome = match &arguments.command {
        Command::Init(arguments) => init::run(arguments, language),
        Command::Completions(arguments) => Ok(completions::run(arguments)),
        Command::Build(arguments) => build::run(arguments, language),
        Command::Check(arguments) => check::run(arguments, language),
        Command::Fix(arguments) => fix::run(arguments, language),
        Command::New(arguments) => new::run(arguments, language),
        Command::Schema(arguments) => schema::run(arguments, language),
        Command::Archive(arguments) => archive::run(arguments, language),
        Command::Verify(arguments) => verify::run(arguments, language),
    };
    ExitCode::from(outcome.unwrap_or_else(|error| {
        report::trouble(&error, language);
        TROUBLE
    }))
}
