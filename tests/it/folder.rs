//! Files and folders that no repository can hold, and the names a site must not use.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::address;
use nenpo::pipeline;
use nenpo::restrict::restrict;

use crate::case::{copy, put, repository};

/// The findings of the small site, changed, as `code path`.
fn findings(change: impl FnOnce(&Path)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/findings"), folder.path());
    change(&folder.path().join("content"));
    let (_, findings) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    findings.iter().map(|f| format!("{} {}", f.code.name, f.position.source.path())).collect()
}

#[test]
fn fifty_megabytes_are_refused_at_once() {
    let start = Instant::now();
    let huge = vec![b'a'; 50 << 20];
    let found = findings(|content| {
        put(&content.join("2021/kitahama/sheet.md"), &huge);
        put(&content.join("2021/kitahama/photo.png"), &huge);
    });
    assert_eq!(found, ["file-size content/2021/kitahama/photo.png", "file-size content/2021/kitahama/sheet.md"]);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn two_spellings_of_one_name_clash() {
    let page = "---\ntitle: 題\n---\n\n文。\n";
    let found = findings(|content| {
        put(&content.join("pages/か\u{3099}いど.md"), page);
        put(&content.join("pages/がいど.md"), page.replace("題", "別の題").replace("文", "別の文"));
    });
    // Systems that keep one of the two have nothing to report.
    assert!(found.is_empty() || found == ["address-clash content/pages/がいど.md"], "{found:?}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_not_followed() {
    use std::os::unix::fs::symlink;
    let found = findings(|content| {
        symlink("..", content.join("2021/loop")).unwrap();
        symlink("sheet.md", content.join("2021/kitahama/sheet.md")).unwrap();
        symlink("/", content.join("2021/kitahama/root")).unwrap();
    });
    let all = ["2021/kitahama/root", "2021/kitahama/sheet.md", "2021/loop"];
    assert_eq!(found, all.map(|path| format!("stray-file content/{path}")));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let found = findings(|content| {
        // Reading a socket or a pipe could wait for ever.
        std::os::unix::net::UnixListener::bind(content.join("2021/kitahama/sheet.md")).unwrap();
    });
    assert_eq!(found, ["stray-file content/2021/kitahama/sheet.md"]);
}

/// Makes pipes; to open one would be to wait for ever.
#[cfg(unix)]
fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn pipes_are_not_opened() {
    let names = ["site.md", "forms/new.yaml", "2021/kitahama/sheet.md", "2021/kitahama/zu.png", "pages/about.md"];
    let mut found = findings(|content| names.iter().for_each(|name| pipe(&content.join(name))));
    found.sort();
    let mut all = names.map(|path| format!("stray-file content/{path}"));
    all.sort();
    assert_eq!(found, all);
}

/// A build goes on where pipes lie among what it is made from, and the second one, which compares sums, too.
#[cfg(unix)]
#[test]
fn builds_do_not_wait_for_pipes() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/commands/site"), folder.path());
    pipe(&folder.path().join("content/2021/kitahama/p.md"));
    pipe(&folder.path().join("themes/blue/static/p.css"));
    pipe(&folder.path().join("themes/default/templates/base.html"));
    symlink("/dev/zero", folder.path().join("content/2021/kitahama/zero.png")).unwrap();
    symlink("/dev/zero", folder.path().join("themes/default/zero.html")).unwrap();
    symlink("/", folder.path().join("themes/default/static")).unwrap();
    for _ in 0..2 {
        let mut build = std::process::Command::new(env!("CARGO_BIN_EXE_nenpo"));
        let mut build =
            build.args(["build", "--root"]).arg(folder.path()).stderr(std::process::Stdio::null()).spawn().unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = build.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > Duration::from_secs(120) {
                build.kill().unwrap();
                panic!("the build waits");
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(status.success());
    }
}

#[test]
fn what_nobody_wrote_is_not_told() {
    let found = findings(|content| {
        for name in
            ["2021/kitahama/.sheet.md.swp", "2021/kitahama/sheet.md~", "2021/kitahama/sheet.md.bak", "2021/Thumbs.db"]
        {
            put(&content.join(name), "{% broken");
        }
        put(&content.join(".git/objects/00/sheet.md"), "{% broken");
        put(&content.join("2021/kitahama/~$sheet.docx"), "");
        put(&content.join("Desktop.ini"), "");
    });
    assert_eq!(found, [""; 0]);
}

/// Whatever `build` refuses for its name, `check` finds at the file itself.
#[cfg(target_os = "linux")]
#[test]
fn names_that_cannot_be_published_are_found_at_their_files() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let report = "---\nform: report\n部会名: 部会\n---\n\n## 取組成果\n\n開いた。\n";
    for name in [
        "a .md",
        " a.md",
        "10:00.md",
        "何?.md",
        "aux.v2.md",
        "COM1.md",
        "lpt².md",
        "a\\b.md",
        "a\tb.md",
        "a|b.md",
        "資料\u{3000}.md",
    ] {
        let found = findings(|content| put(&content.join("2021/kitahama").join(name), report));
        assert_eq!(found, [format!("file-name content/2021/kitahama/{name}")]);
    }
    for folder in ["2021/kitahama./a.png", "2021/kitahama/con/a.png", "2021/kitahama/図 /a.png", "pages/a#b/a.png"] {
        let picture = fs::read(repository("tests/findings/content/2021/kitahama/map.png")).unwrap();
        let found = findings(|content| put(&content.join(folder), picture));
        assert_eq!(found, [format!("file-name content/{folder}")]);
    }
    let found = findings(|content| {
        put(&content.join("2021/kitahama").join(OsStr::from_bytes(b"\x8e\x91\x97\xbf.md")), report);
        put(&content.join(OsStr::from_bytes(b"2021/\x8e\x91/sheet.md")), report);
    });
    assert_eq!(
        found,
        [
            "file-name content/2021/kitahama/\u{fffd}\u{fffd}\u{fffd}\u{fffd}.md",
            "file-name content/2021/\u{fffd}\u{fffd}"
        ]
    );
}

/// The messages of a build that does not come to its end, without the folder it was in.
fn refused(site: &str, change: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(site), folder.path());
    change(folder.path());
    let (site, _) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    let error = pipeline::in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap_err();
    error.to_string().replace(&*folder.path().to_string_lossy(), "DIR")
}

