import { DETACH_OPTION } from "./detach-option.ts";
import { EXAMPLE_OPTIONS } from "./example-options.ts";
import { NETWORK_OPTIONS } from "./network-options.ts";
import { OTLP_OPTIONS, PROPAGATE_OPTION } from "./otlp-options.ts";
import { UNSAFE_RAW_OPTION } from "./raw-file.ts";
import { REDACTION_OPTIONS } from "./redaction-options.ts";
import { ROTATE_OPTIONS } from "./rotate-options.ts";
import { SELECT_OPTIONS } from "./select-options.ts";

/** Options of `wirewalk record -- COMMAND`. */
export const PROGRAM_OPTIONS = {
  as: { type: "string", requiresArg: true, describe: "Name of the program in the diagram [default: its filename]" },
  "no-output": {
    type: "boolean",
    default: false,
    describe: "Connect the program to the terminal and do not keep its output",
  },
  transparent: {
    type: "boolean",
    default: false,
    describe: "Redirect all connections of the program to the recorder; it needs no proxy settings (Linux)",
  },
  ...DETACH_OPTION,
  listen: { type: "string", requiresArg: true, describe: "Port of the recording proxy [default: any free port]" },
  ...NETWORK_OPTIONS,
  ...REDACTION_OPTIONS,
  ...SELECT_OPTIONS,
  ...ROTATE_OPTIONS,
  ...OTLP_OPTIONS,
  ...PROPAGATE_OPTION,
  ...UNSAFE_RAW_OPTION,
  ...EXAMPLE_OPTIONS,
} as const;
