// Records what layers of TensorFlow.js compute, for tests/Bantam.Training.Tests/Layers: outputs, and gradients of their sum with weights.
// In a folder with @tensorflow/tfjs (4.22): node record-layers.mjs > …/Recorded/tensorflow-layers.json
// Inputs and weights are those of the tests, numbers that follow from their place; weights are given in Bantam's order of axes.
import * as tf from "@tensorflow/tfjs";

const L = tf.layers;
const size = shape => shape.reduce((a, b) => a * b, 1);
const numbers = (shape, seed, scale = 1) => tf.tensor(
  Float32Array.from({ length: size(shape) }, (_, i) => ((i * 7919 + seed * 104729) % 2003 / 1000 - 1) * scale), shape);
const same = { to: t => t, from: t => t };
const perm = (...order) => ({ to: t => t.transpose(order), from: t => t.transpose(order.map((_, i) => order.indexOf(i))) });
const conv = { 1: perm(2, 1, 0), 2: perm(2, 3, 1, 0), 3: perm(2, 3, 4, 1, 0) };
const depthwise = (channels, multiplier, kernel) => ({
  to: t => t.reshape([channels, multiplier, ...kernel]).transpose([2, 3, 0, 1]),
  from: t => t.transpose([2, 3, 0, 1]).reshape([channels * multiplier, 1, ...kernel]),
});
const gates = (t, axis, order) => {
  const parts = tf.split(t, 4, axis);
  return tf.concat(order.map(i => parts[i]), axis);
};
const flip = { to: t => t.squeeze([0]).transpose(), from: t => t.transpose().expandDims(0) };
const flat = { to: t => t.squeeze([0]), from: t => t.expandDims(0) };
// Input, output, forget, cell here; input, forget, cell, output there.
const lstm = { to: t => gates(flip.to(t), 1, [0, 2, 3, 1]), from: t => flip.from(gates(t, 1, [0, 3, 1, 2])) };
const lstmBias = { to: t => gates(flat.to(t), 0, [0, 2, 3, 1]), from: t => flat.from(gates(t, 0, [0, 3, 1, 2])) };
const positive = { ...same, make: shape => numbers(shape, 7).abs().add(0.5) };

const cases = {};
// Inputs are shapes, or tensors that have no gradient; weights are [shape here, conversion].
const add = (name, layer, inputs, weights = []) => {
  const many = Array.isArray(inputs[0]) || inputs[0] instanceof tf.Tensor;
  cases[name] = { layer, inputs: many ? inputs : [inputs], weights };
};
// It has no gradients of these, or wrong ones; the tests take central differences.
const forwardOnly = /dilation|conv3d_transpose|thresholded|center_crop|average.*_same|max_pooling3d/;
const lstmWeights = (units, from) => [[[1, 4 * units, from], lstm], [[1, 4 * units, units], lstm], [[1, 4 * units], lstmBias]];
const gruWeights = (units, from) => [[[1, 3 * units, from], flip], [[1, 3 * units, units], flip], [[1, 3 * units], flat]];
const rnnWeights = (units, from) => [[[1, units, from], flip], [[1, units, units], flip], [[1, units], flat]];
const recurrentActivation = "sigmoid";

add("dense", L.dense({ units: 4, activation: "tanh" }), [3, 5], [[[5, 4], same], [[4], same]]);
add("dense_sequence", L.dense({ units: 4, useBias: false }), [2, 3, 5], [[[5, 4], same]]);
for (const rank of [1, 2, 3]) {
  const sizes = [[9], [7, 6], [5, 4, 6]][rank - 1], image = [2, ...sizes, 2], kernel = [[3], [3, 2], [2, 3, 2]][rank - 1];
  const weights = (filters, channels) => [[[filters, channels, ...kernel], conv[rank]], [[filters], same]];
  const Conv = L[`conv${rank}d`];
  add(`conv${rank}d`, Conv({ filters: 3, kernelSize: kernel }), image, weights(3, 2));
  add(`conv${rank}d_same_strides`, Conv({ filters: 3, kernelSize: kernel, strides: 2, padding: "same" }), image, weights(3, 2));
  if (rank < 3) add(`conv${rank}d_dilation`, Conv({ filters: 3, kernelSize: kernel, dilationRate: 2 }), image, weights(3, 2));
  const window = [2, 3, 2].slice(0, rank), strides = [2, 1, 2].slice(0, rank);
  for (const kind of ["max", "average"]) {
    const args = rank === 1 ? { poolSize: 2, strides: 2 } : { poolSize: window, strides };
    add(`${kind}_pooling${rank}d`, L[`${kind}Pooling${rank}d`](args), image);
    add(`${kind}_pooling${rank}d_same`, L[`${kind}Pooling${rank}d`]({ ...args, padding: "same" }), image);
    const global = `global${kind[0].toUpperCase()}${kind.slice(1)}Pooling${rank}d`;
    if (rank < 3) add(`global_${kind}_pooling${rank}d`, L[global]({}), image);
  }
  if (rank > 1)
    for (const [name, args] of [["", {}], ["_same", { strides: 2, padding: "same" }], ["_strides", { strides: 3 }]]) {
      const layer = L[`conv${rank}dTranspose`]({ filters: 3, kernelSize: kernel, ...args });
      const transposed = [[[2, 3, ...kernel], perm(...[...Array(rank).keys()].map(i => i + 2), 1, 0)], [[3], same]];
      add(`conv${rank}d_transpose${name}`, layer, [2, ...sizes.map(s => s - 2), 2], transposed);
    }
}
add("depthwise_conv2d", L.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), [2, 6, 5, 3],
  [[[6, 1, 3, 3], depthwise(3, 2, [3, 3])], [[6], same]]);
