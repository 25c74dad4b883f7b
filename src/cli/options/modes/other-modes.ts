import type { Fate, ModeTable } from "./mode-table.ts";

/** `wirewalk check`: its pages, or the API itself. */
export const CHECK_MODES = {
  modes: { pages: "check [NAME…]", live: "check --live [NAME…]" },
  options: {
    diff: { pages: "applied", live: { instead: "remove it: differences are always printed" } },
    live: { pages: "applied", live: "applied" },
    format: { pages: "applied", live: "applied" },
    json: { pages: "applied", live: "applied" },
  },
} as const satisfies ModeTable<"pages" | "live">;

const PICTURES = { instead: "remove it, or draw an image: --format svg, --format png" } as const;
const ofPictures: Readonly<Record<"text" | "picture", Fate>> = { text: PICTURES, picture: "applied" };
const both = { text: "applied", picture: "applied" } as const;

/** `wirewalk diagram`: as text, or as an image. */
export const DIAGRAM_MODES = {
  modes: { text: "diagram --format mermaid|text", picture: "diagram --format svg|png" },
  options: {
    format: both,
    theme: ofPictures,
    engine: ofPictures,
    locale: ofPictures,
    output: both,
    flow: both,
    only: both,
    drop: both,
    openapi: both,
    "data-flow": both,
    recorders: both,
    check: both,
  },
} as const satisfies ModeTable<"text" | "picture">;

const written = { spans: "applied", other: "applied" } as const;

/** `wirewalk export`: spans, or another format. */
export const EXPORT_MODES = {
  modes: { other: "export TRACE --format …", spans: "export TRACE --format otlp" },
  options: {
    format: written,
    output: written,
    flow: written,
    proto: { spans: { instead: "remove it: spans contain no bodies of messages" }, other: "applied" },
    only: written,
    drop: written,
    where: written,
    limit: written,
    failed: written,
    status: written,
    slow: written,
    grep: written,
    from: written,
    to: written,
    headers: { spans: "applied", other: { instead: "remove it, or use --format otlp" } },
    check: written,
  },
} as const satisfies ModeTable<"other" | "spans">;
