//! Reading forms. A form may take another's sections (`extends`), so all forms are read together.

use super::codes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::record::{Entry, Fields, Node};
use crate::source::{Finding, Findings, Source, words};
use crate::text::{Decimal, era};

use super::kind::{KINDS, Kind};
use super::settings::Settings;
use super::{Audience, Field, Form, FormLimit, FormSection, Relay, Role, names, unread};

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

fn read_sections(node: &Node, base: Option<&Form>, source: &Arc<Source>, findings: &mut Findings) -> Vec<FormSection> {
    let items = node.list(source, findings).unwrap_or_default();
    items.iter().filter_map(|item| read_section(item, base, source, findings)).collect()
}

fn read_section(
    item: &Node,
    base: Option<&Form>,
    source: &Arc<Source>,
    findings: &mut Findings,
) -> Option<FormSection> {
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
    let from_base = from_base.unwrap_or_else(|| FormSection {
        id: String::new(),
        number: None,
        heading: String::new(),
        note: None,
        narrative: false,
        required: false,
        audience: Audience::Public,
        fields: Vec::new(),
    });
    Some(FormSection {
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

pub(super) fn entries<'n>(node: &'n Node, source: &Arc<Source>, findings: &mut Findings) -> &'n [Entry] {
    node.entries(source, findings).unwrap_or_default()
}

fn read_fields(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Vec<Arc<Field>> {
    let entries = entries(node, source, findings);
    entries.iter().filter_map(|entry| read_field(entry, None, source, findings).map(Arc::new)).collect()
}

/// Reads a field; a bare text is its label. Columns of tables are text unless they say otherwise.
pub(super) fn read_field(
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
            role: None,
            relay: None,
            audience: Audience::Public,
            required: false,
            at_most: None,
            usually_at_most: None,
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
    let declared = KINDS.iter().find(|kind| kind.name == kind_name);
    let mut nodes: BTreeMap<&str, Node> = BTreeMap::new();
    // A column has no role: what it holds is told of its row.
    let of_kind = declared.map_or(&[][..], |declared| declared.settings).iter();
    for (name, needed) in of_kind.filter(|(name, _)| default_kind.is_none() || *name != "role") {
        let node = if *needed { fields.required(&[name]) } else { fields.optional(&[name]) };
        nodes.extend(node.map(|node| (*name, node.clone())));
    }
    fields.finish();
    let Some(declared) = declared else {
        findings.push(no_kind(&kind_name, entry, source));
        return None;
    };
    let settings = Settings { nodes, source };
    let kind = (declared.read)(&settings, findings);
    Some(Field {
        id: entry.key.clone(),
        label: label?,
        group,
        note,
        unit,
        as_of,
        definition,
        role: settings.get("role").and_then(|node| {
            let roles = if kind.table().is_some() { &Role::OF_TABLES } else { &Role::OF_NUMBERS };
            node.choice(roles, source, findings)
        }),
        relay,
        audience,
        required,
        at_most: settings.get("at_most").and_then(read_limit),
        usually_at_most: settings.get("usually_at_most").and_then(read_limit),
        allowance: settings.get("allowance").and_then(|node| read_allowance(node, source, findings)),
        kind,
    })
}

/// A number, or else the figure that is named; whether there is one is asked when the whole form is known.
fn read_limit(node: &Node) -> Option<FormLimit> {
    let text = node.scalar()?.text.trim();
    Some(Decimal::parse(text).map_or_else(|| FormLimit::Figure(text.to_owned()), FormLimit::Number))
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

/// The finding that says that there is no such kind.
fn no_kind(name: &str, entry: &Entry, source: &Arc<Source>) -> Finding {
    let names = || KINDS.iter().map(|kind| kind.name);
    let near = crate::record::nearest(name, names());
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
                format!("使える種類は {} です。", names().collect::<Vec<_>>().join("、")),
                format!("Kinds: {}.", names().collect::<Vec<_>>().join(", ")),
            )
        },
        |near| words(format!("「{near}」のことですか。"), format!("Did you mean `{near}`?")),
    ))
}
