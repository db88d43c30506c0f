//! What a document says, as far as it was read: a build that makes only what changed goes by summaries of the documents that
//! stayed as they were, and reads one of them where a page asks for more.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::source::Source;

use super::{Document, DocumentContent, DocumentSummary, PlaceSummary};

/// The content of a document: one of both is there.
#[derive(Clone, Debug, Default)]
pub struct LazyContent {
    read: Option<Box<DocumentContent>>,
    unread: Option<Arc<UnreadContent>>,
}

/// Reads a document; none where its file is no longer there, or no longer what its summary says.
type ReadDocument = dyn Fn() -> Option<Document> + Send + Sync;

/// Content that is read when somebody asks for it.
struct UnreadContent {
    place: Arc<PlaceSummary>,
    /// Which of the documents of the place it is.
    at: usize,
    read: Box<ReadDocument>,
    content: OnceLock<DocumentContent>,
}

impl fmt::Debug for UnreadContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnreadContent").field("content", &self.content).finish_non_exhaustive()
    }
}

impl LazyContent {
    /// The content of the document at this place of a summary, which `read` reads. That tells somebody else when it cannot: nothing may be
    /// published then.
    #[must_use]
    pub fn unread(
        place: Arc<PlaceSummary>,
        at: usize,
        read: impl Fn() -> Option<Document> + Send + Sync + 'static,
    ) -> LazyContent {
        let unread = UnreadContent { place, at, read: Box::new(read), content: OnceLock::new() };
        LazyContent { read: None, unread: Some(Arc::new(unread)) }
    }

    /// The summary of the document, where it need not be read to be known.
    #[must_use]
    pub fn summary(&self) -> Option<&DocumentSummary> {
        let unread = self.unread.as_ref().filter(|_| self.read.is_none())?;
        unread.place.documents.get(unread.at)
    }

    /// The summary of all documents of its place.
    #[must_use]
    pub fn place_summary(&self) -> Option<&PlaceSummary> {
        self.unread.as_ref().filter(|_| self.read.is_none()).map(|unread| &*unread.place)
    }

    /// The same content, where a document is changed whenever it was read; nothing where it was read already.
    #[must_use]
    pub fn changed_by(&self, change: impl Fn(&mut Document) + Send + Sync + 'static) -> Option<LazyContent> {
        let unread = Arc::clone(self.unread.as_ref().filter(|_| self.read.is_none())?);
        let (place, at) = (Arc::clone(&unread.place), unread.at);
        let read = move || {
            let mut document = (unread.read)()?;
            change(&mut document);
            Some(document)
        };
        Some(LazyContent::unread(place, at, read))
    }

    pub(super) fn get(&self) -> &DocumentContent {
        static NOTHING: LazyLock<DocumentContent> = LazyLock::new(DocumentContent::empty);
        match (&self.read, &self.unread) {
            (Some(read), _) => read,
            (None, Some(unread)) => unread.content.get_or_init(|| unread.now()),
            (None, None) => &NOTHING,
        }
    }

    pub(super) fn get_mut(&mut self) -> &mut DocumentContent {
        let unread = self.unread.take();
        let now = || Box::new(unread.map_or_else(DocumentContent::empty, |unread| unread.now()));
        self.read.get_or_insert_with(now)
    }

    fn into_read(self) -> DocumentContent {
        match (self.read, self.unread) {
            (Some(read), _) => *read,
            (None, Some(unread)) => unread.now(),
            (None, None) => DocumentContent::empty(),
        }
    }
}

impl UnreadContent {
    fn now(&self) -> DocumentContent {
        (self.read)().map_or_else(DocumentContent::empty, |document| document.content.into_read())
    }
}

impl From<DocumentContent> for LazyContent {
    fn from(content: DocumentContent) -> LazyContent {
        LazyContent { read: Some(Box::new(content)), unread: None }
    }
}

impl DocumentContent {
    /// That of a document that says nothing.
    fn empty() -> DocumentContent {
        DocumentContent {
            source: Source::new("", ""),
            accepts: Vec::new(),
            follows: None,
            endings: Vec::new(),
            attachments: Vec::new(),
            renamed: BTreeMap::new(),
            answers: Arc::default(),
        }
    }
}
