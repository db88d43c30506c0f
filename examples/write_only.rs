//! The least time of a build: writes the files of a site anew with two threads, and says how many seconds that took.
//! `cargo run --release --example write_only -- SITE FOLDER`. Reading them comes before and is not counted.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, reason = "an example may stop where it fails")]

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use rayon::prelude::*;
use walkdir::WalkDir;

fn main() {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [site, folder] = arguments.as_slice() else {
        println!("usage: write_only SITE FOLDER");
        return;
    };
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().unwrap();
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(site).into_iter().map(Result::unwrap) {
        let to: PathBuf = folder.join(entry.path().strip_prefix(site).unwrap());
        if entry.file_type().is_dir() {
            folders.push(to);
        } else {
            files.push((to, fs::read(entry.path()).unwrap()));
        }
    }
    let begin = Instant::now();
    folders.iter().for_each(|folder| fs::create_dir_all(folder).unwrap());
    files.par_iter().for_each(|(to, bytes)| write(to, bytes));
    println!("{:.2}", begin.elapsed().as_secs_f64());
}

fn write(to: &Path, bytes: &[u8]) {
    fs::write(to, bytes).unwrap();
}
