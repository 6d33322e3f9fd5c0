import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What pdf.js fetches by itself while it reads a document: character maps, substitute fonts, image decoders. */
const PDFJS_FOLDERS = ["cmaps", "standard_fonts", "wasm", "iccs"];
const PDFJS = join(import.meta.dirname, "node_modules/pdfjs-dist");

/** Serves those folders from the portal's own origin, under `/pdfjs/`. */
function pdfjsResources(): Plugin {
  return {
    name: "pdfjs-resources",
    generateBundle() {
      for (const folder of PDFJS_FOLDERS) {
        for (const name of readdirSync(join(PDFJS, folder))) {
          const source = readFileSync(join(PDFJS, folder, name));
          this.emitFile({ type: "asset", fileName: `pdfjs/${folder}/${name}`, source });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use("/pdfjs", (request, response, next) => {
        const file = join(PDFJS, normalize(request.url ?? "/"));
        if (existsSync(file)) createReadStream(file).pipe(response);
        else next();
      });
    },
  };
}

export default defineConfig({
  root: "web",
  plugins: [react(), pdfjsResources()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // Browsers of 2024 and later: the style sheets use `light-dark()` as it is.
    target: ["chrome123", "edge123", "firefox125", "safari17.5"],
    // The content security policy allows fonts and workers from the origin only, never as data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What the first page needs comes in two files, of which a new version of the portal changes only one.
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules/, tags: ["$initial"] },
            { name: "portal", tags: ["$initial"] },
          ],
        },
      },
    },
  },
});
