// TensorFlow.js in WebAssembly on models in its own format, with as little of it as runs them, which the suite vision-web compares with.

import project from "./package.json" with { type: "json" };
import { loadScript, urlOf } from "./scripts.js";

const folder = "node_modules/@tensorflow/";
const wasmFolder = folder + "tfjs-backend-wasm/dist/";
// A script runs when those that it uses are there, in whatever order they come.
const scripts = [folder + "tfjs-core/dist/tf-core.min.js", folder + "tfjs-converter/dist/tf-converter.min.js",
  wasmFolder + "tf-backend-wasm.min.js"];
let opened;

async function openOnce(threads) {
  scripts.forEach(preload);
  for (const script of scripts) await loadScript(script);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", threads > 1);
  tf.wasm.setThreadsCount(threads);
  tf.wasm.setWasmPaths(urlOf(wasmFolder));
  tf.enableProdMode();
  if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js could not start its backend 'wasm'.");
  if (threads > 1 && tf.wasm.getThreadsCount() !== threads)
    throw new Error(`TensorFlow.js ${version} computes on ${tf.wasm.getThreadsCount()} thread where it is told to take ${threads}.`);
}

function preload(path) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: urlOf(path) }));
}

export const version = project.dependencies["@tensorflow/tfjs-backend-wasm"];
export const isChannelsLast = true;

/**
 * A model from its files: the function of it on inputs, which are [{ name, type, shape, data }], that gives outputs by name. All models
 * of a page have the number of threads of the first.
 */
export async function load(files, inputs, threads, outputs) {
  await (opened ??= openOnce(threads));
  const model = await tf.loadGraphModel(`${files}tfjs/model.json`);
  const feeds = inputs.map(({ data, shape }) => tf.tensor(data, shape));
  return {
    async run() {
      const results = [model.execute(feeds, outputs)].flat();
      const read = await Promise.all(results.map(tensor => tensor.data()));
      tf.dispose(results);
      return Object.fromEntries(outputs.map((name, i) => [name, read[i]]));
    },
    close() {
      tf.dispose(feeds);
      model.dispose();
    },
  };
}
