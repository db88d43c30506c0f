//! What the records in an image file can reveal.

use crate::source::StaticWords;

/// Something that a file records besides the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// Where the picture was taken.
    Position,
    /// Who took or drew it, or has the rights in it.
    Author,
    /// The camera or telephone, and its number.
    Camera,
    /// When it was taken.
    Time,
    /// A title, a description or a remark.
    Description,
    /// Where a file lay on somebody's machine.
    Path,
}

impl Record {
    /// Its name in both languages, for findings.
    #[must_use]
    pub fn name(self) -> StaticWords {
        let (ja, en) = match self {
            Record::Position => ("撮影場所", "the place where it was taken"),
            Record::Author => ("作者や権利者", "its author"),
            Record::Camera => ("カメラ", "the camera"),
            Record::Time => ("撮影日時", "the time when it was taken"),
            Record::Description => ("説明や注釈", "a description"),
            Record::Path => ("ファイルの置き場所", "the path of a file"),
        };
        StaticWords::new(ja, en)
    }

    /// What a key or an element of XMP, RDF or a text of PNG is about.
    pub(super) fn of_name(name: &str) -> Option<Record> {
        let name = name.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        if has(&["gps", "location", "sublocation", "latitude", "longitude"]) || matches!(&*name, "city" | "country") {
            Some(Record::Position)
        } else if has(&["creator", "artist", "author", "rights", "owner", "credit", "byline", "publisher"]) {
            // The tool is no person.
            (!has(&["creatortool", "creationtool"])).then_some(Record::Author)
        } else if has(&["serialnumber", "lens"]) || matches!(&*name, "make" | "model" | "camera") {
            Some(Record::Camera)
        } else if has(&["description", "comment", "caption", "headline", "title", "subject", "keyword"]) {
            Some(Record::Description)
        } else {
            has(&["datetime", "createdate", "datecreated"]).then_some(Record::Time)
        }
    }

    /// What a packet of XMP is about: names of elements and attributes after their prefix.
    pub(super) fn of_xmp(packet: &[u8]) -> impl Iterator<Item = Record> {
        let text = String::from_utf8_lossy(packet);
        let named = text.split(['<', ' ', '\n', '\t', '\r']).filter_map(|part| {
            let name = part.split(['=', '>', '/']).next()?;
            let (prefix, local) = name.split_once(':')?;
            (!matches!(prefix, "xmlns" | "rdf")).then(|| Record::of_name(local))?
        });
        named.collect::<std::collections::BTreeSet<_>>().into_iter()
    }
}
