import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Files that are of no use without a connection: the editor's desk and its words. */
const DESK = /^assets\/(editor|desk|sketching|drawing)-/;

/** Tells the worker which files this build has, so that it can keep them. */
function namesForWorker(): Plugin {
  return {
    name: "names-for-worker",
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle).filter(
        (name) => /^assets\/.*\.(js|css|woff2|svg)$/.test(name) && !DESK.test(name),
      );
      const worker = bundle["worker.js"];
      if (worker?.type !== "chunk") throw new Error("The build has no worker.");
      const files = JSON.stringify(names.sort().map((name) => `/${name}`));
      worker.code = worker.code.replaceAll("BUILT_FILES", () => files);
    },
  };
}

/** Everything goes into hashed files: the server's policy allows no inline script, style or data. */
export default defineConfig({
  base: "/",
  plugins: [namesForWorker()],
  build: {
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
    rolldownOptions: {
      input: { index: "index.html", worker: "src/worker/worker.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: {} },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
