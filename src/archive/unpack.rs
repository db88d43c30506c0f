//! A bag out of a ZIP that somebody sent. Only a plain ZIP is unpacked, one that every program reads alike: each file once, by
//! one name, in bytes of its own, and nothing beside the files. How much may come out of it is bounded.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use encoding_rs::SHIFT_JIS;
use zip::ZipArchive;

use crate::bag;
use crate::error::{Error, Result};

use super::error;

/// How many times its own size a ZIP may unpack to. Pages and tables take a tenth to a fiftieth; only what was made to
/// fill disks takes less.
const MAX_RATIO: u64 = 200;
/// What a small ZIP may unpack to all the same, in bytes: 256 MiB, which no disk misses.
const MAX_OF_SMALL_ZIP: u64 = 256 << 20;
/// What a large ZIP may unpack to besides its own size, in bytes: 4 GiB, more than a year with its images needs.
const MAX_ABOVE_SIZE: u64 = 4 << 30;
/// What a file takes on a disk, however short it is, in bytes: a block of most file systems.
const DISK_BLOCK: u64 = 4096;
/// The longest name in bytes (`PATH_MAX` of Linux), and the most folders in it: more than any archive has.
const MAX_NAME_BYTES: usize = 4096;
const MAX_DEPTH: usize = 100;

/// A bag to be looked at: a folder, or what was unpacked from a ZIP for as long as this lives.
#[derive(Debug)]
pub struct Opened {
    /// The folder of the bag that was unpacked.
    pub folder: PathBuf,
    /// What a system packed beside the bag.
    pub left_behind: Vec<String>,
    _unpacked: Option<tempfile::TempDir>,
}

/// Opens a bag, in a folder or in a ZIP that unpacks to no more than `most` bytes; `None` where there is neither.
///
/// # Errors
/// When the file is no ZIP, or one that must not be unpacked.
pub fn open(path: &Path, most: Option<u64>) -> Result<Option<Opened>> {
    if path.is_dir() {
        return Ok(Some(Opened { folder: path.to_owned(), left_behind: Vec::new(), _unpacked: None }));
    }
    if !path.is_file() {
        return Ok(None);
    }
    let into = tempfile::tempdir()?;
    unpack(path, into.path(), most)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(into.path())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let (beside, own): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| bag::is_left_behind(name));
    // A bag may be packed with its folder or without.
    let single = match own.as_slice() {
        [only] if into.path().join(only).is_dir() => Some(into.path().join(only)),
        _ => None,
    };
    let left_behind = if single.is_some() { beside } else { Vec::new() };
    let folder = single.unwrap_or_else(|| into.path().to_owned());
    Ok(Some(Opened { folder, left_behind, _unpacked: Some(into) }))
}

