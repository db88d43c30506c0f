//! Values that YAML takes for something else than the text they are.
//!
//! `@`, `{place}の現状`, `- 会議` and `時間: 10時` at the place of a value are references, maps and lists to YAML, or nothing at
//! all. To their author they are text; so each is reported with the quotes it needs, and read as if it had them.

use super::line::{good_colon, is_block_header, is_key, quote_end, unquoted};
use super::{codes, yaml_codes};
use crate::source::{Code, Words, words};

/// A value that needs quotes.
pub(super) struct Misread {
    /// What YAML takes it for.
    pub(super) code: &'static Code,
    pub(super) message: Words,
    /// The text that was meant.
    pub(super) meant: String,
    /// How the value is written if keys were meant: `値: 12人, 時点: R6年4月` lacks only its brackets.
    pub(super) keys: Option<String>,
}

impl Misread {
    /// Whether keys or brackets may have been meant, and no text.
    pub(super) fn is_doubtful(&self) -> bool {
        [&yaml_codes::YAML_ALIAS, &yaml_codes::YAML_COLON, &yaml_codes::YAML_BRACKET, &codes::YAML_KEY]
            .contains(&self.code)
    }
}

/// What YAML would take a value for that is a text; nothing where it reads the text. The value is one line without comment and
/// without white space around it.
pub(super) fn misread(text: &str) -> Option<Misread> {
    let first = text.chars().next()?;
    let found =
        |code: &'static Code, message: Words| Some(Misread { code, message, meant: text.to_owned(), keys: None });
    let starts = || words!("値を「{first}」で始めることはできません。", "A value cannot start with `{first}`.");
    match first {
        '@' | '`' | '%' | ',' => found(&yaml_codes::YAML_SPECIAL, starts()),
        // `!!str` says of what kind a value is, as people who know YAML write it.
        '!' if !text.starts_with("!!") => found(&yaml_codes::YAML_SPECIAL, starts()),
        '?' | ':' if text.chars().nth(1).is_none_or(char::is_whitespace) => found(&yaml_codes::YAML_SPECIAL, starts()),
        // An anchor of what YAML holds in brackets is meant as one.
        '&' if text.split_once(' ').is_some_and(|(_, rest)| rest.trim_start().starts_with(['{', '['])) => None,
        '&' | '*' => found(&yaml_codes::YAML_ALIAS, starts()),
        ']' | '}' => found(&yaml_codes::YAML_BRACKET, starts()),
        '|' | '>' if !is_block_header(text) => {
            let message = words!("「{first}」の後に文字があります。", "There is text after `{first}`.");
            // The mark of a block, with its first line behind it; a row of a table and a quotation keep their marks.
            let body = text.strip_prefix('|').filter(|body| !body.contains('|')).map_or(text, str::trim_start);
            Some(Misread { code: &yaml_codes::YAML_SPECIAL, message, meant: body.to_owned(), keys: None })
        }
        '-' if text.starts_with("- ") => found(
            &yaml_codes::YAML_LIST,
            words("値が「- 」で始まっています。", "The value starts with `- `, as an item of a list does."),
        ),
        '{' | '[' => bracketed(text),
        '"' | '\'' => quotes(text, first),
        _ => {
            good_colon(text)?;
            let message = words("値の中に「: 」があります。", "There is a `: ` within the value.");
            let keys = Some(entries(text)).filter(|entries| entries.len() > 1).map(|entries| in_braces(&entries));
            Some(Misread { code: &yaml_codes::YAML_COLON, message, meant: text.to_owned(), keys })
        }
    }
}

/// A text that begins with a bracket: `{place}の現状`, `[注] 参考`. Brackets that are not closed on the line are followed further.
fn bracketed(text: &str) -> Option<Misread> {
    let mut depth = 0_usize;
    let mut close = None;
    let mut keys = text.starts_with('[');
    for (at, c) in unquoted(text) {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close = Some(at + 1);
                    break;
                }
            }
            ':' | '：' => keys = true,
            _ => {}
        }
    }
    let inner = text.get(1..close?.saturating_sub(1))?;
    let rest = text.get(close?..)?.trim();
    // A key in brackets, or one bracket too many.
    if rest.starts_with(':') || !rest.is_empty() && rest.chars().all(|c| matches!(c, '}' | ']')) && keys {
        return None;
    }
    if rest.is_empty() && (keys || inner.trim().is_empty() || inner.contains(['"', '\''])) {
        return None;
    }
    let message = words(
        "値が括弧で始まるので、項目の並びや箇条書きとして読まれます。",
        "The value begins with a bracket, so it is read as keys or as a list.",
    );
    Some(Misread { code: &codes::YAML_KEY, message, meant: text.to_owned(), keys: None })
}

