# Sourced by ./aethergen: every test of the product, one line each project, "N passed, N failed" last.
#   ./aethergen test [--style] [--only NAME]     NAME: a test project such as Core.Tests, Journeys, or web

passed=0
failed=0
results="$root/artifacts/tests"

note() { printf '%-24s %5d passed %5d failed   %s\n' "$1" "$2" "$3" "${4:-}"; }

count() { # count NAME PASSED FAILED [REMARK]
  passed=$((passed + $2))
  failed=$((failed + $3))
  note "$@"
}

# One command that passes or fails as a whole.
check() {
  local name="$1" log
  shift
  log="$results/$name.log"
  if "$@" > "$log" 2>&1; then count "$name" 1 0; else
    count "$name" 0 1 "$log"
    tail -n 60 "$log" >&2
  fi
}

# An xunit v3 executable says "Total: 12, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0" last; one that dies before that has failed.
run_project() {
  local name="$1" dll log summary total bad skipped code=0
  dll="$root/tests/$name/bin/Release/net10.0/AethergenAI.$name.dll"
  log="$results/$name.log"
  say "aethergen: $name…"
  dotnet exec "$dll" -noLogo > "$log" 2>&1 || code=$?
  summary="$(grep -E 'Total: [0-9]+, Errors: [0-9]+' "$log" | tail -n 1 || true)"
  if [ -z "$summary" ]; then
    count "$name" 0 1 "ended with $code and no summary: $log"
    tail -n 60 "$log" >&2
    return
  fi
  total="$(field Total)"
  skipped="$(field Skipped)"
  bad=$(($(field Errors) + $(field Failed)))
  [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$total" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1
  if [ "$skipped" -gt 0 ]; then count "$name" $((total - bad - skipped)) "$bad" "$skipped skipped: $log"; else count "$name" $((total > bad ? total - bad : 0)) "$bad"; fi
  [ "$bad" -eq 0 ] || grep -E -A 25 '\[(FAIL|ERROR)\]' "$log" | head -n 200 >&2 || tail -n 60 "$log" >&2
}
field() { printf '%s' "$summary" | sed -E "s/.*$1: ([0-9]+).*/\\1/"; }

run_web() {
  cd "$root/web"
  check web-lint npm run --silent lint
  check web-types npm run --silent typecheck
  local report="$results/web.json" log="$results/web.log"
  rm -f "$report"
  npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report" > "$log" 2>&1 || true
  if [ -s "$report" ]; then
    # shellcheck disable=SC2046
    count web $(node -p 'const r = require(process.argv[1]); const broken = r.testResults.filter(f => f.status === "failed" && f.assertionResults.length === 0).length; `${r.numPassedTests} ${r.numFailedTests + broken}`' "$report")
    grep -qE 'FAIL' "$log" && grep -E -A 20 'FAIL' "$log" | head -n 100 >&2
  else
    count web 0 1 "$log"
    tail -n 60 "$log" >&2
  fi
  cd "$root"
}

# The exclusion is understood only relative to the folder it runs in.
formatted() { (cd "$root" && dotnet format AethergenAI.sln --verify-no-changes --no-restore --exclude native/); }

run_tests() {
  local style='' only='' project
  while [ $# -gt 0 ]; do
    case "$1" in
      --style) style=yes ;;
      --only)
        [ $# -gt 1 ] || { say "aethergen: --only wants a NAME: a test project such as Core.Tests, Journeys, or web."; exit 2; }
        only="$2"
        shift ;;
      *) say "aethergen: unknown option '$1'."; say "See: aethergen test --help"; exit 2 ;;
    esac
    shift
  done
  if [ -n "$only" ] && [ "$only" != web ] && [ ! -d "$root/tests/$only" ]; then
    say "aethergen: there are no tests called '$only'; there are $(cd "$root/tests" && printf '%s, ' *.Tests Journeys)web."
    exit 2
  fi
  mkdir -p "$results"
  for project in "$root"/tests/*.Tests "$root"/tests/Journeys; do
    project="$(basename "$project")"
    [ -z "$only" ] || [ "$only" = "$project" ] || continue
    run_project "$project"
  done
  if [ -z "$only" ] || [ "$only" = web ]; then run_web; fi
  if [ -n "$style" ]; then check style formatted; fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
