//! The size of an SVG image, from the attributes of its root: other images tell theirs in their first bytes.

/// Width and height in pixels: the attributes of that name, or else of the view box.
pub fn size(text: &str) -> Option<(usize, usize)> {
    let root = text.split("<svg").nth(1)?.split('>').next()?;
    let pixels = |name: &str| number(attribute(root, name)?.trim_end_matches("px"));
    let of_box = || {
        let mut numbers = attribute(root, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((number(numbers.next()?)?, number(numbers.next()?)?))
    };
    pixels("width").zip(pixels("height")).or_else(of_box)
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        // `width` is not the end of `stroke-width`.
        let rest = tag.get(..at)?.ends_with(char::is_whitespace).then(|| tag.get(at + name.len()..))??;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.get(1..)?.split(mark).next()
    })
}

/// A length without a unit, rounded; nothing for 100% or 10cm.
fn number(text: &str) -> Option<usize> {
    let number: f64 = text.trim().parse().ok()?;
    (0.5..1e6).contains(&number).then_some(number.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn roots_tell_their_size() {
        for (text, expected) in [
            ("<svg width=\"20\" height=\"10\"/>", Some((20, 10))),
            ("<?xml version='1.0'?>\n<svg\n width='20px' height='10.4px'>", Some((20, 10))),
            ("<svg viewBox=\"0 0 340 117\">", Some((340, 117))),
            ("<svg viewBox=\"0,0,340,117\" width=\"100%\" height=\"10cm\">", Some((340, 117))),
            ("<svg stroke-width=\"3\" width = \"20\" height=\"10\">", Some((20, 10))),
            ("<svg width=\"20\">", None),
            ("<svg width=\"0\" height=\"0\">", None),
            ("<svg width=\"NaN\" height=\"inf\">", None),
            ("<svg", None),
            ("GIF89a", None),
            ("", None),
        ] {
            assert_eq!(size(text), expected, "{text}");
        }
    }
}
