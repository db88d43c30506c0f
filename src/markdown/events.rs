//! The events of the parser as it is, with their ranges.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// An event and the bytes of the text it stands for.
pub(super) type SpannedEvent<'a> = (Event<'a>, Range<usize>);

/// What the parser makes of a text. `{#id}` is left to `parse`: the parser's own option drops any other text in
/// braces without a trace.
pub(super) fn events(text: &str) -> impl Iterator<Item = SpannedEvent<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options).into_offset_iter()
}
