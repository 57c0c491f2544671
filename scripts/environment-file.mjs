// Settings in a file named .env beside package.json, for those who like them there. What the environment already says wins.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Without such a file nothing happens. */
export function loadEnvironmentFile() {
  const file = fileURLToPath(new URL('../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
}
