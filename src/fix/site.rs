//! Files of a site, mended in the light of the whole: what a finding of a rule says to write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::form::Audience;
use crate::load::{bytes, text_files};
use crate::model::Site;
use crate::pipeline;
use crate::record::codes::HEADING_MARK;
use crate::source::{Code, Finding, Findings, Mend, Source, Span, mended};

use super::{FixFormat, Fixed, alone, none_new};

/// So often the site is read anew at most. Two or three times are enough where no change is refused.
const ROUNDS: usize = 40;

/// A file of the site on its way.
struct FileOnItsWay {
    file: PathBuf,
    fixed: Fixed,
    /// The text before the last changes, what was read of it, and which findings gave the changes.
    trial: Option<Trial>,
    /// Whether changes are tried one by one, because all together were refused.
    single: bool,
    /// The changes that were refused, which are not tried again.
    refused: BTreeSet<String>,
}

struct Trial {
    text: String,
    reading: SiteReading,
    findings: Vec<String>,
}

/// What the site makes of a file.
#[derive(Clone, Default)]
struct SiteReading {
    codes: Vec<&'static str>,
    /// The letters and digits of each text that is not public.
    private: Vec<String>,
}

/// What becomes of the files of a site.
#[derive(Debug, Default)]
pub struct FixedSite {
    /// Those that change, each with its path on this machine.
    pub files: Vec<(PathBuf, Fixed)>,
    /// How many findings of each code are left for a person.
    pub left: BTreeMap<&'static str, (&'static Code, usize)>,
}

/// Mends the files of the site in `root` whose paths below `content/` are wanted.
///
/// # Errors
/// When the content cannot be read at all.
pub fn fix_site(root: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<FixedSite> {
    let mut left = BTreeMap::new();
    let mut files: BTreeMap<String, FileOnItsWay> = BTreeMap::new();
    for (path, file) in text_files(root)?.into_iter().filter(|(path, _)| wanted(path)) {
        let decoded = match FixFormat::from_path(&path) {
            Some(format) => alone::decoded(&bytes(&file)?, format),
            None => None,
        };
        if let Some(fixed) = decoded {
            let way = FileOnItsWay { file, fixed, trial: None, single: false, refused: BTreeSet::new() };
            files.insert(path, way);
        }
    }
    for _ in 0..ROUNDS {
        if files.is_empty() {
            break;
        }
        let texts = files.iter().filter(|(_, way)| way.fixed.changes());
        let texts = texts.map(|(path, way)| (path.clone(), way.fixed.after.clone().into_bytes())).collect();
        let (site, findings) = pipeline::read_changed(root, &texts)?;
        left = left_of(&findings, wanted);
        let mut by_path: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in &findings {
            by_path.entry(finding.position.source.path()).or_default().push(finding);
        }
        let mut again = false;
        for (path, way) in &mut files {
            let found = by_path.remove(format!("content/{path}").as_str()).unwrap_or_default();
            again |= way.step(&SiteReading::of(path, &site, &found), &found);
        }
        if !again {
            break;
        }
    }
    // What was not read again is not proved.
    for way in files.values_mut() {
        if let Some(trial) = way.trial.take() {
            way.fixed.after = trial.text;
        }
    }
    let files = files.into_values().filter(|way| way.fixed.changes()).map(|way| (way.file, way.fixed));
    Ok(FixedSite { files: files.collect(), left })
}

/// The findings on the wanted files that nobody accepted, by their codes.
fn left_of(findings: &Findings, wanted: &dyn Fn(&str) -> bool) -> BTreeMap<&'static str, (&'static Code, usize)> {
    let mut left = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        if finding.position.source.path().strip_prefix("content/").is_some_and(wanted) {
            left.entry(finding.code.name).or_insert((finding.code, 0)).1 += 1;
        }
    }
    left
}

impl SiteReading {
    fn of(path: &str, site: &Site, findings: &[&Finding]) -> SiteReading {
        let mut private = Vec::new();
        let owner = site.owner_of_record(path);
        if let Some(document) = site.document(owner.as_deref().unwrap_or(path)) {
            let mut texts: Vec<(usize, Audience, &str)> = Vec::new();
            document.each_prose(&mut |prose, audience| {
                if document.path_of(prose) == path {
                    texts.push((document.start_in_file(prose), audience, &prose.text));
                }
            });
            let of_advisors = texts.iter().filter(|(_, audience, _)| *audience == Audience::Advisors);
            private.extend(of_advisors.map(|(_, _, text)| letters(text)));
            private.extend(below_private(texts, findings));
        }
        SiteReading { codes: findings.iter().map(|finding| finding.code.name).collect(), private }
    }

