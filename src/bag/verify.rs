//! Proving a bag complete and valid (RFC 8493, 3), with every fault named and not only the first.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::hash::{Algorithm, sums};
use super::manifest::{self, BagManifest, ManifestIssue};
use super::tags::{self, Declaration};
use super::write::slashes;
use super::{path, regular};
use crate::source::{Words, words};

/// Faults of a bag, and what is only suspicious.
#[derive(Clone, Debug)]
pub struct BagFault {
    /// Its kind: `missing`, `changed`, `extra`, …
    pub kind: &'static str,
    /// Whether the bag is valid all the same.
    pub warning: bool,
    /// In words, with the file.
    pub message: Words,
}

/// The outcome of verifying a bag.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Faults and oddities in a fixed order.
    pub faults: Vec<BagFault>,
    /// How many files the payload has.
    pub files: usize,
    /// The size of the payload in bytes.
    pub bytes: u64,
    /// The algorithms by which it was proved.
    pub algorithms: Vec<Algorithm>,
}

impl Report {
    /// Whether the bag is complete and every sum right.
    pub fn is_valid(&self) -> bool {
        self.faults.iter().all(|fault| fault.warning)
    }

    fn fault(&mut self, kind: &'static str, message: Words) {
        self.faults.push(BagFault { kind, warning: false, message });
    }

    fn warn(&mut self, kind: &'static str, message: Words) {
        self.faults.push(BagFault { kind, warning: true, message });
    }
}

/// How far a verification is: bytes read of all that are to be read.
#[derive(Debug, Default)]
pub struct VerifyProgress {
    /// Bytes that were read so far.
    pub read: AtomicU64,
    /// Bytes to be read in all.
    pub all: AtomicU64,
}

/// The longest tag file that is read, in bytes: manifests of a million files are shorter.
pub const MOST: u64 = 256 * 1024 * 1024;

/// Looks at a bag. What is wrong comes back as faults; nothing that a folder may hold is an error.
pub fn verify(folder: &Path, progress: &VerifyProgress) -> Report {
    let mut report = Report::default();
    let on_disk = list(folder, &mut report);
    let Some(declaration) = declaration(folder, &on_disk, &mut report) else { return report };
    let mut payload = Vec::new();
    let mut tag = Vec::new();
    for name in on_disk.keys().filter(|name| !name.contains('/')) {
        let Some(stem) = name.strip_suffix(".txt") else { continue };
        let (list, algorithm, is_payload) = match (stem.strip_prefix("manifest-"), stem.strip_prefix("tagmanifest-")) {
            (Some(algorithm), _) => (&mut payload, algorithm, true),
            (_, Some(algorithm)) => (&mut tag, algorithm, false),
            _ => continue,
        };
        let Some(algorithm) = Algorithm::named(algorithm) else {
            report.fault(
                "algorithm",
                words!("{name}：この検査値の種類は確かめられません。", "{name}: this kind of checksum is not known."),
            );
            continue;
        };
        let Some(text) = tag_text(folder, name, declaration, &mut report) else { continue };
        let (manifest, issues) = manifest::read(name, algorithm, &text, is_payload);
        issues.iter().for_each(|issue| say(issue, name, declaration, &mut report));
        list.push(manifest);
    }
    if payload.is_empty() {
        report.fault("manifest", words("manifest がありません。", "There is no payload manifest."));
    }
    if !has_data(folder) {
        report.fault("data", words("data/ がありません。", "There is no `data/`."));
    }
    fetch(folder, declaration, &on_disk, &mut report);
    compare(folder, &on_disk, &payload, &tag, declaration, progress, &mut report);
    info(folder, declaration, &on_disk, &mut report);
    report
}

/// All files of the bag by their path, with their lengths.
fn list(folder: &Path, report: &mut Report) -> BTreeMap<String, u64> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                report.fault("unreadable", words!("読めません：{error}", "Cannot be read: {error}"));
                continue;
            }
        };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = slashes(below);
        let kind = entry.file_type();
        // Two such names may look alike, and no manifest can list them.
        if below.to_str().is_none() {
            report.fault("name", words!("{path}：名前が UTF-8 ではありません。", "{path}: its name is not UTF-8."));
        } else if kind.is_file() {
            if path::is_left_behind(&path) {
                report.warn(
                    "system-file",
                    words!("{path}：システムが残したファイルです。", "{path}: left behind by a system."),
                );
            }
            files.insert(path, entry.metadata().map_or(0, |metadata| metadata.len()));
        } else if !kind.is_dir() {
            report.fault(
                "no-file",
                words!("{path}：ファイルでもフォルダーでもありません。", "{path}: neither a file nor a folder."),
            );
        }
    }
    files
}

/// Whether there is a folder `data` that is no link.
fn has_data(folder: &Path) -> bool {
    std::fs::symlink_metadata(folder.join("data")).is_ok_and(|data| data.is_dir())
}

