// Which outside servers the end-to-end tests can meet on this machine. The tests themselves need only Node; each lane adds a real
// peer. A lane that is missing is said, never passed over in silence.
import { existsSync } from 'node:fs';
import { fetchKafka, KAFKA_LIBS, kafkaIsThere } from './fetch-kafka.mjs';
import { find } from './run.mjs';

const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin'];

/** @returns {Promise<{ name: string, found: string | null, skips: string, enable: string }[]>} found: where, or null when missing */
export async function detectLanes() {
  return [
    {
      name: 'dovecot',
      found: existsSync('/usr/lib/dovecot/lmtp') || process.platform !== 'linux' ? findAnywhere('dovecot') : null,
      skips: 'mail in and out runs against an IMAP server written in JavaScript, the tests of a real one are skipped',
      enable: 'apt-get install dovecot-imapd dovecot-lmtpd',
    },
    {
      name: 'chromium',
      found: findAnywhere('chromium') ?? findAnywhere('google-chrome'),
      skips: 'the tests of the web UI in a browser are skipped',
      enable: 'apt-get install chromium',
    },
    {
      name: 'sshd',
      found: findAnywhere('sshd'),
      skips: 'EDI files are picked up from local folders only, the tests of a real SFTP server are skipped',
      enable: 'apt-get install openssh-server',
    },
    { name: 'kafka', ...(await detectKafka()) },
  ];
}

async function detectKafka() {
  const skips = 'the bus is tested embedded only';
  const enable = 'set KAFKA_BROKERS, or install Java 17 and Maven (apt-get install default-jre-headless maven)';
  if (process.env.KAFKA_BROKERS) return { found: process.env.KAFKA_BROKERS, skips, enable };
  if (!findAnywhere('java')) return { found: null, skips, enable };
  if (kafkaIsThere()) return { found: KAFKA_LIBS, skips, enable };
  if (!findAnywhere('mvn')) return { found: null, skips, enable };
  try {
    await fetchKafka();
    return { found: KAFKA_LIBS, skips, enable };
  } catch (error) {
    return { found: null, skips, enable: `${enable}; just now: ${error.message.split('\n')[0]}` };
  }
}

const findAnywhere = program => find(program) ?? find(program, SYSTEM_FOLDERS);
