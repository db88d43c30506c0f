//! Runs the tables of `docs/progress.md`: a row is an indicator as a sheet has it, and what comes of it. Adding a
//! case needs no Rust.
//!
//! A table whose head has 指標 and 判定 holds cases. What the columns mean is told there. `UPDATE=1 cargo test` writes what came out
//! into the columns of results; read it before you keep it.

use std::path::Path;
use std::sync::Arc;

use super::{aim, outcome};
use crate::compare::progress::{self, BaselineProgress, DirectionSource, standing};
use crate::form::{FormFile, read_forms};
use crate::record::{Node, parse};
use crate::source::{Findings, Reporter, Source, Span};
use crate::text::{Decimal, SiteLanguage};
use crate::value::{Answer, AnswerReader, Direction};

/// The ids of the columns of a form, and the columns of the tables that hold their cells.
const COLUMNS: [(&str, &str); 3] = [("baseline", "現状値"), ("target", "目標値"), ("actual", "実績値")];

/// The columns of a table with the cells of one row.
struct Case<'a>(&'a [&'a str], Vec<&'a str>);

impl<'a> Case<'a> {
    fn cell(&self, head: &str) -> &'a str {
        let at = self.0.iter().position(|own| *own == head);
        at.and_then(|at| self.1.get(at)).map_or("", |cell| cell.trim_matches('`'))
    }

    fn has(&self, head: &str) -> bool {
        self.0.contains(&head)
    }

    /// The form that asks for it.
    fn form(&self) -> String {
        let head = |id: &str, label: &str| {
            let own = format!("{id}: ");
            let setting = settings(self.cell("様式")).into_iter().find_map(|one| one.strip_prefix(&own));
            match setting {
                Some(setting) if setting.contains("label:") => format!("      {id}: {setting}\n"),
                Some(setting) => format!("      {id}: {}\n", setting.replacen('{', &format!("{{ label: {label},"), 1)),
                None => format!("      {id}: {label}\n"),
            }
        };
        let asked = COLUMNS.into_iter().filter(|(_, label)| self.has(label) && self.cell(label) != "―");
        let heads: String = asked.map(|(id, label)| head(id, label)).collect();
        let others =
            settings(self.cell("様式")).into_iter().filter(|one| !COLUMNS.iter().any(|(id, _)| one.starts_with(id)));
        let others = others.fold(String::new(), |all, one| all + "    " + one + "\n");
        format!(
            "title: 様式\nyears: 2000-2100\nsections:\n- id: s\n  heading: 節\n  fields:\n   f:\n    label: 指標\n    kind: indicators\n{others}    columns:\n{heads}"
        )
    }

    /// The row of the sheet.
    fn row(&self) -> String {
        let mut row = format!("- 指標: {}\n", self.cell("指標"));
        for (id, label) in COLUMNS {
            if !matches!(self.cell(label), "" | "―") {
                row += &format!("  {id}: {}\n", self.cell(label));
            }
        }
        for setting in settings(self.cell("行")) {
            row += &format!("  {setting}\n");
        }
        row
    }

    fn year(&self) -> i32 {
        self.cell("年度").parse().unwrap_or(2024)
    }
}

/// Settings are parted by semicolons.
fn settings(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).filter(|one| !one.is_empty()).collect()
}

fn node(path: &str, text: &str, findings: &mut Findings) -> (Arc<Source>, Node) {
    let source = Source::new(path, text);
    let node = parse(&source, Span::new(0, text.len()), findings);
    (source, node)
}

