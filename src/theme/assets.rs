//! Static files of a theme. CSS and scripts carry a hash of their bytes in their names, so that a browser which kept
//! an old copy never shows a new page with it.

use sha2::{Digest, Sha256};

use super::files::Files;

/// A static file.
#[derive(Clone, Debug)]
pub struct Asset {
    /// What templates call it: `site.css`.
    pub name: String,
    /// Where it is published: `assets/site-1a2b3c4d5e.css`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// All static files with their published paths. `colours` are the style rules of `theme.yaml`.
pub fn hashed(files: &Files, colours: &str) -> Vec<Asset> {
    let assets = files.statics().map(|(name, bytes)| {
        let mut bytes = bytes.to_vec();
        // One style sheet for the page: the charts' own stands before the theme's, which may then change it.
        if name == "site.css" {
            // A declaration of the encoding counts at the very start only.
            let own = bytes.strip_prefix(CHARSET).unwrap_or(&bytes);
            bytes = [CHARSET, crate::charts::STYLE.as_bytes(), own, colours.as_bytes()].concat();
        }
        Asset { path: published(name, &bytes), name: name.to_owned(), bytes }
    });
    assets.collect()
}

const CHARSET: &[u8] = b"@charset \"UTF-8\";\n";

fn published(name: &str, bytes: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension @ ("css" | "js"))) => {
            let hash =
                Sha256::digest(bytes).iter().take(5).fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
            format!("assets/{stem}-{hash}.{extension}")
        }
        _ => format!("assets/{name}"),
    }
}
