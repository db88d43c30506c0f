//! Tells cargo that the default theme and the site of `nenpo init` are part of the program: a changed file means a new build.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/cli/init/site");
    println!("cargo::rerun-if-changed=build.rs");
}
