//! Workflow commands of GitHub, which shows them beside the lines of a change.

use std::fmt::Write as _;

use crate::source::{Findings, Severity};

use super::super::language::Language;
use super::super::print::SafeText;
use super::Region;

/// One line for each finding; accepted ones are notices.
pub fn github(findings: &Findings, language: Language) -> SafeText {
    let mut text = SafeText::default();
    for finding in findings {
        let kind = match (finding.severity, &finding.accepted) {
            (_, Some(_)) => "notice",
            (Severity::Error, None) => "error",
            (Severity::Warning, None) => "warning",
        };
        let region = Region::of(&finding.position);
        let mut message = language.of(&finding.message).to_owned();
        match (&finding.accepted, &finding.hint) {
            (Some(reason), _) => {
                let _ = write!(message, "\n{}{reason}", language.say("確認済み：", "accepted: "));
            }
            (None, Some(hint)) => {
                let _ = write!(message, "\n{}", language.of(hint));
            }
            (None, None) => {}
        }
        // Columns only have a meaning where all is on one line.
        let columns = if region.line == region.end_line {
            format!(",col={},endLine={},endColumn={}", region.column, region.end_line, region.end_column)
        } else {
            format!(",endLine={}", region.end_line)
        };
        let (path, line) = (property(finding.position.source.path()), region.line);
        text.line(format!("::{kind} file={path},line={line}{columns},title={}::{}", finding.code.name, data(&message)));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
