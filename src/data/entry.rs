//! One value that a document gives in a field, with all that is needed to understand it alone.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::compare::progress::{BaselineProgress, DirectionSource, Progress, Standing, TargetDirection};
use crate::form::ChoiceSettings;
use crate::source::StaticWords;
use crate::text::Decimal;
use crate::value::quantity::Meaning;
use crate::value::{Absence, Amount, Chosen, Direction, Quantity, number, presence};

/// A single value that a document gives in a field: a row of the long tables, and an answer of the JSON.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Observation<'a> {
    /// Id of the section of the form.
    pub section: &'a str,
    /// Id of the field, the same in all forms.
    pub field: &'a str,
    /// The form's words for the field.
    pub label: &'a str,
    /// What exactly is counted, where the form says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<&'a str>,
    /// Which row of the field it stands in, from 1; none for fields without rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The row's own id, the same over the years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_id: Option<&'a str>,
    /// What the row is about: the indicator, the issue, the head that the form sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_name: Option<String>,
    /// The row of an earlier sheet that the row goes on with: `2021#2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Which part of the field or row it is, as ids from the outside in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part: Vec<Cow<'a, str>>,
    /// The steps of `part` in the form's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_label: Vec<Cow<'a, str>>,
    /// Whether there is a value, and of what kind.
    pub status: Status,
    /// The one number, exact or about.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub value: Option<Decimal>,
    /// The least it may be, where that is known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub low: Option<Decimal>,
    /// The most it may be, where that is known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub high: Option<Decimal>,
    /// The share that the sheet prints with the amount, in per cent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub share: Option<Decimal>,
    /// The unit as written, of amounts only: 人, 件, か所
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'a str>,
    /// What the unit is counted by: 年 in 回／年
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<&'a str>,
    /// What was chosen, as ids of the form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choice: Vec<Cow<'a, str>>,
    /// As the sheet has it, a choice in the form's words; of a text the words that readers see, for Markdown may hold remarks that are not for them.
    pub written: String,
    /// What a date or period means: ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// When it was true; none where neither sheet nor form says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<ObservationTime>,
    /// Where it comes from, in the sheet's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// What it covers, where that is not the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<&'a str>,
    /// Remarks of the sheet on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The outcome of the target, in the row of the result; in that of the target where no result is asked for.
    #[serde(flatten)]
    pub attainment: Option<Box<Attainment>>,
    /// Its line in the file of the document, from 1.
    pub line: usize,
    /// Which files it belongs to.
    #[serde(skip)]
    pub group: Group,
}

/// What came of a target, as columns.
#[derive(Clone, Debug, Serialize)]
pub struct Attainment {
    /// Whether the target was reached, or why that is not known.
    #[serde(serialize_with = "standing")]
    pub standing: Standing,
    /// The result as a share of the target, in per cent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub ratio: Option<Decimal>,
    /// How much of the way from the baseline to the target is gone, in per cent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub progress_rate: Option<Decimal>,
    /// The result less the target.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub gap: Option<Decimal>,
    /// Which way is better: more, less, or as it is.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "direction")]
    pub direction: Option<Direction>,
    /// What says which way is better.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "direction_source")]
    pub direction_source: Option<DirectionSource>,
    /// The baseline of the calculation.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub baseline: Option<Decimal>,
    /// Its fiscal year, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_year: Option<i32>,
}

impl From<&Progress<'_>> for Attainment {
    fn from(progress: &Progress<'_>) -> Attainment {
        let reckoning = progress.calculation.as_ref();
        Attainment {
            standing: progress.standing,
            ratio: reckoning.and_then(|reckoning| reckoning.ratio),
            progress_rate: reckoning.and_then(|reckoning| match reckoning.from_baseline? {
                BaselineProgress::Part { rate, .. } => Some(rate),
                BaselineProgress::None | BaselineProgress::Back(_) => None,
            }),
            gap: reckoning.and_then(|reckoning| reckoning.gap),
            direction: progress.aim.map(|TargetDirection { direction, .. }| direction),
            direction_source: progress.aim.map(|TargetDirection { source, .. }| source),
            baseline: progress.baseline.as_ref().map(|baseline| baseline.value),
            baseline_year: progress.baseline.as_ref().and_then(|baseline| Some(baseline.time?.end.fiscal_year())),
        }
    }
}

/// The name of a direction in JSON.
pub(super) fn direction_id(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "more",
        Direction::Decrease => "less",
        Direction::Keep => "keep",
    }
}

/// Its word in a Japanese CSV.
pub(super) fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Increase => "多いほどよい",
        Direction::Decrease => "少ないほどよい",
        Direction::Keep => "保つ",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn standing<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(standing.id())
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes the field as it is")]
fn direction<S: Serializer>(direction: &Option<Direction>, serializer: S) -> Result<S::Ok, S::Error> {
    direction.map(direction_id).serialize(serializer)
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes the field as it is")]
fn direction_source<S: Serializer>(source: &Option<DirectionSource>, serializer: S) -> Result<S::Ok, S::Error> {
    source.map(DirectionSource::id).serialize(serializer)
}

/// A time as shown, and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct ObservationTime {
    /// The time as pages show it: 令和3年4月.
    pub text: String,
    /// ISO 8601, where it is understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
}

