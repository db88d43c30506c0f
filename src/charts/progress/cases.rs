//! Runs `tests/charts/progress.tsv`: one indicator a line, and what may be said of it.
//!
//! A dot is a column that the form does not have. `UPDATE=1 cargo test` writes what came out; read it before you keep it.

use std::path::Path;

use super::judge::Figures;
use crate::value::Quantity;

#[test]
fn every_case_says_what_it_should() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts/progress.tsv");
    let table = std::fs::read_to_string(&path).unwrap();
    let (mut made, mut cases) = (String::new(), 0);
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [name, baseline, target, actual, _, _] = cells.as_slice()
            && !line.starts_with('#')
        {
            let read = |text: &str| (text != ".").then(|| Quantity::read(text, None));
            let (first, second, third) = (read(baseline), read(target), read(actual));
            let figures =
                Figures { baseline: first.as_ref(), target: second.as_ref(), actual: third.as_ref(), unit: "" };
            let judgement = figures.judge();
            let said = format!("{:?}\t{}", judgement.standing, judgement.words);
            made += &[*name, *baseline, *target, *actual, &said].join("\t");
            cases += 1;
        } else {
            made += line;
        }
        made.push('\n');
    }
    assert!(cases >= 60, "{cases} cases");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    } else {
        for (line, now) in table.lines().zip(made.lines()) {
            assert_eq!(line, now);
        }
    }
}
