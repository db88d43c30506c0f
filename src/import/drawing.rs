//! Shapes as all three programs of an office draw them (DrawingML): their text, where they lie, and what they are.

use roxmltree::Node;

use super::package::{Package, PartRelation};
use super::received::{DrawnArea, ReceivedPicture};
use super::xml::{at, attribute, children, name, named, number, text};

/// The lines of a body of text: one for each paragraph, or more where an author broke it.
pub fn body_lines(body: Node<'_, '_>) -> Vec<String> {
    let paragraphs = named(body, "p").into_iter().map(|paragraph| {
        let pieces = children(paragraph).into_iter().map(|run| match name(run) {
            "r" | "fld" => at(run, &["t"]).map(text).unwrap_or_default(),
            "br" => "\n".to_owned(),
            _ => String::new(),
        });
        pieces.collect::<String>()
    });
    super::received::lines(&paragraphs.collect::<Vec<_>>().join("\n"))
}

/// How the shapes of a group are moved and stretched.
#[derive(Clone, Copy, Debug)]
pub struct GroupTransform {
    from: [i64; 4],
    to: [i64; 4],
}

impl GroupTransform {
    /// A group that moves nothing.
    pub const NONE: GroupTransform = GroupTransform { from: [0, 0, 1, 1], to: [0, 0, 1, 1] };

    /// The transform of a group within another.
    pub fn of(group: Node<'_, '_>, outer: GroupTransform) -> GroupTransform {
        let Some(frame) = at(group, &["grpSpPr", "xfrm"]) else { return outer };
        let (Some(own), Some(inner)) = (rectangle(frame, ["off", "ext"]), rectangle(frame, ["chOff", "chExt"])) else {
            return outer;
        };
        GroupTransform { from: inner, to: outer.moved(own) }
    }

    fn moved(self, [left, top, width, height]: [i64; 4]) -> [i64; 4] {
        let scale = |length: i64, axis: usize| {
            let (from, to) =
                (self.from.get(axis + 2).copied().unwrap_or(1), self.to.get(axis + 2).copied().unwrap_or(1));
            i64::try_from(i128::from(length) * i128::from(to) / i128::from(from).max(1)).unwrap_or_default()
        };
        let origin = |axis: usize| (self.from.get(axis).copied().unwrap_or(0), self.to.get(axis).copied().unwrap_or(0));
        let place =
            |at: i64, axis: usize| origin(axis).1.saturating_add(scale(at.saturating_sub(origin(axis).0), axis));
        [place(left, 0), place(top, 1), scale(width, 0), scale(height, 1)]
    }
}

/// Left, top, width and height in a frame; nothing beyond what a page can be.
fn rectangle(frame: Node<'_, '_>, [offset, extent]: [&str; 2]) -> Option<[i64; 4]> {
    const MOST: i64 = 1 << 40;

    let (offset, extent) = (at(frame, &[offset])?, at(frame, &[extent])?);
    let all = [number(offset, "x")?, number(offset, "y")?, number(extent, "cx")?, number(extent, "cy")?];
    all.iter().all(|length| length.abs() < MOST).then_some(all)
}

/// Where a frame lies on its surface.
pub fn area(frame: Node<'_, '_>, group: GroupTransform, surface: usize) -> Option<DrawnArea> {
    let [left, top, width, height] = group.moved(rectangle(frame, ["off", "ext"])?);
    Some(DrawnArea { surface, left, top, right: left.saturating_add(width), bottom: top.saturating_add(height) })
}

/// The name of a shape's outline: `rect`, `ellipse`.
pub fn outline<'a>(shape: Node<'a, '_>) -> &'a str {
    at(shape, &["spPr", "prstGeom"]).and_then(|geometry| attribute(geometry, "prst")).unwrap_or_default()
}

/// Whether an outline is that of a box people write into.
pub fn is_box(outline: &str) -> bool {
    matches!(outline, "" | "rect" | "roundRect")
}

/// Whether an outline goes round something.
pub fn is_oval(outline: &str) -> bool {
    matches!(outline, "ellipse" | "donut")
}

/// The picture of an element, by the relations of its part.
pub fn picture(
    node: Node<'_, '_>,
    relations: &std::collections::BTreeMap<String, PartRelation>,
    package: &mut Package<'_>,
    address: String,
) -> Option<ReceivedPicture> {
    let blip = node.descendants().find(|inner| name(*inner) == "blip")?;
    let relation = relations.get(attribute(blip, "embed")?).filter(|relation| !relation.external)?;
    let words = node.descendants().find(|inner| name(*inner) == "cNvPr" || name(*inner) == "docPr");
    let words = words.and_then(|properties| attribute(properties, "descr")).map(str::trim);
    let ending = relation.target.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let bytes = package.bytes(&relation.target).ok()??;
    let words = words.filter(|words| !words.is_empty()).map(str::to_owned);
    Some(ReceivedPicture { address, ending, words, bytes })
}
