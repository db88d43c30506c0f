"""Fills in a file of `nenpo form export`, as people do: numbers typed as numbers, rows added and sorted, cells coloured.

    nenpo form export survey --root DIR --year 2024 --place 北浜市     # DIR holds tests/import/content as content/
    python3 tests/import/fill.py R6_北浜市_survey.xlsx tests/import/filled

It writes `openpyxl.xlsx`; saving that in LibreOffice gives `libreoffice.xlsx`:

    soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir OTHER openpyxl.xlsx

With `--format docx` it writes `filled.docx`, and saving that in LibreOffice gives `libreoffice.docx`:

    soffice --headless --convert-to docx:"MS Word 2007 XML" --outdir OTHER filled.docx

openpyxl does not move names when it inserts rows; programs of offices do, so it is done here.
"""

import copy
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries

LINES = {
    "department": "健康福祉課",
    "population": 123456,
    "population.時点": "R6年4月1日",
    "households": "約5万世帯",
    "area": "1/3",
    "aged": "29.5％",
    "inpatients.合計": "200",
    "inpatients.１年未満": 120,
    "inpatients.１年以上": "80人",
    "discharge_rates.３か月時点": "62.1",
    "center": "有",
    "forum.都道府県": "無",
    "forum.市町村": "有 1／3",
    "forum.市町村.注記": "北部のみ",
    "direction": "維持",
    "functions.相談": "○",
    "functions.訪問": "レ",
    "functions.研修": "×",
    "started": "R6年6月",
    "efforts": "・一つ目\n・二つ目",
    "text_history": "平成10年から\n\n*続けている*。",
    "balance": "007",
    "budget": "1E+05",
}
GRIDS = {
    "issues": [
        {"課題": "居場所がない", "取組方針": "居場所をつくる", "役割/行政": "調整", "役割/福祉": "運営"},
        {"課題": "人が足りない", "取組方針": "研修を開く", "役割/医療": "講師"},
    ],
    "plan": [{"指標": "研修の回数", "現状値": 2, "目標値": "3回\n延べ60人"}],
    "schedule": [{"時期": "R6年6月", "実施する項目": "研修"}, {"時期": "通年", "実施する内容": "訪問"}],
    "loans": {"一般書": {"本館": 1200, "分館": "300"}, "雑誌": {"本館": "記載なし", "移動図書館": "15点"}},
    "programmes": [
        {"事業名": "訪問支援", "担当": "保健所", "決算額": "1,200", "評価": "Ａ"},
        {"事業名": "相談窓口", "決算額": 350, "概要": "毎週\n二回"},
    ],
}


def place(book, name):
    """The sheet and the corners of a name."""
    sheet, area = book.defined_names["nenpo." + name].attr_text.rsplit("!", 1)
    return book[sheet.strip("'").replace("''", "'")], range_boundaries(area.replace("$", ""))


def insert_row(book, sheet, at):
    """A new row above another, with the names below it moved."""
    sheet.insert_rows(at)
    for name in book.defined_names.values():
        title, mark, area = name.attr_text.rpartition("!")
        if mark and title.strip("'") == sheet.title:
            moved = re.sub(r"\$(\d+)", lambda row: f"${int(row[1]) + (int(row[1]) >= at)}", area)
            name.attr_text = f"{title}!{moved}"


def fill(book):
    for name, value in LINES.items():
        sheet, (column, row, _, _) = place(book, name)
        sheet.cell(row, column).value = value
    for name, rows in GRIDS.items():
        sheet, (left, top, right, bottom) = place(book, name + ".rows")
        columns = {sheet.cell(top, column).value[1:]: column for column in range(left + 1, right + 1)
                   if sheet.cell(top, column).value}
        heads = [row for row in range(top + 1, bottom) if sheet.cell(row, left).value == "-"]
        first = max(heads) + 1
        if isinstance(rows, dict):
            labels = {sheet.cell(row, left + 1).value: row for row in range(first, bottom)}
            for label, cells in rows.items():
                for key, value in cells.items():
                    sheet.cell(labels[label], columns[key]).value = value
            continue
        for at, cells in enumerate(rows):
            for key, value in cells.items():
                sheet.cell(first + 2 * at, columns[key]).value = value
    # A row in the middle of a table, in which everything below moves.
    sheet, (left, top, _, _) = place(book, "issues.rows")
    insert_row(book, sheet, top + 4)
    sheet.cell(top + 4, left + 1).value = "後から足した行"
    # The rows of a matrix the other way round, with the keys left where they were.
    sheet, (left, top, right, bottom) = place(book, "loans.rows")
    first, last = bottom - 3, bottom - 1
    for column in range(left + 1, right + 1):
        one, other = sheet.cell(first, column), sheet.cell(last, column)
        one.value, other.value = other.value, one.value
    # Colours, and words where no answer is read from.
    sheet, (column, row, _, _) = place(book, "department")
    sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF00")
    sheet.cell(row, 14).value = "欄の外のメモ"
    sheet.column_dimensions[get_column_letter(column)].width = 20


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def hidden(cell):
    """The hidden words of a cell: what it is, the steps and the label."""
    runs = [run for run in cell.iter(W + "r") if run.find(f"{W}rPr/{W}vanish") is not None]
    text = "".join(part.text or "" for run in runs for part in run.iter(W + "t"))
    return [word.split("|") for word in text.split("nenpo|")[1:]]


