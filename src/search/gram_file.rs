//! A file of grams as it was published the last time, to be put right where pages changed.

use std::collections::{BTreeMap, BTreeSet};

use super::list::{list, number, read_list, read_number};
use super::ngrams::{GAP, GramSizes, LONGEST, key, positions, prefix, shard, unit};

/// What stands in a file of grams: for each two letters the pages that have them.
pub struct GramFile {
    rows: BTreeMap<[u16; 2], GramPages>,
    frequent: usize,
    /// All pages by their numbers.
    everything: Vec<u32>,
}

/// The pages that have some letters in a row, in their order.
#[derive(Default)]
struct GramPages {
    pages: Vec<u32>,
    /// The letters that follow there; nothing where the pages are few, or the row is as long as any.
    following: Option<BTreeMap<u16, GramPages>>,
}

/// A page whose letters changed.
pub struct ChangedPage {
    /// Its number.
    page: u32,
    /// The keys of the rows of letters that it has now, in their order.
    has: Vec<u64>,
    /// Those that it did not have.
    come: Vec<u64>,
    /// Those that it had, and has no more.
    gone: Vec<u64>,
}

impl ChangedPage {
    /// A page of this number, given its letters as they were and as they are.
    pub fn of(page: u32, before: &[u16], now: &[u16]) -> ChangedPage {
        let (had, has) = (keys(before), keys(now));
        let without = |keys: &[u64], others: &[u64]| {
            keys.iter().copied().filter(|key| others.binary_search(key).is_err()).collect::<Vec<u64>>()
        };
        ChangedPage { page, come: without(&has, &had), gone: without(&had, &has), has }
    }

    /// How many rows of letters came or went.
    pub fn rows(&self) -> usize {
        self.come.len() + self.gone.len()
    }

    /// The numbers of the files that are others by it.
    pub fn shards(&self, count: usize) -> BTreeSet<usize> {
        self.come.iter().chain(&self.gone).map(|key| shard_of(*key, count)).collect()
    }

    /// Whether the page has a row that begins with as many letters of a key.
    fn begins(&self, key: u64, length: u32) -> bool {
        let sought = prefix(key, length);
        let at = self.has.partition_point(|key| prefix(*key, length) < sought);
        self.has.get(at).is_some_and(|key| prefix(*key, length) == sought)
    }
}

