/** How a server of the user's is reached. */
export const STORE_OPTIONS = {
  cacert: { type: "string", requiresArg: true, describe: "Additional CA certificates, PEM" },
  insecure: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Allow HOST without TLS, or with a certificate that is not checked (repeatable)",
  },
} as const;

export interface StoreArguments {
  readonly cacert?: string | undefined;
  readonly insecure?: readonly string[] | undefined;
}
