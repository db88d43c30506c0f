//! Which kinds of pages a site has, and where its navigation leads.

use crate::restrict::Restricted;
use crate::theme::Theme;
use crate::view;
use crate::view::View;

use super::{Menu, PAGES, PageKind};

/// Which kinds of pages a site has. Computed once, before anything is rendered.
#[derive(Clone, Copy, Debug)]
pub struct Navigation {
    /// Whether it has each of [`PAGES`].
    exists: [bool; PAGES.len()],
}

impl Navigation {
    /// What a site has.
    #[must_use]
    pub fn of(site: &Restricted) -> Navigation {
        let mut exists = [false; PAGES.len()];
        for (kind, exists) in PAGES.iter().zip(&mut exists) {
            *exists = (kind.exists)(site);
        }
        Navigation { exists }
    }

    /// The kinds that the site has, in the order of [`PAGES`].
    pub fn kinds(self) -> impl Iterator<Item = &'static PageKind> {
        PAGES.iter().zip(self.exists).filter(|(_, exists)| *exists).map(|(kind, _)| kind)
    }

    /// An address of `model::address`, where the site has the page.
    #[must_use]
    pub fn address(self, address: &str) -> Option<&'static str> {
        self.kinds().find_map(|kind| kind.address.filter(|own| *own == address))
    }

    /// The view for templates of a part of the navigation: `title` and `path` of each page.
    #[must_use]
    pub fn menu(self, menu: Menu, theme: &Theme) -> View {
        View::list(self.kinds().filter_map(|kind| {
            let (_, word) = kind.menu.filter(|(own, _)| *own == menu)?;
            Some(view! { "title" => theme.word(word), "path" => kind.address? })
        }))
    }
}
