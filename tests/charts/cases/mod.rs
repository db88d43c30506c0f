//! The cases of `tests/charts/*.yaml`: inputs as people write them, and the page that shows what becomes of each.

mod html;
pub mod inputs;

use std::path::{Path, PathBuf};

use nenpo::charts::{Figure, Frame, Reason};
use nenpo::text::SiteLanguage;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use html::{html, page};

/// All kinds of charts that have cases, in the order of the gallery.
pub const KINDS: [&str; 9] =
    ["composition", "composition-years", "rates", "progress", "places", "years", "issues", "schedule", "sparkline"];

/// Where the cases are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts")
}

/// A case, drawn.
pub struct Case {
    pub name: String,
    pub outcome: Result<Figure, Reason>,
}

/// The cases of one kind of chart; each id starts with the kind, so that all can stand on one page.
pub fn cases(kind: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join(format!("{kind}.yaml"))).expect("a file of cases");
    match kind {
        "composition" => each(kind, &text, inputs::composition),
        "composition-years" => each(kind, &text, inputs::composition_years),
        "rates" => each(kind, &text, inputs::rates),
        "progress" => each(kind, &text, inputs::progress),
        "places" => each(kind, &text, inputs::places),
        "years" => each(kind, &text, inputs::years),
        "issues" => each(kind, &text, inputs::issues),
        "schedule" => each(kind, &text, inputs::schedule),
        _ => each(kind, &text, inputs::sparkline),
    }
}

/// What stands around every case; the rest is the chart's own.
#[derive(Deserialize)]
struct Framed<T> {
    case: String,
    #[serde(default)]
    what: String,
    #[serde(default = "kawasaki")]
    place: String,
    #[serde(default = "this_year")]
    year: String,
    as_of: Option<String>,
    scope: Option<String>,
    /// `en` draws the case for an English site.
    language: Option<String>,
    #[serde(default)]
    unit: String,
    #[serde(flatten)]
    input: T,
}

fn kawasaki() -> String {
    "川崎市".to_owned()
}

fn this_year() -> String {
    "令和3年度（2021年度）".to_owned()
}

type Draw<T> = fn(&Frame<'_>, &str, &T) -> Result<Figure, Reason>;

fn each<T: DeserializeOwned>(kind: &str, text: &str, draw: Draw<T>) -> Vec<Case> {
    let cases: Vec<Framed<T>> = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{kind}: {error}"));
    let mut drawn = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let id = format!("{kind}-{}", index + 1);
        let frame = Frame {
            id: &id,
            what: &case.what,
            place: &case.place,
            year: &case.year,
            as_of: case.as_of.as_deref(),
            scope: case.scope.as_deref(),
            language: case.language.as_deref().map(SiteLanguage::parse).unwrap_or_default(),
            table: None,
        };
        drawn.push(Case { name: case.case.clone(), outcome: draw(&frame, &case.unit, &case.input) });
    }
    drawn
}
