//! Random towns with random sheets, small numbers among them, in the format of authors.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A count that a sheet may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Total,
    Short,
    Middle,
    Long,
    Old,
    Young,
    LongStay,
    Baseline,
    Actual,
    Men,
    Women,
    All,
}

/// A sheet of a place and a year.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub place: usize,
    pub year: usize,
    pub population: i64,
    /// When the patients were counted; the same as last year where a survey is reported again.
    pub as_of: usize,
    pub shares: bool,
    pub cells: BTreeMap<Cell, i64>,
}

/// All places and sheets.
#[derive(Clone, Debug)]
pub struct Towns {
    pub prefectures: usize,
    pub places: usize,
    pub sheets: Vec<Sheet>,
    pub small_numbers: bool,
}

pub const FIRST_YEAR: usize = 2012;

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % u64::try_from(end.max(1)).unwrap()).cast_signed()
    }

    /// Often zero or small, sometimes large.
    fn count(&mut self, scale: i64) -> i64 {
        match self.below(10) {
            0 => 0,
            1..=4 => self.below(12),
            5..=6 => self.below(40),
            _ => self.below(scale),
        }
    }
}

impl Sheet {
    pub fn key(&self) -> (usize, usize) {
        (self.place, self.year)
    }

    /// Whether a person less in the middle changes which count is the smallest of those that may be withheld.
    pub fn stays_in_order(&self) -> bool {
        let middle = self.cells[&Cell::Middle];
        let others = self.cells.iter().filter(|(cell, _)| !matches!(cell, Cell::Middle | Cell::Short | Cell::Baseline));
        self.cells.contains_key(&Cell::Old)
            && others
                .clone()
                .all(|(_, count)| *count != middle && *count != middle - 1 && *count != self.cells[&Cell::Short] + 1)
    }
}

impl Towns {
    /// Prefectures with so many places each, the first of which is the prefecture itself.
    pub fn random(seed: u64, prefectures: usize, places: usize, years: usize) -> Towns {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut sheets: Vec<Sheet> = Vec::new();
        for place in 0..prefectures * places {
            let population = match random.below(4) {
                0 => 300 + random.below(1_600),
                1 => 2_000 + random.below(22_000),
                _ => 25_000 + random.below(500_000),
            };
            let shares = random.below(2) == 0;
            for year in 0..years {
                let before = sheets.last().filter(|sheet| sheet.place == place).cloned();
                let again = before.clone().filter(|_| random.below(4) == 0);
                let mut sheet = Sheet {
                    place,
                    year,
                    population: population + random.below(40),
                    as_of: year,
                    shares,
                    cells: BTreeMap::new(),
                };
                patients(&mut sheet.cells, &mut random);
                if let Some(again) = again {
                    sheet.as_of = again.as_of;
                    sheet.cells = again.cells.clone();
                    // A survey that is reported again may leave out what it said before.
                    match random.below(3) {
                        0 => sheet.cells.retain(|cell, _| !matches!(cell, Cell::Old | Cell::Young)),
                        1 => sheet.cells.retain(|cell, _| matches!(cell, Cell::Total | Cell::LongStay)),
                        _ => {}
                    }
                }
                let (men, women) = (random.count(60), random.count(60));
                sheet.cells.extend([
                    (Cell::Men, men),
                    (Cell::Women, women),
                    (Cell::All, men + women),
                    (Cell::Actual, random.count(30)),
                ]);
                let baseline = before.as_ref().and_then(|before| before.cells.get(&Cell::Actual)).copied();
                sheet.cells.insert(Cell::Baseline, baseline.unwrap_or(7));
                sheets.push(sheet);
            }
        }
        let mut towns = Towns { prefectures, places, sheets, small_numbers: true };
        towns.plant(years);
        towns.add_up(&mut random);
        towns
    }

