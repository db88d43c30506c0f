//! Links to the files of a page, each with its size.

use crate::view;
use crate::view::View;

/// The view for templates of a file: its address, its name and its size.
pub fn view(path: &str, length: usize) -> View {
    view! { "path" => path, "name" => path.rsplit('/').next().unwrap_or(path), "size" => size(length) }
}

/// A size for people: a link to a file says how large it is.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
