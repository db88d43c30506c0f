//! One file per chart, and the SVG back end. The only room that knows plotters.
/// stand-in
#[derive(Clone, Debug, Default)]
pub struct Figure { pub id: String, pub headline: String, pub subtitle: String, pub svg: String, pub table: Table, pub notes: Vec<String> }
/// stand-in
#[derive(Clone, Debug, Default)]
pub struct Table { pub caption: String, pub head: Vec<String>, pub rows: Vec<Row> }
/// stand-in
#[derive(Clone, Debug, Default)]
pub struct Row { pub head: String, pub cells: Vec<String> }
