import { GLOBAL_OPTIONS, type CommandSynopsis } from "./describe-commands.ts";
import type { ShellWorld } from "./shells.ts";
import type { Completes } from "./value-kinds.ts";

/** A completion script for bash 4 and later, and for the bash 3.2 of macOS; it needs no bash-completion. */
export function toBash(commands: readonly CommandSynopsis[], { flows }: ShellWorld): string {
  const options = commands.map(({ name, options }) => {
    const names = [...options, ...GLOBAL_OPTIONS].flatMap((option) => option.names);
    return `    ${name}) options=(${names.join(" ")}) ;;`;
  });
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ names, kind }) =>
      kind === undefined
        ? []
        : [`    ${names.map((one) => `"${name} ${one}"`).join("|")}) ${offer(kind.completes, flows)} ;;`],
    ),
  );
  const words = commands.flatMap(({ name, words: [word] }) =>
    word === undefined ? [] : [`    ${name}) ${offer(word.kind.completes, flows)} ;;`],
  );
  const withProgram = commands.filter(({ takesProgram }) => takesProgram).map(({ name }) => name);
  const names = [...commands.map(({ name }) => name), ...GLOBAL_OPTIONS.flatMap((option) => option.names)];
  return `${OFFERING}
# What a value may be; without an offer, bash completes filenames itself.
_wirewalk_value() {
  case "$1" in
${values.join("\n")}
    *) return 1 ;;
  esac
}

_wirewalk_word() {
  case "$1" in
${words.join("\n")}
  esac
}

${writeMain({ names: names.join(" "), programs: withProgram.join("|"), options: options.join("\n") })}`;
}

/** What offers words, whatever the commands are. */
const OFFERING = `# Completion of wirewalk for bash: source <(wirewalk completion bash)
# Made from the table of commands: make it again after an update.

# compgen -W would expand what it is given, and a name of somebody's project may hold anything.
_wirewalk_offer() {
  local word
  for word in "$@"; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$word")
  done
}

_wirewalk_walkthrough() {
  local name
  while IFS= read -r name; do
    _wirewalk_offer "$name"
  done < <("\${COMP_WORDS[0]}" completion walkthroughs 2>/dev/null </dev/null)
}

_wirewalk_trace() {
  _wirewalk_walkthrough
  # Nothing to choose from besides files: bash completes those better itself.
  ((\${#COMPREPLY[@]})) || return 0
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    COMPREPLY+=("$file")
  done < <(compgen -f -- "$current")
}
`;

interface MainParts {
  /** Commands, and options of all of them. */
  readonly names: string;
  /** Commands that take a program. */
  readonly programs: string;
  /** Which options each command has, as cases. */
  readonly options: string;
}

/** Finds out what is asked for, and offers it. */
function writeMain({ names, programs, options }: MainParts): string {
  return `_wirewalk() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="" options=() index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      --)
        case "$command" in
          ${programs})
            if ((index == COMP_CWORD - 1)); then
              COMPREPLY=($(compgen -c -- "$current"))
            elif declare -F _command_offset >/dev/null; then
              _command_offset $((index + 1))
            fi
            ;;
        esac
        return
        ;;
      -*) ;;
      *) [[ -n $command ]] || command="\${COMP_WORDS[index]}" ;;
    esac
  done
  if [[ -z $command ]]; then
    _wirewalk_offer ${names}
    return
  fi
  # bash takes the "=" of --format=svg for a word of its own.
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $previous == "=" ]] && ((COMP_CWORD > 2)); then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  _wirewalk_value "$command $previous" && return
  case "$command" in
${options}
  esac
  if [[ $current == -* ]]; then
    _wirewalk_offer "\${options[@]}"
  else
    _wirewalk_word "$command"
  fi
}

complete -o bashdefault -o default -F _wirewalk wirewalk
`;
}

function offer(completes: Completes, flows: readonly string[]): string {
  if (typeof completes !== "string") return `_wirewalk_offer ${completes.join(" ")}`;
  if (completes === "flow") return `_wirewalk_offer ${flows.join(" ")}`;
  if (completes === "walkthrough" || completes === "trace") return `_wirewalk_${completes}`;
  return completes === "folder" ? "compopt -o dirnames +o default +o bashdefault 2>/dev/null" : ":";
}
