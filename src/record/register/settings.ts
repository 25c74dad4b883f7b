import { resolve } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { readJson } from "../../json/read-json.ts";
import { locateRegister } from "../../own-files.ts";
import type { RedactionPolicy } from "../../redact/policy.ts";
import { isSessionKeyText } from "../../redact/session/is-key-text.ts";
import type { Durability } from "../capture/recording.ts";
import type { Session } from "../capture/session.ts";
import type { ReplayDoors } from "./lead-connections.ts";

/** The environment's settings for the recorder in this process. */
export interface Settings {
  /** A session that another process started and will save. */
  readonly session: Session | undefined;
  /** The trace to write, if no other process does. */
  readonly trace: string;
  /** Participant that sends all requests recorded here. */
  readonly client: string | undefined;
  /** Port of the recording proxy that the session has too, if it has one. */
  readonly proxyPort: number | undefined;
  readonly policy: RedactionPolicy | undefined;
  readonly durability: Durability;
  /** Key of the session in which it is one of several recorders, or the name of the key's file. */
  readonly sessionKey: string | undefined;
}

/** Variables by which a recording reaches the programs that it starts. */
const TRACE = "WIREWALK_TRACE";
const CLIENT = "WIREWALK_CLIENT";
const JOURNAL = "WIREWALK_JOURNAL";
const KEY = "WIREWALK_KEY";
const PROXY_PORT = "WIREWALK_PROXY_PORT";
const REDACTION = "WIREWALK_REDACTION";
const SESSION_KEY = "WIREWALK_SESSION";
const DURABILITY = "WIREWALK_DURABILITY";

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables; an empty one counts as not set. */
export function readSettings(env: Environment, pid: number): Settings {
  const folder = env[JOURNAL];
  const key = Buffer.from(env[KEY] ?? "", "base64");
  return {
    session: folder && key.byteLength === 32 ? { folder, key } : undefined,
    trace: resolve(env[TRACE] || `wirewalk-${pid}.har`),
    client: env[CLIENT] || undefined,
    proxyPort: Number(env[PROXY_PORT]) || undefined,
    policy: readPolicy(env[REDACTION]),
    durability: env[DURABILITY] === "exchange" ? "exchange" : "turn",
    sessionKey: env[SESSION_KEY] || undefined,
  };
}

/** Written below, by the process that started this one; any other value is ignored. */
function readPolicy(text: string | undefined): RedactionPolicy | undefined {
  return text ? (readJson(text) as RedactionPolicy | undefined) : undefined;
}

/** The values themselves are masked when the session is saved: the process that has them is one of its recorders. */
function writePolicy(policy: RedactionPolicy): string {
  return JSON.stringify({ ...policy, secrets: undefined, foundSecrets: undefined, session: undefined });
}

/** Variables that redirect the connections of a program's Node processes to a replay. */
export function toReplayEnvironment(doors: ReplayDoors, env: Environment): Record<string, string> {
  return { WIREWALK_REPLAY: JSON.stringify(doors), NODE_OPTIONS: withRegister(env) };
}

function withRegister(env: Environment): string {
  return [env["NODE_OPTIONS"], `--import ${locateRegister().href}`].filter(Boolean).join(" ");
}

export interface JoinOptions {
  /** The user's environment. */
  readonly env: Environment;
  readonly client: string;
  /** Port of the session's recording proxy. */
  readonly proxyPort: number;
  /** The user's declarations about secrets. */
  readonly policy: RedactionPolicy | undefined;
  /** @default "turn" */
  readonly durability?: Durability | undefined;
}

/** Variables by which a program's Node processes join a session. */
export function toEnvironment(
  { folder, key }: Session,
  { env, client, proxyPort, policy, durability }: JoinOptions,
): Record<string, string> {
  return {
    [JOURNAL]: folder,
    // A program may run in another folder than the one in which the recording was started.
    ...onlyKnown({ [SESSION_KEY]: toAbsolute(env[SESSION_KEY]) }),
    [KEY]: key.toString("base64"),
    [CLIENT]: client,
    [PROXY_PORT]: String(proxyPort),
    ...onlyKnown({
      [DURABILITY]: durability === "exchange" ? durability : undefined,
      [REDACTION]: policy && writePolicy(policy),
    }),
    NODE_OPTIONS: withRegister(env),
  };
}

function toAbsolute(key: string | undefined): string | undefined {
  return key === undefined || key === "" || isSessionKeyText(key) ? key : resolve(key);
}
