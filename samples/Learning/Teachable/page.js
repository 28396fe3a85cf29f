import { load } from "./bantam.js";

const Side = 32, Batch = 16, Most = 200; // samples of a class
const element = id => document.getElementById(id);
const canvas = Object.assign(document.createElement("canvas"), { width: Side, height: Side });
const context = canvas.getContext("2d", { willReadFrequently: true });
const samples = [];
let held = -1;

/** The middle of the video's frame as bytes, red, green and blue of each pixel. */
function look(video) {
  const { videoWidth: width, videoHeight: height } = video, side = Math.min(width, height);
  context.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, Side, Side);
  return context.getImageData(0, 0, Side, Side).data.filter((_, i) => i % 4 < 3);
}

/** A batch with equally many samples of each class that has some. */
function draw() {
  const taught = samples.flatMap((own, label) => own.length > 0 ? [label] : []);
  const image = new Uint8Array(Batch * Side * Side * 3), label = new Int32Array(Batch);
  for (let i = 0; i < Batch; i++) {
    label[i] = taught[i % taught.length];
    const own = samples[label[i]];
    image.set(own[Math.floor(Math.random() * own.length)], i * Side * Side * 3);
  }
  return { image, label };
}

function addClass(index) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Thing ${index + 1}` });
  item.append(button, document.createElement("meter"), document.createElement("span"));
  button.addEventListener("pointerdown", () => { held = index; });
  button.addEventListener("keydown", event => { if (event.key === " " || event.key === "Enter") held = index; });
  for (const end of ["pointerup", "pointerleave", "keyup", "blur"]) button.addEventListener(end, () => { held = -1; });
  samples.push([]);
  element("classes").append(item);
}

async function start() {
  const [model, stream] = await Promise.all([load("./model.json"), navigator.mediaDevices.getUserMedia({ video: true })]);
  const trainer = await model.trainer(), video = element("video");
  for (let i = 0; i < model.outputs[0].shape.at(-1); i++) addClass(i);
  video.srcObject = stream;
  await video.play();
  element("status").textContent = "Hold a button down while you show it something.";
  for (;;) {
    const image = look(video);
    if (held >= 0) {
      samples[held].push(image);
      if (samples[held].length > Most) samples[held].shift();
    }
    if (samples.filter(own => own.length > 0).length > 1) {
      const { loss } = await trainer.step(draw());
      element("status").textContent = `Learning; the loss is ${loss.toFixed(3)}.`;
    }
    const { output } = await model.run({ image });
    const best = output.indexOf(Math.max(...output));
    [...element("classes").children].forEach((item, i) => {
      item.classList.toggle("is-best", i === best && samples[i].length > 0);
      item.children[1].value = output[i];
      item.children[2].textContent = samples[i].length;
    });
    await new Promise(requestAnimationFrame);
  }
}

start().catch(error => {
  element("status").textContent = "";
  element("error").textContent = error.message;
});
