//! Pages that stand at old addresses and lead to the new ones, and the same as a map for nginx.

use crate::model::Redirect;
use crate::text::page_path;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// Address of the map.
pub const MAP: &str = "redirects.map";

/// A page for every page that moved, and the map.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let moved = edition.site.redirects.iter().filter(|redirect| !redirect.from.contains('#'));
    let moved: Vec<&Redirect> = moved.collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let root = frame::root(edition);
    let lines = moved.iter().map(|redirect| line(&root, redirect)).collect::<String>();
    let map = Page {
        path: MAP.to_owned(),
        from: "content/redirects.yaml".to_owned(),
        template: MAP,
        make: Box::new(move || view! { "redirects" => View::Html(lines.clone()) }.into()),
    };
    let pages = moved.into_iter().map(|redirect| Page {
        path: redirect.from.clone(),
        from: format!("content/redirects.yaml:{}", redirect.position.line_and_column().0),
        template: "redirect.html",
        make: Box::new(move || make(edition, redirect).into()),
    });
    std::iter::once(map).chain(pages).collect()
}

/// A line of the map: what nginx finds in `$uri`, which is decoded, and what it answers, which is not.
fn line(root: &str, redirect: &Redirect) -> String {
    let (page, anchor) = Redirect::parts(&redirect.to);
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut to = page_path::encode_ascii(page);
    if let Some(anchor) = anchor {
        to.extend(["#", &page_path::encode_ascii(anchor)]);
    }
    // In an answer a dollar sign would begin a variable.
    let to = format!("{root}{to}").replace('$', "%24");
    format!("{} {};\n", quoted(&format!("{root}{}", redirect.from)), quoted(&to))
}

fn make(edition: Edition<'_>, redirect: &Redirect) -> View {
    let title = edition.theme.word("moved").to_owned();
    let description = edition.theme.word("moved_description").to_owned();
    let frame = frame::Frame { path: &redirect.from, kind: "moved", title, description, above: Vec::new() };
    let (page, anchor) = Redirect::parts(&redirect.to);
    frame::view(edition, frame, view! { "to" => page, "anchor" => anchor, "address" => &redirect.to })
}

/// The anchors of a page that moved within it: the old one and the new one.
pub fn aliases(edition: Edition<'_>, path: &str) -> View {
    View::list(edition.site.redirects.iter().filter_map(|redirect| {
        let (page, old) = Redirect::parts(&redirect.from);
        let new = Redirect::parts(&redirect.to).1;
        (page == path).then_some(view! { "old" => old?, "new" => new? })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn a_line_is_what_nginx_reads() {
        let position = Source::new("redirects.yaml", "").position(Span::at(0));
        for (root, from, to, expected) in [
            ("/", "2020/old.html", "2021/a.html", r#""/2020/old.html" "/2021/a.html";"#),
            (
                "/nenpo/",
                "a b.html",
                "川崎.html#課題",
                r#""/nenpo/a b.html" "/nenpo/%E5%B7%9D%E5%B4%8E.html#%E8%AA%B2%E9%A1%8C";"#,
            ),
            ("/", "旧.html", "a$b.html", r#""/旧.html" "/a%24b.html";"#),
            ("/", "a\"\\.html", "b.html", r#""/a\"\\.html" "/b.html";"#),
        ] {
            let redirect = Redirect { from: from.to_owned(), to: to.to_owned(), position: position.clone() };
            assert_eq!(line(root, &redirect).trim_end(), expected);
        }
    }
}
