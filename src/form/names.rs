//! Names within a form: every id once, and key figures that are fields.

use super::codes;
use std::collections::BTreeSet;

use crate::record::{Content, Entry, Names, Node, did_you_mean, nearest};
use crate::source::{Finding, Reporter, Span, words};

use super::keys::{of_choices, of_columns, of_heads, of_indicators, of_records, of_schedule};
use super::matrix::check_references;
use super::{Field, FormLimit, FormSection, TOTAL, Unread, split_path};

/// Key figures name fields of the form.
pub(super) fn key_figures(node: &Node, sections: &[FormSection], unread: &Unread, reporter: &mut Reporter<'_>) {
    let fields = || sections.iter().flat_map(|section| &section.fields).map(|field| field.id.as_str());
    let nodes = if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
    for (id, span) in nodes.iter().filter_map(|node| Some((node.scalar()?.text.trim(), node.span))) {
        if unread.may_have(id) || fields().any(|field| field == id) {
            continue;
        }
        let hint = nearest(id, fields()).map_or_else(
            || words("sections にある項目の id を書いてください。", "Write the id of a field in `sections`."),
            did_you_mean,
        );
        let message = words!(
            "key_figures の「{id}」という項目はありません。",
            "`key_figures` names `{id}`, which is no field of the form."
        );
        reporter.report(&codes::KEY_FIGURE, span, message, hint);
    }
}

/// Checks the limits of a field, which stands within the field of an id, given what figures it may name.
type LimitCheck<'c> = dyn FnMut(&Field, &str, &dyn Fn(&str) -> bool) + 'c;

/// What a figure never or seldom exceeds is a number or another figure: of the form, or of the same row of a table.
pub(super) fn limits(sections: &[FormSection], unread: &Unread, form: &Node, reporter: &mut Reporter<'_>) {
    let fields = || sections.iter().flat_map(|section| &section.fields);
    let mut check = |own: &Field, within: &str, known: &dyn Fn(&str) -> bool| {
        for (key, limit) in [("at_most", &own.at_most), ("usually_at_most", &own.usually_at_most)] {
            let Some(FormLimit::Figure(path)) = limit else { continue };
            if path != &own.id && known(path) || unread.may_have(split_path(path).0) {
                continue;
            }
            let at = last_position(form, "fields", within).unwrap_or(form.span);
            let message = words(
                format!("「{}」の {key} の「{path}」は、数でも、ほかの数の項目でもありません。", own.label),
                format!("`{key}: {path}` of `{}` is neither a number nor another figure.", own.id),
            );
            let hint = words(
                "「100」のような数か、様式の数の項目の id を書いてください。表の列では、同じ表の数の列の id です。",
                "Write a number such as `100` or the id of a figure of the form; in a table, of another column of numbers.",
            );
            reporter.report(&codes::FORM_LIMIT, at, message, hint);
        }
    };
    let in_columns = |field: &Field, within: &str, check: &mut LimitCheck<'_>| {
        let Some(settings) = field.kind.table() else { return };
        let numbers = || settings.columns.iter().filter(|column| column.field.kind.is_figures());
        for column in &settings.columns {
            check(&column.field, within, &|path| numbers().any(|other| other.field.id == path));
        }
    };
    for field in fields() {
        check(field, &field.id, &|path| fields().any(|field| field.kind.is_figures() && field.has_figure(path)));
        in_columns(field, &field.id, &mut check);
        // Of a record, another figure of the same record.
        let inner = || field.kind.records().into_iter().flat_map(|settings| &settings.fields);
        for own in inner() {
            check(own, &field.id, &|path| inner().any(|other| other.kind.is_figures() && other.has_figure(path)));
            in_columns(own, &field.id, &mut check);
        }
    }
}

