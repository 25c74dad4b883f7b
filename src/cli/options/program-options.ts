import { EXAMPLE_OPTIONS } from "./example-options.ts";
import { NETWORK_OPTIONS } from "./network-options.ts";
import { UNSAFE_RAW_OPTION } from "./raw-file.ts";
import { REDACTION_OPTIONS } from "./redaction-options.ts";

/** Options of `wirewalk record -- PROGRAM`. */
export const PROGRAM_OPTIONS = {
  as: { type: "string", requiresArg: true, describe: "Name of the program in the diagram [default: its file name]" },
  "no-output": {
    type: "boolean",
    default: false,
    describe: "Leave the terminal to the program; its output is not kept",
  },
  transparent: {
    type: "boolean",
    default: false,
    describe: "Lead all connections of the program to the recorder, so that it needs no proxy (Linux)",
  },
  "detach-after": {
    type: "string",
    requiresArg: true,
    describe: "How long to wait for what the program leaves running, such as 5s [default: until it ends, or Ctrl-C]",
  },
  listen: { type: "string", requiresArg: true, describe: "Port of the proxy [default: any that is free]" },
  ...NETWORK_OPTIONS,
  ...REDACTION_OPTIONS,
  ...UNSAFE_RAW_OPTION,
  ...EXAMPLE_OPTIONS,
} as const;
