//! Reading fields of forms, and columns of tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::codes::WRONG_SHAPE;
use crate::record::{Content, Entry, Fields, Node};
use crate::source::{Finding, Reporter, Severity, Source, words};
use crate::text::Decimal;
use crate::text::glyph::letters;

use super::kind::{KINDS, Kind};
use super::settings::Settings;
use super::{Audience, CarryOver, Field, FormLimit, Role, codes};

/// Who may read a section or a field; nothing where the form does not say it.
pub(super) fn audience(fields: &mut Fields<'_, '_>) -> Option<Audience> {
    fields.choice(&["audience"], &[("public", Audience::Public), ("advisors", Audience::Advisors)])
}

/// The entries of a map that must be there; anything else is reported and has none.
pub(super) fn entries<'n>(node: &'n Node, reporter: &mut Reporter<'_>) -> &'n [Entry] {
    entries_with(node, &[], reporter)
}

/// The entries of a map from ids to words. Where only the words are written, the finding says how they get ids: those of the
/// kind, if it has its own.
pub(super) fn entries_with<'n>(node: &'n Node, ids: &[&str], reporter: &mut Reporter<'_>) -> &'n [Entry] {
    let Content::List(items) = &node.content else { return node.entries(reporter).unwrap_or_default() };
    let named = items.iter().zip(1..).filter_map(|(item, number)| {
        let label = &item.scalar()?.text;
        Some(ids.get(number - 1).map_or_else(|| format!("id{number}: {label}"), |id| format!("{id}: {label}")))
    });
    let example = named.collect::<Vec<_>>().join(", ");
    let hint = if ids.is_empty() {
        words!(
            "見出しの前に、半角の英字で始まる id を付けてください：「{{ {example} }}」。id は年度が変わっても変えません。",
            "Give each an id that begins with a letter and stays the same over the years: `{{ {example} }}`."
        )
    } else {
        words!(
            "見出しの前に id を付けてください。書ける id は {} です：「{{ {example} }}」。",
            "Put an id before each; the ids are {}: `{{ {example} }}`.",
            ids.join(", ")
        )
    };
    let message = words("id と見出しを書くところに、見出しだけが並んでいます。", "There are words without ids.");
    reporter.report(&WRONG_SHAPE, node.span, message, hint);
    &[]
}

/// Where a field stands in its form: what may be set for it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldPlace {
    /// In a section of a form, not in a record or a row.
    Section,
    /// A column of a table, which is text unless it says otherwise.
    Column,
    /// In each record of a list.
    Record,
}

/// Reads the fields of a section, in the order of the file.
pub(super) fn read_fields(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Arc<Field>> {
    let entries = entries(node, reporter);
    entries.iter().filter_map(|entry| read_field(entry, FieldPlace::Section, reporter).map(Arc::new)).collect()
}

/// Reads a field; a bare text is the label of a column.
pub(super) fn read_field(entry: &Entry, place: FieldPlace, reporter: &mut Reporter<'_>) -> Option<Field> {
    let default_kind = (place == FieldPlace::Column).then_some("text");
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
            carry_over: None,
            audience: Audience::Public,
            required: false,
            asked_if: None,
            at_most: None,
            usually_at_most: None,
            allowance: None,
            kind: Kind::Text,
        });
    }
    let mut fields = Fields::new(&entry.value, reporter);
    let label = fields.required_text(&["label"]);
    let kind_name = if default_kind.is_some() { fields.text(&["kind"]) } else { fields.required_text(&["kind"]) };
    let kind_name = kind_name.or_else(|| default_kind.map(str::to_owned)).unwrap_or_default();
    let group = fields.text(&["group"]);
    let note = fields.text(&["note"]);
    let unit = fields.text(&["unit"]);
    let as_of = fields.text(&["as_of"]);
    let definition = fields.text(&["definition"]);
    let mut carry_over = None;
    // Rows inside of records go on with their record.
    if place != FieldPlace::Record {
        carry_over = fields.choice(&["carry_over"], &CarryOver::NAMES);
        carry_over = carry_over.or_else(|| fields.choice(&["relay"], &CarryOver::FORMER_NAMES));
    }
    let audience = audience(&mut fields).unwrap_or_default();
    let required = fields.boolean(&["required"]).unwrap_or(false);
    // What it looks at is known when the whole form is: `condition` reads it then.
    fields.optional(&["asked_if"]);
    // `by` belongs to the column, which reads it itself.
    if default_kind.is_some() {
        fields.optional(&["by"]);
    }
    if kind_name.is_empty() {
        return None;
    }
    let declared = KINDS.iter().find(|kind| kind.name == kind_name);
    let mut nodes: BTreeMap<&str, Node> = BTreeMap::new();
    // A column has no role: what it holds is told of its row. Nor has a field of records.
    let of_kind = declared.map_or(&[][..], |declared| declared.settings).iter();
    for (name, needed) in of_kind.filter(|(name, _)| place == FieldPlace::Section || *name != "role") {
        let node = if *needed { fields.required(&[name]) } else { fields.optional(&[name]) };
        nodes.extend(node.map(|node| (*name, node.clone())));
    }
    fields.finish();
    let Some(declared) = declared else {
        reporter.findings.push(no_kind(&kind_name, entry, reporter.source));
        return None;
    };
    let settings = Settings { nodes };
    let errors = reporter.findings.count(Severity::Error);
    let kind = (declared.read)(&settings, reporter);
    // What is asked is not known in part: sheets that answer the field are not to blame.
    if reporter.findings.count(Severity::Error) > errors {
        return None;
    }
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
            node.choice(roles, reporter)
        }),
        carry_over,
        audience,
        required,
        asked_if: None,
        at_most: settings.get("at_most").and_then(read_limit),
        usually_at_most: settings.get("usually_at_most").and_then(read_limit),
        allowance: settings.get("allowance").and_then(|node| read_allowance(node, reporter)),
        kind,
    })
}

