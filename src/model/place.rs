//! A place (自治体): a municipality or a prefecture, and bodies that report beside them: unions, wards, schools, libraries.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::codes;
use super::page_id::check_place_id;

use crate::record::codes::WRONG_VALUE;
use crate::record::{Content, Entry, Fields, Node};
use crate::source::{Finding, Position, Reporter, words};
use crate::text::fold;
use crate::view;
use crate::view::View;

/// A prefecture or a municipality (自治体), or a body that belongs to one, from `places.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Folder name in `content/<year>/` and part of addresses.
    pub id: String,
    /// Its name, with its own characters.
    pub name: String,
    /// The name in hiragana.
    pub reading: String,
    /// 全国地方公共団体コード: six digits, the last of them a check digit. A body has one of whatever kind, or none.
    pub code: String,
    /// Id of its prefecture; absent for a prefecture.
    pub prefecture: Option<String>,
    /// Id of the place that a body belongs to.
    pub belongs_to: Option<String>,
    /// By what places are put in order: the code; bodies follow the place they belong to.
    pub order: String,
    /// What kind of place it is.
    pub category: Category,
    /// Its column and row on the map of tiles, from one; nothing where the order of codes decides.
    pub tile: Option<(usize, usize)>,
    /// Where it stands in `places.yaml`.
    pub position: Position,
    /// Where its code stands there.
    pub code_position: Position,
}

/// The kinds of local governments (地方公共団体の区分), as `category` in `places.yaml` has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// No local government of these, but something that belongs to one, in the editor's word: 広域連合, 行政区, 学校, 図書館.
    Body(String),
}

/// Places that may be put into one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceGroup {
    /// Prefectures (都道府県), which are compared among themselves.
    Prefectures,
    /// Municipalities (市区町村) of all prefectures.
    Municipalities,
    /// Bodies of one category.
    Bodies(String),
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

    /// The official word for the kind, in Japanese; of a body the editor's.
    pub fn label(&self) -> &str {
        match self {
            Category::Body(word) => word,
            category => Category::ALL.iter().find(|(_, other)| other == category).map_or("", |(label, _)| label),
        }
    }

    /// With which places one of this kind may be put into one order.
    pub fn group(&self) -> PlaceGroup {
        match self {
            Category::Prefecture => PlaceGroup::Prefectures,
            Category::DesignatedCity
            | Category::CoreCity
            | Category::SpecialWard
            | Category::City
            | Category::Town
            | Category::Village => PlaceGroup::Municipalities,
            Category::Body(word) => PlaceGroup::Bodies(word.clone()),
        }
    }

    /// Whether it is none of the local governments that have a code and a prefecture.
    pub fn is_body(&self) -> bool {
        matches!(self, Category::Body(_))
    }

    /// Reads a category. A word of one's own is that of a body, which belongs to a place.
    fn read(node: &Node, belongs: bool, reporter: &mut Reporter<'_>) -> Option<Category> {
        let written = fold(&node.text(reporter)?.text);
        let known = Category::ALL.iter().find(|(word, _)| fold(word) == written).map(|(_, category)| category.clone());
        if known.is_none() && belongs {
            return node.scalar().map(|scalar| Category::Body(scalar.text.trim().to_owned()));
        }
        if known.is_none() {
            let labels = || Category::ALL.iter().map(|(word, _)| *word);
            let message =
                words!("「{written}」は、自治体の区分ではありません。", "`{written}` is no category of a place.");
            let hint = words(
                format!(
                    "{}のどれかを書いてください。学校、組合、図書館などなら、belongs_to に、属する自治体の id を書いてください。",
                    labels().collect::<Vec<_>>().join("、")
                ),
                format!(
                    "Write one of {}; of a school, a union or a library name the place in `belongs_to`.",
                    labels().collect::<Vec<_>>().join(", ")
                ),
            );
            reporter.report(&WRONG_VALUE, node.span, message, hint);
        }
        known
    }
}