/// A text in quotes that do not hold the whole of it, or hold what they change.
fn quotes(text: &str, mark: char) -> Option<Misread> {
    let inner = text.get(1..)?;
    let Some(end) = quote_end(inner, mark) else {
        let message = words("引用符が閉じていません。", "The quote is not closed.");
        return Some(Misread { code: &yaml_codes::YAML_QUOTE, message, meant: inner.to_owned(), keys: None });
    };
    if !inner.get(end + 1..)?.trim().is_empty() {
        let message = words("閉じた引用符の後に文字があります。", "There is text after the closing quote.");
        let meant = whole(inner, mark).unwrap_or(text).to_owned();
        return Some(Misread { code: &yaml_codes::YAML_QUOTE, message, meant, keys: None });
    }
    let inner = inner.get(..end)?;
    (mark == '"' && (!escapes(inner) || is_path(inner))).then(|| Misread {
        code: &yaml_codes::YAML_ESCAPE,
        message: words(
            "\" \" の中の \\（円記号）は、次の文字と合わせて別の文字になります。",
            "Between double quotes a backslash makes another character of the next one.",
        ),
        meant: inner.replace("\\\"", "\""),
        keys: None,
    })
}

/// The text within the outer quotes, where all quotes inside are apostrophes: `'It's the mayor's'`.
fn whole(inner: &str, mark: char) -> Option<&str> {
    let inner = inner.strip_suffix(mark)?;
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let apostrophe = |at: usize| {
        letter(inner.get(..at).and_then(|before| before.chars().next_back()))
            && letter(inner.get(at + 1..).and_then(|after| after.chars().next()))
    };
    inner.match_indices(mark).all(|(at, _)| apostrophe(at)).then_some(inner)
}

/// Whether YAML knows every escape of a text in double quotes (YAML 1.2.2, 5.7).
fn escapes(inner: &str) -> bool {
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            continue;
        }
        let digits = match chars.next() {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(c) if "0abt\tnvfre \"/\\N_LP".contains(c) => 0,
            _ => return false,
        };
        if !(0..digits).all(|_| chars.next().is_some_and(|c| c.is_ascii_hexdigit())) {
            return false;
        }
    }
    true
}

/// Whether a text names a place of Windows: `C:\data`, `\\sv01\share`. Some of its escapes may mean something by chance; where
/// every backslash is doubled they are meant.
fn is_path(text: &str) -> bool {
    let drive = text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && text.get(1..).is_some_and(|rest| rest.starts_with(":\\"));
    // The name of a server, of two letters or more: `"\\\n"` is what programs write for a backslash and a line end.
    let server = text.strip_prefix("\\\\").and_then(|rest| rest.split_once('\\'));
    let share = server.is_some_and(|(name, _)| {
        name.chars().nth(1).is_some() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '$'))
    });
    // A character by its number is no name of a folder.
    let single = text.replace("\\\\", "").replace("\\\"", "").replace("\\u", "").contains('\\');
    (drive || share) && single
}

/// The keys and values of a line such as `値: 50,120人, 時点: R6年4月`: a comma parts two of them where a key stands behind it.
fn entries(text: &str) -> Vec<(&str, &str)> {
    let starts = text.match_indices([',', '、', '，']).map(|(at, comma)| (at, at + comma.len()));
    let mut entries = Vec::new();
    let (mut key, mut start) = (None, 0);
    for (end, next) in std::iter::once((0, 0)).chain(starts).chain([(text.len(), text.len())]) {
        let rest = text.get(next..).unwrap_or_default();
        let part = rest.split([',', '、', '，']).next().unwrap_or_default();
        let colon = good_colon(part.trim_start()).map(|at| part.len() - part.trim_start().len() + at);
        let named = colon.and_then(|at| Some((part.get(..at)?, at))).filter(|(key, _)| is_key(key));
        if named.is_none() && next < text.len() {
            continue;
        }
        entries.extend(key.and_then(|key| Some((key, text.get(start..end)?.trim()))));
        (key, start) = (named.map(|(key, _)| key.trim()), next + named.map_or(0, |(_, at)| at + 1));
    }
    entries
}

