//! What templates see: a small tree of words, numbers, lists and maps, in a fixed order.
//!
//! The modules below `theme` build it without knowing the template engine. [`View::Html`] marks markup of the program
//! itself; everything else is escaped by the engine, so that themes never need a `safe`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A value for templates.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub enum View {
    /// Not there; false in conditions.
    #[default]
    None,
    /// True or false, for conditions.
    Bool(bool),
    /// A whole number, shown in digits.
    Integer(i64),
    /// Words; escaped when shown.
    Text(String),
    /// Markup of the program itself; shown as it is.
    Html(String),
    /// A list, for loops.
    List(Vec<View>),
    /// Named values in their order.
    Map(#[serde(with = "names")] Vec<(Cow<'static, str>, View)>),
}

/// Names as they are kept: those that the program knows stay apart from others, for whoever fills a template with them.
mod names {
    use std::borrow::Cow;
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::View;
    use crate::sync;

    pub fn serialize<S: Serializer>(entries: &[(Cow<'static, str>, View)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(entries.iter().map(|(name, view)| (matches!(name, Cow::Borrowed(_)), &**name, view)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Cow<'static, str>, View)>, D::Error> {
        let entries = Vec::<(bool, String, View)>::deserialize(deserializer)?;
        let name = |(known, name, view)| (if known { Cow::Borrowed(known_name(name)) } else { Cow::Owned(name) }, view);
        Ok(entries.into_iter().map(name).collect())
    }

    /// A name of the program for as long as it runs. There are few.
    fn known_name(name: String) -> &'static str {
        static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut names = sync::lock(&NAMES);
        if let Some(known) = names.get(name.as_str()) {
            return known;
        }
        let name: &'static str = name.leak();
        names.insert(name);
        name
    }
}

impl View {
    /// Adds a named value to a map; any other value becomes a map first.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<View>) {
        if !matches!(self, View::Map(_)) {
            *self = View::Map(Vec::new());
        }
        if let View::Map(entries) = self {
            entries.push((name.into(), value.into()));
        }
    }

    /// The named value of a map.
    pub fn get(&self, name: &str) -> Option<&View> {
        match self {
            View::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A list of whatever an iterator gives.
    pub fn list<T: Into<View>>(items: impl IntoIterator<Item = T>) -> View {
        View::List(items.into_iter().map(Into::into).collect())
    }
}

/// Builds a map: `view! { "label" => label, "rows" => rows }`.
#[macro_export]
macro_rules! view {
    ($($name:literal => $value:expr),* $(,)?) => {
        $crate::view::View::Map(vec![$((std::borrow::Cow::Borrowed($name), $crate::view::View::from($value))),*])
    };
}

impl From<&str> for View {
    fn from(text: &str) -> View {
        View::Text(text.to_owned())
    }
}

impl From<String> for View {
    fn from(text: String) -> View {
        View::Text(text)
    }
}

impl From<&String> for View {
    fn from(text: &String) -> View {
        View::Text(text.clone())
    }
}

impl From<bool> for View {
    fn from(value: bool) -> View {
        View::Bool(value)
    }
}

impl From<i32> for View {
    fn from(value: i32) -> View {
        View::Integer(value.into())
    }
}

impl From<usize> for View {
    fn from(value: usize) -> View {
        View::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl<T: Into<View>> From<Option<T>> for View {
    fn from(value: Option<T>) -> View {
        value.map_or(View::None, Into::into)
    }
}

impl<T: Into<View>> From<Vec<T>> for View {
    fn from(items: Vec<T>) -> View {
        View::list(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_comes_back_as_it_was_kept() {
        let owned = View::Map(vec![("年".to_owned().into(), View::Integer(-3)), (String::new().into(), View::None)]);
        let view = view! {
            "text" => "北浜", "html" => View::Html("<b>".to_owned()), "yes" => true,
            "list" => View::list([view! { "text" => View::None }, owned]),
        };
        let back: View = postcard::from_bytes(&postcard::to_stdvec(&view).unwrap()).unwrap();
        assert_eq!(back, view);
        // Whoever fills a template tells names of the program from others.
        let known = |view: &View| match view {
            View::Map(entries) => entries.iter().all(|(name, _)| matches!(name, Cow::Borrowed(_))),
            _ => false,
        };
        let Some(View::List(items)) = back.get("list") else { panic!("no list") };
        assert_eq!([&back, &items[0], &items[1]].map(known), [true, true, false]);
    }
}
