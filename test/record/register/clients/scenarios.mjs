/**
 * scenarios.mjs ORIGIN: what programs do with the HTTP clients of Node, one thing after the other; prints, a line each,
 * what the program could notice. Run with the recorder and without, it must print the same.
 */
import { scenarios as axiosScenarios } from "./scenarios/axios.mjs";
import { scenarios as fetchScenarios } from "./scenarios/fetch.mjs";
import { scenarios as gotScenarios } from "./scenarios/got.mjs";
import { scenarios as nodeScenarios } from "./scenarios/node-http.mjs";
import { scenariosOf } from "./scenarios/undici.mjs";

const [origin] = process.argv.slice(2);
const seen = { unhandledRejection: 0, warning: 0 };
for (const event of Object.keys(seen)) process.on(event, () => (seen[event] += 1));

const groups = {
  fetch: fetchScenarios,
  "undici-6": scenariosOf(await import("undici-6")),
  "undici-7": scenariosOf(await import("undici-7")),
  "undici-8": scenariosOf(await import("undici-8")),
  "node-http": nodeScenarios,
  axios: axiosScenarios,
  got: gotScenarios,
};

for (const [group, scenarios] of Object.entries(groups)) {
  for (const [name, run] of Object.entries(scenarios)) {
    const outcome = await Promise.race([run(`${origin}/${group}/${name}`).catch(describe), tooLong()]);
    console.log(JSON.stringify([group, name, outcome]));
  }
}
console.log(JSON.stringify(seen));
process.exit();

/** A scenario that hangs shows as such, in both runs. */
function tooLong() {
  return new Promise((resolve) => setTimeout(resolve, 3000, "no end after three seconds").unref());
}

/** All of an error that does not change from run to run. */
function describe(error) {
  const { name, code, message, cause } = error;
  return { error: name, code, message, ...(cause instanceof Error && { cause: describe(cause) }) };
}
