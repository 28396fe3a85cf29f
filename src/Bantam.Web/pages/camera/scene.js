// A scene for where there is no picture: two people on a meadow, drawn.

const Width = 960, Height = 720;

export function scene() {
  const canvas = Object.assign(document.createElement("canvas"), { width: Width, height: Height });
  const context = canvas.getContext("2d");
  const sky = context.createLinearGradient(0, 0, 0, Height);
  sky.addColorStop(0, "#7fb4dc");
  sky.addColorStop(1, "#e8f1f4");
  fill(context, sky, () => context.rect(0, 0, Width, Height));
  fill(context, "#fbe3a1", () => context.arc(820, 120, 60, 0, 7));
  fill(context, "#7d9f6b", () => context.ellipse(240, 700, 620, 260, 0, 0, 7));
  fill(context, "#5f8a5b", () => context.ellipse(800, 740, 600, 260, 0, 0, 7));
  person(context, 320, 330, 105, { skin: ["#f0c9a8", "#c98f68"], hair: "#3a2618", clothes: "#b5482f" });
  person(context, 650, 360, 98, { skin: ["#c68f66", "#8b5a3a"], hair: "#171310", clothes: "#2f5f8a" });
  return canvas;
}

function fill(context, style, path) {
  context.fillStyle = style;
  context.beginPath();
  path();
  context.fill();
}

/** Head and shoulders; size is half of the width of the face. */
function person(context, x, y, size, { skin: [light, dark], hair, clothes }) {
  const oval = (style, dx, dy, wide, high) =>
    fill(context, style, () => context.ellipse(x + dx * size, y + dy * size, wide * size, high * size, 0, 0, 7));
  oval(clothes, 0, 3.1, 1.9, 1.6);
  fill(context, dark, () => context.roundRect(x - 0.42 * size, y + 0.8 * size, 0.84 * size, 1.1 * size, 0.3 * size));
  oval(hair, 0, -0.28, 1.08, 1.22);
  const face = context.createRadialGradient(x - 0.25 * size, y - 0.2 * size, 0.2 * size, x, y, 1.5 * size);
  face.addColorStop(0, light);
  face.addColorStop(1, dark);
  oval(face, 0, 0.08, 0.9, 1.18);
  fill(context, hair, () => context.ellipse(x, y - 0.72 * size, 0.86 * size, 0.46 * size, 0, Math.PI, 0));
  for (const side of [-1, 1]) {
    oval(dark, side * 0.36, -0.08, 0.24, 0.15);
    oval("#f6f2ec", side * 0.36, -0.06, 0.19, 0.1);
    oval("#2a1c14", side * 0.36, -0.06, 0.09, 0.1);
    oval(hair, side * 0.37, -0.3, 0.26, 0.055);
  }
  oval(dark, 0, 0.42, 0.15, 0.09);
  fill(context, light, () => context.ellipse(x, y + 0.22 * size, 0.07 * size, 0.24 * size, 0, 0, 7));
  oval("#8f3b34", 0, 0.74, 0.34, 0.1);
  oval(dark, 0, 0.93, 0.22, 0.03);
}
