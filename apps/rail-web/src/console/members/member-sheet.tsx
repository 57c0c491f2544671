// One person: what they may do, a new link, and letting them out or in again.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, InvitedMember, Member } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { linkMember, membersKey, turnMember } from '../../api/company/member.api.js';
import { newIntent } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { useNow } from '../../rail/use-now.js';
import { SectionHead } from '../console-frame.js';
import { Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { MemberForm } from './member-form.js';
import { isLastAdmin, memberState } from './member-words.js';
import styles from './members.module.css';

type Props = {
  member: Member;
  members: readonly Member[];
  departments: readonly Department[];
  listHref: string;
  onLink: (made: InvitedMember) => void;
};

export function MemberSheet({ member, members, departments, listHref, onLink }: Props) {
  const client = useQueryClient();
  const now = useNow();
  const [busy, setBusy] = useState('');
  const [asks, setAsks] = useState(false);
  const [read, setRead] = useState(0);
  const isOut = member.state === 'deactivated';
  const lastAdmin = isLastAdmin(member, members);
  const state = memberState(member, now);
  const act = async (what: string, does: () => Promise<void>): Promise<void> => {
    setBusy(what);
    try {
      await does();
      setAsks(false);
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy('');
      await client.invalidateQueries({ queryKey: membersKey });
    }
  };
  const turn = (to: 'deactivate' | 'reactivate', words: string): Promise<void> =>
    act(to, async () => {
      await turnMember(member.id, to, newIntent());
      say(words);
    });
  const reload = async (): Promise<void> => {
    await client.refetchQueries({ queryKey: membersKey });
    setRead(read + 1);
  };
  return (
    <div className={sheet.sheet}>
      <SectionHead
        title={<bdi>{member.name}</bdi>}
        back={{ href: listHref, words: 'Members' }}
        note={
          <b className={styles.state} data-tone={state.tone} data-member-state={member.state}>
            {state.words}
          </b>
        }
      />
      <MemberForm
        key={read}
        member={member}
        departments={departments}
        lastAdmin={lastAdmin}
        onReload={() => void reload()}
      />
      <div className={sheet.apart}>
        {!isOut && (
          <Section
            title="Sign-in link"
            lead="For an invitation whose link has ended, or a forgotten password. It works once, within 24 hours; the one before ends."
          >
            <div className={styles.acts}>
              <Button
                busy={busy === 'link'}
                onClick={() => void act('link', async () => onLink(await linkMember(member.id, newIntent())))}
              >
                Make a new link
              </Button>
            </div>
          </Section>
        )}
        <Section
          title={isOut ? 'Let in again' : 'Deactivate'}
          lead={
            isOut
              ? 'They may sign in again, with the rights of before.'
              : 'They are signed out everywhere and cannot sign in. What they did stays, under their name.'
          }
        >
          <div className={styles.acts}>
            {isOut ? (
              <Button
                busy={busy === 'reactivate'}
                onClick={() => void turn('reactivate', `${member.name} may sign in again.`)}
              >
                Let them in again
              </Button>
            ) : (
              <Button disabled={lastAdmin} onClick={() => setAsks(true)}>
                Deactivate…
              </Button>
            )}
          </div>
          {lastAdmin && !isOut && (
            <p className={styles.hint}>The last administrator stays. Make somebody else an administrator first.</p>
          )}
        </Section>
      </div>
      {asks && (
        <DialogFrame
          title={`Deactivate ${member.name}?`}
          lead="They are signed out at once. Tickets that they hold go back on the rail when their time is up."
          onClose={() => setAsks(false)}
        >
          <div className={actionsClass}>
            <Button onClick={() => setAsks(false)}>Keep them</Button>
            <Button
              weight="main"
              busy={busy === 'deactivate'}
              onClick={() => void turn('deactivate', `${member.name} cannot sign in any more.`)}
            >
              Deactivate
            </Button>
          </div>
        </DialogFrame>
      )}
    </div>
  );
}
