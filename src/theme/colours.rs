//! Colours a theme may choose. They become custom properties at the end of the style sheet, so no page carries styles
//! of its own. Text that would be hard to read on the background is refused with its contrast.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::source::words;

/// Colours by what they are for: `key`, `link`, ….
pub type Colours = BTreeMap<String, Colour>;

/// A colour for the light scheme, and perhaps one for the dark scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Colour {
    /// For the light scheme; the dark scheme keeps its own.
    Light(String),
    /// For one or both.
    Each {
        /// For the light scheme and paper.
        light: Option<String>,
        /// For the dark scheme.
        dark: Option<String>,
    },
}

/// What colours are for, and whether text is written in them.
const ROLES: [(&str, bool); 11] = [
    ("key", true),
    ("key-soft", false),
    ("ground", false),
    ("panel", false),
    ("text", true),
    ("quiet", true),
    ("line", false),
    ("edge", false),
    ("link", true),
    ("link-hover", true),
    ("visited", true),
];

/// The grounds of the default theme.
const GROUNDS: [&str; 2] = ["#ffffff", "#1a1a1a"];

/// The least contrast of text by WCAG 2.2, success criterion 1.4.3 (level AA).
const READABLE: f64 = 4.5;

/// The style rules of the chosen colours; empty without any.
///
/// # Errors
/// When a role does not exist, a colour is no colour, or text in it would be hard to read.
pub fn css(colours: &Colours) -> Result<String> {
    let mut css = String::new();
    // The light scheme is whatever is not the dark one on a screen: paper too.
    let schemes = [("not screen and (prefers-color-scheme: dark)", 0), ("screen and (prefers-color-scheme: dark)", 1)];
    for (media, scheme) in schemes {
        let chosen: Vec<(&str, &str)> =
            colours.iter().filter_map(|(role, colour)| Some((role.as_str(), colour.of(scheme)?))).collect();
        check(&chosen, GROUNDS.get(scheme).copied().unwrap_or_default())?;
        if chosen.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = write!(css, "@media {media} {{ :root {{");
        chosen.iter().for_each(|(role, colour)| _ = write!(css, " --{role}: {colour};"));
        css.push_str(" } }\n");
    }
    Ok(css)
}

impl Colour {
    fn of(&self, scheme: usize) -> Option<&str> {
        match (self, scheme) {
            (Colour::Light(light), 0) => Some(light),
            (Colour::Light(_), _) => None,
            (Colour::Each { light, .. }, 0) => light.as_deref(),
            (Colour::Each { dark, .. }, _) => dark.as_deref(),
        }
    }
}

fn check(chosen: &[(&str, &str)], usual_ground: &str) -> Result<()> {
    let ground = chosen.iter().find(|(role, _)| *role == "ground").map_or(usual_ground, |(_, colour)| colour);
    let ground = luminance(ground).ok_or_else(|| no_colour("ground", ground))?;
    for (role, colour) in chosen {
        let Some((_, text)) = ROLES.iter().find(|(known, _)| known == role) else { return Err(no_role(role)) };
        let own = luminance(colour).ok_or_else(|| no_colour(role, colour))?;
        // Contrast ratio of WCAG 2.2: the 0.05 stands for the light that a screen reflects.
        let contrast = (own.max(ground) + 0.05) / (own.min(ground) + 0.05);
        if *text && contrast < READABLE {
            return Err(hard_to_read(role, colour, contrast));
        }
    }
    Ok(())
}

/// Relative luminance of `#rgb` or `#rrggbb`, as WCAG defines it; nothing for anything else.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let mut sum = 0.0;
    // The shares of red, green and blue in luminance, and the curve of sRGB (IEC 61966-2-1).
    for (at, weight) in [(0, 0.2126), (2, 0.7152), (4, 0.0722)] {
        let value = f64::from(u8::from_str_radix(wide.get(at..at + 2)?, 16).ok()?) / 255.0;
        sum += weight * if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    }
    Some(sum)
}

fn no_role(role: &str) -> Error {
    let all = ROLES.map(|(role, _)| role).join(", ");
    Error::new(words!(
        "theme.yaml の colours に「{role}」という色はありません。使えるのは {all} です。",
        "theme.yaml: there is no colour `{role}`; known are {all}."
    ))
}

fn no_colour(role: &str, colour: &str) -> Error {
    Error::new(words!(
        "theme.yaml の色 {role}「{colour}」は読めません。\"#00428c\" のように、引用符で囲んで書いてください。",
        "theme.yaml: {role} `{colour}` is no colour; write it in quotes, as in \"#00428c\"."
    ))
}

fn hard_to_read(role: &str, colour: &str, contrast: f64) -> Error {
    Error::new(words!(
        "theme.yaml の色 {role}「{colour}」は、地の色との比が {contrast:.2}:1 で読みにくい色です。{READABLE}:1 以上の色にしてください。",
        "theme.yaml: {role} `{colour}` has a contrast of {contrast:.2}:1 on the ground; {READABLE}:1 is needed."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(yaml: &str) -> Result<String, String> {
        let colours: Colours = serde_yaml::from_str(yaml).map_err(|e| e.to_string())?;
        css(&colours).map_err(|e| e.message.en)
    }

    #[test]
    fn colours_become_properties_of_their_scheme() {
        assert_eq!(of("{}"), Ok(String::new()));
        assert_eq!(
            of("{ key: '#00571f', link: { light: '#060', dark: '#8fd6a4' } }").unwrap(),
            "@media not screen and (prefers-color-scheme: dark) { :root { --key: #00571f; --link: #060; } }\n\
             @media screen and (prefers-color-scheme: dark) { :root { --link: #8fd6a4; } }\n"
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for (yaml, told) in [
            ("{ kee: '#000' }", "no colour `kee`"),
            ("{ key: 'red; } body {' }", "is no colour"),
            ("{ key: '#12' }", "is no colour"),
            ("{ key: '#00zz00' }", "is no colour"),
            ("{ link: '#949494' }", "3.03:1"),
            ("{ text: '#eee', ground: '#fff' }", "1.16:1"),
            ("{ link: { dark: '#00428c' } }", ":1 is needed"),
        ] {
            let error = of(yaml).unwrap_err();
            assert!(error.contains(told), "{yaml}: {error}");
        }
        assert!(of("{ text: '#eee', ground: '#111' }").is_ok());
        assert!(of("{ line: '#ddd' }").is_ok());
    }
}
