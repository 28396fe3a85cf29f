// What the page says, and its settings.

const MostThreads = 8;

export const element = id => document.getElementById(id);

export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The short line in the header; its state is "busy", "ready" or "failed". */
export function setStatus(text, state = "ready") {
  element("status").textContent = text;
  element("status").dataset.state = state;
}

/** Shows what went wrong until something goes well; nothing hides it. */
export function setNotice(text = "") {
  element("notice").textContent = text;
  element("notice").hidden = !text;
}

/** The backends as radio buttons. */
export function showBackends({ backends, backend }, choose) {
  element("backends").replaceChildren(...backends.map(name => {
    const radio = make("input", { type: "radio", name: "backend", value: name, checked: name === backend });
    radio.addEventListener("change", () => choose(name));
    return make("label", {}, radio, make("span", { textContent: name }));
  }));
}

/** Numbers of threads, or why there is one only. */
export function showThreads({ threads }, level) {
  const { crossOriginIsolated: isIsolated, navigator: { hardwareConcurrency: cores = 1 } } = globalThis;
  const most = isIsolated && level.threaded ? Math.max(Math.min(cores, MostThreads), threads) : 1;
  const select = element("threads");
  select.replaceChildren(...Array.from({ length: most }, (_, i) => make("option", { textContent: i + 1, selected: i + 1 === threads })));
  select.disabled = most === 1;
  element("threads-why").textContent = !level.threaded ? "On this backend the model runs on one thread."
    : !isIsolated ? "Threads need a page that its server isolates from other origins (the headers COOP and COEP), as bantam serve does."
      : cores === 1 ? "This device has one core." : "";
}

/** The cameras to choose from. */
export function showCameras(cameras, chosen) {
  const select = element("devices");
  select.disabled = cameras.length < 2;
  const options = cameras.map(({ deviceId, label }, i) =>
    make("option", { value: deviceId, textContent: label || `Camera ${i + 1}`, selected: deviceId === chosen }));
  if (options.length) select.replaceChildren(...options);
}

/** How many things were found, by their names. */
export function sentence(detections) {
  if (detections.length === 0) return "Nothing found";
  const counts = new Map();
  for (const { label } of detections) if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  const parts = [...counts].map(([label, count]) => `${count} × ${label}`);
  return parts.join(", ") || `${detections.length} found`;
}

/** Changes a text only where it is another, so that a screen reader says each once. */
export function say(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}
