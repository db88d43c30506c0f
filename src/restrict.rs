//! The site as certain readers may know it. After the rules have run and small numbers are withheld, a site is restricted
//! once to an audience: what its readers may not know is taken out of the model, together with everything that only serves
//! the office (acceptances, shares, severities, the texts of the files). Whatever makes something readable takes a
//! [`Restricted`], so nothing above this module can publish what it does not know.
//!
//! This module and `share`, which names what is in no public file, are the only ones that ask for the audience of something
//! in order to show it.

mod finding_counts;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::form::{Audience, Field, Form, FormSection, Unread, ValueElsewhere};
use crate::model::{Document, Index, Measure, SectionAnswer, Site};
use crate::text::page_path;
use crate::value::{Answer, Prose};

pub use finding_counts::{FindingCount, FindingCounts, withholds};

/// A site that holds no more than its readers may know. Only [`restrict`] makes one, and nobody can change what is in it:
///
/// ```compile_fail
/// fn publish(site: &nenpo::model::Site, theme: &nenpo::theme::Theme) {
///     // Pages are made from a restricted site only.
///     let _ = nenpo::pages::RenderContext::new(site, theme);
/// }
/// ```
#[derive(Debug)]
pub struct Restricted {
    site: Site,
    audience: Audience,
    forms: Arc<Forms>,
    accepted: Vec<AcceptedRelation>,
    found: FindingCounts,
    unchecked: Vec<String>,
    /// Made when it is first asked for.
    without_documents: OnceLock<Box<Restricted>>,
}

/// A relation of a form that a document does not agree with, and whose author says why that is right. The reason is part of what
/// the figures mean to their readers; reasons why other findings are accepted are the office's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedRelation {
    /// The path of the document below `content/`.
    pub document: String,
    /// The id of the relation.
    pub relation: String,
    /// The id of the field that it is about, where the author names one.
    pub field: Option<String>,
    /// In the author's words.
    pub reason: String,
}

/// The restricted forms by id, also those that have nothing for these readers.
type Forms = HashMap<String, Arc<Form>>;

impl Deref for Restricted {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// Takes everything out of a site that readers of this audience may not know.
#[must_use]
pub fn restrict(mut site: Site, audience: Audience) -> Restricted {
    let asked: Vec<Arc<Form>> = std::mem::take(&mut site.forms);
    let shown: HashMap<String, Form> =
        asked.iter().map(|form| (form.id.clone(), restrict_form(form, audience))).collect();
    let forms = without_hidden_relations(shown);
    // A form of which nothing is left is not for these readers at all.
    let known = asked.iter().filter_map(|form| Some((form, forms.get(&form.id)?)));
    let known = known.filter(|(form, shown)| form.sections.is_empty() || !shown.sections.is_empty());
    site.forms = known.map(|(_, shown)| Arc::clone(shown)).collect();
    site.measures.retain(|measure| is_known(measure, &asked, &site.forms));
    let all = site.documents.len();
    site.documents.retain(|document| is_known_to(audience, document.audience));
    let accepted = site.documents.iter().flat_map(|document| accepted_relations(document, &forms)).collect();
    let found = FindingCounts::known(&std::mem::take(&mut site.reported), &site, audience);
    let forms = Arc::new(forms);
    site.documents.par_iter_mut().for_each(|document| restrict_later(document, &forms, audience));
    if site.documents.len() < all {
        site.index = Index::new(&site.documents);
    }
    // The sources of a frozen year were written from a restricted site, and the years it speaks of are not there.
    if site.frozen.is_none() {
        (0..site.documents.len()).for_each(|at| restrict_references(&mut site, at));
    }
    site.drafts = BTreeMap::new();
    site.shares = Vec::new();
    let settings = std::mem::take(&mut site.settings.checks);
    let unchecked = settings.into_iter().filter(|one| one.severity == Some(None)).map(|one| one.code).collect();
    let wanted = files_of(&site, &site.documents);
    site.images.retain(|path, _| wanted.contains(path));
    site.attachments.retain(|path, _| wanted.contains(path));
    Restricted { site, audience, forms, accepted, found, unchecked, without_documents: OnceLock::new() }
}

impl Restricted {
    /// Takes over the documents of a place as they are now in the site that this one was made from: for a preview, in
    /// which nothing else changed.
    pub fn renew(&mut self, site: &Site, place: &str) {
        let of_place = |own: &Restricted| files_of(own, own.documents_at(place).collect::<Vec<_>>());
        let before = of_place(self);
        let places = self.site.places_of_documents(place).to_vec();
        for document in site.documents_at(place) {
            let Some(known) = self.site.document_mut(&document.path) else { continue };
            self.accepted.retain(|accepted| accepted.document != document.path);
            self.accepted.extend(accepted_relations(document, &self.forms));
            *known = document.clone();
            restrict_document(known, &self.forms, self.audience);
        }
        self.found = FindingCounts::known(&site.reported, site, self.audience);
        places.into_iter().for_each(|at| restrict_references(&mut self.site, at));
        // No other document shows another file than before.
        if of_place(self) == before {
            return;
        }
        let wanted = files_of(&self.site, &self.site.documents);
        let images = site.images.iter().filter(|(path, _)| wanted.contains(*path));
        self.site.images = images.map(|(path, image)| (path.clone(), Arc::clone(image))).collect();
        let attachments = site.attachments.iter().filter(|(path, _)| wanted.contains(*path));
        self.site.attachments = attachments.map(|(path, file)| (path.clone(), Arc::clone(file))).collect();
    }

