//! From our [`View`] to the engine's values; markup made by us is marked safe here and nowhere else.

use std::borrow::Cow;

use tera::{Map, Value};

use crate::view::View;

/// The engine's value of a view.
pub fn value(view: View) -> Value {
    match view {
        View::None => Value::none(),
        View::Bool(value) => Value::from(value),
        View::Integer(value) => Value::from(value),
        View::Text(text) => Value::from(text),
        View::Html(markup) => Value::safe_string(&markup),
        View::List(items) => Value::from(items.into_iter().map(value).collect::<Vec<_>>()),
        View::Map(entries) => {
            let mut map = Map::with_capacity(entries.len());
            for (name, item) in entries {
                // Names that the program knows are not copied.
                let name = match name {
                    Cow::Borrowed(name) => name.into(),
                    Cow::Owned(name) => name.into(),
                };
                map.insert(name, value(item));
            }
            Value::from(map)
        }
    }
}
