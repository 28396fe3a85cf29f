// build.mjs BUNDLER FOLDER: builds the page of a folder into its folder dist, as each bundler does without any settings.

import { copyFile } from "node:fs/promises";
import { join } from "node:path";

const [bundler, root] = process.argv.slice(2), dist = join(root, "dist");
if (bundler === "vite") {
  const { build } = await import("vite");
  await build({ root, logLevel: "error" });
} else {
  const { default: webpack } = await import("webpack");
  const options = {
    mode: "production", context: root, entry: "./main.js", output: { path: dist, filename: "main.js", clean: true },
    performance: { hints: false },
  };
  await new Promise((resolve, reject) => webpack(options, (error, stats) => {
    const problems = error ?? (stats.hasErrors() || stats.hasWarnings() ? stats.toString({ colors: false }) : null);
    if (problems) reject(problems);
    else resolve();
  }));
  await copyFile(join(root, "index.html"), join(dist, "index.html"));
}
