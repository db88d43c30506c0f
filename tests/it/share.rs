//! Shares: what is in them and what is not, that a passphrase opens them, and that notes come back to their places.

mod edits;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use tempfile::TempDir;

use crate::case::{copy, files, names, put, repository, unzipped};

const PROGRAM: &str = env!("CARGO_BIN_EXE_nenpo");
/// 2026-09-21.
const DAY: &str = "1789948800";
const PASSPHRASE: &str = "kasune-motari-yohami-torise";
const SHARES: &str =
    "members: { for: 極秘の委員, places: [kitahama], years: 2021, until: 2027-03-31, note: 極秘の前書き }\n";

/// A copy of a site.
struct Site {
    folder: TempDir,
}

impl Site {
    fn of(source: &str) -> Site {
        let folder = TempDir::new().unwrap();
        copy(&repository(source).join("content"), &folder.path().join("content"));
        Site { folder }
    }

    /// The site with something for the advisors in every place that can hold it.
    fn advisors() -> Site {
        let site = Site::of("tests/sites/advisors");
        site.put("content/shares.yaml", SHARES);
        site.append("content/site.yaml", "base_url: https://nenpo.example.jp/\nchecks: { section-empty: off }\n");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.path(path), text);
    }

    fn append(&self, path: &str, text: &str) {
        let old = fs::read_to_string(self.path(path)).unwrap();
        self.put(path, &(old + text));
    }

    fn nenpo(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.folder.path()).env("NENPO_LANG", "en");
        command.env("SOURCE_DATE_EPOCH", DAY).env("NENPO_PASSPHRASE", PASSPHRASE).output().unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.nenpo(arguments);
        let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{arguments:?}: {printed}");
        printed
    }

    /// Makes a share and gives its page.
    fn share(&self, arguments: &[&str]) -> String {
        let before: BTreeSet<String> = self.shares();
        self.ok(&[&["share"], arguments].concat());
        let new: Vec<String> = self.shares().difference(&before).cloned().collect();
        assert_eq!(new.len(), 1, "{new:?}");
        fs::read_to_string(self.path("output/shares").join(&new[0])).unwrap()
    }

    fn shares(&self) -> BTreeSet<String> {
        let folder = self.path("output/shares");
        if folder.is_dir() { names(&folder).into_iter().collect() } else { BTreeSet::new() }
    }
}

/// The words that mark what is for the advisors, and those of places and titles.
const SECRETS: [&str; 8] = ["極秘", "top-secret", "TOPSECRET", "7,777", "北浜", "kitahama", "潮見県", "浜の年報"];

#[test]
fn a_share_of_several_years_begins_with_what_changed() {
    let site = Site::of("tests/sites/years");
    site.put(
        "content/shares.yaml",
        "members: { for: 委員, places: [kawasaki], years: 2021-2023, until: 2027-03-31 }\n",
    );
    let page = Html::parse_document(&site.share(&["members", "--plain"]));
    let seen: Vec<String> =
        page.select(&Selector::parse("h2, h3, li").unwrap()).map(|element| element.text().collect()).collect();
    let at =
        |words: &str| seen.iter().position(|text| text.contains(words)).unwrap_or_else(|| panic!("{words}: {seen:?}"));
    let begin = at("変わったこと");
    assert!(seen[begin..].iter().any(|text| text.contains("新しい課題")), "{seen:?}");
}

