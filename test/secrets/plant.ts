/** A body as it is sent. */
export interface WireBody {
  readonly type: string;
  readonly bytes: string | Buffer;
}

/** One exchange as a client and a server make it. */
export interface Message {
  readonly method?: string;
  /** Path, query and, if `isFileOnly`, fragment; may be a whole URL there. @default "/x" */
  readonly path?: string;
  readonly requestHeaders?: readonly (readonly [name: string, value: string])[];
  readonly requestBody?: WireBody;
  readonly responseHeaders?: readonly (readonly [name: string, value: string])[];
  readonly responseBody?: WireBody;
  /** @default 200 */
  readonly status?: number;
  /** What a HAR file states about the response body in place of the truth. */
  readonly stated?: { readonly text: string; readonly encoding?: string; readonly size?: number };
  /** Whether only a file of another tool can contain it: no client can send it. */
  readonly isFileOnly?: boolean;
}

/** A secret in exchanges, and the texts by which it is recognized in outputs. */
export interface Plant {
  /** Kind of plant, a row of the table. */
  readonly kind: string;
  readonly name: string;
  readonly messages: readonly Message[];
  /** None of these may be in any output. */
  readonly traces: readonly string[];
}

/** A value that resembles a secret but is not one. */
export interface Decoy {
  readonly kind: string;
  readonly name: string;
  readonly messages: readonly Message[];
  /** Each of these must be in the trace. */
  readonly keeps: readonly string[];
}

export function aJson(value: unknown, type = "application/json"): WireBody {
  return { type, bytes: JSON.stringify(value) };
}

export function aText(bytes: string | Buffer, type = "text/plain"): WireBody {
  return { type, bytes };
}

export function aForm(pairs: Readonly<Record<string, string>>): WireBody {
  return { type: "application/x-www-form-urlencoded", bytes: new URLSearchParams(pairs).toString() };
}

/** Texts that identify a value: its runs of letters and digits, also in base64, at each of three positions. */
export function tracesOf(value: string): string[] {
  const runs = value.match(/[A-Za-z0-9]{8,}/g) ?? [value];
  return [...runs, ...runs.flatMap(base64Of)];
}

function base64Of(value: string): string[] {
  return [0, 1, 2]
    .map((before) => {
      const base64 = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString("base64");
      return base64.slice(Math.ceil((before * 8) / 6), Math.floor(((before + value.length) * 8) / 6));
    })
    .filter((part) => part.length >= 10);
}
