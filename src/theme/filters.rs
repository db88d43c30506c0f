//! What templates may call besides the engine's own filters. `docs/themes.md` lists them.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::Asset;
use crate::text::page_path;

/// Registers all filters and functions.
pub fn register(tera: &mut Tera, assets: &[Asset]) {
    let paths: BTreeMap<String, String> = assets.iter().map(|a| (a.name.clone(), a.path.clone())).collect();
    tera.register_filter("href", href);
    tera.register_filter("fill", fill);
    tera.register_filter("json", json);
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name: &str = kwargs.must_get("name")?;
        paths
            .get(name)
            .map(|path| Value::from(path.as_str()))
            .ok_or_else(|| tera::Error::message(format!("the theme has no file static/{name}")))
    });
}

/// A site path as a link from the page being rendered: `{{ doc.path | href }}`.
fn href(path: &str, _: Kwargs, state: &State) -> TeraResult<Value> {
    let page: String = state.get("page_path")?.unwrap_or_default();
    // The page for what is not there is shown anywhere: its path is the one its site begins at.
    Ok(Value::from(if page.starts_with('/') { page + path } else { page_path::relative(&page, path) }))
}

/// Puts values into words: `{{ t.count | fill(n=3) }}` with the word `{n}件`.
fn fill(words: &str, kwargs: Kwargs, _: &State) -> String {
    let mut filled = words.to_owned();
    for (name, value) in kwargs.iter() {
        if let Some(name) = name.as_str() {
            filled = filled.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    filled
}

/// A value as JSON that may stand inside a script element: nothing in it can close the element.
fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let json = serde_json::to_string(value).map_err(tera::Error::message)?;
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // Outside strings JSON has none of these.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.extend(["\\u", &format!("{:04x}", u32::from(c))]),
            c => safe.push(c),
        }
    }
    Ok(Value::safe_string(&safe))
}
