//! Passphrases of syllables that can be read over the telephone as kana. How they are typed makes no difference.

use unicode_normalization::UnicodeNormalization as _;

use crate::error::Result;
use crate::source::{Words, words};

use super::random::Rng;

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
const SYLLABLES_OF_WORD: usize = 3;

/// The fewest characters of a passphrase that people think of themselves. NIST SP 800-63B asks for 8 where guesses are
/// limited; a file in somebody's hands limits none.
pub const MIN_LENGTH: usize = 12;
/// The fewest different characters in it: half of them, so that one word repeated is refused.
const MIN_DIFFERENT: usize = 6;

/// A random passphrase in letters and, as it is read, in kana.
///
/// # Errors
/// When there are no random numbers.
pub fn create(rng: Rng<'_>) -> Result<(String, String)> {
    let mut bytes = [0; WORDS * SYLLABLES_OF_WORD];
    rng(&mut bytes)?;
    // 256 is eight times 32, so that every syllable is as likely as any other.
    let syllable = |byte: &u8| SYLLABLES.get(usize::from(byte % 32)).copied().unwrap_or_default();
    let write = |pick: fn((&'static str, &'static str)) -> &'static str, mark: &str| {
        let words = bytes
            .chunks(SYLLABLES_OF_WORD)
            .map(|word| word.iter().map(|byte| pick(syllable(byte))).collect::<String>());
        words.collect::<Vec<_>>().join(mark)
    };
    Ok((write(|(letters, _)| letters, "-"), write(|(_, kana)| kana, "・")))
}

/// The kana of all syllables with their letters: the page's script reads what was told over the telephone.
pub fn kana() -> impl Iterator<Item = (&'static str, &'static str)> {
    SYLLABLES.iter().map(|(letters, kana)| (*kana, *letters))
}

/// A passphrase as the key is derived from it: width, case, spaces, hyphens and points make no difference, and syllables may be
/// written in hiragana or katakana. The page's script does the same.
pub fn folded(passphrase: &str) -> String {
    let counts = |c: &char| {
        !c.is_whitespace()
            && *c != '\u{FEFF}'
            && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '・' | '\u{B7}')
    };
    let plain: String = passphrase.nfkc().filter(counts).map(|c| c.to_ascii_lowercase()).collect();
    // Only where all of it is syllables: what people think of themselves stays as they write it.
    let letters = |c: char| -> Option<String> {
        let hiragana = match c {
            'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60)?,
            c => c,
        };
        let syllable = SYLLABLES.iter().find(|(_, kana)| kana.chars().eq([hiragana]));
        syllable.map(|(letters, _)| (*letters).to_owned()).or_else(|| c.is_ascii_lowercase().then(|| c.to_string()))
    };
    plain.chars().map(letters).collect::<Option<String>>().unwrap_or(plain)
}

/// The least number of guesses that a passphrase must need, as a power of ten: a guess costs a third of a second, so that a
/// thousand machines work on it for a year.
const MIN_GUESSES: f64 = 11.0;

/// Why a passphrase is too easily guessed, and what to do; none for a good one. `known` are words that anybody would try
/// first: names of the site and of the share.
pub fn weakness(passphrase: &str, known: &[String]) -> Option<Words> {
    let folded = folded(passphrase);
    let different: std::collections::BTreeSet<char> = folded.chars().collect();
    if folded.chars().count() < MIN_LENGTH {
        return Some(words!(
            "合言葉が短すぎます。空白とハイフンを除いて{MIN_LENGTH}文字以上にしてください。",
            "The passphrase is too short. Use {MIN_LENGTH} characters or more, besides spaces and hyphens."
        ));
    }
    if different.len() < MIN_DIFFERENT || folded.chars().all(|c| c.is_ascii_digit()) {
        return Some(words(
            "合言葉が簡単すぎます。数字だけや同じ文字の繰り返しではなく、いくつかの言葉をつないでください。",
            "The passphrase is too simple. Join several words, rather than digits or one letter again and again.",
        ));
    }
    if guesses(&folded, known) < MIN_GUESSES {
        return Some(words(
            "合言葉が見破られやすすぎます。よく使われる言葉、キーの並び、年、サイトや自治体や共有の名前のほかに、関わりのない言葉をいくつかつないでください。書かなければ、nenpo がつくります。",
            "The passphrase is too easily guessed. Besides common words, rows of keys, years, and names of the site, its places and the share, join several words that have nothing to do with them. Without one, nenpo makes one.",
        ));
    }
    None
}

/// What a word that anybody would try first is worth: one of a hundred, as a power of ten.
const KNOWN: f64 = 2.0;

