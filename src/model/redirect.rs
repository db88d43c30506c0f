//! `redirects.yaml`: addresses that moved, so that a link given to somebody never dies.

use super::codes;

use crate::markdown::LinkTarget;
use crate::record::{Content, Node};
use crate::source::{Finding, Position, Reporter, words};

/// An address that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address in the site: `2021/kawasaki/plan.html`, `2021/kawasaki.html#plan-old`.
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
        let page = |address: &str| address.split('#').next().unwrap_or_default().to_owned();
        // A part of a page moves within its page: without script nothing else can be done for it.
        let right = page(&from).ends_with(".html")
            && page(&to).ends_with(".html")
            && !from.starts_with('/')
            && LinkTarget::of(&to) == LinkTarget::File
            && from != to
            && (!from.contains('#') || page(&from) == page(&to) && to.contains('#'));
        if right {
            redirects.push(Redirect { from, to, position });
        } else {
            let message = words!("「{from}」から「{to}」へは案内できません。", "`{from}` cannot lead to `{to}`.");
            let hint = words(
                "サイトの中のアドレスを「2021/kawasaki/plan.html: 2021/kawasaki/new-plan.html」のように書いてください。「#」の付いたものは、同じページの中だけで動かせます。",
                "Write addresses within the site, as in `2021/kawasaki/plan.html: 2021/kawasaki/new-plan.html`; one with `#` moves within its page.",
            );
            reporter.findings.push(Finding::new(&codes::REDIRECT, position, message).hint(hint));
        }
    }
    redirects
}

impl Redirect {
    /// The page and the anchor of an address.
    pub fn parts(address: &str) -> (&str, Option<&str>) {
        address.split_once('#').map_or((address, None), |(page, anchor)| (page, Some(anchor)))
    }
}
