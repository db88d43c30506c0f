//! Pages that stand at old addresses and lead to the new ones, and the same as a map for nginx. A file that is no page stands at its
//! old address itself; `archive` puts it there, when all files are made.

use crate::model::{Redirect, address};
use crate::restrict::Restricted;
use crate::text::page_path;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, root};

/// The template of a page that leads elsewhere.
pub const TEMPLATE: &str = "redirect.html";

/// Those of whole pages and files; the others are anchors that moved within a page.
fn moved(site: &Restricted) -> impl Iterator<Item = &Redirect> {
    site.redirects.iter().filter(|redirect| !redirect.from.contains('#'))
}

/// Whether any page or file moved.
pub fn exists(site: &Restricted) -> bool {
    moved(site).next().is_some()
}

/// The file that tells servers of all redirects.
pub fn map(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::REDIRECTS, "content/redirects.yaml", address::REDIRECTS, move || {
        let root = root(context.site);
        let lines = moved(context.site).map(|redirect| line(&root, redirect)).collect::<String>();
        view! { "redirects" => View::Html(lines) }
    })]
}

/// A page for every page that moved.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let pages = moved(context.site).filter(|redirect| Redirect::is_page(&redirect.from)).map(|redirect| {
        let from = format!("content/redirects.yaml:{}", redirect.position.line_and_column().0);
        Page::new(&redirect.from, from, TEMPLATE, move || content(context, redirect))
    });
    pages.collect()
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

fn content(context: RenderContext<'_>, redirect: &Redirect) -> PageContent {
    let (page, anchor) = Redirect::parts(&redirect.to);
    let content = view! { "to" => page, "anchor" => anchor, "address" => &redirect.to };
    Layout::worded(context, &redirect.from, "moved", ["moved", "moved_description"]).page(context, content)
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
