//! What all places say in one thing, over years: a measure, a figure, or any other answer; for a meeting, with sums where they mean
//! something. It is made of what is published, so that nothing is told that is withheld.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::total::{NotAdded, Total, groups_of};
use crate::compare::{Measured, unit_of};
use crate::data::{Observation, Status, entries};
use crate::error::{Error, Result};
use crate::model::{Measure, Place, PlaceGroup};
use crate::record::{did_you_mean, nearest};
use crate::restrict::Restricted;
use crate::source::{StaticWords, words};
use crate::text::{SiteLanguage, fold};
use crate::value::{Absence, Quantity};

use super::report::{columns, said};
use super::{OfficeCell, OfficeColumn, OfficeReport, OfficeRow};

/// What is asked for.
#[derive(Clone, Copy)]
pub struct FiguresRequest<'a> {
    /// The site as everybody may see it.
    pub site: &'a Restricted,
    /// A measure, the path of a figure or of another field, or a label: `beds`, `inpatients.total`, 精神科病床数.
    pub asked: &'a str,
    /// Whether a fiscal year is wanted.
    pub is_year: &'a dyn Fn(i32) -> bool,
    /// Whether a place is wanted.
    pub is_place: &'a dyn Fn(&Place) -> bool,
}

/// The table of what is asked for.
///
/// # Errors
/// When nothing is called so.
pub fn figures(request: &FiguresRequest<'_>, language: SiteLanguage) -> Result<OfficeReport> {
    if let Some(measure) = measure(request) {
        return Ok(of_measure(request, &measure, language));
    }
    of_answers(request, language).ok_or_else(|| unknown(request))
}

/// The measure that is asked for, or a figure of the forms as one.
fn measure(request: &FiguresRequest<'_>) -> Option<Measure> {
    let (site, asked) = (request.site, fold(request.asked));
    let known = site.measures.iter().find(|one| fold(&one.id) == asked || fold(&one.label) == asked);
    if let Some(measure) = known {
        return Some(measure.clone());
    }
    if let Some(figure) = Measure::of_figure(request.asked, &site.forms) {
        return Some(figure);
    }
    let fields = site.forms.iter().rev().flat_map(|form| form.fields()).map(|(_, field)| field);
    let mut own = fields.filter(|field| fold(&field.label) == asked && field.has_figure(&field.id));
    Measure::of_figure(&own.next()?.id, &site.forms)
}

