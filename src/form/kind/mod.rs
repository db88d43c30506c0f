//! The closed set of field kinds, with what a form may set for each.

mod indicators;
mod labels;
mod presence;
mod records;
mod table;

use std::sync::Arc;

use crate::attachment::AttachmentKind;
use crate::source::Reporter;
use crate::text::fold;

use super::choices::ChoiceSettings;
use super::matrix::{HeadSeries, MatrixSettings};
use super::settings::Settings;
use super::{Field, TOTAL};

pub use indicators::{Better, ColumnHead, Counting, IndicatorColumns, IndicatorHead};
pub use labels::{Choice, CompositionPart, LabelList};
pub use presence::{PresenceLevel, PresenceSettings};
pub use records::RecordSettings;
pub use table::{FormColumn, ScheduleColumns, TableSettings};

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
