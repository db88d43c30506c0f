//! What is known of the documents of places that stay as they are, in files of some places each: of one place that changed, one file is
//! written. A summary is known by the digest of what it is of, whatever became of the site.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::model::{EncodedSummary, SUMMARY_FILES};

use super::{checked, tree};

/// The folder of the files in the output folder.
const NAME: &str = ".nenpo.summaries";

/// The summaries that earlier builds left; none from a file that is not there, or not as it was written.
#[must_use]
pub fn summaries(folder: &Path) -> Vec<EncodedSummary> {
    let files = (0..SUMMARY_FILES).into_par_iter().filter_map(|number| checked::read_compact(&file(folder, number)));
    let files: Vec<Vec<EncodedSummary>> = files.collect();
    files.into_iter().flatten().collect()
}

/// Writes the files that some summaries belong to, given all summaries of each of these files.
pub(super) fn write(folder: &Path, summaries: &[EncodedSummary]) -> io::Result<()> {
    let mut files: BTreeMap<usize, Vec<&EncodedSummary>> = BTreeMap::new();
    for summary in summaries {
        files.entry(summary.file()).or_default().push(summary);
    }
    fs::create_dir_all(folder.join(NAME))?;
    // They quote what was found, as the findings do.
    tree::readable(&folder.join(NAME), 0o700)?;
    files.into_iter().try_for_each(|(number, summaries)| checked::write_compact(&file(folder, number), &summaries))
}

fn file(folder: &Path, number: usize) -> PathBuf {
    folder.join(NAME).join(number.to_string())
}
