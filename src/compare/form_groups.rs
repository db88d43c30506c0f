//! The yearly forms of a year: those that ask for the same key figures are one, whatever they are called for cities and
//! prefectures; others stand apart, so that a place is in no table of figures that nobody asked it for.

use crate::form::Form;
use crate::model::Document;
use crate::restrict::Restricted;
use crate::text::SiteLanguage;

/// Yearly forms whose sheets stand in one table.
#[derive(Clone, Debug)]
pub struct FormGroup<'a> {
    /// The forms, in the order in which they are first met.
    pub forms: Vec<&'a Form>,
}

impl<'a> FormGroup<'a> {
    /// The id of its first form by name, which is part of the address of its pages.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.forms.iter().map(|form| form.id.as_str()).min().unwrap_or_default()
    }

    /// What its forms are called.
    #[must_use]
    pub fn name(&self, language: SiteLanguage) -> String {
        language.list(&self.forms.iter().map(|form| form.short.as_str()).collect::<Vec<_>>())
    }

    /// Whether a document answers one of the forms.
    #[must_use]
    pub fn has(&self, document: &Document) -> bool {
        self.forms.iter().any(|form| form.id == document.form.id)
    }

    /// Whether a document, perhaps of another year, answers one of the forms, or a yearly one with the same key figures.
    #[must_use]
    pub fn is_like(&self, document: &Document) -> bool {
        document.is_sheet() && (self.has(document) || self.shares(&document.form))
    }

    fn shares(&self, form: &Form) -> bool {
        self.forms.iter().flat_map(|other| &other.key_figures).any(|figure| form.key_figures.contains(figure))
    }
}

/// The yearly forms that these sheets answer.
#[must_use]
pub fn form_groups<'a>(sheets: impl Iterator<Item = &'a Document>) -> Vec<FormGroup<'a>> {
    let mut groups: Vec<FormGroup<'a>> = Vec::new();
    for sheet in sheets {
        let form = sheet.form.as_ref();
        if groups.iter().any(|group| group.has(sheet)) {
            continue;
        }
        // A form may bring together what stood apart until then.
        let at = groups.iter().position(|group| group.shares(form)).unwrap_or(groups.len());
        let later = groups.split_off(at);
        let (joined, apart): (Vec<_>, Vec<_>) = later.into_iter().partition(|group| group.shares(form));
        let forms = joined.into_iter().flat_map(|group| group.forms).chain([form]).collect();
        groups.push(FormGroup { forms });
        groups.extend(apart);
    }
    groups
}

/// The yearly forms of a year of a site, where it has several that stand apart; nothing where they are one.
#[must_use]
pub fn of_year(site: &Restricted, year: i32) -> Vec<FormGroup<'_>> {
    apart(site.documents_of(year).iter())
}

/// The yearly forms of some documents, where they are several that stand apart; nothing where they are one.
pub fn apart<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<FormGroup<'a>> {
    let groups = form_groups(documents.filter(|document| document.is_sheet()));
    if groups.len() > 1 { groups } else { Vec::new() }
}
