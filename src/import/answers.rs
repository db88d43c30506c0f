//! The answers to the fields of a form, kind by kind.

use crate::form::keys::OF_ANSWERS;
use crate::form::{CompositionPart, Field, FormSection, TOTAL};
use crate::prefill::layout::{PrefilledLine, PrefilledValue};
use crate::text::Date;
use crate::value::{Meaning, Quantity};

use super::asked::TOTALS;
use super::board::{Board, LabelHit, SearchScope};
use super::labels::letters;
use super::settings::ImportSettings;
use super::walk::{FoundText, WantedAnswer, is_figure};

/// What people write where the paper has a cell and nobody wrote into it.
pub const BLANK: &str = "記載なし";

/// An answer that was found.
#[derive(Clone, Debug)]
pub struct ImportedAnswer {
    /// The answer as it is written, with where its parts come from.
    pub value: PrefilledValue,
    /// Where it comes from, and what is to be looked at.
    pub comment: String,
}

/// Finds answers on a board.
pub struct Finder<'f, 'r> {
    /// The cells that are searched.
    pub board: &'f Board<'r>,
    /// Other names of labels, and what is skipped, from `forms/<id>.import.yaml`.
    pub settings: &'f ImportSettings,
    /// The fiscal year of the sheet.
    pub year: i32,
}

/// Where something comes from, and what is to be looked at.
pub fn comment(address: &str, doubts: &[String]) -> String {
    if doubts.is_empty() {
        return address.to_owned();
    }
    format!("要確認: {}（{address}）", doubts.join("。"))
}

/// A key with a value that was found.
pub fn line(key: impl Into<String>, value: PrefilledValue, found: &FoundText) -> PrefilledLine {
    PrefilledLine::new(key, value).comment(comment(&found.address, &found.doubts))
}

impl Finder<'_, '_> {
    /// What something of the form is called.
    pub fn names(&self, path: &str, label: &str) -> Vec<String> {
        self.settings.names(path, label)
    }

    /// The label of a field, with the group it stands in and what is to be looked at.
    pub fn label(
        &self,
        path: &str,
        field: &Field,
        scope: &SearchScope,
    ) -> Option<(LabelHit, Option<String>, Vec<String>)> {
        let names = self.names(path, &field.label);
        for group in field.group.iter().flat_map(|group| self.board.all_hits(&self.names("", group), scope)) {
            let region = self.board.region(&group, &names, scope);
            let is_it = |hit: &LabelHit| hit.cell != group.cell;
            if let Some(hit) = self.board.hits(&names, &region).into_iter().find(is_it) {
                self.board.take(group.cell, group.lines.clone());
                return Some((hit, group.remark, Vec::new()));
            }
        }
        let hits = self.board.hits(&names, scope);
        let first = hits.first()?.clone();
        let same = hits.iter().filter(|hit| hit.rank == first.rank).count();
        let doubts = if same > 1 { vec!["同じ項目名がほかにもあります".to_owned()] } else { Vec::new() };
        Some((first, None, doubts))
    }

    /// The answer to a field; nothing where its label is not there, or nothing belongs to it.
    pub fn field(
        &self,
        path: &str,
        section: &FormSection,
        field: &Field,
        scope: &SearchScope,
    ) -> Option<ImportedAnswer> {
        let kind = &field.kind;
        if kind.table().is_some() || kind.indicators().is_some() || kind.schedule().is_some() {
            return self.rows(path, field, scope);
        }
        if let Some(settings) = kind.matrix() {
            return self.matrix(path, field, settings, scope);
        }
        if let Some(settings) = kind.records() {
            return self.records(path, section, settings, scope);
        }
        let is_parted = !kind.names().labels().collect::<Vec<_>>().is_empty();
        if is_parted {
            return self.parts(path, field, scope);
        }
        let (hit, group, doubts) = self.label(path, field, scope)?;
        let remarks = [hit.remark.clone(), group];
        if kind.presence().is_some() || kind.choice().is_some() {
            let mut found = self.chosen(&hit, field, None)?;
            found.doubts.extend(doubts);
            self.board.take_answer(&hit, &found);
            return Some(Self::answered(word_value(&found), &found, self.time(&remarks)));
        }
        let (wanted, unit) = wanted(field);
        let mut found = self.board.answer(&hit, wanted, unit)?;
        found.doubts.extend(doubts);
        self.board.take_answer(&hit, &found);
        let value = cell_value(field, &mut found);
        Some(Self::answered(value, &found, self.time(&remarks)))
    }

