//! Reading forms. A form may take another's sections (`extends`), so all forms are read together.

use super::codes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::record::{Fields, Node};
use crate::source::{Findings, Reporter, Source, words};
use crate::text::era;

use super::field::{audience, read_fields};
use super::relations::{OtherForm, read_relations};
use super::{Audience, Form, FormSection, condition, names, unread};

/// A form's file, parsed but not yet understood.
pub struct FormFile {
    /// Name of the file without `.yaml`.
    pub id: String,
    /// The text of the file, for the positions of findings.
    pub source: Arc<Source>,
    /// The file's YAML; broken where it could not be read.
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
    let reporter = &mut Reporter::new(&file.source, findings);
    let mut fields = Fields::new(&file.node, reporter);
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
    let relations_node = fields.optional(&["checks"]);
    fields.finish();

    let extends = base_node.is_some();
    let base = base_node.and_then(|node| {
        let id = node.scalar().map(|scalar| scalar.text.trim().to_owned()).unwrap_or_default();
        match files.iter().find(|other| other.id == id) {
            Some(other) if !open.contains(&id) => Some(read_one(other, files, done, open, reporter.findings)),
            _ => {
                reporter.report(
                    &codes::FORM_EXTENDS,
                    node.span,
                    words!(
                        "元にする様式「{id}」がないか、互いに元にし合っています。",
                        "The form to extend, `{id}`, is missing or extends this one."
                    ),
                    words("forms にある別の様式の名前を書いてください。", "Name another form in `forms`."),
                );
                None
            }
        }
    });
    let years = years.map_or((i32::MIN, i32::MAX), |node| read_years(&node, reporter));
    let base_sections = base.as_ref().map_or(&[][..], |base| base.sections.as_slice());
    let mut sections = sections.map_or_else(Vec::new, |node| read_sections(&node, base_sections, reporter));
    let inherited_key_figures = base.as_ref().map_or_else(Vec::new, |base| base.key_figures.clone());
    let mut unread = unread::unread(&file.node, &sections);
    if let Some(base) = &base {
        unread.more |= base.unread.more;
        unread.keys.extend(base.unread.keys.iter().cloned());
    }
    unread.more |= extends && base.is_none();
    condition::read_conditions(&mut sections, &file.node, &unread, reporter);
    names::one_id_each(&sections, &file.node, reporter);
    names::ids_on_pages(&sections, &file.node, reporter);
    names::distinct_labels(&sections, years, &file.node, reporter);
    names::limits(&sections, &unread, &file.node, reporter);
    if let Some(node) = figures_node {
        names::key_figures(node, &sections, &unread, reporter);
    }
    let ids: Vec<&str> = files.iter().map(|other| other.id.as_str()).collect();
    let beside = |id: &str| other_form(id, files, &mut BTreeSet::new());
    let relations = relations_node
        .map_or_else(Vec::new, |node| read_relations(node, (&sections, &unread), (&ids, &beside), reporter));
    let inherited = base.as_ref().map_or_else(Vec::new, |base| base.relations_within(&sections));
    let inherited = inherited.into_iter().filter(|one| relations.iter().all(|own| own.id != one.id));
    let relations = inherited.chain(relations.iter().cloned()).collect();
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
        relations,
        unread,
        source: Arc::clone(&file.source),
    });
    done.insert(file.id.clone(), Arc::clone(&form));
    form
}

/// What another form asks, for a relation that names its values; what is wrong with it is told where it is read itself. `open` are the
/// forms that extend it.
fn other_form(id: &str, files: &[FormFile], open: &mut BTreeSet<String>) -> Option<OtherForm> {
    let file = files.iter().find(|file| file.id == id).filter(|_| open.insert(id.to_owned()))?;
    let mut told_elsewhere = Findings::new();
    let reporter = &mut Reporter::new(&file.source, &mut told_elsewhere);
    let text = |key: &str| file.node.get(key).and_then(Node::scalar).map(|scalar| scalar.text.trim().to_owned());
    let base = text("extends").and_then(|id| other_form(&id, files, open));
    let base_sections = base.as_ref().map_or(&[][..], |base| base.sections.as_slice());
    let sections = file.node.get("sections").map(|node| read_sections(node, base_sections, reporter));
    let sections = sections.unwrap_or_default();
    let mut unread = unread::unread(&file.node, &sections);
    if let Some(base) = base {
        unread.more |= base.unread.more;
        unread.keys.extend(base.unread.keys);
    }
    Some(OtherForm {
        short: text("short").or_else(|| text("title")).unwrap_or_else(|| id.to_owned()),
        sections,
        unread,
    })
}

/// Reads the first and the last fiscal year: `2021`, `2021-2022`, `令和3年度`. All years where they cannot be read.
fn read_years(node: &Node, reporter: &mut Reporter<'_>) -> (i32, i32) {
    let text = node.scalar().map(|scalar| scalar.text.clone()).unwrap_or_default();
    let (first, last) = text.split_once(['-', '～', '〜']).unwrap_or((&text, &text));
    if let (Some(first), Some(last)) = (era::parse_year(first), era::parse_year(last)) {
        return (first.0, last.0);
    }
    reporter.report(
        &codes::FORM_YEARS,
        node.span,
        words!("「{text}」は年度として読めません。", "`{text}` is not a fiscal year."),
        words("「2021」または「2021-2023」のように書いてください。", "Write `2021` or `2021-2023`."),
    );
    (i32::MIN, i32::MAX)
}

fn read_sections(node: &Node, base: &[FormSection], reporter: &mut Reporter<'_>) -> Vec<FormSection> {
    let items = node.list(reporter).unwrap_or_default();
    items.iter().filter_map(|item| read_section(item, base, reporter)).collect()
}

fn read_section(item: &Node, base: &[FormSection], reporter: &mut Reporter<'_>) -> Option<FormSection> {
    let mut fields = Fields::new(item, reporter);
    let id = fields.required_text(&["id"]);
    let from_base = id.as_ref().and_then(|id| base.iter().find(|section| section.id == *id)).cloned();
    let number = fields.text(&["number"]);
    let heading = if from_base.is_some() { fields.text(&["heading"]) } else { fields.required_text(&["heading"]) };
    let note = fields.text(&["note"]);
    let narrative = fields.boolean(&["narrative"]);
    let required = fields.boolean(&["required"]);
    fields.optional(&["asked_if"]);
    let audience = audience(&mut fields);
    let field_nodes = fields.optional(&["fields"]).cloned();
    fields.finish();
    let own_fields = field_nodes.map(|node| read_fields(&node, reporter));
    let from_base = from_base.unwrap_or_else(|| FormSection {
        id: String::new(),
        number: None,
        heading: String::new(),
        note: None,
        narrative: false,
        required: false,
        asked_if: None,
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
        asked_if: from_base.asked_if,
        audience: audience.unwrap_or(from_base.audience),
        fields: own_fields.unwrap_or(from_base.fields),
    })
}
