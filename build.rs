//! Tells cargo that the default theme is part of the program: a changed template means a new build.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=build.rs");
}
