/** Whether a host is on a list: `cloud.example` with any port, `cloud.example:5000`, or `*.cloud.example`. */
export function createHostTest(patterns: readonly string[]): (host: string) => boolean {
  const wanted = patterns.map((pattern) => pattern.toLowerCase());
  return (authority) => {
    const host = authority.toLowerCase();
    const name = host.replace(/:\d+$/, "");
    return wanted.some((pattern) => {
      if (pattern.startsWith("*.")) return name.endsWith(pattern.slice(1));
      return pattern === host || pattern === name;
    });
  };
}
