// Secrets at rest. Guarantees: AES-256-GCM with a data key of its own per secret, wrapped by the active key of the key file;
// a sealed text opens only at the place it was sealed for (A54); a key is used for one purpose only (HKDF). A key that is added to the file is known
// within a second, without a restart.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from './fault.js';
import { changedKeyFile, type KeyRing, readOrCreateKeyFile } from './key-file.js';

/** Where a secret lives. `version`: of the settings that it belongs to, so that a secret cannot outlive a changed host. */
export interface SecretPlace {
  table: string;
  row: string | number;
  field: string;
  version: number;
}

const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Looks at the key file are so far apart, at least. */
const LOOK_MS = 1_000;

export class SecretBox {
  #ring: KeyRing;
  #sealing = new Map<string, Buffer>();
  #signing = new Map<string, Buffer[]>();
  #lookedAt = performance.now();

  /** @param changed  the ring anew where it has changed since it was asked last; null: as before */
  constructor(
    ring: KeyRing,
    private readonly changed: () => KeyRing | null = () => null,
  ) {
    this.#ring = ring;
    this.#take(ring);
  }

  /** Id of the key that seals. */
  get active(): string {
    this.#look(LOOK_MS);
    return this.#ring.active;
  }

  /** Ids of all keys that open. */
  get keyIds(): string[] {
    this.#look(LOOK_MS);
    return [...this.#ring.keys.keys()];
  }

  /** Returns `v1.<key id>.<wrapped data key>.<text>`, the last two base64url of IV, ciphertext and tag. */
  seal(plaintext: string, place: SecretPlace): string {
    const { active } = this;
    const bound = `${FORMAT}|${active}|${describePlace(place)}`;
    const dataKey = randomBytes(32);
    const wrapped = encrypt(this.#keyOf(active), dataKey, `key|${bound}`);
    const body = encrypt(dataKey, Buffer.from(plaintext, 'utf8'), `text|${bound}`);
    return [FORMAT, active, wrapped, body].join('.');
  }

  /**
   * @throws Fault `SECRET.KEY_UNKNOWN` when the key file lacks the key, `SECRET.NOT_OPENED` when the text is damaged, was
   * sealed for another place, or is no sealed text.
   */
  open(sealed: string, place: SecretPlace): string {
    const [format, keyId, wrapped, body, ...rest] = sealed.split('.');
    if (format !== FORMAT || !keyId || !wrapped || !body || rest.length > 0) {
      throw new Fault('SECRET.NOT_OPENED', `${describePlace(place)} holds no sealed secret`);
    }
    const key = this.#keyOf(keyId);
    const bound = `${FORMAT}|${keyId}|${describePlace(place)}`;
    try {
      const dataKey = decrypt(key, wrapped, `key|${bound}`);
      return decrypt(dataKey, body, `text|${bound}`).toString('utf8');
    } catch (cause) {
      throw new Fault('SECRET.NOT_OPENED', `the secret at ${describePlace(place)} does not open here`, { cause });
    }
  }

  /** Keys for HMAC, 32 bytes each, one per key id: sign with the first (the active one), accept any. */
  signingKeys(purpose: string): Buffer[] {
    this.#look(LOOK_MS);
    const known = this.#signing.get(purpose);
    if (known) return known;
    const { active, keys } = this.#ring;
    const ids = [active, ...[...keys.keys()].filter(id => id !== active)];
    const derived = ids.map(id => derive(keys.get(id) as Buffer, `sign ${purpose}`));
    this.#signing.set(purpose, derived);
    return derived;
  }

  #look(notBeforeMs: number): void {
    const now = performance.now();
    if (now - this.#lookedAt < notBeforeMs) return;
    this.#lookedAt = now;
    const ring = this.changed();
    if (ring) this.#take(ring);
  }

  #take(ring: KeyRing): void {
    this.#ring = ring;
    this.#sealing = new Map([...ring.keys].map(([id, key]) => [id, derive(key, 'seal')]));
    this.#signing = new Map();
  }

  #keyOf(id: string): Buffer {
    // Another process may have sealed with a key that was added this very moment.
    if (!this.#sealing.has(id)) this.#look(0);
    const key = this.#sealing.get(id);
    if (!key) throw new Fault('SECRET.KEY_UNKNOWN', `the key file has no key "${id}"`);
    return key;
  }
}

/** Reads the key file, or makes it (mode 0600, one random key) when there is none. Faults as in key-file.ts. */
export async function loadSecrets(keyFile: string): Promise<SecretBox> {
  return new SecretBox(await readOrCreateKeyFile(keyFile), changedKeyFile(keyFile));
}

// The parts are joined by a bar, so none may hold one: else two places could have one description.
function describePlace(place: SecretPlace): string {
  const parts = [place.table, String(place.row), place.field, String(place.version)];
  if (parts.some(part => part === '' || part.includes('|'))) {
    throw new Fault('SECRET.PLACE_INVALID', 'a secret needs a table, row, field and version, without bars');
  }
  return parts.join('|');
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `ticket-rail ${purpose}`, 32));
}

function encrypt(key: Buffer, plain: Buffer, bound: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(
    Buffer.from(bound, 'utf8'),
  );
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Buffer, text: string, bound: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(bound, 'utf8'))
    .setAuthTag(bytes.subarray(end));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]);
}
