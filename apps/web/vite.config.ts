import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { schemes } from './src/theme/tokens'
import { tokensCss } from './src/theme/tokens-css'

const here = dirname(fileURLToPath(import.meta.url))
const virtualId = 'virtual:tokens.css'

/** Writes the tokens as a stylesheet of its own, so that no style is inserted at run time and `style-src 'self'` holds. */
function tokens(): Plugin {
  return {
    name: 'teduh-tokens',
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
    load: (id) => (id === `\0${virtualId}` ? tokensCss() : undefined),
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'theme-color', media: '(prefers-color-scheme: light)', content: schemes.light.bar }, injectTo: 'head' },
      { tag: 'meta', attrs: { name: 'theme-color', media: '(prefers-color-scheme: dark)', content: schemes.dark.bar }, injectTo: 'head' },
    ],
  }
}

export default defineConfig({
  root: here,
  plugins: [react(), tokens()],
  build: {
    outDir: resolve(here, '../../dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // React, the component library and the words; 200 kB on the wire, kept by the browser between releases.
    chunkSizeWarningLimit: 800,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': { target: process.env['TEDUH_API'] ?? 'http://127.0.0.1:3000', changeOrigin: false } },
  },
})
