// Unpacks the package once for each version, into the user's cache, and starts it from there: the code loads files of its own, workers, and a
// module for the programs that it records.
const { createRequire } = require("node:module");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const sea = require("node:sea");
const zlib = require("node:zlib");

const sum = sea.getAsset("sum", "utf8");
// wirewalk starts files of its own as `node FILE`.
const [, , first = ""] = process.argv;
const own = isOwn(first);
const file = own ? first : path.join(unpack(), "dist/wirewalk.js");
if (own) process.argv.splice(1, 1);
createRequire(file)(file);

/** By a file in the package instead of its place: in a namespace, where the user is root, the home directory is another one. */
function isOwn(name) {
  try {
    return path.isAbsolute(name) && fs.readFileSync(path.join(path.dirname(name), "../sum"), "utf8") === sum;
  } catch {
    return false;
  }
}

function unpack() {
  const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  const target = path.join(home, "wirewalk", sum);
  if (fs.existsSync(target)) return target;
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    return write(target, fs.mkdtempSync(`${target}-`));
  } catch {
    // A home that cannot be written: for this run alone.
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "wirewalk-"));
    process.on("exit", () => fs.rmSync(temporary, { recursive: true, force: true }));
    return write(temporary, temporary);
  }
}

function write(target, temporary) {
  const files = JSON.parse(zlib.brotliDecompressSync(Buffer.from(sea.getRawAsset("files"))).toString());
  for (const [name, content] of Object.entries(files)) {
    const place = path.join(temporary, name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, Buffer.from(content, "base64"));
  }
  fs.writeFileSync(path.join(temporary, "sum"), sum);
  if (target === temporary) return target;
  try {
    fs.renameSync(temporary, target);
  } catch (error) {
    // Another one was first.
    if (!fs.existsSync(target)) throw error;
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  return target;
}