    /// A value, with its time where the paper prints one.
    fn answered(value: PrefilledValue, found: &FoundText, time: Option<String>) -> ImportedAnswer {
        let comment = comment(&found.address, &found.doubts);
        let Some(time) = time else { return ImportedAnswer { value, comment } };
        let value = match value {
            PrefilledValue::Map(mut lines) => {
                lines.push(PrefilledLine::new("時点", PrefilledValue::text(time)));
                PrefilledValue::Map(lines)
            }
            value => PrefilledValue::Map(vec![
                PrefilledLine::new("値", value),
                PrefilledLine::new("時点", PrefilledValue::text(time)),
            ]),
        };
        ImportedAnswer { value, comment }
    }

    /// The time in one of the remarks behind labels.
    pub fn time(&self, remarks: &[Option<String>]) -> Option<String> {
        let pieces = remarks.iter().flatten().flat_map(|remark| remark.split(['、', ',', '，', '\n']));
        let mut times = pieces.map(str::trim).filter(|piece| Date::parse(piece, Some(self.year)).is_some());
        times.next().map(|time| {
            let time = time.strip_suffix("時点").or_else(|| time.strip_suffix("現在")).unwrap_or(time);
            time.trim().to_owned()
        })
    }

    /// A total with its parts, shares at several points, or presence at several levels.
    fn parts(&self, path: &str, field: &Field, scope: &SearchScope) -> Option<ImportedAnswer> {
        let kind = &field.kind;
        let names = kind.names();
        let own: Vec<String> = names
            .ids()
            .zip(names.labels())
            .flat_map(|(id, label)| self.names(&format!("{path}.{id}"), label))
            .chain(TOTALS.iter().map(|total| letters(total)))
            .collect();
        let Some((hit, group, doubts)) = self.label(path, field, scope) else {
            return self.headless(path, field, scope);
        };
        let region = self.board.region(&hit, &own, scope);
        let mut parts: Vec<(String, FoundText)> = Vec::new();
        if let Some(tree) = kind.composition() {
            let total: Vec<String> = self
                .names(&format!("{path}.{TOTAL}"), "合計")
                .into_iter()
                .chain(TOTALS.iter().map(|own| letters(own)))
                .collect();
            let total = self.board.hits(&total, &region).into_iter().next();
            let total = match total {
                Some(total) => {
                    let found = self.figure(&total, field);
                    self.board.take(total.cell, total.lines.clone());
                    found
                }
                None => self
                    .board
                    .beside(&hit, WantedAnswer::Figure, field.unit.as_deref())
                    .filter(|found| !found.lines.is_empty()),
            };
            self.board.take(hit.cell, hit.lines.clone());
            if let Some(total) = total {
                total.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
                parts.push((TOTAL.to_owned(), total));
            }
            self.tree(path, field, tree, &region, &mut parts);
        } else {
            self.board.take(hit.cell, hit.lines.clone());
            for (id, label) in names.ids().zip(names.labels()) {
                let Some(part) =
                    self.board.hits(&self.names(&format!("{path}.{id}"), label), &region).into_iter().next()
                else {
                    continue;
                };
                let found = match kind.presence() {
                    Some(_) => {
                        let level = kind.presence().and_then(|asked| asked.levels.iter().find(|level| level.id == id));
                        self.chosen(&part, field, level.and_then(|level| level.unit.as_deref()))
                    }
                    None => self.figure(&part, field),
                };
                let Some(found) = found else { continue };
                self.board.take_answer(&part, &found);
                parts.push((id.to_owned(), found));
            }
        }
        let time = self.time(&[hit.remark.clone(), group]);
        let address = self.board.cell(hit.cell).map(|cell| cell.address.clone()).unwrap_or_default();
        let comment = if doubts.is_empty() { String::new() } else { comment(&address, &doubts) };
        Self::of_parts(field, parts, time, comment)
    }

