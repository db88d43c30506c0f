//! The architecture of `src/`, checked in its source text: layers, restricted names, unique type names, import cycles.
//!
//! The order of the `pub mod` lines in `src/lib.rs`, lowest layer first, is the rule: a module may import itself and the
//! modules above its line. Some names (of crates, functions, macros) are restricted to certain modules. Tests inside `src/`
//! keep to the layers, too, but may use restricted names, for instance to read a file of cases.

mod cycles;
mod seeded;

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// Names that only certain modules may use, and why.
struct RestrictedNames {
    /// The modules that may use them, as prefixes of paths below `src/`.
    modules: &'static [&'static str],
    names: &'static [&'static str],
    why: &'static str,
}

const RESTRICTED_NAMES: &[RestrictedNames] = &[
    RestrictedNames { modules: &["record/"], names: &["saphyr_parser"], why: "only record/ knows the YAML parser" },
    RestrictedNames {
        modules: &["markdown/"],
        names: &["pulldown_cmark"],
        why: "only markdown/ knows the Markdown parser",
    },
    RestrictedNames {
        modules: &["charts/"],
        names: &["plotters", "plotters_backend"],
        why: "only charts/ knows plotters",
    },
    RestrictedNames {
        modules: &["load/svg/", "import/"],
        names: &["roxmltree"],
        why: "only load/svg/ and import/ read XML as a tree",
    },
    RestrictedNames { modules: &["load/svg/"], names: &["cssparser"], why: "only load/svg/ reads drawings" },
    RestrictedNames { modules: &["html/"], names: &["html5gum"], why: "only html/ knows the tokenizer of HTML" },
    RestrictedNames { modules: &["theme/"], names: &["tera"], why: "only theme/ knows Tera" },
    RestrictedNames { modules: &["theme/"], names: &["serde_yaml"], why: "only theme/ reads typed files" },
    RestrictedNames {
        modules: &[
            "data/",
            "workbook/package.rs",
            "archive/pack.rs",
            "archive/unpack.rs",
            "attachment.rs",
            "import/package.rs",
        ],
        names: &["ZipWriter", "ZipArchive"],
        why: "only data/, workbook/, archive/, attachment.rs and import/package.rs know ZIP",
    },
    RestrictedNames {
        modules: &["image/"],
        names: &["img_parts", "exif::", "quick_xml"],
        why: "only image/ knows what is in the files of images",
    },
    RestrictedNames {
        // A theme sees a figure as `Printed` only; these modules write files, sheets to fill in and messages, or compute with figures.
        modules: &[
            "value/",
            "prefill/",
            "data/",
            "checks/",
            "compare/relation/",
            "compare/measure.rs",
            "pages/change.rs",
            "pages/figures/columns.rs",
        ],
        names: &["number::shown", "number::state"],
        why: "pages print a figure with what travels with it (`Printed`)",
    },
    RestrictedNames {
        modules: &["pages/qr.rs"],
        names: &["qrcodegen"],
        why: "only pages/qr.rs knows the encoder of QR codes",
    },
    RestrictedNames {
        // A browser that prints paper is kept silent.
        modules: &["cli/print/", "pdf/browser.rs"],
        names: &[
            "println!",
            "print!",
            "eprintln!",
            "eprint!",
            "dbg!",
            "anstream",
            "annotate_snippets",
            "rpassword",
            "stdout",
            "stderr",
        ],
        why: "only cli/print/ prints",
    },
    RestrictedNames {
        modules: &["cli/"],
        names: &["env", "env::", "SystemTime", "Instant", "Zoned::now", "Timestamp::now", "stdin", "process::exit"],
        why: "only cli/ reads the clock, the environment and the terminal",
    },
    RestrictedNames {
        modules: &["output/", "bag/", "archive/", "pdf/"],
        names: &[
            "fs::write",
            "File::create",
            "File::options",
            "OpenOptions",
            "create_dir",
            "create_dir_all",
            "remove_file",
            "remove_dir",
            "remove_dir_all",
            "fs::rename",
            "hard_link",
            "set_permissions",
            "fs::copy",
            "tempfile",
            "rustix",
        ],
        why: "only output/, bag/, archive/ and pdf/ write files",
    },
    RestrictedNames {
        // The matches of export/layout.rs name every kind, so that a new one does not compile there.
        modules: &["form/kind/", "form/field.rs", "value/", "export/layout.rs"],
        names: &["Kind::"],
        why: "a match on kinds would let a new one fall through: ask a kind what it is like, or one kind for its settings",
    },
    RestrictedNames {
        modules: &["restrict.rs", "restrict/", "form/"],
        names: &["visible_in"],
        why: "who may read something is asked once, by restrict.rs",
    },
    RestrictedNames {
        modules: &[
            "model/",
            "restrict.rs",
            "restrict/",
            "load/",
            "checks/",
            "suppression/",
            "catalogue/",
            "pipeline.rs",
            "pipeline/summaries.rs",
            "archive/",
            "fix/",
            "share/mod.rs",
            "office/",
            "serve/preview.rs",
            "cli/",
        ],
        names: &["Site"],
        why: "what makes something public takes a restricted site",
    },
    RestrictedNames {
        modules: &["load/", "theme/files.rs", "output/", "bag/", "archive/", "pdf/"],
        names: &["fs", "fs::", "File::open", "WalkDir", "canonicalize", "is_dir()", "is_file()", "exists()"],
        why: "only load/, theme/files.rs, output/, bag/, archive/ and pdf/ read the file system",
    },
];

