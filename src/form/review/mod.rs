//! What a form says that its writers and readers may mistake, which is no fault of the file: `nenpo form check` tells it. Names
//! that look alike, numbers without a unit, percentages of nothing in particular, totals that nobody adds up.

mod codes;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::record::{Content, Node};
use crate::source::{Code, Finding, Findings, Span, Words, words};
use crate::text::glyph::{letters, near_shape};
use crate::text::heading::bare_letters;
use crate::text::lookalike::looks;

use super::names::{last_field, last_position, position_within};
use super::read::FormFile;
use super::{Audience, Comparison, Field, Form, FormSection};

pub use codes::REVIEW_CODES;
use codes::{FORM_HEADINGS, FORM_KEY_FIGURE, FORM_LABELS, FORM_PERCENTAGE, FORM_TOTAL, FORM_UNIT};

/// Reviews a form that was read. What it takes from another form is told of that.
pub fn review(file: &FormFile, form: &Form, findings: &mut Findings) {
    let mut review = Review { file, form, findings, seen: BTreeSet::new() };
    review.headings();
    review.key_figures();
    for section in &form.sections {
        review.labels(&section.heading_parts("").1, &of_fields(&section.fields), None);
        for field in &section.fields {
            let Some(node) = last_field(&file.node, &field.id).filter(|_| review.seen.insert(field.id.clone())) else {
                continue;
            };
            let Some(at) = last_position(&file.node, "fields", &field.id) else { continue };
            let before = figures_before(&section.fields, &field.id);
            review.field(field, &OwnField { before, path: field.id.clone(), node, at });
            let inner = field.kind.records().map_or(&[][..], |settings| settings.fields.as_slice());
            review.labels(&field.label, &of_fields(inner), Some(node));
            for own in inner {
                let at = position_within(node, &own.id).unwrap_or(at);
                let before = figures_before(inner, &own.id);
                review.field(own, &OwnField { before, path: format!("{}.*.{}", field.id, own.id), node, at });
            }
        }
    }
}

/// What of a form is under review.
struct Review<'r> {
    file: &'r FormFile,
    form: &'r Form,
    findings: &'r mut Findings,
    /// Ids of the fields that were looked at.
    seen: BTreeSet<String>,
}

/// A field as the file has it.
struct OwnField<'n> {
    /// Id of the last field of figures before it, of which it may be a part.
    before: Option<String>,
    /// Its path in `checks`.
    path: String,
    /// The settings of the field, or of the records that it is in.
    node: &'n Node,
    at: Span,
}

/// A name that may be taken for another: id, label, and what it stands under.
type Named<'f> = (&'f str, &'f str, Option<&'f str>);

fn of_fields(fields: &[Arc<Field>]) -> Vec<Named<'_>> {
    fields.iter().map(|field| (field.id.as_str(), field.label.as_str(), field.group.as_deref())).collect()
}

/// The field of one figure, or of a whole, that stands last before another and is itself no part.
fn figures_before(fields: &[Arc<Field>], id: &str) -> Option<String> {
    let before = fields.iter().take_while(|field| field.id != id);
    let whole = before.filter(|field| field.kind.number().is_some() || field.kind.composition().is_some());
    whole.filter(|field| !is_part(&field.label)).last().map(|field| field.id.clone())
}

