// The networks of the suite www19-web, and random data in MNIST's shape for them.
// Every network ends in ten classes and learns by cross-entropy.

const convolution = (filters, size, padding) => ({ kind: "convolution", filters, size, padding });
const pool = size => ({ kind: "pool", size });
const flatten = { kind: "flatten" };
const dense = units => ({ kind: "dense", units });

const cases = {
  "cnn-keras": {
    input: [28, 28, 1],
    layers: [convolution(32, 3, "valid"), convolution(64, 3, "valid"), pool(2), flatten, dense(128)],
    optimizer: "adam", learningRate: 1e-3,
  },
  "cnn-convnetjs": {
    input: [28, 28, 1],
    layers: [convolution(8, 5, "same"), pool(2), convolution(16, 5, "same"), pool(3), flatten],
    optimizer: "sgd", learningRate: 0.01,
  },
};
for (const depth of [1, 2, 4, 8]) {
  for (const width of [64, 128, 256]) {
    cases[`dense-${depth}x${width}`] = {
      input: [784], layers: Array(depth).fill(dense(width)), optimizer: "sgd", learningRate: 0.01,
    };
  }
}

export const caseNames = Object.keys(cases);
export const classes = 10;
export const batchSize = 64;
export const inputSize = 784;

export function caseOf(name) {
  if (!cases[name]) throw new Error(`The case '${name}' is unknown; there are ${caseNames.join(", ")}.`);
  return cases[name];
}

/** A batch of images in [0, 1) and their labels, the same for the same seed. */
export function randomBatch(seed) {
  const random = mulberry32(seed);
  return {
    images: Float32Array.from({ length: batchSize * inputSize }, random),
    labels: Int32Array.from({ length: batchSize }, () => Math.floor(random() * classes)),
  };
}

/** One image in [0, 1), the same for the same seed. */
export function randomSample(seed) {
  return randomBatch(seed).images.subarray(0, inputSize);
}

function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
