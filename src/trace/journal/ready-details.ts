import { fromBinary, toBinary } from "../../sequence/binary-text.ts";
import { rememberTexts } from "../../sequence/remember-texts.ts";
import { type Written, written } from "./entry-text.ts";

/** The fields of an entry for the addresses and participants of its exchange. */
export interface Details {
  readonly address: Written;
  readonly parties: Written;
}

/** Of the object of texts in a line; undefined if it has more than an entry contains unchanged. */
export const readDetails = rememberTexts((text): Details | undefined => {
  const details = JSON.parse(fromBinary(text)) as Readonly<Record<string, string>> | null;
  const names = new Map(Object.entries(details ?? {}));
  const write = (members: readonly (readonly [own: string, name: string])[]): Written => {
    let pretty = "";
    let compact = "";
    for (const [own, name] of members) {
      const value = names.get(own);
      names.delete(own);
      if (value === undefined) continue;
      const quoted = toBinary(JSON.stringify(value));
      pretty += `,\n        "${name}": ${quoted}`;
      compact += `,"${name}":${quoted}`;
    }
    return written(pretty, compact);
  };
  const address = write([
    ["serverAddress", "serverIPAddress"],
    ["connection", "connection"],
  ]);
  const parties = write([
    ["client", "_client"],
    ["server", "_server"],
  ]);
  return names.size === 0 ? { address, parties } : undefined;
});
