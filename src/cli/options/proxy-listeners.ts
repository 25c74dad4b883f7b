import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { RecordProxyOptions, ProxyListener } from "../../record/record-proxy.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { type Io, tell } from "../io.ts";
import { toJsonLine } from "../output/json-line.ts";

type Reverse = NonNullable<RecordProxyOptions["reverse"]>[number];

/** Reads `glance-api=http://127.0.0.1:9292`, or the URL alone. */
export function toReverse(text: string, keepsHost: boolean): Reverse {
  const [, name, url = ""] = matchParts(/^(?:([\w.-]+)=)?(.*)$/s, text);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UserError(`--reverse must be the URL of a server, but got "${text}".`, {
      hint: "Use, for example, http://127.0.0.1:9292, or glance-api=http://127.0.0.1:9292.",
    });
  }
  return { url, keepsHost, ...onlyKnown({ server: name }) };
}

/** Prints the addresses of the proxy, and how programs are recorded. */
export function showListeners(io: Io, listeners: readonly ProxyListener[], asJson: boolean): void {
  if (asJson) io.stdout.write(toJsonLine({ listeners }));
  for (const { url, server, exportLines } of listeners) {
    if (server !== undefined) tell(io, `${url} is a reverse proxy for ${server}.`);
    else {
      tell(io, `The recording proxy listens on ${url}. In the shell of a program to record:`);
      if (!asJson) io.stdout.write(exportLines);
    }
  }
  tell(io, "Press Ctrl-C to end the recording and write the trace.");
}
