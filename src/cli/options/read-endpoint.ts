import { UserError } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import { type Endpoint, TRACES_PATH } from "../../otlp/send/endpoint.ts";
import { readTrustedRoots } from "../../record/certificates/trusted-roots.ts";
import { trimmed } from "../../sequence/trimmed.ts";
import { basicOf } from "../../trace/basic-credentials.ts";
import { readText } from "../../trace/files/file.ts";
import type { Io } from "../io.ts";
import { acceptUnchecked } from "./accept-unchecked.ts";
import { type HeaderList, readHeaderList } from "./otlp-headers.ts";
import type { OtlpArguments } from "./otlp-options.ts";

type Env = Io["env"];

/** The endpoint that an option names; undefined if it was not given. Throws a `UserError` for one that may not be used. */
export async function readEndpoint(args: OtlpArguments, { env }: Pick<Io, "env">): Promise<Endpoint | undefined> {
  return args.otlp === undefined ? undefined : toEndpoint(args.otlp, args, env);
}

async function toEndpoint(given: string, args: OtlpArguments, env: Env): Promise<Endpoint> {
  const fromEnv = endpointOf(env);
  const origin = given === "" ? fromEnv : { name: "--otlp", value: given, isWhole: false };
  if (origin === undefined) {
    throw new UserError("--otlp has no URL, and OTEL_EXPORTER_OTLP_ENDPOINT is not set.", {
      hint: "Use, for example, --otlp http://127.0.0.1:4318.",
    });
  }
  const url = withPath(origin);
  if (given === "") refuseOtherProtocol(env);
  const isUnchecked = acceptUnchecked(url, { name: nameOf(url), insecure: args.insecure });
  const authorization = basicOf(url);
  const headers = {
    ...onlyFilled({ authorization }),
    ...(isOfEnv(url, fromEnv) ? toRecord(readOtlpHeaders(env)) : {}),
  };
  const isTls = url.protocol === "https:";
  const files = [args.cacert, readVariable(env, "CERTIFICATE")?.value].filter((file) => file !== undefined);
  return {
    url: withoutUser(url),
    name: nameOf(url),
    headers,
    timeout: readTimeout(env),
    compression: readCompression(env),
    authorities: isTls ? readTrustedRoots({ env, files }) : [],
    clientCertificate: isTls ? await readClientCertificate(env) : undefined,
    isUnchecked,
  };
}

interface Origin {
  /** Variable or option. */
  readonly name: string;
  readonly value: string;
  /** Whether it is the whole URL, with its path. */
  readonly isWhole: boolean;
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
function endpointOf(env: Env): Origin | undefined {
  const found = readVariable(env, "ENDPOINT");
  return found && { ...found, isWhole: found.name === `${PREFIX}TRACES_ENDPOINT` };
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * The variable for traces, or else the one for all signals; an empty one counts as unset
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
 */
function readVariable(env: Env, setting: string): Variable | undefined {
  for (const name of [`${PREFIX}TRACES_${setting}`, PREFIX + setting]) {
    const value = trimmed(env[name]);
    if (value !== "") return { name, value };
  }
  return undefined;
}

const PREFIX = "OTEL_EXPORTER_OTLP_";

function withPath({ name, value: text, isWhole }: Origin): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    // An invalid URL may contain a password.
    const isBare = /^[\w.-]+(?::\d+)?$/.test(text);
    throw new UserError(`${name} is not a URL that starts with http: or https:${isBare ? `: "${text}"` : ""}.`, {
      hint: `Use, for example, ${name}${name.startsWith("-") ? " " : "="}http://${isBare ? text : "127.0.0.1:4318"}.`,
    });
  }
  url.hash = "";
  if (!isWhole && !url.pathname.endsWith(TRACES_PATH))
    url.pathname = `${url.pathname.replace(/\/+$/, "")}${TRACES_PATH}`;
  return url;
}

/** For display: what follows `?` or precedes `@` may be a secret. */
function nameOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function withoutUser(url: URL): string {
  const plain = new URL(url);
  plain.username = "";
  plain.password = "";
  return plain.href;
}

/** Credentials for one server are not sent to another server that the command line names. */
function isOfEnv({ origin }: URL, fromEnv: Origin | undefined): boolean {
  return fromEnv === undefined || URL.parse(fromEnv.value)?.origin === origin;
}

function refuseOtherProtocol(env: Env): void {
  const protocol = readVariable(env, "PROTOCOL");
  if (protocol?.value !== "grpc") return;
  throw new UserError(`${protocol.name} is grpc, but wirewalk sends OTLP over HTTP.`, {
    hint: "Name the HTTP port of the Collector, usually 4318: --otlp http://127.0.0.1:4318.",
  });
}

/** Headers of the environment for an endpoint; the values are secrets. */
function readOtlpHeaders(env: Env): HeaderList {
  const headers = readVariable(env, "HEADERS");
  return headers === undefined ? [] : readHeaderList(headers.value, headers.name);
}

function toRecord(headers: HeaderList): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
}

function readTimeout(env: Env): number {
  const found = readVariable(env, "TIMEOUT");
  if (found === undefined) return DEFAULT_TIMEOUT;
  const value = Number(found.value);
  if (Number.isInteger(value) && value > 0 && value <= LONGEST_TIMEOUT) return value;
  throw new UserError(
    `${found.name} must be a number of milliseconds from 1 to ${LONGEST_TIMEOUT}, but got "${found.value}".`,
    { hint: `Use, for example, ${found.name}=${DEFAULT_TIMEOUT}.` },
  );
}

/** Milliseconds. */
const DEFAULT_TIMEOUT = 10_000;
const LONGEST_TIMEOUT = 600_000;

function readCompression(env: Env): Endpoint["compression"] {
  const { name = "", value = "gzip" } = readVariable(env, "COMPRESSION") ?? {};
  if (value === "gzip" || value === "none") return value;
  throw new UserError(`${name} must be gzip or none, but got "${value}".`, {
    hint: `Unset it, or set ${name}=gzip.`,
  });
}

async function readClientCertificate(env: Env): Promise<Endpoint["clientCertificate"]> {
  const cert = readVariable(env, "CLIENT_CERTIFICATE");
  const key = readVariable(env, "CLIENT_KEY");
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new UserError(
      "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY must be set together.",
      { hint: "Set both." },
    );
  }
  return { cert: await readText(cert.value), key: await readText(key.value) };
}
