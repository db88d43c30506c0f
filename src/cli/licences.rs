//! `nenpo licences`: whose work the program is made of, and under which terms.

use crate::error::Result;

use super::CLEAN;
use super::print::{self, SafeText};

/// What `packaging/inventory.py` gathered from all crates of `Cargo.lock` that are in the program.
const LICENCES: &str = include_str!("../../packaging/licences.txt");
const OWN: [&str; 2] = [include_str!("../../LICENSE-MIT"), include_str!("../../LICENSE-APACHE")];

/// The arguments of `nenpo licences`.
#[derive(Debug, clap::Args)]
pub struct LicencesArguments {}

/// Prints the terms of the program, and those of everything in it.
pub fn run(_: &LicencesArguments) -> Result<u8> {
    let [mit, apache] = OWN;
    print::out(SafeText::lines(&format!("nenpo: MIT OR Apache-2.0\n\n{mit}\n{apache}\n{LICENCES}")))?;
    Ok(CLEAN)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Names that `Cargo.toml` asks for, not for tests: the keys of its tables of dependencies.
    fn asked(manifest: &str) -> BTreeSet<&str> {
        let mut inside = false;
        let mut names = BTreeSet::new();
        for line in manifest.lines() {
            if line.starts_with('[') {
                let table = line.trim_matches(['[', ']']);
                inside = table == "dependencies" || table.starts_with("target.") && table.ends_with(".dependencies");
            } else if inside
                && let Some((name, setting)) = line.split_once(" = ").filter(|(name, _)| !name.starts_with('#'))
            {
                names.insert(
                    setting.split_once("package = \"").map_or(name, |(_, name)| name.split('"').next().unwrap_or(name)),
                );
            }
        }
        names
    }

    #[test]
    fn all_crates_of_the_program_are_listed_and_no_others() {
        let (lock, manifest) = (include_str!("../../Cargo.lock"), include_str!("../../Cargo.toml"));
        let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
        let mut packages: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for package in lock.split("[[package]]").skip(1) {
            let of = |key: &str| package.lines().find(|line| line.starts_with(key)).map(quoted).unwrap_or_default();
            let dependencies = package.lines().filter(|line| line.starts_with(" \"")).map(quoted).collect();
            packages.entry(of("name = ")).or_default().push((of("version = "), dependencies));
        }
        let asked = asked(manifest);
        assert!(
            asked.contains("sys-locale") && asked.contains("yaml_serde") && !asked.contains("proptest"),
            "{asked:?}"
        );
        let mut waiting: Vec<String> =
            packages["nenpo"].iter().flat_map(|(_, dependencies)| dependencies.clone()).collect();
        waiting.retain(|wanted| asked.contains(wanted.split(' ').next().unwrap_or_default()));
        let mut found = BTreeSet::new();
        while let Some(wanted) = waiting.pop() {
            let (name, version) = wanted.split_once(' ').unwrap_or((&wanted, ""));
            let (version, dependencies) =
                packages[name].iter().find(|(known, _)| version.is_empty() || known == version).expect("locked");
            if found.insert(format!("{name} {version}")) {
                waiting.extend(dependencies.clone());
            }
        }
        let listed: BTreeSet<String> = LICENCES
            .lines()
            .skip(3)
            .take_while(|line| !line.is_empty())
            .map(|line| line.split(": ").next().unwrap_or_default().to_owned())
            .collect();
        let differ: Vec<&String> = listed.symmetric_difference(&found).collect();
        assert!(differ.is_empty(), "run `python3 packaging/inventory.py`: {differ:?}");
        let bill = include_str!("../../packaging/sbom.cdx.json");
        for one in &found {
            let reference = format!("\"purl\": \"pkg:cargo/{}\"", one.replace(' ', "@"));
            assert!(bill.contains(&reference), "run `python3 packaging/inventory.py`: {reference}");
        }
    }
}
