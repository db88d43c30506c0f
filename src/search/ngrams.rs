//! Which pages have which letters in a row.
//!
//! For every two letters that stand together anywhere: the pages that have them. Where these are many, the same for three
//! letters, and where these are many, for four. A letter is a unit of UTF-16, as in a browser's strings.

use rayon::prelude::*;

use super::fold::{fold, unified};
use super::list::{list, number};

/// What stands between lines: no text has it, so nothing is found across lines.
pub(super) const GAP: u16 = 0;
/// The longest row of letters in the index. Words of up to four letters are most often
/// found without reading any text.
pub(super) const LONGEST: u32 = 4;
/// How many positions of text one file is for, about: packed some 6 KB at the size of the country, of which a search
/// loads at most six.
const POSITIONS: usize = 24_000;
/// Files are written in so many lots: the postings of only the lots under way are in memory.
const LOTS: usize = 32;
/// The lot of positions at which no two letters begin.
const NO_LOT: u8 = u8::MAX;

/// The folded letters of a page, given the texts of its sections. Lines with another spelling of 障害 follow once more with that one.
pub fn units<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u16> {
    let lines = texts.flat_map(str::lines);
    let mut units = Vec::new();
    let mut add = |line: &str| {
        units.extend(line.encode_utf16());
        units.push(GAP);
    };
    for line in lines.map(fold) {
        if let Some(other) = unified(&line) {
            add(&other);
        }
        add(&line);
    }
    units.shrink_to_fit();
    units
}

/// How grams are shared out among files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GramSizes {
    /// How many files there are.
    pub count: usize,
    /// Rows of letters that more pages have are split by one more letter.
    pub frequent: usize,
}

impl GramSizes {
    /// Those for so many pages with so many letters.
    pub fn of(pages: usize, letters: usize) -> GramSizes {
        // A list of more than a sixteenth of all pages is long to load, so rows of one letter more are listed, too. A list of
        // 64 pages is short on any site.
        GramSizes { count: letters / POSITIONS + 1, frequent: (pages / 16).max(64) }
    }
}

/// Rows of letters, shared out among files.
pub struct Ngrams<'a> {
    pages: &'a [Vec<u16>],
    /// The lot of every position of every page, so that a lot is found without looking at all letters again.
    lots: Vec<Vec<u8>>,
    count: usize,
    frequent: usize,
}

impl<'a> Ngrams<'a> {
    /// The grams of pages, given their letters.
    pub fn of(pages: &'a [Vec<u16>], GramSizes { count, frequent }: GramSizes) -> Ngrams<'a> {
        let lot = |pair: &[u16]| match *pair {
            [GAP, _] | [_, GAP] => NO_LOT,
            [first, second] => (shard(first, second, count) % LOTS.min(count)) as u8,
            _ => NO_LOT,
        };
        let lots = pages.par_iter().map(|units| units.windows(2).map(lot).collect()).collect();
        Ngrams { pages, lots, count, frequent }
    }

    /// Hands on what stands in each file that is wanted, with the number of the file; what came of it.
    pub fn shards<T: Send>(
        &self,
        wanted: &(dyn Fn(usize) -> bool + Sync),
        write_file: &(dyn Fn(usize, &[u8]) -> T + Sync),
    ) -> Vec<(usize, T)> {
        let lots: Vec<usize> = (0..LOTS.min(self.count)).collect();
        // File 17 is the second of lot 1 of 16.
        let is_wanted = |lot: &&usize| (**lot..self.count).step_by(lots.len()).any(wanted);
        let of_lot = |lot: &usize| {
            let files = (*lot..self.count).step_by(lots.len()).zip(self.lot(*lot, lots.len()));
            files.filter(|(at, _)| wanted(*at)).map(|(at, bytes)| (at, write_file(at, &bytes))).collect()
        };
        let results: Vec<Vec<(usize, T)>> = lots.par_iter().filter(is_wanted).map(of_lot).collect();
        results.into_iter().flatten().collect()
    }

    /// The files of one lot.
    fn lot(&self, lot: usize, lots: usize) -> impl Iterator<Item = Vec<u8>> + use<'_> {
        let mut found: Vec<Vec<Posting>> = (lot..self.count).step_by(lots).map(|_| Vec::new()).collect();
        for (page, (units, lots_of_page)) in (0..).zip(self.pages.iter().zip(&self.lots)) {
            for at in memchr::memchr_iter(lot as u8, lots_of_page) {
                let letters = units.get(at..).unwrap_or_default();
                let [first, second, ..] = *letters else { continue };
                if let Some(found) = found.get_mut(shard(first, second, self.count) / lots) {
                    found.push(row(key(letters), page));
                }
            }
        }
        let mut set = PageSet::new(self.pages.len());
        let everything: Vec<u32> = (0..).take(self.pages.len()).collect();
        found.into_iter().map(move |mut found| {
            found.sort_unstable();
            found.dedup();
            let mut out = Vec::new();
            for rows in found.chunk_by(|a, b| prefix(key_of(*a), 2) == prefix(key_of(*b), 2)) {
                let key = rows.first().map_or(0, |row| key_of(*row));
                number(&mut out, unit(key, 1));
                number(&mut out, unit(key, 2));
                self.write(&mut out, rows, 2, &everything, &mut set);
            }
            out
        })
    }

