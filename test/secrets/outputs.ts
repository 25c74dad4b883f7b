import { unzipSync } from "fflate";

import { analyze } from "../../src/analyze/analyze.ts";
import { compare } from "../../src/compare/compare.ts";
import { formatReport } from "../../src/compare/report.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { toStepTable } from "../../src/diagram/terminal/step-table.ts";
import { toStepText } from "../../src/diagram/terminal/step-text.ts";
import { EXPORT_FORMATS, exportTrace } from "../../src/export/export.ts";
import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { refuseSecrets } from "../../src/redact/scan/gate.ts";
import { shareTrace } from "../../src/share/share.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";

/** Makes one kind of output from a trace; throws a `UserError` if a gate refuses it. */
export type Output = (trace: Trace) => Promise<string> | string;

/** All outputs of wirewalk for a trace, by name. */
export const OUTPUTS: Readonly<Record<string, Output>> = {
  ...Object.fromEntries(
    TARGET_NAMES.map((target): [string, Output] => [
      `page for ${target}`,
      async (trace) => pass(`${target}.md`, await render(trace, { title: "Walkthrough", target })),
    ]),
  ),
  ...Object.fromEntries(
    EXPORT_FORMATS.map((format): [string, Output] => [
      `export as ${format}`,
      (trace) => {
        const exported = exportTrace(trace, { format });
        if (typeof exported === "string") return pass(`a.${format}`, exported);
        return Array.from(exported, ([name, text]) => `${name}\n${pass(name, text)}`).join("\n");
      },
    ]),
  ),
  show: (trace) => {
    const walkthrough = analyze(trace);
    const steps = walkthrough.steps.map((step) =>
      toStepText(step, { participants: walkthrough.participants, color: false }),
    );
    return [
      toLadder(walkthrough, { width: 120, color: false }),
      toStepTable(walkthrough, { color: false }),
      ...steps,
    ].join("\n");
  },
  diff: (trace) => {
    const changed = { log: { ...trace.log, entries: trace.log.entries.map(change) } };
    return ["terminal", "markdown", "json"]
      .flatMap((format) =>
        [compare(trace, changed, { values: true }), compare(changed, trace, { values: true })].map((comparison) =>
          formatReport(comparison, format as "json"),
        ),
      )
      .join("\n");
  },
  share: async (trace) => {
    const { archive } = await shareTrace(trace, { title: "Walkthrough", versions: { wirewalk: "0" } });
    return Object.values(unzipSync(archive))
      .map((bytes) => Buffer.from(bytes).toString())
      .join("\n");
  },
};

function pass(file: string, text: string): string {
  refuseSecrets(file, text);
  return text;
}

/** Another recording of the same flow, in which everything that can be compared differs. */
function change(entry: Entry): Entry {
  const { request, response } = entry;
  const other = (text: string | undefined): string =>
    text === undefined || /^\s*[[{]/.test(text) ? '{"other":1}' : "other";
  return {
    ...entry,
    request: {
      ...request,
      ...(request.postData && { postData: { ...request.postData, text: other(request.postData.text) } }),
    },
    response: {
      ...response,
      status: 500,
      headers: [],
      content: { ...response.content, text: other(response.content.text) },
    },
  };
}
