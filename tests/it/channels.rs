//! Each kind of field in each channel: `tests/channels/` is a site whose one form asks for every kind, once of everybody, once in
//! records, and once for the advisors alone. Its sheets answer all of it.
//!
//! The kinds are those of the table in `docs/forms.md`, so that a new one fails here until the form asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use nenpo::fix::fix_site;
use nenpo::form::{Audience, Field, Form};
use nenpo::load::Options;
use nenpo::model::{AnswerInDocument, Document, Site};
use nenpo::pipeline;
use nenpo::prefill::{PrefillRequest, prefill};
use nenpo::restrict::restrict;
use nenpo::schema::schema;
use nenpo::search;
use nenpo::share::{AdvisorNote, AnchorMatch, NotesFile, locate_notes};
use nenpo::source::Severity;
use nenpo::text::Decimal;
use nenpo::value::{Answer, Item};
use rayon::prelude::*;
use scraper::Html;

use crate::case::{copy, files, in_memory, put, repository};
use crate::page::{self, css, fold, visible};
use crate::schemas::front;
use crate::share::text_of;

const ROOT: &str = "tests/channels";
/// The sheet that answers everything.
const PATH: &str = "2024/kitahama/sheet.md";
/// What the sheets say to the advisors alone has this word, or a number near to 52,600 or 41,600.
const SECRET: [&str; 5] = ["極秘", "5260", "5261", "4160", "52700"];

fn read(root: &Path) -> Site {
    let (site, findings) = pipeline::read(root, Options::default()).unwrap();
    let told: Vec<_> = findings.iter().map(|one| format!("{}: {}", one.code.name, one.message.ja)).collect();
    assert!(told.is_empty(), "{told:#?}");
    site
}

fn sheet<'s>(site: &'s Site, path: &str) -> &'s Document {
    site.documents.iter().find(|document| document.path == path).unwrap()
}

/// The kinds of the manual.
fn kinds() -> BTreeSet<String> {
    let manual = fs::read_to_string(repository("docs/forms.md")).unwrap();
    let (_, table) = manual.split_once("種類は次のとおりです。").unwrap();
    let rows = table.trim_start().lines().take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| Some(row.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect()
}

fn kinds_of<'f>(fields: impl Iterator<Item = &'f Field>) -> BTreeSet<String> {
    fields.map(|field| field.kind.name().to_owned()).collect()
}

#[test]
fn the_form_asks_for_every_kind() {
    let site = read(&repository(ROOT));
    let form = &sheet(&site, PATH).form;
    let all = kinds();
    assert!(all.len() > 12, "{all:?}");
    for section in &form.sections {
        assert_eq!(kinds_of(section.fields.iter().map(AsRef::as_ref)), all, "{}", section.id);
    }
    let records = form.fields().find_map(|(_, field)| field.kind.records()).unwrap();
    let inner = kinds_of(records.fields.iter().map(AsRef::as_ref));
    assert_eq!(all.difference(&inner).collect::<Vec<_>>(), ["records"]);
}

/// What a document says to everybody: the label of each field, and the words and numbers of its answer.
fn said(document: &Document) -> Vec<(String, BTreeSet<String>)> {
    let public = document.all_answers().filter(|place| place.audience() == Audience::Public);
    let mut all: Vec<(String, BTreeSet<String>)> = public.map(said_in).collect();
    let records = document.answers().filter_map(|(_, field, answer)| Some((field, answer.records()?)));
    let records = records.filter(|(field, _)| !field.id.starts_with("i_"));
    all.extend(records.map(|(field, (records, _))| {
        (field.label.clone(), records.rows.iter().map(|record| record.name.clone()).collect())
    }));
    all
}

fn said_in(place: AnswerInDocument<'_>) -> (String, BTreeSet<String>) {
    let mut words = answered(place);
    place.answer.leaves(&mut |leaf| {
        if let Item::Circumstances(given, _) = leaf.item {
            words.extend(given.source().into_iter().chain(given.note()).map(str::to_owned));
        }
    });
    (place.field.label.clone(), words)
}

