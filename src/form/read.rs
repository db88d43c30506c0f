//! Reading forms. A form may take another's sections (`extends`), so all forms are read together.

use super::codes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::record::{Entry, Fields, Node};
use crate::source::{Finding, Findings, Source, words};
use crate::text::{Decimal, era, fold};

use super::kind::{
    Better, Choice, Column, Counting, Head, IndicatorColumns, Kind, Labels, Level, Part, ScheduleColumns, TableSettings,
};
use super::{Audience, Field, Form, Limit, Relay, Section, names, unread};

/// A form's file, parsed but not yet understood.
pub struct FormFile {
    /// Name of the file without `.yaml`.
    pub id: String,
    /// Its text.
    pub source: Arc<Source>,
    /// Its content.
    pub node: Node,
}

/// Understands all forms, base forms before those that extend them. The result is ordered by id.
pub fn read_forms(files: &[FormFile], findings: &mut Findings) -> Vec<Arc<Form>> {
    let mut done = BTreeMap::new();
    for file in files {
        read_one(file, files, &mut done, &mut BTreeSet::new(), findings);
    }
    done.into_values().collect()
}

type Done = BTreeMap<String, Arc<Form>>;

fn read_one(
    file: &FormFile,
    files: &[FormFile],
    done: &mut Done,
    open: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Arc<Form> {
    if let Some(form) = done.get(&file.id) {
        return Arc::clone(form);
    }
    open.insert(file.id.clone());
    let mut fields = Fields::new(&file.node, &file.source, findings);
    let title = fields.required_text(&["title"]);
    let short = fields.text(&["short"]);
    let base_node = fields.optional(&["extends"]).cloned();
    let years = fields.required(&["years"]).cloned();
    let sheet = fields.boolean(&["sheet"]).unwrap_or(false);
    let several = fields.boolean(&["several"]).unwrap_or(false);
    let note = fields.text(&["note"]);
    let figures_node = fields.optional(&["key_figures"]);
    let key_figures = fields.texts(&["key_figures"]);
    let sections = fields.required(&["sections"]).cloned();
    fields.finish();

    let extends = base_node.is_some();
    let base = base_node.and_then(|node| {
        let id = node.scalar().map(|scalar| scalar.text.trim().to_owned()).unwrap_or_default();
        match files.iter().find(|other| other.id == id) {
            Some(other) if !open.contains(&id) => Some(read_one(other, files, done, open, findings)),
            _ => {
                findings.push(
                    Finding::new(
                        &codes::FORM_EXTENDS,
                        file.source.position(node.span),
                        words(
                            format!("元にする様式「{id}」がないか、互いに元にし合っています。"),
                            format!("The form to extend, `{id}`, is missing or extends this one."),
                        ),
                    )
                    .hint(words("forms にある別の様式の名前を書いてください。", "Name another form in `forms`.")),
                );
                None
            }
        }
    });
    let years = years.map_or((i32::MIN, i32::MAX), |node| read_years(&node, &file.source, findings));
    let sections = sections.map_or_else(Vec::new, |node| read_sections(&node, base.as_deref(), &file.source, findings));
    let inherited_key_figures = base.as_ref().map_or_else(Vec::new, |base| base.key_figures.clone());
    let mut unread = unread::unread(&file.node, &sections);
    if let Some(base) = &base {
        unread.more |= base.unread.more;
        unread.keys.extend(base.unread.keys.iter().cloned());
    }
    unread.more |= extends && base.is_none();
    names::one_id_each(&sections, file, findings);
    names::ids_on_pages(&sections, file, findings);
    names::told_apart(&sections, file, findings);
    names::limits(&sections, &unread, file, findings);
    if let Some(node) = figures_node {
        names::key_figures(node, &sections, &unread, file, findings);
    }
    // A form without a title stays, so that its sheets are read and not told that it is missing.
    let title = title.unwrap_or_else(|| file.id.clone());
    let form = Arc::new(Form {
        id: file.id.clone(),
        short: short.unwrap_or_else(|| title.clone()),
        title,
        years,
        sheet,
        several,
        note,
        key_figures: if key_figures.is_empty() { inherited_key_figures } else { key_figures },
        sections,
        unread,
        source: Arc::clone(&file.source),
    });
    done.insert(file.id.clone(), Arc::clone(&form));
    form
}

/// `2021`, `2021-2022`, `令和3年度`.
fn read_years(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> (i32, i32) {
    let text = node.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default();
    let (first, last) = text.split_once(['-', '～', '〜']).unwrap_or((&text, &text));
    if let (Some(first), Some(last)) = (era::parse_year(first), era::parse_year(last)) {
        return (first.0, last.0);
    }
    findings.push(
        Finding::new(
            &codes::FORM_YEARS,
            source.position(node.span),
            words(format!("「{text}」は年度として読めません。"), format!("`{text}` is not a fiscal year.")),
        )
        .hint(words("「2021」または「2021-2023」のように書いてください。", "Write `2021` or `2021-2023`.")),
    );
    (i32::MIN, i32::MAX)
}

fn read_sections(node: &Node, base: Option<&Form>, source: &Arc<Source>, findings: &mut Findings) -> Vec<Section> {
    let items = node.list(source, findings).unwrap_or_default();
    items.iter().filter_map(|item| read_section(item, base, source, findings)).collect()
}

fn read_section(item: &Node, base: Option<&Form>, source: &Arc<Source>, findings: &mut Findings) -> Option<Section> {
    let mut fields = Fields::new(item, source, findings);
    let id = fields.required_text(&["id"]);
    let from_base = id.as_ref().and_then(|id| base?.sections.iter().find(|section| section.id == *id)).cloned();
    let number = fields.text(&["number"]);
    let heading = if from_base.is_some() { fields.text(&["heading"]) } else { fields.required_text(&["heading"]) };
    let note = fields.text(&["note"]);
    let narrative = fields.boolean(&["narrative"]);
    let required = fields.boolean(&["required"]);
    let audience = audience(&mut fields);
    let field_nodes = fields.optional(&["fields"]).cloned();
    fields.finish();
    let own_fields = field_nodes.map(|node| read_fields(&node, source, findings));
    let from_base = from_base.unwrap_or_else(|| Section {
        id: String::new(),
        number: None,
        heading: String::new(),
        note: None,
        narrative: false,
        required: false,
        audience: Audience::Public,
        fields: Vec::new(),
    });
    Some(Section {
        id: id?,
        number: number.or(from_base.number),
        heading: heading.unwrap_or(from_base.heading),
        note: note.or(from_base.note),
        narrative: narrative.unwrap_or(from_base.narrative),
        required: required.unwrap_or(from_base.required),
        audience: audience.unwrap_or(from_base.audience),
        fields: own_fields.unwrap_or(from_base.fields),
    })
}

fn audience(fields: &mut Fields<'_, '_>) -> Option<Audience> {
    fields.choice(&["audience"], &[("public", Audience::Public), ("advisors", Audience::Advisors)])
}

fn entries<'n>(node: &'n Node, source: &Arc<Source>, findings: &mut Findings) -> &'n [Entry] {
    node.entries(source, findings).unwrap_or_default()
}

