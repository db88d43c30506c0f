//! Two heads whose numbers changed places: 男 and 女 the other way round than in the sheet of the year before, or than in another
//! answer of the same sheet.

use crate::form::HeadTime;
use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::era;
use crate::text::sex::Sex;
use crate::value::table::TableCell;
use crate::value::{Answer, Composition, Matrix, Quantity, Table};

use super::{Check, Rule, Subject};

const FORM: &str = "title: 児童の状況\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: 児童\n    fields:\n      ages: { label: 年齢別の児童数, kind: matrix, unit: 人, rows: { a0: ０歳, a1: １歳, a2: ２歳 }, columns: { m: 男, f: 女 } }\n";
const BEFORE: (&str, &str) = (
    "2020/kitahama/sheet.md",
    "---\nform: children\n年齢別の児童数: |\n  | 年齢 | 男 | 女 |\n  | ０歳 | 312 | 268 |\n  | １歳 | 330 | 281 |\n  | ２歳 | 345 | 290 |\n---\n",
);

const CODE: Code = Code::warning(
    "heads-exchanged",
    ("二つの見出しの数が、入れ替わっているようです。", "The numbers under two heads seem to have changed places."),
    (
        "男と女のように並ぶ見出しは、写すときに入れ替わることがあります。足し算では分かりません。どの行の数も、前の年度のもう一方の見出しの数に近いとき（三行以上。男と女は一行から）と、同じシートの中で、男の数がほかの項目の女の数と、女の数が男の数と全く同じときに知らせます。",
        "Heads that stand side by side, such as men and women, are easily exchanged when they are copied, and sums do not show it. It is told where every row is near to the other head of the year before (three rows or more; of men and women one), and where men and women are exactly the other way round in another answer of the sheet.",
    ),
    Files(&[
        ("forms/children.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: children\n年齢別の児童数: |\n  | 年齢 | 女 | 男 |\n  | ０歳 | 305 | 262 |\n  | １歳 | 318 | 270 |\n  | ２歳 | 331 | 284 |\n---\n",
        ),
    ]),
    Files(&[
        ("forms/children.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: children\n年齢別の児童数: |\n  | 年齢 | 男 | 女 |\n  | ０歳 | 305 | 262 |\n  | １歳 | 318 | 270 |\n  | ２歳 | 331 | 284 |\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

/// So many rows show an exchange that is no chance.
const ROWS: usize = 3;
/// Smaller numbers change places by chance.
const LEAST: f64 = 10.0;
/// So many heads are compared with each other; more are ages or places, whose numbers are near to each other.
const HEADS: usize = 12;

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let within = sexes_of(document);
    for (at, one) in within.iter().enumerate() {
        findings.applied(&CODE);
        let other = within.iter().take(at).find(|other| other.is_other_way_round(one));
        other.into_iter().for_each(|other| findings.push(disagrees(document, one, other)));
    }
    let Some(previous) = site.previous(document) else { return };
    let earlier = previous.answers_by_question();
    for place in document.all_answers() {
        let before = place.question().and_then(|question| earlier.get(&question));
        let Some(before) = before.filter(|before| same_scope(place.answer, before.answer)) else { continue };
        for (now, then) in lists(place.answer).iter().zip(&lists(before.answer)) {
            findings.applied(&CODE);
            if let Some([one, other]) = now.exchanged(then) {
                let year = era::fiscal_year(previous.year);
                let (label, at) = (place.label(), place.answer.span);
                let message = words(
                    format!("「{label}」の「{one}」と「{other}」の数が、{year}のシートと入れ替わっているようです。"),
                    format!(
                        "`{one}` and `{other}` of `{label}` seem to be the other way round than in the sheet of fiscal {}.",
                        previous.year
                    ),
                );
                let position = document.source.position(now.heads_at.unwrap_or(at));
                let field = &place.top_field().id;
                let finding = Finding::new(&CODE, position, message).hint(hint(field)).about(field);
                let related = previous.source.position(then.heads_at.unwrap_or(before.answer.span));
                findings.push(finding.related(related, words("前の年度", "the year before")));
            }
        }
    }
}

fn same_scope(one: &Answer, other: &Answer) -> bool {
    one.circumstances.scope() == other.circumstances.scope()
}

fn hint(field: &str) -> crate::source::Words {
    words!(
        "見出しの順と、数の列を、原資料と照らし合わせてください。本当に入れ替わったのなら「accept: [{{ code: heads-exchanged, field: {field}, reason: 理由 }}]」と書いてください。",
        "Compare the order of the heads with the source. If the numbers did change places, write `accept: [{{ code: heads-exchanged, field: {field}, reason: why }}]`."
    )
}

/// The id and the label of a head.
type NamedHead<'a> = (&'a str, &'a str);

/// Numbers under heads: for each row one of each head.
struct HeadedNumbers<'a> {
    heads: Vec<NamedHead<'a>>,
    rows: Vec<(NamedHead<'a>, Vec<Option<f64>>)>,
    /// Where the heads stand in the sheet, where that is known.
    heads_at: Option<Span>,
}

/// The numbers of an answer, by its columns and by its rows.
fn lists(answer: &Answer) -> Vec<HeadedNumbers<'_>> {
    let by_column = if let Some(matrix) = answer.value.matrix() {
        of_matrix(matrix)
    } else if let Some((table, settings)) = answer.table() {
        of_table(table, settings)
    } else if let Some(composition) = answer.value.composition() {
        of_composition(composition)
    } else {
        return Vec::new();
    };
    let by_row = by_column.turned();
    vec![by_column, by_row]
}

fn exact(quantity: &Quantity) -> Option<f64> {
    quantity.exact().map(crate::text::Decimal::to_f64)
}

fn of_matrix(matrix: &Matrix) -> HeadedNumbers<'_> {
    let plain: Vec<usize> = (0..matrix.columns.len())
        .filter(|at| matrix.columns.get(*at).is_some_and(|head| head.computed.is_none() && !is_year(head.time)))
        .collect();
    let columns = || plain.iter().filter_map(|at| matrix.columns.get(*at));
    let rows = matrix.rows.iter().filter(|row| row.head.computed.is_none() && !is_year(row.head.time));
    let number = |cells: &[crate::value::matrix::MatrixCell], at: &usize| {
        cells.get(*at).filter(|cell| cell.is_given()).and_then(|cell| exact(&cell.quantity))
    };
    HeadedNumbers {
        heads: columns().map(|head| (head.id.as_str(), head.label.as_str())).collect(),
        rows: rows
            .map(|row| {
                (
                    (row.head.id.as_str(), row.head.label.as_str()),
                    plain.iter().map(|at| number(&row.cells, at)).collect(),
                )
            })
            .collect(),
        heads_at: matrix.heads_at,
    }
}

/// What the sheets of two years give of one year is compared by another rule.
fn is_year(time: Option<HeadTime>) -> bool {
    time.is_some_and(|time| time.year().is_some())
}

fn of_table<'a>(table: &'a Table, settings: &'a crate::form::TableSettings) -> HeadedNumbers<'a> {
    let mut heads = Vec::new();
    for column in &settings.columns {
        if column.by.is_empty() {
            heads.push((column.field.id.as_str(), column.field.label.as_str()));
        } else {
            heads.extend(column.by.iter().map(|sector| (sector.id.as_str(), sector.label.as_str())));
        }
    }
    let number = |answer: &Answer| answer.value.number().and_then(exact);
    let cells = |cell: &TableCell| match cell {
        TableCell::One(answer) => vec![answer.as_deref().and_then(number)],
        TableCell::BySector(answers) => answers.iter().map(|answer| answer.as_ref().and_then(number)).collect(),
    };
    let named =
        table.rows.iter().filter_map(|row| Some(((row.id.as_deref()?, row.head.as_deref().unwrap_or_default()), row)));
    let rows = named.map(|(head, row)| (head, row.cells.iter().flat_map(cells).collect()));
    HeadedNumbers { heads, rows: rows.collect(), heads_at: None }
}

fn of_composition(composition: &Composition) -> HeadedNumbers<'_> {
    let parts = &composition.parts;
    let first = parts.iter().map(|part| part.span).find(|span| *span != Span::default());
    HeadedNumbers {
        heads: parts.iter().map(|part| (part.id.as_str(), part.label.as_str())).collect(),
        rows: vec![(("", ""), parts.iter().map(|part| exact(&part.quantity)).collect())],
        heads_at: first,
    }
}

