//! Pages that are made of the whole site, and of no single file: links lead to them by their addresses.

use crate::compare::measure::is_shown;
use crate::compare::volumes::{MOST_PUBLISHED, volumes};
use crate::compare::{form_groups, indicators, issues, pagination};
use crate::form::Audience;
use crate::model::{Document, Site, address};

/// The address of a page that the site makes of no single file, given the path below `content/` that a link in this file means:
/// `checks.html`, `measures/beds.html`; nothing where it makes none.
#[must_use]
pub fn meant<'p>(site: &Site, file: &str, path: &'p str) -> Option<&'p str> {
    address_of(file, path).filter(|address| is_made(site, address))
}

/// The address that a link to this path means in a file. Pages of running text stand at the root of the site.
#[must_use]
pub fn address_of<'p>(file: &str, path: &'p str) -> Option<&'p str> {
    let address = path.strip_prefix("pages/").filter(|_| file.starts_with("pages/")).unwrap_or(path);
    (address.ends_with(".html") || address == address::FEED).then_some(address)
}

/// How many rows a document has in a list.
type RowCount = fn(&Document) -> usize;

fn at_places(site: &Site) -> impl Iterator<Item = impl Iterator<Item = &Document>> {
    site.places.iter().map(|place| site.documents_at(&place.id))
}

/// Whether a site makes a page at this address of no single file.
#[must_use]
pub fn is_made(site: &Site, address: &str) -> bool {
    let public = || site.documents.iter().filter(|document| document.audience == Audience::Public);
    match address {
        address::HOME | address::SEARCH => return true,
        address::GLOSSARY => return !site.glossary.is_empty(),
        address::ARCHIVE => return !site.archives.is_empty(),
        address::DATA | address::CHECKS => return public().next().is_some(),
        address::MEASURES => {
            return public().any(Document::is_sheet)
                || site.measures.iter().any(|measure| is_shown(at_places(site), measure));
        }
        address::COMPARE => {
            let first = public().next().map(|document| &document.place.id);
            return public().any(|document| Some(&document.place.id) != first);
        }
        address::FEED => {
            let dated = || public().any(|document| document.history.last().is_some());
            return site.settings.base_url.is_some() && (!site.errata.is_empty() || dated());
        }
        _ => {}
    }
    let lists: [(&str, RowCount); 2] = [(address::INDICATORS, indicators::count), (address::ISSUES, issues::count)];
    if let Some((list, rows)) = lists.into_iter().find(|(list, _)| address.starts_with(list.trim_end_matches(".html")))
    {
        return pagination::of_documents(list, public(), rows).iter().any(|page| page.path == address);
    }
    let name = address.trim_end_matches(".html");
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [year] => year.parse().is_ok_and(|year: i32| public().any(|document| document.year == year)),
        ["places", id] => site.place(id).is_some_and(|place| public().any(|document| document.place.id == place.id)),
        ["measures", _] => {
            site.measures.iter().any(|measure| measure.page() == address && is_shown(at_places(site), measure))
        }
        [year, address::FORMS, id] => year.parse().is_ok_and(|year: i32| {
            form_groups::apart(public().filter(|document| document.year == year)).iter().any(|group| group.id() == *id)
        }),
        [year, address::BOOKLET, ..] => year.parse().is_ok_and(|year: i32| {
            let is_made = || volumes(&site.places, year, public()).iter().any(|volume| volume.page() == address);
            public().count() <= MOST_PUBLISHED && is_made()
        }),
        _ => false,
    }
}
