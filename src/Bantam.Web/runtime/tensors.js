import { BantamError } from "./errors.js";

// Floats of 16 bits are their bits: browsers of a few years ago have no array of them.
const arrays = {
  float32: Float32Array, float64: Float64Array, float16: Uint16Array, bfloat16: Uint16Array, bool: Uint8Array,
  int8: Int8Array, uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array,
  int64: BigInt64Array,
};

/** The elements in a piece of memory as the typed array of their type. */
export const elements = (type, { buffer, byteOffset, byteLength }) =>
  new arrays[type](buffer, byteOffset, byteLength / arrays[type].BYTES_PER_ELEMENT);

/** The bytes of a typed array. */
export const bytesOf = array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const describe = ({ name, type, shape }) => `${name} (${type}[${shape}])`;

/** Checks that the arrays are those that a call takes, and returns the bytes of each by name. */
export function checkInputs(call, specs, given) {
  const listed = specs.map(describe).join(", ");
  if (given === null || typeof given !== "object")
    throw new BantamError("input", `${call} takes an object with a typed array for each input: ${listed}.`);
  const unknown = Object.keys(given).find(name => !specs.some(spec => spec.name === name));
  if (unknown !== undefined) throw new BantamError("input", `There is no input '${unknown}'; ${call} takes ${listed}.`);
  return Object.fromEntries(specs.map(spec => {
    const array = Object.hasOwn(given, spec.name) ? given[spec.name] : undefined;
    return [spec.name, checkInput(call, spec, array)];
  }));
}

function checkInput(call, spec, array) {
  const expected = arrays[spec.type];
  if (array === undefined) throw new BantamError("input", `The input '${spec.name}' is missing; ${call} takes ${describe(spec)}.`);
  const isSame = array instanceof expected || (spec.type === "uint8" && array instanceof Uint8ClampedArray)
    || (spec.type === "float16" && array?.constructor?.name === "Float16Array");
  // Labels are 64 bits wide in many models, and 32 bits in every page.
  const isNarrower = spec.type === "int64" && array instanceof Int32Array;
  if (!isSame && !isNarrower) {
    const kind = array?.constructor?.name ?? typeof array;
    throw new BantamError("input", `The input ${describe(spec)} takes a ${expected.name}; this is a value of type ${kind}.`);
  }

  if (spec.classes) checkLabels(spec, array);
  try {
    return bytesOf(isSame ? array : BigInt64Array.from(array, BigInt));
  } catch (error) {
    const text = `The input ${describe(spec)} was given away: its buffer was transferred, and nothing is left in it.`;
    throw new BantamError("input", text, error);
  }
}

/** Code adds nothing to the loss for a label that is no class, so that training would go on with less than was given. */
function checkLabels({ name, classes }, labels) {
  const wrong = labels.findIndex(label => !(label >= 0 && label < classes));
  if (wrong < 0) return;
  const range = `0 to ${classes - 1}`;
  throw new BantamError("input", `The input '${name}' takes the numbers of classes, ${range}; element ${wrong} is ${labels[wrong]}.`);
}

/** Whether calls take any number of these. */
export const isBatched = ({ shape }) => shape[0] === "batch";

/** How many samples the inputs have, all of them the same number. */
export function samplesIn(specs, run, given) {
  let known;
  for (const spec of specs) {
    const bytes = given[spec.name];
    const length = run.inputs[spec.name][1] / (isBatched(spec) ? run.batch : 1);
    const count = bytes.length / length;
    if (!isBatched(spec)) {
      if (count !== 1) throw wrongLength(spec, length, bytes);
      continue;
    }

    if (!Number.isInteger(count) || count === 0) throw wrongLength(spec, length, bytes, true);
    known ??= { name: spec.name, count };
    if (count !== known.count) {
      const counts = `${known.count} in '${known.name}' and ${count} in '${spec.name}'`;
      throw new BantamError("input", `All inputs take the same number of samples; there are ${counts}.`);
    }
  }
  return known?.count ?? run.batch;
}

function wrongLength(spec, wanted, bytes, isSample = false) {
  const size = arrays[spec.type].BYTES_PER_ELEMENT;
  const count = `${isSample ? "one or more samples of " : ""}${wanted / size} elements`;
  return new BantamError("input", `The input ${describe(spec)} takes ${count}; ${bytes.length / size} elements were given.`);
}