fn unpack(zip: &Path, into: &Path, most: Option<u64>) -> Result<()> {
    let mut file = File::open(zip).map_err(Error::at(zip))?;
    let length = file.metadata().map_err(Error::at(zip))?.len();
    let no_zip = || error::no_zip(zip);
    let mut archive = ZipArchive::new(BufReader::new(file.try_clone()?)).map_err(|_| no_zip())?;
    if archive.has_duplicate_names() {
        return Err(error::suspicious_zip(zip, "同じ名前が二度あります", "it has a name twice"));
    }
    // What local headers say must be what the directory says, and no two entries may share bytes.
    archive.validate_header_consistency().map_err(|error| {
        let en = format!("what it says of its files differs from place to place ({error})");
        error::suspicious_zip(zip, "ファイルの名前や大きさが、場所によって違います", &en)
    })?;
    let entries = entries(&archive, &mut file).map_err(|_| no_zip())?;
    if !is_plain(&archive, &entries, &mut file, length).map_err(|_| no_zip())? {
        let (ja, en) = ("ファイルのほかにデータがあります", "it holds data besides its files");
        return Err(error::suspicious_zip(zip, ja, en));
    }
    let Some(names) = names(&entries) else {
        let (ja, en) = ("名前が UTF-8 でも Shift_JIS でもありません", "its names are neither UTF-8 nor Shift_JIS");
        return Err(error::suspicious_zip(zip, ja, en));
    };
    judge(zip, &entries, &names)?;
    let most = most.unwrap_or_else(|| {
        MAX_OF_SMALL_ZIP.max(length.saturating_mul(MAX_RATIO).min(length.saturating_add(MAX_ABOVE_SIZE)))
    });
    let mut left = most;
    let too_large = || error::too_large(zip, most);
    let declared = entries.iter().fold(0_u64, |sum, entry| sum.saturating_add(entry.size.max(DISK_BLOCK)));
    if declared > most {
        return Err(too_large());
    }
    for (at, name) in names.iter().enumerate() {
        let mut file = archive.by_index(at).map_err(|_| no_zip())?;
        let target = into.join(name.trim_end_matches('/'));
        if name.ends_with('/') {
            fs::create_dir_all(&target)?;
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut new = File::create_new(&target).map_err(|_| error::unsafe_zip(zip, name))?;
        // What an entry says of its size need not be what comes out of it.
        let written = io::copy(&mut file.by_ref().take(left.saturating_add(1)), &mut new).map_err(|_| no_zip())?;
        left = left.checked_sub(written.max(DISK_BLOCK)).ok_or_else(too_large)?;
    }
    Ok(())
}

/// What the directory of a ZIP says of a file, and where its local header ends.
struct ZipEntry {
    raw: Vec<u8>,
    utf8: bool,
    has_descriptor: bool,
    mode: Option<u32>,
    is_link: bool,
    start: u64,
    end: u64,
    size: u64,
}

fn entries(archive: &ZipArchive<BufReader<File>>, file: &mut File) -> io::Result<Vec<ZipEntry>> {
    let mut entries = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at)?;
        let start = entry.header_start();
        let header: [u8; 30] = read_at(file, start)?;
        let flags = u64::from(number(&header, 6, 2)? as u16);
        let data = start + 30 + number(&header, 26, 2)? + number(&header, 28, 2)?;
        entries.push(ZipEntry {
            raw: entry.name_raw().to_vec(),
            utf8: flags & 1 << 11 != 0,
            has_descriptor: flags & 1 << 3 != 0,
            mode: entry.unix_mode(),
            is_link: entry.is_symlink(),
            start,
            end: data.checked_add(entry.compressed_size()).ok_or(io::ErrorKind::InvalidData)?,
            size: entry.size(),
        });
    }
    Ok(entries)
}

/// Whether the file is its entries one after the other, their directory and its end, and nothing else. What lies before, between
/// or behind is read by some programs and skipped by others.
fn is_plain(
    archive: &ZipArchive<BufReader<File>>,
    entries: &[ZipEntry],
    file: &mut File,
    length: u64,
) -> io::Result<bool> {
    // The lengths of a data descriptor: with or without its mark, in 32 or 64 bits.
    let follows = |end: u64, has_descriptor: bool, start: u64| match start.checked_sub(end) {
        Some(0) => true,
        Some(12 | 16 | 20 | 24) => has_descriptor,
        _ => false,
    };
    let mut order: Vec<&ZipEntry> = entries.iter().collect();
    order.sort_by_key(|entry| entry.start);
    let (mut end, mut has_descriptor) = (0, false);
    for entry in order {
        if !follows(end, has_descriptor, entry.start) {
            return Ok(false);
        }
        (end, has_descriptor) = (entry.end, entry.has_descriptor);
    }
    let directory = archive.central_directory_start();
    if !follows(end, has_descriptor, directory) {
        return Ok(false);
    }
    // The end of the directory, with a comment of the file; another end within it is where other programs would begin.
    let comment = archive.comment();
    let Some(at) = length.checked_sub(22 + comment.len() as u64) else { return Ok(false) };
    let record: [u8; 22] = read_at(file, at)?;
    if !record.starts_with(b"PK\x05\x06")
        || number(&record, 20, 2)? != comment.len() as u64
        || comment.windows(4).any(|window| window == b"PK\x05\x06")
    {
        return Ok(false);
    }
    let locator: Option<[u8; 20]> = match at.checked_sub(20) {
        Some(place) if place >= directory => Some(read_at(file, place)?),
        _ => None,
    };
    match locator.filter(|locator| locator.starts_with(b"PK\x06\x07")) {
        None => Ok(directory.checked_add(number(&record, 12, 4)?) == Some(at)),
        Some(locator) => {
            let place = number(&locator, 8, 8)?;
            let record: [u8; 56] = read_at(file, place)?;
            let ends = place.checked_add(12).and_then(|start| start.checked_add(number(&record, 4, 8).ok()?));
            let directory_ends = directory.checked_add(number(&record, 40, 8)?);
            Ok(record.starts_with(b"PK\x06\x06") && ends == at.checked_sub(20) && directory_ends == Some(place))
        }
    }
}

