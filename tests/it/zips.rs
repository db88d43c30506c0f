//! Bags in ZIPs that somebody sent: a file in `tests/bags/zips/` for each, which says what is in the ZIP, byte for byte where it
//! matters, and what `nenpo verify` must answer.
//!
//! ```text
//! exit: 2                          the status
//! says: WORDS                      what is printed holds these words; as often as wanted
//! with: ARGUMENTS                  of the command
//! top: 2021                        the folder of the bag in the ZIP; none for a bag without
//! file NAME | CONTENT | OPTIONS    an entry
//! bytes TEXT                       bytes that belong to no entry
//! backward                         all names have `\` for `/`
//! comment TEXT                     of the ZIP
//! ```
//!
//! Options: `unlisted` (not in the manifest), `local=NAME` (the local header says another name), `cp932` and `utf8` (how the name
//! is written; else UTF-8 without a word about it), `descriptor`, `mode=OCTAL`, `hidden` (not in the directory), `again` (the
//! directory names the entry before once more, by this name), `size=N` (what it says of its size), `fill=N` (its content is N
//! zeros), `zip64`. `\n`, `\0` and `\u{…}` may stand in names and texts.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::Command;

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization as _;

use crate::case::{names, repository};

#[derive(Default)]
struct Case {
    exit: i32,
    says: Vec<String>,
    with: Vec<String>,
    zip: Vec<u8>,
}

#[derive(Default)]
struct Built {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u64,
    last: (u64, Vec<u8>),
    zip64: bool,
    backward: bool,
}

fn plain(text: &str) -> String {
    let mut text = text.replace("\\n", "\n").replace("\\0", "\0");
    while let Some((before, rest)) = text.split_once("\\u{") {
        let (code, after) = rest.split_once('}').unwrap();
        let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        text = format!("{before}{c}{after}");
    }
    text
}

fn little(number: u64, bytes: usize) -> Vec<u8> {
    number.to_le_bytes()[..bytes].to_vec()
}

impl Built {
    fn entry(&mut self, name: &str, content: &[u8], options: &[&str]) {
        let has = |option: &str| options.contains(&option);
        let of = |option: &str| options.iter().find_map(|own| own.strip_prefix(option)?.strip_prefix('='));
        let backward = self.backward;
        let encoded = |name: &str| {
            let name = if backward { name.replace('/', "\\") } else { name.to_owned() };
            if has("cp932") { encoding_rs::SHIFT_JIS.encode(&name).0.into_owned() } else { name.into_bytes() }
        };
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let crc = little(u64::from(crc.sum()), 4);
        let flags = u64::from(has("utf8")) << 11 | u64::from(has("descriptor")) << 3;
        let size = of("size").map_or(content.len() as u64, |size| size.parse().unwrap());
        let sizes = [crc, little(packed.len() as u64, 4), little(size, 4)].concat();
        let head = [little(20, 2), little(flags, 2), little(8, 2), vec![0, 0, 0x21, 0]].concat();
        let own = encoded(name);
        if has("again") {
            let (start, central) = self.last.clone();
            self.in_directory(&own, &central, start, of("mode"));
            return;
        }
        let start = self.bytes.len() as u64;
        let local = encoded(of("local").map(plain).as_deref().unwrap_or(name));
        let none = vec![0; 12];
        self.bytes.extend([b"PK\x03\x04".to_vec(), head.clone()].concat());
        self.bytes.extend(if has("descriptor") { &none } else { &sizes });
        self.bytes.extend([little(local.len() as u64, 2), vec![0, 0], local, packed].concat());
        if has("descriptor") {
            self.bytes.extend([b"PK\x07\x08".to_vec(), sizes.clone()].concat());
        }
        let central = [head, sizes].concat();
        if !has("hidden") {
            self.in_directory(&own, &central, start, of("mode"));
        }
        self.last = (start, central);
        self.zip64 |= has("zip64");
    }

    fn in_directory(&mut self, name: &[u8], central: &[u8], start: u64, mode: Option<&str>) {
        let mode = mode.map_or(0, |mode| u64::from_str_radix(mode, 8).unwrap());
        self.directory.extend([b"PK\x01\x02".to_vec(), vec![20, 3], central.to_vec()].concat());
        self.directory
            .extend([little(name.len() as u64, 2), vec![0; 8], little(mode << 16, 4), little(start, 4)].concat());
        self.directory.extend(name);
        self.count += 1;
    }

