//! Findings to send back: what only the place itself can tell, by place, in the words of its form.
//!
//! What the office can mend alone (how the file is written, names of files, settings) stays with the office. So does everything
//! about what only advisors may read: neither its text nor that it exists is in what is sent.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::checks;
use crate::form::{Audience, Field, FormSection};
use crate::model::{Document, Place, Site};
use crate::source::{Code, Finding, Findings, Position, Severity, WhyByHand, words};
use crate::text::SiteLanguage;
use crate::value::{self, Item};

use super::report::{columns, said};
use super::{OfficeCell, OfficeReport, OfficeRow};

/// What goes back to a place.
#[derive(Clone, Debug)]
pub struct ReturnedFindings<'a> {
    /// The place that the findings go back to.
    pub place: &'a Arc<Place>,
    /// What it is asked to look at, in a row each.
    pub report: OfficeReport,
    /// How many findings of its files the office mends itself.
    pub of_office: usize,
    /// How many are about what only advisors may read, or whether something may be published; the office looks at them, too.
    pub private: usize,
}

/// Words of the tool and its files, which mean nothing to whoever filled in a form.
const TOOL_WORDS: [&str; 15] = [
    "nenpo",
    ".md",
    ".yaml",
    ".csv",
    "content/",
    "##",
    "accept",
    "id",
    "{",
    "字下げ",
    "前書き",
    "確認済み",
    "半角の",
    "front matter",
    "Markdown",
];

/// The longest piece of an answer that is shown beside a finding, in characters.
const LONGEST: usize = 80;

/// The findings of each place that has any, in the order of the places.
#[must_use]
pub fn returned<'a>(site: &'a Site, findings: &Findings, language: SiteLanguage) -> Vec<ReturnedFindings<'a>> {
    let mut all = Vec::new();
    for place in &site.places {
        let own: Vec<&Finding> = findings
            .iter()
            .filter(|finding| finding.accepted.is_none() && is_in_folder_of(&finding.position, place))
            .collect();
        if own.is_empty() {
            continue;
        }
        let mut back = ReturnedFindings { place, report: report(site, place, language), of_office: 0, private: 0 };
        for finding in own {
            let document = document_of(site, &finding.position);
            if document.is_some_and(|document| is_private(site, document, finding)) || finding.code.privacy {
                back.private += 1;
                continue;
            }
            let told = document.filter(|_| is_for_place(finding));
            let Some((document, message)) = told.zip(in_words_of_form(finding.message.in_language(language))) else {
                back.of_office += 1;
                continue;
            };
            let hint = finding.hint.as_ref().and_then(|hint| in_words_of_form(hint.in_language(language)));
            let row = row(document, finding, message, hint.unwrap_or_default(), language);
            // Whatever is told of it: a row may have a name that is not public.
            let private = private_names(document);
            let is_private = |cell: &OfficeCell| private.iter().any(|name| cell.shown().contains(name.as_str()));
            if row.cells.iter().any(is_private) {
                back.private += 1;
            } else {
                back.report.rows.push(row);
            }
        }
        all.push(back);
    }
    all
}

/// Whether a file lies in the folder of a place, of any year.
fn is_in_folder_of(position: &Position, place: &Place) -> bool {
    let mut steps = position.source.path().split('/').skip(1);
    steps.next().is_some_and(|year| year.parse::<i32>().is_ok()) && steps.next() == Some(&place.id)
}

/// The document that a file belongs to: its own, or that of a record.
fn document_of<'a>(site: &'a Site, position: &Position) -> Option<&'a Document> {
    let path = position.source.path().strip_prefix("content/")?;
    site.document(path).or_else(|| site.document(&site.owner_of_record(path)?))
}

/// Whether only the place can answer: it is about what its sheet says, not about how the file is written.
fn is_for_place(finding: &Finding) -> bool {
    let of_content = |code: &&Code| *code == finding.code;
    let of_rules = checks::RULES.iter().flat_map(|rule| rule.codes).any(|code| of_content(&code));
    let asks = [WhyByHand::Original, WhyByHand::Meant, WhyByHand::Wording];
    (of_rules || value::CODES.iter().any(|code| of_content(&code)))
        && finding.code.by_hand.is_some_and(|why| asks.contains(&why))
        && finding.mends.is_empty()
        // The office made these marks itself.
        && *finding.code != checks::TO_BE_CHECKED
}

/// A text without the sentences that speak of the tool; nothing where that is all of it.
fn in_words_of_form(text: &str) -> Option<String> {
    let mut kept = String::new();
    let mut sentence = String::new();
    let mut depth = 0_usize;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        sentence.push(c);
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A quotation may hold sentences of its own.
        let ends = depth == 0 && (c == '。' || c == '.' && rest.peek().is_none_or(|next| *next == ' '));
        if ends || rest.peek().is_none() {
            if !speaks_of_tool(&sentence) {
                kept.push_str(&sentence);
            }
            sentence.clear();
        }
    }
    let kept = kept.trim().to_owned();
    (!kept.is_empty()).then_some(kept)
}

