import type { OptionPath } from "../../errors.ts";
import { findYamlLine, readYamlValue } from "../../yaml/open-yaml.ts";
import type { ConfigFile, WalkthroughFile } from "./types.ts";

/** Position of a walkthrough's option in the configuration. */
export interface OptionPlace {
  /** 1-based line; if the option is missing, the line of its container. */
  readonly line: number;
  /** `walkthroughs.show.labels.get-images` */
  readonly key: string;
  /** Whether the walkthrough sets it itself; top-level settings apply to all. */
  readonly isOwn: boolean;
}

/**
 * Finds the place that the value of an option was taken from.
 *
 * @param text of a configuration that can be read
 * @param name of the walkthrough
 * @param option of lists that are joined, the walkthrough's own items come first
 */
export function locateOption(text: string, name: string, option: OptionPath): OptionPlace {
  // It was checked when the project was opened.
  const file = readYamlValue(text) as ConfigFile;
  const [key, item, ...rest] = option;
  const own = read(file.walkthroughs[name], key);
  const shared = read(file, key);
  const isOwn = shared === undefined || has(own, item);
  const value = isOwn ? own : shared;
  const index = typeof item === "number" && !isOwn ? item - toList(own).length : item;
  // A list of one may be written as that one.
  const items = index === undefined || (typeof index === "number" && !Array.isArray(value)) ? [] : [index, ...rest];
  const path = [...(isOwn ? ["walkthroughs", name] : []), key, ...items];
  return { line: findYamlLine(text, path), key: path.join("."), isOwn };
}

function read(holder: Partial<ConfigFile> | WalkthroughFile | undefined, key: string): unknown {
  return holder === undefined ? undefined : new Map<string, unknown>(Object.entries(holder)).get(key);
}

function has(own: unknown, item: string | number | undefined): boolean {
  if (own === undefined || item === undefined) return own !== undefined;
  return typeof item === "number"
    ? item < toList(own).length
    : typeof own === "object" && Object.hasOwn(own ?? {}, item);
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