    /// Whether another reading has no new finding, and keeps all that is not public.
    fn allows(&self, new: &SiteReading) -> bool {
        let kept = |text: &String| text.is_empty() || new.private.iter().any(|other| contains(other, text));
        none_new(&self.codes, &new.codes) && self.private.iter().all(kept)
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of what stands below each section that is not public, up to the next heading that is one beyond doubt: a line such
/// as 「＃＃ 取組」 is read as a heading, but to make it one would publish what stands there as a part of the section.
fn below_private(mut texts: Vec<(usize, Audience, &str)>, findings: &[&Finding]) -> Vec<String> {
    let doubtful = findings.iter().filter(|finding| *finding.code == HEADING_MARK);
    let doubtful: BTreeSet<usize> = doubtful.map(|finding| finding.position.span.start()).collect();
    texts.sort_unstable_by_key(|(start, ..)| *start);
    let mut private: Vec<String> = Vec::new();
    let (mut open, mut before) = (false, 0);
    for (start, audience, text) in texts {
        // Its heading stands behind the text before it.
        let is_doubtful = doubtful.range(before..start.max(before)).next().is_some();
        before = start;
        if let Some(whole) = private.last_mut().filter(|_| open && is_doubtful) {
            whole.push_str(&letters(text));
        } else {
            open = audience == Audience::Advisors;
            private.extend(open.then(|| letters(text)));
        }
    }
    private
}

/// Whether a text has all characters of another in their order.
fn contains(text: &str, other: &str) -> bool {
    let mut rest = text.chars();
    other.chars().all(|c| rest.any(|own| own == c))
}

impl FileOnItsWay {
    /// Keeps or takes back the last changes, given what is read of the file with them, and makes the next; whether
    /// there is more to read.
    fn step(&mut self, reading: &SiteReading, findings: &[&Finding]) -> bool {
        if let Some(trial) = self.trial.take()
            && !trial.reading.allows(reading)
        {
            self.fixed.after = trial.text;
            if trial.findings.len() == 1 {
                self.refused.extend(trial.findings);
            }
            self.single = true;
            return true;
        }
        let open = |finding: &&&Finding| {
            !finding.mends.is_empty() && finding.accepted.is_none() && !self.refused.contains(&name(finding))
        };
        let most = if self.single { 1 } else { usize::MAX };
        let chosen: Vec<&Finding> = findings.iter().filter(open).copied().take(most).collect();
        let own = OwnPlaces::of(&self.fixed.after);
        let changes: Vec<Vec<Mend>> = chosen.iter().map(|finding| own.of_mends(&finding.mends)).collect();
        let source = Source::new("", self.fixed.after.as_str());
        let Some(text) = mended(&source, changes.iter().map(Vec::as_slice)) else { return false };
        let text = std::mem::replace(&mut self.fixed.after, text);
        let findings = chosen.into_iter().map(name).collect();
        self.trial = Some(Trial { text, reading: reading.clone(), findings });
        true
    }
}

/// Where the characters of a file stand in it, given where they stand in the text that was read of it: there control characters
/// are visible, and longer.
struct OwnPlaces {
    /// The end of every control character: in the text that was read, and in the file.
    ends: Vec<(usize, usize)>,
}

impl OwnPlaces {
    fn of(text: &str) -> OwnPlaces {
        let mut longer = 0;
        let controls = text.char_indices().filter(|(_, c)| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
        let ends = controls.map(|(at, c)| {
            longer += char::REPLACEMENT_CHARACTER.len_utf8() - c.len_utf8();
            (at + c.len_utf8() + longer, at + c.len_utf8())
        });
        OwnPlaces { ends: ends.collect() }
    }

    fn place(&self, at: usize) -> usize {
        let after = self.ends.partition_point(|(read, _)| *read <= at);
        let last = after.checked_sub(1).and_then(|last| self.ends.get(last));
        last.map_or(at, |(read, own)| own + (at - read))
    }

    fn of_mends(&self, mends: &[Mend]) -> Vec<Mend> {
        let own = |span: Span| Span::new(self.place(span.start()), self.place(span.end()));
        mends.iter().map(|mend| Mend { span: own(mend.span), text: mend.text.clone() }).collect()
    }
}

/// Tells a finding from the others of its file, even after others were mended.
fn name(finding: &Finding) -> String {
    let source = &finding.position.source;
    let line = source.line_span(source.line_of(finding.position.span.start()));
    format!("{} {} {}", finding.code.name, finding.message.ja, source.slice(line))
}