fn declaration(folder: &Path, on_disk: &BTreeMap<String, u64>, report: &mut Report) -> Option<Declaration> {
    let bytes = on_disk.contains_key("bagit.txt").then(|| regular::read(&folder.join("bagit.txt"), MOST));
    let Some(Ok(bytes)) = bytes else {
        report.fault(
            "bagit.txt",
            words("bagit.txt がありません。BagIt の袋ではありません。", "There is no bagit.txt, so this is no bag."),
        );
        return None;
    };
    match tags::declaration(&bytes) {
        Ok(declaration) => Some(declaration),
        Err(reason) => {
            let (ja, en) = match reason {
                "bom" => ("先頭に BOM があります", "it begins with a byte order mark"),
                "version-line" => {
                    ("一行目が「BagIt-Version: 1.0」の形ではありません", "its first line is not `BagIt-Version: M.N`")
                }
                "encoding-line" => (
                    "二行目が「Tag-File-Character-Encoding: UTF-8」の形ではありません",
                    "its second line is not `Tag-File-Character-Encoding: …`",
                ),
                "more-lines" => ("二行より多くあります", "it has more than two lines"),
                "version" => ("知らない版です", "its version is not known"),
                _ => ("知らない文字コードです", "its encoding is not known"),
            };
            report.fault("bagit.txt", words!("bagit.txt：{ja}。", "bagit.txt: {en}."));
            // The bag has failed; what else is wrong is looked for as if it declared what bags declare today.
            Some(tags::TODAY)
        }
    }
}

fn tag_text(folder: &Path, name: &str, declaration: Declaration, report: &mut Report) -> Option<String> {
    let bytes = match regular::read(&folder.join(name), MOST) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.fault("unreadable", words!("{name}：読めません（{error}）。", "{name}: {error}."));
            return None;
        }
    };
    let text = tags::text(&bytes, declaration.encoding);
    if text.is_none() {
        report.fault(
            "encoding",
            words!("{name}：{} として読めません。", "{name}: not readable as {}.", declaration.encoding.name()),
        );
    }
    text
}

/// What RFC 8493 demands of something suspicious; versions before 1.0 were milder on files listed twice.
fn say(issue: &ManifestIssue, name: &str, declaration: Declaration, report: &mut Report) {
    match issue {
        ManifestIssue::Line(line) => report.fault(
            "line",
            words!("{name}:{line}：検査値とファイル名になっていません。", "{name}:{line}: not a checksum and a path."),
        ),
        ManifestIssue::Outside(path) => report.fault(
            "outside",
            words!("{name}：「{path}」は袋の外を指しています。", "{name}: `{path}` leads out of the bag."),
        ),
        ManifestIssue::NoPayload(path) => report.fault(
            "no-payload",
            words!("{name}：「{path}」は data/ の中にありません。", "{name}: `{path}` is not below `data/`."),
        ),
        ManifestIssue::Contradiction(path) => report.fault(
            "contradiction",
            words!("{name}：「{path}」に検査値が二つあります。", "{name}: `{path}` has two checksums."),
        ),
        ManifestIssue::Twice(path) => {
            let message = words!("{name}：「{path}」が二度あります。", "{name}: `{path}` is listed twice.");
            report.faults.push(BagFault { kind: "twice", warning: declaration.version < (1, 0), message });
        }
        ManifestIssue::Alike(one, other) => report.warn(
            "alike",
            words!(
                "{name}：「{one}」と「{other}」は、同じ名前として扱われることがあります。",
                "{name}: `{one}` and `{other}` may be taken for one name."
            ),
        ),
        ManifestIssue::Prefix(path) => report.warn(
            "prefix",
            words!(
                "{name}：「{path}」の先頭に余分な記号があります。",
                "{name}: `{path}` begins with a mark that does not belong there."
            ),
        ),
    }
}

/// Files that are still to be fetched leave the bag incomplete.
fn fetch(folder: &Path, declaration: Declaration, on_disk: &BTreeMap<String, u64>, report: &mut Report) {
    if !on_disk.contains_key("fetch.txt") {
        return;
    }
    let Some(text) = tag_text(folder, "fetch.txt", declaration, report) else { return };
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.splitn(3, [' ', '\t']);
        let (Some(_), Some(_), Some(written)) = (parts.next(), parts.next(), parts.next()) else {
            report.fault(
                "fetch",
                words!(
                    "fetch.txt:{}：アドレス、長さ、ファイル名になっていません。",
                    "fetch.txt:{}: not an address, a length and a path.",
                    index + 1
                ),
            );
            continue;
        };
        let file = path::decode(written.trim_start());
        if !path::is_inside(&file) || !file.starts_with("data/") {
            report.fault(
                "outside",
                words!("fetch.txt：「{file}」は袋の外を指しています。", "fetch.txt: `{file}` leads out of the bag."),
            );
        } else if !on_disk.contains_key(&file) {
            report.fault(
                "not-fetched",
                words!("{file}：まだ取り寄せられていません（fetch.txt）。", "{file}: still to be fetched (fetch.txt)."),
            );
        }
    }
}

