//! Small numbers under attack: over 1,000 random sheets everything that any file of the site tells is gathered and put
//! together, and no withheld count may become narrower than its tier leaves open. A leak that is put into a file on
//! purpose is caught, whatever the file. Where two sites differ in nothing but withheld counts, no byte differs. `tables`
//! holds spellings and subtractions, which are files.

mod attack;
mod facts;
mod tables;
pub mod town;

use std::collections::BTreeMap;
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;

use crate::case::{in_memory, put};
use attack::Attack;
use facts::Facts;
use town::{Cell, Towns};

/// All files of a site.
type Files = BTreeMap<String, Vec<u8>>;

const PREFECTURES: usize = 5;
const PLACES: usize = 20;
const YEARS: usize = 10;

/// Writes the sheets of towns as a site.
pub fn write(towns: &Towns, root: &Path) {
    for (path, text) in towns.files() {
        put(&root.join("content").join(path), text);
    }
}

fn render(towns: &Towns) -> Files {
    let folder = tempfile::tempdir().unwrap();
    write(towns, folder.path());
    let (site, findings) = pipeline::read(folder.path(), Options::default()).unwrap();
    let wrong: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code.name.starts_with("yaml") || finding.code.name == "unknown-key")
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let output = in_memory(folder.path(), &restrict(site.clone(), Audience::Public)).unwrap();
    output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

#[test]
fn nothing_withheld_can_be_found_out() {
    let towns = Towns::random(7, PREFECTURES, PLACES, YEARS);
    let files = render(&towns);
    let known: BTreeMap<&String, Facts> =
        files.iter().map(|(path, bytes)| (path, facts::of_file(path, bytes, &towns))).collect();
    for (path, facts) in &known {
        let untrue = facts.untrue(&towns);
        assert!(untrue.is_empty(), "{path} is misread: {:?}", &untrue[..untrue.len().min(5)]);
    }
    let count: usize = known.values().map(Facts::len).sum();
    assert!(count > 20_000, "only {count} facts");
    let betrayed = Attack::on(&towns, known.values()).betrayed();
    assert!(
        betrayed.is_empty(),
        "{} counts, such as\n{}",
        betrayed.len(),
        betrayed[..betrayed.len().min(5)].join("\n")
    );

    let withheld =
        towns.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |(cell, count)| (sheet, cell, *count)));
    let small = withheld.filter(|(sheet, _, count)| towns.is_small(sheet.place, *count)).count();
    assert!(small > 1_000, "only {small} small counts");

    // One leak at a time.
    let (target, place, leaks) = facts::leaks(&towns, &files);
    let around = towns.around(place);
    assert!(leaks.len() > 18);
    for (name, path, bytes) in leaks {
        assert!(files.get(&path) != Some(&bytes), "{name}: {path} has nothing to leak in");
        let leaked = facts::of_file(&path, &bytes, &towns);
        let rest = known.iter().filter(|(other, _)| ***other != path).map(|(_, facts)| facts);
        let betrayed = Attack::on(&around, rest.chain([&leaked])).betrayed();
        assert!(betrayed.iter().any(|of| of.starts_with(&target)), "{name} in {path} was not caught: {betrayed:?}");
    }
}

