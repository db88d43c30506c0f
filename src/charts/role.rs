//! What a mark or a text is in a chart. Style sheets give each role its colour and weight.
//!
//! plotters hands a colour from the chart to the back end; we hand it the role in the colour's place,
//! and the back end writes the role's class. So no colour is written into a page: a theme, the dark
//! scheme, paper and the reader's own contrast colours can all decide.

use plotters::style::{Color, FontDesc, FontFamily, FontStyle, TextStyle};
use plotters_backend::BackendColor;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

use super::units::PIXELS;

macro_rules! roles {
    ($($(#[$meta:meta])* $name:ident = $class:literal, $size:literal;)+) => {
        /// The roles, each with its class and, for text, its size in units.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum MarkRole { $($(#[$meta])* $name,)+ }

        const ROLES: &[(MarkRole, &str, i32)] = &[$((MarkRole::$name, $class, $size),)+];
    };
}

roles! {
    /// A category, the first of an order: the shortest stay.
    First = "c1", 0;
    /// A category, the second of an order.
    Second = "c2", 0;
    /// The third: the longest stay, the strongest colour.
    Third = "c3", 0;
    /// The fourth, which has lines along it.
    Fourth = "c4", 0;
    /// The fifth and last that can be told apart, which has lines across it.
    Fifth = "c5", 0;
    /// The first of choices in order, which is the best or the most: the strongest of one colour.
    FirstStep = "o1", 0;
    /// The second of choices in order.
    SecondStep = "o2", 0;
    /// The one in the middle of choices in order.
    ThirdStep = "o3", 0;
    /// The fourth of choices in order.
    FourthStep = "o4", 0;
    /// The last of choices in order: the palest.
    FifthStep = "o5", 0;
    /// A line over a part of the fourth or fifth, which tells it from the others without colour.
    Texture = "texture", 0;
    /// The one value that the chart is about.
    Value = "v", 0;
    /// Values for comparison: other years, other places.
    Context = "k", 0;
    /// The line of a course over years.
    Course = "course", 0;
    /// What is known to exist but has no number: an outline, never a fill.
    Missing = "none", 0;
    /// The part of a bar past a target that less should have been reached of: it is not a success.
    Beyond = "beyond", 0;
    /// The track that a bar runs on.
    Track = "track", 0;
    /// A line of an axis.
    Axis = "axis", 0;
    /// A thin line that helps the eye.
    Grid = "grid", 0;
    /// From a label to its mark.
    Leader = "decor", 0;
    /// Free space on both sides of a line that crosses other marks.
    Halo = "decor halo", 0;
    /// The line of a target.
    Target = "target", 0;
    /// From the target of one year to that of the next.
    TargetPath = "target-path", 0;
    /// The line of what is needed.
    Need = "need", 0;
    /// The line of what is supplied.
    Supply = "supply", 0;
    /// Between the two where less is supplied than needed.
    Shortage = "shortage", 0;
    /// Lines over a shortage, which tell it without colour.
    Hatch = "hatch", 0;
    /// Between the two where enough is supplied.
    Surplus = "surplus", 0;
    /// The head of an arrow.
    Arrow = "arrow", 0;
    /// The mark of a baseline.
    Baseline = "base", 0;
    /// Between figures that must not be compared.
    Break = "break", 0;
    /// The line of a middle value.
    Median = "median", 0;
    /// The line of a quartile.
    Quarter = "quarter", 0;
    /// A place among others, and its line.
    This = "this", 0;
    /// Dots, one for each place; a column of them is one line. Large, middling and small ones.
    LargeDots = "dots d7", 0;
    /// Dots of middling size, one for each place.
    MiddlingDots = "dots d5", 0;
    /// Small dots, one for each place.
    SmallDots = "dots d3", 0;
    /// Columns that stand for more places than can be dots.
    Columns = "columns", 0;
    /// A span from least to most.
    Range = "range", 0;
    /// The line of the first row over years.
    FirstLine = "line line1", 0;
    /// The line of the second row.
    SecondLine = "line line2", 0;
    /// The line of the third row.
    ThirdLine = "line line3", 0;
    /// The line of the fourth row.
    FourthLine = "line line4", 0;
    /// The line of the fifth row, the last that can be told apart.
    FifthLine = "line line5", 0;
    /// A point of such a line.
    Dot = "dot", 0;
    /// The field of a number near zero.
    FirstShade = "shade1", 0;
    /// The field of a number between.
    SecondShade = "shade2", 0;
    /// The field of a number between.
    ThirdShade = "shade3", 0;
    /// The field of one of the largest numbers.
    FourthShade = "shade4", 0;
    /// Text, or a mark that takes its colour from its group.
    Ink = "", 13;
    /// Text to be read first.
    Strong = "b", 13;
    /// Such text over a line: it keeps it off.
    StrongLabel = "b l", 13;
    /// Text of less weight.
    Small = "s", 12;
    /// Such text over thin lines: it keeps them off.
    Label = "s l", 12;
    /// Text of an axis.
    AxisText = "s axis", 12;
}

/// The colours of a chart with categories, in their order.
pub const CATEGORIES: [MarkRole; 5] =
    [MarkRole::First, MarkRole::Second, MarkRole::Third, MarkRole::Fourth, MarkRole::Fifth];

/// The steps of one colour for choices in order, from the first to the last.
pub const STEPS: [MarkRole; 5] =
    [MarkRole::FirstStep, MarkRole::SecondStep, MarkRole::ThirdStep, MarkRole::FourthStep, MarkRole::FifthStep];

/// The lines of a chart with several, in their order.
pub const LINES: [MarkRole; 5] =
    [MarkRole::FirstLine, MarkRole::SecondLine, MarkRole::ThirdLine, MarkRole::FourthLine, MarkRole::FifthLine];

/// The shades of numbers, from few to many.
pub const SHADES: [MarkRole; 4] =
    [MarkRole::FirstShade, MarkRole::SecondShade, MarkRole::ThirdShade, MarkRole::FourthShade];

impl MarkRole {
    /// The class of the role that travelled as this colour; nothing for a colour that is no role.
    pub fn class_of(token: u8) -> &'static str {
        ROLES.get(usize::from(token)).map_or("", |(_, class, _)| class)
    }

    /// The class of this role.
    pub fn class(self) -> &'static str {
        Self::class_of(self as u8)
    }

    /// The size of a text of this role, in units.
    pub fn size(self) -> f64 {
        ROLES.get(self as usize).map_or(0.0, |(_, _, size)| f64::from(*size))
    }

    /// The style of a text of this role that starts at, stands around or ends at its point,
    /// and is centred on it from top to bottom.
    pub fn text(self, side: TextAnchor) -> TextStyle<'static> {
        let anchor = match side {
            TextAnchor::Start => HPos::Left,
            TextAnchor::Middle => HPos::Center,
            TextAnchor::End => HPos::Right,
        };
        let size = self.size() * f64::from(PIXELS);
        TextStyle {
            font: FontDesc::new(FontFamily::SansSerif, size, FontStyle::Normal),
            color: self.to_backend_color(),
            pos: Pos::new(anchor, VPos::Center),
        }
    }
}

/// Which side of a text is at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnchor {
    /// The text starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// The end of the text is there.
    End,
}

impl Color for MarkRole {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (*self as u8, 0, 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_stands_at_its_own_place() {
        for (place, (role, class, _)) in ROLES.iter().enumerate() {
            assert_eq!(*role as usize, place);
            assert_eq!(MarkRole::class_of(role.to_backend_color().rgb.0), *class);
        }
    }
}
