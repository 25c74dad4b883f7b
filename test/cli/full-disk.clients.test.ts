import { expect, test } from "vitest";

import { runOnDisk } from "../helpers/small-disk.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();

/** Runs a script with the commands `wirewalk`, `ask FROM TO` (one exchange each, 20 KB), and `count FILE` (the number of its exchanges). */
async function run(script: string, kilobytes: number): Promise<string> {
  const url = await startTestServer((request, response) =>
    response.end(`${request.url} `.repeat(20_000).slice(0, 20_000)),
  );
  const folder = await tempFolder();
  const commands = `
    wirewalk() { "$NODE" "$MAIN" "$@"; }
    count() { "$NODE" -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).log.entries.map((e) => new URL(e.request.url).pathname).join(" ")' "$1"; }
    export ASK='for n in $(seq $1 $2); do curl -sS -o /dev/null "$URL/$n" || exit 9; done'`;
  const TMPDIR = await tempFolder();
  const env = { NODE: process.execPath, MAIN, URL: url, WIREWALK_CONFIG_DIR: await tempFolder(), TMPDIR };
  const { output } = await runOnDisk(`${commands}\n${script}`, { folder, kilobytes, env });
  return output.replaceAll(folder, "DISK");
}

const ALL = Array.from({ length: 10 }, (_, index) => `/${index + 1}`).join(" ");

test("a disk that is full when the trace is written: the journal stays, and is sufficient once there is space", async () => {
  const output = await run(
    `wirewalk record -o t.har -- sh -c "$ASK" sh 1 10; echo "exit $?"; ls
     mount -o remount,size=2m "$DISK"
     wirewalk recover t.har.journal; echo "exit $?"; ls; count t.har`,
    330,
  );
  expect(output).toMatch(
    /Cannot write "t\.har": no space is left on the disk; the file needs 0\.3 MB, and 0\.\d MB are free\./,
  );
  expect(output).toContain("`wirewalk recover t.har.journal");
  expect(output).toMatch(/exit 2\nt\.har\.journal(?:\nt\.har\.journal\.secrets)?\n/);
  expect(output).toContain(`Recovered 10 exchanges in t.har.\nexit 0\nt.har\n${ALL}\n`);
});

test("a disk that is full when the journal is written: the program continues, and the rest is kept elsewhere", async () => {
  const output = await run(
    `wirewalk record -o t.har -- sh -c "$ASK"'; echo "program ended"' sh 1 10; echo "exit $?"; ls
     mount -o remount,size=2m "$DISK"
     wirewalk recover t.har.journal; echo "exit $?"; ls; count t.har; echo "left: $(ls "$TMPDIR" | grep -c "^wirewalk-.*journal$")"`,
    128,
  );
  expect(output).toContain("program ended");
  expect(output).not.toMatch(/\(node:|trace-warnings|Nothing is lost/);
  expect(output).toMatch(
    /Cannot write "t\.har\.journal": no space is left on the disk\. Further exchanges are kept in "[^"]+\/wirewalk-\d+-\d+-\d+\.journal", up to 256 MiB\.\n/,
  );
  expect(output).not.toContain("incomplete");
  expect(output).toMatch(/exit 2\nt\.har\.journal(?:\nt\.har\.journal\.secrets)?\n/);
  expect(output).toContain(`Recovered 10 exchanges in t.har.\nexit 0\nt.har\n${ALL}\nleft: 0\n`);
});

test("a disk that is full from the start: nothing is run, and no file is left", async () => {
  const output = await run(
    `head -c 200000 /dev/zero > fill
     wirewalk record -o t.har -- echo "program ran"; echo "exit $?"; ls`,
    64,
  );
  expect(output).toContain('Cannot write "t.har.journal": no space is left on the disk.\n');
  expect(output).not.toContain("program ran");
  expect(output).toMatch(/exit 2\nfill\n$/);
});

test("another place that becomes full as well: the rest is in the next place, and found there", async () => {
  const output = await run(
    `mount -t tmpfs -o size=900k tmpfs "$TMPDIR"
     wirewalk record -o t.har -- sh -c 'head -c 1000000 /dev/zero > "$TMPDIR/fill"; truncate -s -65536 "$TMPDIR/fill"; '"$ASK" sh 1 10; echo "exit $?"
     mount -o remount,size=2m "$DISK"
     wirewalk recover t.har.journal; count t.har; ls "$TMPDIR"`,
    100,
  );
  expect(output).toMatch(/Further exchanges are kept in "\/(?:var\/)?tmp\/wirewalk-[^"/]+\.journal"/);
  expect(output.match(/Further exchanges are kept in/g)).toHaveLength(2);
  expect(output).not.toContain("incomplete");
  expect(output).toContain(`Recovered 10 exchanges in t.har.\n${ALL}\nfill\n`);
});

