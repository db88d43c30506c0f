//! The booklets of a year: one volume with all its documents, or volumes by prefecture where that would be too long.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Document, Place, address};

/// How many documents a volume has at most: about a thousand pages of paper, and a page of HTML that browsers still lay out.
pub const LONGEST: usize = 100;

/// How many documents a site has at most that publishes its booklets, in which every document is rendered once more. Of a larger
/// site they are printed when somebody asks for them (`nenpo pdf`).
pub const MOST_PUBLISHED: usize = 1000;

/// Documents of a year that are bound together.
#[derive(Clone, Debug)]
pub struct Volume<'a> {
    /// The fiscal year that all of its documents report on.
    pub year: i32,
    /// The prefecture whose documents it has; none where it has all of the year.
    pub prefecture: Option<&'a Place>,
    /// Its number among the volumes of its prefecture, where there are several.
    pub number: Option<usize>,
    /// In the order of the places, each one's main sheet first.
    pub documents: Vec<&'a Document>,
}

impl Volume<'_> {
    /// The address of its page: `2021/booklet.html`, `2021/booklet/saitama.html`, `2021/booklet/saitama-2.html`.
    #[must_use]
    pub fn page(&self) -> String {
        address::of_booklet(self.year, &self.name())
    }

    /// What tells it from the others of its year: `saitama-2`; empty for the whole year.
    #[must_use]
    pub fn name(&self) -> String {
        let prefecture = self.prefecture.map(|prefecture| prefecture.id.clone()).unwrap_or_default();
        match self.number {
            Some(number) => format!("{prefecture}-{number}"),
            None => prefecture,
        }
    }
}

/// The volumes of the documents of a year.
pub fn volumes<'a>(
    places: &'a [Arc<Place>],
    year: i32,
    documents: impl Iterator<Item = &'a Document>,
) -> Vec<Volume<'a>> {
    let documents = in_order(places, documents.filter(|document| document.year == year));
    if documents.len() <= LONGEST {
        let whole = Volume { year, prefecture: None, number: None, documents };
        return Some(whole).filter(|whole| !whole.documents.is_empty()).into_iter().collect();
    }
    let of_prefectures = documents.chunk_by(|one, other| one.place.prefecture_id() == other.place.prefecture_id());
    of_prefectures.flat_map(|documents| parts(places, year, documents)).collect()
}

/// The volumes of one prefecture, however few its documents are.
pub fn volumes_of_prefecture<'a>(
    places: &'a [Arc<Place>],
    year: i32,
    prefecture: &str,
    documents: impl Iterator<Item = &'a Document>,
) -> Vec<Volume<'a>> {
    let inside = |document: &&Document| document.year == year && document.place.prefecture_id() == prefecture;
    parts(places, year, &in_order(places, documents.filter(inside)))
}

fn in_order<'a>(places: &[Arc<Place>], documents: impl Iterator<Item = &'a Document>) -> Vec<&'a Document> {
    let at: HashMap<&str, usize> = places.iter().enumerate().map(|(at, place)| (place.id.as_str(), at)).collect();
    let mut documents: Vec<&Document> = documents.collect();
    // A prefecture stands before its cities.
    documents.sort_by_key(|document| {
        let (prefecture, place) = (document.place.prefecture_id(), document.place.id.as_str());
        (at.get(prefecture), prefecture != place, at.get(place), !document.is_main(), &document.name)
    });
    documents
}

/// The documents of one prefecture in pieces that are not too long.
fn parts<'a>(places: &'a [Arc<Place>], year: i32, documents: &[&'a Document]) -> Vec<Volume<'a>> {
    let several = documents.len() > LONGEST;
    let piece = |(number, documents): (usize, &[&'a Document])| {
        let prefecture = documents.first().map(|document| document.place.prefecture_id());
        let prefecture = places.iter().find(|place| Some(place.id.as_str()) == prefecture).map(AsRef::as_ref);
        Volume { year, prefecture, number: several.then_some(number), documents: documents.to_vec() }
    };
    (1..).zip(documents.chunks(LONGEST)).map(piece).collect()
}
