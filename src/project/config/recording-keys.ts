import type { RecordingSettings } from "./types.ts";

// A record, because it must name each key.
const ALL: Readonly<Record<keyof RecordingSettings, true>> = {
  as: true,
  cwd: true,
  env: true,
  output: true,
  listen: true,
  passthrough: true,
  insecure: true,
  cacert: true,
  onFailure: true,
  transparent: true,
  bodyLimit: true,
};

/** Keys of the settings for recording a command. */
export const RECORDING_KEYS = Object.keys(ALL) as readonly (keyof RecordingSettings)[];
