import { basename } from "node:path";

import type { SecretClass } from "../../redact/formats/classes.ts";
import { classOfVariable } from "../../redact/names.ts";
import { SHORT_OPTIONS, isSignIn } from "../../redact/names/short-options.ts";
import type { Redactor } from "../../redact/redactor.ts";
import { findAll } from "../../sequence/find-all.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import type { Exchange } from "../../trace/journal/exchange.ts";
import { newExchange } from "../../trace/journal/new-exchange.ts";

/**
 * Learns and masks the secrets of a command line: values of options whose names suggest a secret, `-u user:password`, URLs, header fields,
 * and bodies. What is learned here is masked in the exchanges too.
 */
export function maskArguments(argv: readonly string[], redactor: Redactor): string[] {
  // Secrets that are recognizable only in context are learned from the whole line.
  redactor.redactOutput(argv.join(" "));
  // Text that no rule for command lines covers is treated like any other text.
  return argv.map((_argument, index) => redactor.redactOutput(maskOne(argv, index, redactor)));
}

function maskOne(argv: readonly string[], index: number, redactor: Redactor): string {
  const argument = knownAt(argv, index);
  const special = maskShortOption(argv, index, redactor) ?? maskByPlace(argv, index, redactor);
  if (special !== undefined) return special;
  const [, option = "", equals = "", value] = matchParts(/^(--?[\w.-]+|\/\w+)(=|(?<=^\/\w+):)(.*)$/s, argument);
  if (value !== undefined) {
    const masked = maskAssignments(value, redactor) ?? maskValue(option, value, redactor);
    return option + equals + masked;
  }
  return maskAssignments(argument, redactor) ?? maskValue(textAt(argv, index - 1), argument, redactor);
}

/** The meaning of an argument according to the words before it. */
function maskByPlace(argv: readonly string[], index: number, redactor: Redactor): string | undefined {
  const argument = knownAt(argv, index);
  const before = textAt(argv, index - 1);
  const mask = (start: number, secretClass: SecretClass): string => {
    redactor.learn(argument.slice(start), secretClass);
    return argument.slice(0, start) + redactor.redactText(argument.slice(start));
  };
  // `aws configure set aws_secret_access_key …`
  const named =
    /^(?:set|put|add)$/.test(textAt(argv, index - 2)) && isNoWord(argument) ? classOfVariable(before) : undefined;
  if (named !== undefined) return mask(0, named);
  if (before === "--oauth2-bearer" || /^token (?:revoke|validate)$/.test(`${textAt(argv, index - 2)} ${before}`))
    return mask(0, "token");
  // curl's certificate with its passphrase.
  if (/^(?:-E|--cert|--proxy-cert)$/.test(before) && basename(textAt(argv, 0)) === "curl" && argument.includes(":"))
    return mask(argument.lastIndexOf(":") + 1, "password");
  const program = basename(textAt(argv, 0));
  if (/^(?:-b|--cookie)$/.test(before) && program === "curl" && argument.includes("="))
    return maskAs({ url: `Cookie: ${argument}` }, redactor).replace(/^Cookie: /, "");
  if (/^(?:-a|--auth)$/.test(before) && /^(?:https?|xhs?)$/.test(program)) return maskSignIn(argument, redactor);
  // The last word after `-b`, however short it is.
  const isGiven = /^ht(?:passwd|dbm)$/.test(program) && argv.some((one) => /^-\w*b/.test(one));
  if (isGiven && index === argv.length - 1 && index > 3 - Number(argv.some((one) => /^-\w*n/.test(one))))
    return mask(0, "password");
  // kubectl's `create secret`
  const [literal] = matchParts(/^--from-literal=[^=]+=(?=.)/, argument);
  return literal !== "" && literal !== undefined && argv.includes("secret")
    ? mask(literal.length, "secret")
    : undefined;
}

/** Settings in one argument, `a=b,db.password=…`; undefined if none of them is a secret. */
function maskAssignments(argument: string, redactor: Redactor): string | undefined {
  const whole = maskAssignment(argument, redactor);
  if (whole !== undefined || !argument.includes(",")) return whole;
  const pieces = argument.split(",");
  const masked = pieces.map((piece) => maskAssignment(piece, redactor));
  if (masked.every((piece) => piece === undefined)) return undefined;
  return masked.map((piece, index) => piece ?? textAt(pieces, index)).join(",");
}

/** `OS_PASSWORD=…`, as `env` and shells take it, and `password=…` of curl's forms; undefined for any other argument. */
function maskAssignment(argument: string, redactor: Redactor): string | undefined {
  const [, head = "", name = "", value = "", end = ""] = matchParts(
    /^(([A-Za-z_][\w.[\]-]*)=["']?)([^"'&]+)(["']?[;&|)]*)$/s,
    argument,
  );
  // `user[password]`
  const secretClass = name === "" ? undefined : classOfVariable(matchedText(/[^[\]]+(?=\]?$)/, name));
  if (secretClass === undefined) return undefined;
  redactor.learn(value, secretClass);
  return head + redactor.redactText(value) + end;
}

