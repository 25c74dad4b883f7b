import { isJson } from "../json/read-json.ts";
import type { Header, Trace } from "../trace/model/types.ts";
import { readShellWords } from "./shell-words.ts";
import { type LoggedExchange, toTrace } from "./to-trace.ts";

export function isKeystoneLog(text: string): boolean {
  return /^.*REQ: curl /m.test(text);
}

/** Reads what clients that use keystoneauth print with `--debug`: `REQ: curl …`, `RESP: [200] …`, `RESP BODY: …`. */
export function parseKeystoneLog(text: string): Trace {
  const exchanges: Draft[] = [];
  for (const line of text.split(/\r?\n/)) {
    const last = exchanges.at(-1);
    const [, request] = /\bREQ: (curl .*)$/.exec(line) ?? [];
    // What is sent for a token is not logged, as it holds a password; the answer's body is, without a mark.
    const [, tokenUrl] = /\bMaking authentication request to (\S+)$/.exec(line) ?? [];
    if (request !== undefined) exchanges.push(readRequest(request));
    else if (tokenUrl !== undefined) exchanges.push({ ...NOTHING, method: "POST", url: tokenUrl });
    else if (last !== undefined) addLine(last, line);
  }
  return toTrace(exchanges, COMMENT);
}

const COMMENT =
  "From the log of keystoneauth, which runs headers together, leaves bodies out and shows hashes in place of tokens.";

type Draft = { -readonly [Name in keyof LoggedExchange]: LoggedExchange[Name] };

const NOTHING: LoggedExchange = {
  method: "GET",
  url: "",
  requestHeaders: [],
  requestBody: "",
  status: 0,
  reason: "",
  responseHeaders: [],
  responseBody: "",
};

function addLine(draft: Draft, line: string): void {
  const [, status, headers] = /\bRESP: \[(\d+)\] ?(.*)$/.exec(line) ?? [];
  const [, body] = /\bRESP BODY: (.*)$/.exec(line) ?? [];
  const [, wireStatus] = /"[A-Z]+ \S+ HTTP\/[\d.]+" (\d{3}) /.exec(line) ?? [];
  if (status !== undefined) {
    draft.status = Number(status);
    draft.responseHeaders = readHeaders(headers ?? "");
  } else if (body !== undefined) {
    draft.responseBody = body.startsWith("Omitted, Content-Type is set to") ? "" : body;
  } else if (wireStatus !== undefined && draft.status === 0) {
    draft.status = Number(wireStatus);
  } else if (isTokenBody(draft, line) || isOpenJson(draft.responseBody)) {
    draft.responseBody += draft.responseBody === "" ? line.trim() : `\n${line}`;
  }
}

function isTokenBody({ status, responseBody }: Draft, line: string): boolean {
  return status > 0 && responseBody === "" && /^\s*\{"(?:token|access)":/.test(line);
}

/** Whether a body that began as JSON goes on in the next line. */
function isOpenJson(body: string): boolean {
  return /^[{[]/.test(body) && !(/[}\]]\s*$/.test(body) && isJson(body));
}

/** A command line of curl, as keystoneauth writes it for people to run. */
function readRequest(line: string): Draft {
  const words = readShellWords(line);
  const after = (option: string): readonly string[] =>
    words.flatMap((word, index) => (word === option ? [words[index + 1] ?? ""] : []));
  return {
    ...NOTHING,
    method: after("-X")[0] ?? "GET",
    url: words.find((word) => /^https?:\/\//.test(word)) ?? "",
    requestHeaders: after("-H").flatMap(readHeaders),
    requestBody: after("-d")[0] ?? "",
  };
}

/** The log writes headers one after another with a space; a name is what has a colon and a space behind it. */
function readHeaders(text: string): readonly Header[] {
  const starts = [...text.matchAll(/(?:^| )([\w-]+): /g)];
  return starts.map(({ 0: start, 1: name = "", index }, at) => ({
    name,
    value: text.slice(index + start.length, starts[at + 1]?.index),
  }));
}
