// Everything around the rail: header, panes, palette, key sheet, live region. It exists once per department and survives every ticket.
import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Department } from '#api';
import { undoLast } from '../act/undo.js';
import type { RailView } from '../api/query-keys.js';
import { CallDesk } from '../call/call-desk.js';
import { PHONE } from '../dialog/frame/dialog-frame.js';
import { HandoffsPage } from '../handoffs/handoffs-page.js';
import { useCommand } from '../keys/commands.js';
import { KeySheet } from '../keys/key-sheet.js';
import { Palette, type Place } from '../keys/palette.js';
import { setPreference, usePreferences } from '../look/preferences.js';
import { type RailPlace, RailPlaceProvider } from '../rail/rail-context.js';
import { RailPane } from '../rail/rail-pane.js';
import { TopOfRail } from '../rail/top-of-rail.js';
import { useRail } from '../rail/use-rail.js';
import { TicketPane } from '../ticket/ticket-pane.js';
import { useDetails } from './details.js';
import { Header } from './header.js';
import { departmentPath, flowPath, handoffsPath, ticketPath } from './paths.js';
import styles from './shell.module.css';

type Props = {
  department: Department;
  departments: Department[];
  view: RailView;
  q: string;
  filter: string;
  openId: number | null;
  /** What stands beside the rail instead of a ticket. */
  page?: 'handoffs';
};

export function Shell({ department, departments, view, q, filter, openId, page }: Props) {
  const [, go] = useLocation();
  const phone = useMediaQuery(PHONE);
  const { shown: details, wide, show: showDetails } = useDetails();
  const { compact } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [sheet, setSheet] = useState(false);
  const rail = useRail(department.id, view, q, openId, filter);
  const place = useMemo<RailPlace>(() => {
    const pathOf = (id: number | null): string => ticketPath(department.key, id, view, q, filter);
    return {
      department,
      departments,
      view,
      q,
      filter,
      openId,
      slips: rail.slips,
      pathOf,
      open: (id, options) => go(pathOf(id), options),
      show: (nextView, nextQ = '', options) =>
        go(ticketPath(department.key, phone ? null : openId, nextView, nextQ), options),
    };
  }, [department, departments, view, q, filter, openId, rail.slips, phone, go]);

  useCommand('handoffs', () => go(handoffsPath(department.key)));
  useCommand('keys', () => setSheet(true));
  useCommand('undo', undoLast);
  useCommand('scheme', () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'));
  useCommand('density', () => setPreference('compact', !compact));
  useEffect(() => setPreference('lastDepartment', department.key), [department.key]);
  useEffect(() => {
    document.title = `${openId ? `#${openId} · ` : ''}${department.name} · Ticket Rail`;
  }, [department.name, openId]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (target?.closest('[role=dialog], [role=menu]')) return;
      if (target?.matches('input, textarea')) target.blur();
      else if (!wide && details) showDetails(false);
      else if (openId !== null || page) place.open(null);
      else if (q) place.show('rail');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place, openId, page, q, wide, details, showDetails]);

  const places = useMemo<Place[]>(
    () => [
      { id: 'flow', title: 'Flow meeting', icon: 'order', go: () => go(flowPath(department.key)) },
      { id: 'forward', title: 'Forward a request', icon: 'colleague', go: () => go('/forward') },
      { id: 'kinds', title: 'Ticket kinds', icon: 'tag', go: () => go('/console/kinds') },
      { id: 'contracts', title: 'Handoff contracts', icon: 'ruler', go: () => go('/console/contracts') },
      { id: 'handoffs', title: 'Handoffs', icon: 'handoff', go: () => go(handoffsPath(department.key)) },
      ...departments.map(
        (other): Place => ({
          id: `d${other.id}`,
          title: other.name,
          icon: 'inbox',
          go: () => go(departmentPath(other.key)),
        }),
      ),
    ],
    [department.key, departments, go],
  );
  return (
    <RailPlaceProvider value={place}>
      <div
        className={styles.frame}
        data-open={openId !== null || page !== undefined || undefined}
        data-details={(openId !== null && details) || undefined}
      >
        <Header />
        <RailPane rail={rail} alone={phone === true && openId === null && !page} />
        {page === 'handoffs' ? (
          <HandoffsPage />
        ) : openId === null ? (
          <TopOfRail slips={rail.slips} ready={rail.isSuccess} error={rail.error} onRetry={() => void rail.refetch()} />
        ) : (
          <TicketPane id={openId} details={details} />
        )}
      </div>
      <Palette places={places} onSearch={words => place.show('all', words)} ticketPath={id => place.pathOf(id)} />
      <CallDesk />
      <KeySheet opened={sheet} onClose={() => setSheet(false)} />
    </RailPlaceProvider>
  );
}
