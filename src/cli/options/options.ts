/** Options and arguments that several commands share. */
export const traceArgument = {
  type: "string",
  demandOption: true,
  describe:
    "HAR file of wirewalk or another tool, an archive of share, a journal, or a walkthrough of wirewalk.config.yaml",
} as const;

export const flowOption = {
  type: "string",
  requiresArg: true,
  describe: "Flow that knows the services, by name or file [default: what the trace names]",
} as const;

export const openapiOption = {
  type: "string",
  array: true,
  requiresArg: true,
  describe: "OpenAPI document that names APIs, paths and calls: FILE, or FILE=SERVER for where it was recorded",
} as const;

export const dataFlowOption = {
  type: "boolean",
  default: false,
  describe: "Say in the diagram which answer a value came from",
} as const;

export const outputOption = {
  alias: "o",
  type: "string",
  requiresArg: true,
  describe: "File to write [default: stdout]",
} as const;

/** For what is not printed. */
export function requiredOutput<What extends string>(what: What) {
  return { ...outputOption, demandOption: true, describe: `${what} to write` } as const;
}

export const checkOption = {
  type: "boolean",
  default: false,
  describe: "Write nothing; exit 1 when the file would change",
} as const;

export const engineOption = {
  choices: ["mermaid", "builtin"] as const,
  describe: "What draws pictures [default: mermaid, for SVG builtin where no browser can be had]",
} as const;
