//! SVG: what draws, and the text alternative for its readers, stays; what programs and persons left in the file goes.
//!
//! A rule by namespaces, not a list of programs: everything outside of SVG and XLink goes, and `metadata`, comments,
//! instructions to programs, and attributes that by their definition draw nothing. What safety has to say about a drawing is
//! reported elsewhere, on the file as its author wrote it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use percent_encoding::percent_decode_str;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Cleaned, Record, css};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Labels of several lines.
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A drawing without records; `None` where it is no well-formed XML, or holds a picture that cannot be read.
pub(super) fn clean(text: &str) -> Option<Cleaned> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = NsReader::from_str(text);
    let mut drawing = SvgCleaner { cleaned: String::with_capacity(text.len()), ..SvgCleaner::default() };
    loop {
        let from = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let written = text.get(from..usize::try_from(reader.buffer_position()).ok()?)?;
        match event {
            Event::Eof => break,
            Event::Start(tag) => drawing.start(&tag, written, &reader)?,
            Event::Empty(tag) => {
                drawing.start(&tag, written, &reader)?;
                drawing.end("");
            }
            Event::End(_) => drawing.end(written),
            Event::Decl(_) => drawing.keep(written),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => drawing.text(written),
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let SvgCleaner { cleaned, open, records, drawn, .. } = drawing;
    (open.is_empty() && drawn).then(|| Cleaned { bytes: cleaned.into_bytes(), records })
}

#[derive(Default)]
struct SvgCleaner {
    cleaned: String,
    /// The elements that are open: what they may record, where they go, and whether they hold a style sheet.
    open: Vec<OpenElement>,
    /// The style sheet that is being read.
    sheet: Option<String>,
    records: BTreeSet<Record>,
    drawn: bool,
}

struct OpenElement {
    is_kept: bool,
    sheet: bool,
    record: Option<Record>,
}

impl SvgCleaner {
    fn start(&mut self, tag: &BytesStart<'_>, written: &str, reader: &NsReader<&[u8]>) -> Option<()> {
        let (space, name) = reader.resolver().resolve_element(tag.name());
        let name = name.into_inner();
        let inside = self.open.last().is_none_or(|outer| outer.is_kept);
        let is_kept = inside && own(&space, tag.name()) && name != "metadata";
        let record = Record::of_name(name).filter(|record| *record == Record::Author);
        let record = record.or_else(|| self.open.last().and_then(|outer| outer.record));
        let sheet = is_kept && name == "style";
        let page = matches!(space, ResolveResult::Bound(Namespace(space)) if space == XHTML);
        self.drawn |= is_kept && name == "svg" && !page;
        self.open.push(OpenElement { is_kept, sheet, record });
        if is_kept {
            let written = self.tag(tag, written, reader)?;
            self.keep(&written);
        }
        if sheet {
            self.sheet = Some(String::new());
        }
        Some(())
    }

    /// A tag with the attributes that draw.
    fn tag<'t>(&mut self, tag: &BytesStart<'_>, written: &'t str, reader: &NsReader<&[u8]>) -> Option<Cow<'t, str>> {
        let mut changed = false;
        let mut attributes = String::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            let name = attribute.key;
            let value = attribute.value.as_ref();
            if !self.draws(name, value, reader) {
                changed = true;
                continue;
            }
            let cleaned = match name.local_name().into_inner() {
                "href" | "src" => self.embedded(value)?,
                "style" => css::uncommented(value, false),
                _ => Cow::Borrowed(value),
            };
            changed |= cleaned != value;
            let mark = if cleaned.contains('"') { '\'' } else { '"' };
            attributes.extend([" ", name.into_inner(), "="]);
            attributes.push(mark);
            attributes.push_str(&cleaned);
            attributes.push(mark);
        }
        if !changed {
            return Some(Cow::Borrowed(written));
        }
        let end = if written.ends_with("/>") { "/>" } else { ">" };
        Some(Cow::Owned(format!("<{}{attributes}{end}", tag.name().into_inner())))
    }

    /// Whether an attribute belongs to the drawing.
    fn draws(&mut self, name: QName<'_>, value: &str, reader: &NsReader<&[u8]>) -> bool {
        let written = name.into_inner();
        let draws = match written.split_once(':') {
            Some(("xmlns", _)) => [SVG, XLINK].contains(&value),
            Some(_) => own(&reader.resolver().resolve_attribute(name).0, name),
            // Data for scripts, and the whole file of its program, which some put into the root.
            None => !written.starts_with("data-") && written != "content",
        };
        let drive = value.get(1..).is_some_and(|rest| rest.starts_with(":\\"));
        if !draws && (drive || value.starts_with(['/', '\\']) || value.starts_with("file:")) {
            self.records.insert(Record::Path);
        }
        draws
    }

    /// An address; a picture in it is cleaned as any other.
    fn embedded<'v>(&mut self, value: &'v str) -> Option<Cow<'v, str>> {
        let Some((kind, data)) = value.trim_start().strip_prefix("data:image/").and_then(|rest| rest.split_once(','))
        else {
            return Some(Cow::Borrowed(value));
        };
        let bytes = if kind.ends_with(";base64") {
            // Lines of it are broken, also as references of characters.
            let plain = data.replace("&#10;", "").replace("&#13;", "").replace("&#xA;", "").replace("&#xD;", "");
            let plain: String = percent_decode_str(&plain).decode_utf8().ok()?.split_whitespace().collect();
            let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
            GeneralPurpose::new(&base64::alphabet::STANDARD, lenient).decode(plain).ok()?
        } else {
            percent_decode_str(data).collect()
        };
        let cleaned =
            if kind.starts_with("svg") { clean(std::str::from_utf8(&bytes).ok()?)? } else { super::clean(&bytes)? };
        self.records.extend(cleaned.records);
        if cleaned.bytes == bytes {
            return Some(Cow::Borrowed(value));
        }
        let kind = kind.split(';').next().unwrap_or_default();
        Some(Cow::Owned(format!("data:image/{kind};base64,{}", STANDARD.encode(cleaned.bytes))))
    }

    fn text(&mut self, written: &str) {
        match self.open.last() {
            Some(open) if !open.is_kept => {
                if let Some(record) = open.record.filter(|_| !written.trim().is_empty()) {
                    self.records.insert(record);
                }
            }
            _ => match &mut self.sheet {
                Some(sheet) => sheet.push_str(written),
                None => self.keep(written),
            },
        }
    }

    fn end(&mut self, written: &str) {
        let Some(open) = self.open.pop() else { return };
        if open.sheet
            && let Some(sheet) = self.sheet.take()
        {
            let sheet = css::uncommented(&sheet, false);
            self.cleaned.push_str(&sheet);
        }
        if open.is_kept {
            self.keep(written);
        }
    }

    fn keep(&mut self, written: &str) {
        self.cleaned.push_str(written);
    }
}

/// Whether a name belongs to a drawing. Names without a namespace may: the check for safety and browsers decide on them.
fn own(space: &ResolveResult<'_>, name: QName<'_>) -> bool {
    match space {
        ResolveResult::Bound(Namespace(space)) => [SVG, XLINK, XML, XHTML].contains(space),
        ResolveResult::Unbound => true,
        ResolveResult::Unknown(_) => name.prefix().is_some_and(|prefix| prefix.into_inner() == "xlink"),
    }
}