#[test]
fn a_share_holds_what_is_for_its_advisors_and_the_cipher_hides_it() {
    let site = Site::advisors();
    let plain = site.share(&["members", "--plain"]);
    // Words may be parted into phrases.
    let said = plain.replace("<wbr>", "");
    for printed in [
        "極秘777人",
        "極秘の本文",
        "極秘の家主",
        "極秘の小見出し",
        "極秘の市役所",
        "極秘の前書き",
        "7,777件",
        "極秘の経緯",
        "取扱注意",
    ] {
        assert!(said.contains(printed), "the plain page lacks {printed}");
    }
    assert!(plain.contains("data-running=\"取扱注意｜浜の年報｜極秘の委員\""));
    assert!(!said.contains("南浦町"), "another place is in it");
    assert!(!said.contains("極秘の書き置き"), "a comment is in it");
    let sealed = site.share(&["members"]);
    assert!(sealed.len() * 10 < plain.len() * 14, "{} bytes, {} without the cipher", sealed.len(), plain.len());
    for secret in SECRETS {
        assert!(!sealed.contains(secret), "{secret} can be read");
        for coded in [STANDARD.encode(secret), secret.bytes().map(|b| format!("{b:02x}")).collect()] {
            assert!(!sealed.contains(&coded), "{secret} can be read as {coded}");
        }
    }
    let content = open(&sealed, "ＫＡＳＵＮＥ motari yohami torise").expect("the passphrase opens it");
    assert!(open(&sealed, "かすね・もたり・よはみ・とりせ").is_some(), "its reading does not open it");
    assert_eq!((content["id"].as_str(), content["until"].as_str()), (Some("members"), Some("2027-03-31")));
    assert_eq!(body(&plain), content["body"].as_str().unwrap().trim(), "the two pages differ");
    assert!(open(&sealed, "kasune-motari-yohami-toriso").is_none(), "another passphrase opens it");
}

/// Records with pages of their own stand with their document, for a share is one file; what they say to advisors is in it.
#[test]
fn a_share_has_the_records_of_its_documents() {
    let site = Site::of("tests/sites/records-files");
    site.put("content/shares.yaml", "members: { for: 委員, places: [kawasaki], years: 2021, until: 2027-03-31 }\n");
    let plain = site.share(&["members", "--plain"]);
    let page = Html::parse_document(&plain);
    let records = page.select(&Selector::parse("section.record").unwrap()).count();
    assert_eq!(records, 3);
    let opinions = plain.matches("人員が足りない").count();
    assert_eq!(opinions, 2, "two records tell the advisors");
    let leads = |end: &str| {
        let links = Selector::parse("a[href]").unwrap();
        page.select(&links).filter(|link| link.attr("href").unwrap().ends_with(end)).count()
    };
    assert!(leads("programs-housing") > 1 && leads("programs/housing.html") == 0);
}

/// Files that fields ask for lie in the one page, those for its advisors among them.
#[test]
fn a_share_has_the_files_of_its_documents() {
    let site = Site::of("tests/sites/attachments");
    site.put("content/shares.yaml", "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31 }\n");
    let plain = site.share(&["members", "--plain"]);
    let page = Html::parse_document(&plain);
    check_ids(&page);
    for (name, shown) in [
        ("plan.pdf", "第3期計画（PDF、51 B）"),
        ("gijiroku.txt", "gijiroku.txt"),
        ("kentou.txt", "kentou.txt（TXT、16 B）"),
        ("youkou2.txt", "youkou2.txt（TXT、22 B）"),
        ("naibu2.txt", "極秘のメモ（TXT、16 B）"),
    ] {
        let links = Selector::parse(&format!("a[download='{name}']")).unwrap();
        let link = page.select(&links).next().unwrap_or_else(|| panic!("no {name}"));
        assert!(link.text().collect::<String>().contains(shown), "{name} is not called {shown}");
        let (_, bytes) = link.attr("href").unwrap().split_once(";base64,").unwrap();
        let files = site.path("content/2021/kitahama").join(name);
        assert_eq!(STANDARD.decode(bytes).unwrap(), fs::read(files).unwrap(), "{name} is another file");
    }
}

#[test]
fn a_share_of_our_own_site_is_whole() {
    let site = Site::of("");
    let plain = site.share(&["area-advisor", "--plain"]);
    let sealed = site.share(&["city-advisor", "--plain"]);
    assert!(sealed.contains("アドバイザーに相談したい事項"), "the advisors' section is missing");
    for page in [&plain, &sealed] {
        let html = Html::parse_document(page);
        check_ids(&html);
        let image = Selector::parse("img, link, script[src]").unwrap();
        assert!(html.select(&image).all(|image| image.attr("src").is_some_and(|src| src.starts_with("data:"))));
        assert!(html.select(&Selector::parse("svg.chart").unwrap()).count() > 3, "charts are missing");
    }
}

