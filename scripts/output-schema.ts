import * as z from "zod/mini";

import { annotate } from "../src/json/annotate.ts";

/**
 * The output of `--json`, by command: the source of schemas/output.schema.json. Members may be added to any of these objects; existing
 * ones stay. test/cli/json-output.test.ts checks the real output of each command against it.
 */

const text = z.string();
const count = z.int().check(z.gte(0));
const maybeText = z.exactOptional(text);
const exitCode = annotate(z.int().check(z.gte(0), z.lte(255)), "Exit code of wirewalk.");

const failure = annotate(
  z.looseObject({
    error: z.looseObject({
      message: annotate(text, "What failed, with the value and the reason."),
      hint: annotate(maybeText, "The next step."),
      isBug: annotate(z.exactOptional(z.boolean()), "true for an internal error."),
    }),
    exitCode,
  }),
  { id: "Error" },
);

const reasons = z.array(z.looseObject({ reason: text, code: maybeText, count }));

const missing = z.array(z.looseObject({ kind: text }));

const bypasses = z.array(
  z.looseObject({ host: text, reason: text, count, sent: z.exactOptional(count), received: z.exactOptional(count) }),
);

const saved = {
  file: annotate(text, "The trace."),
  parts: annotate(z.exactOptional(z.array(text)), "Files of a rotated recording."),
  exchanges: count,
  unanswered: annotate(reasons, "Reasons for exchanges without a response, with counts."),
  lost: annotate(count, "Exchanges lost by an internal error of the recorder."),
  redacted: annotate(z.record(text, count), "Number of masked places for each class of secret."),
  possible: annotate(z.array(count), "Lines of the file that may contain a secret."),
  earlier: annotate(maybeText, "File of the earlier trace, which was kept."),
};

const recorded = annotate(
  z.looseObject({
    ...saved,
    failed: annotate(reasons, "Failed responses: 403 Forbidden."),
    missing: annotate(missing, "Other missing data, such as incomplete responses."),
    exitCode: annotate(z.exactOptional(exitCode), "Exit code of the program."),
    bypasses: annotate(bypasses, "Connections that were not recorded, by server."),
    otlp: z.exactOptional(z.looseObject({})),
  }),
  { id: "Recorded" },
);

const recordedFlow = annotate(
  z.looseObject({
    ...saved,
    exitCode,
    stdout: text,
    failure: z.exactOptional(z.looseObject({ message: text, hint: maybeText })),
  }),
  { id: "RecordedFlow" },
);

const finding = z.looseObject({
  level: z.enum(["structure", "shape", "value", "prose"]),
  file: maybeText,
  line: count,
  message: text,
  before: maybeText,
  after: maybeText,
});

const walkthroughs = annotate(
  z.looseObject({
    walkthroughs: z.array(
      z.looseObject({
        name: text,
        exitCode,
        text: annotate(text, "The result as text."),
        report: annotate(z.exactOptional(z.looseObject({})), "The result for its page."),
        findings: annotate(z.exactOptional(z.array(finding)), "Findings of the check."),
        coverage: annotate(
          z.exactOptional(
            z.looseObject({
              title: text,
              operations: annotate(count, "Operations that the document describes."),
              shown: annotate(count, "Number of these that the pages show."),
              missing: annotate(z.array(text), "Operations that no page shows: GET /pets/{petId}."),
            }),
          ),
          "How many operations of an OpenAPI document the pages show; present once all pages were read.",
        ),
        comparison: z.exactOptional(z.looseObject({})),
      }),
    ),
  }),
  { id: "Walkthroughs" },
);

const listeners = annotate(z.looseObject({ listeners: z.array(z.looseObject({ url: text })) }), { id: "Listeners" });

const header = z.looseObject({ name: text, value: text });

const body = z.looseObject({
  kind: z.enum(["none", "json", "text", "binary"]),
  mimeType: text,
  text: annotate(text, "Base64 if kind is binary."),
  size: annotate(count, "Bytes on the wire."),
});

const message = { number: annotate(count, "Number of the arrow."), headers: z.array(header), body };

const step = annotate(
  z.looseObject({
    id: annotate(text, "ID of the step: get-v2-images."),
    client: annotate(text, "ID of a participant."),
    server: text,
    request: z.looseObject({ ...message, method: text, path: text, url: text }),
    response: z.looseObject({
      ...message,
      status: annotate(count, "0 without a response."),
      reason: text,
      error: z.exactOptional(z.looseObject({ code: text, message: text })),
      failed: annotate(z.exactOptional(z.boolean()), "true for 4xx, 5xx, or without a complete response."),
    }),
    time: annotate(
      z.looseObject({ start: z.number(), duration: z.number() }),
      "Milliseconds since the first request, and until the end.",
    ),
  }),
  { id: "Step" },
);

