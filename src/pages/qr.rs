//! The address of a page as a QR code, for whoever holds the paper. The only file that knows the encoder.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white around a code, without which cameras do not find it.
const QUIET: i32 = 4;

/// A small drawing of an address; `None` when it is longer than any code.
///
/// Of the codes of least size the one that bears the most damage. Every mask can be read by every camera: trying all
/// eight for the best contrast would take most of the time, and a site has 20,000 of these.
pub fn svg(address: &str) -> Option<String> {
    let bytes = [QrSegment::make_bytes(address.as_bytes())];
    let mask = Some(Mask::new(0));
    let code = QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Low, Version::MIN, Version::MAX, mask, true).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::with_capacity(2048);
    (0..code.size()).for_each(|row| draw_row(&code, row, &mut path));
    // Half a module up: the line of a row runs through the middle of it.
    Some(format!(
        "<svg class=\"qr\" width=\"76\" height=\"76\" viewBox=\"-{QUIET} -{QUIET}.5 {side} {side}\" aria-hidden=\"true\">\
         <path d=\"{path}\" stroke=\"#000\" shape-rendering=\"crispEdges\"/></svg>"
    ))
}

/// A row as one line with gaps: `M0 3h7m1 0h2`.
fn draw_row(code: &QrCode, row: i32, path: &mut String) {
    // Where the last run of dark modules ended, and where the present one began.
    let (mut pen, mut begin) = (None, None);
    for column in 0..=code.size() {
        match (begin, column < code.size() && code.get_module(column, row)) {
            (None, true) => begin = Some(column),
            (Some(from), false) => {
                if let Some(pen) = pen {
                    step(path, 'm', from - pen);
                    path.push_str(" 0");
                } else {
                    step(path, 'M', from);
                    step(path, ' ', row);
                }
                step(path, 'h', column - from);
                (pen, begin) = (Some(column), None);
            }
            _ => {}
        }
    }
}

/// A letter and a number below a thousand. Formatting would be slower than computing the code.
fn step(path: &mut String, letter: char, number: i32) {
    path.push(letter);
    for place in [100, 10, 1] {
        if number >= place || place == 1 {
            path.extend(u32::try_from(number / place % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of a drawing, its path followed by a pen of our own.
    fn pixels(svg: &str) -> (usize, Vec<Vec<bool>>) {
        let between = |from: &str, to: &str| svg.split(from).nth(1).unwrap().split(to).next().unwrap();
        let side: usize = between("viewBox=\"", "\"").split(' ').nth(2).unwrap().parse().unwrap();
        let mut pixels = vec![vec![false; side]; side];
        let quiet = usize::try_from(QUIET).unwrap();
        let (mut x, mut y) = (0, 0);
        let path = between("d=\"", "\"").replace('M', "\nM ").replace('m', "\nm ").replace('h', "\nh ");
        for step in path.lines().skip(1) {
            let numbers: Vec<usize> = step[2..].split(' ').map(|number| number.parse().unwrap()).collect();
            match (&step[..1], numbers.as_slice()) {
                ("M", [to, row]) => (x, y) = (to + quiet, row + quiet),
                ("m", [by, 0]) => x += by,
                ("h", [by]) => {
                    pixels[y][x..x + by].fill(true);
                    x += by;
                }
                _ => panic!("{step}"),
            }
        }
        (side, pixels)
    }

    fn read(svg: &str) -> String {
        const ZOOM: usize = 4;
        let (side, pixels) = pixels(svg);
        let shade = |x: usize, y: usize| if pixels[y / ZOOM][x / ZOOM] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * ZOOM, side * ZOOM, shade);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is seen");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_says_the_address() {
        for (address, side) in [
            ("http://a.jp/", 21),
            ("https://nenpo.example.jp/", 25),
            ("https://nenpo.example.jp/2021/kawasaki.html", 29),
            ("https://nenpo.example.jp/2022/kawasaki/consultation-planning-report.html", 33),
            (
                "https://www.pref.example.lg.jp/nenpo/2021/kitahama/%E3%83%A2%E3%83%87%E3%83%AB%E5%9C%8F%E5%9F%9F.html",
                37,
            ),
        ] {
            let svg = svg(address).unwrap();
            assert_eq!(read(&svg), address);
            assert_eq!(pixels(&svg).0, side + 8, "{address}");
            assert!(svg.len() < 2600, "{address}: {} bytes", svg.len());
        }
        assert_eq!(svg(&"x".repeat(3000)), None);
    }

    #[test]
    fn every_length_can_be_read() {
        for length in (1..250).step_by(9) {
            let address: String =
                "https://nenpo.example.jp/abcdefghij%E3%81%82-".chars().cycle().take(length).collect();
            assert_eq!(read(&svg(&address).unwrap()), address);
        }
    }
}
