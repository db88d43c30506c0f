//! What an author can correct: code, severity, position, what is wrong, what to write instead.

use super::{Code, Mend, Position, Severity, Span, Words};

/// One thing in an author's file that is wrong or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, as the manual explains it.
    pub code: &'static Code,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The file and the range of its text that is wrong.
    pub position: Position,
    /// What is wrong, in a sentence that names what was found.
    pub message: Words,
    /// What to write instead.
    pub hint: Option<Words>,
    /// The same as changes of the file, all of which belong together; none where a person has to look.
    pub mends: Vec<Mend>,
    /// Other places that belong to it, each with a word on why: the total and its parts.
    pub related: Vec<(Position, Words)>,
    /// Id of the field it is about, where its place does not tell: a field that is not there.
    pub field: Option<String>,
    /// Id of the relation of the form that does not hold, where it is about one.
    pub check: Option<String>,
    /// Why the author takes it as it is; an accepted finding stops nothing.
    pub accepted: Option<String>,
}

impl Finding {
    /// A finding as heavy as its code says.
    pub fn new(code: &'static Code, position: Position, message: Words) -> Finding {
        let (hint, mends, related, field, check, accepted) = (None, Vec::new(), Vec::new(), None, None, None);
        let message = message.shortened();
        Finding { code, severity: code.severity, position, message, hint, mends, related, field, check, accepted }
    }

    /// Gives it the severity that its code has in some cases.
    #[must_use]
    pub fn in_some_cases(mut self) -> Finding {
        self.severity = self.code.sometimes.map_or(self.severity, |(severity, _)| severity);
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: Words) -> Finding {
        self.hint = Some(hint.shortened());
        self
    }

    /// Adds a change of the file that the hint asks for.
    #[must_use]
    pub fn mend(mut self, span: Span, text: impl Into<String>) -> Finding {
        let span = span.after(self.position.offset);
        self.mends.push(Mend { span, text: text.into() });
        self
    }

    /// The same where `written` stands at the place, which a text with escapes or folded lines does not tell for certain.
    #[must_use]
    pub fn mend_written(self, span: Span, written: &str, text: impl Into<String>) -> Finding {
        if self.position.source.slice(span.after(self.position.offset)) == written {
            self.mend(span, text)
        } else {
            self
        }
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, position: Position, why: Words) -> Finding {
        self.related.push((position, why.shortened()));
        self
    }

    /// Says which relation of the form does not hold.
    #[must_use]
    pub fn of_check(mut self, check: &str) -> Finding {
        self.check = Some(check.to_owned());
        self
    }

    /// Says which field it is about.
    #[must_use]
    pub fn about(mut self, field: &str) -> Finding {
        self.field = Some(field.to_owned());
        self
    }
}

/// Findings as they are gathered; [`Findings::sort`] puts them into their fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
    /// How often rules judged something, by the names of their codes.
    applied: Vec<(&'static str, usize)>,
}

impl Findings {
    /// An empty list of findings.
    pub fn new() -> Findings {
        Findings::default()
    }

    /// Adds a finding to the end of the list.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Findings) {
        self.list.extend(other.list);
        other.applied.into_iter().for_each(|(name, times)| self.count_applied(name, times));
    }

    /// Notes that something was judged by the rule of a code, whether or not that gives a finding.
    pub fn applied(&mut self, code: &'static Code) {
        self.count_applied(code.name, 1);
    }

    fn count_applied(&mut self, name: &'static str, more: usize) {
        // A rule speaks again and again before the next one does.
        match self.applied.iter_mut().rev().find(|(known, _)| *known == name) {
            Some((_, times)) => *times += more,
            None => self.applied.push((name, more)),
        }
    }

    /// The names of the codes by whose rules something was judged, with how often.
    pub fn times_applied(&self) -> &[(&'static str, usize)] {
        &self.applied
    }

    /// Orders by file, place, code and message, and drops exact repeats.
    pub fn sort(&mut self) {
        // Findings come from many threads; the message decides last, so that the order is the same in every run.
        self.list.sort_by(|a, b| {
            let key = |f: &Finding| (f.position.span, f.code.name);
            a.position
                .source
                .path()
                .cmp(b.position.source.path())
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| a.message.ja.cmp(&b.message.ja))
        });
        self.list.dedup();
    }

    /// The findings in the order of the list.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many weigh as much as `severity` and are not accepted.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count()
    }

    /// How many are accepted.
    pub fn accepted(&self) -> usize {
        self.list.iter().filter(|f| f.accepted.is_some()).count()
    }

    /// Keeps those a function wants, which may change them first.
    pub fn retain_mut(&mut self, keep: impl FnMut(&mut Finding) -> bool) {
        self.list.retain_mut(keep);
    }

    /// Whether any of them stops the build.
    pub fn stop(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
