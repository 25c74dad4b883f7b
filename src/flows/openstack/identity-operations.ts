import type { Operation } from "../../index.ts";

const REFERENCE = "https://docs.openstack.org/api-ref/identity/v3/index.html";

/** Calls of the Identity API, with a first draft of the prose about them. */
export const IDENTITY_OPERATIONS: readonly Operation[] = [
  {
    id: "identity.versions",
    service: "identity",
    method: "GET",
    path: "",
    reference: { title: "List versions", url: `${REFERENCE}#list-versions` },
    summary: {
      en: "list the versions of the Identity API and their endpoints.",
      ko: "Identity 서비스의 버전별 EndPoint 목록을 요청하고 수신하는 과정입니다.",
    },
    requestProse: {
      en: "Requests the versions of the Identity API and their URLs.",
      ko: "Identity 서비스가 제공하는 API 버전과 각 버전의 주소를 조회합니다.",
    },
    responseProse: {
      en: "Lists each version with its `status` and, under `links`, its URL. The client continues with `v3`.",
      ko: "각 버전의 `status`와 `links`의 주소를 수신합니다. 클라이언트는 이 중 `v3`를 사용합니다.",
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
      en: "request a token from the Identity service, which refuses it.",
      ko: "Identity 서비스에 Access Token 발급을 요청했지만 거절되는 과정입니다.",
    },
    requestProse: {
      en: "Requests a token with username and password.",
      ko: "사용자 이름과 비밀번호로 Access Token 발급을 요청합니다.",
    },
    responseProse: {
      en: "Keystone does not reveal whether the username or the password was wrong.",
      ko: "사용자 이름과 비밀번호 중 무엇이 틀렸는지는 알려 주지 않습니다.",
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
      en: "request a token and the catalog of service endpoints from the Identity service.",
      ko: "Identity 서비스에 Access Token 발급 및 서비스 EndPoint의 카탈로그를 요청하고 수신하는 과정입니다.",
    },
    requestProse: {
      en: "Requests a token with username and password. `scope` names the project that the token is for.",
      ko: "사용자 이름과 비밀번호로 Access Token 발급을 요청합니다. `scope`에는 토큰을 사용할 프로젝트를 지정합니다.",
    },
    responseProse: {
      en: "The token is in the header `X-Subject-Token`, not in the body. `catalog` in the body lists the endpoints of all services.",
      ko: "토큰은 `Body`가 아니라 `X-Subject-Token` 헤더에 담겨 있습니다. `Body`의 `catalog`에서 각 서비스의 EndPoint를 확인할 수 있습니다.",
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
      en: "try the given project name as an ID, which fails.",
      ko: "주어진 프로젝트 이름을 `ID`로 간주하여 조회했지만 찾지 못하는 과정입니다.",
    },
    requestProse: {
      en: "The client cannot distinguish a name from an ID, so it tries the given value as an ID first.",
      ko: "클라이언트는 주어진 값이 이름인지 `ID`인지 알 수 없으므로 우선 `ID`로 조회합니다.",
    },
    responseProse: {
      en: "The value is a name. The client looks it up by name next.",
      ko: "주어진 값이 `ID`가 아님을 확인하고, 이어서 이름으로 조회합니다.",
    },
  },
  {
    id: "identity.project.show",
    service: "identity",
    method: "GET",
    path: "/v3/projects/{project_id}",
    reference: { title: "Show project details", url: `${REFERENCE}#show-project-details` },
    summary: {
      en: "look up the project.",
      ko: "프로젝트 정보를 조회하는 과정입니다.",
    },
    requestProse: {
      en: "Looks up the project by its ID.",
      ko: "주어진 프로젝트 `ID`로 프로젝트 정보를 조회합니다.",
    },
    responseProse: {
      en: "The value given on the command line is the ID of a project.",
      ko: "커맨드에 주어진 값이 프로젝트 `ID`라는 것을 확인합니다.",
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
      en: "look up the project by name.",
      ko: "프로젝트 이름으로 프로젝트를 조회하는 과정입니다.",
    },
    requestProse: {
      en: "Searches for projects with the given name.",
      ko: "주어진 이름과 일치하는 프로젝트 목록을 조회합니다.",
    },
    responseProse: {
      en: "The list contains the project and its ID, which the next steps need.",
      ko: "목록에서 이후 과정에 필요한 프로젝트 `ID`를 확인합니다.",
    },
    responseHighlights: ["/projects/0/id"],
  },
];