/// Every id is there once, and every link and label leads to one.
fn check_ids(html: &Html) {
    let mut ids = BTreeSet::new();
    for element in html.select(&Selector::parse("[id]").unwrap()) {
        assert!(ids.insert(element.attr("id").unwrap()), "{:?} is there twice", element.attr("id"));
    }
    for link in html.select(&Selector::parse("a[href]").unwrap()) {
        let href = link.attr("href").unwrap();
        match href.strip_prefix('#') {
            Some(id) => {
                assert!(ids.contains(&*nenpo::text::page_path::decode(id).unwrap()), "{href} leads nowhere");
            }
            None => assert!(
                ["https://", "http://", "mailto:", "data:"].iter().any(|start| href.starts_with(start)),
                "{href} leaves the page"
            ),
        }
    }
    for attribute in ["aria-labelledby", "aria-describedby", "aria-details"] {
        for part in html.select(&Selector::parse(&format!("[{attribute}]")).unwrap()) {
            let names = part.attr(attribute).unwrap();
            assert!(names.split(' ').all(|name| ids.contains(name)), "{attribute} {names} names nothing");
        }
    }
}

#[test]
fn what_is_not_public_makes_way_for_public_headings_of_its_ids() {
    let site = Site::advisors();
    let form = fs::read_to_string(site.path("content/forms/sheet.yaml")).unwrap();
    let ids = [("secret_worries", "history-2"), ("secret_number", "base-2"), ("secret_aims", "base-3")];
    let form = ids.iter().fold(form, |form, (old, new)| form.replace(old, new));
    site.put("content/forms/sheet.yaml", &form);
    for heading in ["history", "base", "base", "base 3 2 top secret aim"] {
        site.append("content/2021/kitahama/sheet.md", &format!("\n### {heading}\n\n公開の文。\n"));
    }
    let html = Html::parse_document(&site.share(&["members", "--plain"]));
    check_ids(&html);
    let name = |id: &str| {
        let found = html.select(&Selector::parse(&format!("[id='2021/kitahama:{id}']")).unwrap()).next();
        found.map(|element| element.value().name().to_owned())
    };
    for (id, element) in [
        ("history-2", "h3"),
        ("base-2", "h3"),
        ("base-3", "h3"),
        ("base-3-2-top-secret-aim", "h3"),
        ("history-2-2", "section"),
        ("base-2-2", "div"),
        ("base-3-2", "div"),
        ("base-3-2-top-secret-aim-2", "tr"),
    ] {
        assert_eq!(name(id).as_deref(), Some(element), "{id}");
    }
    let link = Selector::parse("a[href='#2021/kitahama:base-3-2']").unwrap();
    assert!(html.select(&link).any(|link| link.text().collect::<String>() == "極秘の指標"), "the list leads elsewhere");
}

#[test]
fn every_recipient_has_a_passphrase_and_only_good_ones_are_taken() {
    let site = Site::advisors();
    site.put("content/shares.yaml", &SHARES.replace("note:", "recipients: [甲, 乙], note:"));
    let with = |lines: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(["share", "members"]).current_dir(site.folder.path()).env("NENPO_LANG", "en");
        let output = command.env("SOURCE_DATE_EPOCH", DAY).env("NENPO_PASSPHRASE", lines).output().unwrap();
        let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.success(), printed)
    };
    for (lines, why) in [
        ("kasune-motari-yohami", "1 passphrases for 2"),
        ("kasune-motari-yohami\nshort", "too short"),
        ("kasune-motari-yohami\n000000000000000", "too simple"),
        ("kasune-motari-yohami\nKASUNE motari yohami", "same passphrase"),
        ("kasune-motari-yohami\nかすね・もたり・よはみ", "same passphrase"),
        ("kasune-motari-yohami\npassword-1234567", "too easily guessed"),
        ("kasune-motari-yohami\nkitahama-kitahama-2021", "too easily guessed"),
        ("kasune-motari-yohami\n北浜市の浜の年報北浜市2021", "too easily guessed"),
        ("kasune-motari-yohami\nmembers-members-2027", "too easily guessed"),
    ] {
        let (done, printed) = with(lines);
        assert!(!done && printed.contains(why), "{lines}: {printed}");
    }
    assert!(site.shares().is_empty());
    let (done, printed) = with("kasune-motari-yohami\nmunako-hokise-rotami\n");
    assert!(done && !printed.contains("kasune"), "{printed}");
    let page = fs::read_to_string(site.path("output/shares").join(site.shares().first().unwrap())).unwrap();
    assert!(open(&page, "kasune motari yohami").is_some() && open(&page, "munako hokise rotami").is_some());
    // Without a passphrase one is made for each, shown once and kept nowhere.
    let (done, printed) = with("");
    assert!(done, "{printed}");
    let made: Vec<&str> =
        printed.lines().filter_map(|line| line.trim().split_once(": ")).map(|(_, word)| word).collect();
    let made: Vec<&str> = made.into_iter().filter(|word| word.split('-').count() == 4).collect();
    assert_eq!(made.len(), 2, "{printed}");
    let kept = files(site.folder.path()).into_iter().map(|file| fs::read(site.path(&file)).unwrap());
    assert!(kept.into_iter().all(|bytes| !String::from_utf8_lossy(&bytes).contains(made[0])));
}

