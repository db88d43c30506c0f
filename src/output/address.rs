//! Addresses that every system can hold: a site is copied to Windows folders and USB sticks, and read there.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::source::{Words, words};
use crate::text::file_name::{self, FileNameFault, LONGEST_PATH};

/// Why no file can have this address, if so.
pub(super) fn fault(path: &str) -> Option<Words> {
    if path.encode_utf16().count() > LONGEST_PATH {
        return Some(words!(
            "{LONGEST_PATH}字を超えています。短くしてください",
            "it is longer than {LONGEST_PATH} characters; make it shorter"
        ));
    }
    path.split('/').find_map(|name| Some(words_for(name, &file_name::fault(name)?)))
}

fn words_for(name: &str, fault: &FileNameFault) -> Words {
    match fault {
        FileNameFault::Empty => {
            words("名前の空いたところ、「.」または「..」があります", "it has an empty part, `.` or `..`")
        }
        FileNameFault::Decomposed => words(
            "濁点などが分かれた文字（NFD）があります。合成した文字で名前を付け直してください",
            "it has decomposed characters (NFD); name the file again with composed ones",
        ),
        FileNameFault::Character(c) => words!(
            "Windows で使えない文字「{}」があります。別の文字にしてください",
            "Windows does not allow `{}` in a name; use another character",
            c.escape_default()
        ),
        FileNameFault::End => words(
            "名前の端に空白か「.」があります。取り除いてください",
            "a name begins or ends with a space or a dot; remove it",
        ),
        FileNameFault::Long => words("長すぎる名前があります。短くしてください", "a name is too long; make it shorter"),
        FileNameFault::Device => words!(
            "「{name}」は Windows の装置の名前です。別の名前にしてください",
            "`{name}` is the name of a device on Windows; choose another"
        ),
    }
}

/// One spelling for all paths that are the same file to a system that ignores case.
pub(super) fn same(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return path.into();
    }
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// The folders a path lies in, outermost first: `a/b/c` lies in `a` and `a/b`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_exist_everywhere() {
        for path in
            ["index.html", "2021/kawasaki.html", "用語集.html", ".nojekyll", "places/髙.html", "com10", "console.html"]
        {
            assert_eq!(fault(path), None, "{path}");
        }
        let long_path = "a/".repeat(80) + "b";
        let long_name = "年".repeat(86);
        for path in [
            "",
            "/index.html",
            "2021/",
            "a//b",
            "../secret",
            "a/./b",
            "a\\b",
            "a:b",
            "what?.html",
            "a\tb",
            "a\u{7f}",
            "NUL",
            "aux.html",
            "2021/Com1.svg",
            "lpt².txt",
            "end.",
            "end /x",
            " start",
            "か\u{3099}.html",
            &long_path,
            &long_name,
        ] {
            assert!(fault(path).is_some(), "{path}");
        }
    }

    #[test]
    fn folders_of_a_path() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
    }
}
