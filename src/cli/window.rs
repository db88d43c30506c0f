//! A console window of one's own: Windows opens one for a program that is double clicked, or that a folder is dropped on, and
//! closes it when the program ends. Such a window shows a site, and never vanishes with a message in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::load;
use crate::source::words;

use super::language::Language;
use super::print;

/// The folder that a double click asks for: the one dropped on the program, of the file dropped on it, or else the one it is
/// started in. None in a terminal, where commands are typed, and for other arguments, as schedulers and shortcuts give them:
/// nobody may sit before the window.
pub fn folder(arguments: &[OsString]) -> Option<PathBuf> {
    let folder = match arguments {
        [] | [_] => std::path::absolute(".").unwrap_or_default(),
        [_, dropped] => folder_of(Path::new(dropped))?,
        _ => return None,
    };
    is_alone().then_some(folder)
}

fn folder_of(dropped: &Path) -> Option<PathBuf> {
    // Names of commands are no absolute paths, and what is dropped is one.
    if !dropped.is_absolute() {
        return None;
    }
    load::folder_of(dropped).map(Path::to_owned)
}

/// The commands that show the site of a folder; where there is none, a sample is made if the answer is yes.
pub fn commands(folder: &Path, language: Language, yes: impl FnOnce(&str) -> bool) -> Vec<Vec<OsString>> {
    let sample = folder.join(language.say("見本のサイト", "sample-site"));
    let command = |words: &[&str], folder: &Path| {
        let words = ["nenpo"].iter().chain(words).map(OsString::from);
        words.chain([folder.as_os_str().to_owned()]).collect::<Vec<_>>()
    };
    let show = |root: &Path| command(&["serve", "--open", "--root"], root);
    if let Some(root) = [folder, &sample].into_iter().find(|root| load::has_site(root)) {
        return vec![show(root)];
    }
    let (at, name) = (folder.display(), sample.file_name().unwrap_or_default().to_string_lossy());
    let question = language.pick(words!(
        "{at} には content フォルダーがありません。見本のサイトを「{name}」に作り、ブラウザーで見ますか。\n作るときは Enter を、やめるときは n と Enter を押してください：",
        "There is no folder `content` in {at}. Make a sample site in `{name}` and show it in the browser?\nPress Enter to make it, or n and Enter to stop: "
    ));
    if yes(&question) { vec![command(&["init"], &sample), show(&sample)] } else { Vec::new() }
}

/// Asks in the window; only a word that begins with `n` is no.
pub fn yes(question: &str) -> bool {
    print::ask(question).is_ok_and(|answer| !answer.trim_start().to_lowercase().starts_with(['n', 'ｎ']))
}

/// Keeps the window until its messages are read.
pub fn hold(language: Language) {
    // Where nothing can be read, nobody waits.
    drop(print::ask(language.say("閉じるには Enter を押してください。", "Press Enter to close.")));
}

/// Whether no other program uses the console, which was then opened for this one.
#[cfg(windows)]
#[allow(unsafe_code, reason = "the standard library does not ask the system for this, and no crate that many use does")]
fn is_alone() -> bool {
    use windows_sys::Win32::System::Console::GetConsoleProcessList;
    let mut processes = [0_u32; 2];
    // SAFETY: the system writes at most as many numbers as the list has room for, which the second argument says.
    unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) == 1 }
}

#[cfg(not(windows))]
fn is_alone() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_shows_a_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        let words = |commands: Vec<Vec<OsString>>| {
            let words = |command: Vec<OsString>| command.join(&OsString::from(" ")).into_string().expect("text");
            commands.into_iter().map(words).collect::<Vec<_>>()
        };
        let (sample, root) = (at("見本のサイト").display().to_string(), folder.path().display().to_string());
        let (make, show) = (format!("nenpo init {sample}"), format!("nenpo serve --open --root {sample}"));
        assert!(commands(folder.path(), Language::Ja, |_| false).is_empty());
        let made = commands(folder.path(), Language::Ja, |question| question.contains("見本のサイト"));
        assert_eq!(words(made), [make, show.clone()]);
        // A second time.
        std::fs::create_dir_all(at("見本のサイト/content")).expect("made");
        assert_eq!(words(commands(folder.path(), Language::Ja, |_| false)), [show]);
        // A site of one's own comes first.
        std::fs::create_dir(at("content")).expect("made");
        let own = words(commands(folder.path(), Language::Ja, |_| false));
        assert_eq!(own, [format!("nenpo serve --open --root {root}")]);
    }

    #[test]
    fn what_is_dropped_is_no_command() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("sheet.md");
        std::fs::write(&file, "").expect("written");
        assert_eq!(folder_of(folder.path()), Some(folder.path().to_owned()));
        assert_eq!(folder_of(&file), Some(folder.path().to_owned()));
        for other in ["build", "src", "--help", "/there/is/none"] {
            assert_eq!(folder_of(Path::new(other)), None, "{other}");
        }
    }
}
