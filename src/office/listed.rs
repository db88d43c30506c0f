//! All findings as one table, for whoever mends the files.

use crate::source::{Findings, Severity, words};
use crate::text::SiteLanguage;

use super::report::{columns, said};
use super::{OfficeCell, OfficeReport, OfficeRow};

/// A row for each finding, in their order.
#[must_use]
pub fn findings_report(findings: &Findings, language: SiteLanguage) -> OfficeReport {
    let heads = [
        ("severity", "重さ", "severity"),
        ("path", "ファイル", "file"),
        ("line", "行", "line"),
        ("message", "内容", "message"),
        ("hint", "直し方", "how to correct it"),
        ("code", "所見の名前", "code"),
        ("accepted", "確認済みの理由", "accepted, because"),
    ];
    let rows = findings.iter().map(|finding| {
        let severity = match (finding.severity, &finding.accepted) {
            (_, Some(_)) => words("確認済み", "accepted"),
            (Severity::Error, None) => words("誤り", "error"),
            (Severity::Warning, None) => words("注意", "warning"),
        };
        let hint = finding.hint.as_ref().map(|hint| hint.in_language(language)).unwrap_or_default();
        OfficeRow {
            cells: vec![
                said(language, severity).into(),
                finding.position.source.path().into(),
                OfficeCell::count(finding.position.line_and_column().0),
                finding.message.in_language(language).into(),
                hint.into(),
                finding.code.name.into(),
                finding.accepted.as_deref().unwrap_or_default().into(),
            ],
            ..OfficeRow::default()
        }
    });
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    OfficeReport {
        title: said(language, words("所見の一覧", "Findings")),
        lead: vec![said(
            language,
            words!("誤り {errors} 件、注意 {warnings} 件", "errors: {errors}, warnings: {warnings}"),
        )],
        columns: columns(language, &heads),
        rows: rows.collect(),
        ..OfficeReport::default()
    }
}
