import mermaid from "mermaid";

export interface ReadDiagram {
  /** Displayed names of the participants, in order. */
  readonly participants: readonly string[];
  /** Texts of the messages, in order. */
  readonly messages: readonly string[];
}

/** Reads a diagram with the real Mermaid, which needs no DOM for that, and returns the texts that a reader would see. */
export async function readMermaid(source: string): Promise<ReadDiagram> {
  // The first parse loads the grammar; without it, getDiagramFromText knows no diagram type.
  await mermaid.parse(source);
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(source);
  // Mermaid exports no type for the database of a sequence diagram.
  const db = diagram.db as unknown as SequenceDatabase;
  return {
    participants: [...db.getActors().values()].map(({ description }) => decode(description)),
    messages: db.getMessages().flatMap(({ from, message }) => (from === undefined ? [] : [decode(message)])),
  };
}

interface SequenceDatabase {
  readonly getActors: () => ReadonlyMap<string, { readonly description: string }>;
  readonly getMessages: () => readonly { readonly from?: string; readonly message: string }[];
}

/** The text after Mermaid's `decodeEntities` and then the browser have decoded it. */
function decode(text: string): string {
  const html = text.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
