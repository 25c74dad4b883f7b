import { COMMANDS, nameOf } from "../../../src/cli/commands.ts";
import { askShell, type CompletedProject, type Shell } from "./ask-shells.ts";

/** Lines, and the words offered at their ends: all of them or, with "…", at least these. Filenames are not listed for bash, which completes them itself. */
const COMPLETIONS: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["wirewalk ", [...COMMANDS.map(nameOf), "…"]],
  ["wirewalk sh", ["share", "show"]],
  ["wirewalk completion ", ["bash", "fish", "walkthroughs", "zsh"]],
  ["wirewalk show x --ste", ["--step"]],
  ["wirewalk diagram x --format ", ["mermaid", "png", "svg", "text"]],
  ["wirewalk ca ", ["export", "remove", "renew", "show"]],
  ["wirewalk templates e", ["eject"]],
  ["wirewalk check ", ["add-project", "list-images"]],
  ["wirewalk check add", ["add-project"]],
  ["wirewalk show ", ["add-project", "list-images", "my trace.har", "other.har", "…"]],
  ["wirewalk record --flow image-add", ["image-add-project"]],
  ["wirewalk record -- my-openstack-cl", ["my-openstack-client"]],
  ["wirewalk replay x -- my-openstack-cl", ["my-openstack-client"]],
  ["wirewalk show x -- my-openstack-cl", []],
];

/** Words that a shell fails to offer, or offers by mistake. */
export async function findFaults(shell: Shell, project: CompletedProject): Promise<readonly string[]> {
  const lines = COMPLETIONS.map(([line]) => line);
  const offered = await askShell(shell, lines, project);
  return COMPLETIONS.flatMap(([line, expected], index) =>
    compareWords(offered[index] ?? [], expected).map((fault) => `${line}: ${fault}`),
  );
}

function compareWords(offered: readonly string[], expected: readonly string[]): readonly string[] {
  const wanted = expected.filter((word) => word !== "…");
  const missing = wanted.filter((word) => !offered.includes(word));
  const tooMany = expected.includes("…") ? [] : offered.filter((word) => !wanted.includes(word));
  return [...missing.map((word) => `no ${word}`), ...tooMany.map((word) => `also ${word}`)];
}
