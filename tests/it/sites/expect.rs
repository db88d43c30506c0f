//! Reading `expect.md`: headings name pages, lines that begin with a dash say what must hold.

/// What must hold of a page, or of the whole site.
#[derive(Debug)]
pub struct Section {
    /// A path, `every file`, `files` or `findings`.
    pub about: String,
    /// Whether it is about the edition with drafts.
    pub drafts: bool,
    /// The line of the heading, from 1.
    pub number: usize,
    pub lines: Vec<Line>,
}

/// One thing that must hold.
#[derive(Debug)]
pub struct Line {
    pub verb: Verb,
    /// What stands in the last pair of backticks: words, a selector, or a path.
    pub words: String,
    number: usize,
}

#[derive(Debug)]
pub enum Verb {
    Shows(bool),
    Contains(bool),
    There(bool),
    Has(usize),
    /// The selector of the element.
    Says(String),
    Finding,
}

/// Reads the sections; the error names the line that cannot be understood.
pub fn read(text: &str) -> Result<Vec<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some(heading) = line.strip_prefix("## ") {
            let (about, drafts) = heading.strip_suffix(" (drafts)").map_or((heading, false), |about| (about, true));
            sections.push(Section { about: about.to_owned(), drafts, number: index + 1, lines: Vec::new() });
        } else if let (Some(claim), Some(section)) = (line.strip_prefix("- "), sections.last_mut()) {
            let read =
                read_line(claim, index + 1).ok_or_else(|| format!("line {} is not understood: {line}", index + 1))?;
            section.lines.push(read);
        }
    }
    Ok(sections)
}

fn read_line(claim: &str, number: usize) -> Option<Line> {
    if let Some((selector, words)) = claim.strip_prefix('`').and_then(|rest| rest.split_once("` says `")) {
        return Some(Line {
            verb: Verb::Says(selector.to_owned()),
            words: words.strip_suffix('`')?.to_owned(),
            number,
        });
    }
    let Some((verb, words)) = claim.split_once('`') else {
        return Some(Line { verb: Verb::Finding, words: claim.to_owned(), number });
    };
    let verb = match verb.trim() {
        "shows" => Verb::Shows(true),
        "does not show" => Verb::Shows(false),
        "contains" => Verb::Contains(true),
        "does not contain" => Verb::Contains(false),
        "is there" => Verb::There(true),
        "is not there" => Verb::There(false),
        verb => Verb::Has(verb.strip_prefix("has ")?.parse().ok()?),
    };
    Some(Line { verb, words: words.strip_suffix('`')?.to_owned(), number })
}

/// The text with the counts as they were found.
pub fn write(text: &str, sections: &[Section]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in sections.iter().flat_map(|section| &section.lines) {
        if let Verb::Has(count) = line.verb {
            lines[line.number - 1] = format!("- has {count} `{}`", line.words);
        }
    }
    lines.join("\n") + "\n"
}

impl Section {
    /// The findings a section `findings` lists.
    pub fn findings(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().filter(|line| self.about == "findings" && matches!(line.verb, Verb::Finding));
        lines.map(|line| line.words.as_str())
    }
}

impl Line {
    /// Whether a claim about a file holds, given that the file is there or not.
    pub fn there(&self, is: bool) -> bool {
        matches!(self.verb, Verb::There(wanted) if wanted == is)
    }

    /// The claim that does not hold, after the number of its line.
    pub fn wrong(&self) -> String {
        let claim = match &self.verb {
            Verb::Shows(true) => "shows",
            Verb::Shows(false) => "does not show",
            Verb::Contains(true) => "contains",
            Verb::Contains(false) => "does not contain",
            Verb::There(true) => "is there",
            Verb::There(false) => "is not there",
            Verb::Has(count) => &format!("has {count}"),
            Verb::Says(selector) => &format!("`{selector}` says"),
            Verb::Finding => "a finding",
        };
        format!("{}: does not hold: {claim} `{}`", self.number, self.words)
    }
}
