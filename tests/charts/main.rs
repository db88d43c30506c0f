//! Charts as documents: `tests/charts/<kind>.yaml` says what goes in, `<kind>.html` shows what comes out.
//!
//! Open the pages in a browser. `UPDATE=1 cargo test --test charts` writes them anew; look before you keep them.

mod cases;

use cases::{KINDS, cases, folder, html, page};

#[test]
fn every_case_comes_out_as_shown() {
    let mut wrong = String::new();
    for kind in KINDS {
        let sections: String = cases(kind).iter().map(html).collect();
        let style = "<link rel=\"stylesheet\" href=\"../../src/charts/chart.css\">\n<link rel=\"stylesheet\" href=\"page.css\">";
        let made = page(kind, style, &sections);
        let path = folder().join(format!("{kind}.html"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &made).expect("a page written");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != made {
            wrong.push_str(&format!("{} differs\n", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
