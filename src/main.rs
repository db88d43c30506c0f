//! The program: a thin door to `nenpo::cli`.

fn main() {}
