#!/usr/bin/env bash
# What the action in action.yml does: annotations, a job summary with the diff, and a directory to upload.
set -uo pipefail

read -ra names <<<"${NAMES:-}"
read -ra paths <<<"${SCAN:-}"

# The project's own version wins: its pages were made with it.
if [[ -x node_modules/.bin/wirewalk ]]; then
  tool=(node_modules/.bin/wirewalk)
else
  tool=(npx --yes "wirewalk@${WIREWALK_VERSION:-latest}")
fi
wirewalk() { "${tool[@]}" "$@"; }

output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# A secret stops everything else: neither the summary nor the artifact may repeat it.
if ((${#paths[@]})); then
  wirewalk scan "${paths[@]}"
  status=$?
  if ((status)); then
    echo "::error::wirewalk scan found a secret, or could not read a file (exit code $status)."
    exit "$status"
  fi
fi

wirewalk check --format github ${names[@]+"${names[@]}"}
status=$?
((status == 1)) && output stale true || output stale false
if ((status > 1)); then exit "$status"; fi

folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/wirewalk-XXXXXX")
wirewalk check --diff --format text ${names[@]+"${names[@]}"} >"$folder/check.diff" 2>/dev/null

# GitHub takes 1 MiB of summary; a page may hold fences of its own.
{
  if ((status)); then
    printf '## API pages are out of date\n\n'
    printf 'Run `npx wirewalk render` and commit the result. The artifact contains the updated pages.\n\n'
    printf '~~~~~~~~~~diff\n'
    head -c 500000 "$folder/check.diff"
    printf '\n~~~~~~~~~~\n'
  else
    printf '## API pages are up to date\n'
  fi
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"

# The updated pages, written to a copy: later steps see the checkout as it was.
if ((status)); then
  copy=$(mktemp -d "${RUNNER_TEMP:-/tmp}/wirewalk-copy-XXXXXX")
  git ls-files -z | tar -c --null -T - | tar -x -C "$copy"
  [[ -d node_modules ]] && ln -s "$PWD/node_modules" "$copy/node_modules"
  (cd "$copy" && wirewalk render ${names[@]+"${names[@]}"}) >"$folder/render.log" 2>&1
  while IFS= read -r -d '' file; do
    cmp -s "$file" "$copy/$file" && continue
    mkdir -p "$folder/pages/$(dirname "$file")"
    cp "$copy/$file" "$folder/pages/$file"
  done < <(git ls-files -z)
  rm -rf "$copy"
fi

mkdir -p "$folder/reports"
if ((${#names[@]} == 0)); then
  while IFS= read -r name; do names+=("$name"); done < <(wirewalk completion walkthroughs)
fi
for name in ${names[@]+"${names[@]}"}; do
  wirewalk export "$name" --format html -o "$folder/reports/$name.html" 2>>"$folder/render.log" || true
done

output folder "$folder"
exit "$status"