fn blue(root: &Path, theme: &str) {
    put(&root.join("content/site.yaml"), format!("title: 浜の年報\npublisher: 潮見県\ntheme: '{theme}'\n"));
}

/// Archives are made again from the sources in them without asking for findings, so that themes must know it themselves.
#[test]
fn themes_stay_in_their_folder() {
    for name in [
        "../../outside",
        "..",
        ".",
        "/usr/share",
        "a/../../..",
        "C:\\themes",
        "..\\outside",
        "blue/static",
        ".git",
        "aux",
        "",
    ] {
        let said = refused("tests/commands/site", |root| {
            put(&root.join("themes/blue/static/a.txt"), "");
            put(&root.join("themes/.git/static/a.txt"), "");
            blue(root, name);
        });
        assert!(said.contains("cannot be the name of a theme"), "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn themes_do_not_lead_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    put(&outside.path().join("static/secret.txt"), "外の秘密");
    for link in ["themes", "themes/blue"] {
        let said = refused("tests/commands/site", |root| {
            put(&outside.path().join("blue/static/secret.txt"), "外の秘密");
            fs::create_dir_all(root.join(link).parent().unwrap()).unwrap();
            symlink(outside.path(), root.join(link)).unwrap();
            blue(root, "blue");
        });
        assert!(said.contains("is a link out of the site"), "{link}: {said}");
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/commands/site"), folder.path());
    put(&folder.path().join("themes/green/static/own.txt"), "中");
    symlink("green", folder.path().join("themes/blue")).unwrap();
    symlink(outside.path().join("static/secret.txt"), folder.path().join("themes/green/static/secret.txt")).unwrap();
    symlink(outside.path(), folder.path().join("themes/green/static/deep")).unwrap();
    symlink(".", folder.path().join("themes/green/static/round")).unwrap();
    blue(folder.path(), "blue");
    let (site, _) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    let output = pipeline::in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap();
    let texts: Vec<&str> =
        output.iter().map(|(path, _)| path).filter(|path| path.ends_with("t.txt") || path.ends_with("n.txt")).collect();
    assert_eq!(texts, ["assets/own.txt"], "a link within the site is followed, and none in the theme");
}

#[test]
fn what_nobody_wrote_in_a_theme_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/commands/site"), folder.path());
    let themes = folder.path().join("themes/blue");
    let left = [
        ".env",
        ".git/config",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "site.css.bak",
        "a.txt~",
        "~$a.docx",
        "._a.txt",
        "__MACOSX/a.txt",
    ];
    for name in left {
        put(&themes.join("static").join(name), "secret");
        put(&themes.join("templates").join(name), "{% broken");
    }
    put(&themes.join("static/own.txt"), "part of the theme");
    blue(folder.path(), "blue");
    let (site, _) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    let output = pipeline::in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap();
    assert!(output.get("assets/own.txt").is_some());
    assert_eq!(output.iter().find(|(_, bytes)| bytes == b"secret").map(|(path, _)| path), None);
}

#[test]
fn files_of_a_theme_are_utf_8() {
    let utf16 =
        "\u{feff}{% extends \"default/404.html\" %}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cases: [(&str, &[u8], &str); 8] = [
        ("templates/404.html", b"\x90\x6c\x8c\xfb", "Shift_JIS"),
        ("templates/fields/table.html", b"\xbf\xcd\xb8\xfd", "EUC-JP"),
        ("templates/404.html", &utf16, "UTF-16"),
        ("templates/404.html", b"\x1B$B?M\x1B(B", "ISO-2022-JP"),
        ("static/own.css", b"/* \x90\x6c\x8c\xfb */", "Shift_JIS"),
        ("inline/chart.js", b"// \x90\x6c\x8c\xfb", "Shift_JIS"),
        ("i18n/ja.yaml", b"years: \x90\x6c\x8c\xfb", "Shift_JIS"),
        ("theme.yaml", b"title: \x90\x6c\x8c\xfb", "Shift_JIS"),
    ];
    for (path, bytes, encoding) in cases {
        let said = refused("tests/commands/site", |root| {
            put(&root.join("themes/blue").join(path), bytes);
            blue(root, "blue");
        });
        assert!(said.contains(&format!("themes/blue/{path}")), "{said}");
        assert!(said.contains(&format!(" is encoded in {encoding}")) && said.ends_with("UTF-8."), "{said}");
    }
}

#[test]
fn what_a_template_takes_has_bounds() {
    let cases = [
        ("{% for a in range(end=2000) %}{% for b in range(end=2000) %}{% endfor %}{% endfor %}", "2000000 steps"),
        (
            "{% set x = range(end=9000) %}{%- for a in x -%}{%- for b in x -%}{%- endfor -%}{%- endfor -%}",
            "2000000 steps",
        ),
        ("{% set x = range(end=9000) %}{{ [a for a in x if [b for b in x] | length == 1] }}", "2000000 steps"),
        ("{% for a in range(end=9223372036854775807) %}x{% endfor %}", "exceeds the limit"),
        ("{% set x = 'xxxxxxxx' %}{% for a in range(end=99) %}{% set_global x = x ~ x %}{% endfor %}", "4 MiB"),
        ("{% set x = ['x'] %}{% for a in range(end=60) %}{% set_global x = [x, x] %}{% endfor %}{{ x }}", "4 MiB"),
        (
            "{% set x = {'a': 'x'} %}{% for a in range(end=60) %}{% set_global x = {'a': x, 'b': x} %}{% endfor %}",
            "4 MiB",
        ),
        ("{% set x = site %}{% for a in range(end=60) %}{% set_global x = [[x], {'a': x}] %}{% endfor %}", "4 MiB"),
        (
            "{% set x = 'xxxxxxxx' %}{% for a in range(end=99) %}{% set_global x %}{{ x }}{{ x }}{% endset %}{% endfor %}",
            "4 MiB",
        ),
        (
            "{% component a(n) %}{% if n > 0 %}{{ <a n={n - 1} /> }}{{ <a n={n - 1} /> }}{{ <a n={n - 1} /> }}{% endif %}\
             {% endcomponent a %}{{ <a n={18} /> }}",
            "2000000 steps",
        ),
        (
            "{% set x = range(end=9000) %}{% for a in x %}{% for b in range(end=99) %}{{ 'x' ~ site }}{{ site }}{{ t }}\
             {% endfor %}{% endfor %}",
            "larger than 64 MiB",
        ),
        ("{% include \"404.html\" %}", "ircular"),
        ("{% component again() %}{{ <again /> }}{% endcomponent again %}{{ <again /> }}", "ecursion"),
    ];
    for (template, reason) in cases {
        let said = refused("tests/commands/site", |root| {
            put(&root.join("themes/blue/templates/404.html"), template);
            blue(root, "blue");
        });
        assert!(said.contains(reason) && said.contains("emplate"), "{template}: {said}");
    }
}

/// The default theme loops and keeps as much as any: as a theme of the site it makes the same pages.
#[test]
fn a_template_that_stays_within_bounds_does_what_it_did() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sites/markdown"), folder.path());
    let pages = |theme: &str| {
        let (mut site, _) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
        theme.clone_into(&mut site.settings.theme);
        let output = pipeline::in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap();
        output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect::<Vec<_>>()
    };
    let before = pages("default");
    copy(&repository("themes/default"), &folder.path().join("themes/blue"));
    let after = pages("blue");
    let differ: Vec<&String> =
        before.iter().zip(&after).filter(|(one, two)| one != two).map(|((path, _), _)| path).collect();
    assert_eq!((before.len(), differ), (after.len(), Vec::new()));
}