fn read_fields(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Vec<Arc<Field>> {
    let entries = entries(node, source, findings);
    entries.iter().filter_map(|entry| read_field(entry, None, source, findings).map(Arc::new)).collect()
}

/// Reads a field; a bare text is its label. Columns of tables are text unless they say otherwise.
fn read_field(
    entry: &Entry,
    default_kind: Option<&str>,
    source: &Arc<Source>,
    findings: &mut Findings,
) -> Option<Field> {
    if let (Some(scalar), Some(_)) = (entry.value.scalar(), default_kind) {
        return Some(Field {
            id: entry.key.clone(),
            label: scalar.text.clone(),
            group: None,
            note: None,
            unit: None,
            as_of: None,
            definition: None,
            relay: None,
            audience: Audience::Public,
            required: false,
            at_most: None,
            allowance: None,
            kind: Kind::Text,
        });
    }
    let mut fields = Fields::new(&entry.value, source, findings);
    let label = fields.required_text(&["label"]);
    let kind_name = if default_kind.is_some() { fields.text(&["kind"]) } else { fields.required_text(&["kind"]) };
    let kind_name = kind_name.or_else(|| default_kind.map(str::to_owned)).unwrap_or_default();
    let group = fields.text(&["group"]);
    let note = fields.text(&["note"]);
    let unit = fields.text(&["unit"]);
    let as_of = fields.text(&["as_of"]);
    let definition = fields.text(&["definition"]);
    let relay = fields.choice(&["relay"], &[("hands_on", Relay::HandsOn), ("takes_up", Relay::TakesUp)]);
    let audience = audience(&mut fields).unwrap_or_default();
    let required = fields.boolean(&["required"]).unwrap_or(false);
    // `by` belongs to the column, which reads it itself.
    if default_kind.is_some() {
        fields.optional(&["by"]);
    }
    if kind_name.is_empty() {
        return None;
    }
    let mut settings: BTreeMap<&str, Node> = BTreeMap::new();
    for (name, needed) in settings_of(&kind_name) {
        let node = if *needed { fields.required(&[name]) } else { fields.optional(&[name]) };
        settings.extend(node.map(|node| (*name, node.clone())));
    }
    fields.finish();
    let kind = read_kind(&kind_name, &settings, entry, source, findings)?;
    Some(Field {
        id: entry.key.clone(),
        label: label?,
        group,
        note,
        unit,
        as_of,
        definition,
        relay,
        audience,
        required,
        at_most: settings.get("at_most").and_then(read_limit),
        allowance: settings.get("allowance").and_then(|node| read_allowance(node, source, findings)),
        kind,
    })
}

/// A number, or else the figure that is named; whether there is one is asked when the whole form is known.
fn read_limit(node: &Node) -> Option<Limit> {
    let text = node.scalar()?.text.trim();
    Some(Decimal::parse(text).map_or_else(|| Limit::Figure(text.to_owned()), Limit::Number))
}

fn read_allowance(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Option<Decimal> {
    let text = &node.text(source, findings)?.text;
    let allowance = Decimal::parse(text).filter(|number| !number.is_negative());
    if allowance.is_none() {
        let message = words(
            format!("allowance の「{}」は、0以上の数ではありません。", text.trim()),
            format!("`allowance: {}` is no number of zero or more.", text.trim()),
        );
        let hint = words(
            "内訳の和と合計の違いを、どこまで許すかを「0.1」のように書いてください。",
            "Write how far the sum of the parts may be from the total, as in `0.1`.",
        );
        findings.push(Finding::new(&codes::FORM_ALLOWANCE, source.position(node.span), message).hint(hint));
    }
    allowance
}

/// The settings a kind has besides those of every field, and whether it cannot do without.
fn settings_of(kind: &str) -> &'static [(&'static str, bool)] {
    match kind {
        "number" => &[("at_most", false)],
        "composition" => &[("parts", true), ("headline", false), ("allowance", false), ("at_most", false)],
        "rates" => &[("points", true)],
        "presence" => &[("levels", false)],
        "indicators" => &[("indicator", false), ("better", false), ("columns", true)],
        "table" => &[("columns", true), ("rows", false), ("row", false)],
        "schedule" => &[("columns", true)],
        _ => &[],
    }
}

