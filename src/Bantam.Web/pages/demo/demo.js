import { Drawing } from "./canvas.js";
import { Network } from "./network.js";
import { sentence, setStatus, showBanner } from "./notices.js";
import { Prediction } from "./prediction.js";
import { imageOf } from "./preprocess.js";
import { Symbols } from "./symbols.js";
import { Teach } from "./teach.js";
import { loadReplay } from "./training.js";

const WarmUps = 15; // inferences after opening, so that the time shown is settled soon
const BackendNames = { "wasm-relaxed": "Relaxed SIMD", "wasm-simd": "SIMD", webgpu: "WebGPU", js: "JavaScript" };

const element = id => document.getElementById(id);
const reload = { label: "Try again", run: () => location.reload() };

const symbols = new Symbols();
const network = new Network();
const prediction = new Prediction();
const drawing = new Drawing(element("canvas"), onDrawn);
const teach = new Teach({ symbols, network, takeImage, reopen, onBusy, onLearned, loadReplay: () => replay });
let replay = null;
let remembering = Promise.resolve();
let reopening = Promise.resolve();

async function start() {
  prediction.setSymbols([]);
  teach.refresh();
  element("clear").addEventListener("click", () => drawing.clear());
  element("undo").addEventListener("click", () => drawing.undo());

  // Imported here rather than above, so that a missing or refused runtime still leaves a page that can say so.
  const runtime = await import("./bantam.js");

  remembering = remember();
  network.use(runtime);
  await openTaught();
  // Fetched now, not when it is wanted: by then the network may be cut.
  replay = loadReplay().catch(() => null);
  showBackends(network.backends);
  teach.refresh();
  onDrawn({ ended: true });
  // A page in a sandbox may not even ask whether there are such workers.
  (async () => navigator.serviceWorker?.register("./sw.js"))().catch(() => { /* a bundle without one works, only not offline */ });
}

/** Reads what was taught, while the network loads. */
async function remember() {
  try {
    await symbols.open();
    teach.refresh();
  } catch (error) {
    showBanner(`This browser keeps nothing for this page, so what you teach lasts until you close it. ${sentence(error)}`);
  }
}

/** Opens the network with what it was taught; if that cannot be restored, as it was shipped, and says so. */
async function openTaught(backend = "auto") {
  const taught = remembering.then(() => symbols.trained.length > 0);
  let restored = false, problem = "";
  try {
    restored = await openNetwork({ backend, restore: taught });
  } catch (error) {
    if (!await taught) throw error;
    problem = sentence(error);
    await openNetwork({ backend });
  }
  if (await taught && !restored) {
    for (const symbol of symbols.trained) symbol.trained = false;
    showBanner(`What the network had learned is gone from this browser. The samples are still here: train again. ${problem}`);
  }
  prediction.setSymbols(symbols.trained);
}

async function openNetwork(options) {
  const loading = element("loading");
  setStatus("Loading", "busy");
  loading.hidden = false;
  try {
    const opened = network.open({ ...options, onProgress: share => { loading.value = share; } });
    teach.refresh();
    const restored = await opened;
    element("code-size").textContent = size(network.codeBytes);
    element("weight-size").textContent = size(network.weightBytes);
    setStatus("Ready");
    warmUp().catch(() => { /* the first stroke meets the same error and says so */ });
    return restored;
  } finally {
    loading.hidden = true;
  }
}

/** Runs while the page can be used already: a drawing goes first, and opening another network ends it. */
async function warmUp() {
  const image = imageOf([]);
  for (let i = 0; i < WarmUps && network.isOpen; i++) {
    if (reading) await new Promise(requestAnimationFrame);
    else await network.classify(image);
  }
  showTime();
}

/** Opens the network again, on a backend or, to forget, as it was shipped; resolves to whether that worked. */
function reopen(options = {}) {
  // One after another, so that of two quick switches the later one wins.
  return reopening = reopening.then(() => reopenNow(options));
}

async function reopenNow({ backend = network.backend, asShipped = false }) {
  try {
    await (asShipped ? openNetwork({ backend }) : openTaught(backend));
    return true;
  } catch (error) {
    setStatus("Ready");
    showBanner(`The network could not be opened, so the page goes on with the one it had. ${sentence(error)}`);
    return false;
  } finally {
    for (const input of element("backends").querySelectorAll("input")) input.checked = input.value === network.backend;
    teach.refresh();
    onDrawn({ ended: true });
  }
}

function showBackends(names) {
  element("backends").replaceChildren(...names.map(name => {
    const label = document.createElement("label"), input = document.createElement("input"), text = document.createElement("span");
    input.type = "radio";
    input.name = "backend";
    input.value = name;
    input.checked = name === network.backend;
    input.dataset.testid = `backend-${name}`;
    input.addEventListener("change", () => reopen({ backend: name }));
    text.textContent = BackendNames[name] ?? name;
    label.title = name;
    label.append(input, text);
    return label;
  }));
}

function onDrawn({ ended }) {
  const empty = drawing.isEmpty;
  element("hint").hidden = !empty;
  element("undo").disabled = element("clear").disabled = empty;
  teach.setDrawn(!empty);
  if (empty) prediction.clear();
  else if (network.isOpen) readLatest(ended);
}

let reading = false, stale = false, rested = false;

/** Classifies the drawing as it is now. While one inference runs, many strokes may come: only the latest is read next. */
async function readLatest(ended) {
  stale = true;
  rested = ended;
  if (reading) return;
  reading = true;
  try {
    while (stale) {
      stale = false;
      const image = imageOf(drawing.strokes);
      const probabilities = await network.classify(image);
      if (!drawing.isEmpty) prediction.show(probabilities, image, rested);
    }
    showTime();
  } catch (error) {
    setStatus("Cannot read", "failed");
    showBanner(`The network could not read this drawing. ${sentence(error)}`, reload);
  } finally {
    reading = false;
  }
}

function onBusy(busy) {
  for (const input of element("backends").querySelectorAll("input")) input.disabled = busy;
}

function onLearned() {
  prediction.setSymbols(symbols.trained);
  onDrawn({ ended: true });
}

function takeImage() {
  const image = imageOf(drawing.strokes);
  drawing.clear();
  return image;
}

function showTime() {
  const time = network.milliseconds;
  element("inference-time").textContent = time === undefined ? "–" : `${time.toFixed(time < 10 ? 2 : 1)} ms`;
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

start().catch(error => {
  element("loading").hidden = true;
  setStatus("Not loaded", "failed");
  showBanner(`The network could not be loaded. ${sentence(error)}`, reload);
});
