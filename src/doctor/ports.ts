import { once } from "node:events";
import { createServer } from "node:net";

import { reasonOf } from "../errors.ts";
import type { Finding } from "./finding.ts";

/** Whether a proxy can listen on the loopback addresses. */
export async function checkPorts(): Promise<readonly Finding[]> {
  return [await checkAddress("127.0.0.1", "failure"), await checkAddress("::1", "warning")];
}

async function checkAddress(address: string, otherwise: "failure" | "warning"): Promise<Finding> {
  const subject = `port on ${address}`;
  const server = createServer();
  try {
    server.listen(0, address);
    await once(server, "listening");
    return { subject, state: "ok", text: "programs can be recorded through it" };
  } catch (error) {
    const text = `nothing can listen there: ${reasonOf(error)}`;
    return { subject, state: otherwise, text, hint: "Set up the loopback interface." };
  } finally {
    server.close();
  }
}
