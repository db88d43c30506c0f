//! What lies beside the site and is not public: who may read it, and what it says.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::case::put;

/// Words of a section for advisors, with a mistake that findings quote.
const SECRET: &str = "ﾋﾟｱの秘密";
/// The reason of an accepted finding.
const REASON: &str = "会館が広報に載せている番号";

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    put(&content.join("site.yaml"), "title: 浜の年報\npublisher: 潮見県\nbase_url: https://nenpo.example.jp/\n");
    put(
        &content.join("places.yaml"),
        "shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n\
         kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }\n",
    );
    put(
        &content.join("forms/sheet.yaml"),
        "title: 様式\nyears: 2021\nsheet: true\nsections:\n  - { id: history, heading: 経緯, narrative: true }\n  \
         - { id: other, heading: その他事項, narrative: true, audience: advisors }\n",
    );
    put(&content.join("shares.yaml"), "s: { for: 委員, places: [kitahama], years: 2021, until: 2099-01-01 }\n");
    let sheet = format!(
        "---\nform: sheet\naccept:\n  - {{ code: personal-phone, reason: {REASON} }}\n---\n\n## 経緯\n\n会館は044-200-0000。\n\n\
         ## その他事項\n\n{SECRET}。\n"
    );
    put(&content.join("2021/kitahama/sheet.md"), sheet);
    folder
}

fn run(root: &Path, umask: &str, arguments: &str) -> Output {
    let line = format!("umask {umask}; exec {} --lang ja {arguments}", env!("CARGO_BIN_EXE_nenpo"));
    let done = Command::new("sh").args(["-c", &line]).current_dir(root).env("NO_COLOR", "1").output().unwrap();
    assert!(done.status.success(), "{arguments}: {}", String::from_utf8_lossy(&done.stderr));
    done
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_a_build_keeps_is_its_owners_alone_and_the_next_build_says_the_same() {
    let folder = site();
    let first = run(folder.path(), "022", "build");
    let told = String::from_utf8(first.stderr).unwrap();
    assert!(told.contains(SECRET) && told.contains(REASON), "{told}");
    // Only the findings quote what is not public.
    for (name, quotes) in [(".nenpo.stamp", false), (".nenpo.kept", false), (".nenpo.findings", true)] {
        let file = folder.path().join("output").join(name);
        let kept = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        assert_eq!((kept.contains(SECRET), kept.contains(REASON)), (quotes, quotes), "{name}: {kept}");
        assert_eq!(mode(&file), 0o600, "{name}");
    }
    let summaries = folder.path().join("output/.nenpo.summaries");
    assert_eq!(mode(&summaries), 0o700);
    let second = run(folder.path(), "022", "build");
    assert!(String::from_utf8(second.stdout).unwrap().contains("変わらないもの"), "nothing changed");
    assert_eq!(String::from_utf8(second.stderr).unwrap(), told);
}

/// Findings that were kept are shown as they were.
#[test]
fn where_nothing_changed_findings_are_shown_again() {
    let folder = site();
    run(folder.path(), "022", "build");
    let findings = folder.path().join("output/.nenpo.findings");
    let looks = || fs::metadata(&findings).unwrap().modified().unwrap();
    let written = looks();
    let told = run(folder.path(), "022", "build").stderr;
    assert_eq!(looks(), written, "nothing was published");
    // Whatever is wrong with them, all is read and checked again.
    let text = fs::read_to_string(&findings).unwrap();
    for other in [text.replace(REASON, "別の理由"), text[..text.len() / 2].to_owned(), String::new()] {
        fs::write(&findings, other).unwrap();
        assert_eq!(run(folder.path(), "022", "build").stderr, told);
        assert_eq!(fs::read_to_string(&findings).unwrap(), text);
    }
    fs::remove_file(&findings).unwrap();
    assert_eq!(run(folder.path(), "022", "build").stderr, told);
    assert_eq!(mode(&findings), 0o600);
}

#[test]
fn shares_are_their_owners_alone_and_sheets_are_as_the_umask_says() {
    let folder = site();
    run(folder.path(), "022", "share s --plain");
    let shares = folder.path().join("output/shares");
    assert_eq!((mode(&shares), mode(&folder.path().join("output"))), (0o700, 0o755));
    for entry in fs::read_dir(&shares).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
    fs::remove_file(folder.path().join("content/2021/kitahama/sheet.md")).unwrap();
    for (umask, expected) in [("077", 0o600), ("027", 0o640), ("002", 0o664)] {
        run(folder.path(), umask, "new 2021 kitahama");
        let sheet = folder.path().join("content/2021/kitahama/sheet.md");
        assert_eq!(mode(&sheet), expected, "umask {umask}");
        fs::remove_file(sheet).unwrap();
    }
}
