import { UserError } from "../../errors.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { trimmed } from "../../sequence/trimmed.ts";
import type { UserProxies } from "../proxy/upstream.ts";
import type { Environment } from "./environment.ts";

/**
 * The proxy that the user's programs use without wirewalk, and that the recording proxy therefore uses too. Throws a `UserError` if a
 * variable names an unusable proxy: every request would fail or bypass it.
 */
export function readUserProxies(env: Environment): UserProxies {
  const none = env["no_proxy"] || env["NO_PROXY"] || "";
  if (none.trim() === "*") return { http: "", https: "", none };
  return {
    http: readFirst(env, ["http_proxy", "HTTP_PROXY", ...FOR_ALL]),
    https: readFirst(env, ["https_proxy", "HTTPS_PROXY", ...FOR_ALL]),
    none,
  };
}

const FOR_ALL = ["all_proxy", "ALL_PROXY"];

function readFirst(env: Environment, names: readonly string[]): string {
  const name = names.find((each) => env[each]?.trim());
  return name === undefined ? "" : readProxy(name, trimmed(env[name]));
}

function readProxy(name: string, value: string): string {
  const scheme = matchedText(/^([a-z][a-z\d+.-]*):\/\//i, value, 1).toLowerCase();
  const shown = JSON.stringify(value.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, "$1…@"));
  if (scheme !== "" && scheme !== "http" && scheme !== "https") {
    throw new UserError(`${name} names an unsupported proxy: ${shown}.`, {
      hint: "Name an HTTP proxy, such as http://127.0.0.1:3128, or use none: unset the variable, or set no_proxy=*.",
    });
  }
  // The same precedence as in curl, Python, and Go.
  const url = scheme === "" ? `http://${value}` : value;
  if (!URL.canParse(url) || new URL(url).port === "0") {
    throw new UserError(`${name} is not the URL of a proxy: ${shown}.`, {
      hint: "Use host and port, such as http://127.0.0.1:3128.",
    });
  }
  return url;
}
