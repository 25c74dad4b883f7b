/**
 * Where a file of this package is: `templates/mkdocs/step.hbs`, `package.json`. The only file that knows where it lies itself: the published
 * code is bundled flat into dist/ (scripts/build.ts), one level below the package as src/ is.
 */
export function locateOwnFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** What `node --import` loads to record a program: as published, or as it is when run from source. */
export function locateRegister(): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return locateOwnFile(isSource ? "src/record/register/register.ts" : "dist/register.js");
}

/** What that loads with the first request. */
export function locateRecorder(): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return locateOwnFile(isSource ? "src/record/register/recorder.ts" : "dist/recorder.js");
}

/** The thread that a recorder starts. */
export function locateRecordingWorker(): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return locateOwnFile(isSource ? "src/record/capture/worker/recording-worker.ts" : "dist/recording-worker.js");
}

/** The program that runs inside the namespace of a transparent recording. */
export function locateShim(): URL {
  const isSource = import.meta.url.endsWith(".ts");
  return locateOwnFile(isSource ? "src/record/transparent/shim.ts" : "dist/shim.js");
}
