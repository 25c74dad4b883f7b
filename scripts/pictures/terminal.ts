/** One command of the terminal recording, with its real output. */
export interface Scene {
  readonly command: string;
  readonly output: readonly string[];
}

/**
 * A terminal as an animated SVG: each scene's command is typed, its output appears, and the next scene replaces it. Readers
 * who prefer reduced motion see the end of the last scene. Only styles animate it, because an image in a README runs no script.
 */
export function drawTerminal(scenes: readonly Scene[], shown: number): string {
  const columns = Math.max(
    ...scenes.flatMap(({ command, output }) => [command.length + 2, ...output.map((line) => Array.from(line).length)]),
  );
  const rows = Math.max(...scenes.map(({ output }) => output.length + 1));
  const width = Math.ceil(columns * LETTER) + 2 * MARGIN;
  const height = rows * LINE + 2 * MARGIN;
  const total = scenes.length * SCENE;
  const groups = scenes.map((scene, index) => drawScene(scene, { index, isShown: index === shown }));
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>wirewalk in a terminal: ${escape(scenes.map(({ command }) => command).join("; "))}</title>
<style>
:root { --paper: #f6f8fa; --ink: #1b1f24; --prompt: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181d; --ink: #e6e8eb; --prompt: #7db7ff; } }
rect { fill: var(--paper); }
text { fill: var(--ink); font: 13px ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre; }
.prompt { fill: var(--prompt); font-weight: 600; }
.scene, .line { opacity: 0; animation: scene ${total}s step-end infinite; }
@keyframes scene { 0% { opacity: 1; } ${percent(SCENE / total)} { opacity: 0; } 100% { opacity: 0; } }
@media (prefers-reduced-motion: reduce) {
  .scene, .line { animation: none; }
  .scene.shown, .line { opacity: 1; }
}
</style>
<rect width="${width}" height="${height}" rx="8"/>
${groups.join("\n")}
</svg>
`;
}

/** Pixels. */
const LETTER = 7.83;
const LINE = 18;
const MARGIN = 14;
/** Seconds. */
const SCENE = 6;
const TYPED = 1;
const BETWEEN = 0.12;

interface Place {
  readonly index: number;
  readonly isShown: boolean;
}

function drawScene({ command, output }: Scene, { index, isShown }: Place): string {
  const start = index * SCENE;
  const lines = output.map((line, row) => {
    const delay = TYPED + Math.min(row * BETWEEN, 1.5);
    return `<text class="line" x="${MARGIN}" y="${yOf(row + 1)}" style="animation-delay:${(start + delay).toFixed(2)}s">${escape(line)}</text>`;
  });
  return `<g class="scene${isShown ? " shown" : ""}" style="animation-delay:${start}s">
<text class="prompt" x="${MARGIN}" y="${yOf(0)}">$ ${escape(command)}</text>
${lines.join("\n")}
</g>`;
}

const yOf = (row: number): number => MARGIN + (row + 1) * LINE - 5;

const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