#[test]
fn modules_import_only_lower_layers() {
    let sources = sources();
    let layers = layers(&sources["lib.rs"]);
    assert!(layers.len() > 9, "too few `pub mod` lines were found in src/lib.rs: {layers:?}");
    let violations: Vec<String> = sources.iter().flat_map(|(path, text)| upward_imports(path, text, &layers)).collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn every_module_is_a_layer() {
    let sources = sources();
    let layers = layers(&sources["lib.rs"]);
    for module in sources.keys().filter_map(|path| top_module(path)) {
        assert!(layers.iter().any(|layer| layer == module), "src/{module} is not a `pub mod` of src/lib.rs");
    }
}

#[test]
fn restricted_names_stay_in_their_modules() {
    let sources = sources();
    let tests = test_folders(&sources);
    let product = sources.iter().filter(|(path, _)| !tests.iter().any(|test| path.starts_with(test)));
    let violations: Vec<String> = product.flat_map(|(path, text)| restricted_uses(path, text)).collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn every_file_has_a_module_comment() {
    let without: Vec<String> =
        sources().into_iter().filter(|(_, text)| !has_module_comment(text)).map(|(path, _)| path).collect();
    assert!(without.is_empty(), "these files of src/ do not begin with a `//!` line: {without:?}");
}

/// Names that several types have, and why.
const SHARED_NAMES: &[(&str, &str)] = &[
    ("Item", "the associated type of `Iterator` and of visitors"),
    ("IntoIter", "the associated type of `IntoIterator`"),
    ("Target", "the associated type of `Deref`"),
    (
        "Settings",
        "the associated type of `FieldValue`: what a form says of a kind of field, and what it says of a site",
    ),
    ("Ref", "the associated type of a visitor"),
    ("Point", "the associated type of plotters' back ends, and a point of rates"),
    ("Error", "the associated type of plotters' back ends, and the one error of the program"),
];

#[test]
fn type_names_are_unique() {
    let sources = sources();
    let tests = test_folders(&sources);
    let mut types: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, text) in sources.iter().filter(|(path, _)| !tests.iter().any(|test| path.starts_with(test))) {
        for name in product_lines(text).into_iter().filter_map(|(_, line)| type_name(line)) {
            types.entry(name).or_default().push(path);
        }
    }
    assert!(types.len() > 99, "too few types were found in src/");
    let shared =
        types.iter().filter(|(name, paths)| paths.len() > 1 && !SHARED_NAMES.iter().any(|(own, _)| own == *name));
    let shared: Vec<String> = shared.map(|(name, paths)| format!("`{name}` in {}", paths.join(", "))).collect();
    assert!(shared.is_empty(), "two types of one name; give each its own:\n{}", shared.join("\n"));
}

#[test]
fn terms_of_the_manual_for_developers_are_in_the_code() {
    let manual = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let (_, words) = manual.split_once("## Words").unwrap();
    let (words, _) = words.split_once("\n## ").unwrap();
    let code: String = sources().into_values().collect();
    let names: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 99, "too few names were found in CONTRIBUTING.md");
    let last = |name: &str| name.rsplit("::").next().unwrap_or_default().to_owned();
    let gone: Vec<&&str> = names.iter().filter(|name| !has_word(&code, &last(name))).collect();
    assert!(gone.is_empty(), "CONTRIBUTING.md names what is not in src/: {gone:?}");
}

/// The name of the type that a line declares.
fn type_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let rest = ["struct ", "enum ", "trait ", "type ", "union "].iter().find_map(|word| line.strip_prefix(word))?;
    let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    rest.get(..end).filter(|name| !name.is_empty())
}

/// All of `src/`, by path below it.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (path, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The modules of `src/lib.rs`, lowest layer first.
fn layers(lib: &str) -> Vec<String> {
    let names = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// The top module that a file belongs to; none for `lib.rs` and `main.rs`.
fn top_module(path: &str) -> Option<&str> {
    let name = path.split('/').next()?;
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (name != "lib" && name != "main").then_some(name)
}

fn has_module_comment(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.strip_prefix("//! ").is_some_and(|comment| comment.len() > 9))
}

