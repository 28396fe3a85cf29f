// TensorFlow.js on its two backends that need no GPU: plain JavaScript, and WebAssembly (SIMD, one thread).

import { batchSize, caseNames, caseOf, classes } from "./cases.js";
import project from "./package.json" with { type: "json" };
import { loadScript, urlOf } from "./scripts.js";

const core = "node_modules/@tensorflow/tfjs/dist/tf.min.js";
const wasm = "node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js";
const wasmFolder = "node_modules/@tensorflow/tfjs-backend-wasm/dist/";

export const tfjsCpu = tensorFlow({
  name: "tfjs-cpu",
  backend: "cpu",
  files: [core],
  supports: caseName => caseNames.includes(caseName),
  open: () => loadScript(core),
});

export const tfjsWasm = tensorFlow({
  name: "tfjs-wasm",
  backend: "wasm",
  files: [core, wasm, wasmFolder + "tfjs-backend-wasm-simd.wasm"],
  // It has no kernel for the gradient of a convolution's filter.
  supports: (caseName, metric) =>
    caseNames.includes(caseName) && !(metric === "train_ms" && caseName.startsWith("cnn-")),
  async open() {
    await loadScript(core);
    await loadScript(wasm);
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    tf.wasm.setThreadsCount(1);
    tf.wasm.setWasmPaths(urlOf(wasmFolder));
  },
});

function tensorFlow({ name, backend, files, supports, open }) {
  let opened;

  async function openOnce() {
    await open();
    tf.enableProdMode();
  }

  return {
    name,
    version: project.dependencies["@tensorflow/tfjs"],
    files: files.map(urlOf),
    supports,

    async open() {
      await (opened ??= openOnce());
      if (tf.getBackend() === backend) return;
      if (!await tf.setBackend(backend)) throw new Error(`TensorFlow.js could not start its backend '${backend}'.`);
    },

    async prepare(caseName) {
      await this.open();
      const { optimizer, learningRate, input, layers } = caseOf(caseName);
      const model = tf.sequential({ layers: layersOf(input, layers) });
      model.compile({ optimizer: tf.train[optimizer](learningRate), loss: "categoricalCrossentropy" });
      return { model, input };
    },

    async trainStep({ model, input }, { images, labels }) {
      const x = tf.tensor(images, [batchSize, ...input]);
      const y = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, "int32"), classes));
      const loss = await model.trainOnBatch(x, y);
      tf.dispose([x, y]);
      return loss;
    },

    infer: ({ model, input }, sample) =>
      tf.tidy(() => model.apply(tf.tensor(sample, [1, ...input])).dataSync()),

    async save({ model }) {
      let files;
      await model.save(tf.io.withSaveHandler(async artifacts => {
        files = filesOf(artifacts);
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }));
      return files;
    },

    async load(caseName, folder) {
      await this.open();
      return { model: await tf.loadLayersModel(folder + "model.json"), input: caseOf(caseName).input };
    },

    dispose({ model }) {
      model.dispose();
      model.optimizer?.dispose();
    },
  };
}

function layersOf(inputShape, layers) {
  return [
    tf.layers.inputLayer({ inputShape }),
    ...layers.map(layerOf),
    tf.layers.dense({ units: classes, activation: "softmax" }),
  ];
}

function layerOf({ kind, units, filters, size, padding }) {
  switch (kind) {
    case "dense": return tf.layers.dense({ units, activation: "relu" });
    case "flatten": return tf.layers.flatten();
    case "pool": return tf.layers.maxPooling2d({ poolSize: size, strides: size });
    case "convolution": return tf.layers.conv2d({ filters, kernelSize: size, padding, activation: "relu" });
  }
}

function filesOf({ modelTopology, weightSpecs, weightData, format, generatedBy }) {
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  const model = { modelTopology, format, generatedBy, weightsManifest };
  return {
    "model.json": new Blob([JSON.stringify(model)], { type: "application/json" }),
    "weights.bin": new Blob([weightData].flat(), { type: "application/octet-stream" }),
  };
}
