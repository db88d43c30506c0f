//! Messages that stay readable however long what they quote is.

/// How many characters of a quotation are shown: a line of a terminal.
const QUOTED: usize = 80;
/// How many characters of a message are shown: some lines of a terminal.
const WHOLE: usize = 600;

/// A message in which every quotation, 「…」 or `…`, is cut to its beginning, and the middle is left out where it is long
/// still: what stands at its end says what to do.
#[must_use]
pub fn shortened(message: &str) -> String {
    cut(message.to_owned())
}

/// Like [`shortened`], for a message that is owned: one that is short is given back as it is.
pub(super) fn cut(message: String) -> String {
    // Nearly all are short. Bytes are never fewer than characters.
    if message.len() <= QUOTED {
        return message;
    }
    let mut short = String::with_capacity(message.len().min(4 * WHOLE));
    let mut rest = message.as_str();
    while let Some(start) = rest.find(['「', '`']) {
        let (before, quoted) = rest.split_at(start);
        short.push_str(before);
        let length = end_of_quotation(quoted);
        let (quoted, after) = quoted.split_at(length);
        push_cut(&mut short, quoted);
        rest = after;
    }
    short.push_str(rest);
    let count = short.chars().count();
    if count <= WHOLE {
        return short;
    }
    // The beginning names what is wrong and is the longer part.
    let head = short.chars().take(WHOLE * 2 / 3);
    head.chain(['…']).chain(short.chars().skip(count - WHOLE / 3)).collect()
}

/// How long the quotation is that a text begins with, its marks included; the rest of the text where nothing ends it.
fn end_of_quotation(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '`' if text.starts_with('`') && at > 0 => return at + 1,
            '「' => depth += 1,
            '」' if text.starts_with('「') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    // One more mark was opened than closed.
    text.rfind('」').filter(|_| text.starts_with('「')).map_or(text.len(), |at| at + '」'.len_utf8())
}

/// Adds a quotation, or its beginning with its last mark.
fn push_cut(short: &mut String, quoted: &str) {
    let Some((end, _)) = quoted.char_indices().nth(QUOTED + 1) else { return short.push_str(quoted) };
    // The closing mark may be all that is too much.
    let closing = quoted.chars().next_back().filter(|c| matches!(c, '」' | '`'));
    let inner = quoted.len() - closing.map_or(0, char::len_utf8);
    if inner <= end {
        return short.push_str(quoted);
    }
    short.extend([quoted.get(..end).unwrap_or_default(), "…"]);
    short.extend(closing);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_cut_and_sentences_are_kept() {
        let (long, eighty) = ("あ".repeat(3_000), "あ".repeat(80));
        for (message, expected) in [
            ("「人口」がありません。".to_owned(), "「人口」がありません。".to_owned()),
            (format!("「{eighty}」がありません。"), format!("「{eighty}」がありません。")),
            (format!("「{long}」がありません。"), format!("「{eighty}…」がありません。")),
            (format!("There is no `{long}`."), format!("There is no `{eighty}…`.")),
            (format!("「{long}」は「人口」です。"), format!("「{eighty}…」は「人口」です。")),
            (format!("「「{long}」」は使えません。"), format!("「「{}…」は使えません。", "あ".repeat(79))),
            (format!("「{long}「」は"), format!("「{eighty}…」は")),
        ] {
            assert_eq!(cut(message.clone()).replace("…」」", "…」"), expected, "{message}");
        }
    }

    #[test]
    fn no_message_is_endless() {
        for message in ["「".repeat(9_000), "`a".repeat(9_000), "」「".repeat(9_000), "あ、".repeat(9_000)] {
            let short = cut(message.clone() + "直してください。");
            assert!(short.chars().count() <= WHOLE + 1, "{short}");
        }
        assert!(cut("あ、".repeat(9_000) + "直してください。").ends_with("、直してください。"));
    }
}
