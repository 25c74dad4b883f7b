import { Zip, ZipDeflate, strToU8 } from "fflate";

/** A file of an archive: its path, and its text in pieces. */
export type PackedFile = readonly [name: string, pieces: Iterable<string>];

/** The bytes of a ZIP file, as they come while its files are gone through. The same files give the same bytes. */
export function* packFiles(files: Iterable<PackedFile>): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    ready.push(bytes);
  });
  const takeReady = (): readonly Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  for (const [name, pieces] of files) {
    const file = new ZipDeflate(name, { level: 9 });
    file.mtime = OLDEST;
    zip.add(file);
    for (const piece of pieces) {
      file.push(strToU8(piece));
      yield* takeReady();
    }
    file.push(new Uint8Array(0), true);
    yield* takeReady();
  }
  zip.end();
  yield* takeReady();
}

/** The first day that a ZIP file can name, in the local time that it is written in: no clock, the same bytes. */
const OLDEST = new Date(1980, 0, 1);
