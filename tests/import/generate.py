#!/usr/bin/env python3
"""Writes the files of tests/import/files, each with what a draft is to say (NAME.tsv).

Needs openpyxl, python-docx and python-pptx; the files themselves are kept, and no test runs this.
A line of NAME.tsv is a key of the sheet, its steps parted by `/`, and the text of the value.
"""

import copy
import datetime
import os
import zipfile

import docx
import openpyxl
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter as L
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")

BASE = {
    "担当課": "障害福祉課",
    "人口": "123,456人",
    "世帯数": "54,321世帯",
    "面積": "87.6km2",
    "高齢化率": "29.5％",
    "事業費": "12,345千円",
    "収支": "△1,554千円",
}
UNITS = {"人口": "人", "世帯数": "世帯", "面積": "km2", "高齢化率": "％", "事業費": "千円", "収支": "千円"}
INPATIENTS = {"合計": "200人", "１年未満": "120人（60.0％）", "１年以上": "80人（40.0％）", "うち６５歳以上": "50人", "うち６５歳未満": "30人"}
RATES = {"３か月時点": "60.5％", "１年時点": "81.0％"}
EFFORTS = ["・手引きを市内の支援者向けに作る。", "・講座を年2回開く。"]
EFFORTS_MD = "- 手引きを市内の支援者向けに作る。\n- 講座を年2回開く。\n"
HISTORY = ["平成30年度に協議の場を設けた。", "令和2年度に意見交換会を開いた。"]
HISTORY_MD = "平成30年度に協議の場を設けた。\n\n令和2年度に意見交換会を開いた。"
ISSUES = [
    ("住まいの確保", "研修を開く。", ("会議の開催", "退院の相談", "同上")),
    ("働く場が少ない", "実習先を増やす。", ("講座の開催", "訪問の受入れ", "記載なし")),
]
PLAN = [("個別支援の件数", "32件", "40件", "支援が広がる。"), ("意見交換会", "1回／年", "2～3回", "相談がつながる。")]
SCHEDULE = [("R6年5月", "部会", "年間の計画を決める。"), ("7月", "研修会", "手引きを使う。"), ("通年", "相談", "随時受ける。")]
LOANS = [("一般書", "1,200", "340", "56"), ("児童書", "980", "410", "78"), ("雑誌", "300", "90", "0")]
PROGRAMMES = [("訪問支援事業", "北課", "1,234千円", "Ａ", "訪ねて支える。"), ("相談事業", "南課", "567千円", "Ｂ", "窓口を開く。"), ("研修事業", "東課", "89千円", "Ｃ", "講座を開く。")]


class Case:
    """A file with what it says."""

    def __init__(self, name):
        self.name, self.lines = name, []

    def say(self, key, value):
        self.lines.append((key, value))

    def write(self):
        stem = self.name.rsplit(".", 1)
        with open(os.path.join(HERE, self.name.replace(".", "-") + ".tsv"), "w", encoding="utf-8") as out:
            for key, value in self.lines:
                out.write(key + "\t" + value.replace("\n", "\\n") + "\n")
        return os.path.join(HERE, self.name)


def split(value):
    """A value as its figure and its unit."""
    for unit in ["km2", "世帯", "千円", "人", "％"]:
        if value.endswith(unit):
            return value[: -len(unit)], unit
    return value, ""


def base(case, keys=BASE, values=None):
    for key in keys:
        case.say(key, (values or BASE)[key])


def thin(sheet):
    side = Side(style="thin")
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(side, side, side, side)


def number(text):
    text = text.replace(",", "").replace("△", "-")
    return float(text) if "." in text else int(text)


# ---- Excel

