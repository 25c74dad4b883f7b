import type {
  Arrow,
  BodyView,
  Operation,
  RequestView,
  ResponseView,
  Step,
  Walkthrough,
} from "../../src/analyze/types.ts";

const SERVER = "http://203.0.113.101";
const PROJECT = "d34b18d2e5934d7d84900220483ad8b7";
const IMAGE = "9faa6fd5-b254-4184-80c0-66b7c062315e";

export const noBody: BodyView = { kind: "none", mimeType: "", text: "", size: 0 };

export function jsonBody(text: string): BodyView {
  return { kind: "json", mimeType: "application/json", text, size: Buffer.byteLength(text) };
}

export function textBody(text: string, mimeType = "text/plain"): BodyView {
  return { kind: "text", mimeType, text, size: Buffer.byteLength(text) };
}

/** The properties of a step that a test specifies; by default, it is a plain GET with an empty 200. */
export interface StepDraft {
  readonly id?: string;
  readonly server?: string;
  readonly request?: Partial<RequestView>;
  readonly response?: Partial<ResponseView>;
  readonly operation?: Partial<Operation>;
  readonly retryOf?: string;
  readonly redirectOf?: string;
}

/** Steps in sequence: request 1, response 2, request 3, …; everything else as given. */
export function aWalkthrough(drafts: readonly StepDraft[], rest: Partial<Walkthrough> = {}): Walkthrough {
  const steps = drafts.map(aStep);
  return {
    participants: [
      { id: "client", label: "openstack-client" },
      { id: "keystone", label: "keystone-api" },
      { id: "glance", label: "glance-api" },
    ],
    steps,
    arrows: steps.flatMap(toArrows),
    groups: [],
    folds: [],
    variables: [],
    provenance: [],
    substituted: [],
    ...rest,
  };
}

function aStep({ id, server = "glance", request, response, operation, ...links }: StepDraft, index: number): Step {
  return {
    id: id ?? `step-${index + 1}`,
    client: "client",
    server,
    request: {
      number: index * 2 + 1,
      method: "GET",
      path: "/image",
      url: `${SERVER}/image`,
      headers: [],
      body: noBody,
      ...request,
    },
    response: { number: index * 2 + 2, status: 200, reason: "OK", headers: [], body: noBody, ...response },
    time: { start: index * 10, duration: 5 },
    ...(operation && { operation: anOperation(operation) }),
    ...links,
  };
}

function anOperation(operation: Partial<Operation>): Operation {
  return { id: "image.any", service: "image", method: "GET", path: "", summary: { en: "" }, ...operation };
}

function toArrows({ id, client, server, request, response }: Step): readonly Arrow[] {
  const outcome =
    response.status === 0 ? (response.error?.code ?? "") : `Response: ${response.status} ${response.reason}`;
  const kind = response.error === undefined ? "response" : "error";
  return [
    {
      number: request.number,
      kind: "request",
      from: client,
      to: server,
      label: `${request.method} ${request.path}`,
      step: id,
    },
    { number: response.number, kind, from: server, to: client, label: outcome, step: id },
  ];
}