/// Keys and values on one line, as YAML reads them: `{ 値: "50,120人", 時点: R6年4月 }`.
pub(super) fn in_braces(entries: &[(&str, &str)]) -> String {
    let value = |value: &str| {
        let plain = misread(value).is_none() && !value.contains([',', '{', '}', '[', ']', '#', '"', '\'']);
        if plain || quote_end(value.get(1..).unwrap_or_default(), '"').is_some_and(|_| value.starts_with('"')) {
            value.to_owned()
        } else {
            in_quotes(value)
        }
    };
    let entries: Vec<String> = entries.iter().map(|(key, text)| format!("{key}: {}", value(text))).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A text in the quotes that change nothing in it.
pub(super) fn in_quotes(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_yaml_takes_for_something_else() {
        for (text, expected) in [
            ("@nenpo", Some(("yaml-special", "\"@nenpo\""))),
            ("!注意", Some(("yaml-special", "\"!注意\""))),
            ("!!str 1", None),
            ("&会議 を開く", Some(("yaml-alias", "\"&会議 を開く\""))),
            ("|一行目", Some(("yaml-special", "\"一行目\""))),
            ("| a | b |", Some(("yaml-special", "\"| a | b |\""))),
            (">5人", Some(("yaml-special", "\">5人\""))),
            ("|", None),
            (">-", None),
            ("- 会議", Some(("yaml-list", "\"- 会議\""))),
            ("-5", None),
            ("{place}の現状", Some(("yaml-key", "\"{place}の現状\""))),
            ("{place}", Some(("yaml-key", "\"{place}\""))),
            ("{{place}}", Some(("yaml-key", "\"{{place}}\""))),
            ("{ 値: 1 }", None),
            ("{ 値：1 }", None),
            ("{}", None),
            ("{ 値: 1", None),
            ("[注] 参考", Some(("yaml-key", "\"[注] 参考\""))),
            ("[甲, 乙]", None),
            ("\"甲\"と\"乙\"", Some(("yaml-quote", "'\"甲\"と\"乙\"'"))),
            ("\"閉じない", Some(("yaml-quote", "\"閉じない\""))),
            ("'It's the mayor's'", Some(("yaml-quote", "\"It's the mayor's\""))),
            ("\"甲\"", None),
            ("\"一行目\\n二行目\"", None),
            ("\"C:\\data\"", Some(("yaml-escape", "'C:\\data'"))),
            ("\"C:\\new\"", Some(("yaml-escape", "'C:\\new'"))),
            ("\"\\\\sv01\\共有\"", Some(("yaml-escape", "'\\\\sv01\\共有'"))),
            ("'C:\\data'", None),
            ("\"C:\\\\new\"", None),
            ("\"\\\\n\"", None),
            ("時間: 10時", Some(("yaml-colon", "\"時間: 10時\""))),
            ("10:30から", None),
            ("「ともに」", None),
        ] {
            let found = misread(text).map(|misread| (misread.code.name, in_quotes(&misread.meant)));
            assert_eq!(found.as_ref().map(|(code, text)| (*code, text.as_str())), expected, "{text}");
        }
    }

    #[test]
    fn keys_without_their_brackets() {
        for (text, expected) in [
            ("値: 50,120人, 時点: R6年4月", Some("{ 値: \"50,120人\", 時点: R6年4月 }")),
            ("値: 12人、時点: R6年4月、備考: 甲、乙を除く", Some("{ 値: 12人, 時点: R6年4月, 備考: 甲、乙を除く }")),
            ("値: \"50,120人\", 時点: R6年4月", Some("{ 値: \"50,120人\", 時点: R6年4月 }")),
            ("時間: 10時", None),
            ("場所は、次のとおり: 市役所", None),
        ] {
            assert_eq!(misread(text).and_then(|misread| misread.keys).as_deref(), expected, "{text}");
        }
    }
}
