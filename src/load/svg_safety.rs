//! SVG images are published as they are, and opened by themselves they are pages: what runs or fetches something is
//! refused. Anything that is not known to be harmless counts.

use std::ops::Range;

use crate::source::{Finding, Source, Span, Twin};

/// The first thing in an image that may run or fetch something.
pub(super) fn check(path: &str, bytes: &[u8]) -> Option<Finding> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let source = Source::new(format!("content/{path}"), "");
        let hint = ("UTF-8 の SVG として保存し直してください。", "Save it again as SVG in UTF-8.");
        let message = ("SVG の文字コードが UTF-8 ではありません。", "The SVG is not encoded in UTF-8.");
        return Some(Finding::error("unsafe-svg", source.position(Span::at(0)), message.into()).hint(hint.into()));
    };
    let (range, danger) = first_danger(text)?;
    let source = Source::new(format!("content/{path}"), text);
    let at = source.position(Span::new(range.start, range.end));
    Some(Finding::error("unsafe-svg", at, danger.message().into()).hint(danger.hint().into()))
}

/// What can be wrong with an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Danger {
    /// Scripts, and elements that hold other pages.
    Runs,
    /// An address of another file or host.
    Fetches,
    /// Entities, which can hide the rest or grow without end.
    Entities,
}

impl Danger {
    fn message(self) -> Twin {
        match self {
            Danger::Runs => {
                ("SVG の中に、動くもの（スクリプトなど）があります。", "The SVG holds something that runs.")
            }
            Danger::Fetches => {
                ("SVG の中から、ほかのファイルやサイトを参照しています。", "The SVG refers to another file or site.")
            }
            Danger::Entities => ("SVG の中に、実体の宣言（ENTITY）があります。", "The SVG declares entities."),
        }
    }

    fn hint(self) -> Twin {
        match self {
            Danger::Fetches => (
                "画像や書体を SVG の中に埋め込んで書き出すか、PNG にしてください。",
                "Export it with images and fonts embedded, or as PNG.",
            ),
            Danger::Runs | Danger::Entities => (
                "作図ソフトから「Web 用」の SVG として書き出すか、PNG にしてください。",
                "Export it as plain SVG, or as PNG.",
            ),
        }
    }
}

/// Elements that run, move, or hold something else than a drawing.
const REFUSED: [&str; 14] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
    "listener",
    "set",
    "animate",
    "animatemotion",
    "animatetransform",
    "animatecolor",
];

fn first_danger(text: &str) -> Option<(Range<usize>, Danger)> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find('<').map(|found| at + found) {
        // What stands between tags may be a style sheet.
        if let Some(found) = style(text, at..open) {
            return Some((found, Danger::Fetches));
        }
        let rest = text.get(open..)?;
        let skip = |mark: &str, end: &str| {
            rest.strip_prefix(mark).map(|inner| inner.find(end).map_or(rest.len(), |at| mark.len() + at + end.len()))
        };
        if let Some(length) = skip("<!--", "-->") {
            at = open + length;
            continue;
        }
        if let Some(length) = skip("<![CDATA[", "]]>") {
            if let Some(found) = style(text, open..open + length) {
                return Some((found, Danger::Fetches));
            }
            at = open + length;
            continue;
        }
        let end = open + tag_length(rest);
        if let Some(danger) = tag(text.get(open..end)?) {
            return Some((open..end, danger));
        }
        at = end;
    }
    style(text, at..text.len()).map(|found| (found, Danger::Fetches))
}

/// Up to the `>` that closes a tag, which may stand in quotes before.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices().skip(1) {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn tag(tag: &str) -> Option<Danger> {
    let lower = tag.to_ascii_lowercase();
    if lower.starts_with("<!") {
        return (lower.contains('[') || lower.contains("entity")).then_some(Danger::Entities);
    }
    if lower.starts_with("<?") {
        return lower.starts_with("<?xml-stylesheet").then_some(Danger::Fetches);
    }
    let inner = lower.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
    let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    if REFUSED.contains(&local(name)) {
        return Some(Danger::Runs);
    }
    attributes(inner.get(name.len()..).unwrap_or_default()).into_iter().find_map(|(name, value)| match local(name) {
        name if name.starts_with("on") => Some(Danger::Runs),
        "href" | "src" if !stays_inside(value) => Some(Danger::Fetches),
        _ => style(value, 0..value.len()).map(|_| Danger::Fetches),
    })
}

