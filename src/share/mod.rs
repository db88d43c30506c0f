//! One page for advisors: chosen documents with what only they may read, in one file that opens with a passphrase.
//!
//! ```text
//! content/shares.yaml   what, for whom, until when
//! output/shares/        one file for each edition of a share; no build touches it
//! ```
//!
//! The page is rendered as those of the site are, with the same templates. Its parts are joined into one, compressed and
//! encrypted; the page around the ciphertext says only how to open it. What advisors write on it comes back as a file of
//! notes, which are matched with positions in the sheets.

mod anchors;
mod encrypt;
pub mod error;
mod html;
mod join;
mod likeness;
mod notes;
mod notes_file;
pub mod passphrase;
mod random;

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::form::Audience;
use crate::model::{Document, Share, Site};
use crate::pages::{self, RenderContext, share as parts};
use crate::restrict::{Restricted, restrict};
use crate::text::{Date, era, hexadecimal};
use crate::theme::Theme;
use crate::view;
use crate::view::View;

pub use anchors::AnchorMatch;
pub use notes::{PlacedNote, locate_notes, notes_markdown, remark};
pub use notes_file::{AdvisorNote, NotesFile, read_notes};
pub use random::random_bytes;

use join::{LiveSite, PartJoiner};

/// The folder of shares in the output folder.
pub const FOLDER: &str = "shares";

/// How many random letters are in the name of a file: 32 letters to the power of 8 are 40 bits, too many to try on a web server.
pub const RANDOM_LETTERS: usize = 8;

/// What the page of a share is rendered from.
#[derive(Clone, Debug)]
pub struct ShareOptions<'a> {
    /// The folder with `content/`.
    pub root: &'a Path,
    /// What is shared, with whom, until when: an entry of `content/shares.yaml`.
    pub share: &'a Share,
    /// The day that the page states as the day it was created.
    pub day: Date,
    /// One for each recipient; none for a page that everybody can read.
    pub passphrases: &'a [String],
}

/// The page of a share as a file to send.
#[derive(Clone, Debug)]
pub struct FinishedShare {
    /// The name of its file: the id of the share and random letters.
    pub name: String,
    /// The HTML page, with the documents enciphered in it where there is a passphrase.
    pub bytes: Vec<u8>,
}

/// The documents of a share, in the order of the page: by place as the share lists them, the newest year first.
pub fn documents<'s>(site: &'s Site, share: &Share) -> Vec<&'s Document> {
    let mut documents: Vec<&Document> = site.documents.iter().filter(|document| share.holds(document)).collect();
    let place = |document: &Document| share.places.iter().position(|id| *id == document.place.id);
    documents.sort_by_key(|document| (place(document), -document.year, !document.is_main(), document.name.clone()));
    documents
}

/// The names of the parts of a document that are in no public file.
pub fn advisors_only(document: &Document) -> Vec<String> {
    let View::List(parts) = parts::advisors_only(document) else { return Vec::new() };
    parts
        .iter()
        .filter_map(|part| if let Some(View::Text(label)) = part.get("label") { Some(label.clone()) } else { None })
        .collect()
}

