// ConvNetJS: plain JavaScript, one example at a time, float64.

import { batchSize, caseNames, caseOf, classes, inputSize } from "./cases.js";
import project from "./package.json" with { type: "json" };
import { loadScript, urlOf } from "./scripts.js";

const library = "node_modules/convnetjs/build/convnet-min.js";

export const convnetjs = {
  name: "convnetjs",
  version: project.dependencies.convnetjs,
  files: [urlOf(library)],

  supports: caseName => caseNames.includes(caseName),

  open: () => loadScript(library),

  async prepare(caseName) {
    await this.open();
    const net = new globalThis.convnetjs.Net();
    net.makeLayers(layersOf(caseOf(caseName)));
    return handleOf(net, caseName);
  },

  trainStep({ trainer, input }, { images, labels }) {
    let loss = 0;
    for (let i = 0; i < batchSize; i++) {
      input.w.set(images.subarray(i * inputSize, (i + 1) * inputSize));
      loss += trainer.train(input, labels[i]).cost_loss;
    }
    return loss / batchSize;
  },

  infer({ net, input }, sample) {
    input.w.set(sample);
    return net.forward(input).w;
  },

  async save({ net }) {
    return { "model.json": new Blob([JSON.stringify(net.toJSON())], { type: "application/json" }) };
  },

  async load(caseName, folder) {
    await this.open();
    const response = await fetch(folder + "model.json");
    const net = new globalThis.convnetjs.Net();
    net.fromJSON(await response.json());
    return handleOf(net, caseName);
  },

  dispose() {},
};

function handleOf(net, caseName) {
  const { input, optimizer, learningRate } = caseOf(caseName);
  return {
    net,
    trainer: new globalThis.convnetjs.Trainer(net, trainerOptions(optimizer, learningRate)),
    input: new globalThis.convnetjs.Vol(...sidesOf(input), 0),
  };
}

// There is no Adam here; Adadelta is its adaptive method, with as many state arrays.
function trainerOptions(optimizer, learningRate) {
  return optimizer === "adam"
    ? { method: "adadelta", batch_size: batchSize }
    : { method: "sgd", learning_rate: learningRate, momentum: 0, batch_size: batchSize };
}

function layersOf({ input, layers }) {
  const [out_sx, out_sy, out_depth] = sidesOf(input);
  return [
    { type: "input", out_sx, out_sy, out_depth },
    ...layers.filter(layer => layer.kind !== "flatten").map(layerOf),
    { type: "softmax", num_classes: classes },
  ];
}

function layerOf({ kind, units, filters, size, padding }) {
  switch (kind) {
    case "dense": return { type: "fc", num_neurons: units, activation: "relu" };
    case "pool": return { type: "pool", sx: size, stride: size };
    case "convolution": return {
      type: "conv", sx: size, filters, stride: 1, pad: padding === "same" ? (size - 1) / 2 : 0, activation: "relu",
    };
  }
}

const sidesOf = input => input.length === 3 ? input : [1, 1, ...input];
