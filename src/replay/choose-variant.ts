import { headerText } from "../trace/headers.ts";
import { hasPieces, splitAtAliases } from "./aliases.ts";
import type { MatchRules } from "./match-rules.ts";
import type { Recorded } from "./matcher.ts";

/** Returns the value of a header of the received request; "" if it was not sent. */
export type HeaderOf = (name: string) => string;

/**
 * Of responses to one call, those that were selected by the headers of this request: the headers that `Vary` names, those that select a
 * representation (RFC 9110, section 12), and those that make a request conditional (section 13). If none agrees in all of them, those that
 * agree in most.
 */
export function createVariantChooser(
  rules: MatchRules,
): (answers: readonly Recorded[], headerOf: HeaderOf) => readonly Recorded[] {
  const namesOf = new Map<readonly Recorded[], readonly string[]>();
  const chosen = new Map<string, readonly Recorded[]>();
  return (answers, headerOf) => {
    const names = namesOf.get(answers) ?? (rules.has("headers") ? findTelling(answers, rules) : []);
    namesOf.set(answers, names);
    if (names.length === 0) return answers;
    const scores = answers.map(({ entry }) => {
      return names.filter((name) => agrees(headerText(entry.request.headers, name), headerOf(name))).length;
    });
    const best = Math.max(...scores);
    const fitting = answers.filter((_, index) => scores[index] === best);
    // The same list each time: turns are counted by it.
    const key = fitting.map(({ number }) => number).join();
    const known = chosen.get(key) ?? fitting;
    chosen.set(key, known);
    return known;
  };
}

/** Headers that could have chosen, and have not the same value in all requests. */
function findTelling(answers: readonly Recorded[], { ignoresHeader }: MatchRules): readonly string[] {
  const varied = answers.flatMap(({ entry }) => headerText(entry.response.headers, "vary").toLowerCase().split(","));
  const names = new Set([...CHOOSING, ...varied.map((name) => name.trim())]);
  return [...names].filter((name) => {
    if (name === "" || name === "*" || OF_TRANSPORT.test(name) || ignoresHeader(name)) return false;
    return new Set(answers.map(({ entry }) => headerText(entry.request.headers, name))).size > 1;
  });
}

const CHOOSING = [
  "accept",
  "accept-language",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
];

/** Bodies are sent decoded, and a browser's origin is that of the replay. */
const OF_TRANSPORT = /^(?:accept-encoding|origin|user-agent)$/;

function agrees(recorded: string, asked: string): boolean {
  return hasPieces(asked, splitAtAliases(recorded), false);
}
