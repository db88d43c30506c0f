//! Pages become parts of one page: their ids tell them apart, and their headings stand below its own.

use super::rewrite::{AttributeChange, rewrite};

/// Gives all elements the ids that `own` says, also where other elements refer to them. `change` says what becomes
/// of all other attributes.
pub fn with_ids(
    html: &str,
    own: &dyn Fn(&str) -> String,
    change: &dyn Fn(&str, &str, &str) -> AttributeChange,
) -> String {
    rewrite(html, &|element, name, value| match name {
        "id" => AttributeChange::Value(own(value)),
        "aria-labelledby" | "aria-describedby" | "aria-details" | "headers" | "for" => {
            AttributeChange::Value(value.split_whitespace().map(own).collect::<Vec<_>>().join(" "))
        }
        _ => change(element, name, value),
    })
}

/// Makes every heading one level lower: `h1` becomes `h2`. The sixth level stays, there is none below it.
pub fn lower_headings(html: &str) -> String {
    let mut lowered = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        lowered.push_str(before);
        lowered.push('<');
        let (slash, name) = after.strip_prefix('/').map_or(("", after), |name| ("/", name));
        let mut letters = name.chars();
        let level = match (letters.next(), letters.next().and_then(|digit| digit.to_digit(10)), letters.next()) {
            (Some('h' | 'H'), Some(level @ 1..6), Some('>' | ' ' | '\n' | '\t' | '/')) => Some(level),
            _ => None,
        };
        rest = after;
        if let Some(level) = level {
            lowered.push_str(slash);
            lowered.push_str(&format!("h{}", level + 1));
            rest = name.get(2..).unwrap_or_default();
        }
    }
    lowered + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_lowered_and_nothing_else_is() {
        for (html, lowered) in [
            ("<h1>年</h1>", "<h2>年</h2>"),
            ("<h2 id=\"a\">年<br></h2><h5\nclass=b>c</h5>", "<h3 id=\"a\">年<br></h3><h6\nclass=b>c</h6>"),
            ("<h6>a</h6><hr><header></header>", "<h6>a</h6><hr><header></header>"),
            ("1 &lt; h1 <p>h1</p> <", "1 &lt; h1 <p>h1</p> <"),
        ] {
            assert_eq!(lower_headings(html), lowered);
        }
    }

    #[test]
    fn ids_change_with_what_refers_to_them() {
        let keep = |_: &str, _: &str, _: &str| AttributeChange::Keep;
        let html = "<p id=\"a\" aria-labelledby=\"a b\" class=\"a\">a</p>";
        let prefixed =
            "<p id=\"2021/kawasaki:a\" aria-labelledby=\"2021/kawasaki:a 2021/kawasaki:b\" class=\"a\">a</p>";
        assert_eq!(with_ids(html, &|id| format!("2021/kawasaki:{id}"), &keep), prefixed);
        assert_eq!(with_ids(html, &str::to_owned, &keep), html);
    }
}
