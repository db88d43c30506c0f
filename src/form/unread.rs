//! Which fields of a form's file did not become fields, so that sheets which answer them are not called wrong.

use crate::record::{Content, Node};
use crate::text::fold;

use super::{FormSection, Unread};

/// Compares the file with the sections that came of it.
pub(super) fn unread(form: &Node, sections: &[FormSection]) -> Unread {
    let mut unread = Unread::default();
    let Some(list) = form.get("sections") else { return Unread { more: true, ..unread } };
    let Content::List(items) = &list.content else { return Unread { more: true, ..unread } };
    for item in items {
        let Content::Map(entries) = &item.content else {
            unread.more = true;
            continue;
        };
        let id = item.get("id").and_then(|id| Some(id.scalar()?.text.trim().to_owned()));
        let section = sections.iter().find(|section| Some(&section.id) == id.as_ref());
        unread.more |= section.is_none();
        let Some(fields) = entries.iter().find(|entry| entry.key == "fields") else { continue };
        let Content::Map(fields) = &fields.value.content else {
            unread.more = true;
            continue;
        };
        for field in fields
            .iter()
            .filter(|field| !section.is_some_and(|section| section.fields.iter().any(|read| read.id == field.key)))
        {
            let label = field.value.get("label").and_then(Node::scalar).map(|label| fold(&label.text));
            unread.more |= label.is_none();
            unread.keys.extend([fold(&field.key)].into_iter().chain(label));
        }
    }
    unread
}
