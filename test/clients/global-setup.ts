import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { installDebianPackages } from "../../scripts/debian.ts";

/** The clients and shells that people use, and a checker for manual pages; a JDK, because Java needs its compiler to run a source file. */
export default function setup(): void {
  installDebianPackages({
    curl: "/usr/bin/curl",
    wget: "/usr/bin/wget",
    git: "/usr/bin/git",
    jq: "/usr/bin/jq",
    zsh: "/usr/bin/zsh",
    fish: "/usr/bin/fish",
    mandoc: "/usr/bin/mandoc",
    python3: "/usr/bin/python3",
    "python3-pip": "/usr/lib/python3/dist-packages/pip/__init__.py",
    "python3-requests": "/usr/lib/python3/dist-packages/requests/__init__.py",
    "python3-httpx": "/usr/lib/python3/dist-packages/httpx/__init__.py",
    "python3-aiohttp": "/usr/lib/python3/dist-packages/aiohttp/__init__.py",
    "python3-grpcio": "/usr/lib/python3/dist-packages/grpc/__init__.py",
    "python3-openstackclient": "/usr/bin/openstack",
    "golang-go": findOnPath("go") ?? "/usr/bin/go",
    // Here as well as for the site's tests, which may run at the same time: no test may start a browser that is still being installed.
    chromium: "/usr/bin/chromium",
    plantuml: "/usr/bin/plantuml",
    nftables: "/usr/sbin/nft",
    iproute2: "/usr/bin/ip",
    faketime: "/usr/bin/faketime",
    mitmproxy: "/usr/bin/mitmdump",
    "openjdk-17-jdk-headless": "/usr/bin/javac",
  });
}

/** The path where Debian has not installed it. */
function findOnPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
