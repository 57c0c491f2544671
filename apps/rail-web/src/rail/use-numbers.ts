// The numbers of a department, read again every minute and after events.
import { useQuery } from '@tanstack/react-query';
import type { RailNumbers } from '#api';
import { numbersKey } from '../api/query-keys.js';
import { readNumbers } from '../api/ticket/rail.api.js';

export function useNumbers(departmentId: number): RailNumbers | undefined {
  return useQuery({
    queryKey: numbersKey(departmentId),
    queryFn: () => readNumbers(departmentId),
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
  }).data;
}
