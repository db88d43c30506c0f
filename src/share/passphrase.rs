//! Passphrases: made of syllables that are read over the telephone as kana, and alike however they are typed.

use anyhow::Result;
use unicode_normalization::UnicodeNormalization as _;

use crate::source::{Words, words};

use super::seal::Chance;

/// 32 syllables, five bits each. Left out is whatever can be typed or heard in two ways: し (si, shi), つ, ふ, ち, ず,
/// ん, long vowels, and most of what a telephone blurs (ぱ and ば, で and ね).
const SYLLABLES: [(&str, &str); 32] = [
    ("ka", "か"),
    ("ki", "き"),
    ("ku", "く"),
    ("ke", "け"),
    ("ko", "こ"),
    ("sa", "さ"),
    ("su", "す"),
    ("se", "せ"),
    ("so", "そ"),
    ("ta", "た"),
    ("te", "て"),
    ("to", "と"),
    ("na", "な"),
    ("ni", "に"),
    ("ne", "ね"),
    ("no", "の"),
    ("ha", "は"),
    ("hi", "ひ"),
    ("ho", "ほ"),
    ("ma", "ま"),
    ("mi", "み"),
    ("mu", "む"),
    ("mo", "も"),
    ("ya", "や"),
    ("yu", "ゆ"),
    ("yo", "よ"),
    ("ra", "ら"),
    ("ri", "り"),
    ("re", "れ"),
    ("ro", "ろ"),
    ("wa", "わ"),
    ("go", "ご"),
];

/// Four words of three syllables: sixty bits.
const WORDS: usize = 4;
const LENGTH: usize = 3;

/// The fewest characters of a passphrase that people think of themselves.
pub const LEAST: usize = 12;
/// The fewest different ones in it.
const LEAST_DIFFERENT: usize = 6;

/// A passphrase by chance, and how it is read.
///
/// # Errors
/// When there is no chance.
pub fn make(chance: Chance<'_>) -> Result<(String, String)> {
    let mut bytes = [0; WORDS * LENGTH];
    chance(&mut bytes)?;
    // 256 is eight times 32, so that every syllable is as likely as any other.
    let syllable = |byte: &u8| SYLLABLES.get(usize::from(byte % 32)).copied().unwrap_or_default();
    let of = |pick: fn((&'static str, &'static str)) -> &'static str, mark: &str| {
        let words = bytes.chunks(LENGTH).map(|word| word.iter().map(|byte| pick(syllable(byte))).collect::<String>());
        words.collect::<Vec<_>>().join(mark)
    };
    Ok((of(|(letters, _)| letters, "-"), of(|(_, kana)| kana, "・")))
}

/// A passphrase as the cipher takes it: width, case, spaces and hyphens make no difference. The page's script does the same.
pub fn folded(passphrase: &str) -> String {
    let kept = |c: &char| {
        !c.is_whitespace() && *c != '\u{FEFF}' && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '・')
    };
    passphrase.nfkc().filter(kept).map(|c| c.to_ascii_lowercase()).collect()
}

/// Why a passphrase is too easily guessed, and what to do; nothing for a good one.
pub fn fault(passphrase: &str) -> Option<Words> {
    let folded = folded(passphrase);
    let different: std::collections::BTreeSet<char> = folded.chars().collect();
    if folded.chars().count() < LEAST {
        return Some(words(
            format!("合言葉が短すぎます。空白とハイフンを除いて{LEAST}文字以上にしてください。"),
            format!("The passphrase is too short. Use {LEAST} characters or more, besides spaces and hyphens."),
        ));
    }
    if different.len() < LEAST_DIFFERENT || folded.chars().all(|c| c.is_ascii_digit()) {
        return Some(words(
            "合言葉が簡単すぎます。数字だけや同じ文字の繰り返しではなく、いくつかの言葉をつないでください。",
            "The passphrase is too simple. Join several words, rather than digits or one letter again and again.",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_read_as_it_is_written() {
        let mut counter = 0_u8;
        let made = make(&mut |bytes| {
            bytes.iter_mut().for_each(|byte| {
                *byte = counter;
                counter = counter.wrapping_add(33);
            });
            Ok(())
        });
        assert_eq!(
            made.unwrap(),
            ("kakiku-kekosa-suseso-tateto".to_owned(), "かきく・けこさ・すせそ・たてと".to_owned())
        );
        let different: std::collections::BTreeSet<&str> = SYLLABLES.iter().map(|(letters, _)| *letters).collect();
        assert_eq!(different.len(), 32);
        let (one, _) = make(&mut super::super::seal::chance).unwrap();
        let (other, _) = make(&mut super::super::seal::chance).unwrap();
        assert!(one != other && fault(&one).is_none(), "{one} {other}");
    }

    #[test]
    fn typing_makes_no_difference() {
        for typed in
            ["kasune-motari", "KASUNE MOTARI", "ｋａｓｕｎｅ－ｍｏｔａｒｉ", " kasune\u{3000}motari\n", "kasune‐motari"]
        {
            assert_eq!(folded(typed), "kasunemotari", "{typed}");
        }
        assert_eq!(folded("川崎の・ﾊﾞﾗ"), "川崎のバラ");
    }

    #[test]
    fn what_is_easily_guessed_is_refused() {
        for (passphrase, good) in [
            ("", false),
            ("himitsu", false),
            ("kasune-mota", false),
            ("kasune-motari", true),
            ("a - - - - - - b", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("0312345678901", false),
            ("春の海ひねもすのたりのたり", true),
        ] {
            assert_eq!(fault(passphrase).is_none(), good, "{passphrase}");
        }
    }
}
