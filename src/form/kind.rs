//! The closed set of field kinds, with what a form may set for each.

use std::sync::Arc;

use crate::attachment::AttachmentKind;
use crate::source::Reporter;
use crate::text::fold;

use super::choices::{ChoiceNames, derived};
use super::matrix::{HeadSeries, MatrixSettings};
use super::settings::Settings;
use super::{Field, TOTAL};

/// What an answer of a kind is like, for whoever need not know the kind itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One figure, which charts and measures can use: 人口.
    Figure,
    /// Several figures that belong together.
    Figures,
    /// A line or a word.
    Line,
    /// Running text in Markdown.
    Text,
    /// Files, which are not shown in cells.
    Files,
    /// Rows, which are linked to.
    Rows,
    /// Rows of running text.
    TextRows,
    /// Rows of figures, which are linked to.
    Matrix,
}

/// What is declared of a kind.
pub(super) struct Declared {
    /// Its name in forms.
    pub name: &'static str,
    /// What it is called in Japanese: the word that is shown, then others that are written for it.
    pub words: &'static [&'static str],
    /// What an answer is like.
    shape: Shape,
    /// The settings besides those of every field, and whether the kind cannot do without.
    pub settings: &'static [(&'static str, bool)],
    /// Reads the settings of a field of this kind, once its form is parsed.
    pub read: fn(&Settings<'_>, &mut Reporter<'_>) -> Kind,
    /// The definition in the JSON Schema of forms that an answer follows, or one of its parts.
    schema: &'static str,
    /// What an answer looks like, for who is to write one.
    hint: &'static str,
}

/// The list of the kinds, for a macro that declares what follows from it: of a form here, of a sheet in `value`. An entry is
/// the kind's name in forms, its variant, its settings, the type of a value, in a box where that is large, what an answer is like,
/// what the kind is called in Japanese, the keys of the settings and whether the kind cannot do without, the definition in the JSON Schema of forms, what an
/// answer looks like for who is to write one, and how the settings are read.
macro_rules! field_kinds {
    ($declare:ident) => {
        $declare! {
            /// One quantity, with or without a unit: 1,539,946人.
            number: Number of Quantity in Box = Figure, &["数", "数値", "数字", "数量"], &[("role", false), ("at_most", false), ("usually_at_most", false)], "quantity", "",
                |_, _| Kind::Number;
            /// A total and its parts.
            composition: Composition(Vec<CompositionPart>) of Composition in Box = Figures, &["内訳", "合計と内訳", "構成"], &[("parts", true), ("headline", false), ("allowance", false), ("role", false), ("at_most", false), ("usually_at_most", false)], "quantity", "",
                |settings, reporter| Kind::Composition(settings.parts(reporter));
            /// Shares at points in order: after 3, 6 and 12 months.
            rates: Rates(Vec<Choice>) of Rates = Figures, &["割合", "率", "比率"], &[("points", true)], "quantity", "",
                |settings, reporter| Kind::Rates(settings.labels("points", reporter));
            /// 有／無／不明, perhaps at several levels.
            presence: Presence(PresenceSettings) of Presence = Line, &["有無", "有・無", "有／無"], &[("levels", false), ("words", false)], "presence", "有・無・不明。数も答えるときは「有 1／3」",
                |settings, reporter| Kind::Presence(settings.presence(reporter));
            /// One or several of a list: 拡充／維持／縮小.
            choice: Choice(ChoiceSettings) of Chosen in Box = Line, &["選択", "選択肢", "単一選択", "複数選択"], &[("choices", true), ("several", false), ("other", false), ("ordered", false)], "line", "",
                |settings, reporter| Kind::Choice(settings.choices(reporter));
            /// A line of text without markup.
            text: Text of String = Line, &["言葉", "文字", "一行", "文字列", "テキスト"], &[], "line", "",
                |_, _| Kind::Text;
            /// Running text in Markdown, of one paragraph or more.
            prose: Prose of Prose = Text, &["文章", "文", "本文", "自由記述", "記述"], &[], "prose", "文章。長いときは「|」と書き、次の行から字下げします",
                |_, _| Kind::Prose;
            /// A day, a month, a year, a period, or words.
            date: Date of When = Line, &["日付", "日", "時期", "年月日", "年月"], &[], "date", "例: R6年6月、通年、随時",
                |_, _| Kind::Date;
            /// Files beside the sheet, of the formats that the form allows: 計画書 as PDF.
            files: Files(Vec<AttachmentKind>) of Files = Files, &["添付", "ファイル", "添付ファイル"], &[("formats", false)], "files", "ファイルの名前。このファイルと同じフォルダーに置きます",
                |settings, reporter| Kind::Files(settings.formats(reporter));
            /// Indicators with targets and results.
            indicators: Indicators(IndicatorColumns) of Indicators = Rows, &["指標", "数値目標", "目標と実績"], &[("indicator", false), ("better", false), ("columns", true)], "absence", "",
                |settings, reporter| Kind::Indicators(settings.indicators(reporter));
            /// Rows of typed columns.
            table: Table(TableSettings) of Table = Rows, &["表", "一覧表"], &[("role", false), ("columns", true), ("rows", false), ("row", false)], "absence", "",
                |settings, reporter| Kind::Table(settings.table(reporter));
            /// Numbers over rows and columns: months and libraries, years and sectors.
            matrix: Matrix(MatrixSettings) of Matrix in Box = Matrix, &["行と列の数", "数の表", "格子", "集計表", "クロス集計"], &[("rows", true), ("columns", true), ("row", false), ("chart", false), ("need", false), ("supply", false), ("allowance", false)], "quantity", "「|」の次の行から、見出しのある表を字下げして貼り付けます。隣の CSV の名前も書けます",
                |settings, reporter| Kind::Matrix(settings.matrix(reporter));
            /// What happens when, in the order of the fiscal year.
            schedule: Schedule(ScheduleColumns) of Schedule = TextRows, &["スケジュール", "日程", "予定", "工程"], &[("columns", true)], "absence", "",
                |settings, reporter| Kind::Schedule(settings.schedule(reporter));
            /// Blocks that repeat the same fields of any kind: one for each programme, facility or item.
            records: Records(RecordSettings) of Records = Rows, &["まとまり", "繰り返し", "事業ごと", "一覧"], &[("name", true), ("overview", false), ("totals", false), ("group_by", false), ("own_page", false), ("fields", true)], "absence", "",
                |settings, reporter| Kind::Records(settings.records(reporter));
            /// A kind of the tests only: what a new one costs, and that everything knows it.
            #[cfg(test)]
            rating: Rating of Rating = Line, &["格付け"], &[], "line", "例: A、B、C、D",
                |_, _| Kind::Rating;
        }
    };
}

