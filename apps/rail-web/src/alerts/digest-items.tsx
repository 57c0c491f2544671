// Alerts that nobody acknowledged, by mail: as each person chooses, in the menu of the person.
import { Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { say, sayProblem } from '../act/say.js';
import { type DigestChoice, readDigest, setDigest } from '../api/company/alert.api.js';
import { digestKey } from '../api/query-keys.js';
import { Icon } from '../look/icons.js';

const CHOICES: [DigestChoice, string][] = [
  ['none', 'Never'],
  ['each', 'Each at once'],
  ['hourly', 'Collected, every hour'],
  ['daily', 'Collected, once a day'],
];

export function DigestItems() {
  const client = useQueryClient();
  const chosen = useQuery({ queryKey: digestKey, queryFn: readDigest, staleTime: 5 * 60_000 }).data;
  const choose = async (digest: DigestChoice, words: string): Promise<void> => {
    client.setQueryData(digestKey, digest);
    try {
      await setDigest(digest);
      say(`Alerts by mail: ${words.toLowerCase()}.`);
    } catch (error) {
      sayProblem(error);
      await client.invalidateQueries({ queryKey: digestKey });
    }
  };
  return (
    <>
      <Menu.Label>Alerts by mail</Menu.Label>
      {CHOICES.map(([digest, words]) => (
        <Menu.Item
          key={digest}
          rightSection={chosen === digest ? <Icon name="check" /> : undefined}
          aria-current={chosen === digest || undefined}
          onClick={() => void choose(digest, words)}
        >
          {words}
        </Menu.Item>
      ))}
    </>
  );
}
