//! The texts of the elements of a page that have an id.

use crate::html::{self, Event, Tag};

/// Longest text of an element, in bytes: a note quotes at most 300 characters, which are at most 1,200 bytes, and rows are
/// compared with some more of it.
const LONGEST_TEXT: usize = 4000;

/// Ids and texts of the elements with an id, in the order of the page: without what is not printed and without the numbers of
/// rows; each run of white space is one space.
pub fn texts_by_id(html: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    // The number of the id of each open element.
    let mut open: Vec<Option<usize>> = Vec::new();
    // The element that is left out, by its depth.
    let mut hidden: Option<usize> = None;
    html::read(html.as_bytes(), |event| match event {
        Event::Open(tag) if tag.is_void() => {}
        Event::Open(tag) => {
            if hidden.is_none() && is_hidden(tag) {
                hidden = Some(open.len());
            }
            let id = tag.attribute("id").filter(|_| hidden.is_none()).map(|id| {
                found.push((id.to_owned(), String::new()));
                found.len() - 1
            });
            open.push(id);
        }
        Event::Close(_) => {
            open.pop();
            hidden = hidden.filter(|depth| *depth < open.len());
            if hidden.is_none() {
                append(" ", &open, &mut found);
            }
        }
        Event::Text(text) if hidden.is_none() => append(text, &open, &mut found),
        Event::Text(_) => {}
    });
    found.iter_mut().for_each(|(_, text)| text.truncate(text.trim_end().len()));
    found
}

fn append(text: &str, open: &[Option<usize>], found: &mut [(String, String)]) {
    for id in open.iter().flatten() {
        let Some((_, collected)) = found.get_mut(*id) else { continue };
        for c in text.chars() {
            match c.is_whitespace() {
                true if collected.is_empty() || collected.ends_with(' ') => {}
                true => collected.push(' '),
                false => collected.push(c),
            }
            if collected.len() > LONGEST_TEXT {
                break;
            }
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    matches!(tag.name(), "svg" | "script" | "style" | "button")
        || tag.has_word("class", "no-print")
        || tag.has_word("class", "order")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_ids_have_texts() {
        let html = "<section id=\"s\"><h2>題<a class=\"anchor no-print\" href=\"#s\">リンク</a></h2>\
                    <table><tr id=\"r\"><th>一<br>二</th><td>3 &amp;\n 4<svg><title>no</title></svg></td></tr></table></section>";
        assert_eq!(texts_by_id(html), [("s", "題 一二 3 & 4"), ("r", "一二 3 & 4")].map(owned));
        // Tags that are left out, and capitals.
        let html = "<UL><LI ID=a>一<LI id='b'>二<li class=order>1</UL><p id=c>三<p id=d>四<SCRIPT>no</SCRIPT>";
        assert_eq!(texts_by_id(html), [("a", "一"), ("b", "二"), ("c", "三"), ("d", "四")].map(owned));
    }

    fn owned((id, text): (&str, &str)) -> (String, String) {
        (id.to_owned(), text.to_owned())
    }
}