/// Reads `places.yaml`: a map from id to place, ordered by code.
pub fn read_places(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Place> {
    let entries = if node.content == Content::Blank { None } else { node.entries(reporter) };
    let mut places: Vec<Place> = entries.unwrap_or_default().iter().map(|entry| read_place(entry, reporter)).collect();
    put_in_order(&mut places, reporter);
    check_prefectures(&places, reporter);
    check_codes(&places, reporter);
    check_tiles(&places, reporter);
    places.sort_by(|a, b| a.order.cmp(&b.order));
    places
}

/// Reads a place. One with a mistake stays in the list, or its documents would be said to have no place.
fn read_place(entry: &Entry, reporter: &mut Reporter<'_>) -> Place {
    check_place_id(&entry.key, entry.key_span, reporter);
    let mut fields = Fields::new(&entry.value, reporter);
    let name = fields.required_text(&["name", "名称"]);
    let reading = fields.required_text(&["reading", "よみ"]);
    let code_span = fields.optional(&["code", "コード"]).map_or(entry.key_span, |node| node.span);
    let belongs_to = fields.text(&["belongs_to", "所属"]);
    let category = fields.required(&["category", "区分"]);
    let category = category
        .and_then(|node| Category::read(node, belongs_to.is_some(), &mut fields.reporter))
        .unwrap_or(Category::Prefecture);
    let code = if category.is_body() {
        fields.text(&["code", "コード"])
    } else {
        fields.required_text(&["code", "コード"])
    };
    let prefecture = fields.text(&["prefecture", "都道府県"]);
    let tile = fields.optional(&["tile", "地図の位置"]).and_then(|node| read_tile(node, &mut fields.reporter));
    fields.finish();
    Place {
        name: name.unwrap_or_else(|| entry.key.clone()),
        id: composed(&entry.key),
        reading: reading.unwrap_or_default(),
        code: code.map(|code| if category.is_body() { code } else { one_spelling(&code) }).unwrap_or_default(),
        prefecture: prefecture.map(|id| composed(&id)),
        belongs_to: belongs_to.map(|id| composed(&id)),
        order: String::new(),
        category,
        tile,
        position: reporter.source.position(entry.key_span),
        code_position: reporter.source.position(code_span),
    }
}

/// Reports places whose prefecture is not among them. Whom a body belongs to was asked before.
fn check_prefectures(places: &[Place], reporter: &mut Reporter<'_>) {
    let ids: HashSet<&str> = places.iter().map(|place| place.id.as_str()).collect();
    for place in places {
        let own = place.category == Category::Prefecture || place.category.is_body() && place.prefecture.is_none();
        if own || place.prefecture.as_ref().is_some_and(|id| ids.contains(id.as_str())) {
            continue;
        }
        let message = words!(
            "「{}」の都道府県（prefecture）が places.yaml にありません。",
            "The prefecture of {} is not in places.yaml.",
            place.name
        );
        let hint = words(
            "都道府県も places.yaml に書き、その id を指定してください。",
            "Add the prefecture to places.yaml and give its id.",
        );
        let finding = Finding::new(&codes::PLACE_PREFECTURE, place.position.clone(), message);
        reporter.findings.push(finding.hint(hint));
    }
}

/// Reports places with the code of an earlier one.
fn check_codes(places: &[Place], reporter: &mut Reporter<'_>) {
    let mut first: HashMap<&str, &Place> = HashMap::new();
    for place in places.iter().filter(|place| !place.code.is_empty()) {
        let other = *first.entry(&place.code).or_insert(place);
        if std::ptr::eq(other, place) {
            continue;
        }
        let message =
            words!("「{}」と「{}」の団体コードが同じです。", "{} and {} have the same code.", other.name, place.name);
        let hint = words("どちらかの code を直してください。", "Correct the `code` of one of them.");
        let finding = Finding::new(&codes::PLACE_CODE_TWICE, place.position.clone(), message).hint(hint);
        reporter.findings.push(finding.related(other.position.clone(), words("同じコード", "the same code")));
    }
}

/// Reports places on the tile of an earlier one of their group.
fn check_tiles(places: &[Place], reporter: &mut Reporter<'_>) {
    let mut first: BTreeMap<((usize, usize), PlaceGroup), &Place> = BTreeMap::new();
    for (tile, place) in places.iter().filter_map(|place| Some((place.tile?, place))) {
        let other = *first.entry((tile, place.category.group())).or_insert(place);
        if std::ptr::eq(other, place) {
            continue;
        }
        let message = words!(
            "「{}」と「{}」の地図の位置（tile）が同じです。",
            "{} and {} stand on the same tile of the map.",
            other.name,
            place.name
        );
        let hint = words("どちらかの tile を、空いている位置に変えてください。", "Move one of them to a free tile.");
        let finding = Finding::new(&WRONG_VALUE, place.position.clone(), message).hint(hint);
        reporter.findings.push(finding.related(other.position.clone(), words("同じ位置", "the same tile")));
    }
}

/// The most columns and rows of a map of tiles: a page holds no more.
const MOST_TILES: usize = 16;

/// Reads where a place stands on the map of tiles: its column and its row.
fn read_tile(node: &Node, reporter: &mut Reporter<'_>) -> Option<(usize, usize)> {
    let number = |node: &Node| {
        let number: usize = fold(&node.scalar()?.text).trim().parse().ok()?;
        (1..=MOST_TILES).contains(&number).then_some(number)
    };
    let Content::List(items) = &node.content else { return not_a_tile(node, reporter) };
    match items.as_slice() {
        [column, row] => number(column).zip(number(row)).or_else(|| not_a_tile(node, reporter)),
        _ => not_a_tile(node, reporter),
    }
}

fn not_a_tile(node: &Node, reporter: &mut Reporter<'_>) -> Option<(usize, usize)> {
    let message = words("地図の位置（tile）として読めません。", "This is no place on the map of tiles (`tile`).");
    let hint = words!(
        "左から何列目、上から何行目かを、[3, 1] のように書いてください（1から{MOST_TILES}まで）。",
        "Write the column from the left and the row from the top: [3, 1] (from 1 to {MOST_TILES})."
    );
    reporter.report(&WRONG_VALUE, node.span, message, hint);
    None
}

/// Gives each place that by which places are ordered, and bodies the prefecture of the place they belong to.
fn put_in_order(places: &mut [Place], reporter: &mut Reporter<'_>) {
    let owners = places.iter().filter(|place| !place.category.is_body());
    let by_id: HashMap<&str, &Place> = owners.map(|place| (place.id.as_str(), place)).collect();
    let of_bodies = |place: &Place| by_id.get(place.belongs_to.as_deref()?).copied();
    let owners: Vec<Option<(String, String)>> = places
        .iter()
        .map(|place| of_bodies(place).map(|owner| (owner.code.clone(), owner.prefecture_id().to_owned())))
        .collect();
    for (place, owner) in places.iter_mut().zip(owners) {
        if !place.category.is_body() {
            place.order.clone_from(&place.code);
            continue;
        }
        let Some((code, prefecture)) = owner else {
            let id = place.belongs_to.as_deref().unwrap_or_default();
            let message = words!(
                "「{}」の属する自治体「{id}」が places.yaml にありません。",
                "`{id}`, to which {} belongs, is not in places.yaml.",
                place.name
            );
            let hint = words(
                "belongs_to には、places.yaml に書いた都道府県か市区町村の id を書いてください。",
                "Write the id of a prefecture or municipality of places.yaml in `belongs_to`.",
            );
            reporter.findings.push(Finding::new(&codes::PLACE_OWNER, place.position.clone(), message).hint(hint));
            place.order = format!("~/{}/{}", place.code, place.id);
            continue;
        };
        place.order = format!("{code}/{}/{}", place.code, place.id);
        place.prefecture.get_or_insert(prefecture);
    }
}

/// A code of a local government: ０１１００２, 01100-2 and 01 100 2 are the same.
fn one_spelling(code: &str) -> String {
    fold(code).replace(['-', 'ー', ' '], "")
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

    /// The ids of the place, of its prefecture and of the place that it belongs to: with documents of others rules compare none of its own.
    pub fn related(&self) -> impl Iterator<Item = &str> {
        [Some(&self.id), self.prefecture.as_ref(), self.belongs_to.as_ref()].into_iter().flatten().map(String::as_str)
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
