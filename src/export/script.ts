import type { BodyView, Step } from "../analyze/types.ts";
import { type Capture, type Captures, findCaptures } from "./captures.ts";
import { type Input, type Inputs, createInputs } from "./inputs.ts";
import { isSendableHeader } from "./sendable-headers.ts";
import type { Stretches } from "./stretches.ts";
import { type Text, splitKnown } from "./text.ts";

/** A walkthrough as something to run: requests in order, with variables for values that differ in a rerun. */
export interface Script {
  /** Inputs from the user: the URLs of the services, and the secrets that the trace does not contain. */
  readonly inputs: readonly Input[];
  /** In order; for a long trace they are made again on each iteration. */
  readonly calls: Iterable<Call>;
}

/** One request of a script. */
export interface Call {
  /** The step's id, as letters, digits and hyphens; unique. */
  readonly id: string;
  /** `GET /image/v2/images/{image_id}`, for people. */
  readonly title: string;
  readonly method: string;
  readonly url: Text;
  /** Without those that the sending program makes itself: Host, Content-Length, … */
  readonly headers: readonly CallHeader[];
  readonly body: CallBody | undefined;
  /** What to know before sending a body again that is missing or incomplete in the recording; "" for nothing. */
  readonly bodyNote: string;
  /** Recorded status; 0 if no response came. */
  readonly status: number;
  readonly captures: readonly Capture[];
}

export interface CallHeader {
  readonly name: string;
  readonly value: Text;
}

/** `bytes` is base64. */
export type CallBody =
  | { readonly kind: "text"; readonly isJson: boolean; readonly text: Text }
  | { readonly kind: "bytes"; readonly base64: string };

/**
 * Makes a script of consecutive walkthroughs. Values that a response contained and a later request of the same walkthrough sent become
 * captured variables.
 */
export function toScript(stretches: Stretches): Script {
  const inputs = createInputs(stretches);
  if (!Array.isArray(stretches)) {
    inputs.nameAll();
    return { inputs: inputs.list, calls: { [Symbol.iterator]: () => listCalls(stretches, inputs) } };
  }
  return { calls: Array.from(listCalls(stretches, inputs)), inputs: inputs.list };
}

function* listCalls(stretches: Stretches, inputs: Inputs): Generator<Call> {
  let number = 0;
  for (const walkthrough of stretches) {
    // All inputs of several stretches have their names already.
    const names = Array.isArray(stretches) ? inputs.names : inputs.names.fork();
    const captures = findCaptures(walkthrough, names);
    for (const step of walkthrough.steps) yield toCall(step, { number: (number += 1), captures, inputs });
  }
}

interface Surroundings {
  /** Place in the trace, from 1. */
  readonly number: number;
  readonly captures: Captures;
  readonly inputs: Inputs;
}

function toCall({ id, name, request, response }: Step, { number, captures, inputs }: Surroundings): Call {
  const known = (value: string): string | undefined => captures.variableFor(value, request.number);
  const toText = (text: string): Text => inputs.splitSecrets(splitKnown(text, known));
  return {
    // A file of another tool can have any ID, such as a path of the user's file.
    id: /^[A-Za-z][\w-]*$/.test(id) ? id : `step-${number}`,
    title: name?.text ?? `${request.method} ${request.path}`,
    method: request.method,
    url: inputs.splitOrigin(request.url, toText),
    headers: request.headers
      .filter(isSendableHeader)
      .map((header) => ({ name: header.name, value: toText(withoutControls(header.value)) })),
    body: toCallBody(request.body, toText),
    bodyNote: noteBody(request.body),
    status: response.status,
    captures: captures.of(id),
  };
}

function noteBody({ cut, missing }: BodyView): string {
  if (missing !== undefined) return `the body is omitted: ${missing}`;
  return cut === undefined ? "" : "the recording contains only the beginning of the body";
}

/** A recorded line end in a header would end it early. */
function withoutControls(value: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return value.replaceAll(/[\0-\x08\n-\x1F\x7F]+/g, " ");
}

/** The body as something to send. `toText` finds the variables in it. */
export function toCallBody(body: BodyView, toText: (text: string) => Text): CallBody | undefined {
  if (body.text === "") return undefined;
  if (body.kind === "binary") return { kind: "bytes", base64: body.text };
  // Shells and editors cannot hold a NUL.
  if (body.text.includes("\0")) return { kind: "bytes", base64: toBase64(body.text) };
  return { kind: "text", isJson: body.kind === "json", text: toText(body.text) };
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64");
}
