//! Which elements are open, and what the HTML Standard says of tags that are left out.

/// The names of the open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct OpenElements {
    names: String,
    starts: Vec<usize>,
}

impl OpenElements {
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    pub fn last(&self) -> Option<&str> {
        self.names.get(*self.starts.last()?..)
    }

    pub fn push(&mut self, name: &str) {
        self.starts.push(self.names.len());
        self.names.push_str(name);
    }

    pub fn pop(&mut self) {
        self.names.truncate(self.starts.pop().unwrap_or_default());
    }

    /// The innermost element that is wanted.
    fn innermost(&self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        let mut end = self.names.len();
        for (at, start) in self.starts.iter().enumerate().rev() {
            if self.names.get(*start..end).is_some_and(&wanted) {
                return Some(at);
            }
            end = *start;
        }
        None
    }

    /// The innermost element of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.innermost(|own| own == name)
    }

    /// Whether the innermost element is one of a drawing or a formula.
    pub fn is_foreign(&self) -> bool {
        self.innermost(|name| matches!(name, "svg" | "math")).is_some()
    }
}

/// HTML Standard, 13.1.2: whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// HTML Standard, 13.1.2.4: whether the end tag of an open element may be left out before another begins.
pub(super) fn ends_before(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "thead" | "tbody" | "tfoot"),
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => matches!(next, "thead" | "tbody" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        "optgroup" => next == "optgroup",
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "head" => next == "body",
        _ => false,
    }
}

/// What a paragraph ends before, besides headings.
const BLOCKS: &str = "address article aside blockquote details dialog div dl fieldset figcaption figure footer form \
                      header hgroup hr main menu nav ol p pre search section table ul";

fn is_block(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6']) || BLOCKS.split(' ').any(|block| block == name)
}
