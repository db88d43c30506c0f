//! Addresses inside the site: paths without a leading slash, such as `2021/kawasaki.html`.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

/// The page a content file becomes, both relative to their roots; nothing for files that are no page.
///
/// A sheet is the page of its place, and the papers beside it stand in a folder of that name.
#[must_use]
pub fn page_of(content_path: &str) -> Option<String> {
    let parts: Vec<&str> = content_path.strip_suffix(".md")?.split('/').collect();
    if parts.iter().any(|part| part.is_empty() || part.starts_with('.')) {
        return None;
    }
    match parts.as_slice() {
        ["pages", name] => Some(format!("{name}.html")),
        [year, place, name] if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => Some(match *name {
            "sheet" => format!("{year}/{place}.html"),
            name => format!("{year}/{place}/{name}.html"),
        }),
        _ => None,
    }
}

/// The document to which the file of a record belongs, both below `content/`: `2021/kawasaki/sheet/programs/visits.md` to
/// `2021/kawasaki/sheet.md`.
#[must_use]
pub fn document_of_record(path: &str) -> Option<String> {
    let (folder, _) = path.strip_suffix(".md")?.rsplit_once('/')?;
    let (document, _) = folder.rsplit_once('/')?;
    Some(format!("{document}.md")).filter(|document| document.split('/').count() == 3)
}

/// How a page links to another: `../places/kawasaki.html`. Both are pages, so the answer is never empty.
#[must_use]
pub fn relative(from_page: &str, to_page: &str) -> String {
    let mut from: Vec<&str> = from_page.split('/').collect();
    from.pop();
    let to: Vec<&str> = to_page.split('/').collect();
    let folders = to.len() - 1;
    let shared = from.iter().zip(to.iter().take(folders)).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    up + &to.get(shared..).unwrap_or_default().join("/")
}

/// The file a link means, seen from the file it stands in. A leading slash means the root.
/// Nothing when the link leaves the root or the site.
#[must_use]
pub fn resolve(base_file: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(base_file.to_owned());
    }
    if link.starts_with("//") || has_scheme(link) {
        return None;
    }
    // The folder the link starts from; a leading slash starts from the root.
    let folder = base_file.rsplit_once('/').filter(|_| !link.starts_with('/')).map(|(folder, _)| folder);
    let mut parts: Vec<&str> = folder.into_iter().flat_map(|folder| folder.split('/')).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The file of `content/` that a link or an image means as its author wrote it, without its fragment: percent escapes, as
/// editors write them for a blank, are undone, and letters are composed (NFC), as the names of files are when they are read.
#[must_use]
pub fn content_file(base_file: &str, written: &str) -> Option<String> {
    resolve(base_file, &decode(written)?.nfc().collect::<String>())
}

/// Whether a link names a scheme of its own: `https:`, `mailto:`.
#[must_use]
pub fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// A link without its fragment, and the fragment without `#`.
#[must_use]
pub fn split_fragment(link: &str) -> (&str, Option<&str>) {
    link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)))
}

/// Writes a path for a full address, which may hold ASCII only.
#[must_use]
pub fn encode_ascii(path: &str) -> String {
    let mut ascii = String::with_capacity(path.len());
    for c in encode(path).chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            c.to_string().bytes().for_each(|byte| _ = write!(ascii, "%{byte:02X}"));
        }
    }
    ascii
}

/// Writes a word for the query of an address: `search.html?q=…`.
#[must_use]
pub fn encode_query(word: &str) -> String {
    encode_ascii(word).replace('&', "%26").replace('+', "%2B")
}

