import { FORMATS } from "../../src/redact/formats/formats.ts";
import { samplesOf } from "./formats/samples.ts";

/** A made-up secret of each format, by its id. */
export const SAMPLES: Readonly<Record<string, string>> = Object.fromEntries(
  FORMATS.map((format) => [format.id, samplesOf(format)[0].text]),
);

/** The part of a sample that must not be visible: enough to recognize it. */
export const SECRET_PARTS: Readonly<Record<string, string>> = Object.fromEntries(
  FORMATS.map((format) => {
    const [{ text, end }] = samplesOf(format);
    return [format.id, text.slice(end - 14, end - 2)];
  }),
);

/** A value that no format identifies. */
export const OPAQUE = "opaque-value-77";
