import { NumberList } from "./number-list.ts";

/**
 * A list whose items are made on access, and are not kept: a trace of a million entries is read through it with constant memory. It behaves
 * as an array for readers; changes throw.
 *
 * @param kept items that are kept, for access to neighbors
 */
export function createLazyList<T>(length: number, make: (index: number) => T, kept = KEPT): readonly T[] {
  // Each index has its one slot. A map would leave behind tables that V8 has moved to its old space by then, and with them everything they
  // reference, until the next full collection.
  const slots = new Float64Array(kept).fill(-1);
  const items: T[] = [];
  const get = (index: number): T => {
    const slot = index % kept;
    // The item in the slot.
    if (slots[slot] === index) return items[slot] as T;
    const made = make(index);
    slots[slot] = index;
    items[slot] = made;
    return made;
  };
  const target: T[] = [];
  target.length = length;
  const iterate = (): IterableIterator<T> => iterateItems(length, get);
  const list = new Proxy(target, {
    get: (array, key) => {
      if (key === Symbol.iterator) return iterate;
      const index = toIndex(key, length);
      return index === undefined ? Reflect.get(array, key) : get(index);
    },
    has: (array, key) => toIndex(key, length) !== undefined || Reflect.has(array, key),
    getOwnPropertyDescriptor: (array, key) => {
      const index = toIndex(key, length);
      if (index === undefined) return Reflect.getOwnPropertyDescriptor(array, key);
      return { value: get(index), writable: true, enumerable: true, configurable: true };
    },
    ownKeys: () => [...Array.from({ length }, (_, index) => String(index)), "length"],
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
  lazy.add(list);
  return list;
}

/** Without the proxy, which takes as long for an item as the rest of a loop. */
function* iterateItems<T>(length: number, get: (index: number) => T): IterableIterator<T> {
  for (let index = 0; index < length; index += 1) yield get(index);
}

/** Whether the items of a list are made on each access; it is then in the order in which its file has to be read. */
export function isLazy(list: readonly unknown[]): boolean {
  return lazy.has(list);
}

/** The items of a list, each changed; for a lazy list, on access. */
export function mapList<From, To>(list: readonly From[], change: (item: From, index: number) => To): readonly To[] {
  if (!isLazy(list)) return list.map(change);
  // Only what lies beyond the end is undefined.
  return createLazyList(list.length, (index) => change(list[index] as From, index));
}

/** The selected items of a list; for a lazy list, they are made again on access. */
export function filterList<T>(list: readonly T[], isMeant: (item: T, index: number) => boolean): readonly T[] {
  if (!isLazy(list)) return list.filter(isMeant);
  const kept = new NumberList();
  for (let index = 0; index < list.length; index += 1) if (isMeant(list[index] as T, index)) kept.push(index);
  return createLazyList(kept.length, (index) => list[kept.at(index)] as T);
}

const lazy = new WeakSet<readonly unknown[]>();

const KEPT = 64;

function toIndex(key: string | symbol, length: number): number | undefined {
  if (typeof key === "symbol") return undefined;
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && index < length && String(index) === key ? index : undefined;
}
