//! Words explained, by reading.

use crate::view;
use crate::view::View;

use super::writer::Writer;
use super::{Edition, Page, frame, search};

/// Address of the page.
pub const PATH: &str = "glossary.html";
/// Its file below `content/`.
pub const FILE: &str = "glossary.yaml";

/// The one page, if there are words.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    if edition.site.glossary.is_empty() {
        return Vec::new();
    }
    vec![Page {
        path: PATH.to_owned(),
        from: "content/glossary.yaml".to_owned(),
        template: "glossary.html",
        make: Box::new(move || search::named(edition.theme.word("glossary"), make(edition))),
    }]
}

fn make(edition: Edition<'_>) -> View {
    let writer = Writer::new(edition.site, edition.theme, FILE, PATH);
    let mut groups: Vec<(char, Vec<View>)> = Vec::new();
    for term in &edition.site.glossary {
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
    let frame = frame::Frame {
        path: PATH,
        kind: "glossary",
        title: edition.theme.word("glossary").to_owned(),
        description: edition.theme.word("glossary_description").to_owned(),
        above: Vec::new(),
    };
    frame::view(edition, frame, view! { "groups" => View::list(groups) })
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
