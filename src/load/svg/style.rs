//! Styles of a drawing: properties that say how something looks, whose values lead nowhere.
//!
//! The tokens are those of CSS Syntax, as browsers read them: what an escape or a comment hides from a search for
//! words is seen here.

use cssparser::{Delimiter, ParseError, Parser, Token};

use super::{embedded, names};

/// What a style must not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StyleFault {
    /// An address outside of the drawing.
    Reference(String),
    /// A property that says more than how something looks.
    Property(String),
    /// A function that may fetch something, or that nobody knows.
    Function(String),
    /// A rule such as `@import`.
    Rule(String),
    /// What is no style.
    Unreadable(String),
}

type StyleResult = Result<(), ParseError<StyleFault>>;

/// Deeper than any style, and harmless to every reader.
const DEEPEST: u8 = 32;

/// The first fault of a style sheet.
pub fn of_sheet(text: &str) -> Option<StyleFault> {
    first(text, |parser| sheet(parser, DEEPEST))
}

/// The first fault of a `style` attribute.
pub fn of_declarations(text: &str) -> Option<StyleFault> {
    first(text, |parser| declarations(parser, false, DEEPEST))
}

/// The first fault of a value: of the attribute `fill`, for one.
pub fn of_value(text: &str) -> Option<StyleFault> {
    first(text, |parser| value(parser, false, DEEPEST))
}

fn first(text: &str, parse: impl FnOnce(&mut Parser<'_>) -> StyleResult) -> Option<StyleFault> {
    match parse(&mut Parser::new(text)).map_err(|error| error.kind) {
        Ok(()) => None,
        Err(cssparser::ParseErrorKind::Custom(fault)) => Some(fault),
        Err(cssparser::ParseErrorKind::Basic(_)) => Some(StyleFault::Unreadable(String::new())),
    }
}

fn refuse(fault: StyleFault) -> StyleResult {
    Err(ParseError::custom(fault))
}

fn sheet(parser: &mut Parser<'_>, depth: u8) -> StyleResult {
    if depth == 0 {
        return refuse(StyleFault::Unreadable("{".to_owned()));
    }
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::CDO | Token::CDC | Token::Semicolon => {}
            Token::AtKeyword(name) => match name.to_ascii_lowercase().as_str() {
                "media" => {
                    if prelude(parser, true) {
                        parser.parse_nested_block(|inner| sheet(inner, depth - 1))?;
                    }
                }
                "font-face" => {
                    if prelude(parser, true) {
                        parser.parse_nested_block(|inner| declarations(inner, true, depth - 1))?;
                    }
                }
                // Both only say how the sheet itself is to be read.
                "charset" | "namespace" if !prelude(parser, true) => {}
                _ => return refuse(StyleFault::Rule(name.to_string())),
            },
            Token::CurlyBracketBlock => parser.parse_nested_block(|inner| declarations(inner, false, depth - 1))?,
            // A selector chooses among what there is, and can do nothing.
            _ => {
                if prelude(parser, false) {
                    parser.parse_nested_block(|inner| declarations(inner, false, depth - 1))?;
                }
            }
        }
    }
    Ok(())
}

/// Skips what stands before a block; whether there is one. Rules that begin with `@` may end without.
fn prelude(parser: &mut Parser<'_>, at_rule: bool) -> bool {
    loop {
        match parser.next() {
            Ok(Token::CurlyBracketBlock) => return true,
            Ok(Token::Semicolon) if at_rule => return false,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn declarations(parser: &mut Parser<'_>, of_font: bool, depth: u8) -> StyleResult {
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::Semicolon => {}
            Token::Ident(name) if matches!(parser.next(), Ok(Token::Colon)) => {
                let property = name.to_ascii_lowercase();
                if !names::is_property(&property) {
                    return refuse(StyleFault::Property(name.to_string()));
                }
                let fonts = of_font && property == "src";
                parser.parse_until_before(Delimiter::Semicolon, |inner| value(inner, fonts, depth))?;
            }
            Token::AtKeyword(name) => return refuse(StyleFault::Rule(name.to_string())),
            Token::Ident(name) => return refuse(StyleFault::Unreadable(name.to_string())),
            _ => return refuse(StyleFault::Unreadable(String::new())),
        }
    }
    Ok(())
}

fn value(parser: &mut Parser<'_>, fonts: bool, depth: u8) -> StyleResult {
    if depth == 0 {
        return refuse(StyleFault::Unreadable("(".to_owned()));
    }
    while let Ok(token) = parser.next().cloned() {
        match token {
            Token::UnquotedUrl(address) => reference(&address, fonts)?,
            Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                let address = parser.parse_nested_block(|inner| -> Result<String, ParseError<StyleFault>> {
                    let address = inner.expect_string().map(ToString::to_string);
                    let alone = inner.is_exhausted();
                    address
                        .ok()
                        .filter(|_| alone)
                        .ok_or_else(|| ParseError::custom(StyleFault::Function("url".to_owned())))
                })?;
                reference(&address, fonts)?;
            }
            Token::Function(name) if names::is_function(&name.to_ascii_lowercase()) => {
                parser.parse_nested_block(|inner| value(inner, false, depth - 1))?;
            }
            Token::Function(name) => return refuse(StyleFault::Function(name.to_string())),
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                parser.parse_nested_block(|inner| value(inner, false, depth - 1))?;
            }
            Token::AtKeyword(name) => return refuse(StyleFault::Rule(name.to_string())),
            token if token.is_parse_error() => return refuse(StyleFault::Unreadable(String::new())),
            _ => {}
        }
    }
    Ok(())
}

