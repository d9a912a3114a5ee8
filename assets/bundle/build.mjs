// Builds ../plotly-uyum.min.js from the npm package at the version that the Python package `plotly` carries, and
// ../zip-uyum.min.js from the part of fflate that makes a ZIP.
// `make bundle` runs it; the result is kept in the repository, so that nobody else needs Node.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { version } = require("plotly.js/package.json");

await build({
  entryPoints: ["entry.js"],
  outfile: "../plotly-uyum.min.js",
  bundle: true,
  format: "iife",
  globalName: "Plotly",
  // A function-scoped `var Plotly` is global in a classic script; saying so keeps it true under any loader.
  footer: { js: "window.Plotly=Plotly;" },
  banner: {
    js: `/*! plotly.js v${version} (bar, scatter, heatmap, choropleth, scattergeo, sankey) | MIT | notices in plotly-uyum.LICENSE.txt */`,
  },
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  minify: true,
  legalComments: "none",
  target: "es2020",
  metafile: true,
}).then(({ metafile }) => writeFileSync("../plotly-uyum.LICENSE.txt", notices("plotly-uyum.min.js", metafile)));

const { version: zipVersion } = require("fflate/package.json");
await build({
  entryPoints: ["zip.js"],
  outfile: "../zip-uyum.min.js",
  bundle: true,
  format: "iife",
  globalName: "fflate",
  footer: { js: "window.fflate=fflate;" },
  banner: { js: `/*! fflate v${zipVersion} (zipSync) | MIT | notice in zip-uyum.LICENSE.txt */` },
  minify: true,
  legalComments: "none",
  target: "es2020",
  metafile: true,
}).then(({ metafile }) => writeFileSync("../zip-uyum.LICENSE.txt", notices("zip-uyum.min.js", metafile)));

/** Gives the licence texts of every package whose code went into the bundle. */
function notices(file, metafile) {
  const names = new Set(
    Object.keys(metafile.inputs)
      .map((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
      .filter(Boolean),
  );
  const heading = `${file} contains the following packages.\n`;
  return heading + [...names].sort().map(notice).join("");
}

function notice(name) {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const license = typeof about.license === "string" ? about.license : (about.licenses ?? [about.license])[0]?.type;
  const rule = "=".repeat(72);
  return `\n${rule}\n${name} ${about.version} (${license ?? "see below"})\n${rule}\n${licenceText(folder)}\n`;
}

function licenceText(folder) {
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "License.md", "license", "LICENSE-MIT"]) {
    try {
      return readFileSync(`${folder}/${file}`, "utf8").trim();
    } catch {
      // The next spelling.
    }
  }
  return "The package carries no licence file; its package.json names the licence above.";
}
