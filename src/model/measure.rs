//! Measures (`content/measures.yaml`): figures that are compared over places and years, whatever form they came from.

use super::codes;
use super::page_id::check_page_id;
use std::sync::Arc;

use crate::form::{Field, Form, MatrixHead, split_path};
use crate::record::{Content, Fields, Node, did_you_mean, nearest};
use crate::source::{Position, Reporter, Span, Words, words};
use crate::value::quantity::same_unit;

/// A measure: a figure of sheets, or the ratio of two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Part of the address of its page.
    pub id: String,
    /// Its name on the site: 1万人当たりの病床数.
    pub label: String,
    /// Unit of a ratio; a plain figure has the form's.
    pub unit: Option<String>,
    /// The path of the figure, or of the upper one of a ratio: `inpatients.one_year_or_more`, `ghg.total.y2013`.
    pub of: String,
    /// The lower one of a ratio.
    pub to: Option<Ratio>,
    /// Whether the figures of places may be added up.
    pub total: bool,
    /// What a reader must know.
    pub note: Option<String>,
    /// Where its paths are written; none where no file says it.
    pub positions: Vec<Position>,
}

/// What a figure is divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The path of the figure.
    pub to: String,
    /// Of how many: 100 for percent, 10,000 for a number per 10,000 residents.
    pub per: u32,
    /// Digits after the point, rounded half up.
    pub decimals: u8,
}

/// Reads `measures.yaml`: a map from id to measure, in its order.
pub fn read_measures(node: &Node, forms: &[Arc<Form>], reporter: &mut Reporter<'_>) -> Vec<Measure> {
    let entries = if node.content == Content::Blank { None } else { node.entries(reporter) };
    let mut measures = Vec::new();
    for entry in entries.unwrap_or_default() {
        check_page_id(&entry.key, entry.key_span, reporter);
        let mut fields = Fields::new(&entry.value, reporter);
        let label = fields.required_text(&["label", "名称"]);
        let unit = fields.text(&["unit", "単位"]);
        let of = fields.required(&["of", "値"]);
        let to = fields.optional(&["to", "割る値"]);
        let per = fields.integer(&["per", "当たり"]);
        let decimals = fields.integer(&["decimals", "小数"]);
        let total = fields.boolean(&["total", "合計"]).unwrap_or(false);
        let total_node = fields.optional(&["total", "合計"]).filter(|_| total);
        let note = fields.text(&["note", "注記"]);
        fields.finish();
        let mut path = |node: &Node| {
            let written = node.text(reporter)?.text.trim().to_owned();
            let known = forms.iter().any(|form| form.has_figure(&written));
            // What of a form could not be read was reported there.
            let may_be_unread = || forms.iter().any(|form| form.unread.may_have(split_path(&written).0));
            if !known && !may_be_unread() {
                let (message, hint) = no_figure(forms, &written);
                reporter.report(&codes::MEASURE_FIELD, node.span, message, hint);
            }
            known.then_some(written)
        };
        let spans: Vec<Span> = of.iter().chain(&to).map(|node| node.span).collect();
        let of = of.and_then(&mut path);
        let to = to.map(&mut path);
        // A ratio without its lower figure would be another measure.
        let ratio = match to {
            Some(None) => continue,
            Some(Some(to)) => Some(Ratio {
                to,
                // Percent, where nothing is said.
                per: per.and_then(|per| u32::try_from(per).ok()).filter(|per| *per > 0).unwrap_or(100),
                // One digit where nothing is said. More than six would show nothing but the error of the figures.
                decimals: decimals
                    .and_then(|decimals| u8::try_from(decimals).ok())
                    .map_or(1, |decimals| decimals.min(6)),
            }),
            None => None,
        };
        if let (Some(label), Some(of)) = (label, of) {
            let adds_up = || ratio.is_none() && adds_up(forms, &of) && !is_rate(&label);
            let total = total_node.filter(|node| {
                let fits = adds_up();
                if !fits {
                    report_total(&label, node.span, reporter);
                }
                fits
            });
            let total = total.is_some();
            let positions = spans.into_iter().map(|span| reporter.source.position(span)).collect();
            measures.push(Measure { id: entry.key.clone(), label, unit, of, to: ratio, total, note, positions });
        }
    }
    measures
}

