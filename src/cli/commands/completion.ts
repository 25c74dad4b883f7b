import { defineCommand } from "../command.ts";

/** Repeated here, because the module that writes the scripts loads every command. */
const SHELL_NAMES = ["bash", "zsh", "fish"] as const;

export const completion = defineCommand({
  examples: [
    ["Write the script for bash, to be sourced in ~/.bashrc", "completion bash > ~/.wirewalk.bash"],
    ["Write it for zsh, into a directory of $fpath", "completion zsh > ~/.zfunc/_wirewalk"],
    ["Write it for fish", "completion fish > ~/.config/fish/completions/wirewalk.fish"],
  ],
  builder: (yargs) =>
    yargs.positional("shell", {
      choices: [...SHELL_NAMES, "walkthroughs"] as const,
      demandOption: true,
      describe: "Shell of the script, or walkthroughs: print the names in the project (for the scripts)",
    }),
  run: async ({ shell }, io) => {
    io.stdout.write(shell === "walkthroughs" ? await listWalkthroughs() : await writeScript(shell));
    return 0;
  },
});

async function listWalkthroughs(): Promise<string> {
  const { findProject } = await import("../../project/open-project.ts");
  const project = await findProject();
  return (project?.walkthroughs ?? []).map(({ name }) => `${name}\n`).join("");
}

async function writeScript(shell: (typeof SHELL_NAMES)[number]): Promise<string> {
  const [{ SHELLS }, { describeCommands }, { catalog }] = await Promise.all([
    import("../completion/shells.ts"),
    import("../completion/describe-commands.ts"),
    import("../../flows/catalog.ts"),
  ]);
  const flows = await catalog.loadFlows();
  return SHELLS[shell](await describeCommands(), { flows: flows.map(({ name }) => name) });
}
