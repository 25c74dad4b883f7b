import { expect, test } from "vitest";

import { listProgramFiles } from "../../../src/record/command/list-program-files.ts";

test.each([
  ["curl", { PATH: "/usr/bin:/bin" }, "linux", ["/usr/bin/curl", "/bin/curl"]],
  ["./run", { PATH: "/usr/bin" }, "darwin", ["./run"]],
  ["a\\b", { PATH: "/bin" }, "linux", ["/bin/a\\b"]],
  ["curl", {}, "linux", ["curl"]],
  [
    "node",
    { Path: "C:\\node;D:\\", PATHEXT: ".EXE;.CMD" },
    "win32",
    ["C:\\node\\node.EXE", "C:\\node\\node.CMD", "D:\\node.EXE", "D:\\node.CMD"],
  ],
  ["node.exe", { PATH: "C:\\node", PATHEXT: ".EXE" }, "win32", ["C:\\node\\node.exe", "C:\\node\\node.exe.EXE"]],
  ["python3.11", { PATH: "C:\\py", PATHEXT: ".EXE" }, "win32", ["C:\\py\\python3.11.EXE"]],
  ["npm", { PATH: "C:\\node", PATHEXT: ".EXE;" }, "win32", ["C:\\node\\npm.EXE"]],
  ["tools\\run", { PATH: "C:\\x", pathext: ".BAT" }, "win32", ["tools\\run.BAT"]],
  ["C:/tools/run.exe", { PATH: "C:\\x", PATHEXT: ".EXE" }, "win32", ["C:/tools/run.exe", "C:/tools/run.exe.EXE"]],
])("%s with %o on %s is looked for in %o", (program, env, platform, files) => {
  expect(listProgramFiles(program, env, platform)).toEqual(files);
});
