//! Sentences as sheets have them, of words that are put together anew for every place: what is written nowhere else is
//! found nowhere else, and most of a place's text stays as it was the year before.

use super::draw;

const ACTORS: [&str; 32] = [
    "保健所",
    "基幹相談支援センター",
    "精神保健福祉センター",
    "訪問看護ステーション",
    "地域包括支援センター",
    "精神科病院",
    "相談支援専門員",
    "民生委員",
    "家族会",
    "ピアサポーター",
    "社会福祉協議会",
    "居住支援法人",
    "不動産業者",
    "消防署",
    "警察署",
    "救急病院",
    "診療所",
    "グループホーム",
    "就労移行支援事業所",
    "自立支援協議会",
    "障がい福祉課",
    "高齢介護課",
    "住宅政策課",
    "生活困窮者自立支援窓口",
    "精神保健福祉士会",
    "看護協会",
    "薬剤師会",
    "医師会",
    "大学の研究室",
    "当事者団体",
    "自治会",
    "地域生活支援拠点",
];
const THINGS: [&str; 40] = [
    "退院後支援計画",
    "地域連携票",
    "クライシスプラン",
    "事例検討会",
    "社会資源マップ",
    "緊急時の連絡先一覧",
    "体験談の発表",
    "病棟での茶話会",
    "住まいの相談会",
    "家主向けの説明会",
    "理解度アンケート",
    "動画の教材",
    "ひきこもりの家族教室",
    "夜間の電話相談",
    "訪問支援（アウトリーチ）",
    "地域移行支援の利用",
    "６３０調査の集計",
    "個別支援会議",
    "オンラインの研修",
    "普及啓発のリーフレット",
    "こころサポーターの養成",
    "ピアサポーターの養成講座",
    "短期入所の空床確保",
    "措置入院者の退院後支援",
    "入院者訪問支援事業",
    "長期入院者への意向調査",
    "外出の同行",
    "保証人の確保",
    "家計の見直し",
    "服薬の見守り",
    "就労の体験",
    "居場所づくり",
    "学校での出前授業",
    "自殺対策の連絡会",
    "災害時の避難支援",
    "多職種による訪問",
    "依存症の回復支援",
    "発達障碍の相談",
    "認知症の初期集中支援",
    "医療保護入院の見直し",
];
const DEEDS: [&str; 24] = [
    "始めた",
    "続けている",
    "見直した",
    "試行した",
    "広げた",
    "休止した",
    "再開した",
    "計画している",
    "検討した",
    "委託した",
    "引き継いだ",
    "共同で開いた",
    "冊子にまとめた",
    "市のホームページに載せた",
    "年度内に終えた",
    "翌年度へ持ち越した",
    "協議の議題にした",
    "予算に計上した",
    "関係者に配った",
    "評価した",
    "マニュアルに加えた",
    "地区ごとに行った",
    "オンラインに切り替えた",
    "対面に戻した",
];
const REASONS: [&str; 20] = [
    "担い手が足りない",
    "顔の見える関係ができてきた",
    "退院先が見つからない",
    "制度が知られていない",
    "圏域ごとの差が大きい",
    "コロナ禍で面会が制限された",
    "家族の高齢化が進んだ",
    "相談が増えている",
    "夜間の対応が難しい",
    "記録の様式がばらばらだった",
    "病院との役割分担があいまいだった",
    "交通の便が悪い",
    "アパートの建て替えが続いた",
    "専門の職員が異動した",
    "本人の希望が聞き取れていない",
    "国の補助が始まった",
    "条例を改正した",
    "Ｗｅｂ会議に慣れた",
    "NPO法人が解散した",
    "計画の最終年度にあたる",
];
/// Two of these are the name of a district.
const NAMES: &str = "青赤秋朝麻芦東有飯池石泉市稲今岩植鵜梅浦江大岡荻奥落柏片勝金上亀川岸北木草楠窪熊栗黒桑小幸駒坂桜笹佐沢塩柴\
                     島清杉鈴関瀬芹曽高滝竹館谷玉田津塚月土寺戸富鳥中長名波成西新沼根野萩橋畑花浜林原春日平福藤船古星堀本前牧松丸三水\
                     南宮村森八柳山湯雪横吉米若和鷲渡﨑髙";

/// A sentence of a place. One in five is about this year; the others were there in the years before.
pub fn sentence(place: usize, year: usize, question: usize) -> String {
    let fresh = draw(place, year, question * 31, 5) == 0;
    let pick = |slot: usize, below: usize| draw(place, if fresh { year } else { 0 }, question * 31 + slot, below);
    let one = |slot: usize, words: &[&'static str]| words[pick(slot, words.len())];
    let (actor, other) = (one(1, &ACTORS), one(2, &ACTORS));
    let (thing, besides) = (one(3, &THINGS), one(4, &THINGS));
    let (deed, reason) = (one(5, &DEEDS), one(6, &REASONS));
    let (number, month, area) = (pick(7, 400) + 1, pick(8, 12) + 1, district(pick(9, 20_000)));
    let when = format!("令和{}年{month}月", pick(10, 5) + 1);
    match pick(11, 9) {
        0 => format!("{actor}と{other}が{thing}を{deed}。{reason}ためである。"),
        1 => format!("{area}地区では{reason}ことから、{thing}を{deed}。"),
        2 => format!("{when}に{actor}が{thing}を{deed}。参加者は{number}人だった。"),
        3 => format!("{thing}については、{other}から「{reason}」との意見があり、{besides}とあわせて{deed}。"),
        4 => format!("{actor}の職員{number}名が{area}の{besides}に加わり、{thing}を{deed}。"),
        5 => format!("課題は{reason}ことである。{area}地区の{actor}と{thing}を{deed}。"),
        6 => format!("{area}・{}の二地区で{besides}を{deed}。のべ{number}件。", district(pick(12, 20_000))),
        7 => format!("{other}への調査（{when}、{number}か所）では、{reason}との回答が多く、{thing}を{deed}。"),
        _ => format!("{thing}と{besides}を一体で行うため、{actor}・{other}の連絡会を{deed}。"),
    }
}

fn district(number: usize) -> String {
    let names: Vec<char> = NAMES.chars().filter(|c| !c.is_whitespace()).collect();
    [names[number % names.len()], names[number / names.len() % names.len()]].iter().collect()
}
