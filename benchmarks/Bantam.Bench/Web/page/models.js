// Measures Bantam's bundle of a model and ONNX Runtime Web on its file. The program that drives this page calls these functions, one at a
// time.

import { load as loadPeer, version } from "/peers/onnxruntime.js";
import { sample } from "./sampling.js";

const arrays = { float32: Float32Array, int64: BigInt64Array };
const isPeer = name => name.startsWith("onnxruntime-web/");
const threadsOf = name => Number.parseInt(name.slice(name.lastIndexOf("/") + 1));
const tolerance = 1e-3;

/** What is measured at present, by system. */
let current = { caseName: null, models: new Map() };

export { version };

/** Loads a model into a system; a peer must give our answer. */
export async function prepare({ name, caseName, inputs }) {
  if (current.caseName !== caseName) await startCase(caseName);
  const given = await Promise.all(inputs.map(async input => ({ ...input, data: await dataOf(caseName, input) })));
  const file = `/models/${caseName}/model.onnx`;
  const model = isPeer(name) ? await loadPeer(file, given, threadsOf(name)) : await loadOurs(name, caseName, given);
  current.models.set(name, { step: model.run, close: model.close });
  if (!isPeer(name)) return;
  const ours = await loadOurs("bantam/wasm-relaxed/1t", caseName, given);
  requireAgreement(caseName, await ours.run(), await model.run());
  await ours.close();
}

/** One turn of a system on the case that it was prepared for: milliseconds of single runs. */
export const measure = ({ name, ...effort }) => sample(current.models.get(name), effort);

async function startCase(caseName) {
  for (const { close } of current.models.values()) await close();
  current = { caseName, models: new Map() };
}

async function dataOf(caseName, { type, place }) {
  const response = await fetch(`/models/${caseName}/inputs/${place}`);
  return new arrays[type](await response.arrayBuffer());
}

async function loadOurs(name, caseName, inputs) {
  const folder = `/models/${caseName}/bundle/`;
  const runtime = await import(`${folder}bantam.js`);
  const [backend, threads] = [name.split("/")[1], threadsOf(name)];
  const model = await runtime.load(`${folder}model.json`, threads > 1 ? { backend, threads } : { backend, worker: false });
  const given = Object.fromEntries(inputs.map(({ name, data }) => [name, data]));
  return { run: () => model.run(given), close: () => model.close() };
}

/** By the largest element: what ends in a softmax has elements that say nothing. */
function requireAgreement(caseName, ours, theirs) {
  for (const [name, mine] of Object.entries(ours)) {
    const largest = mine.reduce((most, x) => Math.max(most, Math.abs(Number(x))), 1e-2);
    const wrong = mine.findIndex((x, i) => !(Math.abs(Number(x) - Number(theirs[name][i])) <= tolerance * largest));
    if (wrong >= 0)
      throw new Error(`On ${caseName} element ${wrong} of ${name} is ${mine[wrong]} in Bantam and ${theirs[name][wrong]} in ONNX Runtime.`);
  }
}

if (!crossOriginIsolated) throw new Error("The page is not isolated from other origins, so its clock is too coarse.");
