//! The preview: the bytes of a build, pages that follow their sources, and a server that keeps to itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::serve::Preview;

use crate::case::{in_memory, repository};
use crate::content::SITE;

fn preview(root: &Path) -> Preview {
    Preview::open(root, &root.join("output/archive"), Options::default()).unwrap()
}

/// A copy of the real content that may be edited.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(repository("").join("content")).into_iter().flatten() {
        let to = folder.path().join(entry.path().strip_prefix(repository("")).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    folder
}

#[test]
fn a_preview_has_the_bytes_of_a_build() {
    let preview = preview(&repository(""));
    for (path, bytes) in SITE.iter() {
        let shown = preview.file(path).unwrap().unwrap_or_else(|| panic!("{path} is not in the preview"));
        assert!(shown == bytes, "{path} differs");
    }
    for path in ["content/site.yaml", "../Cargo.toml", "2021/nobody.html", "data/2021/kawasaki/none.csv", ""] {
        assert!(preview.file(path).unwrap().is_none(), "{path}");
    }
}

#[test]
fn addresses_may_begin_with_the_path_of_the_site() {
    let folder = copy();
    let settings = folder.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    let lines = text
        .lines()
        .map(|line| if line.starts_with("base_url:") { "base_url: https://example.jp/nenpo/" } else { line });
    fs::write(&settings, lines.collect::<Vec<_>>().join("\n")).unwrap();
    let preview = preview(folder.path());
    for (asked, path) in [
        ("/", "index.html"),
        ("/nenpo/", "index.html"),
        ("/nenpo/2021/kawasaki.html", "2021/kawasaki.html"),
        ("/2021/kawasaki.html", "2021/kawasaki.html"),
        ("/nenpos", "nenpos"),
    ] {
        assert_eq!(preview.path_of(asked), path);
    }
}

/// All that a build of the sources would write now.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (site, findings) = pipeline::read(root, Options::default()).unwrap();
    assert!(!findings.stop());
    let output = in_memory(root, &restrict(site.clone(), Audience::Public)).unwrap();
    output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

#[test]
fn mistakes_of_a_draft_are_told_no_more() {
    let folder = copy();
    let sheet = folder.path().join("content/2021/kawasaki/sheet.md");
    let preview = preview(folder.path());
    let text = fs::read_to_string(&sheet).unwrap();
    let write = |text: String| {
        fs::write(&sheet, text).unwrap();
        preview.refresh(&BTreeSet::from([sheet.clone()]));
        preview.check();
        preview.news().findings
    };
    let wrong = text.replacen("人口:", "人口", 1);
    assert!(write(wrong.clone()).stop());
    let findings = write(wrong.replacen("form:", "draft: true\nform:", 1));
    assert!(findings.iter().all(|finding| !finding.position.source.path().ends_with("2021/kawasaki/sheet.md")));
    assert_eq!(findings, pipeline::read(folder.path(), Options::default()).unwrap().1);
    assert!(write(wrong).stop());
}

