//! Slides of PowerPoint (PresentationML).

use std::collections::BTreeMap;

use roxmltree::Node;

use super::drawing::{self, GroupTransform};
use super::fault::ImportFault;
use super::package::{Package, PartRelation};
use super::received::{DrawnArea, DrawnOval, Received, ReceivedCell, ReceivedRemark};
use super::xml::{self, at, attribute, children, is_on, name, named, number};

/// The most cells of all slides.
const CELLS: usize = 100_000;
/// Edges that are nearer than this are one: a millimetre.
const NEAR: i64 = 36_000;

/// Reads a presentation: its slides in their order, hidden ones and speakers' notes as remarks.
pub fn read(package: &mut Package<'_>) -> Result<Received, ImportFault> {
    const SHOW: &str = "ppt/presentation.xml";

    let mut received = Received::default();
    let relations = package.relations(SHOW)?;
    let show = package.text(SHOW)?.ok_or_else(|| ImportFault::Part(SHOW.to_owned()))?;
    let show = xml::parse(&show, SHOW)?;
    let ids = at(show.root_element(), &["sldIdLst"]).map(|list| named(list, "sldId")).unwrap_or_default();
    for (surface, id) in ids.into_iter().enumerate() {
        let relation = id.attributes().filter_map(|own| relations.get(own.value())).find(|own| own.sort == "slide");
        let Some(relation) = relation.filter(|relation| !relation.external) else { continue };
        let Some(text) = package.text(&relation.target)? else { continue };
        let own = package.relations(&relation.target)?;
        let document = xml::parse(&text, &relation.target)?;
        let root = document.root_element();
        let layout = placeholders(&own, package)?;
        let mut slide = SlideReader {
            surface,
            relations: own,
            layout,
            package,
            received: &mut received,
            texts: Vec::new(),
            tables: Vec::new(),
            hidden: Vec::new(),
        };
        if let Some(tree) = at(root, &["cSld", "spTree"]) {
            children(tree).into_iter().for_each(|shape| slide.shape(shape, GroupTransform::NONE, false));
        }
        let is_hidden = attribute(root, "show").is_some_and(|show| matches!(show, "0" | "false"));
        slide.finish(is_hidden)?;
    }
    Ok(received)
}

/// Where the layout of a slide puts what has no place of its own, by the sort and the number of the placeholder.
type LayoutAreas = BTreeMap<(String, String), DrawnArea>;

fn placeholders(
    relations: &BTreeMap<String, PartRelation>,
    package: &mut Package<'_>,
) -> Result<LayoutAreas, ImportFault> {
    let path =
        relations.values().find(|relation| relation.sort == "slideLayout").map(|relation| relation.target.clone());
    let Some(path) = path else { return Ok(LayoutAreas::new()) };
    let Some(text) = package.text(&path)? else { return Ok(LayoutAreas::new()) };
    let document = xml::parse(&text, &path)?;
    let shapes = document.descendants().filter(|node| name(*node) == "sp");
    let areas = shapes.filter_map(|shape| {
        let area = drawing::area(at(shape, &["spPr", "xfrm"])?, GroupTransform::NONE, 0)?;
        Some((placeholder(shape)?, area))
    });
    Ok(areas.collect())
}

fn placeholder(shape: Node<'_, '_>) -> Option<(String, String)> {
    let own = at(shape, &["nvSpPr", "nvPr", "ph"])?;
    let of = |key: &str| attribute(own, key).unwrap_or_default().to_owned();
    Some((of("type"), of("idx")))
}

/// Reads one slide: texts by where they lie, tables as grids, drawings, pictures.
struct SlideReader<'s, 'b> {
    surface: usize,
    relations: BTreeMap<String, PartRelation>,
    layout: LayoutAreas,
    package: &'s mut Package<'b>,
    received: &'s mut Received,
    /// Texts that lie freely, and whether each is part of a drawing.
    texts: Vec<(DrawnArea, Vec<String>, bool)>,
    tables: Vec<Vec<ReceivedCell>>,
    hidden: Vec<String>,
}

