//! Compatibility characters that PDF files give where an ideograph or a letter is meant: they look the same, and no search and
//! no comparison finds them.

use unicode_normalization::UnicodeNormalization;

/// The ideographs that the radicals from U+2E80 to U+2EF3 stand for, in their order, and the radical itself where there is
/// none. NFKC leaves nearly all of them as they are; these are `Equivalent_Unified_Ideograph` of the Unicode Character Database,
/// version 14 (`EquivalentUnifiedIdeograph.txt`). `search.js` has the same list.
const RADICALS: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂\
    肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The first of them.
const FIRST: char = '\u{2E80}';

/// The ideograph for a radical of the supplement (⻑, ⻄, ⺠), and any other character itself.
#[must_use]
pub fn radical_unified(c: char) -> char {
    let at = (FIRST..='\u{2EF3}').contains(&c).then(|| u32::from(c) - u32::from(FIRST));
    at.and_then(|at| RADICALS.chars().nth(usize::try_from(at).ok()?)).unwrap_or(c)
}

/// What is meant by a compatibility character that nobody types: radicals (⼊), duplicates of ideographs, ligatures (ﬁ), forms
/// for vertical lines (︵) and small forms (﹐). None for all others; letters of full width, ㎡ and ① are typed, and so are the
/// ideographs of Japanese standards with a look of their own (神, 朗), which names are written with.
#[must_use]
pub fn meant(c: char) -> Option<String> {
    match c {
        '\u{2E80}'..='\u{2EF3}' => Some(radical_unified(c)).filter(|one| *one != c).map(String::from),
        // JIS X 0213 has these.
        '\u{F91D}' | '\u{F928}' | '\u{F929}' | '\u{F936}' | '\u{F970}' | '\u{F9D0}' | '\u{F9DC}' => None,
        '\u{2F00}'..='\u{2FD5}'
        | '\u{F900}'..='\u{FA0B}'
        | '\u{FA70}'..='\u{FAD9}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE44}'
        | '\u{FE47}'
        | '\u{FE48}'
        | '\u{FE50}'..='\u{FE6B}'
        | '\u{2F800}'..='\u{2FA1D}' => {
            Some(std::iter::once(c).nfkc().collect::<String>()).filter(|one| !one.starts_with(c))
        }
        _ => None,
    }
}

/// A space that is neither that of the keyboard (U+0020, U+3000) nor a line end: it does not break the line, or is as wide as a
/// digit. PDF files, web pages and word processors set them.
#[must_use]
pub fn is_unusual_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_pdf_files_mean_those_that_people_type() {
        for (text, expected) in [
            ("⻑期⼊院、⻄市⺠、⻘年", "長期入院、西市民、青年"),
            ("\u{F90A}\u{F98E}", "金年"),
            ("\u{2F804}", "你"),
            ("ﬁle、oﬃce", "file、office"),
            ("︵案︶︒", "(案)。"),
            ("神福髙﨑朗隆①㎡㈱Ａ３％℡№ｱ", "神福髙﨑朗隆①㎡㈱Ａ３％℡№ｱ"),
        ] {
            let meant: String = text.chars().map(|c| meant(c).unwrap_or_else(|| c.to_string())).collect();
            assert_eq!(meant, expected, "{text}");
        }
    }

    #[test]
    fn each_radical_has_its_place() {
        assert_eq!(RADICALS.chars().count(), 0x2EF4 - 0x2E80);
        for (radical, ideograph) in
            [('⺀', '⺀'), ('⺁', '厂'), ('⺟', '母'), ('⻑', '長'), ('⻲', '亀'), ('⻳', '龟'), ('⼊', '⼊')]
        {
            assert_eq!(radical_unified(radical), ideograph);
        }
        // What is meant has nothing left to be meant.
        for c in ('\u{2E80}'..='\u{2FDF}').chain('\u{F900}'..='\u{FE6F}').chain('\u{2F800}'..='\u{2FA1F}') {
            let again = meant(c).is_some_and(|one| one.chars().any(|c| meant(c).is_some()));
            assert!(!again, "{c}");
        }
    }
}
