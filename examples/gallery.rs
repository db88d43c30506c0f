//! Writes every chart in every awkward state on one page: `cargo run --example gallery > gallery.html`.
use nenpo::charts::composition::{Composition, Part, composition};
use nenpo::charts::progress::{Progress, progress};
use nenpo::charts::rates::{Point, Rates, rates};
use nenpo::charts::{Figure, Frame, Reason};
use nenpo::text::number::Decimal;
use nenpo::value::{Absence, Amount, Direction, Meaning, Quantity};

fn n(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}
fn q(text: &str) -> Quantity {
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.' || *c == ',').collect();
    let rest = &text[digits.len()..];
    let mut quantity =
        Quantity { written: text.into(), meaning: Meaning::Words, unit: None, per: None, label: None, note: None };
    quantity.meaning = match text {
        "非公表" => Meaning::Absent(Absence::Suppressed),
        "不明" => Meaning::Absent(Absence::Unknown),
        "" => Meaning::Absent(Absence::Blank),
        "令和3上半期調査" => Meaning::Absent(Absence::Pending),
        "前年度増" => Meaning::Direction(Direction::Increase),
        _ if digits.is_empty() => Meaning::Words,
        _ if rest.starts_with('～') => {
            let r = &rest['～'.len_utf8()..];
            let d: String = r.chars().take_while(|c| c.is_ascii_digit()).collect();
            quantity.unit = Some(r[d.len()..].into()).filter(|u: &String| !u.is_empty());
            Meaning::Amount(Amount::Range(n(&digits), n(&d)))
        }
        _ => {
            let (u, p) = rest.split_once('／').map_or((rest, None), |(u, p)| (u, Some(p.to_owned())));
            quantity.unit = Some(u.to_owned()).filter(|u| !u.is_empty());
            quantity.per = p;
            Meaning::Amount(Amount::Exact(n(&digits)))
        }
    };
    quantity
}
fn l(label: &str, text: &str) -> Quantity {
    Quantity { label: Some(label.into()), ..q(text) }
}

fn show(out: &mut String, name: &str, figure: Result<Figure, Reason>) {
    match figure {
        Err(reason) => out.push_str(&format!("<section><h2>{name}</h2><p>{reason}</p></section>")),
        Ok(f) => {
            out.push_str(&format!("<section><h2>{name}</h2><figure id=\"{}\"><figcaption><strong>{}</strong><br>{}</figcaption>{}<table><caption>{}</caption><thead><tr>", f.id, f.headline, f.subtitle, f.svg, f.table.caption));
            for h in &f.table.head {
                out.push_str(&format!("<th scope=\"col\">{h}</th>"));
            }
            out.push_str("</tr></thead><tbody>");
            for r in &f.table.rows {
                out.push_str(&format!("<tr><th scope=\"row\">{}</th>", r.head));
                for c in &r.cells {
                    out.push_str(&format!("<td>{c}</td>"));
                }
                out.push_str("</tr>");
            }
            out.push_str("</tbody></table>");
            for note in &f.notes {
                out.push_str(&format!("<p>{note}</p>"));
            }
            out.push_str(&format!("<p><small>{} bytes</small></p></figure></section>", f.svg.len()));
        }
    }
}

