// People who may sign in, for admins. `?m=<id>` opens one, `?new` invites somebody.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Department, InvitedMember, Member } from '#api';
import { membersKey, readMembers } from '../../api/company/member.api.js';
import { CopyDialog } from '../../dialog/copy-dialog.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useNow } from '../../rail/use-now.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { InviteDialog } from './invite-dialog.js';
import { MemberSheet } from './member-sheet.js';
import { memberState, rightsWords, wholeLink } from './member-words.js';
import styles from './members.module.css';

const NOT_YOURS = 'Administrators keep the members. Ask one of them if somebody should get in.';
type Props = { departments: Department[] };

export default function MembersPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Members departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Members({ departments }: Props) {
  const [path, go] = useLocation();
  const query = new URLSearchParams(useSearch());
  const [made, setMade] = useState<InvitedMember | null>(null);
  const members = useQuery({ queryKey: membersKey, queryFn: readMembers, staleTime: 0 });
  const open = members.data?.find(one => one.id === Number(query.get('m')));
  return (
    <div className={sheet.page}>
      {!open && (
        <SectionHead
          title="Members"
          note="Who may sign in, and what they may do in which department."
          acts={
            <Button weight="main" onClick={() => go(`${path}?new`)}>
              Invite somebody
            </Button>
          }
        />
      )}
      {members.isPending && <Loading words="Reading the members…" />}
      {members.isError && !members.data && (
        <Failed error={members.error} onRetry={() => void members.refetch()} notYours={NOT_YOURS} />
      )}
      {open && members.data ? (
        <MemberSheet
          key={open.id}
          member={open}
          members={members.data}
          departments={departments}
          listHref={path}
          onLink={setMade}
        />
      ) : (
        members.data && <List members={members.data} path={path} />
      )}
      {query.has('new') && (
        <InviteDialog
          departments={departments}
          onClose={() => go(path, { replace: true })}
          onInvited={invited => {
            setMade(invited);
            go(path, { replace: true });
          }}
        />
      )}
      {made && (
        <CopyDialog
          title={`The link for ${made.member.name}, shown this once`}
          lead={`Send it to ${made.member.email} in a way that only they can read. It works once, within 24 hours. If it is lost, make another one.`}
          label="Link"
          value={wholeLink(made.link, window.location.origin)}
          done="Done"
          onClose={() => setMade(null)}
        />
      )}
    </div>
  );
}

function List({ members, path }: { members: readonly Member[]; path: string }) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={sheet.tableBox} aria-label="List of members" tabIndex={0}>
      <table className={`${sheet.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">May</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {members.map(member => {
            const state = memberState(member, now);
            return (
              <tr key={member.id} data-member={member.email} data-state={member.state}>
                <td className={styles.titleCell}>
                  <Link href={`${path}?m=${member.id}`}>
                    <bdi>{member.name}</bdi>
                  </Link>
                  <span className={styles.email}>{member.email}</span>
                </td>
                <td>{rightsWords(member)}</td>
                <td>
                  <b className={styles.state} data-tone={state.tone}>
                    {state.words}
                  </b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