fn speaks_of_tool(sentence: &str) -> bool {
    TOOL_WORDS.iter().any(|word| {
        sentence.match_indices(word).any(|(at, _)| {
            // A word of letters stands alone: `id` is not in `video`.
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let before = sentence.get(..at).and_then(|before| before.chars().next_back());
            let after = sentence.get(at + word.len()..).and_then(|after| after.chars().next());
            !word.chars().all(|c| c.is_ascii_alphabetic()) || !is_letter(before) && !is_letter(after)
        })
    })
}

/// Where in a document a finding is.
#[derive(Debug, Default)]
struct FindingPlace {
    section: String,
    item: String,
    private: bool,
}

/// Whether a finding is about, or speaks of, what only advisors may read.
fn is_private(site: &Site, document: &Document, finding: &Finding) -> bool {
    let at = |position: &Position| document_of(site, position).is_some_and(|own| place_in(own, position, None).private);
    if place_in(document, &finding.position, finding.field.as_deref()).private
        || finding.related.iter().any(|(position, _)| at(position))
    {
        return true;
    }
    let texts = [Some(&finding.message), finding.hint.as_ref()].into_iter().flatten();
    let texts: Vec<&str> = texts
        .chain(finding.related.iter().map(|(_, why)| why))
        .flat_map(|words| [words.ja.as_str(), words.en.as_str()])
        .collect();
    private_names(document).iter().any(|name| texts.iter().any(|text| text.contains(name.as_str())))
}

/// What its form calls parts that only advisors may read, and what is said there, where nothing public says the same.
fn private_names(document: &Document) -> BTreeSet<String> {
    let (mut private, mut public) = (BTreeSet::new(), BTreeSet::new());
    let mut add = |name: &str, audience: Audience| {
        let name = name.trim();
        if !name.is_empty() {
            (if audience == Audience::Public { &mut public } else { &mut private }).insert(name.to_owned());
        }
    };
    for section in &document.form.sections {
        add(&section.heading_for(&document.place.name), section.audience);
        for field in &section.fields {
            let audience = field.audience.within(section.audience);
            add(&field.label, audience);
            for inner in inner_fields(field) {
                add(&inner.label, inner.audience.within(audience));
            }
        }
    }
    for own in document.all_answers() {
        let outer = own.audience().within(document.audience);
        own.answer.leaves(&mut |leaf| {
            let audience = leaf.audience.within(outer);
            add(&leaf.field.label, audience);
            leaf.path.iter().for_each(|step| add(step.label, audience));
            let said = match leaf.item {
                Item::Line(text) | Item::Name(text) => text.as_str(),
                Item::Prose(prose) => prose.text.as_str(),
                _ => "",
            };
            add(said, audience);
        });
    }
    private.retain(|name| !public.contains(name));
    private
}

/// The fields in the records of a field, and the columns of its table.
fn inner_fields(field: &Field) -> Vec<&Field> {
    let of_records = field.kind.records().into_iter().flat_map(|settings| &settings.fields).map(AsRef::as_ref);
    let of_table = field.kind.table().into_iter().flat_map(|settings| &settings.columns);
    of_records.chain(of_table.map(|column| column.field.as_ref())).collect()
}

/// Where a position is, in the words of the form; `field` is the id of the field that a finding is about.
fn place_in(document: &Document, position: &Position, field: Option<&str>) -> FindingPlace {
    let at = position.span.start() + position.offset;
    let holds = |start: usize, end: usize| start <= at && (at < end || start == end && at == start);
    let place = document.place.name.as_str();
    let mut found: Option<(usize, FindingPlace)> = None;
    for own in document.all_answers() {
        let outer = own.audience().within(document.audience);
        let mut take = |span: crate::source::Span, item: String, audience: Audience| {
            let length = span.end().saturating_sub(span.start());
            if holds(span.start(), span.end()) && found.as_ref().is_none_or(|(least, _)| length < *least) {
                let private = audience.within(outer) != Audience::Public;
                found = Some((length, FindingPlace { section: own.section.heading_for(place), item, private }));
            }
        };
        if own.answer.is_missing() {
            continue;
        }
        take(own.answer.span, own.label().into_owned(), Audience::Public);
        own.answer.leaves(&mut |leaf| {
            let row = leaf.row.map(|row| {
                let name = own.answer.value.row_name(row).filter(|name| !name.trim().is_empty());
                name.unwrap_or_else(|| format!("{}行目", row + 1))
            });
            let steps = leaf.path.iter().map(|step| step.label.to_owned()).filter(|label| !label.is_empty());
            let item: Vec<String> = std::iter::once(own.label().into_owned()).chain(row).chain(steps).collect();
            take(leaf.span, item.join("／"), leaf.audience);
        });
    }
    if let Some((_, found)) = found {
        return found;
    }
    let named = field.and_then(|id| document.form.fields().find(|(_, field)| field.id == id));
    if let Some((section, field)) = named {
        let private = field.audience.within(section.audience).within(document.audience) != Audience::Public;
        return FindingPlace { section: section.heading_for(place), item: field.label.clone(), private };
    }
    let narratives = document.form.sections.iter().zip(&document.sections);
    let narratives = narratives.filter_map(|(section, own)| Some((Some(section), own.narrative.as_ref()?)));
    let all = narratives.chain(document.extras.iter().map(|extra| (None, extra)));
    let before = all.filter(|(_, own)| own.heading_span.start() <= at).max_by_key(|(_, own)| own.heading_span.start());
    before.map_or_else(FindingPlace::default, |(section, own)| FindingPlace {
        section: section.map_or_else(|| own.heading.clone(), |section: &FormSection| section.heading_for(place)),
        item: String::new(),
        private: section.is_some_and(|section| section.audience.within(document.audience) != Audience::Public),
    })
}