fn main() {
    let mut out = String::from(
        "<!doctype html><html lang=ja><meta charset=utf-8><meta name=viewport content='width=device-width'><title>gallery</title><style>body{font:17px/1.7 'Noto Sans CJK JP',sans-serif;margin:16px;background:#fff;color:#1a1a1a;color-scheme:light dark}@media screen and (prefers-color-scheme:dark){body{background:#1a1a1a;color:#f2f2f2}}figure{margin:0 0 2rem}td,th{border:1px solid #888;padding:2px 8px}table{border-collapse:collapse;font-size:15px}h2{font-size:15px;color:#777;margin:0}main{columns:1} @media(min-width:1000px){main{display:grid;grid-template-columns:1fr 1fr;gap:1rem}}",
    );
    out.push_str(include_str!("../src/charts/chart.css"));
    out.push_str("</style><main>");
    let id = std::cell::Cell::new(0);
    let ids: Vec<String> = (0..200).map(|i| format!("f{i}")).collect();
    let frame = |what: &'static str, place: &'static str, as_of: Option<&'static str>, scope: Option<&'static str>| {
        id.set(id.get() + 1);
        Frame {
            id: Box::leak(ids[id.get()].clone().into_boxed_str()), what, place, year: "令和3年度", as_of, scope
        }
    };
    type P = (&'static str, &'static str, &'static str, Vec<(&'static str, &'static str)>);
    let comp = |name: &str, total: Option<&str>, parts: Vec<P>, out: &mut String| {
        let total = total.map(q);
        let qs: Vec<(Quantity, Vec<Quantity>)> =
            parts.iter().map(|p| (q(p.1), p.3.iter().map(|c| q(c.1)).collect())).collect();
        let parts: Vec<Part> = parts
            .iter()
            .zip(&qs)
            .map(|(p, (quantity, kids))| Part {
                label: p.0,
                quantity,
                share: if p.2.is_empty() { None } else { Some(n(p.2)) },
                parts: p
                    .3
                    .iter()
                    .zip(kids)
                    .map(|(c, quantity)| Part { label: c.0, quantity, share: None, parts: vec![] })
                    .collect(),
            })
            .collect();
        show(
            out,
            name,
            composition(
                &frame("入院精神障害者数", "川崎市", Some("R2年4月"), None),
                &Composition { total: total.as_ref(), parts: &parts, unit: "人" },
            ),
        );
    };
    let los = |a: [&'static str; 6], b: [&'static str; 2]| -> Vec<P> {
        vec![
            ("３か月未満", a[0], a[1], vec![]),
            ("３か月以上１年未満", a[2], a[3], vec![]),
            ("１年以上", a[4], a[5], vec![("うち６５歳以上", b[0]), ("うち６５歳未満", b[1])]),
        ]
    };
    comp("川崎", Some("1,530"), los(["452人", "29.5", "344人", "22.5", "734人", "48.0"], ["445人", "289人"]), &mut out);
    comp("川口", Some("344"), los(["92", "26.7", "65", "18.9", "187", "54.4"], ["120", "67"]), &mut out);
    comp("no shares, no total", None, los(["452人", "", "344人", "", "734人", ""], ["445人", "289人"]), &mut out);
    comp("suppressed", Some("344"), los(["92", "26.7", "65", "18.9", "非公表", ""], ["非公表", "非公表"]), &mut out);
    comp("zero", Some("344"), los(["0", "", "65", "", "279", ""], ["279", "0"]), &mut out);
    comp("0 of 0", Some("0"), los(["0", "", "0", "", "0", ""], ["0", "0"]), &mut out);
    comp("tiny", Some("1000"), los(["2", "", "3", "", "995", ""], ["992", "3"]), &mut out);
    comp("tiny end", Some("1000"), los(["990", "", "7", "", "3", ""], ["2", "1"]), &mut out);
    comp(
        "12 digits",
        Some("300000000000"),
        los(["100000000000", "", "100000000000", "", "100000000000", ""], ["99999999999", "1"]),
        &mut out,
    );
    comp("sum differs", Some("400"), los(["92", "", "65", "", "187", ""], ["120", "60"]), &mut out);
    comp("one", Some("40"), vec![("全員", "40", "", vec![])], &mut out);
    comp(
        "five",
        Some("100"),
        vec![
            ("福祉", "40", "", vec![]),
            ("医療機関等その他の関係機関", "20", "", vec![]),
            ("行政", "20", "", vec![]),
            ("その他の住民等の団体", "10", "", vec![]),
            ("不詳", "10", "", vec![]),
        ],
        &mut out,
    );
    let rate = |name: &str, v: [&str; 3], place: &'static str, scope, out: &mut String| {
        let qs = v.map(q);
        let points: Vec<Point> = ["入院後３か月時点", "入院後６か月時点", "入院後１年時点"]
            .iter()
            .zip(&qs)
            .map(|(label, quantity)| Point { label, quantity })
            .collect();
        show(
            out,
            name,
            rates(
                &frame("退院率", place, Some("H29年6月"), scope),
                &Rates { points: &points, unit: "％", earlier: &[], range: None },
            ),
        );
    };
    rate("川崎", ["64.5", "80.0", "86.0"], "川崎市", None, &mut out);
    rate("川口", ["62.0％", "81.0％", "88.0％"], "川口市", Some("埼玉県全体"), &mut out);
    rate("mixed", ["0", "不明", "100"], "川崎市", None, &mut out);
    let prog = |name: &'static str, b: Vec<Quantity>, t: Vec<Quantity>, a: Vec<Quantity>, out: &mut String| {
        show(
            out,
            name,
            progress(
                &frame(name, "川崎市", None, None),
                &Progress {
                    name,
                    baseline: &b,
                    target: &t,
                    actual: &a,
                    heads: ["現状値（今年度当初）", "目標値（令和３年度末）", "実績値（R3年度末）"],
                    unit: "",
                },
            ),
        );
    };
    prog("個別支援", vec![q("53件")], vec![q("61件")], vec![], &mut out);
    prog("個別支援 実績", vec![q("53件")], vec![q("61件")], vec![q("58件")], &mut out);
    prog("意見交換", vec![q("1回／年")], vec![q("2～3回")], vec![], &mut out);
    prog("範囲", vec![q("1回")], vec![q("2～3回")], vec![q("2回")], &mut out);
    prog("8→11", vec![q("8か所")], vec![q("11か所")], vec![], &mut out);
    prog(
        "事例",
        vec![l("事例検討数", "44人"), l("退院者数", "14人")],
        vec![q("前年度増")],
        vec![l("事例検討数", "50人"), l("退院者数", "12人")],
        &mut out,
    );
    prog("11/3", vec![], vec![q("11か所")], vec![q("3か所")], &mut out);
    prog("4/調査", vec![], vec![q("4人")], vec![q("令和3上半期調査")], &mut out);
    prog("1/1", vec![], vec![q("1回")], vec![q("1回")], &mut out);
    prog("reduce", vec![q("20人")], vec![q("10人")], vec![q("14人")], &mut out);
    prog("zero", vec![q("3件")], vec![q("0件")], vec![q("0件")], &mut out);
    prog("zero base", vec![q("0件")], vec![q("5件")], vec![q("6件")], &mut out);
    prog("close", vec![q("57件")], vec![q("61件")], vec![q("58件")], &mut out);
    out.push_str("</main>");
    print!("{out}");
}
