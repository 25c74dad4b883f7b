import { createCorpus } from "./corpus.ts";

/** Bodies of all kinds of plants and decoys, and the beginnings of one truncated at this many places. */
export function listBodies(everyCut: number): string[] {
  const { plants, decoys, cuts } = createCorpus("1");
  const bodies = [...plants, ...decoys].flatMap(({ messages }) =>
    messages.flatMap(({ requestBody, responseBody, stated }) => [
      String(requestBody?.bytes ?? ""),
      String(responseBody?.bytes ?? ""),
      stated?.text ?? "",
    ]),
  );
  return [...bodies, ...cuts.filter((_, index) => index % everyCut === 0).map(({ text }) => text)];
}
