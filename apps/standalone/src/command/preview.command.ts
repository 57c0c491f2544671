import { previewEmail } from '#channels';

const previews: Record<string, (files: string[], domains: string[], write: (line: string) => void) => Promise<void>> = {
  email: previewEmail,
};

/** One JSON line per file, in the order given. No database, no network. */
export async function previewCommand(kind: string, files: string[], domains: string[]): Promise<number> {
  const preview = previews[kind];
  if (!preview)
    throw new Error(`There is no preview for "${kind}"; there is one for: ${Object.keys(previews).join(', ')}`);
  await preview(files, domains, line => process.stdout.write(`${line}\n`));
  return 0;
}
