import { BantamError, because } from "./errors.js";
import { readFile, readManifest } from "./files.js";
import { backends, kinds } from "./levels.js";
import { Model } from "./model.js";
import { engineClass, ownManifest } from "./parts.js";
import { compilerRemedy } from "./policy.js";
import { RemoteEngine } from "./remote.js";

const MostThreads = 4;
const MostThreadsAsked = 64;
const MostFiles = 6; // of weights that are on their way or wait for the memory: they keep a connection busy, and are small beside it

/**
 * Loads the model of the bundle that this module belongs to, or of another by the address of its manifest. The worker starts at once,
 * the code and the weights together right after the manifest.
 */
export async function load(url, options = {}) {
  const { backend = "auto", threads = "auto", worker = typeof Worker === "function", manifest, onProgress } = options ?? {};
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw new BantamError("input", `onProgress is a function that takes a number; this is ${String(onProgress)}.`);
  const base = url === undefined ? ownManifest : addressOf(url);
  const remote = worker ? new RemoteEngine() : null;
  const engine = worker ? null : engineClass();
  engine?.catch(() => { /* reported where it is awaited, unless something else is wrong before */ });
  try {
    const [available, checked] = await Promise.all([backends(), readManifest(base, manifest)]);
    const usable = available.filter(name => Object.hasOwn(checked.levels, name));
    const name = choose(backend, usable, Object.keys(checked.levels));
    const level = checked.levels[name];
    const count = remote ? threadsFor(threads, level) : 1;
    remote?.open(count);
    const onBytes = onProgress && progress([level, ...checked.shards], onProgress);

    const loading = readFile(base, level, onBytes, (code, url) => compile({ code, level, isShared: count > 1, url }));
    const variables = checked.variables.filter(({ optimizer }) => !optimizer);
    const checks = Object.fromEntries([...level.runs, ...level.steps].map(({ name, checks = [] }) => [name, checks]));
    const { kind, memory, scratch = 0, runs } = level;
    const bytes = memory + (count - 1) * scratch; // each further thread has scratch memory of its own behind that of the first
    const starting = loading.then(async code => {
      const { transforms } = checked;
      const start = { kind, code, bytes, threads: count, first: runs[0].name, variables, checks, transforms };
      if (!remote) return (await engine).start(start);
      await remote.start(start);
      return remote;
    });
    await Promise.all([starting, fill(starting, base, checked.shards, onBytes)]);
    return new Model(await starting, checked, usable, name, count);
  } catch (error) {
    remote?.close();
    throw error;
  }
}

function addressOf(url) {
  try {
    return new URL(url, globalThis.document?.baseURI ?? globalThis.location?.href ?? ownManifest);
  } catch (error) {
    throw new BantamError("manifest", `'${url}' is not an address: ${because(error)}`, error);
  }
}

function choose(wanted, usable, compiled) {
  const found = usable.find(name => wanted === "auto" || name === wanted || name.startsWith(`${wanted}-`));
  if (found) return found;
  if (wanted === "auto") {
    const all = compiled.join(", ");
    throw new BantamError("backend", `This browser has none of the backends that the bundle was compiled for: ${all}.`);
  }
  const names = usable.join(", ") || "none";
  throw new BantamError("backend", `The backend '${wanted}' is not among those that this browser and this bundle both have: ${names}.`);
}

/** Threads share memory, which browsers allow in cross-origin isolated pages only. */
function threadsFor(wanted, level) {
  if (wanted !== "auto" && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= MostThreadsAsked))
    throw new BantamError("threads", `threads is "auto" or a whole number from 1 to ${MostThreadsAsked}; this is ${String(wanted)}.`);
  if (!level.threaded || !globalThis.crossOriginIsolated) return 1;
  return wanted === "auto" ? Math.min(navigator.hardwareConcurrency ?? 1, MostThreads) : wanted;
}

async function compile(given) {
  try {
    return await kinds[given.level.kind].compile(given);
  } catch (error) {
    throw new BantamError("backend", `This browser cannot compile the model's code: ${await compilerRemedy(error)}`, error);
  }
}

/** Has each file of weights put in the memory as soon as it is there and the engine is: the page never holds all of them. */
async function fill(starting, base, shards, onBytes) {
  const rest = shards.values(), largest = Math.max(...shards.map(({ bytes }) => bytes));
  const files = async () => {
    // The same for all files: what is no longer needed stays until garbage is collected, which may be late.
    let memory = new Uint8Array(largest + 1);
    for (const shard of rest) {
      const content = await readFile(base, shard, onBytes, undefined, memory).catch(error => {
        for (const _ of rest); // the others need not be asked for
        throw error;
      });
      [memory] = await (await starting).fill(pieces(shard, content));
    }
  };
  await Promise.all(Array.from({ length: Math.min(MostFiles, shards.length) }, files));
}

/** The parts of a shard with their addresses. */
function pieces({ pieces: places }, content) {
  let at = 0;
  return places.map(([address, length]) => [address, content.subarray(at, at += length)]);
}

function progress(files, report) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return bytes => report(Math.min(1, (done += bytes) / total));
}
