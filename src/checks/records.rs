//! Records are traced from year to year by their ids: none vanishes without a word, or changes its name under the same id.

use std::collections::HashSet;

use crate::compare::records::RecordIndex;
use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::fold::fold;
use crate::text::{contained, era};
use crate::value::{Answer, RecordRow};

use super::{Check, Rule, Subject};

const FORM: &str = "title: 事業評価\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: 事業\n    fields:\n      programs:\n        label: 事業\n        kind: records\n        name: 事業名\n        fields: { cost: { label: 事業費, kind: number, unit: 千円 } }\n";

const BEFORE: &str = "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visits, 事業費: 1,204千円 }\n  - { 事業名: 普及啓発, id: talks, 事業費: 310千円 }\n---\n";

const RECORD_VANISHED: Code = Code::warning(
    "record-vanished",
    ("前の年度のまとまりが、何も書かれずに消えています。", "A record of the year before vanished without a word."),
    (
        "事業や施設が終わったのか、まとめられたのか、書き落としたのかは、読む人には分かりません。続きを書くか、どうなったかを本文か注記に書きます。",
        "Readers cannot tell whether a programme ended, was merged or was left out. Go on with it, or say in the text or a note what became of it.",
    ),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visits, 事業費: 1,310千円 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  値:\n    - { 事業名: 訪問支援, id: visits, 事業費: 1,310千円 }\n  注記: 普及啓発は令和2年度で終了した。\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Meant);

const RECORD_NAME: Code = Code::warning(
    "record-name",
    ("同じ id のまとまりの名前が変わっています。", "The name of a record changed under the same id."),
    (
        "id が同じまとまりは、年度をまたいで同じものとして並べます。別の事業なら別の id にし、名前を改めただけなら確認済みにします。",
        "Records of one id stand beside each other over the years. Another programme needs another id; if it was only renamed, accept the finding.",
    ),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 住まいの確保, id: visits, 事業費: 1,310千円 }\n  - { 事業名: 普及啓発, id: talks, 事業費: 325千円 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visits, 事業費: 1,310千円 }\n  - { 事業名: 普及啓発, id: talks, 事業費: 325千円 }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

