//! What changed from one sheet of a place to the next: each entry cites the two figures or rows it comes from.

use crate::compare::distribution::listed_answer;
use crate::compare::indicators::{self, DocumentIndicator};
use crate::compare::issues::{self, End, Issue, IssueCourse};
use crate::compare::rows::{RowKey, indicators_by_key};
use crate::compare::{Change, Measured, movement, progress};
use crate::model::{Document, Measure, Outcome};
use crate::pages::indicators::words_of;
use crate::pages::{RenderContext, change, summary};
use crate::value::indicators::IndicatorColumn;
use crate::value::{FigureNote, Printed};
use crate::view;
use crate::view::View;

/// How many pairs of sheets are described: older changes are in the charts over years and in the series of indicators,
/// and three years are what a reader compares.
const PAIRS: usize = 3;
/// How many changes are told first, and how many of them are figures: what a reader keeps in mind. The rest can be unfolded.
const HIGHLIGHTS: usize = 5;
const FIGURES_FIRST: usize = 3;

/// The changes between each two sheets that follow each other, the newest first.
///
/// Where the place has several series of sheets, each pair says of which it is.
pub fn views<'d>(
    context: RenderContext<'_>,
    sheets: &[&'d Document],
    several: bool,
    told: &ToldOfPlace<'d, '_>,
) -> Vec<View> {
    let pairs = sheets.windows(2).rev().take(PAIRS).enumerate().filter_map(|(at, pair)| {
        let [before, now] = pair else { return None };
        let mut view = between(context, before, now, told);
        view.set("name", several.then(|| summary::name(now)));
        view.set("folded", at > 0);
        Some(view)
    });
    pairs.collect()
}

/// What else is known of the place whose sheets are compared.
pub struct ToldOfPlace<'d, 'f> {
    /// All its documents: the lower figure of a ratio may be in another one.
    pub documents: &'f [&'d Document],
    /// Of which measures the page has the figures of all years in a table: of those it says only by how much they changed.
    pub in_table: &'f dyn Fn(&Measure) -> bool,
}

/// The changes from one sheet to another.
pub fn between<'d>(
    context: RenderContext<'_>,
    before: &'d Document,
    now: &'d Document,
    told: &ToldOfPlace<'d, '_>,
) -> View {
    let FigureChanges { moved, sizes, same, unlike } = FigureChanges::between(context, before, now, told);
    let (indicators, issues) = (results(context, before, now), issue_changes(context, before, now));
    let list = |view: Option<&View>| match view {
        Some(View::List(list)) => list.clone(),
        _ => Vec::new(),
    };
    let [ended, new, carried] = ["ended", "new", "carried"].map(|key| list(issues.get(key)));
    let results = list(Some(&indicators));
    let all = moved.len() + results.len() + ended.len() + new.len() + carried.len() + unlike.len();
    let highlights = highlights(&moved, &sizes, &results, &ended, &new);
    view! {
        "now" => summary::year_view(context, now.year),
        "before" => summary::year_view(context, before.year),
        "page" => &now.page,
        // What is told first says all where nothing else is to be told.
        "more" => all > highlights.len() || !same.is_empty(),
        "all" => all,
        "highlights" => highlights,
        "figures" => moved,
        "same" => View::list(&same),
        "unlike" => unlike,
        "indicators" => indicators,
        "issues" => issues,
    }
}

/// What the measures of two sheets say of each other.
#[derive(Default)]
struct FigureChanges {
    /// The measures that are more, less or others than before, as templates see them.
    moved: Vec<View>,
    /// How large each of these changes is in proportion to the figure before; 0 of what is no number.
    sizes: Vec<f64>,
    /// The labels of the measures that are as they were.
    same: Vec<String>,
    /// The measures whose figures cannot be compared, with the reason.
    unlike: Vec<View>,
}

impl FigureChanges {
    fn between<'d>(
        context: RenderContext<'_>,
        before: &'d Document,
        now: &'d Document,
        told: &ToldOfPlace<'d, '_>,
    ) -> FigureChanges {
        let mut changes = FigureChanges::default();
        let FigureChanges { moved, sizes, same, unlike } = &mut changes;
        for measure in &context.site.measures {
            let (Some(old), Some(new)) =
                (Measured::of(before, measure, told.documents), Measured::of(now, measure, told.documents))
            else {
                continue;
            };
            if old.quantity.is_unanswered() && new.quantity.is_unanswered() {
                continue;
            }
            let words = change::view(&new.side(), Some(&old.side()), before.year, context);
            match Change::between(&new.side(), Some(&old.side())) {
                Some(Change::More(_) | Change::Less(_)) => {
                    sizes.push(movement::change(&new, &old).map_or(0.0, |(_, relative)| relative));
                    moved.push(view! {
                        "label" => &measure.label,
                        "page" => measure.page(),
                        "before" => cited(context, before, &old.printed()),
                        "now" => cited(context, now, &new.printed()),
                        "change" => words,
                        "by" => change::amount(context, &new, &old).map(|(_, text)| text),
                        "in_table" => (told.in_table)(measure),
                    });
                }
                Some(Change::Same) => same.push(measure.label.clone()),
                Some(Change::Unlike(_)) => unlike.push(view! { "label" => &measure.label, "change" => words }),
                // Choices are no numbers: they are the same, or others.
                None if is_choice(&old) && is_choice(&new) => {
                    if old.quantity.written == new.quantity.written {
                        same.push(measure.label.clone());
                    } else {
                        sizes.push(0.0);
                        moved.push(view! {
                            "label" => &measure.label,
                            "page" => measure.page(),
                            "before" => cited(context, before, &old.printed()),
                            "now" => cited(context, now, &new.printed()),
                        });
                    }
                }
                None => {}
            }
        }
        changes
    }
}

