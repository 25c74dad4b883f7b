import type { Operation, Profile } from "../../index.ts";

const DOCS = "https://docs.github.com/en/rest";

const REPOSITORY = "/repos/{owner}/{repo}";

/** Calls of the REST API that guides and scripts are mostly made of. Names and paths: docs.github.com/en/rest. */
const OPERATIONS: readonly Operation[] = [
  {
    id: "user.show",
    service: "rest",
    method: "GET",
    path: "/user",
    reference: { title: "Get the authenticated user", url: `${DOCS}/users/users#get-the-authenticated-user` },
    summary: { en: "show the user of the token.", ko: "토큰의 사용자를 조회하는 과정입니다." },
  },
  {
    id: "rate-limit.show",
    service: "rest",
    method: "GET",
    path: "/rate_limit",
    reference: {
      title: "Get rate limit status",
      url: `${DOCS}/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user`,
    },
    summary: { en: "show how many requests are left.", ko: "남은 요청 횟수를 조회하는 과정입니다." },
  },
  {
    id: "repository.show",
    service: "rest",
    method: "GET",
    path: REPOSITORY,
    reference: { title: "Get a repository", url: `${DOCS}/repos/repos#get-a-repository` },
    summary: { en: "look up the repository.", ko: "저장소를 조회하는 과정입니다." },
    responseHighlights: ["/default_branch"],
  },
  {
    id: "issue.list",
    service: "rest",
    method: "GET",
    path: `${REPOSITORY}/issues`,
    reference: { title: "List repository issues", url: `${DOCS}/issues/issues#list-repository-issues` },
    summary: { en: "list the issues, one page at a time.", ko: "이슈 목록을 페이지 단위로 조회하는 과정입니다." },
    responseProse: {
      en: "The header `Link` has the URL of the next page. Pull requests are issues too, with the field `pull_request`.",
      ko: "다음 페이지의 주소는 `Link` 헤더에 있습니다. 풀 리퀘스트도 이슈이며 `pull_request` 항목이 있습니다.",
    },
    responseHighlights: ["Link"],
  },
  {
    id: "issue.create",
    service: "rest",
    method: "POST",
    path: `${REPOSITORY}/issues`,
    reference: { title: "Create an issue", url: `${DOCS}/issues/issues#create-an-issue` },
    summary: { en: "create the issue.", ko: "이슈를 생성하는 과정입니다." },
    requestHighlights: ["/title"],
    responseHighlights: ["Location", "/number"],
  },
  {
    id: "issue.show",
    service: "rest",
    method: "GET",
    path: `${REPOSITORY}/issues/{issue_number}`,
    reference: { title: "Get an issue", url: `${DOCS}/issues/issues#get-an-issue` },
    summary: { en: "look up the issue.", ko: "이슈를 조회하는 과정입니다." },
    responseHighlights: ["/state"],
  },
  {
    id: "issue.update",
    service: "rest",
    method: "PATCH",
    path: `${REPOSITORY}/issues/{issue_number}`,
    reference: { title: "Update an issue", url: `${DOCS}/issues/issues#update-an-issue` },
    summary: { en: "update the issue.", ko: "이슈를 수정하는 과정입니다." },
    responseHighlights: ["/state"],
  },
  {
    id: "comment.create",
    service: "rest",
    method: "POST",
    path: `${REPOSITORY}/issues/{issue_number}/comments`,
    reference: { title: "Create an issue comment", url: `${DOCS}/issues/comments#create-an-issue-comment` },
    summary: { en: "comment on the issue.", ko: "이슈에 댓글을 작성하는 과정입니다." },
  },
  {
    id: "pull-request.create",
    service: "rest",
    method: "POST",
    path: `${REPOSITORY}/pulls`,
    reference: { title: "Create a pull request", url: `${DOCS}/pulls/pulls#create-a-pull-request` },
    summary: { en: "open the pull request.", ko: "풀 리퀘스트를 생성하는 과정입니다." },
    requestHighlights: ["/head", "/base"],
    responseHighlights: ["/number"],
  },
  {
    id: "release.create",
    service: "rest",
    method: "POST",
    path: `${REPOSITORY}/releases`,
    reference: { title: "Create a release", url: `${DOCS}/releases/releases#create-a-release` },
    summary: { en: "create the release.", ko: "릴리스를 생성하는 과정입니다." },
    responseProse: {
      en: "Files of the release go to `upload_url`, which is another server.",
      ko: "릴리스의 파일은 다른 서버의 주소인 `upload_url`로 전송합니다.",
    },
    responseHighlights: ["/upload_url"],
  },
  {
    id: "release-asset.upload",
    service: "uploads",
    method: "POST",
    path: `${REPOSITORY}/releases/{release_id}/assets`,
    query: "name",
    reference: { title: "Upload a release asset", url: `${DOCS}/releases/assets#upload-a-release-asset` },
    summary: { en: "upload a file of the release.", ko: "릴리스의 파일을 업로드하는 과정입니다." },
  },
];

/** What wirewalk knows of GitHub's REST API, as data. GitHub Enterprise Server has the same paths below `/api/v3`. */
export const githubProfile: Profile = {
  name: "github",
  detect: ["x-github-request-id"],
  client: { id: "client", label: "client" },
  services: {
    rest: { id: "github", label: "github-api" },
    uploads: { id: "github_uploads", label: "github-uploads" },
  },
  servers: { "https://api.github.com": "rest", "https://uploads.github.com": "uploads" },
  operations: OPERATIONS,
};
