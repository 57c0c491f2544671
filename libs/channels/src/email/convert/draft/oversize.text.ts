// What stands in the ticket of a mail that was not taken in. Guarantee: says how large, and where the mail still is.

/** @param oversize sizes in bytes: what the mailbox says, and what the channel takes */
export function oversizeText(oversize: { declaredBytes: number; limitBytes: number }): string {
  return (
    `This mail of ${megabytes(oversize.declaredBytes)} was too large to take in (the limit is ${megabytes(oversize.limitBytes)}). ` +
    'Only its sender, subject and date are shown here. The mail itself is still in the mailbox.'
  );
}

function megabytes(bytes: number): string {
  const value = bytes / (1024 * 1024);
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} MB`;
}
