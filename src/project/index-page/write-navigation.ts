import { relative } from "node:path";

import { UserError } from "../../errors.ts";
import { escapePattern } from "../../sequence/escape-pattern.ts";
import { near } from "../near.ts";
import { type Navigation, findNavigation } from "./navigations.ts";

/** A page of the navigation; its file is absolute. */
export interface NavigationItem {
  readonly title: string;
  readonly page: string;
}

export interface NavigationPlace {
  /** Absolute. */
  readonly file: string;
  /** Directory to which paths are relative. @default the site's own */
  readonly root?: string | undefined;
  readonly target: string;
  /** Name that distinguishes the blocks of several indexes: `docs/walkthroughs.md`. */
  readonly name: string;
}

/**
 * The text of a navigation file with its block updated; everything else stays, byte for byte.
 *
 * @throws UserError if the file has no block, or the target no such file
 */
export function writeNavigation(text: string, items: readonly NavigationItem[], place: NavigationPlace): string {
  const { file, target, name } = place;
  const navigation = findNavigation(target, file);
  if (navigation === undefined) {
    throw new UserError(`Pages for ${target} have no navigation file.`, {
      hint: "Remove `nav`: the index page itself links to all of them.",
      option: ["index"],
    });
  }
  const [open, close] = navigation.comment;
  const [begin, end] = [`wirewalk:begin nav ${name}`, `wirewalk:end nav ${name}`].map(
    (words) => open + words + close,
  ) as [string, string];
  const block = new RegExp(
    `^([ \\t]*)${escapePattern(begin)}[ \\t]*(\\r?\\n)(?:.*\\r?\\n)*?[ \\t]*${escapePattern(end)}[ \\t]*$`,
    "m",
  );
  const found = block.exec(text);
  if (found === null) {
    throw new UserError(`${near(file)} has no place for the navigation of ${name}.`, {
      hint: `Add two lines where its items belong: \`${begin}\` and \`${end}\`.`,
    });
  }
  const [, indent = "", lineEnd = "\n"] = found;
  const root = place.root ?? navigation.findRoot(file, text);
  const lines = [begin, ...items.map((item) => toItem(item, navigation, root)), end];
  return text.replace(block, () => lines.map((line) => indent + line).join(lineEnd));
}

function toItem({ title, page }: NavigationItem, { write }: Navigation, root: string): string {
  const path = relative(root, page).replaceAll("\\", "/");
  if (!path.startsWith("../")) return write(title, path);
  throw new UserError(`${near(page)} is not in ${near(root)}, where the navigation looks for pages.`, {
    hint: "Set `root` of the index to the directory that the site's pages are in.",
  });
}
