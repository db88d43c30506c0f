//! Texts of Word (WordprocessingML).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::drawing;
use super::fault::ImportFault;
use super::package::{Package, PartRelation};
use super::received::{Received, ReceivedCell, ReceivedPicture, ReceivedRemark, lines};
use super::xml::{self, at, attribute, children, name, named, number, text};

/// The most paragraphs and cells of a text.
const CELLS: usize = 200_000;

/// The part of the text itself.
const BODY: &str = "word/document.xml";

/// A paragraph or a table of a text.
#[derive(Debug)]
pub enum RawBlock {
    /// A paragraph, with the words in it that nobody is shown.
    Paragraph(String, String),
    /// The rows of a table with their cells.
    Table(Vec<Vec<RawTextCell>>),
}

/// A cell of a table of a text.
#[derive(Debug)]
pub struct RawTextCell {
    /// Its leftmost column, from 0.
    pub column: usize,
    /// Its text, a line for each paragraph.
    pub text: String,
    /// The words in it that nobody is shown.
    pub hidden: String,
}

/// Reads a text as it is, with the words that nobody is shown, if any of them begins so.
pub fn raw(package: &mut Package<'_>, with_words: &str) -> Result<Option<Vec<RawBlock>>, ImportFault> {
    let Some(body) = package.text(BODY)?.filter(|body| body.contains(with_words)) else { return Ok(None) };
    let document = xml::parse(&body, BODY)?;
    let mut reader = TextReader::new(package)?;
    let mut blocks = Vec::new();
    if let Some(body) = at(document.root_element(), &["body"]) {
        reader.raw_blocks(body, &mut blocks);
    }
    Ok(Some(blocks))
}

/// Reads a text as its author sees it with all changes accepted.
pub fn read(package: &mut Package<'_>) -> Result<Received, ImportFault> {
    let body = package.text(BODY)?.ok_or_else(|| ImportFault::Part(BODY.to_owned()))?;
    let document = xml::parse(&body, BODY)?;
    let mut reader = TextReader::new(package)?;
    if let Some(body) = at(document.root_element(), &["body"]) {
        reader.blocks(body)?;
    }
    if reader.changes > 0 {
        let text =
            format!("承諾も取り消しもしていない変更が{}か所あります。承諾したものとして読みました", reader.changes);
        reader.received.remarks.push(ReceivedRemark { address: "変更履歴".to_owned(), text });
    }
    Ok(reader.received)
}

/// The marks and numbers that Word puts before paragraphs: for each list and level how they are written.
#[derive(Default)]
struct Numbering {
    levels: BTreeMap<ListLevel, NumberedLevel>,
}

#[derive(Clone)]
struct NumberedLevel {
    format: String,
    text: String,
    start: i64,
}

fn numbering(part: &str) -> Result<Numbering, ImportFault> {
    let document = xml::parse(part, "word/numbering.xml")?;
    let root = document.root_element();
    let value =
        |node: Node<'_, '_>, step: &str| at(node, &[step]).and_then(|own| attribute(own, "val").map(str::to_owned));
    let mut abstracts: BTreeMap<String, Vec<(i64, NumberedLevel)>> = BTreeMap::new();
    for own in named(root, "abstractNum") {
        let levels = named(own, "lvl").into_iter().map(|level| {
            let format = value(level, "numFmt").unwrap_or_default();
            let text = value(level, "lvlText").unwrap_or_default();
            let start = value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
            (number(level, "ilvl").unwrap_or(0), NumberedLevel { format, text, start })
        });
        abstracts.insert(attribute(own, "abstractNumId").unwrap_or_default().to_owned(), levels.collect());
    }
    let mut levels = BTreeMap::new();
    for own in named(root, "num") {
        let id = attribute(own, "numId").unwrap_or_default();
        let of = value(own, "abstractNumId").unwrap_or_default();
        for (level, written) in abstracts.get(&of).into_iter().flatten() {
            levels.insert((id.to_owned(), *level), written.clone());
        }
    }
    Ok(Numbering { levels })
}

/// The number of a list, and a level in it.
type ListLevel = (String, i64);