/// Compares what the manifests say with what lies on the disk, reading every file once.
fn compare(
    folder: &Path,
    on_disk: &BTreeMap<String, u64>,
    payload: &[BagManifest],
    tag: &[BagManifest],
    declaration: Declaration,
    progress: &VerifyProgress,
    report: &mut Report,
) {
    // A name may lie on the disk in another normal form than in the manifest.
    let normal: HashMap<String, &String> = on_disk.keys().map(|path| (path.nfc().collect(), path)).collect();
    let found = |path: &str| -> Option<&String> {
        on_disk.get_key_value(path).map(|(key, _)| key).or_else(|| normal.get(&path.nfc().collect::<String>()).copied())
    };
    let mut wanted: BTreeMap<&String, Vec<Algorithm>> = BTreeMap::new();
    // How many payload manifests list a file; each is asked for a name once, so that a bag takes as long as it is large.
    let mut listed: HashMap<&String, usize> = HashMap::new();
    for (manifest, of_payload) in payload.iter().map(|list| (list, true)).chain(tag.iter().map(|list| (list, false))) {
        let mut own: HashSet<&String> = HashSet::new();
        for path in manifest.sums.keys() {
            match found(path) {
                Some(file) => {
                    wanted.entry(file).or_default().push(manifest.algorithm);
                    if of_payload && own.insert(file) {
                        *listed.entry(file).or_default() += 1;
                    }
                }
                None => report
                    .fault("missing", words!("{path}：ありません（{}）。", "{path}: missing ({}).", manifest.name)),
            }
        }
    }
    let enough = if declaration.version >= (1, 0) { payload.len() } else { 1 };
    // What a system left behind and no manifest lists was reported already; it is not of the payload.
    let strange = |file: &String| path::is_left_behind(file) && listed.get(file).copied().unwrap_or_default() == 0;
    for file in on_disk.keys().filter(|file| file.starts_with("data/") && !strange(file)) {
        if listed.get(file).copied().unwrap_or_default() < enough.max(1) {
            report.fault(
                "extra",
                words!("{file}：manifest に載っていないファイルです。", "{file}: not listed in every manifest."),
            );
        }
    }
    let total: u64 = wanted.keys().filter_map(|file| on_disk.get(*file)).sum();
    progress.all.store(total, std::sync::atomic::Ordering::Relaxed);
    let read: Vec<_> = wanted
        .par_iter()
        .map(|(file, algorithms)| {
            let algorithms: Vec<Algorithm> = algorithms.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
            (*file, sums(&folder.join(file), &algorithms, &progress.read))
        })
        .collect();
    let read: BTreeMap<&String, _> = read.into_iter().collect();
    for manifest in payload.iter().chain(tag) {
        for (path, sum) in &manifest.sums {
            let Some(file) = found(path) else { continue };
            match read.get(file) {
                Some(Ok((_, sums)))
                    if sums.iter().any(|(algorithm, own)| *algorithm == manifest.algorithm && own != sum) =>
                {
                    report.fault(
                        "changed",
                        words!("{path}：中身が変わっています（{}）。", "{path}: altered ({}).", manifest.name),
                    );
                }
                Some(Err(error)) => {
                    report.fault("unreadable", words!("{path}：読めません（{error}）。", "{path}: {error}."));
                }
                Some(Ok(_)) | None => {}
            }
        }
    }
    let of_payload = on_disk.iter().filter(|(file, _)| file.starts_with("data/") && !strange(file));
    (report.files, report.bytes) = of_payload.fold((0, 0), |(files, bytes), (_, length)| (files + 1, bytes + length));
    let algorithms: BTreeSet<Algorithm> = payload.iter().map(|manifest| manifest.algorithm).collect();
    report.algorithms = algorithms.into_iter().collect();
}

/// Compares the size of the payload with what `bag-info.txt` declares.
fn info(folder: &Path, declaration: Declaration, on_disk: &BTreeMap<String, u64>, report: &mut Report) {
    if !on_disk.contains_key("bag-info.txt") {
        return;
    }
    let Some(text) = tag_text(folder, "bag-info.txt", declaration, report) else { return };
    let own = format!("{}.{}", report.bytes, report.files);
    for (_, oxum) in tags::info(&text).iter().filter(|(label, _)| label.eq_ignore_ascii_case("Payload-Oxum")) {
        if *oxum != own {
            report.fault(
                "oxum",
                words!(
                    "bag-info.txt：Payload-Oxum は {oxum} ですが、実際は {own} です。",
                    "bag-info.txt: Payload-Oxum is {oxum}, but the payload is {own}."
                ),
            );
        }
    }
}
