import { BantamError } from "./bantam.js";
import { probabilities } from "./scores.js";
import { nonMaxSuppression } from "./suppression.js";

const sigmoid = x => 1 / (1 + Math.exp(-x));
const around = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

/** How outputs are read, by the kind that the manifest names. Each calls add with left, top, right and bottom in pixels of the input. */
const formats = {
  /** Scores of each class, the background first, and boxes in shares of the input. */
  corners: (outputs, format, size, threshold, add) => classesOf(outputs, format, threshold, scores => scores, at =>
    scaled(outputs[format.boxes].subarray(4 * at, 4 * at + 4), size), add),

  /** The same as logits, and offsets from anchors. */
  ssd: (outputs, format, size, threshold, add) => classesOf(outputs, format, threshold, probabilities, at => {
    const { anchors, variances: [ofCentre, ofSize] } = format;
    const [left, top, right, bottom] = anchors.slice(4 * at, 4 * at + 4);
    const [x, y, width, height] = outputs[format.boxes].subarray(4 * at, 4 * at + 4);
    const [wide, high] = [right - left, bottom - top];
    return scaled(around(
      (left + right) / 2 + x * ofCentre * wide, (top + bottom) / 2 + y * ofCentre * high,
      wide * Math.exp(width * ofSize), high * Math.exp(height * ofSize)), size);
  }, add),

  /** Boxes that the network chose itself; classes count from 1. */
  found: (outputs, { boxes, scores, classes, topFirst }, size, threshold, add) => outputs[scores].forEach((score, i) => {
    if (!(score >= threshold)) return;
    const [a, b, c, d] = outputs[boxes].subarray(4 * i, 4 * i + 4);
    add(topFirst ? scaled([b, a, d, c], size) : [a, b, c, d], Number(outputs[classes][i]) - 1, score);
  }),

  /** Centre and size in pixels of the input, then probabilities. */
  rows: (outputs, { output, count, fields, strides: [ofBox, ofField], firstClass }, size, threshold, add) => {
    const numbers = outputs[output];
    for (let i = 0; i < count; i++) {
      const field = at => numbers[i * ofBox + at * ofField];
      const something = firstClass > 4 ? field(4) : 1;
      if (!(something >= threshold)) continue;
      for (let at = firstClass; at < fields; at++)
        if (something * field(at) >= threshold) add(around(field(0), field(1), field(2), field(3)), at - firstClass, something * field(at));
    }
  },

  /** Logits of one class, and boxes and landmarks as offsets from the centres of cells, all in pixels of the input. */
  landmarks: (outputs, { parts, maps, landmarks }, { width, height }, threshold, add) => {
    const centres = maps.flatMap(([cells, around]) => Array.from({ length: cells * cells * around }, (_, i) => {
      const cell = Math.floor(i / around);
      return [(cell % cells + 0.5) / cells * width, (Math.floor(cell / cells) + 0.5) / cells * height];
    }));
    const fields = 4 + 2 * landmarks;
    let first = 0;
    for (const { scores, boxes } of parts) {
      outputs[scores].forEach((logit, i) => {
        const score = sigmoid(logit);
        if (!(score >= threshold)) return;
        const [x, y] = centres[first + i], own = outputs[boxes].subarray(i * fields, (i + 1) * fields);
        const points = Array.from({ length: landmarks }, (_, p) => [x + own[4 + 2 * p], y + own[5 + 2 * p]]);
        add(around(x + own[0], y + own[1], own[2], own[3]), 0, score, points);
      });
      first += outputs[scores].length;
    }
  },

  /** Maps of cells, which say for each of their anchors where in the cell a centre lies, and how large a box is. */
  maps: (outputs, { maps }, { width, height }, threshold, add) => maps.forEach(
    ({ output, rows, columns, fields, strides: [ofAnchor, ofField, ofRow, ofColumn], anchors }) => {
      for (let anchor = 0; anchor < anchors.length; anchor++)
        for (let row = 0; row < rows; row++)
          for (let column = 0; column < columns; column++) {
            const field = at => outputs[output][anchor * ofAnchor + at * ofField + row * ofRow + column * ofColumn];
            const something = sigmoid(field(4));
            if (!(something >= threshold)) continue;
            const box = around(
              (column + sigmoid(field(0))) * width / columns, (row + sigmoid(field(1))) * height / rows,
              anchors[anchor][0] * Math.exp(field(2)), anchors[anchor][1] * Math.exp(field(3)));
            for (let at = 5; at < fields; at++)
              if (something * sigmoid(field(at)) >= threshold) add(box, at - 5, something * sigmoid(field(at)));
          }
    }),
};

const scaled = ([left, top, right, bottom], { width, height }) => [left * width, top * height, right * width, bottom * height];

function classesOf(outputs, { scores: name, classes }, threshold, likely, boxOf, add) {
  const all = outputs[name];
  for (let i = 0; i * classes < all.length; i++) {
    const scores = likely(all.subarray(i * classes, (i + 1) * classes));
    for (let c = 1; c < classes; c++) if (scores[c] >= threshold) add(boxOf(i), c - 1, scores[c]);
  }
}

/** What a detector's outputs say is in a picture: boxes in its pixels that end at its edges, by falling score. */
export function toDetections(model, outputs, placement, { threshold = 0.5, iou = 0.45, labels = model.vision?.labels, most = 300 } = {}) {
  const { format, input } = model.vision ?? {};
  const read = formats[format?.kind];
  if (!read)
    throw new BantamError("input", "This bundle says of no detector how its outputs are read; compile the model with --page camera.");
  const found = [];
  // Scores are floats, and the nearest one to 0.7 is below it.
  read(outputs, format, input, Math.fround(threshold), (box, category, score, landmarks = []) =>
    found.push({ box, class: category, score, landmarks }));
  for (const one of found) {
    const [left, top, right, bottom] = one.box;
    one.box = [left, top, right - left, bottom - top];
  }
  return nonMaxSuppression(found, Math.fround(iou)).slice(0, most).map(({ box, class: category, score, landmarks }) => ({
    box: inPicture(box, placement), score, class: category, label: labels?.[category],
    landmarks: landmarks.map(point => toPicture(point, placement)),
  }));
}

const toPicture = ([x, y], { pictureWidth, pictureHeight, width, height, left, top }) =>
  [(x - left) * pictureWidth / width, (y - top) * pictureHeight / height];

/** A box as far as it lies in the picture. */
function inPicture([x, y, wide, high], placement) {
  const within = point => toPicture(point, placement).map((at, axis) =>
    Math.min(Math.max(at, 0), axis === 0 ? placement.pictureWidth : placement.pictureHeight));
  const [left, top] = within([x, y]), [right, bottom] = within([x + wide, y + high]);
  return [left, top, right - left, bottom - top];
}
