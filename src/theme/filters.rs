//! The filters and functions of templates, added to the engine's own filters. `docs/themes.md` lists them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, RwLock};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::Asset;
use crate::text::page_path;
use crate::text::phrases::{phrases, phrases_of_figure};

/// Registers all filters and functions.
pub fn register(tera: &mut Tera, assets: &[Asset]) {
    let paths: BTreeMap<String, String> = assets.iter().map(|a| (a.name.clone(), a.path.clone())).collect();
    tera.register_filter("href", href);
    tera.register_filter("fill", fill);
    tera.register_filter("json", json);
    tera.register_filter("phrases", broken_between_phrases);
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
    filled(words, |name| {
        let value = kwargs.iter().find(|(key, _)| key.as_str() == Some(name))?.1;
        Some(value.as_str().map_or_else(|| value.to_string().into(), Cow::Borrowed))
    })
}

/// Words with the values that stand for the names in braces; braces that name no value are words, and so are those in values.
pub fn filled<'v>(words: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut filled = String::with_capacity(words.len() + 64);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        rest = if let Some((value, after)) = named {
            // A quotation inside of a quotation has the other marks.
            if filled.ends_with('「') && after.starts_with('」') && value.contains(['「', '『']) {
                filled.extend(value.chars().map(other_quotation_mark));
            } else {
                filled.push_str(&value);
            }
            after
        } else {
            filled.push('{');
            after
        };
    }
    filled.push_str(rest);
    filled
}

/// Words of which a line breaks between phrases, also where the browser knows none: `{{ section.heading | phrases }}`. The theme's
/// style gives a break no other place in what holds a `<wbr>`.
/// In a figure (`figure=true`) the number may stand in the line below its words.
fn broken_between_phrases(words: &str, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    // Most of what is asked are labels of forms, the same on each page; what has digits is a figure of one page.
    const KEPT: usize = 4096;
    static KNOWN: LazyLock<RwLock<HashMap<String, Value>>> = LazyLock::new(RwLock::default);
    let of_one_page = words.bytes().any(|byte| byte.is_ascii_digit());
    if !of_one_page && let Some(known) = KNOWN.read().ok().and_then(|known| known.get(words).cloned()) {
        return Ok(known);
    }
    let parted = if kwargs.get("figure")?.unwrap_or(false) { phrases_of_figure(words) } else { phrases(words) };
    let escaped: Vec<String> = parted.into_iter().map(|phrase| state.escape(phrase)).collect::<TeraResult<_>>()?;
    let broken = Value::safe_string(&escaped.join("<wbr>"));
    if !of_one_page
        && let Ok(mut known) = KNOWN.write()
        && known.len() < KEPT
    {
        known.insert(words.to_owned(), broken.clone());
    }
    Ok(broken)
}

fn other_quotation_mark(c: char) -> char {
    match c {
        '「' => '『',
        '」' => '』',
        '『' => '「',
        '』' => '」',
        c => c,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once() {
        for (words, said) in [
            ("{n}件", "{place}件"),
            ("{place}の{n}", "川崎市の{place}"),
            ("{other}と{", "{other}と{"),
            ("{{n}}", "{{place}}"),
            ("}{", "}{"),
            ("", ""),
        ] {
            let value = |name: &str| match name {
                "n" => Some("{place}".into()),
                "place" => Some("川崎市".into()),
                _ => None,
            };
            assert_eq!(filled(words, value), said, "{words}");
        }
    }
}
