//! Reading `checks` of a form.

use crate::form::field::read_allowance;
use crate::form::{Better, FormSection, Unread, codes};
use crate::record::{Content, Entry, Fields, Node, did_you_mean, nearest};
use crate::source::{Reporter, Severity, Span, Words, words};
use crate::text::Decimal;

use super::path::StepsOfRelation;
use super::{Comparison, Grade, Operand, PlaceElsewhere, Relation, ValueElsewhere, ValuePath};

/// What a comparison is called in a form, with an example of what follows.
const COMPARISONS: [(&str, &str); 8] = [
    ("sum", "sum: [a, b]"),
    ("difference", "difference: [a, b]"),
    ("ratio", "ratio: [a, b]"),
    ("same_as", "same_as: a"),
    ("at_most", "at_most: a"),
    ("at_least", "at_least: a"),
    ("between", "between: [0, 100]"),
    ("grade_of", "grade_of: a"),
];

/// Reads a map from ids to relations; those that cannot be understood are reported and left out.
pub(in crate::form) fn read_relations(
    node: &Node,
    asked: (&[FormSection], &Unread),
    beside: (&[&str], &FindForm<'_>),
    reporter: &mut Reporter<'_>,
) -> Vec<Relation> {
    let ((sections, unread), (forms, other_form)) = (asked, beside);
    let reader = |id| RelationReader { id, sections, unread, forms, other_form };
    let entries = node.entries(reporter).unwrap_or_default();
    entries.iter().filter_map(|entry| reader(entry.key.as_str()).read(entry, reporter)).collect()
}

/// Finds a form by its id.
type FindForm<'a> = dyn Fn(&str) -> Option<OtherForm> + 'a;

/// A form whose values a relation of another form names.
pub(in crate::form) struct OtherForm {
    /// What it is called in short.
    pub short: String,
    /// Its sections with their fields, in which paths are looked up.
    pub sections: Vec<FormSection>,
    /// What of it could not be read.
    pub unread: Unread,
}

/// Reads one relation of `checks`, and reports what is wrong in it.
struct RelationReader<'a> {
    id: &'a str,
    sections: &'a [FormSection],
    unread: &'a Unread,
    /// The ids of all forms.
    forms: &'a [&'a str],
    other_form: &'a FindForm<'a>,
}

