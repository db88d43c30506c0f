//! What the site and its documents say about findings: how much codes weigh, and which findings are accepted.

use std::collections::HashMap;

use crate::model::{Accept, CheckSetting, Document, Site};
use crate::record::did_you_mean;
use crate::source::Example::{Files, Front, Told};
use crate::source::{Code, Finding, Findings, Position, Severity, WhyByHand, Words, words};
use crate::text::fold::fold;
use crate::value::Answer;

use super::{find, is_adjustable, nearest};

/// How many letters a reason has at least that accepts a finding on what is private. 確認済み and 問題なし, which
/// say nothing, are shorter.
pub(super) const REASON: usize = 8;

const CHECK_SETTING: Code = Code::error(
    "check-setting",
    ("site.yaml の検査の設定が正しくありません。", "A setting of `checks` in site.yaml is not right."),
    (
        "site.yaml の checks では、検査ごとに off・warning・error を選べます。前書きの読み取りのような、値が失われる誤りは変えられません。",
        "In site.yaml `checks` sets rules to off, warning or error. Mistakes that lose values, as those of reading, cannot be changed.",
    ),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\nchecks: { figure-jmp: off }\n")]),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\nchecks: { figure-jump: off }\n")]),
)
.by_hand(WhyByHand::Settings);

const ACCEPT_CODE: Code = Code::error(
    "accept-code",
    ("この所見は確認済みにできません。", "This finding cannot be accepted."),
    (
        "シートの accept では、正しいと確かめた所見を、理由を添えて確認済みにできます。読み取りの誤りは対象になりません。",
        "`accept` in a sheet takes findings that were looked at and are right, with a reason. Mistakes of reading are not among them.",
    ),
    Front("accept:\n  - { code: yaml-quote, reason: このままでよい }"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Wording);

const ACCEPT_REASON: Code = Code::error(
    "accept-reason",
    (
        "公開しない事柄の所見を確認済みにする理由が、足りません。",
        "The reason to accept a finding on what is private says too little.",
    ),
    (
        "個人や公開しない事柄の所見は、後から読む人にも分かる理由を書いたときだけ確認済みにできます。一つの印で確認済みになるのは一つの所見、\
             または一つの項目の所見です。",
        "A finding on what is private is accepted only with a reason that others understand later. A mark takes one finding, or \
             those of one field.",
    ),
    Front("備考: 会場（044-200-0000）で開いた。\naccept:\n  - { code: personal-phone, field: 備考, reason: 確認済み }"),
    Told(
        "`- { code: personal-phone, field: 備考, reason: 会館が広報に載せている番号 }`",
        "`- { code: personal-phone, field: 備考, reason: a number the hall itself publishes }`",
    ),
)
.by_hand(WhyByHand::Wording);

pub(super) const ACCEPT_UNUSED: Code = Code::warning(
    "accept-unused",
    ("確認済みにした所見がありません。", "There is no finding that this accepts."),
    (
        "値を直した後に残った確認済みの印は、次の本当の誤りを隠します。",
        "A mark that was left behind would hide the next true mistake.",
    ),
    Front("人口: 604,894人\naccept:\n  - { code: figure-jump, field: 人口, reason: 合併による }"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Wording);

/// The codes of settings and marks.
pub(super) const CODES: &[Code] = &[CHECK_SETTING, ACCEPT_CODE, ACCEPT_REASON, ACCEPT_UNUSED];

/// Applies the settings of the site and the marks of its documents to findings, and reports those that mean nothing.
#[must_use]
pub fn settle(mut findings: Findings, site: &Site) -> Findings {
    let mut more = Findings::new();
    for setting in &site.settings.checks {
        let Some(entry) = adjustable_code(&setting.code, &CHECK_SETTING, &setting.position, &mut more) else {
            continue;
        };
        if setting.limit.is_some() && entry.limit.is_none() {
            let message = words!("「{}」に limit はありません。", "`{}` has no `limit`.", setting.code);
            let hint = words("off・warning・error のどれかだけを書いてください。", "Write only off, warning or error.");
            more.push(Finding::new(&CHECK_SETTING, setting.position.clone(), message).hint(hint));
        }
        if entry.privacy && (setting.severity.is_some_and(|own| own < Some(entry.severity)) || !allowed(setting, entry))
        {
            more.push(privacy_rule(&setting.code, setting.position.clone()));
            continue;
        }
        if let Some(severity) = setting.severity {
            findings.retain_mut(|finding| {
                if finding.code.name == entry.name {
                    finding.severity = severity.unwrap_or(finding.severity);
                }
                finding.code.name != entry.name || severity.is_some()
            });
        }
    }
    let marks: HashMap<String, &Document> = site
        .documents
        .iter()
        .filter(|document| document.content.summary().is_none() && !document.accepts.is_empty())
        .flat_map(|document| document.source.files().into_iter().map(move |file| (file.path().to_owned(), document)))
        .collect();
    if !marks.is_empty() {
        accept(&mut findings, &marks, &mut more);
    }
    findings.extend(more);
    findings
}

fn allowed(setting: &CheckSetting, entry: &Code) -> bool {
    setting.limit.is_none_or(|limit| entry.limit.is_none() || entry.allows(limit))
}

fn accept(findings: &mut Findings, marks: &HashMap<String, &Document>, more: &mut Findings) {
    let mut used: Vec<&Position> = Vec::new();
    findings.retain_mut(|finding| {
        if let Some(document) = marks.get(finding.position.source.path())
            && is_adjustable(finding.code)
        {
            let entry = finding.code;
            // What is private is looked at one by one.
            let spent = |mark: &Accept| entry.privacy && mark.field.is_none() && used.contains(&&mark.position);
            let mark = document.accepts.iter().find(|mark| fits(mark, finding, document) && !spent(mark));
            if let Some(mark) = mark {
                used.push(&mark.position);
                if entry.privacy && !is_sufficient(&mark.reason) {
                    more.push(short_of_reason(mark));
                } else {
                    finding.accepted = Some(mark.reason.clone());
                }
            }
        }
        true
    });
    let mut documents: Vec<&Document> = marks.values().copied().collect();
    documents.sort_by_key(|document| &document.path);
    documents.dedup_by_key(|document| &document.path);
    for mark in documents.iter().flat_map(|document| &document.accepts) {
        let Some(entry) = adjustable_code(&mark.code, &ACCEPT_CODE, &mark.position, more) else { continue };
        if by_line(entry) && mark.line.is_none() {
            more.push(without_line(mark));
        } else if !used.contains(&&mark.position) {
            let message = words(
                format!("「{}」の所見は{}ありません。", mark.code, place_ja(mark)),
                format!("There is no finding `{}`{}.", mark.code, place_en(mark)),
            );
            let hint = words("この確認済みの行を消してください。", "Delete this line of `accept`.");
            more.push(Finding::new(&ACCEPT_UNUSED, mark.position.clone(), message).hint(hint));
        }
    }
}

fn is_sufficient(reason: &str) -> bool {
    reason.chars().filter(|c| c.is_alphanumeric()).count() >= REASON
}

fn short_of_reason(mark: &Accept) -> Finding {
    let message = words!(
        "「{}」は公開しない事柄の所見なので、理由「{}」だけでは確認済みにできません。",
        "`{}` is about what is private; the reason `{}` is not enough.",
        mark.code,
        mark.reason
    );
    let hint = words!(
        "公開してよいと分かる理由を、{REASON}文字以上で書いてください。",
        "Say in {REASON} letters or more why it may be public."
    );
    Finding::new(&ACCEPT_REASON, mark.position.clone(), message).hint(hint)
}

/// Whether a mark must name its line: what stops publication for the sake of privacy is let through line by line.
fn by_line(entry: &Code) -> bool {
    entry.privacy && entry.severity == Severity::Error
}

/// Whether a mark means a finding: its code, and the field it stands in.
fn fits(mark: &Accept, finding: &Finding, document: &Document) -> bool {
    if mark.code != finding.code.name && find(&mark.code).is_none_or(|entry| entry.name != finding.code.name) {
        return false;
    }
    if mark.check.is_some() && mark.check != finding.check {
        return false;
    }
    let at = finding.position.span;
    let line = |line: &String| {
        let source = &finding.position.source;
        let lines = source.line_of(at.start())..=source.line_of(at.end());
        lines.into_iter().any(|number| fold(source.slice(source.line_span(number))) == fold(line))
    };
    let by_line = by_line(finding.code);
    if !mark.line.as_ref().map_or(!by_line, line) {
        return false;
    }
    let Some(field) = &mark.field else { return true };
    let names = document.form.names(&document.place.name);
    // A name that two fields share says nothing of either.
    let [wanted] = names.named(field)[..] else { return false };
    let wanted = names.ids().nth(wanted);
    if let Some(about) = &finding.field {
        return wanted == Some(about);
    }
    let at = at.behind(finding.position.offset);
    let holds = |span: crate::source::Span| span.start() <= at.start() && at.end() <= span.end();
    let in_record = |answer: &Answer| {
        let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
        records.iter().any(|record| record.file.is_some() && holds(record.span))
    };
    document.answers().any(|(_, field, answer)| {
        wanted == Some(&field.id) && !answer.is_missing() && (holds(answer.span) || in_record(answer))
    })
}

/// The entry of a code whose severity a site may set; anything else is reported under `report`.
fn adjustable_code(
    code: &str,
    report: &'static Code,
    position: &Position,
    more: &mut Findings,
) -> Option<&'static Code> {
    let (message, hint): (Words, Words) = match find(code) {
        Some(entry) if is_adjustable(entry) => return Some(entry),
        Some(_) => (
            words!("「{code}」は変えられません。", "`{code}` cannot be changed."),
            words(
                "値が失われる誤りなので、元の行を直してください。",
                "It stands for values that are lost; correct the line itself.",
            ),
        ),
        None => (
            words!("「{code}」という所見はありません。", "There is no finding `{code}`."),
            nearest(code).map_or_else(
                || words("docs/findings.md にある名前を書いてください。", "Write a name of docs/findings.md."),
                did_you_mean,
            ),
        ),
    };
    more.push(Finding::new(report, position.clone(), message).hint(hint));
    None
}

/// A rule that keeps private things private weighs the same on every site.
fn privacy_rule(code: &str, position: Position) -> Finding {
    let message = words!(
        "「{code}」は、公開しないものを守る検査なので弱められません。",
        "`{code}` keeps private things private, so it cannot be weakened."
    );
    let hint = words(
        "この行を消し、公開してよい行だけをシートの accept に書いてください。",
        "Delete this line, and accept single lines in their sheets.",
    );
    Finding::new(&CHECK_SETTING, position, message).hint(hint)
}

/// One reason must not let through whatever is written later.
fn without_line(mark: &Accept) -> Finding {
    let message = words!("「{}」は、行ごとに確認済みにします。", "`{}` is accepted line by line.", mark.code);
    let hint = words("line に、その行をそのまま写してください。", "Copy the line to `line`.");
    Finding::new(&ACCEPT_CODE, mark.position.clone(), message).hint(hint)
}

fn place_ja(mark: &Accept) -> String {
    mark.field.as_ref().map_or_else(String::new, |field| format!("「{field}」に"))
}

fn place_en(mark: &Accept) -> String {
    mark.field.as_ref().map_or_else(String::new, |field| format!(" in `{field}`"))
}