impl SlideReader<'_, '_> {
    fn shape(&mut self, shape: Node<'_, '_>, group: GroupTransform, grouped: bool) {
        let properties = children(shape).into_iter().find(|own| name(*own).starts_with("nv"));
        let properties = properties.and_then(|own| at(own, &["cNvPr"]));
        if properties.is_some_and(|own| is_on(own, "hidden")) {
            let lines = shape.descendants().filter(|own| name(*own) == "txBody").flat_map(drawing::body_lines);
            self.hidden.extend(lines);
            return;
        }
        match name(shape) {
            "sp" => self.text(shape, group, grouped),
            "grpSp" => {
                let inner = GroupTransform::of(shape, group);
                children(shape).into_iter().for_each(|own| self.shape(own, inner, true));
            }
            "graphicFrame" => self.frame(shape, group),
            "pic" => {
                let address = format!("{}枚目の画像", self.surface + 1);
                self.received.pictures.extend(drawing::picture(shape, &self.relations, self.package, address));
            }
            _ => {}
        }
    }

    fn text(&mut self, shape: Node<'_, '_>, group: GroupTransform, grouped: bool) {
        let outline = drawing::outline(shape);
        let lines = at(shape, &["txBody"]).map(drawing::body_lines).unwrap_or_default();
        let own = at(shape, &["spPr", "xfrm"]).and_then(|frame| drawing::area(frame, group, self.surface));
        let inherited = || {
            let (sort, number) = placeholder(shape)?;
            let mut areas = self.layout.iter();
            let area = areas
                .find(|((own, at), _)| (!sort.is_empty() && *own == sort) || (!number.is_empty() && *at == number));
            area.map(|(_, area)| DrawnArea { surface: self.surface, ..*area })
        };
        let nowhere = DrawnArea { surface: self.surface, left: 0, top: 0, right: 0, bottom: 0 };
        let area = own.or_else(inherited).unwrap_or(nowhere);
        if !lines.is_empty() {
            // People write into boxes; a word in any other outline belongs to a drawing.
            self.texts.push((area, lines, grouped || !drawing::is_box(outline)));
        } else if drawing::is_oval(outline) {
            self.received.ovals.push(DrawnOval { area, address: format!("{}枚目の楕円", self.surface + 1) });
        }
    }

