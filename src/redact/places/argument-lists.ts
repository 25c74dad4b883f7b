import { SHORT_OPTIONS, type ShortOption, isSignIn } from "../names/short-options.ts";
import { COMMAND_SHAPES } from "./command-shapes.ts";
import { findInShapes } from "./find-in-shapes.ts";

/** Reads lists of arguments item by item, as APIs of containers take a command: `["mysql", "-pSECRET"]`. */
export interface ArgumentLists {
  /** The position of a password in an item; undefined if there is none. */
  readonly passwordIn: (list: number, item: string) => number | undefined;
}

export function createArgumentLists(): ArgumentLists {
  const line = createLine();
  let current = -1;
  let before = "";
  let option: ShortOption | undefined;
  let isBehind = false;
  return {
    passwordIn: (list, item) => {
      if (list !== current) option = undefined;
      const last = list === current ? before : "";
      current = list;
      before = item;
      const password = option && isBehind ? placeIn(item, last, option) : undefined;
      // Of `sshpass -p … ssh -p 22`, the first.
      if (password !== undefined) option = undefined;
      const program = SHORT_OPTIONS[nameProgram(item)];
      if (program !== undefined) {
        option = program;
        isBehind = program.behind === undefined;
      }
      isBehind ||= option?.behind === item;
      return password ?? (isSignIn(last, item) ? behindColon(item) : line.passwordIn(list, item));
    },
  };
}

/** `/usr/bin/mysql`, and `C:\\Program Files\\MySQL\\bin\\mysql.exe`, where Windows cares for no case. */
function nameProgram(item: string): string {
  const name = item.slice(Math.max(item.lastIndexOf("/"), item.lastIndexOf("\\")) + 1);
  return !/\.(?:exe|cmd|bat|com)$/i.test(name) ? name : name.slice(0, -".exe".length).toLowerCase();
}

function placeIn(item: string, before: string, { letter, isApart }: ShortOption): number | undefined {
  if (item.startsWith(letter) && item.length > letter.length) return letter.length;
  return isApart && before === letter ? 0 : undefined;
}

/** `user:password`; two numbers are a user and a group. */
function behindColon(item: string): number | undefined {
  const colon = item.indexOf(":");
  return colon <= 0 || colon === item.length - 1 || /^\d+:\d+$/.test(item) ? undefined : colon + 1;
}

/** A program's rules for a whole line, word by word, from its manual. */
function createLine(): ArgumentLists {
  let current = -1;
  let words: string[] = [];
  return {
    passwordIn: (list, item) => {
      if (list !== current) words = [];
      current = list;
      words.push(item);
      if (words.length > MOST_WORDS) return undefined;
      const before = words.slice(0, -1).join(" ");
      if (!PROGRAMS.test(before)) return undefined;
      const start = before.length + 1;
      const hit = findInShapes(`${before} ${item}`, COMMAND_SHAPES).find((one) => one.start >= start);
      return hit && hit.start - start;
    },
  };
}

/** Words of a line. */
const MOST_WORDS = 20;

const PROGRAMS = /passwd\b|pass\w{0,40}[-_]?(?:command|cmd)/i;
