//! Where a page tells when a figure was true and for what area: behind it, in its cell, over it, or in the remarks under it.

use std::sync::LazyLock;

use nenpo::text::era;
use scraper::{ElementRef, Selector};

use super::sheets::Leaf;
use crate::page::{css, fold, words};

/// What ends the elements that belong to a figure.
static NEXT: LazyLock<Selector> = LazyLock::new(|| css("data, .quantity, .state"));
static HEADS: LazyLock<Selector> = LazyLock::new(|| css("caption, thead th"));

/// What is not printed with a figure, and what is printed wrongly.
pub fn check(leaf: &Leaf, figure: ElementRef<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let (notes_after, around) = (notes_after(figure), around(figure));
    // A figure of a column that is a year or a month is told with it.
    let mut steps = figure.attr("data-at").unwrap_or_default().rsplit('.');
    let of_column: Option<String> = steps.find_map(|step| match step.split_at_checked(1)? {
        ("y", year) => year.parse().ok().map(era::fiscal_year),
        ("m", month) => month.parse::<u8>().ok().map(|month| format!("{month}月")),
        _ => None,
    });
    for (class, expected) in [("when", &leaf.as_of), ("scope", &leaf.scope)] {
        let date = notes_after.iter().filter(|element| has_class(**element, class)).map(|element| words(*element));
        let date: Vec<String> = date.collect();
        match expected {
            Some(expected) if date.is_empty() && !around.contains(&fold(expected)) => {
                wrong.push(format!("{class} `{expected}` is not printed"));
            }
            Some(expected) => {
                let others = date.iter().filter(|date| bare(date) != bare(expected));
                wrong.extend(others.map(|date| format!("{class} is told as `{date}`, in the sheet `{expected}`")));
            }
            None => {
                let date = date.iter().filter(|date| of_column.as_ref().is_none_or(|year| bare(year) != bare(date)));
                wrong.extend(date.map(|date| format!("{class} is told as `{date}`, but the sheet has none")));
            }
        }
    }
    wrong
}

/// The fiscal year that is told behind a figure, or by the head of its column, in digits.
pub fn year_told(figure: ElementRef<'_>) -> Option<String> {
    let behind = notes_after(figure).into_iter().find(|element| has_class(*element, "when")).map(words);
    let cell = figure.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "td");
    let head = cell.and_then(|cell| cell.attr("data-label")).map(fold).unwrap_or_default();
    // The head names its year first, and then that of its figures, where it is another.
    let told_at = |year: i32| {
        let name = fold(&era::fiscal_year(year));
        let at = match &behind {
            Some(behind) => (bare(behind) == name).then_some(0),
            None => head.rfind(&name),
        };
        Some((at?, year))
    };
    (2000..2100).filter_map(told_at).max().map(|(_, year)| year.to_string())
}

/// A date without the word that says it is one.
fn bare(notes: &str) -> String {
    let notes = fold(notes);
    let notes = notes.strip_prefix(&fold("As of ")).unwrap_or(&notes);
    notes.strip_suffix("時点").unwrap_or(notes).to_owned()
}

/// When a ratio was true: the date of both figures, or the two by what they are of.
pub fn dates_of_ratio(of: Option<&Leaf>, to: Option<&Leaf>) -> Option<String> {
    let [of, to] = [of, to].map(|leaf| leaf.and_then(|leaf| leaf.as_of.as_deref()));
    if of == to {
        return of.map(str::to_owned);
    }
    let parts = [of.map(|of| format!("分子：{of}")), to.map(|to| format!("分母：{to}"))];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join("、"))
}

/// Whether the date of a figure is printed with it, and no other; or without one, in the head of its column.
pub fn has_date(expected: &str, figure: ElementRef<'_>) -> bool {
    let date = notes_after(figure).into_iter().find(|element| has_class(*element, "when"));
    date.map_or_else(|| around(figure).contains(&bare(expected)), |date| bare(&words(date)) == bare(expected))
}

/// Whether the scope of a figure is printed with it.
pub fn has_scope(leaf: &Leaf, figure: ElementRef<'_>) -> bool {
    let scope = notes_after(figure)
        .into_iter()
        .find(|element| has_class(*element, "scope"))
        .map(|element| fold(&words(element)));
    scope == leaf.scope.as_deref().map(fold)
}

fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|own| own == class)
}

/// The elements after a figure, up to the next figure; for several in one cell, those after the last.
fn notes_after(figure: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    // A link and a mark for a note are part of the figure.
    let mut outermost = figure;
    while let Some(parent) = outermost.parent().and_then(ElementRef::wrap)
        && (parent.value().name() == "a" || has_class(parent, "noted"))
    {
        outermost = parent;
    }
    let mut notes = Vec::new();
    let cell = outermost.parent().and_then(ElementRef::wrap);
    let all_of_cell = cell.is_some_and(|cell| cell.value().name() == "td");
    for element in outermost.next_siblings().filter_map(ElementRef::wrap) {
        if NEXT.matches(&element) || element.select(&NEXT).next().is_some() {
            if all_of_cell {
                continue;
            }
            break;
        }
        notes.push(element);
    }
    notes
}

/// The words that stand over a figure or hold for all around it, folded.
fn around(figure: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut top = figure;
    for element in figure.ancestors().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        if name == "section" || name == "main" || has_class(element, "key-figures") || has_class(element, "cards") {
            break;
        }
        if name == "td" || name == "th" || name == "li" {
            text += &words(element);
            text += element.attr("data-label").unwrap_or_default();
        }
        let in_list = element.parent().and_then(ElementRef::wrap).is_some_and(|list| list.value().name() == "dl");
        if name == "div" && in_list {
            // A short answer has its heading and its remarks beside it.
            return fold(&(text + &words(element)));
        }
        // Where a row has one figure, the other cells are about it.
        if name == "tr" && element.select(&NEXT).filter(|other| other.value().name() == "data").count() == 1 {
            text += &words(element);
        }
        if name == "table" {
            text += &element.select(&HEADS).map(words).collect::<String>();
        }
        top = element;
    }
    // The heading of the field on the page of a document, and the remarks under it.
    if top.parent().and_then(ElementRef::wrap).is_some_and(|parent| parent.value().name() == "section") {
        for element in top.prev_siblings().filter_map(ElementRef::wrap) {
            text += &words(element);
            if has_class(element, "field-head") || has_class(element, "section-head") {
                break;
            }
        }
        let remarks = top.next_siblings().filter_map(ElementRef::wrap);
        let until = remarks.take_while(|element| !has_class(*element, "field-head") && element.value().name() != "dl");
        text += &until.filter(|element| has_class(*element, "circumstance")).map(words).collect::<String>();
    }
    fold(&text)
}
