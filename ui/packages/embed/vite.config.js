import { defineConfig } from "vite";

// One classic script without dependencies: hosts load it with a plain script element.
export default defineConfig({
  build: {
    lib: { entry: "src/index.ts", formats: ["iife"], name: "AuthProxyEmbed", fileName: () => "embed.js" },
    target: "es2022",
  },
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } } },
  },
});
