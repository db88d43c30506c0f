//! Static files of a theme. CSS and scripts carry a hash of their bytes in their names, so that a browser which kept
//! an old copy never shows a new page with it.

use sha2::{Digest, Sha256};

use crate::charts;
use crate::text::hexadecimal;

use super::files::ThemeFolder;

/// A static file of the theme, as it is published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// What templates call it: `site.css`.
    pub name: String,
    /// Where it is published: `assets/site-1a2b3c4d5e.css`.
    pub path: String,
    /// Its content; of a style sheet without its comments.
    pub bytes: Vec<u8>,
}

/// All static files with their published paths. `colours` are the style rules of `theme.yaml`.
pub fn hashed(files: &ThemeFolder, colours: &str) -> Vec<Asset> {
    let assets = files.statics().map(|(name, bytes)| {
        let mut bytes = bytes.to_vec();
        // One style sheet for the page: the charts' own stands before the theme's, which may then change it.
        if name == "site.css" {
            let style = format!("{}{}{colours}", charts::STYLE, String::from_utf8_lossy(&bytes));
            bytes = terse(&style).into_bytes();
        } else if name == "lists.css" {
            let style = format!("{}{}", charts::LISTS_STYLE, String::from_utf8_lossy(&bytes));
            bytes = terse(&style).into_bytes();
        } else if name.ends_with(".js") && files.default_file(&format!("static/{name}")) == Some(bytes.as_slice()) {
            bytes = terse_script(&String::from_utf8_lossy(&bytes)).into_bytes();
        }
        Asset { path: published(name, &bytes), name: name.to_owned(), bytes }
    });
    assets.collect()
}

/// A style sheet without its comments and most of its spaces, which are for those who keep the theme. A comment that begins
/// with `!`, such as a licence, stays.
fn terse(style: &str) -> String {
    let mut result = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        result.push_str(before);
        let (comment, next) = after.split_once("*/").unwrap_or((after, ""));
        if comment.starts_with('!') {
            result.extend(["/*", comment, "*/"]);
        }
        rest = next;
    }
    result.push_str(rest);
    let lines = result.lines().map(str::trim).filter(|line| !line.is_empty()).map(close);
    lines.fold(String::with_capacity(result.len()), |mut style, line| {
        // A sign that parts needs no line end before or after it.
        if !style.is_empty() && !style.ends_with(['{', '}', ';', ',']) {
            style.push('\n');
        }
        if line.starts_with('}') && style.ends_with(';') {
            style.pop();
        }
        style + &line
    })
}

/// A script of the default theme without the lines that are comments, and without indents. Scripts of others stay as they are: only
/// of ours is it known that no text in them goes on over several lines.
fn terse_script(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A line without the spaces that only part its signs; strings and kept comments stay as they are.
fn close(line: &str) -> String {
    if line.contains(['\'', '\\']) || line.contains("/*") || line.ends_with("*/") {
        return line.to_owned();
    }
    let loose =
        [("; }", "}"), (" {", "{"), ("{ ", "{"), (": ", ":"), ("; ", ";"), (", ", ","), (" > ", ">"), (" }", "}")];
    let tighten = |text: &str| loose.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let parts = line.split('"').enumerate();
    let parts = parts.map(|(at, text)| if at % 2 == 0 { tighten(text) } else { text.to_owned() });
    parts.collect::<Vec<_>>().join("\"")
}

fn published(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension @ ("css" | "js"))) => {
            let hash = hexadecimal(&Sha256::digest(bytes));
            format!("assets/{stem}-{}.{extension}", hash.get(..10).unwrap_or_default())
        }
        _ => format!("assets/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{terse, terse_script};
    use crate::theme::files::default_files;

    #[test]
    fn a_script_of_ours_keeps_what_it_does() {
        assert_eq!(
            terse_script("// why\n(function () {\n  // what\n  a(\"//\"); // so\n\n})();\n"),
            "(function () {\na(\"//\"); // so\n})();\n"
        );
        // A text or a comment over several lines would not be the same without its indents.
        for (path, bytes) in
            default_files().into_iter().filter(|(path, _)| path.starts_with("static/") && path.ends_with(".js"))
        {
            for line in String::from_utf8(bytes).unwrap().lines() {
                let odd = |sign: &str| line.matches(sign).count() % 2 == 1;
                let is_comment = line.trim_start().starts_with("//");
                assert!(
                    is_comment
                        || !odd("`")
                            && line.matches("/*").count() == line.matches("*/").count()
                            && !line.ends_with('\\'),
                    "{path}: {line}"
                );
            }
        }
    }

    #[test]
    fn a_style_sheet_keeps_its_rules_and_its_licence() {
        let style = "/*! MIT */\n/* a word\n   on colours */\n.a {\n  color: red; /* why */\n}\n\n.b::after { content: \"x  y\"; }\n@media (width: 9rem) { .c { top: 0; } }\n/* open";
        assert_eq!(terse(style), "/*! MIT */\n.a{color:red}.b::after{content:\"x  y\"}@media (width:9rem){.c{top:0}}");
    }
}
