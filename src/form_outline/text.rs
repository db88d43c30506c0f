//! The outline of a form as people read it on a terminal.

use crate::form::Audience;
use crate::source::{Severity, Words};
use crate::text::SiteLanguage;

use super::{FieldOutline, FormOutline, OutlinedName, RelationOutline, SectionOutline, years_words};

/// So many names are shown one by one; a list of municipalities would fill the screen.
const SHOWN: usize = 12;

/// The outline in one language, in lines.
#[must_use]
pub fn text(form: &FormOutline, language: SiteLanguage) -> String {
    let mut writer = OutlineWriter { text: String::new(), language };
    writer.form(form);
    writer.text
}

struct OutlineWriter {
    text: String,
    language: SiteLanguage,
}

impl OutlineWriter {
    fn say<'a>(&self, ja: &'a str, en: &'a str) -> &'a str {
        if self.language == SiteLanguage::Japanese { ja } else { en }
    }

    fn of<'w>(&self, words: &'w Words) -> &'w str {
        if self.language == SiteLanguage::Japanese { &words.ja } else { &words.en }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A line `head: value`, indented by its depth.
    fn entry(&mut self, depth: usize, head: &str, value: &str) {
        let line = format!("{head}{}{value}", self.say("：", ": "));
        self.line(depth, &line);
    }

    fn form(&mut self, form: &FormOutline) {
        let short = if form.short == form.title { String::new() } else { self.in_brackets(&form.short) };
        let head = format!("{}{}{}{}{short}", self.say("様式 ", "Form "), form.id, self.say("　", ": "), form.title);
        self.line(0, &head);
        let years = years_words(form.years);
        let years = self.of(&years);
        self.entry(1, self.say("年度", "Fiscal years"), years);
        let sheet = if form.sheet {
            self.say("年に一度のシート", "a yearly sheet")
        } else {
            self.say("シートではない文書", "a document that is no sheet")
        };
        let several = if form.several { self.say("、一年度にいくつでも", ", several a year") } else { "" };
        self.entry(1, self.say("使い方", "Use"), &format!("{sheet}{several}"));
        if let Some(base) = &form.base {
            self.entry(1, self.say("もとの様式", "Extends"), base);
        }
        if !form.key_figures.is_empty() {
            let names = self.names(&form.key_figures);
            self.entry(1, self.say("主な数値", "Key figures"), &names);
        }
        form.sections.iter().for_each(|section| self.section(section));
        self.line(0, "");
        if form.measures.is_empty() {
            self.line(0, self.say("比べられる数値：なし", "Figures to compare: none"));
        } else {
            let head = self.say(
                "比べられる数値（measures.yaml の of に書けるもの）",
                "Figures to compare (for `of` in measures.yaml)",
            );
            self.line(0, head);
            form.measures.iter().for_each(|measure| {
                let line = format!("{}{}{}", measure.id, self.say("　", "  "), measure.label);
                self.line(1, &line);
            });
        }
        if form.relations.is_empty() {
            self.line(0, self.say("値の関係（checks）：なし", "Relations (checks): none"));
        } else {
            self.line(0, self.say("値の関係（checks）", "Relations (checks)"));
            form.relations.iter().for_each(|relation| self.relation(relation));
        }
    }

    fn section(&mut self, section: &SectionOutline) {
        self.line(0, "");
        let number = section.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        let mut marks = Vec::new();
        if section.narrative {
            marks.push(self.say("文章", "text"));
        }
        self.marks(&mut marks, section.required, section.audience);
        let marks = self.marked(&marks);
        let head = format!("{}{number}{}  {}{marks}", self.say("節 ", "Section "), section.name.label, section.name.id);
        self.line(0, &head);
        self.asked_if(1, section.asked_if.as_ref());
        section.fields.iter().for_each(|field| self.field(1, field));
    }

    fn asked_if(&mut self, depth: usize, condition: Option<&Words>) {
        if let Some(condition) = condition {
            let condition = self.of(condition).to_owned();
            self.entry(depth, self.say("尋ねる場合", "Asked if"), &condition);
        }
    }

    fn field(&mut self, depth: usize, field: &FieldOutline) {
        let kind = match self.language {
            SiteLanguage::Japanese => format!("{}（{}）", field.kind_word, field.kind),
            SiteLanguage::English => field.kind.to_owned(),
        };
        let group = field.group.as_ref().map(|group| format!("{group}／")).unwrap_or_default();
        let unit = field.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let mut marks: Vec<&str> = field.as_of.iter().map(String::as_str).collect();
        self.marks(&mut marks, field.required, field.audience);
        let marks = self.marked(&marks);
        let line = format!("{group}{}  {}  {kind}{unit}{marks}", field.name.label, field.name.id);
        self.line(depth, &line);
        self.asked_if(depth + 1, field.asked_if.as_ref());
        if let Some(key) = &field.key {
            self.entry(depth + 1, self.say("シートでの名前", "Name in sheets"), key);
        }
        for (word, names) in &field.holds {
            let names = self.names(names);
            let word = self.of(word).to_owned();
            self.entry(depth + 1, &word, &names);
        }
        field.fields.iter().for_each(|inner| self.field(depth + 1, inner));
        if let Some(chart) = &field.chart {
            let chart = self.of(chart).to_owned();
            self.entry(depth + 1, self.say("図", "Chart"), &chart);
        }
    }

    fn relation(&mut self, relation: &RelationOutline) {
        let weight = match relation.severity {
            Severity::Error => self.say("誤り", "error"),
            Severity::Warning => self.say("注意", "warning"),
        };
        let weight = self.marked(&[weight]);
        let line = format!("{}{}{}{weight}", relation.id, self.say("　", ": "), self.of(&relation.rule));
        self.line(1, &line);
        let of = self.paths(&relation.of);
        self.entry(2, self.say("調べる値", "Looks at"), &of);
        if !relation.compared_with.is_empty() {
            let compared = self.paths(&relation.compared_with);
            self.entry(2, self.say("比べる値", "Compares with"), &compared);
        }
    }

    fn marks(&self, marks: &mut Vec<&str>, required: bool, audience: Audience) {
        let say = |ja, en| if self.language == SiteLanguage::Japanese { ja } else { en };
        if required {
            marks.push(say("必須", "required"));
        }
        if audience == Audience::Advisors {
            marks.push(say("非公開", "for advisors"));
        }
    }

    fn marked(&self, marks: &[&str]) -> String {
        let all = marks.join(self.say("、", ", "));
        if marks.is_empty() { String::new() } else { format!("{}{all}{}", self.say("［", " ["), self.say("］", "]")) }
    }

    fn in_brackets(&self, text: &str) -> String {
        format!("{}{text}{}", self.say("（", " ("), self.say("）", ")"))
    }

    fn names(&self, names: &[OutlinedName]) -> String {
        self.listed(names.iter().map(
            |OutlinedName { id, label }| {
                if id == label { id.clone() } else { format!("{label} {id}") }
            },
        ))
    }

    fn paths(&self, paths: &[String]) -> String {
        self.listed(paths.iter().cloned())
    }

    fn listed(&self, all: impl ExactSizeIterator<Item = String>) -> String {
        let count = all.len();
        let mut shown: Vec<String> = all.take(SHOWN).collect();
        if count > SHOWN {
            let left = count - SHOWN;
            shown.push(if self.language == SiteLanguage::Japanese {
                format!("ほか{left}")
            } else {
                format!("{left} more")
            });
        }
        shown.join(self.say("、", ", "))
    }
}
