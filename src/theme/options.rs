//! `theme.yaml` and the interface words in `i18n/<language>.yaml`.

use serde::Deserialize;

use super::colours::Colours;
use super::files::ThemeFolder;
use super::{failure, logo};
use crate::error::Result;
use crate::text::hidden::hidden;
use crate::view;
use crate::view::View;

/// What a theme or a site may set in `theme.yaml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ThemeOptions {
    /// The name of the theme for people.
    pub title: String,
    /// The theme that fills what this one lacks; only `default` exists.
    pub extends: Option<String>,
    /// A static file shown before the site's title.
    pub logo: Option<String>,
    /// Words at the foot of every page.
    pub footer: Option<String>,
    /// Colours that replace those of the style sheet.
    pub colours: Colours,
}

impl ThemeOptions {
    /// The view for templates as `theme`.
    ///
    /// # Errors
    /// When the logo is not there.
    pub fn view(&self, files: &ThemeFolder) -> Result<View> {
        let logo = self.logo.as_deref().map(|name| logo::view(files, name)).transpose()?;
        Ok(view! { "title" => &self.title, "logo" => logo, "footer" => self.footer.clone() })
    }
}

/// Reads the options of `theme.yaml`; those of the default theme where the site has none.
pub fn read(files: &ThemeFolder) -> Result<ThemeOptions> {
    let options: ThemeOptions = parse(files, "theme.yaml")?;
    match options.extends.as_deref() {
        None | Some("default") => Ok(options),
        Some(other) => Err(failure::extends(other)),
    }
}

/// The interface words of a language, the site's over the default theme's.
pub fn words(files: &ThemeFolder, language: &str) -> Result<View> {
    let path = format!("i18n/{language}.yaml");
    let mut words: serde_yaml::Mapping = match files.default_file(&path) {
        Some(bytes) => serde_yaml::from_slice(bytes).map_err(|e| failure::settings(&path, &e))?,
        None => return Err(failure::language(language)),
    };
    let own: serde_yaml::Mapping = parse(files, &path)?;
    words.extend(own);
    Ok(View::Map(
        words
            .into_iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned().into(), View::from(value.as_str()?))))
            .collect(),
    ))
}

fn parse<T: serde::de::DeserializeOwned>(files: &ThemeFolder, path: &str) -> Result<T> {
    let bytes = files.get(path).unwrap_or_default();
    let parsed = serde_yaml::from_slice(bytes).map_err(|e| failure::settings(path, &e))?;
    let values: serde_yaml::Value = serde_yaml::from_slice(bytes).map_err(|e| failure::settings(path, &e))?;
    match unseen(&values, "") {
        Some((key, c)) => Err(failure::unseen(path, line_of(bytes, key), c)),
        None => Ok(parsed),
    }
}

/// The first hidden character of a file, with the last key above it. It would be shown on every page.
fn unseen<'v>(value: &'v serde_yaml::Value, key: &'v str) -> Option<(&'v str, char)> {
    match value {
        serde_yaml::Value::String(text) => hidden(text).first().map(|(_, c, _)| (key, *c)),
        serde_yaml::Value::Sequence(items) => items.iter().find_map(|item| unseen(item, key)),
        serde_yaml::Value::Mapping(entries) => entries.iter().find_map(|(name, item)| {
            let name = name.as_str().unwrap_or(key);
            hidden(name).first().map(|(_, c, _)| (name, *c)).or_else(|| unseen(item, name))
        }),
        _ => None,
    }
}

/// The line on which a key is written, which the reader of YAML does not give.
fn line_of(bytes: &[u8], key: &str) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let names = |line: &str| line.trim_start().trim_start_matches(['"', '\'']).starts_with(key);
    text.lines().position(names).map_or(1, |line| line + 1)
}