add("depthwise_conv2d_same", L.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: "same" }), [2, 6, 5, 3],
  [[[3, 1, 3, 3], depthwise(3, 1, [3, 3])], [[3], same]]);
add("separable_conv2d", L.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, padding: "same" }), [2, 6, 5, 3],
  [[[6, 1, 3, 3], depthwise(3, 2, [3, 3])], [[4, 6, 1, 1], conv[2]], [[4], same]]);
add("zero_padding2d", L.zeroPadding2d({ padding: [[1, 0], [2, 1]] }), [1, 2, 3, 2]);
add("cropping2d", L.cropping2D({ cropping: [[1, 0], [1, 2]] }), [1, 4, 5, 2]);
add("up_sampling2d", L.upSampling2d({ size: [2, 3] }), [1, 2, 3, 2]);

const sequence = [2, 5, 3];
const gated = { recurrentActivation };
const kinds = [["lstm", lstmWeights, gated], ["gru", gruWeights, gated], ["simpleRNN", rnnWeights, {}]];
for (const [kind, weights, extra] of kinds) {
  const name = kind === "simpleRNN" ? "simple_rnn" : kind === "gru" ? "gru_reset_before" : kind;
  add(name, L[kind]({ units: 4, ...extra }), sequence, weights(4, 3));
  add(`${name}_sequences`, L[kind]({ units: 4, returnSequences: true, ...extra }), sequence, weights(4, 3));
  add(`${name}_backwards`, L[kind]({ units: 4, returnSequences: true, goBackwards: true, ...extra }), sequence, weights(4, 3));
  add(`${name}_elu`, L[kind]({ units: 4, ...extra, activation: "elu" }), sequence, weights(4, 3));
  add(`${name}_linear`, L[kind]({ units: 4, returnSequences: true, ...extra, activation: "linear" }), sequence, weights(4, 3));
}
for (const mergeMode of ["sum", "mul", "concat", "ave"]) {
  const layer = L.lstm({ units: 3, recurrentActivation, returnSequences: mergeMode !== "concat" });
  add(`bidirectional_${mergeMode}`, L.bidirectional({ layer, mergeMode }), sequence, [...lstmWeights(3, 3), ...lstmWeights(3, 3)]);
}
const bothWays = L.gru({ units: 3, recurrentActivation, returnSequences: true });
add("bidirectional_gru", L.bidirectional({ layer: bothWays, mergeMode: "concat" }), sequence,
  [...gruWeights(3, 3), ...gruWeights(3, 3)]);
add("time_distributed", L.timeDistributed({ layer: L.dense({ units: 4 }) }), sequence, [[[3, 4], same], [[4], same]]);
const cell = [L.lstmCell({ units: 3, recurrentActivation }), L.gruCell({ units: 2, recurrentActivation })];
add("stacked_rnn_cells", L.rnn({ cell, returnSequences: true }), sequence,
  [...lstmWeights(3, 3), ...gruWeights(2, 3)]);
const convLstm = (channels, filters, kernel) =>
  [[[4 * filters, channels, ...kernel], conv[2]], [[4 * filters, filters, ...kernel], conv[2]], [[4 * filters], same]];
add("conv_lstm2d", L.convLstm2d({ filters: 2, kernelSize: 2, padding: "same", recurrentActivation }), [2, 3, 4, 4, 1],
  convLstm(1, 2, [2, 2]));
add("conv_lstm2d_sequences", L.convLstm2d({ filters: 2, kernelSize: 3, returnSequences: true, recurrentActivation }), [1, 3, 5, 4, 2],
  convLstm(2, 2, [3, 3]));