#[test]
fn edited_sources_show_as_a_build_would_write_them() {
    let folder = copy();
    let root = folder.path();
    let preview = preview(root);
    let sheet = root.join("content/2021/kawasaki/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    let glossary = fs::read_to_string(root.join("content/glossary.yaml")).unwrap();
    let sheet_path = "content/2021/kawasaki/sheet.md";
    // A file, and what it says from then on; none where it is gone.
    let steps: [(&str, Option<String>); 5] = [
        (sheet_path, Some(text.replace("川崎市", "かわさき"))),
        (sheet_path, Some(format!("{text}\n- 追記\n"))),
        ("content/glossary.yaml", Some(glossary.replace("ピアサポーター", "ピアサポート"))),
        (sheet_path, None),
        (sheet_path, Some(text.clone())),
    ];
    for (number, (path, text)) in steps.into_iter().enumerate() {
        let revision = preview.news().revision;
        match text {
            Some(text) => fs::write(root.join(path), text).unwrap(),
            None => fs::remove_file(root.join(path)).unwrap(),
        }
        preview.refresh(&BTreeSet::from([root.join(path)]));
        preview.check();
        let news = preview.news();
        let (_, findings) = pipeline::read(root, Options::default()).unwrap();
        assert!(
            news.findings == findings,
            "step {number}: {} and {} findings",
            news.findings.iter().len(),
            findings.iter().len()
        );
        if findings.stop() {
            assert_eq!(news.revision, revision, "step {number}: the last good pages stay");
            continue;
        }
        assert_eq!(news.revision, revision + 1, "step {number}");
        for (path, bytes) in built(root) {
            assert!(preview.file(&path).unwrap().as_ref() == Some(&bytes), "step {number}: {path} differs");
        }
    }
}

#[test]
fn a_sheet_that_cannot_be_read_stays_as_it_was() {
    let folder = copy();
    let root = folder.path();
    let preview = preview(root);
    let before = preview.file("2021/kawasaki.html").unwrap();
    let sheet = root.join("content/2021/kawasaki/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    for broken in [text.replacen("form:", "form", 1), String::new(), text.replacen("---\n", "", 1)] {
        fs::write(&sheet, broken).unwrap();
        preview.refresh(&BTreeSet::from([sheet.clone()]));
        preview.check();
        assert!(preview.news().findings.stop());
        assert!(preview.file("2021/kawasaki.html").unwrap() == before);
    }
    fs::write(&sheet, text).unwrap();
    preview.refresh(&BTreeSet::from([sheet]));
    preview.check();
    assert!(!preview.news().findings.stop());
    fs::create_dir_all(root.join("themes/default/templates")).unwrap();
    let template = root.join("themes/default/templates/home.html");
    fs::write(&template, "{{ nothing.at.all }}").unwrap();
    preview.refresh(&BTreeSet::from([template.clone()]));
    assert!(preview.file("index.html").is_err(), "a mistake in a template is told where its page is asked for");
    fs::write(&template, "{% if %}").unwrap();
    preview.refresh(&BTreeSet::from([template]));
    assert!(preview.news().trouble.is_some_and(|words| words.ja.contains("home.html")));
}

/// Findings of a check that a change overtook are those of no state that anybody sees.
#[test]
fn a_check_gives_way_to_a_change() {
    let folder = copy();
    let root = folder.path();
    let preview = preview(root);
    let sheet = root.join("content/2021/kawasaki/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    let edit = || {
        for number in 0..20 {
            let line = if number % 2 == 0 { "要確認" } else { "協議の場を開いた。" };
            fs::write(&sheet, format!("{text}\n{line}\n")).unwrap();
            preview.refresh(&BTreeSet::from([sheet.clone()]));
        }
        fs::write(&sheet, format!("{text}\n要確認\n")).unwrap();
        preview.refresh(&BTreeSet::from([sheet.clone()]));
    };
    std::thread::scope(|scope| {
        let edits = scope.spawn(edit);
        while !edits.is_finished() {
            preview.check();
        }
    });
    assert!(preview.check());
    let (site, findings) = pipeline::read(root, Options::default()).unwrap();
    assert_eq!(preview.news().findings, findings);
    assert!(!findings.is_empty() && pipeline::check(&site, findings, &[], &|| false).is_none());
}

#[test]
fn a_mended_record_leaves_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    crate::case::copy(&repository("tests/sites/records-files"), root);
    let preview = preview(root);
    let of_record = |preview: &Preview| {
        let findings = preview.news().findings;
        findings.iter().filter(|finding| finding.position.source.path().ends_with("visits.md")).count()
    };
    let before = of_record(&preview);
    let (sheet, record) = ("content/2021/kawasaki/sheet.md", "content/2021/kawasaki/sheet/programs/visits.md");
    let text = fs::read_to_string(root.join(record)).unwrap();
    for read in [record, sheet] {
        fs::write(root.join(record), text.replacen("担当課:", "担当火:", 1)).unwrap();
        preview.refresh(&BTreeSet::from([root.join(read)]));
        preview.check();
        assert!(of_record(&preview) > before, "after {read} was read");
        fs::write(root.join(record), &text).unwrap();
        preview.refresh(&BTreeSet::from([root.join(read)]));
        preview.check();
        assert_eq!(of_record(&preview), before, "after {read} was read");
    }
}

