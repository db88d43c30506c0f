//! The folder a site is published in: whether it can be used, its lock, and what killed builds left there.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::error::Result;

use super::lock::{self, Lock};
use super::manifest::SiteManifest;
use super::metadata::numbered_files;
use super::names::{NEW, NEXT_MANIFEST, OLD};
use super::types::Destination;
use super::{error, swap, tree};

/// An output folder, locked for as long as this lives.
#[derive(Debug)]
pub(super) struct OutputDir {
    folder: PathBuf,
    _lock: Lock,
}

impl OutputDir {
    /// Makes sure of the folder, locks it, and clears away what killed builds left.
    pub fn open(to: &Destination<'_>) -> Result<OutputDir> {
        apart(to.folder, to.sources)?;
        match fs::metadata(to.folder) {
            Ok(found) if !found.is_dir() => return Err(error::not_a_folder(to.folder)),
            _ => fs::create_dir_all(to.folder).map_err(|error| error::io(to.folder, &error))?,
        }
        let lock = lock::lock(to.folder)?;
        let dir = OutputDir { folder: to.folder.to_owned(), _lock: lock };
        dir.recover()?;
        // A link is refused as well: exchanging it would leave the folder it leads to as it was.
        match fs::symlink_metadata(dir.site()) {
            Ok(found) if !found.is_dir() => Err(error::not_a_folder(&dir.site())),
            _ => Ok(dir),
        }
    }

    /// The output folder, as an absolute path without links.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the published site, `site` in the output folder.
    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// The manifest of the published site.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("site.manifest")
    }

    /// The manifest of the site that is about to be published. It is there before the exchange and takes the
    /// other's name after it; a build killed in between leaves it for [`OutputDir::recover`].
    pub fn next_manifest(&self) -> PathBuf {
        self.folder.join(NEXT_MANIFEST)
    }

    /// All files of the published site, sorted, by their path below it, each with its number; none when there is no site yet.
    pub fn files(&self) -> Result<Vec<(String, u64)>> {
        let site = self.site();
        if !site.is_dir() {
            return Ok(Vec::new());
        }
        numbered_files(&site).map_err(|error| error::io(&site, &error))
    }

    /// Puts right what a killed build left: the site's name, the manifest that belongs to it, half-written folders.
    fn recover(&self) -> Result<()> {
        let mut left = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(|error| error::io(&self.folder, &error))? {
            let path = entry.map_err(|error| error::io(&self.folder, &error))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with(OLD) && !self.site().exists() {
                swap::rename(&path, &self.site()).map_err(|error| error::exchange(&self.site(), &[&path], &error))?;
            } else if name.starts_with(NEW) || name.starts_with(OLD) {
                left.push(path);
            }
        }
        let next = self.next_manifest();
        if next.exists() {
            let settled = if SiteManifest::read(&next)?.describes(&self.site()) {
                swap::rename(&next, &self.manifest())
            } else {
                fs::remove_file(&next)
            };
            settled.map_err(|error| error::io(&next, &error))?;
        }
        for folder in left {
            tree::remove(&folder);
        }
        Ok(())
    }
}

/// Refuses an output folder among the sources, and sources in it: a build would read what it wrote.
///
/// # Errors
/// When one of them lies in the other, or is the other, in whatever spelling.
pub fn apart(folder: &Path, sources: &[&Path]) -> Result<()> {
    let folder_at = real(folder);
    for source in sources {
        let source_at = real(source);
        if folder_at.starts_with(&source_at) || source_at.starts_with(&folder_at) {
            return Err(error::nested(folder, source));
        }
    }
    Ok(())
}

/// A path as the system will find it: without links and dots, also where parts of it are yet to be made. Names that some
/// systems take for one are one here, so that a site may be moved to them.
fn real(path: &Path) -> PathBuf {
    /// As many links as Linux follows in a path (`MAXSYMLINKS`): more are a loop.
    const LINKS: usize = 40;
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest: VecDeque<OsString> = path.iter().map(OsStr::to_owned).collect();
    let mut at = PathBuf::new();
    let mut links = 0;
    while let Some(part) = rest.pop_front() {
        match Path::new(&part).components().next() {
            Some(Component::CurDir) | None => {}
            Some(Component::ParentDir) => _ = at.pop(),
            Some(Component::Normal(_)) => {
                let next = at.join(&part);
                match fs::read_link(&next) {
                    // A link may lead to what is not there yet.
                    Ok(target) if links < LINKS => {
                        links += 1;
                        target.iter().rev().for_each(|part| rest.push_front(part.to_owned()));
                    }
                    _ => at = next,
                }
            }
            Some(Component::RootDir | Component::Prefix(_)) => at.push(&part),
        }
    }
    // Short names of Windows are spelled out where there is such a folder.
    let known = at.ancestors().find_map(|known| Some((known.canonicalize().ok()?, at.strip_prefix(known).ok()?)));
    let whole = known.map_or_else(|| at.clone(), |(known, rest)| known.join(rest));
    let same = |part: &OsStr| {
        let part: String = part.to_string_lossy().nfc().flat_map(char::to_lowercase).collect();
        part.trim_end_matches(['.', ' ']).to_owned()
    };
    whole.iter().map(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_and_output_lie_apart_in_every_spelling() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("site/content/2021")).unwrap();
        let sources = [at("site/content"), at("site/themes")];
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let mut cases = vec![
            ("site/output", true),
            ("site/contents", true),
            ("site/content-2", true),
            ("output", true),
            ("site/content/../output", true),
            ("site/content", false),
            ("site/content/", false),
            ("site/content/.", false),
            ("site//content", false),
            ("site/content/new/deep", false),
            ("site/none/../content", false),
            ("site/none/deeper/../../content/site", false),
            ("site/Content", false),
            ("site/CONTENT/2021", false),
            ("site/content./a", false),
            ("site/themes", false),
            ("site/Themes/blue", false),
            ("site/none/../themes", false),
            ("site", false),
            ("site/output/..", false),
            (".", false),
        ];
        #[cfg(unix)]
        {
            let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, at(from)).unwrap();
            link("content", "site/link");
            link("themes/new", "site/later");
            link("..", "site/content/up");
            link("round", "site/round");
            link("output", "site/out");
            let linked = [
                ("link", false),
                ("link/a", false),
                ("later", false),
                ("later/a", false),
                ("round", true),
                ("out", true),
            ];
            cases.extend(linked.map(|(link, apart)| (["site/", link].concat().leak() as &str, apart)));
            cases.push(("site/content/up/output", true));
            cases.push(("site/content/up/content", false));
        }
        for (output, apart_from) in cases {
            assert_eq!(apart(&at(output), &sources).is_ok(), apart_from, "{output}");
        }
    }
}
