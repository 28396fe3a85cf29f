import { load } from "./bantam.js";
import { classify, draw, toDetections, toInput } from "./bantam-vision.js";
import { element, make, say, sentence, setNotice, setStatus, showBackends, showCameras, showThreads } from "./controls.js";
import { Meter } from "./meter.js";
import { scene } from "./scene.js";
import { Camera, cameraSentence, pictureOf } from "./source.js";

const Address = "./model.json";
const Stroke = 2; // pixels of the screen

const video = element("video"), picture = element("picture"), overlay = element("overlay"), frame = element("frame");
const meter = new Meter();
const camera = new Camera(video, () => {
  showStillAndLook();
  setNotice("The camera went away. Start it again once it is back.");
});

let manifest, model;
let found = []; // what is drawn, in pixels of the source
let running = null; // the frame under way
let wasOn = false; // whether the camera comes back when the page is shown again
let turn = 0; // of pictures that are read at once the last one counts

const source = () => camera.isOn ? video : picture;
const sizeOf = shown => shown === video ? [video.videoWidth, video.videoHeight] : [picture.width, picture.height];

/** One look at what is shown. */
async function look() {
  const shown = source(), [width] = sizeOf(shown);
  if (!model || !width) return;
  const begin = performance.now();
  const using = model;
  let between = begin, after;
  if (using.vision.task === "classify") {
    const classes = await classify(using, shown);
    after = performance.now();
    showClasses(classes);
  } else {
    const { inputs, placement } = toInput(using, shown);
    between = performance.now();
    const outputs = await using.run(inputs);
    after = performance.now();
    if (using !== model || shown !== source()) return;
    found = toDetections(using, outputs, placement, { threshold: Number(element("threshold").value) });
    paint();
    say("result", sentence(found));
  }
  meter.add(after - between, performance.now() - begin);
  meter.show(camera.isOn);
}

/** Looks once no other look is under way; what goes wrong is said. */
function lookAgain() {
  running = (running ?? Promise.resolve()).then(look).catch(error => setNotice(error.message));
  return running;
}

function showClasses(classes) {
  const name = ({ label, class: category }) => label ?? `Class ${category}`;
  say("result", `${name(classes[0])}, ${(100 * classes[0].score).toFixed(1)} %`);
  element("classes").replaceChildren(...classes.map(one => make("li", {},
    make("span", { textContent: name(one) }), make("meter", { value: one.score }), ` ${(100 * one.score).toFixed(1)} %`)));
}

/** The boxes over the picture as it lies in the frame, whole and in its middle. */
function paint() {
  const [width, height] = sizeOf(source());
  const ratio = devicePixelRatio;
  const wide = Math.round(frame.clientWidth * ratio), high = Math.round(frame.clientHeight * ratio);
  if (overlay.width !== wide || overlay.height !== high) Object.assign(overlay, { width: wide, height: high });
  const context = overlay.getContext("2d");
  context.clearRect(0, 0, wide, high);
  const scale = Math.min(wide / width, high / height);
  const left = (wide - width * scale) / 2, top = (high - height * scale) / 2;
  const isMirrored = camera.isOn && element("mirror").checked;
  draw(context, found.map(one => {
    const [x, y, boxWidth, boxHeight] = one.box;
    const begin = isMirrored ? width - x - boxWidth : x;
    const landmarks = one.landmarks.map(([across, down]) =>
      [left + (isMirrored ? width - across : across) * scale, top + down * scale]);
    return { ...one, box: [left + begin * scale, top + y * scale, boxWidth * scale, boxHeight * scale], landmarks };
  }), { stroke: Math.round(Stroke * ratio) });
  frame.dataset.found = found.length;
  frame.dataset.boxes = JSON.stringify(found.map(({ box }) => box.map(Math.round)));
}

async function watch() {
  for (const stream = video.srcObject; camera.isOn && video.srcObject === stream;) {
    await nextFrame();
    if (camera.isOn) await lookAgain();
  }
}

const nextFrame = () => new Promise(resolve => video.requestVideoFrameCallback
  ? video.requestVideoFrameCallback(resolve) : requestAnimationFrame(resolve));

async function startCamera(deviceId) {
  setNotice();
  setStatus("Starting the camera", "busy");
  try {
    if (!await camera.start(deviceId)) return;
  } catch (error) {
    // A start that is given up, as by a picture that is chosen meanwhile, is no failure.
    if (error.name !== "AbortError") setNotice(cameraSentence(error));
    await showStillAndLook();
    return;
  }
  element("mirror").checked = camera.facesUser;
  showSource();
  setStatus("Camera on");
  Camera.list().then(cameras => showCameras(cameras, camera.deviceId));
  watch();
}