    /// Gives the first place of each prefecture two sheets of one survey of which everybody may know the total, so that there
    /// is something to leak.
    fn plant(&mut self, years: usize) {
        let places = self.places;
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.place % places == 1) {
            sheet.population = 100_000 + i64::try_from(sheet.year).unwrap();
            if sheet.year + 2 < years || years < 2 {
                continue;
            }
            sheet.as_of = years - 2;
            let baseline = if sheet.year + 1 == years { 1_234 } else { sheet.cells[&Cell::Baseline] };
            sheet.cells = BTreeMap::from([
                (Cell::Total, 112),
                (Cell::Short, 5),
                (Cell::Middle, 61),
                (Cell::Long, 46),
                (Cell::LongStay, 46),
                (Cell::Old, 27),
                (Cell::Young, 19),
                (Cell::Men, 300),
                (Cell::Women, 411),
                (Cell::All, 711),
                (Cell::Baseline, baseline),
                (Cell::Actual, 1_234),
            ]);
        }
    }

    /// Makes the counts of a sheet so different that no sum of some is another by chance.
    pub fn spread(&mut self) {
        for sheet in &mut self.sheets {
            for (cell, more) in [
                (Cell::Middle, 100),
                (Cell::Old, 1_000),
                (Cell::Young, 3_000),
                (Cell::Long, 4_000),
                (Cell::LongStay, 4_000),
                (Cell::Total, 4_100),
                (Cell::Men, 10_000),
                (Cell::Women, 30_000),
                (Cell::All, 40_000),
                (Cell::Actual, 100_000),
                (Cell::Baseline, 100_000),
            ] {
                if let Some(count) = sheet.cells.get_mut(&cell) {
                    *count += more;
                }
            }
        }
    }

    /// A prefecture counts at least what its places count; often exactly that.
    fn add_up(&mut self, random: &mut Random) {
        let places = self.places;
        let cells = [Cell::Short, Cell::Middle, Cell::Old, Cell::Young];
        for prefecture in 0..self.prefectures {
            let years = self.sheets.len() / (self.prefectures * self.places);
            for year in 0..years {
                let whole = random.below(2) == 0;
                let inside = |sheet: &&Sheet| {
                    sheet.place / self.places == prefecture && !sheet.place.is_multiple_of(places) && sheet.year == year
                };
                let mut sums: BTreeMap<Cell, i64> = cells
                    .iter()
                    .map(|cell| {
                        (*cell, self.sheets.iter().filter(inside).filter_map(|sheet| sheet.cells.get(cell)).sum())
                    })
                    .collect();
                // Where there is something to leak, the prefecture tells nothing of its places.
                let planted = years > 3 && year + 2 >= years;
                if !whole || planted {
                    sums.values_mut().for_each(|sum| *sum += random.below(30) + if planted { 100 } else { 0 });
                }
                let own = self
                    .sheets
                    .iter_mut()
                    .find(|sheet| sheet.place == prefecture * self.places && sheet.year == year)
                    .unwrap();
                own.as_of = year;
                own.population = 800_000;
                own.cells.extend(sums);
                let count = |cells: &BTreeMap<Cell, i64>, cell| cells[&cell];
                let long = count(&own.cells, Cell::Old) + count(&own.cells, Cell::Young);
                let total = long + count(&own.cells, Cell::Short) + count(&own.cells, Cell::Middle);
                own.cells.extend([(Cell::Long, long), (Cell::LongStay, long), (Cell::Total, total)]);
            }
        }
    }

    /// Makes prefectures so large that they tell nothing of their places.
    pub fn loosen(&mut self) {
        let places = self.places;
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.place.is_multiple_of(places)) {
            for (cell, more) in [
                (Cell::Short, 50_000),
                (Cell::Middle, 60_000),
                (Cell::Old, 70_000),
                (Cell::Young, 80_000),
                (Cell::Long, 150_000),
                (Cell::LongStay, 150_000),
                (Cell::Total, 260_000),
            ] {
                *sheet.cells.get_mut(&cell).unwrap() += more;
            }
        }
    }

    /// The least count that is shown of a place, by the ministry's tiers; none where no count is.
    pub fn least(&self, place: usize) -> Option<i64> {
        let population =
            self.sheets.iter().filter(|sheet| sheet.place == place).map(|sheet| sheet.population).min().unwrap();
        match population {
            0..2_000 => None,
            2_000..25_000 => Some(20),
            _ => Some(10),
        }
    }

    /// The sheets of the prefecture that a place is in.
    pub fn around(&self, place: usize) -> Towns {
        let sheets = self.sheets.iter().filter(|sheet| sheet.place / self.places == place / self.places);
        Towns { sheets: sheets.cloned().collect(), ..*self }
    }

    /// The first place of each prefecture is the prefecture itself.
    pub fn is_prefecture(&self, place: usize) -> bool {
        place.is_multiple_of(self.places)
    }

    pub fn is_small(&self, place: usize, count: i64) -> bool {
        count > 0 && self.least(place).is_none_or(|least| count < least)
    }

    /// Whether another sheet of the place reports the same survey.
    pub fn repeats_figure(&self, sheet: &Sheet) -> bool {
        self.sheets.iter().filter(|other| other.place == sheet.place && other.as_of == sheet.as_of).count() > 1
    }

    pub fn name(&self, place: usize) -> String {
        if self.is_prefecture(place) { format!("第{place}県") } else { format!("架空{place}市") }
    }

    /// All files of `content/`.
    pub fn files(&self) -> Vec<(String, String)> {
        let setting = "small_numbers:\n  tiers:\n    - { residents_below: 2000, shown_from: never }\n    - { residents_below: 25000, shown_from: 20 }\n    - { shown_from: 10 }\n";
        let site = format!(
            "title: 試験\npublisher: 試験\nbase_url: https://example.jp/\n{}",
            if self.small_numbers { setting } else { "" }
        );
        let mut places = String::new();
        for place in 0..self.prefectures * self.places {
            let prefecture = place / self.places;
            let (inside, category) = if self.is_prefecture(place) {
                (String::new(), "都道府県")
            } else {
                (format!("prefecture: p{}, ", prefecture * self.places), "市")
            };
            let five = (prefecture + 1) * 1000 + place % self.places;
            writeln!(
                places,
                "p{place}: {{ name: {}, reading: ち, code: \"{five:05}{}\", {inside}category: {category} }}",
                self.name(place),
                check_digit(five)
            )
            .unwrap();
        }
        let mut files = vec![
            ("site.yaml".to_owned(), site),
            ("places.yaml".to_owned(), places),
            ("forms/sheet.yaml".to_owned(), FORM.to_owned()),
            ("measures.yaml".to_owned(), MEASURES.to_owned()),
        ];
        files.extend(
            self.sheets
                .iter()
                .map(|sheet| (format!("{}/p{}/sheet.md", FIRST_YEAR + sheet.year, sheet.place), sheet.text())),
        );
        files
    }
}

