// A stroke is a list of points { x, y } in the unit square. The picture on screen and the one for the network are drawn
// from the same strokes by the same path, each at its own scale and width of pen.

/** Draws every stroke with a round pen; (x, y) lands at (x * scale + left, y * scale + top). */
export function drawStrokes(context, strokes, { scale, left = 0, top = 0, pen }) {
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = pen;
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * scale + left, y: y * scale + top }));
    context.beginPath();
    context.moveTo(points[0].x, points[0].y);
    // Curves through the middles of the segments hide the corners that a slow pointer leaves.
    for (let i = 1; i < points.length - 1; i++) {
      const here = points[i], next = points[i + 1];
      context.quadraticCurveTo(here.x, here.y, (here.x + next.x) / 2, (here.y + next.y) / 2);
    }
    const last = points[points.length - 1];
    context.lineTo(last.x, last.y);
    context.stroke();
  }
}

/** The box around all points, or null where there are none. */
export function boundsOf(strokes) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const { x, y } of strokes.flat()) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left <= right ? { left, top, width: right - left, height: bottom - top } : null;
}
