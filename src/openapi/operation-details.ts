import { toObject } from "../json/is-object.ts";
import { listHolders, toPointer } from "../json/pointer.ts";
import { createGroups } from "../sequence/groups.ts";
import { textBefore } from "../sequence/text-before.ts";
import { isForm, toFormField } from "./body-fields.ts";
import { createFollow, type Node } from "./follow-reference.ts";
import { listCallbackItems } from "./list-callbacks.ts";
import { toLine } from "./to-line.ts";

/** A document's description of an operation, except its name. */
export interface OperationDetails {
  readonly parameters: readonly DescribedParameter[];
  /** Undefined if the document does not describe such a body. */
  readonly request: (body: RecordedBody) => DescribedFields | undefined;
  /** Undefined if the document does not describe the body of such a response. */
  readonly response: (status: number, body: RecordedBody) => DescribedFields | undefined;
  /** Headers of such a response, by their names as the document writes them. */
  readonly responseHeaders: (status: number) => ReadonlyMap<string, string>;
}

/** What a description of a body is looked up for. */
export interface RecordedBody {
  readonly mimeType: string;
  /** Pointers of its fields: a recursive schema is described as deep as they go. */
  readonly fields: Iterable<string>;
}

export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly description: string;
}

/** The fields of a JSON body or a form, by their pointers, with `*` for any item or member: `/items/*\/id`. */
export interface DescribedFields {
  readonly fields: ReadonlyMap<string, string>;
  /** Pointers below which any field is allowed. */
  readonly open: ReadonlySet<string>;
}

/** Reads the description of an operation. References are resolved within the document; others are never fetched. */
export function createDetails(document: unknown): (method: string, path: string) => OperationDetails | undefined {
  const root = toObject(document);
  const follow = createFollow(root);
  const callbacks = new Map(listCallbackItems(root).map(({ place, item }) => [place, item]));
  return (method, path) => {
    const item = callbacks.get(path) ?? follow(toObject(root["paths"])[path]);
    const operation = toObject(item[method.toLowerCase()]);
    if (Object.keys(operation).length === 0) return undefined;
    const parameters = [...toList(item["parameters"]), ...toList(operation["parameters"])].map(follow);
    const responses = toObject(operation["responses"]);
    const findResponse = (status: number): Node =>
      follow(responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses["default"]);
    return {
      parameters: parameters
        .filter((one) => one["in"] !== "body" && one["in"] !== "formData")
        .map((one) => ({ name: toText(one["name"]), in: toText(one["in"]), description: toText(one["description"]) })),
      request: (body) => {
        const schema = findSchema(follow(operation["requestBody"]), body.mimeType) ?? findOldSchema(parameters, body);
        return listFields(schema, { follow, body });
      },
      response: (status, body) => {
        const response = findResponse(status);
        return listFields(findSchema(response, body.mimeType) ?? response["schema"], { follow, body });
      },
      responseHeaders: (status) => {
        const headers = Object.entries(toObject(findResponse(status)["headers"]));
        return new Map(headers.map(([name, header]) => [name, toText(follow(header)["description"])]));
      },
    };
  };
}

/** Of the body's own media type, or the first that is JSON. */
function findSchema(holder: Node, mimeType: string): unknown {
  const media = Object.entries(toObject(holder["content"]));
  const own = media.find(([type]) => nameType(type) === nameType(mimeType));
  const json = isForm(mimeType) ? undefined : media.find(([type]) => /[/+]json\b|\*\/\*/i.test(type));
  return toObject((own ?? json)?.[1])["schema"];
}

function nameType(mimeType: string): string {
  return textBefore(mimeType, ";").trim().toLowerCase();
}

/** Swagger 2 describes a body as a parameter, and a form as several. */
function findOldSchema(parameters: readonly Node[], { mimeType }: RecordedBody): unknown {
  if (!isForm(mimeType)) return parameters.find((one) => one["in"] === "body")?.["schema"];
  const fields = parameters.filter((one) => one["in"] === "formData");
  return fields.length === 0 ? undefined : { properties: Object.fromEntries(fields.map((one) => [one["name"], one])) };
}

/** Levels of schemas in schemas. */
const DEEPEST = 30;

/** Maximum number of fields that are described for a body. */
const MOST = 2000;

interface Listing {
  readonly follow: (value: unknown) => Node;
  readonly body: RecordedBody;
}

interface Visited {
  readonly node: Node;
  readonly pointer: string;
}

function listFields(schema: unknown, { follow, body }: Listing): DescribedFields | undefined {
  if (schema === undefined) return undefined;
  const fields = new Map<string, string>();
  const open = new Set<string>();
  const seen = createGroups<string, Node>();
  const holdsRecorded = createHolderTest(body.fields);
  /** A recursive schema is infinite, and is read as deep as the recorded body goes. */
  const isOver = ({ node, pointer }: Visited, above: readonly Visited[]): boolean => {
    const outer = above.findLast((one) => one.node === node);
    if (outer !== undefined && (outer.pointer === pointer || !holdsRecorded(pointer))) return true;
    return fields.size >= MOST || above.length > DEEPEST;
  };
  const visit = (value: unknown, pointer: string, above: readonly Visited[]): void => {
    const node = follow(value);
    if (isOver({ node, pointer }, above)) {
      open.add(pointer);
      return;
    }
    // Of several ways to one schema at one place, the first has described all.
    if (seen.of(pointer).includes(node)) return;
    seen.add(pointer, node);
    const inner = [...above, { node, pointer }];
    const parts = ["allOf", "oneOf", "anyOf"].flatMap((key) => toList(node[key]));
    for (const part of parts) visit(part, pointer, inner);
    const properties = Object.entries(toObject(node["properties"]));
    for (const [name, property] of properties) {
      const place = pointer + (isForm(body.mimeType) ? toFormField(name) : toPointer([name]));
      fields.set(
        place,
        fields.get(place) || toText(toObject(property)["description"]) || toText(follow(property)["description"]),
      );
      visit(property, place, inner);
    }
    if (node["items"] !== undefined) visit(node["items"], `${pointer}/*`, inner);
    const more = node["additionalProperties"];
    if (typeof more === "object" && more !== null) {
      fields.set(`${pointer}/*`, "");
      visit(more, `${pointer}/*`, inner);
    }
    const saysNothing =
      properties.length === 0 && parts.length === 0 && node["items"] === undefined && more === undefined;
    const isPlain = /^(?:string|number|integer|boolean|null)$/.test(toText(node["type"]));
    if (more === true || (saysNothing && !isPlain)) open.add(pointer);
  };
  visit(schema, "", []);
  return { fields, open };
}

/** Whether a place, `*` in it for any item or member, holds a field of the recorded body. */
function createHolderTest(recorded: Iterable<string>): (pointer: string) => boolean {
  const holders = new Set<string>();
  for (const field of recorded) for (const holder of listHolders(field)) holders.add(holder);
  const all = [...holders].map((holder) => holder.split("/"));
  return (pointer) => {
    if (holders.has(pointer)) return true;
    const parts = pointer.split("/");
    if (!parts.includes("*")) return false;
    return all.some(
      (one) => one.length === parts.length && one.every((part, at) => parts[at] === "*" || part === parts[at]),
    );
  };
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Longest text of a document that is shown, in characters. */
const LONGEST = 300;

function toText(value: unknown): string {
  return typeof value === "string" ? toLine(value, LONGEST) : "";
}
