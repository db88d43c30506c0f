//! A code of findings, explained to authors: what it says, why it is there, a wrong and a right example.

use crate::text::Decimal;

use super::{Mending, StaticWords, WhyByHand};

/// How a declaration of a code writes a text: in Japanese, and in English.
type CodeText = (&'static str, &'static str);

const fn pair((ja, en): CodeText) -> StaticWords {
    StaticWords::new(ja, en)
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the site is published.
    Warning,
    /// The site is not published until it is corrected.
    Error,
}

/// A code of findings. It is declared with the rule that gives it; `catalogue` lists all.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Stable name in kebab case: `composition-sum`.
    pub name: &'static str,
    /// How much its findings weigh where the site does not say otherwise.
    pub severity: Severity,
    /// How much some of them weigh instead, and which.
    pub sometimes: Option<(Severity, StaticWords)>,
    /// What is wrong, in a sentence.
    pub title: StaticWords,
    /// Why it matters, and what to do.
    pub why: StaticWords,
    /// An example that gives a finding of this code.
    pub wrong: Example,
    /// What to write instead.
    pub right: Example,
    /// The number the rule measures against, where a site may set it.
    pub limit: Option<Limit>,
    /// Whether it keeps what is private from being published: no site may weaken it, and to accept a finding needs a
    /// reason that says something.
    pub privacy: bool,
    /// Whether `nenpo fix` writes what its findings say.
    pub mending: Mending,
    /// Why a person has to look at what it leaves; none where it leaves nothing.
    pub by_hand: Option<WhyByHand>,
    /// The codes it had before, which settings and sheets may still name.
    pub formerly: &'static [&'static str],
}

/// A number a rule measures against.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What the number measures, and in what unit.
    pub meaning: StaticWords,
    /// The number where the site sets none.
    pub default: u32,
}

/// An example, which tests read as part of a small site.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// Lines of the front matter of a sheet.
    Front(&'static str),
    /// The narrative of a sheet.
    Body(&'static str),
    /// Lines of the front matter of the sheets of two years, one after the other: what a rule says of this year in the
    /// light of last year's.
    Years(&'static str, &'static str),
    /// Whole files, each with its path below `content/`.
    Files(&'static [(&'static str, &'static str)]),
    /// What a text cannot show, told.
    Told(&'static str, &'static str),
}

impl Example {
    /// The paths below `content/` and the texts of the sheets in an example of two years.
    #[must_use]
    pub fn of_years(before: &str, now: &str) -> [(&'static str, String); 2] {
        [("2020/kitahama/sheet.md", before), ("2021/kitahama/sheet.md", now)]
            .map(|(path, front)| (path, format!("---\nform: sheet\n{front}\n---\n")))
    }
}

impl Code {
    /// A code whose findings stop the build.
    pub const fn error(name: &'static str, title: CodeText, why: CodeText, wrong: Example, right: Example) -> Code {
        Code {
            name,
            severity: Severity::Error,
            title: pair(title),
            why: pair(why),
            wrong,
            right,
            limit: None,
            privacy: false,
            sometimes: None,
            mending: Mending::ByHand,
            by_hand: None,
            formerly: &[],
        }
    }

    /// A code whose findings do not.
    pub const fn warning(name: &'static str, title: CodeText, why: CodeText, wrong: Example, right: Example) -> Code {
        Code { severity: Severity::Warning, ..Code::error(name, title, why, wrong, right) }
    }

    /// Adds the number the rule measures against.
    #[must_use]
    pub const fn limit(mut self, default: u32, meaning: CodeText) -> Code {
        self.limit = Some(Limit { meaning: pair(meaning), default });
        self
    }

    /// Adds the codes it had before.
    #[must_use]
    pub const fn formerly(mut self, codes: &'static [&'static str]) -> Code {
        self.formerly = codes;
        self
    }

    /// Whether a site may measure against this number. A smaller one finds more, and none finds nothing.
    #[must_use]
    pub fn allows(&self, limit: Decimal) -> bool {
        let default = self.limit.map_or(0.0, |own| f64::from(own.default));
        !self.privacy || (1.0..=default).contains(&limit.to_f64())
    }

    /// Some findings weigh less or more: in what case, as the manual says it after `…のとき`.
    #[must_use]
    pub const fn sometimes(mut self, severity: Severity, when: CodeText) -> Code {
        self.sometimes = Some((severity, pair(when)));
        self
    }

    /// Marks a code all of whose findings `nenpo fix` mends.
    #[must_use]
    pub const fn mended(mut self) -> Code {
        self.mending = Mending::Always;
        self
    }

    /// Marks a code of which `nenpo fix` mends some findings: those with one right way to write it.
    #[must_use]
    pub const fn mended_sometimes(mut self) -> Code {
        self.mending = Mending::Sometimes;
        self
    }

    /// Says why a person has to look at what `nenpo fix` leaves.
    #[must_use]
    pub const fn by_hand(mut self, by_hand: WhyByHand) -> Code {
        self.by_hand = Some(by_hand);
        self
    }

    /// Marks a code that keeps what is private from being published.
    #[must_use]
    pub const fn privacy(mut self) -> Code {
        self.privacy = true;
        self
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}