impl<'a> HeadedNumbers<'a> {
    /// The same with rows as heads.
    fn turned(&self) -> HeadedNumbers<'a> {
        let column = |at: usize| self.rows.iter().map(|(_, numbers)| numbers.get(at).copied().flatten()).collect();
        HeadedNumbers {
            heads: self.rows.iter().map(|(head, _)| *head).collect(),
            rows: self.heads.iter().enumerate().map(|(at, head)| (*head, column(at))).collect(),
            heads_at: None,
        }
    }

    /// The labels of two heads whose numbers changed places since then.
    fn exchanged(&self, then: &HeadedNumbers<'_>) -> Option<[&'a str; 2]> {
        if !(2..=HEADS).contains(&self.heads.len()) {
            return None;
        }
        let pairs = (0..self.heads.len()).flat_map(|one| (one + 1..self.heads.len()).map(move |other| (one, other)));
        for (one, other) in pairs {
            let (Some(a), Some(b)) = (self.heads.get(one), self.heads.get(other)) else { continue };
            let place = |id: &str| then.heads.iter().position(|(own, _)| *own == id);
            let (Some(was_one), Some(was_other)) = (place(a.0), place(b.0)) else { continue };
            let row = |((id, _), now): &(NamedHead<'_>, Vec<Option<f64>>)| {
                let (_, before) = then.rows.iter().find(|((own, _), _)| own == id)?;
                let at = |row: &[Option<f64>], at: usize| row.get(at).copied().flatten();
                Some([at(now, one)?, at(now, other)?, at(before, was_one)?, at(before, was_other)?])
            };
            let rows: Vec<[f64; 4]> = self.rows.iter().filter_map(row).collect();
            let sexes = Sex::named(a.1).zip(Sex::named(b.1)).is_some_and(|(a, b)| a != b);
            if changed_places(&rows, sexes) {
                return Some([a.1, b.1]);
            }
        }
        None
    }
}

