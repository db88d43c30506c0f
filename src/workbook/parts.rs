//! The parts of a workbook as XML.

use std::fmt::Write as _;

use super::{AllowedInput, InputRule, LONGEST, Workbook, Worksheet, WorksheetRow, address};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEETS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// A time that says nothing; a true one would make another file in each run.
const TIME: &str = "1980-01-01T00:00:00Z";

/// A text for XML. What XML cannot hold is written as programs of offices write it: `_x000B_`.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(text, &mut out);
    out
}

/// Adds a text as [`escaped`] has it.
pub fn escape(text: &str, out: &mut String) {
    let is_special = |byte: u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | 0xEF);
    // Few texts have any of these; letters of full width begin with the last.
    if !text.bytes().any(is_special) {
        return out.push_str(text);
    }
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if text.get(at..).is_some_and(is_code) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => drop(write!(out, "_x{:04X}_", u32::from(c))),
            c if u32::from(c) < 0x20 => drop(write!(out, "_x{:04X}_", u32::from(c))),
            c => out.push(c),
        }
    }
}

/// Whether a text begins with what stands for a character: `_x000B_`.
fn is_code(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    code.is_some_and(|code| code.ends_with('_') && code.bytes().take(4).all(|digit| digit.is_ascii_hexdigit()))
}

/// The text of an attribute, in which the lines are kept.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

pub fn content_types(workbook: &Workbook) -> String {
    let mut xml = format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>"#
    );
    for number in 1..=workbook.sheets.len() {
        let _ = write!(
            xml,
            r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{SHEETS}.worksheet+xml"/>"#
        );
    }
    xml + "</Types>"
}

pub fn relations_of_file() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="{RELATIONS}/custom-properties" Target="docProps/custom.xml"/></Relationships>"#
    )
}

pub fn program() -> String {
    format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>nenpo</Application></Properties>"#
    )
}

/// The properties that every office file has: its title.
#[must_use]
pub fn core(workbook: &Workbook) -> String {
    let title = escaped(&workbook.title);
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>nenpo</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{TIME}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{TIME}</dcterms:modified></cp:coreProperties>"#
    )
}

/// The properties of its own.
#[must_use]
pub fn custom(workbook: &Workbook) -> String {
    let mut xml = format!(
        r#"{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#
    );
    for (number, (name, value)) in (2..).zip(&workbook.properties) {
        let (name, value) = (attribute(name), escaped(value));
        let _ = write!(
            xml,
            r#"<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>"#
        );
    }
    xml + "</Properties>"
}

