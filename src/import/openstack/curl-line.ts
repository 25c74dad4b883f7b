import { findText, firstText } from "../../sequence/first-text.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { Header } from "../../trace/model/types.ts";
import { readShellWords } from "../shell-words.ts";

/** A request in a log. */
export interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/**
 * A command line of curl as clients of OpenStack print it for people to run: in the form of one, but unescaped. A body goes up
 * to the last apostrophe of the line (keystoneauth prints `-d '%s'`), and a header in double quotes to the one before the next
 * option.
 */
export function readCurlLine(line: string): LoggedRequest {
  const { body, rest } = takeBody(line);
  const { headers, rest: bare } = takeHeaders(rest);
  const words = readShellWords(bare);
  const url = findText(words, (word) => /^https?:\/\//i.test(word));
  const named = words.indexOf("-X");
  const isHead = words.includes("-I");
  // swiftclient writes a method that it does not know without an option: `curl -i http://… DELETE -H …`.
  const alone = words.find((word) => /^[A-Z]{3,}$/.test(word));
  const method = named >= 0 ? words[named + 1] : isHead ? "HEAD" : alone;
  return { method: method ?? "GET", url, headers, body };
}

function takeBody(line: string): { body: string; rest: string } {
  const start = / (?:-d|--data(?:-raw|-binary)?) (['"])/.exec(line);
  if (start === null) return { body: "", rest: line };
  const from = start.index + start[0].length;
  const to = line.lastIndexOf(start[1] ?? "'");
  const written = line.slice(from, to < from ? undefined : to);
  // People paste commands that a shell would read, too: there an apostrophe is `'"'"'` or `'\''`.
  const body = written.replaceAll(/'"'"'|'\\''/g, "'");
  return { body, rest: `${line.slice(0, start.index)} ${to < from ? "" : line.slice(to + 1)}` };
}

function takeHeaders(line: string): { headers: readonly Header[]; rest: string } {
  const headers: Header[] = [];
  const pattern = / -H (?:"(.*?)"(?= -|\s*$| [A-Za-z]+:\/\/| \{\{)|'(.*?)'(?= -|\s*$| [A-Za-z]+:\/\/))/gs;
  const rest = line.replaceAll(pattern, (_, double: string | undefined, single: string | undefined) => {
    const [, name = "", value = ""] = matchParts(
      /^([^:\s]+):\s?(.*)$/s,
      firstText(double, single).replaceAll('\\"', '"'),
    );
    if (name !== "") headers.push({ name, value });
    return "";
  });
  return { headers, rest };
}

/** Whether the body of a request continues in the next line. */
export function isOpenCurlLine(line: string): boolean {
  const [, quote] = matchParts(/ (?:-d|--data(?:-raw|-binary)?) (['"])(?=[^]*$)/, line);
  if (quote === undefined) return false;
  const from = line.search(/ (?:-d|--data(?:-raw|-binary)?) ['"]/);
  return line.indexOf(quote, from) === line.lastIndexOf(quote);
}
