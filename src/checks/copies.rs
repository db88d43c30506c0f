//! A copy of a document beside it is no second document: programs that synchronise or copy files leave them under many names,
//! so the rule asks for forms and texts, not for names.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Explained, Finding, Findings, Source, Span, words};
use crate::text::era;
use crate::text::fold::fold;

use super::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    codes: &[
        Explained::error(
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
        ),
        Explained::warning(
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
        ),
    ],
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let mut sheets: BTreeMap<(i32, &str, &str), &Document> = BTreeMap::new();
    let mut others: BTreeMap<(i32, &str, &str), Vec<Text<'_>>> = BTreeMap::new();
    // A draft is not published; to work on one beside the sheet is no mistake.
    for document in site.documents.iter().filter(|document| !document.draft) {
        let key = (document.year, document.place.id.as_str(), document.form.id.as_str());
        if document.form.sheet && !document.form.several {
            match sheets.get(&key) {
                Some(first) => findings.push(second_sheet(document, first)),
                None => _ = sheets.insert(key, document),
            }
        } else {
            let text = Text::new(&document.source, document.title.as_deref());
            compare(text, others.entry(key).or_default(), findings);
        }
    }
    let mut pages = Vec::new();
    for page in &site.pages {
        compare(Text::new(&page.source, Some(&page.title)), &mut pages, findings);
    }
}

fn second_sheet(document: &Document, first: &Document) -> Finding {
    let (own, other) = (document.source.path(), first.source.path());
    let year = era::fiscal_year(document.year);
    Finding::error(
        "sheet-twice",
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
struct Text<'a> {
    source: &'a Arc<Source>,
    title: Option<String>,
    parts: HashSet<&'a str>,
}

impl<'a> Text<'a> {
    fn new(source: &'a Arc<Source>, title: Option<&str>) -> Text<'a> {
        let parts = source.text().split(['\n', '。']).map(str::trim).filter(|part| !part.is_empty() && *part != "---");
        Text { source, title: title.map(fold), parts: parts.collect() }
    }

    /// Whether nearly all parts of two texts are the same: four of five. Short texts must be the same as a whole.
    fn is_like(&self, other: &Text<'_>) -> bool {
        /// Two answers to a short form may well say the same in most lines.
        const SHORT: usize = 8;
        let (few, many) = (self.parts.len().min(other.parts.len()), self.parts.len().max(other.parts.len()));
        if few * 5 < many * 4 {
            return false;
        }
        let same = self.parts.intersection(&other.parts).count();
        let all = few + many - same;
        if many < SHORT { same == all } else { same * 5 >= all * 4 }
    }
}

/// Compares a text with those before it; one finding is enough.
fn compare<'a>(text: Text<'a>, before: &mut Vec<Text<'a>>, findings: &mut Findings) {
    let alike = before.iter().find_map(|other| {
        let titled = text.title.is_some() && text.title == other.title;
        (titled || text.is_like(other)).then_some((other, titled))
    });
    if let Some((other, titled)) = alike {
        let (own, first) = (text.source.path(), other.source.path());
        let message = if titled {
            words(
                format!("「{own}」と「{first}」は題名が同じです。"),
                format!("`{own}` and `{first}` have the same title."),
            )
        } else {
            words(
                format!("「{own}」と「{first}」は、文章がほとんど同じです。"),
                format!("`{own}` and `{first}` say nearly the same."),
            )
        };
        findings.push(
            Finding::warning("document-twice", text.source.position(Span::at(0)), message)
                .hint(words(
                    "写しなら、片方を content の外に移してください。別の文書なら、題名で区別できるようにしてください。",
                    "Move a copy out of `content`; give different documents different titles.",
                ))
                .related(other.source.position(Span::at(0)), words("もう一つ", "the other one")),
        );
    }
    before.push(text);
}
