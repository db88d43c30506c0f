//! What the template of a sheet receives, as an outline: a line for each name, with its type and an example.

use std::fmt::Write as _;
use std::path::Path;

use nenpo::pages::{self, RenderContext};
use nenpo::view::View;

use super::site;

#[test]
fn templates_receive_what_is_written_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = site::read(root);
    let theme = site::theme(root, "default", "ja", &read);
    let sheet = pages::find(RenderContext::new(&read, &theme), "2021/kawasaki.html").expect("the sample sheet");
    let current = outline(&(sheet.content)().view);
    let path = root.join("tests/theme/context.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &current).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let (old, new): (Vec<&str>, Vec<&str>) = (written.lines().collect(), current.lines().collect());
    let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
    let come: Vec<_> = new.iter().filter(|line| !old.contains(line)).collect();
    assert!(written == current, "what templates receive has changed\n- {gone:#?}\n+ {come:#?}");
}

#[test]
fn outlines_merge_what_a_list_holds() {
    let row = |name: &'static str, value: View| View::Map(vec![("id".into(), View::from("a")), (name.into(), value)]);
    let view = View::Map(vec![(
        "rows".into(),
        View::List(vec![row("x", View::None), row("y", View::from(3)), row("x", View::Html("<p>".to_owned()))]),
    )]);
    assert_eq!(outline(&view), "rows: list\n  id: text  a\n  x: none or markup\n  y: number\n");
}

/// What is known of a name: its types, an example of a text, and the names in it.
#[derive(Default)]
struct Shape {
    types: Vec<&'static str>,
    example: Option<String>,
    names: Vec<(String, Shape)>,
}

fn outline(view: &View) -> String {
    let mut shape = Shape::default();
    shape.add(view);
    let mut lines = String::new();
    shape.write(0, &mut lines);
    lines
}

impl Shape {
    fn add(&mut self, view: &View) {
        let of_type = match view {
            View::None => "none",
            View::Bool(_) => "yes or no",
            View::Integer(_) => "number",
            View::Text(_) => "text",
            View::Html(_) => "markup",
            View::List(_) => "list",
            View::Map(_) => "map",
        };
        if !self.types.contains(&of_type) {
            self.types.push(of_type);
        }
        match view {
            View::Text(text) if self.example.is_none() && !text.is_empty() => self.example = Some(short(text)),
            // The names of all items of a list are those of any item.
            View::List(items) => items.iter().for_each(|item| match item {
                View::Map(entries) => self.add_all(entries),
                other => self.add_all(&[("…".into(), other.clone())]),
            }),
            View::Map(entries) => self.add_all(entries),
            _ => {}
        }
    }

    fn add_all(&mut self, entries: &[(std::borrow::Cow<'static, str>, View)]) {
        for (name, value) in entries {
            // Each kind of value has names of its own.
            let name = match (name.as_ref(), value.get("kind")) {
                ("value", Some(View::Text(kind))) => format!("value ({kind})"),
                (name, _) => name.to_owned(),
            };
            let at = self.names.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                self.names.push((name, Shape::default()));
                self.names.len() - 1
            });
            self.names[at].1.add(value);
        }
    }

    fn write(&self, depth: usize, lines: &mut String) {
        for (name, shape) in &self.names {
            let example = shape.example.as_ref().map(|text| format!("  {text}")).unwrap_or_default();
            writeln!(lines, "{:1$}{name}: {2}{example}", "", depth * 2, shape.types.join(" or ")).unwrap();
            shape.write(depth + 1, lines);
        }
    }
}

/// The beginning of a text, in one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 24;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
