import type { FlowCommand, FlowContext, FlowInput } from "../../index.ts";

export const IMAGE: FlowInput = { name: "image", description: "Image to share (name or ID)" };
export const PROJECT: FlowInput = { name: "project", description: "Project to share it with (name or ID)" };

/** The `openstack` command line that a flow is equivalent to, with the variables that a reader needs to repeat it. */
export function openstackCommand(context: FlowContext, ...words: readonly string[]): FlowCommand {
  if (context.cloud !== undefined) return { argv: ["openstack", "--os-cloud", context.cloud, ...words] };
  const shown = SHOWN.flatMap((name) => {
    const value = context.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { argv: ["openstack", ...words], env: Object.fromEntries(shown) };
}

const SHOWN = [
  "OS_CLOUD",
  "OS_AUTH_URL",
  "OS_IDENTITY_API_VERSION",
  "OS_USERNAME",
  "OS_PASSWORD",
  "OS_PROJECT_NAME",
  "OS_USER_DOMAIN_NAME",
  "OS_PROJECT_DOMAIN_NAME",
  "OS_REGION_NAME",
];

/** An input that the flow declares as required. */
export function inputOf({ inputs }: FlowContext, { name }: FlowInput): string {
  return inputs[name] ?? "";
}
