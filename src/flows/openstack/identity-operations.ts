import type { Operation } from "../../index.ts";

const REFERENCE = "https://docs.openstack.org/api-ref/identity/v3/index.html";

/** Calls of the Identity API, with a first draft of what a page says about them. */
export const IDENTITY_OPERATIONS: readonly Operation[] = [
  {
    id: "identity.versions",
    service: "identity",
    method: "GET",
    path: "",
    reference: { title: "List versions", url: `${REFERENCE}#list-versions` },
    summary: {
      en: "ask the Identity service for the endpoints of its versions and receive them.",
      ko: "Identity 서비스의 버전별 엔드포인트 목록을 요청하고 수신하는 과정이다.",
    },
    requestProse: {
      en: "Asks the Identity service which versions of its API it offers, and where.",
      ko: "Identity 서비스가 제공하는 API 버전과 각 버전의 주소를 조회한다.",
    },
    responseProse: {
      en: "Lists each version with its `status` and, under `links`, its address. The client goes on with `v3`.",
      ko: "각 버전의 `status`와 `links`의 주소를 수신한다. 클라이언트는 이 중 `v3`를 사용한다.",
    },
  },
  {
    id: "identity.token.create",
    service: "identity",
    method: "POST",
    path: "/v3/auth/tokens",
    status: "401",
    reference: {
      title: "Password authentication with scoped authorization",
      url: `${REFERENCE}#password-authentication-with-scoped-authorization`,
    },
    summary: {
      en: "ask the Identity service for a token and are refused.",
      ko: "Identity 서비스에 토큰 발급을 요청했지만 거절되는 과정이다.",
    },
    requestProse: {
      en: "Asks for a token with user name and password.",
      ko: "사용자 이름과 비밀번호로 토큰 발급을 요청한다.",
    },
    responseProse: {
      en: "Keystone does not say whether the user or the password was wrong.",
      ko: "사용자 이름과 비밀번호 중 무엇이 틀렸는지는 알려주지 않는다.",
    },
    responseHighlights: ["/error/message"],
  },
  {
    id: "identity.token.create",
    service: "identity",
    method: "POST",
    path: "/v3/auth/tokens",
    reference: {
      title: "Password authentication with scoped authorization",
      url: `${REFERENCE}#password-authentication-with-scoped-authorization`,
    },
    summary: {
      en: "have the Identity service issue a token and hand out the catalog of service endpoints.",
      ko: "Identity 서비스에 토큰 발급과 서비스 엔드포인트 카탈로그를 요청하고 수신하는 과정이다.",
    },
    requestProse: {
      en: "Asks for a token with user name and password. `scope` names the project the token is for.",
      ko: "사용자 이름과 비밀번호로 토큰 발급을 요청한다. `scope`에는 토큰을 사용할 프로젝트를 지정한다.",
    },
    responseProse: {
      en: "The token is in the header `X-Subject-Token`, not in the body. `catalog` in the body lists the endpoints of all services.",
      ko: "토큰은 `Body`가 아니라 `X-Subject-Token` 헤더에 담겨 있다. `Body`의 `catalog`에서 각 서비스의 엔드포인트를 확인할 수 있다.",
    },
    requestHighlights: ["/auth/scope/project/name"],
    responseHighlights: ["X-Subject-Token", "/token/expires_at"],
  },
  {
    id: "identity.project.show",
    service: "identity",
    method: "GET",
    path: "/v3/projects/{project_id}",
    status: "404",
    reference: { title: "Show project details", url: `${REFERENCE}#show-project-details` },
    summary: {
      en: "try the given project name as an id, which fails.",
      ko: "주어진 프로젝트 이름을 `ID`로 간주하여 조회했지만 찾지 못하는 과정이다.",
    },
    requestProse: {
      en: "The client cannot tell a name from an id, so it tries the given value as an id first.",
      ko: "클라이언트는 주어진 값이 이름인지 `ID`인지 알 수 없으므로 우선 `ID`로 조회한다.",
    },
    responseProse: {
      en: "The value was a name. The client looks for it by name next.",
      ko: "주어진 값이 `ID`가 아님을 확인하고, 이어서 이름으로 조회한다.",
    },
  },
  {
    id: "identity.project.show",
    service: "identity",
    method: "GET",
    path: "/v3/projects/{project_id}",
    reference: { title: "Show project details", url: `${REFERENCE}#show-project-details` },
    summary: {
      en: "look the project up.",
      ko: "프로젝트 정보를 조회하는 과정이다.",
    },
    requestProse: {
      en: "Looks the project up by its id.",
      ko: "주어진 프로젝트 `ID`로 프로젝트 정보를 조회한다.",
    },
    responseProse: {
      en: "The value given on the command line is the id of a project.",
      ko: "커맨드에 주어진 값이 프로젝트 `ID`라는 것을 확인한다.",
    },
    responseHighlights: ["/project/id"],
  },
  {
    id: "identity.project.list",
    service: "identity",
    method: "GET",
    path: "/v3/projects",
    reference: { title: "List projects", url: `${REFERENCE}#list-projects` },
    summary: {
      en: "look the project up by name.",
      ko: "프로젝트 이름으로 프로젝트를 조회하는 과정이다.",
    },
    requestProse: {
      en: "Looks for projects with the given name.",
      ko: "주어진 이름과 일치하는 프로젝트 목록을 조회한다.",
    },
    responseProse: {
      en: "The list holds the project and with it the id that the next steps need.",
      ko: "목록에서 이후 과정에 필요한 프로젝트 `ID`를 확인한다.",
    },
    responseHighlights: ["/projects/0/id"],
  },
];