const KINDS: [&str; 10] =
    ["number", "composition", "rates", "presence", "text", "prose", "date", "indicators", "table", "schedule"];

fn read_kind(
    name: &str,
    settings: &BTreeMap<&str, Node>,
    entry: &Entry,
    source: &Arc<Source>,
    findings: &mut Findings,
) -> Option<Kind> {
    let line = |setting: &str| settings.get(setting).and_then(Node::scalar).map(|scalar| scalar.text.clone());
    let of = |setting: &str, findings: &mut Findings| {
        settings.get(setting).and_then(|node| node.entries(source, findings)).unwrap_or_default()
    };
    Some(match name {
        "number" => Kind::Number,
        "text" => Kind::Text,
        "prose" => Kind::Prose,
        "date" => Kind::Date,
        "composition" => {
            let mut parts = read_parts(of("parts", findings), source, findings);
            if let Some(node) = settings.get("headline") {
                read_headline(node, &mut parts, source, findings);
            }
            Kind::Composition(parts)
        }
        "rates" => Kind::Rates(labels(of("points", findings), source, findings)),
        "presence" => {
            Kind::Presence(of("levels", findings).iter().filter_map(|e| read_level(e, source, findings)).collect())
        }
        "indicators" => {
            let columns = settings.get("columns").cloned();
            let mut heads: BTreeMap<&str, Head> = BTreeMap::new();
            if let Some(columns) = columns {
                let mut fields = Fields::new(&columns, source, findings);
                let nodes: Vec<(&str, Node)> = ["baseline", "target", "actual", "effect"]
                    .into_iter()
                    .filter_map(|id| Some((id, fields.optional(&[id])?.clone())))
                    .collect();
                fields.finish();
                for (id, node) in nodes {
                    heads.extend(read_head(&node, source, findings).map(|head| (id, head)));
                }
            }
            Kind::Indicators(IndicatorColumns {
                indicator: line("indicator").unwrap_or_else(|| "指標".to_owned()),
                better: settings.get("better").and_then(|node| node.choice(&Better::CHOICES, source, findings)),
                baseline: heads.remove("baseline"),
                target: heads.remove("target"),
                actual: heads.remove("actual"),
                effect: heads.remove("effect"),
            })
        }
        "table" => Kind::Table(TableSettings {
            columns: of("columns", findings).iter().filter_map(|e| read_column(e, source, findings)).collect(),
            rows: row_heads(of("rows", findings), source, findings),
            row: line("row"),
        }),
        "schedule" => {
            let heads = labels(of("columns", findings), source, findings);
            let head =
                |id: &str| heads.iter().find(|head| head.id == id).map_or_else(String::new, |head| head.label.clone());
            Kind::Schedule(ScheduleColumns { period: head("period"), item: head("item"), detail: head("detail") })
        }
        _ => {
            let near = crate::record::nearest(name, KINDS.into_iter());
            findings.push(
                Finding::new(
                    &codes::FIELD_KIND,
                    source.position(entry.key_span),
                    words(
                        format!("欄「{}」の種類「{name}」はありません。", entry.key),
                        format!("Field `{}`: there is no kind `{name}`.", entry.key),
                    ),
                )
                .hint(near.map_or_else(
                    || {
                        words(
                            format!("使える種類は {} です。", KINDS.join("、")),
                            format!("Kinds: {}.", KINDS.join(", ")),
                        )
                    },
                    |near| words(format!("「{near}」のことですか。"), format!("Did you mean `{near}`?")),
                )),
            );
            return None;
        }
    })
}

