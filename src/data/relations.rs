//! How the relations of forms hold: a table with a row for each document and relation; and the sums over places as JSON, with those of
//! the rules that every site is checked by.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::compare::relation::{RelatedDocuments, Tally, rule_words};
use crate::form::{Form, Relation, ValueElsewhere, ValuePath};
use crate::model::Document;
use crate::restrict::Restricted;
use crate::source::{Severity, StaticWords};
use crate::text::era;

use super::file::{DataFile, FOLDER};
use super::rules::{self, RuleCounts};
use super::table::DataTable;
use super::{Scope, Type, prefecture};

/// How often a relation holds in each year, over all places.
pub struct RelationTallies<'a> {
    /// The form that states it.
    pub form: &'a Form,
    /// The relation that was judged.
    pub relation: &'a Relation,
    /// The result of each fiscal year.
    pub years: BTreeMap<i32, Tally>,
}

/// The columns of the table, by id, with their heads and types in Japanese and what is in their cells.
pub(super) const COLUMNS: [(StaticWords, Type, StaticWords); 12] = [
    (
        StaticWords::new("団体コード", "code"),
        Type::Code,
        StaticWords::new(
            "全国地方公共団体コード（6桁）。学校などの主体では、その主体のコードか、空",
            "Code of the local government, six digits; of a body its own code, or nothing.",
        ),
    ),
    (StaticWords::new("都道府県", "prefecture"), Type::Text, StaticWords::new("都道府県の名前", "Its prefecture.")),
    (StaticWords::new("自治体", "place"), Type::Text, StaticWords::new("自治体の名前", "Its name.")),
    (StaticWords::new("年度", "year"), Type::Integer, StaticWords::new("年度（西暦）", "Fiscal year.")),
    (
        StaticWords::new("和暦", "era_year"),
        Type::Text,
        StaticWords::new("年度（和暦）", "Fiscal year as counted in Japan."),
    ),
    (
        StaticWords::new("文書", "document"),
        Type::Text,
        StaticWords::new(
            "文書のファイル名。sheet は年度のシート",
            "Name of the document; `sheet` is the yearly sheet.",
        ),
    ),
    (StaticWords::new("様式", "form"), Type::Text, StaticWords::new("様式の id", "Id of the form.")),
    (
        StaticWords::new("検査", "check"),
        Type::Text,
        StaticWords::new("様式に示した検査の id", "Id of the check in the form."),
    ),
    (StaticWords::new("関係", "rule"), Type::Text, StaticWords::new("検査する関係", "What it states.")),
    (
        StaticWords::new("合う", "holds"),
        Type::Integer,
        StaticWords::new("関係に合う値の数", "How many values agree with it."),
    ),
    (
        StaticWords::new("合わない", "broken"),
        Type::Integer,
        StaticWords::new("関係に合わない値の数", "How many do not."),
    ),
    (
        StaticWords::new("判定しない", "not_judged"),
        Type::Integer,
        StaticWords::new(
            "比べる数がないなど、判定できない値の数",
            "How many cannot be judged, as where a figure is missing.",
        ),
    ),
];

/// A document with those to which relations of its form compare it, as far as the readers know them.
pub fn related<'a>(document: &'a Document, site: &'a Restricted) -> RelatedDocuments<'a> {
    RelatedDocuments::new(document, site.previous(document), |other| site.documents_elsewhere(document, other))
}

/// How often each relation of the form of a document holds in it, in the order of the form.
#[must_use]
pub fn tallies_of(document: &Document, site: &Restricted) -> Vec<Tally> {
    match document.content.summary() {
        Some(summary) => summary.relations.iter().copied().map(Tally::from_counts).collect(),
        None => related(document, site).tallies(),
    }
}

/// The result of each document that has any, in the order of the documents.
fn of_documents(scope: Scope<'_>) -> Vec<(&Document, Vec<Tally>)> {
    let documents: Vec<&Document> = scope.documents().filter(|one| !one.form.relations.is_empty()).collect();
    let tallies = |document: &&Document| tallies_of(document, scope.site);
    let tallies: Vec<Vec<Tally>> = documents.par_iter().map(tallies).collect();
    documents.into_iter().zip(tallies).collect()
}

