// Runs the model on each backend, with and without a worker, and shows what came out.

import { load } from "MODULE";

const results = {};
for (const backend of ["wasm-relaxed", "wasm-simd", "wasm-mvp", "js"]) {
  for (const worker of [true, false]) {
    const model = await load(undefined, { backend, worker }), [{ name }] = model.inputs, [output] = model.outputs;
    const trainer = await model.trainer();
    const { loss } = await trainer.step({ [name]: Float32Array.of(0, 0, 0.9, 0.9), label: Float32Array.of(1, 0) });
    const answers = (await model.run({ [name]: Float32Array.of(0, 0, 0.9, 0.9, 0.1, -0.2, -0.9, 0.8) }))[output.name];
    results[`${backend} ${worker}`] = [model.backend === backend, Number.isFinite(loss), ...Array.from(answers, Math.round)];
    await model.close();
  }
}

if (globalThis.document) document.body.textContent = JSON.stringify(results);
else console.log(JSON.stringify(results));
