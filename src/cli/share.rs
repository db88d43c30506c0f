//! `nenpo share`: a page for advisors that opens with a passphrase.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::load::{self, Options};
use crate::model::{Share, Site};
use crate::output::file;
use crate::pages::document_name;
use crate::pipeline;
use crate::record;
use crate::share::{self, ShareOptions, error, passphrase};
use crate::source::words;
use crate::text::era;

use super::archive::today;
use super::folders::Folders;
use super::language::Language;
use super::print;
use super::{CLEAN, FINDINGS, report};

/// Holds the passphrases: a line for each recipient.
const VARIABLE: &str = "NENPO_PASSPHRASE";

/// Arguments of `nenpo share`.
#[derive(Debug, clap::Args)]
pub struct ShareArguments {
    /// shares.yaml に書いた共有の id（書かなければ、一覧を示す）｜Id of a share in shares.yaml; without it all are listed
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// すべての共有と、その中身を示す｜List all shares and what is in them
    #[arg(long, conflicts_with = "id")]
    list: bool,
    /// 合言葉を自分で決めて入力する（書かなければ、つくって一度だけ示す）｜Type a passphrase of your own; else one is made and shown once
    #[arg(long, conflicts_with_all = ["plain", "list"])]
    ask: bool,
    /// 暗号にしない（紙や、閉じた部屋のため）｜Without a cipher, for paper and closed rooms
    #[arg(long, conflicts_with = "list")]
    plain: bool,
    /// 共有ページのファイルの、確かめる値を示す｜Print the fingerprint of the file of a share page
    #[arg(long, value_name = "FILE", conflicts_with_all = ["id", "list", "ask", "plain"])]
    check: Option<PathBuf>,
    #[command(flatten)]
    folders: Folders,
}

/// Writes the page of a share, or lists all shares.
pub fn run(arguments: &ShareArguments, language: Language) -> Result<u8> {
    if let Some(path) = &arguments.check {
        let bytes = load::bytes(path)?;
        print_fingerprint(&bytes, language)?;
        return Ok(CLEAN);
    }
    let (site, findings) = pipeline::read(arguments.folders.root(), Options { drafts: false })?;
    if findings.stop() {
        report::findings(&findings, language);
        print::message_line(
            language.say("誤りがあるため、共有はつくっていません。", "Nothing was shared, because there are errors."),
        );
        return Ok(FINDINGS);
    }
    let output = arguments.folders.output()?;
    let folder = output.join(share::FOLDER);
    match &arguments.id {
        Some(id) => write(arguments, find(&site, id)?, &site, &folder, language),
        None => list(&site, &folder, language),
    }
}

fn find<'s>(site: &'s Site, id: &str) -> Result<&'s Share> {
    let ids = || site.shares.iter().map(|share| share.id.as_str());
    let found = site.shares.iter().find(|share| share.id == id);
    found.ok_or_else(|| error::unknown(id, record::nearest(id, ids()), &ids().collect::<Vec<_>>()))
}

fn write(arguments: &ShareArguments, share: &Share, site: &Site, folder: &Path, language: Language) -> Result<u8> {
    let day = today()?;
    if share.until < day {
        let until = if language == Language::Ja { share.until.wareki() } else { share.until.iso() };
        return Err(error::ended(&share.id, &until));
    }
    let (passphrases, created) =
        if arguments.plain { (Vec::new(), Vec::new()) } else { passphrases(share, site, arguments.ask, language)? };
    let options = ShareOptions { root: arguments.folders.root(), share, day, passphrases: &passphrases };
    let page = share::render(&options, site)?;
    overview(share, site, language)?;
    // A page whose passphrase nobody saw could never be opened: it is written only after that was printed.
    print_passphrases(&created, language)?;
    let path = folder.join(&page.name);
    file::create(&path, &page.bytes, file::Readers::Owner)?;
    let (shown, size) = (path.display(), page.bytes.len().div_ceil(1000));
    print::line(
        language
            .pick(words!("共有ページを書きました（{size} kB）：{shown}", "Wrote the share page ({size} kB): {shown}")),
    )?;
    print_fingerprint(&page.bytes, language)?;
    if arguments.plain {
        print::line(language.say(
            "暗号にしていません。だれでも読めるので、渡す相手と置き場所に気を付けてください。",
            "It is not encrypted: whoever has the file can read it.",
        ))?;
    }
    Ok(CLEAN)
}

/// Prints the passphrases that nenpo created, once.
fn print_passphrases(created: &[CreatedPassphrase], language: Language) -> Result<()> {
    if created.is_empty() {
        return Ok(());
    }
    print::line_to_be_seen(language.say(
        "合言葉（この画面にしか出ません。ページとは別の方法で伝えてください）：",
        "Passphrase (shown here and nowhere else; tell it in another way than the page):",
    ))?;
    created.iter().try_for_each(|CreatedPassphrase { recipient, passphrase, kana }| {
        let recipient =
            if recipient.is_empty() { String::new() } else { format!("{recipient}{}", language.say("：", ": ")) };
        print::line_to_be_seen(format!("  {recipient}{passphrase}{}", language.say(&format!("（{kana}）"), "")))
    })
}

