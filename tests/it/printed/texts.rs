//! The text versions of sheets: each figure stands under the label of its field, with its unit, and its date and its scope
//! stand in its line, over the field or in the remarks under it.

use nenpo::compare::Figure;
use nenpo::form::{Field, Kind};
use nenpo::model::Document;

use super::sheets::Leaf;
use super::{Found, Published};
use crate::page::fold;

/// What begins a line that tells of the figures over it.
const REMARKS: [&str; 4] = ["範囲:", "出典:", "Covers:", "Source:"];

/// Begins a section.
const SECTION: &str = "■";

pub fn walk(published: &Published, path: &str, text: &str, found: &mut Found) {
    let page = format!("{}.html", path.trim_end_matches(".txt"));
    let Some(document) = published.site.documents.iter().find(|document| document.page == page) else { return };
    let lines: Vec<String> = text.lines().map(fold).collect();
    let wrong = key_figures(published, document, &lines, found).into_iter();
    let wrong: Vec<String> = wrong.chain(fields(published, document, &lines, found)).collect();
    found.trouble.extend(wrong.into_iter().map(|wrong| format!("{path}: {wrong}")));
}

/// Each key figure has a line, with all that has to be printed with it.
fn key_figures(published: &Published, document: &Document, lines: &[String], found: &mut Found) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in &document.form.key_figures {
        let Some(figure) = Figure::of(document, path) else { continue };
        let Some(leaf) = published.leaves[&document.page].get(&figure.path()) else { continue };
        let label = fold(&figure.label()) + ":";
        let line = lines.iter().find(|line| line.starts_with(&label)).map_or("", String::as_str);
        found.figures += 1;
        wrong.extend(missing(leaf, line, line).into_iter().map(|wrong| format!("key figure {path}: {wrong}")));
    }
    wrong
}

/// Whether a path names a row of a matrix, perhaps of one in a record.
fn stands_for_a_row(field: &Field, path: &str) -> bool {
    let parts: Vec<&str> = path.split('.').collect();
    match (&parts[..], field.kind.records()) {
        ([_, _], None) => field.kind.matrix().is_some(),
        ([_, _, inner, _], Some(settings)) => {
            settings.fields.iter().any(|own| own.id == *inner && own.kind.matrix().is_some())
        }
        _ => false,
    }
}

/// The answers stand in the order of the form, each from its label to the next one's.
fn fields(published: &Published, document: &Document, lines: &[String], found: &mut Found) -> Vec<String> {
    let sections = lines.iter().enumerate().filter(|(_, line)| line.starts_with(SECTION)).map(|(at, _)| at);
    let own = sections.clone().nth(usize::from(!document.form.key_figures.is_empty()));
    let mut from = own.unwrap_or_default();
    let mut starts = Vec::new();
    let mut wrong = Vec::new();
    for (_, field, _) in document.answers() {
        let label = fold(&field.label);
        let heads = |line: &String| {
            let after = line.strip_prefix(&label).map(|after| after.chars().next());
            after.is_some_and(|next| matches!(next, None | Some('(' | ':')))
                || line.starts_with(SECTION) && line.ends_with(&label)
        };
        match lines.iter().skip(from).position(heads) {
            Some(at) => {
                starts.push((field, from + at));
                from += at;
            }
            None => wrong.push(format!("does not name {}", field.id)),
        }
    }
    for (at, (field, start)) in starts.iter().enumerate() {
        let next = starts[at + 1..].iter().map(|(_, next)| *next).find(|next| next > start);
        let section = sections.clone().find(|section| section > start);
        let end = next.into_iter().chain(section).min().unwrap_or(lines.len());
        let region = &lines[*start..end];
        let short = matches!(field.kind, Kind::Number);
        // Their figures stand behind a label each; the sentence of a chart has none.
        let labelled = matches!(field.kind, Kind::Composition(_) | Kind::Rates(_) | Kind::Indicators(_));
        for (path, leaf) in &published.leaves[&document.page] {
            if path.split('.').next() != Some(&field.id) {
                continue;
            }
            // What stands for a row elsewhere is one of its cells here.
            if stands_for_a_row(field, path) {
                continue;
            }
            found.figures += 1;
            let nearest = (0..region.len())
                .filter(|line| short || !labelled || region[*line].contains(':'))
                .map(|line| {
                    let attached = if short { region.concat() } else { attached(region, line) };
                    missing(leaf, &region[line], &attached)
                })
                .min_by_key(Vec::len);
            wrong.extend(nearest.into_iter().flatten().map(|wrong| format!("{path}: {wrong}")));
        }
    }
    wrong
}

/// What holds for a line among those of a field: the label of the field and of the column over it, and the remarks.
fn attached(region: &[String], line: usize) -> String {
    let is_remark = |line: &&String| REMARKS.iter().any(|word| line.starts_with(word));
    let head = region.iter().take(2);
    let over = region[..line].iter().rev().find(|over| !over.contains(':'));
    let own = region[line..].iter().take(1).chain(region[line + 1..].iter().take_while(is_remark));
    let last = region.iter().rev().skip_while(|line| line.is_empty()).take_while(is_remark);
    head.chain(over).chain(own).chain(last).map(String::as_str).collect()
}

/// What a line does not say of a figure: its number with its unit, and what stands around it the date and the scope.
fn missing(leaf: &Leaf, line: &str, attached: &str) -> Vec<String> {
    let plain = |text: &str| fold(text).replace(',', "");
    let Some(number) = leaf.number.as_deref() else { return Vec::new() };
    let unit = plain(leaf.unit.as_deref().unwrap_or_default());
    let line = plain(line);
    let digits = number.trim_start_matches('-');
    let said = line.match_indices(digits).any(|(at, _)| {
        let (before, after) = (line[..at].chars().next_back(), &line[at + digits.len()..]);
        let minus = before.is_some_and(|c| matches!(c, '-' | '▲' | '△'));
        let whole = !before.is_some_and(|c| c.is_ascii_digit() || c == '.') && minus == (digits != number);
        // 88 may be printed as 88.0, and how many have something stands before how many there are: 1/3.
        let rest = after.strip_prefix(".0").unwrap_or(after);
        let rest = rest.strip_prefix('/').map_or(rest, |of| of.trim_start_matches(|c: char| c.is_ascii_digit()));
        whole && !rest.starts_with(|c: char| c.is_ascii_digit()) && rest.starts_with(&unit)
    });
    // 8分36秒 is one number, written as two.
    let written = plain(&leaf.written);
    let said = said || !written.contains(digits) && line.contains(&written);
    let mut missing = Vec::new();
    if !said {
        // Where the number is not there, there is nothing that the rest could belong to.
        missing.extend(["date", "scope", "figure"].map(|what| format!("its {what} is missing: `{}`", leaf.written)));
        return missing;
    }
    for (what, part) in [("date", &leaf.as_of), ("scope", &leaf.scope)] {
        if let Some(part) = part.as_deref().filter(|part| !attached.contains(&fold(part))) {
            missing.push(format!("its {what} `{part}` is not printed"));
        }
    }
    missing
}