pub(crate) use field_kinds;

/// Declares the variants of [`Kind`], [`KINDS`], and a getter of the settings of each.
macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])* $(#[cfg($cfg:meta)])?
        $name:ident: $variant:ident $(($settings:ty))? of $type:ident $(in $held:ident)?
            = $shape:ident, $words:expr, $keys:expr, $schema:literal, $hint:literal, $read:expr;
    )+) => {
        /// What a field asks for.
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant, reason = "a form has few fields, and each is shared")]
        pub enum Kind { $($(#[doc = $doc])* $(#[cfg($cfg)])? $variant $(($settings))?,)+ }

        /// All kinds, as they are declared.
        pub(super) const KINDS: &[Declared] = &[
            $($(#[cfg($cfg)])? Declared {
                name: stringify!($name),
                words: $words,
                shape: Shape::$shape,
                settings: $keys,
                schema: $schema,
                hint: $hint,
                read: $read,
            },)+
        ];

        impl Kind {
            /// Its name in forms.
            pub fn name(&self) -> &'static str {
                match self {
                    $($(#[cfg($cfg)])? Kind::$variant { .. } => stringify!($name),)+
                }
            }

            $(kinds!(@getter $(#[doc = $doc])* $(#[cfg($cfg)])? $name: $variant $(($settings))?);)+
        }
    };
    (@getter $(#[$meta:meta])* $name:ident: $variant:ident) => {
        $(#[$meta])*
        pub fn $name(&self) -> Option<&()> {
            matches!(self, Kind::$variant).then_some(&())
        }
    };
    (@getter $(#[$meta:meta])* $name:ident: $variant:ident($settings:ty)) => {
        $(#[$meta])*
        pub fn $name(&self) -> Option<&$settings> {
            match self {
                Kind::$variant(settings) => Some(settings),
                _ => None,
            }
        }
    };
}

field_kinds!(kinds);

impl Kind {
    fn shape(&self) -> Shape {
        self.declared().map_or(Shape::Line, |declared| declared.shape)
    }

    fn declared(&self) -> Option<&'static Declared> {
        KINDS.iter().find(|declared| declared.name == self.name())
    }

    /// What it is called in Japanese.
    pub fn word(&self) -> &'static str {
        self.declared().and_then(|declared| declared.words.first()).copied().unwrap_or_default()
    }

    /// The definition in the JSON Schema of forms that an answer follows, or one of its parts.
    pub fn schema(&self) -> &'static str {
        self.declared().map_or("", |declared| declared.schema)
    }

    /// What an answer looks like, for who is to write one.
    pub fn hint(&self) -> &'static str {
        self.declared().map_or("", |declared| declared.hint)
    }

    /// The field of records at a place, to be changed.
    pub(super) fn record_field_mut(&mut self, at: usize) -> Option<&mut Arc<Field>> {
        if let Kind::Records(settings) = self { settings.fields.get_mut(at) } else { None }
    }

    /// The field of a column at a place, to be changed.
    pub(super) fn column_mut(&mut self, at: usize) -> Option<&mut Arc<Field>> {
        if let Kind::Table(settings) = self {
            settings.columns.get_mut(at).map(|column| &mut column.field)
        } else {
            None
        }
    }

    /// Whether an answer has rows, which are linked to.
    pub fn has_rows(&self) -> bool {
        matches!(self.shape(), Shape::Rows | Shape::TextRows | Shape::Matrix)
    }

    /// Whether an answer is short enough for a line or the cell of a table.
    pub fn fits_a_cell(&self) -> bool {
        matches!(self.shape(), Shape::Figure | Shape::Line | Shape::Text)
            && self.presence().is_none_or(|asked| asked.levels.is_empty())
    }

    /// Whether an answer is a figure or a word, to be listed with others rather than to stand alone.
    pub fn is_short(&self) -> bool {
        self.fits_a_cell() && !self.is_running_text()
    }

    /// Whether an answer, or its total, is short enough for the overview of records.
    pub fn fits_an_overview(&self) -> bool {
        self.is_short() || self.composition().is_some()
    }

    /// Whether it asks for one of a list.
    pub fn is_one_choice(&self) -> bool {
        self.choice().is_some_and(|settings| !settings.several)
    }

    /// Whether it asks for a figure, or for a whole of figures.
    pub fn is_figures(&self) -> bool {
        matches!(self.shape(), Shape::Figure | Shape::Figures | Shape::Matrix)
    }

    /// Whether an answer is running text, or rows of it.
    pub fn is_running_text(&self) -> bool {
        matches!(self.shape(), Shape::Text | Shape::TextRows)
    }

    /// Whether it asks for the figure of a part, or for the one that stands for the whole; a choice, and whether there is
    /// something, stand for themselves.
    pub fn has_figure(&self, part: Option<&str>) -> bool {
        if let Some(settings) = self.matrix() {
            return part.is_some_and(|part| settings.rows.iter().any(|row| row.series.is_none() && row.id == part));
        }
        match part {
            None => {
                let at_once = self.presence().is_some_and(|asked| asked.levels.is_empty());
                self.is_figures() || self.choice().is_some() || at_once
            }
            Some(TOTAL) if self.composition().is_some() => true,
            Some(id) => self.part(id).is_some(),
        }
    }

    /// Whether the answer has an inner key of this id or label; `key` is folded.
    pub fn has_inner_key(&self, key: &str) -> bool {
        let is = |id: &str, label: &str| fold(id) == key || fold(label) == key;
        match self {
            Kind::Table(settings) => {
                settings.columns.iter().any(|column| is(&column.field.id, &column.field.label))
                    || settings.rows.iter().any(|row| is(&row.id, &row.label))
            }
            Kind::Matrix(settings) => settings.rows.iter().chain(&settings.columns).any(|head| {
                let of_series = |series: &HeadSeries| series.may_have(key);
                is(&head.id, &head.label)
                    || head.group.as_ref().is_some_and(|group| fold(group) == key)
                    || head.is_time(key)
                    || head.series.as_ref().is_some_and(of_series)
            }),
            Kind::Indicators(columns) => {
                is("indicator", &columns.indicator) || columns.heads().any(|head| is(head.id, head.label))
            }
            Kind::Records(settings) => {
                is("name", &settings.name) || settings.fields.iter().any(|field| is(&field.id, &field.label))
            }
            Kind::Schedule(columns) => {
                is("period", &columns.period) || is("item", &columns.item) || is("detail", &columns.detail)
            }
            kind => {
                let names = kind.names();
                kind.composition().is_some() && is(TOTAL, "合計")
                    || names.ids().zip(names.labels()).any(|(id, label)| is(id, label))
            }
        }
    }

    /// The form's words for a part of a composition or a point of rates.
    pub fn part_label(&self, id: &str) -> Option<&str> {
        self.part(id).map(|(_, label)| label)
    }

    /// A part of a composition, a point of rates or a row of a matrix: its id, and the form's words for it.
    pub fn part(&self, id: &str) -> Option<(&str, &str)> {
        fn within<'p>(parts: &'p [CompositionPart], id: &str) -> Option<(&'p str, &'p str)> {
            let is = |part: &'p CompositionPart| (part.id == id).then_some((part.id.as_str(), part.label.as_str()));
            parts.iter().find_map(|part| is(part).or_else(|| within(&part.parts, id)))
        }
        match self {
            Kind::Composition(parts) => within(parts, id),
            Kind::Rates(points) => {
                points.iter().find(|point| point.id == id).map(|point| (point.id.as_str(), point.label.as_str()))
            }
            Kind::Matrix(settings) => {
                settings.rows.iter().find(|row| row.id == id).map(|row| (row.id.as_str(), row.label.as_str()))
            }
            Kind::Presence(settings) => {
                let mut levels = settings.levels.iter();
                levels.find(|level| level.id == id).map(|level| (level.id.as_str(), level.label.as_str()))
            }
            _ => None,
        }
    }
}

/// An id with the form's words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Head over consecutive rows of a table.
    pub group: Option<String>,
}

/// Ids with labels, in the order of the form.
pub type LabelList = Vec<Choice>;

/// A part of a composition.
#[derive(Clone, Debug)]
pub struct CompositionPart {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Whether the headline of a chart tells of it.
    pub headline: bool,
    /// Parts of this part.
    pub parts: Vec<CompositionPart>,
}

/// The id of the choice that takes words of its own: その他（…）.
pub const OTHER: &str = "other";

/// What a form sets for a `choice` field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceSettings {
    /// What can be chosen, in the order of the form; with その他, where the form allows words of one's own.
    pub choices: Vec<Choice>,
    /// Whether several may be chosen.
    pub several: bool,
    /// Whether `other` takes words of its own.
    pub other: bool,
    /// Whether the choices go from the best or the most to the worst or the least.
    pub ordered: bool,
}

impl ChoiceSettings {
    /// The place of the choice that takes words of its own.
    pub fn other_at(&self) -> Option<usize> {
        self.choices.iter().position(|choice| self.other && choice.id == OTHER)
    }

    /// The place of the choice of this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.id == id)
    }

    /// What a sheet may write for the choices.
    pub fn names(&self) -> ChoiceNames {
        let named: Vec<(&str, &str)> =
            self.choices.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect();
        ChoiceNames::of(&named)
    }

    /// All that may be written for each choice, the label first.
    pub fn spellings(&self) -> Vec<Vec<String>> {
        let names = self.names();
        let spellings = |(at, choice): (usize, &Choice)| {
            let derived = std::iter::once(choice.id.clone()).chain(derived(&choice.label));
            let known = derived.filter(|name| names.choice_called(name) == Some(at));
            let mut all = vec![choice.label.clone()];
            for name in known {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            all
        };
        self.choices.iter().enumerate().map(spellings).collect()
    }
}

/// What a form sets for a `presence` field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresenceSettings {
    /// The levels at which it is asked; empty where it is asked once.
    pub levels: Vec<PresenceLevel>,
    /// The form's words for there being one, the one that pages show first; empty for 有.
    pub yes: Vec<String>,
    /// The form's words for there being none, the one that pages show first; empty for 無.
    pub no: Vec<String>,
}

impl PresenceSettings {
    /// The word that pages show for there being one.
    pub fn yes_word(&self) -> &str {
        self.yes.first().map_or("有", String::as_str)
    }

    /// The word that pages show for there being none.
    pub fn no_word(&self) -> &str {
        self.no.first().map_or("無", String::as_str)
    }
}

/// A level at which presence is asked: 都道府県, 圏域, 市町村.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceLevel {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Unit of the counts n and m in 有 n／m.
    pub unit: Option<String>,
}