impl Review<'_> {
    fn report(&mut self, code: &'static Code, at: Span, message: Words, hint: Words) {
        self.findings.push(Finding::new(code, self.file.source.position(at), message).hint(hint));
    }

    fn headings(&mut self) {
        let telling = |section: &FormSection| section.heading_parts("").1;
        let all: Vec<(&FormSection, Vec<char>)> =
            self.form.sections.iter().map(|section| (section, bare_letters(&telling(section)))).collect();
        for (section, own) in &all {
            // One letter begins many words.
            let begun = |other: &&(&FormSection, Vec<char>)| {
                other.0.id != section.id && own.len() > 1 && other.1.len() > own.len() && other.1.starts_with(own)
            };
            let Some((other, _)) = all.iter().find(begun) else { continue };
            let at = last_position(&self.file.node, "sections", &section.id).unwrap_or(self.file.node.span);
            let (heading, other) = (telling(section), telling(other));
            let message = words!(
                "見出し「{heading}」は、別の節の見出し「{other}」の初めと同じです。",
                "The heading `{heading}` begins the heading `{other}` of another section."
            );
            let hint = words!(
                "「今年度の{heading}」のように、初めから違う見出しにしてください。公式の様式の言葉なら、そのままでかまいません。",
                "Let the two begin differently; if these are the official words, leave them."
            );
            self.report(&FORM_HEADINGS, at, message, hint);
        }
    }

    fn key_figures(&mut self) {
        let Some(node) = self.file.node.get("key_figures") else { return };
        for id in &self.form.key_figures {
            let Some((section, field)) = self.form.fields().find(|(_, field)| field.id == *id) else { continue };
            let private = field.audience.within(section.audience) == Audience::Advisors;
            let kind = &field.kind;
            if !private && kind.matrix().is_none() && kind.has_figure(None) {
                continue;
            }
            let items =
                if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
            let named = |item: &&Node| item.scalar().is_some_and(|scalar| scalar.text.trim() == id);
            let at = items.iter().find(named).map_or(node.span, |item| item.span);
            let message = words(
                if private {
                    format!("主な数値の「{}」は公開しない項目なので、ページに出ません。", field.label)
                } else {
                    format!("主な数値の「{}」（種類 {}）は、ページに出ません。", field.label, kind.name())
                },
                format!(
                    "The key figure `{}` ({}) is not shown.",
                    field.label,
                    if private { "for advisors" } else { kind.name() }
                ),
            );
            let hint = words!(
                "key_figures から「{id}」を消すか、公開する数（number、composition、rates）か選択肢（choice）の項目の id にしてください。",
                "Take `{id}` out of `key_figures`, or name a public field of the kinds `number`, `composition`, `rates` or `choice`."
            );
            self.report(&FORM_KEY_FIGURE, at, message, hint);
        }
    }

    /// Names of one list that differ in nothing that the eye holds on to.
    fn labels(&mut self, what: &str, all: &[Named<'_>], field: Option<&Node>) {
        let looks: Vec<String> = all.iter().map(|(_, label, _)| skeleton(label)).collect();
        for (at, (id, label, group)) in all.iter().enumerate() {
            let same = |(before, look): (usize, &String)| {
                let (_, other, under) = all.get(before)?;
                // The same words are an error of their own.
                (Some(look) == looks.get(at) && under == group && letters(other) != letters(label)).then_some(*other)
            };
            let Some(other) = looks.iter().take(at).enumerate().find_map(same) else { continue };
            let span =
                field.map_or_else(|| last_position(&self.file.node, "fields", id), |node| position_within(node, id));
            let Some(span) = span else { continue };
            let message = words!(
                "「{what}」の「{other}」と「{label}」は、見た目がほとんど同じです。",
                "`{other}` and `{label}` of `{what}` look alike."
            );
            let hint = words(
                "記号や似た文字ではなく、言葉の違う名前にしてください。",
                "Let them differ in words, and not in marks or letters that look alike.",
            );
            self.report(&FORM_LABELS, span, message, hint);
        }
    }

    fn field(&mut self, field: &Field, own: &OwnField<'_>) {
        let (kind, at) = (&field.kind, own.at);
        if let Some(settings) = kind.choice() {
            let choices: Vec<Named<'_>> = settings.choices.iter().map(|one| (&*one.id, &*one.label, None)).collect();
            self.labels(&field.label, &choices, Some(own.node));
        }
        let counts = kind.number().is_some() || kind.composition().is_some() || kind.rates().is_some();
        if counts && field.unit.is_none() {
            self.unit(&[field], at);
        }
        let tied = || {
            self.form.relations.iter().any(|relation| {
                matches!(relation.comparison, Comparison::Ratio(..))
                    && relation.of.iter().any(|path| path.written().starts_with(&own.path))
            })
        };
        let percent = kind.number().is_some() || kind.rates().is_some();
        if percent && is_percentage(field) && !says_base(field) && !tied() {
            self.percentage(&[field], at);
        }
        if kind.number().is_some() && !self.is_bounded(field, &own.path) {
            self.part(&field.label, own.before.as_deref(), at);
        }
        if let Some(parts) = kind.composition() {
            for part in parts.iter().filter(|part| is_total(&part.label)) {
                let at = position_within(own.node, &part.id).unwrap_or(at);
                self.total(
                    &part.label,
                    at,
                    &words(
                        "composition には合計がはじめからあります。内訳から、この行を消してください。",
                        "A `composition` has its total already; delete this part.",
                    ),
                );
            }
            if let [part] = parts.as_slice() {
                let hint = words(
                    "残りの内訳を加えるか、「kind: number」の二つの項目にして「at_most」で結び付けてください。",
                    "Add the other parts, or make two fields of `kind: number` and tie them by `at_most`.",
                );
                let label = &part.label;
                let message =
                    words!("「{}」の内訳は「{label}」だけです。", "`{}` has no part but `{label}`.", field.label);
                self.report(&FORM_TOTAL, at, message, hint);
            }
        }
        self.table(field, own);
        self.matrix(field, own);
    }

    fn table(&mut self, field: &Field, own: &OwnField<'_>) {
        let Some(settings) = field.kind.table() else { return };
        let columns: Vec<Named<'_>> = settings
            .columns
            .iter()
            .map(|column| (&*column.field.id, &*column.field.label, column.field.group.as_deref()))
            .collect();
        self.labels(&field.label, &columns, Some(own.node));
        let rows: Vec<Named<'_>> =
            settings.rows.iter().map(|row| (&*row.id, &*row.label, row.group.as_deref())).collect();
        self.labels(&field.label, &rows, Some(own.node));
        let numbers =
            || settings.columns.iter().map(|column| column.field.as_ref()).filter(|own| own.kind.number().is_some());
        let counts = numbers().next().is_some();
        let position = |column: &Field| position_within(own.node, &column.id).unwrap_or(own.at);
        let path = |column: &Field| format!("{}.*.{}", own.path, column.id);
        let without_unit: Vec<&Field> = numbers().filter(|column| column.unit.is_none()).collect();
        self.unit(&without_unit, without_unit.first().map_or(own.at, |first| position(first)));
        let tied = |column: &Field| {
            let path = path(column);
            self.form.relations.iter().any(|one| one.of.iter().any(|of| of.written() == path))
        };
        let of_nothing = |column: &&Field| !says_base(field) && !says_base(column) && !tied(column);
        let of_nothing: Vec<&Field> = numbers().filter(|column| is_percentage(column)).filter(of_nothing).collect();
        self.percentage(&of_nothing, of_nothing.first().map_or(own.at, |first| position(first)));
        for column in numbers().filter(|column| !self.is_bounded(column, &path(column))).collect::<Vec<_>>() {
            let before =
                numbers().take_while(|other| other.id != column.id).filter(|other| !is_part(&other.label)).last();
            self.part(&column.label, before.map(|other| other.id.as_str()), position(column));
        }
        // Rows of a table in records have no names in `checks`.
        let named = !own.path.contains('*');
        for row in settings.rows.iter().filter(|row| named && counts && is_total(&row.label)) {
            let path = format!("{}.{}", own.path, row.id);
            let added = self.form.relations.iter().any(|one| {
                let all = one.paths().any(|of| of.written().starts_with(&path));
                all && matches!(one.comparison, Comparison::Sum(_))
            });
            if !added {
                let at = position_within(own.node, &row.id).unwrap_or(own.at);
                let hint = words!(
                    "様式の checks に「{}_total: {{ of: {path}.*, sum: {}.*.* }}」を加えてください。",
                    "Add `{}_total: {{ of: {path}.*, sum: {}.*.* }}` to the `checks` of the form.",
                    field.id,
                    own.path
                );
                self.total(&row.label, at, &hint);
            }
        }
    }

    fn matrix(&mut self, field: &Field, own: &OwnField<'_>) {
        let Some(settings) = field.kind.matrix() else { return };
        for heads in [&settings.rows, &settings.columns] {
            let named: Vec<Named<'_>> =
                heads.iter().map(|head| (&*head.id, &*head.label, head.group.as_deref())).collect();
            self.labels(&field.label, &named, Some(own.node));
            for head in heads.iter().filter(|head| head.computed.is_none() && is_total(&head.label)) {
                let at = position_within(own.node, &head.id).unwrap_or(own.at);
                let parts = heads.iter().filter(|other| other.computed.is_none() && other.id != head.id);
                let parts: Vec<&str> = parts.map(|part| part.id.as_str()).collect();
                let list = parts.join(", ");
                let (id, label) = (&head.id, &head.label);
                let hint = words!(
                    "「{id}: {{ label: {label}, sum: [{list}] }}」と、足すものの id を書いてください。",
                    "Write `{id}: {{ label: {label}, sum: [{list}] }}`, with the ids of what is added up."
                );
                self.total(label, at, &hint);
            }
        }
        let measured = |heads: &[super::MatrixHead]| heads.iter().all(|head| head.unit.is_some() || head.is_ratio());
        if field.unit.is_none() && !measured(&settings.rows) && !measured(&settings.columns) {
            self.unit(&[field], own.at);
        }
    }

    /// A field, or columns of a table, without a unit.
    fn unit(&mut self, fields: &[&Field], at: Span) {
        let Some((first, rest)) = fields.split_first() else { return };
        let (label, id, all) = (&first.label, &first.id, fields.len());
        let message = if rest.is_empty() {
            words!("「{label}」の数に単位がありません。", "The figures of `{label}` have no unit.")
        } else {
            words!(
                "「{label}」など{all}列の数に単位がありません。",
                "`{label}` and other columns ({all} in all) have no unit."
            )
        };
        let hint = words!(
            "「{id}」に「unit: 件」のように単位を書いてください。指数のように単位のない数なら、そのままでかまいません。",
            "Give `{id}` a unit, as in `unit: 件`; an index, which has none, may stay as it is."
        );
        self.report(&FORM_UNIT, at, message, hint);
    }

    /// A field, or columns of a table, of whose whole nothing is said.
    fn percentage(&mut self, fields: &[&Field], at: Span) {
        let Some((first, rest)) = fields.split_first() else { return };
        let (label, all) = (&first.label, fields.len());
        let message = if rest.is_empty() {
            words!("「{label}」が何に対する割合か分かりません。", "It is not said of what `{label}` is a percentage.")
        } else {
            words!(
                "「{label}」など{all}列が何に対する割合か分かりません。",
                "It is not said of what `{label}` and other columns ({all} in all) are percentages."
            )
        };
        let hint = words!(
            "「note: 〇〇に対する割合」のように分母を書くか、checks に「ratio: [分子の項目, 分母の項目]」を書いてください。",
            "Say the whole as in `note: of all residents`, or write `ratio: [part, whole]` in `checks`."
        );
        self.report(&FORM_PERCENTAGE, at, message, hint);
    }

    /// Whether something says what a figure never exceeds, or of what it is a part.
    fn is_bounded(&self, field: &Field, path: &str) -> bool {
        let spoken_of = || self.form.relations.iter().flat_map(super::Relation::paths).any(|own| own.written() == path);
        field.at_most.is_some() || field.usually_at_most.is_some() || spoken_of()
    }

    /// うち65歳以上 is a part of something.
    fn part(&mut self, label: &str, whole: Option<&str>, at: Span) {
        if !is_part(label) {
            return;
        }
        let message = words!(
            "「{label}」が何の一部か、様式から分かりません。",
            "The form does not say of what `{label}` is a part."
        );
        let hint = match whole {
            Some(whole) => words!(
                "もとの数が「{whole}」なら、「at_most: {whole}」を加えてください。「kind: composition」の内訳にしてもかまいません。",
                "If the whole is `{whole}`, add `at_most: {whole}`; or make it a part of a `kind: composition`."
            ),
            None => words(
                "「kind: composition」にして、合計と、この数を含む内訳を尋ねてください。",
                "Ask for the whole and its parts by a `kind: composition`.",
            ),
        };
        self.report(&FORM_TOTAL, at, message, hint);
    }

    fn total(&mut self, label: &str, at: Span, hint: &Words) {
        let message = words!("「{label}」の足し算を検査していません。", "Nothing adds up to `{label}`.");
        self.report(&FORM_TOTAL, at, message, hint.clone());
    }
}

