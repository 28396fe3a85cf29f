// Weights as a file: safetensors (https://github.com/huggingface/safetensors), which other tools read as well.

import { BantamError } from "./errors.js";
import { elements } from "./tensors.js";

const dtypes = {
  float32: "F32", float64: "F64", float16: "F16", bfloat16: "BF16", bool: "BOOL",
  int8: "I8", uint8: "U8", int16: "I16", uint16: "U16", int32: "I32", uint32: "U32", int64: "I64",
};

/** A file of what lies in memory: the length of the header, the header in JSON, and the values one after the other. */
export function encodeWeights(variables, values) {
  variables.forEach((variable, i) => requireNumbers(variable, values[i], "These weights are no numbers any more and are not saved"));
  let at = 0;
  const header = { __metadata__: { format: "bantam" } };
  variables.forEach(({ name, type, shape }, i) => {
    header[name] = { dtype: dtypes[type], shape, data_offsets: [at, at += values[i].length] };
  });
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(start + at).fill(32, 8, start);
  new DataView(file.buffer).setUint32(0, start - 8, true);
  file.set(text, 8);
  let end = start;
  values.forEach((value, i) => {
    const { shape, axes } = variables[i];
    file.set(axes ? transpose(value, axes.map(axis => shape[axis]), axes.map((_, axis) => axes.indexOf(axis))) : value, end);
    end += value.length;
  });
  return file;
}

/** The values by name as they lie in memory, of those variables that the file has; the optimizer's may be absent. */
export function decodeWeights(variables, file) {
  const header = readHeader(file);
  const start = 8 + header.length;
  const values = new Map();
  for (const { name, type, shape, bytes, axes, optimizer } of variables) {
    const found = header.tensors[name];
    if (!found && optimizer) continue;
    const was = found ? `${found.dtype}[${found.shape}]` : "nothing", is = `${dtypes[type]}[${shape}]`;
    if (was !== is) throw new BantamError("weights", `These weights are of another model: '${name}' is ${is} here and ${was} there.`);
    const [from, to] = found.data_offsets ?? [];
    if (to - from !== bytes || !(Number.isInteger(from) && from >= 0) || start + to > file.length) {
      const place = `${from} to ${to} of ${file.length - start}`;
      throw new BantamError("weights", `These weights are damaged: '${name}' takes ${bytes} bytes and lies at ${place}.`);
    }
    const value = file.subarray(start + from, start + to);
    requireNumbers({ name, type }, value, "These weights are no numbers");
    values.set(name, axes ? transpose(value, shape, axes) : value);
  }
  return values;
}

/** Infinity may be meant, as in a mask; NaN never is. */
function requireNumbers({ name, type }, bytes, what) {
  if (type !== "float32" && type !== "float64") return;
  const wrong = elements(type, bytes.slice()).findIndex(Number.isNaN);
  if (wrong >= 0) throw new BantamError("weights", `${what}: element ${wrong} of '${name}' is NaN.`);
}

/** Elements with their axes in another order: place i of the result is axis order[i] of what is given. */
function transpose(bytes, shape, order) {
  const product = sizes => sizes.reduce((result, size) => result * size, 1);
  const size = bytes.length / product(shape);
  const strides = shape.map((_, axis) => size * product(shape.slice(axis + 1)));
  const result = new Uint8Array(bytes.length);
  let to = 0;
  const walk = (place, from) => {
    if (place === order.length) {
      for (let i = 0; i < size; i++) result[to++] = bytes[from + i];
      return;
    }
    for (let i = 0; i < shape[order[place]]; i++) walk(place + 1, from + i * strides[order[place]]);
  };
  walk(0, 0);
  return result;
}

function readHeader(file) {
  const cutOff = needs => new BantamError("weights", `These weights are cut off: there are ${file.length} bytes, and ${needs}.`);
  if (file.length < 8) throw cutOff("the length of the header alone takes 8");
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - 8) throw cutOff(`the header alone takes ${length + 8}`);
  try {
    return { length, tensors: Object(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))) };
  } catch (error) {
    throw new BantamError("weights", "These weights are damaged: their header is not JSON.", error);
  }
}
