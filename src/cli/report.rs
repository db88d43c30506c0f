//! How findings and outcomes look on a terminal.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::load::LoadError;
use crate::model::Site;
use crate::output::{OutputError, Published};
use crate::source::{Finding, Findings, Severity};
use crate::theme::ThemeError;

use super::language::Language;

/// Prints every finding with its line, and how many there are.
pub fn findings(findings: &Findings, language: Language) {
    for finding in findings {
        anstream::eprintln!("{}\n", picture(finding, language));
    }
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if !findings.is_empty() {
        anstream::eprintln!(
            "{}",
            match language {
                Language::Ja => format!("誤り {errors} 件、注意 {warnings} 件"),
                Language::En => format!("{errors} error(s), {warnings} warning(s)"),
            }
        );
    }
}

/// A finding as compilers show it: the line itself, the exact span, what is wrong and what to write.
fn picture(finding: &Finding, language: Language) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(language.say("誤り", "error")),
        Severity::Warning => Level::WARNING.with_name(language.say("注意", "warning")),
    };
    let source = &finding.position.source;
    let mut snippet = Snippet::source(source.text())
        .path(source.path())
        .line_start(1)
        .annotation(AnnotationKind::Primary.span(finding.position.span.start()..finding.position.span.end()));
    let mut elsewhere = Vec::new();
    for (position, why) in &finding.related {
        if position.source == *source {
            let span = position.span.start()..position.span.end();
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(language.of(why)));
        } else {
            let (line, column) = position.line_and_column();
            elsewhere.push(format!("{}:{line}:{column}: {}", position.source.path(), language.of(why)));
        }
    }
    let mut group = Group::with_title(level.primary_title(language.of(&finding.message)).id(finding.code));
    group = if source.text().is_empty() {
        group.element(annotate_snippets::Origin::path(source.path()))
    } else {
        group.element(snippet)
    };
    for line in &elsewhere {
        group = group.element(Level::NOTE.with_name(language.say("関連", "note")).message(line.as_str()));
    }
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name(language.say("直し方", "help")).message(language.of(hint)));
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// Says that nothing was published.
pub fn not_published(language: Language) {
    anstream::eprintln!(
        "{}",
        language.say(
            "誤りがあるため、サイトは公開していません。前のサイトはそのままです。",
            "Not published, because there are errors. The old site is as it was.",
        )
    );
}

/// Says what was published, and where.
pub fn published(published: &Published, site: &Path, language: Language) {
    for path in &published.foreign {
        anstream::eprintln!(
            "{}",
            match language {
                Language::Ja =>
                    format!("注意：{path} は nenpo が書いたファイルではありません。消すには --clean を付けてください。"),
                Language::En => format!("warning: {path} was not written by nenpo. Use --clean to delete it."),
            }
        );
    }
    let (files, unchanged, at) = (published.files, published.unchanged, site.display());
    anstream::println!(
        "{}",
        match language {
            Language::Ja => format!("{files} 個のファイルを公開しました（変わらないもの {unchanged} 個）：{at}"),
            Language::En => format!("Published {files} files ({unchanged} unchanged): {at}"),
        }
    );
}

/// Says that there is nothing that stops.
pub fn clean(site: &Site, findings: &Findings, language: Language) {
    let (documents, places) = (site.documents.len(), site.places.len());
    let warnings = findings.count(Severity::Warning);
    anstream::println!(
        "{}",
        match language {
            Language::Ja =>
                format!("文書 {documents} 件、自治体 {places} 件：誤りはありません（注意 {warnings} 件）。"),
            Language::En => format!("{documents} documents, {places} places: no errors ({warnings} warnings)."),
        }
    );
}

/// Prints trouble with the world: what was tried, and why it failed.
pub fn trouble(error: &anyhow::Error, language: Language) {
    let theme = error.downcast_ref::<ThemeError>().map(|error| &error.0);
    let output = error.downcast_ref::<OutputError>().map(|error| &error.0);
    let load = error.downcast_ref::<LoadError>().map(|error| &error.0);
    let text = theme.or(output).or(load).map_or_else(|| format!("{error:#}"), |words| language.of(words).to_owned());
    anstream::eprintln!("nenpo: {text}");
}
