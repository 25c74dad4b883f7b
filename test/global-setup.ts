import { installDebianPackages } from "../scripts/debian.ts";

/** Programs that tests run: what they read and print is what users see. */
export default function setup(): void {
  installDebianPackages({
    curl: "/usr/bin/curl",
    git: "/usr/bin/git",
    jq: "/usr/bin/jq",
    python3: "/usr/bin/python3",
    wget: "/usr/bin/wget",
  });
}
