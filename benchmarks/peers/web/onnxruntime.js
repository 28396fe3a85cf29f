// ONNX Runtime Web in WebAssembly, which the suites models and vision-web compare with.

import project from "./package.json" with { type: "json" };
import { urlOf } from "./scripts.js";

const folder = "node_modules/onnxruntime-web/dist/";
let opened;

async function openOnce(threads) {
  const ort = await import(urlOf(folder + "ort.wasm.min.mjs"));
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmPaths = urlOf(folder);
  ort.env.logLevel = "error"; // models of others have initializers that nothing reads
  return ort;
}

export const version = project.dependencies["onnxruntime-web"];

/**
 * A model from its file in a folder: the function of it on inputs, which are [{ name, type, shape, data }], that gives outputs by name. All
 * models of a page have the number of threads of the first.
 */
export async function load(files, inputs, threads) {
  const ort = await (opened ??= openOnce(threads));
  const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" };
  const session = await ort.InferenceSession.create(`${files}model.onnx`, options);
  const feeds = Object.fromEntries(inputs.map(({ name, type, shape, data }) => [name, new ort.Tensor(type, data, shape)]));
  return {
    async run() {
      const outputs = await session.run(feeds);
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data]));
    },
    close: () => session.release(),
  };
}
