// Records what TensorFlow.js makes of the losses and optimizers in training.json, for tests/Bantam.Training.Tests, where it has them.
// In a folder with @tensorflow/tfjs: node record-training.mjs …/Recorded/training.json > …/Recorded/tensorflow-training.json
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";

const recorded = JSON.parse(readFileSync(process.argv[2], "utf8"));
await tf.setBackend("cpu");

const names = {
  mse: "meanSquaredError", mae: "meanAbsoluteError", mape: "meanAbsolutePercentageError", msle: "meanSquaredLogarithmicError",
  "log cosh": "logcosh", poisson: "poisson", hinge: "hinge", "squared hinge": "squaredHinge", "categorical hinge": "categoricalHinge",
  "kl divergence": "kullbackLeiblerDivergence", "cosine similarity": "cosineProximity", binary: "binaryCrossentropy",
  categorical: "categoricalCrossentropy", sparse: "sparseCategoricalCrossentropy",
};
const losses = [];
for (const row of recorded.losses) {
  if (!names[row.name] || losses.some(l => l.name === row.name)) continue;
  const [, size] = row.prediction.shape;
  const model = tf.sequential({ layers: [tf.layers.activation({ activation: "linear", inputShape: [size] })] });
  model.compile({ loss: names[row.name], optimizer: "sgd" });
  const target = tf.tensor(row.target.values, row.whole ? [...row.target.shape, 1] : row.target.shape);
  const loss = model.evaluate(tf.tensor(row.prediction.values, row.prediction.shape), target).dataSync()[0];
  losses.push({ name: row.name, loss });
}

// The bowl of record-training.py. Adadelta is left out: TensorFlow.js divides by the squares before the step, Keras by those after it.
const start = [1, -2, 0.5, -0.7, -0.1, 2], curves = [1, 0.2, 3, 0.5, 2, 0.1], goals = [0.2, 0.4, -1, 0.3, 1, -2], steps = 20;
const made = {
  sgd: () => tf.train.sgd(0.1), "sgd, nesterov": () => tf.train.momentum(0.05, 0.8, true),
  adam: () => tf.train.adam(0.05, 0.9, 0.999, 1e-7),
  adagrad: () => tf.train.adagrad(0.2, 0.1), rmsprop: () => tf.train.rmsprop(0.02, 0.9, 0, 1e-7),
  "rmsprop, centered": () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-7, true),
};
const optimizers = Object.entries(made).map(([name, make]) => {
  const optimizer = make(), weight = tf.variable(tf.tensor(start)), weights = [];
  for (let step = 1; step <= steps; step++) {
    optimizer.minimize(() => tf.sum(tf.mul(tf.tensor(curves), tf.square(tf.sub(weight, tf.tensor(goals)))).mul(0.5)));
    if (step === 1 || step === 2 || step === steps) weights.push([...weight.dataSync()]);
  }
  return { name, weights };
});

const lines = rows => rows.map(row => JSON.stringify(row)).join(",\n");
process.stdout.write(`{"version": "${tf.version.tfjs}",\n"losses": [\n${lines(losses)}\n],\n"optimizers": [\n${lines(optimizers)}\n]}\n`);
