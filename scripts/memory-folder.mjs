// Where tests put databases, data folders and mailboxes: on a file system in memory where there is one. Most of a test's time went into making and removing
// the files of its database: ext4 looks at each file that was removed lately before it makes a new one.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const FOLDER = '/dev/shm';
/** statfs(2) */
const TMPFS_MAGIC = 0x01021994;
/** Bytes; a run takes about one gigabyte at its highest. */
const ENOUGH = 6e9;

/** A folder for TMPDIR, or null where the usual one is to be taken: it was named, or there is no room in memory, or nothing may be executed there. */
export function memoryFolder() {
  if (process.env.TMPDIR || process.platform !== 'linux') return null;
  try {
    const { type, bavail, bsize } = statfsSync(FOLDER);
    const roomy = type === TMPFS_MAGIC && bavail * bsize > ENOUGH && freemem() > ENOUGH;
    return roomy && mayExecute() ? FOLDER : null;
  } catch {
    // No such folder, or not ours to write to.
    return null;
  }
}

/** A database that must not run as root gets its programs copied beside its data. */
function mayExecute() {
  const program = join(FOLDER, `rail-may-execute-${process.pid}`);
  try {
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    return spawnSync(program).status === 0;
  } finally {
    rmSync(program, { force: true });
  }
}