/// `nenpo serve` as a process.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(root: &Path) -> Server {
        Server::start_with(root, &[])
    }

    fn start_with(root: &Path, arguments: &[&str]) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_nenpo"))
            .args(["--lang", "en", "serve", "--root"])
            .arg(root)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).unwrap().parse().unwrap();
        Server { process, port }
    }

    /// Status, head and body of an answer.
    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    fn ask(&self, request: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let at = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&answer[..at]).into_owned();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_lowercase(), answer[at + 4..].to_vec())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn the_server_keeps_to_itself() {
    let server = Server::start(&repository(""));
    for (path, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/2021/kawasaki.html", 200, "text/html; charset=utf-8"),
        ("/data/figures.csv", 200, "text/csv; charset=utf-8"),
        ("/sitemap.xml", 200, "application/xml"),
        ("/data/nenpo-data.zip", 200, "application/zip"),
        ("/nothing.html", 404, "text/html; charset=utf-8"),
        ("/../Cargo.toml", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/Cargo.toml", 404, "text/html; charset=utf-8"),
        ("/..%2fCargo.toml", 404, "text/html; charset=utf-8"),
        ("//etc/passwd", 404, "text/html; charset=utf-8"),
        ("/content/site.yaml", 404, "text/html; charset=utf-8"),
        ("/archive/../../Cargo.toml", 404, "text/html; charset=utf-8"),
    ] {
        let (found, head, body) = server.get(path);
        assert_eq!(found, status, "{path}");
        assert!(head.contains(&format!("content-type: {kind}")), "{path}: {head}");
        let script = String::from_utf8_lossy(&body).contains("/_nenpo/live.js");
        assert_eq!(script, kind.starts_with("text/html"), "{path}");
    }
    assert_eq!(server.get("/%ff").0, 400);
    for host in ["example.jp", "127.0.0.1", "127.0.0.1:1", "nenpo.example:80", "", "localhost"] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        assert_eq!(server.ask(&request).0, 403, "{host}");
    }
    for host in ["LOCALHOST", "localhost.", "[::1]", "127.0.0.1"] {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n\r\n", server.port);
        assert_eq!(server.ask(&request).0, 200, "{host}");
    }
    let post =
        format!("POST / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", server.port);
    assert_eq!(server.ask(&post).0, 405);
    // Two at once get two ports; many quick requests are all answered.
    let other = Server::start(&repository(""));
    assert_ne!(server.port, other.port);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..125).for_each(|_| assert_eq!(other.get("/places/kawasaki.html").0, 200)));
        }
    });
}

