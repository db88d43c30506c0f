//! What pages say, in files of some pages each. Those of a place stand together and under its name, so that nothing but an edit of
//! its pages changes its files.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::de::IgnoredAny;

use crate::digest::ValueDigest;
use crate::error::{Error, Result};
use crate::sink::{SitePart, ValuesDigest};
use crate::stage;

use super::ngrams;
use super::pack::unpacked;
use super::{FROM, FileSum, IndexFiles, KnownFiles, PageEntry, PageSection, PageText, address};

/// How many bytes of text stand in one file at most, unless a page alone has more. Packed it is at most
/// 32 KB at the size of the country.
const BLOCK: usize = 64 * 1024;

/// The pages of one place together, since a place says much the same every year, and what is said twice is packed once.
/// Pages of no year are short, and together whatever their place.
pub struct PageGroup<'e> {
    /// The id of the place; empty for the pages of no year.
    pub id: &'e str,
    /// Its pages in the order of the index, each with its number there.
    pub pages: Vec<(usize, &'e PageEntry)>,
}

/// What came of the pages of a group.
pub struct GroupTexts {
    /// The SHA-256 of each of its files.
    pub files: Vec<FileSum>,
    /// For each page the number of its file among those.
    pub homes: Vec<usize>,
    /// How many letters all its pages have.
    pub letters: usize,
    /// The folded letters of each page as units of UTF-16; nothing where the files were kept, and nobody asked for them yet.
    pub units: Option<Vec<Vec<u16>>>,
}

/// What is noted of the files of a group: the file of each page, and how many letters the pages have.
type GroupNote = (Vec<usize>, usize);

/// All pages by place, those of no year first.
pub fn groups(entries: &[PageEntry]) -> Vec<PageGroup<'_>> {
    let mut groups: BTreeMap<&str, Vec<(usize, &PageEntry)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let id = entry.year.map_or("", |_| entry.place_id.as_str());
        groups.entry(id).or_default().push((at, entry));
    }
    groups.into_iter().map(|(id, pages)| PageGroup { id, pages }).collect()
}

impl PageGroup<'_> {
    /// Hands on the files of the group, or keeps those of the last time.
    ///
    /// # Errors
    /// What came of reading a page, or what the sink says.
    pub fn texts(&self, files: &IndexFiles<'_>) -> Result<GroupTexts> {
        let made_from = files.known.and_then(|known| Some((known, self.digest(known)?)));
        if let Some((known, made_from)) = &made_from
            && let Some(kept) = files.sink.keep(&address(&self.name(0)), made_from, FROM)?
        {
            let sums = (0..kept.files).map(|at| (known.digest)(&address(&self.name(at))).unwrap_or_default());
            let (homes, letters): GroupNote = serde_json::from_str(&kept.note).map_err(Error::other)?;
            return Ok(GroupTexts { files: sums.collect(), homes, letters, units: None });
        }
        let blocks = blocks(self.read(files.text)?);
        let put = |(at, block): (usize, &Vec<ReadPage<'_>>)| files.put(&self.name(at), &written(block));
        let sums: Vec<Result<FileSum>> = blocks.par_iter().enumerate().map(put).collect();
        let sums: Vec<FileSum> = sums.into_iter().collect::<Result<_>>()?;
        let blocks = blocks.into_iter().enumerate();
        let pages = blocks.flat_map(|(at, block)| block.into_iter().map(move |page| (at, page.units)));
        let (homes, units): (Vec<usize>, Vec<Vec<u16>>) = pages.unzip();
        let letters = units.iter().map(Vec::len).sum();
        if let Some((_, made_from)) = made_from {
            let of_group = (0..sums.len()).map(|at| address(&self.name(at))).collect();
            let note = serde_json::to_string::<GroupNote>(&(homes.clone(), letters)).map_err(Error::other)?;
            files.sink.made(SitePart { name: address(&self.name(0)), made_from, files: of_group, note });
        }
        Ok(GroupTexts { files: sums, homes, letters, units: Some(units) })
    }

    /// The letters of each page, read from the files of the group, given how many there are and who reads them; nothing where they do not
    /// say what all of its pages do.
    pub fn letters(&self, files: usize, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Vec<Vec<u16>>> {
        let mut pages = Vec::new();
        for at in 0..files {
            let said = said(&read(&address(&self.name(at)))?)?;
            pages.extend(said.iter().map(|lines| ngrams::units(lines.iter().map(String::as_str))));
        }
        (pages.len() == self.pages.len()).then_some(pages)
    }

    /// The letters of each page, from the pages themselves.
    ///
    /// # Errors
    /// What came of reading a page.
    pub fn letters_of_pages(&self, text: &PageText<'_>) -> Result<Vec<Vec<u16>>> {
        Ok(self.read(text)?.into_iter().map(|page| page.units).collect())
    }

    /// What a file of the group is called: that of a place by its id, and by a number from 0.
    fn name(&self, at: usize) -> String {
        format!("t-{}-{at}", self.id)
    }

    /// The digest of all that the files of the group hold; nothing where the bytes of a page are not known.
    fn digest(&self, known: KnownFiles<'_>) -> Option<ValuesDigest> {
        let page = |(_, entry): &(usize, &PageEntry)| match entry.words {
            Some(_) => Some(None),
            None => (known.digest)(&entry.path).map(Some),
        };
        let pages: Vec<Option<ValuesDigest>> = self.pages.iter().map(page).collect::<Option<_>>()?;
        let entries: Vec<&PageEntry> = self.pages.iter().map(|(_, entry)| *entry).collect();
        Some(ValueDigest::of(&(known.common, entries, pages)))
    }

    fn read(&self, text: &PageText<'_>) -> Result<Vec<ReadPage<'_>>> {
        let pages: Vec<Result<ReadPage<'_>>> =
            self.pages.par_iter().map(|(_, entry)| ReadPage::read(entry, text)).collect();
        pages.into_iter().collect()
    }
}

/// A page that was read.
struct ReadPage<'a> {
    entry: &'a PageEntry,
    sections: Vec<PageSection>,
    /// Its folded letters, as units of UTF-16.
    units: Vec<u16>,
}

impl<'a> ReadPage<'a> {
    fn read(entry: &'a PageEntry, text: &PageText<'_>) -> Result<ReadPage<'a>> {
        let _stage = tracing::info_span!(stage::SECTIONS.name).entered();
        let sections = match &entry.words {
            Some(words) => vec![PageSection { text: words.clone(), ..PageSection::default() }],
            None => text(&entry.path)?,
        };
        let units = ngrams::units(sections.iter().map(|section| section.text.as_str()));
        Ok(ReadPage { entry, sections, units })
    }

    fn size(&self) -> usize {
        self.sections.iter().map(|section| section.text.len()).sum()
    }
}

