// Runs the cases of a folder: one module with a function a case, one memory, one list, one file of expected bytes.

const views = {
  Float: Float32Array, Double: Float64Array, Int32: Int32Array, Int64: BigInt64Array, Int8: Int8Array, UInt8: Uint8Array, Bool: Uint8Array,
};

async function fetchFile(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return response;
}

const fetchBytes = async path => (await fetchFile(path)).arrayBuffer();

/** The bits of an element in hexadecimal, most significant first. */
function bitsOf(view, index) {
  const size = view.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + index * size, size);
  return [...bytes].reverse().map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/** The text of an element: a float with the nine digits that tell it from its neighbours, and zero with its sign. */
function textOf(value) {
  if (Object.is(value, -0)) return "-0";
  return Number.isInteger(value) || typeof value === "bigint" ? String(value) : String(Number(value.toPrecision(9)));
}

/** Null if the range holds the expected bits, else its first difference. NaNs are equal, whatever their payload. */
function compare(range, memory, expected) {
  const View = views[range.type];
  const length = range.length / View.BYTES_PER_ELEMENT;
  const actual = new View(memory, range.address, length);
  const wanted = new View(expected, range.expected, length);
  let first = -1;
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (Object.is(actual[i], wanted[i])) continue;
    if (first < 0) first = i;
    count++;
  }

  return first < 0 ? null : {
    range: range.name, index: first, count,
    actual: textOf(actual[first]), actualBits: bitsOf(actual, first),
    expected: textOf(wanted[first]), expectedBits: bitsOf(wanted, first),
  };
}

/** Runs every case once and returns the failures, as JSON. */
window.runCases = async folder => {
  const [list, code, image] = await Promise.all([
    fetchFile(`${folder}/list.json`).then(file => file.json()), fetchBytes(`${folder}/module.wasm`), fetchBytes(`${folder}/image.bin`),
  ]);
  const memory = new WebAssembly.Memory({ initial: list.pages, maximum: list.pages });
  new Uint8Array(memory.buffer).set(new Uint8Array(image));
  const { instance } = await WebAssembly.instantiate(code, { env: { memory } });
  const roundsOnce = list.probe !== null && instance.exports[list.probe]() === 1;
  const expected = await fetchBytes(`${folder}/expected-${roundsOnce ? "once" : "twice"}.bin`);

  const failures = [];
  for (const { name, function: run, ranges } of list.cases) {
    try {
      instance.exports[run](0, 1);
    } catch (error) {
      failures.push({ name, error: String(error) });
      continue;
    }

    for (const range of ranges) {
      const difference = compare(range, memory.buffer, expected);
      if (difference) failures.push({ name, ...difference });
    }
  }

  return JSON.stringify(failures);
};
