import { BantamError } from "./bantam.js";
import { toDetections } from "./detectors.js";
import { toInput } from "./fit.js";
import { probabilities } from "./scores.js";

/** What is in a picture, by falling score. */
export async function detect(model, source, options) {
  const { inputs, placement } = toInput(model, source);
  return toDetections(model, await model.run(inputs), placement, options);
}

/** The likeliest classes of a picture, the best first. Scores that are no probabilities are taken for logits. */
export async function classify(model, source, { count = 5, labels = model.vision?.labels } = {}) {
  const { inputs } = toInput(model, source);
  const { output } = model.vision;
  if (!output) throw new BantamError("input", "This bundle's model is a detector; classify takes a classifier. Take detect.");
  const scores = probabilities((await model.run(inputs))[output]);
  const order = Array.from(scores, (_, index) => index).sort((a, b) => scores[b] - scores[a]).slice(0, count);
  return order.map(index => ({ class: index, label: labels?.[index], score: scores[index] }));
}
