// Colours that can be told apart, the first ones with most kinds of colour blindness too (Okabe and Ito 2008): those of Palette on .NET.
const first = [[230, 159, 0], [86, 180, 233], [0, 158, 115], [240, 228, 66], [0, 114, 178], [213, 94, 0], [204, 121, 167]];
const HueStep = 0.618033988749895; // neighbours of the golden ratio are far from each other on the circle of hues

/** The colour of a class as [red, green, blue]. */
export function paletteColour(index) {
  const step = Math.max(index, 0) - first.length;
  if (step < 0) return first[Math.max(index, 0)];
  const hue = step * HueStep % 1, value = step % 2 === 0 ? 0.95 : 0.65;
  return [5, 3, 1].map(offset => {
    const k = (offset + hue * 6) % 6;
    return Math.trunc(255 * value * (1 - 0.75 * Math.min(Math.max(Math.min(k, 4 - k), 0), 1)));
  });
}

const overlap = ([x, y, width, height], [x2, y2, width2, height2]) =>
  Math.min(x + width, x2 + width2) > Math.max(x, x2) && Math.min(y + height, y2 + height2) > Math.max(y, y2);

/**
 * Draws boxes with labels and scores, and landmarks, in the context's pixels. A label that would cover another box or the label of
 * something surer is left out. Lines are stroke pixels wide, and letters follow.
 */
export function draw(context, detections, { stroke } = {}) {
  const { width, height } = context.canvas;
  const line = stroke ?? Math.max(1, Math.trunc(Math.max(width, height) / 480));
  const size = Math.max(10, 7 * line), tall = size + 2 * line;
  const found = [...detections].sort((a, b) => b.score - a.score);
  context.save();
  Object.assign(context, { lineWidth: line, font: `600 ${size}px system-ui, sans-serif`, textBaseline: "middle" });
  for (const { box: [x, y, wide, high], class: category, landmarks = [] } of [...found].reverse()) {
    context.strokeStyle = context.fillStyle = `rgb(${paletteColour(category)})`;
    context.strokeRect(x + line / 2, y + line / 2, Math.max(wide - line, 0), Math.max(high - line, 0));
    for (const [pointX, pointY] of landmarks) {
      context.beginPath();
      context.arc(pointX, pointY, Math.min(2 * line, Math.max(1, wide / 24)), 0, 2 * Math.PI); // a small face is not covered
      context.fill();
    }
  }
  const taken = [];
  for (const { box, class: category, label, score } of found) {
    const text = label ? `${label} ${score.toFixed(2)}` : score.toFixed(2);
    const wide = context.measureText(text).width + 4 * line;
    const left = Math.max(0, Math.min(box[0], width - wide));
    const top = box[1] >= tall ? box[1] - tall : Math.max(0, Math.min(box[1], height - tall));
    const place = [left, top, wide, tall];
    if (taken.some(other => overlap(other, place)) || found.some(other => other.box !== box && overlap(other.box, place))) continue;
    taken.push(place);
    const [red, green, blue] = paletteColour(category);
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(...place);
    context.fillStyle = 299 * red + 587 * green + 114 * blue > 140_000 ? "#000" : "#fff";
    context.fillText(text, left + 2 * line, top + tall / 2);
  }
  context.restore();
}
