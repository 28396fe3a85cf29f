import { LossChart } from "./chart.js";
import { sentence, setStatus, showBanner } from "./notices.js";
import { paintImage } from "./picture.js";
import { Digits } from "./symbols.js";
import { Lesson, train } from "./training.js";

const Steps = 150;
const BatchSize = 16;
const LearningRate = 1e-3;
const Fewest = 3;             // samples before training makes sense
const Places = 5;             // for samples, shown empty at first: they say how many to draw
const SecondThought = 4000;   // milliseconds in which "forget" wants its second click

const element = id => document.getElementById(id);
const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * The panel that collects samples of a symbol and trains the network on them. The page supplies its parts and
 * takeImage() → the drawn image, cleared from the canvas; onBusy(busy), onLearned(), reopen({ asShipped }).
 */
export class Teach {
  #page;
  #chart = new LossChart(element("loss-chart"));
  #stop = null;
  #confirming = 0;
  #canDraw = false;

  constructor(page) {
    this.#page = page;
    element("teach-name").addEventListener("input", () => this.refresh());
    element("teach-add").addEventListener("click", () => this.#add());
    element("teach-train").addEventListener("click", () => this.#train());
    element("teach-stop").addEventListener("click", () => this.#stop?.abort());
    element("teach-forget").addEventListener("click", () => this.#forget());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.refresh());
    this.#chart.start(0);
  }

  get #name() {
    return element("teach-name").value.trim();
  }

  get #symbol() {
    return this.#page.symbols.find(this.#name);
  }

  /** Tells the panel whether there is a drawing to add. */
  setDrawn(drawn) {
    if (this.#canDraw === drawn) return;
    this.#canDraw = drawn;
    this.#refreshButtons();
  }

  /** Shows the symbol whose name is in the field, after anything about it may have changed. */
  refresh() {
    const { symbols } = this.#page;
    const samples = this.#symbol?.samples ?? [];
    const free = Array.from({ length: Math.max(0, Places - samples.length) }, emptyPlace);
    element("samples").replaceChildren(...samples.map((image, index) => this.#thumbnail(image, index)), ...free);
    this.#refreshKnown(symbols.all);
    element("teach-advice").textContent = this.#advice();
    this.#refreshButtons();
  }

  #refreshKnown(all) {
    const known = element("known"), focused = Array.from(known.children).findIndex(item => item.contains(document.activeElement));
    known.replaceChildren(...all.map(symbol => this.#chip(symbol)));
    // Hidden, the list would lose the focus of whoever has just chosen the only symbol from it.
    known.hidden = focused < 0 && all.every(symbol => symbol === this.#symbol);
    known.children[focused]?.querySelector("button").focus();
  }

  #refreshButtons() {
    const open = this.#page.network.isOpen, busy = this.#stop !== null;
    const add = element("teach-add"), forget = element("teach-forget");
    add.textContent = this.#name ? `Add to ${this.#name}` : "Add sample";
    add.disabled = !open || busy || !this.#canDraw;
    element("teach-train").disabled = !open || busy || (this.#symbol?.samples.length ?? 0) < Fewest;
    element("teach-train").hidden = busy;
    element("teach-stop").hidden = !busy;
    element("teach-name").disabled = busy;
    forget.hidden = this.#page.symbols.all.length === 0;
    forget.disabled = !open || busy;
  }

  #advice() {
    const symbol = this.#symbol, count = symbol?.samples.length ?? 0;
    if (!this.#name) return "Give it a name: a word, a letter or an emoji.";
    if (count === 0) return `Draw ${this.#name} in the box and add it, a few times over. Five samples work well.`;
    if (count < Fewest) return `${counted(count, "sample")} so far; ${Fewest - count} more and it can train.`;
    if (symbol.trained)
      return `It knows ${this.#name} from ${counted(count, "sample")}. Draw it to see; add more and train again to make it surer.`;
    return `${counted(count, "sample")}, ready to train. More make it surer.`;
  }

  #thumbnail(image, index) {
    const item = document.createElement("li"), picture = document.createElement("canvas"), remove = document.createElement("button");
    item.dataset.testid = `sample-${index}`;
    remove.type = "button";
    remove.textContent = "×";
    remove.dataset.testid = `sample-delete-${index}`;
    remove.setAttribute("aria-label", `Delete sample ${index + 1} of ${this.#name}`);
    remove.disabled = this.#stop !== null;
    remove.addEventListener("click", () => this.#delete(index));
    item.append(picture, remove);
    // The colour of the ink is known only once the canvas is in the page.
    requestAnimationFrame(() => paintImage(picture, image));
    return item;
  }

  #chip(symbol) {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = symbol.name;
    button.className = symbol.trained ? "chip trained" : "chip";
    button.setAttribute("aria-pressed", String(symbol === this.#symbol));
    button.title = symbol.trained ? "taught" : "not trained yet";
    button.disabled = this.#stop !== null;
    button.addEventListener("click", () => {
      element("teach-name").value = symbol.name;
      this.refresh();
    });
    item.append(button);
    return item;
  }

  async #add() {
    const { symbols, network, takeImage } = this.#page;
    if (!this.#name) {
      element("teach-name").focus();
      return;
    }
    const symbol = this.#symbol ?? symbols.create(this.#name, network.classes);
    if (!symbol) {
      const places = network.classes - Digits;
      showBanner(places > 0
        ? `All ${places} free places of this network are taken. Forget what it was taught to start again.`
        : "This network has no free place for a new symbol.");
      return;
    }
    symbol.samples.push(takeImage());
    const kept = this.#keep(() => symbols.put(symbol));
    this.refresh();
    await kept;
  }

  async #delete(index) {
    const { symbols } = this.#page, symbol = this.#symbol;
    symbol.samples.splice(index, 1);
    const gone = symbol.samples.length === 0 && !symbol.trained;
    const kept = this.#keep(() => gone ? symbols.remove(symbol) : symbols.put(symbol));
    this.refresh();
    element("samples").querySelectorAll("button")[Math.max(0, index - 1)]?.focus();
    await kept;
  }

  async #train() {
    const { symbols, network, loadReplay, onLearned } = this.#page, symbol = this.#symbol;
    const begin = performance.now();
    this.#setBusy(new AbortController());
    setStatus(`Learning ${symbol.name}`, "busy");
    try {
      const trainer = await network.trainer({ learningRate: LearningRate, batchSize: BatchSize });
      const lesson = new Lesson(symbols.all.filter(other => other.trained || other === symbol), await loadReplay());
      this.#chart.start(Steps);
      const taken = await train(trainer, lesson, {
        steps: Steps, batchSize: BatchSize, signal: this.#stop.signal, onStep: (step, loss) => this.#progress(step, loss),
      });
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      symbol.trained ||= taken > 0;
      onLearned();
      await this.#keep(async () => {
        await network.save();
        await symbols.put(symbol);
      });
      setStatus(taken === Steps ? `Learned ${symbol.name} in ${seconds} s` : `Stopped at step ${taken} of ${Steps}`);
    } catch (error) {
      setStatus("Training failed", "failed");
      showBanner(`Training failed. ${sentence(error)}`);
      await this.#page.reopen();
    } finally {
      this.#setBusy(null);
    }
  }

  #progress(step, loss) {
    this.#chart.add(loss);
    const mean = this.#chart.current.toFixed(3);
    element("teach-progress").value = step / Steps;
    element("loss-caption").textContent = `Step ${step} of ${Steps}, loss ${mean}`;
    if (step === 1 || step === Steps)
      element("loss-chart").setAttribute("aria-label", `Loss over training steps: ${mean} at step ${step} of ${Steps}.`);
  }

  #setBusy(stop) {
    const hadFocus = document.activeElement?.closest("#teach-train, #teach-stop");
    this.#stop = stop;
    element("teach-progress").value = 0;
    element("teach-loss").classList.toggle("running", stop !== null);
    this.#page.onBusy(stop !== null);
    this.refresh();
    if (hadFocus) element(stop ? "teach-stop" : "teach-train").focus();
  }

  async #forget() {
    const button = element("teach-forget");
    if (this.#confirming === 0) {
      button.textContent = "Really forget?";
      this.#confirming = setTimeout(() => this.#calmDown(), SecondThought);
      return;
    }
    this.#calmDown();
    const { symbols, network, reopen, onLearned } = this.#page;
    await this.#keep(() => symbols.clear());
    // The weights as shipped overwrite the learned ones in storage, so that nothing of the lesson remains there.
    if (await reopen({ asShipped: true })) await this.#keep(() => network.save());
    this.#chart.start(0);
    element("loss-caption").textContent = "";
    element("loss-chart").setAttribute("aria-label", "Loss while training; nothing trained yet.");
    onLearned();
    this.refresh();
    setStatus("Forgotten");
  }

  #calmDown() {
    clearTimeout(this.#confirming);
    this.#confirming = 0;
    element("teach-forget").textContent = "Forget all";
  }

  async #keep(write) {
    try {
      await write();
    } catch (error) {
      showBanner(`What you taught could not be kept for later. ${sentence(error)} It lasts until this page is closed.`);
    }
  }
}

function emptyPlace() {
  const item = document.createElement("li");
  item.className = "free";
  item.setAttribute("aria-hidden", "true");
  return item;
}
