//! Pages of a site become parts of one page: their ids tell them apart, their links lead within the page or to the live
//! site, and images and tables are embedded.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::attachment::AttachmentKind;
use crate::bytes::Bytes;
use crate::html::{AttributeChange, escaped, with_ids};
use crate::pages::share::{CONTENTS, SharePart};
use crate::restrict::Restricted;
use crate::text::page_path;

/// Joins the pages of documents into one page.
pub struct PartJoiner<'a> {
    /// The site as advisors may see it, from which images are embedded.
    pub site: &'a Restricted,
    /// The addresses of the pages that are parts of this one.
    pub parts: BTreeSet<String>,
    /// Where all other links lead.
    pub live: LiveSite<'a>,
}

/// The published site, to which links lead.
pub struct LiveSite<'a> {
    /// The site as everybody may see it.
    pub site: &'a Restricted,
    /// The addresses of its pages.
    pub addresses: BTreeSet<String>,
}

/// The prefix of the ids of a part: `2021/kawasaki`; nothing for the head of the page.
pub fn prefix(page: &str) -> &str {
    if page == CONTENTS { "" } else { page.strip_suffix(".html").unwrap_or(page) }
}

impl PartJoiner<'_> {
    /// The HTML of a part as it is in the joined page; a document is an article with its page's address.
    pub fn join(&self, part: &SharePart) -> String {
        let file = |(path, bytes): &(String, Bytes)| (path.clone(), bytes.clone().into_vec());
        let files: BTreeMap<String, Vec<u8>> = part.files.iter().map(file).collect();
        let own = |id: &str| match prefix(&part.page) {
            "" => id.to_owned(),
            prefix => format!("{prefix}:{id}"),
        };
        let html = with_ids(&part.html, &own, &|element, name, value| match (element, name) {
            ("a", "href") => self.link(&part.page, value, &files),
            ("img", "src") => self.image(&part.page, value).map_or(AttributeChange::Drop, AttributeChange::Value),
            _ => AttributeChange::Keep,
        });
        match prefix(&part.page) {
            "" => html,
            prefix => {
                let (id, page) = (escaped(prefix), escaped(&part.page));
                format!("<article class=\"share-document\" id=\"{id}\" data-page=\"{page}\">{html}</article>\n")
            }
        }
    }

    fn link(&self, page: &str, href: &str, files: &BTreeMap<String, Vec<u8>>) -> AttributeChange {
        if page_path::has_scheme(href) {
            return AttributeChange::Keep;
        }
        let (path, fragment) = page_path::split_fragment(href);
        let target = if path.is_empty() {
            Some(page.to_owned())
        } else {
            page_path::decode(path).and_then(|path| page_path::resolve(page, &path))
        };
        let Some(target) = target else { return AttributeChange::Drop };
        if let Some(bytes) = files.get(&target) {
            let name = target.rsplit('/').next().unwrap_or(&target);
            let media = if name.ends_with(".csv") { "text/csv" } else { "application/json" };
            let data = format!("data:{media};base64,{}", STANDARD.encode(bytes));
            return AttributeChange::And(data, format!("download=\"{name}\""));
        }
        if let Some(attachment) = self.site.attachments.get(&target).filter(|attachment| !attachment.bytes.is_empty()) {
            let name = target.rsplit('/').next().unwrap_or(&target);
            let media = attachment.kind.map_or("application/octet-stream", AttachmentKind::media_type).replace(' ', "");
            let data = format!("data:{media};base64,{}", STANDARD.encode(&attachment.bytes));
            return AttributeChange::And(data, format!("download=\"{name}\""));
        }
        if self.parts.contains(&target) || target == CONTENTS {
            let prefix = page_path::encode(prefix(&target)).replace("%3A", ":");
            return AttributeChange::Value(match (prefix.as_str(), fragment) {
                ("", fragment) => format!("#{}", fragment.unwrap_or_default()),
                (prefix, None) => format!("#{prefix}"),
                (prefix, Some(fragment)) => format!("#{prefix}:{fragment}"),
            });
        }
        match &self.site.settings.base_url {
            Some(base) if self.is_live(&target, fragment) => {
                let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                AttributeChange::Value(format!("{base}{}{fragment}", page_path::encode_ascii(&target)))
            }
            _ => AttributeChange::Drop,
        }
    }

    /// Whether the live site has a page, and on the page of a document the anchor.
    fn is_live(&self, target: &str, fragment: Option<&str>) -> bool {
        let document = self.live.site.documents.iter().find(|document| document.page == target);
        let anchors = document.map(|document| &document.anchors);
        let fragment = fragment.and_then(page_path::decode);
        self.live.addresses.contains(target)
            && anchors.zip(fragment).is_none_or(|(anchors, fragment)| anchors.contains(&fragment))
    }

    /// An image as a `data:` address.
    fn image(&self, page: &str, src: &str) -> Option<String> {
        let address = page_path::resolve(page, &page_path::decode(src)?)?;
        let image = self.site.images.get(&address)?;
        let extension = address.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let media = match extension.as_str() {
            "svg" => "svg+xml",
            "jpg" => "jpeg",
            other => other,
        };
        Some(format!("data:image/{media};base64,{}", STANDARD.encode(&image.bytes)))
    }
}
