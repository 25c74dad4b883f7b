import { quoteSingly } from "../../sequence/shell-word.ts";
import { type ChildSettings, VARIABLES } from "./variables.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment in which a program's requests go through the recording proxy; everything else is unchanged and in the same order. */
export function toChildEnvironment(env: Environment, settings: ChildSettings): Record<string, string> {
  const given = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries([...given, ...toRecordingVariables(env, settings)]);
}

/** The lines that set it in a POSIX shell: `export http_proxy='http://curl:x@127.0.0.1:40123'`. */
export function toExportLines(env: Environment, settings: ChildSettings): string {
  return toRecordingVariables(env, settings)
    .map(([name, value]) => `export ${name}=${quoteSingly(value)}\n`)
    .join("");
}

function toRecordingVariables(env: Environment, settings: ChildSettings): readonly (readonly [string, string])[] {
  return VARIABLES.flatMap(({ names, toValue }) =>
    names.flatMap((name) => {
      const value = toValue(settings, env[name]);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
