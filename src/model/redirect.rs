//! `redirects.yaml`: addresses that moved, so that a link given to somebody never dies.

use super::codes;

use crate::markdown::LinkTarget;
use crate::record::{Content, Node};
use crate::source::{Finding, Position, Reporter, words};

/// An address that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address in the site: `2021/kawasaki/plan.html`, `2021/kawasaki.html#plan-old`, `data/2021/kawasaki/beds.csv`.
    pub from: String,
    /// The new address in the site: `2021/kawasaki/new-plan.html`.
    pub to: String,
    /// Where it is written.
    pub position: Position,
}

/// Reads `redirects.yaml`: a map from the old address to the new.
pub fn read_redirects(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Redirect> {
    let entries = if node.content == Content::Blank { None } else { node.entries(reporter) };
    let mut redirects = Vec::new();
    for entry in entries.unwrap_or_default() {
        let Some(to) = entry.value.text(reporter) else { continue };
        let (from, to) = (entry.key.trim().to_owned(), to.text.trim().to_owned());
        let position = reporter.source.position(entry.key_span);
        if Redirect::can_lead(&from, &to) {
            redirects.push(Redirect { from, to, position });
        } else {
            let message = words!("「{from}」から「{to}」へは案内できません。", "`{from}` cannot lead to `{to}`.");
            let hint = words(
                "サイトの中のアドレスを「2021/kawasaki/plan.html: 2021/kawasaki/new-plan.html」のように書いてください。「#」の付いたものは、同じページの中だけで動かせます。ページはページへ、CSV などのファイルは同じ種類のファイルへ案内します。",
                "Write addresses within the site, as in `2021/kawasaki/plan.html: 2021/kawasaki/new-plan.html`; one with `#` moves within its page. A page leads to a page, and a file such as a CSV to a file of its kind.",
            );
            reporter.findings.push(Finding::new(&codes::REDIRECT, position, message).hint(hint));
        }
    }
    redirects
}

impl Redirect {
    /// Whether one address can lead to the other. A part of a page moves within its page: without script nothing else can be done for
    /// it. A file that is no page is served in its place, and so is one of the same kind.
    fn can_lead(from: &str, to: &str) -> bool {
        let ((page, part), (new_page, new_part)) = (Redirect::parts(from), Redirect::parts(to));
        let kind = |path: &str| path.rsplit(['.', '/']).next().unwrap_or_default().to_lowercase();
        let is_right = match (Redirect::is_page(page), Redirect::is_page(new_page)) {
            (true, true) => part.is_none() || page == new_page && new_part.is_some(),
            (false, false) => {
                part.is_none() && new_part.is_none() && page.contains('.') && kind(page) == kind(new_page)
            }
            _ => false,
        };
        is_right && !from.starts_with('/') && LinkTarget::of(to) == LinkTarget::File && from != to
    }

    /// Whether there is a page at an address, and no other file.
    pub fn is_page(address: &str) -> bool {
        address.ends_with(".html")
    }

    /// The page and the anchor of an address.
    pub fn parts(address: &str) -> (&str, Option<&str>) {
        address.split_once('#').map_or((address, None), |(page, anchor)| (page, Some(anchor)))
    }
}
