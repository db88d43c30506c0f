//! Where the sheets of two years give the result of the same year for one indicator, they give the same number.

use std::collections::HashMap;

use crate::compare::agreement::differs;
use crate::compare::indicators::{DocumentIndicator, traced};
use crate::model::{Document, Site};
use crate::source::{Finding, Findings, words};
use crate::text::era;
use crate::value::number;

use super::{CODE, hint};

pub(super) fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let now = traced(document);
    // Without a series no sheet gives a result of another year.
    if !now.iter().any(|one| !one.row.other_actuals.is_empty()) {
        return;
    }
    let before = traced(previous);
    let before: HashMap<_, &DocumentIndicator<'_>> = before.iter().filter_map(|one| Some((one.id()?, one))).collect();
    for one in now.iter().filter(|one| !one.row.other_actuals.is_empty()) {
        let Some(old) = one.id().and_then(|id| before.get(&id)) else { continue };
        for (year, cell) in one.results() {
            let then = old.results().into_iter().find(|(own, _)| *own == year);
            let Some((_, then)) = then else { continue };
            let ([new], [was]) = (cell.quantities.as_slice(), then.quantities.as_slice()) else { continue };
            let scopes = (cell.circumstances.scope(), then.circumstances.scope());
            if scopes.0 != scopes.1 {
                continue;
            }
            findings.applied(&CODE);
            if differs(new, was) != Some(true) {
                continue;
            }
            let (name, sheet) = (&one.row.name, era::fiscal_year(previous.year));
            let (new, was, fiscal) = (number::shown(new), number::shown(was), era::fiscal_year(year));
            let message = words(
                format!("指標「{name}」の{fiscal}の実績値は {new} ですが、{sheet}のシートでは {was} です。"),
                format!(
                    "The result of `{name}` in fiscal {year} is {new}, but {was} in the sheet of fiscal {}.",
                    previous.year
                ),
            );
            let at = document.source.position(cell.span());
            let related = previous.source.position(then.span());
            let finding = Finding::new(&CODE, at, message).hint(hint(&one.field.id));
            findings.push(finding.related(related, words("前の年度", "the year before")));
        }
    }
}
