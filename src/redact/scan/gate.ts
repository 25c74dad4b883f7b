import { basename } from "node:path";

import { UserError } from "../../errors.ts";
import { everyString } from "../../json/every-string.ts";
import { visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { countBreaks } from "../../sequence/count-breaks.ts";
import type { WrittenBytes } from "../../trace/model/serialize.ts";
import { findFormats } from "../formats/find-formats.ts";
import type { LearnedHit } from "../vault/short-values.ts";
import { type Leak, withoutOverlaps } from "./find-leaks.ts";
import type { FindOwn } from "./find-own.ts";
import { namePlace } from "./name-place.ts";
import { type ScanFinding, describeLeaks, scanText } from "./scan-text.ts";

const FOUND = 4;

/** Throws a `UserError` if a text to be written contains what looks like a secret. */
export function refuseSecrets(file: string, text: string, findOwn?: FindOwn): void {
  refuseSecretName(file);
  refuseFindings(file, scanText(text, findOwn), 1);
}

function refuseFindings(file: string, findings: readonly ScanFinding[], firstLine: number): void {
  if (findings.length === 0) return;
  const [{ rule } = { rule: "" }] = findings;
  throw new UserError(
    [`Did not write "${file}": it would contain a likely secret.`, ...toLines(findings, firstLine)].join("\n"),
    {
      hint: `Replace it with an alias such as REDACTED-token-1, or add \`allow-secret ${rule}\` to its line if it is not a secret.`,
      exitCode: FOUND,
    },
  );
}

/**
 * The same for a text that is longer than memory. Passes on its pieces, each when it has been looked into; several short ones
 * at once. A piece ends where no secret is cut.
 */
export function* refuseSecretsIn(file: string, pieces: Iterable<string>): Generator<string> {
  refuseSecretName(file);
  let waiting = "";
  let line = 1;
  const pass = function* (): Generator<string> {
    refuseFindings(file, scanText(waiting.replace(BEFORE_JSON, blank)), line);
    line += countBreaks(waiting);
    yield waiting;
    waiting = "";
  };
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length >= LOOKED_AT) yield* pass();
  }
  if (waiting !== "") yield* pass();
}

/** Characters that are looked into at once: each look costs some time by itself. */
const LOOKED_AT = 1 << 16;