fn read_column(entry: &Entry, source: &Arc<Source>, findings: &mut Findings) -> Option<Column> {
    let by = names::keys(&entry.value).iter().find(|inner| inner.key == "by");
    let by = by.map_or_else(Vec::new, |by| labels(entries(&by.value, source, findings), source, findings));
    let field = read_field(entry, Some("text"), source, findings)?;
    if !field.kind.fits_a_cell() {
        let message = words(
            format!("列「{}」の種類は、表の一つの欄に入りません。", field.label),
            format!("The kind of column `{}` does not fit into a cell.", field.id),
        );
        let hint = words(
            "列に使える種類は text、number、prose、date、presence（levels なし）です。",
            "Columns may be text, number, prose, date, or presence without levels.",
        );
        findings.push(Finding::new(&codes::COLUMN_KIND, source.position(entry.key_span), message).hint(hint));
        return None;
    }
    Some(Column { field: Arc::new(field), by })
}

/// A text is a label; a map has one.
fn label_of(
    node: &Node,
    more: &[&str],
    source: &Arc<Source>,
    findings: &mut Findings,
) -> Option<(String, Vec<Option<Node>>)> {
    if let Some(scalar) = node.scalar() {
        return Some((scalar.text.clone(), vec![None; more.len()]));
    }
    let mut fields = Fields::new(node, source, findings);
    let label = fields.required_text(&["label"]);
    let others = more.iter().map(|name| fields.optional(&[name]).cloned()).collect();
    fields.finish();
    Some((label?, others))
}

