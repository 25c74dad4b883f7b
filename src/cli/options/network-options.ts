import { onlyKnown } from "../../json/only-known.ts";
import { refuseUnmatchable } from "../../record/command/refuse-unmatchable.ts";
import type { RecordCommandOptions } from "../../record/record-command.ts";
import { type Io, tell } from "../io.ts";
import {
  CLIENT_CERTIFICATE_OPTIONS,
  type ClientCertificateArguments,
  toClientCertificates,
} from "./client-certificate-options.ts";
import { configFolderOf } from "./config-folder.ts";

const hosts = { type: "string", array: true, requiresArg: true } as const;

/** Options of every command that reaches servers for a recorded program. */
export const NETWORK_OPTIONS = {
  passthrough: { ...hosts, describe: "Pass HOST through without recording it (repeatable)" },
  cacert: { type: "string", requiresArg: true, describe: "Additional CA certificates for verifying servers, PEM" },
  insecure: { ...hosts, describe: "Skip certificate verification for HOST (repeatable)" },
  ...CLIENT_CERTIFICATE_OPTIONS,
  "on-failure": {
    type: "string",
    choices: ["reset", "502"] as const,
    describe:
      "How an unreachable server appears to the program: reset (broken connection) or 502 (error page) [default: reset; proxy: 502]",
  },
} as const;

export interface NetworkArguments extends ClientCertificateArguments {
  readonly passthrough: readonly string[] | undefined;
  readonly cacert: string | undefined;
  readonly insecure: readonly string[] | undefined;
  readonly "on-failure": "reset" | "502" | undefined;
}

type NetworkOptions = Pick<
  RecordCommandOptions,
  "authorityFolder" | "cacert" | "clientCertificates" | "env" | "insecure" | "onFailure" | "passthrough"
>;

/** The library's options; warns of servers that are not verified. */
export function toNetworkOptions(args: NetworkArguments, io: Io): NetworkOptions {
  const { passthrough, cacert, insecure, "on-failure": onFailure } = args;
  refuseUnmatchable({ insecure, passthrough });
  for (const host of insecure ?? []) tell(io, `Warning: the certificate of ${host} is not verified.`);
  return {
    env: io.env,
    authorityFolder: configFolderOf(io),
    ...onlyKnown({
      passthrough,
      cacert,
      insecure,
      clientCertificates: toClientCertificates(args),
      onFailure,
    }),
  };
}
