//! Colours a theme may choose. They become custom properties at the end of the style sheet, so no page carries styles
//! of its own. Text that would be hard to read on the background is refused with its contrast.

use std::fmt::Write as _;

use crate::record::{self, Content, Fields, Node};
use crate::source::{Finding, Reporter, Span, Words, words};

use super::codes;

/// A colour of one scheme.
#[derive(Clone, Debug)]
pub struct ChosenColour {
    /// What it is for: `key`, `link`, ….
    role: &'static str,
    scheme: Scheme,
    /// The colour as CSS writes it: `#rgb` or `#rrggbb`.
    colour: String,
    /// Where it is written.
    span: Span,
}

/// Light, on paper too, or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    const ALL: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    /// The light scheme is whatever is not the dark one on a screen: paper too.
    fn media(self) -> &'static str {
        match self {
            Scheme::Light => "not screen and (prefers-color-scheme: dark)",
            Scheme::Dark => "screen and (prefers-color-scheme: dark)",
        }
    }

    /// The ground of the default theme.
    fn ground(self) -> &'static str {
        match self {
            Scheme::Light => "#ffffff",
            Scheme::Dark => "#1a1a1a",
        }
    }
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

/// The least contrast of text by WCAG 2.2, success criterion 1.4.3 (level AA).
const READABLE: f64 = 4.5;

/// The style rules of the chosen colours; empty without any.
pub fn css(colours: &[ChosenColour]) -> String {
    let mut css = String::new();
    for scheme in Scheme::ALL {
        let mut chosen = colours.iter().filter(|own| own.scheme == scheme).peekable();
        if chosen.peek().is_none() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = write!(css, "@media {} {{ :root {{", scheme.media());
        chosen.for_each(|own| _ = write!(css, " --{}: {};", own.role, own.colour));
        css.push_str(" } }\n");
    }
    css
}

/// Reads `colours`: a map from what a colour is for to a colour, or to one for each scheme.
pub fn read(node: &Node, reporter: &mut Reporter<'_>) -> Vec<ChosenColour> {
    let mut chosen = Vec::new();
    for entry in node.entries(reporter).unwrap_or_default() {
        let Some((role, _)) = ROLES.iter().find(|(known, _)| *known == entry.key) else {
            reporter.findings.push(no_role(&entry.key).of(entry.key_span, reporter));
            continue;
        };
        let mut take = |node: &Node, scheme, reporter: &mut Reporter<'_>| {
            chosen.extend(colour(node, role, reporter).map(|colour| ChosenColour {
                role,
                scheme,
                colour,
                span: node.span,
            }));
        };
        if matches!(entry.value.content, Content::Map(_)) {
            let mut fields = Fields::new(&entry.value, reporter);
            let (light, dark) = (fields.optional(&["light"]), fields.optional(&["dark"]));
            fields.finish();
            light.iter().for_each(|node| take(node, Scheme::Light, reporter));
            dark.iter().for_each(|node| take(node, Scheme::Dark, reporter));
        } else {
            take(&entry.value, Scheme::Light, reporter);
        }
    }
    Scheme::ALL.into_iter().for_each(|scheme| check(&chosen, scheme, reporter));
    chosen
}

fn colour(node: &Node, role: &str, reporter: &mut Reporter<'_>) -> Option<String> {
    if node.content == Content::Broken {
        return None;
    }
    let written = node.scalar().map_or("", |scalar| scalar.text.trim());
    if luminance(written).is_some() {
        return Some(written.to_owned());
    }
    reporter.findings.push(no_colour(role, written).of(node.span, reporter));
    None
}