const shown = annotate(
  z.looseObject({
    participants: z.array(z.looseObject({ id: text, label: text })),
    steps: z.array(step),
    arrows: z.array(
      z.looseObject({
        number: count,
        kind: z.enum(["request", "response", "error"]),
        from: text,
        to: text,
        label: text,
        step: text,
      }),
    ),
    command: z.exactOptional(z.looseObject({ argv: z.array(text), exitCode: z.int() })),
    _cut: annotate(z.exactOptional(z.unknown()), "With --budget: the parts that were cut."),
  }),
  { id: "Walkthrough" },
);

const miss = z.looseObject({
  status: z.union([z.literal(501), z.literal(502)]),
  call: annotate(count, "Number of the request to the replay, from 1."),
  request: text,
  nearest: annotate(count, "Place of the nearest exchange in the trace, from 1."),
  nearestStep: annotate(maybeText, "ID of its step."),
  differs: annotate(z.array(text), "Differing parts: method, origin, path, query.limit."),
  message: text,
  hint: text,
});

const replayed = annotate(
  z.looseObject({ exitCode, misses: z.array(miss), notes: z.array(text), unanswered: bypasses }),
  { id: "Replayed" },
);

const served = annotate(
  z.union([
    z.looseObject({
      origins: annotate(z.record(text, text), "Recorded origin → URL of the replay."),
      authority: z.exactOptional(z.looseObject({ file: text, variables: z.record(text, text) })),
    }),
    z.looseObject({ proxy: annotate(text, "URL of the proxy.") }),
  ]),
  { id: "Served" },
);

const place = z.looseObject({
  part: z.enum(["step", "request", "response"]),
  at: text,
  name: annotate(text, "Header, query parameter, or JSON pointer."),
});

const comparison = annotate(
  z.looseObject({
    steps: z.array(
      z.looseObject({
        change: z.enum(["same", "changed", "added", "removed", "moved", "repeated"]),
        id: text,
        call: text,
        before: annotate(z.exactOptional(count), "Arrow of the request in the first recording."),
        after: annotate(z.exactOptional(count), "Arrow of the request in the second recording."),
        differences: z.array(
          z.looseObject({
            level: z.enum(["structure", "shape", "value"]),
            place,
            before: maybeText,
            after: maybeText,
            message: text,
          }),
        ),
      }),
    ),
    leftOut: annotate(count, "Differences that are noise or below the level."),
    ruledOut: annotate(z.exactOptional(count), "Number of these that only the project declares volatile."),
  }),
  { id: "Comparison" },
);

const scanned = annotate(
  z.looseObject({
    findings: z.array(
      z.looseObject({ file: text, line: count, column: count, class: text, rule: text, excerpt: text }),
    ),
    scanned: annotate(count, "Text files that were scanned."),
    binary: annotate(count, "Files that are not text."),
  }),
  { id: "Scanned" },
);

const examined = annotate(
  z.array(z.looseObject({ subject: text, state: z.enum(["ok", "warning", "failure"]), text, hint: maybeText })),
  { id: "Examined" },
);

const recovered = annotate(
  z.union([
    z.looseObject({ journal: text, file: text, exchanges: count, comment: maybeText }),
    z.looseObject({ file: text, state: text, exchanges: z.exactOptional(count), pid: z.exactOptional(count) }),
  ]),
  { id: "Recovered" },
);

const gathered = annotate(
  z.looseObject({
    exchanges: count,
    sources: z.array(z.looseObject({ recorder: text, place: text, exchanges: count })),
    twins: z.array(z.looseObject({})),
    copies: z.array(z.looseObject({})),
  }),
  { id: "Gathered" },
);

const pushed = annotate(
  z.looseObject({ endpoint: text, exchanges: count, delivered: count, there: count, rejected: count, message: text }),
  { id: "Pushed" },
);

const adopted = annotate(
  z.looseObject({
    kind: text,
    page: text,
    regions: z.array(z.unknown()),
    unsure: z.array(z.looseObject({ line: count, question: text })),
    written: z.array(text),
  }),
  { id: "Adopted" },
);

const templates = annotate(
  z.union([
    z.array(z.looseObject({ path: text, purpose: text, targets: z.array(text) })),
    z.array(z.looseObject({ message: text, hint: text })),
  ]),
  { id: "Templates" },
);

const authority = annotate(z.looseObject({ file: text, fingerprint: text, expires: text }), { id: "Authority" });

/** By the command line that prints it; each may print an `Error` in its place. */
export const OUTPUTS = {
  adopt: adopted,
  ca: authority,
  check: walkthroughs,
  diff: comparison,
  "diff --format json": comparison,
  doctor: examined,
  gather: gathered,
  proxy: z.union([listeners, recorded]),
  push: pushed,
  "record --": recorded,
  "record --flow": recordedFlow,
  "record NAME": walkthroughs,
  recover: recovered,
  render: walkthroughs,
  replay: served,
  "replay --": replayed,
  scan: scanned,
  show: shown,
  templates,
} as const;

/** What any of them may print instead. */
export const FAILURE = failure;

/** One schema of all of them, each under its command line in `properties`. */
export const outputSchema = z.partial(z.object({ ...OUTPUTS, error: failure }));
