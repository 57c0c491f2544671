// `node scripts/fetch-kafka.mjs`: brings the real Kafka broker of the tests into .tmp/kafka/libs, through Maven. Does nothing when it is
// there already in the version that test/servers/kafka/pom.xml names. Needs Java 17 and Maven.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Expected, find, ROOT, run, start } from './run.mjs';

const POM = join(ROOT, 'test/servers/kafka/pom.xml');
const FOLDER = join(ROOT, '.tmp/kafka');
export const KAFKA_LIBS = join(FOLDER, 'libs');
// Beside the libraries, not among them: which pom they came from.
const SOURCE = join(FOLDER, 'libs.source');
const LIMIT_MILLISECONDS = 5 * 60_000;

const wanted = () => createHash('sha256').update(readFileSync(POM)).digest('hex');

export function kafkaIsThere() {
  return existsSync(SOURCE) && readFileSync(SOURCE, 'utf8') === wanted() && hasBroker(KAFKA_LIBS);
}

const hasBroker = folder => existsSync(folder) && readdirSync(folder).some(name => /^kafka_2\.13-.*\.jar$/.test(name));

/** Whole or not at all: a fetch that was cut off is begun again. Throws with a plain message. */
export async function fetchKafka() {
  if (kafkaIsThere()) return;
  const maven = find('mvn');
  if (!maven) throw new Expected('Kafka for the tests is fetched by Maven, which is not installed');
  const draft = join(FOLDER, `libs-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  console.log('fetching Kafka for the tests …');
  const args = ['-B', '-ntp', '-q', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`];
  const { code, output } = await run(maven, args, { limit: LIMIT_MILLISECONDS });
  if (code !== 0 || !hasBroker(draft)) {
    rmSync(draft, { recursive: true, force: true });
    const reason = output.split('\n').find(line => line.includes('ERROR')) ?? `exit code ${code}`;
    throw new Expected(`Kafka could not be fetched: ${reason}`);
  }
  rmSync(KAFKA_LIBS, { recursive: true, force: true });
  renameSync(draft, KAFKA_LIBS);
  writeFileSync(SOURCE, wanted());
}

if (process.argv[1] === import.meta.filename) start(fetchKafka);
