// Measures Bantam's bundles of models, and peers on the same models in their own formats. The program that drives this page calls these
// functions, one at a time.

import * as onnxruntime from "/peers/onnxruntime.js";
import * as tensorFlow from "/peers/tfjs-graph.js";
import { sample } from "./sampling.js";

const peers = { "onnxruntime-web": onnxruntime, "tfjs-wasm": tensorFlow };
const arrays = { float32: Float32Array, int64: BigInt64Array };
const peerOf = name => peers[name.slice(0, name.lastIndexOf("/"))];
const threadsOf = name => Number.parseInt(name.slice(name.lastIndexOf("/") + 1));
const tolerance = 1e-3;

/** What is measured at present, by system. */
let current = { caseName: null, models: new Map() };

export const versionOf = name => peerOf(name)?.version ?? "";

/** Loads a model into a system; a peer must give our answer. */
export async function prepare(request) {
  const { name, caseName } = request;
  if (current.caseName !== caseName) await startCase(caseName);
  const model = await load(request, await inputsOf(request));
  current.models.set(name, { step: model.run, close: model.close });
  if (!peerOf(name)) return;
  const oneThread = { ...request, name: "bantam/wasm-relaxed/1t" };
  const ours = await load(oneThread, await inputsOf(oneThread));
  requireAgreement(request, await ours.run(), await model.run());
  await ours.close();
}

/** One turn of a system on the case that it was prepared for: milliseconds of single runs. */
export const measure = ({ name, ...effort }) => sample(current.models.get(name), effort);

/** Milliseconds from nothing to the first answer of a system, in a page that has done nothing else. */
export async function first(request) {
  const inputs = await inputsOf(request);
  const start = performance.now();
  const model = await load(request, inputs);
  await model.run();
  return performance.now() - start;
}

async function startCase(caseName) {
  for (const { close } of current.models.values()) await close();
  current = { caseName, models: new Map() };
}

/** What a system is given, in the order of axes that it has images in. */
function inputsOf({ name, caseName, inputs }) {
  const isLast = peerOf(name)?.isChannelsLast;
  return Promise.all(inputs.map(async ({ name, type, shape, shapeLast, place }) => {
    const response = await fetch(`/models/${caseName}/inputs/${place}${isLast ? "-last" : ""}`);
    return { name, type, shape: isLast ? shapeLast : shape, data: new arrays[type](await response.arrayBuffer()) };
  }));
}

function load({ name, caseName, outputs }, inputs) {
  const folder = `/models/${caseName}/`, threads = threadsOf(name);
  return peerOf(name)?.load(folder, inputs, threads, outputs) ?? loadOurs(`${folder}bundle/`, name.split("/")[1], inputs, threads);
}

async function loadOurs(folder, backend, inputs, threads) {
  const runtime = await import(`${folder}bantam.js`);
  const model = await runtime.load(`${folder}model.json`, threads > 1 ? { backend, threads } : { backend, worker: false });
  const given = Object.fromEntries(inputs.map(({ name, data }) => [name, data]));
  return { run: () => model.run(given), close: () => model.close() };
}

/** By the largest element: what ends in a softmax has elements that say nothing. */
function requireAgreement({ name, caseName }, ours, theirs) {
  for (const [output, mine] of Object.entries(ours)) {
    const largest = mine.reduce((most, x) => Math.max(most, Math.abs(Number(x))), 1e-2);
    const wrong = mine.findIndex((x, i) => !(Math.abs(Number(x) - Number(theirs[output][i])) <= tolerance * largest));
    if (wrong >= 0)
      throw new Error(`On ${caseName} element ${wrong} of ${output} is ${mine[wrong]} in Bantam and ${theirs[output][wrong]} in ${name}.`);
  }
}

if (!crossOriginIsolated) throw new Error("The page is not isolated from other origins, so its clock is too coarse.");