/// Writes a path or a fragment for an `href`. Japanese stays readable; what a URL may not hold is percent-encoded.
#[must_use]
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        // `:` is encoded because a first folder `a:b` would be read as a scheme.
        let plain = c.is_ascii_alphanumeric() || "!$&'()*+,-./;=@_~".contains(c);
        if plain || (!c.is_ascii() && !c.is_control()) {
            encoded.push(c);
        } else {
            for byte in c.to_string().bytes() {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Undoes `encode`, for links as authors write them. A lone `%` stays; nothing when the bytes are not UTF-8.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let escape = match after {
            [high, low, ..] if *first == b'%' => hex(high).zip(hex(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn content_becomes_pages() {
        for (content, page) in [
            ("2021/kawasaki/sheet.md", Some("2021/kawasaki.html")),
            ("2021/kawasaki/model-area.md", Some("2021/kawasaki/model-area.html")),
            ("pages/about.md", Some("about.html")),
            ("2021/kawasaki/モデル圏域.md", Some("2021/kawasaki/モデル圏域.html")),
            ("pages/a/b.md", None),
            ("2021/kawasaki.md", None),
            ("drafts/kawasaki/sheet.md", None),
            ("２０２１/kawasaki/sheet.md", None),
            ("2021/kawasaki/photo.jpg", None),
            ("2021/../sheet.md", None),
            ("2021//sheet.md", None),
            ("pages/.md", None),
            ("", None),
        ] {
            assert_eq!(page_of(content).as_deref(), page, "{content}");
        }
    }

    #[test]
    fn links_are_relative() {
        for (from, to, link) in [
            ("2021/kawasaki.html", "places/kawasaki.html", "../places/kawasaki.html"),
            ("2021/kawasaki.html", "2021/kanagawa.html", "kanagawa.html"),
            ("2021/kawasaki.html", "2021/kawasaki.html", "kawasaki.html"),
            ("2021/kawasaki.html", "2021/kawasaki/model.html", "kawasaki/model.html"),
            ("2021/kawasaki/model.html", "2021/kawasaki.html", "../kawasaki.html"),
            ("2021/kawasaki/model.html", "index.html", "../../index.html"),
            ("index.html", "2021/kawasaki.html", "2021/kawasaki.html"),
            ("index.html", "index.html", "index.html"),
            ("2021.html", "2021/kawasaki.html", "2021/kawasaki.html"),
            ("a/b.html", "a", "../a"),
        ] {
            assert_eq!(relative(from, to), link);
            assert_eq!(resolve(from, link).as_deref(), Some(to));
        }
    }

    #[test]
    fn links_are_resolved() {
        for (base, link, file) in [
            ("2021/kawasaki/sheet.md", "../kanagawa/sheet.md", Some("2021/kanagawa/sheet.md")),
            ("2021/kawasaki/sheet.md", "./model.md", Some("2021/kawasaki/model.md")),
            ("2021/kawasaki/sheet.md", "../../pages//about.md", Some("pages/about.md")),
            ("2021/kawasaki/sheet.md", "/pages/about.md", Some("pages/about.md")),
            ("2021/kawasaki/sheet.md", "", Some("2021/kawasaki/sheet.md")),
            ("2021/kawasaki/sheet.md", "../../../etc/passwd", None),
            ("2021/kawasaki/sheet.md", "a/../../../../b", None),
            ("sheet.md", "../x", None),
            ("sheet.md", "/../x", None),
            ("sheet.md", "//example.jp/", None),
            ("sheet.md", "https://example.jp/", None),
            ("sheet.md", "mailto:a@example.jp", None),
            ("sheet.md", "第1:2回.md", Some("第1:2回.md")),
        ] {
            assert_eq!(resolve(base, link).as_deref(), file, "{link}");
        }
        for (link, file) in [
            ("図%201.png", "2021/a/図 1.png"),
            ("../か\u{3099}.png", "2021/が.png"),
            ("%E5%9B%B3.png", "2021/a/図.png"),
        ] {
            assert_eq!(content_file("2021/a/sheet.md", link).as_deref(), Some(file), "{link}");
        }
        assert_eq!(split_fragment("a.md#課題-2"), ("a.md", Some("課題-2")));
        assert_eq!(split_fragment("a.md"), ("a.md", None));
        assert_eq!(split_fragment("#a#b"), ("", Some("a#b")));
    }

    #[test]
    fn hrefs_stay_readable() {
        for (path, href) in [
            ("2021/川崎市.html", "2021/川崎市.html"),
            ("課題-2", "課題-2"),
            ("a b.html", "a%20b.html"),
            ("50%?#\"<>\\`{|}^[]", "50%25%3F%23%22%3C%3E%5C%60%7B%7C%7D%5E%5B%5D"),
            ("a:b.html", "a%3Ab.html"),
            ("a\u{85}\n", "a%C2%85%0A"),
        ] {
            assert_eq!(encode(path), href);
            assert_eq!(decode(href).as_deref(), Some(path));
        }
        assert_eq!(encode_ascii("2021/川 a.html"), "2021/%E5%B7%9D%20a.html");
        assert_eq!(decode("%E5%B7%9D").as_deref(), Some("川"));
        assert_eq!(decode("100%"), Some("100%".to_owned()));
        assert_eq!(decode("%zz%+1"), Some("%zz%+1".to_owned()));
        assert_eq!(decode("%FF"), None);
    }

    proptest! {
        #[test]
        fn encoding_is_undone(path in "\\PC*") {
            let decoded = decode(&encode(&path));
            prop_assert_eq!(decoded.as_deref(), Some(path.as_str()));
        }

        #[test]
        fn a_relative_link_leads_back(from in "[a-c]{1,2}(/[a-c]{1,2}){0,3}", to in "[a-c]{1,2}(/[a-c]{1,2}){0,3}") {
            let link = relative(&from, &to);
            prop_assert!(!link.is_empty() && !link.starts_with("./"));
            prop_assert_eq!(resolve(&from, &link), Some(to));
        }
    }
}