/// Whether the form says of what a percentage is one.
fn says_base(field: &Field) -> bool {
    let said = ["に占める", "に対する", "のうち", "当たり", "あたり", "構成比", " of "];
    field.note.is_some() || field.definition.is_some() || said.iter().any(|word| field.label.contains(word))
}

/// Whether a name is that of a part: うち65歳以上.
fn is_part(label: &str) -> bool {
    label.trim_start().starts_with("うち")
}

fn is_percentage(field: &Field) -> bool {
    field.unit.as_deref().is_some_and(|unit| matches!(unit.trim(), "％" | "%" | "パーセント" | "percent"))
}

/// Whether a name is that of a total.
fn is_total(label: &str) -> bool {
    let name: String = letters(label).into_iter().collect();
    matches!(
        name.as_str(),
        "合計" | "計" | "総計" | "総数" | "小計" | "年度計" | "年計" | "月計" | "total" | "subtotal"
    )
}

/// What the eye holds on to: letters that look alike are one, and marks are none.
fn skeleton(label: &str) -> String {
    let shapes: String = letters(label).into_iter().flat_map(near_shape).collect();
    let all: String = looks(&shapes).chars().filter(|c| c.is_alphanumeric()).collect();
    // A name of marks alone (◎, ○) is told by them.
    if all.is_empty() { shapes } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        for (one, other) in [("件数（電話）", "件数・電話"), ("ロ座", "口座"), ("①相談", "１．相談"), ("△", "▲")]
        {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        for (one, other) in [("◎", "○"), ("件数（電話）", "件数（来所）"), ("相談", "相談員"), ("×", "△")]
        {
            assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
        }
    }
}
