import { dirname } from "node:path";

import { UserError } from "../../errors.ts";
import { findTarget } from "../../page/dialects/targets.ts";
import { openProject } from "../../project/open-project.ts";
import { defineCommand } from "../command.ts";

export const dev = defineCommand({
  examples: [
    ["Render on each change, and serve the site with its own live reload", "dev"],
    ["Serve it on another port", "dev -- mkdocs serve --dev-addr 127.0.0.1:8001"],
    ["Render one walkthrough on each change", "dev place-order -- npx vitepress dev docs"],
  ],
  builder: (yargs) =>
    yargs.positional("names", {
      type: "string",
      array: true,
      default: [],
      describe: "Walkthroughs to render [default: all]",
    }),
  takesProgram: true,
  run: async ({ names, program, debug }, io) => {
    const project = await openProject(names);
    const command = program ?? findTarget(project.walkthroughs[0]?.target).serve;
    if (command === undefined || command.length === 0) {
      throw new UserError("wirewalk does not know the command that serves this site.", {
        hint: "Name it after `--`: `wirewalk dev -- npm run dev`. To render only, run `wirewalk render --watch`.",
      });
    }
    const { serveSite, toStartable } = await import("./dev/serve-site.ts");
    const { findOfProject, watchRender } = await import("./render/watch-render.ts");
    const { renderWalkthroughs } = await import("./render/render-walkthroughs.ts");
    const isDebugging = debug === true;
    const options = {
      isWhole: names.length === 0,
      check: false,
      engine: undefined,
      "fix-refs": false,
      json: false,
      debug,
    };
    const interruption = io.interruption();
    const site = serveSite(program ?? toStartable(command), {
      folder: program === undefined ? dirname(project.file) : ".",
      env: io.env,
      signal: interruption,
    });
    const watching = watchRender({
      io,
      isDebugging,
      renderOnce: async () => renderWalkthroughs(await openProject(names), options, io),
      find: () => findOfProject(names),
      until: site.ended,
    });
    return site.finish(watching);
  },
});
