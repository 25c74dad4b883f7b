import type { BodyView, Walkthrough } from "../analyze/types.ts";
import { type Capture, findCaptures } from "./captures.ts";
import { type Input, createInputs } from "./inputs.ts";
import { isSendableHeader } from "./sendable-headers.ts";
import { type Text, splitKnown } from "./text.ts";

/** A walkthrough as something to run: requests in order, with variables for what a rerun gets anew. */
export interface Script {
  /** What the user gives: where the services are, and the secrets that the trace does not hold. */
  readonly inputs: readonly Input[];
  readonly calls: readonly Call[];
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
  /** What whoever sends it again has to know of a body that the recording does not hold, or not all of; "" for nothing. */
  readonly bodyNote: string;
  /** Recorded status; 0 where no response came. */
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

/** Makes a script of a walkthrough. Values that an answer gave and a later request sent become captured variables. */
export function toScript(walkthrough: Walkthrough): Script {
  const { steps } = walkthrough;
  const inputs = createInputs(steps);
  const captures = findCaptures(walkthrough, inputs.names);
  const calls = steps.map((step, index): Call => {
    const known = (value: string): string | undefined => captures.variableFor(value, step.request.number);
    const toText = (text: string): Text => inputs.splitSecrets(splitKnown(text, known));
    return {
      // A file of another tool can have any id, such as the path of somebody's file.
      id: /^[A-Za-z][\w-]*$/.test(step.id) ? step.id : `step-${index + 1}`,
      title: step.name?.text ?? `${step.request.method} ${step.request.path}`,
      method: step.request.method,
      url: inputs.splitOrigin(step.request.url, toText),
      headers: step.request.headers
        .filter(isSendableHeader)
        .map(({ name, value }) => ({ name, value: toText(withoutControls(value)) })),
      body: toCallBody(step.request.body, toText),
      bodyNote: noteBody(step.request.body),
      status: step.response.status,
      captures: captures.of(step.id),
    };
  });
  return { inputs: inputs.list, calls };
}

function noteBody({ cut, missing }: BodyView): string {
  if (missing !== undefined) return `the body is omitted: ${missing}`;
  return cut === undefined ? "" : "the recording holds only the beginning of the body";
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
