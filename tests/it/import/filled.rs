//! Files of `nenpo form export` that were filled in and saved by other programs: `tests/import/filled/`, made by
//! `tests/import/fill.py`. All of them say what stands in `expected.tsv`.

use std::fs;

use nenpo::import::{self, ReceivedFile};

use super::site::ImportSite;
use super::values;
use crate::case::{names, repository};

#[test]
fn workbooks_come_back_from_other_programs() {
    let folder = repository("tests/import/filled");
    let expected = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let site = ImportSite::new();
    let files: Vec<String> = names(&folder).into_iter().filter(|name| !name.ends_with(".tsv")).collect();
    assert!(files.iter().any(|name| name.ends_with(".docx")), "{files:?}");
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let ReceivedFile::Filled(book) = import::read(&file, &fs::read(folder.join(&file)).unwrap()).unwrap() else {
            panic!("{file} is a workbook of nenpo")
        };
        let draft = site.draft_of_book(&book);
        let mut found = values(&draft.text);
        for line in expected.lines() {
            let (key, wanted) = line.split_once('\t').unwrap();
            let value = found.remove(key).unwrap_or_else(|| panic!("{file}: {key} is lost\n{}", draft.text));
            assert_eq!(value.text, wanted.replace("\\n", "\n"), "{file}: {key}");
        }
        let more: Vec<&String> = found.keys().filter(|key| !["様式", "下書き"].contains(&key.as_str())).collect();
        assert!(more.is_empty(), "{file}: {more:?}");
        assert_eq!(draft.left, 1, "{file}: {}", draft.text);
        assert!(draft.text.contains("欄の外のメモ"), "{file}");
    }
}
