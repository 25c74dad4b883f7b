import type { Arrow, BodyView, Step } from "../analyze/types.ts";
import { toAnchor } from "./anchor.ts";
import { findBodyPicture } from "./body-pictures.ts";
import { viewBody, viewHeaders, viewPictureBody, type CodeView } from "./code-view.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import type { LinkView } from "./diagram-view.ts";
import { HEX_PREVIEW } from "./hex-lines.ts";
import { localize } from "./localize.ts";
import type { FieldRow, PageOptions, SampleView } from "./page-options.ts";
import type { IsShown } from "./shown-headers.ts";

/** A request or its outcome, as one section of the page. */
export interface ExchangeSection {
  /** `failure`: there is no response at all. */
  readonly template: "request" | "response" | "failure";
  /** Id of the step, safe in a comment and as an anchor. */
  readonly step: string;
  readonly part: "request" | "response";
  /** Number of the arrow. */
  readonly number: number;
  /**
   * `GET /image/v2/images/{image_id}`, `200 OK /image/v2/images/{image_id}`, or with the name of the call instead of
   * the path.
   */
  readonly heading: string;
  /** `GET http://…`, `200 OK http://…`, as sent. */
  readonly title: string;
  readonly headers: CodeView;
  /** Without lines if there is nothing to show. */
  readonly body: CodeView;
  readonly bodyNote: BodyNote;
  /** A body that is shown from a file next to the page; else null. */
  readonly bodyPicture: BodyPictureView | null;
  /** Parameters and fields that the API description contains. */
  readonly fields: readonly FieldRow[];
  /** The request in languages of programs; none for a response. */
  readonly samples: readonly SampleView[];
  /** Markdown: a first draft that the author then owns; "" for none. */
  readonly prose: string;
  /** API reference; null if the profile names none. */
  readonly reference: { readonly title: string; readonly url: string } | null;
  /** The diagram that shows a top-level call, if there are several; otherwise null. */
  readonly diagram: LinkView | null;
  /** Number of the request that this one tries again, or that was redirected here; 0 for none. */
  readonly retryOf: number;
  readonly redirectOf: number;
  /** Number of the request that its client was processing meanwhile; 0 for none. */
  readonly nestedIn: number;
  /** The failure, before or after the response began; null if there was none. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface BodyPictureView {
  readonly address: string;
  /** Media type, and bytes on the wire. */
  readonly type: string;
  readonly size: number;
  readonly isLink: boolean;
}

/** Facts about a body that is not shown in full. */
interface BodyNote {
  /** Media type of a body shown as bytes, else "". */
  readonly binary: string;
  /** Bytes of the whole body. */
  readonly size: number;
  /** Bytes shown of a binary body. */
  readonly preview: number;
  /** Whether the recording kept only its beginning. */
  readonly isCut: boolean;
  /** Hex SHA-256 of the whole body, if the recording kept only its beginning and masked nothing in it; otherwise "". */
  readonly sha256: string;
}

export interface SectionContext {
  readonly options: PageOptions;
  /** Number of each step's request. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The diagram that shows an arrow, if there are several. */
  readonly pictureOf: (number: number) => LinkView | null;
  readonly isShown: IsShown;
  /** Whether messages without a body state it. */
  readonly hasEmptyBodies: boolean;
}

/** The section of one arrow. */
export function viewExchangeSection(arrow: Arrow, step: Step, context: SectionContext): ExchangeSection {
  return arrow.kind === "request" ? viewRequest(arrow, step, context) : viewOutcome(step, context);
}

function viewRequest({ label }: Arrow, step: Step, context: SectionContext): ExchangeSection {
  const { options, numbers, pictureOf } = context;
  const { request, operation } = step;
  const numberOf = (id = ""): number => numbers.get(id) ?? 0;
  const selectors = options.highlights?.[step.id]?.request ?? operation?.requestHighlights ?? [];
  const described = options.fields?.(step);
  return {
    template: "request",
    step: toAnchor(step.id),
    part: "request",
    number: request.number,
    heading: label,
    title: `${request.method} ${request.url}`,
    ...viewMessage(request, selectors, { ...context, step: step.id, part: "request" }),
    samples: options.samples?.(request) ?? [],
    fields: described?.request ?? [],
    prose: localize(operation?.requestProse, options.locale ?? DEFAULT_LOCALE),
    reference: operation?.reference ?? toReference(step, label),
    diagram: step.nestedIn === undefined ? pictureOf(request.number) : null,
    retryOf: numberOf(step.retryOf),
    redirectOf: numberOf(step.redirectOf),
    nestedIn: numberOf(step.nestedIn?.step),
    error: null,
  };
}

function viewOutcome(step: Step, context: SectionContext): ExchangeSection {
  const { options } = context;
  const { request, response, operation, name } = step;
  const selectors = options.highlights?.[step.id]?.response ?? operation?.responseHighlights ?? [];
  // Calls other than HTTP have no status code, but may still have had a response.
  const isAnswered = response.status !== 0 || (response.error === undefined && response.reason !== "");
  const status = isAnswered ? `${response.status || ""} ${response.reason}`.trim() : (response.error?.code ?? "");
  return {
    template: isAnswered ? "response" : "failure",
    step: toAnchor(step.id),
    part: "response",
    number: response.number,
    heading: `${status} ${name?.text ?? request.path}`.trim(),
    title: `${status} ${request.url}`.trim(),
    ...viewMessage(response, selectors, { ...context, step: step.id, part: "response" }),
    samples: [],
    fields: options.fields?.(step)?.response ?? [],
    prose: isAnswered ? localize(operation?.responseProse, options.locale ?? DEFAULT_LOCALE) : "",
    reference: null,
    diagram: null,
    retryOf: 0,
    redirectOf: 0,
    nestedIn: 0,
    error: response.error ?? (isAnswered ? null : { code: "", message: "" }),
  };
}

function toReference({ described }: Step, title: string): ExchangeSection["reference"] {
  return described?.reference === undefined ? null : { title, url: described.reference };
}

type Message = Pick<Step["request"], "headers" | "missingHeaders" | "body">;

type MessageContext = SectionContext & Pick<ExchangeSection, "part" | "step">;

function viewMessage(message: Message, selectors: readonly string[], context: MessageContext) {
  const { options, isShown, hasEmptyBodies } = context;
  const { body } = message;
  const { mimeType: type, size } = body;
  const picture = findBodyPicture(body, context, options);
  const isEmpty = body.kind === "none" && body.missing === undefined && !hasEmptyBodies;
  const shown =
    picture === undefined
      ? viewBody(body, selectors, { limit: options.bodyLines ?? 400, fold: options.fold })
      : viewPictureBody(type, size);
  return {
    headers: viewHeaders(message, selectors, isShown),
    body: isEmpty ? { ...shown, lines: [] } : shown,
    bodyNote: noteBody(picture === undefined ? body : { ...body, kind: "none" }),
    bodyPicture:
      picture === undefined ? null : { address: `./${picture.file}`, type, size, isLink: options.images === "link" },
  };
}

function noteBody({ kind, mimeType, size, cut, written }: BodyView): BodyNote {
  return {
    binary: kind === "binary" && written === undefined ? mimeType || "application/octet-stream" : "",
    size: cut?.size ?? size,
    preview: HEX_PREVIEW,
    isCut: cut !== undefined,
    sha256: cut?.sha256 ?? "",
  };
}
