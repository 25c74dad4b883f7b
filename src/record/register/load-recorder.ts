import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { locateRecorder } from "../../own-files.ts";
import type * as Recorder from "./recorder.ts";

/** Loads recorder.ts, once. Not by `import()`: the request that needs it continues as soon as this returns. */
export function loadRecorder(): typeof Recorder {
  // The module that `locateRecorder` names, as it is or bundled.
  return createRequire(import.meta.url)(fileURLToPath(locateRecorder())) as typeof Recorder;
}
