import { groupBy } from "../sequence/groups.ts";
import { listFew } from "../sequence/list-few.ts";
import type { Entry } from "../trace/model/types.ts";
import type { Note, Provenance, Step } from "./types.ts";

interface Noted {
  /** In the order of their requests. */
  readonly steps: readonly Step[];
  /** The trace's own notes on its exchanges. */
  readonly told: readonly { readonly id: string; readonly entry: Pick<Entry, "_notes" | "_recorder"> }[];
  readonly provenance: readonly Provenance[];
  /** Whether to show which responses values came from. */
  readonly dataFlow: boolean;
  /** Whether to show which recorders saw each exchange. */
  readonly recorders: boolean;
}

/** What diagrams show next to the arrows, ascending by arrow. */
export function writeNotes({ steps, told, provenance, dataFlow, recorders }: Noted): readonly Note[] {
  const notes = [
    ...noteTold(steps, told),
    ...(recorders ? noteRecorders(steps, told) : []),
    ...(dataFlow ? noteDataFlow(steps, provenance) : []),
  ];
  return notes.toSorted((one, other) => one.arrow - other.arrow);
}

function noteTold(steps: readonly Step[], told: Noted["told"]): readonly Note[] {
  const numbers = new Map(steps.map(({ id, request }) => [id, request.number]));
  return told.flatMap(({ id, entry: { _notes: texts = [] } }): readonly Note[] => {
    const arrow = numbers.get(id);
    return arrow === undefined || texts.length === 0 ? [] : [{ arrow, text: listFew(texts, MOST) }];
  });
}

/** `seen by till, shop` */
function noteRecorders(steps: readonly Step[], told: Noted["told"]): readonly Note[] {
  const numbers = new Map(steps.map(({ id, request }) => [id, request.number]));
  return told.flatMap(({ id, entry: { _recorder: recorder } }): readonly Note[] => {
    const arrow = numbers.get(id);
    return arrow === undefined || recorder === undefined ? [] : [{ arrow, text: `seen by ${recorder}` }];
  });
}

/** `token_1 from (4)`, at the first use by the client. */
function noteDataFlow(steps: readonly Step[], provenance: readonly Provenance[]): readonly Note[] {
  const answers = new Map(steps.map(({ id, response }) => [id, response.number]));
  const byStep = groupBy(provenance, ({ step }) => step);
  const told = new Set<string>();
  return steps.flatMap(({ id, client, request }): readonly Note[] => {
    const facts = byStep.of(id).flatMap(({ source, value, name }) => {
      const key = JSON.stringify([client, value]);
      if (source.kind !== "answer" || told.has(key)) return [];
      told.add(key);
      return [`${name} from (${answers.get(source.step) ?? "?"})`];
    });
    return facts.length === 0 ? [] : [{ arrow: request.number, text: listFew([...new Set(facts)], MOST) }];
  });
}

/** Longest list that is shown in full. */
const MOST = 6;