pub fn book(workbook: &Workbook) -> String {
    let mut xml = format!(
        r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView activeTab="0"/></bookViews><sheets>"#
    );
    for (number, sheet) in (1..).zip(&workbook.sheets) {
        let state = if sheet.hidden { r#" state="hidden""# } else { "" };
        let title = attribute(&sheet.title);
        let _ = write!(xml, r#"<sheet name="{title}" sheetId="{number}"{state} r:id="rId{number}"/>"#);
    }
    xml.push_str("</sheets>");
    let mut names = String::new();
    let titles = (0..).zip(&workbook.sheets).filter_map(|(number, sheet)| Some((number, sheet, sheet.head?)));
    for (number, sheet, head) in titles {
        let title = escaped(&sheet.title.replace('\'', "''"));
        let _ = write!(
            names,
            r#"<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'{title}'!${0}:${0}</definedName>"#,
            head + 1
        );
    }
    for (name, value) in &workbook.names {
        let _ = write!(names, r#"<definedName name="{}">{}</definedName>"#, attribute(name), escaped(value));
    }
    if !names.is_empty() {
        let _ = write!(xml, "<definedNames>{names}</definedNames>");
    }
    xml + "</workbook>"
}

pub fn relations_of_book(workbook: &Workbook) -> String {
    let mut xml = format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">"#);
    for number in 1..=workbook.sheets.len() {
        let _ = write!(
            xml,
            r#"<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
    }
    let last = workbook.sheets.len() + 1;
    let _ = write!(xml, r#"<Relationship Id="rId{last}" Type="{RELATIONS}/styles" Target="styles.xml"/>"#);
    xml + "</Relationships>"
}

/// A sheet; the first is the one that is open.
pub fn sheet(sheet: &Worksheet, is_first: bool) -> String {
    let mut xml = before_rows(sheet, is_first);
    for (at, row) in (0..).zip(&sheet.rows) {
        add_row(at, row, &mut xml);
    }
    xml + &after_rows(sheet)
}

/// What a sheet begins with; the first is the one that is open.
pub fn before_rows(sheet: &Worksheet, is_first: bool) -> String {
    let mut xml = format!(r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#);
    let selected = if is_first { r#" tabSelected="1""# } else { "" };
    let lines = u8::from(sheet.is_plain);
    let _ = write!(xml, r#"<sheetViews><sheetView{selected} showGridLines="{lines}" workbookViewId="0">"#);
    if sheet.frozen > 0 {
        let below = address(sheet.frozen, 0);
        let _ = write!(
            xml,
            r#"<pane ySplit="{}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>"#,
            sheet.frozen
        );
    }
    xml.push_str(r#"</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/>"#);
    if !sheet.widths.is_empty() {
        xml.push_str("<cols>");
        for (number, width) in (1..).zip(&sheet.widths) {
            let hidden = if *width > 0.0 { "" } else { r#" hidden="1""# };
            let _ = write!(xml, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"{hidden}/>"#);
        }
        xml.push_str("</cols>");
    }
    xml + "<sheetData>"
}

fn add_row(at: u32, row: &WorksheetRow, xml: &mut String) {
    if row.cells.is_empty() && row.height.is_none() && !row.hidden {
        return;
    }
    let _ = write!(xml, r#"<row r="{}""#, at + 1);
    if let Some(height) = row.height {
        let _ = write!(xml, r#" ht="{height}" customHeight="1""#);
    }
    xml.push_str(if row.hidden { r#" hidden="1">"# } else { ">" });
    for cell in &row.cells {
        let (place, style) = (address(at, cell.column), cell.style.number());
        let _ = if cell.text.is_empty() {
            write!(xml, r#"<c r="{place}" s="{style}"/>"#)
        } else if cell.is_number {
            write!(xml, r#"<c r="{place}" s="{style}"><v>{}</v></c>"#, escaped(&cell.text))
        } else {
            let text = escaped(&short(&cell.text, LONGEST));
            write!(xml, r#"<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
        };
    }
    xml.push_str("</row>");
}

/// What a sheet ends with.
pub fn after_rows(sheet: &Worksheet) -> String {
    let mut xml = String::from("</sheetData>");
    if sheet.protected {
        // Rows may be added, taken out and sorted, and everything may be coloured: names keep the answers.
        xml.push_str(r#"<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/>"#);
    }
    if let Some(range) = &sheet.filtered {
        let _ = write!(xml, r#"<autoFilter ref="{range}"/>"#);
    }
    if !sheet.merged.is_empty() {
        let _ = write!(xml, r#"<mergeCells count="{}">"#, sheet.merged.len());
        for range in &sheet.merged {
            let _ = write!(xml, r#"<mergeCell ref="{range}"/>"#);
        }
        xml.push_str("</mergeCells>");
    }
    rules(&sheet.rules, &mut xml);
    xml.push_str(r#"<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"#);
    if sheet.protected || sheet.is_plain {
        // An answer of digits is a text, and no mistake.
        xml.push_str(r#"<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>"#);
    }
    xml + "</worksheet>"
}

fn rules(rules: &[InputRule], xml: &mut String) {
    if rules.is_empty() {
        return;
    }
    let _ = write!(xml, r#"<dataValidations count="{}">"#, rules.len());
    for InputRule { range, allowed, title, remark, warning } in rules {
        let (title, remark, warning) =
            (attribute(&short(title, 32)), attribute(&short(remark, 255)), attribute(&short(warning, 225)));
        let (sort, formula) = match allowed {
            AllowedInput::Anything => ("", None),
            AllowedInput::OneOf(range) => (r#" type="list""#, Some(range)),
            AllowedInput::Formula(formula) => (r#" type="custom""#, Some(formula)),
        };
        let _ = write!(xml, r#"<dataValidation{sort} allowBlank="1" errorStyle="warning""#);
        if !remark.is_empty() {
            let _ = write!(xml, r#" showInputMessage="1" promptTitle="{title}" prompt="{remark}""#);
        }
        if formula.is_some() {
            let _ = write!(xml, r#" showErrorMessage="1" errorTitle="{title}" error="{warning}""#);
        }
        let _ = write!(xml, r#" sqref="{range}">"#);
        if let Some(formula) = formula {
            let _ = write!(xml, "<formula1>{}</formula1>", escaped(formula));
        }
        xml.push_str("</dataValidation>");
    }
    xml.push_str("</dataValidations>");
}

/// A text of at most so many units of UTF-16, as programs count.
fn short(text: &str, most: usize) -> String {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 0;
    let begin = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < most
    });
    begin.collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_for_xml_and_for_programs() {
        for (text, wanted) in [
            ("a<b>&\"", "a&lt;b&gt;&amp;&quot;"),
            ("a\u{B}b", "a_x000B_b"),
            ("_x0041_", "_x005F_x0041_"),
            ("_xyz", "_xyz"),
            ("一\n二", "一\n二"),
        ] {
            assert_eq!(escaped(text), wanted);
        }
    }

    #[test]
    fn remarks_are_as_long_as_programs_take() {
        assert_eq!(short("あいう", 3), "あいう");
        assert_eq!(short("あいうえ", 3), "あい…");
    }
}
