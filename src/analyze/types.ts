/**
 * The walkthrough: a trace prepared for the page. Plain data; diagram and render only lay it out. In one file, because they need all of it.
 */

export interface Walkthrough {
  /**
   * The caller first, then arranged so that participants that communicate are close together, otherwise in order of
   * appearance.
   */
  readonly participants: readonly Participant[];
  /** Exchanges in the order of their requests. */
  readonly steps: readonly Step[];
  /** Requests and responses in the order of events, numbered from 1. */
  readonly arrows: readonly Arrow[];
  /** Arrows that belong together, ascending by first arrow, the outer before the inner. */
  readonly groups: readonly Group[];
  /** Arrows that are not shown, ascending. */
  readonly folds: readonly Fold[];
  /** What diagrams show next to the arrows, ascending. @default nothing */
  readonly notes?: readonly Note[];
  /** Names that the page can explain: IDs in paths, with the input that they came from. */
  readonly variables: readonly Variable[];
  /** The source of each value in a request, in the order of the requests. */
  readonly provenance: readonly Provenance[];
  /** The command that the page shows, if the trace has one. */
  readonly command?: WalkthroughCommand;
  /** Kinds of made-up values: `hosts`, `ids`; empty if all values are as recorded. */
  readonly substituted: readonly string[];
  /** Headers that pages show, from the profile. @default headers that not every message has */
  readonly headers?: HeaderChoice;
  /** Whether pages show the bodies of messages that have none. @default they do not */
  readonly emptyBodies?: true;
  /** Whether pages show how an editor starts the command in its debugger. @default they do not */
  readonly launchConfiguration?: true;
  /** The browser's own requests that are not shown, most frequent first: 24 `scripts`. @default none */
  readonly leftOut?: readonly { readonly part: string; readonly count: number }[];
}

/** Names of headers in any case, with `*` as a wildcard: `X-*`. The most specific match counts. */
export interface HeaderChoice {
  readonly show?: readonly string[];
  readonly hide?: readonly string[];
}

export interface Participant {
  /** Mermaid-safe id: `keystone`. */
  readonly id: string;
  /** Name in diagrams: `keystone-api`. */
  readonly label: string;
}

/** One exchange as the page shows it: a request section and a response section. */
export interface Step {
  /** Slug without order numbers, unique within the walkthrough: `show-image`. */
  readonly id: string;
  readonly client: string;
  readonly server: string;
  readonly request: RequestView;
  readonly response: ResponseView;
  /** The profile's operation of this call: `image.show`. */
  readonly operation?: Operation;
  /** Its operation in the description of its API. */
  readonly described?: StepDescription;
  /** Its name, if it is not the method and the path. */
  readonly name?: StepName;
  /** Milliseconds from the first request of the walkthrough, and the duration until the outcome was complete. */
  readonly time: { readonly start: number; readonly duration: number };
  /** The call during which its client made this one. */
  readonly nestedIn?: Nesting;
  readonly retryOf?: string;
  readonly redirectOf?: string;
}

/** A text that arrows and headings show instead of method and path: `query Hero`, `List all pets`. Plain text. */
export interface StepName {
  readonly text: string;
  readonly from: "config" | "graphql" | "grpc" | "json-rpc" | "soap" | "openapi";
}

/** The operation of an `ApiDescription` that a call is. */
export interface StepDescription {
  /** Name of the API. */
  readonly title: string;
  /** Path in the description, below the server's URL: `/pets/{petId}`. */
  readonly path: string;
  /** `operationId` */
  readonly id?: string;
  /** URL of its reference. */
  readonly reference?: string;
}

/**
 * Determined by the source of the trace (`span`), by a header that both carry, or else by time alone: the outer call began before and ended
 * after it.
 */
export interface Nesting {
  /** Id of the outer step. */
  readonly step: string;
  readonly evidence: "span" | "traceparent" | "request-id" | "time";
}

export interface RequestView {
  /** Number of the arrow. */
  readonly number: number;
  readonly method: string;
  /** Templated path with query names, for headings and arrows: `/image/v2/images/{image_id}`. */
  readonly path: string;
  /** The URL as sent (redacted). */
  readonly url: string;
  readonly headers: readonly HeaderView[];
  /** Why there are none, if that does not mean that none were sent. */
  readonly missingHeaders?: string;
  readonly body: BodyView;
}

export interface ResponseView {
  readonly number: number;
  /** 0 if there was no response, and for calls other than HTTP, whose outcome is in `reason`. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderView[];
  readonly missingHeaders?: string;
  readonly body: BodyView;
  /** The trailers after the body, if any. */
  readonly trailers?: readonly HeaderView[];
  /** How a call of gRPC ended: `7 PERMISSION_DENIED`. */
  readonly grpcStatus?: string;
  readonly error?: { readonly code: string; readonly message: string };
  /** For a WebSocket that did not end normally, code and reason: `1011 subscription store unavailable`. */
  readonly closed?: string;
  /** Set if no complete response arrived, or one that reports a failure: 4xx, 5xx, or a gRPC status other than 0. */
  readonly failed?: true;
}