/// The columns of an `indicators` field; those absent are not asked.
#[derive(Clone, Debug, Default)]
pub struct IndicatorColumns {
    /// Head of the first column, which names the indicator.
    pub indicator: String,
    /// Which way is better, where the form says it of all its indicators.
    pub better: Option<Better>,
    /// Where things stand: 現状値.
    pub baseline: Option<ColumnHead>,
    /// What is aimed at: 目標値.
    pub target: Option<ColumnHead>,
    /// What was reached: 実績値.
    pub actual: Option<ColumnHead>,
    /// Effects in words: 具体的な成果・効果.
    pub effect: Option<ColumnHead>,
    /// Columns besides these, each with the kind of its cells as in a table: 担当課, 達成度.
    pub others: Vec<FormColumn>,
    /// The ids of all columns, in the order of the form.
    pub order: Vec<String>,
}

/// A column of indicators, whatever it holds.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorHead<'a> {
    /// The key in the form.
    pub id: &'a str,
    /// The form's words for it.
    pub label: &'a str,
    /// The time its figures are of, in the form's words.
    pub as_of: Option<&'a str>,
    /// The years that have a column each, where it is a series.
    pub years: Option<&'a HeadSeries>,
}

impl IndicatorHead<'_> {
    /// Whether it is one of baselines, targets or results.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        ["baseline", "target", "actual"].contains(&self.id)
    }
}

