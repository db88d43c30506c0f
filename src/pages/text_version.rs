//! The plain-text version of a page: the same facts without tables and pictures, for reading aloud.

use crate::error::Result;
use crate::theme::{PageContext, Theme};
use crate::view;

use super::download::size;

/// Where that of the page at `path` is: `2021/kawasaki.txt`.
pub fn address(path: &str) -> String {
    format!("{}.txt", path.strip_suffix(".html").unwrap_or(path))
}

/// Renders that of the page at `path`, and adds it to what the page shows: `text_version.path`, `text_version.size`.
///
/// # Errors
/// When the template has a mistake.
pub fn render(theme: &Theme, template: &str, path: &str, context: &mut PageContext) -> Result<(String, Vec<u8>)> {
    let path = address(path);
    let rendered = theme.render(template, context)?;
    let text = str::from_utf8(&rendered).map_or_else(|_| tidy(&String::from_utf8_lossy(&rendered)), tidy);
    context.set("text_version", view! { "path" => &path, "size" => size(text.len()) });
    Ok((path, text.into_bytes()))
}

/// No spaces at the ends of lines and no two empty lines together, so that templates may be laid out for their reader.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if !(empty && line.is_empty()) {
            tidy.push_str(line);
            tidy.push('\n');
        }
        empty = line.is_empty();
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_has_no_stray_space() {
        for (text, expected) in [("\n\na \r\n\n\n\n  b\n\n", "a\n\n  b\n"), ("", "\n"), ("a", "a\n")] {
            assert_eq!(super::tidy(text), expected);
        }
    }
}
