//! The names by which the template engine knows the files of a theme.

/// Prefix of templates that a site's own theme brings.
pub const SITE_PREFIX: &str = "site/";
/// Prefix of the default theme's templates.
pub const DEFAULT_PREFIX: &str = "default/";

/// The file of a template, which the engine knows by a prefix and its name.
pub fn file(theme: &str, template: &str) -> String {
    let name = template.strip_prefix(SITE_PREFIX).or_else(|| template.strip_prefix(DEFAULT_PREFIX));
    let theme = if template.starts_with(DEFAULT_PREFIX) { "default" } else { theme };
    format!("themes/{theme}/templates/{}", name.unwrap_or(template))
}
