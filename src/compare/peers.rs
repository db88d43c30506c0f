//! Peers of a place: of the same category, with the populations nearest to each other.
//!
//! The rule is meant to be stated on the page: no model, no weights, nothing that ranks.

use std::collections::HashMap;

use crate::model::{Document, Place, PopulationSummary};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::Decimal;

use super::Figure;

/// How many peers are named: as many as a reader compares at a glance, and a row of the page holds.
const MAX_PEERS: usize = 5;

/// The populations of all places, in order, ready to be looked up.
#[derive(Debug, Default)]
pub struct Peers<'a> {
    /// By category, the smallest first.
    places: HashMap<&'a str, Vec<Peer<'a>>>,
    /// The index of each place, by its id, among those of its category.
    index_of_place: HashMap<&'a str, usize>,
}

/// What a document says of the number of residents.
pub fn population(document: &Document) -> Option<Figure<'_>> {
    Figure::of(document, &document.form.population()?.id)
}

/// A place with its newest population.
#[derive(Clone, Copy, Debug)]
pub struct Peer<'a> {
    /// The place that the population is of.
    pub place: &'a Place,
    /// The newest document that gives a population.
    pub document: &'a Document,
    /// The digest of how pages show it, where a summary tells.
    pub shown: Option<ValuesDigest>,
    /// How many residents it has, as that document says.
    pub population: Decimal,
}

impl<'a> Peer<'a> {
    /// A place, where it tells how many residents it has: by its summary, or by its documents.
    #[must_use]
    pub fn of(site: &'a Restricted, place: &'a Place) -> Option<Peer<'a>> {
        if let Some(summary) = site.summary_at(&place.id) {
            let PopulationSummary { number, document, shown } = summary.population.as_ref()?;
            let document = site.document(document)?;
            return Some(Peer { place, document, shown: Some(*shown), population: *number });
        }
        let mut newest = None;
        for document in site.documents_at(&place.id).filter(|document| !document.form.several) {
            let Some(figure) = population(document) else { continue };
            // People of a larger area are not those of the place.
            if let Some(population) = figure.quantity.number().filter(|_| figure.side().scope.is_none()) {
                newest = Some(Peer { place, document, shown: None, population });
            }
        }
        newest
    }
}

impl<'a> Peers<'a> {
    /// Orders the places of a site by category and population.
    pub fn of(site: &'a Restricted) -> Peers<'a> {
        let mut peers = Peers::default();
        for place in &site.places {
            if let Some(neighbour) = Peer::of(site, place) {
                peers.places.entry(place.category.label()).or_default().push(neighbour);
            }
        }
        for places in peers.places.values_mut() {
            places.sort_by(|a, b| a.population.cmp(&b.population).then_with(|| a.place.order.cmp(&b.place.order)));
            peers
                .index_of_place
                .extend(places.iter().enumerate().map(|(at, neighbour)| (neighbour.place.id.as_str(), at)));
        }
        peers
    }

    /// The places nearest to this one, ordered by code; and itself.
    pub fn peers_of(&self, place: &Place) -> Option<(Peer<'a>, Vec<Peer<'a>>)> {
        let all = self.places.get(place.category.label())?;
        let at = *self.index_of_place.get(place.id.as_str())?;
        let own = *all.get(at)?;
        let (mut below, mut above) = (at, at + 1);
        let mut near: Vec<Peer<'a>> = Vec::new();
        let distance = |other: &Peer<'_>| {
            let far = other.population.checked_sub(own.population).unwrap_or_default();
            if far.is_negative() { Decimal::default().checked_sub(far).unwrap_or_default() } else { far }
        };
        while near.len() < MAX_PEERS {
            let lower = below.checked_sub(1).and_then(|at| all.get(at));
            let upper = all.get(above);
            match (lower, upper) {
                // The smaller place where both are as near: any fixed choice will do.
                (Some(lower), Some(upper)) if distance(lower) <= distance(upper) => {
                    near.push(*lower);
                    below -= 1;
                }
                (Some(lower), None) => {
                    near.push(*lower);
                    below -= 1;
                }
                (_, Some(upper)) => {
                    near.push(*upper);
                    above += 1;
                }
                (None, None) => break,
            }
        }
        // By code, as everywhere: an order by population would look like a ranking.
        near.sort_by(|a, b| a.place.order.cmp(&b.place.order));
        Some((own, near))
    }
}
