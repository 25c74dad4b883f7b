import type { Entry } from "../trace/model/types.ts";
import { nameRequest } from "../trace/names/call-name.ts";
import { createStepIds } from "../trace/names/step-id.ts";

/** Names an entry's step: the id that the recording gave, else a slug of method, path and the name of the call; never the same twice. */
export function createStepNamer(entries: readonly Entry[]): (entry: Entry) => string {
  const createId = createStepIds();
  const recorded = new Set(entries.map(({ _id }) => _id));
  const given = new Set<string>();
  return ({ _id, request }) => {
    let id = _id;
    if (id === undefined || given.has(id)) {
      do id = createId(request.method, request.url, nameRequest(request)?.text);
      while (recorded.has(id));
    }
    given.add(id);
    return id;
  };
}
