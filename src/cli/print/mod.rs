//! All printing. Nothing else writes to the terminal, and nothing reaches it but [`Text`]: what a sheet, a name of a file
//! or a stranger's bag contains is shown there, and never controls it.

mod drawing;

use std::io::{self, ErrorKind, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::StyledStr;

use crate::error::{Error, Result};
use crate::source::words;
use crate::text::hidden::hidden;
use crate::text::visible;

pub use drawing::{SourceDrawing, Weight};

/// A path in a command as a shell and the program read it again: in quotes where it has spaces or marks, and with its folder
/// where it begins with a hyphen, since it would be an option.
pub fn shell_word(path: &str) -> String {
    let word = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '_' | '-' | ':' | '~' | '+' | ',' | '@');
    if !word.is_empty() && word.chars().all(plain) {
        return word;
    }
    // Within double quotes a shell still reads these.
    if word.contains(['"', '$', '`', '!']) {
        format!("'{}'", word.replace('\'', r"'\''"))
    } else {
        format!("\"{word}\"")
    }
}

/// A text that is safe to print: hidden characters are made visible, and stays on its line so
/// that no name of a file can pass for a message; the styling within is the program's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SafeText(String);

impl<S: AsRef<str> + ?Sized> From<&S> for SafeText {
    fn from(text: &S) -> SafeText {
        SafeText(visible(text.as_ref()).replace('\n', "␊"))
    }
}

impl From<String> for SafeText {
    fn from(text: String) -> SafeText {
        SafeText::from(text.as_str())
    }
}

impl SafeText {
    /// A text of several lines.
    pub fn lines(text: &str) -> SafeText {
        SafeText(visible(text).into_owned())
    }

    /// A text in bold.
    pub fn bold(text: &str) -> SafeText {
        SafeText(format!("\x1b[1m{}\x1b[0m", SafeText::from(text).0))
    }

    /// JSON, which spells hidden characters in its own way and so loses none. They stand nowhere in it but in strings.
    pub fn json(json: &str) -> SafeText {
        let (mut text, mut done) = (String::with_capacity(json.len()), 0);
        // Line ends are the program's own; in strings the writer of JSON spelt them.
        for (at, c, _) in hidden(json) {
            text.push_str(json.get(done..at).unwrap_or_default());
            for unit in c.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
            done = at + c.len_utf8();
        }
        text.push_str(json.get(done..).unwrap_or_default());
        SafeText(text)
    }

    /// Help and version as the reader of arguments styles them. There is no word in it but the program's.
    pub fn help(help: &StyledStr) -> SafeText {
        SafeText(help.ansi().to_string())
    }

    /// A text that was printed before and kept in a file; nothing where it has more than styling that acts on a terminal, since others
    /// may have written the file.
    pub fn kept(text: &str) -> Option<SafeText> {
        let is_styling = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        let mut pieces = text.split("\x1b[");
        let mut plain = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (_, rest) = piece.split_once('m').filter(|(code, _)| is_styling(code))?;
            plain.push_str(rest);
        }
        (hidden(&plain).is_empty() && !plain.contains('\r')).then(|| SafeText(text.to_owned()))
    }

    /// Adds a text, made safe, at the end.
    pub fn push(&mut self, text: impl Into<SafeText>) {
        self.0.push_str(&text.into().0);
    }

    /// Adds a text and ends the line.
    pub fn line(&mut self, text: impl Into<SafeText>) {
        self.push(text);
        self.0.push('\n');
    }

    /// What is printed, with its styling.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Without styling, to be compared.
    #[cfg(test)]
    pub fn plain(&self) -> String {
        anstream::adapter::strip_str(&self.0).to_string()
    }
}

/// Standard output took no more.
fn unprinted(error: &io::Error) -> Error {
    Error::new(words!("標準出力に書けません：{error}", "Standard output cannot be written: {error}"))
}

