import type { Arrow, Group } from "../../analyze/types.ts";
import { type DiagramItem, describeFold, listItems } from "../../diagram/items.ts";
import { oneLine } from "../one-line.ts";
import type { Subject } from "../subject.ts";

/** The sequence diagram as PlantUML text. */
export function toPlantUml({ walkthrough, title }: Subject): Iterable<string> {
  const idOf = (id: string): string => ids.get(id) ?? id;
  // A line that begins with a participant called `group` or `return` would be a statement of PlantUML.
  const ids = new Map(walkthrough.participants.map(({ id }, index) => [id, `p${index + 1}`]));
  const lines = [
    "@startuml",
    `title ${escapePlantUml(title)}`,
    "autonumber",
    ...walkthrough.participants.map(({ id, label }) => `participant "${escapePlantUml(label)}" as ${idOf(id)}`),
    ...listItems(walkthrough).flatMap((item) => writeItem(item, idOf)),
    "@enduml",
  ];
  return [`${lines.join("\n")}\n`];
}

function writeItem(item: DiagramItem, idOf: (id: string) => string): readonly string[] {
  if (item.kind === "arrow") return writeArrow(item, idOf);
  if (item.kind === "fold")
    return [`... ${escapePlantUml(describeFold(item.fold))} ...`, `autonumber ${item.fold.last + 1}`];
  if (item.kind === "note") return [`note over ${idOf(item.arrow.from)} : ${escapePlantUml(item.note.text)}`];
  return [item.kind === "open" ? `${FRAMES[item.group.kind]} ${escapePlantUml(item.group.label)}` : "end"];
}

function writeArrow(
  { arrow, activation }: Extract<DiagramItem, { kind: "arrow" }>,
  idOf: (id: string) => string,
): readonly string[] {
  const message = `${idOf(arrow.from)} ${LINES[arrow.failed ? "error" : arrow.kind]} ${idOf(arrow.to)} : ${escapePlantUml(arrow.label)}`;
  if (activation === undefined) return [message];
  return [message, activation === "begins" ? `activate ${idOf(arrow.to)}` : `deactivate ${idOf(arrow.from)}`];
}

const FRAMES: Readonly<Record<Group["kind"], string>> = { par: "par", loop: "loop", retry: "loop", redirect: "group" };

const LINES: Readonly<Record<Arrow["kind"], string>> = { request: "->", response: "-->", error: "--x" };

/**
 * Writes text so that PlantUML shows it. Creole marks, tags, preprocessor calls (`!include`, `%getenv()`) and escapes
 * all need one of these characters, so those are written as `<U+XXXX>`, which PlantUML decodes last.
 */
function escapePlantUml(text: string): string {
  return oneLine(text).replaceAll(/["#$%&*<>@\\^`|~!']|[-_./=](?=[-_./=])|^[.:=]/g, toUnicode) || "…";
}

function toUnicode(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`;
}
