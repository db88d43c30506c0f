//! Findings for people, as compilers show them: the line itself, the exact span, what is wrong and what to write.

use crate::source::{Finding, Findings, Severity, shortened, words};

use super::super::language::Language;
use super::super::print::{SafeText, SourceDrawing, Weight};

/// How many findings of a file are drawn. Whoever has repaired these sees the others; `--format json` has all.
const DRAWN_FINDINGS: usize = 100;
/// How many related positions of a finding are named: more than these fill the screen and help nobody.
const NAMED_POSITIONS: usize = 10;

/// All findings, file by file, with a summary at the end; nothing when there are none.
pub fn human(findings: &Findings, language: Language) -> SafeText {
    let all: Vec<&Finding> = findings.iter().collect();
    let mut text = SafeText::default();
    for file in all.chunk_by(|a, b| a.position.source.path() == b.position.source.path()) {
        let path = file.first().map_or("", |first| first.position.source.path());
        let counts = counts(file, language, false).join(language.say("、", ", "));
        text.push(SafeText::bold(path));
        text.line(language.pick(words!("（{counts}）", " ({counts})")));
        text.line("");
        let (drawn, left) = chosen(file);
        for finding in drawn {
            text.line(picture(finding, language));
            text.line("");
        }
        if !left.is_empty() {
            let counts = self::counts(&left, language, false).join(language.say("、", ", "));
            let left = left.len();
            text.line(language.pick(words!(
                "このファイルには、ほかに {left} 件あります（{counts}）。すべては --format json で見られます。",
                "and {left} more in this file ({counts}); `--format json` shows all."
            )));
            text.line("");
        }
    }
    if !all.is_empty() {
        text.line(counts(&all, language, true).join(language.say("、", ", ")));
        let mended = all.iter().filter(|f| !f.mends.is_empty() && f.accepted.is_none()).count();
        if mended > 0 {
            text.line(language.pick(words!(
                "このうち {mended} 件は `nenpo fix` が直し方を見せます。",
                "`nenpo fix` shows how to mend {mended} of these."
            )));
        }
    }
    text
}

/// The findings of a file that are drawn, in their order, and the others. What stops the build comes before what does not.
fn chosen<'f>(file: &[&'f Finding]) -> (Vec<&'f Finding>, Vec<&'f Finding>) {
    let stops = |finding: &Finding| finding.severity == Severity::Error && finding.accepted.is_none();
    let mut limits = [true, false].map(|kind| (kind, file.iter().filter(|finding| stops(finding) == kind).count()));
    let mut most = DRAWN_FINDINGS;
    for (_, count) in &mut limits {
        *count = (*count).min(most);
        most -= *count;
    }
    file.iter().copied().partition(|finding| {
        let left = limits.iter_mut().find(|(kind, _)| *kind == stops(finding));
        left.is_some_and(|(_, left)| left.checked_sub(1).map(|less| *left = less).is_some())
    })
}

/// 誤り 1、注意 2: in the summary (`full`) with their counter, and with those that are none.
fn counts(findings: &[&Finding], language: Language, full: bool) -> Vec<String> {
    let count = |severity| findings.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count();
    let accepted = findings.iter().filter(|f| f.accepted.is_some()).count();
    let kinds = [
        (count(Severity::Error), "誤り", "errors", full),
        (count(Severity::Warning), "注意", "warnings", full),
        (accepted, "確認済み", "accepted", false),
    ];
    let shown = kinds.into_iter().filter(|(count, .., always)| *always || *count > 0);
    let counter = if full { " 件" } else { "" };
    shown.map(|(count, ja, en, _)| language.pick(words!("{ja} {count}{counter}", "{en}: {count}"))).collect()
}

fn picture(finding: &Finding, language: Language) -> SafeText {
    let (weight, word) = match (finding.severity, &finding.accepted) {
        (_, Some(_)) => (Weight::Accepted, language.say("確認済み", "accepted")),
        (Severity::Error, _) => (Weight::Error, language.say("誤り", "error")),
        (Severity::Warning, _) => (Weight::Warning, language.say("注意", "warning")),
    };
    let mut drawing =
        SourceDrawing::new(weight, word, finding.code.name, language.of(&finding.message), &finding.position);
    for (position, why) in finding.related.iter().take(NAMED_POSITIONS) {
        if !drawing.label(position, language.of(why)) {
            let (line, column) = position.line_and_column();
            let location = format!("{}:{line}:{column}: {}", position.source.path(), language.of(why));
            drawing.note(language.say("関連", "note"), location);
        }
    }
    match (&finding.accepted, &finding.hint) {
        (Some(reason), _) => drawing.note(language.say("理由", "reason"), shortened(reason)),
        (None, Some(hint)) => drawing.help(language.say("直し方", "help"), language.of(hint)),
        (None, None) => {}
    }
    drawing.draw()
}