/// What a file says of itself in the open must not lead to the site it is from.
#[test]
fn a_locked_page_does_not_tell_its_site_by_a_sum() {
    use sha2::{Digest as _, Sha256};
    let site = Site::advisors();
    site.append("content/site.yaml", "theme: own\n");
    site.put("themes/own/static/site.css", "body { color: #123456 }");
    site.put("themes/own/theme.yaml", "");
    let policy = |page: &str| {
        let html = Html::parse_document(page);
        let policy = Selector::parse("meta[http-equiv=Content-Security-Policy]").unwrap();
        html.select(&policy).next().unwrap().attr("content").unwrap().to_owned()
    };
    let pages = [site.share(&["members"]), site.share(&["members"]), site.share(&["members", "--plain"])];
    let policies = pages.each_ref().map(|page| policy(page));
    assert!(policies[0].contains("sha256-"), "{}", policies[0]);
    site.ok(&["build"]);
    let published = files(&site.path("output/site"));
    assert!(published.iter().any(|file| file.ends_with(".css")));
    for file in published {
        let bytes = fs::read(site.path("output/site").join(&file)).unwrap();
        let sum = Sha256::digest(&bytes);
        for coded in [STANDARD.encode(sum), sum.iter().map(|b| format!("{b:02x}")).collect()] {
            let told = pages.iter().chain(&policies).any(|text| text.contains(&coded));
            assert!(!told, "the sum of {file} is in it");
        }
    }
    // Two files of one site have no style of their site in common, either.
    let styles = policies.map(|policy| {
        let styles = policy.split_once("style-src ").unwrap().1.split_once(';').unwrap().0.to_owned();
        styles.split(' ').map(str::to_owned).collect::<Vec<_>>()
    });
    let own = |at: usize| styles[at].last().unwrap();
    assert!(styles.iter().all(|styles| styles.len() == 2), "{styles:?}");
    assert!(own(0) != own(1) && own(0) != own(2) && own(1) != own(2), "{styles:?}");
}

#[test]
fn a_file_is_known_again_by_its_sum() {
    use sha2::{Digest as _, Sha256};
    let site = Site::advisors();
    let printed = site.ok(&["share", "members", "--lang", "en"]);
    let fingerprint_of = |printed: &str| {
        let line = printed.lines().find(|line| line.starts_with("Fingerprint")).unwrap().to_owned();
        line.rsplit_once(": ").unwrap().1.to_owned()
    };
    let file = site.path("output/shares").join(site.shares().first().unwrap());
    let bytes = fs::read(&file).unwrap();
    let digits: String = Sha256::digest(&bytes).iter().take(8).map(|b| format!("{b:02x}")).collect();
    assert_eq!(fingerprint_of(&printed).replace(' ', ""), digits);
    assert_eq!(fingerprint_of(&printed).len(), 19);
    let path = file.display().to_string();
    assert_eq!(fingerprint_of(&site.ok(&["share", "--check", &path, "--lang", "en"])), fingerprint_of(&printed));
    // Any byte of the shell counts, which the cipher does not prove.
    fs::write(&file, String::from_utf8(bytes).unwrap().replacen("<title>", "<title >", 1)).unwrap();
    assert_ne!(fingerprint_of(&site.ok(&["share", "--check", &path, "--lang", "en"])), fingerprint_of(&printed));
    assert!(!site.nenpo(&["share", "--check", "nothing.html"]).status.success());
    assert!(site.ok(&["share", "members", "--plain", "--lang", "en"]).contains("Fingerprint"));
}

