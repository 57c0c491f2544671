// The built web UI, read once at the start. Guarantees: exactly the files that were there then are served (A32): no path of a request ever reaches the
// file system; dot files and source maps are left out.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface WebFile {
  type: string;
  bytes: Buffer;
  /** Null where packing saves nothing. */
  gzip: Buffer | null;
  etag: string;
  /** Its name changes with its content (vite: assets/index-BqXr2k1Z.js). */
  isHashed: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.txt']);
const HASHED = /^assets\/.*-[\w-]{8,}\.\w+$/;

/** By address, without the leading slash. Types that a UI does not have are left out as well. */
export function readWebFiles(root: string): Map<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join(posix.sep);
    const ending = extname(path);
    const type = TYPES[ending];
    if (!entry.isFile() || !type || path.split('/').some(part => part.startsWith('.'))) continue;
    const bytes = readFileSync(join(root, path));
    const gzip = PACKED.has(ending) ? gzipSync(bytes) : null;
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(path, {
      type,
      bytes,
      gzip: gzip && gzip.length < bytes.length ? gzip : null,
      etag,
      isHashed: HASHED.test(path),
    });
  }
  return files;
}
