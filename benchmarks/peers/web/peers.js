// The browser libraries that the suite www19-web compares with.
//
// Serve this folder as it is, with node_modules (npm ci). Each peer is
//
//   name, version          "convnetjs", "0.3.0"
//   files                  the URLs of the code that a user must download, minified as published
//   supports(case, metric) whether it can do that at all
//   async open()           loads the code once and makes its backend the active one: call it before each round
//   async prepare(case)    a handle to a new model with random weights, ready to train
//   async trainStep(handle, { images, labels })   one optimizer step of a batch of 64; the mean loss
//   async infer(handle, sample)                   the ten probabilities of one image
//   async save(handle)     { file name: Blob }: the model as the library stores it, to be served in one folder
//   async load(case, folder)                      a handle to the model saved under that URL, which ends in "/"
//   dispose(handle)
//
// The caller holds the clock: load_ms is load() with the library open and no model in memory, warmup_ms the first
// infer() after it, code_bytes the sum of files, weight_bytes the sum of what save() returns.

import { convnetjs } from "./convnetjs.js";
import { tfjsCpu, tfjsWasm } from "./tfjs.js";

export { batchSize, caseNames, randomBatch, randomSample } from "./cases.js";
export const peers = [convnetjs, tfjsCpu, tfjsWasm];
