//! What the elements of a page with an id say.

use crate::html::{self, Event, Tag};

/// The most that is kept of the words of an element, in bytes: a note quotes less.
const LONGEST: usize = 4000;

/// What the elements with an id say, in the order of the page: without what is not printed and the numbers of rows, spaces in a
/// row as one.
pub fn words(html: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    // The number of the id of each open element.
    let mut open: Vec<Option<usize>> = Vec::new();
    // The element that is left out, by its depth.
    let mut silent: Option<usize> = None;
    html::read(html.as_bytes(), |event| match event {
        Event::Open(tag) if tag.is_void() => {}
        Event::Open(tag) => {
            if silent.is_none() && is_silent(tag) {
                silent = Some(open.len());
            }
            let id = tag.attribute("id").filter(|_| silent.is_none()).map(|id| {
                found.push((id.to_owned(), String::new()));
                found.len() - 1
            });
            open.push(id);
        }
        Event::Close(_) => {
            open.pop();
            silent = silent.filter(|depth| *depth < open.len());
            if silent.is_none() {
                say(" ", &open, &mut found);
            }
        }
        Event::Text(text) if silent.is_none() => say(text, &open, &mut found),
        Event::Text(_) => {}
    });
    found.iter_mut().for_each(|(_, words)| words.truncate(words.trim_end().len()));
    found
}

fn say(text: &str, open: &[Option<usize>], found: &mut [(String, String)]) {
    for id in open.iter().flatten() {
        let Some((_, words)) = found.get_mut(*id) else { continue };
        for c in text.chars() {
            match c.is_whitespace() {
                true if words.is_empty() || words.ends_with(' ') => {}
                true => words.push(' '),
                false => words.push(c),
            }
            if words.len() > LONGEST {
                break;
            }
        }
    }
}

fn is_silent(tag: &Tag) -> bool {
    matches!(tag.name(), "svg" | "script" | "style" | "button")
        || tag.has_word("class", "no-print")
        || tag.has_word("class", "order")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_say_their_words() {
        let html = "<section id=\"s\"><h2>題<a class=\"anchor no-print\" href=\"#s\">リンク</a></h2>\
                    <table><tr id=\"r\"><th>一<br>二</th><td>3 &amp;\n 4<svg><title>no</title></svg></td></tr></table></section>";
        assert_eq!(words(html), [("s", "題 一二 3 & 4"), ("r", "一二 3 & 4")].map(owned));
        // Tags that are left out, and capitals.
        let html = "<UL><LI ID=a>一<LI id='b'>二<li class=order>1</UL><p id=c>三<p id=d>四<SCRIPT>no</SCRIPT>";
        assert_eq!(words(html), [("a", "一"), ("b", "二"), ("c", "三"), ("d", "四")].map(owned));
    }

    fn owned((id, words): (&str, &str)) -> (String, String) {
        (id.to_owned(), words.to_owned())
    }
}