/// Whether two numbers of each row are near to each other's of the year before, and far from their own.
fn changed_places(rows: &[[f64; 4]], sexes: bool) -> bool {
    /// The numbers are so many times nearer to the others than to their own.
    const NEARER: f64 = 3.0;
    /// Their own are at least this part of the numbers away.
    const APART: f64 = 0.1;
    let distance = |row: &[f64; 4], crossed: bool| {
        let [one, other, was_one, was_other] = *row;
        let (first, second) = if crossed { (was_other, was_one) } else { (was_one, was_other) };
        (one - first).abs() + (other - second).abs()
    };
    let telling: Vec<&[f64; 4]> = rows.iter().filter(|row| row.iter().all(|number| *number >= LEAST)).collect();
    if telling.len() < if sexes { 1 } else { ROWS } {
        return false;
    }
    let sum = |crossed: bool| telling.iter().map(|row| distance(row, crossed)).sum::<f64>();
    let whole: f64 = telling.iter().map(|[_, _, one, other]| one + other).sum();
    let each = telling.iter().filter(|row| distance(row, true) < distance(row, false)).count();
    sum(true) * NEARER < sum(false) && sum(false) > whole * APART && each == telling.len()
}

/// How many men and women an answer counts in all.
struct SexesOfAnswer<'a> {
    label: String,
    field: &'a str,
    unit: &'a str,
    men: f64,
    women: f64,
    at: Span,
}

impl SexesOfAnswer<'_> {
    fn is_other_way_round(&self, other: &SexesOfAnswer<'_>) -> bool {
        let same = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
        self.unit == other.unit
            && same(self.men, other.women)
            && same(self.women, other.men)
            && !same(self.men, self.women)
            && self.men.min(self.women) >= LEAST
    }
}

fn sexes_of(document: &Document) -> Vec<SexesOfAnswer<'_>> {
    let mut all = Vec::new();
    for place in document.all_answers() {
        for numbers in lists(place.answer) {
            let sex = |wanted: Sex| numbers.heads.iter().position(|(_, label)| Sex::named(label) == Some(wanted));
            let (Some(men), Some(women)) = (sex(Sex::Male), sex(Sex::Female)) else { continue };
            // All rows are in it, or it is no whole.
            let sum =
                |at: usize| numbers.rows.iter().map(|(_, row)| row.get(at).copied().flatten()).sum::<Option<f64>>();
            if let (Some(men), Some(women)) = (sum(men), sum(women)) {
                all.push(SexesOfAnswer {
                    label: place.label().into_owned(),
                    field: &place.top_field().id,
                    unit: place.field.unit.as_deref().unwrap_or_default(),
                    men,
                    women,
                    at: numbers.heads_at.unwrap_or(place.answer.span),
                });
            }
        }
    }
    all
}

fn disagrees(document: &Document, one: &SexesOfAnswer<'_>, other: &SexesOfAnswer<'_>) -> Finding {
    let (label, beside) = (&one.label, &other.label);
    let message = words!(
        "「{label}」の男と女の数が、「{beside}」と入れ替わっています。",
        "Men and women of `{label}` are the other way round than in `{beside}`."
    );
    let finding = Finding::new(&CODE, document.source.position(one.at), message).hint(hint(one.field)).about(one.field);
    finding.related(document.source.position(other.at), words("もう一つの項目", "the other answer"))
}