/// All that a page of another site may take in, as a browser asks for it, and what every answer says.
#[test]
fn the_office_has_pages_that_no_build_writes() {
    let folder = copy();
    let sheet = folder.path().join("content/2023/kawaguchi/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    let wrong = text.replacen("---\n", "---\ndraft: true\n", 1).replacen("退院率:", "退院率: #", 1);
    fs::write(&sheet, wrong.replace("人口:", "人口: 999,999,999,999人 #")).unwrap();
    let server = Server::start(folder.path());
    let page = |path: &str| {
        let (status, head, body) = server.get(path);
        assert!(head.contains("x-frame-options: deny"), "{head}");
        (status, String::from_utf8_lossy(&body).into_owned())
    };
    let (status, year) = page("/_nenpo/status/2023");
    assert_eq!(status, 200);
    for part in ["川口市", "下書き", "href=\"/_nenpo/drafts/2023/kawaguchi.html\"", "/_nenpo/live.js"] {
        assert!(year.contains(part), "{part} is not in {year}");
    }
    assert!(page("/_nenpo/status").1.contains("川口市"));
    let (status, draft) = page("/_nenpo/drafts/2023/kawaguchi.html");
    assert!(status == 200 && draft.contains("川口市"), "{status}");
    for (path, status) in [
        ("/2023/kawaguchi.html", 404),
        ("/_nenpo/drafts/2023/nobody.html", 404),
        ("/_nenpo/findings/kawaguchi", 200),
        ("/_nenpo/findings/nobody", 404),
        ("/_nenpo/status/x", 404),
        ("/_nenpo/", 404),
    ] {
        assert_eq!(page(path).0, status, "{path}");
    }
    assert!(!page("/index.html").1.contains("2023/kawaguchi.html"), "the site has no draft");
}

#[test]
fn other_sites_are_given_nothing() {
    let server = Server::start(&repository(""));
    let ask = |path: &str, lines: &str| {
        server
            .ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{lines}Connection: close\r\n\r\n", server.port))
    };
    for path in [
        "/data/search/g0.js",
        "/",
        "/data/figures.csv",
        "/_nenpo/news",
        "/_nenpo/live.js",
        "/_nenpo/news.js",
        "/nothing.html",
        "/card.png",
    ] {
        for site in ["cross-site", "same-site"] {
            for (mode, dest) in [("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe"), ("no-cors", "image")]
            {
                let lines = format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {dest}\r\n");
                let (status, head, body) = ask(path, &lines);
                assert_eq!((status, body.len()), (403, 20), "{path} {lines}");
                assert!(head.contains("cross-origin-resource-policy: same-origin"), "{head}");
            }
        }
    }
    for lines in [
        "",
        "Sec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
    ] {
        let (status, head, _) = ask("/", lines);
        assert_eq!(status, 200, "{lines}");
        for line in [
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
            "content-security-policy: frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "cache-control: no-store",
        ] {
            assert_eq!(head.matches(line).count(), 1, "{line}: {head}");
        }
    }
    // What nobody may keep, whatever the answer is.
    for path in ["/%ff", "/nothing.html", "/data/figures.csv", "/_nenpo/nothing"] {
        assert!(ask(path, "").1.contains("cross-origin-resource-policy: same-origin"), "{path}");
    }
}

/// Who sends half a request, or one without end, or many, keeps nobody else from the preview.
#[test]
fn connections_are_bounded() {
    let server = Server::start(&repository(""));
    let open = || TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let begin = Instant::now();
    // More than are answered at once, each with half a request.
    let mut half: Vec<TcpStream> = (0..200).map(|_| open()).collect();
    for stream in &mut half {
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nX-Half: ", server.port).unwrap();
    }
    assert_eq!(server.get("/2021/kawasaki.html").0, 200);
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    // Every one of them is cut off, however it goes on.
    for stream in &mut half {
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        drop(write!(stream, "more"));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        assert!(!String::from_utf8_lossy(&answer).contains(" 200 "));
    }
    drop(half);
    let host = format!("Host: 127.0.0.1:{}\r\n", server.port);
    for (name, request) in [
        ("a long line", format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(100_000))),
        ("a long header", format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(100_000))),
        ("many headers", format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: a\r\n".repeat(500))),
        ("no HTTP", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n".to_owned()),
        ("no host", "GET / HTTP/1.0\r\n\r\n".to_owned()),
        ("two hosts", format!("GET / HTTP/1.1\r\n{host}Host: evil.example\r\nConnection: close\r\n\r\n")),
        ("another host in the line", format!("GET http://evil.example/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n")),
        ("a tunnel", format!("CONNECT evil.example:443 HTTP/1.1\r\n{host}Connection: close\r\n\r\n")),
        ("a body without end", format!("POST / HTTP/1.1\r\n{host}Content-Length: 99999999999\r\n\r\n")),
        ("two lengths", format!("GET / HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n")),
    ] {
        let mut stream = open();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        drop(stream.write_all(request.as_bytes()));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4"),
            "{name}: {answer}"
        );
    }
    assert_eq!(server.get("/").0, 200);
}