/// The list that paragraphs belong to by their properties, and the level.
fn list_of(properties: Node<'_, '_>) -> Option<ListLevel> {
    let own = at(properties, &["numPr"])?;
    let value = |step: &str| attribute(at(own, &[step])?, "val");
    Some((value("numId")?.to_owned(), value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0)))
}

/// The styles whose paragraphs belong to a list, their own or that of the style they are based on.
fn listed_styles(part: &str) -> Result<BTreeMap<String, ListLevel>, ImportFault> {
    /// Styles are based on each other in a short row.
    const DEPTH: usize = 10;

    let document = xml::parse(part, "word/styles.xml")?;
    let mut own: BTreeMap<&str, (Option<ListLevel>, Option<&str>)> = BTreeMap::new();
    for style in named(document.root_element(), "style") {
        let base = at(style, &["basedOn"]).and_then(|base| attribute(base, "val"));
        let list = at(style, &["pPr"]).and_then(list_of);
        own.extend(attribute(style, "styleId").map(|id| (id, (list, base))));
    }
    let list = |id: &&str| {
        let mut style = *id;
        for _ in 0..DEPTH {
            let (list, base) = own.get(style)?;
            if list.is_some() {
                return list.clone();
            }
            style = (*base)?;
        }
        None
    };
    Ok(own.keys().filter_map(|id| Some(((*id).to_owned(), list(id)?))).collect())
}

