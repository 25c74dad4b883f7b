import type { Fate, ModeTable } from "./mode-table.ts";

const ONE_SOURCE = { instead: "use one of --command, --flow, --from, and a command after `--`" } as const;

type Source = "program" | "command" | "flow" | "from";

const only = (own: Source): Readonly<Record<Source, Fate>> => ({
  program: ONE_SOURCE,
  command: ONE_SOURCE,
  flow: ONE_SOURCE,
  from: ONE_SOURCE,
  [own]: "applied",
});

const all: Readonly<Record<Source, Fate>> = {
  program: "applied",
  command: "applied",
  flow: "applied",
  from: "applied",
};

/** `wirewalk init`: the source of the first walkthrough. */
export const INIT_MODES = {
  modes: {
    program: "init -- COMMAND",
    command: "init [--command COMMAND]",
    flow: "init --flow FLOW",
    from: "init --from TRACE",
  },
  options: { name: all, add: all, locale: all, flow: only("flow"), command: only("command"), from: only("from") },
} as const satisfies ModeTable<Source>;