/** What precedes the next value in a list or an object; it would hide that JSON follows. */
const BEFORE_JSON = /^[\s,\]]+(?:"\w+":\s*)?(?=[{[])/;

/** As long, so that places stay. */
function blank(text: string): string {
  return text.replaceAll(/\S/g, " ");
}

/**
 * Throws a `UserError` if the last part of the path of an output file contains a secret.
 *
 * @param findLearned finds those that no format reveals; none by default
 */
export function refuseSecretName(file: string, findLearned: (text: string) => readonly LearnedHit[] = () => []): void {
  const name = basename(file);
  const [leak] = withoutOverlaps([...findLearned(name), ...findFormats(name)]);
  if (leak === undefined) return;
  throw new UserError(`Did not write the file: its name would contain a secret: ${leak.secretClass} (${leak.rule}).`, {
    hint: "Choose another name. If the recording has ended, run `wirewalk recover JOURNAL -o NAME` to rebuild its trace.",
    exitCode: FOUND,
  });
}

export interface GateOptions<Piece> {
  /** Whether a piece was already searched. @default false */
  readonly isClean?: ((piece: Piece) => boolean) | undefined;
  /** Called with a piece as it is passed on, if something was omitted from it. */
  readonly onLeftOut?: (piece: string) => void;
  /** Called with each piece that is passed on, with the number of its first line. */
  readonly onPassed?: (piece: Piece | string, line: number) => void;
}

/**
 * Passes on the pieces of a trace. A text in it that still holds a secret is left out, as nothing that is recorded may be lost for
 * it; throws a `UserError` where that is not enough.
 */
export function* refuseLeaks<Piece extends string | WrittenBytes>(
  pieces: Iterable<Piece>,
  findLearned: (text: string) => readonly LearnedHit[],
  { isClean = () => false, onLeftOut, onPassed }: GateOptions<Piece> = {},
): Generator<Piece | string> {
  const findAll = (text: string): readonly Leak[] => withoutOverlaps([...findLearned(text), ...findFormats(text)]);
  let line = 1;
  const look = (piece: Piece): Piece | string => {
    const text = textOfPiece(piece);
    const found = findAll(text);
    if (found.length === 0) return piece;
    const left = leaveOut(text, found);
    if (left !== text) onLeftOut?.(left);
    const leaks = left === text ? found : findAll(left);
    if (leaks.length > 0) throw refusal(left, leaks, line);
    return left;
  };
  for (const piece of pieces) {
    const left = isClean(piece) ? piece : look(piece);
    onPassed?.(left, line);
    line += typeof left === "string" ? countBreaks(left) : left.breaks;
    yield left;
  }
}

/** A piece of a trace as text. */
export function textOfPiece(piece: string | WrittenBytes): string {
  return typeof piece === "string" ? piece : piece.bytes.toString();
}

/** Looks into entries before they become text, where what they hold has no escapes of JSON. */
export interface EntryWatch<One> {
  /** Called with each entry before it is written. */
  readonly see: (entry: One) => void;
  /** Whether none of the strings of the last entry contains a secret; false on a second call. */
  readonly isClean: () => boolean;
}

export interface WatchOptions<One> {
  readonly findLearned: (text: string) => readonly LearnedHit[];
  /** With each secret that is learned, there is more to be found. */
  readonly learnedCount: number;
  /** The part of an entry that has not been checked yet; it is checked once if it is the same object for entries that follow each other. */
  readonly unknownOf: (entry: One) => unknown;
}

/** Checks the strings of entries, so that `refuseLeaks` need not unescape most of them. */
export function watchEntries<One>(options: WatchOptions<One>): EntryWatch<One> {
  const { findLearned, unknownOf } = options;
  const isFree = (text: string): boolean => findLearned(text).length === 0 && findFormats(text).length === 0;
  let isLastClean = false;
  let clean: { readonly part: unknown; readonly learned: number } | undefined;
  return {
    see: (entry) => {
      const part = unknownOf(entry);
      const learned = options.learnedCount;
      const isKnown = clean?.part === part && clean?.learned === learned;
      isLastClean = isKnown || everyString(part, isFree);
      if (isLastClean && !isKnown) clean = { part, learned };
    },
    isClean: () => {
      const answer = isLastClean;
      isLastClean = false;
      return answer;
    },
  };
}

/** JSON without the texts in which there is something. */
function leaveOut(json: string, leaks: readonly Leak[]): string {
  let written = "";
  let copied = 0;
  let next = 0;
  visitLeaves(json, ({ kind, start, end }) => {
    while ((leaks[next]?.start ?? json.length) < start) next += 1;
    if (kind !== TOKEN.string || (leaks[next]?.start ?? json.length) >= end) return;
    written += `${json.slice(copied, start)}"${LEFT_OUT}"`;
    copied = end;
  });
  return written + json.slice(copied);
}

const LEFT_OUT = "(omitted: it contains a secret that cannot be masked)";

function refusal(piece: string, leaks: readonly Leak[], line: number): UserError {
  const places = leaks.slice(0, LISTED).map(({ start }) => namePlace(piece, start));
  const lines = toLines(describeLeaks(piece, leaks), line, places);
  return new UserError(["Did not write the trace: it would still contain a secret.", ...lines].join("\n"), {
    hint: "Report the place and the rule: this is a gap in wirewalk's masking. The journal was kept.",
    exitCode: FOUND,
  });
}

/** A page full of them needs no list of all. */
const LISTED = 10;

function toLines(findings: readonly ScanFinding[], firstLine: number, places: readonly string[] = []): string[] {
  const lines = findings
    .slice(0, LISTED)
    .map(
      ({ line, column, class: secretClass, rule }, index) =>
        `  line ${firstLine + line - 1}, column ${column}${places[index] ? `, ${places[index]}` : ""}: ${secretClass} (${rule})`,
    );
  return findings.length > LISTED ? [...lines, `  and ${findings.length - LISTED} more`] : lines;
}
