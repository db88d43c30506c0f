//! All files of grams. Of a site whose pages are those of the last time, a file is kept that has none of the rows of letters that came
//! or went with the pages that changed; any other is the old one, put right. Where that does not do, all pages are read.

use std::collections::HashMap;
use std::io::Read as _;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::digest::ValueDigest;
use crate::error::Result;
use crate::sink::{SitePart, ValuesDigest};

use super::gram_file::{ChangedPage, GramFile};
use super::ngrams::{GramSizes, Ngrams};
use super::pack::unpacked;
use super::texts::{GroupTexts, PageGroup};
use super::{FOLDER, FROM, FileSum, IndexFiles, address};

/// What is noted of an index: all that the next one has to know of its files.
#[derive(Serialize, Deserialize)]
struct IndexNote {
    /// How many files of texts each group has.
    texts: Vec<usize>,
    /// What each file of grams was made from.
    grams: Vec<ValuesDigest>,
}

/// A file of grams that was handed on: the SHA-256 of it, and the digest of what it was made from.
pub type GramSum = (FileSum, ValuesDigest);

/// Hands on the files of grams of all pages, given by groups with what came of these; their sums, in the order of the files.
///
/// # Errors
/// What came of reading a page, or what the sink says.
pub fn put_grams(
    (groups, texts): (&[PageGroup<'_>], &mut [GroupTexts]),
    sizes: GramSizes,
    files: &IndexFiles<'_>,
) -> Result<Vec<FileSum>> {
    let name = format!("{FOLDER}/");
    let made_from = files.known.map(|known| ValueDigest::of(&(known.common, pages_of(groups), sizes)));
    let mut sums: Vec<Option<GramSum>> = vec![None; sizes.count];
    if let Some(made_from) = &made_from
        && let Some(kept) = files.sink.keep(&name, made_from, FROM)?
        && let Ok(old) = serde_json::from_str::<IndexNote>(&kept.note)
        && let Some(changed) = changed_pages(groups, texts, &old, files)
    {
        let of_files = by_files(&changed, sizes);
        let put = |(number, changed): (usize, &Vec<&ChangedPage>)| {
            put_right(number, changed, (sizes, page_count(groups)), &old, files)
        };
        let found: Vec<Result<Option<GramSum>>> = of_files.par_iter().enumerate().map(put).collect();
        sums = found.into_iter().collect::<Result<_>>()?;
    }
    if sums.iter().any(Option::is_none) {
        let units = all_letters(groups, texts, files)?;
        let wanted = |number: usize| sums.get(number).is_some_and(Option::is_none);
        let put = |number: usize, bytes: &[u8]| files.put_or_keep(&gram_name(number), bytes);
        for (number, sum) in Ngrams::of(&units, sizes).shards(&wanted, &put) {
            if let Some(own) = sums.get_mut(number) {
                *own = Some(sum?);
            }
        }
    }
    let sums: Vec<GramSum> = sums.into_iter().flatten().collect();
    if let Some(made_from) = made_from {
        let texts = texts.iter().map(|texts| texts.files.len()).collect();
        let note = IndexNote { texts, grams: sums.iter().map(|(_, made_from)| *made_from).collect() };
        if let Ok(note) = serde_json::to_string(&note) {
            files.sink.made(SitePart { name, made_from, files: Vec::new(), note });
        }
    }
    Ok(sums.into_iter().map(|(sum, _)| sum).collect())
}

fn gram_name(number: usize) -> String {
    format!("g{number}")
}

/// The addresses of all pages with their numbers, by groups.
fn pages_of<'g>(groups: &'g [PageGroup<'_>]) -> Vec<(&'g str, Vec<(usize, &'g str)>)> {
    let pages = |group: &'g PageGroup<'_>| group.pages.iter().map(|(at, entry)| (*at, entry.path.as_str())).collect();
    groups.iter().map(|group| (group.id, pages(group))).collect()
}

fn page_count(groups: &[PageGroup<'_>]) -> usize {
    groups.iter().map(|group| group.pages.len()).sum()
}

/// The pages whose letters changed; nothing where the old ones are not known any more.
fn changed_pages(
    groups: &[PageGroup<'_>],
    texts: &[GroupTexts],
    old: &IndexNote,
    files: &IndexFiles<'_>,
) -> Option<Vec<ChangedPage>> {
    let published = |path: &str| published(path, files);
    let groups = groups.iter().zip(texts).zip(&old.texts);
    let changed: Vec<_> =
        groups.filter_map(|((group, texts), old)| Some((group, texts.units.as_ref()?, *old))).collect();
    let pages = changed.par_iter().map(|(group, now, old)| {
        let before = group.letters(*old, &published)?;
        let pages = group.pages.iter().zip(before.iter().zip(now.iter())).filter(|(_, (before, now))| before != now);
        Some(pages.map(|((at, _), (before, now))| ChangedPage::of(*at as u32, before, now)).collect::<Vec<_>>())
    });
    let pages: Vec<Vec<ChangedPage>> = pages.collect::<Option<_>>()?;
    let pages: Vec<ChangedPage> = pages.into_iter().flatten().collect();
    let letters: usize = texts.iter().map(|texts| texts.letters).sum();
    // Where much changed, files are sooner made than put right.
    (pages.iter().map(ChangedPage::rows).sum::<usize>() < letters / 16).then_some(pages)
}

/// The pages by which each file is another one.
fn by_files(changed: &[ChangedPage], sizes: GramSizes) -> Vec<Vec<&ChangedPage>> {
    let mut of_files: Vec<Vec<&ChangedPage>> = vec![Vec::new(); sizes.count];
    for page in changed {
        for number in page.shards(sizes.count) {
            of_files.get_mut(number).into_iter().for_each(|own| own.push(page));
        }
    }
    of_files
}

/// The bytes of a file of the old site.
fn published(path: &str, files: &IndexFiles<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    files.sink.published(path)?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Keeps a file of grams, or puts the old one right; nothing where that does not do.
fn put_right(
    number: usize,
    changed: &[&ChangedPage],
    (sizes, pages): (GramSizes, usize),
    old: &IndexNote,
    files: &IndexFiles<'_>,
) -> Result<Option<GramSum>> {
    let name = gram_name(number);
    if changed.is_empty() {
        let Some(made_from) = old.grams.get(number) else { return Ok(None) };
        return files.kept(&name, made_from);
    }
    let read = || GramFile::read(&unpacked(&published(&address(&name), files)?)?, pages, sizes.frequent);
    let Some(mut file) = read() else { return Ok(None) };
    changed.iter().for_each(|page| file.change(page, (number, sizes)));
    file.written().map(|bytes| files.put_or_keep(&name, &bytes)).transpose()
}

/// The letters of all pages, in their order.
fn all_letters(groups: &[PageGroup<'_>], texts: &mut [GroupTexts], files: &IndexFiles<'_>) -> Result<Vec<Vec<u16>>> {
    let of_group = |(group, texts): (&PageGroup<'_>, &mut GroupTexts)| -> Result<Vec<Vec<u16>>> {
        if let Some(units) = texts.units.take() {
            return Ok(units);
        }
        let read = |path: &str| (files.known?.read)(path).ok();
        // A disk may have lost what it held; the pages say the same.
        group.letters(texts.files.len(), &read).map_or_else(|| group.letters_of_pages(files.text), Ok)
    };
    let found: Vec<Result<Vec<Vec<u16>>>> = groups.par_iter().zip(texts.par_iter_mut()).map(of_group).collect();
    let mut pages: HashMap<usize, Vec<u16>> = HashMap::new();
    for (group, units) in groups.iter().zip(found) {
        pages.extend(group.pages.iter().map(|(at, _)| *at).zip(units?));
    }
    Ok((0..page_count(groups)).map(|at| pages.remove(&at).unwrap_or_default()).collect())
}
