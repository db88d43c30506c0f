//! The codes of reading forms.

use crate::source::Example::Files;
use crate::source::Explained;

/// The codes of the findings of forms.
pub const CODES: &[Explained] = &[
    Explained::error(
        "form-extends",
        ("元にする様式がありません。", "The form to extend is missing."),
        (
            "extends は、ほかの様式の節を受け継ぐ指定です。ない様式や、互いに受け継ぎ合う様式は読めません。",
            "`extends` takes the sections of another form; that form must be there and must not extend this one.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nextends: shet\nsections:\n  - { id: base, heading: 基礎情報 }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nextends: sheet\nsections:\n  - { id: base, heading: 基礎情報 }\n",
        )]),
    ),
    Explained::error(
        "form-years",
        ("様式の年度として読めません。", "These are no fiscal years of a form."),
        (
            "様式は使う年度を years に書きます。シートのフォルダーの年度と照らし合わせるためです。",
            "`years` says in which fiscal years a form is used; the folders of sheets are compared with it.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 毎年\nsections:\n  - { id: base, heading: 基礎情報 }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021-2023\nsections:\n  - { id: base, heading: 基礎情報 }\n",
        )]),
    ),
    Explained::error(
        "field-kind",
        ("欄の種類がありません。", "There is no such kind of field."),
        (
            "欄の種類は決まっていて、値の読み方、検査、見せ方を決めます。",
            "Kinds are a fixed set; they decide how a value is read, checked and shown.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: nummer } }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: number } }\n",
        )]),
    ),
    Explained::error(
        "form-id-twice",
        ("様式の中で id が二度使われています。", "An id is used twice in a form."),
        (
            "id は、シートの項目名とページの中の番地になります。同じものが二つあると、どちらを指すか決まりません。",
            "Ids are keys of sheets and addresses on pages; one that is there twice points nowhere.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - { id: base, heading: 基礎情報 }\n  - { id: base, heading: 取組の概要 }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - { id: base, heading: 基礎情報 }\n  - { id: outline, heading: 取組の概要 }\n",
        )]),
    ),
    Explained::error(
        "column-kind",
        ("この種類の欄は、表の列になりません。", "A field of this kind does not fit into a column."),
        (
            "表の一つの升に入るのは、文字、数、文章、時期、有無だけです。",
            "A cell holds words, a number, text, a time, or presence.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      offices:\n        label: 事業所\n        kind: table\n        columns:\n          staff: { label: 職員, kind: table, columns: { name: 氏名 } }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n      offices:\n        label: 事業所\n        kind: table\n        columns:\n          staff: { label: 職員数, kind: number, unit: 人 }\n",
        )]),
    ),
    Explained::error(
        "key-figure",
        ("key_figures に、様式にない項目があります。", "`key_figures` names a field the form does not have."),
        (
            "key_figures は、シートの初めと一覧に出す項目の id です。",
            "`key_figures` are ids of the fields shown first on a sheet and in lists.",
        ),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nkey_figures: [populations]\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: number, unit: 人 } }\n",
        )]),
        Files(&[(
            "forms/city.yaml",
            "title: 市のシート\nyears: 2021\nkey_figures: [population]\nsections:\n  - id: base\n    heading: 基礎情報\n    fields: { population: { label: 人口, kind: number, unit: 人 } }\n",
        )]),
    ),
];
