import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { findWirewalk } from "../../helpers/wirewalk-program.ts";
import { runCli } from "../run-cli.ts";

const run = promisify(execFile);
const MAIN = await findWirewalk();

export interface CompletedProject {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A project with two walkthroughs and two traces, `wirewalk` on the PATH, and the completion script of each shell. The caller removes the directory. */
export async function makeCompletedProject(): Promise<CompletedProject> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "wirewalk"), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  await chmod(join(bin, "wirewalk"), 0o755);
  await writeFile(join(bin, "my-openstack-client"), "#!/bin/sh\n");
  await chmod(join(bin, "my-openstack-client"), 0o755);
  const walkthroughs = { "add-project": { command: ["true"] }, "list-images": { command: ["true"] } };
  await writeFile(join(folder, "wirewalk.config.yaml"), JSON.stringify({ walkthroughs }));
  await Promise.all(["my trace.har", "other.har"].map((name) => writeFile(join(folder, name), "")));
  for (const shell of ["bash", "zsh", "fish"]) {
    await writeFile(join(folder, `wirewalk.${shell}`), (await runCli(["completion", shell])).stdout);
  }
  await writeFile(join(folder, "setup.zsh"), ZSH_SETUP);
  const path = `${bin}${delimiter}${process.env["PATH"]}`;
  return { folder, env: { ...process.env, PATH: path, HOME: folder, TERM: "dumb" } };
}

/** The words that a shell offers at the end of each line, without descriptions. Bash completes filenames itself if the script returns none. */
export async function askShell(
  shell: Shell,
  lines: readonly string[],
  { folder, env }: CompletedProject,
): Promise<readonly (readonly string[])[]> {
  const { args, script } = SCRIPTS[shell];
  const { stdout, stderr } = await run(shell, [...args, script, shell, ...lines], {
    cwd: folder,
    env,
    timeout: 90_000,
  });
  if (stderr !== "") throw new Error(stderr);
  return stdout
    .split("<line>\n")
    .slice(1)
    .map((part) =>
      part
        .split("\n")
        .flatMap((one) => one.split("\t", 1)[0] || [])
        .toSorted(),
    );
}

export type Shell = keyof typeof SCRIPTS;

/** Each script gets the lines as its arguments, and prints `<line>` before the words for that line. */
const SCRIPTS = {
  // How readline uses COMP_WORDBREAKS: it splits at blanks and at "=".
  bash: {
    args: ["--norc", "-c"],
    script: `source wirewalk.bash
      compopt() { :; }
      for line in "$@"; do
        read -ra COMP_WORDS <<<"\${line//=/ = }"
        [[ $line == *' ' ]] && COMP_WORDS+=("")
        COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
        _wirewalk
        printf '%s\\n' "<line>" "\${COMPREPLY[@]}"
      done`,
  },
  fish: {
    args: ["--no-config", "-c"],
    script: `source wirewalk.fish
      for line in $argv[2..-1]
        echo "<line>"
        complete -C $line
      end`,
  },
  // zsh completes only in a terminal: here in one whose output is read.
  zsh: {
    args: ["-f", "-c"],
    script: `zmodload zsh/zpty
      zpty z zsh -f -i
      typeset -a hits
      until-line() { while zpty -r z line; do [[ $line == *$1* ]] && return; hits+=(\${line%$'\\r\\n'}); done }
      zpty -w z 'source ./setup.zsh; print READY$((1+1))'; until-line READY2
      for try in "$@"; do
        zpty -w z "TRY=\${(q)try}; print SET$((1+1))"; until-line SET2
        hits=()
        zpty -w -n z $'\\t'; until-line '<end>'
        print '<line>'
        for hit in $hits; do [[ $hit == *'<hit>'* ]] && print -r -- \${(Q)\${\${hit##*<hit>}%%</hit>*}}; done
      done
      zpty -d z`,
  },
} as const;

const ZSH_SETUP = `PS1= PS2= RPS1=
autoload -Uz compinit; compinit -u -D
source ./wirewalk.zsh
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  typeset -a hits; builtin compadd -A hits "$@"; local outcome=$?
  (( $#hits )) && print -rl -- "<hit>"\${^hits}"</hit>"
  return outcome
}
try() { BUFFER=$TRY; CURSOR=$#BUFFER; zle complete-word; print -r -- "<end>"; BUFFER= }
zle -N try; bindkey "^I" try
`;