/// The words and numbers of an answer, without what is said of them.
fn answered(place: AnswerInDocument<'_>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    place.answer.leaves(&mut |leaf| match leaf.item {
        Item::Quantity(quantity) => words.extend(quantity.number().map(Decimal::to_plain)),
        Item::Chosen(chosen) => {
            let choices = &leaf.field.kind.choice().unwrap().choices;
            words.extend(chosen.at.iter().filter_map(|at| choices.get(*at)).map(|choice| choice.label.clone()));
            words.extend(chosen.words.clone());
        }
        Item::Line(text) | Item::Name(text) => _ = words.insert(text.clone()),
        Item::Prose(prose) => _ = words.insert(prose.text.trim().to_owned()),
        Item::Level(level) => _ = words.insert(level.written.clone()),
        Item::Date(when) => _ = words.insert(when.written.clone()),
        _ => {}
    });
    let files = place.answer.value.files().into_iter().flat_map(|value| &value.files);
    words.extend(files.map(|file| file.title.clone()));
    assert!(!words.is_empty(), "the sheet says nothing of {}", place.label());
    words
}

/// A text in one spelling: widths, white space and the commas of figures aside. A month in English is as good as one of an era.
fn plain(text: &str) -> String {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    folded.replace("May2015", "平成27年5月").replace("May2009", "平成21年5月")
}

/// What of a document a text lacks.
fn lacks(document: &Document, text: &str) -> Vec<String> {
    let text = plain(text);
    let all = said(document).into_iter().flat_map(|(label, words)| {
        std::iter::once(label.clone()).chain(words).map(move |word| format!("{label}: {word}"))
    });
    all.filter(|one| !text.contains(&plain(one.split_once(": ").unwrap().1))).collect()
}

fn texts(root: &Path, site: Site) -> BTreeMap<String, String> {
    let output = in_memory(root, &restrict(site, Audience::Public)).unwrap();
    output.iter().map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

#[test]
fn every_kind_is_in_every_channel_and_what_is_for_advisors_in_none() {
    for language in ["ja", "en"] {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository(ROOT).join("content"), &folder.path().join("content"));
        let settings = folder.path().join("content/site.yaml");
        put(&settings, fs::read_to_string(&settings).unwrap() + &format!("language: {language}\n"));
        let site = read(folder.path());
        let document = sheet(&site, PATH).clone();
        let published = texts(folder.path(), site);
        let page = &published["2024/kitahama.html"];
        let found: String =
            search::sections(page.as_bytes()).iter().map(|one| format!("{} {}\n", one.heading, one.text)).collect();
        let channels = [
            ("the page", visible(&page::parse(page.as_bytes()))),
            ("the text version", published["2024/kitahama.txt"].clone()),
            ("the CSV", published["data/2024/kitahama/kitahama-2024.csv"].clone()),
            ("the JSON", published["data/2024/kitahama/kitahama-2024.json"].clone()),
            ("the search", found),
        ];
        for (name, text) in channels {
            let lacks = lacks(&document, &text);
            assert!(lacks.is_empty(), "{name} ({language}) lacks {lacks:#?}");
        }
        for (path, text) in published.iter().filter(|(path, _)| !path.ends_with(".zip")) {
            let told = SECRET.iter().find(|secret| plain(text).contains(*secret) || path.contains(*secret));
            assert!(told.is_none(), "{path} tells {told:?}");
        }
        assert!(!published.contains_key("2024/kitahama/secret.pdf"));
    }
}