impl IndicatorColumns {
    /// Keys of rows that no column can have for its id.
    pub(super) const OTHER_KEYS: [&'static str; 5] = ["indicator", "id", "better", "count", "due"];

    /// The columns that are asked besides the first, in the order of the form.
    pub fn heads(&self) -> impl Iterator<Item = IndicatorHead<'_>> {
        let known = [
            ("baseline", &self.baseline),
            ("target", &self.target),
            ("actual", &self.actual),
            ("effect", &self.effect),
        ];
        let known = known.into_iter().filter_map(|(id, head)| {
            let ColumnHead { label, as_of, years, .. } = head.as_ref()?;
            Some(IndicatorHead { id, label, as_of: as_of.as_deref(), years: years.as_ref() })
        });
        let others = self.others.iter().map(|column| {
            let Field { id, label, as_of, .. } = column.field.as_ref();
            IndicatorHead { id, label, as_of: as_of.as_deref(), years: None }
        });
        let mut all: Vec<IndicatorHead<'_>> = known.chain(others).collect();
        all.sort_by_key(|head| self.order.iter().position(|id| id == head.id).unwrap_or(self.order.len()));
        all.into_iter()
    }

    /// Indicators with some of the columns besides figures and effects.
    #[must_use]
    pub fn with_others(&self, others: Vec<FormColumn>) -> Kind {
        Kind::Indicators(IndicatorColumns { others, ..self.clone() })
    }
}

