//! A place (自治体): a municipality or a prefecture.

use unicode_normalization::UnicodeNormalization;

use super::codes;
use super::page_id::check_page_id;

use crate::record::{Content, Fields, Node};
use crate::source::{Finding, Position, Reporter, words};
use crate::text::fold;
use crate::view;
use crate::view::View;

/// A prefecture or a municipality (自治体), from `places.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Folder name in `content/<year>/` and part of addresses.
    pub id: String,
    /// Its name, with its own characters.
    pub name: String,
    /// The name in hiragana.
    pub reading: String,
    /// 全国地方公共団体コード: six digits, the last of them a check digit.
    pub code: String,
    /// Id of its prefecture; absent for a prefecture.
    pub prefecture: Option<String>,
    /// What kind of place it is.
    pub category: Category,
    /// Where it stands in `places.yaml`.
    pub position: Position,
    /// Where its code stands there.
    pub code_position: Position,
}

/// The kinds of local governments (地方公共団体の区分), as `category` in `places.yaml` has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// One of the 47 prefectures: 都道府県.
    Prefecture,
    /// A city with most powers of a prefecture: 指定都市.
    DesignatedCity,
    /// A city with some powers of a prefecture: 中核市.
    CoreCity,
    /// A ward of Tokyo with its own mayor: 特別区.
    SpecialWard,
    /// Any other city: 市.
    City,
    /// A town, which is a municipality like a city: 町.
    Town,
    /// A village, the smallest municipality: 村.
    Village,
}

impl Category {
    const ALL: [(&'static str, Category); 7] = [
        ("都道府県", Category::Prefecture),
        ("指定都市", Category::DesignatedCity),
        ("中核市", Category::CoreCity),
        ("特別区", Category::SpecialWard),
        ("市", Category::City),
        ("町", Category::Town),
        ("村", Category::Village),
    ];

    /// The official word for the kind, in Japanese.
    pub fn label(self) -> &'static str {
        Category::ALL.iter().find(|(_, category)| *category == self).map_or("", |(label, _)| label)
    }
}

/// Reads `places.yaml`: a map from id to place, ordered by code.
pub fn read_places(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Place> {
    let entries = if node.content == Content::Blank { None } else { node.entries(reporter) };
    let mut places: Vec<Place> = entries
        .unwrap_or_default()
        .iter()
        .map(|entry| {
            check_page_id(&entry.key, entry.key_span, reporter);
            let mut fields = Fields::new(&entry.value, reporter);
            let name = fields.required_text(&["name", "名称"]);
            let reading = fields.required_text(&["reading", "よみ"]);
            let code_span = fields.optional(&["code", "コード"]).map_or(entry.key_span, |node| node.span);
            let code = fields.required_text(&["code", "コード"]);
            let prefecture = fields.text(&["prefecture", "都道府県"]);
            let category = fields.required(&["category", "区分"]);
            let category = category.and_then(|node| node.choice(&Category::ALL, &mut fields.reporter));
            fields.finish();
            // A place with a mistake stays in the list, or its documents would be said to have no place.
            Place {
                name: name.unwrap_or_else(|| entry.key.clone()),
                id: composed(&entry.key),
                reading: reading.unwrap_or_default(),
                // ０１１００２, 01100-2 and 01 100 2 are the same code.
                code: code.map(|code| fold(&code).replace(['-', 'ー', ' '], "")).unwrap_or_default(),
                prefecture: prefecture.map(|id| composed(&id)),
                category: category.unwrap_or(Category::Prefecture),
                position: reporter.source.position(entry.key_span),
                code_position: reporter.source.position(code_span),
            }
        })
        .collect();
    for (index, place) in places.iter().enumerate() {
        let own = place.category == Category::Prefecture;
        let known = place.prefecture.as_ref().is_some_and(|id| places.iter().any(|other| other.id == *id));
        if !own && !known {
            reporter.findings.push(
                Finding::new(
                    &codes::PLACE_PREFECTURE,
                    place.position.clone(),
                    words!(
                        "「{}」の都道府県（prefecture）が places.yaml にありません。",
                        "The prefecture of {} is not in places.yaml.",
                        place.name
                    ),
                )
                .hint(words(
                    "都道府県も places.yaml に書き、その id を指定してください。",
                    "Add the prefecture to places.yaml and give its id.",
                )),
            );
        }
        if let Some(other) = places.iter().take(index).find(|other| !place.code.is_empty() && other.code == place.code)
        {
            reporter.findings.push(
                Finding::new(
                    &codes::PLACE_CODE_TWICE,
                    place.position.clone(),
                    words!(
                        "「{}」と「{}」の団体コードが同じです。",
                        "{} and {} have the same code.",
                        other.name,
                        place.name
                    ),
                )
                .hint(words("どちらかの code を直してください。", "Correct the `code` of one of them."))
                .related(other.position.clone(), words("同じコード", "the same code")),
            );
        }
    }
    places.sort_by(|a, b| a.code.cmp(&b.code));
    places
}

/// An id in composed letters, as the names of folders are read.
fn composed(id: &str) -> String {
    id.nfc().collect()
}

impl Place {
    /// Address of the page that shows the place over the years.
    pub fn page(&self) -> String {
        format!("places/{}.html", self.id)
    }

    /// Id of the prefecture it lies in; a prefecture lies in itself.
    pub fn prefecture_id(&self) -> &str {
        self.prefecture.as_deref().unwrap_or(&self.id)
    }

    /// The values that templates get.
    pub fn view(&self) -> View {
        view! {
            "id" => &self.id,
            "name" => &self.name,
            "reading" => &self.reading,
            "code" => &self.code,
            "category" => self.category.label(),
            "page" => self.page(),
        }
    }
}
