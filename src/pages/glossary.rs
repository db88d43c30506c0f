//! Words explained, by reading.

use crate::model::address;
use crate::restrict::Restricted;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::writer::{GLOSSARY, MarkdownRenderer};
use super::{Page, PageContent, RenderContext};

/// Whether there are words.
pub fn exists(site: &Restricted) -> bool {
    !site.glossary.is_empty()
}

/// The page that explains all terms.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::GLOSSARY, format!("content/{GLOSSARY}"), "glossary.html", move || content(context))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    let writer = MarkdownRenderer::new(context, GLOSSARY, address::GLOSSARY);
    let mut groups: Vec<(char, Vec<View>)> = Vec::new();
    for term in &context.site.glossary {
        let initial = row_of(term.reading.chars().next().unwrap_or_default());
        let view = view! {
            "id" => &term.anchor,
            "word" => &term.word,
            "reading" => &term.reading,
            "also" => View::list(term.also.iter()),
            "meaning" => View::Html(writer.html(&term.meaning)),
        };
        match groups.last_mut() {
            Some((open, views)) if *open == initial => views.push(view),
            _ => groups.push((initial, vec![view])),
        }
    }
    let groups =
        groups.into_iter().map(|(initial, terms)| view! { "initial" => initial.to_string(), "terms" => terms });
    let words = ["glossary", "glossary_description"];
    Layout::worded(context, address::GLOSSARY, "glossary", words)
        .page(context, view! { "groups" => View::list(groups) })
}

/// The row of the kana table a reading belongs to (あかさたな…); anything else is its own.
fn row_of(first: char) -> char {
    const ROWS: [(char, &str); 10] = [
        ('あ', "あいうえおぁぃぅぇぉ"),
        ('か', "かきくけこがぎぐげご"),
        ('さ', "さしすせそざじずぜぞ"),
        ('た', "たちつてとだぢづでど"),
        ('な', "なにぬねの"),
        ('は', "はひふへほばびぶべぼぱぴぷぺぽ"),
        ('ま', "まみむめも"),
        ('や', "やゆよゃゅょ"),
        ('ら', "らりるれろ"),
        ('わ', "わゐゑをん"),
    ];
    ROWS.iter().find(|(_, kana)| kana.contains(first)).map_or(first, |(row, _)| *row)
}

#[cfg(test)]
mod tests {
    #[test]
    fn readings_fall_into_rows() {
        for (first, row) in [('ぴ', 'は'), ('じ', 'さ'), ('あ', 'あ'), ('w', 'w'), ('６', '６')] {
            assert_eq!(super::row_of(first), row);
        }
    }
}
