//! Every chart in every awkward state on one page: `cargo run --example gallery > gallery.html`.
//!
//! The cases are those of the tests, so what is looked at is what is kept.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::from_iter_instead_of_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example speaks to its caller and may stop where it fails"
)]

#[path = "../tests/charts/cases/mod.rs"]
mod cases;

use nenpo::charts::{CHARTS, STYLE};

fn main() {
    let sections: String = CHARTS.iter().flat_map(cases::cases).map(|case| cases::html(&case)).collect();
    let style = [STYLE, include_str!("../tests/charts/page.css")].concat();
    print!("{}", cases::page("グラフの一覧", &format!("<style>\n{style}</style>"), &sections));
}
