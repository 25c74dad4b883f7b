import { SHORT_OPTIONS, SIGN_IN_OPTIONS, type ShortOption } from "../names/short-options.ts";

/** Reads lists of arguments item by item, as APIs of containers take a command: `["mysql", "-pSECRET"]`. */
export interface ArgumentLists {
  /** Where in an item a password begins; undefined where there is none. */
  readonly passwordIn: (list: number, item: string) => number | undefined;
}

export function createArgumentLists(): ArgumentLists {
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
      const program = SHORT_OPTIONS[item.slice(item.lastIndexOf("/") + 1)];
      if (program !== undefined) {
        option = program;
        isBehind = program.behind === undefined;
      }
      isBehind ||= option?.behind === item;
      return password ?? (SIGN_IN_OPTIONS.has(last) ? behindColon(item) : undefined);
    },
  };
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
