import { quoteShellWord } from "../../sequence/shell-word.ts";
import type { Capture } from "../captures.ts";
import { toCurlOptions } from "../curl-options.ts";
import type { Input } from "../inputs.ts";
import { oneLine, writeNote } from "../one-line.ts";
import type { Call } from "../script.ts";
import type { Subject } from "../subject.ts";
import { type Text, joinText } from "../text.ts";

/** A bash script that sends the requests again with curl and keeps what later requests need in variables. */
export function* toCurl({ script: { calls, inputs } }: Subject): Generator<string> {
  const names = new Set(inputs.map(({ name }) => name));
  yield [HEADER, ...inputs.map(writeInput), FUNCTIONS, ""].join("\n");
  for (const call of calls) yield `${writeCall(call, names)}\n`;
  yield `\n${FOOTER}`;
}

const HEADER = `#!/usr/bin/env bash
# Sends the recorded requests again. Needs bash, curl and jq. Set these variables to send them elsewhere:
set -euo pipefail
`;

const FUNCTIONS = `
responses=$(mktemp -d)
trap 'rm -rf "$responses"' EXIT
failed=0

# send STEP STATUS CURL-OPTION…: sends a request, keeps the response, and compares its status with the recorded one.
send() {
  local step=$1 recorded=$2 status
  shift 2
  : > "$responses/$step.body"
  status=$(curl --disable --silent --show-error --globoff --path-as-is --proto =http,https \\
    --compressed --dump-header "$responses/$step.head" --output "$responses/$step.body" --write-out '%{http_code}' "$@") || true
  if [ "$status" = "$recorded" ]; then echo "$step: $status"; return; fi
  echo "$step: $status, recorded was $recorded" >&2
  failed=1
}

# from_header STEP NAME, from_json STEP PATH: a value of a response. PATH is an array of names and indexes.
from_header() {
  tr -d '\\r' < "$responses/$1.head" |
    awk -v name="$2" 'index(tolower($0), tolower(name) ":") == 1 { sub(/^[^:]*:[ \\t]*/, ""); value = $0 }
      END { print value; exit value == "" }' || missing "$@"
}
from_json() {
  jq --exit-status --raw-output --argjson path "$2" 'getpath($path)' "$responses/$1.body" || missing "$@"
}
missing() {
  echo "$1: the response has no $2" >&2
  exit 1
}`;

const FOOTER = `exit "$failed"
`;

function writeInput({ name, value }: Input): string {
  return `${inputName(name)}=\${${inputName(name)}:-${quoteShellWord(value)}}`;
}

/** Uppercase distinguishes variables that the caller's environment may set from variables that the script captures. */
function inputName(name: string): string {
  return name.toUpperCase();
}

function writeCall(call: Call, inputs: Inputs): string {
  const { id, title, status, bodyNote, captures } = call;
  const options = toCurlOptions(call, (text) => writeWord(text, inputs));
  return [
    "",
    `# ${oneLine(title)}${writeNote(bodyNote)}`,
    [`send ${quoteShellWord(id)} ${status === 0 ? "000" : status}`, ...options].join(" \\\n  "),
    ...captures.map((capture) => writeCapture(capture, id)),
  ].join("\n");
}

type Inputs = ReadonlySet<string>;

function writeWord(text: Text, inputs: Inputs): string {
  return joinText(text, (name) => `"$${inputs.has(name) ? inputName(name) : name}"`, quoteShellWord) || "''";
}

function writeCapture({ variable, from }: Capture, id: string): string {
  const [command, place] =
    from.kind === "header" ? ["from_header", from.name] : ["from_json", JSON.stringify(from.path)];
  return `${variable}=$(${command} ${quoteShellWord(id)} ${quoteShellWord(place)})`;
}
