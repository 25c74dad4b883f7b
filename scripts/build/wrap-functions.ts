import { parseAst } from "rolldown/parseAst";

/**
 * Puts functions of a bundled file into parentheses. V8 compiles such a function with its file, so that Node's cache contains it; of other
 * functions, the cache contains only the name, and each start compiles them again (docs/notes/startup.md). A function declaration becomes a variable at
 * the top of the file, where nothing has been called yet.
 *
 * @param isWanted whether the function that begins there is
 */
export function wrapFunctions(code: string, isWanted: (start: number) => boolean): string {
  const program = parseAst(code) as unknown as Program;
  const declared = program.body.filter(({ type, start }) => type === "FunctionDeclaration" && isWanted(start));
  const insertions = program.body.flatMap((statement) => listInsertions(statement, undefined, isWanted));
  insertions.sort((a, b) => a.at - b.at);
  const render = (start: number, end: number): string => {
    let [text, from] = ["", start];
    for (const { at, mark } of insertions) {
      if (at < start || at >= end) continue;
      text += code.slice(from, at) + mark;
      from = at;
    }
    return text + code.slice(from, end);
  };
  const variables = declared.map(({ start, end, id }) => `var ${id?.name ?? ""} = (${render(start, end)});\n`);
  const top = program.body.findLast(({ type }) => type === "ImportDeclaration")?.end ?? program.start;
  let [text, from] = [`${render(0, top)}\n${variables.join("")}`, top];
  for (const { start, end } of declared) {
    text += render(from, start);
    from = end;
  }
  return text + render(from, code.length);
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly async?: boolean;
  readonly id?: { readonly name: string } | null;
  /** Of a property: whether it is written as a method. */
  readonly method?: boolean;
  readonly kind?: string;
}

interface Program extends Node {
  readonly body: readonly Node[];
}

interface Insertion {
  readonly at: number;
  readonly mark: "(" | ")";
}

function listInsertions(
  node: Node,
  parent: Node | undefined,
  isWanted: (start: number) => boolean,
): readonly Insertion[] {
  const inner = Object.values(node)
    .flat()
    .filter(isNode)
    .flatMap((child) => listInsertions(child, node, isWanted));
  if (!isExpression(node, parent) || !isWanted(node.start)) return inner;
  return [{ at: node.start, mark: "(" }, ...inner, { at: node.end, mark: ")" }];
}

/** Neither a method, which has no expression of its own, nor an asynchronous arrow function, which V8 still compiles late. */
function isExpression({ type, async: isAsync }: Node, parent: Node | undefined): boolean {
  if (type === "ArrowFunctionExpression") return isAsync !== true;
  if (type !== "FunctionExpression" || parent?.type === "MethodDefinition") return false;
  return parent?.type !== "Property" || (parent.method !== true && parent.kind === "init");
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