    /// The relations with which documents do not agree, and rightly so, as their authors say.
    #[must_use]
    pub fn accepted(&self) -> &[AcceptedRelation] {
        &self.accepted
    }

    /// How often something was found in what these readers know.
    #[must_use]
    pub fn found(&self) -> &FindingCounts {
        &self.found
    }

    /// Whether the site turns off a code of findings, by its name.
    #[must_use]
    pub fn is_unchecked(&self, code: &str) -> bool {
        self.unchecked.iter().any(|off| off == code)
    }

    /// The same site with nothing of its documents and its glossary: forms, places, measures, settings. Who is handed this one can
    /// show nothing of a document but what else it is handed, and so cannot depend on more.
    #[must_use]
    pub fn without_documents(&self) -> &Restricted {
        self.without_documents.get_or_init(|| {
            // Every part is named: a new one is of documents, or it is not.
            let Site {
                settings,
                places,
                forms,
                documents: _,
                drafts: _,
                unread: _,
                index: _,
                measures,
                redirects,
                errata,
                shares,
                glossary: _,
                pages,
                frozen,
                archives,
                reported: _,
                images: _,
                attachments: _,
            } = &self.site;
            let site = Site {
                settings: settings.clone(),
                places: places.clone(),
                forms: forms.clone(),
                measures: measures.clone(),
                redirects: redirects.clone(),
                errata: errata.clone(),
                shares: shares.clone(),
                pages: pages.clone(),
                frozen: frozen.clone(),
                archives: archives.clone(),
                ..Site::default()
            };
            Box::new(Restricted {
                site,
                audience: self.audience,
                forms: self.forms.clone(),
                accepted: Vec::new(),
                found: FindingCounts::default(),
                unchecked: self.unchecked.clone(),
                without_documents: OnceLock::new(),
            })
        })
    }

    /// The same site with the documents of some places, given their ids, and no others. Whatever is found out of it depends on these
    /// documents and on what none says.
    #[must_use]
    pub fn with_documents_at<'p>(&self, places: impl Iterator<Item = &'p str>) -> Site {
        let mut at: Vec<usize> = places.flat_map(|place| self.site.places_of_documents(place)).copied().collect();
        at.sort_unstable();
        at.dedup();
        let documents: Vec<Document> = at.iter().filter_map(|at| self.site.documents.get(*at)).cloned().collect();
        Site { index: Index::new(&documents), documents, ..self.without_documents().site.clone() }
    }

    /// Lets go of the documents, which are many in a large site, on all processors.
    pub fn drop_documents(self) {
        self.site.documents.into_par_iter().for_each(drop);
    }
}

/// Whether readers may know what is written for others. This is the only place that asks: forms, documents and attachments are
/// restricted by it, and answers follow what is left of their forms.
fn is_known_to(readers: Audience, of: Audience) -> bool {
    of.visible_in(readers)
}

/// The form without what these readers may not know.
fn restrict_form(form: &Form, audience: Audience) -> Form {
    let sections: Vec<FormSection> =
        form.sections.iter().filter_map(|section| restrict_section(section, audience)).collect();
    let known = |id: &String| sections.iter().any(|section| section.fields.iter().any(|field| field.id == *id));
    let key_figures = form.key_figures.iter().filter(|id| known(id)).cloned().collect();
    let relations = form.relations_within(&sections);
    Form { key_figures, sections, relations, unread: Unread::default(), source: form.source.outline(), ..form.clone() }
}

/// The forms without relations to values of other forms that their readers may not know.
fn without_hidden_relations(mut forms: HashMap<String, Form>) -> Forms {
    let hidden = |form: &Form| {
        let known = |other: &ValueElsewhere| {
            other.forms(&form.id).filter_map(|id| forms.get(id)).any(|form| other.is_asked(form))
        };
        let at = form.relations.iter().enumerate().filter(|(_, one)| !one.elsewhere().all(known));
        at.map(|(at, _)| at).collect::<BTreeSet<usize>>()
    };
    let hidden: Vec<(String, BTreeSet<usize>)> = forms.values().map(|form| (form.id.clone(), hidden(form))).collect();
    for (id, hidden) in hidden.into_iter().filter(|(_, hidden)| !hidden.is_empty()) {
        let mut at = 0..;
        if let Some(form) = forms.get_mut(&id) {
            form.relations.retain(|_| at.next().is_none_or(|at| !hidden.contains(&at)));
        }
    }
    forms.into_iter().map(|(id, form)| (id, Arc::new(form))).collect()
}

