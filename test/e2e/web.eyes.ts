// Eyes on the page: what axe-core objects to, in light, in dark and on a phone, and pictures of scenes for people to look at.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export const LOOKS = [
  { name: 'light', scheme: 'light', width: 1440, height: 900 },
  { name: 'dark', scheme: 'dark', width: 1440, height: 900 },
  { name: 'on a phone', scheme: 'light', width: 390, height: 844 },
  { name: 'on a phone in the dark', scheme: 'dark', width: 390, height: 844 },
] as const;

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** In the dark a page of the same width has other colours and nothing else: the rest was looked at in light. */
const COLOURS = "runOnly: ['color-contrast', 'link-in-text-block'],";
/** Frames hold strangers' mails: what they look like is theirs. */
const inspect = (dark: boolean): string =>
  `axe.run(document, { iframes: false, ${dark ? COLOURS : ''} resultTypes: ['violations'] }).then(found => found.violations)`;

export interface Eyes {
  /** What axe-core finds wrong with the page as it stands; each line begins with `where`. */
  objections(where: string): Promise<string[]>;
  look(look: (typeof LOOKS)[number]): Promise<void>;
  /** STORY_PICTURES=<folder> keeps a picture of each scene. */
  scene(name: string): Promise<void>;
}

export const eyesOn = (page: Page): Eyes => {
  let axe: Promise<string> | undefined;
  let dark = false;
  return {
    async objections(where) {
      axe ??= readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
      // Half a megabyte: once for each document.
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await axe);
      const findings = await page.evaluate<Finding[]>(inspect(dark));
      return findings.flatMap(({ id, nodes }) =>
        nodes.map(node => `${where}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
      );
    },
    async look({ scheme, width, height }) {
      dark = scheme === 'dark';
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
    },
    async scene(name) {
      const folder = process.env.STORY_PICTURES;
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
  };
};