/// A count that is small and one that is withheld beside it change places of a person; every file stays as it is.
#[test]
fn no_byte_depends_on_what_is_withheld() {
    let mut towns = Towns::random(11, 2, 10, 3);
    towns.loosen();
    // Chance makes sums of numbers that lie close together, and what is withheld would decide which.
    towns.spread();
    let files = render(&towns);
    let mut changed = towns.clone();
    let mut pairs = 0;
    for sheet in &mut changed.sheets {
        let told = facts::shown(&files, &sheet.key());
        let hidden = |cell: &Cell| !told.contains(cell);
        if hidden(&Cell::Short) && hidden(&Cell::Middle) && !towns.repeats_figure(sheet) {
            let (short, middle) = (sheet.cells[&Cell::Short], sheet.cells[&Cell::Middle]);
            let small = |count| towns.is_small(sheet.place, count);
            // As small as before, and the other as large: the same counts have to be withheld.
            if small(short)
                && small(short + 1)
                && (small(middle) == small(middle - 1))
                && middle > 1
                && sheet.stays_in_order()
            {
                sheet.cells.insert(Cell::Short, short + 1);
                sheet.cells.insert(Cell::Middle, middle - 1);
                pairs += 1;
            }
        }
    }
    assert!(pairs > 5, "only {pairs} sheets have something to change");
    let other = render(&changed);
    let differ: Vec<&String> = files.keys().filter(|path| files.get(*path) != other.get(*path)).collect();
    assert!(differ.is_empty() && files.len() == other.len(), "{pairs} changed sheets tell in {differ:?}");
}

#[test]
fn without_the_setting_everything_is_shown() {
    let mut towns = Towns::random(3, 1, 4, 2);
    towns.small_numbers = false;
    let files = render(&towns);
    let betrayed = Attack::on(&towns, &[facts::all(&files, &towns)]).betrayed();
    assert!(betrayed.len() > 5, "{betrayed:?}");
}

/// What is withheld is not in the sources either that an archive publishes, and its pages show what the living ones show.
#[test]
fn an_archive_tells_no_more_than_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let towns = Towns::random(5, 1, 2, 1);
    for (path, text) in towns.files().into_iter().filter(|(path, _)| !path.ends_with(".md")) {
        put(&folder.path().join("content").join(path), text);
    }
    let sheet = |long: &str, inside: &str| {
        format!(
            "---\nform: sheet\n人口: 60,489人\n長期入院者数: {{ 値: {long}人, 時点: 2012年6月 }}\n入院者数:\n  時点: 2012年6月\n  注記: うち新規8人\n{inside}\
             成果:\n  - {{ 指標: 退院した人, id: out, 現状値: 31人, 目標値: 5人, 実績値: {{ 値: 7人, 注記: うち4人は再入院 }} }}\n---\n\n取組を続けた。\n"
        )
    };
    let parts = "  合計: 89人\n  ３か月未満: 5人（5.6％）\n  ３か月以上１年未満: 50人（56.2％）\n  １年以上: 34人（38.2％）\n  うち６５歳以上: 20人\n  うち６５歳未満: 14人\n";
    put(&folder.path().join("content/2012/p1/sheet.md"), sheet("34", parts));
    let (site, findings) = pipeline::read(folder.path(), Options::default()).unwrap();
    let living = in_memory(folder.path(), &restrict(site.clone(), Audience::Public)).unwrap();
    let freeze = nenpo::archive::Freeze {
        root: folder.path(),
        folder: &folder.path().join("archive"),
        year: 2012,
        date: nenpo::text::Date::parse("2013-04-01", None).unwrap(),
        agent: "nenpo",
        replace: false,
        zip: false,
    };
    let frozen = nenpo::archive::freeze(&freeze, &restrict(site.clone(), Audience::Public), &findings)
        .unwrap_or_else(|error| panic!("{error:#}"));
    let source = std::fs::read_to_string(frozen.folder.join("data/content/content/2012/p1/sheet.md")).unwrap();
    assert!(source.matches("非公表").count() >= 5 && source.contains("20人") && source.contains("34人"), "{source}");
    for told in ["5人（", "50人", "56.2", "5.6", "新規8人", "7人", "うち4人"] {
        assert!(!source.contains(told), "{told} in {source}");
    }
    let table = |bytes: &[u8]| {
        let rows = crate::data::cells(bytes);
        rows.into_iter()
            .map(|row| [row[7].clone(), row[14].clone(), row[16].clone(), row[21].clone()])
            .collect::<Vec<_>>()
    };
    let path = "data/2012/p1/p1-2012.csv";
    let kept = std::fs::read(frozen.folder.join("data/site").join(path)).unwrap();
    assert_eq!(table(&kept), table(living.get(path).unwrap()));
}
