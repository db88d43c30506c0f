//! A text without its comments, for copies of sources that anybody may read.

use pulldown_cmark::{Event, Tag};

use super::html::without_comments;
use super::parse::blocks;

/// The Markdown without comments in it; those shown as code stay, since readers see them anyway.
#[must_use]
pub fn uncommented(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for (event, range) in &blocks(text).pieces {
        let raw = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        if let (true, Some(before), Some(html)) =
            (raw && range.start >= at, text.get(at..range.start), text.get(range.clone()))
        {
            kept.push_str(before);
            kept.push_str(&without_comments(html));
            at = range.end;
        }
    }
    kept + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::uncommented;

    #[test]
    fn only_comments_go() {
        for (text, kept) in [
            ("はじめ。\n\n<!-- 書き置き -->\n\nおわり。\n", "はじめ。\n\n\n\nおわり。\n"),
            ("文の<!-- 途中 -->続き。", "文の続き。"),
            ("<!-- 二行\nにわたる -->\n\n本文", "\n\n本文"),
            ("`<!-- 例 -->`と\n\n    <!-- 例 -->\n", "`<!-- 例 -->`と\n\n    <!-- 例 -->\n"),
            ("<!-- 閉じていない\n\n本文", ""),
            ("何もない。", "何もない。"),
        ] {
            assert_eq!(uncommented(text).trim_end_matches('\n'), kept.trim_end_matches('\n'), "{text}");
        }
    }
}