    /// The parts of a composition whose own name is not on the paper, as where they stand below another figure: `うち生活系ごみ`.
    /// They must be two at least, each with a name that stands there once.
    fn headless(&self, path: &str, field: &Field, scope: &SearchScope) -> Option<ImportedAnswer> {
        let tree = field.kind.composition()?;
        let names = field.kind.names();
        let of_parts = names.ids().zip(names.labels());
        let hits = of_parts.map(|(id, label)| self.board.hits(&self.names(&format!("{path}.{id}"), label), scope));
        let hits: Vec<usize> = hits.map(|hits| hits.len()).collect();
        if hits.iter().any(|many| *many > 1) || hits.iter().sum::<usize>() < 2 {
            return None;
        }
        let mut parts = Vec::new();
        self.tree(path, field, tree, scope, &mut parts);
        let address = parts.first().map(|(_, found)| found.address.clone()).unwrap_or_default();
        let doubt = format!("「{}」という項目名はなく、内訳の名前から読み取りました", field.label);
        Self::of_parts(field, parts, None, comment(&address, &[doubt]))
    }

    /// An answer in parts, each with its id; nothing where none was found.
    fn of_parts(
        field: &Field,
        parts: Vec<(String, FoundText)>,
        time: Option<String>,
        comment: String,
    ) -> Option<ImportedAnswer> {
        if parts.is_empty() {
            return None;
        }
        let names = field.kind.names();
        let keys = names.keys(OF_ANSWERS);
        let key = |id: &str| {
            if id == TOTAL {
                Some("合計".to_owned())
            } else {
                keys.get(names.ids().position(|own| own == id)?).cloned()
            }
        };
        let mut lines: Vec<PrefilledLine> = Vec::new();
        lines.extend(time.map(|time| PrefilledLine::new("時点", PrefilledValue::text(time))));
        for (id, mut found) in parts {
            let Some(key) = key(&id) else { continue };
            let value = if field.kind.presence().is_some() { word_value(&found) } else { figure_value(&mut found) };
            lines.push(line(key, value, &found));
        }
        Some(ImportedAnswer { value: PrefilledValue::Map(lines), comment })
    }

    /// The parts of a composition, and theirs.
    fn tree(
        &self,
        path: &str,
        field: &Field,
        parts: &[CompositionPart],
        region: &SearchScope,
        found: &mut Vec<(String, FoundText)>,
    ) {
        let hit = |part: &CompositionPart| {
            self.board.hits(&self.names(&format!("{path}.{}", part.id), &part.label), region).into_iter().next()
        };
        let hits: Vec<Option<LabelHit>> = parts.iter().map(hit).collect();
        for (at, (part, hit)) in parts.iter().zip(&hits).enumerate() {
            let Some(hit) = hit else {
                // Its parts may stand there without it.
                self.tree(path, field, &part.parts, region, found);
                continue;
            };
            let own = self.figure(hit, field);
            self.board.take(hit.cell, hit.lines.clone());
            if let Some(mut own) = own {
                own.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
                if let Some(share) = self.share(hit, &own, field) {
                    own.lines.push(share);
                }
                found.push((part.id.clone(), own));
            }
            if part.parts.is_empty() {
                continue;
            }
            let Some(cell) = self.board.cell(hit.cell) else { continue };
            let next =
                hits.iter().skip(at + 1).flatten().filter_map(|next| self.board.cell(next.cell)).map(|next| next.row);
            let end = next.filter(|row| *row >= cell.below()).min().unwrap_or(region.rows.end);
            let inner = SearchScope { rows: cell.row..end, ..region.clone() };
            self.tree(path, field, &part.parts, &inner, found);
        }
    }

    /// The figure of a label.
    fn figure(&self, hit: &LabelHit, field: &Field) -> Option<FoundText> {
        self.board.answer(hit, WantedAnswer::Figure, field.unit.as_deref())
    }