fn restrict_section(section: &FormSection, audience: Audience) -> Option<FormSection> {
    if !is_known_to(audience, section.audience) {
        return None;
    }
    let fields = section.fields.iter().filter_map(|field| restrict_field(field, audience)).collect();
    Some(FormSection { fields, ..section.clone() })
}

/// The field itself where all of it may be known.
fn restrict_field(field: &Arc<Field>, audience: Audience) -> Option<Arc<Field>> {
    let visible = |field: &Field| is_known_to(audience, field.audience);
    if !visible(field) {
        return None;
    }
    if let Some(settings) = field.kind.records() {
        let fields: Vec<Arc<Field>> = settings.fields.iter().filter_map(|own| restrict_field(own, audience)).collect();
        let whole = fields.len() == settings.fields.len()
            && fields.iter().zip(&settings.fields).all(|(shown, own)| Arc::ptr_eq(shown, own));
        let kind = || settings.with_fields(fields);
        return Some(if whole { Arc::clone(field) } else { Arc::new(Field { kind: kind(), ..Field::clone(field) }) });
    }
    if let Some(settings) = field.kind.indicators().filter(|own| own.others.iter().any(|own| !visible(&own.field))) {
        let others = settings.others.iter().filter(|own| visible(&own.field)).cloned().collect();
        return Some(Arc::new(Field { kind: settings.with_others(others), ..Field::clone(field) }));
    }
    let Some(settings) = field.kind.table() else { return Some(Arc::clone(field)) };
    if settings.columns.iter().all(|column| visible(&column.field)) {
        return Some(Arc::clone(field));
    }
    let columns: Vec<_> = settings.columns.iter().filter(|column| visible(&column.field)).cloned().collect();
    (!columns.is_empty()).then(|| Arc::new(Field { kind: settings.with_columns(columns), ..Field::clone(field) }))
}

/// Whether these readers may know a measure: a figure that only a hidden field gives is none for them. One that no form
/// ever had was reported when it was read.
fn is_known(measure: &Measure, asked: &[Arc<Form>], shown: &[Arc<Form>]) -> bool {
    let in_any = |forms: &[Arc<Form>], path: &str| forms.iter().any(|form| form.has_figure(path));
    let paths = std::iter::once(&measure.of).chain(measure.to.iter().map(|ratio| &ratio.to));
    paths.into_iter().all(|path| in_any(shown, path) || !in_any(asked, path))
}

/// Restricts a document, or, where it is not read yet, whenever it is read. What its summary says is known to all.
fn restrict_later(document: &mut Document, forms: &Arc<Forms>, audience: Audience) {
    let known = Arc::clone(forms);
    let content = document.content.changed_by(move |document| restrict_document(document, &known, audience));
    match content.zip(forms.get(&document.form.id)) {
        Some((content, shown)) => (document.content, document.form) = (content, Arc::clone(shown)),
        None => restrict_document(document, forms, audience),
    }
}

fn restrict_document(document: &mut Document, forms: &Forms, audience: Audience) {
    let asked = Arc::clone(&document.form);
    let Some(shown) = forms.get(&asked.id).map(Arc::clone) else { return };
    // Where nothing is taken out, the answers stay the very ones of the document that this is a copy of.
    if !is_whole(&asked, &shown) {
        let answered = std::mem::take(&mut document.sections);
        let known = asked.sections.iter().zip(answered).filter(|(section, _)| is_known_to(audience, section.audience));
        let sections = known.zip(&shown.sections).map(|((_, answered), section)| {
            let answers = answered.answers.into_iter().filter_map(|answer| restrict_answer(answer, section)).collect();
            SectionAnswer { answers, narrative: answered.narrative }
        });
        document.sections = sections.collect();
    }
    document.form = shown;
    document.accepts = Vec::new();
    document.attachments.retain(|attached| is_known_to(audience, attached.audience));
    match audience {
        Audience::Public => document.renamed = BTreeMap::new(),
        // A share is one file, in which records stand with their document.
        Audience::Advisors => document.record_pages = BTreeMap::new(),
    }
    document.source = document.source.outline();
}