/// Prints what a recipient compares to see that a file is the one that was sent.
fn print_fingerprint(bytes: &[u8], language: Language) -> Result<()> {
    let fingerprint = share::fingerprint(bytes);
    print::line(language.pick(words!(
        "確かめる値（SHA-256 の始めの16けた。合言葉といっしょに伝えてください）：{fingerprint}",
        "Fingerprint (the first 16 digits of its SHA-256; tell it with the passphrase): {fingerprint}"
    )))
}

/// A passphrase that nenpo created.
struct CreatedPassphrase {
    /// The name of the recipient; empty where the share names none.
    recipient: String,
    /// The passphrase in letters.
    passphrase: String,
    /// How it is read, in kana.
    kana: String,
}

/// The passphrases of all recipients, from the environment or the keyboard, or created here; with the created ones.
fn passphrases(
    share: &Share,
    site: &Site,
    ask: bool,
    language: Language,
) -> Result<(Vec<String>, Vec<CreatedPassphrase>)> {
    let nameless = [String::new()];
    let recipients = if share.recipients.is_empty() { &nameless[..] } else { share.recipients.as_slice() };
    let given: Vec<String> = match std::env::var(VARIABLE) {
        Ok(lines) if !ask && !lines.trim().is_empty() => lines.lines().map(str::to_owned).collect(),
        _ if ask => recipients.iter().map(|recipient| prompt(recipient, language)).collect::<Result<_>>()?,
        _ => {
            let mut created = Vec::new();
            for recipient in recipients {
                let (passphrase, kana) = passphrase::create(&mut share::random_bytes)?;
                created.push(CreatedPassphrase { recipient: recipient.clone(), passphrase, kana });
            }
            return Ok((created.iter().map(|created| created.passphrase.clone()).collect(), created));
        }
    };
    if given.len() != recipients.len() {
        return Err(error::passphrases(given.len(), recipients.len()));
    }
    let known = share::known_words(site, share);
    for (index, (recipient, passphrase)) in recipients.iter().zip(&given).enumerate() {
        if let Some(weakness) = passphrase::weakness(passphrase, &known) {
            return Err(error::passphrase(recipient, &weakness));
        }
        if given.iter().take(index).any(|other| passphrase::folded(other) == passphrase::folded(passphrase)) {
            return Err(error::same());
        }
    }
    Ok((given, Vec::new()))
}

/// Asks twice, so that a typo which nobody sees locks nobody out.
fn prompt(recipient: &str, language: Language) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        return Err(Error::new(words(
            "合言葉を入力する画面がありません。NENPO_PASSPHRASE に書くか、--ask を外してください。",
            "There is no terminal to type a passphrase. Use NENPO_PASSPHRASE, or leave out --ask.",
        )));
    }
    let whose = if recipient.is_empty() { String::new() } else { format!("{recipient}{}", language.say("の", ": ")) };
    let first = print::ask_hidden(&format!("{whose}{}", language.say("合言葉：", "Passphrase: ")))?;
    let again = print::ask_hidden(language.say("もう一度：", "Once more: "))?;
    if first != again {
        return Err(Error::new(words("二回の合言葉が違います。", "The two passphrases differ.")));
    }
    Ok(first)
}

fn list(site: &Site, folder: &Path, language: Language) -> Result<u8> {
    if site.shares.is_empty() {
        print::line(
            language.say("content/shares.yaml に共有がありません。", "There are no shares in content/shares.yaml."),
        )?;
    }
    let files = file::names(folder)?;
    for share in &site.shares {
        overview(share, site, language)?;
        // The id of another share may begin alike; what follows the id has no hyphen but that of `-plain`.
        let own = files.iter().filter(|name| {
            let rest = name.strip_prefix(&share.id).and_then(|rest| rest.strip_prefix('-'));
            rest.is_some_and(|rest| {
                rest.trim_end_matches(".html").trim_end_matches("-plain").len() == share::RANDOM_LETTERS
                    && !rest.starts_with('-')
            })
        });
        for name in own {
            print::line(format!("  {}", folder.join(name).display()))?;
        }
    }
    Ok(CLEAN)
}

/// What a share contains, for whom, and until when.
fn overview(share: &Share, site: &Site, language: Language) -> Result<()> {
    let ended = if share.until < today()? { language.say("（過ぎています）", " (over)") } else { "" };
    print::line(match language {
        Language::Ja => format!("{}：{}、期限 {}{ended}", share.id, share.reader, share.until.wareki()),
        Language::En => format!("{}: {}, until {}{ended}", share.id, share.reader, share.until.iso()),
    })?;
    if !share.recipients.is_empty() {
        let title = language.say("受け取る人：", "recipients: ");
        print::line(format!("  {title}{}", share.recipients.join(language.say("、", ", "))))?;
    }
    let documents = share::documents(site, share);
    if documents.is_empty() {
        print::line(format!("  {}", language.say("入る文書がありません。", "No document is in it.")))?;
    }
    for document in documents {
        let parts = share::advisors_only(document);
        let parts = match (parts.is_empty(), language) {
            (true, _) => String::new(),
            (false, Language::Ja) => format!("（公開していないもの：{}）", parts.join("、")),
            (false, Language::En) => format!(" (not public: {})", parts.join(", ")),
        };
        let (place, year) = (&document.place.name, era::fiscal_year_both(document.year));
        print::line(format!("  {place} {year} {}{parts}", document_name(document)))?;
    }
    Ok(())
}
