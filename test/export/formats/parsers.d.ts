/** The API that the tests use of two libraries without type definitions. */
declare module "@usebruno/lang" {
  interface BruRequest {
    readonly body: { readonly json: string };
  }
  export function bruToJsonV2(text: string): BruRequest;
  export function bruToEnvJsonV2(text: string): object;
}

declare module "postman-collection" {
  interface List<T> {
    all(): T[];
    map<R>(toOther: (one: T) => R): R[];
  }
  export class Item {
    readonly events: List<{ readonly script: { readonly exec?: string | string[] } }>;
    readonly request: {
      readonly url: { toString(): string };
      readonly headers: { get(name: string): string | undefined };
      readonly body?: { readonly raw?: string };
    };
  }
  export class Collection {
    constructor(collection: object);
    readonly variables: List<{ readonly key: string; readonly value: unknown }>;
    readonly items: List<unknown>;
  }
}
