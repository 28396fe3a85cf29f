/** The area that two boxes [x, y, width, height] share over that of what they cover together. */
function shared([x, y, width, height], [x2, y2, width2, height2]) {
  const across = Math.min(x + width, x2 + width2) - Math.max(x, x2);
  const down = Math.min(y + height, y2 + height2) - Math.max(y, y2);
  return across > 0 && down > 0 ? across * down / (width * height + width2 * height2 - across * down) : 0;
}

/** Leaves out each detection that shares more than iou with one of its class and a higher score; the rest by falling score. */
export function nonMaxSuppression(detections, iou = 0.45) {
  const kept = [];
  for (const one of detections.filter(({ score }) => !Number.isNaN(score)).sort((a, b) => b.score - a.score))
    if (kept.every(other => other.class !== one.class || shared(one.box, other.box) <= iou)) kept.push(one);
  return kept;
}
