import type { Arrow } from "../../analyze/types.ts";
import { oneLine } from "../one-line.ts";
import type { Subject } from "../subject.ts";

/** The sequence diagram as PlantUML text. */
export function toPlantUml({ walkthrough, title }: Subject): string {
  // A line that begins with a participant called `group` or `return` would be a statement of PlantUML.
  const ids = new Map(walkthrough.participants.map(({ id }, index) => [id, `p${index + 1}`]));
  const lines = [
    "@startuml",
    `title ${escapePlantUml(title)}`,
    "autonumber",
    ...walkthrough.participants.map(
      ({ id, label }) => `participant "${escapePlantUml(label)}" as ${ids.get(id) ?? id}`,
    ),
    ...walkthrough.arrows.map(
      ({ kind, from, to, label }) =>
        `${ids.get(from) ?? from} ${LINES[kind]} ${ids.get(to) ?? to} : ${escapePlantUml(label)}`,
    ),
    "@enduml",
  ];
  return `${lines.join("\n")}\n`;
}

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
