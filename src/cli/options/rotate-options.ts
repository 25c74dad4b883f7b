import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { Rotation } from "../../record/capture/parts.ts";
import { readCount } from "./read-count.ts";
import { readDuration } from "./read-duration.ts";
import { readSize } from "./read-size.ts";

export const ROTATE_OPTIONS = {
  rotate: {
    type: "string",
    requiresArg: true,
    describe: "Save a trace per part, such as t.000001.har, when it has this size, count or age: 256MB, 10000, 1h",
  },
  keep: { type: "string", requiresArg: true, describe: "Keep the newest parts of --rotate, and remove older ones" },
} as const;

export interface RotateArguments {
  readonly rotate?: string | undefined;
  readonly keep?: string | undefined;
  readonly "unsafe-raw"?: boolean;
  readonly "keep-examples"?: boolean;
}

/** Undefined where the recording is to be saved as a whole. */
export function toRotation({ rotate, keep: given, ...args }: RotateArguments): Rotation | undefined {
  const keep = readCount("keep", given);
  if (rotate === undefined) {
    if (keep === undefined) return undefined;
    throw new UserError("--keep says how many parts of a recording stay, and there is one only.", {
      hint: "Say with --rotate when a part is full, such as `--rotate 256MB`.",
    });
  }
  for (const other of ["unsafe-raw", "keep-examples"] as const) {
    if (args[other] === true) throw new UserError(`--rotate does not go with --${other}.`, { hint: "Leave one out." });
  }
  const limits = readLimit(rotate.trim());
  if (Object.values(limits).every((limit) => limit > 0) && keep !== 0) return { ...limits, ...onlyKnown({ keep }) };
  throw new UserError("--rotate and --keep must be more than 0.", { hint: "Such as `--rotate 256MB --keep 4`." });
}

/** A number is one of exchanges; `m` is a minute, `M` a megabyte. */
function readLimit(limit: string): Pick<Rotation, "bytes" | "exchanges" | "milliseconds"> {
  if (/^\d{1,15}$/.test(limit)) return { exchanges: Number(limit) };
  if (/^\d{1,9} ?[smh]$/.test(limit)) return onlyKnown({ milliseconds: readDuration("rotate", limit) });
  if (/^\d{1,12} ?(?:[kKMG]i?[bB]?|[mg]i?[bB])$/.test(limit)) return onlyKnown({ bytes: readSize("rotate", limit) });
  throw new UserError(`--rotate must be a size, a number of exchanges or a time, not "${limit}".`, {
    hint: "Such as 256MB, 10000, or 1h.",
  });
}