export interface HeaderView {
  readonly name: string;
  readonly value: string;
}

export interface BodyView {
  /** `none`: no body at all. `binary`: `text` is base64. */
  readonly kind: "none" | "json" | "text" | "binary";
  readonly mimeType: string;
  readonly text: string;
  /** A readable format: the messages of gRPC, the parts and fields of a form, columns of CSV. */
  readonly written?: string;
  /** Bytes on the wire. */
  readonly size: number;
  /** Set if only the beginning was kept. */
  readonly cut?: { readonly size: number; readonly sha256: string };
  /** For a WebSocket, the number of messages in each direction, without pings. */
  readonly said?: { readonly sent: number; readonly received: number };
  /** For `none`, if there was a body that the trace does not contain: `48,213 bytes, not in the trace`. */
  readonly missing?: string;
}

/** One message of the diagram. */
export interface Arrow {
  readonly number: number;
  readonly kind: "request" | "response" | "error";
  readonly from: string;
  readonly to: string;
  /** Plain text, not escaped: `GET /identity`, `Response: 300 MULTIPLE CHOICES`. */
  readonly label: string;
  /** Id of the step it belongs to. */
  readonly step: string;
  /** Of a response: set if it reports a failure, and if none arrived. */
  readonly failed?: true;
}

/** A run of arrows that a frame of the diagram holds. Two groups are nested or apart. */
export interface Group {
  /**
   * `par`: requests of one client that overlap. `loop`: one request, repeated until its response changed. `retry`: failed attempts and the
   * last one. `redirect`: a request and the one that it was redirected to.
   */
  readonly kind: "par" | "loop" | "retry" | "redirect";
  /** Plain text, not escaped: `until status = active (7 times, 21 s)`. */
  readonly label: string;
  /** Numbers of the first and the last arrow; all arrows between are in the group. */
  readonly first: number;
  readonly last: number;
}

/** A run of arrows that the diagram and the page omit, because they only repeat those around them; the trace has them. */
export interface Fold {
  /** Numbers of the first and the last omitted arrow. */
  readonly first: number;
  readonly last: number;
  /** Number of omitted exchanges. */
  readonly count: number;
  /** Number of a request that is like them. */
  readonly like: number;
}

/** A remark on an arrow: `token_1 from (4)`. */
export interface Note {
  /** Number of the arrow. */
  readonly arrow: number;
  /** Plain text, not escaped. */
  readonly text: string;
}

/** A value in a request, its name in templates and exports, and its source. */
export interface Provenance {
  /** Id of the step whose request has the value. */
  readonly step: string;
  readonly place: ValuePlace;
  /** As the request has it, decoded. */
  readonly value: string;
  /** `image_id` */
  readonly name: string;
  readonly source: ValueSource;
}

/** `path`: `at` is the segment's index from 0. `query`, `header`: the name. `body`: a JSON pointer. */
export interface ValuePlace {
  readonly in: "path" | "query" | "header" | "body";
  readonly at: string;
}

/**
 * What identifies it, strongest first: an input, an earlier response, the user's own path template, the form of the value, a known
 * operation, a description of the API.
 */
export type ValueSource =
  | { readonly kind: "input"; readonly input: string }
  /** A word of the command that no option names; the first after the program is 1. */
  | { readonly kind: "argument"; readonly position: number }
  | { readonly kind: "answer"; readonly step: string; readonly from: AnswerPlace }
  | { readonly kind: "config"; readonly path: string }
  | { readonly kind: "shape" }
  | { readonly kind: "operation"; readonly path: string }
  | { readonly kind: "openapi"; readonly path: string; readonly title: string };

/** The place of a value in a response: a header, or these field names and indexes in its JSON body. */
export type AnswerPlace =
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "json"; readonly path: readonly (string | number)[] };

export interface Variable {
  /** Placeholder in the paths: `image_id`. */
  readonly name: string;
  readonly value: string;
  /** Name of the flow input that it represents, if any: `image`. */
  readonly input?: string;
}

