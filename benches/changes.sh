#!/usr/bin/env bash
# Builds large sites again after a change and says what it took: `benches/changes.sh 2000 20000`. Each number is a number of sheets, as
# in `benches/site.sh`.
#
# Measured are a full build, and builds after nothing changed, after a sentence was added to one sheet and to ten, after a word was added to
# the glossary, and after the theme got another style sheet. Each begins with a site that was just published.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/measure.sh

# add SHEETS: a sentence at the end of so many sheets of different places, in the order of their paths.
add() {
  find "$work/sheets/content" -name sheet.md | sort | awk -v many="$1" -v all="$number" \
    'NR % int(all / many) == 1 || many == all { if (n++ < many) print }' |
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
  add 1; build "one sheet"
  add 10; build "ten sheets"
  printf -- '- { word: 協議の場, reading: きょうぎのば, meaning: 話し合うところ。 }\n' >> "$work/sheets/content/glossary.yaml"
  build "a word of the glossary"
  mkdir -p "$work/sheets/themes/default/static"
  printf 'body { color: black }\n' > "$work/sheets/themes/default/static/site.css"
  build "another style sheet"
  size "site" "$work/output/site"
done
