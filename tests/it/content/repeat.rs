//! The same content gives the same bytes: again, with other threads, in another time zone and language.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::case::{files, repository};

#[test]
fn builds_do_not_depend_on_the_machine() {
    let first = build(&[]);
    assert!(first.len() > 30, "only {} files", first.len());
    for environment in [
        [("RAYON_NUM_THREADS", "1"), ("TZ", "Asia/Tokyo"), ("LANG", "ja_JP.UTF-8")],
        [("RAYON_NUM_THREADS", "2"), ("TZ", "America/Los_Angeles"), ("LANG", "C")],
    ] {
        let again = build(&environment);
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&first), names(&again));
        let differ: Vec<&String> =
            first.iter().filter(|(path, bytes)| again[*path] != **bytes).map(|(path, _)| path).collect();
        assert!(differ.is_empty(), "with {environment:?} these files differ: {differ:?}");
    }
}

fn build(environment: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nenpo"));
    command.args(["build", "--root"]).arg(repository("")).arg("--output").arg(output.path());
    let made = command.envs(environment.iter().copied()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let site = output.path().join("site");
    files(&site).into_iter().map(|file| (file.clone(), fs::read(site.join(file)).unwrap())).collect()
}
