//! The size of a drawing, from the attributes of its root: other images tell theirs in their first bytes.

use roxmltree::Node;

/// Width and height in pixels: the attributes of that name, or else of the view box.
pub fn pixel_size(root: &Node<'_, '_>) -> Option<(usize, usize)> {
    let pixels = |name: &str| number(root.attribute(name)?.trim().trim_end_matches("px"));
    let of_box = || {
        let parts = root.attribute("viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
        let mut numbers = parts.skip(2);
        Some((number(numbers.next()?)?, number(numbers.next()?)?))
    };
    pixels("width").zip(pixels("height")).or_else(of_box)
}

/// A length without a unit, rounded; nothing for 100% or 10cm.
fn number(text: &str) -> Option<usize> {
    let number: f64 = text.trim().parse().ok()?;
    // Smaller ones would be no pixel, and larger ones are no size of a picture on a page.
    (0.5..1e6).contains(&number).then_some(number.round() as usize)
}
