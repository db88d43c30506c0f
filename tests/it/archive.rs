//! Years frozen as bags: the same bytes each time, provable, without a word for the advisors, untouched by later builds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use nenpo::load::Options;
use nenpo::serve::preview::Preview;
use tempfile::TempDir;

use crate::case::{copy, files, names, repository, unzipped, update};
use crate::sites::{self, compare, expect};

const PROGRAM: &str = env!("CARGO_BIN_EXE_nenpo");

/// A copy of a site that may be spoilt, with an output folder beside it.
struct Site {
    _keep: TempDir,
    root: PathBuf,
}

impl Site {
    fn of(source: &Path) -> Site {
        let keep = TempDir::new().unwrap();
        let root = keep.path().join("site");
        for file in files(&source.join("content")) {
            let target = root.join("content").join(&file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(source.join("content").join(&file), target).unwrap();
        }
        Site { _keep: keep, root }
    }

    fn own() -> Site {
        Site::of(&repository(""))
    }

    fn nenpo(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(&self.root).env_remove("SOURCE_DATE_EPOCH").env("NENPO_LANG", "en");
        command.output().unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.nenpo(arguments);
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    }

    fn fails(&self, arguments: &[&str], with: &str) {
        let output = self.nenpo(arguments);
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!output.status.success() && said.contains(with), "{arguments:?}: {said}");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|file| (file.clone(), fs::read(folder.join(&file)).unwrap())).collect()
}

/// Adds what lies in ZIPs and workbooks, and in those within them: `2021.zip!2021/bagit.txt`.
fn unpacked(files: &mut BTreeMap<String, Vec<u8>>) {
    let mut open: Vec<String> = files.keys().cloned().collect();
    while let Some(path) = open.pop() {
        for (name, bytes) in unzipped(&files[&path]).into_iter().flatten() {
            let inside = format!("{path}!{name}");
            open.push(inside.clone());
            files.insert(inside, bytes);
        }
    }
}

/// The codes of findings that need an archive, shown here.
pub const CODES: [&str; 3] = ["address-vanished", "erratum-page", "erratum-year"];

const FREEZE: &[&str] = &["archive", "2021", "--date", "2022-03-31"];

#[test]
fn a_year_is_frozen_the_same_way_each_time_and_can_be_made_again() {
    let (one, other) = (Site::own(), Site::own());
    one.ok(FREEZE);
    let output = Command::new(PROGRAM)
        .args(["archive", "令和3年度"])
        .current_dir(&other.root)
        .envs([
            ("SOURCE_DATE_EPOCH", "1648652400"),
            ("TZ", "Pacific/Apia"),
            ("RAYON_NUM_THREADS", "1"),
            ("LANG", "ja_JP.UTF-8"),
        ])
        .output()
        .unwrap();
    assert!(output.status.success());
    let (first, second) = (tree(&one.path("output/archive/2021")), tree(&other.path("output/archive/2021")));
    assert!(first == second, "two archives of the same input differ");
    assert!(first.len() > 50 && first.contains_key("data/site/2021/kawasaki.html"));
    assert!(first.contains_key("data/data/2021/kawasaki/inpatients.csv"));
    assert!(!first.contains_key("data/site/2023.html"), "another year is in it");
    let said = one.ok(&["verify", "output/archive/2021", "--rebuild"]);
    assert!(said.contains("the same, byte for byte"), "{said}");
    let page = String::from_utf8_lossy(&first["data/site/2021/kawasaki.html"]).into_owned();
    assert!(page.contains("令和4年3月31日の時点で保存したページです"));
    assert!(page.contains("href=\"https://nenpo.example.jp/2021/kawasaki.html\""), "no link to the living page");
    assert!(page.contains("href=\"https://nenpo.example.jp/2017/kawasaki/advisor-talk.html\""), "a dead link");
}

