import * as z from "zod";

/** `wirewalk.config.yaml`, and the source of schemas/config.schema.json. Unknown keys are refused: they are typing errors. */

const text = z.string().min(1);
const maybeText = z.exactOptional(text);

const omitted = z
  .strictObject({
    from: z.int().min(1).describe("Number of the first arrow that is left out."),
    to: z.int().min(1).describe("Number of the last arrow that is left out."),
    page: text.describe("Address of the page that shows them: ./create.md"),
    title: text.describe("Title of that page, as the link's text."),
  })
  .meta({ id: "OmittedRange" });

const selectors = z
  .exactOptional(z.array(text))
  .describe("Header names (X-Subject-Token) or JSON pointers (/visibility).");

const highlights = z.strictObject({ request: selectors, response: selectors }).meta({ id: "Highlights" });

const shared = {
  locale: maybeText.describe("Language of the generated text: en, ko, or one of your own templates. Default: en"),
  template: maybeText.describe("Set of templates. Default: mkdocs"),
  templates: maybeText.describe("Folder of your own templates."),
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

export type ConfigFile = z.infer<typeof configSchema>;