/** The still picture takes the place of the camera. */
function showStill() {
  camera.stop();
  showSource();
  setStatus("Ready");
}

function showSource() {
  video.hidden = !camera.isOn;
  picture.hidden = camera.isOn;
  video.classList.toggle("mirrored", element("mirror").checked);
  element("camera").textContent = camera.isOn ? "Stop camera" : "Start camera";
  found = [];
  meter.reset();
  paint();
}

async function showPicture(open, label) {
  const mine = ++turn;
  setNotice();
  try {
    const image = await open();
    if (mine !== turn) return;
    Object.assign(picture, { width: image.width, height: image.height });
    picture.getContext("2d", { willReadFrequently: true }).drawImage(image, 0, 0);
    image.close?.();
    picture.setAttribute("aria-label", label);
    showStill();
    await lookAgain();
  } catch (error) {
    if (mine === turn) setNotice(error.message);
  }
}

const showFile = file => file && showPicture(() => pictureOf(file), file.name || "Picture");

const showSample = () => {
  const { sample } = document.querySelector("main").dataset;
  return showPicture(async () => sample ? pictureOf(await (await fetch(`./${sample}`)).blob()) : scene(), "Sample picture");
};

/** Another backend or number of threads: the model that runs goes on until the other one is there. */
async function change(options) {
  setStatus("Loading the model", "busy");
  try {
    const next = await load(Address, { manifest, ...options });
    const previous = model;
    model = next;
    await running;
    await previous?.close();
    meter.reset();
    setNotice();
    setStatus(camera.isOn ? "Camera on" : "Ready");
  } catch (error) {
    setNotice(error.message);
    setStatus(model ? "Ready" : "Not loaded", model ? "ready" : "failed");
  }
  if (!model) return;
  showBackends(model, backend => change({ backend, threads: "auto" }));
  showThreads(model, manifest.levels[model.backend]);
  element("facts").dataset.backend = model.backend;
  const kilobytes = bytes => Math.round(bytes / 1024).toLocaleString("en");
  say("facts", `${kilobytes(model.codeBytes)} KB of code, ${kilobytes(model.weightBytes)} KB of weights`);
  if (!camera.isOn) await lookAgain();
}

function listen() {
  element("camera").addEventListener("click", () => camera.isOn ? showStillAndLook() : startCamera());
  element("sample").addEventListener("click", showSample);
  element("file").addEventListener("change", ({ target }) => {
    showFile(target.files[0]);
    target.value = "";
  });
  element("threads").addEventListener("change", ({ target }) => change({ backend: model.backend, threads: Number(target.value) }));
  element("devices").addEventListener("change", ({ target }) => startCamera(target.value));
  element("threshold").addEventListener("input", ({ target }) => {
    element("threshold-value").textContent = Number(target.value).toFixed(2);
    if (!camera.isOn) lookAgain();
  });
  element("mirror").addEventListener("change", ({ target }) => {
    video.classList.toggle("mirrored", target.checked);
    paint();
  });
  new ResizeObserver(paint).observe(frame);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      wasOn = camera.isOn;
      if (wasOn) showStill();
    } else if (wasOn) {
      wasOn = false;
      startCamera(element("devices").value || undefined);
    }
  });
  addEventListener("dragover", event => {
    event.preventDefault();
    element("drop").hidden = false;
  });
  addEventListener("dragleave", event => {
    if (!event.relatedTarget) element("drop").hidden = true;
  });
  addEventListener("drop", event => {
    event.preventDefault();
    element("drop").hidden = true;
    showFile(event.dataTransfer.files[0]);
  });
}

function showStillAndLook() {
  showStill();
  return lookAgain();
}

async function start() {
  listen();
  const sample = showSample(), isAllowed = Camera.isAllowed();
  manifest = await (await fetch(Address)).json();
  element("threshold-field").hidden = manifest.vision.task === "classify";
  element("classes").hidden = manifest.vision.task !== "classify";
  await sample;
  await change({ onProgress: share => { element("loading").value = share; } });
  element("loading").hidden = true;
  if (!model) return;
  element("camera").disabled = element("sample").disabled = false;
  if (await isAllowed) await startCamera();
}

start().catch(error => {
  element("loading").hidden = true;
  setStatus("Not loaded", "failed");
  setNotice(error.message);
});
// A page in a sandbox may not even ask whether there are such workers.
(async () => navigator.serviceWorker?.register("./sw.js"))().catch(() => { /* without one the page works, only not offline */ });
