import { checkAuthority } from "./authority.ts";
import { checkBrowser } from "./browser.ts";
import type { Check, Finding, Machine } from "./finding.ts";
import { checkJournals } from "./journals.ts";
import { checkNamespace } from "./namespace.ts";
import { checkNode } from "./node.ts";
import { checkPorts } from "./ports.ts";
import { checkTemplates } from "./templates.ts";
import { checkTrust } from "./trust.ts";

const CHECKS: readonly Check[] = [
  checkNode,
  checkPorts,
  checkNamespace,
  checkAuthority,
  checkTrust,
  checkTemplates,
  checkBrowser,
  checkJournals,
];

/** Reports the capabilities of this machine, and changes nothing. */
export async function examineMachine(machine: Machine): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(...(await check(machine)));
  return findings;
}
