import { BantamError, because } from "./errors.js";
import { embedded, locate } from "./parts.js";
import { remedy } from "./policy.js";

const Version = 1;
const parts = ["levels", "shards", "variables", "inputs", "outputs", "runtime"];
const hint = "Copy the whole folder of the bundle, and all of it from one compilation.";

/** The manifest of a bundle, fetched or given, once it is known to be one that this runtime reads. */
export async function readManifest(base, given) {
  let manifest = given;
  if (!manifest) {
    const response = await request(base, {}, embedded("model.json", base));
    manifest = await response.json().catch(error => {
      throw new BantamError("manifest", `${base.pathname} is not a manifest: ${because(error)}`, error);
    });
  }
  if (manifest?.format !== "bantam") throw new BantamError("manifest", `${base.pathname} is not the manifest of a Bantam bundle.`);
  if (manifest.version !== Version)
    throw new BantamError("manifest", `${base.pathname} has version ${manifest.version}; this bantam.js reads version ${Version}. ${hint}`);
  const missing = parts.find(part => !manifest[part]) ?? (Object.keys(manifest.levels).length === 0 ? "levels" : undefined);
  if (missing) throw new BantamError("manifest", `${base.pathname} is damaged: its ${missing} are missing. ${hint}`);
  return manifest;
}

/**
 * The bytes of a file that the manifest names, or what is made of them while it is checked that they are those it names. They lie in
 * memory that may be given, of one byte more, which is given away. Where they are not those, a cache on the way may have kept others: the
 * server itself is asked once.
 */
export async function readFile(base, file, onBytes, make = bytes => bytes, memory = new Uint8Array(file.bytes + 1)) {
  const url = versioned(locate(file.file, base), file.sha256);
  for (const cache of ["default", "reload"]) {
    const response = await request(url, { cache }, embedded(file.file, base));
    const reading = file.kind === "js" ? readScript(url, file, response, onBytes) : readInto(memory, response.body, onBytes);
    const read = await reading.catch(error => { throw broken(url, error); });
    memory = read.memory;
    const content = memory.subarray(0, file.bytes);
    // The check comes first: it takes its copy of the bytes at once, and what makes something of them may change them.
    const checking = read.isBundled ? null : check(file, content, read.length);
    const making = Promise.resolve(make(content, url));
    making.catch(() => { /* reported where it is awaited, unless the bytes are wrong */ });
    const wrong = await checking;
    if (!wrong) return making;
    if (cache === "reload") throw new BantamError("file", wrong);
  }
}

/** What is wrong with a file's bytes, if anything. */
async function check({ file, bytes, sha256 }, content, length) {
  if (length !== bytes) return `${file} has ${length} bytes; the manifest says ${bytes}. ${hint}`;
  // Browsers hash in secure contexts only: https and localhost.
  const hash = globalThis.crypto?.subtle && hex(await crypto.subtle.digest("SHA-256", content));
  return hash && hash !== sha256 ? `${file} is corrupt: its hash is ${hash}; the manifest says ${sha256}. ${hint}` : null;
}

/** An address with the hash of what is there, so that caches keep it apart from what was there before. */
function versioned(url, sha256) {
  if (url.protocol !== "http:" && url.protocol !== "https:") return url;
  const address = new URL(url);
  address.searchParams.set("v", sha256.slice(0, 8));
  return address;
}

async function request(url, options, content) {
  if (content !== undefined) return new Response(content);
  let response;
  try {
    response = url.protocol === "file:" ? fromDisk(url) : await fetch(url, options);
  } catch (error) {
    throw broken(url, error, await remedy("connect"));
  }
  if (!response.ok) throw new BantamError("file", `${url.pathname} is missing: the server answered ${response.status}. ${hint}`);
  return response;
}

/** A file where the runtime runs in Node, whose fetch knows no files. */
const fromDisk = url => new Response(process.getBuiltinModule("node:fs").readFileSync(url));

function broken(url, error, reason = "The connection or the server may be down.") {
  const text = `${url.pathname} could not be fetched: ${because(error)} ${reason}`;
  return new BantamError("file", text, error);
}

/**
 * Has a stream write into memory, which is given away and comes back with how many bytes there were. What is more than it holds begins
 * anew at its start: such a file is wrong whatever lies there.
 */
async function readInto(memory, body, onBytes) {
  const [reader, writes] = readerOf(body);
  for (let length = 0; ;) {
    const at = length < memory.length ? length : 0;
    const { done, value } = await reader.read(memory.subarray(at));
    if (writes) memory = new Uint8Array(value.buffer);
    if (done) return { memory, length };
    if (!writes && value.length <= memory.length - at) memory.set(value, at);
    length += value.length;
    onBytes?.(value.length);
  }
}

/**
 * A module of JavaScript. The server of a developer may have put behind it where a debugger finds its source; a bundler may have made
 * it smaller, and vouches for it by the name that it gave it.
 */
async function readScript(url, { file, bytes }, response, onBytes) {
  const memory = new Uint8Array(await response.arrayBuffer());
  onBytes?.(Math.min(bytes, memory.length));
  const isMapped = new TextDecoder().decode(memory.subarray(bytes, bytes + 4)).trim() === "//#";
  return { memory, length: isMapped ? bytes : memory.length, isBundled: !url.pathname.endsWith(`/${file}`) };
}

/** A reader, and whether it writes where it is told to: others hand out pieces that stay until garbage is collected. */
function readerOf(body) {
  try {
    return [body.getReader({ mode: "byob" }), true];
  } catch {
    return [body.getReader(), false];
  }
}

const hex = buffer => Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, "0")).join("");
