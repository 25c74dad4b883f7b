import * as z from "zod";

import { TARGET_NAMES } from "../../page/dialects/targets.ts";
import { listOwnLocales } from "../../page/templates.ts";

/** `wirewalk.config.yaml`, and the source of schemas/config.schema.json. Unknown keys are refused: they are typing errors. */

const text = z.string().min(1);
const maybeText = z.exactOptional(text);

const arrow = z.union([z.int().min(1), text], {
  error: "expected the number of an arrow, or the id of a step or operation",
});

const omitted = z
  .strictObject({
    from: arrow.describe("What is left out first: an arrow's number, or the id of a step or operation."),
    to: arrow.describe("What is left out last."),
    page: text.describe("Address of the page that shows them: ./create.md"),
    title: text.describe("Title of that page, as the link's text."),
  })
  .meta({ id: "OmittedRange" });

/** Names of headers are tokens (RFC 9110). */
const place = text.regex(/^(?:\/|[\w!#$%&'*+.^`|~-]+$)/, {
  error: "expected the name of a header, or a JSON pointer, which begins with a slash",
});

const selectors = z
  .exactOptional(z.array(place))
  .describe("Header names (X-Subject-Token) or JSON pointers (/visibility).");

const highlights = z.strictObject({ request: selectors, response: selectors }).meta({ id: "Highlights" });

const rule = z.union(
  [
    z.strictObject({ header: text.describe("Header whose whole value is a secret.") }),
    z.strictObject({
      pointer: text.regex(/^\//).describe("JSON pointer of a secret; * stands for any member or index."),
    }),
    z.strictObject({
      pattern: text
        .refine(isPattern, { message: "is no regular expression" })
        .describe("Regular expression; what its first group matches is the secret, or all that it matches."),
    }),
  ],
  { error: "expected one of header, pointer, pattern" },
);

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "gu").flags === "gu";
  } catch {
    return false;
  }
}

const redact = z
  .strictObject({
    secretEnv: z.exactOptional(z.array(text)).describe("Variables whose values are secrets."),
    secretFile: maybeText.describe("File of secrets, one a line."),
    rules: z.exactOptional(z.array(rule)).describe("Where else there are secrets."),
    level: z.exactOptional(z.enum(["standard", "strict"])).describe("strict shows well-known headers only."),
    showHeaders: z.exactOptional(z.array(text)).describe("Headers that strict shows too."),
    map: z
      .exactOptional(z.array(z.enum(["hosts", "ids", "emails", "ips"])))
      .describe("What is replaced by made-up values."),
  })
  .meta({ id: "Redact" });

const openapi = z.union([
  text,
  z
    .strictObject({
      file: text.describe("The document."),
      server: maybeText.describe("Where its paths begin in the recording: http://127.0.0.1:8080/v1"),
      title: maybeText.describe("Name of its participant. Default: its own title"),
    })
    .meta({ id: "OpenApi" }),
]);

const places = z.exactOptional(z.array(place));

const shared = {
  locale: maybeText.describe(
    `Language of the generated text: ${listOwnLocales().join(", ")}, one of your own templates, or a file: texts/fr.yaml. Default: en`,
  ),
  target: maybeText.describe(`What pages are for: ${TARGET_NAMES.join(", ")}. Default: mkdocs`),
  template: maybeText.describe("Set of your own templates, on top of those of the target."),
  templates: maybeText.describe("Folder of your own templates."),
  mermaid: z
    .exactOptional(z.literal(8, { error: "can only be 8, for sites with a Mermaid before 9" }))
    .describe("8 for sites with a Mermaid before 9. Default: the current one"),
  diagram: z
    .exactOptional(z.enum(["mermaid", "svg", "both"]))
    .describe("What pages have of a diagram: its source, an SVG beside the page, or both. Default: mermaid"),
  participants: z
    .exactOptional(z.record(z.string(), text))
    .describe("Names of participants, by id, host, or the address where a server begins: http://h:8080/image"),
  paths: z
    .exactOptional(z.array(text.regex(/^\//, { error: "expected a path that begins with a slash" })))
    .describe("Templates of whole paths, before all that is inferred: /image/v2/images/{image_id}"),
  labels: z
    .exactOptional(z.record(z.string(), text))
    .describe("What steps are called, by step id, or by method and template: GET /pets/{petId}"),
  openapi: z
    .exactOptional(
      z.union([text, z.array(openapi)], {
        error: "expected a file, or a list of files or of mappings with file, server, title",
      }),
    )
    .describe("OpenAPI documents, for names of participants, path templates and labels."),
  dataFlow: z
    .exactOptional(z.boolean())
    .describe("Whether diagrams say which answer a value came from. Default: false"),
  volatile: places.describe("Headers or JSON pointers whose example stays whatever is recorded."),
  fixed: places.describe("Headers or JSON pointers that always show what was recorded."),
  redact: z.exactOptional(redact).describe("What is secret beside what wirewalk knows by itself."),
};

const walkthrough = z
  .strictObject({
    flow: maybeText.describe("Built-in flow by name, or your own by its file."),
    inputs: z.exactOptional(z.record(z.string(), z.string())).describe("Inputs of the flow by name."),
    cloud: maybeText.describe("Cloud of clouds.yaml. Default: OS_* variables"),
    command: z.exactOptional(z.array(text).min(1)).describe("Program and arguments, recorded behind a proxy."),
    trace: maybeText.describe("Trace file. Default: traces/NAME.har"),
    page: maybeText.describe("Page. Default: docs/NAME.md"),
    title: maybeText.describe("First heading. Default: the walkthrough's name"),
    omit: z.exactOptional(z.array(omitted)).describe("Arrows that another page shows."),
    beginsLike: maybeText.describe("Another walkthrough, whose page shows what both begin with; it is left out here."),
    highlights: z.exactOptional(z.record(z.string(), highlights)).describe("Lines to highlight, by step id."),
    ...shared,
  })
  .refine(({ flow, command }) => flow === undefined || command === undefined, {
    message: "has a flow and a command; it can have one of them",
  })
  .meta({ id: "Walkthrough" });

export const configSchema = z.strictObject({
  $schema: maybeText.describe("For editors."),
  ...shared,
  walkthroughs: z
    .record(z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), walkthrough)
    .describe("By name: lower-case letters and digits, with hyphens between."),
});

/** What a project says of secrets. */
export type RedactSettings = z.infer<typeof redact>;

/** An OpenAPI document, and what to know of it. */
export type OpenApiSource = Exclude<z.infer<typeof openapi>, string>;

export type ConfigFile = z.infer<typeof configSchema>;
