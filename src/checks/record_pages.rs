//! Records that have pages of their own can all have one, and those that have none are not too many for one page.

use std::collections::HashMap;

use crate::form::{Audience, Field};
use crate::model::{Document, Site, address};
use crate::source::Example::{Files, Told};
use crate::source::{Code, Finding, Findings, Severity, Span, WhyByHand, words};
use crate::text::file_name::{LETTERS, LONGEST_PATH, fault_of_address};
use crate::value::RecordRow;

use super::{Check, Rule, Subject};

const FORM: &str = "title: 事業評価\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        own_page: true\n        fields: { cost: { label: 事業費, kind: number, unit: 千円 } }\n";

const PAGE: Code = Code::error(
    "record-page",
    ("まとまりの id が、ページの番地になりません。", "The id of a record makes no address of a page."),
    (
        "様式に own_page: true とあるまとまりは、id を番地にした自分のページを持ちます。大文字と小文字だけが違う番地は、Windows や macOS では同じファイルです。id がなければ番号が番地になり、まとまりが増えたときに変わります。",
        "Where the form says `own_page: true`, each record has a page whose address is its id. Addresses that differ only in case are one file on Windows and macOS. Without an id the number is the address, which changes when records are added.",
    ),
    Files(&[
        ("forms/review.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: Visits, 事業費: 1,310千円 }\n  - { 事業名: 訪問看護, id: visits, 事業費: 620千円 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/review.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visits, 事業費: 1,310千円 }\n  - { 事業名: 訪問看護, id: nursing, 事業費: 620千円 }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Files)
.sometimes(Severity::Warning, ("id のないまとまりがある", "a record has no id"));

const MANY: Code = Code::warning(
    "records-on-a-page",
    ("一つのページに並ぶまとまりが多すぎます。", "There are too many records on one page."),
    (
        "まとまりの内容がすべて一つのページに並ぶと、開くのに時間がかかり、目当てのものを見つけにくくなります。様式に own_page: true と書くと、ページには一覧だけが残り、まとまりごとのページができます。",
        "A page with all that many records say is slow to open and hard to read. With `own_page: true` in the form it keeps the list, and each record gets a page.",
    ),
    Told("まとまりが300あるのに、様式に own_page がない。", "There are 300 records, and the form has no `own_page`."),
    Told("様式に own_page: true がある。", "The form says `own_page: true`."),
)
.by_hand(WhyByHand::Wording)
.limit(200, ("いくつを超えたら報告するか", "More than how many are too many"));

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule = Rule { codes: &[PAGE, MANY], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    for (section, field, answer) in document.answers() {
        let Some((records, settings)) = answer.records() else { continue };
        if !settings.own_page {
            findings.applied(&MANY);
            let most = site.settings.limit(&MANY).to_f64() as usize;
            if records.rows.len() > most {
                findings.push(many(document, field, records.rows.len(), answer.span));
            }
            continue;
        }
        if field.audience.within(section.audience) != Audience::Public {
            continue;
        }
        let mut known: HashMap<String, &RecordRow> = HashMap::new();
        for (record, anchor) in records.rows.iter().zip(answer.row_anchors()) {
            findings.applied(&PAGE);
            let path = address::of_record(&document.path, &field.id, anchor);
            let name = format!("{anchor}.html");
            let letters = |text: &str| text.encode_utf16().count();
            if fault_of_address(&name).is_some() || letters(anchor) > LETTERS || letters(&path) > LONGEST_PATH {
                findings.push(unusable(document, record, anchor).about(&field.id));
            } else if let Some(first) = known.insert(anchor.to_lowercase(), record) {
                findings.push(alike(document, record, first, anchor).about(&field.id));
            }
        }
        let unnamed = records.rows.iter().filter(|record| record.id.is_none());
        let count = unnamed.clone().count();
        if let Some(first) = unnamed.into_iter().next() {
            findings.push(without_id(document, first, count).about(&field.id));
        }
    }
}

fn many(document: &Document, field: &Field, count: usize, answer: Span) -> Finding {
    let label = &field.label;
    let message = words!(
        "「{label}」のまとまりが{count}あり、その内容がすべて一つのページに並びます。",
        "`{label}` has {count} records, all of which stand on one page."
    );
    let hint = words!(
        "様式の「{label}」に「own_page: true」と書き加えてください。",
        "Add `own_page: true` to `{label}` in the form."
    );
    Finding::new(&MANY, document.source.position(Span::at(answer.start())), message).hint(hint).about(&field.id)
}

fn unusable(document: &Document, record: &RecordRow, id: &str) -> Finding {
    let message = words!("id「{id}」の名前のページは作れません。", "There can be no page called `{id}`.");
    let hint = words!(
        "「{}」のように、{LETTERS}字までの、ほかの id にしてください。",
        "Give it another id of up to {LETTERS} letters, such as `{}`.",
        format!("{}-1", id.chars().take(LETTERS / 2).collect::<String>())
    );
    Finding::new(&PAGE, document.source.position(Span::at(record.span.start())), message).hint(hint)
}

fn alike(document: &Document, record: &RecordRow, first: &RecordRow, id: &str) -> Finding {
    let message = words!(
        "id「{id}」は、前のまとまりの id と大文字・小文字だけが違います。",
        "The id `{id}` differs from that of a record before it only in case."
    );
    let hint = words("どちらかを、ほかの id にしてください。", "Give one of the two another id.");
    Finding::new(&PAGE, document.source.position(Span::at(record.span.start())), message)
        .hint(hint)
        .related(document.source.position(first.name_span), words("先のまとまり", "the record before"))
}

fn without_id(document: &Document, record: &RecordRow, count: usize) -> Finding {
    let message = words!(
        "id のないまとまりが{count}あり、ページの番地が番号になります。",
        "{count} records have no id, so that the addresses of their pages are numbers."
    );
    let hint = words(
        "「id: visits」のように、年度が変わっても同じ id を書いてください。",
        "Write an id that stays over the years, such as `id: visits`.",
    );
    Finding::new(&PAGE, document.source.position(record.name_span), message).hint(hint).in_some_cases()
}
