import type { Walkthrough } from "../analyze/types.ts";
import { quoteShellWord } from "../sequence/shell-word.ts";
import { toLines } from "./code-view.ts";

/** The command of the page, and its output. */
export interface CommandView {
  /** The command line: `$ openstack image list`. */
  readonly lines: readonly string[];
  /** A launch configuration as VS Code reads it, valid JSON; empty if the profile omits it. */
  readonly launch: readonly string[];
  /** `none` if the command printed nothing. */
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly exitCode: number;
  readonly hasFailed: boolean;
}

/**
 * @param title name of the launch configuration
 * @returns `null` if the trace has no command
 */
export function viewCommand({ command, launchConfiguration }: Walkthrough, title: string): CommandView | null {
  if (command === undefined) return null;
  const { argv, env, exitCode, stdout, stderr } = command;
  const [program = "", ...args] = argv;
  const launch = { name: title, request: "launch", program, args, env, console: "integratedTerminal" };
  return {
    lines: toLines(`$ ${argv.map(quoteShellWord).join(" ")}`),
    launch: launchConfiguration === true ? toLines(JSON.stringify(launch, null, 2)) : [],
    stdout: stdout === "" && stderr === "" ? ["none"] : toLines(stdout),
    stderr: toLines(stderr),
    exitCode,
    hasFailed: exitCode !== 0,
  };
}
