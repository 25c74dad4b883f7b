import type { Operation, Profile } from "../../index.ts";

const DOCS = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources";
const CONCEPTS = "https://kubernetes.io/docs/concepts/overview/kubernetes-api";

const DISCOVERY = { title: "Discovery of the API", url: `${CONCEPTS}/#discovery-api` };
const PODS = "/api/v1/namespaces/{namespace}/pods";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/{namespace}/deployments";

const pod = (title: string, anchor: string) => ({ title, url: `${DOCS}/pod-v1/#${anchor}` });
const deployment = (title: string, anchor: string) => ({ title, url: `${DOCS}/deployment-v1/#${anchor}` });

/** Calls that `kubectl` and its like make of Pods and Deployments. Names and paths: kubernetes.io/docs/reference/kubernetes-api. */
const OPERATIONS: readonly Operation[] = [
  {
    id: "core.discover",
    service: "apiserver",
    method: "GET",
    path: "/api",
    reference: DISCOVERY,
    summary: { en: "list the resources of the core API.", ko: "핵심 API의 리소스 목록을 조회하는 과정입니다." },
  },
  {
    id: "groups.discover",
    service: "apiserver",
    method: "GET",
    path: "/apis",
    reference: DISCOVERY,
    summary: { en: "list the API groups.", ko: "API 그룹 목록을 조회하는 과정입니다." },
  },
  {
    id: "version.show",
    service: "apiserver",
    method: "GET",
    path: "/version",
    summary: { en: "show the version of the cluster.", ko: "클러스터의 버전을 조회하는 과정입니다." },
    responseHighlights: ["/gitVersion"],
  },
  {
    id: "pod.watch",
    service: "apiserver",
    method: "GET",
    path: PODS,
    query: "watch",
    reference: pod("list or watch objects of kind Pod", "list-list-or-watch-objects-of-kind-pod"),
    summary: { en: "watch the Pods of the namespace.", ko: "네임스페이스의 파드를 감시하는 과정입니다." },
    responseProse: {
      en: "The response stays open; each line is an event with its `type` and the current `object`.",
      ko: "응답은 계속 이어지며, 각 줄은 `type`과 현재의 `object`를 담은 이벤트입니다.",
    },
  },
  {
    id: "pod.list",
    service: "apiserver",
    method: "GET",
    path: PODS,
    reference: pod("list or watch objects of kind Pod", "list-list-or-watch-objects-of-kind-pod"),
    summary: { en: "list the Pods of the namespace.", ko: "네임스페이스의 파드 목록을 조회하는 과정입니다." },
    responseHighlights: ["/metadata/resourceVersion"],
  },
  {
    id: "pod.create",
    service: "apiserver",
    method: "POST",
    path: PODS,
    reference: pod("create a Pod", "create-create-a-pod"),
    summary: { en: "create the Pod.", ko: "파드를 생성하는 과정입니다." },
    requestHighlights: ["/kind", "/metadata/name"],
    responseHighlights: ["/metadata/uid"],
  },
  {
    id: "pod.show",
    service: "apiserver",
    method: "GET",
    path: `${PODS}/{name}`,
    reference: pod("read the specified Pod", "get-read-the-specified-pod"),
    summary: { en: "read the Pod.", ko: "파드를 조회하는 과정입니다." },
    responseHighlights: ["/status/phase"],
  },
  {
    id: "pod.log",
    service: "apiserver",
    method: "GET",
    path: `${PODS}/{name}/log`,
    reference: pod("read log of the specified Pod", "get-read-log-of-the-specified-pod"),
    summary: { en: "read the logs of the Pod.", ko: "파드의 로그를 조회하는 과정입니다." },
  },
  {
    id: "pod.delete",
    service: "apiserver",
    method: "DELETE",
    path: `${PODS}/{name}`,
    reference: pod("delete a Pod", "delete-delete-a-pod"),
    summary: { en: "delete the Pod.", ko: "파드를 삭제하는 과정입니다." },
  },
  {
    id: "deployment.create",
    service: "apiserver",
    method: "POST",
    path: DEPLOYMENTS,
    reference: deployment("create a Deployment", "create-create-a-deployment"),
    summary: { en: "create the Deployment.", ko: "디플로이먼트를 생성하는 과정입니다." },
    requestHighlights: ["/kind", "/spec/replicas"],
    responseHighlights: ["/metadata/uid"],
  },
  {
    id: "deployment.show",
    service: "apiserver",
    method: "GET",
    path: `${DEPLOYMENTS}/{name}`,
    reference: deployment("read the specified Deployment", "get-read-the-specified-deployment"),
    summary: { en: "read the Deployment.", ko: "디플로이먼트를 조회하는 과정입니다." },
    responseHighlights: ["/status/readyReplicas"],
  },
  {
    id: "deployment.update",
    service: "apiserver",
    method: "PATCH",
    path: `${DEPLOYMENTS}/{name}`,
    reference: deployment(
      "partially update the specified Deployment",
      "patch-partially-update-the-specified-deployment",
    ),
    summary: { en: "update the Deployment.", ko: "디플로이먼트를 수정하는 과정입니다." },
    responseHighlights: ["/metadata/generation"],
  },
];

/** A description of the Kubernetes API, as data. Clusters have no well-known host, so paths identify the API. */
export const kubernetesProfile: Profile = {
  name: "kubernetes",
  detect: ["x-kubernetes-pf-flowschema-uid", "x-kubernetes-pf-prioritylevel-uid"],
  client: { id: "client", label: "client" },
  services: { apiserver: { id: "apiserver", label: "kube-apiserver" } },
  operations: OPERATIONS,
};
