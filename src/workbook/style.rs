//! How cells look. There are few looks, so that every workbook has the same list of them.

use std::fmt::Write as _;

/// How a cell looks, and whether it can be changed in a protected sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellStyle {
    /// As the program has it.
    #[default]
    Plain,
    /// The title of a sheet.
    Title,
    /// The heading of a section.
    Heading,
    /// The head of a column.
    Head,
    /// The label of what is asked, beside the cell for the answer.
    Label,
    /// A remark on what is asked, in small grey letters.
    Remark,
    /// An answer, which can be written; always text, so that no program makes a date or `1E+05` of it.
    Answer,
    /// An answer that is there from another year.
    Carried,
    /// What was answered the year before, which cannot be changed.
    Previous,
    /// A text that nobody sees.
    Text,
    /// A paragraph over several columns.
    Paragraph,
    /// Words in a table that is read.
    Words {
        /// Whether they stand in the row of a sum.
        bold: bool,
    },
    /// A number in a table that is read.
    Number {
        /// Whether it is a sum.
        bold: bool,
        /// How many digits stand after the point, at most [`DECIMALS`].
        decimals: u8,
    },
    /// A number in a table without lines of its own.
    Figure {
        /// How many digits stand after the point, at most [`DECIMALS`].
        decimals: u8,
    },
}

/// The most digits after the point that are shown; a program keeps the others.
pub const DECIMALS: u8 = 6;

/// A look: font, fill, border, the number of its format, whether it can be changed, how it is aligned.
struct Look {
    font: usize,
    fill: usize,
    border: usize,
    format: usize,
    open: bool,
    alignment: &'static str,
}

/// The first number that a workbook may give to a format of its own.
const OWN_FORMATS: usize = 164;

const TOP: &str = r#"<alignment vertical="top" wrapText="1"/>"#;
const MIDDLE: &str = r#"<alignment horizontal="center" vertical="center" wrapText="1"/>"#;
const HEADING: &str = r#"<alignment vertical="center"/>"#;

impl CellStyle {
    const FIXED: [CellStyle; 13] = [
        Self::Plain,
        Self::Title,
        Self::Heading,
        Self::Head,
        Self::Label,
        Self::Remark,
        Self::Answer,
        Self::Carried,
        Self::Previous,
        Self::Text,
        Self::Paragraph,
        Self::Words { bold: false },
        Self::Words { bold: true },
    ];

    /// All, in the order of the list of styles.
    fn all() -> impl Iterator<Item = CellStyle> {
        let numbers = |bold| (0..=DECIMALS).map(move |decimals| CellStyle::Number { bold, decimals });
        let figures = (0..=DECIMALS).map(|decimals| CellStyle::Figure { decimals });
        Self::FIXED.into_iter().chain(numbers(false)).chain(numbers(true)).chain(figures)
    }

    /// Its number in the list of styles.
    pub fn number(self) -> usize {
        Self::all().position(|own| own == self).unwrap_or_default()
    }

    fn look(self) -> Look {
        let look = |font, fill, border, format, open, alignment| Look { font, fill, border, format, open, alignment };
        match self {
            Self::Plain => look(0, 0, 0, 0, false, ""),
            Self::Title => look(1, 0, 0, 0, false, HEADING),
            Self::Heading => look(2, 2, 1, 49, false, HEADING),
            Self::Head => look(2, 3, 1, 49, false, MIDDLE),
            Self::Label => look(0, 3, 1, 49, false, TOP),
            Self::Remark => look(3, 0, 0, 49, false, TOP),
            Self::Answer => look(0, 0, 1, 49, true, TOP),
            Self::Carried => look(0, 4, 1, 49, true, TOP),
            Self::Previous => look(4, 5, 1, 49, false, TOP),
            Self::Text => look(0, 0, 0, 49, false, r#"<alignment vertical="top"/>"#),
            Self::Paragraph => look(0, 0, 0, 49, false, TOP),
            Self::Words { bold } => look(if bold { 2 } else { 0 }, 0, 1, 49, false, TOP),
            Self::Number { bold, decimals } => look(
                if bold { 2 } else { 0 },
                0,
                1,
                OWN_FORMATS + usize::from(decimals),
                false,
                r#"<alignment vertical="top"/>"#,
            ),
            Self::Figure { decimals } => look(0, 0, 0, OWN_FORMATS + usize::from(decimals), false, ""),
        }
    }
}

/// The part of the styles.
pub fn styles() -> String {
    /// Size, whether bold, colour.
    const FONTS: [(&str, bool, &str); 5] = [
        ("10.5", false, "FF000000"),
        ("14", true, "FF000000"),
        ("10.5", true, "FF000000"),
        ("9", false, "FF404040"),
        ("9.5", false, "FF666666"),
    ];
    // White, and a grid of points, come first in every list.
    const FILLS: [&str; 4] = ["FFDCE6F1", "FFF2F2F2", "FFFFF6D6", "FFF7F7F7"];
    const SIDE: &str = r#" style="thin"><color rgb="FF9A9A9A"/>"#;

    let mut xml = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    );
    let _ = write!(xml, r#"<numFmts count="{}">"#, DECIMALS + 1);
    for decimals in 0..=usize::from(DECIMALS) {
        let (number, point) = (OWN_FORMATS + decimals, if decimals == 0 { "" } else { "." });
        let _ = write!(xml, r##"<numFmt numFmtId="{number}" formatCode="#,##0{point}{}"/>"##, "0".repeat(decimals));
    }
    let _ = write!(xml, r#"</numFmts><fonts count="{}">"#, FONTS.len());
    for (size, bold, colour) in FONTS {
        let bold = if bold { "<b/>" } else { "" };
        let _ = write!(
            xml,
            r#"<font>{bold}<sz val="{size}"/><color rgb="{colour}"/><name val="游ゴシック"/><family val="3"/><charset val="128"/></font>"#
        );
    }
    let _ = write!(
        xml,
        r#"</fonts><fills count="{}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#,
        FILLS.len() + 2
    );
    for fill in FILLS {
        let _ = write!(
            xml,
            r#"<fill><patternFill patternType="solid"><fgColor rgb="{fill}"/><bgColor indexed="64"/></patternFill></fill>"#
        );
    }
    let _ = write!(
        xml,
        r#"</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left{SIDE}</left><right{SIDE}</right><top{SIDE}</top><bottom{SIDE}</bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{}">"#,
        CellStyle::all().count()
    );
    for style in CellStyle::all() {
        let Look { font, fill, border, format, open, alignment } = style.look();
        let _ = write!(
            xml,
            r#"<xf numFmtId="{format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">{alignment}<protection locked="{}"/></xf>"#,
            u8::from(!open)
        );
    }
    xml.push_str(r#"</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#);
    xml
}
