import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Profile } from "../../src/analyze/types.ts";
import { catalog } from "../../src/flows/catalog.ts";
import { detectProfile } from "../../src/project/find-profile.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";
import { type EntryParts, aTrace, anEntry } from "../analyze/an-entry.ts";

const others = catalog.profiles.filter(({ name }) => name !== "openstack");

/** Calls whose responses have a header that only such a service sends. */
function recorded(header: string, calls: readonly EntryParts[]): Trace {
  return aTrace(
    calls.map((call, index) => {
      const entry = anEntry({ at: index * 10, ...call });
      const headers = [{ name: header, value: "x" }];
      return { ...entry, response: { ...entry.response, headers } };
    }),
  );
}

function stepsOf(trace: Trace, profile: Profile | undefined): readonly string[] {
  const { steps } = analyze(trace, { profile });
  return steps.map(({ operation, server, request }) => `${operation?.id ?? "?"} ${server} ${request.path}`);
}

test("GitHub is recognized by its header, and its calls by their paths", () => {
  const repository = "https://api.github.com/repos/octo-org/shop";
  const trace = recorded("X-GitHub-Request-Id", [
    { url: "https://api.github.com/user" },
    { method: "POST", url: `${repository}/issues`, status: 201, answer: { number: 42 } },
    { url: `${repository}/issues/42` },
    { method: "POST", url: "https://uploads.github.com/repos/octo-org/shop/releases/7/assets?name=a.zip", status: 201 },
    { url: "https://api.github.com/orgs/octo-org" },
  ]);
  const profile = detectProfile(trace, catalog.profiles);
  expect(profile?.name).toBe("github");
  expect(stepsOf(trace, profile)).toEqual([
    "user.show github /user",
    "issue.create github /repos/{owner}/{repo}/issues",
    "issue.show github /repos/{owner}/{repo}/issues/{issue_number}",
    "release-asset.upload github_uploads /repos/{owner}/{repo}/releases/{release_id}/assets?name=a.zip",
    "? github /orgs/octo-org",
  ]);
});

test("GitHub Enterprise is GitHub below a base path", () => {
  const trace = recorded("x-github-request-id", [
    { url: "http://git.local/api/v3/user" },
    { url: "http://git.local/api/v3/repos/a/b" },
  ]);
  expect(stepsOf(trace, detectProfile(trace, catalog.profiles))).toEqual([
    "user.show github /api/v3/user",
    "repository.show github /api/v3/repos/{owner}/{repo}",
  ]);
});

test("Kubernetes is recognized by its header, wherever the cluster is", async () => {
  const pods = "https://127.0.0.1:6443/api/v1/namespaces/shop/pods";
  const trace = recorded("X-Kubernetes-Pf-Flowschema-Uid", [
    { url: "https://127.0.0.1:6443/apis" },
    { url: `${pods}?watch=1` },
    { url: pods },
    { method: "POST", url: pods, status: 201 },
    { url: `${pods}/web-0/log` },
    { method: "PATCH", url: "https://127.0.0.1:6443/apis/apps/v1/namespaces/shop/deployments/web" },
  ]);
  const profile = detectProfile(trace, catalog.profiles);
  expect(stepsOf(trace, profile)).toEqual([
    "groups.discover apiserver /apis",
    "pod.watch apiserver /api/v1/namespaces/{namespace}/pods?watch=1",
    "pod.list apiserver /api/v1/namespaces/{namespace}/pods",
    "pod.create apiserver /api/v1/namespaces/{namespace}/pods",
    "pod.log apiserver /api/v1/namespaces/{namespace}/pods/{name}/log",
    "deployment.update apiserver /apis/apps/v1/namespaces/{namespace}/deployments/{name}",
  ]);
  const page = await render(trace, { profile, title: "x" });
  expect(page).toContain("kube-apiserver");
  expect(page).toContain("[create a Pod](https://kubernetes.io/docs/");
});

test("a call of another service is left unchanged", () => {
  const trace = recorded("server", [{ url: "https://api.github.com/user" }]);
  expect(detectProfile(trace, catalog.profiles)).toBeUndefined();
});

test.each(others)("$name is data: a JSON file keeps all of it", (profile) => {
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  for (const { id, service, summary, reference } of profile.operations) {
    expect(Object.keys(profile.services), id).toContain(service);
    expect(Object.keys(summary), id).toEqual(["en", "ko"]);
    if (reference !== undefined) expect(URL.canParse(reference.url), id).toBe(true);
  }
});
