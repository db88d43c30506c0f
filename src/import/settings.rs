//! What a form's sheets are called elsewhere: `forms/<id>.import.yaml`.

use std::collections::BTreeMap;

use crate::form::{Field, Form, TOTAL};
use crate::record::{Content, Fields, Node, did_you_mean, nearest};
use crate::source::{Code, Example, Finding, Reporter, WhyByHand, words};

use super::labels::letters;

const IMPORT_NAME: Code = Code::error(
    "import-name",
    (
        "取り込みの設定にある項目が、様式にありません。",
        "The settings of an import name a field that the form does not have.",
    ),
    (
        "`forms/様式の id.import.yaml` の `names` には、様式の節、項目、内訳、列の id の後に、受け取るファイルでの言い方を書きます。id が違うと、その言い方は使われません。",
        "Under `names` in `forms/<form>.import.yaml` stand ids of the form's sections, fields, parts and columns, each with what received files call it. Under another id it would never be used.",
    ),
    Example::Files(&[
        (
            "forms/survey.yaml",
            "title: 調査\nyears: 2021\nsections: [{ id: base, heading: 基礎情報, fields: { beds: { label: 病床数, kind: number } } }]\n",
        ),
        ("forms/survey.import.yaml", "names: { bed: 精神病床数 }\n"),
    ]),
    Example::Files(&[
        (
            "forms/survey.yaml",
            "title: 調査\nyears: 2021\nsections: [{ id: base, heading: 基礎情報, fields: { beds: { label: 病床数, kind: number } } }]\n",
        ),
        ("forms/survey.import.yaml", "names: { beds: 精神病床数 }\n"),
    ]),
)
.by_hand(WhyByHand::Settings);

/// The codes of the settings of imports.
pub const CODES: &[Code] = &[IMPORT_NAME];

/// How the file of a form's settings ends.
pub const ENDING: &str = ".import";

/// Other names of what a form asks for, and what is not to be read.
#[derive(Clone, Debug, Default)]
pub struct ImportSettings {
    names: BTreeMap<String, Vec<String>>,
    skipped: Vec<String>,
}

impl ImportSettings {
    /// Reads the settings of a form.
    pub fn read(node: &Node, form: &Form, reporter: &mut Reporter<'_>) -> ImportSettings {
        if node.content == Content::Blank {
            return ImportSettings::default();
        }
        let known = paths(form);
        let mut fields = Fields::new(node, reporter);
        let names = fields.optional(&["names", "別の言い方"]);
        let skipped = fields.optional(&["skip", "読まないもの"]);
        let mut settings = ImportSettings::default();
        let entries = names.and_then(|names| names.entries(&mut fields.reporter)).unwrap_or_default();
        for entry in entries {
            let path = known.iter().find(|(path, label)| *path == entry.key || *label == letters(&entry.key));
            let Some((path, _)) = path else {
                let message = words!(
                    "様式「{}」に「{}」という節や項目はありません。",
                    "The form `{}` has neither a section nor a field `{}`.",
                    form.id,
                    entry.key
                );
                let hint = nearest(&entry.key, known.iter().map(|(path, _)| path.as_str())).map_or_else(
                    || {
                        words(
                            "様式の節や項目の id を書いてください。内訳と列は「項目の id.内訳の id」です。",
                            "Write the id of a section or a field; of a part or a column, `field.part`.",
                        )
                    },
                    did_you_mean,
                );
                let at = fields.reporter.source.position(entry.key_span);
                fields.reporter.findings.push(Finding::new(&IMPORT_NAME, at, message).hint(hint));
                continue;
            };
            let own = texts(&entry.value, &mut fields.reporter);
            settings.names.entry(path.clone()).or_default().extend(own);
        }
        settings.skipped = skipped.map(|node| texts(node, &mut fields.reporter)).unwrap_or_default();
        fields.finish();
        settings
    }

    /// The letters of all that something of the form is called: what the form prints, then what the settings say.
    #[must_use]
    pub fn names(&self, path: &str, printed: &str) -> Vec<String> {
        let others = self.names.get(path).into_iter().flatten().map(String::as_str);
        let mut all: Vec<String> = Vec::new();
        // 人口（人） is called 人口 elsewhere.
        for reading in std::iter::once(printed).chain(others).flat_map(super::labels::readings) {
            if !all.contains(&reading.letters) {
                all.push(reading.letters);
            }
        }
        all
    }

    /// Whether a cell is not to be read.
    #[must_use]
    pub fn skips(&self, text: &str) -> bool {
        let own = letters(text);
        self.skipped.iter().any(|skipped| letters(skipped) == own)
    }
}

/// The ids of all that a form asks for, with the letters of what it prints.
fn paths(form: &Form) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        form.sections.iter().map(|section| (section.id.clone(), letters(&section.heading))).collect();
    for (_, field) in form.fields() {
        all.push((field.id.clone(), letters(&field.label)));
        let inner = inner(field);
        all.extend(inner.into_iter().map(|(id, label)| (format!("{}.{id}", field.id), letters(&label))));
    }
    all
}

/// What a field asks for inside of it: ids with labels.
pub fn inner(field: &Field) -> Vec<(String, String)> {
    let kind = &field.kind;
    let names = kind.names();
    let mut all: Vec<(String, String)> =
        names.ids().zip(names.labels()).map(|(id, label)| (id.to_owned(), label.to_owned())).collect();
    all.extend(kind.composition().map(|_| (TOTAL.to_owned(), "合計".to_owned())));
    let mut add = |id: &str, label: &str| all.push((id.to_owned(), label.to_owned()));
    if let Some(settings) = kind.table() {
        settings.rows.iter().for_each(|row| add(&row.id, &row.label));
        for column in &settings.columns {
            add(&column.field.id, &column.field.label);
            column.by.iter().for_each(|sector| add(&sector.id, &sector.label));
        }
    }
    if let Some(columns) = kind.indicators() {
        add("indicator", &columns.indicator);
        columns.heads().for_each(|head| add(head.id, head.label));
    }
    if let Some(columns) = kind.schedule() {
        [("period", &columns.period), ("item", &columns.item), ("detail", &columns.detail)]
            .iter()
            .for_each(|(id, label)| add(id, label));
    }
    if let Some(settings) = kind.matrix() {
        settings.rows.iter().chain(&settings.columns).for_each(|head| add(&head.id, &head.label));
    }
    if let Some(settings) = kind.records() {
        add("name", &settings.name);
        for own in &settings.fields {
            all.push((own.id.clone(), own.label.clone()));
            all.extend(inner(own));
        }
    }
    all
}

fn texts(node: &Node, reporter: &mut Reporter<'_>) -> Vec<String> {
    match &node.content {
        Content::List(items) => items.iter().filter_map(|item| Some(item.text(reporter)?.text.clone())).collect(),
        _ => node.text(reporter).map(|text| vec![text.text.clone()]).unwrap_or_default(),
    }
}
