//! The browser that prints: where it may be installed, and how it is asked to print.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::text::page_path;

use super::error;

/// What the browsers are called that can print with bookmarks, in the order in which they are tried.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
];

/// Where they are below the folders of programs, on Windows and macOS.
const BELOW: &[&str] = &[
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// How often it is looked whether the browser is done.
const PAUSE: Duration = Duration::from_millis(20);

/// After how many looks it is given up: two minutes. A hundred sheets take some seconds.
const MOST_LOOKS: u32 = 6000;

/// A browser, ready to print.
#[derive(Clone, Debug)]
pub struct Browser {
    program: PathBuf,
    /// How often it is looked whether it is done.
    looks: u32,
}

/// Where programs may be installed, as the environment says.
#[derive(Clone, Debug, Default)]
pub struct InstalledPrograms {
    /// The program that somebody named: a path, or a name to be looked for in `path`.
    pub named: Option<OsString>,
    /// The folders in which commands are looked for.
    pub path: Vec<PathBuf>,
    /// The folders in which each program has a folder of its own, on Windows and macOS.
    pub folders: Vec<PathBuf>,
}

impl Browser {
    /// The browser that somebody named, else the first that is installed.
    ///
    /// # Errors
    /// When there is none, with what to do.
    pub fn find(installed: &InstalledPrograms) -> Result<Browser> {
        let found = match installed.named.as_deref().filter(|named| !named.is_empty()) {
            Some(named) => installed.command(named).ok_or_else(|| error::no_such_browser(named)),
            None => installed.usual().ok_or_else(error::no_browser),
        };
        Ok(Browser { program: found?, looks: MOST_LOOKS })
    }

    /// Prints a page of HTML into a PDF. Settings and what the browser says are kept in the folder `work`.
    ///
    /// # Errors
    /// When the browser cannot be started, fails, takes too long or writes nothing.
    pub fn print(&self, page: &Path, pdf: &Path, work: &Path) -> Result<()> {
        let said = work.join("said.txt");
        let log = File::create(&said).map_err(|error| Error::at(&said)(error))?;
        let mut command = Command::new(&self.program);
        command.args([
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
        ]);
        // The browser refuses to shut pages off from the system where root starts it; the page is of our own making.
        if is_root() {
            command.arg("--no-sandbox");
        }
        command.arg(with_path("--user-data-dir=", &work.join("profile")));
        command.arg(with_path("--print-to-pdf=", pdf)).arg(address(page));
        command.stdout(Stdio::null()).stderr(log);
        let status = self.run(&mut command)?;
        let written = fs::metadata(pdf).is_ok_and(|file| file.len() > 0);
        if status.success() && written {
            return Ok(());
        }
        let said = fs::read(&said).unwrap_or_default();
        Err(error::browser_failed(&self.program, status, String::from_utf8_lossy(&said).trim()))
    }

    /// Waits for a command, and ends it when it takes too long.
    fn run(&self, command: &mut Command) -> Result<ExitStatus> {
        let failed = |error: std::io::Error| error::not_started(&self.program, &error);
        let mut child = command.spawn().map_err(failed)?;
        for _ in 0..self.looks {
            if let Some(status) = child.try_wait().map_err(failed)? {
                return Ok(status);
            }
            std::thread::sleep(PAUSE);
        }
        // It may have ended in this moment.
        drop(child.kill());
        child.wait().map_err(failed)?;
        Err(error::too_long(&self.program))
    }
}

impl InstalledPrograms {
    /// A program by its path or its name.
    fn command(&self, named: &OsStr) -> Option<PathBuf> {
        let path = Path::new(named);
        if path.components().count() > 1 {
            return Some(path.to_owned()).filter(|path| path.is_file());
        }
        self.in_path(named)
    }

    fn in_path(&self, name: &OsStr) -> Option<PathBuf> {
        let with_ending = |folder: &PathBuf| {
            let [mut plain, mut windows] = [folder.join(name), folder.join(name)];
            windows.as_mut_os_string().push(".exe");
            plain = if plain.is_file() { plain } else { windows };
            Some(plain).filter(|program| program.is_file())
        };
        self.path.iter().find_map(with_ending)
    }

    fn usual(&self) -> Option<PathBuf> {
        let below = || self.folders.iter().flat_map(|folder| BELOW.iter().map(|path| folder.join(path)));
        let in_path = NAMES.iter().find_map(|name| self.in_path(OsStr::new(name)));
        in_path.or_else(|| below().find(|program| program.is_file()))
    }
}

fn with_path(option: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(option);
    argument.push(path);
    argument
}

/// The address of a file for a browser.
fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    // Paths without links begin with `//?/` on Windows.
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", page_path::encode_ascii(path))
}

