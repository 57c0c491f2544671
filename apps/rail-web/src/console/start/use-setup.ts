// Reads how far the company is set up. What is changed elsewhere is seen when the page is opened again.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { Department } from '#api';
import { channelKindsKey, channelsKey, readChannelKinds, readChannels } from '../../api/channel/channel.api.js';
import { readSettings, settingsKey } from '../../api/company/department.api.js';
import { companyKey, membersKey, readCompany, readMembers } from '../../api/company/member.api.js';
import { useMe } from '../../shell/session-context.js';
import type { Setup } from './setup.steps.js';

/** Connectors tell their state every few seconds. */
const LOOK_MS = 5_000;

export type SetupRead =
  | { state: 'reading' }
  | { state: 'failed'; error: Error; retry: () => void }
  | { state: 'read'; setup: Setup };

export function useSetup(departments: readonly Department[]): SetupRead {
  const { id: meId } = useMe();
  const company = useQuery({ queryKey: companyKey, queryFn: readCompany, staleTime: 0 });
  const channels = useQuery({ queryKey: channelsKey, queryFn: readChannels, staleTime: 0, refetchInterval: LOOK_MS });
  const kinds = useQuery({ queryKey: channelKindsKey, queryFn: readChannelKinds, staleTime: Number.POSITIVE_INFINITY });
  const members = useQuery({ queryKey: membersKey, queryFn: readMembers, staleTime: 0 });
  const settings = useQueries({
    queries: departments.map(({ id }) => ({
      queryKey: settingsKey(id),
      queryFn: () => readSettings(id),
      staleTime: 0,
    })),
  });
  const all = [company, channels, kinds, members, ...settings];
  const failed = all.find(one => one.isError && !one.data);
  if (failed?.error) return { state: 'failed', error: failed.error, retry: () => void failed.refetch() };
  const known = settings.flatMap(one => (one.data ? [one.data] : []));
  if (!company.data || !channels.data || !kinds.data || !members.data || known.length < departments.length)
    return { state: 'reading' };
  const setup = {
    company: company.data,
    departments,
    settings: known,
    channels: channels.data,
    kinds: kinds.data,
    members: members.data,
    meId,
  };
  return { state: 'read', setup };
}