const RECORD_ID: Code = Code::warning(
    "record-id",
    (
        "前の年度と同じ名前のまとまりに、別の id が付いています。",
        "A record with the name of last year's has another id.",
    ),
    (
        "まとまりは、id で年度をまたいでつながります。id が変わると、同じ事業や施設が、なくなったものと新しいものに分かれます。同じものなら前の年度の id を書き、別のものなら確認済みにします。",
        "Records go on from year to year by their ids. With another id one programme or facility becomes two, one that ended and a new one. Write the id of the year before, or accept the finding where it is another thing.",
    ),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visiting, 事業費: 1,310千円 }\n  - { 事業名: 普及啓発, id: talks, 事業費: 325千円 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/review.yaml", FORM),
        ("2020/kitahama/sheet.md", BEFORE),
        (
            "2021/kitahama/sheet.md",
            "---\nform: review\n事業:\n  - { 事業名: 訪問支援, id: visits, 事業費: 1,310千円 }\n  - { 事業名: 普及啓発, id: talks, 事業費: 325千円 }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each document, and reports 3 codes.
pub const RULE: Rule = Rule {
    codes: &[RECORD_VANISHED, RECORD_NAME, RECORD_ID],
    subject: Subject::LastYear,
    check: Check::Document(check),
};

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    for (_, field, answer) in document.answers() {
        let Some((_, before)) = previous.answer(&field.id) else { continue };
        let (Some((now, _)), Some((before, _))) = (answer.records(), before.records()) else { continue };
        // Who gives no ids traces nothing yet.
        if now.rows.iter().all(|record| record.id.is_none()) {
            continue;
        }
        let index = RecordIndex::new(before, previous.year);
        before.rows.iter().for_each(|_| findings.applied(&RECORD_VANISHED));
        let mut continued = HashSet::new();
        for record in &now.rows {
            let Some(at) = index.same(record) else { continue };
            continued.insert(at);
            findings.applied(&RECORD_NAME);
            let old = before.rows.get(at).filter(|old| bare(&old.name) != bare(&record.name));
            if let (Some(old), Some(id), None) = (old, &record.id, &record.from) {
                findings.push(renamed(document, previous, (record, old), id).about(&field.id));
            }
        }
        // What is named as a record that ended in all but its id.
        let is_new = |record: &&RecordRow| record.from.is_none() && index.same(record).is_none();
        let ended = || before.rows.iter().enumerate().filter(|(at, _)| !continued.contains(at)).map(|(_, old)| old);
        let mut renumbered = Vec::new();
        for record in now.rows.iter().filter(is_new) {
            findings.applied(&RECORD_ID);
            let name = bare(&record.name);
            let mut called = ended().filter(|old| !name.is_empty() && bare(&old.name) == name);
            let alone = now.rows.iter().filter(|other| bare(&other.name) == name).count() == 1;
            if let (Some(old), None, true, Some(_)) = (called.next(), called.next(), alone, &record.id) {
                renumbered.extend(old.id.as_deref());
                let finding = other_id(document, previous, record, old);
                finding.into_iter().for_each(|finding| findings.push(finding.about(&field.id)));
            }
        }
        let gone: Vec<&RecordRow> =
            ended().filter(|old| old.id.as_deref().is_some_and(|id| !renumbered.contains(&id))).collect();
        let names: Vec<&str> = gone.iter().map(|record| record.name.as_str()).collect();
        let named = contained(&names, &[document.source.text()]);
        for (old, _) in gone.iter().zip(named).filter(|(old, named)| old.name.is_empty() || !named) {
            findings.push(vanished(document, previous, (&field.label, answer), old).about(&field.id));
        }
    }
}

fn renamed(document: &Document, previous: &Document, (record, old): (&RecordRow, &RecordRow), id: &str) -> Finding {
    let message = words(
        format!("id「{id}」の名前が、{}の「{}」から変わっています。", era::fiscal_year(previous.year), old.name),
        format!("The record `{id}` was called `{}` in fiscal {}.", old.name, previous.year),
    );
    let hint = words(
        "別のものなら、別の id にしてください。名前を改めただけなら、理由を添えて確認済みにしてください。",
        "Give another thing another id; if it was only renamed, accept the finding with its reason.",
    );
    let before = words("前の年度", "the year before");
    Finding::new(&RECORD_NAME, document.source.position(record.name_span), message)
        .hint(hint)
        .related(previous.source.position(old.name_span), before)
}

/// Nothing where the older record has no id.
fn other_id(document: &Document, previous: &Document, record: &RecordRow, old: &RecordRow) -> Option<Finding> {
    let (id, was, name) = (record.id.as_ref()?, old.id.as_ref()?, &record.name);
    let year = era::fiscal_year(previous.year);
    let message = words(
        format!("「{name}」の id は「{id}」ですが、{year}のシートでは「{was}」です。"),
        format!("`{name}` has the id `{id}`, but `{was}` in the sheet of fiscal {}.", previous.year),
    );
    let hint = words!(
        "同じものなら「id: {was}」と書いてください。同じ名前の別のものなら、理由を添えて確認済みにしてください。",
        "Write `id: {was}` if it is the same; if it is another thing of this name, accept the finding with its reason."
    );
    let before = words("前の年度", "the year before");
    let finding = Finding::new(&RECORD_ID, document.source.position(record.name_span), message).hint(hint);
    Some(finding.related(previous.source.position(old.name_span), before))
}

fn vanished(document: &Document, previous: &Document, (label, answer): (&str, &Answer), old: &RecordRow) -> Finding {
    let message = words(
        format!("{}の「{}」がありません。", era::fiscal_year(previous.year), old.name),
        format!("`{}` of fiscal {} is gone.", old.name, previous.year),
    );
    let hint = words!(
        "「{label}」に続きを書くか、どうなったかを本文か「{label}」の注記に書いてください。",
        "Go on with it in `{label}`, or say in the text or in a note of `{label}` what became of it."
    );
    // All records would be marked line by line; the start is enough.
    let at = Span::at(answer.span.start());
    Finding::new(&RECORD_VANISHED, document.source.position(at), message)
        .hint(hint)
        .related(previous.source.position(old.name_span), words("前の年度", "the year before"))
}

/// A name without marks and spaces.
fn bare(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