    /// Writes which of the pages `within` have the letters that all `rows` begin with, and which letters follow them.
    fn write(&self, out: &mut Vec<u8>, rows: &[Posting], length: u32, within: &[u32], set: &mut PageSet) {
        let pages = set.sorted(rows);
        list(out, &positions(&pages, within), within.len());
        if length == LONGEST || pages.len() <= self.frequent {
            return;
        }
        let same = |a: &Posting, b: &Posting| prefix(key_of(*a), length + 1) == prefix(key_of(*b), length + 1);
        let following: Vec<_> = rows.chunk_by(same).collect();
        let next = |rows: &[Posting]| rows.first().map_or(0, |row| unit(key_of(*row), length + 1));
        let following: Vec<_> = following.into_iter().filter(|rows| next(rows) != 0).collect();
        number(out, following.len());
        for rows in following {
            number(out, next(rows));
            self.write(out, rows, length + 1, &pages, set);
        }
    }
}

/// The file of two letters. `search.js` computes the same.
pub(super) fn shard(first: u16, second: u16, count: usize) -> usize {
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second).wrapping_mul(0x85EB_CA77);
    (mixed ^ mixed >> 15) as usize % count
}

/// Up to four letters that stand together, as a number in their order.
pub(super) fn key(units: &[u16]) -> u64 {
    let letters = units.iter().take_while(|unit| **unit != GAP).chain(&[GAP; 4]).take(4);
    letters.fold(0, |key, unit| key << 16 | u64::from(*unit))
}

/// Up to four letters and a page that has them, as one number: numbers are sorted sooner than pairs.
type Posting = u128;

fn row(key: u64, page: u32) -> Posting {
    Posting::from(key) << 32 | Posting::from(page)
}

fn key_of(row: Posting) -> u64 {
    (row >> 32) as u64
}

fn page_of(row: Posting) -> u32 {
    row as u32
}

/// The first letters of a key, as a number in their order.
pub(super) fn prefix(key: u64, length: u32) -> u64 {
    key >> (16 * (4 - length))
}

/// A letter of a key, by its position from 1; 0 where the key is shorter.
pub(super) fn unit(key: u64, position: u32) -> usize {
    (prefix(key, position) & 0xFFFF) as usize
}

/// Where pages stand in a list that has them all; both are in order.
pub(super) fn positions(pages: &[u32], within: &[u32]) -> Vec<usize> {
    if pages.len() == within.len() {
        return (0..pages.len()).collect();
    }
    let mut numbered = within.iter().enumerate();
    pages.iter().filter_map(|page| numbered.find(|(_, other)| *other == page)).map(|(at, _)| at).collect()
}

/// A bit for each page, to bring pages in order quickly.
struct PageSet(Vec<u64>);

impl PageSet {
    fn new(pages: usize) -> PageSet {
        PageSet(vec![0; pages / 64 + 1])
    }

