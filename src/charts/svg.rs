//! plotters' drawing back end that writes small SVG: classes instead of colours, text instead of glyphs.
//!
//! It knows no sheet and no chart. plotters works in whole numbers, so one unit of the `viewBox` is ten
//! of its pixels: a tenth is as fine as the eye needs, and every number is written with one digit at most.
//! Nothing here asks the machine for fonts, so the bytes are the same everywhere.

use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::role::MarkRole;
use super::units::PIXELS;
use crate::text::hidden::in_xml;
use crate::text::width::em;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Writes what plotters draws to the end of a string.
pub struct Svg<'a> {
    out: &'a mut String,
    size: (u32, u32),
    /// The role of the path last written and where its pen stands, while nothing else was: its neighbours join it.
    path: Option<(u8, BackendCoord)>,
}

impl<'a> Svg<'a> {
    /// A back end of this many pixels.
    pub fn new(out: &'a mut String, size: (u32, u32)) -> Self {
        Self { out, size, path: None }
    }

    fn element(&mut self, name: &str, color: BackendColor) {
        self.path = None;
        self.out.push('<');
        self.out.push_str(name);
        self.class(MarkRole::class_of(color.rgb.0), "");
    }

    /// The classes of an element: those of its role, and one more.
    fn class(&mut self, role: &str, more: &str) {
        match (role, more) {
            ("", "") => {}
            (role, "") => self.attribute("class", role),
            ("", more) => self.attribute("class", more),
            (role, more) => self.attribute("class", &[role, " ", more].concat()),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(self.out, value);
        self.out.push('"');
    }

    fn number(&mut self, name: &str, value: i32) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        tenths(self.out, value);
        self.out.push('"');
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>, color: BackendColor, close: bool) {
        let mut pen = self.path.filter(|(role, _)| *role == color.rgb.0).map(|(_, pen)| pen);
        if pen.is_some() {
            self.out.truncate(self.out.len() - PATH_END.len());
        } else {
            self.element("path", color);
            self.out.push_str(" d=\"");
        }
        let mut start = None;
        for to in points {
            step(self.out, if start.is_none() { PenStep::Move } else { PenStep::Line }, pen, to);
            start.get_or_insert(to);
            pen = Some(to);
        }
        if close {
            self.out.push('Z');
            pen = start;
        }
        self.out.push_str(PATH_END);
        self.path = pen.map(|pen| (color.rgb.0, pen));
    }
}

const PATH_END: &str = "\"/>";

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.path([from, to], style.color(), false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _fill: bool) -> Drawn {
        self.element("rect", style.color());
        self.number("x", from.0.min(to.0));
        self.number("y", from.1.min(to.1));
        self.number("width", (to.0 - from.0).abs());
        self.number("height", (to.1 - from.1).abs());
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.path(path, style.color(), false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        self.element("circle", style.color());
        self.number("cx", center.0);
        self.number("cy", center.1);
        self.number("r", i32::try_from(radius).unwrap_or(i32::MAX));
        self.out.push_str("/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.path(points, style.color(), true);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        self.path = None;
        self.out.push_str("<text");
        let anchor = style.anchor();
        // A class is shorter than the attribute, and a page has hundreds of texts.
        let side = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => "m",
            HPos::Right => "e",
        };
        self.class(MarkRole::class_of(style.color().rgb.0), side);
        self.number("x", x);
        // A Japanese character stands 0.88 above the line and 0.12 below it.
        let rise = match anchor.v_pos {
            VPos::Top => 0.88,
            VPos::Center => 0.36,
            VPos::Bottom => -0.12,
        };
        self.number("y", y + pixels(style.size() * rise));
        self.out.push('>');
        escape(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((pixels(em(text) * style.size()).unsigned_abs(), pixels(style.size()).unsigned_abs()))
    }
}

/// Opens a group of marks, so that what belongs together is together in the document.
pub struct OpenGroup<'a> {
    /// The role that the marks in it share.
    pub role: MarkRole,
    /// What the marks stand for, or empty.
    pub series: &'a str,
}

/// Opens a group of marks that an address of the page leads to.
pub struct OpenAnchor<'a> {
    /// Its id on the page, or empty.
    pub id: &'a str,
}

