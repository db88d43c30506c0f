//! What a page for advisors shows: documents with what only they may read, what changed, and the page around a cipher.
//!
//! The parts are rendered here, as all pages are; the module `share` joins them in one file.

use crate::bytes::Bytes;
use crate::error::Result;
use crate::form::{Audience, Field};
use crate::model::{Document, Share};
use crate::theme::{PageContext, Theme};
use crate::view;
use crate::view::View;

use super::place::changes::{self, ToldOfPlace};
use super::{PageContent, RenderContext, document, summary};

/// Where the links of the contents are seen from; no page has this address.
pub const CONTENTS: &str = "share.html";

/// The words on a locked page, which are there in both languages: nobody knows yet who reads it.
const LOCK: [&str; 13] = [
    "lock_title",
    "lock_lead",
    "lock_passphrase",
    "lock_show",
    "lock_remember",
    "lock_open",
    "lock_until",
    "lock_busy",
    "lock_wrong",
    "lock_damaged",
    "lock_ended",
    "lock_insecure",
    "lock_old",
];

/// The words the script needs on an open page.
const NOTES: [&str; 13] = [
    "note_write",
    "note_write_at",
    "note_label",
    "note_remove",
    "note_count",
    "note_name",
    "note_save",
    "note_saved",
    "note_load",
    "note_loaded",
    "note_not_loaded",
    "note_lost",
    "lock_close",
];

/// A part of the page: its HTML, seen from an address of the site, and the files its links lead to.
pub struct SharePart {
    /// The address that its page has in the public site.
    pub page: String,
    /// The HTML of the part, with links as from that address.
    pub html: String,
    /// The files that the part refers to: path and bytes.
    pub files: Vec<(String, Bytes)>,
}

/// A document with everything its advisors may read.
///
/// # Errors
/// When the template has a mistake.
pub fn document(context: RenderContext<'_>, document: &Document) -> Result<SharePart> {
    let PageContent { mut view, files, .. } = document::content(context, document, None);
    view.set("advisors_only", advisors_only(document));
    // Its one file has no other beside it.
    view.set("shared", true);
    let living = context.site.settings.base_url.is_some() && document.audience == Audience::Public;
    view.set("living", View::from(living));
    let html = context.theme.render("share/document.html", &PageContext::new(&document.page, view))?;
    Ok(SharePart { page: document.page.clone(), html: String::from_utf8_lossy(&html).into_owned(), files })
}

/// The head of the page: what is in it, for whom, and what changed.
///
/// # Errors
/// When the template has a mistake.
pub fn contents(context: RenderContext<'_>, share: &Share, documents: &[&Document], day: &str) -> Result<SharePart> {
    let view = view! {
        "share" => view! {
            "id" => &share.id,
            "reader" => &share.reader,
            "note" => share.note.clone(),
            "until" => context.language().date(share.until),
            "day" => day,
        },
        "documents" => View::list(documents.iter().map(|document| {
            view! { "doc" => summary::document_view(context, document), "advisors_only" => advisors_only(document) }
        })),
        "changes" => changed(context, documents),
    };
    let html = context.theme.render("share/contents.html", &PageContext::new(CONTENTS, view))?;
    Ok(SharePart { page: CONTENTS.to_owned(), html: String::from_utf8_lossy(&html).into_owned(), files: Vec::new() })
}

/// What changed from the sheet before to each sheet of the share, by place.
fn changed(context: RenderContext<'_>, documents: &[&Document]) -> View {
    let sheets = documents.iter().filter(|document| document.is_sheet());
    let pairs = sheets.filter_map(|now| {
        let before = context.site.previous(now).filter(|before| before.form.sheet && !before.draft)?;
        let of_place: Vec<&Document> = context.site.documents_at(&now.place.id).collect();
        let told = ToldOfPlace { documents: &of_place, in_table: &|_| false };
        Some(view! { "place" => now.place.view(), "pair" => changes::between(context, before, now, &told) })
    });
    View::list(pairs)
}

/// The parts of a document that are in no public file: their anchors and names.
pub fn advisors_only(document: &Document) -> View {
    if document.audience == Audience::Advisors {
        return View::list([view! { "id" => "", "label" => summary::name(document) }]);
    }
    let mut parts = Vec::new();
    for (section, given) in document.form.sections.iter().zip(&document.sections) {
        let has_content = !given.answers.is_empty() || given.narrative.is_some();
        if section.audience == Audience::Advisors && has_content {
            parts.push((document.anchor(&section.id).to_owned(), section.heading_parts(&document.place.name).1));
        }
        let answered = given.answers.iter().filter(|answer| !answer.is_open() && !answer.is_missing());
        for answer in answered.filter(|_| section.audience == Audience::Public) {
            let field = &answer.field;
            let mut columns = field.kind.table().into_iter().flat_map(|settings| &settings.columns);
            let inner = field.kind.records().into_iter().flat_map(|settings| &settings.fields);
            let column = columns.any(|column| column.field.audience == Audience::Advisors)
                || inner.into_iter().any(|field| has_advisors_part(field));
            if field.audience == Audience::Advisors || column {
                parts.push((document.anchor(&field.id).to_owned(), field.label.clone()));
            }
        }
    }
    let attached = document.attachments.iter().filter(|attached| attached.audience == Audience::Advisors);
    parts.extend(attached.map(|attached| ("_attachments".to_owned(), attached.title.clone())));
    View::list(parts.into_iter().map(|(id, label)| view! { "id" => id, "label" => label }))
}

/// Whether something of a field in records is for advisors only.
fn has_advisors_part(field: &Field) -> bool {
    let mut columns = field.kind.table().into_iter().flat_map(|settings| &settings.columns);
    field.audience == Audience::Advisors || columns.any(|column| column.field.audience == Audience::Advisors)
}

/// The whole file of a certain name: a locked page around a cipher, or a page that everybody can read.
///
/// # Errors
/// When the template has a mistake.
pub fn file(themes: [&Theme; 2], share: &Share, name: &str, what: View) -> Result<Vec<u8>> {
    let [theme, ..] = themes;
    let mut view = what;
    let kana = view.get("kana").cloned().unwrap_or(View::None);
    let until = |theme: &Theme| match theme.language() {
        "ja" => share.until.wareki(),
        _ => share.until.iso(),
    };
    view.set(
        "lock",
        View::Map(
            LOCK.iter()
                .map(|name| {
                    let both = themes.iter().map(|theme| {
                        view! { "language" => theme.language(), "text" => theme.sentence(name, &[("date", &until(theme))]) }
                    });
                    ((*name).into(), View::list(both))
                })
                .collect(),
        ),
    );
    let words = NOTES.iter().map(|name| ((*name).into(), View::from(theme.word(name)))).collect();
    let about = view! {
        "id" => &share.id,
        "edition" => name,
        "until" => share.until.iso(),
        "kana" => kana,
        "words" => View::Map(words),
    };
    view.set("about", about);
    view.set("language", theme.language());
    theme.render("share/page.html", &PageContext::new(CONTENTS, view))
}

/// What stands above every sheet of paper.
pub fn running(context: RenderContext<'_>, share: &Share) -> String {
    let title = context.site.settings.title.as_str();
    context.theme.sentence("share_running", &[("title", title), ("reader", &share.reader)])
}

/// The addresses of all pages of the public site: links to others would lead nowhere.
pub fn addresses(public: RenderContext<'_>) -> std::collections::BTreeSet<String> {
    let pages = public.navigation.kinds().flat_map(|kind| kind.all(public));
    pages.map(|page| page.path).collect()
}
