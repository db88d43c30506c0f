//! The cases of `tests/charts/*.yaml`: inputs as people write them, and the page that shows what becomes of each.

mod html;
pub mod inputs;

use std::path::{Path, PathBuf};

use nenpo::charts::{Chart, ChartFrame, DrawnChart, Reason};
use nenpo::text::SiteLanguage;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use html::{html, page};

/// Where the cases are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts")
}

/// A case, to be drawn.
pub struct Case {
    pub name: String,
    pub draw: Box<dyn Fn() -> Result<DrawnChart, Reason> + Send + Sync>,
}

/// The cases of a chart; each id starts with its name, so that all can stand on one page.
pub fn cases(chart: &Chart) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join(format!("{}.yaml", chart.name))).expect("a file of cases");
    inputs::read(chart.name, &text)
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

type Draw<T> = fn(&ChartFrame<'_>, &str, &T) -> Result<DrawnChart, Reason>;

/// Reads the cases of a chart, given what draws one.
fn each<T: DeserializeOwned + Send + Sync + 'static>(chart: &str, text: &str, draw: Draw<T>) -> Vec<Case> {
    let cases: Vec<Framed<T>> = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{chart}: {error}"));
    let case = |(index, case): (usize, Framed<T>)| {
        let id = format!("{chart}-{}", index + 1);
        let name = case.case.clone();
        let draw = move || {
            let frame = ChartFrame {
                id: &id,
                what: &case.what,
                place: &case.place,
                year: &case.year,
                as_of: case.as_of.as_deref(),
                scope: case.scope.as_deref(),
                language: case.language.as_deref().map(SiteLanguage::parse).unwrap_or_default(),
                table: None,
            };
            draw(&frame, &case.unit, &case.input)
        };
        Case { name, draw: Box::new(draw) }
    };
    cases.into_iter().enumerate().map(case).collect()
}
