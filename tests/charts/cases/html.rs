//! What becomes of a case, as HTML that a browser shows and a reader of changes can follow.

use nenpo::charts::DrawnChart;

use super::Case;

/// What becomes of a case: the drawing line by line, and everything that goes with it.
pub fn html(case: &Case) -> String {
    let body = match (case.draw)() {
        Err(reason) => format!("<p>{}</p>\n", escape(&reason.to_string())),
        Ok(figure) => drawn(&figure),
    };
    format!("<section><h2>{}</h2>\n{body}</section>\n", escape(&case.name))
}

fn drawn(figure: &DrawnChart) -> String {
    let DrawnChart { id, headline, subtitle, svg, notes, .. } = figure;
    let mut out = format!(
        "<figure id=\"{id}\"><figcaption><strong>{}</strong><br>{}</figcaption>\n{}\n",
        escape(headline),
        escape(subtitle),
        svg.replace("><", ">\n<")
    );
    if !figure.table.head.is_empty() {
        out += &table(figure);
    }
    for note in notes {
        out += &["<p>", &escape(note), "</p>\n"].concat();
    }
    out + "</figure>\n"
}

fn table(figure: &DrawnChart) -> String {
    let caption = escape(&figure.table.caption);
    let mut out = format!("<table><caption>{caption}</caption>\n<thead><tr>");
    for head in &figure.table.head {
        out += &["<th scope=\"col\">", &escape(head), "</th>"].concat();
    }
    out += "</tr></thead><tbody>\n";
    for row in &figure.table.rows {
        out += &["<tr><th scope=\"row\">", &escape(&row.head), "</th>"].concat();
        for cell in &row.cells {
            out += &["<td>", &escape(cell), "</td>"].concat();
        }
        out += "</tr>\n";
    }
    out + "</tbody></table>\n"
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
