import { type Dispatcher, FormData, type RequestInit, fetch } from "undici";

import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";

/**
 * `fetch` that sends through a dispatcher. Takes Node's own `Request` and `FormData` too, which undici's `fetch` would
 * take for text: a form would go out as "[object FormData]" (docs/notes/undici.md).
 */
export function createFetch(dispatcher: Dispatcher): typeof globalThis.fetch {
  const send = async (input: Request | URL | string, init: globalThis.RequestInit = {}): Promise<unknown> => {
    const { url, ...request } = input instanceof Request ? fromRequest(input) : { url: input };
    const body = init.body instanceof globalThis.FormData ? toOwnForm(init.body) : init.body;
    const own = { ...request, ...init, ...onlyKnown({ body }), dispatcher };
    // Node's classes are those of an undici too: their types differ in names only.
    return fetch(url, own as RequestInit);
  };
  return send as typeof globalThis.fetch;
}

function fromRequest(request: Request): globalThis.RequestInit & { readonly url: string } {
  const { url, method, headers, body, signal, redirect } = request;
  return { url, method, headers, body, signal, redirect, ...onlyIf(body !== null, { duplex: "half" }) };
}

function toOwnForm(form: globalThis.FormData): FormData {
  const own = new FormData();
  for (const [name, value] of form) {
    if (typeof value === "string") own.append(name, value);
    else own.append(name, value, value.name);
  }
  return own;
}