export interface WalkthroughCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A description of a family of services, as data. `analyze` itself knows no services. */
export interface Profile {
  /** `openstack` */
  readonly name: string;
  /** Identifies traces of this family automatically: a response header's name, in lower case. */
  readonly detect: readonly string[];
  /** The caller, if the trace does not name one. */
  readonly client: Participant;
  /** Service type → participant: `{ identity: { id: "keystone", label: "keystone-api" } }`. */
  readonly services: Readonly<Record<string, Participant>>;
  /** Fixed locations of services: base URL → service type. @default none */
  readonly servers?: Readonly<Record<string, string>>;
  /** The recorded response that lists the URLs of the services. */
  readonly catalog?: CatalogRule;
  /** Headers that pages show. @default headers that not every message has */
  readonly headers?: HeaderChoice;
  /** Whether pages show the bodies of messages that have none. @default they do not */
  readonly emptyBodies?: true;
  /** Whether pages show how an editor starts the command in its debugger. @default they do not */
  readonly launchConfiguration?: true;
  /** Known calls, most specific first. */
  readonly operations: readonly Operation[];
  /**
   * Reads the secrets that clients of these services keep on this machine, in `clouds.yaml` and the like. Called before a
   * recording in which such a client may run; a file that cannot be read has none. @default there are none
   */
  readonly readSecrets?: (env: Readonly<Record<string, string | undefined>>) => Promise<readonly string[]>;
  /** Finds the files of authorities that settings of such clients name, in `clouds.yaml` and the like. @default there are none */
  readonly findAuthorities?: (client: ClientSettings) => Promise<readonly string[]>;
}

/** Inputs that decide which settings a client uses. */
export interface ClientSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the client; none of a flow. */
  readonly argv: readonly string[];
  /** Cloud that was named in addition. */
  readonly cloud: string | undefined;
}

/** How to read a service catalog from a recorded JSON response. */
export interface CatalogRule {
  readonly method: string;
  /** End of the request path: `/auth/tokens`. */
  readonly pathEnd: string;
  /** JSON pointer of the list: `/token/catalog`. */
  readonly list: string;
  /** Member that names the service type: `type`. */
  readonly type: string;
  /** Member that lists the endpoints: `endpoints`, each with a `url`. */
  readonly endpoints: string;
}

export interface Operation {
  /** `image.show`; the step id is made of it (`image-show`). */
  readonly id: string;
  /** Service type, a key of `Profile.services`. */
  readonly service: string;
  readonly method: string;
  /** Path below the service's base path, with placeholders: `/v2/images/{image_id}`. "" is the base itself. */
  readonly path: string;
  /** Limits the operation to responses of this status class or status: `2xx`, `404`. */
  readonly status?: string;
  /** Limits it to requests with this query parameter: `name`. */
  readonly query?: string;
  /** API reference, per locale or for all (`en`). */
  readonly reference?: { readonly title: string; readonly url: string };
  /** One line for the list that explains the numbered pairs. */
  readonly summary: Localized;
  /** First draft of the prose under the request's and the response's heading. */
  readonly requestProse?: Localized;
  readonly responseProse?: Localized;
  /** Header names (`X-Subject-Token`) or JSON pointers (`/visibility`) of lines to highlight. */
  readonly requestHighlights?: readonly string[];
  readonly responseHighlights?: readonly string[];
}

/** The description of an API: `parseOpenApi` reads it from an OpenAPI document. */
export interface ApiDescription {
  /** Name of the participant that responds, unless there is a better one. */
  readonly title: string;
  /**
   * URLs of its servers, at least one: `https://{region}.example/v1`. `{name}` matches any text without a slash. A URL
   * without a host, such as `/v1` or "", matches that path on any host.
   */
  readonly servers: readonly string[];
  readonly operations: readonly DescribedOperation[];
  /** Calls that the API makes to its clients: webhooks and callbacks. @default none */
  readonly callbacks?: readonly DescribedCallback[];
}

/** A call that an API makes to its client. */
export interface DescribedCallback extends Pick<DescribedOperation, "id" | "summary" | "tag" | "reference"> {
  /** Upper case: `POST`. */
  readonly method: string;
  /** Its place in the document: `webhooks > newPet`, `POST /subscriptions > onEvent > {$request.body#/url}`. */
  readonly place: string;
  /** Name in the document: `newPet`. */
  readonly name: string;
  /** The operation by which a client requests it, and the expression of its URL. @default none: a webhook, registered elsewhere */
  readonly of?: { readonly method: string; readonly path: string; readonly url: string };
  /** Members of its body, if that is a JSON object. */
  readonly body?: {
    readonly members: readonly string[];
    readonly required: readonly string[];
    /** Values, one of which must be present, by member: `type`. */
    readonly fixed: Readonly<Record<string, readonly unknown[]>>;
  };
}

export interface DescribedOperation {
  /** Upper case: `GET`. */
  readonly method: string;
  /** Below the server's address, with placeholders: `/pets/{petId}`. */
  readonly path: string;
  /** Where this operation is served, if not at the servers of all operations. */
  readonly servers?: readonly string[];
  /** `operationId` */
  readonly id?: string;
  /** A few words: `List all pets`. */
  readonly summary?: string;
  /** The first of its groups: `pets`. */
  readonly tag?: string;
  /** URL of its reference. */
  readonly reference?: string;
}

/** Text per locale; `en` is always present and is used for a missing locale. */
export type Localized = { readonly en: string } & Readonly<Record<string, string>>;