/// Why no form has a figure at a path, and what can be written: as the newest form with that field has it.
fn no_figure(forms: &[Arc<Form>], path: &str) -> (Words, Words) {
    let (id, part) = split_path(path);
    let fields = || forms.iter().flat_map(|form| form.fields()).map(|(_, field)| field);
    let newest = forms.iter().rev().flat_map(|form| form.fields()).map(|(_, field)| field).find(|field| field.id == id);
    let inside = |field: &&Field| part.is_some() || field.kind.has_rows() && field.kind.records().is_none();
    if let Some(field) = newest.filter(inside) {
        return field.no_figure(path);
    }
    let message = words!("どの様式にも「{path}」という数値の項目がありません。", "No form has a figure `{path}`.");
    let near = nearest(id, fields().filter(|field| field.id != id).map(|field| field.id.as_str()));
    let hint = near.filter(|_| newest.is_none()).map_or_else(
        || {
            words(
                "様式の数の項目の id を書いてください。内訳は「inpatients.one_year_or_more」、表の行と列は「ghg.total.y2013」のように「.」でつなぎます。",
                "Write the id of a field of figures; a part, or a row and a column, follow after points, as in `inpatients.one_year_or_more` and `ghg.total.y2013`.",
            )
        },
        |near| {
            let right = part.map_or_else(|| near.to_owned(), |part| format!("{near}.{part}"));
            did_you_mean(&right)
        },
    );
    (message, hint)
}

/// Whether the figures at a path may be added up, as far as the forms tell: shares and means may not, and words are counted.
fn adds_up(forms: &[Arc<Form>], path: &str) -> bool {
    let (_, part) = split_path(path);
    let fields = forms.iter().flat_map(|form| form.fields()).map(|(_, field)| field);
    fields.filter(|field| field.has_figure(path)).all(|field| {
        let steps: Vec<&str> = part.into_iter().flat_map(|part| part.split('.')).collect();
        let heads =
            || field.kind.matrix().into_iter().flat_map(|settings| settings.rows.iter().chain(&settings.columns));
        let heads: Vec<&MatrixHead> = heads().filter(|head| steps.contains(&head.id.as_str())).collect();
        let column = field.kind.table().into_iter().flat_map(|settings| &settings.columns);
        let column = column.map(|column| column.field.as_ref()).find(|column| steps.contains(&column.id.as_str()));
        let of_column = column.and_then(|column| column.unit.as_deref());
        let unit = heads.iter().find_map(|head| head.unit.as_deref()).or(of_column).or(field.unit.as_deref());
        let part = part.and_then(|part| field.kind.part_label(part)).or(column.map(|column| column.label.as_str()));
        let mut labels = heads.iter().map(|head| head.label.as_str()).chain(part).chain([field.label.as_str()]);
        let figures = field.kind.is_figures() || column.is_some() || field.kind.indicators().is_some();
        figures
            && field.kind.rates().is_none()
            && !heads.iter().any(|head| head.is_ratio())
            && unit.is_none_or(|unit| ["％", "‰"].iter().all(|rate| !same_unit(unit, rate)))
            && !labels.any(is_rate)
    })
}

/// Whether a label says that its figures are rates or means: 高齢化率, 平均在院日数, 一人当たりの費用.
fn is_rate(label: &str) -> bool {
    let label = label.split(['（', '(']).next().unwrap_or_default().trim();
    ["平均", "割合", "当たり", "あたり"].iter().any(|word| label.contains(word))
        || ["率", "比", "指数", "密度"].iter().any(|word| label.ends_with(word))
}

fn report_total(label: &str, span: Span, reporter: &mut Reporter<'_>) {
    let message = words!(
        "「{label}」は、自治体の数を足しても、全体の数になりません。",
        "The figures of `{label}` do not add up over places."
    );
    let hint = words(
        "割合、平均、選択肢の合計は出せません。total の行を消してください。割る前の数（人数、件数、金額）を、別の数値として書けば、合計できます。",
        "Rates, means and choices have no sum: take `total` out. Counts and amounts may be added up, as measures of their own.",
    );
    reporter.report(&codes::MEASURE_TOTAL, span, message, hint);
}

impl Measure {
    /// A figure of forms that no editor has made a measure, with whether the figures of places may be added up.
    #[must_use]
    pub fn of_figure(path: &str, forms: &[Arc<Form>]) -> Option<Measure> {
        let fields = || forms.iter().rev().flat_map(|form| form.fields()).map(|(_, field)| field);
        let label = fields().find(|field| field.has_figure(path))?.label_of(path);
        let total = adds_up(forms, path);
        let of = path.to_owned();
        Some(Measure { id: of.clone(), label, unit: None, of, to: None, total, note: None, positions: Vec::new() })
    }

    /// Address of its page.
    pub fn page(&self) -> String {
        format!("measures/{}.html", self.id)
    }
}