/// Renders the page of a share of a site without errors among its findings.
///
/// # Errors
/// When there is nothing in it, a passphrase is too easily guessed, or the theme has a mistake.
pub fn render(options: &ShareOptions<'_>, site: &Site) -> Result<FinishedShare> {
    let share = options.share;
    let public = restrict(site.clone(), Audience::Public);
    let site = restrict(site.clone(), Audience::Advisors);
    let documents = documents(&site, share);
    if documents.is_empty() {
        return Err(error::empty(&share.id));
    }
    let [theme, other] = themes(options.root, &site)?;
    let context = RenderContext::new(&site, &theme);
    let live = LiveSite { addresses: parts::addresses(RenderContext::new(&public, &theme)), site: &public };
    let body = body(context, live, share, &documents, options.day)?;
    let styles = ["site.css", "lists.css"].into_iter();
    let styles = styles.filter_map(|name| theme.assets().iter().find(|asset| asset.name == name));
    let style: String = styles.map(|asset| String::from_utf8_lossy(&asset.bytes)).collect();
    // The site publishes its style sheet: by its hash, the page would tell which site it is from.
    let style = format!("/* {} */\n{style}", random_letters(24)?);
    let running = parts::running(context, share);
    let own = theme.inline("share.css");
    let script = theme.inline("share.js");
    let is_plain = options.passphrases.is_empty();
    let name = format!("{}-{}{}.html", share.id, random_letters(RANDOM_LETTERS)?, if is_plain { "-plain" } else { "" });
    let mut data = view! {
        "policy" => policy(&[own, &style], script),
        "style" => View::Html(own.to_owned()),
        "script" => View::Html(script.to_owned()),
    };
    if is_plain {
        data.set("site_style", View::Html(style));
        data.set("body", View::Html(body));
        data.set("running", running);
    } else {
        let associated = format!("nenpo-share 2 {} {}", share.id, share.until.iso());
        let text = json!({
            "id": &share.id, "until": share.until.iso(), "edition": &name,
            "style": style, "body": body, "running": running,
        });
        let text = text.to_string();
        let encrypted = encrypt::encrypt_for(&text, &associated, options.passphrases, &mut random_bytes)?;
        data.set("sealed", View::Html(encrypted.to_string()));
    }
    let kana = passphrase::kana().map(|(kana, letters)| (kana.into(), View::from(letters)));
    data.set("kana", View::Map(kana.collect()));
    Ok(FinishedShare { bytes: parts::file([&theme, &other], share, &name, data)?, name })
}

/// The theme with the site's words, as all pages have it, and once more with the words of the other language.
fn themes(root: &Path, site: &Restricted) -> Result<[Theme; 2]> {
    let settings = &site.settings;
    let other = Theme::load(root, &settings.theme, if settings.language == "ja" { "en" } else { "ja" })?;
    Ok([pages::theme(root, site)?, other])
}

/// Everything that is in the page, as one piece of HTML.
fn body(
    context: RenderContext<'_>,
    live: LiveSite<'_>,
    share: &Share,
    documents: &[&Document],
    day: Date,
) -> Result<String> {
    let parts = documents.iter().map(|document| document.page.clone()).collect();
    let joiner = PartJoiner { site: context.site, parts, live };
    let mut body = joiner.join(&parts::contents(context, share, documents, &context.language().date(day))?);
    for document in documents {
        body.push_str(&joiner.join(&parts::document(context, document)?));
    }
    Ok(body)
}

/// Which style sheets and script the page may have, by their hashes: with another byte in them they do not run.
fn policy(styles: &[&str], script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    let styles: Vec<String> = styles.iter().map(|style| hash(style)).collect();
    let (styles, script) = (styles.join(" "), hash(script));
    format!(
        "default-src 'none'; style-src {styles}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// Random letters and digits that are hard to confuse: for an address that nobody guesses, another for each edition.
fn random_letters(length: usize) -> Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = vec![0; length];
    random_bytes(&mut bytes)?;
    Ok(bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32))).map(|letter| char::from(*letter)).collect())
}

/// What a recipient compares to recognize a file: the first 64 bits of its SHA-256 in groups of four digits, to be read out.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digest = hexadecimal(&Sha256::digest(bytes));
    let groups = digest.as_bytes().chunks(4).take(4).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(" ")
}

/// Words that anybody would try first for the passphrase of a share: what it is called, for whom it is, and the names and years
/// in it and its site.
pub fn known_words(site: &Site, share: &Share) -> Vec<String> {
    let mut words = vec!["nenpo".to_owned(), "年報".to_owned(), share.until.iso()];
    let mut add = |text: &str| {
        words.push(text.to_owned());
        words.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned));
    };
    let settings = &site.settings;
    [&share.id, &share.reader, &settings.title, &settings.publisher].into_iter().for_each(|text| add(text));
    share.recipients.iter().for_each(|recipient| add(recipient));
    for place in &site.places {
        [&place.id, &place.name, &place.reading, &place.code].into_iter().for_each(|text| add(text));
        if let Some(short) = place.name.strip_suffix(['都', '道', '府', '県', '市', '区', '町', '村']) {
            add(short);
        }
    }
    for year in site.documents.iter().map(|document| document.year).collect::<std::collections::BTreeSet<_>>() {
        add(&year.to_string());
        add(&era::fiscal_year(year));
    }
    words
}
