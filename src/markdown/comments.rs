//! The comments of a text, which never reach what anybody may read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::parse::blocks;
use crate::text::comments::{end, without};

/// The Markdown without comments in it; those shown as code stay, since readers see them anyway.
#[must_use]
pub fn uncommented(text: &str) -> String {
    let mut rest = text.to_owned();
    loop {
        // What is left on the two sides of a comment may form another one.
        let found = comments(&rest);
        if found.is_empty() {
            return rest;
        }
        rest = without(&rest, &found);
    }
}

/// Where the comments of a Markdown text are; one that is never closed reaches to the end of its block, as on the page.
#[must_use]
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("<!--") {
        return found;
    }
    let mut at = 0;
    for (event, range) in &blocks(text).pieces {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) || range.start < at {
            continue;
        }
        at = range.start;
        while let Some(html) = text.get(at..range.end)
            && let Some((before, inner)) = html.split_once("<!--")
        {
            let from = at + before.len();
            at = end(inner).map_or(range.end, |end| from + 4 + end);
            found.push(from..at);
        }
        at = range.end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::uncommented;

    #[test]
    fn only_comments_go() {
        for (text, expected) in [
            ("はじめ。\n\n<!-- 書き置き -->\n\nおわり。\n", "はじめ。\n\n\n\nおわり。\n"),
            ("文の<!-- 途中 -->続き。", "文の続き。"),
            ("<!-- 二行\nにわたる -->\n\n本文", "\n\n本文"),
            ("`<!-- 例 -->`と\n\n    <!-- 例 -->\n", "`<!-- 例 -->`と\n\n    <!-- 例 -->\n"),
            ("<!-- 閉じていない\n\n本文", ""),
            ("何もない。", "何もない。"),
        ] {
            assert_eq!(uncommented(text).trim_end_matches('\n'), expected.trim_end_matches('\n'), "{text}");
        }
    }
}
