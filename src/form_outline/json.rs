//! The outline of a form for other programs. `docs/forms.md` describes it.

use serde_json::{Value, json};

use crate::form::Audience;
use crate::source::{Severity, Words};

use super::{FieldOutline, FormOutline, OutlinedName, SectionOutline};

/// The outline as one object, in both languages; nothing in it is left out, however long a list.
#[must_use]
pub fn json(form: &FormOutline) -> Value {
    let relations = form.relations.iter().map(|relation| {
        json!({
            "id": relation.id,
            "rule": both(&relation.rule),
            "severity": match relation.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "of": relation.of,
            "compared_with": relation.compared_with,
        })
    });
    json!({
        "id": form.id,
        "title": form.title,
        "short": form.short,
        "years": form.years.map(|(first, last)| json!([first, last])),
        "sheet": form.sheet,
        "several": form.several,
        "extends": form.base,
        "key_figures": names(&form.key_figures),
        "sections": form.sections.iter().map(section).collect::<Vec<_>>(),
        "measures": names(&form.measures),
        "checks": relations.collect::<Vec<_>>(),
    })
}

fn section(section: &SectionOutline) -> Value {
    json!({
        "id": section.name.id,
        "heading": section.name.label,
        "number": section.number,
        "narrative": section.narrative,
        "required": section.required,
        "audience": audience(section.audience),
        "asked_if": section.asked_if.as_ref().map(both),
        "fields": section.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn field(outline: &FieldOutline) -> Value {
    let holds = outline.holds.iter().map(|(what, all)| json!({ "what": both(what), "names": names(all) }));
    json!({
        "id": outline.name.id,
        "label": outline.name.label,
        "group": outline.group,
        "key": outline.key,
        "kind": outline.kind,
        "unit": outline.unit,
        "as_of": outline.as_of,
        "required": outline.required,
        "audience": audience(outline.audience),
        "asked_if": outline.asked_if.as_ref().map(both),
        "holds": holds.collect::<Vec<_>>(),
        "fields": outline.fields.iter().map(field).collect::<Vec<_>>(),
        "chart": outline.chart.as_ref().map(both),
    })
}

fn names(all: &[OutlinedName]) -> Value {
    all.iter().map(|OutlinedName { id, label }| json!({ "id": id, "label": label })).collect()
}

fn audience(audience: Audience) -> &'static str {
    if audience == Audience::Advisors { "advisors" } else { "public" }
}

fn both(words: &Words) -> Value {
    json!({ "ja": words.ja, "en": words.en })
}
