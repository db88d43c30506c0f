//! A long text that is word for word last year's was copied and not written anew.

use std::cell::Cell;

use crate::markdown::{begin_differently, plain};
use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, Words, words};
use crate::text::era;
use crate::text::fold::fold_char;
use crate::text::number::Decimal;
use crate::text::unfinished::{Unfinished, unfinished};
use crate::value::Prose;

use super::{Check, Rule, Subject};

const CODE: Code = Code::warning(
    "text-unchanged",
    ("前の年度と一字も違わない文章です。", "The text is word for word that of the year before."),
    (
        "題名、前文、節の文章、文章の欄が前の年度と同じなら、引き継いだまま直し忘れています。今年度の取組に合わせて書き直します。\
         毎年同じでよい文章なら、理由を添えて確認済みにします。題名は短くても調べます。表の中の言葉は調べません。",
        "A title, a lead, a section or a text that says the same as the year before was taken over and not brought up to date. \
         If it may stay the same, accept the finding with its reason. Titles may be short; words in tables are not looked at.",
    ),
    Files(&[
        (
            "2020/kitahama/sheet.md",
            "---\nform: sheet\n---\n\n## 取組の経緯\n\n平成30年度に協議の場を設けた。この年度は、病院と相談支援事業所が毎月集まり、退院の支援を話し合った。\n",
        ),
        (
            "2021/kitahama/sheet.md",
            "---\nform: sheet\n---\n\n## 取組の経緯\n\n平成30年度に協議の場を設けた。この年度は、病院と相談支援事業所が毎月集まり、退院の支援を話し合った。\n",
        ),
    ]),
    Files(&[
        (
            "2020/kitahama/sheet.md",
            "---\nform: sheet\n---\n\n## 取組の経緯\n\n平成30年度に協議の場を設けた。この年度は、病院と相談支援事業所が毎月集まり、退院の支援を話し合った。\n",
        ),
        (
            "2021/kitahama/sheet.md",
            "---\nform: sheet\n---\n\n## 取組の経緯\n\n平成30年度に協議の場を設けた。この年度は、住まいの部会も加わり、退院した後の暮らしを話し合った。\n",
        ),
    ]),
)
.by_hand(WhyByHand::Meant)
.limit(40, ("これより字数の少ない文章は、同じでも報告しない", "Texts of fewer letters may stay the same"));

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

/// From so many letters on, a title is one of its year rather than a word of the form. A text needs more.
const TITLE: usize = 10;

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let least: Decimal = site.settings.limit(&CODE);
    let long = |text: &str| Decimal::from(i64::try_from(letters(text).count()).unwrap_or(i64::MAX)) >= least;
    let year = era::fiscal_year(previous.year);
    let mut say = |what: Words, span: Span, before: Span| {
        // The mark of what was taken over says so already.
        if is_marked(document, span) {
            return;
        }
        let message = words(
            format!("{}は、{year}と一字も違いません。", what.ja),
            format!("{} is word for word that of fiscal {}.", what.en, previous.year),
        );
        let hint = words(
            "今年度に合わせて書き直してください。このままでよければ、理由を添えて確認済みにしてください。",
            "Bring it up to date; if it may stay as it is, accept the finding with its reason.",
        );
        findings.push(
            Finding::new(&CODE, document.source.position(span), message)
                .hint(hint)
                .related(previous.source.position(before), words("前の年度", "the year before")),
        );
    };
    if let (Some(title), Some(before)) = (&document.title, &previous.title)
        && letters(title).eq(letters(before))
        && letters(title).count() >= TITLE
    {
        say(words("題名", "The title"), document.title_span(), previous.title_span());
    }
    let compared = Cell::new(0);
    let count = || compared.set(compared.get() + 1);
    let same = |new: &Prose, old: &Prose| {
        count();
        if begin_differently(&new.text, &old.text) {
            return false;
        }
        let (new, old) = (plain(&new.text), plain(&old.text));
        letters(&new).eq(letters(&old)) && long(&new)
    };
    if let (Some(lead), Some(before)) = (&document.lead, &previous.lead)
        && same(lead, before)
    {
        say(words("前文", "The lead"), start(lead), start(before));
    }
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let old = previous.form.sections.iter().zip(&previous.sections).find(|(old, _)| old.id == section.id);
        if let (Some(narrative), Some(before)) = (&said.narrative, old.and_then(|(_, old)| old.narrative.as_ref()))
            && same(&narrative.text, &before.text)
        {
            let heading = &narrative.heading;
            let what = words!("節「{heading}」の文章", "The text of the section `{heading}`");
            say(what, narrative.heading_span, before.heading_span);
        }
    }
    for extra in &document.extras {
        let before = previous.extras.iter().find(|before| letters(&before.heading).eq(letters(&extra.heading)));
        if let Some(before) = before.filter(|before| same(&extra.text, &before.text)) {
            let heading = &extra.heading;
            let what = words!("見出し「{heading}」の文章", "The text under `{heading}`");
            say(what, extra.heading_span, before.heading_span);
        }
    }
    for (_, field, answer) in document.answers() {
        let Some((_, before)) = previous.answer(&field.id) else { continue };
        let texts = answer.value.prose().zip(before.value.prose());
        let lines = answer.value.text().zip(before.value.text());
        if lines.is_some() {
            count();
        }
        if texts.is_some_and(|(new, old)| same(new, old))
            || lines.is_some_and(|(new, old)| letters(new).eq(letters(old)) && long(new))
        {
            let label = &field.label;
            let line =
                |document: &Document, span: Span| document.source.line_span(document.source.line_of(span.start()));
            let what = words!("「{label}」の文章", "The text of `{label}`");
            say(
                what,
                within(line(document, answer.span), answer.span),
                within(line(previous, before.span), before.span),
            );
        }
    }
    (0..compared.get()).for_each(|_| findings.applied(&CODE));
}

/// Whether a text that begins here still bears the mark of what is to be checked: in the comments above it,
/// or below its heading.
fn is_marked(document: &Document, span: Span) -> bool {
    let source = &document.source;
    let line = |number: usize| source.slice(source.line_span(number)).trim_start();
    let mark = |line: &str| unfinished(line).iter().any(|(_, kind)| *kind == Unfinished::ToBeChecked);
    let own = source.line_of(span.start());
    // A text over several lines begins below its key.
    let key = |line: &str| !line.starts_with('#') && line.trim_end().ends_with(['|', '>', '-', '+', ':']);
    let first = own - usize::from(own > 0 && key(line(own.saturating_sub(1))));
    let above = (0..first).rev().map(line).take_while(|line| line.starts_with('#') || line.starts_with("<!--"));
    let below = (own + 1..source.line_count()).map(line).skip_while(|line| line.is_empty()).take(1);
    let below = below.filter(|line| line.starts_with("<!--"));
    above.chain(below).chain([line(own)]).any(mark)
}

/// What a text says, whatever stands between its letters.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace()).map(fold_char)
}

fn start(text: &Prose) -> Span {
    text.origin.offset_span(0..0)
}

/// The part of a span in its first line: a long text marked line by line would hide what is said of it.
fn within(line: Span, span: Span) -> Span {
    Span::new(span.start(), span.end().min(line.end()).max(span.start()))
}