fn line_of(node: Option<&Node>) -> Option<String> {
    Some(node?.scalar()?.text.clone())
}

fn labels(entries: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> Labels {
    entries
        .iter()
        .filter_map(|entry| {
            Some(Choice { id: entry.key.clone(), label: label_of(&entry.value, &[], source, findings)?.0, group: None })
        })
        .collect()
}

/// Heads of rows, which may stand in groups.
fn row_heads(entries: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> Labels {
    let head = |entry: &Entry| {
        let (label, more) = label_of(&entry.value, &["group"], source, findings)?;
        let group = line_of(more.first().and_then(Option::as_ref));
        Some(Choice { id: entry.key.clone(), label, group })
    };
    entries.iter().filter_map(head).collect()
}

fn read_head(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Option<Head> {
    let (label, more) = label_of(node, &["as_of", "count"], source, findings)?;
    let [as_of, count] = [0, 1].map(|at| more.get(at).and_then(Option::as_ref));
    let count = count.and_then(|node| node.choice(&Counting::CHOICES, source, findings));
    Some(Head { label, as_of: line_of(as_of), count })
}

fn read_level(entry: &Entry, source: &Arc<Source>, findings: &mut Findings) -> Option<Level> {
    let (label, more) = label_of(&entry.value, &["unit"], source, findings)?;
    Some(Level { id: entry.key.clone(), label, unit: line_of(more.first().and_then(Option::as_ref)) })
}

/// Marks the part that headlines tell of, by its id or its label. Parts of parts have no share of the whole to tell.
fn read_headline(node: &Node, parts: &mut [Part], source: &Arc<Source>, findings: &mut Findings) {
    let Some(scalar) = node.text(source, findings) else { return };
    let wanted = fold(&scalar.text);
    if let Some(part) = parts.iter_mut().find(|part| fold(&part.id) == wanted || fold(&part.label) == wanted) {
        part.headline = true;
        return;
    }
    let named = scalar.text.trim();
    let message = words(
        format!("headline の「{named}」は、この内訳の一段目の区分ではありません。"),
        format!("`{named}` in `headline` is no part of the first level."),
    );
    let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    let hint = words(format!("書けるのは {} です。", ids.join("、")), format!("Write one of {}.", ids.join(", ")));
    findings.push(Finding::new(&codes::HEADLINE_PART, source.position(node.span), message).hint(hint));
}

fn read_parts(list: &[Entry], source: &Arc<Source>, findings: &mut Findings) -> Vec<Part> {
    list.iter()
        .filter_map(|entry| {
            let (label, more) = label_of(&entry.value, &["parts"], source, findings)?;
            let inner = more.into_iter().next().flatten();
            let parts =
                inner.map_or_else(Vec::new, |node| read_parts(entries(&node, source, findings), source, findings));
            Some(Part { id: entry.key.clone(), label, headline: false, parts })
        })
        .collect()
}
