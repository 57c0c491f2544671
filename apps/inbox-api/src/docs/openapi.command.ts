// Writes docs/openapi.json anew: `node dist/apps/inbox-api/src/docs/openapi.command.js`. Needs no database: routes are looked at, none is called.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeApi } from './openapi.offline.js';

await writeFile(resolve('docs/openapi.json'), await describeApi());