/// The pages of a group that stand in one file each time.
fn blocks(pages: Vec<ReadPage<'_>>) -> Vec<Vec<ReadPage<'_>>> {
    let mut blocks: Vec<Vec<ReadPage<'_>>> = Vec::new();
    let mut full = 0;
    for page in pages {
        let size = page.size();
        match blocks.last_mut() {
            Some(block) if full + size <= BLOCK => block.push(page),
            _ => {
                blocks.push(vec![page]);
                full = 0;
            }
        }
        full += size;
    }
    blocks
}

/// Pages as `search.js` reads them.
fn written(pages: &[ReadPage<'_>]) -> Vec<u8> {
    let pages = pages.iter().map(|ReadPage { entry, sections, .. }| {
        let sections = sections.iter().map(|section| [&section.id, &section.heading, &section.text]);
        (&entry.path, &entry.title, &entry.place, &entry.year_name, sections.collect::<Vec<_>>())
    });
    // Lists of words always are JSON.
    serde_json::to_vec(&pages.collect::<Vec<_>>()).unwrap_or_default()
}

/// A page of a written file, of which only the texts of its sections are read.
type WrittenPage = (IgnoredAny, IgnoredAny, IgnoredAny, IgnoredAny, Vec<(IgnoredAny, IgnoredAny, String)>);

/// The texts of the sections of each page in a packed file; nothing where it is damaged.
fn said(script: &[u8]) -> Option<Vec<Vec<String>>> {
    let pages: Vec<WrittenPage> = serde_json::from_slice(&unpacked(script)?).ok()?;
    Some(pages.into_iter().map(|(.., sections)| sections.into_iter().map(|(.., text)| text).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, place: &str, size: usize) -> PageEntry {
        let words = Some("字".repeat(size));
        PageEntry { path: path.into(), place_id: place.into(), year: Some(2020), words, ..PageEntry::default() }
    }

    #[test]
    fn places_stand_apart_and_files_are_read_back() {
        let entries = [page("a", "x", 9000), page("b", "y", 3), page("c", "x", 20_000), page("d", "x", 4)];
        let groups = groups(&entries);
        let numbers = |group: &PageGroup<'_>| group.pages.iter().map(|(at, _)| *at).collect::<Vec<usize>>();
        let ids: Vec<(&str, Vec<usize>)> = groups.iter().map(|group| (group.id, numbers(group))).collect();
        assert_eq!(ids, [("x", vec![0, 2, 3]), ("y", vec![1])]);
        let x = groups[0].read(&|_| Ok(Vec::new())).unwrap();
        let blocks = blocks(x);
        assert_eq!(blocks.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        let packed = super::super::pack::script("t-x-1", &written(&blocks[1]));
        let lengths: Vec<usize> = said(&packed).unwrap().iter().map(|texts| texts[0].chars().count()).collect();
        assert_eq!(lengths, [20_000, 4]);
        for cut in [0, 5, packed.len() / 2, packed.len() - 9] {
            assert_eq!(said(&packed[..cut]), None, "{cut}");
        }
    }
}
