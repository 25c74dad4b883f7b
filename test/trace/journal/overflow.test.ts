import fs, {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { followJournal } from "../../../src/trace/journal/follow-journal.ts";
import { type JournalLines, createJournalLines } from "../../../src/trace/journal/journal-lines.ts";
import { encodeExchange, encodeHeader } from "../../../src/trace/journal/journal.ts";
import { openJournal } from "../../../src/trace/journal/open-journal.ts";
import { type Overflow, openOverflow, openOverflowsOf, removeOverflow } from "../../../src/trace/journal/overflow.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const HEADER = '{"wirewalkJournal":1}\n';

/** A journal, and a directory on another disk. */
async function aJournal(): Promise<Overflow> {
  const journal = join(await tempFolder(), "t.har.journal");
  writeFileSync(journal, HEADER);
  return { journal, header: HEADER, folder: await tempFolder() };
}

/** Lines that are written to a full disk. */
function fullLines(
  overflow: Overflow | undefined,
  most = 1 << 28,
): JournalLines & { readonly told: readonly string[] } {
  const descriptor = openSync("/dev/full", "w");
  const told: string[] = [];
  const lines = createJournalLines(descriptor, { overflow, most, onElsewhere: (message) => told.push(message) });
  onTestFinished(() => {
    lines.close();
    closeSync(descriptor);
  });
  return Object.assign(lines, { told });
}

const fileIn = (folder: string): string => join(folder, readdirSync(folder)[0] ?? "none");

test("lines that do not fit on a full disk go to another place, with mode 0600, and this is reported once", async () => {
  const overflow = await aJournal();
  const { append, told } = fullLines(overflow);
  append("[1,1]\n[2,2]\n");
  append("[3,3]\n");
  const file = fileIn(overflow.folder);
  expect(readFileSync(file, "utf8")).toBe(`${HEADER}[1,1]\n[2,2]\n[3,3]\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(told).toEqual([
    `Cannot write "${overflow.journal}": no space is left on the disk. Further exchanges are kept in "${file}", up to 256 MiB.`,
  ]);
});

test("without another place, the error of the disk stays, and the number of lost lines is known", () => {
  const lines = fullLines(undefined);
  expect(() => lines.append("[1,1]\n[2,2]\n")).toThrow(/ENOSPC/);
  expect([lines.lost, lines.told]).toEqual([2, []]);
});

test("more than the limit is not kept", async () => {
  const lines = fullLines(await aJournal(), 1 << 20);
  lines.append("[1,1]\n");
  expect(() => lines.append(`${"x".repeat(1 << 20)}\n[3,3]\n`)).toThrow(/At most 1 MiB are kept in /);
  expect(lines.lost).toBe(2);
});

test("data that another journal with the same name put there is not read", async () => {
  const overflow = await aJournal();
  openOverflow(overflow, Buffer.from("[1,1]\n"));
  expect(openOverflowsOf({ ...overflow, header: '{"wirewalkJournal":1,"pid":7}\n' }, [])).toEqual([]);
  expect(openOverflowsOf(overflow, [])).toEqual([{ file: fileIn(overflow.folder), descriptor: expect.any(Number) }]);
  removeOverflow(overflow);
  expect(readdirSync(overflow.folder)).toEqual([]);
});

test("a link that somebody has put in its place is not followed", async () => {
  const overflow = await aJournal();
  const first = openOverflow(overflow, Buffer.from("[1,1]\n"));
  const victim = join(await tempFolder(), "victim");
  writeFileSync(victim, "mine");
  removeOverflow(overflow);
  symlinkSync(victim, first?.file ?? "");
  const second = openOverflow(overflow, Buffer.from("[1,1]\n"));
  expect(readFileSync(victim, "utf8")).toBe("mine");
  expect(second?.file).not.toBe(first?.file);
  removeOverflow(overflow);
});

test.each([
  ["a short command", []],
  ["a long command", ["x".repeat(200_000)]],
])("a reader that follows or opens a journal of %s continues in the other place", async (_, argv) => {
  const origin = { command: { argv, exitCode: 0, stdout: "", stderr: "" } };
  const overflow = { ...(await aJournal()), header: encodeHeader({ wirewalkJournal: 1, origin }), folder: tmpdir() };
  onTestFinished(() => removeOverflow(overflow));
  const [first = "", second = "", third = "", fourth = ""] = [2, 4, 1, 3].map((seq) =>
    encodeExchange(anExchange({ seq })),
  );
  writeFileSync(overflow.journal, overflow.header + first);
  const follower = followJournal(overflow.journal);
  onTestFinished(follower.close);
  const written = [...follower.next(Infinity)];
  appendFileSync(overflow.journal, '[4,"cut');
  const { file = "" } = openOverflow(overflow, Buffer.from(second)) ?? {};
  written.push(...follower.next(1));
  appendFileSync(file, third + fourth);
  written.push(...follower.next(Infinity), ...follower.next(Infinity));
  expect(written.map((line) => `${line}\n`)).toEqual([overflow.header, first, second, third, fourth]);
  expect(Array.from(follower.readAll().exchanges(), ({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  const opened = openJournal(overflow.journal);
  expect(Array.from(opened.exchanges(), ({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  opened.close();
});

/** Lines of a journal whose disk accepts writes and reports an error each time it is synced. */
function unsyncedLines(overflow: Overflow, failing: number): JournalLines & { readonly told: readonly string[] } {
  const descriptor = openSync(overflow.journal, "a");
  const told: string[] = [];
  const lines = createJournalLines(descriptor, { overflow, onElsewhere: (message) => told.push(message) });
  const { fdatasyncSync } = fs;
  let left = failing;
  fs.fdatasyncSync = (one) => {
    left -= 1;
    if (left >= 0) throw Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO", syscall: "fdatasync" });
    fdatasyncSync(one);
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.fdatasyncSync = fdatasyncSync;
    syncBuiltinESMExports();
    lines.close();
    closeSync(descriptor);
  });
  return Object.assign(lines, { told });
}

test("data that a disk accepted and then reports an error about goes to another place, and is in the journal once", async () => {
  const overflow = await aJournal();
  const [first, second] = [encodeExchange(anExchange({ seq: 1 })), encodeExchange(anExchange({ seq: 2 }))];
  const { append, sync, told } = unsyncedLines(overflow, 1);
  append(first);
  sync(first);
  append(second);
  sync(second);
  expect(readFileSync(overflow.journal, "utf8")).toBe(HEADER);
  expect(readFileSync(fileIn(overflow.folder), "utf8")).toBe(`${HEADER}${first}${second}`);
  expect(told).toEqual([
    expect.stringContaining(`Cannot write "${overflow.journal}": the disk reports an error (EIO). Further`),
  ]);
});

test("a disk that reports an error wherever lines go ends the recording", async () => {
  const { append, sync, told } = unsyncedLines(await aJournal(), Infinity);
  append("[1,1]\n");
  expect(() => sync("[1,1]\n")).toThrow(/EIO/);
  expect(told).toHaveLength(2);
});

test("data that a disk kept in spite of its error is read once", async () => {
  const overflow = { ...(await aJournal()), folder: tmpdir() };
  onTestFinished(() => removeOverflow(overflow));
  const [first, second] = [encodeExchange(anExchange({ seq: 1 })), encodeExchange(anExchange({ seq: 2 }))];
  appendFileSync(overflow.journal, `${first}${second}`);
  const opened = openOverflow(overflow, Buffer.from(second));
  if (opened !== undefined) closeSync(opened.descriptor);
  const reader = openJournal(overflow.journal);
  onTestFinished(reader.close);
  expect([...reader.exchanges()].map(({ seq }) => seq)).toEqual([1, 2]);
  expect(reader.damaged).toBe(0);
});
