import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { COMMAND_GROUPS, COMMANDS, nameOf } from "../../src/cli/commands.ts";
import { EXPORT_FORMATS } from "../../src/export/export.ts";
import { IMPORT_FORMATS } from "../../src/import/formats.ts";
import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { listOwnLocales } from "../../src/page/templates.ts";
import { runCli } from "./run-cli.ts";

describe("help", () => {
  test("of the program goes to stdout", async () => {
    const { exitCode, stdout, stderr } = await runCli(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    // The lists follow from the table, and are tested below.
    expect(stdout.replace(/(?<=^Record:\n)[\s\S]*?(?=\n\nOptions:)/m, "…")).toMatchInlineSnapshot(`
      "Usage: wirewalk <command> [options]

      Record HTTP traffic and turn it into API walkthroughs.

      Record:
      …

      Options:
        --debug       Print a stack trace on errors
        -h, --help    Show help
        --version     Show the version

      Examples:
        # Record a command, look at the result, and write a page
        wirewalk record -o images.har -- curl -s http://127.0.0.1:9292/v2/images
        wirewalk show images.har
        wirewalk render images.har -o docs/images.md

      Run \`wirewalk <command> --help\` for the options and examples of a command.
      Run \`wirewalk help KEY\` for a key of the project file.

      Exit codes:
        0   success
        1   difference found, or request not in the replayed trace
        2   error that you can fix
        3   the recorded flow failed
        4   secret found
        70  internal error
      \`record -- COMMAND\` exits with the code of the command.
      "
    `);
  });

  test("lists each command of the table in its group, on one line that fits a terminal", async () => {
    const { stdout } = await runCli(["--help"]);
    const lines = stdout.split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const group of COMMAND_GROUPS) {
      const start = lines.indexOf(`${group}:`) + 1;
      const listed = lines.slice(start, lines.indexOf("", start)).map((line) => line.trim().replace(/ {2,}/, ": "));
      expect(listed.length).toBeGreaterThan(0);
      const ofGroup = COMMANDS.filter((entry) => entry.group === group);
      expect(listed).toEqual(ofGroup.map((entry) => `${nameOf(entry)}: ${entry.describe}`));
    }
  });

  test.each(["-h", "--debug --help", "help --help"])("of the program is the same with %s", async (line) => {
    expect(await runCli(line.split(" "))).toEqual(await runCli(["--help"]));
  });

  test("without a command goes to stderr, as a failure", async () => {
    const { stdout: help } = await runCli(["--help"]);
    expect(await runCli([])).toEqual({ exitCode: 2, stdout: "", stderr: help });
  });

  test("of a command has its options and examples", async () => {
    const { stdout } = await runCli(["diagram", "--help"]);
    expect(stdout).toMatchInlineSnapshot(`
      "Draw the sequence diagram

      Usage: wirewalk diagram TRACE [options]

      Arguments:
        TRACE  HAR file of wirewalk or another tool, OpenTelemetry spans as JSON, an archive of \`share\`, a
               journal, a walkthrough of wirewalk.config.yaml, or - for stdin

      Options:
            --format FORMAT       Output format [one of: mermaid, svg, png, text] [default: mermaid]
        -o, --output FILE         File to write [default: stdout]
            --flow FLOW           Flow whose profile names the services [default: from the trace]
            --only RULE           Only exchanges that match: 'path=/v1/** method=POST',
                                  'host=*.example.com' (repeatable)
            --drop RULE           Omit exchanges that match: 'type=image/*', 'status=404' (repeatable);
                                  use none to omit nothing
            --openapi FILE[=URL]  OpenAPI document for names; URL: where its API was recorded (repeatable)
            --data-flow           Show which response each value came from
            --recorders           Show which recorders saw each exchange, in a gathered trace
            --check               Write nothing; exit 1 if the file would change

      Only for \`diagram --format svg|png\`:
            --theme THEME    Colors of the image; auto: an SVG follows the reader's theme, a PNG is light
                             [one of: auto, light, dark] [default: auto]
            --engine ENGINE  Engine that draws images [default: mermaid; builtin for SVG without a
                             browser]
            --locale LOCALE  Language of the image's text [default: en]

      Options of every command:
        -h, --help     Show help
            --version  Show the version
            --debug    Print a stack trace on errors

      Examples:
        # Write Mermaid for a page
        wirewalk diagram add-project.har
        # Show where tokens and IDs came from
        wirewalk diagram add-project.har --data-flow
        # Write an SVG for light and dark pages
        wirewalk diagram add-project.har --format svg -o add-project.svg
        # Write a dark PNG
        wirewalk diagram add-project.har --format png --theme dark -o add-project.png
        # Draw without a browser
        wirewalk diagram add-project.har --format svg --engine builtin -o add-project.svg
      "
    `);
  });

  test("of a value with several kinds names each kind", async () => {
    const helpOf = async (command: string): Promise<string> =>
      (await runCli([command, "--help"])).stdout.replace(/\s+/g, " ");
    expect(await helpOf("render")).toContain(`Page format: ${TARGET_NAMES.join(", ")}`);
    expect(await helpOf("render")).toContain(`Language: ${listOwnLocales().join(", ")}, or a YAML file`);
    expect(await helpOf("export")).toContain(`[one of: ${EXPORT_FORMATS.join(", ")}]`);
    for (const { one } of IMPORT_FORMATS) expect(await helpOf("import")).toContain(one);
  });

  test.each(["record", "render", "diagram", "show", "replay"])("of %s has examples", async (command) => {
    const { exitCode, stdout } = await runCli([command, "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`\\nExamples:\\n  # .*\\n  wirewalk ${command} `));
  });

  test("of record lists the flows, and the inputs of the one that is named", async () => {
    expect((await runCli(["record", "--help"])).stdout).toMatch(/^ {2}image-add-project +\S.*$/m);
    const { stdout } = await runCli(["record", "--flow", "image-add-project", "--help"]);
    expect(stdout).toMatch(/^Inputs of image-add-project:\n +--image VALUE +\S.*\(required\)$/m);
  });

  test.each([
    ["proxy", "Not for `proxy --reverse URL`"],
    ["render", "Only for `render [NAME…]` and `render TRACE -o PAGE`"],
    ["diff", "Only for `diff … --format terminal`"],
    ["show", "Only for `show TRACE --step STEP`"],
  ])("of %s heads options by a form that is not the beginning of the others: %s", async (command, heading) => {
    const { stdout } = await runCli([command, "--help"]);
    expect(stdout).toContain(`\n${heading}:\n`);
    expect(stdout).not.toMatch(/^(?:Only|Not) for `(?:proxy|render TRACE|diff BEFORE AFTER)`:$/m);
  });

  test("lists an option that chooses what the command does, or may be left out, with those for all", async () => {
    expect((await runCli(["init", "--help"])).stdout).not.toMatch(/^(?:Only|Not) for /m);
  });

  test.each(["session", "step"])("of %s names its only word once", async (command) => {
    expect((await runCli([command, "--help"])).stdout).toMatch(/^ {2}(?:new {3}Create|mv {4}Move)(?!.*one of).*$/m);
  });

  test("names the value that an option of this command takes", async () => {
    const helpOf = async (command: string): Promise<string> => (await runCli([command, "--help"])).stdout;
    expect(await helpOf("init")).toMatch(/--from TRACE /);
    expect(await helpOf("show")).toMatch(/--from ARROW /);
    expect(await helpOf("render")).toMatch(/--mermaid 8 /);
  });

  test("fits into the terminal", async () => {
    const { stdout } = await runCli(["show", "--help"], { isTerminal: true });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

test("--version is that of the package", async () => {
  const file = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  // Our own package.json.
  const { version } = JSON.parse(file) as { version: string };
  const expected = { exitCode: 0, stdout: `${version}\n`, stderr: "" };
  expect(await runCli(["--version"])).toEqual(expected);
  expect(await runCli(["show", "--version"])).toEqual(expected);
});

describe("a wrong command line names what is wrong, with exit code 2", () => {
  test.each([
    ["shwo x.har", 'Unknown command "shwo". Did you mean "show"?', "wirewalk --help"],
    ["blah", 'Unknown command "blah".', "wirewalk --help"],
    ["merge a.har b.har", 'Unknown command "merge". Did you mean "gather"?', "wirewalk --help"],
    ["share traces/gallery/plain.har -o b.tar.gz", "the archive is a ZIP file, not .tar.gz", "Use `-o b.zip`."],
    ["share traces/gallery/plain.har -o b.har", "the archive is a ZIP file, not .har", "Use `-o b.zip`."],
    [
      "diff traces/gallery/retry.har,traces/gallery/polling.har",
      "is no file",
      "`wirewalk diff traces/gallery/retry.har traces/gallery/polling.har`",
    ],
    [
      "gather traces/gallery/retry.har,traces/gallery/polling.har -o g.har",
      "is no file",
      "`wirewalk gather traces/gallery/retry.har traces/gallery/polling.har -o g.har`",
    ],
    [
      "show traces/gallery/retry.har,traces/gallery/polling.har",
      "is no file",
      "`wirewalk gather traces/gallery/retry.har traces/gallery/polling.har -o trace.har`",
    ],
    ["record --insecure https://x/y -- true", '"https://x/y" is not a host for --insecure.', "Name the host alone"],
    ["record --passthrough https://x/y -- true", '"https://x/y" is not a host for --passthrough.', "Name the host"],
    ["shwo --help", 'Unknown command "shwo". Did you mean "show"?', "wirewalk --help"],
    ["shwo -h", 'Unknown command "shwo". Did you mean "show"?', "wirewalk --help"],
    ["--", "No command given.", "wirewalk --help"],
    ["--jsn", 'Unknown option "--jsn".', "wirewalk --help"],
    ["show", "Missing argument. Usage: wirewalk show TRACE [ARROW]", "wirewalk show --help"],
    ["gather", "Missing argument. Usage: wirewalk gather SOURCE…", "wirewalk gather --help"],
    ["session", "Missing argument. Usage: wirewalk session new [NAME]", "wirewalk session --help"],
    ["gather --dry x.har", 'Unknown option "--dry".', "wirewalk gather --help"],
    ["show x.har --jsn", 'Unknown option "--jsn". Did you mean "--json"?', "wirewalk show --help"],
    ["show x.har 3 y.har", 'Unexpected argument "y.har".', "wirewalk show --help"],
    [
      "export x.har",
      "Missing option --format.",
      "`wirewalk export x.har --format FORMAT`; for more, `wirewalk export --help`",
    ],
    ["redact x.har", "Missing option --output.", "`wirewalk redact x.har --output FILE`"],
    ["import", "Missing argument.", "wirewalk import --help"],
    ["show x.har --flow", 'Option "--flow" needs a value.', "wirewalk show --help"],
    ["diagram x.har --format gif", '--format cannot be "gif".', "Choose one of: mermaid, svg, png, text"],
    ["ca shwo", 'Argument ACTION cannot be "shwo". Did you mean "show"?', "Choose one of: show, export, renew, remove"],
    ["completion tcsh", 'Argument SHELL cannot be "tcsh".', "Choose one of: bash, zsh, fish"],
    ["diagram x.har --format pgn", '--format cannot be "pgn". Did you mean "png"?', "Choose one of: mermaid"],
    ["render x.har --title a --title b", 'Option "title" is given more than once.', "wirewalk render --help"],
    ["show x.har -- ls", '"wirewalk show" does not accept a program after `--`.', "Remove it"],
    ["record --flow nope", 'Unknown flow "nope".', "image-add-project"],
    ["record --flow image-add-project --image x", 'Flow "image-add-project" needs --project.', "--project: "],
    [
      "record --flow image-add-project --imag x",
      'Unknown option "--imag". Did you mean "--image"?',
      "wirewalk record --help",
    ],
    ["record --flow ./nope.ts", 'Cannot load the flow "./nope.ts": it does not exist.', "Check the path"],
    ["replay x.har --port http", '--port must be a whole number, but got "http".', undefined],
    ["record --flow image-add-project --body-limit 1X", '--body-limit must be a size, but got "1X".', "64k, or 1M"],
    ["record --detach-after soon -- true", '--detach-after must be a duration, but got "soon".', "500ms, 5s, or 1m"],
    ["record sh -c true", '"sh" after `--`.', "`wirewalk record -- sh -c true`"],
    ["record -o t.har sh x", '"sh" after `--`.', "`wirewalk record -o t.har -- sh x`"],
    ["record --json sh", '"sh" after `--`.', "`wirewalk record --json -- sh`"],
    ["replay t.har sh -c x", '"sh" after `--`.', "`wirewalk replay t.har -- sh -c x`"],
    [
      "replay t.har --missing-bodies empty sh -c x",
      '"sh" after `--`.',
      "`wirewalk replay t.har --missing-bodies empty -- sh -c x`",
    ],
    ["doctor sh", '"sh" after `--`.', "`wirewalk doctor -- sh`"],
    [
      "replay x.har --ignore query.ts, header.x -- curl",
      'Unexpected argument "header.x".',
      "A list has no spaces: run `wirewalk replay x.har --ignore query.ts,header.x -- curl`.",
    ],
    [
      "share traces/gallery/plain.har --map host",
      'Unknown kind "host" for --map. Did you mean "hosts"?',
      "Choose from hosts",
    ],
    ["show package-lock", 'Cannot read "package-lock": it does not exist. Did you mean "package-lock.json"?', "Check"],
    ["help recrod", '"recrod" is neither a command nor a key of the project file. Did you mean "record"?', "Keys: "],
    ["show http://x/y", 'Cannot read "http://x/y": it is a URL, not a file.', "`wirewalk record -- curl http://x/y`"],
    [
      "show pakage.json",
      'Cannot read "pakage.json": it does not exist. Did you mean "package.json"?',
      "Check the path",
    ],
    ["render x.har --omit 1..6", 'Invalid value "1..6" for --omit.', "FROM-TO=PAGE"],
    ["show nope.har", 'Cannot read "nope.har": it does not exist.', "Check the path"],
    ["scan nope.har", 'Cannot read "nope.har": it does not exist.', "Check the path"],
    ["show src", 'Directory "src" has no HAR files.', "Name a HAR file"],
    ["show nope*.har", 'No HAR file matches "nope*.har".', "Name a HAR file"],
    ["render traces/gallery/retry.har --locale xx", 'Unknown locale "xx".', '"en", "ko", "ja", or "de"'],
    ["record --client-cert nope.pem -- true", 'Cannot read "nope.pem": it does not exist.', "Check the path"],
  ])("%s", async (line, message, hint) => {
    const { exitCode, stdout, stderr } = await runCli(line.split(" "), { env: { PATH: process.env["PATH"] } });
    const [first = "", second] = stderr.split("\n");
    expect(exitCode).toBe(2);
    if (!line.includes("--json")) expect(stdout).toBe("");
    expect(first).toContain(message);
    if (hint === undefined) expect(second).toBe("");
    else expect(second).toMatch(new RegExp(`^ {2}Hint: .*${hint}`));
    expect(stderr).not.toContain("    at ");
  });
});

test("a command line in one pair of quotes is recognized", async () => {
  const env = { PATH: process.env["PATH"] };
  for (const words of [
    ["record", "sh -c true"],
    ["record", "--", "sh -c true"],
    ["replay", "t.har", "--", "sh -c true"],
  ]) {
    const { exitCode, stderr } = await runCli(words, { env });
    const own = words.slice(0, -1).filter((word) => word !== "--");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Hint: Run \`wirewalk ${own.join(" ")} -- sh -c true\`.`);
  }
});

describe("--json prints one line of JSON for an error too", () => {
  test.each([
    ["of usage", "show x.har --json --stp 1", 'Unknown option "--stp". Did you mean "--step"?'],
    ["of a file", "show nope.har --json", 'Cannot read "nope.har": it does not exist.'],
    ["of a value", "record --flow image-add-project --json", 'Flow "image-add-project" needs --image, --project.'],
  ])("%s", async (_what, line, message) => {
    const { exitCode, stdout } = await runCli(line.split(" "));
    expect(exitCode).toBe(2);
    expect(stdout.endsWith("}\n")).toBe(true);
    expect(JSON.parse(stdout)).toEqual({ error: { message, hint: expect.any(String) }, exitCode: 2 });
  });

  test("only on stderr for a program, whose output is its own", async () => {
    const line = ["record", "--json", "--body-limit", "x", "--", "true"];
    const { stdout, stderr } = await runCli(line, { env: { PATH: process.env["PATH"] } });
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({
      error: { message: '--body-limit must be a size, but got "x".' },
      exitCode: 2,
    });
  });
});

test("a terminal that reports no columns has an unknown width", async () => {
  const known = await runCli(["show", "--help"]);
  expect((await runCli(["show", "--help"], { isTerminal: true, columns: 0 })).stdout).toBe(known.stdout);
});

describe("options in the style of other shells and programs get the command line to type", () => {
  const env = { PATH: process.env["PATH"] };
  const URL = "http://127.0.0.1:9/a";

  test.each([
    [["record", URL], `wirewalk record -- curl ${URL}`],
    [["record", "-o", "x.har", URL], `wirewalk record -o x.har -- curl ${URL}`],
    [["replay", "node", "-p", "1"], "wirewalk replay TRACE -- node -p 1"],
    [["replay", "--", "node", "a b"], "wirewalk replay TRACE -- node 'a b'"],
    [["replay", "--proxy", "--", "node"], "wirewalk replay --proxy TRACE -- node"],
    [["show", "--", "x y.har"], "wirewalk show 'x y.har'"],
    [["diff", "--json", "--", "a.har", "b.har"], "wirewalk diff --json a.har b.har"],
    [["record", "-o", "x.har", "--", "--", "node", "a b"], "wirewalk record -o x.har -- node 'a b'"],
    [["record", "/o", "x.har", "--", "node"], "Use -o."],
    [["show", "t.har", "/json"], "Use --json."],
    [["show", "/?"], "Use --help."],
    [["record", "-output", "x.har", "--", "node"], 'Did you mean "--output"?'],
    [["replay", "t.har", "--speed", "0"], "--speed must be at least 1"],
    [["record", "--", "node", "-p", "1", "--", "-o", "x.har"], "wirewalk record -o x.har -- node -p 1"],
    [["record", "node", "a b", "--", "--json", "-o", "x.har"], "wirewalk record --json -o x.har -- node 'a b'"],
    [["record", "--", "-o", "x.har", "node"], "wirewalk record -o x.har -- node"],
    [["record", "--", "--output=x.har", "node"], "wirewalk record --output=x.har -- node"],
    [["record", "--json", "--", "--json", "node", "-v"], "wirewalk record --json --json -- node -v"],
    [["replay", "t.har", "--", "--no-isolation", "node"], "wirewalk replay t.har --no-isolation -- node"],
    [["record", "—", "node", "-v"], "wirewalk record -- node -v"],
    [["record", "-o", "x.har", "–", "node"], "wirewalk record -o x.har -- node"],
    [["replay", "t.har", "-", "node", "-v"], "wirewalk replay t.har -- node -v"],
    [["record", "--node", "-v"], "wirewalk record -- node -v"],
  ])("%j", async (argv, told) => {
    const { exitCode, stdout, stderr } = await runCli(argv, { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(told);
  });

  test.each([
    [["show", "t.har", "--json=yes"], 'Option "--json" takes no value.\n  Hint: Run `wirewalk show t.har --json`.'],
    [["open", "t.har", "--live=1", "--print"], "wirewalk open t.har --live --print"],
    [["diagram", "t.har", "a b.txt"], "To write to that file, run `wirewalk diagram t.har -o 'a b.txt'`."],
    [["redact", "t.har", "new.har"], "wirewalk redact t.har -o new.har"],
    [["export", "t.har", "calls.sh"], "wirewalk export t.har -o calls.sh --format FORMAT"],
    [["diagram", "t.har", "-o", "d.svg"], "d.svg would contain mermaid.\n  Hint: Add `--format svg`"],
    [["diagram", "t.har", "--format", "svg", "-o", "d.PNG"], "Add `--format png`"],
  ])("%j suggests the command line to type", async (argv, told) => {
    const { exitCode, stdout, stderr } = await runCli(argv, { env });
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain(told);
  });

  // The first result is the end of a recording that finds no exchange.
  test.each([
    [["record", "--", "node", "-e", "1", "--", "--json"]],
    [["record", "--", "node", "-e", "1", "--", "x.har"]],
    [["record", "--", "node", "-e", "1", "-o", "x.har"]],
    [["record", "--", "node", "-e", "1", "--", "--port", "80"]],
    [["record", "--", "git", "log", "--", "-o", "x.har"]],
  ])("%j may belong to the program itself", async (argv) => {
    const { stderr } = await runCli(argv, { env });
    expect(stderr).not.toContain("before `--`");
  });

  test("a path that is the value of an option is not taken for a program", async () => {
    const { stderr } = await runCli(["show", "/tmp", "--grep", "/json"], { env });
    expect(stderr).not.toContain("dashes");
  });
});

describe("options in the spelling of other programs get the command line to type, which can be parsed", () => {
  const env = { PATH: process.env["PATH"] };

  test.each([
    ["diff a.har b.har --html", "diff a.har b.har --format html"],
    ["diff --html a.har b.har", "diff --format html a.har b.har"],
    ["diff a.har b.har --html d.html", "diff a.har b.har --format html -o d.html"],
    ["diff a.har b.har -f markdown", "diff a.har b.har --format markdown"],
    ["diff a.har b.har --type=html --out d.html", "diff a.har b.har --format html --output d.html"],
    ["diff a.har b.har html", "diff a.har b.har --format html"],
    ["diff a.har b.har -y", "diff a.har b.har --side-by-side"],
    ["export -f curl a.har", "export --format curl a.har"],
    ["export a.har curl", "export a.har --format curl"],
    ["export curl a.har", "export a.har --format curl"],
    ["export --to curl a.har", "export a.har --format curl"],
    ["export --CURL a.har", "export --format curl a.har"],
    ["diagram a.har --svg d.svg", "diagram a.har --format svg -o d.svg"],
    ["show a.har --errors --search quota", "show a.har --failed --grep quota"],
    ["show a.har --secrets", "show a.har --where-secret"],
    ["share a.har --hosts -m text", "share a.har --map hosts --note text"],
    ["render a.har --docusaurus --ja", "render a.har --target docusaurus --locale ja"],
    ["replay a.har --match method path -- node -v", "replay a.har --match method,path -- node -v"],
    ["replay --match method path a.har -- node -v", "replay --match method,path a.har -- node -v"],
    ["replay a.har --ignore query.a body.b -- node -v", "replay a.har --ignore query.a,body.b -- node -v"],
    ["share a.har --map hosts ips", "share a.har --map hosts,ips"],
    ["show a.har --errors 3", "show a.har --failed 3"],
    ["diff a.har b.har --html=d.html", "diff a.har b.har --format html -o d.html"],
    ["diff a.har b.har --values html", "diff a.har b.har --values --format html"],
    ["export a.har --failed curl", "export a.har --failed --format curl"],
  ])("%s", async (typed, told) => {
    const { exitCode, stderr } = await runCli(typed.split(" "), { env });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^(?:Unknown option|Unexpected argument|Missing option|Missing argument)/);
    expect(stderr).toContain(`\`wirewalk ${told}\``);
    // The traces do not exist, so nothing runs.
    expect((await runCli(told.split(" "), { env })).stderr).toContain('Cannot read "a.har"');
  });

  test("if two words are formats, the first is the file", async () => {
    const told = "export html --format curl";
    expect((await runCli(["export", "html", "curl"], { env })).stderr).toContain(`\`wirewalk ${told}\``);
    expect((await runCli(told.split(" "), { env })).stderr).toContain('Cannot read "html"');
  });

  // These command lines would wait for the trace.
  test.each([
    ["show -f a.har", "show --watch a.har"],
    ["show a.har -f", "show a.har --watch"],
    ["render a.har -f -o a.md", "render a.har --watch -o a.md"],
  ])("%s, as for a file that grows", async (typed, told) => {
    expect((await runCli(typed.split(" "), { env })).stderr).toContain(`Run \`wirewalk ${told}\`.`);
  });

  // A command line that drops a word, or that fails again, is worse than none.
  test.each([
    ["render a.har -f html", 'Unknown option "-f".', "render --help"],
    ["show a.har -n -5", 'Unknown option "-n".', "show --help"],
    ["show a.har --errors=5", 'Unknown option "--errors".', "show --help"],
    ["diff a.har b.har --html=d", 'Unknown option "--html".', "diff --help"],
    ["diff a.har b.har html c", 'Unexpected argument "html" (and 1 more).', "diff --help"],
    ["export a.har --title html", 'Unknown option "--title".', "export --help"],
    ["export a.har --jsn", 'Unknown option "--jsn".', "export --help"],
    ["export a.har -format curl", 'Did you mean "--format"?', "export --help"],
    ["export a.har --grep html", "Missing option --format.", "export a.har --grep html --format FORMAT"],
    ["export a.har -o html", "Missing option --format.", "export a.har -o html --format FORMAT"],
    ["export curl", "Missing option --format.", "export curl --format FORMAT"],
    ["export a.har --valueOf x", 'Unknown option "--valueOf".', "export --help"],
    ["render a.har --constructor", 'Unknown option "--constructor".', "render --help"],
    ["show a.har --toString=x", 'Unknown option "--toString".', "show --help"],
  ])("%s: no word is dropped or guessed", async (typed, message, told) => {
    const { exitCode, stderr } = await runCli(typed.split(" "), { env });
    expect(exitCode).toBe(2);
    expect(stderr.split("\n", 1)[0]).toContain(message);
    expect(stderr).toContain(`Run \`wirewalk ${told}\``);
  });

  test.each([
    ["query", "ts", "query.ts"],
    ["header", "headers.x-date", "header.x-date"],
    ["body", "body:sent_at", "body.sent_at"],
  ])("a part to ignore: %s", async (_part, typed, told) => {
    const { stderr } = await runCli(["replay", "traces/gallery/retry.har", "--ignore", typed, "--proxy"], { env });
    expect(stderr).toContain(`Did you mean "${told}"?`);
  });

  test.each([
    ["3-4", "Use --from 3 --to 4."],
    ["(3)..(4)", "Use --from 3 --to 4."],
    ["failed", "Use --failed."],
  ])("a step: %s", async (typed, told) => {
    expect((await runCli(["show", "traces/gallery/retry.har", typed], { env })).stderr).toContain(told);
  });

  test("a second trace is never named as the output", async () => {
    const [first, second] = ["traces/gallery/retry.har", "traces/gallery/polling.har"];
    const { stderr } = await runCli(["share", first, second], { env });
    expect(stderr).not.toContain(" -o ");
    expect(stderr).toContain(`\`wirewalk diff ${first} ${second}\``);
  });
});
