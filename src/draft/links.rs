//! Links of a text that moves to another folder: what they lead to stays the same.

use crate::markdown::{Target, inspect};
use crate::text::page_path::{relative, resolve, split_fragment};

/// The text with its links to files written anew. `anchors` are the places which the new page has too.
pub fn moved(text: &str, from: &str, to: &str, anchors: &[&str]) -> String {
    let outline = inspect(text);
    let links = outline.links.iter().map(|link| (link.range.clone(), &link.target, link.kind));
    let images = outline.images.iter().map(|image| (image.range.clone(), &image.target, image.kind));
    let mut places: Vec<(usize, &str, String)> = links
        .chain(images)
        .filter_map(|(range, target, kind)| {
            let new = rewritten(target, kind, from, to, anchors)?;
            // An image inside a link stands before the link's own target, so the last occurrence is meant.
            let at = text.get(range.clone())?.rfind(target.as_str())? + range.start;
            Some((at, target.as_str(), new))
        })
        .collect();
    places.sort();
    places.dedup();
    let mut moved = text.to_owned();
    for (at, old, new) in places.into_iter().rev() {
        moved.replace_range(at..at + old.len(), &new);
    }
    moved
}

fn rewritten(target: &str, kind: Target, from: &str, to: &str, anchors: &[&str]) -> Option<String> {
    let (path, fragment) = split_fragment(target);
    let stays = fragment.is_none_or(|fragment| anchors.contains(&fragment));
    if kind == Target::Anchor && stays || !matches!(kind, Target::Anchor | Target::File) {
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
            ("[外](https://example.jp/a.md) a.md", "[外](https://example.jp/a.md) a.md"),
        ] {
            assert_eq!(moved(text, from, to, &["issues"]), expected);
        }
    }
}
