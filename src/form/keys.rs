//! Keys of a sheet: the form's own words where they tell everything apart, else ids.

use crate::text::fold;

use super::{Choice, IndicatorColumns, Kind, Part};

/// Keys beside the fields of a form.
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
    "ended_issues",
    "終えた課題",
];

/// Keys beside the parts of an answer.
pub const OF_ANSWERS: &[&str] =
    &["value", "値", "as_of", "時点", "source", "出典", "scope", "範囲", "note", "注記", "total", "合計"];

/// Keys beside the cells of a row.
pub const OF_ROWS: &[&str] = &["id", "from", "前の年度"];

/// An id and the form's words for it.
pub type Name<'a> = (&'a str, &'a str);

/// A key for each name. Where two words are one to a reader of sheets, or mean something else beside them, ids stand in.
pub fn keys(names: &[Name<'_>], reserved: &[&str]) -> Vec<String> {
    let folded: Vec<(String, String)> = names.iter().map(|(id, label)| (fold(id), fold(label))).collect();
    let taken = |own: usize, word: &str| {
        let others = folded.iter().enumerate().filter(|(at, _)| *at != own);
        word.is_empty()
            || reserved.iter().any(|other| fold(other) == word)
            || others.into_iter().any(|(_, (id, label))| id == word || label == word)
    };
    let choose = |(at, (id, label)): (usize, &Name<'_>)| {
        let word = folded.get(at).map_or("", |(_, word)| word);
        if taken(at, word) { (*id).to_owned() } else { (*label).to_owned() }
    };
    names.iter().enumerate().map(choose).collect()
}

/// Names of choices.
pub fn names(choices: &[Choice]) -> Vec<Name<'_>> {
    choices.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect()
}

/// Names of all parts of a composition, deep ones after the part they belong to.
pub fn of_parts(kind: &Kind) -> Vec<Name<'_>> {
    fn gather<'p>(parts: &'p [Part], into: &mut Vec<Name<'p>>) {
        for part in parts {
            into.push((&part.id, &part.label));
            gather(&part.parts, into);
        }
    }
    let mut all = Vec::new();
    if let Kind::Composition(parts) = kind {
        gather(parts, &mut all);
    }
    all
}

/// Names of the columns an `indicators` field has, in their order.
pub fn of_indicators(columns: &IndicatorColumns) -> Vec<Name<'_>> {
    let heads = [
        ("baseline", &columns.baseline),
        ("target", &columns.target),
        ("actual", &columns.actual),
        ("effect", &columns.effect),
    ];
    let heads = heads.into_iter().filter_map(|(id, head)| head.as_ref().map(|head| (id, head.label.as_str())));
    std::iter::once(("indicator", columns.indicator.as_str())).chain(heads).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_keys_unless_they_mislead() {
        let names = [("population", "人口"), ("a", "数"), ("b", "数　"), ("c", "出典"), ("d", "b"), ("e", "")];
        assert_eq!(keys(&names, OF_DOCUMENTS), ["人口", "a", "b", "c", "d", "e"]);
    }
}