fn of_measure(request: &FiguresRequest<'_>, measure: &Measure, language: SiteLanguage) -> OfficeReport {
    let site = request.site;
    let places = site.places.iter().filter(|place| (request.is_place)(place));
    let all: Vec<(&Place, BTreeMap<i32, Vec<Measured<'_>>>)> = places
        .map(|place| {
            let years = Measured::at_place(site.documents_at(&place.id), measure).into_iter();
            (place.as_ref(), years.filter(|(year, _)| (request.is_year)(*year)).collect())
        })
        .filter(|(_, years): &(_, BTreeMap<_, _>)| !years.is_empty())
        .collect();
    let years: BTreeSet<i32> = all.iter().flat_map(|(_, years)| years.keys().copied()).collect();
    let figures = || all.iter().flat_map(|(_, years)| years.values().flatten());
    let unit = unit_of(figures().map(|one| &one.quantity));
    let mut rows: Vec<OfficeRow> = Vec::new();
    for (place, own) in &all {
        let cells = years.iter().map(|year| cell(own.get(year).map_or(&[][..], Vec::as_slice), &unit, language));
        let notes: Vec<String> = years.iter().filter_map(|year| note(*year, own.get(year)?, language)).collect();
        rows.push(row(place.name.as_str(), &place.code, cells, notes.join("\n"), false));
    }
    if measure.total && !rows.is_empty() {
        for group in groups_of(site, measure, &|document| (request.is_place)(&document.place))
            .iter()
            .filter(|group| group.say_something())
        {
            let totals: Vec<(i32, Total)> = years.iter().map(|year| (*year, group.total(*year))).collect();
            let cells = totals
                .iter()
                .map(|(_, total)| total.sum.as_ref().map_or_else(|| "".into(), |sum| number(sum, &unit, language)));
            let notes: Vec<String> =
                totals.iter().filter_map(|(year, total)| what_is_added(*year, total, language)).collect();
            let prefecture = group.prefecture.map(|place| place.name.as_str());
            let name = group_name(prefecture, &group.group, language);
            rows.push(row(&name, "", cells, notes.join("\n"), true));
        }
    }
    let mut lead: Vec<String> = Vec::new();
    lead.extend((!unit.is_empty()).then(|| said(language, words!("単位：{unit}", "unit: {unit}"))));
    lead.extend(measure.note.clone());
    let mut notes = Vec::new();
    if !measure.total && !rows.is_empty() {
        let adds_up = measure.to.is_none() && Measure::of_figure(&measure.of, &site.forms).is_some_and(|own| own.total);
        let id = &measure.id;
        notes.push(said(
            language,
            if adds_up {
                words!(
                    "合計は付けていません。自治体の数を足して全体の数になるときは、measures.yaml の {id} に「total: true」の行を足してください。",
                    "There is no sum. Where the figures of places add up, write a line `total: true` under {id} in measures.yaml."
                )
            } else {
                words(
                    "合計は付けていません。割合や平均などは、自治体の数を足しても全体の数になりません。",
                    "There is no sum: shares and means do not add up.",
                )
            },
        ));
    }
    OfficeReport {
        title: measure.label.clone(),
        lead,
        columns: heads(&[], &years, language),
        rows,
        notes,
        pages: Vec::new(),
    }
}

/// The figure of a year: a number in the unit of the table, or why there is none, as written.
fn cell(of_year: &[Measured<'_>], unit: &str, language: SiteLanguage) -> OfficeCell {
    match of_year {
        [] => "".into(),
        [one] => number(&one.quantity, unit, language),
        several => several.iter().map(|one| one.quantity.written.clone()).collect::<Vec<_>>().join("、").into(),
    }
}

fn number(quantity: &Quantity, unit: &str, language: SiteLanguage) -> OfficeCell {
    if let Some(absence) = quantity.absence() {
        return absence_word(absence, language).into();
    }
    match quantity.exact().and_then(|_| quantity.among(unit).number()) {
        Some(number) => OfficeCell::Number(number),
        None => quantity.written.as_str().into(),
    }
}

/// What travels with the figures of a place in a year: 令和3年度：平成29年、埼玉県全体.
fn note(year: i32, of_year: &[Measured<'_>], language: SiteLanguage) -> Option<String> {
    let parts = of_year.iter().flat_map(|one| {
        let line = one.figure_note().line(language);
        let own = [one.circumstances.source(), one.circumstances.note()].map(|text| text.map(str::to_owned));
        line.into_iter().chain(own.into_iter().flatten())
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| language.labelled(&language.fiscal_year(year), &language.list(&parts)))
}

/// Of how many figures a sum is, and which are missing.
fn what_is_added(year: i32, total: &Total, language: SiteLanguage) -> Option<String> {
    let (added, all) = (total.added, total.all());
    if all == 0 {
        return None;
    }
    let missing = total.not_added.iter().map(|(why, count)| {
        let why: StaticWords = match why {
            NotAdded::Absent(absence) => return format!("{} {count}", absence_word(*absence, language)),
            NotAdded::NoNumber => StaticWords::new("数でない答え", "no number"),
            NotAdded::Scope => StaticWords::new("ほかの範囲の数", "of another area"),
            NotAdded::NotAsked => StaticWords::new("シートがない", "no sheet"),
        };
        format!("{} {count}", why.in_language(language))
    });
    let missing = language.bracketed(&language.list(&missing.collect::<Vec<_>>()));
    let text = if missing.is_empty() {
        words!("{all} のすべての合計", "the sum of all {all}")
    } else {
        words!("{all} のうち {added} の合計{missing}", "the sum of {added} of {all}{missing}")
    };
    Some(language.labelled(&language.fiscal_year(year), &said(language, text)))
}

fn absence_word(absence: Absence, language: SiteLanguage) -> String {
    if language == SiteLanguage::Japanese { absence.word().to_owned() } else { absence.id().replace('_', " ") }
}

fn group_name(prefecture: Option<&str>, group: &PlaceGroup, language: SiteLanguage) -> String {
    let of: String = match group {
        PlaceGroup::Prefectures => said(language, words("都道府県", "prefectures")),
        PlaceGroup::Municipalities => said(language, words("市区町村", "municipalities")),
        PlaceGroup::Bodies(word) => word.clone(),
    };
    match prefecture {
        Some(name) => said(language, words!("{name}の{of}の合計", "all {of} of {name}")),
        None => said(language, words!("{of}の合計", "all {of}")),
    }
}

/// What a place answers in one thing, by year.
#[derive(Default)]
struct AnswersOfPlace {
    by_year: BTreeMap<i32, Vec<String>>,
    notes: Vec<String>,
}

/// Answers that are no figures: words, choices, rows of indicators and of tables.
fn of_answers(request: &FiguresRequest<'_>, language: SiteLanguage) -> Option<OfficeReport> {
    let site = request.site;
    let mut title = None;
    // What is asked, in the words of the form, then the place: each is a row.
    let mut all: Vec<((String, usize), AnswersOfPlace)> = Vec::new();
    let mut at: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut years = BTreeSet::new();
    let mut counted: BTreeMap<(i32, String), usize> = BTreeMap::new();
    for document in &site.documents {
        let place = site.places.iter().position(|place| place.id == document.place.id);
        let Some(place) = place.filter(|_| (request.is_place)(&document.place) && (request.is_year)(document.year))
        else {
            continue;
        };
        for entry in entries(document).iter().filter(|entry| is_asked(entry, request.asked)) {
            title.get_or_insert_with(|| title_of(entry, request.asked));
            years.insert(document.year);
            let key = (question(entry), place);
            let number = *at.entry(key.clone()).or_insert_with(|| {
                all.push((key, AnswersOfPlace::default()));
                all.len() - 1
            });
            let Some((_, own)) = all.get_mut(number) else { continue };
            let written = if entry.written.trim().is_empty() { entry.status.word() } else { entry.written.trim() };
            own.by_year.entry(document.year).or_default().push(written.to_owned());
            if matches!(entry.status, Status::Choice | Status::Yes | Status::No) {
                *counted.entry((document.year, written.to_owned())).or_default() += 1;
            }
            let around =
                [entry.as_of.as_ref().map(|when| when.text.as_str()), entry.source, entry.scope, entry.note.as_deref()];
            let around: Vec<&str> = around.into_iter().flatten().collect();
            if !around.is_empty() {
                own.notes.push(language.labelled(&language.fiscal_year(document.year), &language.list(&around)));
            }
        }
    }
    let title = title?;
    all.sort_by(|((question, place), _), ((other, other_place), _)| (place, question).cmp(&(other_place, other)));
    let several = all.iter().any(|((question, _), _)| !question.is_empty());
    let mut rows: Vec<OfficeRow> = Vec::new();
    for ((question, place), own) in &all {
        let Some(place) = site.places.get(*place) else { continue };
        let cells =
            years.iter().map(|year| own.by_year.get(year).map(|said| said.join("、")).unwrap_or_default().into());
        let mut own_row = row(&place.name, &place.code, cells, own.notes.join("\n"), false);
        if several {
            own_row.cells.insert(2, question.as_str().into());
        }
        rows.push(own_row);
    }
    let answers: BTreeSet<&String> = counted.keys().map(|(_, answer)| answer).collect();
    for answer in answers {
        let name = said(language, words!("「{answer}」の数", "number of “{answer}”"));
        let cells =
            years.iter().map(|year| OfficeCell::count(counted.get(&(*year, answer.clone())).copied().unwrap_or(0)));
        let mut own_row = row(&name, "", cells, String::new(), true);
        if several {
            own_row.cells.insert(2, "".into());
        }
        rows.push(own_row);
    }
    let extra: &[(&str, &'static str, &'static str)] = if several { &[("item", "項目", "item")] } else { &[] };
    Some(OfficeReport { title, columns: heads(extra, &years, language), rows, ..OfficeReport::default() })
}

/// Whether an answer is what is asked for: by its path, by its label, by the name or id of its row.
fn is_asked(entry: &Observation<'_>, asked: &str) -> bool {
    let asked = fold(asked);
    let path = |row: Option<&str>| {
        let steps = std::iter::once(entry.field).chain(row).chain(entry.part.iter().map(AsRef::as_ref));
        steps.collect::<Vec<_>>().join(".")
    };
    let labels = || {
        std::iter::once(entry.label).chain(entry.part_label.iter().map(AsRef::as_ref)).collect::<Vec<_>>().join("／")
    };
    let begins = |path: String| {
        let path = fold(&path);
        path.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    begins(path(None))
        || entry.row_id.is_some_and(|id| begins(path(Some(id))) || fold(id) == asked)
        || fold(entry.label) == asked
        || fold(&labels()) == asked
        || entry.row_name.as_deref().is_some_and(|name| fold(name) == asked)
}

fn title_of(entry: &Observation<'_>, asked: &str) -> String {
    let row = entry.row_name.as_deref().filter(|name| fold(name) == fold(asked) || entry.row_id == Some(asked));
    row.unwrap_or(entry.label).to_owned()
}

/// Which part of the thing that was asked for it is, in the form's words: 事業名／目標値.
fn question(entry: &Observation<'_>) -> String {
    let row = entry.row_name.as_deref().into_iter();
    row.chain(entry.part_label.iter().map(AsRef::as_ref)).filter(|step| !step.is_empty()).collect::<Vec<_>>().join("／")
}

fn row(name: &str, code: &str, cells: impl Iterator<Item = OfficeCell>, note: String, is_total: bool) -> OfficeRow {
    let cells = [name.into(), code.into()].into_iter().chain(cells).chain([note.into()]).collect();
    OfficeRow { cells, is_total, links: Vec::new() }
}

fn heads(
    extra: &[(&str, &'static str, &'static str)],
    years: &BTreeSet<i32>,
    language: SiteLanguage,
) -> Vec<OfficeColumn> {
    let mut heads = columns(language, &[("place", "自治体", "place"), ("code", "団体コード", "code")]);
    heads.extend(columns(language, extra));
    heads.extend(years.iter().map(|year| OfficeColumn::new(&year.to_string(), &language.fiscal_year(*year))));
    heads.extend(columns(language, &[("note", "備考", "notes")]));
    heads
}

/// What is not there, and what is meant perhaps.
fn unknown(request: &FiguresRequest<'_>) -> Error {
    let (site, asked) = (request.site, request.asked);
    let fields = || site.forms.iter().flat_map(|form| form.fields()).map(|(_, field)| field);
    let names = site.measures.iter().flat_map(|measure| [measure.id.as_str(), measure.label.as_str()]);
    let names = names.chain(fields().flat_map(|field| [field.id.as_str(), field.label.as_str()]));
    let mut remedy = words(
        "measures.yaml の id、様式の項目の id（内訳は inpatients.total のように）、または様式の項目名か指標の名前を書いてください。",
        "Write the id of a measure, the id of a field of a form (with a part: inpatients.total), a label, or the name of an indicator.",
    );
    if let Some(near) = nearest(asked, names) {
        remedy = did_you_mean(near);
    }
    let (ja, en) = (remedy.ja, remedy.en);
    Error::new(words!(
        "「{asked}」という数値、項目、指標は、公開する答えの中にありません。{ja}",
        "No measure, field or indicator with a public answer is called `{asked}`. {en}"
    ))
}