/// Whether a restricted form asks for all that the form asks for.
fn is_whole(asked: &Form, shown: &Form) -> bool {
    let same_fields = |(asked, shown): (&FormSection, &FormSection)| {
        asked.fields.len() == shown.fields.len()
            && asked.fields.iter().zip(&shown.fields).all(|(asked, shown)| Arc::ptr_eq(asked, shown))
    };
    asked.sections.len() == shown.sections.len() && asked.sections.iter().zip(&shown.sections).all(same_fields)
}

/// What a document that was not restricted yet accepts of relations that its readers know. One that does not name its relation
/// may speak of any.
fn accepted_relations(document: &Document, forms: &Forms) -> Vec<AcceptedRelation> {
    // Of one with a summary nothing is accepted.
    let shown = forms.get(&document.form.id).filter(|_| document.content.summary().is_none());
    let Some(shown) = shown else { return Vec::new() };
    let names = document.form.names(&document.place.name);
    let accepted = document.accepts.iter().filter_map(|accept| {
        let id = accept.check.as_ref().filter(|_| accept.code == RELATION_CODE)?;
        let relation = shown.relations.iter().find(|relation| relation.id == *id)?;
        let field = match &accept.field {
            None => None,
            Some(field) => {
                let [at] = names.named(field)[..] else { return None };
                let id = names.ids().nth(at)?;
                // What is not public is not named.
                relation.paths().find(|path| path.field() == id)?;
                Some(id.to_owned())
            }
        };
        let (document, relation, reason) = (document.path.clone(), id.clone(), accept.reason.clone());
        Some(AcceptedRelation { document, relation, field, reason })
    });
    accepted.collect()
}

/// The code of the findings of relations, which the layer above gives.
pub const RELATION_CODE: &str = "relation";

/// An answer without what its readers may not know, where `section`, which is restricted, still asks for it.
fn restrict_answer(mut answer: Answer, section: &FormSection) -> Option<Answer> {
    let field = section.fields.iter().find(|field| field.id == answer.field.id)?;
    answer.restrict(field);
    Some(answer)
}

/// Takes out of a document what it says of things that are no longer in the site.
fn restrict_references(site: &mut Site, at: usize) {
    let Some(document) = site.documents.get(at) else { return };
    // A document with a summary speaks of nothing else.
    if document.content.summary().is_some() {
        return;
    }
    let endings = document.endings.iter();
    let known_endings: Vec<_> = endings.filter(|ending| has_issue(site, document, &ending.issue)).cloned().collect();
    let follows = document.follows.clone().filter(|(path, _)| site.document(path).is_some());
    if let Some(document) = site.documents.get_mut(at) {
        (document.endings, document.follows) = (known_endings, follows);
    }
}

/// Whether a document of the place in that year lists the issue.
fn has_issue(site: &Site, document: &Document, issue: &crate::text::RowOfYear) -> bool {
    let mut earlier = site.documents_at(&document.place.id).filter(|other| other.year == issue.year);
    earlier.any(|other| {
        let tables = other.answers().filter(|(_, field, _)| other.form.is_issues(field));
        tables
            .filter_map(|(_, _, answer)| answer.value.table())
            .any(|table| table.rows.iter().any(|row| row.is_called(&issue.row)))
    })
}

/// The paths below `content/` of the images and attachments that some documents, and the pages and terms of their site, show, link to or
/// name: a file beside a document may belong to a section that was taken out.
pub fn files_of<'d>(site: &Site, documents: impl IntoParallelIterator<Item = &'d Document>) -> BTreeSet<String> {
    let mut wanted = files_of_documents(documents);
    site.pages.iter().for_each(|page| add_files(&mut wanted, &page.body, &page.path));
    site.glossary.iter().for_each(|term| add_files(&mut wanted, &term.meaning, "glossary.yaml"));
    wanted
}

/// The same of some documents alone.
pub fn files_of_documents<'d>(documents: impl IntoParallelIterator<Item = &'d Document>) -> BTreeSet<String> {
    let of_documents = documents.into_par_iter().fold(BTreeSet::new, |mut wanted, document| {
        if let Some(summary) = document.content.summary() {
            wanted.extend(summary.files.iter().cloned());
            return wanted;
        }
        document.each_prose(&mut |prose, _| add_files(&mut wanted, prose, document.path_of(prose)));
        wanted.extend(document.attached_files().map(|(attached, _)| attached.path.clone()));
        wanted
    });
    of_documents.reduce(BTreeSet::new, |mut one, other| {
        one.extend(other);
        one
    })
}

fn add_files(wanted: &mut BTreeSet<String>, prose: &Prose, file: &str) {
    let shown = prose.outline().images.iter().map(|image| &image.target);
    let linked = prose.outline().links.iter().map(|link| &link.target);
    let paths =
        shown.chain(linked).filter_map(|target| page_path::content_file(file, page_path::split_fragment(target).0));
    wanted.extend(paths);
}
