import { defineConfig } from "vitest/config";

/** Everything goes into hashed files: the server's policy allows no inline script, style or data. */
export default defineConfig({
  base: "/",
  build: {
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
  },
  server: { proxy: {} },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
