// Runs the cases of a folder: one module with a function a case, one memory, one list, one file of expected bytes.

const views = {
  Float: Float32Array, Double: Float64Array, Int32: Int32Array, Int64: BigInt64Array, Int8: Int8Array, UInt8: Uint8Array, Bool: Uint8Array,
  Int16: Int16Array, UInt16: Uint16Array, UInt32: Uint32Array, Float16: Uint16Array, BFloat16: Uint16Array,
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

/** The functions of a module, of WebAssembly or of JavaScript, and their memory. */
async function openModule(path, pages) {
  if (path.endsWith(".js")) {
    const buffer = new ArrayBuffer(pages << 16);
    return { buffer, functions: (await import(`./${path}`)).default(buffer) };
  }

  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { instance } = await WebAssembly.instantiate(await fetchBytes(path), { env: { memory } });
  return { buffer: memory.buffer, functions: instance.exports };
}

/** Runs every case once and returns the failures, as JSON. */
window.runCases = async folder => {
  const [list, image] = await Promise.all([fetchFile(`${folder}/list.json`).then(file => file.json()), fetchBytes(`${folder}/image.bin`)]);
  const { buffer, functions } = await openModule(`${folder}/${list.module}`, list.pages);
  new Uint8Array(buffer).set(new Uint8Array(image));
  const roundsOnce = list.probe !== null && functions[list.probe]() === 1;
  const expected = await fetchBytes(`${folder}/expected-${roundsOnce ? "once" : "twice"}.bin`);

  const failures = [];
  for (const { name, function: run, ranges } of list.cases) {
    try {
      functions[run](0, 1);
    } catch (error) {
      failures.push({ name, error: String(error) });
      continue;
    }

    for (const range of ranges) {
      const difference = compare(range, buffer, expected);
      if (difference) failures.push({ name, ...difference });
    }
  }

  return JSON.stringify(failures);
};
