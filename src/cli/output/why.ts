import type { Provenance, Step, StepName, Walkthrough } from "../../analyze/types.ts";
import { groupBy } from "../../sequence/groups.ts";
import { toPrintable } from "./printable.ts";

/**
 * Explains the names in each call: the sources of values, and the call in which it is nested.
 *
 * @param whole the walkthrough that the calls are part of
 */
export function explainWalkthrough({ steps, provenance }: Walkthrough, whole: Pick<Walkthrough, "steps">): string {
  const byStep = groupBy(provenance, ({ step }) => step);
  const numbers = new Map(whole.steps.map(({ id, request, response }) => [id, { request, response }]));
  const numberOf = (id: string, side: "request" | "response"): string => `(${numbers.get(id)?.[side].number ?? "?"})`;
  const lines = steps.flatMap((step) => {
    const values = byStep.of(step.id).map((one) => `${describe(one)}: ${explain(one, numberOf)}`);
    const facts = [...describeStep(step, numberOf), ...values];
    const { number, method, path } = step.request;
    return [`(${number}) ${method} ${path}`, ...facts.map((fact) => `    ${fact}`)];
  });
  return lines.map((line) => `${toPrintable(line).replaceAll("\n", " ")}\n`).join("");
}

type NumberOf = (id: string, side: "request" | "response") => string;

function describeStep({ nestedIn, operation, described, name }: Step, numberOf: NumberOf): readonly string[] {
  const nesting = nestedIn && `nested in ${numberOf(nestedIn.step, "request")}: ${EVIDENCE[nestedIn.evidence]}`;
  return [
    name && `called "${name.text}": ${NAMED_BY[name.from]}`,
    operation && `operation ${operation.id}: ${operation.method} ${operation.path || "/"}`,
    described &&
      `described in ${described.title}: ${described.path}${described.id === undefined ? "" : `, ${described.id}`}`,
    nesting,
  ].filter((fact) => fact !== undefined);
}

const NAMED_BY: Readonly<Record<StepName["from"], string>> = {
  config: "the label in the project file",
  graphql: "the operation of GraphQL in its body or query",
  grpc: "service and method of gRPC in its path",
  "json-rpc": "the method of JSON-RPC in its body",
  soap: "the action of SOAP",
  openapi: "the summary in the OpenAPI document",
};

const EVIDENCE = {
  span: "from the spans",
  traceparent: "both have the same traceparent",
  "request-id": "both have the same request ID",
  time: "by timing: it was sent while that call was in progress",
} as const;

/** `{image_id} 9faa…`, `X-Auth-Token`, `/member` */
function describe({ place, name, value }: Provenance): string {
  const shown = value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE - 1)}…`;
  if (place.in === "path") return `{${name}} = ${shown}`;
  return `${place.in} ${place.at || "text"} = ${shown}`;
}

const LONGEST_VALUE = 40;

function explain({ source }: Provenance, numberOf: NumberOf): string {
  if (source.kind === "input") return `the input ${source.input}`;
  if (source.kind === "argument") return `argument ${source.position}`;
  if (source.kind === "operation") return `a value in ${source.path}`;
  if (source.kind === "openapi") return `a value in ${source.path} of ${source.title}`;
  if (source.kind === "config") return `a value in ${source.path} of the project file`;
  if (source.kind === "shape") return "looks like an ID";
  const { from, step } = source;
  const place = from.kind === "header" ? `header ${from.name}` : `/${from.path.join("/")}`;
  return `from response ${numberOf(step, "response")}, ${place}`;
}
