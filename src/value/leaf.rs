//! The walk over an answer: everything it says, and everything its form asks for in it, one leaf at a time and in the order
//! of the page. What looks at values looks at leaves, so that a field kind says once what is in it (`leaves!` in its file).

use crate::form::{Audience, Field};
use crate::source::Span;

use super::presence::{LevelValue, PresenceState};
use super::{Absence, Chosen, Circumstances, Prose, Quantity, When};

/// Writes the two enums of items: to look at, and to change.
macro_rules! items {
    ($(#[$doc:meta])* $name:ident $(, $mutable:tt)?) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name<'a> {
            /// What travels with the leaves that follow inside it, and the unit in which these are counted.
            Circumstances(&'a $($mutable)? Circumstances, Option<Box<str>>),
            /// A number with its unit, a direction, or why there is none.
            Quantity(&'a $($mutable)? Quantity),
            /// A number that follows from others as the form says, and that no author wrote.
            Computed(&'a $($mutable)? Quantity),
            /// Why there are no rows.
            Absent(&'a $($mutable)? Quantity),
            /// 有／無／不明 at one level.
            Level(&'a $($mutable)? LevelValue),
            /// One or several of a list.
            Chosen(&'a $($mutable)? Chosen),
            /// One line of words.
            Line(&'a $($mutable)? String),
            /// Running text in Markdown.
            Prose(&'a $($mutable)? Prose),
            /// A time that is asked for.
            Date(&'a $($mutable)? When),
            /// A time in the fiscal year for which something is planned.
            Period(&'a $($mutable)? When),
            /// The time for which a target is.
            Due(&'a $($mutable)? When),
            /// What a row is about: the name of an indicator.
            Name(&'a $($mutable)? String),
            /// The form asks, and nobody has answered.
            Unanswered,
        }
    };
}

items!(
    /// What a leaf holds.
    Item
);
items!(
    /// What a leaf holds, to be changed.
    ItemMut,
    mut
);

/// One step inside an answer: to a part, a level, a column, a sector.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// Its number among its siblings, from 0.
    pub at: usize,
    /// Stable id; empty for the one level of a field without levels.
    pub id: &'a str,
    /// The label in the form.
    pub label: &'a str,
    /// What the form prints over several of them.
    pub group: Option<&'a str>,
}

/// Something that an answer says, or that its form asks for in it.
#[derive(Debug)]
pub struct Leaf<'w, 'a, I> {
    /// The quantity, text, time … that the answer has here.
    pub item: I,
    /// The field that asks for it, or the column.
    pub field: &'a Field,
    /// The row of the answer it stands in, from 0: of records, which record.
    pub row: Option<usize>,
    /// The row inside of that record, from 0: that of a table or of indicators, which the first step of the path leads to.
    pub inner_row: Option<usize>,
    /// The steps to it inside the answer or the row.
    pub path: &'w [Step<'a>],
    /// Which of how many quantities of one cell it is, from 0.
    pub position_in_cell: Option<(usize, usize)>,
    /// What travels with it, the outermost first.
    pub circumstances: &'w [&'a Circumstances],
    /// Whether it is of a target: a wish, and no fact.
    pub target: bool,
    /// What the form says of its time: R2年度当初.
    pub as_of: Option<&'a str>,
    /// Where it stands in the sheet, or what it would stand in.
    pub span: Span,
    /// Who may read it, among those who may read the section.
    pub audience: Audience,
}

impl Item<'_> {
    /// Why there is nothing, where this answers something: nothing in it where there is something.
    pub fn absence(&self) -> Option<Option<Absence>> {
        let of_words = |text: &str| Absence::parse(text.trim());
        match self {
            Item::Circumstances(..) | Item::Name(_) | Item::Due(_) | Item::Computed(_) => None,
            Item::Quantity(quantity) | Item::Absent(quantity) => Some(quantity.absence()),
            Item::Level(level) => Some(match level.state {
                PresenceState::Absent(absence) => Some(absence),
                PresenceState::Yes | PresenceState::No => None,
            }),
            Item::Chosen(chosen) => Some(chosen.absence()),
            Item::Line(line) => Some(of_words(line)),
            Item::Prose(prose) => Some(of_words(&prose.text)),
            Item::Date(when) | Item::Period(when) => Some(of_words(&when.written)),
            Item::Unanswered => Some(Some(Absence::Unanswered)),
        }
    }
}

/// A walk over an answer under way.
pub(super) struct Walk<'w, 'a, I> {
    visit: &'w mut dyn FnMut(Leaf<'_, 'a, I>),
    path: Vec<Step<'a>>,
    circumstances: Vec<&'a Circumstances>,
    here: LeafContext<'a>,
}

/// What holds for all leaves inside something.
#[derive(Clone, Copy)]
struct LeafContext<'a> {
    field: Option<&'a Field>,
    as_of: Option<&'a str>,
    row: Option<usize>,
    inner_row: Option<usize>,
    target: bool,
    span: Span,
    audience: Audience,
}

impl<'w, 'a, I> Walk<'w, 'a, I> {
    /// Begins outside of any answer.
    pub fn new(visit: &'w mut dyn FnMut(Leaf<'_, 'a, I>)) -> Walk<'w, 'a, I> {
        let here = LeafContext {
            field: None,
            as_of: None,
            row: None,
            inner_row: None,
            target: false,
            span: Span::default(),
            audience: Audience::Public,
        };
        Walk { visit, path: Vec::new(), circumstances: Vec::new(), here }
    }

    /// Visits a leaf whose position is that of what it is in.
    pub fn leaf(&mut self, item: I) {
        self.visit(item, None, self.here.span);
    }

    /// Visits one leaf that stands elsewhere than what it is in.
    pub fn leaf_at(&mut self, span: Span, item: I) {
        self.visit(item, None, span);
    }

    /// Visits one of several quantities of a cell.
    pub fn leaf_of(&mut self, place: (usize, usize), span: Span, item: I) {
        self.visit(item, Some(place), span);
    }

    fn visit(&mut self, item: I, place: Option<(usize, usize)>, span: Span) {
        let LeafContext { field: Some(field), as_of, row, inner_row, target, audience, .. } = self.here else { return };
        let (path, circumstances) = (self.path.as_slice(), self.circumstances.as_slice());
        (self.visit)(Leaf {
            item,
            field,
            row,
            inner_row,
            path,
            position_in_cell: place,
            circumstances,
            target,
            as_of,
            span,
            audience,
        });
    }

    /// Walks through a row, which may stand inside of a record.
    pub fn in_row(&mut self, row: usize, span: Span, inner: impl FnOnce(&mut Self)) {
        self.within(inner, |walk| {
            let here = &mut walk.here;
            *(if here.row.is_none() { &mut here.row } else { &mut here.inner_row }) = Some(row);
            here.span = span;
        });
    }

    /// Walks through what lies one step further in. What the sheet does not mention has no span of its own.
    pub fn inside(&mut self, step: Step<'a>, span: Option<Span>, inner: impl FnOnce(&mut Self)) {
        self.within(inner, |walk| {
            walk.path.push(step);
            walk.here.span = span.filter(|span| *span != Span::default()).unwrap_or(walk.here.span);
        });
    }

    /// Walks through an answer.
    pub fn in_answer(&mut self, field: &'a Field, span: Span, inner: impl FnOnce(&mut Self)) {
        self.within(inner, |walk| {
            let here = &mut walk.here;
            here.audience = field.audience.within(here.audience);
            (here.field, here.span) = (Some(field), span);
            here.as_of = field.as_of.as_deref().or(here.as_of);
        });
    }

    /// Visits a cell that the form asks for and the sheet does not answer.
    pub fn open_cell(&mut self, field: &'a Field, open: I) {
        self.within(
            |walk| walk.leaf(open),
            |walk| {
                walk.here.field = Some(field);
                walk.here.audience = field.audience.within(walk.here.audience);
            },
        );
    }

    /// Says of what follows inside the same thing what its form says of its time, and whether it is a target.
    pub fn asked(&mut self, as_of: Option<&'a str>, target: bool) {
        self.here.as_of = as_of.or(self.here.as_of);
        self.here.target = target;
    }

    fn within(&mut self, inner: impl FnOnce(&mut Self), enter: impl FnOnce(&mut Self)) {
        let (here, steps, circumstances) = (self.here, self.path.len(), self.circumstances.len());
        enter(self);
        inner(self);
        self.here = here;
        self.path.truncate(steps);
        self.circumstances.truncate(circumstances);
    }
}

impl<'a> Walk<'_, 'a, Item<'a>> {
    /// Visits what travels with all that follows inside the same thing; `unit` is that in which this is counted.
    pub fn circumstances(&mut self, circumstances: &'a Circumstances, unit: Option<&str>) {
        if circumstances.given().is_some() {
            self.leaf(Item::Circumstances(circumstances, unit.map(Box::from)));
            self.circumstances.push(circumstances);
        }
    }
}

impl<'a> Walk<'_, 'a, ItemMut<'a>> {
    /// Visits what travels with all that follows inside the same thing; `unit` is that in which this is counted.
    pub fn circumstances(&mut self, circumstances: &'a mut Circumstances, unit: Option<&str>) {
        if circumstances.given().is_some() {
            self.leaf(ItemMut::Circumstances(circumstances, unit.map(Box::from)));
        }
    }
}

/// What has leaves. `A` is what the form asks there; the items are those to look at for a reference, and those to change
/// for a mutable one.
pub(super) trait Leaves<'a, A> {
    type Item;

    fn walk(self, asked: A, walk: &mut Walk<'_, 'a, Self::Item>);
}

/// Writes the leaves of a type twice from one text: to look at, and to change. In the text `It` names the items, and
/// `Ref<T>` is a reference of the right kind.
macro_rules! leaves {
    ($type:ty, $asked:ty, |$this:pat_param, $settings:pat_param, $walk:ident| $body:expr) => {
        impl<'a> $crate::value::leaf::Leaves<'a, $asked> for &'a $type {
            type Item = $crate::value::leaf::Item<'a>;

            fn walk(self, $settings: $asked, $walk: &mut $crate::value::leaf::Walk<'_, 'a, Self::Item>) {
                #[allow(unused_imports)]
                use $crate::value::leaf::Item as It;
                #[allow(dead_code)]
                type Ref<'a, T> = &'a T;
                let $this = self;
                $body
            }
        }

        impl<'a> $crate::value::leaf::Leaves<'a, $asked> for &'a mut $type {
            type Item = $crate::value::leaf::ItemMut<'a>;

            fn walk(self, $settings: $asked, $walk: &mut $crate::value::leaf::Walk<'_, 'a, Self::Item>) {
                #[allow(unused_imports)]
                use $crate::value::leaf::ItemMut as It;
                #[allow(dead_code)]
                type Ref<'a, T> = &'a mut T;
                let $this = self;
                $body
            }
        }
    };
}

pub(super) use leaves;