fn patients(cells: &mut BTreeMap<Cell, i64>, random: &mut Random) {
    let [short, middle, old, young] = [80, 90, 200, 60].map(|scale| random.count(scale));
    let long = old + young;
    cells.extend([
        (Cell::Short, short),
        (Cell::Middle, middle),
        (Cell::Old, old),
        (Cell::Young, young),
        (Cell::Long, long),
        (Cell::LongStay, long),
        (Cell::Total, short + middle + long),
    ]);
}

pub fn check_digit(five: usize) -> usize {
    let digits = format!("{five:05}");
    let sum: u32 =
        digits.chars().filter_map(|c| c.to_digit(10)).zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    ((11 - sum % 11) % 10) as usize
}

impl Sheet {
    fn text(&self) -> String {
        let count = |cell: Cell| self.cells.get(&cell).copied();
        let total = count(Cell::Total).unwrap_or_default();
        let mut text = format!("---\nform: sheet\nupdated: 2024-03-31\n人口: {}人\n", self.population);
        if let Some(long) = count(Cell::LongStay) {
            writeln!(text, "長期入院者数: {{ 時点: {}年6月, 値: {long}人 }}", FIRST_YEAR + self.as_of).unwrap();
        }
        writeln!(
            text,
            "入院者数:\n  時点: {}年6月\n  注記: うち新規{}人",
            FIRST_YEAR + self.as_of,
            count(Cell::Short).unwrap_or(3)
        )
        .unwrap();
        for (cell, label) in [
            (Cell::Total, "合計"),
            (Cell::Short, "３か月未満"),
            (Cell::Middle, "３か月以上１年未満"),
            (Cell::Long, "１年以上"),
            (Cell::Old, "うち６５歳以上"),
            (Cell::Young, "うち６５歳未満"),
        ] {
            let Some(count) = count(cell) else { continue };
            let share = if self.shares && total > 0 && cell != Cell::Total {
                format!("（{:.1}％）", 100.0 * count as f64 / total as f64)
            } else {
                String::new()
            };
            writeln!(text, "  {label}: {count}人{share}").unwrap();
        }
        let [baseline, actual, men, women, all] =
            [Cell::Baseline, Cell::Actual, Cell::Men, Cell::Women, Cell::All].map(|cell| count(cell).unwrap());
        writeln!(
            text,
            "成果:\n  - {{ 指標: 退院した人, id: out, 現状値: {baseline}人, 目標値: 5人, 実績値: {actual}人 }}"
        )
        .unwrap();
        writeln!(
            text,
            "参加者:\n  - {{ 会議: 部会, 男性: {men}人, 女性: {women}人, 両方: {all}人, 支援者: {}人 }}\n---\n\n取組を続けた。",
            20 + 7 * self.year + self.place
        )
        .unwrap();
        text
    }
}

const FORM: &str = "title: 試験の様式
short: 試験
years: 2000-2100
sheet: true
key_figures: [population, inpatients, long_stay]
sections:
  - id: base
    heading: 基礎
    fields:
      population: { label: 人口, kind: number, unit: 人 }
      long_stay: { label: 長期入院者数, kind: number, unit: 人 }
      inpatients:
        label: 入院者数
        kind: composition
        unit: 人
        parts:
          short: ３か月未満
          middle: ３か月以上１年未満
          long: { label: １年以上, parts: { old: うち６５歳以上, young: うち６５歳未満 } }
      results: { label: 成果, kind: indicators, columns: { baseline: 現状値, target: 目標値, actual: 実績値 } }
      staff:
        label: 参加者
        kind: table
        columns: { name: 会議, men: { label: 男性, kind: number, unit: 人 }, women: { label: 女性, kind: number, unit: 人 }, all: { label: 両方, kind: number, unit: 人 }, helpers: { label: 支援者, kind: number, unit: 人 } }
";

const MEASURES: &str = "patients: { label: 比べる入院者数, of: inpatients }
short: { label: 比べる短期, of: inpatients.short }
long_share: { label: 長期の割合, unit: ％, of: inpatients.long, to: inpatients }
old_share: { label: 高齢の割合, unit: ％, of: inpatients.old, to: inpatients.long }
";
