//! Workbooks as programs read them: the cells of each sheet, in the order of their rows.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::case::unzipped;

/// The sheets of a workbook that nenpo wrote: the name of each, and the texts of its cells.
pub fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let parts: BTreeMap<String, Vec<u8>> = unzipped(bytes).unwrap().into_iter().collect();
    let part = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let book = part("xl/workbook.xml");
    let book = Document::parse(&book).unwrap();
    let named = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let titles = book.descendants().filter(|node| named(node, "sheet"));
    let titles: Vec<String> = titles.map(|sheet| sheet.attribute("name").unwrap().to_owned()).collect();
    let rows = |number: usize| {
        let xml = part(&format!("xl/worksheets/sheet{number}.xml"));
        let sheet = Document::parse(&xml).unwrap();
        let text = |cell: Node<'_, '_>| {
            let texts = cell.descendants().filter(|node| named(node, "v") || named(node, "t"));
            texts.filter_map(|node| node.text()).collect::<String>()
        };
        let rows = sheet.descendants().filter(|node| named(node, "row"));
        let rows = rows.map(|row| row.children().filter(|node| named(node, "c")).map(text).collect());
        rows.collect::<Vec<Vec<String>>>()
    };
    let sheets: Vec<_> = (1..=titles.len()).map(rows).collect();
    titles.into_iter().zip(sheets).collect()
}