#[test]
fn shares_and_notes_stay_out_of_the_site_and_its_archives() {
    let site = Site::advisors();
    site.put("content/2021/kitahama/sheet.notes.md", "極秘のメモ");
    site.put("content/2021/kitahama/other.notes.md", "---\nform: sheet\n---\n極秘のメモ");
    let printed = site.ok(&["check"]);
    assert!(!printed.contains("notes"), "{printed}");
    site.share(&["members"]);
    let shares = tree(&site.path("output/shares"));
    site.ok(&["build"]);
    site.ok(&["archive", "2021", "--date", "2022-03-31"]);
    site.ok(&["build", "--clean"]);
    assert!(tree(&site.path("output/shares")) == shares, "a build touched a share");
    for folder in ["output/site", "output/archive"] {
        let files = tree(&site.path(folder));
        assert!(files.len() > 10);
        for (path, bytes) in files {
            let text = String::from_utf8_lossy(&bytes).replace("<wbr>", "");
            for secret in ["極秘", "top-secret", "notes.md", "shares.yaml"] {
                assert!(!text.contains(secret) && !path.contains(secret), "{folder}/{path} holds {secret}");
            }
            assert!(!path.ends_with(".zip") || unpacked(&bytes).iter().all(|text| !text.contains("極秘")), "{path}");
        }
    }
}

#[test]
fn notes_come_back_to_their_rows_after_edits() {
    let rounds = [20_261_121, 1, 2].map(edits::run);
    let (moved, gone) = rounds.iter().fold((0, 0), |sum, round| (sum.0 + round.0, sum.1 + round.1));
    assert!(moved > 150 && gone > 5, "the edits moved {moved} and took {gone}");
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().map(|file| (file.clone(), fs::read(folder.join(&file)).unwrap())).collect()
}

fn unpacked(zip: &[u8]) -> Vec<String> {
    let files = unzipped(zip).unwrap();
    files.into_iter().map(|(_, text)| String::from_utf8_lossy(&text).into_owned()).collect()
}

/// What is between the tags of `main` on a page without a cipher.
fn body(page: &str) -> &str {
    let main = page.split_once("<main id=\"main\" tabindex=\"-1\">").unwrap().1;
    main.rsplit_once("</main>").unwrap().0.trim()
}

/// Opens a sealed page as its script does.
fn open(page: &str, passphrase: &str) -> Option<Value> {
    let sealed = page.split_once("id=\"sealed\">").unwrap().1.split_once("</script>").unwrap().0;
    let sealed: Value = serde_json::from_str(sealed).unwrap();
    let of = |value: &Value, name: &str| STANDARD.decode(value[name].as_str().unwrap()).unwrap();
    let proved = sealed["open"].as_str().unwrap().as_bytes();
    let decrypt = |key: &[u8], nonce: Vec<u8>, text: Vec<u8>| {
        let nonce: [u8; 12] = nonce.try_into().unwrap();
        let payload = Payload { msg: &text, aad: proved };
        Aes256Gcm::new_from_slice(key).unwrap().decrypt(&Nonce::from(nonce), payload).ok()
    };
    let folded = nenpo::share::passphrase::folded(passphrase);
    let rounds = u32::try_from(sealed["rounds"].as_u64().unwrap()).unwrap();
    assert_eq!(rounds, 600_000);
    let slots = sealed["keys"].as_array().unwrap();
    let content = slots.iter().find_map(|slot| {
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<sha2::Sha256>(folded.as_bytes(), &of(slot, "salt"), rounds, &mut key);
        decrypt(&key, of(slot, "nonce"), of(slot, "key"))
    })?;
    let packed = decrypt(&content, of(&sealed, "nonce"), of(&sealed, "data"))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).ok()
}

/// What the page's script reads of an element: its words without what is not printed.
pub fn text_of(element: ElementRef<'_>) -> String {
    fn read(element: ElementRef<'_>, out: &mut String) {
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                out.push_str(text);
            }
            let Some(inner) = ElementRef::wrap(child) else { continue };
            let silent = inner.value().classes().any(|class| ["no-print", "order", "note"].contains(&class));
            if !silent && !["svg", "button"].contains(&inner.value().name()) {
                read(inner, out);
            }
        }
    }
    let mut out = String::new();
    read(element, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
