import { listFonts } from "../fonts.ts";
import type { Theme } from "../theme.ts";

/** The style sheet of what `drawSequence` draws. Without variables, which programs other than browsers do not know. */
export function writeStyle(theme: Theme, language: string): string {
  const [light, dark] = [LIGHT, DARK].map(writeColours);
  const shapes = `#wirewalk{font:14px ${listFonts(language)}}${SHAPES}`;
  if (theme !== "auto") return shapes + (theme === "light" ? light : dark);
  return `${shapes}${light}@media (prefers-color-scheme:dark){${dark}}`;
}

type Colours = Readonly<Record<"back" | "ink" | "life" | "box" | "edge" | "note" | "pin" | "bar" | "fault", string>>;

const LIGHT: Colours = {
  back: "#fff",
  ink: "#222",
  life: "#bbb",
  box: "#eceafe",
  edge: "#8c7bd0",
  note: "#fff7c9",
  pin: "#b5a642",
  bar: "#e4e4e4",
  fault: "#b3261e",
};

const DARK: Colours = {
  back: "#1e1e1e",
  ink: "#e6e6e6",
  life: "#666",
  box: "#2f2b45",
  edge: "#9d8fe0",
  note: "#46411f",
  pin: "#a89a45",
  bar: "#4a4a4a",
  fault: "#ff8a80",
};

function writeColours({ back, ink, life, box, edge, note, pin, bar, fault }: Colours): string {
  return [
    `#wirewalk{background:${back}}`,
    `#wirewalk text{fill:${ink}}`,
    `#wirewalk .label{stroke:${back}}`,
    `#wirewalk .number{fill:${back}}`,
    `#wirewalk line,#wirewalk path{stroke:${ink}}`,
    `#wirewalk circle,#wirewalk .head{fill:${ink}}`,
    `#wirewalk .life{stroke:${life}}`,
    `#wirewalk .error line,#wirewalk .error path{stroke:${fault}}`,
    `#wirewalk .error .label,#wirewalk .error circle{fill:${fault}}`,
    `#wirewalk .name,#wirewalk rect.tag{fill:${box};stroke:${edge}}`,
    `#wirewalk .note{fill:${note};stroke:${pin}}`,
    `#wirewalk .bar{fill:${bar};stroke:${life}}`,
    `#wirewalk .frame{stroke:${edge}}`,
    `#wirewalk .shade{fill:${ink}}`,
  ].join("");
}

/** Labels get a border of the background's color, so that lifelines do not cross them. */
const SHAPES = [
  "#wirewalk text{text-anchor:middle;paint-order:stroke;stroke:none}",
  "#wirewalk .label{stroke-width:4px}",
  "#wirewalk .start{text-anchor:start}",
  "#wirewalk .number{font-size:11px}",
  "#wirewalk text.tag{font-size:12px}",
  "#wirewalk line,#wirewalk path{stroke-width:1.5;fill:none}",
  "#wirewalk .life{stroke-width:1}",
  "#wirewalk .head,#wirewalk .shade{stroke:none}",
  "#wirewalk .response line,#wirewalk .error line,#wirewalk .response .loop,#wirewalk .error .loop{stroke-dasharray:4 3}",
  "#wirewalk .frame{fill:none;stroke-dasharray:3 3}",
  "#wirewalk .shade{fill-opacity:.08}",
].join("");
