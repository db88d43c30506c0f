#!/usr/bin/env python3
"""Writes a site of one place and one year with many documents: `benches/documents.py DIR DOCUMENTS RECORDS`.

Each document is an evaluation of a programme. With RECORDS each of them has so many more programmes as records, which have pages of
their own. The same arguments give the same bytes. Sums hold, so that the site has no findings.
"""

import random
import sys
from pathlib import Path

SITE = """title: 事務事業評価の年報
publisher: 試験用
base_url: https://nenpo.example.jp/documents/
description: 速さと大きさを確かめるための、架空の自治体の年報です。
contact: 試験用の窓口
"""

FIELDS = """bureau: { label: 担当課, kind: text }
outline: { label: 事業の概要, kind: prose }
cost: { label: 事業費, kind: composition, unit: 千円, parts: { national: 国庫支出金, own: 一般財源 } }
users: { label: 利用者数, kind: number, unit: 人 }
grade: { label: 評価, kind: choice, choices: { a: 拡充, b: 維持, c: 縮小 } }
"""

PLACES = """shiomi: { name: 汐見県, reading: しおみけん, code: "480002", category: 都道府県 }
kitahama: { name: 北浜市, reading: きたはまし, code: "482013", category: 市, prefecture: shiomi }
"""

BUREAUS = ["障害福祉課", "健康づくり課", "こども政策課", "地域包括支援課"]


def indented(text, width):
    """The lines of a text behind so many spaces."""
    return "".join(" " * width + line + "\n" for line in text.splitlines())


def form(records):
    """The form of all documents."""
    text = "title: 事務事業評価シート\nyears: 2024\nsections:\n  - id: programme\n    heading: 事業\n    fields:\n"
    text += indented(FIELDS, 6)
    if records:
        text += "  - id: list\n    heading: 事業の一覧\n    fields:\n      programmes:\n"
        text += "        label: 事業の一覧\n        kind: records\n        name: 事業名\n        own_page: true\n"
        text += "        overview: [bureau, users, grade]\n        fields:\n" + indented(FIELDS, 10)
    return text


def answers(number):
    """What is answered of a programme."""
    draw = random.Random(number)
    national, own = draw.randint(100, 99999), draw.randint(100, 99999)
    times, people = draw.randint(2, 40), draw.randint(20, 4000)
    return "\n".join([
        f"担当課: {draw.choice(BUREAUS)}",
        f"事業の概要: 第{number}期の計画に沿って、年に{times}回の講座と相談会を開き、のべ{people}人の参加を得た。",
        f"事業費: {{ 合計: {national + own}千円, 国庫支出金: {national}千円, 一般財源: {own}千円 }}",
        f"利用者数: {people}人",
        f"評価: {draw.choice(['拡充', '維持', '縮小'])}",
    ])


def document(at, records):
    """A document with its records."""
    text = f"---\nform: programme\ntitle: 第{at}事業\n{answers(at)}\n"
    if records:
        text += "事業の一覧:\n"
        for record in range(at * records, (at + 1) * records):
            text += f"  - 事業名: 第{at}の{record % records + 1}事業\n    id: r{record}\n" + indented(answers(record), 4)
    return text + "---\n"


def main():
    """Writes the site."""
    root, documents, records = Path(sys.argv[1]) / "content", int(sys.argv[2]), int(sys.argv[3])
    folder = root / "2024" / "kitahama"
    folder.mkdir(parents=True)
    (root / "forms").mkdir()
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    (root / "places.yaml").write_text(PLACES, encoding="utf-8")
    (root / "forms" / "programme.yaml").write_text(form(records), encoding="utf-8")
    for at in range(documents):
        (folder / f"programme-{at:04}.md").write_text(document(at, records), encoding="utf-8")


main()
