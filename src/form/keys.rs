//! The names under which a sheet answers what a form asks.

use crate::record::Names;

use crate::text::fold;

use super::{
    Choice, CompositionPart, Field, Form, FormSection, IndicatorColumns, Kind, MatrixHead, PresenceLevel,
    RecordSettings, ScheduleColumns, TableSettings,
};

/// Keys that every document has, besides the fields of its form: each id, followed by its word.
pub const OF_DOCUMENTS: &[&str] = &[
    "form",
    "様式",
    "title",
    "題名",
    "source",
    "出典",
    "notes",
    "転記の注記",
    "audience",
    "公開範囲",
    "updated",
    "更新日",
    "corrections",
    "訂正",
    "draft",
    "下書き",
    "accept",
    "確認済み",
    "follows",
    "前の資料",
    "attachments",
    "添付",
    "ended_issues",
    "終えた課題",
];

/// Keys that every answer has, besides its parts.
pub const OF_ANSWERS: &[&str] =
    &["value", "値", "as_of", "時点", "source", "出典", "scope", "範囲", "note", "注記", "total", "合計"];

/// Keys that every row has, besides its cells.
pub const OF_ROWS: &[&str] = &["id", "from", "前の年度"];

/// Names of a part in the map of what stands in it.
pub const OF_PARTS: &[&str] = &["合計", "total", "値", "value"];

/// Keys that every indicator has, besides its cells: ids and words.
pub const OF_INDICATORS: &[&str] = &["id", "better", "よい向き", "count", "数え方", "due", "目標年度"];

impl Form {
    /// The fields, on a sheet of this place. One stands in its section, and in its group.
    pub fn names<'a>(&'a self, place: &'a str) -> Names<'a> {
        let fields: Vec<(&FormSection, &Field)> = self.fields().collect();
        let things: Vec<(&str, &str)> = fields.iter().map(|(_, field)| (&*field.id, &*field.label)).collect();
        let kinds: Vec<&Kind> = fields.iter().map(|(_, field)| &field.kind).collect();
        let inside = move |at: usize| {
            let Some((section, field)) = fields.get(at) else { return Vec::new() };
            std::iter::once(section.names(place)).chain(group(field.group.as_ref())).collect()
        };
        let has_key = move |at: usize, key: &str| {
            OF_ANSWERS.contains(&key) || kinds.get(at).is_some_and(|kind| kind.has_inner_key(key))
        };
        Names::new(things).inside(inside).with_keys(has_key)
    }
}

impl FormSection {
    /// What a sheet may call the section: the telling part of its heading, the whole, or the id.
    pub fn names(&self, place: &str) -> Vec<String> {
        let mut names = vec![self.heading_parts(place).1, self.heading_for(place), self.id.clone()];
        names.dedup();
        names
    }
}

/// Something that a group heads stands in it.
fn group(group: Option<&String>) -> Option<Vec<String>> {
    group.map(|group| vec![group.clone()])
}

impl Kind {
    /// The names of the parts, points or levels of an answer, deep parts after the part they belong to; of any other
    /// kind there are none.
    pub fn names(&self) -> Names<'_> {
        let parts = self.composition().map(|parts| of_parts(parts));
        let points = parts.or_else(|| self.rates().map(|points| of_choices(points)));
        points.or_else(|| self.presence().map(|asked| of_levels(&asked.levels))).unwrap_or_else(|| Names::new([]))
    }
}

/// Parts of a composition; deep ones stand in the part they belong to.
pub fn of_parts(parts: &[CompositionPart]) -> Names<'_> {
    fn gather<'p>(
        parts: &'p [CompositionPart],
        inside: &[Vec<String>],
        into: &mut Vec<(&'p str, &'p str, Vec<Vec<String>>)>,
    ) {
        for part in parts {
            into.push((&part.id, &part.label, inside.to_vec()));
            if !part.parts.is_empty() {
                let own = vec![part.label.clone(), part.id.clone()];
                gather(&part.parts, &inside.iter().cloned().chain([own]).collect::<Vec<_>>(), into);
            }
        }
    }
    let mut all = Vec::new();
    gather(parts, &[], &mut all);
    let things: Vec<(&str, &str)> = all.iter().map(|(id, label, _)| (*id, *label)).collect();
    let inside = move |at: usize| all.get(at).map(|(_, _, inside)| inside.clone()).unwrap_or_default();
    Names::new(things).inside(inside).with_itself(OF_PARTS)
}

