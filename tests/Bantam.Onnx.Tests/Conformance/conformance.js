// Runs the bundles of node tests one after the other, as a page does that loads them.

import { load } from "./bantam.js";

const arrays = {
  float32: Float32Array, float64: Float64Array, float16: Uint16Array, bfloat16: Uint16Array, bool: Uint8Array,
  int8: Int8Array, uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array,
  int64: BigInt64Array,
};

const decode = (type, elements) => new arrays[type](Uint8Array.from(atob(elements), letter => letter.charCodeAt(0)).buffer);

function encode({ buffer, byteOffset, byteLength }) {
  let text = "";
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) text += String.fromCharCode(byte);
  return btoa(text);
}

async function run({ name, inputs }) {
  const model = await load(`./${name}/model.json`, { worker: false });
  const types = Object.fromEntries(model.inputs.map(input => [input.name, input.type]));
  const outputs = await model.run(Object.fromEntries(inputs.map(input => [input.name, decode(types[input.name], input.elements)])));
  await model.close();
  return Object.fromEntries(Object.entries(outputs).map(([output, elements]) => [output, encode(elements)]));
}

/** The outputs of each, or the error that it ends in; as JSON, like what it takes. */
window.runTests = async tests => {
  const answers = [];
  for (const test of JSON.parse(tests)) {
    try {
      answers.push({ name: test.name, outputs: await run(test) });
    } catch (error) {
      answers.push({ name: test.name, error: String(error) });
    }
  }

  return JSON.stringify(answers);
};
