//! Links of a text that moves to another folder: what they lead to stays the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::markdown::{LinkTarget, inspect};
use crate::text::page_path::{relative, resolve, split_fragment};

/// The text with its links to files written anew. `anchors` are the places which the new page has too.
pub fn moved(text: &str, from: &str, to: &str, anchors: &BTreeSet<String>) -> String {
    let outline = inspect(text);
    let links = outline.links.iter().map(|link| (link.range.clone(), &link.target, link.kind));
    let images = outline.images.iter().map(|image| (image.range.clone(), &image.target, image.kind));
    let mut places: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for (range, target, kind) in links.chain(images) {
        let Some(new) = rewritten(target, kind, from, to, anchors) else { continue };
        if let Some((at, length)) = address(text, range, target).or_else(|| definition(text, target)) {
            places.insert(at, (length, new));
        }
    }
    let mut moved = text.to_owned();
    for (at, (length, new)) in places.into_iter().rev() {
        moved.replace_range(at..at + length, &new);
    }
    moved
}

/// Where the address of a link stands behind its words: `](issues.md)`. The words may hold the same letters.
fn address(text: &str, range: Range<usize>, target: &str) -> Option<(usize, usize)> {
    let link = text.get(range.clone())?;
    // An image inside a link stands before the link's own address, so the last one is meant.
    link.rmatch_indices("](").find_map(|(at, mark)| written(text, range.start + at + mark.len(), target))
}

/// Where the address of a link is defined elsewhere in the text: `[a]: issues.md`.
fn definition(text: &str, target: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begin = at;
        at += line.len();
        let label = line.trim_start_matches(' ').strip_prefix('[')?;
        let (_, after) = label.split_once("]:")?;
        written(text, begin + line.len() - after.len(), target)
    })
}

/// An address as it is written from here on, if it is this one.
fn written(text: &str, from: usize, target: &str) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let address = rest.trim_start();
    let address = address.strip_prefix('<').unwrap_or(address);
    let after = address.strip_prefix(target)?;
    let ends = after.is_empty() || after.starts_with([')', '>']) || after.starts_with(char::is_whitespace);
    ends.then_some((from + rest.len() - address.len(), target.len()))
}

fn rewritten(target: &str, kind: LinkTarget, from: &str, to: &str, anchors: &BTreeSet<String>) -> Option<String> {
    let (path, fragment) = split_fragment(target);
    let stays = fragment.is_none_or(|fragment| anchors.contains(fragment));
    if kind == LinkTarget::Anchor && stays || !matches!(kind, LinkTarget::Anchor | LinkTarget::File) {
        return None;
    }
    let file = relative(to, &resolve(from, path)?);
    let new = fragment.map_or_else(|| file.clone(), |fragment| format!("{file}#{fragment}"));
    (new != target).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_they_led() {
        let (from, to) = ("2021/kawasaki/sheet.md", "2022/kawasaki/sheet.md");
        for (text, expected) in [
            ("[圏域](model-area.md)", "[圏域](../../2021/kawasaki/model-area.md)"),
            ("[県](../kanagawa/sheet.md#issues)", "[県](../../2021/kanagawa/sheet.md#issues)"),
            ("[発表](../../2017/kawasaki/advisor-talk.md)", "[発表](../../2017/kawasaki/advisor-talk.md)"),
            ("[課題](#issues)と[行](#issues-2)", "[課題](#issues)と[行](../../2021/kawasaki/sheet.md#issues-2)"),
            ("[![図](map.png)](map.png)", "[![図](../../2021/kawasaki/map.png)](../../2021/kawasaki/map.png)"),
            ("[#issues-2](#issues-2)", "[#issues-2](../../2021/kawasaki/sheet.md#issues-2)"),
            ("[課題 #issues](#issues) `#issues-2`", "[課題 #issues](#issues) `#issues-2`"),
            ("[a.md の行](a.md 'a.md')", "[a.md の行](../../2021/kawasaki/a.md 'a.md')"),
            ("[行][a]と[b.md][a]\n\n[a]: b.md", "[行][a]と[b.md][a]\n\n[a]: ../../2021/kawasaki/b.md"),
            ("[行](<b.md#x>)", "[行](<../../2021/kawasaki/b.md#x>)"),
            ("[外](https://example.jp/a.md) a.md", "[外](https://example.jp/a.md) a.md"),
        ] {
            assert_eq!(moved(text, from, to, &BTreeSet::from(["issues".to_owned()])), expected);
        }
    }
}