/// The changes told first: the figures that changed most in proportion, then results of indicators, then issues that ended
/// and new ones, then further figures. The page states this rule.
fn highlights(moved: &[View], sizes: &[f64], results: &[View], ended: &[View], new: &[View]) -> Vec<View> {
    let mut figures: Vec<(&View, f64)> = moved.iter().zip(sizes.iter().copied()).collect();
    figures.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut figures = figures.into_iter().map(|(view, _)| ("figure", view));
    let first: Vec<(&str, &View)> = figures.by_ref().take(FIGURES_FIRST).collect();
    let named = |kind: &'static str| move |view| (kind, view);
    let others = results.iter().map(named("indicator"));
    let others = others.chain(ended.iter().map(named("ended"))).chain(new.iter().map(named("new")));
    let chosen = first.into_iter().chain(others).chain(figures).take(HIGHLIGHTS);
    let view = |(kind, view): (&str, &View)| {
        let mut view = view.clone();
        view.set("kind", kind);
        view
    };
    chosen.map(view).collect()
}

/// Whether a measure is a choice, and something is chosen.
fn is_choice(measured: &Measured<'_>) -> bool {
    listed_answer(measured.document, &measured.path()).is_some_and(|answer| answer.absence.is_none())
}

/// A figure and of which year's sheet it is.
fn cited(context: RenderContext<'_>, document: &Document, figure: &Printed<'_>) -> View {
    view! { "figure" => figure.view(context.language()), "year" => summary::year_view(context, document.year) }
}

/// Targets of the earlier sheet whose results are in the later one.
fn results(context: RenderContext<'_>, before: &Document, now: &Document) -> View {
    let targets = indicators::indicators_of(before);
    let results = indicators::indicators_of(now);
    let results = indicators_by_key(&results);
    let pairs = targets.iter().filter(|target| target.is_open() && target.id().is_some()).filter_map(|target| {
        let result = results.get(&RowKey::Id(target.id()?))?.iter().find(|result| result.row.actual.is_some())?;
        target.row.target.as_ref()?;
        // Judged by its own row, as everywhere.
        let progress = result.progress();
        Some(view! {
            "name" => result.name().as_ref(),
            "target" => row_of(context, before, target, IndicatorColumn::Target),
            "actual" => row_of(context, now, result, IndicatorColumn::Actual),
            "standing" => progress::standing(&progress).id(),
            "words" => words_of(context, &result.row.name, &progress),
        })
    });
    View::list(pairs)
}

/// The figures of an indicator in one column, and of which year's sheet they are.
fn row_of(
    context: RenderContext<'_>,
    document: &Document,
    entry: &DocumentIndicator<'_>,
    column: IndicatorColumn,
) -> View {
    let note = FigureNote {
        page: Some((document.page_of(&entry.fragment), Some(document.anchor(&entry.fragment)))),
        ..entry.figure_note(column)
    };
    let figures = entry.printed(column, note).unwrap_or_default();
    view! { "figures" => View::list(figures.iter().map(|figure| figure.view(context.language()))), "year" => summary::year_view(context, document.year) }
}

fn issue_changes(context: RenderContext<'_>, before: &Document, now: &Document) -> View {
    let between = issues::between(before, now);
    view! {
        "new" => View::list(between.new.iter().map(|issue| issue_view(context, issue))),
        "carried" => View::list(between.carried.iter().map(|(_, issue)| issue_view(context, issue))),
        "ended" => View::list(between.ended.iter().map(|(issue, end)| {
            let (id, word, note) = outcome(*end);
            let mut view = issue_view(context, issue);
            view.set("end", id);
            view.set("end_word", context.theme.word(word));
            view.set("note", note);
            view
        })),
    }
}

/// An issue and where it stands.
pub fn issue_view(context: RenderContext<'_>, issue: &Issue<'_>) -> View {
    view! {
        "text" => &issue.text,
        "year" => summary::year_view(context, issue.document.year),
        "page" => &issue.document.page,
        "fragment" => issue.document.anchor(&issue.fragment()),
    }
}

/// Where an issue stands, as [`outcome`] says it; nothing where no other sheet tells whether it is new.
pub fn state_of(course: &IssueCourse<'_>) -> Option<(&'static str, &'static str, Option<String>)> {
    match (&course.end, course.steps.len()) {
        (Some((end, _)), _) => Some(outcome(*end)),
        (None, 1) => course.is_new.then_some(("new", "issue_new", None)),
        (None, _) => Some(("carried", "issue_carried", None)),
    }
}

/// What became of an issue: a name for templates, the interface word for it, and the author's words on it.
fn outcome(end: End<'_>) -> (&'static str, &'static str, Option<String>) {
    match end {
        End::Said(ending) if ending.outcome == Outcome::Solved => ("solved", "issue_solved", ending.note.clone()),
        End::Said(ending) => ("given_up", "issue_given_up", ending.note.clone()),
        End::Mentioned => ("mentioned", "issue_mentioned", None),
        End::Silent => ("silent", "issue_silent", None),
    }
}
