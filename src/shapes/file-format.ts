/** How files begin that bodies often are, as Latin-1. */
const BEGINNINGS = {
  gif: /^GIF8[79]a/,
  jpg: /^\xFF\xD8\xFF/,
  pdf: /^%PDF-/,
  png: /^\x89PNG\r\n/,
  webp: /^RIFF[^]{4}WEBP/,
  woff: /^wOF[F2]/,
} as const;

export type FileFormat = keyof typeof BEGINNINGS;

/** Minimum units that distinguish one of them from anything else. */
const LONGEST = 12;

/** The format of a file by its first bytes, whatever its media type is; undefined for all but a few formats. */
export function findFileFormat(bytes: Buffer): FileFormat | undefined {
  const beginning = bytes.toString("latin1", 0, LONGEST);
  // Its keys are these, and no others.
  return (Object.keys(BEGINNINGS) as FileFormat[]).find((format) => BEGINNINGS[format].test(beginning));
}
