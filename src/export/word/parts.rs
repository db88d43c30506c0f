//! The parts of a text of Word as XML (WordprocessingML).

use std::fmt::Write as _;

use crate::export::identity::BookIdentity;
use crate::text::hidden::for_xml;
use crate::workbook::{Workbook, core, custom, packed_parts};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TEXTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// How words look in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TextLook {
    /// An answer.
    Plain,
    /// An answer that is there from another year.
    Carried,
    /// The title.
    Title,
    /// The heading of a section.
    Heading,
    /// The name of a table.
    Strong,
    /// What is asked; all lines but the first are remarks.
    Label,
    /// A remark.
    Small,
}

/// A cell of a table.
pub struct TextCell {
    /// How many columns it takes.
    pub columns: usize,
    /// Its paragraphs.
    pub texts: Vec<String>,
    /// Words that nobody is shown.
    pub hidden: Option<String>,
    /// How it looks.
    pub look: TextLook,
}

/// A row of a table.
pub struct TextRow {
    /// Its cells.
    pub cells: Vec<TextCell>,
    /// Whether it stands on every page.
    pub is_head: bool,
    /// Whether it has room for running text.
    pub is_tall: bool,
}

/// A text for XML.
fn escaped(text: &str) -> String {
    for_xml(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn run(text: &str, properties: &str, xml: &mut String) {
    let _ = write!(xml, "<w:r><w:rPr>{properties}</w:rPr>");
    for (at, piece) in text.split('\t').enumerate() {
        xml.push_str(if at > 0 { "<w:tab/>" } else { "" });
        let _ = write!(xml, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(piece));
    }
    xml.push_str("</w:r>");
}

/// Paragraphs, the first with the words that nobody is shown.
pub fn paragraph(texts: &[&str], look: TextLook, hidden: Option<&str>) -> String {
    let style = |at: usize| match look {
        TextLook::Title => r#"<w:pStyle w:val="Title"/>"#,
        TextLook::Heading => r#"<w:pStyle w:val="Heading1"/>"#,
        TextLook::Small => r#"<w:pStyle w:val="Remark"/>"#,
        TextLook::Label if at > 0 => r#"<w:pStyle w:val="Remark"/>"#,
        TextLook::Strong => "<w:keepNext/>",
        TextLook::Plain | TextLook::Carried | TextLook::Label => "",
    };
    let properties = if look == TextLook::Strong { "<w:b/>" } else { "" };
    let all: &[&str] = if texts.is_empty() { &[""] } else { texts };
    let mut xml = String::new();
    for (at, text) in all.iter().enumerate() {
        let _ = write!(xml, "<w:p><w:pPr>{}</w:pPr>", style(at));
        if let Some(hidden) = hidden.filter(|_| at == 0) {
            run(hidden, "<w:vanish/>", &mut xml);
        }
        // A text of the form may have lines.
        for (line, text) in text.split('\n').enumerate() {
            xml.push_str(if line > 0 { "<w:r><w:br/></w:r>" } else { "" });
            if !text.is_empty() {
                run(text, properties, &mut xml);
            }
        }
        xml.push_str("</w:p>");
    }
    xml
}

/// A table, with a paragraph after it so that it does not run into the next.
pub fn table(widths: &[usize], rows: &[TextRow]) -> String {
    const SIDES: [&str; 6] = ["top", "left", "bottom", "right", "insideH", "insideV"];

    let mut xml = String::from(r#"<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>"#);
    for side in SIDES {
        let _ = write!(xml, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9A9A9A"/>"#);
    }
    xml.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#);
    for width in widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid>");
    for TextRow { cells, is_head, is_tall } in rows {
        xml.push_str("<w:tr><w:trPr>");
        // Running text may go on over several pages; what is asked stands beside its answer.
        xml.push_str(if *is_tall { r#"<w:trHeight w:val="1600" w:hRule="atLeast"/>"# } else { "<w:cantSplit/>" });
        xml.push_str(if *is_head { "<w:tblHeader/>" } else { "" });
        xml.push_str("</w:trPr>");
        let mut begin = 0;
        for TextCell { columns, texts, hidden, look } in cells {
            let width: usize = widths.iter().skip(begin).take(*columns).sum();
            begin += columns;
            let _ = write!(xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
            if *columns > 1 {
                let _ = write!(xml, r#"<w:gridSpan w:val="{columns}"/>"#);
            }
            let fill = match look {
                TextLook::Label => "F2F2F2",
                TextLook::Carried => "FFF6D6",
                _ => "FFFFFF",
            };
            let _ = write!(xml, r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>"#);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            xml.push_str(&paragraph(&texts, *look, hidden.as_deref()));
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl><w:p><w:pPr/></w:p>"
}

/// The packed text, given what is in its body.
pub fn package(title: String, identity: &BookIdentity, body: &str) -> Vec<u8> {
    let properties = identity.pairs().map(|(key, value)| (key, value.to_owned())).collect();
    let about = Workbook { title, properties, ..Workbook::default() };
    let types = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{TEXTS}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{TEXTS}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>"#
    );
    let relations = format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{RELATIONS}/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
    );
    let of_text = format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>"#
    );
    let document = format!(
        r#"{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("docProps/core.xml", core(&about)),
        ("docProps/custom.xml", custom(&about)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", of_text),
        ("word/styles.xml", styles()),
    ];
    // Packing in memory meets no disk that could fail.
    packed_parts(parts.map(|(name, xml)| (name.to_owned(), xml))).unwrap_or_default()
}

fn styles() -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let own = [
        style("Title", "Title", r#"<w:spacing w:after="120"/>"#, r#"<w:b/><w:sz w:val="32"/>"#),
        style(
            "Heading1",
            "heading 1",
            r#"<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>"#,
            r#"<w:b/><w:sz w:val="24"/>"#,
        ),
        style("Remark", "Remark", "", r#"<w:color w:val="404040"/><w:sz w:val="18"/>"#),
    ];
    format!(
        r#"{HEAD}<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="游明朝" w:hAnsi="游明朝" w:eastAsia="游明朝"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{}</w:styles>"#,
        own.concat()
    )
}