/// A number, or else the figure that is named; whether there is one is asked when the whole form is known.
fn read_limit(node: &Node) -> Option<FormLimit> {
    let text = node.scalar()?.text.trim();
    Some(Decimal::parse(text).map_or_else(|| FormLimit::Figure(text.to_owned()), FormLimit::Number))
}

pub(super) fn read_allowance(node: &Node, reporter: &mut Reporter<'_>) -> Option<Decimal> {
    let text = &node.text(reporter)?.text;
    let allowance = Decimal::parse(text).filter(|number| !number.is_negative());
    if allowance.is_none() {
        let message = words!(
            "allowance の「{}」は、0以上の数ではありません。",
            "`allowance: {}` is no number of zero or more.",
            text.trim()
        );
        let hint = words(
            "内訳の和と合計の違いを、どこまで許すかを「0.1」のように書いてください。",
            "Write how far the sum of the parts may be from the total, as in `0.1`.",
        );
        reporter.report(&codes::FORM_ALLOWANCE, node.span, message, hint);
    }
    allowance
}

/// The finding that says that there is no such kind, with the one whose name or Japanese word is nearest.
fn no_kind(name: &str, entry: &Entry, source: &Arc<Source>) -> Finding {
    let written = letters(name);
    let called = KINDS.iter().find(|kind| kind.words.iter().any(|word| letters(word) == written));
    let near = || {
        let names = KINDS.iter().flat_map(|kind| std::iter::once(&kind.name).chain(kind.words));
        let near = crate::record::nearest(name, names.copied())?;
        KINDS.iter().find(|kind| kind.name == near || kind.words.contains(&near))
    };
    let hint = match (called, near()) {
        (Some(kind), _) => words!("「kind: {}」と書いてください。", "Write `kind: {}`.", kind.name),
        (None, Some(kind)) => words(
            format!("「{}」（{}）のことですか。", kind.name, kind.words.first().copied().unwrap_or_default()),
            format!("Did you mean `{}`?", kind.name),
        ),
        (None, None) => {
            let ja = KINDS
                .iter()
                .map(|kind| format!("{}（{}）", kind.name, kind.words.first().copied().unwrap_or_default()));
            let en = KINDS.iter().map(|kind| kind.name);
            words(
                format!("使える種類は {} です。", ja.collect::<Vec<_>>().join("、")),
                format!("Kinds: {}.", en.collect::<Vec<_>>().join(", ")),
            )
        }
    };
    let message = words!("欄「{}」の種類「{name}」はありません。", "Field `{}`: there is no kind `{name}`.", entry.key);
    Finding::new(&codes::FIELD_KIND, source.position(entry.key_span), message).hint(hint)
}