/// Head of a column with the form's word on time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHead {
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// The time its figures are of, in the form's words: 今年度当初, R2年度末.
    pub as_of: Option<String>,
    /// Whether its figures are cumulative or of one year, where the form says so.
    pub count: Option<Counting>,
    /// The years that have a figure each, where it is a series.
    pub years: Option<HeadSeries>,
}

/// Which way an indicator is meant to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The more, the better.
    More,
    /// The less, the better.
    Less,
}

impl Better {
    /// How it is written in a form or a sheet.
    pub const CHOICES: [(&'static str, Better); 6] = [
        ("more", Better::More),
        ("less", Better::Less),
        ("多いほどよい", Better::More),
        ("少ないほどよい", Better::Less),
        ("高いほどよい", Better::More),
        ("低いほどよい", Better::Less),
    ];

    /// Its name in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Better::More => "more",
            Better::Less => "less",
        }
    }

    /// Its word in sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Better::More => "多いほどよい",
            Better::Less => "少ないほどよい",
        }
    }
}

/// For which time a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// From the start of the plan on: 累計.
    Cumulative,
    /// Within one year: 単年.
    Yearly,
}

impl Counting {
    /// How it is written in a form or a sheet.
    pub const CHOICES: [(&'static str, Counting); 4] = [
        ("cumulative", Counting::Cumulative),
        ("yearly", Counting::Yearly),
        ("累計", Counting::Cumulative),
        ("単年", Counting::Yearly),
    ];

    /// Its name in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Counting::Cumulative => "cumulative",
            Counting::Yearly => "yearly",
        }
    }

    /// Its word in sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Counting::Cumulative => "累計",
            Counting::Yearly => "単年",
        }
    }
}