/// Which of the long files an entry belongs to. All are in the file of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Quantities, yes and no, dates and single lines: `figures.csv`.
    #[default]
    Figures,
    /// What fields of indicators say: `indicators.csv`.
    Indicators,
    /// What tables of issues say: `issues.csv`.
    Issues,
    /// Running text and schedules, which only the document's own files hold.
    Texts,
}

/// Declares the statuses: those of what is there by name, id and word, those of what is not there by their absence.
macro_rules! statuses {
    (
        there { $($name:ident $id:literal $word:literal, $ja:literal, $en:literal;)+ }
        absent { $($absence:ident $absent_ja:literal, $absent_en:literal;)+ }
    ) => {
        /// Whether there is a value, and of what kind. No value is never zero.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Status {
            #[default]
            $(#[doc = $en] $name,)+
            $(#[doc = $absent_en] $absence,)+
        }

        impl Status {
            /// All statuses, in the order of the explanation.
            pub fn all() -> impl Iterator<Item = Status> {
                [$(Status::$name,)+ $(Status::$absence,)+].into_iter()
            }

            /// Its name in JSON.
            pub fn id(self) -> &'static str {
                match self {
                    $(Status::$name => $id,)+
                    $(Status::$absence => Absence::$absence.id(),)+
                }
            }

            /// Its word in a Japanese CSV.
            pub fn word(self) -> &'static str {
                match self {
                    $(Status::$name => $word,)+
                    $(Status::$absence => Absence::$absence.word(),)+
                }
            }

            /// What it means, for the page that explains the data.
            pub fn meaning(self) -> StaticWords {
                match self {
                    $(Status::$name => StaticWords::new($ja, $en),)+
                    $(Status::$absence => StaticWords::new($absent_ja, $absent_en),)+
                }
            }
        }

        impl From<Absence> for Status {
            fn from(absence: Absence) -> Status {
                match absence {
                    $(Absence::$absence => Status::$absence,)+
                }
            }
        }
    };
}

