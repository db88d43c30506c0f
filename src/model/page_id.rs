//! Ids that pages are named after.

use super::{address, codes};
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

/// Reports an id of a place after which no page can be named: its folder stands beside those of the year's own pages.
pub(super) fn check_place_id(id: &str, span: Span, reporter: &mut Reporter<'_>) {
    let (ja, en) = match id.to_ascii_lowercase().as_str() {
        address::FORMS => ("様式ごとのページ", "the pages of forms"),
        address::BOOKLET => ("冊子のページ", "the booklets of a year"),
        _ => return check_page_id(id, span, reporter),
    };
    let message = words!(
        "id「{id}」は、nenpo が{ja}を置くフォルダーの名前です。",
        "The id `{id}` is the folder in which nenpo puts {en}."
    );
    let hint = words!(
        "「{id}-city」のような、ほかの id にして、年度の下のフォルダーの名前も、同じ id に変えてください。",
        "Choose another id, such as `{id}-city`, and rename the folders below the years to it."
    );
    reporter.report(&codes::PAGE_ID, span, message, hint);
}
