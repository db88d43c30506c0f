//! A sheet that answers every field of a form, each part of each answer with a mark of its own. A theme that shows all
//! of a sheet shows all marks.

use std::fmt::Write as _;

use nenpo::form::{CompositionPart, Field, Form, FormColumn, Kind, MatrixHead};
use serde_json::{Map, Value, json};

/// A sheet and its marks, each with what it stands for.
pub struct Marked {
    /// The sheet's file.
    pub sheet: String,
    /// A mark, and what it stands for: `beds, 注記`.
    pub marks: Vec<(String, String)>,
}

/// Answers every field of a form.
pub fn sheet(form: &Form) -> Marked {
    let mut marks = Marks::default();
    let mut front = format!("form: {}\nupdated: 2023-05-06\n", form.id);
    marks.expect("令和5年5月6日", "updated");
    let correction = json!([{ "date": "2023-06-07", "reason": marks.word("a correction's reason") }]);
    marks.expect("令和5年6月7日", "a correction's date");
    let notes = json!([marks.word("a note")]);
    for (key, value) in [
        ("title", json!(marks.word("title"))),
        ("source", json!(marks.word("source"))),
        ("notes", notes),
        ("corrections", correction),
    ] {
        writeln!(front, "{key}: {value}").unwrap();
    }
    let mut body = format!("{}\n", marks.word("lead"));
    if let Some(note) = &form.note {
        marks.expect(note, "the form's note");
    }
    for section in &form.sections {
        marks.expect(&section.heading, &format!("{}, heading", section.id));
        for text in section.number.iter().chain(&section.note) {
            marks.expect(text, &format!("{}, the form's note or number", section.id));
        }
        if section.narrative {
            let word = marks.word(&format!("{}, narrative", section.id));
            writeln!(body, "\n## {}\n\n{word}", section.heading).unwrap();
        }
        for field in &section.fields {
            // A field whose form asks it under the section's own words does not repeat them.
            marks.expect(&field.label, &format!("{}, label", field.id));
            for text in field.group.iter().chain(&field.note) {
                marks.expect(text, &format!("{}, the form's group or note", field.id));
            }
            writeln!(front, "{}: {}", field.id, marks.answer(field, &field.id)).unwrap();
        }
    }
    Marked { sheet: format!("---\n{front}---\n{body}"), marks: marks.0 }
}

#[derive(Default)]
struct Marks(Vec<(String, String)>);

impl Marks {
    /// Words that stand nowhere else.
    fn word(&mut self, what: &str) -> String {
        let word = format!("しるし{}番", 1000 + self.0.len());
        self.expect(&word, what);
        word
    }

    /// A number that stands nowhere else.
    fn number(&mut self, what: &str) -> u64 {
        let number = 70_001 + 3 * self.0.len() as u64;
        self.expect(&number.to_string(), what);
        number
    }

    fn expect(&mut self, text: &str, what: &str) {
        self.0.push((text.to_owned(), what.to_owned()));
    }

    /// An answer with all its circumstances.
    fn answer(&mut self, field: &Field, what: &str) -> Value {
        let value = self.value(field, what);
        let mut answer = match value {
            Value::Object(map) => map,
            other => [("値".to_owned(), other)].into_iter().collect(),
        };
        for key in ["時点", "出典", "範囲", "注記"] {
            answer.insert(key.to_owned(), json!(self.word(&format!("{what}, {key}"))));
        }
        Value::Object(answer)
    }