/// The table with a row for each sheet and a column for each value: what has neither rows nor running text, each under its name.
#[test]
fn what_is_one_value_has_a_column_in_the_table_of_the_year() {
    let site = read(&repository(ROOT));
    let document = sheet(&site, PATH).clone();
    let published = texts(&repository(ROOT), site);
    let table: Vec<&str> = published["data/sheets-2024.csv"].lines().collect();
    let row = table.iter().find(|line| line.contains("北浜市")).unwrap();
    let (head, row) = (plain(table[0]), plain(row));
    let mut there = BTreeSet::new();
    for place in document.all_answers().filter(|place| place.audience() == Audience::Public) {
        let mut is_one_value = place.record.is_none();
        place.answer.leaves(&mut |leaf| is_one_value &= leaf.row.is_none() && !matches!(leaf.item, Item::Prose(_)));
        assert_eq!(head.contains(&plain(&place.field.label)), is_one_value, "{}", place.field.label);
        if !is_one_value {
            continue;
        }
        for word in answered(place) {
            assert!(row.contains(&plain(&word)), "the table of the year lacks {word} of {}", place.field.label);
        }
        there.insert(place.field.kind.name());
    }
    let expected = ["choice", "composition", "date", "files", "number", "presence", "rates", "text"];
    assert_eq!(there.into_iter().collect::<Vec<_>>(), expected);
}

