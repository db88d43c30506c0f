//! The parts of a packed office file, unpacked within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::fault::ImportFault;
use super::xml;

/// The most bytes that one part may unpack to: a sheet of a hundred thousand cells has a third of it.
const PART: u64 = 32 << 20;
/// The most bytes that all parts that are read may unpack to.
const ALL: u64 = 96 << 20;

/// A file of Office Open XML: a ZIP archive of parts, read with a bound on what unpacks.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
    /// The parts that were read.
    read: Vec<String>,
}

/// Where a part refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRelation {
    /// The last word of its type: `slide`, `image`.
    pub sort: String,
    /// The part that it leads to; an address of the web where it leads out of the file.
    pub target: String,
    /// Whether it leads out of the file; nothing is ever fetched from there.
    pub external: bool,
}

impl<'b> Package<'b> {
    /// Opens a packed file, and unpacks nothing yet.
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, ImportFault> {
        let damaged = || ImportFault::Part("zip".to_owned());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        let mut names = Vec::new();
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(|_| damaged())?;
            names.push(part.name().map_err(|_| damaged())?.into_owned());
        }
        Ok(Package { archive, names, left: ALL, read: Vec::new() })
    }

    /// The bytes of a part; nothing where there is none.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportFault> {
        if !self.names.iter().any(|own| own == name) {
            return Ok(None);
        }
        self.read.push(name.to_owned());
        let damaged = || ImportFault::Part(name.to_owned());
        let file = self.archive.by_name(name).map_err(|_| damaged())?;
        let most = PART.min(self.left);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(ImportFault::Large);
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// A part of XML as text; nothing where there is none.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ImportFault> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        // A mark at the beginning tells UTF-16, which XML may be in, too.
        let (text, _, wrong) = encoding_rs::UTF_8.decode(&bytes);
        if wrong {
            return Err(ImportFault::Part(name.to_owned()));
        }
        let text = text.into_owned();
        Ok(Some(text))
    }

    /// What a part refers to, by the ids of the references.
    pub fn relations(&mut self, part: &str) -> Result<BTreeMap<String, PartRelation>, ImportFault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(text) = self.text(&path)? else { return Ok(BTreeMap::new()) };
        let document = xml::parse(&text, &path)?;
        let relation = |node: roxmltree::Node<'_, '_>| {
            let target = node.attribute("Target")?;
            let external = node.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
            let sort = node.attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
            let target = if external { target.to_owned() } else { resolved(folder, target) };
            Some((node.attribute("Id")?.to_owned(), PartRelation { sort, target, external }))
        };
        Ok(document
            .descendants()
            .filter(|node| node.tag_name().name() == "Relationship")
            .filter_map(relation)
            .collect())
    }

    /// The parts that hold text for people and were not read: remarks, notes of speakers, heads and feet of pages.
    pub fn unread(&self) -> Vec<String> {
        let holds = |name: &&String| {
            let of_content = ["word/", "xl/", "ppt/"].iter().any(|folder| name.starts_with(folder));
            let of_looks = [
                "theme",
                "styles",
                "settings",
                "fontTable",
                "slideMaster",
                "slideLayout",
                "Master",
                "calcChain",
                "sharedStrings",
                "/_rels/",
            ];
            of_content && name.ends_with(".xml") && !of_looks.iter().any(|part| name.contains(part))
        };
        self.names.iter().filter(holds).filter(|name| !self.read.contains(name)).cloned().collect()
    }
}

/// A path within the file, given the folder it is written in.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
