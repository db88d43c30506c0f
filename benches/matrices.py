#!/usr/bin/env python3
"""Writes a site whose sheets have a matrix of 100 numbers and 30 records each: `benches/matrices.py DIR SHEETS`.

The same arguments give the same bytes. Sums hold, so that the site has no findings. Sheets are those of five years.
"""

import random
import sys
from pathlib import Path

SITE = """title: 施設と利用の年報
publisher: 試験用
base_url: https://nenpo.example.jp/matrices/
description: 速さを確かめるための、架空の自治体の年報です。
contact: 試験用の窓口
"""

FORM = """title: 施設と利用の状況
years: 2021-2025
sheet: true
key_figures: [users, budget]
sections:
  - id: use
    heading: 利用
    fields:
      users: { label: 利用者数, kind: number, unit: 人 }
      budget: { label: 事業費, kind: composition, unit: 千円, parts: { national: 国庫支出金, own: 一般財源 } }
      months:
        label: 月別の利用
        kind: matrix
        unit: 人
        row: 月
        rows: { months: { months: true }, total: { label: 計, sum: [months] } }
        columns: { a: 窓口, b: 電話, c: 訪問, d: 集会, e: 派遣, f: 貸出, g: 研修, h: 相談 }
  - id: facilities
    heading: 施設
    fields:
      facilities:
        label: 施設の一覧
        kind: records
        name: 施設の名前
        overview: [kind, users, cost]
        totals: [users, cost]
        fields:
          kind: { label: 種別, kind: choice, choices: { own: 直営, trust: 委託 } }
          users: { label: 利用者数, kind: number, unit: 人 }
          cost: { label: 経費, kind: number, unit: 千円 }
          note: { label: 取組, kind: prose }
checks:
  users: { of: users, sum: months.total.* }
"""

COLUMNS = ["窓口", "電話", "訪問", "集会", "派遣", "貸出", "研修", "相談"]
MONTHS = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]


def sheet(place, year):
    """A sheet of a place and a year: its figures are near to those of the years beside it."""
    of_place = random.Random(place)

    def number(least, most):
        return of_place.randint(least, most) + of_place.randint(1, least // 20) * (year - 2021)

    grid = [[number(100, 999) for _ in COLUMNS] for _ in MONTHS]
    totals = [sum(row[column] for row in grid) for column in range(len(COLUMNS))]
    national, own = number(1000, 9999), number(1000, 9999)
    lines = ["---", "form: use", f"利用者数: {sum(totals)}人", "事業費:", f"  合計: {national + own}千円"]
    lines += [f"  国庫支出金: {national}千円", f"  一般財源: {own}千円", "月別の利用: |"]
    lines += ["  | 月 | " + " | ".join(COLUMNS) + " |", "  |---" + "|---" * len(COLUMNS) + "|"]
    lines += [f"  | {month}月 | " + " | ".join(map(str, row)) + " |" for month, row in zip(MONTHS, grid)]
    lines += ["  | 計 | " + " | ".join(map(str, totals)) + " |", "施設の一覧:"]
    for at in range(1, 31):
        lines += [f"  - 施設の名前: 第{at}館", f"    id: f{at}", f"    種別: {of_place.choice(['直営', '委託'])}"]
        lines += [f"    利用者数: {number(200, 2000)}人", f"    経費: {number(300, 3000)}千円"]
        lines += [f"    取組: {year}年度は、{number(20, 400)}回の催しを開いた。"]
    return "\n".join(lines + ["---", ""])


def code(number):
    """The code of a place: five digits and the check digit of JIS X 0402."""
    digits = f"{number:05}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(6, 1, -1)))
    return f"{digits}{(11 - total % 11) % 10}"


def main():
    """Writes the site."""
    root, sheets = Path(sys.argv[1]) / "content", int(sys.argv[2])
    places = -(-sheets // 5)
    (root / "forms").mkdir(parents=True)
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    (root / "forms" / "use.yaml").write_text(FORM, encoding="utf-8")
    rows = [f'shiomi: {{ name: 汐見県, reading: しおみけん, code: "{code(48000)}", category: 都道府県 }}']
    for place in range(places):
        name = f"name: 第{place}町, reading: だい{place}ちょう, category: 町, prefecture: shiomi"
        rows.append(f'p{place}: {{ {name}, code: "{code(48301 + place)}" }}')
        for year in range(2021, 2026):
            if place * 5 + year - 2021 >= sheets:
                break
            folder = root / str(year) / f"p{place}"
            folder.mkdir(parents=True)
            (folder / "sheet.md").write_text(sheet(place, year), encoding="utf-8")
    (root / "places.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