#[test]
fn an_edit_is_told_to_open_pages() {
    let folder = copy();
    let server = Server::start(folder.path());
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /_nenpo/news HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = || lines.find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_owned)).unwrap();
    assert!(next().contains("\"revision\":0"));
    let sheet = folder.path().join("content/2021/kawasaki/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    fs::write(&sheet, format!("{text}\n今しがた書いたこと。\n")).unwrap();
    let begin = Instant::now();
    while !next().contains("\"revision\":1") {}
    assert!(begin.elapsed() < Duration::from_secs(10));
    let page = String::from_utf8(server.get("/2021/kawasaki.html").2).unwrap();
    assert!(page.contains("今しがた書いたこと。"));
    fs::write(&sheet, text.replacen("form:", "form", 1)).unwrap();
    while !next().contains("error") {}
    assert_eq!(server.get("/2021/kawasaki.html").2, page.into_bytes());
}

/// Of a theme that is made while the preview runs, of a `content/` that another took the place of, and of one that was away.
#[test]
fn folders_that_come_later_or_go_and_come_back_are_watched() {
    follow_folders(&[]);
}

#[test]
fn folders_that_come_later_or_go_and_come_back_are_looked_at() {
    follow_folders(&["--poll"]);
}

fn follow_folders(arguments: &[&str]) {
    let folder = copy();
    let server = Server::start_with(folder.path(), arguments);
    let at = |path: &str| folder.path().join(path);
    let shows = |text: &str| {
        let begin = Instant::now();
        while !String::from_utf8_lossy(&server.get("/2021/kawasaki.html").2).contains(text) {
            assert!(begin.elapsed() < Duration::from_secs(20), "{text} is not shown");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    fs::create_dir_all(at("themes/kita")).unwrap();
    fs::write(at("themes/kita/theme.yaml"), "title: x\nfooter: FIRST\n").unwrap();
    let settings = fs::read_to_string(at("content/site.yaml")).unwrap();
    let others: String =
        settings.lines().filter(|line| !line.starts_with("theme:")).map(|l| l.to_owned() + "\n").collect();
    fs::write(at("content/site.yaml"), others + "theme: kita\n").unwrap();
    shows("FIRST");
    fs::write(at("themes/kita/theme.yaml"), "title: x\nfooter: SECOND\n").unwrap();
    shows("SECOND");
    let sheet = at("content/2021/kawasaki/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    // Exchanged at once, as synchronizing programs do it; and away for a while, as between two branches.
    for (pause, words) in [(0, "一度目"), (1500, "二度目")] {
        crate::case::copy(&at("content"), &at("other"));
        fs::rename(at("content"), at("gone")).unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        fs::rename(at("other"), at("content")).unwrap();
        fs::remove_dir_all(at("gone")).unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        fs::write(&sheet, format!("{text}\n{words}。\n")).unwrap();
        shows(words);
    }
    // A second theme in the folder that came later.
    fs::remove_dir_all(at("themes")).unwrap();
    std::thread::sleep(Duration::from_millis(700));
    fs::create_dir_all(at("themes/kita")).unwrap();
    fs::write(at("themes/kita/theme.yaml"), "title: x\nfooter: THIRD\n").unwrap();
    shows("THIRD");
    fs::write(at("themes/kita/theme.yaml"), "title: x\nfooter: FOURTH\n").unwrap();
    shows("FOURTH");
}

#[cfg(unix)]
#[test]
fn it_stops_when_told() {
    for signal in ["INT", "TERM"] {
        let mut server = Server::start(&repository(""));
        let mut open = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        write!(open, "GET /_nenpo/news HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
        assert!(
            Command::new("kill").args(["-s", signal, &server.process.id().to_string()]).status().unwrap().success()
        );
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = server.process.try_wait().unwrap() {
                break status;
            }
            assert!(begin.elapsed() < Duration::from_secs(10), "{signal} is not heard");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}
