import { createByteText } from "../../sequence/byte-text.ts";
import { countBreaks } from "../../sequence/count-breaks.ts";
import type { WrittenBytes } from "../model/serialize.ts";

/** A part of an entry as the file has it, indented, and as it is digested. */
export interface Written {
  readonly pretty: Buffer;
  readonly compact: Buffer;
  /** Line breaks of the former. */
  readonly breaks: number;
}

/** Of texts whose characters are their bytes. */
export function written(pretty: string, compact: string): Written {
  return {
    pretty: Buffer.from(pretty, "latin1"),
    compact: Buffer.from(compact, "latin1"),
    breaks: countBreaks(pretty),
  };
}

/** Of a part that is not there. */
export const NOT_WRITTEN: Written = written("", "");

/** The two texts of an entry, which are put together at the same time. */
export interface EntryText {
  readonly put: (part: Written) => void;
  /** Appends JSON that both have in the same form: a part of other bytes. */
  readonly copy: (bytes: Buffer, from: number, to: number) => void;
  /** The same, as a text whose characters are its bytes. */
  readonly putText: (binary: string) => void;
  readonly putInteger: (integer: number) => void;
  /** Appends milliseconds to the microsecond; -1 for what is negative. */
  readonly putMilliseconds: (milliseconds: number) => void;
  /** What only the file has. */
  readonly putPretty: (binary: string) => void;
  /** What has been appended since the last call. Valid until something is appended again. */
  readonly take: () => WrittenBytes & { readonly compact: Buffer };
}

export function createEntryText(): EntryText {
  const [pretty, compact] = [createByteText(), createByteText()];
  let breaks = 0;
  return {
    put: (part) => {
      pretty.put(part.pretty);
      compact.put(part.compact);
      breaks += part.breaks;
    },
    copy: (bytes, from, to) => {
      pretty.copy(bytes, from, to);
      compact.copy(bytes, from, to);
    },
    putText: (binary) => {
      pretty.putText(binary);
      compact.putText(binary);
    },
    putInteger: (integer) => {
      pretty.putInteger(integer);
      compact.putInteger(integer);
    },
    putMilliseconds: (milliseconds) => {
      const thousandths = milliseconds < 0 ? -1000 : Math.round(milliseconds * 1000);
      pretty.putThousandths(thousandths);
      compact.putThousandths(thousandths);
    },
    putPretty: (binary) => {
      pretty.putText(binary);
      breaks += countBreaks(binary);
    },
    take: () => {
      const taken = { bytes: pretty.take(), compact: compact.take(), breaks };
      breaks = 0;
      return taken;
    },
  };
}
