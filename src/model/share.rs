//! `shares.yaml`: what is given to advisors, to whom, and until when. Nothing of it is published.

use super::codes;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::record::{self, Content, Entry, Fields, Node};
use crate::source::{Reporter, words};
use crate::text::{Date, era};

use super::{Document, Place, history};

/// A choice of documents for certain readers, with what only advisors may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Part of the name of its file.
    pub id: String,
    /// For whom it is, as a heading.
    pub reader: String,
    /// Ids of its places.
    pub places: Vec<String>,
    /// Ranges of fiscal years whose documents are shared.
    pub years: Vec<RangeInclusive<i32>>,
    /// The last day it is meant to be read.
    pub until: Date,
    /// A word to its readers.
    pub note: Option<String>,
    /// Who has a passphrase of their own; where nobody is named, there is one for all.
    pub recipients: Vec<String>,
}

/// Reads `shares.yaml`: a map from id to share, in its order.
pub fn read_shares(node: &Node, places: &[Arc<Place>], reporter: &mut Reporter<'_>) -> Vec<Share> {
    let entries = if node.content == Content::Blank { None } else { node.entries(reporter) };
    entries.unwrap_or_default().iter().filter_map(|entry| read_share(entry, places, reporter)).collect()
}

fn read_share(entry: &Entry, places: &[Arc<Place>], reporter: &mut Reporter<'_>) -> Option<Share> {
    let mut fields = Fields::new(&entry.value, reporter);
    let reader = fields.required_text(&["for", "宛先"]);
    let place_nodes = fields.required(&["places", "自治体"]).map_or_else(Vec::new, one_or_more);
    let year_nodes = fields.required(&["years", "年度"]).map_or_else(Vec::new, one_or_more);
    let until = fields.required(&["until", "期限"]);
    let note = fields.text(&["note", "説明"]);
    let recipient_nodes = fields.optional(&["recipients", "受け取る人"]).map_or_else(Vec::new, one_or_more);
    fields.finish();
    if !is_id(&entry.key) {
        let message = words!("「{}」は、共有の id に使えません。", "`{}` cannot be the id of a share.", entry.key);
        let hint = words(
            "ファイルの名前になるので、人や自治体の名前を含まない、英小文字と数字とハイフンにしてください。",
            "It becomes the name of a file: write lower-case letters, digits and hyphens, and nobody's name.",
        );
        reporter.report(&codes::SHARE_ID, entry.key_span, message, hint);
    }
    let places = place_nodes.into_iter().filter_map(|node| place(node, places, reporter)).collect();
    let years = year_nodes.into_iter().filter_map(|node| years(node, reporter)).collect();
    let until = until.and_then(|node| history::day(node, reporter));
    let recipients = recipients(&recipient_nodes, reporter);
    Some(Share { id: entry.key.clone(), reader: reader?, places, years, until: until?, note, recipients })
}

