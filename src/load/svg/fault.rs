//! What is wrong with a drawing, in words.

use std::ops::Range;

use crate::source::{Words, words};

use super::style;

/// A fault at its place in the text.
pub type PlacedFault = (Range<usize>, SvgFault);

/// What a drawing must not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SvgFault {
    /// Another encoding than UTF-8, by its name.
    Encoding(String),
    /// Declarations in the document type, which can hide the rest or grow without end.
    Entities,
    /// What is no XML.
    NoXml(String),
    /// A document of another kind, by the name of its root.
    NoDrawing(String),
    /// Elements within elements without end.
    Deep,
    /// An element that does not draw.
    Element(String),
    /// An attribute that does not say how to draw.
    Attribute(String),
    /// An address of something outside.
    Reference(String),
    /// A property, function or rule of a style.
    Style(String),
    /// A style that nobody can read.
    Unreadable,
}

impl SvgFault {
    /// The address, as far as it is worth printing.
    pub fn of_address(address: &str) -> SvgFault {
        /// Pictures are addresses of a million letters.
        const SHOWN: usize = 60;
        let mut shown: String = address.trim().chars().take(SHOWN).collect();
        if shown.len() < address.trim().len() {
            shown.push('…');
        }
        SvgFault::Reference(shown)
    }

    /// The message of its finding: what is wrong.
    pub fn message(&self) -> Words {
        match self {
            SvgFault::Encoding(name) if name.is_empty() => words(
                "SVG の文字コードが UTF-8 ではないか、壊れた文字があります。",
                "The SVG is not encoded in UTF-8, or has broken characters.",
            ),
            SvgFault::Encoding(name) => words!(
                "SVG の文字コードが UTF-8 ではありません（{name}）。",
                "The SVG is not encoded in UTF-8 ({name})."
            ),
            SvgFault::Entities => words(
                "SVG の文書型宣言（DOCTYPE）の中に、実体（ENTITY）などの宣言があります。",
                "The document type of the SVG declares entities.",
            ),
            SvgFault::NoXml(reason) => {
                words!("SVG が XML として正しくありません（{reason}）。", "The SVG is not well-formed XML ({reason}).")
            }
            SvgFault::NoDrawing(name) => words!(
                "SVG の図ではありません（最初の要素が「{name}」です）。",
                "This is no drawing in SVG: its first element is `{name}`."
            ),
            SvgFault::Deep => {
                words("SVG の要素の入れ子が深すぎます。", "The elements of the SVG are nested too deeply.")
            }
            SvgFault::Element(name) => words!(
                "SVG に、図をかくものではない要素「{name}」があります。",
                "The SVG holds the element `{name}`, which does not draw."
            ),
            SvgFault::Attribute(name) => words!(
                "SVG に、図をかくものではない属性「{name}」があります。",
                "The SVG holds the attribute `{name}`, which does not draw."
            ),
            SvgFault::Reference(address) => words!(
                "SVG が、図の外にあるもの「{address}」を参照しています。",
                "The SVG refers to something outside of the drawing: `{address}`."
            ),
            SvgFault::Style(name) => words!(
                "SVG のスタイルに、使えない書き方「{name}」があります。",
                "A style of the SVG holds `{name}`, which is not allowed."
            ),
            SvgFault::Unreadable => {
                words("SVG のスタイルに、読めないところがあります。", "A style of the SVG cannot be read.")
            }
        }
    }

    /// The hint of its finding: what to do about it.
    pub fn hint(&self) -> Words {
        match self {
            SvgFault::Encoding(_) => {
                words("UTF-8 の SVG として保存し直してください。", "Save it again as SVG in UTF-8.")
            }
            SvgFault::Reference(_) => words(
                "リンクは外し、画像は PNG か JPEG にして SVG の中に埋め込んで書き出すか、図全体を PNG にしてください。",
                "Take links away and export it with images embedded as PNG or JPEG, or export the whole as PNG.",
            ),
            SvgFault::NoXml(_) | SvgFault::NoDrawing(_) => words(
                "作図ソフトから SVG として書き出し直すか、PNG にしてください。",
                "Export it again as SVG, or as PNG.",
            ),
            _ => words(
                "動きやスクリプトを外し、「Web 用」などの簡単な SVG として書き出すか、PNG にしてください。",
                "Export it as plain SVG without animation and scripts, or as PNG.",
            ),
        }
    }
}

impl From<style::StyleFault> for SvgFault {
    fn from(fault: style::StyleFault) -> SvgFault {
        match fault {
            style::StyleFault::Reference(address) => SvgFault::of_address(&address),
            style::StyleFault::Property(name) => SvgFault::Style(name),
            style::StyleFault::Function(name) => SvgFault::Style(format!("{name}()")),
            style::StyleFault::Rule(name) => SvgFault::Style(format!("@{name}")),
            style::StyleFault::Unreadable(_) => SvgFault::Unreadable,
        }
    }
}

impl style::StyleFault {
    /// The word to look for in the style.
    pub fn word(&self) -> &str {
        match self {
            style::StyleFault::Reference(word)
            | style::StyleFault::Property(word)
            | style::StyleFault::Function(word)
            | style::StyleFault::Rule(word)
            | style::StyleFault::Unreadable(word) => word,
        }
    }
}
