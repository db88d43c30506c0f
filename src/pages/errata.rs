//! Corrections to frozen years, as the list of archives, the page of the year and the feed show them.

use std::collections::BTreeMap;

use crate::model::{Erratum, Redirect, address};
use crate::view;
use crate::view::View;

use super::{RenderContext, summary};

/// A correction with its address, which stays when newer ones come.
pub struct ErratumEntry<'a> {
    /// The correction as `errata.yaml` has it.
    pub erratum: &'a Erratum,
    /// Its anchor in the list of archives.
    pub anchor: String,
}

/// All corrections, newest first. Those of one day are numbered in the order of the file.
pub fn all(context: RenderContext<'_>) -> Vec<ErratumEntry<'_>> {
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    let shown = context.site.errata.iter().map(|erratum| {
        let day = erratum.date.iso();
        let number = days.entry(day.clone()).and_modify(|number| *number += 1).or_insert(1);
        let anchor = if *number == 1 { format!("erratum-{day}") } else { format!("erratum-{day}-{number}") };
        ErratumEntry { erratum, anchor }
    });
    shown.collect()
}

/// The view for templates of the corrections, of one year or of all.
pub fn views(context: RenderContext<'_>, year: Option<i32>) -> View {
    let shown = all(context);
    let shown = shown.iter().filter(|shown| year.is_none_or(|year| shown.erratum.year == year));
    View::list(shown.map(|shown| view(context, shown)))
}

/// The view for templates of one.
pub fn view(context: RenderContext<'_>, shown: &ErratumEntry<'_>) -> View {
    let erratum = shown.erratum;
    let (page, anchor) = Redirect::parts(&erratum.page);
    view! {
        "id" => &shown.anchor,
        "path" => format!("{}#{}", address::ARCHIVE, shown.anchor),
        "year" => summary::year_view(context, erratum.year),
        "name" => name(context, erratum),
        "frozen" => format!("archive/{}/{page}", erratum.year),
        "anchor" => anchor,
        "date" => view! { "text" => context.language().date(erratum.date), "iso" => erratum.date.iso() },
        "what" => &erratum.what,
        "why" => &erratum.why,
        "before" => erratum.before.clone(),
        "after" => erratum.after.clone(),
    }
}

/// What was corrected: the name of the document, or that of the page.
pub fn name(context: RenderContext<'_>, erratum: &Erratum) -> String {
    let (page, _) = Redirect::parts(&erratum.page);
    let document = context.site.documents_of(erratum.year).iter().find(|document| document.has_page(page));
    match document {
        Some(document) => summary::full_name(context, document),
        None if page == address::of_year(erratum.year) => context.language().fiscal_year_both(erratum.year),
        None => format!("{} {page}", context.language().fiscal_year_both(erratum.year)),
    }
}