statuses! {
    there {
    Exact "exact" "数値", "一つの数", "One number.";
    About "about" "約", "およその数", "One number, about.";
    AtLeast "at_least" "以上", "下限だけが分かる数", "The number or more.";
    AtMost "at_most" "以下", "上限だけが分かる数", "The number or less.";
    Below "below" "未満", "上限に届かない数", "Less than the number.";
    Above "above" "超", "下限を超える数", "More than the number.";
    Range "range" "範囲", "下限から上限までの数", "From the one to the other.";
    Computed "computed" "計算", "様式に従って、ほかの数から計算した数。シートには書かれていません", "Computed of other numbers, as the form says; the sheet does not give it.";
    Increase "increase" "増", "数はなく、増やすという向き", "No number: more than before.";
    Decrease "decrease" "減", "数はなく、減らすという向き", "No number: less than before.";
    Keep "keep" "維持", "数はなく、保つという向き", "No number: as before.";
    Yes "yes" "有", "ある", "There is one.";
    No "no" "無", "ない", "There is none.";
    Choice "choice" "選択", "選択肢から選んだもの", "Chosen from a list.";
    Date "date" "日付", "日、月、年度、期間", "A day, a month, a year, a period.";
    Words "words" "言葉", "数や日付として読めない一行の言葉", "A line of words.";
    Text "text" "文章", "文章", "Running text.";
    }
    absent {
    Unanswered "様式が尋ねていて、まだ答えがない", "The form asks, and nobody has answered.";
    Blank "原資料の欄が空いている", "The cell of the form is empty.";
    Unknown "分からない", "Nobody knows.";
    NotApplicable "当てはまるものがない", "The question does not apply.";
    Suppressed "公表していない", "Known and withheld.";
    NotReported "報告を受けていない", "Not reported.";
    Pending "これから分かる", "Still being found out.";
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl From<presence::PresenceState> for Status {
    fn from(state: presence::PresenceState) -> Status {
        match state {
            presence::PresenceState::Yes => Status::Yes,
            presence::PresenceState::No => Status::No,
            presence::PresenceState::Absent(absence) => absence.into(),
        }
    }
}

impl From<&Meaning> for Status {
    fn from(meaning: &Meaning) -> Status {
        match meaning {
            Meaning::Amount(Amount::Exact(_)) => Status::Exact,
            Meaning::Amount(Amount::About(_)) => Status::About,
            Meaning::Amount(Amount::AtLeast(_)) => Status::AtLeast,
            Meaning::Amount(Amount::AtMost(_)) => Status::AtMost,
            Meaning::Amount(Amount::Below(_)) => Status::Below,
            Meaning::Amount(Amount::Above(_)) => Status::Above,
            Meaning::Amount(Amount::Range(..)) => Status::Range,
            Meaning::Direction(Direction::Increase) => Status::Increase,
            Meaning::Direction(Direction::Decrease) => Status::Decrease,
            Meaning::Direction(Direction::Keep) => Status::Keep,
            Meaning::Absent(absence) => (*absence).into(),
            Meaning::Words => Status::Words,
        }
    }
}

impl<'a> Observation<'a> {
    /// Fills in the figure, its unit and its status from a quantity.
    #[must_use]
    pub fn quantity(mut self, quantity: &'a Quantity) -> Observation<'a> {
        self.status = (&quantity.meaning).into();
        self.value = quantity.number();
        (self.low, self.high) = quantity.bounds().filter(|_| self.value.is_none()).unwrap_or_default();
        self.share = quantity.share();
        let amount = matches!(quantity.meaning, Meaning::Amount(_));
        self.unit = quantity.unit.as_deref().filter(|_| amount);
        self.per = quantity.per.as_deref().filter(|_| amount);
        self.written = number::shown(quantity);
        if let Some(counted) = &quantity.label {
            self.part_label.push(counted.as_ref().into());
        }
        self
    }

    /// Fills in an exact number, as of a count.
    #[must_use]
    pub fn count(mut self, value: Decimal, unit: Option<&'a str>) -> Observation<'a> {
        (self.status, self.value, self.unit, self.written) = (Status::Exact, Some(value), unit, value.to_string());
        self
    }

    /// Fills in what was chosen, by id and in the form's words, or why nothing is.
    #[must_use]
    pub fn chosen(mut self, chosen: &Chosen, settings: &'a ChoiceSettings) -> Observation<'a> {
        let choices = chosen.at.iter().filter_map(|at| settings.choices.get(*at));
        self.choice = choices.map(|choice| choice.id.as_str().into()).collect();
        self.status = chosen.absence().map_or(Status::Choice, Status::from);
        self.written = chosen.in_words(settings);
        self
    }

    /// Sets the status of a field that nobody has answered.
    #[must_use]
    pub fn unanswered(mut self) -> Observation<'a> {
        (self.status, self.written) = (Status::Unanswered, Absence::Unanswered.word().to_owned());
        self
    }

    /// Fills in a line of words or a text; one that only says why there is nothing becomes the status.
    #[must_use]
    pub fn words(mut self, text: &str, status: Status) -> Observation<'a> {
        let absence = Absence::parse(text);
        self.status = absence.map_or(status, Status::from);
        let blank = absence.filter(|_| text.trim().is_empty()).map(Absence::word);
        blank.unwrap_or(text.trim_end()).clone_into(&mut self.written);
        self
    }
}

/// JSON has binary numbers only; what we write reads back as the same digits.
#[expect(clippy::ref_option, reason = "serde passes the field as it is")]
fn plain_number<S: Serializer>(number: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) if number.places() == 0 => match number.to_plain().parse::<i64>() {
            Ok(whole) => serializer.serialize_i64(whole),
            Err(_) => serializer.serialize_f64(number.to_f64()),
        },
        Some(number) => serializer.serialize_f64(number.to_plain().parse().unwrap_or_else(|_| number.to_f64())),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_keep_what_they_say() {
        let plain = |number: Option<Decimal>| number.map(Decimal::to_plain).unwrap_or_default();
        for (written, status, value, low, high, unit) in [
            ("1,530人", Status::Exact, "1530", "", "", Some("人")),
            ("29.50％", Status::Exact, "29.50", "", "", Some("％")),
            ("約30人", Status::About, "30", "", "", Some("人")),
            ("２～３回", Status::Range, "", "2", "3", Some("回")),
            ("30人以上", Status::AtLeast, "", "30", "", Some("人")),
            ("10人未満", Status::Below, "", "", "10", Some("人")),
            ("記載なし", Status::Blank, "", "", "", None),
            ("前年度増", Status::Increase, "", "", "", None),
            ("検討する", Status::Words, "", "", "", None),
        ] {
            let quantity = Quantity::read(written, None);
            let entry = Observation::default().quantity(&quantity);
            let found = (entry.status, plain(entry.value), plain(entry.low), plain(entry.high), entry.unit);
            assert_eq!(found, (status, value.to_owned(), low.to_owned(), high.to_owned(), unit), "{written}");
        }
    }

    #[test]
    fn numbers_of_json_have_the_digits_of_the_sheet() {
        for (text, json) in
            [("1539946", "1539946"), ("29.5", "29.5"), ("48.0", "48.0"), ("0.1", "0.1"), ("-1.8", "-1.8")]
        {
            let entry = Observation { value: Decimal::parse(text), ..Observation::default() };
            let written = serde_json::to_value(&entry).expect("plain data");
            assert_eq!(written["value"].to_string(), json, "{text}");
        }
    }
}