/// Whether root starts what is started.
fn is_root() -> bool {
    #[cfg(unix)]
    let root = rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    let root = false;
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(folder: &Path, path: &str) -> PathBuf {
        let program = folder.join(path);
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, "").unwrap();
        program
    }

    #[test]
    fn a_browser_is_found_where_it_is_installed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let mut installed = InstalledPrograms { path: vec![at("none"), at("bin")], ..InstalledPrograms::default() };
        let found = |installed: &InstalledPrograms| Browser::find(installed).map(|browser| browser.program);
        let none = found(&installed).unwrap_err();
        assert!(none.message.ja.contains("NENPO_BROWSER"), "{none:?}");

        installed.folders = vec![at("Applications"), at("Program Files (x86)")];
        let edge = program(folder.path(), "Program Files (x86)/Microsoft/Edge/Application/msedge.exe");
        assert_eq!(found(&installed).unwrap(), edge);
        let chrome = program(folder.path(), "Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
        assert_eq!(found(&installed).unwrap(), chrome);
        let windows = program(folder.path(), "bin/msedge.exe");
        assert_eq!(found(&installed).unwrap(), windows);
        let chromium = program(folder.path(), "bin/chromium");
        assert_eq!(found(&installed).unwrap(), chromium);

        // What somebody names is taken, and nothing else.
        installed.named = Some("brave".into());
        assert!(found(&installed).unwrap_err().message.ja.contains("brave"));
        let brave = program(folder.path(), "bin/brave");
        assert_eq!(found(&installed).unwrap(), brave);
        let own = program(folder.path(), "own/browser");
        installed.named = Some(own.clone().into());
        assert_eq!(found(&installed).unwrap(), own);
    }

    #[test]
    fn files_have_addresses() {
        for (path, expected) in [
            ("/home/年報/2021/booklet.html", "file:///home/%E5%B9%B4%E5%A0%B1/2021/booklet.html"),
            ("/a b/100%.html", "file:///a%20b/100%25.html"),
            (r"\\?\C:\work\booklet.html", "file:///C%3A/work/booklet.html"),
        ] {
            assert_eq!(address(Path::new(path)), expected);
        }
    }

    /// A program of the shell in place of a browser, which is asked to print.
    #[cfg(unix)]
    fn printed_by(script: &str) -> (tempfile::TempDir, Result<()>) {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path(), "browser");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let browser = Browser { program, looks: MOST_LOOKS };
        let (page, pdf) = (folder.path().join("2021/booklet.html"), folder.path().join("booklet.pdf"));
        let printed = browser.print(&page, &pdf, folder.path());
        (folder, printed)
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_is_asked_for_one_page_with_bookmarks() {
        let write = r#"for word; do case "$word" in --print-to-pdf=*) printf '%s\n' "$@" > "${word#*=}";; esac; done"#;
        let (folder, printed) = printed_by(write);
        printed.unwrap();
        let asked = fs::read_to_string(folder.path().join("booklet.pdf")).unwrap();
        let asked: Vec<&str> = asked.lines().collect();
        assert!(asked.contains(&"--generate-pdf-document-outline") && asked.contains(&"--export-tagged-pdf"));
        // The sandbox is left only where the browser would not start with it.
        assert_eq!(asked.contains(&"--no-sandbox"), is_root());
        let addresses: Vec<&&str> = asked.iter().filter(|word| !word.starts_with("--")).collect();
        assert_eq!(addresses, [&address(&folder.path().join("2021/booklet.html"))]);
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_that_fails_is_told_with_its_last_words() {
        for script in ["echo first >&2; echo no display >&2; exit 21", "echo no display >&2"] {
            let error = printed_by(script).1.unwrap_err();
            assert!(error.message.ja.contains("no display") && !error.message.ja.contains("first"), "{error:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_browser_that_does_not_end_is_ended() {
        let browser = Browser { program: "sleep".into(), looks: 3 };
        let error = browser.run(Command::new("sleep").arg("600")).unwrap_err();
        assert!(error.message.ja.contains("終わりません"), "{error:?}");
    }
}
