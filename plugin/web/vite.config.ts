import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/plugin-dynamic/",
  plugins: [react()],
  build: {
    target: "es2022",
    // Nothing is inlined: the page's policy lets only files of its own run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
});
