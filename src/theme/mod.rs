//! Templates, their words and static files. The only module that knows Tera; it knows no sheet.
//!
//! A theme is a folder: `theme.yaml`, `templates/`, `static/`, `inline/`, `i18n/`. The default theme is built into the program.
//! A site's own `themes/<name>/` may bring single files; whatever it lacks comes from the default theme, and a template
//! that has a namesake there reaches it as `default/<name>`.

mod assets;
mod bounds;
pub mod codes;
mod colours;
mod comments;
mod convert;
mod counted;
mod digits;
mod failure;
mod files;
mod filters;
mod logo;
mod names;
mod options;
mod template_fault;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use crate::error::{Error, Result};
use crate::source::Findings;
use crate::view::View;

use counted::TemplatePlaces;
use files::ThemeFolder;

pub use assets::Asset;
pub use codes::CODES;
pub use files::{is_own, settings_files, source_files};
pub use options::ThemeOptions;

/// A theme, ready to render. It never changes; [`Theme::for_site`] gives another one with the same files.
pub struct Theme {
    /// The compiled templates, and the values that all of them see. What a component is not given as an argument it finds
    /// only here, and so what the pages of a site share has to be here, too.
    tera: Tera,
    files: Arc<ThemeFiles>,
}

/// What a theme has besides its templates.
struct ThemeFiles {
    /// The folder that it was read from, which messages name.
    files: ThemeFolder,
    places: TemplatePlaces,
    assets: Vec<Asset>,
    options: ThemeOptions,
    words: View,
    language: String,
    inline: BTreeMap<String, String>,
}

/// The view for templates of a page. Several templates may look at one.
pub struct PageContext(Context);

impl PageContext {
    /// The page at `path`, with what `view` holds.
    pub fn new(path: &str, view: View) -> PageContext {
        let mut context = PageContext(Context::new());
        context.0.insert("page_path", path);
        if let View::Map(entries) = view {
            for (name, value) in entries {
                context.set(name, value);
            }
        }
        context
    }

    /// Adds a value under a name, or replaces the one that has it.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, view: View) {
        self.0.insert_value(name, convert::value(&view));
    }
}

/// What is wrong in the language of one template. The engine stops at the first file with a mistake, so each is read alone; what
/// is missing then is not wrong.
fn syntax(files: &ThemeFolder, name: &str, text: &str) -> Findings {
    let mut findings = Findings::new();
    if let Err(error) = Tera::new().add_raw_templates([(name, text)])
        && matches!(error.kind(), ErrorKind::SyntaxError(_))
    {
        findings.push(template_fault::from_tera(files, &error, &TemplatePlaces::default()));
    }
    findings
}

impl Theme {
    /// Loads theme `name` for a site in `root`, with interface words in `language` (`ja`, `en`).
    ///
    /// # Errors
    /// When a file cannot be read, or the theme has mistakes: all findings.
    pub fn load(root: &Path, name: &str, language: &str) -> Result<Theme> {
        let mut findings = Findings::new();
        let files = files::gather_all(root, name, &mut findings)?;
        let options = options::read(&files, &mut findings);
        let words = options::words(&files, language, &mut findings)?;
        let assets = assets::hashed(&files, &colours::css(&options.colours));

        let own = files.own_templates();
        for (name, text) in &own {
            findings.extend(syntax(&files, name, text));
        }
        if !findings.is_empty() {
            findings.sort();
            return Err(Error::from(findings));
        }
        let failed =
            |error: tera::Error| Error::from(template_fault::from_tera(&files, &error, &TemplatePlaces::default()));
        let mut tera = Tera::new();
        tera.set_fallback_prefixes([names::SITE_PREFIX, names::DEFAULT_PREFIX]).map_err(failed)?;
        filters::register(&mut tera, &assets);
        counted::register(&mut tera);
        tera.global_context().insert_value("t", convert::value(&words));
        tera.global_context().insert_value("theme", convert::value(&options.view(&files)));
        // Mistakes in the language are told first, of the templates as they are.
        tera.add_raw_templates(files.templates()).map_err(failed)?;
        let mut places = TemplatePlaces::default();
        let counted: Vec<(String, String)> =
            own.into_iter().map(|(name, text)| (name.clone(), places.count(&name, &text))).collect();
        if !counted.is_empty() {
            tera.add_raw_templates(counted).map_err(failed)?;
        }
        let (language, inline) = (language.to_owned(), files.inline());
        let files = Arc::new(ThemeFiles { files, places, assets, options, words, language, inline });
        Ok(Theme { tera, files })
    }

    /// The theme for a site whose pages all see `shared`. No file is read and no template compiled.
    #[must_use]
    pub fn for_site(&self, shared: impl IntoIterator<Item = (&'static str, View)>) -> Theme {
        let mut tera = self.tera.clone();
        for (name, view) in shared {
            tera.global_context().insert_value(name, convert::value(&view));
        }
        Theme { tera, files: Arc::clone(&self.files) }
    }

    /// Renders a template; links in it become relative to the page of the context.
    ///
    /// # Errors
    /// When the template asks for something the page does not have.
    pub fn render(&self, template: &str, context: &PageContext) -> Result<Vec<u8>> {
        counted::begin();
        let mut page = bounds::BoundedPage::default();
        match self.tera.render_to(template, &context.0, &mut page) {
            Ok(()) => Ok(match template.rsplit_once('.') {
                Some((_, "html")) => digits::in_page(page.finish()),
                Some((_, "txt")) => digits::in_text(page.finish()),
                _ => page.finish(),
            }),
            Err(_) if page.full => Err(template_fault::large_page(self.files.files.name(), template).into()),
            Err(error) => Err(template_fault::from_tera(&self.files.files, &error, &self.files.places).into()),
        }
    }

    /// An interface word; empty when the theme lacks it.
    pub fn word(&self, name: &str) -> &str {
        match self.files.words.get(name) {
            Some(View::Text(word)) => word,
            _ => "",
        }
    }

    /// An interface word with its values put in: `{place}` and the like.
    pub fn sentence(&self, name: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into());
        filters::filled(self.word(name), value)
    }

    /// The language of the words: `ja`, `en`.
    pub fn language(&self) -> &str {
        &self.files.language
    }

    /// A style sheet or script that is written into a page rather than published beside it; empty when the theme lacks it.
    pub fn inline(&self, name: &str) -> &str {
        self.files.inline.get(name).map_or("", String::as_str)
    }

    /// Whether the site brings templates, which may ask for what a page does not have.
    #[must_use]
    pub fn has_own_templates(&self) -> bool {
        !self.files.files.own_templates().is_empty()
    }

    /// The static files, to be published as they are.
    pub fn assets(&self) -> &[Asset] {
        &self.files.assets
    }

    /// What `theme.yaml` of the theme sets: title, colours, logo.
    pub fn options(&self) -> &ThemeOptions {
        &self.files.options
    }
}
