//! Corrections to frozen years, as the list of archives, the page of the year and the feed show them.

use std::collections::BTreeMap;

use crate::model::{Erratum, Redirect};
use crate::text::era;
use crate::view;
use crate::view::View;

use super::{Edition, archive, document, frame};

/// A correction with its address, which stays when newer ones come.
pub struct Shown<'a> {
    /// The correction.
    pub erratum: &'a Erratum,
    /// Its anchor in the list of archives.
    pub anchor: String,
}

/// All corrections, newest first. Those of one day are numbered in the order of the file.
pub fn all(edition: Edition<'_>) -> Vec<Shown<'_>> {
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    let shown = edition.site.errata.iter().map(|erratum| {
        let day = erratum.date.iso();
        let number = days.entry(day.clone()).and_modify(|number| *number += 1).or_insert(1);
        let anchor = if *number == 1 { format!("erratum-{day}") } else { format!("erratum-{day}-{number}") };
        Shown { erratum, anchor }
    });
    shown.collect()
}

/// What templates see of the corrections, of one year or of all.
pub fn views(edition: Edition<'_>, year: Option<i32>) -> View {
    let shown = all(edition);
    let shown = shown.iter().filter(|shown| year.is_none_or(|year| shown.erratum.year == year));
    View::list(shown.map(|shown| view(edition, shown)))
}

/// What templates see of one.
pub fn view(edition: Edition<'_>, shown: &Shown<'_>) -> View {
    let erratum = shown.erratum;
    let (page, anchor) = Redirect::parts(&erratum.page);
    let document = edition.site.documents_of(erratum.year).iter().find(|document| document.page == page);
    let name = match document {
        Some(document) => {
            format!("{} {} {}", document.place.name, era::fiscal_year_both(document.year), document::name(document))
        }
        None if page == frame::year_path(erratum.year) => era::fiscal_year_both(erratum.year),
        None => format!("{} {page}", era::fiscal_year_both(erratum.year)),
    };
    view! {
        "id" => &shown.anchor,
        "path" => format!("{}#{}", archive::PATH, shown.anchor),
        "year" => frame::year_view(erratum.year),
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
