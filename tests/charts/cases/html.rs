//! What becomes of a case, as HTML that a browser shows and a reader of changes can follow.

use std::fmt::Write;

use nenpo::charts::Figure;

use super::Case;

/// What becomes of a case, as HTML: the drawing line by line, and everything that goes with it.
pub fn html(case: &Case) -> String {
    let mut out = format!("<section><h2>{}</h2>\n", escape(&case.name));
    match &case.outcome {
        Err(reason) => writeln!(out, "<p>{}</p>", escape(&reason.to_string())).expect("a string"),
        Ok(figure) => {
            writeln!(
                out,
                "<figure id=\"{}\"><figcaption><strong>{}</strong><br>{}</figcaption>",
                figure.id,
                escape(&figure.headline),
                escape(&figure.subtitle)
            )
            .expect("a string");
            writeln!(out, "{}", figure.svg.replace("><", ">\n<")).expect("a string");
            if !figure.table.head.is_empty() {
                table(&mut out, figure);
            }
            for note in &figure.notes {
                writeln!(out, "<p>{}</p>", escape(note)).expect("a string");
            }
            out.push_str("</figure>\n");
        }
    }
    out.push_str("</section>\n");
    out
}

fn table(out: &mut String, figure: &Figure) {
    writeln!(out, "<table><caption>{}</caption>", escape(&figure.table.caption)).expect("a string");
    let cells = |cells: &[String]| cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect::<String>();
    let head: String =
        figure.table.head.iter().map(|head| format!("<th scope=\"col\">{}</th>", escape(head))).collect();
    writeln!(out, "<thead><tr>{head}</tr></thead><tbody>").expect("a string");
    for row in &figure.table.rows {
        writeln!(out, "<tr><th scope=\"row\">{}</th>{}</tr>", escape(&row.head), cells(&row.cells)).expect("a string");
    }
    out.push_str("</tbody></table>\n");
}

/// A page of cases that a browser shows as a site would.
pub fn page(title: &str, style: &str, sections: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{style}\n</head><body><main><h1>{title}</h1>\n{sections}</main></body></html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