/// How many guesses somebody needs who knows how people choose passphrases and what this one is for, as a power of ten.
fn guesses(folded: &str, known: &[String]) -> f64 {
    let known: Vec<String> =
        known.iter().map(|word| self::folded(word)).filter(|word| word.chars().count() > 1).collect();
    let inputs: Vec<&str> = known.iter().map(String::as_str).collect();
    let estimate = |text: &str, inputs: &[&str]| zxcvbn::zxcvbn(text, inputs).guesses_log10();
    // The estimate thinks much of sequences of words, whichever they are; so it is taken once more of what is not known.
    let mut longest = inputs.clone();
    longest.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let (mut rest, mut worth) = (folded.to_owned(), 0.0);
    for word in longest {
        let count = rest.matches(word).count();
        if count > 0 {
            // Again and again, it is hardly more.
            worth += KNOWN + (count as f64).log10();
            rest = rest.replace(word, " ");
        }
    }
    let rest: String = rest.split(' ').collect();
    let worth = if rest.is_empty() { worth } else { worth + estimate(&rest, &[]) };
    estimate(folded, &inputs).min(worth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_read_as_it_is_written() {
        let mut counter = 0_u8;
        let created = create(&mut |bytes| {
            bytes.iter_mut().for_each(|byte| {
                *byte = counter;
                counter = counter.wrapping_add(33);
            });
            Ok(())
        });
        assert_eq!(
            created.unwrap(),
            ("kakiku-kekosa-suseso-tateto".to_owned(), "かきく・けこさ・すせそ・たてと".to_owned())
        );
        let different: std::collections::BTreeSet<&str> = SYLLABLES.iter().map(|(letters, _)| *letters).collect();
        assert_eq!(different.len(), 32);
        let (one, _) = create(&mut super::super::random::random_bytes).unwrap();
        let (other, _) = create(&mut super::super::random::random_bytes).unwrap();
        assert!(one != other && weakness(&one, &[]).is_none(), "{one} {other}");
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
    fn what_is_read_over_the_telephone_is_what_is_written() {
        for typed in [
            "けとら・さとみ・よもご・とねく",
            "けとらさとみよもごとねく",
            "けとら さとみ　よもご\tとねく",
            "ケトラ・サトミ・ヨモゴ・トネク",
            "ｹﾄﾗ･ｻﾄﾐ･ﾖﾓｺﾞ･ﾄﾈｸ",
            "けとら・さとみ・よもこ\u{3099}・とねく",
            "けとら-サトミ-yomogo-ＴＯＮＥＫＵ",
            "ketora·satomi·yomogo·toneku",
        ] {
            assert_eq!(folded(typed), "ketorasatomiyomogotoneku", "{typed}");
        }
        // What has other letters in it is no reading of syllables.
        assert_eq!(folded("ケトラ・サトミ・ン"), "ケトラサトミン");
        assert_eq!(folded("けとら１"), "けとら1");
        assert_eq!(kana().count(), 32);
    }

    #[test]
    fn what_is_easily_guessed_is_refused() {
        let known = [
            "kawasaki",
            "kanagawa",
            "川崎市",
            "神奈川県",
            "かわさき",
            "かながわ",
            "spring",
            "meeting",
            "2023",
            "令和5年度",
        ];
        let known = known.map(str::to_owned);
        let mut wrong = Vec::new();
        for (passphrase, good) in [
            ("", false),
            ("himitsu", false),
            ("kasune-mota", false),
            ("kasune-motari", true),
            ("a - - - - - - b", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("0312345678901", false),
            ("春の海ひねもすのたりのたり", false),
            // Common ones, rows of keys, and one word again and again.
            ("password1234", false),
            ("Passw0rd-2024", false),
            ("qwertyuiop[]", false),
            ("1qaz2wsx3edc", false),
            ("abcdefghijklmnop", false),
            ("sunshine-sunshine", false),
            // Names of the site and the share, with a year or a few digits.
            ("kawasaki-2023", false),
            ("kawasaki-kanagawa", false),
            ("Kawasaki-Kanagawa-2023", false),
            ("kawasaki-kawasaki-2023", false),
            ("k4wasaki-kanagawa", false),
            ("川崎市川崎市川崎市2023", false),
            ("川崎市神奈川県令和5年度", false),
            ("かわさき・かながわ・2023", false),
            ("spring-meeting-kawasaki", false),
            ("川崎市の神奈川県の川崎市2023", false),
            ("kawasaki-spring-kanagawa-meeting-2023", false),
            ("kawasaki-no-umi-to-tomodachi", true),
            ("たぬきと自転車と青い手帳", true),
        ] {
            if weakness(passphrase, &known).is_none() != good {
                wrong.push((passphrase, guesses(&folded(passphrase), &known)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
