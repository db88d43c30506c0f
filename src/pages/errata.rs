//! Corrections to frozen years, as the list of archives, the page of the year and the feed show them.

use std::collections::BTreeMap;

use crate::model::{Erratum, Redirect, address};
use crate::text::era;
use crate::view;
use crate::view::View;

use super::{RenderContext, summary};

/// A correction with its address, which stays when newer ones come.
pub struct ErratumEntry<'a> {
    /// The correction.
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

/// What templates see of the corrections, of one year or of all.
pub fn views(context: RenderContext<'_>, year: Option<i32>) -> View {
    let shown = all(context);
    let shown = shown.iter().filter(|shown| year.is_none_or(|year| shown.erratum.year == year));
    View::list(shown.map(|shown| view(context, shown)))
}

/// What templates see of one.
pub fn view(context: RenderContext<'_>, shown: &ErratumEntry<'_>) -> View {
    let erratum = shown.erratum;
    let (page, anchor) = Redirect::parts(&erratum.page);
    let document = context.site.documents_of(erratum.year).iter().find(|document| document.page == page);
    let name = match document {
        Some(document) => summary::full_name(document),
        None if page == address::of_year(erratum.year) => era::fiscal_year_both(erratum.year),
        None => format!("{} {page}", era::fiscal_year_both(erratum.year)),
    };
    view! {
        "id" => &shown.anchor,
        "path" => format!("{}#{}", address::ARCHIVE, shown.anchor),
        "year" => summary::of_year(erratum.year),
        "name" => name,
        "frozen" => format!("archive/{}/{page}", erratum.year),
        "anchor" => anchor,
        "date" => view! { "text" => erratum.date.wareki(), "iso" => erratum.date.iso() },
        "what" => &erratum.what,
        "why" => &erratum.why,
        "before" => erratum.before.clone(),
        "after" => erratum.after.clone(),
    }
}
