// Measures the systems of the suite www19-web. The program that drives this page calls these functions, one at a time.

import { batchSize, peers, randomBatch, randomSample } from "/peers/peers.js";
import { bantam } from "./bantam.js";
import { sample } from "./sampling.js";

const systems = new Map([bantam("wasm-relaxed"), bantam("wasm-simd"), bantam("js"), ...peers].map(system => [`${system.name}/1t`, system]));

const inputs = 8;

/** The handles of the case that is being measured. */
let current = { caseName: null, steps: new Map() };

/** Each system's version and files, for the program. */
export const describe = () => [...systems].map(([name, { version, files = [] }]) => ({ name, version: version ?? "", files }));

export const supports = (name, caseName, metric) => systems.get(name).supports(caseName, metric);

/** One turn of a system: milliseconds of single steps. */
export async function measure({ name, caseName, metric, runs, seconds, mostSeconds, totalSeconds }) {
  const system = systems.get(name);
  await system.open(caseName);
  const known = await stepOf(system, name, caseName, metric);
  const samples = await sample(known, { runs, seconds, mostSeconds, totalSeconds });
  known.check();
  return samples;
}

/** Milliseconds to load the saved model, and of the first inference, in a page that has the library and nothing else. */
export async function loadOnce(name, caseName) {
  const system = systems.get(name);
  await system.open(caseName);
  const sample = randomSample(1);
  const start = performance.now();
  const handle = await system.load(caseName, folderOf(system, name, caseName));
  const loaded = performance.now();
  const scores = await system.infer(handle, sample);
  const end = performance.now();
  checkScores(name, scores);
  return { load: loaded - start, warmUp: end - loaded };
}

/** Saves a new model of a peer to where it is loaded from. */
export async function save(name, caseName) {
  const system = systems.get(name);
  if (!system.save) return;
  await system.open(caseName);
  const handle = await system.prepare(caseName);
  for (const [file, content] of Object.entries(await system.save(handle))) {
    const response = await fetch(folderOf(system, name, caseName) + file, { method: "PUT", body: content });
    if (!response.ok) throw new Error(`${file} of ${name} could not be saved: the server answered ${response.status}.`);
  }
  await system.dispose(handle);
}

const folderOf = (system, name, caseName) => system.folderOf?.(caseName) ?? `/saved/${name}/${caseName}/`;

async function stepOf(system, name, caseName, metric) {
  if (current.caseName !== caseName) await startCase(caseName);
  const key = `${name} ${metric}`;
  if (!current.steps.has(key)) {
    const make = metric === "train_ms" ? trainStep : inferStep;
    current.steps.set(key, { system, ...await make(system, name, caseName) });
  }
  return current.steps.get(key);
}

async function startCase(caseName) {
  for (const { system, handle } of current.steps.values()) {
    await system.open(current.caseName);
    await system.dispose(handle);
  }
  current = { caseName, steps: new Map() };
}

async function trainStep(system, name, caseName) {
  const handle = await system.prepare(caseName);
  const batches = Array.from({ length: inputs }, (_, seed) => randomBatch(seed + 1));
  let next = 0;
  let loss = NaN;
  return {
    handle,
    async step() {
      loss = await system.trainStep(handle, batches[next]);
      next = (next + 1) % inputs;
    },
    check() {
      if (!Number.isFinite(loss)) throw new Error(`The loss of ${name} on ${caseName} is ${loss}, so its time means nothing.`);
    },
  };
}

async function inferStep(system, name, caseName) {
  const handle = await system.load(caseName, folderOf(system, name, caseName));
  const samples = Array.from({ length: inputs }, (_, seed) => randomSample(seed + 1));
  let next = 0;
  let scores;
  return {
    handle,
    async step() {
      scores = await system.infer(handle, samples[next]);
      next = (next + 1) % inputs;
    },
    check: () => checkScores(name, scores),
  };
}

function checkScores(name, scores) {
  const sum = Array.from(scores).reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - 1) < 1e-3)) throw new Error(`The probabilities of ${name} add up to ${sum}, so its time means nothing.`);
}

if (!crossOriginIsolated) throw new Error("The page is not isolated from other origins, so its clock is too coarse.");
if (batchSize !== 64) throw new Error(`The peers' batch has ${batchSize} samples; bundles are compiled for 64.`);