def grid():
    """Grid paper: narrow columns, everything joined, units in cells of their own."""
    case, book = Case("grid.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.title = "様式"
    for column in range(1, 41):
        sheet.column_dimensions[L(column)].width = 2.2
    row = 1

    def put(row, first, last, text, down=1):
        sheet.cell(row, first, text)
        sheet.merge_cells(start_row=row, end_row=row + down - 1, start_column=first, end_column=last)

    put(row, 1, 40, "地域支援状況調査票"); row += 1
    put(row, 1, 8, "自治体名"); put(row, 9, 20, "北浜市"); row += 2
    put(row, 1, 40, "１　基礎情報"); row += 1
    for key, value in BASE.items():
        figure, unit = split(value)
        put(row, 1, 15, key + ("（R6年4月1日現在）" if key == "人口" else ""))
        cell_value = number(figure) if unit and "△" not in figure else figure
        put(row, 16, 30, cell_value)
        if isinstance(cell_value, (int, float)):
            sheet.cell(row, 16).number_format = "#,##0" if isinstance(cell_value, int) else "0.0"
        if unit:
            put(row, 31, 40, unit)
        case.say(key, value)
        if key == "人口":
            case.say("人口/時点", "R6年4月1日")
        row += 1
    begin = row
    for key, value in INPATIENTS.items():
        figure, _, share = value.partition("（")
        rows = 2 if share else 1
        inner = 14 if key.startswith("うち") else 10
        put(row, inner, 20, key, rows)
        put(row, 21, 30, number(figure[:-1])); put(row, 31, 40, "人")
        if share:
            put(row + 1, 21, 30, float(share.rstrip("）％"))); put(row + 1, 31, 40, "％")
            sheet.cell(row + 1, 21).number_format = "0.0"
        case.say("入院者数/" + key, value)
        row += rows
    put(begin, 1, 9, "入院者数\n（R6年6月時点）", row - begin)
    case.say("入院者数/時点", "R6年6月")
    row += 1
    put(row, 1, 40, "取組内容"); row += 1
    put(row, 1, 40, "\n".join(EFFORTS), 4); row += 5
    case.say("取組内容", EFFORTS_MD)
    put(row, 1, 40, "２　地域生活支援のための取組の経緯"); row += 1
    for line in HISTORY:
        put(row, 1, 40, line); row += 1
    case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    path = case.write()
    book.save(path)


def above():
    """Labels above their answers."""
    case, book = Case("above.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["北浜市"])
    sheet.append(["1 基礎情報"])
    keys = ["人口", "世帯数", "面積", "高齢化率"]
    sheet.append([key + "（" + UNITS[key] + "）" for key in keys])
    sheet.append([123456, 54321, 87.6, 29.5])
    sheet["A4"].number_format = sheet["B4"].number_format = "#,##0"
    sheet.append([])
    sheet.append(["担当課", "開始時期", "今後の方向性"])
    sheet.append(["障害福祉課", "R6年4月", "維持"])
    sheet.append([])
    sheet.append(["取組内容"])
    for line in EFFORTS:
        sheet.append([line])
    sheet.append([])
    sheet.append(["備考", "この欄は様式にありません"])
    for key, value in zip(keys, ["123,456", "54,321", "87.6", "29.5"]):
        case.say(key, value)
    case.say("担当課", "障害福祉課"); case.say("開始時期", "R6年4月"); case.say("今後の方向性", "維持")
    case.say("取組内容", EFFORTS_MD)
    thin(sheet)
    book.save(case.write())


def units():
    """Units in the cells, as text or by formats."""
    case, book = Case("units.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["調査票", "", "南浜市"])
    sheet.append(["基礎情報"])
    rows = [("人口", 123456, '#,##0"人"', "123,456人"), ("世帯数", "54,321世帯", None, "54,321世帯"), ("面積", 87.6, '0.0"km2"', "87.6km2"),
            ("高齢化率", 0.295, "0.0%", "29.5%"), ("事業費", 12345678, '#,##0,"千円"', "12,346千円"), ("収支", -1554000, '#,##0,"千円";"△"#,##0,"千円"', "△1,554千円")]
    for key, value, fmt, shown in rows:
        sheet.append([key, value])
        if fmt:
            sheet.cell(sheet.max_row, 2).number_format = fmt
        case.say(key, shown)
    sheet.append(["開始時期", datetime.date(2024, 4, 1)])
    sheet.cell(sheet.max_row, 2).number_format = '[$-411]ggge"年"m"月"d"日"'
    case.say("開始時期", "令和6年4月1日")
    sheet.append(["退院率"])
    sheet.append(["３か月時点", 0.605]); sheet.cell(sheet.max_row, 2).number_format = "0.0%"
    sheet.append(["１年時点", 0.81]); sheet.cell(sheet.max_row, 2).number_format = "0.0%"
    case.say("退院率/３か月時点", "60.5%"); case.say("退院率/１年時点", "81.0%")
    book.save(case.write())


def places():
    """Two places side by side: the draft is of the second."""
    case, book = Case("places.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["項目", "北浜市", "南浜市", "単位"])
    other = {"人口": 1, "世帯数": 2, "高齢化率": 3.5, "事業費": 4}
    for key in ["人口", "世帯数", "高齢化率", "事業費"]:
        figure, unit = split(BASE[key])
        sheet.append([key, other[key], number(figure), unit])
        sheet.cell(sheet.max_row, 3).number_format = "0.0" if "." in figure else "#,##0"
        case.say(key, BASE[key])
    sheet.append(["担当課", "よその課", "障害福祉課"])
    case.say("担当課", "障害福祉課")
    thin(sheet)
    book.save(case.write())


def places_down():
    """A row for each place."""
    case, book = Case("places-down.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["自治体", "担当課", "人口", "世帯数", "支援センターの有無", "今後の方向性"])
    sheet.append(["北浜市", "福祉課", 1, 2, "無", "縮小"])
    sheet.append(["南浜市", "障害福祉課", 123456, 54321, "有", "拡充"])
    sheet.append(["渚町", "保健課", 5, 6, "有", "維持"])
    for key, value in [("担当課", "障害福祉課"), ("人口", "123456"), ("世帯数", "54321"), ("支援センターの有無", "有"), ("今後の方向性", "拡充")]:
        case.say(key, value)
    book.save(case.write())


def tabs():
    """A sheet for each place, with its name on the tab, and one with the guide for all: the draft is of the second place."""
    case, book = Case("tabs.xlsx"), openpyxl.Workbook()
    book.active.title = "記入要領"
    book.active.append(["市町村ごとのシートに記入してください。"])
    others = {key: "9" + value for key, value in BASE.items() if key != "担当課"}
    for name, values in [("北浜市（R6）", dict(others, 担当課="よその課")), ("02 南浜市", BASE), ("渚町", dict(others, 担当課="保健課"))]:
        sheet = book.create_sheet(name)
        sheet.append(["地域支援状況調査票"])
        sheet.append(["１　基礎情報"])
        for key, value in values.items():
            sheet.append(["", key, value])
        sheet.append(["２　地域生活支援のための取組の経緯"])
        sheet.append(["", HISTORY[0] if name == "02 南浜市" else "よその経緯。"])
        thin(sheet)
    base(case)
    case.say("## 地域生活支援のための取組の経緯", HISTORY[0])
    book.save(case.write())


def left():
    """Headings and labels joined over rows on the left, two pairs of label and answer in a row, units beside."""
    case, book = Case("left.xlsx"), openpyxl.Workbook()
    sheet = book.active

    def put(area, text, shown=None):
        cell = sheet[area.split(":")[0]]
        cell.value = text
        if shown:
            cell.number_format = shown
        if ":" in area:
            sheet.merge_cells(area)

    put("A1:H1", "地域支援状況調査票（令和６年度）")
    put("A2", "市町村名"); put("B2:C2", "南浜市")
    put("A4:A9", "１ 基 礎 情 報")
    put("B4", "担当課"); put("C4:H4", BASE["担当課"])
    put("B5:B6", "人　口"); put("C5:C6", 123456, "#,##0"); put("D5:D6", "人")
    put("E5:E6", "世帯数"); put("F5:F6", 54321, "#,##0"); put("G5:G6", "世帯")
    put("B7", "面積"); put("C7", 87.6, "0.0"); put("D7", "km2"); put("E7", "高齢化率"); put("F7", 0.295, "0.0%")
    put("B8", "事業費"); put("C8", 12345, '#,##0"千円"'); put("E8", "収支"); put("F8", -1554, '#,##0"千円";"△"#,##0"千円"')
    put("B9", "取組内容"); put("C9:H9", "\n".join(EFFORTS))
    put("A10:A11", "２ 地域生活支援のための取組の経緯"); put("B10:H10", HISTORY[0]); put("B11:H11", HISTORY[1])
    values = dict(BASE, 高齢化率="29.5%")
    base(case, values, values)
    case.say("取組内容", EFFORTS_MD)
    case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    thin(sheet)
    book.save(case.write())


def parts():
    """The parts of a sum below another figure, without the name of the sum."""
    case, book = Case("parts.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "地域支援状況調査票（令和６年度）"
    sheet["A2"], sheet["B2"] = "市町村名", "南浜市"
    rows = [("人口", 123456, "人"), ("　うち、１年未満の入院", 3, "人"), ("　うち１年未満（人）", 120, None), ("　うち １年以上", "80", "人"),
            ("　　うち６５歳以上", 50, "人"), ("　　うち６５歳未満", 30, "人"), ("世帯数", 54321, "世帯")]
    for at, (label, value, unit) in enumerate(rows, 4):
        sheet.cell(at, 1, label), sheet.cell(at, 2, value), sheet.cell(at, 3, unit)
    case.say("人口", "123456人")
    case.say("世帯数", "54321世帯")
    for label, value in [("１年未満", "120人"), ("１年以上", "80人"), ("うち６５歳以上", "50人"), ("うち６５歳未満", "30人")]:
        case.say(f"入院者数/{label}", value)
    book.save(case.write())


def spaces():
    """Blanks and numbers in labels, full width, colons; the section has no heading."""
    case, book = Case("spaces.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["", "市町村名：南浜市"])
    for label, key in [("（１）担 当 課", "担当課"), ("（２）人　　口", "人口"), ("（３）世 帯 数：", "世帯数"), ("④面　積", "面積"), ("■ 高齢化率 ※", "高齢化率")]:
        sheet.append(["", label, BASE[key]])
        case.say(key, BASE[key])
    sheet.append(["", "取組　内容", "\n".join(EFFORTS)])
    case.say("取組内容", EFFORTS_MD)
    sheet.append(["", "※印は任意"])
    book.save(case.write())


def sheets():
    """A sheet for each section, with tables."""
    case, book = Case("sheets.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.title = "1"
    sheet.append(["１．基礎情報（南浜市）"])
    sheet.append(["基礎情報", "", "南浜市"])
    for key in ["担当課", "人口"]:
        sheet.append([key, BASE[key]]); case.say(key, BASE[key])
    sheet = book.create_sheet("2")
    sheet.append(["２　取組の経緯"])
    sheet.append(["\n".join(HISTORY)])
    case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    sheet = book.create_sheet("3")
    sheet.append(["３　課題と計画"])
    sheet.append(["＜課題と取組方針＞"])
    sheet.append(["課題", "取組方針", "役割", ""])
    for at, (issue, policy, roles) in enumerate(ISSUES):
        for number_, (name, role) in enumerate(zip(["行政", "医療", "福祉"], roles)):
            first = number_ == 0
            sheet.append([issue if first else None, policy if first else None, name, None if role == "記載なし" else role])
            case.say(f"課題と取組方針/{at}/役割/{name}", role)
        row = sheet.max_row
        sheet.merge_cells(start_row=row - 2, end_row=row, start_column=1, end_column=1)
        sheet.merge_cells(start_row=row - 2, end_row=row, start_column=2, end_column=2)
        sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
        case.say(f"課題と取組方針/{at}/課題", issue); case.say(f"課題と取組方針/{at}/取組方針", policy)
    sheet.append([])
    sheet.append(["今年度の指標"])
    sheet.append(["No", "指標", "現状値\n（今年度当初）", "目標値\n（今年度末）", "見込んでいる効果"])
    for at, row in enumerate(PLAN):
        sheet.append([at + 1, *row])
        for key, value in zip(["指標", "現状値", "目標値", "見込んでいる効果"], row):
            case.say(f"今年度の指標/{at}/{key}", value)
    sheet.append([])
    sheet.append(["年間スケジュール"])
    sheet.append(["時期", "実施する項目", "実施する内容"])
    for at, row in enumerate(SCHEDULE):
        sheet.append(row)
        for key, value in zip(["時期", "実施する項目", "実施する内容"], row):
            case.say(f"年間スケジュール/{at}/{key}", value)
    sheet = book.create_sheet("4")
    sheet.append(["４　利用の状況"])
    sheet.append(["館別の利用"])
    sheet.append(["区分", "本館", "分館", "移動図書館"])
    for row in LOANS:
        sheet.append(row)
    table = "| 区分 | 本館 | 分館 | 移動図書館 |\n|---|---|---|---|\n" + "".join("| " + " | ".join(row) + " |\n" for row in LOANS)
    case.say("館別の利用", table)
    sheet = book.create_sheet("5")
    sheet.append(["５　事業の評価"])
    sheet.append(["番号", "事業名", "担当", "決算額", "評価", "概要"])
    for at, row in enumerate(PROGRAMMES):
        sheet.append([at + 1, *row])
        for key, value in zip(["事業名", "担当", "決算額", "評価", "概要"], row):
            case.say(f"事業/{at}/{key}", value)
    book.save(case.write())


def blocks():
    """Records one below the other, each a block of labels."""
    case, book = Case("blocks.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["南浜市"])
    sheet.append(["5 事業の評価"])
    for at, (name, owner, cost, grade, outline) in enumerate(PROGRAMMES):
        sheet.append(["事業名", name, "担当", owner])
        sheet.append(["決算額", number(split(cost)[0]), "千円"])
        sheet.cell(sheet.max_row, 2).number_format = "#,##0"
        sheet.append(["評価", " ".join(("■" if own == grade else "□") + own for own in "ＡＢＣ")])
        sheet.append(["概要"])
        sheet.append([outline])
        sheet.append([])
        for key, value in zip(["事業名", "担当", "決算額", "概要"], [name, owner, cost, outline]):
            case.say(f"事業/{at}/{key}", value)
        case.say(f"事業/{at}/評価", " ".join(("■" if own == grade else "□") + own for own in "ＡＢＣ"))
    book.save(case.write())


def hidden():
    """Hidden sheets, rows and columns; errors; remarks of Excel."""
    case, book = Case("hidden.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["基礎情報", "昨年", "今年", "南浜市"])
    sheet.append(["人口", 1, 123456])
    sheet.append(["世帯数", 2, 54321])
    sheet.append(["面積", 3, 1])
    sheet.append(["高齢化率", 4, "=1/0"])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[4].hidden = True
    from openpyxl.comments import Comment
    sheet["A2"].comment = Comment("課長が確かめた", "担当")
    other = book.create_sheet("控え")
    other.append(["人口", 99])
    other.sheet_state = "veryHidden"
    case.say("人口", "123456"); case.say("世帯数", "54321")
    book.save(case.write())


def choices():
    """Boxes to tick, in one cell and in several."""
    case, book = Case("choices.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["１　基礎情報", None, None, None, None, None, "南浜市"])
    sheet.append(["支援センターの有無", "有", "○", "無", ""])
    case.say("支援センターの有無", "有")
    sheet.append(["今後の方向性", "□拡充", "■維持", "□縮小"])
    case.say("今後の方向性", "□拡充 ■維持 □縮小")
    sheet.append(["備えている機能", "☑相談　☐研修　☑訪問"])
    case.say("備えている機能", "☑相談　☐研修　☑訪問")
    sheet.append(["協議の場の設置状況"])
    sheet.append(["都道府県", "有"])
    sheet.append(["市町村", "有", "1／3 か所／市町村数"])
    case.say("協議の場の設置状況/都道府県", "有"); case.say("協議の場の設置状況/市町村", "有 1／3")
    book.save(case.write())


def wide():
    """A composition across: parts as heads of columns; rows that the office added between."""
    case, book = Case("wide.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["南浜市"])
    sheet.append(["基礎情報"])
    sheet.append(["入院者数"])
    sheet.append(["", "合計", "１年未満", "１年以上", "うち６５歳以上", "うち６５歳未満"])
    sheet.append(["人数", "200人", "120人（60.0％）", "80人（40.0％）", "50人", "30人"])
    for key, value in INPATIENTS.items():
        case.say("入院者数/" + key, value)
    sheet.append([])
    sheet.append(["（事務局が足した行）", "去年の調査と同じ数え方です"])
    sheet.append(["人口", "123,456人"]); case.say("人口", "123,456人")
    sheet.append(["外国人の人口", "777人"])
    sheet.append(["世帯数", "54,321世帯"]); case.say("世帯数", "54,321世帯")
    book.save(case.write())


def groups():
    """Labels inside of joined groups, beside each other: two pairs in a row."""
    case, book = Case("groups.xlsx"), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["南浜市の調査票"])
    sheet.append(["1. 基礎情報", None, None, None, None, None, None, "南浜市"])
    sheet.append(["担当課", "障害福祉課", None, "人口", 123456, "人"])
    sheet["E3"].number_format = "#,##0"
    sheet.append(["世帯数", 54321, "世帯", "面積", 87.6, "km2"])
    sheet["B4"].number_format = "#,##0"
    sheet.append(["財政\n（R5年度）", "事業費", 12345, "千円"])
    sheet.append([None, "収支", "△1,554", "千円"])
    sheet["C5"].number_format = "#,##0"
    sheet.merge_cells("A5:A6")
    base(case, ["担当課", "人口", "世帯数", "面積", "事業費", "収支"])
    case.say("事業費/時点", "R5年度"); case.say("収支/時点", "R5年度")
    book.save(case.write())


# ---- CSV

def rows_csv():
    case = Case("rows.csv")
    with open(case.write(), "w", encoding="utf-8-sig") as out:
        out.write("項目,回答,単位\n自治体,南浜市,\n")
        for key, value in BASE.items():
            figure, unit = split(value)
            out.write(f'{key},"{figure}",{unit}\n'); case.say(key, value)
        out.write('取組内容,"' + "\n".join(EFFORTS) + '",\n'); case.say("取組内容", EFFORTS_MD)
    case.write()


def rows_tsv():
    case = Case("rows.tsv")
    with open(case.write(), "w", encoding="cp932") as out:
        out.write("自治体\t南浜市\n")
        for key, value in [("担当課", "障害福祉課"), ("人口", "123,456人"), ("開始時期", "令和6年4月"), ("今後の方向性", "拡充")]:
            out.write(f"{key}\t{value}\n"); case.say(key, value)
    case.write()


# ---- Word

def table_docx():
    case, text = Case("table.docx"), docx.Document()
    text.add_heading("１　基礎情報", 1)
    table = text.add_table(0, 3)
    for key, value in BASE.items():
        figure, unit = split(value)
        row = table.add_row().cells
        row[0].text, row[1].text, row[2].text = key, figure, unit
        case.say(key, value)
    row = table.add_row().cells
    row[0].text = "自治体名"; row[1].text = "南浜市"
    for at, (key, value) in enumerate(INPATIENTS.items()):
        row = table.add_row().cells
        row[0].text = "入院者数" if at == 0 else ""
        row[1].text, row[2].text = key, value
        if at:
            row[0].merge(table.rows[-2].cells[0]) if False else None
        case.say("入院者数/" + key, value)
    first = len(table.rows) - len(INPATIENTS)
    table.cell(first, 0).merge(table.cell(len(table.rows) - 1, 0))
    text.add_heading("２　地域生活支援のための取組の経緯", 1)
    for line in HISTORY:
        text.add_paragraph(line)
    case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    text.save(case.write())


def lines_docx():
    """Labels and answers on lines: behind colons and tabs, below, in boxes of one cell, with bullets of Word."""
    case, text = Case("lines.docx"), docx.Document()
    text.add_paragraph("南浜市")
    text.add_heading("第1　基礎情報", 1)
    text.add_paragraph("担当課：障害福祉課"); case.say("担当課", "障害福祉課")
    text.add_paragraph("人口\t123,456人"); case.say("人口", "123,456人")
    text.add_paragraph("世帯数　　54,321世帯"); case.say("世帯数", "54,321世帯")
    text.add_paragraph("高齢化率: 29.5％"); case.say("高齢化率", "29.5％")
    text.add_paragraph("支援センターの有無：有"); case.say("支援センターの有無", "有")
    text.add_paragraph("今後の方向性")
    text.add_paragraph("拡充"); case.say("今後の方向性", "拡充")
    text.add_paragraph("取組内容")
    text.add_paragraph("手引きを市内の支援者向けに作る。", style="List Bullet")
    text.add_paragraph("講座を年2回開く。", style="List Bullet")
    case.say("取組内容", EFFORTS_MD)
    text.add_heading("取組の経緯", 1)
    box = text.add_table(1, 1)
    box.cell(0, 0).text = "\n".join(HISTORY)
    case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    text.save(case.write())


def nested_docx():
    """A table in a cell of a table."""
    case, text = Case("nested.docx"), docx.Document()
    text.add_paragraph("南浜市")
    text.add_heading("３　課題と計画", 1)
    outer = text.add_table(2, 2)
    outer.cell(0, 0).text = "年間スケジュール"
    outer.cell(1, 0).text = "今年度の指標"
    inner = outer.cell(0, 1).add_table(1, 3)
    for cell, head in zip(inner.rows[0].cells, ["時期", "実施する項目", "実施する内容"]):
        cell.text = head
    for at, row in enumerate(SCHEDULE):
        for cell, value, key in zip(inner.add_row().cells, row, ["時期", "実施する項目", "実施する内容"]):
            cell.text = value
            case.say(f"年間スケジュール/{at}/{key}", value)
    inner = outer.cell(1, 1).add_table(1, 4)
    heads = ["指標", "現状値", "目標値", "見込んでいる効果"]
    for cell, head in zip(inner.rows[0].cells, heads):
        cell.text = head
    for at, row in enumerate(PLAN):
        for cell, value, key in zip(inner.add_row().cells, row, heads):
            cell.text = value
            case.say(f"今年度の指標/{at}/{key}", value)
    text.save(case.write())


def roles_docx():
    """Sectors in one cell, and as heads."""
    case, text = Case("roles.docx"), docx.Document()
    text.add_paragraph("南浜市")
    text.add_heading("３　課題と計画", 1)
    table = text.add_table(2, 5)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "課題"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "取組方針"
    table.cell(0, 2).merge(table.cell(0, 4)).text = "役割"
    for cell, name in zip(table.rows[1].cells[2:], ["行政", "医療", "福祉"]):
        cell.text = name
    for at, (issue, policy, roles) in enumerate(ISSUES):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = issue, policy
        case.say(f"課題と取組方針/{at}/課題", issue); case.say(f"課題と取組方針/{at}/取組方針", policy)
        for cell, name, role in zip(cells[2:], ["行政", "医療", "福祉"], roles):
            cell.text = "" if role == "記載なし" else role
            case.say(f"課題と取組方針/{at}/役割/{name}", role)
    text.save(case.write())


def raw_docx():
    """What Word writes and python-docx does not: changes, readings, controls, boxes twice, symbols."""
    case, text = Case("raw.docx"), docx.Document()
    text.add_paragraph("MARK")
    path = case.write()
    text.save(path)
    W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    r = lambda words: f"<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>"
    p = lambda inner: f"<w:p>{inner}</w:p>"
    body = p(r("南浜市")) + p(r("１　基礎情報"))
    body += p(r("人口：") + f"<w:del><w:r><w:delText>999人</w:delText></w:r></w:del><w:ins>{r('123,456人')}</w:ins>")
    case.say("人口", "123,456人")
    body += p("<w:ruby><w:rt>" + r("たんとうか") + "</w:rt><w:rubyBase>" + r("担当課") + "</w:rubyBase></w:ruby>" + r("：") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('障害福祉課')}</w:sdtContent></w:sdt>")
    case.say("担当課", "障害福祉課")
    body += p(r("備えている機能：") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("相談　") + '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + r("研修"))
    case.say("備えている機能", "☑相談　☐研修")
    inner = "<w:txbxContent>" + p(r("世帯数：54,321世帯")) + "</w:txbxContent>"
    body += p(f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    case.say("世帯数", "54,321世帯")
    body += f"<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc>{p(r('面積'))}</w:tc><w:tc>{p(r('87.6km2'))}</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"
    case.say("面積", "87.6km2")
    replace(path, "word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>')
    case.write()


def replace(path, part, text):
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = text.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


# ---- PowerPoint

def slide(show):
    return show.slides.add_slide(show.slide_layouts[6])


def box(own, left, top, width, height, text):
    shape = own.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height))
    lines = text.split("\n")
    shape.text_frame.text = lines[0]
    for line in lines[1:]:
        shape.text_frame.add_paragraph().text = line
    return shape


def boxes_pptx():
    """Texts that lie freely: labels above or on the left of their answers."""
    case, show = Case("boxes.pptx"), Presentation()
    own = slide(show)
    box(own, 1, 0.5, 15, 1, "１　基礎情報"); box(own, 20, 0.5, 4, 1, "南浜市")
    box(own, 1, 2, 5, 1, "担当課"); box(own, 7, 2, 5, 1, "障害福祉課")
    box(own, 1, 3.5, 5, 1, "人口（R6年4月）"); box(own, 7, 3.52, 5, 1, "123,456人")
    case.say("担当課", "障害福祉課"); case.say("人口", "123,456人"); case.say("人口/時点", "R6年4月")
    box(own, 1, 5, 5, 1, "世帯数"); box(own, 1, 6, 5, 1, "54,321世帯")
    case.say("世帯数", "54,321世帯")
    box(own, 1, 8, 20, 4, "【取組内容】\n" + "\n".join(EFFORTS)); case.say("取組内容", EFFORTS_MD)
    own = slide(show)
    box(own, 1, 0.5, 20, 1, "２　地域生活支援のための\n取組の経緯")
    box(own, 1, 3, 20, 5, "\n".join(HISTORY)); case.say("## 地域生活支援のための取組の経緯", HISTORY_MD)
    oval = own.shapes.add_shape(MSO_SHAPE.CHEVRON, Cm(1), Cm(12), Cm(4), Cm(2))
    oval.text_frame.text = "準備"
    own = slide(show)
    box(own, 1, 0.5, 20, 1, "隠した一枚"); box(own, 1, 3, 5, 1, "人口"); box(own, 7, 3, 5, 1, "9人")
    own._element.set("show", "0")
    show.save(case.write())


def table_pptx():
    """Tables on slides, and an oval on 有・無."""
    case, show = Case("table.pptx"), Presentation()
    own = slide(show)
    box(own, 1, 0.5, 15, 1, "１　基礎情報"); box(own, 20, 0.5, 4, 1, "南浜市")
    rows = [("人口", "123,456", "人"), ("世帯数", "54,321", "世帯"), ("支援センターの有無", "有・無", ""), ("今後の方向性", "拡充・維持・縮小", "")]
    table = own.shapes.add_table(4, 3, Cm(1), Cm(2), Cm(15), Cm(4)).table
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    own.shapes.add_shape(MSO_SHAPE.OVAL, Cm(8.6), Cm(4.2), Cm(1.2), Cm(0.6))
    own.shapes.add_shape(MSO_SHAPE.OVAL, Cm(7.8), Cm(5.2), Cm(1.4), Cm(0.6))
    case.say("人口", "123,456人"); case.say("世帯数", "54,321世帯")
    case.say("支援センターの有無", "無"); case.say("今後の方向性", "維持")
    own = slide(show)
    box(own, 1, 0.5, 15, 1, "３　課題と計画")
    heads = ["指標", "現状値（今年度当初）", "目標値（今年度末）", "見込んでいる効果"]
    table = own.shapes.add_table(3, 4, Cm(1), Cm(2), Cm(20), Cm(4)).table
    for column, head in enumerate(heads):
        table.cell(0, column).text = head
    for at, row in enumerate(PLAN):
        for column, (key, value) in enumerate(zip(["指標", "現状値", "目標値", "見込んでいる効果"], row)):
            table.cell(at + 1, column).text = value
            case.say(f"今年度の指標/{at}/{key}", value)
    show.save(case.write())


def grouped_pptx():
    """Shapes in groups, the words of a chart of organizations, a placeholder without a place of its own."""
    case, show = Case("grouped.pptx"), Presentation()
    own = show.slides.add_slide(show.slide_layouts[5])
    own.shapes.title.text = "基礎情報"
    box(own, 20, 0.2, 4, 1, "南浜市")
    box(own, 1, 5, 4, 1, "担当課"); box(own, 6, 5, 4, 1, "障害福祉課"); case.say("担当課", "障害福祉課")
    group = own.shapes.add_group_shape()
    for at, name in enumerate(["協議会", "部会"]):
        shape = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Cm(1 + 6 * at), Cm(10), Cm(4), Cm(1))
        shape.text_frame.text = name
    show.save(case.write())


if __name__ == "__main__":
    os.makedirs(HERE, exist_ok=True)
    for make in [grid, above, units, places, places_down, tabs, left, parts, spaces, sheets, blocks, hidden, choices, wide, groups,
                 rows_csv, rows_tsv, table_docx, lines_docx, nested_docx, roles_docx, raw_docx, boxes_pptx, table_pptx, grouped_pptx]:
        make()