/// The shape of a `table` field.
#[derive(Clone, Debug)]
pub struct TableSettings {
    /// The columns in the order of the form, each with the kind of its cells.
    pub columns: Vec<FormColumn>,
    /// Row heads set by the form; empty when the sheet brings its own rows.
    pub rows: LabelList,
    /// Head of the column of row heads.
    pub row: Option<String>,
}

impl TableSettings {
    /// A table with some of its columns.
    pub fn with_columns(&self, columns: Vec<FormColumn>) -> Kind {
        Kind::Table(TableSettings { columns, ..self.clone() })
    }
}

/// What each record of a `records` field holds.
#[derive(Clone, Debug)]
pub struct RecordSettings {
    /// The form's words for what a record is called: 事務事業名.
    pub name: String,
    /// Ids of the fields that the overview shows, as the form chooses them; empty where it leaves that to the program.
    pub overview: Vec<String>,
    /// Ids of the fields whose figures may be added up over all records: costs may, persons who use two services may not.
    pub totals: Vec<String>,
    /// Id of the line by whose words the overview stands in groups, each with its own totals.
    pub group_by: Option<String>,
    /// Whether each record has a page of its own; else all stand on the page of their document.
    pub own_page: bool,
    /// The fields of each record, in the order of the form; none of them is a list of records.
    pub fields: Vec<Arc<Field>>,
}

impl RecordSettings {
    /// How many columns the overview has where the form does not choose them: more are hardly read on one screen.
    const MOST_COLUMNS: usize = 6;

    /// The fields that are the columns of the overview: those that the form names, or else the first of one line or one figure.
    #[must_use]
    pub fn overview(&self) -> Vec<&Arc<Field>> {
        if self.overview.is_empty() {
            let fitting = self.fields.iter().filter(|field| field.kind.fits_an_overview());
            return fitting.take(Self::MOST_COLUMNS).collect();
        }
        self.overview.iter().filter_map(|id| self.fields.iter().find(|field| field.id == *id)).collect()
    }

    /// Records with some of their fields.
    #[must_use]
    pub fn with_fields(&self, fields: Vec<Arc<Field>>) -> Kind {
        let is_left = |id: &String| fields.iter().any(|field| field.id == *id);
        let ids = |ids: &[String]| ids.iter().filter(|id| is_left(id)).cloned().collect();
        Kind::Records(RecordSettings {
            name: self.name.clone(),
            overview: ids(&self.overview),
            totals: ids(&self.totals),
            group_by: self.group_by.clone().filter(is_left),
            own_page: self.own_page,
            fields,
        })
    }
}

/// A column: a field, perhaps split into one cell for each sector.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// Label and kind of its cells.
    pub field: Arc<Field>,
    /// 行政, 医療, 福祉, その他; empty when the column is not split.
    pub by: LabelList,
}

/// Heads of the three columns of a schedule.
#[derive(Clone, Debug)]
pub struct ScheduleColumns {
    /// Head of the column of times: 時期（月）.
    pub period: String,
    /// Head of the column of what is done: 実施する項目.
    pub item: String,
    /// Head of the column of details: 実施する内容.
    pub detail: String,
}
