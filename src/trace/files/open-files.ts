import { closeSync, fstatSync } from "node:fs";

import { UserError } from "../../errors.ts";
import { openToRead } from "./open-to-read.ts";

/** A file from which pieces are read from time to time. */
export interface OpenFile {
  /** Valid until the next file is requested. */
  readonly descriptor: () => number;
  /** Lets go of it. */
  readonly close: () => void;
}

/** Of thousands of files that are read side by side, no more are open at once, whatever the system allows. */
const MOST_OPEN = 128;

/** In the order in which they were used last. */
const open = new Map<object, { readonly descriptor: number; readonly onClosed: () => void }>();

/**
 * Keeps a file open while few others are open, and reopens it if it was closed in favor of others. Throws a `UserError` if it is another
 * file by then.
 *
 * @param first of the file, which is open already
 * @param onClosed called when it was closed in favor of others, so that cached content can be dropped
 */
export function keepOpen(file: string, first: number, onClosed: () => void): OpenFile {
  const key = {};
  const { dev, ino } = fstatSync(first);
  const keep = (descriptor: number): number => {
    open.set(key, { descriptor, onClosed });
    if (open.size > MOST_OPEN) closeOldest();
    return descriptor;
  };
  keep(first);
  return {
    descriptor: () => {
      const known = open.get(key)?.descriptor;
      open.delete(key);
      return keep(known ?? reopen(file, { dev, ino }));
    },
    close: () => {
      const known = open.get(key);
      open.delete(key);
      if (known !== undefined) closeSync(known.descriptor);
    },
  };
}

function closeOldest(): void {
  const [oldest] = open;
  if (oldest === undefined) return;
  const [key, { descriptor, onClosed }] = oldest;
  open.delete(key);
  closeSync(descriptor);
  onClosed();
}

function reopen(file: string, { dev, ino }: { readonly dev: number; readonly ino: number }): number {
  const descriptor = openToRead(file);
  const now = fstatSync(descriptor);
  if (now.dev === dev && now.ino === ino) return descriptor;
  closeSync(descriptor);
  throw new UserError(`"${file}" was replaced while it was read.`, {
    hint: "Another program is writing to it; read a copy.",
  });
}
