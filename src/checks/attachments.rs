//! Attachments that a document names are there, and tell no more of persons than they should.

use crate::attachment::AttachmentKind;
use crate::model::{Attachment, Document, Site};
use crate::record::{did_you_mean, nearest};
use crate::source::Example::{Files, Front, Told};
use crate::source::{Code, Finding, Findings, Position, WhyByHand, words};
use crate::text::FileKind;
use crate::value::AttachedFile;

use super::address_remedy::of_file_kind;
use super::{Check, Rule, Subject};

const ATTACHMENT_MISSING: Code = Code::error(
    "attachment-missing",
    (
        "添付のファイルがないか、公開できない種類です。",
        "An attachment is not there, or is of no kind that is published.",
    ),
    (
        "添付は、文書と同じフォルダーに置いた PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、OpenDocument、CSV、テキスト、ZIP です。",
        "Attachments lie beside the document: PDF, docx, xlsx, pptx, OpenDocument, CSV, text or ZIP.",
    ),
    Front("添付: [youkou.pdf]"),
    Files(&[
        ("2021/kitahama/youkou.txt", "要綱\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n添付: [{ file: youkou.txt, title: 要綱 }]\n---\n"),
    ]),
)
.by_hand(WhyByHand::Files);

const ATTACHMENT_RECORDS: Code = Code::warning(
    "attachment-records",
    ("添付のファイルに、作った人の名前があります。", "The file of an attachment names who made it."),
    (
        "Office のファイルと PDF は、作った人や最後に保存した人の名前を持ちます。添付は一字も変えずに公開するので、その名前も公開されます。",
        "Files of offices and PDF record who made and who saved them last. Attachments are published byte for byte, and the names with them.",
    ),
    Told("youkou.docx の作成者に、職員の名前がある。", "The author of `youkou.docx` is the name of an official."),
    Told("youkou.docx に作成者の名前がない。", "`youkou.docx` names no author."),
)
.by_hand(WhyByHand::Files);

const FORM: &str = "title: 計画のシート\nyears: 2021\nsheet: true\nsections:\n  - id: plan\n    heading: 計画\n    fields:\n      plan: { label: 計画書, kind: files, formats: [pdf, txt] }\n";

const ATTACHMENT_FORMAT: Code = Code::error(
    "attachment-format",
    ("様式の求める種類のファイルではありません。", "A file is of another kind than the form asks for."),
    (
        "様式は、ファイルの種類（formats）を決めることがあります。どの人も開けて、後から変わらない種類で集めるためです。",
        "A form may say of which kinds files are (`formats`), so that everybody can open them and they stay as they are.",
    ),
    Files(&[
        ("forms/plan.yaml", FORM),
        ("2021/kitahama/plan.csv", "年度,人\n2021,12\n"),
        ("2021/kitahama/sheet.md", "---\nform: plan\n計画書: plan.csv\n---\n"),
    ]),
    Files(&[
        ("forms/plan.yaml", FORM),
        ("2021/kitahama/plan.txt", "計画\n"),
        ("2021/kitahama/sheet.md", "---\nform: plan\n計画書: plan.txt\n---\n"),
    ]),
)
.by_hand(WhyByHand::Files);

/// The rule for [`super::RULES`]: it checks each document, and reports 3 codes.
pub const RULE: Rule = Rule {
    codes: &[ATTACHMENT_MISSING, ATTACHMENT_FORMAT, ATTACHMENT_RECORDS],
    subject: Subject::Answers,
    check: Check::Document(check),
};

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    for place in document.all_answers() {
        let Some((value, formats)) = place.answer.value.files().zip(place.field.kind.files()) else { continue };
        let is_other = |kind: &AttachmentKind| !formats.is_empty() && !formats.contains(kind);
        for attached in &value.files {
            findings.applied(&ATTACHMENT_FORMAT);
            if AttachmentKind::of_name(&attached.path).is_some_and(|kind| is_other(&kind)) {
                findings.push(another_format(attached, formats, &place.label()));
            }
        }
    }
    for (attached, _) in document.attached_files() {
        findings.applied(&ATTACHMENT_MISSING);
        findings.applied(&ATTACHMENT_RECORDS);
        let (name, position) = (attached.name(), attached.position.clone());
        if let Some(attachment) = site.attachments.get(&attached.path) {
            tell_of_file(name, attachment, position, findings);
            continue;
        }
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = |path: &'_ String| path.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned);
        let names: Vec<String> = site.attachments.keys().filter_map(beside).collect();
        let near = nearest(name, names.iter().map(String::as_str));
        let message = if FileKind::of(name).is_some_and(|kind| kind != FileKind::Attachment) {
            words!("「{name}」は、添付できない種類のファイルです。", "`{name}` is of no kind that can be attached.")
        } else {
            words!("添付「{name}」がありません。", "There is no attachment `{name}`.")
        };
        let hint = of_file_kind(name).or_else(|| near.map(did_you_mean));
        let hint = hint.unwrap_or_else(|| {
            words!("「{name}」をこの文書と同じフォルダーに置いてください。", "Put `{name}` beside this document.")
        });
        findings.push(Finding::new(&ATTACHMENT_MISSING, position, message).hint(hint));
    }
}

/// A file of a format that the form does not ask for.
fn another_format(attached: &AttachedFile, formats: &[AttachmentKind], label: &str) -> Finding {
    let name = attached.name();
    let (all, endings): (Vec<&str>, Vec<&str>) = formats.iter().map(|kind| (kind.name(), kind.ending())).unzip();
    let (ja, en) = (all.join("か"), all.join(" or "));
    let message = words!(
        "「{label}」は {ja} で求められていますが、「{name}」はほかの種類のファイルです。",
        "`{label}` is asked for as {en}, and `{name}` is a file of another kind."
    );
    let example = endings.first().copied().unwrap_or_default();
    let hint = words!(
        "作ったソフトで {ja} に書き出して（名前の最後は「.{example}」）、シートと同じフォルダーに置き、その名前を書いてください。",
        "Export it as {en} (a name that ends in `.{example}`), put that beside the sheet, and write its name."
    );
    Finding::new(&ATTACHMENT_FORMAT, attached.position.clone(), message).hint(hint)
}

/// Says what is doubtful in the file of an attachment that something names: whom it names, and a table that is none.
pub(super) fn tell_of_file(name: &str, attachment: &Attachment, position: Position, findings: &mut Findings) {
    if attachment.kind.is_none() && AttachmentKind::of_name(name) == Some(AttachmentKind::Csv) {
        // Others were told when they were read; a table is no attachment before something names it.
        let message = words!("「{name}」を CSV として公開できません。", "`{name}` cannot be published as CSV.");
        let hint = words(
            "表計算ソフトから「CSV（UTF-8）」で書き出して、置き直してください。",
            "Export it as CSV in UTF-8, and put that here.",
        );
        findings.push(Finding::new(&ATTACHMENT_MISSING, position, message).hint(hint));
        return;
    }
    if attachment.authors.is_empty() {
        return;
    }
    let (ja, en) = (attachment.authors.join("、"), attachment.authors.join(", "));
    let message = words!(
        "「{name}」のファイルに、作った人の名前（{ja}）があり、そのまま公開されます。",
        "The file `{name}` names who made it ({en}), and is published as it is."
    );
    let hint = words(
        "Office なら「ファイル」の「情報」の「ドキュメント検査」で作成者を消し、PDF ならそこから書き出し直してください。",
        "In an office program delete the author by `Inspect Document`, and export a PDF anew.",
    );
    findings.push(Finding::new(&ATTACHMENT_RECORDS, position, message).hint(hint));
}