/** `mysql -pSECRET`, `sshpass -p SECRET`: the program defines the meaning of a single letter. */
function maskShortOption(argv: readonly string[], index: number, redactor: Redactor): string | undefined {
  const before = argv.slice(0, index);
  const option = before.map((word) => SHORT_OPTIONS[basename(word)]).findLast((known) => known !== undefined);
  if (option === undefined) return undefined;
  const { letter, isApart, behind } = option;
  if (behind !== undefined && !before.includes(behind)) return undefined;
  const argument = knownAt(argv, index);
  const isJoined = argument.startsWith(letter) && argument.length > letter.length;
  // Of `sshpass -p … ssh -p 22`, the first.
  if (!isJoined && !(isApart && before.indexOf(letter) === index - 1)) return undefined;
  const value = isJoined ? argument.slice(letter.length) : argument;
  redactor.learn(value, "password");
  return argument.slice(0, argument.length - value.length) + redactor.redactText(value);
}

/** @param option what precedes the value; it takes one only if it is an option */
function maskValue(option: string, value: string, redactor: Redactor): string {
  // `-token …`, `-DDB_PASSWORD=…`, `/password:…`; a letter and a name, `-eDB_PASS=…`
  const isLong = /^(?:--|-[a-z]\w{3}|-D|\/\w{4})/i.test(option);
  const joined = /^-[a-z]\w{3}/i.test(option) ? option.slice(2) : "";
  const secretClass = isLong ? (classOfVariable(option) ?? classOfVariable(joined)) : undefined;
  if (secretClass !== undefined && !isOption(value)) {
    redactor.learn(value, secretClass);
    return redactor.redactText(value);
  }
  if (isSignIn(option, value)) return maskSignIn(value, redactor);
  if (BODY_OPTIONS.has(option)) return maskAs({ body: value }, redactor);
  // A key of several lines is not a command line.
  if (/\s/.test(value) && !HEADER.test(value)) return maskScript(redactor.redactOutput(value), redactor);
  return maskAs({ url: value }, redactor);
}

/** A command line in one argument, as for `sh -c`: its words are masked in place. */
function maskScript(script: string, redactor: Redactor): string {
  const [first = ""] = findAll(script, WORD);
  // Of a word that quotes hold together, such as `"a b";`, each piece.
  const pattern = first === script ? PIECE : WORD;
  const words = Array.from(script.matchAll(pattern), ([word]) => (QUOTED.test(word) ? word.slice(1, -1) : word));
  const masked = maskArguments(words, redactor).values();
  return script.replaceAll(pattern, (word) => {
    const quote = QUOTED.test(word) ? word.charAt(0) : "";
    return quote + (masked.next().value ?? "") + quote;
  });
}

const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

const PIECE = /"[^"]*"|'[^']*'|[^"']+/g;

const QUOTED = /^(?:"[^"]*"|'[^']*')$/;

/** `X-Auth-Token: …`, and not `http://…`. */
const HEADER = /^([\w-]+):(\s*)(?!\/\/)(\S.*)$/s;

const isOption = (text: string): boolean => /^--?[a-z]/i.test(text);

const BODY_OPTIONS: ReadonlySet<string> = new Set(["-d", "--data", "--data-raw", "--data-binary", "--json"]);

function maskSignIn(value: string, redactor: Redactor): string {
  const colon = value.indexOf(":");
  // Two numbers are a user and a group.
  if (colon < 0 || /^\d+:\d+$/.test(value)) return redactor.redactText(value);
  const password = value.slice(colon + 1);
  redactor.learn(password, "password");
  return `${value.slice(0, colon)}:${redactor.redactText(password)}`;
}

/** Masked as it will be on the wire, by the same rules. */
function maskAs({ url = "", body }: { url?: string; body?: string }, redactor: Redactor): string {
  const [, name, space = "", field = ""] = matchParts(HEADER, url);
  if (name !== undefined) {
    const exchange = anExchange("", [name, field], undefined);
    redactor.redactExchange(exchange);
    return `${name}:${space}${textAt(exchange.requestHeaders, 1)}`;
  }
  const exchange = anExchange(url, [], body);
  redactor.redactExchange(exchange);
  return exchange.requestBody?.text ?? exchange.url;
}

function anExchange(url: string, requestHeaders: string[], body: string | undefined): Exchange {
  const mimeType =
    body !== undefined && /^\s*[[{]/.test(body) ? "application/json" : "application/x-www-form-urlencoded";
  const size = body === undefined ? 0 : Buffer.byteLength(body);
  const requestBody =
    body === undefined
      ? undefined
      : { mimeType, text: body, base64: false, wireSize: size, decodedSize: size, sha256: undefined };
  return newExchange({ method: "GET", url, requestHeaders, requestBody });
}
