//! A copy of a document beside it is no second document: programs that synchronise or copy files leave them under many names,
//! so the rule asks for forms and texts, not for names.

use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Source, Span, WhyByHand, words};
use crate::text::era;
use crate::text::fold::fold;

use super::{Check, Rule, Subject};

const SHEET_TWICE: Code = Code::error(
    "sheet-twice",
    (
        "一つの自治体の一つの年度に、同じ様式のシートが二つあります。",
        "A place has two sheets of one form for one fiscal year.",
    ),
    (
        "「sheet (1).md」「sheet - コピー.md」のような写しが残ると、直す前の数や文章も公開され、表の一つの項目に二つの値ができます。\
                 いくつも書く様式なら、様式に several: true と書きます。",
        "A copy such as `sheet (1).md` publishes old figures and texts, and gives one field of the tables two values. \
                 A form that is answered several times says `several: true`.",
    ),
    Files(&[
        ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 604,894人\n---\n"),
        ("2021/kitahama/sheet (1).md", "---\nform: sheet\n人口: 604,000人\n---\n"),
    ]),
    Files(&[("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 604,894人\n---\n")]),
)
.by_hand(WhyByHand::Files);

const DOCUMENT_TWICE: Code = Code::warning(
    "document-twice",
    ("同じ文書が二つあるようです。", "This looks like a copy of another document."),
    (
        "写しが残ると、直す前の文章も公開され、読者はどちらが正しいか分かりません。題名が同じ文書も、一覧で区別できません。",
        "A copy publishes texts as they were before, and nobody can tell which of the two is right. \
                 Nor can documents of one title be told apart in lists.",
    ),
    Files(&[
        ("pages/contact.md", "---\ntitle: 問合せ\n---\n\n課の窓口で受け付けます。\n"),
        ("pages/contact-old.md", "---\ntitle: 問合せ\n---\n\n県庁の窓口で受け付けます。\n"),
    ]),
    Files(&[("pages/contact.md", "---\ntitle: 問合せ\n---\n\n課の窓口で受け付けます。\n")]),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks the site once, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[SHEET_TWICE, DOCUMENT_TWICE], subject: Subject::Answers, check: Check::Site(check) };

fn check(site: &Site, findings: &mut Findings) {
    let mut sheets: BTreeMap<(i32, &str, &str), &Document> = BTreeMap::new();
    let mut others: BTreeMap<(i32, &str, &str), Vec<DocumentText<'_>>> = BTreeMap::new();
    // A draft is not published; to work on one beside the sheet is no mistake.
    for document in site.documents.iter().filter(|document| !document.draft) {
        let key = (document.year, document.place.id.as_str(), document.form.id.as_str());
        if document.form.sheet && !document.form.several {
            match sheets.get(&key) {
                Some(first) => findings.push(second_sheet(document, first)),
                None => _ = sheets.insert(key, document),
            }
        } else {
            others.entry(key).or_default().push(DocumentText::new(&document.source, document.title.as_deref()));
        }
    }
    others.values().for_each(|texts| compare(texts, findings));
    let pages: Vec<DocumentText<'_>> =
        site.pages.iter().map(|page| DocumentText::new(&page.source, Some(&page.title))).collect();
    compare(&pages, findings);
}

fn second_sheet(document: &Document, first: &Document) -> Finding {
    let (own, other) = (document.source.path(), first.source.path());
    let year = era::fiscal_year(document.year);
    Finding::new(&SHEET_TWICE,
        document.source.position(Span::at(0)),
        words(
            format!("「{own}」と「{other}」は、どちらも{}の{year}の「{}」です。", document.place.name, document.form.title),
            format!("`{own}` and `{other}` both answer the form `{}` for fiscal {}.", document.form.id, document.year),
        ),
    )
    .hint(words(
        "写しなら、正しいほうだけを残して、もう一つを content の外に移してください。いくつも書く様式なら、様式に several: true と書いてください。",
        "Keep the right one and move the other out of `content`. Write `several: true` in the form if it is answered several times.",
    ))
    .related(first.source.position(Span::at(0)), words("もう一つ", "the other one"))
}

/// What a document says, by its parts.
struct DocumentText<'a> {
    source: &'a Arc<Source>,
    title: Option<String>,
    parts: HashSet<&'a str>,
}

