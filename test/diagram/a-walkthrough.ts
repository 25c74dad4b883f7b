import type { Arrow, Participant, Walkthrough } from "../../src/analyze/types.ts";

/** A walkthrough with only the data that a diagram needs: arrows. */
export function aWalkthrough(
  participants: readonly Participant[],
  arrows: readonly Omit<Arrow, "number" | "step">[],
): Walkthrough {
  return {
    participants,
    steps: [],
    arrows: arrows.map((arrow, index) => ({ ...arrow, number: index + 1, step: `step-${index}` })),
    groups: [],
    folds: [],
    variables: [],
    provenance: [],
    substituted: [],
  };
}

export const imageAddProject: Walkthrough = aWalkthrough(
  [
    { id: "client", label: "openstack-client" },
    { id: "keystone", label: "keystone-api" },
    { id: "glance", label: "glance-api" },
  ],
  [
    ...exchange("keystone", "GET /identity", "300 MULTIPLE CHOICES"),
    ...exchange("keystone", "POST /identity/v3/auth/tokens", "201 CREATED"),
    ...exchange("glance", "GET /image", "300 Multiple Choices"),
    ...exchange("glance", "GET /image/v2/images/{image_id}", "200 OK"),
    ...exchange("glance", "POST /image/v2/images/{image_id}/members", "200 OK"),
  ],
);

/** One request of the client and its response. */
export function exchange(server: string, request: string, answer: string): readonly Omit<Arrow, "number" | "step">[] {
  return [
    { kind: "request", from: "client", to: server, label: request },
    { kind: "response", from: server, to: "client", label: `Response: ${answer}` },
  ];
}