/// Prints a result to standard output. Whoever closed it wants to read no more, which is no error.
///
/// # Errors
/// When it cannot be written, as on a full disk.
pub fn out(text: impl Into<SafeText>) -> Result<()> {
    match write(anstream::stdout().lock(), &text.into().0) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unprinted(&error)),
        _ => Ok(()),
    }
}

/// Prints a line of a result to standard output.
///
/// # Errors
/// As for [`out`].
pub fn line(text: impl Into<SafeText>) -> Result<()> {
    let mut line = SafeText::default();
    line.line(text);
    out(line)
}

/// Prints a line that somebody has to see: a closed output is an error, too.
///
/// # Errors
/// When it cannot be written.
pub fn line_to_be_seen(text: impl Into<SafeText>) -> Result<()> {
    let mut line = SafeText::default();
    line.line(text);
    write(anstream::stdout().lock(), &line.0).map_err(|error| unprinted(&error))
}

/// Prints a message to standard error.
pub fn message(text: impl Into<SafeText>) {
    if let Err(error) = write(anstream::stderr().lock(), &text.into().0)
        && error.kind() != ErrorKind::BrokenPipe
    {
        // Nowhere is left to say it, but for the exit status.
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Prints a line of a message to standard error.
pub fn message_line(text: impl Into<SafeText>) {
    let mut line = SafeText::default();
    line.line(text);
    message(line);
}

/// Whether a message could not be written.
pub fn lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

static LOST: AtomicBool = AtomicBool::new(false);

/// Shows a line in the place of the one that was shown before it, on a terminal; `None` takes it away.
pub fn progress(text: Option<&str>) {
    let text = text.map(|text| SafeText::from(text).0.replace('\t', " ")).unwrap_or_default();
    message(SafeText(format!("\r\x1b[K{text}")));
}

/// Whether messages go to a terminal.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Asks for a word that is not shown while it is typed.
///
/// # Errors
/// When there is no terminal to type it.
pub fn ask_hidden(question: &str) -> io::Result<String> {
    rpassword::prompt_password(SafeText::from(question).0)
}

/// Asks for a line on the terminal.
///
/// # Errors
/// When there is nobody to type it.
pub fn ask(question: &str) -> io::Result<String> {
    message(SafeText::lines(question));
    let mut answer = String::new();
    match io::stdin().read_line(&mut answer)? {
        0 => Err(ErrorKind::UnexpectedEof.into()),
        _ => Ok(answer),
    }
}

fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_styling_of_our_own_remains() {
        let mut text = SafeText::bold("a\x1b[2Jb");
        text.line("\x1b[31m\u{9b}2J\u{202e}\r\n\tc");
        assert_eq!(text.0, "\x1b[1ma␛[2Jb\x1b[0m␛[31m\\u{9b}2J\\u{202e}␊\tc\n");
        assert_eq!(text.plain(), "a␛[2Jb␛[31m\\u{9b}2J\\u{202e}␊\tc\n");
        assert_eq!(SafeText::lines("a\r\nb\rc").0, "a\nb␍c");
    }

    #[test]
    fn what_was_kept_is_styled_text_or_nothing() {
        let mut text = SafeText::bold("a\x1b[2Jb葛\u{e0100}");
        text.line("\x1b[31m\u{202e}c");
        assert_eq!(SafeText::kept(&text.0), Some(text));
        assert_eq!(SafeText::kept(""), Some(SafeText::default()));
        for other in ["\x1b[2J", "\x1b]0;a\x07", "\x1b", "a\x1b[1", "\x1b[1m\u{202e}", "\u{9b}2J", "a\r\n", "\x1b[1;Hm"]
        {
            assert_eq!(SafeText::kept(other), None, "{other:?}");
        }
    }

    #[test]
    fn json_loses_nothing() {
        let value = serde_json::json!({ "a": "\x1b[2J\u{7f}\u{9b}\u{202e}\u{e0041}\n葛\u{e0100}" });
        let SafeText(text) = SafeText::json(&format!("{value:#}\n"));
        assert!(hidden(&text).is_empty(), "{text:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