/// A name without its prefix: `xlink:href`.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Names and values of the attributes of a tag.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.split_whitespace().last().unwrap_or_default();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(mark @ ('"' | '\'')) => after.get(1..).and_then(|inner| inner.split_once(mark)).unwrap_or((after, "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        attributes.push((name, value));
        rest = next;
    }
    attributes
}

/// Whether an address is a place in the drawing, or a picture within it.
fn stays_inside(address: &str) -> bool {
    let address = address.trim();
    let pictures = ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"];
    address.starts_with('#') || pictures.iter().any(|picture| address.starts_with(picture))
}

/// The first `@import`, or `url(…)` of something outside, in a part of a text.
fn style(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let lower = text.get(range.clone())?.to_ascii_lowercase();
    let at = |from: usize, length: usize| Some(range.start + from..range.start + from + length);
    if let Some(found) = lower.find("@import") {
        return at(found, "@import".len());
    }
    // An escape may spell any of these words.
    if let Some(found) = lower.find('\\').filter(|_| lower.contains('{') || lower.contains(':')) {
        return at(found, 1);
    }
    lower.match_indices("url(").find_map(|(found, mark)| {
        let inner = lower.get(found + mark.len()..)?;
        let address = inner.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        let fonts = address.starts_with("data:font/") || address.starts_with("data:application/");
        (!stays_inside(address) && !fonts).then(|| at(found, mark.len() + address.len()))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_fetches_is_refused() {
        use Danger::{Entities, Fetches, Runs};
        for (text, danger) in [
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\" fill=\"url(#a)\"/></svg>", None),
            ("<svg><use xlink:href=\"#a\"/><image href=\"data:image/png;base64,AA\"/></svg>", None),
            ("<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"http://www.w3.org/a.dtd\"><svg/>", None),
            ("<!-- <script> --><svg><text>onload=\"a\" url</text></svg>", None),
            ("<svg><style>.a{fill:url(#b)}</style><desc>一</desc></svg>", None),
            ("<svg><script>a()</script></svg>", Some(Runs)),
            ("<svg><svg:SCRIPT href='#a'/></svg>", Some(Runs)),
            ("<svg onload='a()'/>", Some(Runs)),
            ("<svg><g a=\">\" onclick = \"a()\"/></svg>", Some(Runs)),
            ("<svg><foreignObject/></svg>", Some(Runs)),
            ("<svg><set attributeName=\"href\" to=\"javascript:a()\"/></svg>", Some(Runs)),
            ("<svg><a xlink:href=\"javascript:a()\"/></svg>", Some(Fetches)),
            ("<svg><a href=\"&#106;avascript:a()\"/></svg>", Some(Fetches)),
            ("<svg><image href=\"https://example.com/a.png\"/></svg>", Some(Fetches)),
            ("<svg><image href=\"data:image/svg+xml,<svg/>\"/></svg>", Some(Fetches)),
            ("<svg><style>@import 'a.css';</style></svg>", Some(Fetches)),
            ("<svg><style><![CDATA[a{b:url( \"//h/a\")}]]></style></svg>", Some(Fetches)),
            ("<svg><g style=\"fill:url(a.svg#b)\"/></svg>", Some(Fetches)),
            ("<svg><style>a{b:\\75rl(//h)}</style></svg>", Some(Fetches)),
            ("<?xml-stylesheet href=\"a.css\"?><svg/>", Some(Fetches)),
            ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>", Some(Entities)),
            ("<svg", None),
            ("", None),
        ] {
            assert_eq!(first_danger(text).map(|(_, danger)| danger), danger, "{text}");
        }
    }
}