/// How often each relation of each form holds, in the order of the forms.
#[must_use]
pub fn tallies(scope: Scope<'_>) -> Vec<RelationTallies<'_>> {
    sums(scope, &of_documents(scope))
}

fn sums<'a>(scope: Scope<'a>, documents: &[(&Document, Vec<Tally>)]) -> Vec<RelationTallies<'a>> {
    let mut all = Vec::new();
    for form in &scope.site.forms {
        let answered = documents.iter().filter(|(document, _)| document.form.id == form.id);
        for (at, relation) in form.relations.iter().enumerate() {
            let mut years: BTreeMap<i32, Tally> = BTreeMap::new();
            for (document, tallies) in answered.clone() {
                let own = tallies.get(at).copied().unwrap_or_default();
                years.entry(document.year).and_modify(|sum| *sum = sum.and(own)).or_insert(own);
            }
            all.push(RelationTallies { form, relation, years });
        }
    }
    all.retain(|one| !one.years.is_empty());
    all
}

/// The table, where a form that is answered states a relation, and the JSON; nothing where nothing was checked.
pub(super) fn tables(scope: Scope<'_>, rules: &RuleCounts) -> Option<(Option<DataTable>, DataFile)> {
    // A frozen year was checked when it was published, beside the year before.
    if scope.site.frozen.is_some() || scope.site.documents.is_empty() {
        return None;
    }
    let documents = of_documents(scope);
    let checks: Vec<Value> = sums(scope, &documents).iter().map(|one| value(scope, one)).collect();
    let values = json!({ "checks": checks, "rules": rules::values(scope, rules) });
    let table = (!documents.is_empty()).then(|| table(scope, &documents));
    Some((table, DataFile::json(format!("{FOLDER}checks.json"), &values)))
}

/// A row for each document and relation.
fn table(scope: Scope<'_>, documents: &[(&Document, Vec<Tally>)]) -> DataTable {
    let language = scope.language();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (document, tallies) in documents {
        let place = &document.place;
        for (relation, tally) in document.form.relations.iter().zip(tallies) {
            rows.push(vec![
                place.code.clone(),
                prefecture(scope, document).to_owned(),
                place.name.clone(),
                document.year.to_string(),
                era::fiscal_year(document.year),
                document.name.clone(),
                document.form.id.clone(),
                relation.id.clone(),
                rule_words(relation, &document.form).in_language(language).to_owned(),
                tally.holds.to_string(),
                tally.broken.to_string(),
                tally.not_judged.to_string(),
            ]);
        }
    }
    let columns = COLUMNS.iter().map(|(head, kind, _)| (head.in_language(language).to_owned(), *kind));
    DataTable { name: "checks".to_owned(), columns: columns.collect(), rows }
}

/// The same as files.
#[must_use]
pub fn files(scope: Scope<'_>, rules: &RuleCounts) -> Vec<DataFile> {
    let tables = tables(scope, rules);
    tables.into_iter().flat_map(|(table, counts)| table.map(|table| table.file()).into_iter().chain([counts])).collect()
}

/// The paths of the values, those of other documents with their forms.
fn values_of(relation: &Relation) -> Vec<String> {
    let own = relation.paths().map(ValuePath::written);
    own.chain(relation.elsewhere().map(ValueElsewhere::written)).collect()
}

fn value(scope: Scope<'_>, tallies: &RelationTallies<'_>) -> Value {
    let RelationTallies { form, relation, years } = tallies;
    let years = years.iter().map(|(year, tally)| {
        json!({ "year": year, "holds": tally.holds, "broken": tally.broken, "not_judged": tally.not_judged })
    });
    json!({
        "form": form.id,
        "check": relation.id,
        "rule": rule_words(relation, form).in_language(scope.language()),
        "severity": match relation.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "values": values_of(relation),
        "years": years.collect::<Vec<_>>(),
    })
}
