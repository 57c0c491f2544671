// What hands and eyes do with a handoff in the page, for the tests of the web UI.
import type { Locator, Page } from 'playwright-core';

/** A design request that says all that its kind asks for but the date, as typed. */
export const ASKED: Record<string, string> = {
  application: 'Impeller of a dosing pump',
  medium: 'Brine, 20 %',
  flowRate: '12,5',
  temperatureMax: '80',
  tolerance: '0.05',
  material: '1.4571',
  quantity: '20',
};

export interface Hands {
  panel(): Locator;
  /** A field of the open form, by its name in the kind. */
  field(name: string): Locator;
  inPanel(name: string): Locator;
  dialog(): Locator;
  /** A handoff on its origin ticket. */
  sent(state: string): Locator;
}

export const handsOn = (page: Page): Hands => {
  const panel = () => page.getByRole('complementary', { name: 'Handoff' });
  const input = (name: string) => `[data-field="${name}"] :is(input, textarea)`;
  return {
    panel,
    field: name => page.locator(input(name)).first(),
    inPanel: name => panel().locator(input(name)).first(),
    dialog: () => page.getByRole('dialog'),
    sent: state => page.locator(`article[data-state="${state}"]`),
  };
};
