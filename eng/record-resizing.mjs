// Records what TensorFlow.js makes of small pictures, for tests/Bantam.Vision.Tests. It has TensorFlow's conventions but the bicubic ones.
// In a folder with @tensorflow/tfjs-core and @tensorflow/tfjs-backend-cpu: node record-resizing.mjs > …/Recorded/tensorflow.json
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";

const sizes = [[23, 17, 11, 9], [23, 17, 31, 20], [17, 23, 17, 9], [24, 16, 12, 8], [5, 4, 1, 1], [1, 5, 3, 2], [64, 48, 7, 5]];
const conventions = {
  "tensorflow-nearest": ["resizeNearestNeighbor", false, true], "tensorflow-bilinear": ["resizeBilinear", false, true],
  "tensorflow1-nearest": ["resizeNearestNeighbor", false, false], "tensorflow1-bilinear": ["resizeBilinear", false, false],
  "tensorflow1-nearest-align-corners": ["resizeNearestNeighbor", true, false],
  "tensorflow1-bilinear-align-corners": ["resizeBilinear", true, false],
};

// The picture of record-resizing.py, as bytes.
function picture(width, height) {
  const pixels = new Uint8Array(width * height * 3), whole = Math.floor;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++)
        pixels[i++] = whole(x * 255 / width) + whole(y * 97 / height) + c * 40 + (x * y * 37 + x * 11 + y * 53 + c * 71) % 101
          + 120 * ((whole(x / 3) + whole(y / 4)) % 2);
  return pixels;
}

const cases = [];
for (const [width, height, toWidth, toHeight] of sizes)
  for (const [name, [operation, alignCorners, halfPixelCenters]] of Object.entries(conventions)) {
    const input = tf.tensor3d(Float32Array.from(picture(width, height)), [height, width, 3]);
    const result = tf.image[operation](input, [toHeight, toWidth], alignCorners, halfPixelCenters).dataSync();
    const pixels = Buffer.from(Float32Array.from(result).buffer).toString("base64");
    cases.push({ name, sizes: [width, height, toWidth, toHeight], pixels });
  }
console.log(JSON.stringify({ tensorflow: tf.version_core, cases }, null, 0).replaceAll('},{', '},\n{'));
