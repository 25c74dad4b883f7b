import { onlyKnown } from "../../json/only-known.ts";
import { groupBy } from "../../sequence/groups.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import type { Entry } from "../../trace/model/types.ts";
import { parseJsonObject } from "../../trace/names/parse-json-object.ts";
import type { ApiDescription, DescribedCallback, DescribedOperation, Participant, StepDescription } from "../types.ts";
import { nameApis } from "./description-finder.ts";
import { fillExpression } from "./fill-expression.ts";

/** A call that a described API makes to its client. */
export interface FoundCallback {
  readonly operation: StepDescription & Pick<DescribedOperation, "summary">;
  /**
   * The API, if the recording gives its calls and those of its client the same name. Undefined if the caller has a
   * name of its own.
   */
  readonly caller: Participant | undefined;
}

/** Finds the webhooks and callbacks among calls that are read in order. */
export interface CallbackFinder {
  /** A call of a described operation: it may register a URL, and its client is not the API. */
  readonly note: (entry: Entry, operation: StepDescription) => void;
  readonly find: (entry: Entry) => FoundCallback | undefined;
}

export function createCallbackFinder(descriptions: readonly ApiDescription[]): CallbackFinder {
  const all = Array.from(nameApis(descriptions)).flatMap(([{ title, callbacks = [] }, participant]) =>
    callbacks.map((callback): Known => ({ title, participant, callback })),
  );
  if (all.length === 0) return { note: () => undefined, find: () => undefined };
  const registrars = groupBy(all, ({ title, callback: { of } }) => of && toKey(title, of.method, of.path));
  /** By URL: each callback once, the latest last. */
  const registered = new Map<string, Set<Known>>();
  const clients = new Map<string, Set<string | undefined>>();
  const webhooks = registrars.of(undefined);
  return {
    note: (entry, { title, path }) => {
      addLast(clients, title, entry._client);
      for (const one of registrars.of(toKey(title, entry.request.method, path))) {
        const url = normalize(one.callback.of && fillExpression(one.callback.of.url, entry));
        if (url !== undefined) addLast(registered, url, one);
      }
    },
    find: (entry) => {
      const ofMethod = ({ callback }: Known): boolean => callback.method === entry.request.method;
      const here = [...(registered.get(normalize(entry.request.url) ?? "") ?? [])].filter(ofMethod);
      const found = choose(here, entry) ?? latestOf(here) ?? choose(webhooks.filter(ofMethod), entry);
      if (found === undefined) return undefined;
      const { title, participant, callback } = found;
      const { place: path, id, summary, reference } = callback;
      const isShared = entry._client === undefined || clients.get(title)?.has(entry._client) === true;
      return {
        operation: { title, path, ...onlyKnown({ id, summary, reference }) },
        caller: isShared ? participant : undefined,
      };
    },
  };
}

function toKey(...parts: readonly [title: string, method: string, path: string]): string {
  return JSON.stringify(parts);
}

/** Adds an item, or moves it to the end. */
function addLast<Item>(sets: Map<string, Set<Item>>, key: string, item: Item): void {
  const items = sets.get(key) ?? new Set();
  items.delete(item);
  sets.set(key, items.add(item));
}

interface Known {
  readonly title: string;
  readonly participant: Participant;
  readonly callback: DescribedCallback;
}

/** Without its query, which APIs add to. */
function normalize(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed === null ? undefined : parsed.origin + parsed.pathname.replace(/\/$/, "");
}

/** The same callback may be described twice. */
function latestOf(here: readonly Known[]): Known | undefined {
  return new Set(here.map(({ callback }) => callback.place)).size === 1 ? here.at(-1) : undefined;
}

/** Of several, the one that the body indicates: by a fixed value, by its name, or by its members if no other has them. */
function choose(candidates: readonly Known[], { request }: Entry): Known | undefined {
  if (candidates.length === 0) return undefined;
  const body = parseJsonObject(bodyText(request.postData)) ?? {};
  const names = new Set(
    [...Object.values(body), ...request.headers.filter(({ name }) => KIND_HEADER.test(name)).map(({ value }) => value)]
      .filter((value) => typeof value === "string")
      .map(plain),
  );
  const fitting = candidates.filter(({ callback }) => !isOther(callback, body));
  const isNamed = ({ callback: { name, id = "" } }: Known): boolean => names.has(plain(name)) || names.has(plain(id));
  return (
    fitting.find(({ callback }) => Object.keys(callback.body?.fixed ?? {}).some((name) => Object.hasOwn(body, name))) ??
    fitting.find(isNamed) ??
    onlyOf(fitting.filter(({ callback }) => hasItsMembers(callback, body)))
  );
}

/** `X-GitHub-Event`, `X-Shopify-Topic` */
const KIND_HEADER = /event|topic|type|action/i;

/** `stock.low`, `stockLow`, and `STOCK_LOW` are one name. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

function isOther(
  { body: { fixed, required } = { fixed: {}, required: [], members: [] } }: DescribedCallback,
  body: Body,
): boolean {
  const isWrong = Object.entries(fixed).some(
    ([name, values]) => Object.hasOwn(body, name) && !values.includes(body[name]),
  );
  return isWrong || required.some((name) => !Object.hasOwn(body, name));
}

type Body = Readonly<Record<string, unknown>>;

function hasItsMembers({ body: known }: DescribedCallback, body: Body): boolean {
  const members = Object.keys(body);
  return members.length >= FEWEST && members.every((name) => known?.members.includes(name));
}

/** Members: one alone, such as `id`, indicates nothing. */
const FEWEST = 2;

function onlyOf(found: readonly Known[]): Known | undefined {
  return found.length === 1 ? found[0] : undefined;
}