fn reference(address: &str, fonts: bool) -> StyleResult {
    if embedded::is_local(address) || embedded::is_picture(address) || fonts && embedded::is_font(address) {
        return Ok(());
    }
    refuse(StyleFault::Reference(address.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_draw_and_do_nothing_else() {
        for (text, fault) in [
            (".a{fill:url(#b)}", None),
            (".a , g > path:not(.b)::before { stroke : rgb(0 0 0 / 50%) !important; }", None),
            ("<!-- .a{fill:red} -->", None),
            ("@media (prefers-color-scheme: dark) { .a { fill: light-dark(#fff, var(--b, #000)) } }", None),
            ("@font-face{font-family:\"明朝\";src:url(\"#font\") format(svg)}", None),
            ("@font-face{src:url(data:font/woff2;base64,d09GMgABAAA=)}", None),
            ("@font-face{src:url(data:font/woff2;base64,PHNjcmlwdD4=)}", Some("Reference")),
            (".a{src:url(data:font/woff2;base64,d09GMgABAAA=)}", Some("Reference")),
            ("@import 'a.css';", Some("Rule")),
            ("@IM\\50 ORT url(a.css);", Some("Rule")),
            ("@keyframes a { to { fill: red } }", Some("Rule")),
            (".a{fill:url(a.svg#b)}", Some("Reference")),
            (".a{fill:\\75rl(//h)}", Some("Reference")),
            (".a{fill:u/**/rl(//h)}", Some("Function")),
            (".a{mask:url( \"//h/a\" )}", Some("Reference")),
            (".a{background:image-set('https://h/a' 1x)}", Some("Function")),
            (".a{background:-webkit-image-set(url(#a) 1x)}", Some("Function")),
            (".a{background:src('https://h/a')}", Some("Function")),
            (".a{background:cross-fade(url(#a))}", Some("Function")),
            (".a{background:element(#a)}", Some("Function")),
            (".a{width:expression(a())}", Some("Function")),
            (".a{behavior:url(#a)}", Some("Property")),
            (".a{-moz-binding:url(#a)}", Some("Property")),
            (".a{animation:b 1s}", Some("Property")),
            (".a{content:url(#a)}", Some("Property")),
            (".a{cursor:url(a.cur),auto}", Some("Reference")),
            (".a{fill:url(a b)}", Some("Unreadable")),
            (".a{fill:red;&:hover{fill:blue}}", Some("Unreadable")),
            (".a{--b:url(//h/a)}", Some("Reference")),
            ("", None),
            ("}", None),
            ("@media print; @import 'a.css';", Some("Rule")),
            ("@namespace svg url(http://www.w3.org/2000/svg); .a{fill:red}", None),
            ("@namespace {} @import 'a.css';", Some("Rule")),
            ("a ; @import 'a.css'; {fill:red}", None),
            (".a{", None),
        ] {
            let found = of_sheet(text).map(|fault| format!("{fault:?}"));
            let same = found.as_deref().map(|found| found.split('(').next().unwrap_or_default());
            assert_eq!(same, fault, "{text} {found:?}");
        }
        assert_eq!(of_declarations("fill:red;stroke:url(#a);;font-family:'メイリオ', sans-serif"), None);
        assert_eq!(of_declarations("-inkscape-font-specification:'Sans, Normal';mso-a:b"), None);
        assert_eq!(of_declarations("-x-a:b"), Some(StyleFault::Property("-x-a".to_owned())));
        assert_eq!(of_value("url(#a) none"), None);
        assert_eq!(of_value("url(b)"), Some(StyleFault::Reference("b".to_owned())));
        assert!(matches!(of_value(&"(".repeat(100_000)), Some(StyleFault::Unreadable(_))));
    }
}