def write(cell, text):
    """An answer, a paragraph for each line."""
    first = cell.find(W + "p")
    for paragraph in cell.findall(W + "p")[1:]:
        cell.remove(paragraph)
    for at, line in enumerate(str(text).split("\n")):
        paragraph = first if at == 0 else ElementTree.SubElement(cell, W + "p")
        part = ElementTree.SubElement(ElementTree.SubElement(paragraph, W + "r"), W + "t")
        part.text = line


def fill_text(document):
    body = document.find(W + "body")
    answers, around = {}, {}
    for table in body.findall(W + "tbl"):
        rows = table.findall(W + "tr")
        for row, after in zip(rows, rows[1:] + [None]):
            cells = row.findall(W + "tc")
            for cell, beside in zip(cells, cells[1:] + [None]):
                words = hidden(cell)
                below = any(word[0] == "below" for word in words)
                for sort, path, label in words:
                    name = re.sub(r"[ /]", lambda c: {" ": "_", "/": "."}[c[0]], path.lstrip("."))
                    if sort in ("text", "mark"):
                        answers[name + ("." + label if label else "")] = after.find(W + "tc") if below else beside
                    if sort == "around":
                        around[name] = cell
    for name, value in LINES.items():
        if name in answers:
            write(answers[name], value)
        else:
            of, word = name.rsplit(".", 1)
            write(around[of], f"{word}：{value}")
    for table in body.findall(W + "tbl"):
        fill_grid(table)
    note = ElementTree.Element(W + "p")
    ElementTree.SubElement(ElementTree.SubElement(note, W + "r"), W + "t").text = "欄の外のメモ"
    body.insert(3, note)


def fill_grid(table):
    rows = table.findall(W + "tr")
    heads = [row for row in rows if any(word[0] == "grid" for cell in row for word in hidden(cell))]
    if not heads:
        return
    words = [hidden(cell) for cell in heads[0].findall(W + "tc")]
    name = next(word[1] for own in words for word in own if word[0] == "grid")
    columns = {word[1]: at for at, own in enumerate(words) for word in own if word[0] in ("column", "lines")}
    below = rows[rows.index(heads[0]) + 1 :]
    for at, cells in enumerate(GRIDS[name] if isinstance(GRIDS[name], list) else GRIDS[name].items()):
        if isinstance(cells, tuple):
            row = next(row for row in below if "".join(row.find(W + "tc").itertext()).endswith(cells[0]))
            cells = cells[1]
        else:
            row = below[2 * at]
        for key, value in cells.items():
            write(row.findall(W + "tc")[columns[key]], value)
    if name == "issues":
        added = copy.deepcopy(below[1])
        write(added.find(W + "tc"), "後から足した行")
        table.insert(list(table).index(below[1]) + 1, added)
    if name == "loans":
        table.remove(below[-1])
        table.insert(list(table).index(below[0]), below[-1])


def save_text(source, to):
    """The same file with its text filled in."""
    ElementTree.register_namespace("w", W.strip("{}"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                document = ElementTree.fromstring(data)
                fill_text(document)
                data = ElementTree.tostring(document, encoding="UTF-8", xml_declaration=True)
            new.writestr(part, data)


if __name__ == "__main__":
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".docx":
        save_text(source, folder / "filled.docx")
        sys.exit()
    book = load_workbook(source)
    fill(book)
    book.save(folder / "openpyxl.xlsx")