fn check(chosen: &[ChosenColour], scheme: Scheme, reporter: &mut Reporter<'_>) {
    let of = |role: &str| chosen.iter().find(|own| own.scheme == scheme && own.role == role);
    let ground = of("ground").map_or(scheme.ground(), |own| own.colour.as_str());
    let Some(ground) = luminance(ground) else { return };
    for own in chosen.iter().filter(|own| own.scheme == scheme) {
        let text = ROLES.iter().any(|(role, text)| *role == own.role && *text);
        let Some(luminance) = luminance(&own.colour).filter(|_| text) else { continue };
        // Contrast ratio of WCAG 2.2: the 0.05 stands for the light that a screen reflects.
        let contrast = (luminance.max(ground) + 0.05) / (luminance.min(ground) + 0.05);
        if contrast < READABLE {
            reporter.findings.push(hard_to_read(own, contrast).of(own.span, reporter));
        }
    }
}

/// What is wrong with a colour, and what to write.
struct ColourFault {
    message: Words,
    hint: Words,
}

impl ColourFault {
    fn of(self, span: Span, reporter: &Reporter<'_>) -> Finding {
        Finding::new(&codes::THEME_COLOUR, reporter.source.position(span), self.message).hint(self.hint)
    }
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

fn no_role(role: &str) -> ColourFault {
    let all = ROLES.map(|(role, _)| role);
    let hint = record::nearest(role, all.into_iter()).map_or_else(
        || {
            let list = |mark: &str| all.join(mark);
            words(format!("使えるのは {} です。", list("、")), format!("Known are {}.", list(", ")))
        },
        record::did_you_mean,
    );
    ColourFault {
        message: words!("「{role}」という色はありません。", "There is no colour `{role}`."), hint
    }
}

fn no_colour(role: &str, written: &str) -> ColourFault {
    let message = if written.is_empty() {
        words!("色「{role}」が書かれていません。", "There is no colour for `{role}`.")
    } else {
        words!("色「{role}」の「{written}」は読めません。", "`{written}` for `{role}` is no colour.")
    };
    let hint = words(
        "\"#00428c\" のように、引用符で囲んで書いてください。囲まないと、# から後は覚え書きになります。",
        "Write it in quotes, as in \"#00428c\"; without them `#` begins a comment.",
    );
    ColourFault { message, hint }
}

fn hard_to_read(own: &ChosenColour, contrast: f64) -> ColourFault {
    let ChosenColour { role, colour, .. } = own;
    let message = words!(
        "色「{role}」の「{colour}」は、地の色との比が {contrast:.2}:1 で読みにくい色です。",
        "`{colour}` for `{role}` has a contrast of {contrast:.2}:1 on the ground, and is hard to read."
    );
    let hint = words!("{READABLE}:1 以上の色にしてください。", "Choose one of {READABLE}:1 or more.");
    ColourFault { message, hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Findings, Source};

    fn of(yaml: &str) -> Result<String, String> {
        let source = Source::new("theme.yaml", yaml);
        let mut findings = Findings::new();
        let node = record::parse(&source, Span::new(0, yaml.len()), &mut findings);
        let chosen = read(&node, &mut Reporter::new(&source, &mut findings));
        match findings.iter().next() {
            None => Ok(css(&chosen)),
            Some(finding) => Err(format!("{} {}", finding.message.en, finding.hint.clone().unwrap_or_default().en)),
        }
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
            ("{ kee: '#000' }", "no colour `kee`. Did you mean `key`?"),
            ("{ key: 'red; } body {' }", "is no colour"),
            ("{ key: '#12' }", "is no colour"),
            ("{ key: '#00zz00' }", "is no colour"),
            ("{ link: '#949494' }", "3.03:1"),
            ("link: #00428c", "What follows the `#` is not read"),
            ("{ link: { lihgt: '#000' } }", "Did you mean `light`?"),
            ("{ text: '#eee', ground: '#fff' }", "1.16:1"),
            ("{ link: { dark: '#00428c' } }", "of 4.5:1 or more"),
        ] {
            let error = of(yaml).unwrap_err();
            assert!(error.contains(told), "{yaml}: {error}");
        }
        assert!(of("{ text: '#eee', ground: '#111' }").is_ok());
        assert!(of("{ line: '#ddd' }").is_ok());
    }
}
