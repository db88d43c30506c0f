//! The logo before the site's title: a static file, and the size it is shown at, so that the page does not jump.

use super::files::ThemeFolder;
use crate::view;
use crate::view::View;

/// Pixels; the line of the title is as high.
const HEIGHT: usize = 32;

/// The view for templates: `file`, `width`, `height`. The width is left out where the file does not give its shape; nothing
/// where there is no such file.
pub fn view(files: &ThemeFolder, name: &str) -> Option<View> {
    let bytes = files.get(&format!("static/{name}"))?;
    let shape = imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height)).or_else(|| view_box(bytes));
    let width = shape.filter(|(_, height)| *height > 0).map(|(width, height)| (width * HEIGHT).div_ceil(height));
    Some(view! { "file" => name, "width" => width, "height" => HEIGHT })
}

/// Width and height of an SVG, from its `viewBox`.
fn view_box(bytes: &[u8]) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, after) = text.split_once("viewBox=")?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let numbers = after.get(1..)?.split(quote).next()?;
    let mut numbers = numbers.split([' ', ',']).filter_map(|number| number.parse::<f64>().ok()).skip(2);
    // Larger numbers, and those that are none (NaN), are no size of a logo.
    let mut side = || numbers.next().filter(|side| (0.0..1e6).contains(side)).map(|side| side.round() as usize);
    Some((side()?, side()?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_svg_tells_its_shape() {
        for (svg, shape) in [
            (r#"<svg xmlns="x" viewBox="0 0 64 32">"#, Some((64, 32))),
            ("<svg viewBox='0,0,10.4,20'>", Some((10, 20))),
            ("<svg>", None),
            (r#"<svg viewBox="0 0 64">"#, None),
            (r#"<svg viewBox="0 0 -1 5">"#, None),
        ] {
            assert_eq!(super::view_box(svg.as_bytes()), shape, "{svg}");
        }
    }
}