#[cfg(unix)]
#[test]
fn a_closed_folder_hides_nothing_of_the_others() {
    use std::os::unix::fs::PermissionsExt;
    let found = findings(|content| {
        let closed = content.join("2021/closed");
        put(&closed.join("sheet.md"), "");
        put(&content.join("2021/kitahama/sheet.md"), "---\nform: sheet\n人口：1人\n---\n");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
        if fs::read_dir(&closed).is_ok() {
            // Some users may read everything; for them there is nothing to report.
            fs::remove_dir_all(&closed).unwrap();
        }
    });
    assert!(found.contains(&"yaml-fullwidth-colon content/2021/kitahama/sheet.md".to_owned()), "{found:?}");
    assert!(found.iter().all(|f| f.starts_with("yaml") || f == "unreadable-file content/2021/closed"), "{found:?}");
}

#[test]
fn pages_of_the_program_are_taken_names() {
    let root = repository("");
    let (site, _) = pipeline::read(&root, Options { drafts: false }).unwrap();
    let output = pipeline::in_memory(&root, &restrict(site.clone(), Audience::Public)).unwrap();
    let own: Vec<&str> = site.pages.iter().map(|page| page.page.as_str()).collect();
    let made = output.iter().map(|(path, _)| path);
    let made = made.filter(|path| path.ends_with(".html") && !path.contains('/') && !own.contains(path));
    let free: Vec<&str> = made.filter(|path| !address::is_reserved(path)).collect();
    assert!(free.is_empty(), "model::address lacks {free:?}");
}
