import { readFile, writeFile } from "node:fs/promises";

import { type CommandSynopsis, describeCommands } from "../src/cli/completion/describe-commands.ts";
import type { Fate, ModeTable } from "../src/cli/options/modes/mode-table.ts";
import { PAGE_SETTING_USES, SETTING_USES } from "../src/cli/options/modes/setting-uses.ts";
import { FORMATS } from "../src/export/formats.ts";
import { TARGETS } from "../src/page/dialects/targets.ts";
import { listOwnLocales } from "../src/page/templates.ts";
import { writeComment } from "../src/regions/comment.ts";
import { DIFFERENCES } from "../test/clients/differential/differences.ts";
import { toCommandReference } from "./reference/command-reference.ts";
import { toKeyReference } from "./reference/key-reference.ts";
import { type Row, writeTable } from "./reference/markdown-table.ts";

/** An option that applies in every mode needs no row. */
function toModeRows({ modes, options }: ModeTable): readonly Row[] {
  return Object.entries(options).flatMap(([name, fates]) => {
    const cells = Object.keys(modes).map((mode) => toCell(fates[mode] ?? "applied"));
    return cells.every((cell) => cell === "applies") ? [] : [[`\`--${name}\``, ...cells]];
  });
}

function toCell(fate: Fate): string {
  if (fate === "applied") return "applies";
  return "key" in fate ? `key \`${fate.key}\`` : `refused: ${fate.instead}`;
}

interface DocumentTable {
  /** Of the lines around it: `<!-- table: targets -->`. */
  readonly name: string;
  readonly file: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** Tables of the guides, generated from the lists in the code and in the test that runs real clients. */
const tables: readonly DocumentTable[] = [
  {
    name: "targets",
    file: "docs/guide/page-targets.md",
    head: ["target", "for", "tabs", "comments of regions", "what the site needs", "`wirewalk dev` runs"],
    rows: TARGETS.map(({ name, dialect, docs, serve }) => {
      const server = serve === undefined ? "the command after `--`" : `\`${serve.join(" ")}\``;
      return [`\`${name}\``, docs.purpose, docs.tabs, `\`${writeComment(dialect.comment, "…")}\``, docs.needs, server];
    }),
  },
  {
    name: "locales",
    file: "docs/guide/page-targets.md",
    head: ["locale", "language"],
    rows: listOwnLocales().map((locale) => [`\`${locale}\``, LANGUAGES.of(locale) ?? locale]),
  },
  {
    name: "differences",
    file: "docs/guide/record-a-command.md",
    head: ["Without the recorder", "With it"],
    rows: Object.values(DIFFERENCES).map((row) => [row.without, row.with]),
  },
  {
    name: "export formats",
    file: "docs/guide/share.md",
    head: ["format", "what it is"],
    rows: Object.entries(FORMATS).map(([name, { purpose }]) => [`\`${name}\``, purpose]),
  },
  {
    name: "settings",
    file: "docs/guide/options.md",
    head: ["setting", "applies to"],
    rows: Object.entries({ ...SETTING_USES, ...PAGE_SETTING_USES }).map(([name, uses]) => [
      `\`${name}\``,
      uses.map((use) => `\`${use}\``).join(", "),
    ]),
  },
];

/** For a command with several forms: the forms that each option applies to. */
function toOptionTables({ name, modes }: CommandSynopsis): readonly DocumentTable[] {
  if (modes === undefined) return [];
  const forms = Object.values(modes.modes).map((form) => `\`${form.replaceAll("|", "\\|")}\``);
  const rows = toModeRows(modes);
  // If every option applies to every form, no table is needed.
  if (rows.length === 0) return [];
  return [{ name: `options of ${name}`, file: "docs/guide/options.md", head: ["option", ...forms], rows }];
}

/** Writes the tables and the pages of the reference: `node scripts/tables.ts`; with `--check` it only compares, and exits 1. */
if (import.meta.main) {
  const isCheck = process.argv.includes("--check");
  for (const { file, text, current } of await writeTables()) {
    if (text === current) continue;
    if (isCheck) {
      console.error(`${file} is out of date.\n  Hint: run \`npm run tables\`.`);
      process.exitCode = 1;
    } else {
      await writeFile(locate(file), text);
    }
  }
}

interface TabledDocument {
  readonly file: string;
  readonly current: string;
  readonly text: string;
}

/** Documents in their present and in their correct state. */
export async function writeTables(): Promise<readonly TabledDocument[]> {
  const commands = await describeCommands();
  const tabled = Array.from(
    Map.groupBy([...tables, ...commands.flatMap(toOptionTables)], ({ file }) => file),
    async ([file, some]) => {
      const current = await readFile(locate(file), "utf8");
      return { file, current, text: some.reduce(replaceTable, current) };
    },
  );
  const written = [
    { file: "docs/reference/commands.md", text: toCommandReference(commands) },
    { file: "docs/reference/keys.md", text: toKeyReference() },
  ].map(async ({ file, text }) => ({ file, text, current: await readFile(locate(file), "utf8").catch(() => "") }));
  return Promise.all([...tabled, ...written]);
}

function locate(file: string): URL {
  return new URL(`../${file}`, import.meta.url);
}

function replaceTable(document: string, { name, file, head, rows }: DocumentTable): string {
  const [begin, end] = [`<!-- table: ${name} -->\n`, "<!-- end of table -->"];
  const start = document.indexOf(begin);
  const stop = document.indexOf(end, start);
  if (start < 0 || stop < 0) throw new Error(`${file} has no place for the table "${name}".`);
  return `${document.slice(0, start)}${begin}\n${writeTable(head, rows)}\n${document.slice(stop)}`;
}
