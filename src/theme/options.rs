//! `theme.yaml` and the interface words in `i18n/<language>.yaml`.

use std::sync::Arc;

use super::colours::{self, ChosenColour};
use super::files::ThemeFolder;
use super::{failure, logo};
use crate::error::Result;
use crate::record::{self, Content, Fields, Node};
use crate::source::{Findings, Reporter, Source, Span};
use crate::view;
use crate::view::View;

/// What a theme or a site may set in `theme.yaml`.
#[derive(Clone, Debug, Default)]
pub struct ThemeOptions {
    /// The name of the theme for people.
    pub title: String,
    /// A static file shown before the site's title.
    pub logo: Option<String>,
    /// Words at the foot of every page.
    pub footer: Option<String>,
    /// Colours that replace those of the style sheet.
    pub colours: Vec<ChosenColour>,
}

impl ThemeOptions {
    /// The view for templates as `theme`.
    pub fn view(&self, files: &ThemeFolder) -> View {
        let logo = self.logo.as_deref().and_then(|name| logo::view(files, name));
        view! { "title" => &self.title, "logo" => logo, "footer" => self.footer.clone() }
    }
}

/// Reads the options of `theme.yaml`; those of the default theme where the site has none.
pub fn read(files: &ThemeFolder, findings: &mut Findings) -> ThemeOptions {
    let Some((source, node)) = parse(files, "theme.yaml", findings) else { return ThemeOptions::default() };
    let mut reporter = Reporter::new(&source, findings);
    let mut fields = Fields::new(&node, &mut reporter);
    let title = fields.text(&["title"]).unwrap_or_default();
    let extends = fields.text(&["extends"]);
    let extends_at = fields.optional(&["extends"]).map(|node| node.span);
    let logo = fields.text(&["logo"]);
    let logo_at = fields.optional(&["logo"]).map(|node| node.span);
    let footer = fields.text(&["footer"]);
    let colours = fields.optional(&["colours"]);
    fields.finish();
    let position = |span: Option<Span>| source.position(span.unwrap_or_default());
    if let Some(other) = extends.filter(|name| name != "default") {
        reporter.findings.push(failure::extends(&other, position(extends_at)));
    }
    if let Some(name) = logo.as_ref().filter(|name| files.get(&format!("static/{name}")).is_none()) {
        let near = record::nearest(name, files.statics().map(|(name, _)| name));
        reporter.findings.push(failure::logo(name, near, position(logo_at)));
    }
    let colours = colours.map_or_else(Vec::new, |node| colours::read(node, &mut reporter));
    ThemeOptions { title, logo, footer, colours }
}

/// The interface words of a language, the site's over the default theme's.
///
/// # Errors
/// When the program has no words in this language.
pub fn words(files: &ThemeFolder, language: &str, findings: &mut Findings) -> Result<View> {
    let path = format!("i18n/{language}.yaml");
    let bytes = files.default_file(&path).ok_or_else(|| failure::language(language))?;
    let mut words: serde_yaml::Mapping = serde_yaml::from_slice(bytes).map_err(|e| failure::settings(&path, &e))?;
    if let Some((source, node)) = parse(files, &path, findings) {
        let mut reporter = Reporter::new(&source, findings);
        for entry in node.entries(&mut reporter).unwrap_or_default() {
            if let Some(word) = entry.value.text(&mut reporter) {
                words.insert(entry.key.as_str().into(), word.text.as_str().into());
            }
        }
    }
    Ok(View::Map(
        words
            .into_iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned().into(), View::from(value.as_str()?))))
            .collect(),
    ))
}

/// A file of settings that the site brings; nothing where there is none, or nothing in it.
fn parse(files: &ThemeFolder, path: &str, findings: &mut Findings) -> Option<(Arc<Source>, Node)> {
    let source = record::decode(&files.path_in_site(path), files.own_file(path)?, findings)?;
    let node = record::parse(&source, Span::new(0, source.text().len()), findings);
    (!matches!(node.content, Content::Blank | Content::Broken)).then_some((source, node))
}