    /// The share printed beside the figure of a part, or in the row below it.
    fn share(&self, hit: &LabelHit, found: &FoundText, field: &Field) -> Option<String> {
        if field.unit.as_deref().is_some_and(|unit| letters(unit).is_empty()) {
            return None;
        }
        let label = self.board.cell(hit.cell)?;
        let rest: Vec<usize> = self.board.right_of(hit, 0).into_iter().filter(|at| Some(*at) > found.cell).collect();
        let below = if label.rows > 1 { self.board.right_of(hit, 1) } else { Vec::new() };
        [rest, below].into_iter().find_map(|cells| {
            let share = self.board.in_row(&cells, WantedAnswer::Figure, Some("％"))?;
            let text = with_unit(&share.line(), share.unit.as_deref());
            let is_share = Quantity::read(&text, None).is_percentage();
            is_share.then(|| {
                share.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
                format!("（{text}）")
            })
        })
    }
}

/// A word, or that its cell is empty.
fn word_value(found: &FoundText) -> PrefilledValue {
    let line = found.line();
    PrefilledValue::text(if line.trim().is_empty() { BLANK } else { line.as_str() })
}

/// What is looked for in answer to a field.
pub fn wanted(field: &Field) -> (WantedAnswer, Option<&str>) {
    if field.kind.is_figures() {
        (WantedAnswer::Figure, field.unit.as_deref())
    } else if field.kind.prose().is_some() {
        (WantedAnswer::Text, None)
    } else {
        (WantedAnswer::Words, None)
    }
}

/// The text of a cell as the answer to a field.
pub fn cell_value(field: &Field, found: &mut FoundText) -> PrefilledValue {
    if found.lines.iter().all(|line| line.trim().is_empty()) {
        return PrefilledValue::text(BLANK);
    }
    if field.kind.is_figures() {
        return figure_value(found);
    }
    if field.kind.prose().is_some() {
        return PrefilledValue::text(super::running::markdown(&found.lines));
    }
    if field.kind.date().is_some() {
        return PrefilledValue::text(found.lines.iter().map(|line| line.trim()).collect::<String>());
    }
    PrefilledValue::text(found.line())
}

/// A figure with its unit; lines behind ※ are a note, and several figures a list.
pub fn figure_value(found: &mut FoundText) -> PrefilledValue {
    let is_note = |line: &&String| line.trim_start().starts_with(['※', '＊', '*', '注']);
    let (notes, lines): (Vec<&String>, Vec<&String>) =
        found.lines.iter().filter(|line| !line.trim().is_empty()).partition(is_note);
    let notes: Vec<String> =
        notes.iter().map(|line| line.trim().trim_start_matches(['※', '＊', '*']).trim().to_owned()).collect();
    let figures: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let separate = figures.len() > 1 && figures.iter().all(|line| is_figure(line) && !line.starts_with(['（', '(']));
    let value = if separate {
        PrefilledValue::List(figures.iter().map(|line| PrefilledValue::text(*line)).collect())
    } else if figures.is_empty() {
        PrefilledValue::text(BLANK)
    } else {
        // 192人 with （30.0％） behind it.
        let (first, rest) = figures.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let mut text = with_unit(first, found.unit.as_deref());
        let glue = if rest.iter().all(|line| line.starts_with(['（', '('])) { "" } else { " " };
        for line in rest {
            text.push_str(glue);
            text.push_str(line);
        }
        let read = Quantity::read(&text, None);
        if matches!(read.meaning, Meaning::Words) && !found.doubts.iter().any(|doubt| doubt.contains("言葉")) {
            found.doubts.push("数として読めません".to_owned());
        }
        PrefilledValue::text(text)
    };
    if notes.is_empty() {
        return value;
    }
    PrefilledValue::Map(vec![
        PrefilledLine::new("値", value),
        PrefilledLine::new("注記", PrefilledValue::text(notes.join(" "))),
    ])
}

/// A figure with the unit that stands in the cell beside it, before any remark in brackets.
fn with_unit(text: &str, unit: Option<&str>) -> String {
    let text = text.trim();
    let Some(unit) = unit else { return text.to_owned() };
    let read = Quantity::read(text, None);
    if read.unit.is_some() || !matches!(read.meaning, Meaning::Amount(_)) {
        return text.to_owned();
    }
    match text.find(['（', '(']).filter(|at| *at > 0) {
        Some(at) => {
            let (figure, remark) = text.split_at(at);
            format!("{}{unit}{remark}", figure.trim_end())
        }
        None => format!("{text}{unit}"),
    }
}
