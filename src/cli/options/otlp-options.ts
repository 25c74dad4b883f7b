/** The destination of spans. A variable alone sends nothing, because variables are meant for the recorded programs. */
export const OTLP_OPTIONS = {
  otlp: {
    type: "string",
    describe: "Send exchanges to this OTLP/HTTP endpoint; without URL: to OTEL_EXPORTER_OTLP_ENDPOINT",
  },
} as const;

/** For commands that record through a proxy. */
export const PROPAGATE_OPTION = {
  propagate: {
    type: "boolean",
    default: false,
    describe: "Add a traceparent header to requests that have none (changes the requests)",
  },
} as const;

export interface OtlpArguments {
  readonly otlp?: string | undefined;
  readonly cacert?: string | undefined;
  /** Hosts whose certificate is not verified, and that may be reached without TLS. */
  readonly insecure?: readonly string[] | undefined;
}
