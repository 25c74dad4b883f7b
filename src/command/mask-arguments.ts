import { classOfVariable } from "../redact/names.ts";
import type { Redactor } from "../redact/redactor.ts";
import type { Exchange } from "../trace/exchange.ts";

/**
 * Learns and masks the secrets of a command line: values of options named like a secret, `-u user:password`, URLs, header
 * fields, and bodies. What is learned here is masked in the exchanges too.
 */
export function maskArguments(argv: readonly string[], redactor: Redactor): string[] {
  return argv.map((argument, index) => {
    const [, option = "", value] = /^(--?[\w-]+)=(.*)$/s.exec(argument) ?? [];
    if (value !== undefined) return `${option}=${maskValue(option, value, redactor)}`;
    return maskValue(argv[index - 1] ?? "", argument, redactor);
  });
}

/** @param option what stands before the value; it takes one only if it is an option */
function maskValue(option: string, value: string, redactor: Redactor): string {
  const secretClass = option.startsWith("--") ? classOfVariable(option) : undefined;
  if (secretClass !== undefined && !isOption(value)) {
    redactor.learn(value, secretClass);
    return redactor.redactText(value);
  }
  if (SIGN_IN_OPTIONS.has(option)) return maskSignIn(value, redactor);
  if (BODY_OPTIONS.has(option)) return maskAs({ body: value }, redactor);
  if (/\s/.test(value) && !HEADER.test(value)) return maskScript(value, redactor);
  return maskAs({ url: value }, redactor);
}

/** A command line in one argument, as `sh -c` takes it: its words are masked where they stand. */
function maskScript(script: string, redactor: Redactor): string {
  const words = Array.from(script.matchAll(WORD), ([word]) => word.replace(/^(["'])(.*)\1$/s, "$2"));
  const masked = maskArguments(words, redactor).values();
  return script.replaceAll(WORD, (word) => {
    const quote = /^["']/.exec(word)?.[0] ?? "";
    return quote + (masked.next().value ?? "") + quote;
  });
}

const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;

/** `X-Auth-Token: …`, and not `http://…`. */
const HEADER = /^([\w-]+):(\s*)(?!\/\/)(\S.*)$/s;

const isOption = (text: string): boolean => /^--?[a-z]/i.test(text);

/** curl's and wget's; `-u` of most other programs takes a name without a colon. */
const SIGN_IN_OPTIONS: ReadonlySet<string> = new Set(["-u", "--user", "-U", "--proxy-user"]);

const BODY_OPTIONS: ReadonlySet<string> = new Set(["-d", "--data", "--data-raw", "--data-binary", "--json"]);

function maskSignIn(value: string, redactor: Redactor): string {
  const colon = value.indexOf(":");
  if (colon < 0) return redactor.redactText(value);
  const password = value.slice(colon + 1);
  redactor.learn(password, "password");
  return `${value.slice(0, colon)}:${redactor.redactText(password)}`;
}

/** Masked as it will be on the wire, by the same rules. */
function maskAs({ url = "", body }: { url?: string; body?: string }, redactor: Redactor): string {
  const [, name, space = "", field = ""] = HEADER.exec(url) ?? [];
  if (name !== undefined) {
    const exchange = anExchange("", [name, field], undefined);
    redactor.redactExchange(exchange);
    return `${name}:${space}${exchange.requestHeaders[1] ?? ""}`;
  }
  const exchange = anExchange(url, [], body);
  redactor.redactExchange(exchange);
  return exchange.requestBody?.text ?? exchange.url;
}

function anExchange(url: string, requestHeaders: string[], body: string | undefined): Exchange {
  const mimeType =
    body !== undefined && /^\s*[[{]/.test(body) ? "application/json" : "application/x-www-form-urlencoded";
  const size = Buffer.byteLength(body ?? "");
  const requestBody =
    body === undefined
      ? undefined
      : { mimeType, text: body, base64: false, wireSize: size, decodedSize: size, sha256: undefined };
  return {
    seq: 0,
    startedAt: 0,
    blocked: -1,
    send: -1,
    wait: -1,
    receive: -1,
    method: "GET",
    url,
    httpVersion: "",
    requestHeaders,
    requestBody,
    status: 0,
    reason: "",
    responseHeaders: [],
    responseBody: undefined,
    more: undefined,
  };
}