    fn end(mut self, comment: &[u8], after: &[u8]) -> Vec<u8> {
        let start = self.bytes.len() as u64;
        let size = self.directory.len() as u64;
        self.bytes.append(&mut self.directory);
        if self.zip64 {
            let at = self.bytes.len() as u64;
            let record =
                [little(44, 8), little(45, 2), little(45, 2), vec![0; 8], little(self.count, 8), little(self.count, 8)];
            self.bytes.extend([b"PK\x06\x06".to_vec(), record.concat(), little(size, 8), little(start, 8)].concat());
            self.bytes.extend([b"PK\x06\x07".to_vec(), vec![0; 4], little(at, 8), little(1, 4)].concat());
        }
        let count = little(self.count, 2);
        self.bytes.extend(
            [b"PK\x05\x06".to_vec(), vec![0; 4], count.clone(), count, little(size, 4), little(start, 4)].concat(),
        );
        self.bytes.extend([little(comment.len() as u64, 2), comment.to_vec(), after.to_vec()].concat());
        self.bytes
    }
}

/// What a case file says.
fn read(text: &str) -> Case {
    let (mut case, mut built, mut top) = (Case::default(), Built::default(), String::new());
    let (mut manifest, mut comment, mut after) = (String::new(), Vec::new(), Vec::new());
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    // The manifest is the last entry, before bytes that follow the directory.
    lines.push("manifest");
    for line in lines {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "exit:" => case.exit = rest.parse().unwrap(),
            "says:" => case.says.push(rest.to_owned()),
            "with:" => case.with = rest.split(' ').map(str::to_owned).collect(),
            "top:" => top = format!("{rest}/"),
            "backward" => built.backward = true,
            "comment" => comment = plain(rest).into_bytes(),
            "after" => after = plain(rest).into_bytes(),
            "bytes" => built.bytes.extend(plain(rest).bytes()),
            "file" => {
                let parts: Vec<&str> = rest.split(" | ").collect();
                let options: Vec<&str> = parts.get(2).copied().unwrap_or_default().split(' ').collect();
                let fill = options.iter().find_map(|own| own.strip_prefix("fill="));
                let content = match fill {
                    Some(length) => vec![0; length.parse().unwrap()],
                    None => plain(parts.get(1).copied().unwrap_or_default()).into_bytes(),
                };
                let name = plain(parts[0]);
                if !options.contains(&"unlisted") {
                    let listed: String = name.strip_prefix(&top).unwrap().nfc().collect();
                    writeln!(manifest, "{:x}  {listed}", Hexadecimal(&Sha256::digest(&content))).unwrap();
                }
                built.entry(&name, &content, &options);
            }
            "manifest" => {
                let declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
                built.entry(&format!("{top}bagit.txt"), declared.as_bytes(), &[]);
                built.entry(&format!("{top}manifest-sha256.txt"), manifest.as_bytes(), &[]);
            }
            _ => panic!("{line}"),
        }
    }
    case.zip = built.end(&comment, &after);
    case
}

struct Hexadecimal<'b>(&'b [u8]);

impl std::fmt::LowerHex for Hexadecimal<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

#[test]
fn zips_are_unpacked_only_where_every_program_reads_them_alike() {
    let root = repository("tests/bags/zips");
    let (mut trouble, mut count) = (Vec::new(), 0);
    for name in names(&root) {
        count += 1;
        let case = read(&fs::read_to_string(root.join(&name)).unwrap());
        let folder = TempDir::new().unwrap();
        let (zip, temporary) = (folder.path().join("sent.zip"), folder.path().join("temporary"));
        fs::write(&zip, &case.zip).unwrap();
        fs::create_dir(&temporary).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_nenpo"))
            .args(["verify", "--lang", "en"])
            .args(&case.with)
            .arg(&zip)
            .env("TMPDIR", &temporary)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let right = output.status.code() == Some(case.exit) && case.says.iter().all(|words| said.contains(words));
        // Nothing stays behind, and nothing came out elsewhere.
        let left = names(folder.path()).len() + names(&temporary).len();
        if !right || case.says.is_empty() || left != 2 {
            trouble.push(format!("{name}: {:?}, {left} files\n{said}", output.status.code()));
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(count > 25, "only {count} ZIPs");
}
