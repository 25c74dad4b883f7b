import { onlyKnown } from "../json/only-known.ts";
import { describeProgram, findProgram } from "../record/command/program-file.ts";
import type { Finding } from "./finding.ts";
import { RUNTIMES } from "./runtimes.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reports the kind of a program, without running it, and whether such programs respect the variables of a recording.
 */
export function examineProgram(program: string, env: Environment): readonly Finding[] {
  const file = findProgram(program, env);
  if (file === undefined) {
    const hint = "Check its name, and that its directory is in PATH.";
    return [{ subject: program, state: "failure", text: "there is no such program", hint }];
  }
  const facts = describeProgram(file);
  const runtime = RUNTIMES.find(({ matches }) => matches(facts));
  const found: Finding = { subject: program, state: "ok", text: `${file}: ${runtime?.kind ?? "of an unknown kind"}` };
  if (runtime === undefined) return [found, { ...UNKNOWN, subject: program }];
  const { state, text, hint } = runtime.verdict;
  const verdict: Finding = { subject: program, state, text, ...onlyKnown({ hint }) };
  const { exceptions } = runtime;
  const past = `these bypass every proxy without a trace: ${exceptions}`;
  const warning: Finding = { subject: program, state: "warning", text: past, hint: TRANSPARENT };
  const http3: Finding = { subject: program, state: "ok", text: HTTP3 };
  return [found, verdict, ...(exceptions === undefined ? [] : [warning]), http3];
}

const TRANSPARENT =
  "`wirewalk record --transparent` (Linux) records them too, except Unix sockets and HTTP/3, which it refuses.";

const HTTP3 = "HTTP/3 cannot pass through a proxy: programs that use one fall back to HTTP/2 or HTTP/1.1";

const UNKNOWN: Omit<Finding, "subject"> = {
  state: "warning",
  text: "it is unknown whether it uses the proxy and certificate variables",
  hint: "Record it with `--transparent` (Linux), which does not depend on them.",
};
