//! Ids that pages are named after.

use super::codes;
use crate::source::{Reporter, Span, words};
use crate::text::file_name::works_in_addresses;

/// Reports an id that no page can be named after.
pub(super) fn check_page_id(id: &str, span: Span, reporter: &mut Reporter<'_>) {
    if !works_in_addresses(id) {
        let message =
            words!("id「{id}」は、ページのアドレスに使えません。", "No page can be named after the id `{id}`.");
        let hint = words(
            "英小文字、数字、ハイフンで60字までの id にしてください。",
            "Write an id of up to 60 small letters, digits and hyphens.",
        );
        reporter.report(&codes::PAGE_ID, span, message, hint);
    }
}