    fn frame(&mut self, frame: Node<'_, '_>, group: GroupTransform) {
        let own = at(frame, &["xfrm"]).and_then(|own| drawing::area(own, group, self.surface));
        let Some(table) = at(frame, &["graphic", "graphicData", "tbl"]) else {
            let address = format!("{}枚目", self.surface + 1);
            self.received
                .remarks
                .push(ReceivedRemark {
                    address, text: "グラフか図（中の文字は読みません）".to_owned()
                });
            return;
        };
        let lengths = |nodes: Vec<Node<'_, '_>>, key: &str, begin: i64| {
            let mut edges = vec![begin];
            for node in nodes {
                let last = edges.last().copied().unwrap_or(begin);
                edges.push(last.saturating_add(number(node, key).unwrap_or(0).clamp(0, 1 << 32)));
            }
            edges
        };
        let columns = at(table, &["tblGrid"]).map(|grid| named(grid, "gridCol")).unwrap_or_default();
        let rows = named(table, "tr");
        let lefts = lengths(columns, "w", own.map_or(0, |own| own.left));
        let tops = lengths(rows.clone(), "h", own.map_or(0, |own| own.top));
        let edge = |edges: &[i64], at: u32| edges.get(at as usize).or(edges.last()).copied().unwrap_or(0);
        let number_of_table = self.tables.len() + 1;
        let mut cells = Vec::new();
        for (row, own) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u32..).zip(named(own, "tc")) {
                if is_on(cell, "hMerge") || is_on(cell, "vMerge") {
                    continue;
                }
                let span =
                    |key: &str| number(cell, key).and_then(|span| u32::try_from(span).ok()).unwrap_or(1).clamp(1, 1000);
                let (rows, columns) = (span("rowSpan"), span("gridSpan"));
                let area = DrawnArea {
                    surface: self.surface,
                    left: edge(&lefts, column),
                    top: edge(&tops, row),
                    right: edge(&lefts, column + columns),
                    bottom: edge(&tops, row + rows),
                };
                cells.push(ReceivedCell {
                    grid: 0,
                    row,
                    column,
                    rows,
                    columns,
                    lines: at(cell, &["txBody"]).map(drawing::body_lines).unwrap_or_default(),
                    address: format!("{}枚目の表{number_of_table} {}行{}列", self.surface + 1, row + 1, column + 1),
                    area: Some(area),
                    drawn: false,
                    doubt: None,
                });
            }
        }
        self.tables.push(cells);
    }

    /// Puts what was read behind what the slides before had.
    fn finish(self, is_hidden: bool) -> Result<(), ImportFault> {
        let number = self.surface + 1;
        if is_hidden {
            let texts = self.texts.into_iter().flat_map(|(_, lines, _)| lines);
            let cells = self.tables.into_iter().flatten().flat_map(|cell| cell.lines);
            let text: Vec<String> = texts.chain(cells).chain(self.hidden).collect();
            let address = format!("非表示の{number}枚目");
            self.received.remarks.push(ReceivedRemark { address, text: text.join("、") });
            return Ok(());
        }
        if !self.hidden.is_empty() {
            let address = format!("{number}枚目の非表示の図形");
            self.received.remarks.push(ReceivedRemark { address, text: self.hidden.join("、") });
        }
        let before = self.received.cells.len();
        for table in self.tables {
            let grid = self.received.add_grid(false);
            self.received.cells.extend(table.into_iter().map(|cell| ReceivedCell { grid, ..cell }));
        }
        let texts = self.texts.into_iter().zip(1..);
        let texts = texts.map(|((area, lines, drawn), at)| (area, lines, drawn, format!("{number}枚目の文字枠{at}")));
        add_texts(texts.collect(), self.received);
        if self.received.cells.len() > CELLS {
            return Err(ImportFault::Cells);
        }
        // A slide is read from its top, whatever was drawn first.
        let place = |cell: &ReceivedCell| cell.area.map(|area| (area.top / NEAR, area.left));
        self.received.cells.get_mut(before..).into_iter().for_each(|cells| cells.sort_by_key(place));
        Ok(())
    }
}

/// Texts that lie freely, with their addresses: what begins at the same edge stands in the same row or column of a loose grid.
pub fn add_texts(texts: Vec<(DrawnArea, Vec<String>, bool, String)>, received: &mut Received) {
    if texts.is_empty() {
        return;
    }
    let grid = received.add_grid(true);
    let tops = edges(texts.iter().map(|(area, ..)| area.top));
    let lefts = edges(texts.iter().map(|(area, ..)| area.left));
    let rank = |edges: &[i64], at: i64| {
        u32::try_from(edges.partition_point(|edge| *edge <= at)).unwrap_or(0).saturating_sub(1)
    };
    let mut cells: Vec<ReceivedCell> = Vec::new();
    for (area, lines, drawn, address) in texts {
        let (row, column) = (rank(&tops, area.top), rank(&lefts, area.left));
        cells.push(ReceivedCell {
            grid,
            row,
            column,
            rows: 1,
            columns: (rank(&lefts, area.right.saturating_sub(NEAR).max(area.left)) - column) + 1,
            lines,
            address,
            area: Some(area),
            drawn,
            doubt: None,
        });
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    received.cells.extend(cells);
}

/// Edges in order, those that are near each other once.
fn edges(all: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut all: Vec<i64> = all.collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| next.saturating_sub(*kept) < NEAR);
    all
}