/// Closes the group opened last.
pub struct Close;

impl<'a, C: 'a> PointCollection<'a, C> for &'a OpenGroup<'_> {
    type Point = &'a C;
    type IntoIter = std::iter::Empty<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a OpenAnchor<'_> {
    type Point = &'a C;
    type IntoIter = std::iter::Empty<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<'a, C: 'a> PointCollection<'a, C> for &'a Close {
    type Point = &'a C;
    type IntoIter = std::iter::Empty<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl Drawable<Svg<'_>> for OpenGroup<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, _: I, svg: &mut Svg<'_>, _: (u32, u32)) -> Drawn {
        svg.path = None;
        svg.out.push_str("<g");
        let class = self.role.class();
        if !class.is_empty() {
            svg.attribute("class", class);
        }
        if !self.series.is_empty() {
            svg.attribute("data-series", self.series);
        }
        svg.out.push('>');
        Ok(())
    }
}

impl Drawable<Svg<'_>> for OpenAnchor<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, _: I, svg: &mut Svg<'_>, _: (u32, u32)) -> Drawn {
        svg.path = None;
        svg.out.push_str("<g");
        if !self.id.is_empty() {
            svg.attribute("id", self.id);
        }
        svg.out.push('>');
        Ok(())
    }
}

impl Drawable<Svg<'_>> for Close {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, _: I, svg: &mut Svg<'_>, _: (u32, u32)) -> Drawn {
        svg.path = None;
        svg.out.push_str("</g>");
        Ok(())
    }
}

/// Adds text to markup, harmless in elements and in quoted attributes.
pub fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(in_xml(character)),
        }
    }
}

/// Adds a number of pixels as units: 123 as `12.3`, 120 as `12`.
pub fn tenths(out: &mut String, pixels: i32) {
    if pixels < 0 {
        out.push('-');
    }
    let size = pixels.unsigned_abs();
    digits(out, size / PIXELS.unsigned_abs());
    if !size.is_multiple_of(PIXELS.unsigned_abs()) {
        out.push('.');
        digits(out, size % PIXELS.unsigned_abs());
    }
}

fn digits(out: &mut String, number: u32) {
    if number >= 10 {
        digits(out, number / 10);
    }
    out.push(char::from_digit(number % 10, 10).unwrap_or('0'));
}

/// A step of the pen that draws a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PenStep {
    /// To where a line begins.
    Move,
    /// Along a straight line.
    Line,
}

/// Writes a step to a point: where the pen stands already, from there or as the point itself, whichever is shorter.
fn step(out: &mut String, step: PenStep, pen: Option<BackendCoord>, (x, y): BackendCoord) {
    let begin = out.len();
    match (step, pen) {
        (PenStep::Line, Some((_, pen_y))) if pen_y == y => one(out, 'H', x),
        (PenStep::Line, Some((pen_x, _))) if pen_x == x => one(out, 'V', y),
        (PenStep::Line, _) => pair(out, 'L', x, y),
        (PenStep::Move, _) => pair(out, 'M', x, y),
    }
    let Some((pen_x, pen_y)) = pen else { return };
    let (Some(right), Some(down)) = (x.checked_sub(pen_x), y.checked_sub(pen_y)) else { return };
    let middle = out.len();
    match step {
        PenStep::Line if down == 0 => one(out, 'h', right),
        PenStep::Line if right == 0 => one(out, 'v', down),
        PenStep::Line => pair(out, 'l', right, down),
        PenStep::Move => pair(out, 'm', right, down),
    }
    if out.len() - middle < middle - begin {
        out.replace_range(begin..middle, "");
    } else {
        out.truncate(middle);
    }
}

fn one(out: &mut String, command: char, value: i32) {
    out.push(command);
    tenths(out, value);
}

fn pair(out: &mut String, command: char, x: i32, y: i32) {
    one(out, command, x);
    if y >= 0 {
        out.push(' ');
    }
    tenths(out, y);
}

/// A length already in pixels, to the nearest whole one.
#[expect(clippy::cast_possible_truncation, reason = "`as` keeps a number too large within i32")]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}
