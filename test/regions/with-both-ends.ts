import { isDeepStrictEqual } from "node:util";

import { expect } from "vitest";

import * as regions from "../../src/regions/merge.ts";
import type { MergedPage, MergeOptions } from "../../src/regions/merge.ts";

/** Merges a page, and the same page with Windows line endings: both must give the same result, and keep their line endings. */
export function mergePage(existing: string, generated: string, options?: MergeOptions): MergedPage {
  const attempt = tryTo(() => regions.mergePage(existing, generated, options));
  if (!existing.includes("\r")) {
    const windows = tryTo(() => regions.mergePage(toWindows(existing), generated, options));
    expect(windows.error?.message).toBe(attempt.error?.message);
    if (attempt.value !== undefined && windows.value !== undefined) {
      expect(windows.value.text).toBe(toWindows(attempt.value.text));
      expect(isDeepStrictEqual(windows.value.report, attempt.value.report)).toBe(true);
    }
  }
  if (attempt.value === undefined) throw attempt.error;
  return attempt.value;
}

function toWindows(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

interface Attempt<Value> {
  readonly value?: Value;
  readonly error?: Error;
}

function tryTo<Value>(work: () => Value): Attempt<Value> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Error) return { error };
    throw error;
  }
}