impl<'a> DocumentText<'a> {
    fn new(source: &'a Arc<Source>, title: Option<&str>) -> DocumentText<'a> {
        let parts = source.text().split(['\n', '。']).map(str::trim).filter(|part| !part.is_empty() && *part != "---");
        DocumentText { source, title: title.map(fold), parts: parts.collect() }
    }
}

/// Compares each text with those before it; one finding is enough.
fn compare(texts: &[DocumentText<'_>], findings: &mut Findings) {
    let alike = alike(&ranked(texts));
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for (at, (text, alike)) in texts.iter().zip(alike).enumerate() {
        let titled = text.title.as_deref().and_then(|title| match titles.entry(title) {
            Occupied(first) => Some(*first.get()),
            Vacant(free) => {
                free.insert(at);
                None
            }
        });
        let Some(first) = titled.into_iter().chain(alike).min() else { continue };
        if let Some(other) = texts.get(first) {
            findings.push(copy(text, other, titled == Some(first)));
        }
    }
}

fn copy(text: &DocumentText<'_>, other: &DocumentText<'_>, titled: bool) -> Finding {
    let (own, first) = (text.source.path(), other.source.path());
    let message = if titled {
        words!("「{own}」と「{first}」は題名が同じです。", "`{own}` and `{first}` have the same title.")
    } else {
        words!("「{own}」と「{first}」は、文章がほとんど同じです。", "`{own}` and `{first}` say nearly the same.")
    };
    Finding::new(&DOCUMENT_TWICE, text.source.position(Span::at(0)), message)
        .hint(words(
            "写しなら、片方を content の外に移してください。別の文書なら、題名で区別できるようにしてください。",
            "Move a copy out of `content`; give different documents different titles.",
        ))
        .related(other.source.position(Span::at(0)), words("もう一つ", "the other one"))
}

/// The parts of each text as numbers in order: a part of fewer texts has a smaller one.
fn ranked(texts: &[DocumentText<'_>]) -> Vec<Vec<usize>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for part in texts.iter().flat_map(|text| &text.parts) {
        *counts.entry(part).or_default() += 1;
    }
    let mut rare: Vec<(usize, &str)> = counts.into_iter().map(|(part, count)| (count, part)).collect();
    rare.sort_unstable();
    let ranks: HashMap<&str, usize> = rare.into_iter().enumerate().map(|(rank, (_, part))| (part, rank)).collect();
    let ranked = texts.iter().map(|text| {
        let mut parts: Vec<usize> = text.parts.iter().filter_map(|part| ranks.get(part).copied()).collect();
        parts.sort_unstable();
        parts
    });
    ranked.collect()
}

/// Of each text the first before it that is like it.
///
/// Two texts of which four parts of five are the same share one of the rarest parts of each: if they shared none of the
/// rarest fifth and one more, too few were left. So only texts that share one of these are compared (prefix filtering:
/// Chaudhuri, Ganti and Kaushik, 2006), and not each with each.
fn alike(texts: &[Vec<usize>]) -> Vec<Option<usize>> {
    /// With how many texts one is compared at most. More of them share a rare part only where nearly all of their text is
    /// the same in each.
    const MOST: usize = 64;
    let mut same: HashMap<&[usize], usize> = HashMap::new();
    let mut holders: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(texts.len());
    for (at, parts) in texts.iter().enumerate() {
        let first = *same.entry(parts).or_insert(at);
        // Two texts with four fifths in common share at least one of these: a fifth of the parts and one more, the rarest.
        let rare = parts.get(..=parts.len() - (parts.len() * 4).div_ceil(5)).unwrap_or_default();
        let holding = rare.iter().filter_map(|part| holders.get(part)).flatten().copied();
        let candidates: BTreeSet<usize> = holding.take(MOST).collect();
        let near = candidates.into_iter().find(|other| texts.get(*other).is_some_and(|other| is_like(parts, other)));
        found.push(near.into_iter().chain((first < at).then_some(first)).min());
        for part in rare {
            let known = holders.entry(*part).or_default();
            if known.len() < MOST {
                known.push(at);
            }
        }
    }
    found
}

/// Whether nearly all parts of two texts are the same: four of five. Short texts must be the same as a whole.
fn is_like(one: &[usize], other: &[usize]) -> bool {
    /// Two answers to a short form may well say the same in most lines.
    const SHORT: usize = 8;
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if few.len() * 5 < many.len() * 4 {
        return false;
    }
    let same = few.iter().filter(|part| many.binary_search(part).is_ok()).count();
    let all = few.len() + many.len() - same;
    if many.len() < SHORT { same == all } else { same * 5 >= all * 4 }
}
