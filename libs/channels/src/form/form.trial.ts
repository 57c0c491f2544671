// Forms come to us: what can be said of a form channel before anybody posts, and a body that somebody drops as the post that it would be.
import { type Channel, type Sample, type TestStep, type TrialPorts, untried, walkSteps } from '#channels/contract';
import { bodyOf } from './form.preview.js';
import type { FormSettings } from './form.settings.js';

export const tryForm = ({ key }: Channel<FormSettings>, ports: TrialPorts): Promise<TestStep[]> =>
  walkSteps(
    [
      untried(
        'form.posts',
        'Take forms',
        `Forms are posted to /forms/${key}: nothing is connected to.`,
        `Save the channel, open /forms/${key}, and send it once.`,
      ),
    ],
    ports,
  );

export function sampleOf({ name, bytes }: { name: string; bytes: Buffer }): Sample[] {
  const { raw, type } = bodyOf(bytes, name, undefined);
  return [{ raw, transport: { via: 'form', contentType: type, filledMs: null } }];
}
