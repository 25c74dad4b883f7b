import { onlyKnown } from "../../json/only-known.ts";
import type { LingerOptions } from "../../record/command/left-running.ts";
import { type Io, tell } from "../io.ts";
import { readDuration } from "../options/read-duration.ts";

/** How long to wait for processes that a program leaves running; names them to the user. */
export function toLinger(
  what: "recording" | "replay",
  { detachAfter: asked, json }: { readonly detachAfter: string | undefined; readonly json: boolean },
  io: Io,
): LingerOptions {
  const detachAfter = readDuration("detach-after", asked);
  return {
    onLeft: (processes) => {
      const names = processes.map(({ name, pid }) => `${name} (${pid})`).join(", ");
      const are = processes.length === 1 ? "process is" : "processes are";
      if (!json) tell(io, `${processes.length} ${are} still running: ${names}; Ctrl-C ends the ${what}.`);
    },
    interruption: io.interruption,
    ...onlyKnown({ detachAfter }),
  };
}
