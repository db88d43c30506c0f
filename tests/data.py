"""The files of data/ as others read them: `tests/data.py SITE...`, with frictionless on the path.

Frictionless checks each table against datapackage.json, beside the site and from the ZIP; jsonschema checks the JSON of
documents; the CSV is read as Excel in Japan reads it: without its mark a file would be taken for Shift_JIS; and openpyxl
reads the workbook. Each check is then shown a defect, which it must find.
"""

import csv
import io
import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from frictionless import Package, system
from jsonschema import Draft202012Validator
from openpyxl import load_workbook


def valid(folder):
    """What frictionless says of a package, in words; nothing when it is valid."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [] if report.valid else report.flatten(["title", "rowNumber", "fieldName", "note"]) or [report.errors]


def rows_as_excel(path):
    """The cells of a CSV, with the encoding that Excel chooses."""
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "cp932"
    return list(csv.reader(io.StringIO(data.decode(encoding, "replace"), newline="")))


def codes(path):
    """Faults of the codes of a table: they are text of six digits, and heads are readable."""
    head, *rows = rows_as_excel(path)
    if head[0] not in ("団体コード", "code"):
        return [f"the first head is {head[0]}"]
    return [row[0] for row in rows if len(row[0]) != 6 or not row[0].isdigit()] + [row for row in rows if len(row) != len(head)]


def workbook(path, tables):
    """Faults of the workbook: each table is a sheet, codes are text, numbers are numbers with all their decimals shown."""
    book = load_workbook(path)
    sheets = {}
    for sheet in book.worksheets[1:]:
        cells = [list(row) for row in sheet.iter_rows()]
        sheets[tuple(cell.value for cell in cells[0])] = sheets.get(tuple(cell.value for cell in cells[0]), []) + cells[1:]
    faults = []
    for table in tables:
        head, *rows = rows_as_excel(table)
        found = sheets.get(tuple(head), [])
        for row in rows:
            row[:] = [cell.removeprefix("'") for cell in row]
        shown = {tuple(as_text(cell) for cell in row) for row in found}
        faults += [(table.name, row) for row in rows if tuple(row) not in shown][:3]
    for head, rows in sheets.items():
        codes = [row[0].value for row in rows if head[0] in ("団体コード", "code")]
        faults += [code for code in codes if not isinstance(code, str) or len(code) != 6]
        values = [row[head.index("値")] for row in rows if "値" in head and row[head.index("値")].value is not None]
        faults += [cell.coordinate for cell in values if cell.data_type != "n" or decimals(cell) != shown_decimals(cell)]
    return faults


def as_text(cell):
    """A cell as the CSV has it."""
    if cell.value is None:
        return ""
    if cell.data_type != "n":
        return str(cell.value).replace("\r\n", "\n")
    return f"{cell.value:.{shown_decimals(cell)}f}"


def decimals(cell):
    """How many decimals a number has."""
    return max(shown_decimals(cell), len(repr(cell.value).partition(".")[2]) if isinstance(cell.value, float) else 0)


def shown_decimals(cell):
    """How many decimals its format shows."""
    return len(cell.number_format.partition(".")[2])


def look(site, most):
    data = site / "data"
    assert not valid(data), valid(data)
    tables = sorted(data.glob("*.csv"))
    assert len(tables) > 5, tables
    for table in tables:
        assert not codes(table), (table, codes(table)[:3])
    of_all = [table for table in tables if table.name.startswith("sheets-") or not table.stem[-4:].isdigit()]
    book = data / "nenpo-data.xlsx"
    assert not workbook(book, of_all), workbook(book, of_all)[:5]
    validator = Draft202012Validator(json.loads((data / "document.schema.json").read_text("utf-8")))
    documents = sorted(data.glob("*/**/*.json"))[:most]
    assert documents
    for path in documents:
        document = json.loads(path.read_text("utf-8"))
        validator.validate(document)
        assert (path.parent / document["$schema"]).resolve() == (data / "document.schema.json").resolve(), path

    with tempfile.TemporaryDirectory() as name:
        packed = Path(name)
        with zipfile.ZipFile(data / "nenpo-data.zip") as archive:
            assert archive.testzip() is None
            archive.extractall(packed)
        assert not valid(packed), valid(packed)
        defects(packed, validator, documents[0])
        shutil.copy(book, packed)
        changed = load_workbook(packed / book.name)
        sheet = next(sheet for sheet in changed.worksheets if sheet.cell(1, 1).value in ("団体コード", "code"))
        for wrong in (None, 11002, "11002"):
            sheet.cell(2, 1).value = wrong
            changed.save(packed / "changed.xlsx")
            assert workbook(packed / "changed.xlsx", of_all), f"openpyxl takes {wrong} for a code"
    return len(tables), len(documents)


def defects(folder, validator, document):
    """Every check finds its defect."""
    table = folder / "figures.csv"
    right = table.read_bytes()
    head, first, rest = right.split(b"\r\n", 2)
    cells = first.decode("utf-8").split(",")
    status = next(at for at, name in enumerate(head.decode("utf-8").split(",")) if name in ("状態", "status"))
    for place, wrong in [(0, "1234"), (3, "令和3年度"), (status, "たぶん")]:
        changed = cells[:place] + [wrong] + cells[place + 1 :]
        table.write_bytes(b"\r\n".join([head, ",".join(changed).encode("utf-8"), rest]))
        assert valid(folder), f"frictionless takes {wrong} in column {place}"
    table.write_bytes(right[3:])
    assert codes(table), "Excel reads a file without its mark"
    table.write_bytes(right.replace(cells[0].encode(), cells[0][1:].encode(), 1))
    assert codes(table), "a code lost its first digit"
    table.write_bytes(right)
    wrong = json.loads(document.read_text("utf-8"))
    wrong["year"] = "令和3年度"
    assert not validator.is_valid(wrong)


if __name__ == "__main__":
    for site in sys.argv[1:]:
        tables, documents = look(Path(site), 200)
        print(f"{site}: {tables} tables and {documents} documents are valid")
