//! All fuzz targets in one program, since linking takes longest: `NENPO_FUZZ_TARGET` says which one runs.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use nenpo::source::{Finding, Findings, Source, Span, words};
use nenpo::{archive, bag, cli, load, markdown, record, serve, share, text};

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| match std::env::var("NENPO_FUZZ_TARGET").as_deref() {
    Ok("sheet") => sheet,
    Ok("markdown") => running_text,
    Ok("svg") => svg,
    Ok("notes") => notes,
    Ok("bag") => bag_in_a_folder,
    Ok("zip") => zip,
    Ok("host") => host,
    Ok("path") => path,
    Ok("terminal") => terminal,
    other => panic!("NENPO_FUZZ_TARGET is {other:?}"),
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));

fn sheet(bytes: &[u8]) {
    let mut findings = Findings::new();
    let Some(source) = record::decode("content/2021/a/sheet.md", bytes, &mut findings) else { return };
    let split = record::split(&source, &mut findings);
    if let Some(front) = split.front {
        let node = record::parse(&source, front, &mut findings);
        // What is written anew is read again as the same.
        let written = record::to_yaml(&node);
        let again = Source::new("again.yaml", written.clone());
        record::parse(&again, Span::new(0, written.len()), &mut Findings::new());
    }
    let body = source.slice(Span::new(split.body.start(), source.text().len()));
    markdown::inspect(body);
    for finding in &findings {
        finding.position.line_and_column();
    }
}

fn running_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    markdown::inspect(text);
    markdown::plain(text);
    markdown::uncommented(text);
}

fn svg(bytes: &[u8]) {
    thread_local! {
        static SITE: tempfile::TempDir = tempfile::tempdir().expect("a folder");
    }
    SITE.with(|site| {
        let pages = site.path().join("content/pages");
        fs::create_dir_all(&pages).expect("a folder");
        fs::write(site.path().join("content/site.yaml"), "title: 年報\npublisher: 県\n").expect("written");
        fs::write(pages.join("a.md"), "---\ntitle: 図\n---\n![図](a.svg)\n").expect("written");
        fs::write(pages.join("a.svg"), bytes).expect("written");
        drop(load::load(site.path(), load::Options::default()));
    });
}

fn notes(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(share::read_notes(text, "notes.json"));
    }
}

/// The input is `bagit.txt`, `manifest-sha256.txt`, `bag-info.txt` and `fetch.txt`, with a zero between.
fn bag_in_a_folder(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    fs::create_dir(folder.path().join("data")).expect("a folder");
    put("data/a", b"");
    for (name, bytes) in ["bagit.txt", "manifest-sha256.txt", "bag-info.txt", "fetch.txt"].into_iter().zip(bytes.split(|b| *b == 0)) {
        put(name, bytes);
    }
    bag::verify(folder.path(), &bag::Progress::default());
}

fn zip(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.zip");
    fs::write(&file, bytes).expect("written");
    let most = 10 << 20;
    if let Ok(Some(opened)) = archive::open(&file, Some(most)) {
        // No more came out than may, and nothing that leads out.
        assert!(size(&opened.folder) <= most, "more was unpacked than may be");
        bag::verify(&opened.folder, &bag::Progress::default());
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "something came out beside the ZIP");
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            let found = fs::symlink_metadata(&path).expect("it is there");
            assert!(found.is_dir() || found.is_file(), "neither a file nor a folder");
            if found.is_dir() { size(&path) } else { found.len() }
        })
        .sum()
}

/// The input is the host, the first line's address, and lines `name: value`.
fn host(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.lines();
    let (host, address) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let more: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    if serve::may_ask(host, address, &more, 8100) {
        // Whatever was written: it is this machine, and these are the only spellings.
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
        let own = ["127.0.0.1", "127.0.0.1.", "localhost", "localhost."].contains(&name.as_str());
        assert!(own || (name.starts_with('[') && name.ends_with("1]")), "{host} is answered");
    }
}

/// The input is the name of a file, what is said of it, what is to be done, and the text of the file.
fn terminal(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(4, '\n').map(str::to_owned);
    let [name, said, hint, text] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let source = Source::new(name.clone(), text.clone());
    let start = text.char_indices().nth(said.len() % 50).map_or(0, |(at, _)| at);
    let end = text.char_indices().map(|(at, _)| at).filter(|at| *at >= start).nth(hint.len() % 90).unwrap_or(text.len());
    let mut findings = Findings::new();
    let told = || words(said.clone(), said.clone());
    findings.push(
        Finding::error("a", source.position(Span::new(start, end)), told())
            .hint(words(hint.clone(), hint.clone()))
            .related(source.position(Span::new(0, start)), told()),
    );
    findings.push(Finding::warning("b", Source::new(hint, name).position(Span::new(0, 0)), told()));
    for printed in cli::printed(&findings) {
        // Nothing acts on a terminal but the colours of the program.
        for part in printed.split('\x1b').skip(1) {
            let style = part.strip_prefix('[').and_then(|part| part.split_once('m')).map(|(style, _)| style);
            assert!(style.is_some_and(|style| style.chars().all(|c| c.is_ascii_digit() || c == ';')), "{printed:?}");
        }
        let hidden = text::hidden::hidden(&printed);
        assert!(hidden.iter().all(|(_, c, _)| *c == '\x1b'), "{hidden:?} in {printed:?}");
        if printed.starts_with('{') {
            let value: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
            // Longer ones are cut.
            let short = (1..=80).contains(&said.len());
            assert!(!short || value.to_string().contains(&serde_json::json!(said).to_string()), "{said:?} was lost");
        }
    }
}

fn path(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (base, link) = text.split_once('\n').unwrap_or(("2021/a.md", text));
    let base = if base.split('/').any(|part| part == "..") { "2021/a.md" } else { base };
    if let Some(resolved) = text::page_path::resolve(base, link) {
        assert!(!resolved.split('/').any(|part| part == ".."), "{resolved} climbs");
    }
    text::page_path::decode(link);
    text::page_path::split_fragment(link);
    assert_eq!(text::page_path::decode(&text::page_path::encode_ascii(link)).as_deref(), Some(link));
    text::page_path::relative(base, link);
    bag::is_inside(link);
    bag::folded_path(link);
}
