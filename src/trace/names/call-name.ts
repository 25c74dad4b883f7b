import { bodyText } from "../bodies/body-text.ts";
import { findFlatHeader, findHeader, flatHeaderText, headerText } from "../headers.ts";
import type { Exchange } from "../journal/exchange.ts";
import type { Request } from "../model/types.ts";
import { nameGraphql } from "./graphql-name.ts";
import { nameGrpc } from "./grpc-name.ts";
import { nameJsonRpc } from "./json-rpc-name.ts";
import { nameSoap } from "./soap-name.ts";

/** The operation of a request, if its protocol has it outside the path. */
export interface CallName {
  /** `query Hero`, `eth_blockNumber`, `GetPrice`, `image.v1.Images/Get`; plain text on one line, at most 80 characters. */
  readonly text: string;
  readonly by: "graphql" | "grpc" | "json-rpc" | "soap";
}

/** The name alone; empty if there is none. */
export function nameText(name: Pick<CallName, "text"> | undefined): string {
  return name?.text ?? "";
}

/** A request, as far as it can be named. */
export interface NameableRequest {
  readonly method: string;
  readonly url: string;
  readonly soapAction: string | undefined;
  readonly mimeType: string;
  /** "" if there is none, or none that is text. */
  readonly body: string;
}

/** Names a recorded request: GraphQL operation, gRPC or JSON-RPC method, SOAP action. */
export function nameRequest({ method, url, headers, postData }: Request): CallName | undefined {
  return nameCall({
    method,
    url,
    soapAction: findHeader(headers, "soapaction"),
    // A gRPC call without a message still has a type.
    mimeType: postData?.mimeType ?? headerText(headers, "content-type"),
    body: postData?._encoding === undefined ? bodyText(postData) : "",
  });
}

/** The same while it is being recorded. */
export function nameExchange({ method, url, requestHeaders, requestBody }: Exchange): CallName | undefined {
  return nameCall({
    method,
    url,
    soapAction: findFlatHeader(requestHeaders, "soapaction"),
    mimeType: requestBody?.mimeType ?? flatHeaderText(requestHeaders, "content-type"),
    body: requestBody?.base64 === false ? requestBody.text : "",
  });
}

function nameCall(request: NameableRequest): CallName | undefined {
  for (const [by, name] of PROTOCOLS) {
    const text = name(request);
    if (text !== undefined && text !== "") return { text: shorten(text), by };
  }
  return undefined;
}

const PROTOCOLS = [
  ["grpc", nameGrpc],
  ["soap", nameSoap],
  ["graphql", nameGraphql],
  ["json-rpc", nameJsonRpc],
] as const;

const LONGEST = 80;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
