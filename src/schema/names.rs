//! Keys of maps: names alone where they tell, paths, and maps under what things stand in, as a sheet may have them.

use serde_json::{Map, Value, json};

use crate::record::Names;
use crate::text::fold;

/// A thing, and how many of those it stands in are passed.
type NestedKey = (usize, usize);

/// What a map may hold.
#[derive(Clone, Default)]
pub struct Keys {
    /// The schema of the value of each key that is allowed.
    pub properties: Map<String, Value>,
    /// The schema of the values of keys that match a regular expression, by that expression.
    pub patterns: Map<String, Value>,
}

impl Keys {
    /// The keys of a map that answers things, each with the schema of its answer; `itself` are the names of a thing in the
    /// map under its own name.
    pub fn new(names: &Names<'_>, itself: &[&str], answer: &dyn Fn(usize) -> Value) -> Keys {
        let things: Vec<NestedKey> = (0..names.len()).map(|at| (at, 0)).collect();
        Keys::level(names, itself, answer, &things)
    }

    /// The schema of a map that has these keys and no others.
    pub fn object(self, types: &Value) -> Map<String, Value> {
        let mut object = Map::from_iter([
            ("type".to_owned(), types.clone()),
            ("properties".to_owned(), self.properties.into()),
            ("additionalProperties".to_owned(), false.into()),
        ]);
        if !self.patterns.is_empty() {
            object.insert("patternProperties".to_owned(), self.patterns.into());
        }
        object
    }

    /// The schema of a key; one that may hold several things has one of their schemas.
    pub fn add(&mut self, key: &str, schema: Value) {
        let keys = if key.contains(PLACE) { &mut self.patterns } else { &mut self.properties };
        let key = if key.contains(PLACE) { format!("^{}$", pattern(key)) } else { key.to_owned() };
        if let Some(before) = keys.get_mut(&key) {
            let mut either = json!({ "anyOf": [before.clone(), schema] });
            for word in ["title", "description"] {
                if let Some(text) = before.get(word).or_else(|| schema.get(word)).cloned() {
                    either
                        .as_object_mut()
                        .into_iter()
                        .for_each(|either| _ = either.insert(word.to_owned(), text.clone()));
                }
            }
            *before = either;
        } else {
            keys.insert(key, schema);
        }
    }

    fn level(names: &Names<'_>, itself: &[&str], answer: &dyn Fn(usize) -> Value, things: &[NestedKey]) -> Keys {
        let mut keys = Keys::default();
        let words = |at: usize| words_of(names, at);
        let direct = |(at, passed): &&NestedKey| names.chain(*at).len() == *passed;
        for (at, passed) in things {
            for word in words(*at) {
                let same = things.iter().filter(|(other, _)| words(*other).iter().any(|own| fold(own) == fold(word)));
                let same: Vec<&NestedKey> = same.collect();
                let nearest = same.iter().copied().filter(direct).collect::<Vec<_>>();
                let meant = if nearest.is_empty() { same } else { nearest };
                if meant == [&(*at, *passed)] {
                    keys.properties.insert(word.to_owned(), answer(*at));
                }
            }
            let [label, id] = words(*at).map(pattern);
            if let Some(path) = path(names.chain(*at).get(*passed..).unwrap_or_default()) {
                keys.patterns.insert(format!("^(?:{path})(?:{label}|{id})$"), answer(*at));
            }
        }
        keys.nest(names, itself, answer, things);
        keys
    }

    /// The maps under what some of the things stand in.
    fn nest(&mut self, names: &Names<'_>, itself: &[&str], answer: &dyn Fn(usize) -> Value, things: &[NestedKey]) {
        let words = |at: usize| words_of(names, at);
        let mut holders: Vec<&[String]> = Vec::new();
        for (at, passed) in things {
            for holder in names.chain(*at).iter().skip(*passed).map(Vec::as_slice) {
                if !holders.contains(&holder) {
                    holders.push(holder);
                }
            }
        }
        for holder in holders {
            let inside = |(at, passed): &NestedKey| {
                let chain = names.chain(*at).iter().skip(*passed);
                Some((*at, passed + 1 + chain.clone().position(|own| own.as_slice() == holder)?))
            };
            let insiders: Vec<NestedKey> = things.iter().filter_map(inside).collect();
            // A section with one field of the same name holds nothing else.
            let alone = |name: &String| matches!(insiders.as_slice(), [(at, _)] if words(*at).contains(&name.as_str()));
            if holder.iter().any(alone) {
                continue;
            }
            let mut keys = Keys::level(names, itself, answer, &insiders);
            let owner = things.iter().find(|(at, _)| names.labels().nth(*at) == holder.first().map(String::as_str));
            if let Some((owner, _)) = owner {
                itself.iter().for_each(|name| keys.add(name, answer(*owner)));
            }
            let mut map = keys.object(&json!("object"));
            if let Some(heading) = holder.first().filter(|heading| !heading.contains(PLACE)) {
                map.insert("title".to_owned(), heading.as_str().into());
            }
            holder.iter().for_each(|name| self.add(name, Value::Object(map.clone())));
        }
    }
}

fn words_of<'a>(names: &Names<'a>, at: usize) -> [&'a str; 2] {
    [names.labels().nth(at), names.ids().nth(at)].map(Option::unwrap_or_default)
}

/// What stands for the name of a place in headings.
const PLACE: &str = "{place}";

/// A pattern of some of what a thing stands in, each with its slash: at least one of them.
fn path(chain: &[Vec<String>]) -> Option<String> {
    let (first, rest) = chain.split_first()?;
    let names = first.iter().map(|name| pattern(name)).collect::<Vec<_>>().join("|");
    let step = format!("(?:{names})[ 　]*[／/][ 　]*");
    Some(match path(rest) {
        Some(rest) => format!("{step}(?:{rest})?|{rest}"),
        None => step,
    })
}

/// A text as a pattern of itself, with anything for the name of a place.
pub(super) fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.replace(PLACE, "\u{0}").chars() {
        match c {
            '\u{0}' => pattern.push_str(".+"),
            c if r"\^$.|?*+()[]{}".contains(c) => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
    }
    pattern
}