#[test]
fn a_bag_makes_the_same_pages_anywhere() {
    let site = Site::own();
    site.ok(FREEZE);
    let elsewhere = TempDir::new().unwrap();
    let bag = elsewhere.path().join("別の 場所/控え");
    copy(&site.path("output/archive/2021"), &bag);
    fs::remove_dir_all(&site.root).unwrap();
    for (language, zone, threads) in
        [("C", "UTC", "1"), ("ja_JP.UTF-8", "Pacific/Apia", "3"), ("tr_TR.UTF-8", "America/St_Johns", "2")]
    {
        let mut command = Command::new(PROGRAM);
        command.args(["verify", "--rebuild"]).arg(&bag).current_dir(elsewhere.path());
        command.envs([("LANG", language), ("LC_ALL", language), ("TZ", zone), ("RAYON_NUM_THREADS", threads)]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{language}: {}", String::from_utf8_lossy(&output.stdout));
    }
    // The comparison can fail: a page that another theme would make is another page.
    let theme = bag.join("data/content/themes/default/i18n/ja.yaml");
    let words = fs::read_to_string(&theme).unwrap();
    fs::write(&theme, words.replace("令和", "平成") + "frozen_living: 別の言葉\n").unwrap();
    let output = Command::new(PROGRAM).args(["verify", "--rebuild"]).arg(&bag).output().unwrap();
    assert!(!output.status.success());
}

#[test]
fn a_zip_is_the_same_each_time_and_goes_with_the_site() {
    let (one, other) = (Site::own(), Site::own());
    one.ok(&[FREEZE, &["--zip"]].concat());
    other.ok(FREEZE);
    let bag = tree(&other.path("output/archive/2021"));
    // One that is kept already is packed as it is, whatever day it is.
    other.ok(&["archive", "2021", "--date", "2030-01-01", "--zip"]);
    assert!(tree(&other.path("output/archive/2021")) == bag);
    let zip = fs::read(one.path("output/archive/2021.zip")).unwrap();
    assert!(zip == fs::read(other.path("output/archive/2021.zip")).unwrap(), "two ZIPs of one bag differ");
    let seal = fs::read_to_string(one.path("output/archive/2021.zip.sha256")).unwrap();
    assert!(seal.ends_with("  2021.zip\n") && seal.len() == 64 + 11, "{seal}");
    let said = one.ok(&["verify", "output/archive/2021.zip", "--rebuild"]);
    assert!(said.contains("the same, byte for byte"), "{said}");
    one.ok(&["build"]);
    assert!(fs::read(one.path("output/site/archive/2021.zip")).unwrap() == zip);
    let list = || fs::read_to_string(one.path("output/site/archive.html")).unwrap();
    assert!(list().contains("href=\"archive/2021.zip\">ZIP（") && list().contains(" MB）"));
    // Altered, it stops a build; absent, it does not.
    let mut altered = zip.clone();
    altered[zip.len() / 2] ^= 1;
    std::thread::sleep(Duration::from_millis(20));
    fs::write(one.path("output/archive/2021.zip"), &altered).unwrap();
    one.fails(&["build"], "2021.zip");
    one.fails(&["verify", "output/archive/2021.zip"], "2021.zip");
    fs::remove_file(one.path("output/archive/2021.zip")).unwrap();
    one.ok(&["build"]);
    assert!(!list().contains("archive/2021.zip") && !one.path("output/site/archive/2021.zip").exists());
    // A year that makes way takes its ZIP along.
    other.ok(&["archive", "2021", "--date", "2023-05-01", "--replace"]);
    assert!(fs::read(other.path("output/archive/2021.old-2023-05-01.zip")).unwrap() == zip);
    assert!(!other.path("output/archive/2021.zip").exists() && !other.path("output/archive/2021.zip.sha256").exists());
}

#[test]
fn nothing_is_unpacked_where_it_does_not_belong() {
    use std::io::Write as _;
    let folder = TempDir::new().unwrap();
    for (name, inside) in [("climbs", "../out.txt"), ("rooted", "/out.txt"), ("deep", "2021/../../out.txt")] {
        let path = folder.path().join(format!("{name}.zip"));
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        zip.start_file(inside, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"out").unwrap();
        zip.finish().unwrap();
        let output = Command::new(PROGRAM).arg("verify").arg(&path).output().unwrap();
        assert!(!output.status.success(), "{name}");
        assert!(files(folder.path()).iter().all(|file| !file.ends_with("out.txt")), "{name}");
    }
    fs::write(folder.path().join("none.zip"), "no ZIP").unwrap();
    let output = Command::new(PROGRAM).arg("verify").arg(folder.path().join("none.zip")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// What lies outside is never published, by whatever link, and nothing is waited for.
#[cfg(unix)]
#[test]
fn links_in_archives_are_not_followed() {
    use std::os::unix::fs::symlink;
    let site = Site::own();
    site.ok(&[FREEZE, &["--zip"]].concat());
    site.ok(&["build"]);
    let outside = site.path("outside");
    for (name, what) in [
        ("2021/data/site/2021.html", "a page"),
        ("2021/data/site/2021", "a folder of pages"),
        ("2021/data/site", "all pages"),
        ("2021/data", "the payload"),
        ("2021", "the year"),
        ("2021/bag-info.txt", "a tag file"),
        ("2021/manifest-sha256.txt", "the manifest"),
        ("2021/addresses.txt", "the addresses"),
        ("2021/tagmanifest-sha256.txt", "the last manifest"),
        ("2021.zip", "the ZIP"),
        ("2021.zip.sha256", "the sum of the ZIP"),
        ("2021/data/site/new.html", "a page more"),
    ] {
        for pipe in [false, true] {
            let at = site.path("output/archive").join(name);
            // The very same files, elsewhere: only that they are elsewhere is wrong.
            let was_there = at.exists();
            if was_there { fs::rename(&at, &outside) } else { fs::write(&outside, "外の秘密") }.unwrap();
            if pipe {
                assert!(Command::new("mkfifo").arg(&at).status().unwrap().success());
            } else {
                symlink(&outside, &at).unwrap();
            }
            let mut build = Command::new(PROGRAM);
            build
                .arg("build")
                .current_dir(&site.root)
                .env("NENPO_LANG", "en")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            let mut build = build.spawn().unwrap();
            let begin = Instant::now();
            let status = loop {
                if let Some(status) = build.try_wait().unwrap() {
                    break status;
                }
                if begin.elapsed() > Duration::from_secs(60) {
                    build.kill().unwrap();
                    panic!("{what}, pipe {pipe}: a build waits for it");
                }
                std::thread::sleep(Duration::from_millis(20));
            };
            // A pipe is no folder of a year, and none is taken for one.
            assert_eq!(status.success(), pipe && name == "2021", "{what}, pipe {pipe}");
            fs::remove_file(&at).unwrap();
            if was_there { fs::rename(&outside, &at) } else { fs::remove_file(&outside) }.unwrap();
        }
    }
    site.ok(&["build"]);
}

/// Makes a bag valid again after its content was changed, as a stranger would.
fn reseal(bag: &Path) {
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let info: Vec<(String, String)> =
        nenpo::bag::info(&info).into_iter().filter(|(label, _)| label != "Payload-Oxum").collect();
    for file in files(bag).into_iter().filter(|file| !file.starts_with("data/") && file != "addresses.txt") {
        fs::remove_file(bag.join(file)).unwrap();
    }
    nenpo::bag::write(bag, &info).unwrap();
}

#[test]
fn making_the_pages_of_a_strangers_bag_again_ends_and_stays_in_the_bag() {
    let site = Site::own();
    site.ok(FREEZE);
    let bag = site.path("output/archive/2021");
    let said = site.nenpo(&["verify", "output/archive/2021", "--rebuild", "--max-time", "0"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&said.stderr).contains("given up after 0 seconds"));
    // A theme that is a path leads to templates outside of the bag.
    let settings = bag.join("data/content/content/site.yaml");
    let own = fs::read_to_string(&settings).unwrap();
    copy(&bag.join("data/content/themes/default"), &site.path("output/outside"));
    let whole = site.path("output/outside").display().to_string();
    for theme in ["../../../../../outside", "../themes/default", ".", "..", "a/b", whole.as_str()] {
        let lines = own.lines().filter(|line| !line.starts_with("theme:")).collect::<Vec<_>>().join("\n");
        fs::write(&settings, format!("{lines}\ntheme: {theme}\n")).unwrap();
        reseal(&bag);
        let output = site.nenpo(&["verify", "output/archive/2021", "--rebuild"]);
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!output.status.success() && !said.contains("byte for byte"), "{theme}: {said}");
    }
    fs::write(&settings, &own).unwrap();
    // A template that goes on for ever.
    let template = bag.join("data/content/themes/default/templates/404.html");
    let text = fs::read_to_string(&template).unwrap();
    let endless = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}x{% endfor %}{% endfor %}";
    fs::write(&template, text + endless).unwrap();
    reseal(&bag);
    let begin = Instant::now();
    let output = site.nenpo(&["verify", "output/archive/2021", "--rebuild", "--max-time", "3"]);
    assert!(!output.status.success() && begin.elapsed() < Duration::from_secs(60));
}

#[test]
fn corrections_stand_beside_a_frozen_year() {
    let site = Site::own();
    site.ok(FREEZE);
    let errata = |year: &str, page: &str| {
        let entry = format!(
            "- {{ year: {year}, page: {page}, date: 2022-05-10, what: 精神科病床数, why: 転記の誤り, before: 1床, after: 2床 }}\n"
        );
        fs::write(site.path("content/errata.yaml"), entry).unwrap();
    };
    for (year, page, code) in [
        ("2020", "2021/kawasaki.html", "erratum-year"),
        ("2021", "2021/kawasakj.html", "erratum-page"),
        ("2021", "2021/kawasaki.html#plan-nowhere", "erratum-page"),
    ] {
        errata(year, page);
        site.fails(&["check"], code);
        site.fails(&["build"], code);
    }
    errata("R3", "2021/kawasaki.html#plan-individual-support");
    site.ok(&["check"]);
    site.ok(&["build"]);
    for page in ["archive.html", "2021.html"] {
        let page = fs::read_to_string(site.path("output/site").join(page)).unwrap();
        assert!(page.contains("id=\"erratum-2022-05-10\""));
        assert!(page.contains("href=\"archive/2021/2021/kawasaki.html#plan-individual-support\""));
        assert!(page.contains("<del>1床</del>") && page.contains("<ins>2床</ins>") && page.contains("令和4年5月10日"));
    }
    assert!(!fs::read_to_string(site.path("output/site/2023.html")).unwrap().contains("erratum"));
    let feed = fs::read_to_string(site.path("output/site/feed.xml")).unwrap();
    let entry = feed.split("<entry>").find(|entry| entry.contains("#erratum-2022-05-10</id>")).unwrap();
    assert!(
        entry.contains("<updated>2022-05-10T00:00:00+09:00</updated>") && entry.contains("誤：1床 正：2床"),
        "{entry}"
    );
    let frozen = tree(&site.path("output/archive/2021/data/site"));
    assert!(tree(&site.path("output/site/archive/2021")) == frozen);
    // Where no archive lies beside the content, nothing can be held against it.
    fs::remove_dir_all(site.path("output/archive")).unwrap();
    site.ok(&["check"]);
    site.fails(&["build"], "erratum-year");
}

#[test]
fn frozen_pages_stay_as_they_are() {
    let site = Site::own();
    site.ok(FREEZE);
    site.ok(&["build"]);
    let frozen = tree(&site.path("output/archive/2021/data/site"));
    assert!(tree(&site.path("output/site/archive/2021")) == frozen, "the site carries other bytes");
    let list = fs::read_to_string(site.path("output/site/archive.html")).unwrap();
    assert!(list.contains("archive/2021/index.html") && list.contains("令和4年3月31日"));
    for (page, link) in
        [("2021.html", "\"archive/2021/index.html"), ("2021/kawasaki.html", "\"../archive/2021/index.html")]
    {
        let page = fs::read_to_string(site.path(&format!("output/site/{page}"))).unwrap();
        assert!(page.contains(link), "{link}");
    }
    // Ten builds, each with another text, and a theme that changes every page.
    fs::create_dir_all(site.path("themes/default/i18n")).unwrap();
    for round in 0..10 {
        fs::write(site.path("themes/default/i18n/ja.yaml"), format!("documents: 文書{round}\n")).unwrap();
        site.edit("content/2021/kawasaki/sheet.md", "title: ", &format!("title: {round}"));
        site.ok(&["build"]);
        assert!(tree(&site.path("output/site/archive/2021")) == frozen, "round {round}");
    }
    assert!(fs::read_to_string(site.path("output/site/places/kawasaki.html")).unwrap().contains("文書9"));
    site.ok(&["verify", "output/archive/2021"]);
}

#[test]
fn what_was_altered_or_would_die_stops_a_build() {
    let site = Site::own();
    site.ok(FREEZE);
    site.ok(&["build"]);
    site.edit("content/2021/kawasaki/sheet.md", "id: individual-support\n", "id: other-support\n");
    for command in ["check", "build"] {
        site.fails(&[command], "2021/kawasaki.html#plan-individual-support");
    }
    let moved = "2021/kawasaki.html#plan-individual-support: 2021/kawasaki.html#plan-other-support\n";
    fs::write(site.path("content/redirects.yaml"), moved.to_owned() + "2020/old.html: 2021/kawasaki.html\n").unwrap();
    site.ok(&["build"]);
    let page = fs::read_to_string(site.path("output/site/2021/kawasaki.html")).unwrap();
    assert!(page.contains("id=\"plan-individual-support\"") && page.contains("href=\"#plan-other-support\""));
    let moved = fs::read_to_string(site.path("output/site/2020/old.html")).unwrap();
    assert!(moved.contains("0; url=../2021/kawasaki.html"), "{moved}");
    let map = fs::read_to_string(site.path("output/site/redirects.map")).unwrap();
    assert_eq!(map, "\"/2020/old.html\" \"/2021/kawasaki.html\";\n");
    fs::write(site.path("content/redirects.yaml"), "2020/old.html: 2021/nowhere.html\n").unwrap();
    for command in ["check", "build"] {
        site.fails(&[command], "2021/nowhere.html");
    }
    fs::remove_file(site.path("content/redirects.yaml")).unwrap();
    site.edit("content/2021/kawasaki/sheet.md", "id: other-support\n", "id: individual-support\n");
    site.ok(&["build"]);
    let before = tree(&site.path("output/site"));
    site.edit("output/archive/2021/data/site/2021.html", "令和", "平成");
    site.fails(&["build"], "altered");
    site.fails(&["verify", "output/archive/2021"], "data/site/2021.html");
    site.fails(&[FREEZE, &["--replace"]].concat(), "altered");
    assert!(tree(&site.path("output/site")) == before, "a build that stopped touched the site");
}

/// Text versions, data and attachments are given out like pages: none of them dies.
#[test]
fn files_that_were_given_out_stay_or_stop_a_build() {
    let site = Site::own();
    fs::write(site.path("content/2021/kawasaki/leaflet.pdf"), "%PDF-1.7\n%%EOF").unwrap();
    let sheet = fs::read_to_string(site.path("content/2021/kawasaki/sheet.md")).unwrap();
    fs::write(site.path("content/2021/kawasaki/sheet.md"), sheet.clone() + "\n[案内](leaflet.pdf)\n").unwrap();
    site.ok(FREEZE);
    site.ok(&["build"]);
    site.ok(&["check"]);
    // An attachment that nothing names any more, and the list of all attachments, of which it was the only one.
    site.edit("content/2021/kawasaki/sheet.md", "\n[案内](leaflet.pdf)\n", "");
    fs::remove_file(site.path("content/2021/kawasaki/leaflet.pdf")).unwrap();
    for command in ["check", "build"] {
        site.fails(&[command], "2021/kawasaki/leaflet.pdf: archive/2021/2021/kawasaki/leaflet.pdf");
    }
    let lines =
        ["2021/kawasaki/leaflet.pdf", "data/attachments.csv"].map(|file| format!("{file}: archive/2021/{file}\n"));
    let gone = lines.concat();
    fs::write(site.path("content/redirects.yaml"), &gone).unwrap();
    site.ok(&["check"]);
    for round in ["first", "second"] {
        site.ok(&["build"]);
        let leaflet = fs::read(site.path("output/site/2021/kawasaki/leaflet.pdf")).unwrap();
        assert_eq!(leaflet, b"%PDF-1.7\n%%EOF", "{round}");
    }
    let map = fs::read_to_string(site.path("output/site/redirects.map")).unwrap();
    assert!(map.starts_with("\"/2021/kawasaki/leaflet.pdf\" \"/archive/2021/2021/kawasaki/leaflet.pdf\";\n"), "{map}");
    // What leads nowhere, to another kind of file, in a circle, or from what is there still.
    for (line, said) in [
        ("data/2021/kawasaki/old.csv: data/2021/kawasaki/nowhere.csv\n", "nowhere.csv"),
        ("data/2021/kawasaki/old.csv: 2021/kawasaki.html\n", "a file of its kind"),
        ("data/2021/kawasaki/old.csv: data/2021/kawasaki/kawasaki-2021.json\n", "a file of its kind"),
        ("a.csv: b.csv\nb.csv: a.csv\n", "no `b.csv`"),
        ("2021/kawasaki.txt: 2023/kawasaki.txt\n", "still has `2021/kawasaki.txt`"),
        ("archive/2021/data.html: data.html\n", "archive/2021/data.html"),
    ] {
        fs::write(site.path("content/redirects.yaml"), gone.clone() + line).unwrap();
        for command in ["check", "build"] {
            site.fails(&[command], said);
        }
    }
}

/// Where a place is called otherwise, a line for each of its pages is enough: files go along.
#[test]
fn files_go_along_with_a_page_that_moved() {
    let site = Site::own();
    site.ok(FREEZE);
    let places = fs::read_to_string(site.path("content/places.yaml")).unwrap();
    assert!(places.contains("\nkawasaki:") || places.starts_with("kawasaki:"), "{places}");
    for file in files(&site.path("content")) {
        let path = format!("content/{file}");
        if let Ok(text) = fs::read_to_string(site.path(&path)) {
            fs::write(site.path(&path), text.replace("kawasaki", "kawasaki-shi")).unwrap();
        }
    }
    for year in names(&site.path("content")).into_iter().filter(|name| name.parse::<i32>().is_ok()) {
        let old = site.path(&format!("content/{year}/kawasaki"));
        if old.is_dir() {
            fs::rename(old, site.path(&format!("content/{year}/kawasaki-shi"))).unwrap();
        }
    }
    for command in ["check", "build"] {
        site.fails(&[command], "2021/kawasaki.html");
    }
    let addresses = fs::read_to_string(site.path("output/archive/2021/addresses.txt")).unwrap();
    let moved = addresses.lines().filter(|line| !line.contains('#') && line.contains("kawasaki"));
    let lines: String = moved.map(|old| format!("{old}: {}\n", old.replace("kawasaki", "kawasaki-shi"))).collect();
    assert!(lines.lines().count() < 10, "{lines}");
    fs::write(site.path("content/redirects.yaml"), &lines).unwrap();
    site.ok(&["check"]);
    site.ok(&["build"]);
    let published = tree(&site.path("output/site"));
    let preview = Preview::open(&site.root, &site.path("output/archive"), Options::default()).unwrap();
    for (old, new) in [
        ("2021/kawasaki.txt", "2021/kawasaki-shi.txt"),
        ("data/2021/kawasaki/inpatients.csv", "data/2021/kawasaki-shi/inpatients.csv"),
        ("data/2021/kawasaki/kawasaki-2021.csv", "data/2021/kawasaki-shi/kawasaki-shi-2021.csv"),
        ("data/2021/kawasaki/kawasaki-2021.json", "data/2021/kawasaki-shi/kawasaki-shi-2021.json"),
        ("data/places/kawasaki.csv", "data/places/kawasaki-shi.csv"),
    ] {
        assert!(published[old] == published[new], "{old}");
        assert!(preview.file(old).unwrap().as_ref() == Some(&published[new]), "{old}");
    }
    assert!(preview.file("2021/kawasaki/nothing.csv").unwrap().is_none());
}

#[test]
fn an_archive_makes_way_only_when_told() {
    let site = Site::own();
    site.ok(FREEZE);
    let old = tree(&site.path("output/archive/2021"));
    site.fails(FREEZE, "--replace");
    site.edit("content/2021/kawasaki/sheet.md", "title: ", "title: 新しい");
    site.ok(&["archive", "2021", "--date", "2023-05-01", "--replace"]);
    assert!(tree(&site.path("output/archive/2021.old-2023-05-01")) == old);
    assert!(tree(&site.path("output/archive/2021")) != old);
    site.fails(&["archive", "1999"], "no documents");
    site.edit("content/2021/kawasaki/sheet.md", "人口: {", "精神: {");
    site.fails(&["archive", "2021", "--replace", "--date", "2023-05-02"], "unknown-key");
    site.fails(&["archive", "昨年"], "2021");
}

/// `tests/archives/<case>/` is a site whose years are all frozen, and `expect.md` says of all files in `archive/` and `site/` of its output what
/// `tests/sites/` says of pages; the files in a ZIP are named like `archive/2021.zip!2021/bagit.txt`.
#[test]
fn every_archive_is_as_expected() {
    let root = repository("tests/archives");
    let mut trouble = Vec::new();
    for case in names(&root) {
        let site = Site::of(&root.join(&case));
        let years = names(&site.path("content")).into_iter().filter(|name| name.parse::<i32>().is_ok());
        for year in years {
            site.ok(&["archive", &year, "--zip", "--date", "2026-04-01"]);
            site.ok(&["verify", &format!("output/archive/{year}"), "--rebuild"]);
        }
        // Every address that was given out lives.
        site.ok(&["build"]);
        let mut files = tree(&site.path("output"));
        files.retain(|path, _| path.starts_with("archive/") || path.starts_with("site/"));
        unpacked(&mut files);
        let output = sites::Site { files, findings: Vec::new() };
        let file = root.join(&case).join("expect.md");
        let text = fs::read_to_string(&file).unwrap();
        let mut sections = expect::read(&text).unwrap_or_else(|error| panic!("tests/archives/{case}: {error}"));
        for section in &mut sections {
            let wrong = compare(section, &output);
            trouble.extend(wrong.into_iter().map(|wrong| format!("tests/archives/{case}/expect.md:{wrong}")));
        }
        if update() {
            fs::write(file, expect::write(&text, &sections)).unwrap();
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn nothing_for_the_advisors_is_in_an_archive() {
    let case = repository("tests/sites/advisors");
    let site = Site::of(&case);
    let mut settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    settings.push_str("base_url: https://nenpo.example.jp/\nchecks: { section-empty: off }\n");
    fs::write(site.path("content/site.yaml"), settings).unwrap();
    site.ok(&[FREEZE, &["--zip"]].concat());
    let expected = fs::read_to_string(case.join("expect.md")).unwrap();
    let every = expected.split("## every file").nth(1).unwrap().split("\n## ").next().unwrap();
    let secrets: Vec<&str> =
        every.lines().filter_map(|line| line.strip_prefix("- does not contain `")?.strip_suffix('`')).collect();
    assert!(secrets.len() > 4);
    let mut files = tree(&site.path("output/archive"));
    unpacked(&mut files);
    assert!(files.contains_key("2021/data/content/content/2021/kitahama/sheet.md"));
    // What lies in a ZIP in the ZIP is looked at, too.
    assert!(files.keys().any(|path| path.starts_with("2021.zip!") && path.contains("nenpo-data.zip!")));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for secret in &secrets {
            assert!(!text.contains(secret) && !path.contains(secret), "{path} holds {secret}");
        }
    }
    site.ok(&["verify", "output/archive/2021", "--rebuild"]);
}

/// What `tests/sites/<case>/expect.md` keeps out of every file of the site is not in a bag of it either, nor in its ZIP.
#[test]
fn what_is_kept_from_every_page_is_kept_from_archives() {
    for case in ["comments", "photographs"] {
        let source = repository("tests/sites").join(case);
        let expected = fs::read_to_string(source.join("expect.md")).unwrap();
        let everywhere = expected.split("## every file\n").nth(1).unwrap().split("\n## ").next().unwrap();
        let words: Vec<&str> = everywhere
            .lines()
            .filter_map(|line| line.strip_prefix("- does not contain `")?.strip_suffix('`'))
            .collect();
        assert!(!words.is_empty(), "{case}");
        let site = Site::of(&source);
        if source.join("themes").is_dir() {
            copy(&source.join("themes"), &site.path("themes"));
        }
        for word in &words {
            let told =
                tree(&site.root).into_values().any(|bytes| bytes.windows(word.len()).any(|w| w == word.as_bytes()));
            assert!(told, "{case}: nothing of the sources says `{word}`");
        }
        site.ok(&["archive", "2021", "--zip", "--date", "2022-06-01"]);
        let mut files = tree(&site.path("output/archive"));
        unpacked(&mut files);
        assert!(files.keys().any(|path| path.contains(".zip!")), "{case}");
        for (path, bytes) in &files {
            for word in &words {
                assert!(!bytes.windows(word.len()).any(|w| w == word.as_bytes()), "{case}: {path} says `{word}`");
            }
        }
        site.ok(&["verify", "--rebuild", "output/archive/2021"]);
    }
}