fn row(document: &Document, finding: &Finding, message: String, hint: String, language: SiteLanguage) -> OfficeRow {
    let found = place_in(document, &finding.position, finding.field.as_deref());
    let written = written(document, &finding.position);
    let shown: String = written.chars().take(LONGEST).collect();
    let more = if shown.len() < written.len() { "…" } else { "" };
    let weight = match finding.severity {
        Severity::Error => words("直してください", "please correct"),
        Severity::Warning => words("確かめてください", "please check"),
    };
    let of = format!("{} {}", language.fiscal_year(document.year), document.form.short);
    // An answer that is marked by its key alone shows the name of the field once.
    let shown = if found.item.ends_with(&shown) { String::new() } else { format!("{shown}{more}") };
    let cells = [of, found.section, found.item, shown, said(language, weight), message, hint, String::new()];
    OfficeRow { cells: cells.into_iter().map(Into::into).collect(), ..OfficeRow::default() }
}

/// The one value that a finding is about, as it stands in the sheet: a line of it without remarks, in which nothing private stands.
fn written<'f>(document: &Document, position: &'f Position) -> &'f str {
    let span = position.span.behind(position.offset);
    let (mut is_of_one, mut is_public) = (false, document.audience == Audience::Public);
    for own in document.all_answers() {
        let outer = own.audience().within(document.audience);
        own.answer.leaves(&mut |leaf| {
            is_of_one |= leaf.span.start() <= span.start() && span.end() <= leaf.span.end();
            let touches = leaf.span.start() < span.end() && span.start() < leaf.span.end();
            is_public &= !touches || leaf.audience.within(outer) == Audience::Public;
        });
    }
    let text = position.source.slice(position.span).trim();
    let is_plain = !text.contains(['\n', '#', '{']) && !text.contains("<!--");
    if is_of_one && is_public && is_plain { text } else { "" }
}

/// The covering text, and an empty table.
fn report(site: &Site, place: &Place, language: SiteLanguage) -> OfficeReport {
    let (name, publisher) = (&place.name, &site.settings.publisher);
    let lead = [
        words!("{name} ご担当者様", "To {name}"),
        words(
            "お送りいただいた資料を確かめたところ、次の点についてお尋ねしたいことがありました。お手数ですが、それぞれ「回答」の欄に記入し、このファイルをお返しください。",
            "We have read what you sent, and would like to ask about the following points. Please write into the column “reply” of each row, and send this file back.",
        ),
        words(
            "「直してください」は、そのままでは公開できないところです。「確かめてください」は、正しいこともあるところです。正しければ、「回答」にそのままでよい理由をお書きください。",
            "What is marked “please correct” cannot be published as it is. What is marked “please check” may be right; then please say why.",
        ),
        words(publisher.clone(), publisher.clone()),
    ];
    let lead = lead.into_iter().map(|text| said(language, text)).filter(|text| !text.trim().is_empty());
    let heads = [
        ("document", "資料", "document"),
        ("section", "節", "section"),
        ("item", "項目", "item"),
        ("written", "今の記入", "as written"),
        ("weight", "お願い", "request"),
        ("message", "内容", "what we found"),
        ("hint", "直し方", "how to correct it"),
        ("reply", "回答", "reply"),
    ];
    let mut columns = columns(language, &heads);
    columns.last_mut().into_iter().for_each(|reply| reply.to_fill = true);
    OfficeReport {
        title: said(language, words!("{name}の記入についてのお尋ね", "Questions on what {name} sent")),
        lead: lead.collect(),
        columns,
        ..OfficeReport::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_the_tool_are_left_out() {
        for (text, kept) in [
            ("合計が内訳の和と違います。", Some("合計が内訳の和と違います。")),
            ("どちらかを直してください。正しければ、accept に理由を書きます。", Some("どちらかを直してください。")),
            ("「人口。」を直してください。", Some("「人口。」を直してください。")),
            ("nenpo fix で直せます。", None),
            ("Correct one of them. If it is right, `accept` it.", Some("Correct one of them.")),
            ("3.5人とあります。", Some("3.5人とあります。")),
            ("広報 video の数です。", Some("広報 video の数です。")),
            ("id を書いてください。", None),
        ] {
            assert_eq!(in_words_of_form(text).as_deref(), kept, "{text}");
        }
    }
}