/// What stands before a paragraph of a list, by its count.
fn mark(level: &NumberedLevel, count: i64) -> String {
    let at = u32::try_from(count - 1).unwrap_or(0);
    let letter = |first: char, most: u32| char::from_u32(u32::from(first) + at % most).unwrap_or(first).to_string();
    let number = match level.format.as_str() {
        "bullet" => return "・".to_owned(),
        "none" => return String::new(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if at < 20 => letter('①', 20),
        "upperLetter" => letter('A', 26),
        "lowerLetter" => letter('a', 26),
        "aiueo" | "aiueoFullWidth" => {
            "アイウエオカキクケコサシスセソタチツテト".chars().nth(at as usize % 20).unwrap_or('ア').to_string()
        }
        _ => count.to_string(),
    };
    let from = level.text.find('%');
    let written = from.and_then(|from| {
        let after = level.text.get(from + 2..)?;
        Some(format!("{}{number}{after}", level.text.get(..from)?))
    });
    // Where levels are counted together (1.1), the last count alone would mislead.
    written.filter(|written| !written.contains('%')).unwrap_or_default() + " "
}

/// Reads the text of a document: paragraphs, lists with their numbers, tables, tracked changes as accepted.
struct TextReader<'s, 'b> {
    received: Received,
    relations: BTreeMap<String, PartRelation>,
    package: &'s mut Package<'b>,
    numbering: Numbering,
    /// The lists that paragraphs of a style belong to.
    listed: BTreeMap<String, ListLevel>,
    counters: BTreeMap<ListLevel, i64>,
    /// The loose grid that paragraphs go into, and its next row.
    loose: Option<(usize, u32)>,
    paragraphs: usize,
    tables: usize,
    changes: usize,
}

/// What a paragraph holds besides its text.
#[derive(Default)]
struct ParagraphContent<'a, 't> {
    text: String,
    /// Words that nobody is shown.
    hidden: String,
    boxes: Vec<Node<'a, 't>>,
    pictures: Vec<Node<'a, 't>>,
    readings: Vec<String>,
}

impl<'s, 'b> TextReader<'s, 'b> {
    /// A reader that has read nothing yet, and knows how lists are numbered.
    fn new(package: &'s mut Package<'b>) -> Result<TextReader<'s, 'b>, ImportFault> {
        let relations = package.relations(BODY)?;
        let numbering = match package.text("word/numbering.xml")? {
            Some(text) => numbering(&text)?,
            None => Numbering::default(),
        };
        let listed = match package.text("word/styles.xml")? {
            Some(text) => listed_styles(&text)?,
            None => BTreeMap::new(),
        };
        Ok(TextReader {
            received: Received::default(),
            relations,
            package,
            numbering,
            listed,
            counters: BTreeMap::new(),
            loose: None,
            paragraphs: 0,
            tables: 0,
            changes: 0,
        })
    }
}

impl TextReader<'_, '_> {
    /// The same as they are.
    fn raw_blocks(&mut self, node: Node<'_, '_>, into: &mut Vec<RawBlock>) {
        for block in children(node) {
            match name(block) {
                "p" => {
                    let content = self.content(block);
                    into.push(RawBlock::Paragraph(content.text, content.hidden));
                }
                "tbl" => {
                    let mut rows = Vec::new();
                    gather_rows(block, &mut rows);
                    into.push(RawBlock::Table(rows.into_iter().map(|row| self.raw_row(row)).collect()));
                }
                "sectPr" | "del" | "moveFrom" | "sdtPr" => {}
                _ => self.raw_blocks(block, into),
            }
        }
    }

    fn raw_row(&mut self, row: Node<'_, '_>) -> Vec<RawTextCell> {
        let mut column = 0;
        let mut cells = Vec::new();
        for cell in gather_cells(row) {
            let span = at(cell, &["tcPr", "gridSpan"]).and_then(|span| number(span, "val")).unwrap_or(1);
            let mut inner = Vec::new();
            self.raw_blocks(cell, &mut inner);
            let (mut lines, mut hidden) = (Vec::new(), String::new());
            gather_raw(inner, &mut lines, &mut hidden);
            cells.push(RawTextCell { column, text: lines.join("\n"), hidden });
            column += usize::try_from(span.clamp(1, 1000)).unwrap_or(1);
        }
        cells
    }

    /// Paragraphs and tables one after the other, through everything that wraps them.
    fn blocks(&mut self, node: Node<'_, '_>) -> Result<(), ImportFault> {
        for block in children(node) {
            match name(block) {
                "p" => self.paragraph(block)?,
                "tbl" => self.table(block)?,
                "sectPr" | "del" | "moveFrom" | "tblPr" | "sdtPr" => {}
                _ => self.blocks(block)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: Node<'_, '_>) -> Result<(), ImportFault> {
        self.paragraphs += 1;
        let content = self.content(paragraph);
        let (grid, row) = match self.loose {
            Some(loose) => loose,
            None => (self.received.add_grid(true), 0),
        };
        self.loose = Some((grid, row + 1));
        let address = format!("本文の{}段落目", self.paragraphs);
        // What tabs part stands side by side: a label and its answer.
        let (indent, said) = content.text.split_at(content.text.len() - content.text.trim_start_matches('\t').len());
        let pieces: Vec<&str> = if said.contains('\n') {
            vec![said]
        } else {
            said.split('\t').filter(|piece| !piece.trim().is_empty()).collect()
        };
        let first = u32::from(!indent.is_empty() && pieces.len() > 1);
        for (column, piece) in (first..).zip(pieces) {
            let lines = lines(&piece.replace('\t', " "));
            if !lines.is_empty() {
                self.received.cells.push(loose_cell(grid, row, column, lines, address.clone()));
            }
        }
        self.beside(content, &address)
    }

    /// Boxes, pictures and readings of a paragraph.
    fn beside(&mut self, content: ParagraphContent<'_, '_>, address: &str) -> Result<(), ImportFault> {
        for inner in content.boxes {
            self.blocks(inner)?;
        }
        for node in content.pictures {
            let picture = drawing::picture(node, &self.relations, self.package, format!("{address}の画像"));
            let picture = picture.or_else(|| self.old_picture(node, address));
            self.received.pictures.extend(picture);
        }
        if !content.hidden.trim().is_empty() {
            let text = content.hidden.trim().to_owned();
            self.received.remarks.push(ReceivedRemark { address: format!("{address}の隠し文字"), text });
        }
        if !content.readings.is_empty() {
            let text = content.readings.join("、");
            self.received.remarks.push(ReceivedRemark { address: format!("{address}のふりがな"), text });
        }
        if self.received.cells.len() > CELLS { Err(ImportFault::Cells) } else { Ok(()) }
    }

    /// A picture as programs wrote it before 2007.
    fn old_picture(&mut self, node: Node<'_, '_>, address: &str) -> Option<ReceivedPicture> {
        let data = node.descendants().find(|own| name(*own) == "imagedata")?;
        let relation = self.relations.get(attribute(data, "id")?).filter(|relation| !relation.external)?;
        let ending = relation.target.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let bytes = self.package.bytes(&relation.target).ok()??;
        Some(ReceivedPicture { address: format!("{address}の画像"), ending, words: None, bytes })
    }

    fn content<'a, 't>(&mut self, paragraph: Node<'a, 't>) -> ParagraphContent<'a, 't> {
        let mut content = ParagraphContent::default();
        self.gather(paragraph, &mut content);
        let list = at(paragraph, &["pPr"]).and_then(list_of).or_else(|| {
            let style = at(paragraph, &["pPr", "pStyle"]).and_then(|style| attribute(style, "val"))?;
            self.listed.get(style).cloned()
        });
        if let Some(key) = list.filter(|_| !content.text.trim().is_empty())
            && let Some(own) = self.numbering.levels.get(&key)
        {
            let (id, level) = (key.0.clone(), key.1);
            self.counters.retain(|(list, deeper), _| *list != id || *deeper <= level);
            let count = self.counters.entry(key).and_modify(|count| *count += 1).or_insert(own.start);
            content.text = mark(own, *count) + &content.text;
        }
        content
    }

    /// The text of what is in a paragraph: whatever wraps it is seen through, and only what nobody sees is left out.
    fn gather<'a, 't>(&mut self, node: Node<'a, 't>, into: &mut ParagraphContent<'a, 't>) {
        for inner in children(node) {
            match name(inner) {
                "t" => into.text.push_str(&text(inner)),
                "tab" if name(node) != "tabs" => into.text.push('\t'),
                "br" | "cr" => into.text.push('\n'),
                "noBreakHyphen" => into.text.push('-'),
                "sym" => into.text.push_str(symbol(inner)),
                "pPr" | "rPr" | "instrText" | "delText" | "sdtPr" | "rubyPr" | "fldData" | "footnoteReference"
                | "endnoteReference" | "commentReference" => {}
                "del" | "moveFrom" => self.changes += 1,
                "ins" | "moveTo" => {
                    self.changes += 1;
                    self.gather(inner, into);
                }
                "rt" => {
                    let mut reading = ParagraphContent::default();
                    self.gather(inner, &mut reading);
                    into.readings.push(reading.text);
                }
                "r" if is_hidden(inner) => {
                    let mut words = ParagraphContent::default();
                    self.gather(inner, &mut words);
                    into.hidden.push_str(&words.text);
                }
                "txbxContent" => into.boxes.push(inner),
                "pic" | "imagedata" => into.pictures.push(node),
                _ => self.gather(inner, into),
            }
        }
    }

    fn table(&mut self, table: Node<'_, '_>) -> Result<(), ImportFault> {
        let mut rows = Vec::new();
        gather_rows(table, &mut rows);
        let only = rows.first().filter(|_| rows.len() == 1).map(|row| gather_cells(*row));
        if let Some([cell]) = only.as_deref() {
            // A frame around some paragraphs.
            return self.blocks(*cell);
        }
        self.loose = None;
        self.tables += 1;
        let (grid, table_number) = (self.received.add_grid(false), self.tables);
        let mut cells: Vec<ReceivedCell> = Vec::new();
        let mut inner: Vec<(usize, Node<'_, '_>)> = Vec::new();
        // The cell that goes on downwards in each column.
        let mut open: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, own) in (0_u32..).zip(rows) {
            let skipped = at(own, &["trPr", "gridBefore"]).and_then(|before| number(before, "val"));
            let mut column = u32::try_from(skipped.unwrap_or(0).clamp(0, 1000)).unwrap_or(0);
            for cell in gather_cells(own) {
                let properties = at(cell, &["tcPr"]);
                let span = properties.and_then(|own| number(at(own, &["gridSpan"])?, "val"));
                let columns = u32::try_from(span.unwrap_or(1).clamp(1, 1000)).unwrap_or(1);
                let merge = properties.and_then(|own| at(own, &["vMerge"]));
                let goes_on = merge.is_some_and(|merge| attribute(merge, "val").is_none_or(|val| val != "restart"));
                let above = open.get(&column).and_then(|at| cells.get_mut(*at)).filter(|_| goes_on);
                if let Some(above) = above {
                    above.rows = row - above.row + 1;
                    column += columns;
                    continue;
                }
                let mut texts = Vec::new();
                self.cell_blocks(cell, &mut texts, &mut |node| inner.push((cells.len(), node)))?;
                open.insert(column, cells.len());
                cells.push(ReceivedCell {
                    grid,
                    row,
                    column,
                    rows: 1,
                    columns,
                    lines: lines(&texts.join("\n")),
                    address: format!("表{table_number} {}行{}列", row + 1, column + 1),
                    area: None,
                    drawn: false,
                    doubt: None,
                });
                column += columns;
            }
        }
        // A table in a cell is read where its cell is.
        let mut tables = inner.into_iter().peekable();
        for (at, cell) in cells.into_iter().enumerate() {
            self.received.cells.push(cell);
            while let Some((_, node)) = tables.next_if(|(own, _)| *own == at) {
                self.table(node)?;
            }
        }
        self.loose = None;
        Ok(())
    }

    /// The paragraphs of a cell; the tables in it go to `inner`.
    fn cell_blocks<'a, 't>(
        &mut self,
        node: Node<'a, 't>,
        texts: &mut Vec<String>,
        inner: &mut dyn FnMut(Node<'a, 't>),
    ) -> Result<(), ImportFault> {
        for block in children(node) {
            match name(block) {
                "p" => {
                    let mut content = self.content(block);
                    let boxes = std::mem::take(&mut content.boxes);
                    texts.push(content.text.replace('\t', " "));
                    let address = format!("表{}", self.tables);
                    self.beside(content, &address)?;
                    for own in boxes {
                        self.cell_blocks(own, texts, inner)?;
                    }
                }
                "tbl" => inner(block),
                "tcPr" | "del" | "moveFrom" | "sdtPr" => {}
                _ => self.cell_blocks(block, texts, inner)?,
            }
        }
        Ok(())
    }
}

/// The lines of what is in a cell, those of tables in it too.
fn gather_raw(blocks: Vec<RawBlock>, lines: &mut Vec<String>, hidden: &mut String) {
    for block in blocks {
        match block {
            RawBlock::Paragraph(text, words) => {
                lines.push(text);
                hidden.push_str(&words);
            }
            RawBlock::Table(rows) => lines.extend(rows.into_iter().flatten().map(|cell| cell.text)),
        }
    }
}

/// Whether nobody is shown a run of text.
fn is_hidden(run: Node<'_, '_>) -> bool {
    let switch = at(run, &["rPr", "vanish"]);
    switch.is_some_and(|own| !attribute(own, "val").is_some_and(|val| matches!(val, "0" | "false" | "off")))
}

fn loose_cell(grid: usize, row: u32, column: u32, lines: Vec<String>, address: String) -> ReceivedCell {
    ReceivedCell { grid, row, column, rows: 1, columns: 1, lines, address, area: None, drawn: false, doubt: None }
}

/// The rows of a table, also of those that a control or a change wraps.
fn gather_rows<'a, 't>(node: Node<'a, 't>, rows: &mut Vec<Node<'a, 't>>) {
    for inner in children(node) {
        match name(inner) {
            "tr" => {
                let is_deleted = at(inner, &["trPr", "del"]).is_some();
                rows.extend((!is_deleted).then_some(inner));
            }
            "tblPr" | "tblGrid" | "del" => {}
            _ => gather_rows(inner, rows),
        }
    }
}

fn gather_cells<'a, 't>(row: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    let mut cells = Vec::new();
    for inner in children(row) {
        match name(inner) {
            "tc" => cells.push(inner),
            "trPr" | "tblPrEx" => {}
            _ => cells.extend(gather_cells(inner)),
        }
    }
    cells
}

/// A character of a font of symbols that people use as a check box.
fn symbol(node: Node<'_, '_>) -> &'static str {
    let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).map(|code| code & 0xFF);
    match code {
        Some(0xFE | 0x52) => "☑",
        Some(0xFD | 0x53 | 0x78) => "☒",
        Some(0xA8 | 0x6F | 0xA3) => "☐",
        Some(0x6E) => "■",
        Some(0xFC) => "✓",
        Some(0x6C | 0xB7) => "●",
        _ => "□",
    }
}
