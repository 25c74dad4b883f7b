import { UserError } from "../../errors.ts";
import { firstText } from "../../sequence/first-text.ts";
import { readText } from "../../trace/files/file.ts";
import type { Io } from "../io.ts";

const text = { type: "string", requiresArg: true } as const;

/** Ways to pass the proxy its token; `ps` shows command lines to every user of the machine. */
export const TOKEN_OPTIONS = {
  token: { ...text, describe: "Password for clients; required unless on loopback" },
  "token-env": { ...text, describe: "Environment variable with the token (hidden from `ps`)" },
  "token-file": { ...text, describe: "File with the token" },
} as const;

export interface TokenArguments {
  readonly token?: string | undefined;
  readonly "token-env"?: string | undefined;
  readonly "token-file"?: string | undefined;
}

/** The token, or undefined if none was given. Throws a `UserError` for an empty one, which would open the proxy to anyone. */
export async function readToken(args: TokenArguments, { env }: Pick<Io, "env">): Promise<string | undefined> {
  const { token, "token-env": variable, "token-file": file } = args;
  const given = Object.entries({ token, "token-env": variable, "token-file": file }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const [first, second] = given;
  if (first === undefined) return undefined;
  if (second !== undefined) {
    throw new UserError(`--${first} and --${second} both set a token.`, { hint: "Use one of them." });
  }
  const value = file === undefined ? firstText(token, variable && env[variable]) : await readText(file);
  const plain = file === undefined ? value : value.replace(/^\uFEFF/, "").trim();
  if (plain.trim() !== "") return plain;
  const place = variable === undefined ? `--${first}` : `The variable "${variable}" of --token-env`;
  const fault = variable !== undefined && env[variable] === undefined ? "is not set" : "is empty";
  throw new UserError(`${place} ${fault}: anyone who can reach the proxy could use it.`, {
    hint: "Set a token, or remove the option and listen on 127.0.0.1.",
  });
}
