//! What the rules reported on the documents of a site: what is counted for readers who want to know what was checked.

use crate::source::{Code, Finding, Position, Severity, Span};

/// A finding without its words.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The code of the rule that found it.
    pub code: &'static Code,
    /// Whether it stops the build.
    pub severity: Severity,
    /// Whether the author takes it as it is.
    pub accepted: bool,
    /// The id of the field that it is about, where its place does not tell.
    pub field: Option<String>,
    /// The file that it is on, with those that belong to it: paths below `content/`, each with the range in the text
    /// that the file was read with.
    pub places: Vec<(String, Span)>,
}

impl Reported {
    /// Of a finding that was settled.
    #[must_use]
    pub fn of(finding: &Finding) -> Reported {
        let place = |at: &Position| {
            let path = at.source.path();
            (path.strip_prefix("content/").unwrap_or(path).to_owned(), at.span.behind(at.offset))
        };
        let related = finding.related.iter().map(|(at, _)| at);
        Reported {
            code: finding.code,
            severity: finding.severity,
            accepted: finding.accepted.is_some(),
            field: finding.field.clone(),
            places: std::iter::once(&finding.position).chain(related).map(place).collect(),
        }
    }
}