    fn value(&mut self, field: &Field, what: &str) -> Value {
        match &field.kind {
            Kind::Number => json!(format!("{}人", self.number(what))),
            Kind::Text | Kind::Prose | Kind::Date => json!(self.word(what)),
            Kind::Files(_) => json!({ "file": "papers.pdf", "title": self.word(what) }),
            Kind::Composition(parts) => {
                let mut map = Map::new();
                let total = self.parts(parts, &mut map, what);
                self.expect(&total.to_string(), &format!("{what}, total"));
                map.insert("合計".to_owned(), json!(format!("{total}人")));
                Value::Object(map)
            }
            Kind::Rates(points) => {
                let rates = points.iter().enumerate().map(|(index, point)| {
                    let rate = format!("{}.{}", 40 + index, self.0.len() % 10);
                    self.expect(&rate, &format!("{what}, {}", point.id));
                    self.expect(&point.label, &format!("{what}, label of {}", point.id));
                    (point.id.clone(), json!(format!("{rate}％")))
                });
                Value::Object(rates.collect())
            }
            Kind::Presence(asked) if asked.levels.is_empty() => json!(format!("有 {}", self.number(what))),
            Kind::Choice(asked) => {
                let chosen = &asked.choices[0];
                self.expect(&chosen.label, &format!("{what}, choice"));
                json!(chosen.id)
            }
            Kind::Presence(asked) => {
                let levels = asked.levels.iter().map(|level| {
                    self.expect(&level.label, &format!("{what}, label of {}", level.id));
                    let have = self.number(&format!("{what}, count of {}", level.id));
                    let note = self.word(&format!("{what}, {} 注記", level.id));
                    let written = format!("有 {have}／{}", have + 1);
                    self.expect(&(have + 1).to_string(), &format!("{what}, {} of how many", level.id));
                    (level.id.clone(), json!({ "値": written, "注記": note }))
                });
                Value::Object(levels.collect())
            }
            Kind::Indicators(columns) => {
                let name = json!(self.word(&format!("{what}, name")));
                let mut row: Map<String, Value> = [("indicator".to_owned(), name)].into_iter().collect();
                let heads = [("baseline", &columns.baseline), ("target", &columns.target), ("actual", &columns.actual)];
                for (id, head) in heads.into_iter().filter_map(|(id, head)| Some((id, head.as_ref()?))) {
                    let what = format!("{what}, {id}");
                    self.expect(&head.label, &format!("{what} label"));
                    let several = [self.number(&what), self.number(&what)].map(|number| format!("{number}件"));
                    let mut cell: Map<String, Value> = [("値".to_owned(), json!(several))].into_iter().collect();
                    for key in ["時点", "出典", "範囲", "注記"] {
                        cell.insert(key.to_owned(), json!(self.word(&format!("{what} {key}"))));
                    }
                    row.insert(id.to_owned(), Value::Object(cell));
                }
                if columns.effect.is_some() {
                    row.insert("effect".to_owned(), json!(self.word(&format!("{what}, effect"))));
                }
                json!([row])
            }
            Kind::Table(table) => {
                if table.rows.is_empty() {
                    return json!([self.row(&table.columns, what), self.row(&table.columns, what)]);
                }
                let rows = table.rows.iter().map(|row| {
                    self.expect(&row.label, &format!("{what}, head of {}", row.id));
                    (row.id.clone(), self.row(&table.columns, what))
                });
                Value::Object(rows.collect())
            }
            Kind::Matrix(matrix) => {
                // Years and months follow the sheet; what is computed follows from the rest.
                let plain = |heads: &[MatrixHead]| {
                    let own = heads.iter().filter(|head| head.series.is_none() && head.computed.is_none());
                    own.cloned().collect::<Vec<MatrixHead>>()
                };
                let columns = plain(&matrix.columns);
                let rows = plain(&matrix.rows).into_iter().map(|row| {
                    self.expect(&row.label, &format!("{what}, head of {}", row.id));
                    let cells = columns.iter().map(|column| {
                        let what = format!("{what}, {} {}", row.id, column.id);
                        self.expect(&column.label, &format!("{what}, head"));
                        (column.id.clone(), json!(self.number(&what).to_string()))
                    });
                    (row.id.clone(), Value::Object(cells.collect()))
                });
                Value::Object(rows.collect())
            }
            Kind::Records(settings) => {
                self.expect(&settings.name, &format!("{what}, head of names"));
                let name = json!(self.word(&format!("{what}, name")));
                let mut row: Map<String, Value> = [("name".to_owned(), name)].into_iter().collect();
                for own in &settings.fields {
                    let what = format!("{what}, {}", own.id);
                    self.expect(&own.label, &format!("{what}, label"));
                    row.insert(own.id.clone(), self.answer(own, &what));
                }
                json!([row])
            }
            Kind::Schedule(columns) => {
                for label in [&columns.period, &columns.item, &columns.detail] {
                    self.expect(label, &format!("{what}, head"));
                }
                let mut part = |name: &str| self.word(&format!("{what}, {name}"));
                json!([{ "period": part("period"), "item": part("item"), "detail": part("detail") }])
            }
        }
    }

    /// Parts that add up; gives their sum.
    fn parts(&mut self, parts: &[CompositionPart], map: &mut Map<String, Value>, what: &str) -> u64 {
        let mut sum = 0;
        for part in parts {
            self.expect(&part.label, &format!("{what}, label of {}", part.id));
            let own = if part.parts.is_empty() {
                self.number(&format!("{what}, {}", part.id))
            } else {
                self.parts(&part.parts, map, what)
            };
            map.insert(part.id.clone(), json!(format!("{own}人")));
            sum += own;
        }
        sum
    }

    fn row(&mut self, columns: &[FormColumn], what: &str) -> Value {
        let cells = columns.iter().map(|column| {
            let what = format!("{what}, {}", column.field.id);
            // The only column of a list needs no head beside the field's label.
            if columns.len() > 1 {
                self.expect(&column.field.label, &format!("{what}, label"));
            }
            let cell = if column.by.is_empty() {
                self.answer(&column.field, &what)
            } else {
                let by = column.by.iter().map(|sector| {
                    let what = format!("{what}, {}", sector.id);
                    self.expect(&sector.label, &format!("{what}, label"));
                    (sector.id.clone(), self.answer(&column.field, &what))
                });
                Value::Object(by.collect())
            };
            (column.field.id.clone(), cell)
        });
        Value::Object(cells.collect())
    }
}
