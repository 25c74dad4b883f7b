import type { RequestView } from "../../analyze/types.ts";
import { writeCurl } from "./curl.ts";
import { writeGo } from "./go.ts";
import { writeJavaScript } from "./javascript.ts";
import type { SampleLanguage } from "./languages.ts";
import { writePython } from "./python.ts";
import { type SampleCall, toSampleCall } from "./sample-call.ts";

/** A call in one language. */
export interface CodeSample {
  /** What readers call the language: `Python`. */
  readonly label: string;
  /** Of the code block. */
  readonly language: string;
  readonly lines: readonly string[];
}

interface Writer {
  readonly label: string;
  readonly language: string;
  readonly write: (call: SampleCall) => string;
}

const WRITERS: Readonly<Record<SampleLanguage, Writer>> = {
  curl: { label: "curl", language: "bash", write: writeCurl },
  python: { label: "Python", language: "python", write: writePython },
  javascript: { label: "JavaScript", language: "js", write: writeJavaScript },
  go: { label: "Go", language: "go", write: writeGo },
};

/** Writes a request in several languages, in their order; nothing for exchanges other than HTTP requests. */
export function writeSamples(request: RequestView, languages: readonly SampleLanguage[]): readonly CodeSample[] {
  const call = toSampleCall(request);
  if (call === undefined) return [];
  return languages.map((name) => {
    const { label, language, write } = WRITERS[name];
    return { label, language, lines: write(call).split("\n") };
  });
}
