//! Links to the files of a page, each with its size.

use crate::view;
use crate::view::View;

/// The view for templates of a file: its address, its name and its size.
pub fn view(path: &str, length: usize) -> View {
    view! { "path" => path, "name" => path.rsplit('/').next().unwrap_or(path), "size" => size(length) }
}

/// A size for people: a link to a file says how large it is.
pub fn size(bytes: usize) -> String {
    if bytes < 1000 { format!("{bytes} B") } else { format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100) }
}
