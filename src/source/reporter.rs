//! Where the findings on one file go while it is read.

use std::sync::Arc;

use super::{Code, Finding, Findings, Source, Span, Words};

/// A file that is being read, and the findings to which those on the file are added.
#[derive(Debug)]
pub struct Reporter<'a> {
    /// The file that the spans of findings are ranges of.
    pub source: &'a Arc<Source>,
    /// All findings so far, those of other files too.
    pub findings: &'a mut Findings,
}

impl<'a> Reporter<'a> {
    /// Reports on one file.
    pub fn new(source: &'a Arc<Source>, findings: &'a mut Findings) -> Reporter<'a> {
        Reporter { source, findings }
    }

    /// A reporter to the same findings that lives shorter, to be kept by a reader of a part of the file.
    pub fn reborrow(&mut self) -> Reporter<'_> {
        Reporter { source: self.source, findings: self.findings }
    }

    /// Adds a finding on a range of the file: what is wrong, and what to write instead.
    pub fn report(&mut self, code: &'static Code, span: Span, message: Words, hint: Words) {
        self.findings.push(Finding::new(code, self.source.position(span), message).hint(hint));
    }
}