/// Every import in a file of a module in a higher layer, or of none.
fn upward_imports(path: &str, text: &str, layers: &[String]) -> Vec<String> {
    let Some(module) = top_module(path) else { return Vec::new() };
    let layer_of = |name: &str| layers.iter().position(|layer| layer == name);
    let own = layer_of(module);
    imports(path, text)
        .into_iter()
        .filter_map(|(line, name)| {
            let violation = match layer_of(&name) {
                Some(layer) if own.is_some_and(|own| layer <= own) => return None,
                Some(_) => format!("is a higher layer than `{module}` in src/lib.rs"),
                None => "is no module of src/lib.rs; name the module it is declared in".to_owned(),
            };
            Some(format!("src/{path}:{line}: `crate::{name}` {violation}"))
        })
        .collect()
}

/// The top modules that a file imports from, each with its line: by `crate::`, or by enough `super::`.
fn imports(path: &str, text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::").filter(|(at, _)| starts_word(text, *at)) {
        let line = text[..at].matches('\n').count() + 1;
        found.extend(first_names(&text[at + "crate::".len()..]).into_iter().map(|name| (line, name)));
    }
    for (number, line, depth) in lines_with_depth(path, text) {
        let parents = line.match_indices("super::").filter(|(at, _)| starts_word(line, *at));
        for (at, _) in parents.filter(|(at, _)| !line[..*at].ends_with("super::")) {
            let rest = line[at..].trim_start_matches("super::");
            let steps = (line.len() - at - rest.len()) / "super::".len();
            // As many steps as the file is deep lead out of its module.
            if steps >= depth {
                found.extend(first_names(rest).into_iter().map(|name| (number, name)));
            }
        }
    }
    found
}

/// The names a path begins with: one, or those of a group `{a::b, c}`.
fn first_names(path: &str) -> Vec<String> {
    let name = |part: &str| -> String { part.trim_start().chars().take_while(|c| is_word(*c)).collect() };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut start, mut names) = (0_usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
            }
            '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty() && name != "self");
    names
}

/// Every line with its number, and how many `super::` lead from it out of its top module: files in folders and modules
/// written inside a file are deeper.
fn lines_with_depth<'t>(path: &str, text: &'t str) -> Vec<(usize, &'t str, usize)> {
    let folders = path.split('/').count() - usize::from(path.ends_with("/mod.rs"));
    let mut open: Vec<&str> = Vec::new();
    let lines = text.lines().enumerate().map(|(index, line)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let code = line.trim();
        if code == "}" && open.last() == Some(&indent) {
            open.pop();
        }
        let depth = folders + open.len();
        if code.ends_with('{') && (code.starts_with("mod ") || code.starts_with("pub mod ")) {
            open.push(indent);
        }
        (index + 1, line, depth)
    });
    lines.collect()
}

/// Every line that uses a name which its module may not use. Comments and tests do not count.
fn restricted_uses(path: &str, text: &str) -> Vec<String> {
    let mut violations = Vec::new();
    for (number, line) in product_lines(text) {
        for rule in RESTRICTED_NAMES.iter().filter(|rule| !rule.modules.iter().any(|module| path.starts_with(module))) {
            if let Some(name) = rule.names.iter().find(|name| has_word(line, name)) {
                violations.push(format!("src/{path}:{number}: `{name}`: {}", rule.why));
            }
        }
    }
    violations
}

/// The lines of code with their numbers: without comments and without modules of tests.
fn product_lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut test: Option<&str> = None;
    let mut only_tests = false;
    for (index, line) in text.lines().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        let code = line.trim();
        if let Some(outer) = test {
            test = test.filter(|_| !(indent == outer && code.starts_with('}')));
        } else if code == "#[cfg(test)]" {
            only_tests = true;
        } else if only_tests && !code.starts_with("#[") {
            only_tests = false;
            test = code.ends_with('{').then_some(indent);
        } else if !code.starts_with("//") && !only_tests {
            lines.push((index + 1, line));
        }
    }
    lines
}

/// Where modules of tests are kept in files of their own: `output/tests.rs` and `output/tests/`.
fn test_folders(sources: &BTreeMap<String, String>) -> Vec<String> {
    let mut folders = Vec::new();
    for (path, text) in sources {
        let folder = path.strip_suffix("/mod.rs").or(path.strip_suffix(".rs")).unwrap_or(path);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            let name = pair[1].strip_prefix("mod ").and_then(|name| name.strip_suffix(';'));
            folders
                .extend(name.into_iter().flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/")]));
        }
    }
    folders
}

fn has_word(line: &str, word: &str) -> bool {
    let ends = |end: usize| !word.ends_with(is_word) || !line[end..].starts_with(is_word);
    line.match_indices(word).any(|(at, _)| starts_word(line, at) && ends(at + word.len()))
}

fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(is_word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