    /// The pages of some rows, each once.
    fn sorted(&mut self, rows: &[Posting]) -> Vec<u32> {
        if rows.first().copied().map(key_of) == rows.last().copied().map(key_of) || rows.len() < self.0.len() {
            let mut pages: Vec<u32> = rows.iter().copied().map(page_of).collect();
            pages.sort_unstable();
            pages.dedup();
            return pages;
        }
        for page in rows.iter().copied().map(page_of) {
            if let Some(word) = self.0.get_mut(page as usize / 64) {
                *word |= 1 << (page % 64);
            }
        }
        let mut pages = Vec::new();
        for (base, word) in (0..).step_by(64).zip(&mut self.0) {
            while *word != 0 {
                pages.push(base + word.trailing_zeros());
                *word &= *word - 1;
            }
        }
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::{read_list, read_number};
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &mut &[u8]) -> usize {
        read_number(bytes).unwrap()
    }

    /// The pages a reader's browser would look through for a folded text, and whether it knows that all of them have it.
    fn candidates(grams: &Ngrams<'_>, shards: &[Vec<u8>], text: &[u16]) -> (Vec<usize>, bool) {
        let all: Vec<usize> = (0..grams.pages.len()).collect();
        let mut common = all.clone();
        let mut sure = false;
        for (at, pair) in text.windows(2).enumerate() {
            let [first, second] = *pair else { continue };
            let mut rest = shards[shard(first, second, grams.count)].as_slice();
            let mut found = None;
            while !rest.is_empty() {
                let here = [read(&mut rest), read(&mut rest)] == [usize::from(first), usize::from(second)];
                let walked = walk(grams, &mut rest, &all, 2, here.then_some(&text[at + 2..]));
                found = if here { walked } else { found };
            }
            let (pages, depth) = found.unwrap_or_default();
            sure |= depth == text.len();
            common.retain(|page| pages.contains(page));
        }
        (common, sure)
    }

    /// Reads what follows some letters. Gives the pages of the longest row that `text` goes on with, and its length.
    fn walk(
        grams: &Ngrams<'_>,
        rest: &mut &[u8],
        within: &[usize],
        length: u32,
        text: Option<&[u16]>,
    ) -> Option<(Vec<usize>, usize)> {
        let pages: Vec<usize> = read_list(rest, within.len()).unwrap().into_iter().map(|at| within[at]).collect();
        let mut best = text.map(|_| (pages.clone(), length as usize));
        if length < LONGEST && pages.len() > grams.frequent {
            if text.is_some_and(|text| !text.is_empty()) {
                best = None;
            }
            for _ in 0..read(rest) {
                let next = read(rest);
                let text = text.and_then(|text| text.split_first()).filter(|(first, _)| usize::from(**first) == next);
                if let Some(found) = walk(grams, rest, &pages, length + 1, text.map(|(_, text)| text)) {
                    best = Some(found);
                }
            }
        }
        best
    }

    fn page(text: &str) -> Vec<u16> {
        text.split('|').flat_map(|line| line.encode_utf16().chain([GAP])).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nothing_is_missed_and_short_texts_are_exact(
            texts in proptest::collection::vec("[あいう𠮷0|]{0,20}", 0..30),
            sought in "[あいう𠮷0]{1,6}",
            count in 1_usize..40,
            frequent in 0_usize..20,
        ) {
            let sought: Vec<u16> = sought.encode_utf16().collect();
            prop_assume!(sought.len() > 1);
            let pages: Vec<Vec<u16>> = texts.iter().map(|text| page(text)).collect();
            let grams = Ngrams::of(&pages, GramSizes { count, frequent });
            let mut shards = grams.shards(&|_| true, &|_, bytes| bytes.to_vec());
            shards.sort_unstable();
            let shards: Vec<Vec<u8>> = shards.into_iter().map(|(_, bytes)| bytes).collect();
            prop_assert_eq!(shards.len(), count);
            let scanned: Vec<usize> =
                (0..pages.len()).filter(|at| pages[*at].windows(sought.len()).any(|row| row == sought)).collect();
            let (found, sure) = candidates(&grams, &shards, &sought);
            prop_assert!(scanned.iter().all(|page| found.contains(page)), "{scanned:?} {found:?}");
            if sure {
                prop_assert_eq!(found, scanned);
            }
        }
    }
}
