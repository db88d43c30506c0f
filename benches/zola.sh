#!/usr/bin/env bash
# The same sheets by Zola: `ZOLA=path/to/zola benches/zola.sh 2000 20000`. Each number is a number of sheets, as in `benches/site.sh`.
#
# The answers go into the pages' front matter as they are, and `benches/zola/templates` show them, the texts, the years and
# the places: what the default theme shows but for charts, terms, text files, data, lists of indicators and search.
# Both are built in turn, three times; and `examples/pages_only.rs` makes by nenpo no more than Zola does.
set -euo pipefail
cd "$(dirname "$0")/.."
zola="${ZOLA:-zola}"
. benches/measure.sh
cargo build --quiet --release --example pages_only

# The keys of the sheets in Latin letters: Zola's templates cannot name others. Of two that end alike the longer comes first.
keys='
人口 population
精神科病床数 beds
入院精神障害者数 inpatients
退院率 discharge_rates
入院後３か月時点 after_3_months
入院後６か月時点 after_6_months
入院後１年時点 after_1_year
３か月以上１年未満 under_1_year
３か月未満 under_3_months
１年以上 over_1_year
うち６５歳以上 over_65
うち６５歳未満 under_65
合計 total
値 value
時点 as_of
行政 government
医療 health
福祉 welfare
その他関係機関・住民等 others
'

# Zola's front matter has a title, and everything else under `extra`.
convert() {
  local years; years="$(find "$work/sheets/content" -maxdepth 1 -name '[0-9]*' -printf '%f\n' | sort | paste -sd,)"
  mkdir -p "$work/zola/content" "$work/zola/static"
  cp -r benches/zola/. "$work/zola/"
  cp themes/default/static/site.css "$work/zola/static/"
  printf -- '---\ntitle: ホーム\nsort_by: none\n---\n' >"$work/zola/content/_index.md"
  find "$work/sheets/content" -name sheet.md -printf '%P\n' | awk -F/ -v keys="${keys//$'\n'/;}" -v years="$years" -v from="$work/sheets/content" -v to="$work/zola/content" '
    BEGIN { count = split(keys, key, ";") }
    {
      source = from "/" $0; target = to "/" $1 "/" $2 ".md"; year = $1; place = $2; marks = 0
      if (!(year in seen)) {
        seen[year] = 1
        system("mkdir -p " to "/" year)
        section = to "/" year "/_index.md"
        printf "---\ntitle: %s年度\nsort_by: slug\n---\n", year >section; close(section)
      }
      while ((getline line <source) > 0) {
        if (line == "---" && marks < 2) {
          marks++; print line >target
          if (marks == 1) head = ""
          continue
        }
        if (marks == 1) {
          for (i = 1; i <= count; i++) if (split(key[i], word, " ")) gsub(word[1] ":", word[2] ":", line)
          if (line ~ /^title: /) {
            printf "%s\ntemplate: sheet.html\ntaxonomies: { places: [%s] }\nextra:\n  year: %s\n  place: %s\n  place_id: %s\n  years: [%s]\n%s", line, place, year, place, place, years, head >target
            head = ""; titled = 1
          } else if (titled) print "  " line >target
          else head = head "  " line "\n"
        } else print line >target
      }
      close(source); close(target)
      if (!titled) system("rm " target) # the one place whose sheets say nothing
      titled = 0
    }'
}

for number in "${@:-2000}"; do
  sheets "$number"
  convert
  for _ in 1 2 3; do
    rm -rf "$work"/{output,public,pages}
    measure "$("$zola" --version)" "$zola" --root "$work/zola" build --output-dir "$work/public"
    measure "nenpo, pages only" target/release/examples/pages_only "$work/sheets" "$work/pages"
    measure "nenpo" "$nenpo" build --root "$work/sheets" --output "$work/output"
  done
  size "site of zola" "$work/public"
  size "pages only" "$work/pages"
  size "site of nenpo" "$work/output/site"
done
