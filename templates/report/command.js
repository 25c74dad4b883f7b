import { make } from "./dom.js";

/** What was run, and how it ended. */
export function makeCommand({ line, env, exitCode, stdout, stderr }) {
  const outcome = exitCode < 0 ? "the recording was interrupted" : `exit code ${exitCode}`;
  const parts = [
    ["Variables", env.join("\n")],
    ["Output", stdout],
    ["Errors", stderr],
  ];
  return make(
    "section",
    { className: "command", ariaLabel: "Command" },
    make("pre", { textContent: `$ ${line}` }),
    make("p", { className: exitCode === 0 ? "good" : "bad", textContent: outcome }),
    ...parts.flatMap(([name, text]) => (text.trim() === "" ? [] : [makePart(name, text)])),
  );
}

function makePart(name, text) {
  const part = make("details", {}, make("summary", { textContent: name }), make("pre", { tabIndex: 0, textContent: text }));
  part.open = name !== "Variables";
  return part;
}
