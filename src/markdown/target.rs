//! Where a link or an image leads, by its spelling alone.

/// What kind of place a link or an image names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A page on the web: `https://…` or `http://…`.
    Web,
    /// A mail address: `mailto:…`.
    Mail,
    /// A telephone number: `tel:…`.
    Phone,
    /// `#id`: a place on the same page.
    Anchor,
    /// A file of the site: `../kanagawa/sheet.md#issues`.
    File,
    /// Anything else (`javascript:`, `data:`, a drive letter, another host without a scheme, nothing at all):
    /// shown as its text only.
    Refused,
}

impl LinkTarget {
    /// Judges a target as a browser would read it: letter case, outer spaces and control characters hide nothing.
    pub fn of(written: &str) -> LinkTarget {
        // Browsers drop line feeds and tabs inside an address, so `java\tscript:` runs; nobody writes them in earnest.
        if written.chars().any(char::is_control) {
            return LinkTarget::Refused;
        }
        let target = written.trim();
        if let Some(id) = target.strip_prefix('#') {
            return if id.is_empty() { LinkTarget::Refused } else { LinkTarget::Anchor };
        }
        let Some((scheme, rest)) = scheme(target) else {
            // `//host/` and, for browsers, `\\host\` lead to another host.
            let other_host = target.strip_prefix(['/', '\\']).is_some_and(|rest| rest.starts_with(['/', '\\']));
            return if target.is_empty() || other_host { LinkTarget::Refused } else { LinkTarget::File };
        };
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https"
                if rest.strip_prefix("//").is_some_and(|host| !host.starts_with(['/', '\\']) && !host.is_empty()) =>
            {
                LinkTarget::Web
            }
            "mailto" if !rest.is_empty() => LinkTarget::Mail,
            "tel" if !rest.is_empty() => LinkTarget::Phone,
            _ => LinkTarget::Refused,
        }
    }
}

/// The scheme of an address and what follows its colon. A colon after other letters is part of a file name.
fn scheme(target: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = target.split_once(':')?;
    let word = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    word.then_some((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_what_a_browser_makes_of_it() {
        for (written, expected) in [
            ("https://www.city.kawasaki.jp/", LinkTarget::Web),
            ("HTTP://example.jp", LinkTarget::Web),
            (" https://example.jp ", LinkTarget::Web),
            ("https:example.jp", LinkTarget::Refused),
            ("https:///example.jp", LinkTarget::Refused),
            ("mailto:a@example.jp", LinkTarget::Mail),
            ("mailto:", LinkTarget::Refused),
            ("tel:044-200-0000", LinkTarget::Phone),
            ("#issues", LinkTarget::Anchor),
            ("#", LinkTarget::Refused),
            ("../kanagawa/sheet.md#issues", LinkTarget::File),
            ("/2021.html", LinkTarget::File),
            ("令和3年:資料.pdf", LinkTarget::File),
            ("a/b:c.md", LinkTarget::File),
            ("?page=2", LinkTarget::File),
            ("", LinkTarget::Refused),
            ("  ", LinkTarget::Refused),
            ("//example.jp/a", LinkTarget::Refused),
            ("\\\\server\\share", LinkTarget::Refused),
            ("/\\example.jp", LinkTarget::Refused),
            ("C:\\資料.pdf", LinkTarget::Refused),
            ("file:///etc/passwd", LinkTarget::Refused),
            ("javascript:alert(1)", LinkTarget::Refused),
            (" JaVaScRiPt:alert(1)", LinkTarget::Refused),
            ("java\tscript:alert(1)", LinkTarget::Refused),
            ("\u{1}javascript:alert(1)", LinkTarget::Refused),
            ("vbscript:x", LinkTarget::Refused),
            ("data:text/html,x", LinkTarget::Refused),
        ] {
            assert_eq!(LinkTarget::of(written), expected, "{written:?}");
        }
    }
}
