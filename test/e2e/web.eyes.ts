// Eyes on the page: what axe-core objects to, in light, in dark and on a phone, and pictures of scenes for people to look at.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Each of them in light and in the dark: the same page, which takes the other colours without being opened again. */
export const LOOKS = [
  { name: 'on a desk', width: 1440, height: 900 },
  { name: 'on a phone', width: 390, height: 844 },
] as const;

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** In the dark a page has other colours and nothing else: the rest was looked at in light. */
const COLOURS = "runOnly: ['color-contrast', 'link-in-text-block'],";
/** Frames hold strangers' mails: what they look like is theirs. */
const inspect = (rules = ''): string =>
  `axe.run(document, { iframes: false, ${rules} resultTypes: ['violations'] }).then(found => found.violations)`;
/** Colours may fade; what turns for ever is not waited for. */
const SETTLED = `Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished.catch(() => null))).then(() => null)`;

export interface Eyes {
  /** What axe-core finds wrong with the page as it stands, in light and in the dark; each line begins with `where`. */
  objections(where: string): Promise<string[]>;
  look(look: (typeof LOOKS)[number]): Promise<void>;
  /** STORY_PICTURES=<folder> keeps two pictures of each scene, the other with ` in the dark` behind its name. */
  scene(name: string): Promise<void>;
}

export const eyesOn = (page: Page): Eyes => {
  let axe: Promise<string> | undefined;
  const inColours = async (colorScheme: 'light' | 'dark'): Promise<void> => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const taken = `html[data-mantine-color-scheme=${colorScheme}], html:not([data-mantine-color-scheme])`;
    await page.locator(taken).waitFor({ state: 'attached' });
    await page.evaluate(SETTLED);
  };
  const found = async (where: string, rules?: string): Promise<string[]> =>
    (await page.evaluate<Finding[]>(inspect(rules))).flatMap(({ id, nodes }) =>
      nodes.map(node => `${where}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  return {
    async objections(where) {
      axe ??= readFile(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
      // Half a megabyte: once for each document.
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(await axe);
      const inLight = await found(where);
      await inColours('dark');
      const inTheDark = await found(`${where}, in the dark`, COLOURS);
      await inColours('light');
      return [...inLight, ...inTheDark];
    },
    async look({ width, height }) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
    },
    async scene(name) {
      const folder = process.env.STORY_PICTURES;
      if (!folder) return;
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await inColours('dark');
      await page.screenshot({ path: join(folder, `${name} in the dark.png`) });
      await inColours('light');
    },
  };
};

/** What axe objects to, and a picture, in each look. */
export async function looked(page: Page, scene: string): Promise<void> {
  const eyes = eyesOn(page);
  const objections: string[] = [];
  for (const look of LOOKS) {
    await eyes.look(look);
    objections.push(...(await eyes.objections(`${scene}, ${look.name}`)));
    await eyes.scene(`${scene} ${look.name}`);
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    if (wider > 0) objections.push(`${scene}, ${look.name}: the page is ${wider} px wider than the window`);
  }
  await eyes.look(LOOKS[0]);
  expect(objections).toEqual([]);
}