fn read_at<const N: usize>(file: &mut File, at: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A number of a ZIP: its lowest byte comes first.
fn number(bytes: &[u8], at: usize, length: usize) -> io::Result<u64> {
    let bytes = bytes.get(at..at + length).ok_or(io::ErrorKind::InvalidData)?;
    Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The names of all entries. Programs of today say that names are UTF-8; macOS writes UTF-8 and says nothing; Windows in Japan
/// writes code page 932 and says nothing. Some programs for Windows write `\` for `/`.
fn names(entries: &[ZipEntry]) -> Option<Vec<String>> {
    let all_utf8 = entries.iter().all(|entry| std::str::from_utf8(&entry.raw).is_ok());
    let decode = |entry: &ZipEntry| -> Option<String> {
        if entry.utf8 || all_utf8 {
            return String::from_utf8(entry.raw.clone()).ok();
        }
        SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&entry.raw).map(Cow::into_owned)
    };
    let names: Vec<String> = entries.iter().map(decode).collect::<Option<_>>()?;
    let backward = names.iter().all(|name| !name.contains('/'));
    Some(if backward { names.into_iter().map(|name| name.replace('\\', "/")).collect() } else { names })
}

/// Refuses what leads out of its folder, what is neither file nor folder, and two names that some system takes for one.
fn judge(zip: &Path, entries: &[ZipEntry], names: &[String]) -> Result<()> {
    // What stands at a name: a folder, or a file; and how the name was written.
    let mut known: HashMap<String, (bool, String)> = HashMap::new();
    for (entry, name) in entries.iter().zip(names) {
        let refused = || error::unsafe_zip(zip, name);
        let is_folder = name.ends_with('/');
        let path = name.strip_suffix('/').unwrap_or(name);
        let parts: Vec<&str> = path.split('/').collect();
        let strange = parts.iter().any(|part| part.is_empty() || *part == ".")
            || path.contains(['\\', ':'])
            || path.chars().any(char::is_control);
        // Only the kind of file that UNIX notes: 0o10 is a file, 0o4 a folder, 0 nothing.
        let kind = entry.mode.map_or(0, |mode| mode >> 12 & 0o17);
        let wrong_kind = entry.is_link || !(kind == 0 || kind == if is_folder { 0o4 } else { 0o10 });
        if strange || wrong_kind || !bag::is_inside(path) || parts.len() > MAX_DEPTH || path.len() > MAX_NAME_BYTES {
            return Err(refused());
        }
        let mut written = String::with_capacity(path.len());
        for (depth, part) in parts.iter().enumerate() {
            if depth > 0 {
                written.push('/');
            }
            written.push_str(part);
            let folder = is_folder || depth + 1 < parts.len();
            let whole = depth + 1 == parts.len();
            match known.get(&bag::folded_path(&written)) {
                None => drop(known.insert(bag::folded_path(&written), (folder, written.clone()))),
                Some((true, other)) if folder && *other == written => {}
                Some((_, other)) => {
                    let other = other.clone();
                    return Err(error::one_name(zip, if whole { name } else { &written }, &other));
                }
            }
        }
    }
    Ok(())
}