test("no place accepts more: everything before is in the trace, and the number of missing exchanges is reported", async () => {
  const output = await run(
    `mount --rbind /tmp /mnt; MAIN=$(echo "$MAIN" | sed "s#^/tmp/#/mnt/#"); cd "$(pwd | sed "s#^/tmp/#/mnt/#")"
     mount -t tmpfs tmpfs /tmp; mount -t tmpfs tmpfs /var/tmp; export TMPDIR=/tmp
     export FILL='mount -o remount,size=8m $0; cat /dev/zero > $0/fill 2> /dev/null; truncate -s -$1 $0/fill'
     wirewalk record -o t.har -- sh -c 'sh -c "$FILL" /tmp 8192; sh -c "$FILL" /var/tmp 32768; '"$ASK"'; mount -o remount,size=2m .; echo "program ended"' sh 1 12
     echo "exit $?"; count t.har; ls; ls /tmp /var/tmp | grep -c "^wirewalk-.*journal$"`,
    128,
  );
  // The first disk takes only a part of an exchange, which is not kept twice.
  expect(output.match(/Further exchanges are kept in "[^"]*wirewalk-/g)).toEqual([
    'Further exchanges are kept in "/var/tmp/wirewalk-',
  ]);
  expect(output).toContain(
    'The recording is incomplete: Cannot write "t.har.journal": no space is left on the disk.\n',
  );
  const [, kept, lost] =
    /program ended\nRecorded (\d) exchanges in t\.har;.+\n(\d) exchanges could not be recorded\.\nexit 2\n/.exec(
      output,
    ) ?? [];
  expect(Number(kept) + Number(lost)).toBe(12);
  expect(output).toContain(`${ALL.slice(0, 3 * Number(kept) - 1)}\nt.har\n0\n`);
});

test("a disk that is full during recover: the journal stays until there is space", async () => {
  const output = await run(
    `wirewalk record -o t.har -- sh -c "$ASK" sh 1 10; echo "exit $?"
     wirewalk recover t.har.journal; echo "exit $?"; ls
     mount -o remount,size=2m "$DISK"
     wirewalk recover t.har.journal; count t.har`,
    330,
  );
  expect(output.match(/Cannot write "t\.har": no space is left on the disk; the file needs/g)).toHaveLength(2);
  expect(output.match(/exit 2\n/g)).toHaveLength(2);
  expect(output).toContain(ALL);
});

test("a disk that becomes read-only while a program is recorded: the journal stays", async () => {
  const output = await run(
    `wirewalk record -o "$DISK/t.har" -- sh -c "$ASK"'; mount --bind "$DISK" "$DISK"; mount -o remount,bind,ro "$DISK"' sh 1 10
     echo "exit $?"
     wirewalk recover "$DISK/t.har.journal" -o "$TMPDIR/elsewhere.har"; echo "then $?"; count "$TMPDIR/elsewhere.har"
     umount "$DISK"; cd "$DISK"; ls
     wirewalk recover t.har.journal; echo "exit $?"; count t.har`,
    1000,
  );
  expect(output).toContain('Cannot write "DISK/t.har": the disk is read-only.');
  expect(output).toMatch(
    /Recovered 10 exchanges in .*elsewhere\.har\.\nNote: its journal cannot be removed, and stays \(EROFS/,
  );
  expect(output).toContain(`then 0\n${ALL}\n`);
  expect(output).toContain("exit 2\n");
  expect(output).toContain(`${ALL}\nt.har.journal\n`);
  expect(output).toContain(`Recovered 10 exchanges in t.har.\nexit 0\n${ALL}\n`);
});

test("a disk that is read-only from the start: the message names the file", async () => {
  const output = await run(
    `mount -o remount,ro "$DISK"; wirewalk record -o t.har -- sh -c "$ASK" sh 1 10; echo "exit $?"`,
    1000,
  );
  expect(output).toContain('Cannot write "t.har": the disk is read-only.');
  expect(output).toContain("exit 2\n");
});

test("a disk that disappears while a program is recorded: its journal is complete when it is back", async () => {
  const output = await run(
    `mkdir keep; mount --bind "$DISK" "$DISK/keep"; cd /
     wirewalk record -o "$DISK/t.har" -- sh -c "$ASK"'; mount --move "$DISK/keep" "$KEEP"; umount -l "$DISK"' sh 1 10
     echo "exit $?"; ls "$DISK"; cd "$KEEP"
     wirewalk recover t.har.journal; echo "exit $?"; count t.har`.replaceAll("$KEEP", "/mnt"),
    1000,
  );
  expect(output).toContain('Cannot read "DISK/t.har.journal": it does not exist.');
  expect(output).toContain(`exit 2\n`);
  expect(output).toContain(`Recovered 10 exchanges in t.har.\nexit 0\n${ALL}\n`);
});

/** The same requests of a Node program, which records itself: its journal is in a folder. */
const NODE_ASKS = `for (let n = 1; n <= 10; n += 1) await (await fetch(process.env.URL + "/" + n)).text();`;

test("a disk that a Node program fills: the rest is kept elsewhere, and nothing of it is left after recover", async () => {
  const output = await run(
    `wirewalk record -o t.har -- "$NODE" --input-type=module -e '${NODE_ASKS}'; echo "exit $?"; ls
     mount -o remount,size=2m "$DISK"
     wirewalk recover t.har.journals; echo "exit $?"; ls; count t.har; echo "left: $(ls "$TMPDIR" | grep -c "^wirewalk-.*journal$")"`,
    128,
  );
  expect(output).toContain('no space is left on the disk. Further exchanges are kept in "');
  expect(output).toContain(`exit 2\nt.har.journals\n`);
  expect(output).toContain("Recovered 10 exchanges in t.har.\n");
  expect(output).toContain(`exit 0\nt.har\n${ALL}\nleft: 0\n`);
});

test("a disk that disappears while a Node program is recorded: the message names what was on it", async () => {
  const output = await run(
    `cd /; wirewalk record -o "$DISK/t.har" -- "$NODE" --input-type=module -e '${NODE_ASKS}
       (await import("node:child_process")).execFileSync("umount", ["-l", process.env.DISK]);'
     echo "exit $?"`,
    1000,
  );
  expect(output).toContain('Cannot read "DISK/t.har.journals": it does not exist.');
  expect(output).toContain("exit 2\n");
});