const words = tf.tensor2d([[1, 6, 0, 3], [2, 1, 1, 5]], [2, 4], "int32");
add("embedding", L.embedding({ inputDim: 7, outputDim: 3 }), [words], [[[7, 3], same]]);
const masking = () => L.masking({ maskValue: 0, inputShape: [4, 2] });
const chain = (...layers) => tf.sequential({ layers });
const masked = tf.tensor3d([[1, 2], [0, 0], [3, -1], [0, 0], [0, 0], [-2, 1], [0, 0], [1, 1]].flat(), [2, 4, 2]);
for (const [kind, weights, extra] of kinds)
  add(`masking_${kind.toLowerCase()}`, chain(masking(), L[kind]({ units: 3, returnSequences: kind !== "gru", ...extra })), [masked],
    weights(3, 2));
add("masking_backwards", chain(masking(), L.lstm({ units: 3, goBackwards: true, recurrentActivation })), [masked], lstmWeights(3, 2));

add("batch_normalization", L.batchNormalization({}), [3, 4, 2, 3], [[[3], same], [[3], same], [[3], same], [[3], positive]]);
add("layer_normalization", L.layerNormalization({}), [3, 2, 5], [[[5], same], [[5], same]]);
add("elu", L.elu({}), [2, 7]);
add("leaky_re_lu", L.leakyReLU({ alpha: 0.2 }), [2, 7]);
add("thresholded_re_lu", L.thresholdedReLU({ theta: 0.3 }), [2, 7]);
add("re_lu", L.reLU({ maxValue: 0.5 }), [2, 7]);
add("softmax", L.softmax({}), [2, 7]);
add("prelu", L.prelu({}), [2, 3, 4], [[[3, 4], same]]);
add("prelu_shared", L.prelu({ sharedAxes: [1, 2] }), [2, 3, 4, 2], [[[1, 1, 2], same]]);
for (const kind of ["add", "multiply", "average", "maximum", "minimum", "concatenate"]) add(kind, L[kind]({}), [[2, 5], [2, 5]]);
add("dot", L.dot({ axes: 2 }), [[2, 3, 4], [2, 5, 4]]);
add("dot_cosine", L.dot({ axes: [1, 2], normalize: true }), [[2, 4, 3], [2, 5, 4]]);
add("dot_vectors", L.dot({ axes: 1 }), [[2, 4], [2, 4]]);
add("repeat_vector", L.repeatVector({ n: 3 }), [2, 4]);
add("permute", L.permute({ dims: [2, 1] }), [2, 3, 4]);
add("reshape", L.reshape({ targetShape: [2, -1] }), [2, 3, 4]);
add("flatten", L.flatten({}), [2, 3, 4]);
add("rescaling", L.rescaling({ scale: 0.5, offset: 1 }), [2, 3]);
add("center_crop", L.centerCrop({ height: 3, width: 2 }), [1, 5, 6, 2]);
const classes = tf.tensor2d([[1, 3, 1], [0, 2, 2]], [2, 3], "int32");
for (const outputMode of ["multiHot", "count"])
  add(`category_encoding_${outputMode === "count" ? "count" : "multi_hot"}`, L.categoryEncoding({ numTokens: 4, outputMode }), [classes]);

const listed = t => Array.from(t.dataSync(), x => Number(x.toPrecision(7)));
const recorded = {};
for (const [name, { layer, inputs, weights }] of Object.entries(cases)) {
  const given = inputs.map((input, i) => input instanceof tf.Tensor ? input : numbers(input, i));
  const call = tensors => layer.apply(tensors.length === 1 ? tensors[0] : tensors);
  call(given);
  layer.setWeights(weights.map(([shape, { to, make }], i) => to(make ? make(shape) : numbers(shape, 10 + i, 0.5))));
  const output = call(given), factors = numbers(output.shape, 99);
  const trained = layer.trainableWeights.map(w => w.val), all = layer.getWeights();
  const sum = () => call(given).mul(factors).sum();
  if (all.length !== weights.length) throw new Error(`${name} has ${all.length} weights.`);
  if (forwardOnly.test(name)) {
    recorded[name] = { shape: output.shape, output: listed(output) };
    continue;
  }
  let gradients = [];
  if (trained.length > 0) {
    const { grads } = tf.variableGrads(sum, trained);
    gradients = trained.map((variable, i) => listed(weights[i][1].from(grads[variable.name])));
  }
  const wanted = inputs.every(input => !(input instanceof tf.Tensor));
  const slopes = wanted ? tf.grads((...x) => call(x).mul(factors).sum())(given).map(listed) : [];
  recorded[name] = { shape: output.shape, output: listed(output), inputs: slopes, weights: gradients };
}
console.log(JSON.stringify({ tensorflow: tf.version_core, cases: recorded }).replaceAll(/,"(\w+)":\{"shape"/g, ',\n"$1":{"shape"'));
