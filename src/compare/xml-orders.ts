import { knownAt } from "../sequence/known-at.ts";

type Order = readonly string[];

/** The names of what an element contains, where their order changed: without those before and after that are the same. */
interface OtherOrder {
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The elements that contain the same in another order, at most one for each place. The members of a JSON value have no order, and a mixed
 * content has one: `Hello <b>a</b> world`.
 */
export function findOtherOrders(
  before: ReadonlyMap<string, readonly Order[]>,
  after: ReadonlyMap<string, readonly Order[]>,
): readonly OtherOrder[] {
  return Array.from(before.entries()).flatMap(([place, ours]) => {
    const found = findOther(ours, after.get(place) ?? []);
    return found === undefined ? [] : [{ place, ...showOrders(...found) }];
  });
}

type Pair = readonly [before: Order, after: Order];

function findOther(ours: readonly Order[], theirs: readonly Order[]): Pair | undefined {
  if (ours.length === theirs.length) {
    const pairs = ours.map((one, index): Pair => [one, knownAt(theirs, index)]);
    return pairs.find(([one, other]) => !isSameOrder(one, other));
  }
  // Which element became which is not known: one that has its like among the others did not change.
  const isFewer = ours.length < theirs.length;
  const [fewer, more] = (isFewer ? [ours, theirs] : [theirs, ours]).map(toDistinct);
  const [first] = more?.values() ?? [];
  if (fewer === undefined || more === undefined || first === undefined) return undefined;
  for (const [key, one] of fewer) {
    if (more.has(key) || more.values().some((other) => isSameOrder(one, other))) continue;
    return isFewer ? [one, first] : [first, one];
  }
  return undefined;
}

function toDistinct(orders: readonly Order[]): ReadonlyMap<string, Order> {
  return new Map(orders.map((order) => [order.join("/"), order]));
}

/** Of what both contain; what one of them lacks is a difference already, and so is the number of each. */
function isSameOrder(one: Order, other: Order): boolean {
  const [ours, theirs] = onlyCommon(one, other);
  if (ours.toSorted().join("/") === theirs.toSorted().join("/"))
    return ours.every((name, index) => name === theirs[index]);
  const [runs, others] = [toRuns(ours), toRuns(theirs)];
  return isWithin(runs, others) || isWithin(others, runs);
}

function onlyCommon(one: Order, other: Order): Pair {
  const [ours, theirs] = [new Set(one), new Set(other)];
  return [one.filter((name) => theirs.has(name)), other.filter((name) => ours.has(name))];
}

function toRuns(order: Order): Order {
  return order.filter((name, index) => name !== order[index - 1]);
}

function isWithin(shorter: Order, longer: Order): boolean {
  let found = 0;
  for (const name of longer) if (name === shorter[found]) found += 1;
  return found === shorter.length;
}

function showOrders(...[before, after]: Pair): Pick<OtherOrder, "before" | "after"> {
  const [ours, theirs] = onlyCommon(before, after);
  const shorter = Math.min(ours.length, theirs.length);
  let head = 0;
  while (head < shorter && ours[head] === theirs[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && ours.at(-1 - tail) === theirs.at(-1 - tail)) tail += 1;
  const show = (order: Order): string => {
    const names = order.slice(head, order.length - tail);
    return names.length > LISTED ? `${names.slice(0, LISTED).join(", ")}, …` : names.join(", ");
  };
  return { before: show(ours), after: show(theirs) };
}

/** Names that are shown of an order. */
const LISTED = 8;
