/** Options and arguments that several commands share. */
export const traceArgument = {
  type: "string",
  demandOption: true,
  describe:
    "HAR file of wirewalk or another tool, OpenTelemetry spans as JSON, an archive of `share`, a journal, a walkthrough of wirewalk.config.yaml, or - for stdin",
} as const;

export const flowOption = {
  type: "string",
  requiresArg: true,
  describe: "Flow whose profile names the services [default: from the trace]",
} as const;

export const openapiOption = {
  type: "string",
  array: true,
  requiresArg: true,
  describe: "OpenAPI document for names; URL: where its API was recorded (repeatable)",
} as const;

export const protoOption = {
  type: "string",
  array: true,
  requiresArg: true,
  describe: ".proto file for names and types in gRPC and other Protocol Buffers messages (repeatable)",
} as const;

export const dataFlowOption = {
  type: "boolean",
  default: false,
  describe: "Show which response each value came from",
} as const;

export const recordersOption = {
  type: "boolean",
  default: false,
  describe: "Show which recorders saw each exchange, in a gathered trace",
} as const;

export const outputOption = {
  alias: "o",
  type: "string",
  requiresArg: true,
  describe: "File to write [default: stdout]",
} as const;

/** For output that is not printed. */
export const requiredHarOutput = { ...outputOption, demandOption: true, describe: "HAR file to write" } as const;

export const checkOption = {
  type: "boolean",
  default: false,
  describe: "Write nothing; exit 1 if the file would change",
} as const;

export const engineOption = {
  choices: ["mermaid", "builtin"] as const,
  describe: "Engine that draws images [default: mermaid; builtin for SVG without a browser]",
} as const;