/** The page for which wirewalk was created: five exchanges of `openstack image add project`. */
export const imageAddProject: Walkthrough = aWalkthrough(
  [
    {
      id: "identity-discover",
      server: "keystone",
      request: { path: "/identity", url: `${SERVER}/identity` },
      response: { status: 300, reason: "MULTIPLE CHOICES" },
      operation: {
        summary: {
          en: "ask the Identity service for the list of its versions.",
          ko: "Identity 서비스의 버전별 EndPoint 목록을 요청하고 수신하는 과정이다.",
        },
      },
    },
    {
      id: "token-create",
      server: "keystone",
      request: { method: "POST", path: "/identity/v3/auth/tokens", url: `${SERVER}/identity/v3/auth/tokens` },
      response: { status: 201, reason: "CREATED" },
      operation: {
        summary: {
          en: "ask for a token and the service catalog.",
          ko: "Access Token과 서비스 카탈로그를 요청하고 수신하는 과정이다.",
        },
      },
    },
    { id: "image-discover", response: { status: 300, reason: "Multiple Choices" } },
    {
      id: "image-show",
      request: {
        path: "/image/v2/images/{image_id}",
        url: `${SERVER}/image/v2/images/${IMAGE}`,
        headers: [
          {
            name: "User-Agent",
            value: "openstacksdk/0.103.0 keystoneauth1/5.1.0 python-requests/2.28.1 CPython/3.11.0",
          },
          { name: "Accept-Encoding", value: "gzip, deflate" },
          { name: "Accept", value: "*/*" },
          { name: "X-Auth-Token", value: "gAAAAABREDACTED-token-1" },
        ],
      },
      response: {
        headers: [
          { name: "Date", value: "Tue, 13 Dec 2022 23:40:51 GMT" },
          { name: "Content-Type", value: "application/json" },
          { name: "x-openstack-request-id", value: "req-a016d11c-0b5a-44ce-9cc1-a49706586120" },
        ],
        body: jsonBody(
          `{"name": "cirros-0.6.1-x86_64-disk", "disk_format": "qcow2", "container_format": "bare", "visibility": "shared",` +
            ` "size": 21233664, "min_ram": 0, "ratio": 1.50, "owner": "a5362cbd04fd4783a038d5a342d58e87", "id": "${IMAGE}", "tags": []}`,
        ),
      },
      operation: {
        reference: { title: "Show image", url: "https://docs.openstack.org/api-ref/image/v2/#show-image" },
        summary: { en: "read the image.", ko: "이미지 정보를 확인하는 과정이다." },
        requestProse: { en: "Asks for the image by its `ID`.", ko: "주어진 이미지 `ID`로 이미지 정보를 조회한다." },
        responseProse: { en: "The image, in full.", ko: "이미지의 상세 정보를 수신." },
        responseHighlights: ["/visibility", "/id"],
      },
    },
    {
      id: "member-create",
      request: {
        method: "POST",
        path: "/image/v2/images/{image_id}/members",
        url: `${SERVER}/image/v2/images/${IMAGE}/members`,
        headers: [
          { name: "X-Auth-Token", value: "gAAAAABREDACTED-token-1" },
          { name: "Content-Type", value: "application/json" },
          { name: "Content-Length", value: "46" },
        ],
        body: jsonBody(`{"member": "${PROJECT}"}`),
      },
      response: {
        headers: [{ name: "Content-Type", value: "application/json" }],
        body: jsonBody(
          `{"member_id": "${PROJECT}", "image_id": "${IMAGE}", "status": "pending", "schema": "/v2/schemas/member"}`,
        ),
      },
      operation: {
        summary: {
          en: "add the project as a member.",
          ko: "이미지를 프로젝트가 사용할 수 있도록 멤버 추가하는 과정이다.",
        },
        responseHighlights: ["/status"],
      },
    },
  ],
  {
    variables: [{ name: "image_id", value: IMAGE, input: "image" }],
    headers: { show: ["*"] },
    emptyBodies: true,
    launchConfiguration: true,
    command: {
      argv: ["openstack", "image", "add", "project", IMAGE, PROJECT],
      env: { OS_AUTH_URL: `${SERVER}/identity`, OS_USERNAME: "admin", OS_PASSWORD: "REDACTED-password-1" },
      exitCode: 0,
      stdout:
        "+-----------+---------+\n| Field     | Value   |\n+-----------+---------+\n| status    | pending |\n+-----------+---------+\n",
      stderr: "",
    },
  },
);

/** Its diagram. */
export const imageAddProjectMermaid = `sequenceDiagram
  autonumber
  participant client as openstack-client
  participant keystone as keystone-api
  participant glance as glance-api
  client->>keystone: GET /identity
  keystone-->>client: Response: 300 MULTIPLE CHOICES
  client->>keystone: POST /identity/v3/auth/tokens
  keystone-->>client: Response: 201 CREATED
  client->>glance: GET /image
  glance-->>client: Response: 300 Multiple Choices
  client->>glance: GET /image/v2/images/{image_id}
  glance-->>client: Response: 200 OK
  client->>glance: POST /image/v2/images/{image_id}/members
  glance-->>client: Response: 200 OK
`;
