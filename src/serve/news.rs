//! The message of findings on open pages. A preview is often shown to others, so its pages name where something is to be
//! repaired and of which kind, in the words of the catalogue: never a word of a file, and no name of a file that is not public.
//! The terminal of whoever writes has the messages.

use std::fmt::Write as _;

use crate::restrict::Restricted;
use crate::source::{Finding, Findings, Severity, Words};

/// How many findings are listed on a page; the rest are counted, so that the message leaves the page to be seen.
const LISTED_FINDINGS: usize = 20;

/// The findings that are not accepted, a line each, in both languages; nothing where there are none.
pub fn for_pages(findings: &Findings, public: &Restricted) -> Words {
    let open: Vec<&Finding> = findings.iter().filter(|finding| finding.accepted.is_none()).collect();
    let (listed, hidden): (Vec<&Finding>, Vec<&Finding>) = open.iter().partition(|finding| is_public(finding, public));
    let mut text: Words = Words::default();
    for finding in listed.iter().take(LISTED_FINDINGS) {
        let (path, line) = (finding.position.source.path(), finding.position.line_and_column().0);
        let (code, Words { ja, en }) = (finding.code.name, finding.code.title);
        let (weight_ja, weight_en) = match finding.severity {
            Severity::Error => ("誤り", "error"),
            Severity::Warning => ("注意", "warning"),
        };
        let _ = writeln!(text.ja, "{path}:{line} {weight_ja} {code}：{ja}");
        let _ = writeln!(text.en, "{path}:{line} {weight_en} {code}: {en}");
    }
    let more = listed.len().saturating_sub(LISTED_FINDINGS) + hidden.len();
    if more > 0 {
        let _ = writeln!(text.ja, "ほか{more}件は、端末に出ています。");
        let _ = writeln!(text.en, "The terminal tells of {more} more.");
    }
    text
}

/// Whether the name of a finding's file may be shown: files of a year only where their page is public.
fn is_public(finding: &Finding, public: &Restricted) -> bool {
    let path = finding.position.source.path();
    let path = path.strip_prefix("content/").unwrap_or(path);
    let of_a_year = path.starts_with(|c: char| c.is_ascii_digit());
    !of_a_year || public.document(path).is_some()
}
