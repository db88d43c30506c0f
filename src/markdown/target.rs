//! Where a link or an image leads, judged by its spelling alone.

/// What kind of place a link or an image names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `https://…` or `http://…`
    Web,
    /// `mailto:…`
    Mail,
    /// `tel:…`
    Phone,
    /// `#id`: a place on the same page.
    Anchor,
    /// A file of the site: `../kanagawa/sheet.md#issues`.
    File,
    /// Anything else (`javascript:`, `data:`, a drive letter, another host without a scheme, nothing at all):
    /// shown as its text only.
    Refused,
}

impl Target {
    /// Judges a target as a browser would read it: letter case, outer spaces and control characters hide nothing.
    pub fn of(written: &str) -> Target {
        // Browsers drop line feeds and tabs inside an address, so `java\tscript:` runs; nobody writes them in earnest.
        if written.chars().any(char::is_control) {
            return Target::Refused;
        }
        let target = written.trim();
        if let Some(id) = target.strip_prefix('#') {
            return if id.is_empty() { Target::Refused } else { Target::Anchor };
        }
        let Some((scheme, rest)) = scheme(target) else {
            // `//host/` and, for browsers, `\\host\` lead to another host.
            let other_host = target.starts_with(['/', '\\']) && target[1..].starts_with(['/', '\\']);
            return if target.is_empty() || other_host { Target::Refused } else { Target::File };
        };
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https"
                if rest.strip_prefix("//").is_some_and(|host| !host.starts_with(['/', '\\']) && !host.is_empty()) =>
            {
                Target::Web
            }
            "mailto" if !rest.is_empty() => Target::Mail,
            "tel" if !rest.is_empty() => Target::Phone,
            _ => Target::Refused,
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
            ("https://www.city.kawasaki.jp/", Target::Web),
            ("HTTP://example.jp", Target::Web),
            (" https://example.jp ", Target::Web),
            ("https:example.jp", Target::Refused),
            ("https:///example.jp", Target::Refused),
            ("mailto:a@example.jp", Target::Mail),
            ("mailto:", Target::Refused),
            ("tel:044-200-0000", Target::Phone),
            ("#issues", Target::Anchor),
            ("#", Target::Refused),
            ("../kanagawa/sheet.md#issues", Target::File),
            ("/2021.html", Target::File),
            ("令和3年:資料.pdf", Target::File),
            ("a/b:c.md", Target::File),
            ("?page=2", Target::File),
            ("", Target::Refused),
            ("  ", Target::Refused),
            ("//example.jp/a", Target::Refused),
            ("\\\\server\\share", Target::Refused),
            ("/\\example.jp", Target::Refused),
            ("C:\\資料.pdf", Target::Refused),
            ("file:///etc/passwd", Target::Refused),
            ("javascript:alert(1)", Target::Refused),
            (" JaVaScRiPt:alert(1)", Target::Refused),
            ("java\tscript:alert(1)", Target::Refused),
            ("\u{1}javascript:alert(1)", Target::Refused),
            ("vbscript:x", Target::Refused),
            ("data:text/html,x", Target::Refused),
        ] {
            assert_eq!(Target::of(written), expected, "{written:?}");
        }
    }
}
