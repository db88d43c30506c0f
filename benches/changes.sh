#!/usr/bin/env bash
# Builds large sites again after a change and says what it took: `benches/changes.sh 2000 20000`. Each number is a number of sheets, as
# in `benches/site.sh`.
#
# Measured are a full build, and builds after nothing changed, after a sentence was added to one sheet and to ten (of one year, and of
# ten), after words were added to the glossary that one sheet and many mention, and after the theme got another style sheet. Each begins
# with a site that was just published.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/measure.sh

# add SHEETS FOLDER: a sentence at the end of so many sheets of different places, in the order of their paths below a folder of the content.
add() {
  find "$work/sheets/content/$2" -name sheet.md | sort > "$work/paths"
  awk -v many="$1" -v all="$(wc -l < "$work/paths")" \
    'NR % int(all / many) == 1 || many == all { if (n++ < many) print }' "$work/paths" |
    while read -r sheet; do printf '\n協議の場を開いた。\n' >> "$sheet"; done
}

build() {
  measure "$1" "$nenpo" build --root "$work/sheets" --output "$work/output" "${@:2}"
}

for number in "${@:-2000}"; do
  sheets "$number"
  build "first build"
  build "full build" --full
  build "nothing changed"
  # From the second time on, a build makes its changes in the spare.
  add 1 .; build "one sheet, the first time"
  newest="$(cd "$work/sheets/content" && echo 20*/ | tr ' ' '\n' | tail -1)"
  add 1 "$newest"; build "one sheet"
  add 10 "$newest"; build "ten sheets of a year"
  add 10 .; build "ten sheets of ten years"
  printf '\n茅の輪を作った。\n' >> "$(find "$work/sheets/content" -name sheet.md | sort | tail -1)"
  printf -- '- { word: 茅の輪, reading: ちのわ, meaning: 茅で編んだ輪。 }\n' >> "$work/sheets/content/glossary.yaml"
  build "a word that is rare"
  printf -- '- { word: 協議の場, reading: きょうぎのば, meaning: 話し合うところ。 }\n' >> "$work/sheets/content/glossary.yaml"
  build "a word that is common"
  mkdir -p "$work/sheets/themes/default/static"
  printf 'body { color: black }\n' > "$work/sheets/themes/default/static/site.css"
  build "another style sheet"
  size "site" "$work/output/site"
done
