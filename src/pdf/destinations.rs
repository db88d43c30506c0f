//! On which page of a PDF the places are that links lead to.
//!
//! Read is what Chromium writes (Skia/PDF): a classical table of objects, whose dictionaries are not compressed, and the named
//! destinations as one dictionary of the catalogue (PDF 32000-1:2008, 7.5.4, 7.7.3 and 12.3.2.3).

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::text::page_path;

/// What a PDF says of its pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PrintedPages {
    /// How many there are.
    pub count: usize,
    /// The page of each id that some link leads to, counted from 1.
    pub destinations: BTreeMap<String, usize>,
    /// The version of Chromium that wrote it, where the PDF says so.
    pub version: Option<u32>,
}

impl PrintedPages {
    /// Reads a PDF; none where it is no PDF, or has no page that is found. Without named destinations there are none.
    pub fn read(pdf: &[u8]) -> Option<PrintedPages> {
        if !pdf.starts_with(b"%PDF-") {
            return None;
        }
        let file = PdfFile::read(pdf)?;
        let catalogue = file.object(reference(file.trailer, "/Root")?)?;
        let mut pages = HashMap::new();
        file.number_pages(reference(catalogue, "/Pages")?, &mut HashSet::new(), &mut pages);
        let destinations = reference(catalogue, "/Dests").and_then(|dests| file.object(dests)).unwrap_or_default();
        let destinations = named(destinations).filter_map(|(name, page)| {
            // Names are fragments of addresses, in percent escapes.
            Some((page_path::decode(&name)?, *pages.get(&page)?))
        });
        let destinations = destinations.collect();
        let producer = reference(file.trailer, "/Info").and_then(|info| file.object(info));
        let version =
            producer.and_then(|info| info.split_once("Skia/PDF m")?.1.split(|c: char| !c.is_ascii_digit()).next());
        let version = version.and_then(|version| version.parse().ok());
        (!pages.is_empty()).then_some(PrintedPages { count: pages.len(), destinations, version })
    }
}

/// The objects of a PDF by number.
struct PdfFile<'p> {
    pdf: &'p [u8],
    /// The offset in bytes at which each object begins.
    offsets: HashMap<u32, usize>,
    trailer: &'p str,
}

impl<'p> PdfFile<'p> {
    fn read(pdf: &'p [u8]) -> Option<PdfFile<'p>> {
        let end = text(pdf.get(pdf.len().saturating_sub(64)..)?);
        let start: usize = end.rsplit_once("startxref")?.1.split_whitespace().next()?.parse().ok()?;
        let table = text(pdf.get(start..)?).strip_prefix("xref")?;
        let (entries, trailer) = table.split_once("trailer")?;
        let mut words = entries.split_whitespace();
        let mut offsets = HashMap::new();
        while let Some((first, count)) = words.next().zip(words.next()) {
            let (first, count): (u32, u32) = (first.parse().ok()?, count.parse().ok()?);
            for number in first..first.checked_add(count)? {
                let (offset, _generation, kind) = (words.next()?, words.next()?, words.next()?);
                if kind == "n" {
                    offsets.insert(number, offset.parse().ok()?);
                }
            }
        }
        Some(PdfFile { pdf, offsets, trailer })
    }

    /// The text of an object, to its end or its stream.
    fn object(&self, number: u32) -> Option<&'p str> {
        let object = text(self.pdf.get(*self.offsets.get(&number)?..)?);
        let ends = ["endobj", "stream"].into_iter().filter_map(|end| object.find(end));
        let object = object.get(..ends.min().unwrap_or(object.len()))?;
        Some(object.split_once("obj")?.1)
    }

