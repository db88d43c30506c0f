//! `site.yaml`: what the site is called, who publishes it, and how.

use super::codes;
use std::sync::Arc;

use crate::markdown::LinkTarget;
use crate::record::{Fields, Node};
use crate::source::{Code, Position, Reporter, Source, words};
use crate::text::file_name;
use crate::text::number::Decimal;
use crate::value::Prose;
use crate::view;
use crate::view::View;

use super::SmallNumbers;
use super::base_url;
use super::check_setting::{self, CheckSetting};

/// The settings of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Name of the site.
    pub title: String,
    /// What it is, in a line.
    pub subtitle: Option<String>,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Where it is published, with a final slash: for canonical addresses only, never for links.
    pub base_url: Option<String>,
    /// The organisation that publishes the site.
    pub publisher: String,
    /// How to reach the publisher.
    pub contact: Option<Contact>,
    /// On what terms it may be used.
    pub licence: Option<Licence>,
    /// Name of the theme.
    pub theme: String,
    /// Where that is written.
    pub theme_position: Option<Position>,
    /// Language of the interface words.
    pub language: String,
    /// What it says about single checks.
    pub checks: Vec<CheckSetting>,
    /// Which counts of persons are too small to be shown; without it, none.
    pub small_numbers: Option<SmallNumbers>,
}

/// How to reach the publisher: a line of Markdown, which is checked as every other is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The line of Markdown.
    pub text: Prose,
    /// The file it stands in: `site.yaml`.
    pub source: Arc<Source>,
}

/// The licence under which the data are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// The name of the licence: CC BY 4.0.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// The address of a page elsewhere; a reader who follows it must come to a page and to nothing that runs.
fn web_address(node: &Node, reporter: &mut Reporter<'_>) -> Option<String> {
    let written = node.text(reporter)?.text.trim();
    if LinkTarget::of(written) == LinkTarget::Web {
        return Some(written.to_owned());
    }
    let message = words!("リンク先「{written}」は使えません。", "The address `{written}` cannot be used.");
    let hint = words(
        "https://www.example.jp/ のように、https: から書いてください。",
        "Write it from https: on, as in https://www.example.jp/.",
    );
    reporter.report(&codes::REFUSED_LINK, node.span, message, hint);
    None
}

impl Settings {
    /// Reads `site.yaml`; what is missing or wrong is reported and has its default.
    pub fn read(node: &Node, reporter: &mut Reporter<'_>) -> Settings {
        let mut fields = Fields::new(node, reporter);
        let title = fields.required_text(&["title"]);
        let publisher = fields.required_text(&["publisher"]);
        let subtitle = fields.text(&["subtitle"]);
        let description = fields.text(&["description"]);
        let base = fields.optional(&["base_url"]).cloned();
        let contact = fields.optional(&["contact"]).cloned();
        let licence = fields.optional(&["licence"]).cloned();
        let theme = fields.text(&["theme"]);
        let theme_at = fields.optional(&["theme"]).map(|node| node.span);
        let language = fields.choice(&["language"], &[("ja", "ja"), ("en", "en")]).unwrap_or("ja");
        let checks = fields.optional(&["checks"]).cloned();
        let small = fields.optional(&["small_numbers"]).cloned();
        fields.finish();
        let checks = checks.map_or_else(Vec::new, |node| check_setting::read(&node, reporter));
        let licence = licence.and_then(|node| {
            let mut fields = Fields::new(&node, reporter);
            let name = fields.required_text(&["name"]);
            let url = fields.optional(&["url"]).cloned();
            fields.finish();
            let url = url.and_then(|node| web_address(&node, reporter));
            Some(Licence { name: name?, url })
        });
        let contact = contact.and_then(|node| {
            let scalar = node.text(reporter)?;
            Some(Contact {
                text: Prose::new(scalar.running().0.to_owned(), scalar.running().1.clone()),
                source: Arc::clone(reporter.source),
            })
        });
        let base_url = base.and_then(|node| base_url::read(&node, reporter));
        if let Some((name, span)) = theme.as_ref().zip(theme_at).filter(|(name, _)| !file_name::is_of_a_folder(name)) {
            let message = words!("「{name}」はテーマの名前になりません。", "`{name}` cannot be the name of a theme.");
            let hint = words(
                "themes/ の中の、一つのフォルダーの名前を書いてください。",
                "Write the name of one folder in themes/.",
            );
            reporter.report(&codes::THEME_NAME, span, message, hint);
        }
        Settings {
            title: title.unwrap_or_default(),
            subtitle,
            description,
            base_url,
            publisher: publisher.unwrap_or_default(),
            contact,
            licence,
            theme: theme.unwrap_or_else(|| "default".to_owned()),
            theme_position: theme_at.map(|span| reporter.source.position(span)),
            language: language.to_owned(),
            checks,
            small_numbers: small.and_then(|node| SmallNumbers::read(&node, reporter)),
        }
    }

    /// The number a rule measures against: the site's, else the rule's own. A rule that keeps what is private is not weakened.
    pub fn limit(&self, code: &Code) -> Decimal {
        let own = self.checks.iter().filter(|setting| setting.code == code.name).find_map(|setting| setting.limit);
        // A setting that may not be, which is reported, changes nothing.
        let own = own.filter(|limit| code.allows(*limit));
        own.unwrap_or_else(|| code.limit.map_or(0, |limit| limit.default.into()).into())
    }

    /// What templates see as `site`.
    pub fn view(&self) -> View {
        view! {
            "title" => &self.title,
            "subtitle" => self.subtitle.clone(),
            "description" => self.description.clone(),
            "base_url" => self.base_url.clone(),
            "publisher" => &self.publisher,
            "licence" => self.licence.as_ref().map(|l| view! { "name" => &l.name, "url" => l.url.clone() }),
            "language" => &self.language,
        }
    }
}
