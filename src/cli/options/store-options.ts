/** How to connect to a server of the user. */
export const STORE_OPTIONS = {
  cacert: { type: "string", requiresArg: true, describe: "Additional CA certificates, PEM" },
  insecure: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Allow HOST without TLS, or with a certificate that is not checked (repeatable)",
  },
} as const;

/** For commands that also read sources other than URLs of stores. */
export const COLLECTOR_OPTION = {
  collector: {
    type: "string",
    requiresArg: true,
    describe: "OpenTelemetry Collector that reads kafka: sources [default: otelcol-contrib or otelcol]",
  },
} as const;

export interface StoreArguments {
  readonly cacert?: string | undefined;
  readonly insecure?: readonly string[] | undefined;
  readonly collector?: string | undefined;
}
