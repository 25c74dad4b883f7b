import { installDebianPackages } from "../../scripts/debian.ts";

/** The clients that people use; a JDK, because Java runs a source file only with its compiler. */
export default function setup(): void {
  installDebianPackages({
    curl: "/usr/bin/curl",
    wget: "/usr/bin/wget",
    git: "/usr/bin/git",
    jq: "/usr/bin/jq",
    python3: "/usr/bin/python3",
    "python3-requests": "/usr/lib/python3/dist-packages/requests/__init__.py",
    plantuml: "/usr/bin/plantuml",
    nftables: "/usr/sbin/nft",
    iproute2: "/usr/bin/ip",
    mitmproxy: "/usr/bin/mitmdump",
    "openjdk-17-jdk-headless": "/usr/bin/javac",
  });
}
