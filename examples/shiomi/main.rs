//! Writes the sheets of 潮見県, a fictional prefecture, over four years: `cargo run --example shiomi`.
//!
//! What the script writes is in the repository (`examples/shiomi/content/`), and a test holds that it is what the script
//! makes. The site's settings, its pages and the papers of one committee are written by hand.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    reason = "an example may stop where it fails"
)]

#[path = "made.rs"]
mod made;

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shiomi/content");
    for (path, text) in made::files() {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&content))?;
        fs::write(path, text)?;
    }
    Ok(())
}
