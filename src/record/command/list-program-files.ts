import { posix, win32 } from "node:path";

/** The files in which a shell looks for a program, in its order. */
export function listProgramFiles(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): readonly string[] {
  const path = platform === "win32" ? win32 : posix;
  const isFile = program.includes(path.sep) || program.includes("/");
  const folders = isFile ? [""] : (findVariable(env, "PATH", platform) ?? "").split(path.delimiter);
  const files = folders.map((folder) => (isFile ? program : path.join(folder, program)));
  if (platform !== "win32") return files;
  // Windows adds an ending to a name, also to one that has another: `python3.11`.
  const endings = (findVariable(env, "PATHEXT", platform) ?? ".COM;.EXE;.BAT;.CMD")
    .split(";")
    .filter((ending) => ending !== "");
  const isWhole = endings.some((ending) => program.toLowerCase().endsWith(ending.toLowerCase()));
  const added = isWhole ? ["", ...endings] : endings;
  return files.flatMap((file) => added.map((ending) => file + ending));
}

/** Windows does not distinguish `Path` from `PATH`. */
function findVariable(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  platform: string,
): string | undefined {
  if (platform !== "win32") return env[name];
  return Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
}
