//! Addresses that do not leave the drawing: places in it, and pictures and fonts written into it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use imagesize::ImageType;
use percent_encoding::percent_decode_str;

/// Whether an address is a place in the same drawing.
pub fn is_local(address: &str) -> bool {
    address.trim().len() > 1 && address.trim().starts_with('#')
}

/// Whether an address is a picture of pixels, which holds no other drawing and refers to nothing.
pub fn is_picture(address: &str) -> bool {
    let Some((kind, first)) = data(address) else { return false };
    let image = imagesize::image_type(&first).ok();
    match kind.as_str() {
        "image/png" => image == Some(ImageType::Png),
        "image/jpeg" | "image/jpg" => image == Some(ImageType::Jpeg),
        "image/webp" => image == Some(ImageType::Webp),
        _ => false,
    }
}

/// Whether an address is a font.
pub fn is_font(address: &str) -> bool {
    let Some((kind, first)) = data(address) else { return false };
    let font = kind.starts_with("font/") || kind.starts_with("application/") && kind.contains("font");
    let marks: [&[u8]; 5] = [b"wOFF", b"wOF2", b"OTTO", b"\0\x01\0\0", b"true"];
    font && marks.iter().any(|mark| first.starts_with(mark))
}

/// The kind of what an address itself holds, and its first bytes.
fn data(address: &str) -> Option<(String, Vec<u8>)> {
    /// Enough to tell what it is; a multiple of four letters, which are three bytes.
    const FIRST: usize = 64;
    let (scheme, rest) = address.trim().split_at_checked("data:".len())?;
    let (head, written) = rest.split_once(',').filter(|_| scheme.eq_ignore_ascii_case("data:"))?;
    let (kind, coding) = head.split_once(';')?;
    let base64 = coding.rsplit(';').next().is_some_and(|coding| coding.trim().eq_ignore_ascii_case("base64"));
    let letters = percent_decode_str(written).filter(|byte| !byte.is_ascii_whitespace()).take(FIRST);
    let first = STANDARD.decode(letters.collect::<Vec<u8>>()).ok().filter(|_| base64)?;
    Some((kind.trim().to_ascii_lowercase(), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_in_the_drawing() {
        for (address, local) in
            [("#a", true), (" #図 ", true), ("#", false), ("", false), ("a#b", false), ("//h#a", false)]
        {
            assert_eq!(is_local(address), local, "{address}");
        }
        for (address, picture) in [
            ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==", true),
            ("data:image/png;base64,iVBORw0K\n GgoAAAANSUhEUg==", true),
            (" DATA:image/PNG;charset=utf-8;Base64,iVBORw0KGgoAAAANSUhEUg==", true),
            ("data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQ==", true),
            ("data:image/jpeg;base64,iVBORw0KGgoAAAANSUhEUg==", false),
            ("data:image/svg+xml;base64,PHN2Zy8+", false),
            ("data:image/png;base64,PHN2Zy8+", false),
            ("data:image/png,%89PNG", false),
            ("data:text/html;base64,iVBORw0KGgoAAAANSUhEUg==", false),
            ("data:,a", false),
            ("https://example.jp/a.png", false),
        ] {
            assert_eq!(is_picture(address), picture, "{address}");
        }
    }
}