/// Two slips of a keyboard, in the answer to each field of each kind, one at a time: a colon of full width behind its name, and in
/// the answer a character that nobody sees. Mended, the file is what it was.
#[test]
fn a_slip_in_every_kind_is_mended_and_nothing_else() {
    let root = repository(ROOT);
    let text = fs::read_to_string(root.join("content").join(PATH)).unwrap();
    let site = read(&root);
    let form = &sheet(&site, PATH).form;
    let records = form.fields().filter_map(|(_, field)| field.kind.records());
    let inner = records.flat_map(|records| records.fields.iter().map(AsRef::as_ref));
    let fields: Vec<&Field> = form.fields().map(|(_, field)| field).chain(inner).collect();
    assert_eq!(kinds_of(fields.iter().copied()), kinds());
    let trouble: Vec<String> = fields
        .par_iter()
        .flat_map_iter(|field| {
            let key = format!("{}: ", field.label);
            let opening = format!("{}:\n", field.label);
            let at = text.find(&key).or_else(|| text.find(&opening)).unwrap_or_else(|| panic!("no {key}"));
            let behind = at + field.label.len();
            // The last letter or digit of the answer, or of its first row.
            let rest = &text[behind + 2..];
            let block = if rest.starts_with("|\n") { 2 } else { 0 };
            let line = rest[block..].trim_start().lines().next().unwrap();
            let start = behind + 2 + rest[block..].find(line).unwrap() + block;
            let (last, _) = line.char_indices().rfind(|(_, c)| c.is_alphanumeric()).unwrap();
            let colon = format!("{}：{}", &text[..behind], &text[behind + 1..]);
            let unseen = format!("{}\u{200B}{}", &text[..start + last], &text[start + last..]);
            [("a colon of full width", colon), ("a character that nobody sees", unseen)].map(|(slip, wrong)| {
                let folder = tempfile::tempdir().unwrap();
                copy(&root.join("content"), &folder.path().join("content"));
                put(&folder.path().join("content").join(PATH), &wrong);
                let mended = fix_site(folder.path(), &|_| true).unwrap().files;
                match mended.as_slice() {
                    [(_, mended)] if mended.after == text => None,
                    [] => Some(format!("{}: {slip} is not mended", field.label)),
                    _ => Some(format!("{}: {slip} becomes\n{}", field.label, changes(&text, &mended[0].1.after))),
                }
            })
        })
        .flatten()
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

/// The lines of a text that another has otherwise.
fn changes(text: &str, other: &str) -> String {
    let lines = text.lines().zip(other.lines()).filter(|(line, other)| line != other);
    lines.map(|(line, other)| format!("- {line}\n+ {other}\n")).collect()
}

/// The anchor of each answer of the sheet, with its line.
fn lines_of_answers(site: &Site) -> Vec<(String, usize)> {
    let document = sheet(site, PATH);
    let line = |answer: &Answer| document.source.line_of(answer.span.start()) + 1;
    let records = document.answers().filter(|(_, _, answer)| answer.records().is_some());
    let records = records.map(|(_, field, answer)| (field.id.clone(), line(answer)));
    let answers = document.all_answers().map(|place| {
        let of = place.record.map(|of| format!("{}-{}.", of.field.id, of.record.id.as_ref().unwrap()));
        (of.unwrap_or_default() + &place.field.id, line(place.answer))
    });
    answers.chain(records).collect::<BTreeMap<_, _>>().into_iter().collect()
}

/// The anchor of each note, the line that it is told at, and how that was found.
fn told(root: &Path, notes: &NotesFile) -> Vec<(String, usize, Option<AnchorMatch>)> {
    let site = restrict(read(root), Audience::Advisors);
    let placed = locate_notes(notes, &site, root).unwrap();
    let mut told: Vec<_> = placed.iter().map(|one| (one.note.anchor.clone(), one.line, one.found)).collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

/// A note of an advisor on each answer, in records and for advisors alone as well, is told at the line of that answer, also after
/// lines were put in above it.
#[test]
fn notes_on_every_kind_come_back_to_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(ROOT).join("content"), &folder.path().join("content"));
    nenpo(folder.path(), &["share", "members", "--plain"]);
    let shares = folder.path().join("output/shares");
    let share = files(&shares).into_iter().find(|path| path.ends_with("-plain.html")).unwrap();
    let html = Html::parse_document(&fs::read_to_string(shares.join(share)).unwrap());
    let before = lines_of_answers(&read(folder.path()));
    assert!(before.len() > 3 * kinds().len() - 3, "{before:?}");
    let note = |(anchor, _): &(String, usize)| {
        let element = html.select(&css(&format!("[id='2024/kitahama:{anchor}']"))).next();
        let element = element.unwrap_or_else(|| panic!("the share has no {anchor}"));
        AdvisorNote {
            id: anchor.clone(),
            date: "2026-11-21".to_owned(),
            page: "2024/kitahama.html".to_owned(),
            anchor: anchor.clone(),
            exact: text_of(element).chars().take(300).collect(),
            text: format!("メモ {anchor}"),
            ..AdvisorNote::default()
        }
    };
    let file = NotesFile { notes: before.iter().map(note).collect(), ..NotesFile::default() };
    let expected = |all: Vec<(String, usize)>| -> Vec<_> {
        all.into_iter().map(|(anchor, line)| (anchor, line, Some(AnchorMatch::Same))).collect()
    };
    assert_eq!(told(folder.path(), &file), expected(before.clone()));
    let path = folder.path().join("content").join(PATH);
    let text = fs::read_to_string(&path).unwrap();
    put(&path, text.replacen("form: all\n", "form: all\n# 確かめた日: 令和6年11月\n# 担当: 浜辺係\n", 1));
    let after = lines_of_answers(&read(folder.path()));
    assert!(before.iter().zip(&after).all(|(before, after)| (&before.0, before.1 + 2) == (&after.0, after.1)));
    assert_eq!(told(folder.path(), &file), expected(after));
}

/// Numbers of fewer than ten persons, of each kind that counts them.
#[test]
fn small_numbers_of_every_kind_are_withheld() {
    let root = repository(ROOT);
    let site = read(&root);
    let published = texts(&root, site);
    let of_place = published.iter().filter(|(path, _)| path.contains("minami"));
    let of_place: Vec<_> = of_place.filter(|(path, _)| !path.ends_with(".zip")).collect();
    assert!(of_place.len() > 4);
    for (path, text) in of_place {
        let text = plain(text);
        let told = text.match_indices("7人").any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_digit()));
        assert!(!told, "{path} has a count of seven persons");
    }
    let rows = &published["data/2024/minami/minami-2024.csv"];
    let withheld = rows.lines().filter(|line| line.contains("非公表")).count();
    assert!(withheld >= 8, "only {withheld} numbers are withheld:\n{rows}");
    // 7 and 40, 7 and 41: with the sum and the other number the withheld one is known.
    for sum in [",47,", ",48,"] {
        assert!(!rows.contains(sum), "a sum of a withheld number is computed:\n{rows}");
    }
}

