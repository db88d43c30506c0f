//! Comments in texts, `<!-- … -->`: what their authors wrote for themselves.

use std::borrow::Cow;
use std::ops::Range;

/// The comments in a line of words, or in HTML. What stands between back quotes is shown as code, and is none; a comment that is
/// never closed is none either, and its author sees it on the page.
#[must_use]
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(['`', '<'])).map(|next| at + next) {
        let rest = text.get(next..).unwrap_or_default();
        let quotes = rest.len() - rest.trim_start_matches('`').len();
        at = next + quotes.max(1);
        if quotes > 0 {
            // Code ends with as many back quotes as it began with.
            let code = text.get(at..).and_then(|rest| closing(rest, quotes));
            at += code.unwrap_or_default();
        } else if let Some(inner) = rest.strip_prefix("<!--") {
            // Where one is not closed, none after it is.
            let Some(end) = end(inner) else { break };
            at = next + 4 + end;
            found.push(next..at);
        }
    }
    found
}

/// Past the end of a comment; `<!-->` and `<!--->` are whole comments.
#[must_use]
pub fn end(inner: &str) -> Option<usize> {
    let short = [">", "->"].into_iter().find(|short| inner.starts_with(short)).map(str::len);
    short.or_else(|| inner.find("-->").map(|end| end + 3))
}

fn closing(text: &str, quotes: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let from = at + text.get(at..)?.find('`')?;
        let rest = text.get(from..)?;
        let run = rest.len() - rest.trim_start_matches('`').len();
        at = from + run;
        if run == quotes {
            return Some(at);
        }
    }
}

/// A text without some of its parts, which are in order.
#[must_use]
pub fn without(text: &str, parts: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for part in parts {
        kept.push_str(text.get(at..part.start).unwrap_or_default());
        at = part.end;
    }
    kept + text.get(at..).unwrap_or_default()
}

/// A line of words without its comments.
#[must_use]
pub fn uncommented(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // What is left on the two sides of a comment may make another one.
    while text.contains("<!--") {
        let found = comments(&text);
        if found.is_empty() {
            break;
        }
        text = Cow::Owned(without(&text, &found));
    }
    text
}

/// HTML without its comments; one that is never closed reaches to the end, as it does in a browser.
#[must_use]
pub fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = end(comment).and_then(|end| comment.get(end..)).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::uncommented;

    #[test]
    fn comments_in_lines_are_taken_out() {
        for (text, kept) in [
            ("意見交換<!-- 書き置き -->を行う", "意見交換を行う"),
            ("<!-- 一 -->二<!-- 三 -->", "二"),
            ("<!-- 一\n二 -->三", "三"),
            ("一<!-->二<!--->三", "一二三"),
            ("`<!-- 例 -->`と``a ` <!-- 例 -->``", "`<!-- 例 -->`と``a ` <!-- 例 -->``"),
            ("`一つだけ<!-- 書き置き -->", "`一つだけ"),
            ("一<!-- 閉じない", "一<!-- 閉じない"),
            ("一<!<!-- 二 -->-- 三 -->四", "一四"),
            ("a < b、<b>、<!DOCTYPE>", "a < b、<b>、<!DOCTYPE>"),
        ] {
            assert_eq!(uncommented(text), kept, "{text}");
        }
    }

    #[test]
    fn comments_never_remain() {
        for (html, expected) in [
            ("a<!-- b -->c", "ac"),
            ("<!-- 1 --><!-- 2 --> x", " x"),
            ("a <!-- open", "a "),
            ("<!-->a", "a"),
            ("<!--->a", "a"),
            ("<b>", "<b>"),
        ] {
            assert_eq!(super::without_comments(html), expected, "{html}");
        }
    }
}
