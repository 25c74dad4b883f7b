/** For commands that run a program. */
export const DETACH_OPTION = {
  "detach-after": {
    type: "string",
    requiresArg: true,
    describe:
      "How long to wait for processes that the program leaves running, such as 5s [default: until they end or Ctrl-C]",
  },
} as const;