/// What came of a row, by the heads of the columns of results.
fn results(case: &Case<'_>) -> impl Fn(&str) -> Option<String> {
    let mut findings = Findings::new();
    let (source, form) = node("form.yaml", &case.form(), &mut findings);
    let forms = read_forms(&[FormFile { id: "form".to_owned(), source, node: form }], &mut findings);
    let field = Arc::clone(&forms[0].sections[0].fields[0]);
    let (source, row) = node("sheet.md", &case.row(), &mut findings);
    let mut reader = AnswerReader {
        reporter: Reporter::new(&source, &mut findings),
        year: case.year(),
        tables: &crate::value::TableFiles::new(),
    };
    let answer = Answer::read(&row, Span::at(0), &field, &mut reader);
    assert!(findings.is_empty(), "{}{}{findings:?}", case.form(), case.row());
    let (rows, columns) = answer.indicators().unwrap();
    let lines = progress::assess(&rows.rows[0], columns, progress::default_result_date(&answer, case.year()));
    let number = |of: &dyn Fn(&progress::Progress<'_>) -> Option<Decimal>| {
        let all: Vec<String> =
            lines.iter().map(|line| of(line).map_or_else(|| "―".to_owned(), |number| number.to_string())).collect();
        all.join("；")
    };
    let rate = |line: &progress::Progress<'_>| match line.calculation.as_ref()?.from_baseline? {
        BaselineProgress::Part { rate, .. } => Some(rate),
        BaselineProgress::None | BaselineProgress::Back(_) => None,
    };
    let first = lines.first();
    let direction = first.and_then(|line| line.aim).map_or("不明", |aim| match aim.direction {
        Direction::Increase => "多",
        Direction::Decrease => "少",
        Direction::Keep => "保つ",
    });
    let source = first.and_then(|line| line.aim).map_or("―", |aim| match aim.source {
        DirectionSource::Target => "目標の言葉",
        DirectionSource::Row => "シート",
        DirectionSource::Form => "様式",
        DirectionSource::Baseline => "現状値",
        DirectionSource::Zero => "0",
    });
    let baseline = first.and_then(|line| line.baseline.as_ref()).map_or("―".to_owned(), |baseline| {
        let time = baseline.time.map(|time| format!("（{}）", time.wareki())).unwrap_or_default();
        format!("{}{time}", baseline.value)
    });
    let results = vec![
        ("判定", standing(&lines).word().ja.to_owned()),
        ("達成率", number(&|line| line.calculation.as_ref()?.ratio)),
        ("進捗率", number(&rate)),
        ("差", number(&|line| line.calculation.as_ref()?.gap)),
        ("よい向き", direction.to_owned()),
        ("根拠", source.to_owned()),
        ("比べた現状値", baseline),
        ("文", outcome(SiteLanguage::Japanese, "", &lines)),
        ("英語の文", outcome(SiteLanguage::English, "", &lines)),
    ];
    assert_eq!(
        aim(SiteLanguage::English, &lines).is_some(),
        lines.iter().all(|line| line.aim.is_some() && line.aim == lines[0].aim)
    );
    move |head| results.iter().find(|(name, _)| *name == head).map(|(_, result)| result.clone())
}

#[test]
fn every_case_of_the_manual_comes_out_as_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/progress.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut updated, mut count, mut heads) = (String::new(), 0, Vec::new());
    let mut trouble = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let cells: Option<Vec<&str>> = line
            .strip_prefix("| ")
            .and_then(|line| line.trim_end().strip_suffix('|'))
            .map(|line| line.split('|').map(str::trim).collect());
        let Some(cells) = cells else {
            heads.retain(|_| line.starts_with('|'));
            updated += &format!("{line}\n");
            continue;
        };
        if heads.is_empty() {
            heads = cells;
            updated += &format!("{line}\n");
            continue;
        }
        if !["指標", "判定"].iter().all(|head| heads.contains(head)) {
            updated += &format!("{line}\n");
            continue;
        }
        count += 1;
        assert_eq!(cells.len(), heads.len(), "line {}: {line}", number + 1);
        let case = Case(&heads, cells);
        let result = results(&case);
        let now = heads.iter().zip(&case.1).map(|(head, cell)| {
            let now = result(head).unwrap_or_else(|| (*cell).to_owned());
            if now != **cell {
                trouble.push(format!("line {}: {head}: {cell}, but it comes out as {now}", number + 1));
            }
            now
        });
        updated += &format!("| {} |\n", now.collect::<Vec<_>>().join(" | "));
    }
    assert!(count >= 120, "only {count} cases");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, updated).unwrap();
    } else {
        assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    }
}

#[test]
fn every_standing_has_a_case() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/progress.md")).unwrap();
    for standing in progress::Standing::all() {
        assert!(text.contains(&format!("| {} |", standing.word().ja)), "no case of {standing:?}");
    }
}
