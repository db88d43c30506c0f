//! From our [`View`] to the engine's values; markup of the program is marked safe here and nowhere else.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use tera::Value;

use crate::view::View;

/// The engine's value of a view.
pub fn value(view: &View) -> Value {
    // The engine builds a map from a structure in one go, where it would copy a finished one.
    Value::from_serializable(&SerializedView(view))
}

/// A view as a structure that the engine can read.
struct SerializedView<'a>(&'a View);

impl Serialize for SerializedView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::None => serializer.serialize_none(),
            View::Bool(value) => serializer.serialize_bool(*value),
            View::Integer(value) => serializer.serialize_i64(*value),
            View::Text(text) => serializer.serialize_str(text),
            View::Html(markup) => Value::safe_string(markup).serialize(serializer),
            View::List(items) => serializer.collect_seq(items.iter().map(SerializedView)),
            View::Map(entries) => map(entries, serializer),
        }
    }
}

/// Names that the program knows are not copied.
fn map<S: Serializer>(entries: &[(Cow<'static, str>, View)], serializer: S) -> Result<S::Ok, S::Error> {
    if entries.iter().all(|(name, _)| matches!(name, Cow::Borrowed(_))) {
        let mut map = serializer.serialize_struct("View", entries.len())?;
        for (name, item) in entries {
            if let Cow::Borrowed(name) = name {
                map.serialize_field(name, &SerializedView(item))?;
            }
        }
        return map.end();
    }
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    entries.iter().try_for_each(|(name, item)| map.serialize_entry(name, &SerializedView(item)))?;
    map.end()
}
