//! The marks of expected findings at the ends of lines: reading them, taking them off, writing them anew.

use nenpo::source::{Code, Example, Finding};

/// A finding that a line must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The line, from 1.
    pub line: usize,
    code: String,
    /// What message or hint must contain.
    parts: Vec<String>,
    /// As written: `composition-sum "1,530"`.
    pub text: String,
}

/// A file without its marks, and what they say.
#[derive(Debug)]
pub struct Marked {
    /// The file as the program gets it.
    pub bytes: Vec<u8>,
    /// What its lines must give.
    pub expected: Vec<Expected>,
    /// First line of the narrative, where marks are HTML comments.
    narrative: usize,
}

const YAML: &str = "# expect: ";
const HTML: (&str, &str) = ("<!-- expect: ", " -->");

impl Marked {
    /// Takes the marks off. Bytes, since some cases are not UTF-8.
    pub fn read(bytes: &[u8]) -> Marked {
        let mut marked = Marked { bytes: Vec::new(), expected: Vec::new(), narrative: usize::MAX };
        let mut fences = 0;
        for (index, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
            let body = line.strip_suffix(b"\n").unwrap_or(line);
            let body = body.strip_suffix(b"\r").unwrap_or(body);
            let end = &line[body.len()..];
            let (kept, mark) = split_line(body);
            for text in mark.split("; ").filter(|text| !text.is_empty()) {
                marked.expected.push(Expected::read(index + 1, text));
            }
            marked.bytes.extend_from_slice(kept);
            marked.bytes.extend_from_slice(end);
            fences += usize::from(kept == b"---");
            if marked.narrative == usize::MAX && (fences > 1 || kept.starts_with(b"## ")) {
                marked.narrative = index + 1;
            }
        }
        marked
    }

    /// The file with the marks of what was found; marks that still fit keep their words.
    pub fn with(&self, found: &[&Finding]) -> Vec<u8> {
        let mut all = Vec::new();
        for (index, line) in self.bytes.split_inclusive(|b| *b == b'\n').enumerate() {
            let number = index + 1;
            let mut old: Vec<&Expected> = self.expected.iter().filter(|expected| expected.line == number).collect();
            let mut texts = Vec::new();
            for finding in found.iter().filter(|finding| finding.position.line_and_column().0 == number) {
                let kept = old.iter().position(|expected| expected.fits(finding)).map(|at| old.remove(at).text.clone());
                texts.push(kept.unwrap_or_else(|| finding.code.name.to_owned()));
            }
            let body = line.strip_suffix(b"\n").unwrap_or(line);
            let body = body.strip_suffix(b"\r").unwrap_or(body);
            all.extend_from_slice(body);
            if !texts.is_empty() {
                let (open, close) = if number > self.narrative { HTML } else { (YAML, "") };
                let gap = if body.is_empty() { "" } else { " " };
                all.extend_from_slice(format!("{gap}{open}{}{close}", texts.join("; ")).as_bytes());
            }
            all.extend_from_slice(&line[body.len()..]);
        }
        all
    }
}

/// A line without its mark, and the mark's words.
fn split_line(line: &[u8]) -> (&[u8], &str) {
    let find = |mark: &str| line.windows(mark.len()).rposition(|part| part == mark.as_bytes());
    let (at, text) = match (find(YAML), find(HTML.0)) {
        (Some(at), _) => (at, &line[at + YAML.len()..]),
        (None, Some(at)) => {
            let text = &line[at + HTML.0.len()..];
            (at, text.strip_suffix(HTML.1.as_bytes()).expect("a mark ends its line"))
        }
        (None, None) => return (line, ""),
    };
    let kept = &line[..at];
    (kept.strip_suffix(b" ").unwrap_or(kept), std::str::from_utf8(text).expect("a mark is UTF-8").trim())
}

impl Expected {
    fn read(line: usize, text: &str) -> Expected {
        let (code, rest) = text.split_once(' ').unwrap_or((text, ""));
        let parts = rest.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        Expected { line, code: code.to_owned(), parts, text: text.to_owned() }
    }

    /// Whether a finding is the expected one.
    pub fn fits(&self, finding: &Finding) -> bool {
        let hint = finding.hint.clone().unwrap_or_default();
        let said = [&finding.message.ja, &finding.message.en, &hint.ja, &hint.en];
        finding.code.name == self.code
            && finding.position.line_and_column().0 == self.line
            && self.parts.iter().all(|part| said.iter().any(|text| text.contains(part.as_str())))
    }
}

const NOTHING: (&str, &str) = ("", "");
const fn code(name: &'static str) -> Code {
    Code::error(name, NOTHING, NOTHING, Example::Body(""), Example::Body(""))
}
const CODES: [Code; 3] = [code("a-b"), code("a"), code("raw")];

#[test]
fn marks_are_read_taken_off_and_written() {
    let text = "---\n人口: x # expect: a-b \"1\" \"二\"; c\r\n---\n\n<b> <!-- expect: raw-html -->\n";
    let marked = Marked::read(text.as_bytes());
    assert_eq!(String::from_utf8_lossy(&marked.bytes), "---\n人口: x\r\n---\n\n<b>\n");
    let list: Vec<_> = marked.expected.iter().map(|e| (e.line, e.code.as_str(), e.parts.len())).collect();
    assert_eq!(list, [(2, "a-b", 2), (2, "c", 0), (5, "raw-html", 0)]);

    let source = nenpo::source::Source::new("a.md", String::from_utf8(marked.bytes.clone()).unwrap());
    let finding = |line: usize, name, message: &str| {
        let at = source.position(source.line_span(line));
        let code = CODES.iter().find(|code| code.name == name).unwrap();
        Finding::new(code, at, nenpo::source::words(message, ""))
    };
    let (kept, new) = (finding(1, "a-b", "1と二"), finding(4, "raw", ""));
    assert!(marked.expected[0].fits(&kept) && !marked.expected[0].fits(&finding(1, "a-b", "1と三")));
    assert!(
        !marked.expected[0].fits(&finding(0, "a-b", "1と二")) && !marked.expected[0].fits(&finding(1, "a", "1と二"))
    );
    let written = String::from_utf8(marked.with(&[&kept, &new])).unwrap();
    assert_eq!(written, "---\n人口: x # expect: a-b \"1\" \"二\"\r\n---\n\n<b> <!-- expect: raw -->\n");
}