/// Section ids and field ids are keys and anchors, so each may be there once.
pub(super) fn one_id_each(sections: &[FormSection], form: &Node, reporter: &mut Reporter<'_>) {
    let mut ids = BTreeSet::new();
    let mut twice = |kind: &'static str, id: &str| {
        if !ids.insert((kind, id.to_owned())) {
            let at = last_position(form, kind, id).unwrap_or(form.span);
            reporter.report(
                &codes::FORM_ID_TWICE,
                at,
                words!("id「{id}」が二度使われています。", "The id `{id}` is used twice."),
                words(
                    "節どうし、欄どうしの id を変えてください。",
                    "Give each section and each field an id of its own.",
                ),
            );
        }
    };
    sections.iter().for_each(|section| twice("sections", &section.id));
    sections.iter().flat_map(|section| &section.fields).for_each(|field| twice("fields", &field.id));
}

/// Ids of sections and fields are ids on pages.
pub(super) fn ids_on_pages(sections: &[FormSection], form: &Node, reporter: &mut Reporter<'_>) {
    let fields = || sections.iter().flat_map(|section| &section.fields);
    let fits = |id: &str| {
        let all = id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        all && id.chars().next().is_some_and(char::is_alphanumeric)
    };
    let ids = sections.iter().map(|section| ("sections", section.id.as_str(), section.id.as_str()));
    let ids = ids.chain(fields().map(|field| ("fields", field.id.as_str(), field.id.as_str())));
    let inner = fields().flat_map(|field| {
        let inner = field.kind.records().into_iter().flat_map(|settings| &settings.fields);
        inner.map(|own| ("fields", own.id.as_str(), field.id.as_str()))
    });
    for (kind, id, within) in ids.chain(inner) {
        // What another form says is told there.
        let Some(at) = last_position(form, kind, within) else { continue };
        if fits(id) {
            continue;
        }
        let message = words!("id「{id}」は使えません。", "The id `{id}` cannot be used.");
        let hint = words(
            "文字か数字で始め、文字・数字・-・_ だけで書いてください。",
            "Begin with a letter or a digit, and use letters, digits, `-` and `_` only.",
        );
        reporter.report(&codes::FORM_ID, at, message, hint);
    }
}

/// Names that no sheet could tell apart: of two fields in one section and group, of two parts, columns or rows.
/// `years` are those in which the form is used.
pub(super) fn distinct_labels(sections: &[FormSection], years: (i32, i32), form: &Node, reporter: &mut Reporter<'_>) {
    // A form that does not say its years is for all of them.
    const MOST: i32 = 9999;

    let mut visited = BTreeSet::new();
    for section in sections {
        let fields = || section.fields.iter().map(|field| (field.id.as_str(), field.label.as_str()));
        let inside = |at: usize| section.fields.get(at).and_then(|field| field.group.clone()).into_iter();
        let names = Names::new(fields()).inside(|at| inside(at).map(|group| vec![group]).collect());
        let span = |id: &str| last_position(form, "fields", id);
        report_duplicates(&names, &section.heading, &span, reporter);
        for field in &section.fields {
            // What another form says is told there.
            let Some(node) = last_field(form, &field.id).filter(|_| visited.insert(&field.id)) else { continue };
            let span = |id: &str| position_within(node, id);
            let records = field.kind.records();
            if let Some(settings) = records {
                report_duplicates(&of_records(settings), &field.label, &span, reporter);
            }
            for own in std::iter::once(field).chain(records.into_iter().flat_map(|settings| &settings.fields)) {
                if let Some(settings) = own.kind.matrix() {
                    check_references(settings, node, years.1.min(MOST), reporter);
                }
                names_within(own, &mut |names, what| report_duplicates(names, what, &span, reporter));
                if own.kind.composition().is_some() {
                    ids_of_parts(&own.kind.names(), &own.label, &span, form, reporter);
                }
            }
        }
    }
}

