// Builds the web UI to dist/apps/rail-web/public: hashed files, no inline script, no data: fonts, no source maps,
// so that it runs under a strict Content-Security-Policy. `vite apps/rail-web` serves it against a local API.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: {
    // react-jsonschema-form brings a helper for its tests that wants a validator which compiles code: the page's policy forbids that, so it gets ours.
    alias: {
      '@rjsf/validator-ajv8': fileURLToPath(
        new URL('./src/console/channels/form/choice.validator.ts', import.meta.url),
      ),
    },
  },
  build: {
    outDir: '../../dist/apps/rail-web/public',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