    /// Numbers the pages below a node of the tree of pages.
    fn number_pages(&self, node: u32, met: &mut HashSet<u32>, pages: &mut HashMap<u32, usize>) {
        if !met.insert(node) {
            return;
        }
        let Some(object) = self.object(node) else { return };
        match object.split_once("/Kids").and_then(|(_, kids)| kids.split_once('[')?.1.split_once(']')) {
            Some((kids, _)) => {
                let words: Vec<&str> = kids.split_whitespace().collect();
                let kids = words.chunks(3).filter_map(|kid| kid.first()?.parse().ok());
                kids.for_each(|kid| self.number_pages(kid, met, pages));
            }
            None => _ = pages.insert(node, pages.len() + 1),
        }
    }
}

/// The beginning of some bytes that is text.
fn text(bytes: &[u8]) -> &str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bytes.get(..error.valid_up_to()).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default(),
    }
}

/// The number of the object that a key of a dictionary refers to: `/Root 59 0 R`.
fn reference(dictionary: &str, key: &str) -> Option<u32> {
    let mut found = dictionary.match_indices(key).map(|(at, _)| dictionary.get(at + key.len()..).unwrap_or_default());
    found.find_map(|rest| rest.strip_prefix(char::is_whitespace)?.split_whitespace().next()?.parse().ok())
}

/// The names of a dictionary of destinations, and the objects of their pages: `/2021#2Fkawasaki [12 0 R /XYZ 6 827 0]`.
fn named(dictionary: &str) -> impl Iterator<Item = (String, u32)> {
    dictionary.split(']').filter_map(|entry| {
        let (name, destination) = entry.split_once('[')?;
        let name = name.rsplit_once('/')?.1.trim_end();
        Some((without_escapes(name)?, destination.split_whitespace().next()?.parse().ok()?))
    })
}

/// A name without its escapes: `#2F` is a slash.
fn without_escapes(name: &str) -> Option<String> {
    let mut pieces = name.split('#');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of these objects, with a table of where they begin.
    fn pdf(objects: &[&str]) -> Vec<u8> {
        let mut pdf = b"%PDF-1.4\n%\xD3\xEB\xE9\xE1\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (number, object) in (1..).zip(objects) {
            table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
            pdf.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let start = pdf.len();
        let size = objects.len() + 1;
        pdf.extend(
            format!("{table}trailer\n<</Size {size}\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
        );
        pdf
    }

    #[test]
    fn pages_of_destinations_are_read() {
        let read = PrintedPages::read(&pdf(&[
            "<</Producer (Skia/PDF m156)>>",
            "<</Type /Catalog\n/Pages 3 0 R\n/Dests 8 0 R\n/Lang (ja)>>",
            "<</Type /Pages\n/Count 3\n/Kids [4 0 R 7 0 R]>>",
            "<</Type /Pages\n/Count 2\n/Kids [5 0 R 6 0 R]\n/Parent 3 0 R>>",
            "<</Type /Page\n/Parent 4 0 R>>",
            "<</Type /Page\n/Parent 4 0 R>>",
            "<</Type /Page\n/Parent 3 0 R>>",
            "<</2021#2F#25E5#25B7#259D:a [7 0 R /XYZ 6 827.66998 0]\n/2021#2Fb:#28z#29 [5 0 R /XYZ 6 8 0]\n/_gone [9 0 R /XYZ 0 0 0]>>",
        ]));
        let destinations = [("2021/川:a", 3), ("2021/b:(z)", 1)].map(|(id, page)| (id.to_owned(), page));
        let expected = PrintedPages { count: 3, destinations: destinations.into(), version: Some(156) };
        assert_eq!(read, Some(expected));
    }

    #[test]
    fn what_is_no_pdf_is_none() {
        let endless = pdf(&["<<>>", "<</Pages 3 0 R>>", "<</Kids [3 0 R 3 0 R]>>"]);
        let whole = pdf(&["<<>>", "<</Pages 3 0 R>>", "<</Type /Page>>"]);
        assert!(PrintedPages::read(&whole).is_some_and(|read| read.destinations.is_empty() && read.version.is_none()));
        for bytes in [&b"<html>"[..], b"%PDF-1.4\n", b"", &endless, &whole[..whole.len() - 30]] {
            assert_eq!(PrintedPages::read(bytes), None);
        }
    }
}