/// Visits the names of what a field asks for inside of it.
fn names_within(field: &Field, check: &mut dyn FnMut(&Names<'_>, &str)) {
    let (kind, label) = (&field.kind, &field.label);
    if let Some(settings) = kind.table() {
        check(&of_columns(settings), label);
        check(&of_choices(&settings.rows), label);
        for column in &settings.columns {
            check(&of_choices(&column.by), &column.field.label);
        }
    }
    if let Some(settings) = kind.matrix() {
        check(&of_heads(&settings.rows), label);
        check(&of_heads(&settings.columns), label);
    }
    kind.indicators().iter().for_each(|columns| check(&of_indicators(columns), label));
    kind.schedule().iter().for_each(|columns| check(&of_schedule(columns), label));
    check(&kind.names(), label);
}

fn report_duplicates(names: &Names<'_>, what: &str, span: &dyn Fn(&str) -> Option<Span>, reporter: &mut Reporter<'_>) {
    let named = |at: usize| Some((names.ids().nth(at)?, names.labels().nth(at)?));
    for (first, second) in names.duplicates() {
        let (Some((one, _)), Some((other, label))) = (named(first), named(second)) else { continue };
        let (Some(at), first) = (span(other), span(one)) else { continue };
        let path = names.path(second);
        let message = words!(
            "「{what}」の「{path}」と読めるものが二つあります（id は「{one}」と「{other}」）。シートの答えがどちらのものか決まりません。",
            "`{what}`: both `{one}` and `{other}` may be called `{path}`, so no answer tells which is meant."
        );
        let hint = words!(
            "「{label}」の言葉を変えるか、項目、列、行なら group を付けて分けてください。",
            "Change the words `{label}`, or give fields, columns or rows a `group`."
        );
        let finding = Finding::new(&codes::FORM_LABEL_TWICE, reporter.source.position(at), message).hint(hint);
        let related = first.map(|first| (reporter.source.position(first), words("もう一つ", "the other one")));
        reporter.findings.push(related.into_iter().fold(finding, |finding, (at, what)| finding.related(at, what)));
    }
}

/// Parts are told apart by their ids in measures, data and charts, however deep they stand.
fn ids_of_parts(
    names: &Names<'_>,
    what: &str,
    span: &dyn Fn(&str) -> Option<Span>,
    form: &Node,
    reporter: &mut Reporter<'_>,
) {
    let mut known = BTreeSet::from([TOTAL]);
    for id in names.ids().filter(|id| !known.insert(id)) {
        let message =
            words!("「{what}」の中で id「{id}」が二度使われています。", "The id `{id}` is used twice in `{what}`.");
        let hint = words(
            "内訳の id は、どの段でも別のものにしてください。`total` は合計を表します。",
            "Give every part an id of its own, on all levels; `total` is the total.",
        );
        reporter.report(&codes::FORM_ID_TWICE, span(id).unwrap_or(form.span), message, hint);
    }
}

/// The settings of the last field of that id.
pub(super) fn last_field<'n>(form: &'n Node, id: &str) -> Option<&'n Node> {
    let Content::List(sections) = &form.get("sections")?.content else { return None };
    sections.iter().filter_map(|section| section.get("fields")?.get(id)).next_back()
}

/// Where something of a field has that id: the last of its parts, points, levels, choices, rows, columns, sectors and fields.
pub(super) fn position_within(field: &Node, id: &str) -> Option<Span> {
    let settings = field.as_map().iter();
    let settings = settings.filter(|entry| {
        ["parts", "points", "levels", "choices", "rows", "columns", "by", "fields"].contains(&entry.key.as_str())
    });
    let named =
        |entry: &Entry| position_within(&entry.value, id).or_else(|| (entry.key == id).then_some(entry.key_span));
    settings.filter_map(|entry| entry.value.as_map().iter().filter_map(named).next_back()).next_back()
}

/// Where the last section (`- id: base`) or field (`population:`) of that id stands in the file.
pub(super) fn last_position(form: &Node, kind: &str, id: &str) -> Option<Span> {
    let Content::List(sections) = &form.get("sections")?.content else { return None };
    let mut places = sections.iter().filter_map(|section| {
        if kind == "sections" {
            let own = section.get("id")?;
            return own.scalar().is_some_and(|own| own.text == id).then_some(own.span);
        }
        section.get("fields")?.as_map().iter().find(|entry| entry.key == id).map(|entry| entry.key_span)
    });
    places.next_back()
}