/// The keys of all rows of letters of a page, each once, in their order.
fn keys(letters: &[u16]) -> Vec<u64> {
    let at = letters.windows(2).enumerate().filter(|(_, pair)| !pair.contains(&GAP));
    let mut keys: Vec<u64> = at.map(|(at, _)| key(letters.get(at..).unwrap_or_default())).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn shard_of(key: u64, count: usize) -> usize {
    shard(letter(key, 1), letter(key, 2), count)
}

fn letter(key: u64, position: u32) -> u16 {
    unit(key, position) as u16
}

impl GramFile {
    /// Reads what was written for so many pages; nothing where it is damaged.
    pub fn read(mut bytes: &[u8], pages: usize, frequent: usize) -> Option<GramFile> {
        let everything: Vec<u32> = (0..).take(pages).collect();
        let mut rows = BTreeMap::new();
        while !bytes.is_empty() {
            let [first, second] = [read_letter(&mut bytes)?, read_letter(&mut bytes)?];
            rows.insert([first, second], GramPages::read(&mut bytes, &everything, 2, frequent)?);
        }
        Some(GramFile { rows, frequent, everything })
    }

    /// Puts the rows of a page right, of which the file of this number has those that are its own.
    pub fn change(&mut self, changed: &ChangedPage, (number, sizes): (usize, GramSizes)) {
        let own = |key: &&u64| shard_of(**key, sizes.count) == number;
        for key in changed.gone.iter().copied().filter(|key| own(&key)) {
            if let Some(pages) = self.rows.get_mut(&[letter(key, 1), letter(key, 2)]) {
                pages.remove(changed, key, 2);
            }
        }
        for key in changed.come.iter().copied().filter(|key| own(&key)) {
            self.rows.entry([letter(key, 1), letter(key, 2)]).or_default().add(changed.page, key, 2);
        }
    }

    /// The bytes of the file; nothing where it has to say what it never said: which letters follow those that are frequent now.
    pub fn written(mut self) -> Option<Vec<u8>> {
        self.rows.retain(|_, pages| !pages.pages.is_empty());
        let mut out = Vec::new();
        for ([first, second], pages) in &mut self.rows {
            pages.settle(2, self.frequent)?;
            number(&mut out, usize::from(*first));
            number(&mut out, usize::from(*second));
            pages.write(&mut out, &self.everything);
        }
        Some(out)
    }
}

impl GramPages {
    fn read(bytes: &mut &[u8], within: &[u32], length: u32, frequent: usize) -> Option<GramPages> {
        let pages = read_list(bytes, within.len())?;
        let pages: Vec<u32> = pages.into_iter().map(|at| within.get(at).copied()).collect::<Option<_>>()?;
        if length == LONGEST || pages.len() <= frequent {
            return Some(GramPages { pages, following: None });
        }
        let mut following = BTreeMap::new();
        for _ in 0..read_number(bytes)? {
            let next = read_letter(bytes)?;
            following.insert(next, GramPages::read(bytes, &pages, length + 1, frequent)?);
        }
        Some(GramPages { pages, following: Some(following) })
    }

    /// Takes a page away that has a row no more, here and among the letters that follow, where nothing else of it begins so.
    fn remove(&mut self, changed: &ChangedPage, key: u64, length: u32) {
        if !changed.begins(key, length)
            && let Ok(at) = self.pages.binary_search(&changed.page)
        {
            self.pages.remove(at);
        }
        // A row as long as any has nothing following.
        if let Some(following) = &mut self.following
            && let Some(pages) = following.get_mut(&letter(key, length + 1))
        {
            pages.remove(changed, key, length + 1);
        }
    }

    /// Adds a page that has a row now, here and among the letters that follow.
    fn add(&mut self, page: u32, key: u64, length: u32) {
        if let Err(at) = self.pages.binary_search(&page) {
            self.pages.insert(at, page);
        }
        if let Some(following) = &mut self.following
            && letter(key, length + 1) != GAP
        {
            following.entry(letter(key, length + 1)).or_default().add(page, key, length + 1);
        }
    }

    /// Makes sure that letters follow just where pages are many; nothing where they are not known.
    fn settle(&mut self, length: u32, frequent: usize) -> Option<()> {
        if length == LONGEST || self.pages.len() <= frequent {
            self.following = None;
            return Some(());
        }
        let following = self.following.as_mut()?;
        following.retain(|_, pages| !pages.pages.is_empty());
        following.values_mut().try_for_each(|pages| pages.settle(length + 1, frequent))
    }

    fn write(&self, out: &mut Vec<u8>, within: &[u32]) {
        list(out, &positions(&self.pages, within), within.len());
        let Some(following) = &self.following else { return };
        number(out, following.len());
        for (next, pages) in following {
            number(out, usize::from(*next));
            pages.write(out, &self.pages);
        }
    }
}

fn read_letter(bytes: &mut &[u8]) -> Option<u16> {
    u16::try_from(read_number(bytes)?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::ngrams::Ngrams;
    use super::*;
    use proptest::prelude::*;

    fn page(text: &str) -> Vec<u16> {
        text.split('|').flat_map(|line| line.encode_utf16().chain([GAP])).collect()
    }

    fn files(pages: &[Vec<u16>], sizes: GramSizes) -> BTreeMap<usize, Vec<u8>> {
        Ngrams::of(pages, sizes).shards(&|_| true, &|_, bytes| bytes.to_vec()).into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn a_file_that_was_put_right_is_one_that_was_made(
            texts in proptest::collection::vec("[あいう𠮷0|]{0,20}", 1..30),
            edits in proptest::collection::vec((any::<prop::sample::Index>(), "[あいう𠮷0|]{0,20}"), 0..6),
            count in 1_usize..20,
            frequent in 0_usize..12,
        ) {
            let sizes = GramSizes { count, frequent };
            let before: Vec<Vec<u16>> = texts.iter().map(|text| page(text)).collect();
            let mut now = before.clone();
            for (at, text) in &edits {
                let at = at.index(now.len());
                now[at] = page(text);
            }
            let changed = before.iter().zip(&now).zip(0..).map(|((before, now), at)| ChangedPage::of(at, before, now));
            let changed: Vec<ChangedPage> = changed.collect();
            let (old, new) = (files(&before, sizes), files(&now, sizes));
            for (number, bytes) in &old {
                let mut file = GramFile::read(bytes, before.len(), frequent).unwrap();
                changed.iter().for_each(|page| file.change(page, (*number, sizes)));
                // Where letters became frequent, all pages have to be read.
                if let Some(written) = file.written() {
                    prop_assert_eq!(&written, &new[number]);
                }
                let is_touched = changed.iter().any(|page| page.shards(count).contains(number));
                prop_assert!(is_touched || bytes == &new[number]);
            }
        }
    }

    #[test]
    fn most_files_are_put_right() {
        let sizes = GramSizes { count: 3, frequent: 4 };
        let before: Vec<Vec<u16>> =
            (0..40).map(|at| page(&format!("共通の文。|{}町の{}人", at / 7, at * 31))).collect();
        let mut now = before.clone();
        now[9] = page("共通の文。|別の町の話");
        now[20] = page("共有の文。");
        let changed = [9, 20].map(|at| ChangedPage::of(at as u32, &before[at], &now[at]));
        let (old, new) = (files(&before, sizes), files(&now, sizes));
        let mut right = 0;
        for (number, bytes) in &old {
            let mut file = GramFile::read(bytes, before.len(), sizes.frequent).unwrap();
            changed.iter().for_each(|page| file.change(page, (*number, sizes)));
            right += usize::from(file.written().as_ref() == Some(&new[number]));
            for end in 1..bytes.len() {
                // A file that was cut is another file, or none; it is never a panic.
                let _ = GramFile::read(&bytes[..end], before.len(), sizes.frequent);
            }
        }
        assert_eq!(right, 3);
    }
}
