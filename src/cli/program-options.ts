const hosts = { type: "string", array: true, requiresArg: true } as const;

/** Options of `wirewalk record -- PROGRAM`. */
export const PROGRAM_OPTIONS = {
  as: { type: "string", requiresArg: true, describe: "Name of the program in the diagram [default: its file name]" },
  "no-output": {
    type: "boolean",
    default: false,
    describe: "Leave the terminal to the program; its output is not kept",
  },
  passthrough: { ...hosts, describe: "Host to leave unrecorded; may be repeated" },
  cacert: { type: "string", requiresArg: true, describe: "Authorities to check servers' certificates with, PEM" },
  insecure: { ...hosts, describe: "Host whose certificate is not checked; may be repeated" },
} as const;