impl RelationReader<'_> {
    fn read(&self, entry: &Entry, reporter: &mut Reporter<'_>) -> Option<Relation> {
        let mut fields = Fields::new(&entry.value, reporter);
        let of = fields.required(&["of"]);
        let given: Vec<(&str, &Node)> =
            COMPARISONS.iter().filter_map(|(name, _)| Some((*name, fields.optional(&[name])?))).collect();
        let per = fields.integer(&["per"]);
        let steps = fields.optional(&["steps"]);
        let better = fields.choice(&["better"], &Better::CHOICES);
        let except = fields.optional(&["except"]);
        let allowance = fields.optional(&["allowance"]);
        let severity = [("error", Severity::Error), ("warning", Severity::Warning)];
        let severity = fields.choice(&["severity"], &severity).unwrap_or(Severity::Error);
        let message = fields.optional(&["message"]);
        fields.finish();
        let allowance = allowance.map(|node| read_allowance(node, reporter));
        let message = message.map(|node| read_message(node, reporter));
        let of = of.map(|of| self.paths(of, reporter))?;
        let comparison = self.comparison(entry, &given, (per, steps, better), reporter);
        let mut relation = Relation {
            id: self.id.to_owned(),
            of: of?,
            comparison: comparison?,
            except: Vec::new(),
            // What could not be read was reported.
            allowance: allowance.map_or(Some(None), |read| read.map(Some))?,
            severity,
            message: message.map_or(Some(None), |read| read.map(Some))?,
        };
        if let Some(except) = except {
            relation.except = self.except(except, &relation, reporter)?;
        }
        Self::is_one_each(&relation, entry, reporter).then_some(relation)
    }

    fn comparison(
        &self,
        entry: &Entry,
        given: &[(&str, &Node)],
        (per, steps, better): (Option<i32>, Option<&Node>, Option<Better>),
        reporter: &mut Reporter<'_>,
    ) -> Option<Comparison> {
        let single = |reader: &Self, node: &Node, reporter: &mut Reporter<'_>| reader.operand(node, reporter);
        Some(match given {
            [("sum", node)] => Comparison::Sum(self.operands(node, 1, reporter)?),
            [("difference", node)] => Comparison::Difference(self.operands(node, 2, reporter)?),
            [("ratio", node)] => {
                let per = u32::try_from(per.unwrap_or(PER_CENT)).ok().filter(|per| *per > 0);
                let Some(per) = per else {
                    report_fault(
                        entry.key_span,
                        words("per が1以上の数ではありません。", "`per` is no number of one or more."),
                        words(
                            "百分率なら per は要りません。1人当たりなら「per: 1」と書いてください。",
                            "Leave it out for per cent; write `per: 1` for each.",
                        ),
                        reporter,
                    );
                    return None;
                };
                let mut both = self.operands(node, 2, reporter)?.into_iter();
                match (both.next(), both.next(), both.next()) {
                    (Some(of), Some(to), None) => Comparison::Ratio(of, to, per),
                    _ => return self.wrong_count("ratio: [actual, target]", node.span, reporter),
                }
            }
            [("same_as", node)] => Comparison::SameAs(single(self, node, reporter)?),
            [("at_most", node)] => Comparison::Between(None, Some(single(self, node, reporter)?)),
            [("at_least", node)] => Comparison::Between(Some(single(self, node, reporter)?), None),
            [("at_most", high), ("at_least", low)] => {
                Comparison::Between(Some(single(self, low, reporter)?), Some(single(self, high, reporter)?))
            }
            [("between", node)] => {
                let mut both = self.operands(node, 2, reporter)?.into_iter();
                match (both.next(), both.next(), both.next()) {
                    (low, high, None) => Comparison::Between(low, high),
                    _ => return self.wrong_count("between: [0, 100]", node.span, reporter),
                }
            }
            [("grade_of", node)] => {
                let Some(steps) = steps else {
                    report_fault(
                        entry.key_span,
                        words!("「{}」に steps がありません。", "`{}` has no `steps`.", self.id),
                        words(
                            "「steps: { ◎: 100, ○: 80, △: 60, ×: }」のように、評価の言葉と、そこからの数を、よい順に書いてください。",
                            "Write each grade with its least figure, the best first: `steps: { A: 100, B: 80, C: }`.",
                        ),
                        reporter,
                    );
                    return None;
                };
                let (grades, better) = Self::grades(steps, better, reporter)?;
                Comparison::GradeOf(single(self, node, reporter)?, grades, better)
            }
            _ => {
                let names = |between: &str| COMPARISONS.map(|(_, example)| example).join(between);
                let message = if given.is_empty() {
                    words!("「{}」に、何と比べるかがありません。", "`{}` does not say what to compare with.", self.id)
                } else {
                    words!("「{}」に、比べ方が二つ以上あります。", "`{}` compares in more than one way.", self.id)
                };
                let hint = words(
                    format!("次のうち一つを書いてください：{}。", names("、")),
                    format!("Write one of these: {}.", names("; ")),
                );
                report_fault(entry.key_span, message, hint, reporter);
                return None;
            }
        })
    }

    /// The ids of rows, columns and parts that are left out.
    fn except(&self, node: &Node, relation: &Relation, reporter: &mut Reporter<'_>) -> Option<Vec<String>> {
        let mut known = StepsOfRelation::new(relation.paths(), self.sections);
        let of_others = relation.elsewhere().flat_map(|other| other.forms.iter().map(move |id| (id, &other.path)));
        let others: Vec<(OtherForm, &ValuePath)> =
            of_others.filter_map(|(id, path)| Some(((self.other_form)(id)?, path))).collect();
        for (other, path) in &others {
            let steps = StepsOfRelation::new(std::iter::once(*path), &other.sections);
            known.names.extend(steps.names);
            known.open |= steps.open;
        }
        let nodes =
            if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
        let mut ids = Vec::new();
        for node in nodes {
            let name = node.text(reporter)?.text.trim();
            let Some(id) = known.id(name) else {
                let names = known.names.iter().flat_map(|(id, label)| [*id, *label]);
                let hint = nearest(name, names).map_or_else(
                    || {
                        words(
                            "この検査の値の行、列、内訳の id を書いてください。",
                            "Write the id of a row, column or part of its values.",
                        )
                    },
                    did_you_mean,
                );
                let message = words!(
                    "except の「{name}」は、この検査の値にありません。",
                    "`except: {name}` is not among the values of this check."
                );
                report_fault(node.span, message, hint, reporter);
                return None;
            };
            ids.push(id);
        }
        Some(ids)
    }

    /// The steps of a grade, the best first, and which way is better: each begins lower than the one before, or higher where the form
    /// says that less is better; the last may have no number.
    fn grades(node: &Node, better: Option<Better>, reporter: &mut Reporter<'_>) -> Option<(Vec<Grade>, Better)> {
        let entries = node.entries(reporter)?;
        let better = better.unwrap_or(Better::More);
        let is_after =
            |before: Decimal, from: Decimal| if better == Better::Less { from > before } else { from < before };
        let mut grades: Vec<Grade> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let from = entry.value.scalar().and_then(|scalar| Decimal::parse(&scalar.text));
            let last = at + 1 == entries.len() && matches!(entry.value.content, Content::Blank);
            let falls = grades
                .last()
                .and_then(|before| before.from)
                .is_none_or(|before| from.is_none_or(|from| is_after(before, from)));
            if from.is_none() && !last || !falls {
                report_fault(
                    entry.key_span,
                    words!(
                        "steps の「{}」の数が、上の段に続く数ではありません。",
                        "The step `{}` has no number that goes on from the one above.",
                        entry.key
                    ),
                    words(
                        "よい順に、そこからの数を「{ ◎: 100, ○: 80, △: 60, ×: }」のように書いてください。少ないほどよければ「better: less」を加えて「{ ◎: 5, ○: 10, ×: }」のように、そこまでの数を書きます。最後だけは数を省けます。",
                        "Write the best first, each with its least figure: `{ A: 100, B: 80, C: }`, or with `better: less` its greatest: `{ A: 5, B: 10, C: }`. Only the last may have none.",
                    ),
                    reporter,
                );
                return None;
            }
            grades.push(Grade { word: entry.key.clone(), from });
        }
        Some((grades, better))
    }

    /// The sides of a comparison: a list, or a single one.
    fn operands(&self, node: &Node, least: usize, reporter: &mut Reporter<'_>) -> Option<Vec<Operand>> {
        let nodes =
            if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
        if nodes.len() < least {
            return self.wrong_count("[a, b]", node.span, reporter);
        }
        // Every fault is reported in one run.
        let read: Vec<Option<Operand>> = nodes.iter().map(|node| self.operand(node, reporter)).collect();
        read.into_iter().collect()
    }

    /// A number, a path, the path of a value of last year, or of a value of other documents.
    fn operand(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<Operand> {
        if matches!(node.content, Content::Map(_)) {
            return self.value_of_document(node, reporter);
        }
        let number = node.scalar().and_then(|scalar| Decimal::parse(&scalar.text));
        // A field may have a number as its id.
        let field = |number: &Decimal| {
            self.sections.iter().flat_map(|section| &section.fields).any(|field| field.id == number.to_plain())
        };
        match number.filter(|number| !field(number)) {
            Some(number) => Some(Operand::Number(number)),
            None => Some(Operand::Here(self.path(node, reporter)?)),
        }
    }

    /// `{ last_year: a }`, `{ form: library, value: a }`, `{ place: prefecture, value: a }`.
    fn value_of_document(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<Operand> {
        let before = reporter.findings.iter().len();
        let mut fields = Fields::new(node, reporter);
        let (value, last_year) = (fields.optional(&["value"]), fields.optional(&["last_year"]));
        let forms_node = fields.optional(&["form"]);
        let forms = fields.texts(&["form"]);
        let place_node = fields.optional(&["place"]);
        let place = fields.choice(&["place"], &PlaceElsewhere::CHOICES);
        fields.finish();
        let (path, last_year) = match (value, last_year) {
            (Some(path), None) => (path, false),
            (None, Some(path)) => (path, true),
            // A key that is misspelt was reported.
            (None, None) if reporter.findings.iter().len() > before => return None,
            _ => {
                report_fault(
                    node.span,
                    words("どの値かが決まりません。", "It does not say which value."),
                    words(
                        "前の年度の値は「{ last_year: a }」、ほかの様式の値は「{ form: 様式の名前, value: a }」、その前の年度の値は「{ form: 様式の名前, last_year: a }」と書いてください。",
                        "Write `{ last_year: a }`, `{ form: name, value: a }`, or `{ form: name, last_year: a }`.",
                    ),
                    reporter,
                );
                return None;
            }
        };
        // What could not be read was reported.
        if place_node.is_some() && place.is_none() {
            return None;
        }
        let place = place.unwrap_or_default();
        if forms_node.is_none() && place == PlaceElsewhere::Same {
            let path = self.path(path, reporter)?;
            return Some(if last_year { Operand::LastYear(path) } else { Operand::Here(path) });
        }
        if forms_node.is_none() {
            let path = self.path(path, reporter)?;
            let label = (None, path.label_among(self.sections));
            return Some(Operand::Elsewhere(Box::new(ValueElsewhere { forms, place, last_year, path, label })));
        }
        let mut found: Option<(ValuePath, (Option<String>, Words))> = None;
        for id in &forms {
            let Some(other) = (self.other_form)(id) else {
                let span = forms_node.map_or(node.span, |node| node.span);
                return self.no_form(id, span, reporter);
            };
            let read = read_path(path, &other.sections, &other.unread, reporter)?;
            let label = (Some(other.short), read.label_among(&other.sections));
            found.get_or_insert((read, label));
        }
        let (path, label) = found?;
        Some(Operand::Elsewhere(Box::new(ValueElsewhere { forms, place, last_year, path, label })))
    }

    fn no_form<T>(&self, id: &str, span: Span, reporter: &mut Reporter<'_>) -> Option<T> {
        let hint = nearest(id, self.forms.iter().copied()).map_or_else(
            || {
                words(
                    format!("forms にある様式の名前を書いてください：{}。", self.forms.join("、")),
                    format!("Name a form in `forms`: {}.", self.forms.join(", ")),
                )
            },
            did_you_mean,
        );
        report_fault(span, words!("「{id}」という様式はありません。", "There is no form `{id}`."), hint, reporter);
        None
    }

    fn paths(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<Vec<ValuePath>> {
        let nodes =
            if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
        let read: Vec<Option<ValuePath>> = nodes.iter().map(|node| self.path(node, reporter)).collect();
        read.into_iter().collect()
    }

    fn path(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<ValuePath> {
        read_path(node, self.sections, self.unread, reporter)
    }

    /// Outside of sums, a star in what a value is compared with has a partner in `of`, so that there is one value.
    fn is_one_each(relation: &Relation, entry: &Entry, reporter: &mut Reporter<'_>) -> bool {
        if matches!(relation.comparison, Comparison::Sum(_)) {
            return true;
        }
        let many = relation
            .comparison
            .operands()
            .into_iter()
            .filter_map(Operand::path)
            .find(|path| relation.of.iter().any(|of| path.shared_stars(of).len() < path.stars()));
        if let Some(path) = many {
            let path = path.written();
            report_fault(
                entry.key_span,
                words!(
                    "「{path}」の * が、何に当たるか決まりません。",
                    "Nothing says what the star of `{path}` stands for."
                ),
                words(
                    "of の同じところにも * を書くと、同じ行どうしを比べます。いくつもの値を足すのは sum だけです。",
                    "With a star at the same place of `of`, values of the same row are compared. Only `sum` takes several.",
                ),
                reporter,
            );
        }
        many.is_none()
    }

    fn wrong_count<T>(&self, example: &str, span: Span, reporter: &mut Reporter<'_>) -> Option<T> {
        let message = words!("「{}」に比べるものの数が違います。", "`{}` compares another number of values.", self.id);
        let hint = words!("「{example}」のように書いてください。", "Write it like `{example}`.");
        report_fault(span, message, hint, reporter);
        None
    }
}

fn report_fault(span: Span, message: Words, hint: Words, reporter: &mut Reporter<'_>) {
    reporter.report(&codes::FORM_CHECK, span, message, hint);
}

/// Understands a path in the sections of a form.
fn read_path(node: &Node, sections: &[FormSection], unread: &Unread, reporter: &mut Reporter<'_>) -> Option<ValuePath> {
    let text = node.text(reporter)?.text.trim().to_owned();
    let fault = match ValuePath::read(&text, sections) {
        Ok(path) => return Some(path),
        Err(fault) => fault,
    };
    // What could not be read was reported, and may be this.
    if unread.may_have(text.split('.').next().unwrap_or_default()) {
        return None;
    }
    let (message, hint) = fault.in_words(&text);
    report_fault(node.span, message, hint, reporter);
    None
}

/// A ratio that does not say of how many is one of a hundred.
const PER_CENT: i32 = 100;

/// A line of Japanese, or one in each language.
fn read_message(node: &Node, reporter: &mut Reporter<'_>) -> Option<Words> {
    if matches!(node.content, Content::Map(_)) {
        let mut fields = Fields::new(node, reporter);
        let (ja, en) = (fields.required_text(&["ja"]), fields.text(&["en"]));
        fields.finish();
        let ja = ja?;
        return Some(Words { en: en.unwrap_or_else(|| ja.clone()), ja });
    }
    let text = node.text(reporter)?.text.trim().to_owned();
    Some(words(text.clone(), text))
}