#[test]
fn every_kind_is_asked_and_asked_again() {
    let site = read(&repository(ROOT));
    let document = sheet(&site, PATH);
    let last = sheet(&site, "2023/kitahama/sheet.md");
    let form: &Form = &document.form;
    let schema = schema(form);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let path = PATH;
    let request = PrefillRequest { form, place: &document.place, year: 2024, path, last: None };
    let blank = prefill(&request).text;
    let again = prefill(&PrefillRequest { last: Some(last), ..request }).text;
    for (_, field) in form.fields() {
        assert!(blank.contains(&field.label), "no {} in a new sheet", field.label);
        assert!(again.contains(&field.label), "no {} in a sheet that follows", field.label);
        assert!(schema["properties"][&field.label].is_object(), "no {} in the schema", field.label);
    }
    // What stays is there; what is counted anew is shown beside it.
    for words in ["浜辺係", "浜辺会議", "41,001人", "浜辺の件数", "41,010", "訪問事業", "2023年の例"]
    {
        assert!(again.contains(words), "no {words} in a sheet that follows:\n{again}");
    }
    for text in [blank.as_str(), again.as_str(), document.source.text()] {
        let errors: Vec<String> = validator.iter_errors(&front(text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    // A sheet to fill in has no mistakes but what is open.
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(ROOT).join("content"), &folder.path().join("content"));
    for text in [blank, again] {
        put(&folder.path().join("content").join(path), text);
        let (_, findings) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
        let wrong = findings.iter().filter(|one| one.severity == Severity::Error);
        let wrong: Vec<_> = wrong.map(|one| format!("{}: {}", one.code.name, one.message.ja)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

fn nenpo(root: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nenpo"));
    command.args(arguments).current_dir(root).env("NENPO_LANG", "en").env("SOURCE_DATE_EPOCH", "1789948800");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_kind_is_archived_and_shared() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository(ROOT).join("content"), &folder.path().join("content"));
    nenpo(folder.path(), &["archive", "2024"]);
    nenpo(folder.path(), &["share", "members", "--plain"]);
    let site = read(folder.path());
    let document = sheet(&site, PATH);
    let archive = folder.path().join("output/archive/2024");
    let of = |path: &str| String::from_utf8_lossy(&fs::read(archive.join(path)).unwrap()).into_owned();
    let all = files(&archive);
    let ends = |end: &str| all.iter().find(|path| path.ends_with(end)).unwrap_or_else(|| panic!("no {end}: {all:?}"));
    let page = visible(&page::parse(of(ends("2024/kitahama.html")).as_bytes()));
    assert!(lacks(document, &page).is_empty(), "the frozen page lacks {:#?}", lacks(document, &page));
    let source = of(ends("content/2024/kitahama/sheet.md")) + &of(ends("content/forms/all.yaml"));
    assert!(lacks(document, &source).is_empty(), "the frozen sheet lacks {:#?}", lacks(document, &source));
    for path in all.iter().filter(|path| !path.ends_with(".zip")) {
        let text = plain(&of(path));
        assert!(!SECRET[..1].iter().any(|secret| text.contains(secret)), "{path} tells of what is for the advisors");
    }
    let shares = folder.path().join("output/shares");
    let share = files(&shares).into_iter().find(|path| path.ends_with("-plain.html")).unwrap();
    let share = fs::read(shares.join(share)).unwrap();
    let shared = visible(&page::parse(&share));
    assert!(lacks(document, &shared).is_empty(), "the share lacks {:#?}", lacks(document, &shared));
    let private = document.all_answers().filter(|place| place.audience() == Audience::Advisors);
    for (label, words) in private.map(said_in) {
        for word in words {
            assert!(plain(&shared).contains(&plain(&word)), "the share lacks {word} of {label}");
        }
    }
}