/// The levels at which a field asks for presence.
pub fn of_levels(levels: &[PresenceLevel]) -> Names<'_> {
    Names::new(levels.iter().map(|level| (&*level.id, &*level.label)))
}

/// Points, sectors or heads of rows; some stand in a group.
pub fn of_choices(choices: &[Choice]) -> Names<'_> {
    let inside = |at: usize| choices.get(at).and_then(|choice| group(choice.group.as_ref())).into_iter().collect();
    Names::new(choices.iter().map(|choice| (&*choice.id, &*choice.label))).inside(inside)
}

/// Rows or columns of a matrix; some stand in a group.
pub fn of_heads(heads: &[MatrixHead]) -> Names<'_> {
    let inside = |at: usize| heads.get(at).and_then(|head| group(head.group.as_ref())).into_iter().collect();
    Names::new(heads.iter().map(|head| (&*head.id, &*head.label))).inside(inside)
}

/// The columns of a table; some stand in a group.
pub fn of_columns(settings: &TableSettings) -> Names<'_> {
    let fields = || settings.columns.iter().map(|column| column.field.as_ref());
    let inside = move |at: usize| fields().nth(at).and_then(|field| group(field.group.as_ref())).into_iter().collect();
    let has_key = move |at: usize, key: &str| {
        let column = settings.columns.get(at);
        let by = column.is_some_and(|column| of_choices(&column.by).named(key).len() == 1);
        OF_ANSWERS.contains(&key) || by
    };
    Names::new(fields().map(|field| (&*field.id, &*field.label))).inside(inside).with_keys(has_key)
}

/// What a record answers: first what it is called, then its fields; some of these stand in a group.
pub fn of_records(settings: &RecordSettings) -> Names<'_> {
    let field = |at: usize| settings.fields.get(at.checked_sub(1)?).map(AsRef::as_ref);
    let inside = move |at: usize| field(at).and_then(|field: &Field| group(field.group.as_ref())).into_iter().collect();
    let has_key = move |at: usize, key: &str| {
        OF_ANSWERS.contains(&key) || field(at).is_some_and(|field| field.kind.has_inner_key(key))
    };
    let fields = settings.fields.iter().map(|field| (&*field.id, &*field.label));
    Names::new(std::iter::once((NAME, &*settings.name)).chain(fields)).inside(inside).with_keys(has_key)
}

/// The id of what a record is called, among the keys of its fields.
const NAME: &str = "name";

/// The columns that an `indicators` field has, in their order.
pub fn of_indicators(columns: &IndicatorColumns) -> Names<'_> {
    Names::new(
        std::iter::once(("indicator", columns.indicator.as_str()))
            .chain(columns.heads().map(|head| (head.id, head.label))),
    )
}

/// The columns of a schedule.
pub fn of_schedule(columns: &ScheduleColumns) -> Names<'_> {
    Names::new([("period", &*columns.period), ("item", &*columns.item), ("detail", &*columns.detail)])
}

/// The settings of an indicator, besides its cells: `better`, `count` and `due`, each with its word, unless a head of the form
/// is the same word.
pub fn indicator_settings(columns: &IndicatorColumns) -> [(&'static str, Option<&'static str>); 3] {
    let labels: Vec<String> =
        std::iter::once(columns.indicator.as_str()).chain(columns.heads().map(|head| head.label)).map(fold).collect();
    [("better", "よい向き"), ("count", "数え方"), ("due", "目標年度")].map(|(id, word)| {
        let is_used = labels.contains(&fold(word));
        (id, (!is_used).then_some(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_keys_unless_they_mislead() {
        let names = [("population", "人口"), ("a", "数"), ("b", "数　"), ("c", "出典"), ("d", "b"), ("e", "")];
        assert_eq!(Names::new(names).keys(OF_DOCUMENTS), ["人口", "a", "b", "c", "d", "e"]);
    }
}