fn one_or_more(node: &Node) -> Vec<&Node> {
    match &node.content {
        Content::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

/// Whether a key can be part of the name of a file, which travels by mail and so is short and of plain letters.
fn is_id(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !key.is_empty() && key.len() <= 40 && key.chars().all(plain) && !key.starts_with('-') && !key.ends_with('-')
}

fn place(node: &Node, places: &[Arc<Place>], reporter: &mut Reporter<'_>) -> Option<String> {
    let written = node.text(reporter)?.text.trim();
    if let Some(place) = places.iter().find(|place| place.id == written || place.name == written) {
        return Some(place.id.clone());
    }
    let message = words!("「{written}」は places.yaml にありません。", "`{written}` is not in places.yaml.");
    let names = places.iter().flat_map(|place| [place.id.as_str(), place.name.as_str()]);
    let hint = record::nearest(written, names).map_or_else(
        || words("places.yaml にある自治体の id を書いてください。", "Write the id of a place in places.yaml."),
        record::did_you_mean,
    );
    reporter.report(&codes::SHARE_PLACES, node.span, message, hint);
    None
}

/// Reads a year or a range of years: `2021`, `2021-2023`, `R3～R5`.
fn years(node: &Node, reporter: &mut Reporter<'_>) -> Option<RangeInclusive<i32>> {
    let written = node.text(reporter)?.text.trim();
    let (first, last) = written.split_once(['-', '～', '〜']).unwrap_or((written, written));
    let range = era::parse_year(first).zip(era::parse_year(last)).map(|((first, _), (last, _))| first..=last);
    if let Some(range) = range.filter(|range| !range.is_empty()) {
        return Some(range);
    }
    let message = words!("「{written}」は年度として読めません。", "`{written}` is not a fiscal year.");
    let hint = words("「2021」または「2021-2023」のように書いてください。", "Write `2021` or `2021-2023`.");
    reporter.report(&codes::SHARE_YEARS, node.span, message, hint);
    None
}

fn recipients(nodes: &[&Node], reporter: &mut Reporter<'_>) -> Vec<String> {
    let mut met = BTreeSet::new();
    let mut recipients = Vec::new();
    for node in nodes {
        let Some(name) = node.text(reporter).map(|scalar| scalar.text.trim().to_owned()) else { continue };
        if met.insert(name.clone()) {
            recipients.push(name);
            continue;
        }
        let message = words!("「{name}」が二度あります。", "`{name}` is there twice.");
        let hint = words(
            "合言葉は一人に一つです。どちらかを消してください。",
            "Everybody has one passphrase; delete one of the two.",
        );
        reporter.report(&codes::SHARE_RECIPIENTS, node.span, message, hint);
    }
    recipients
}

impl Share {
    /// Whether a document is part of it: all of its places and years, except drafts.
    pub fn holds(&self, document: &Document) -> bool {
        !document.draft
            && self.places.contains(&document.place.id)
            && self.years.iter().any(|years| years.contains(&document.year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};

    fn read(text: &str) -> (Vec<Share>, Vec<(&'static str, usize)>) {
        let mut findings = Findings::new();
        let list = Source::new(
            "places.yaml",
            "minato: { name: 港市, reading: みなとし, code: \"000001\", category: 都道府県 }",
        );
        let node = parse(&list, Span::new(0, list.text().len()), &mut findings);
        let places = super::super::read_places(&node, &mut Reporter::new(&list, &mut findings));
        let places: Vec<Arc<Place>> = places.into_iter().map(Arc::new).collect();
        let source = Source::new("shares.yaml", text);
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let shares = read_shares(&node, &places, &mut Reporter::new(&source, &mut findings));
        let found = findings.iter().map(|finding| (finding.code.name, finding.position.line_and_column().0)).collect();
        (shares, found)
    }

    #[test]
    fn a_share_says_what_for_whom_and_until_when() {
        let (shares, findings) = read(
            "a-1:\n  宛先: 委員\n  自治体: 港市\n  年度: [R3～R4, 2024]\n  期限: 令和9年3月31日\n  受け取る人: [甲, 乙]\n\
             b: { for: 委員, places: [minato], years: 2021, until: 2027-03-31, note: 会議の前に }\n",
        );
        assert_eq!(findings, []);
        let [one, other] = shares.as_slice() else { panic!("{shares:?}") };
        assert_eq!(
            (one.places.as_slice(), one.years.as_slice()),
            (&["minato".to_owned()][..], &[2021..=2022, 2024..=2024][..])
        );
        assert_eq!((one.until.iso(), one.recipients.len(), one.note.as_deref()), ("2027-03-31".to_owned(), 2, None));
        assert_eq!((other.id.as_str(), other.recipients.len(), other.note.as_deref()), ("b", 0, Some("会議の前に")));
    }

    #[test]
    fn every_slip_has_its_finding() {
        let share = |id: &str, change: (&str, &str)| {
            let right = "  for: 委員\n  places: [minato]\n  years: 2021\n  until: 2027-03-31\n";
            format!("{id}:\n{}", right.replace(change.0, change.1))
        };
        for (text, code, line) in [
            (share("委員", ("", "")), "share-id", 1),
            (share("A", ("", "")), "share-id", 1),
            (share("a", ("minato", "minata")), "share-places", 3),
            (share("a", ("2021", "昨年")), "share-years", 4),
            (share("a", ("2021", "2023-2021")), "share-years", 4),
            (share("a", ("2027-03-31", "2027-03")), "wrong-value", 5),
            (share("a", ("  until: 2027-03-31\n", "")), "missing-key", 2),
            (share("a", ("  for: 委員\n", "  for: 委員\n  to: 委員\n")), "unknown-key", 3),
            (share("a", ("  for: 委員\n", "  for: 委員\n  recipients: [甲, 甲]\n")), "share-recipients", 3),
        ] {
            assert_eq!(read(&text).1, [(code, line)], "{text}");
        }
    }
}
