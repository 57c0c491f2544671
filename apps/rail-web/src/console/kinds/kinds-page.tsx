// Ticket kinds: the list, or the one that is open.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Kind } from '#api';
import { listKey, readKinds, readKindVersions, versionsKey } from '../../api/flow/definition.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useSession } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import styles from '../definition/definition.module.css';
import { askedVersions, Loaded } from '../definition/loaded.js';
import { Versions } from '../definition/versions.js';
import { hoursOf } from '../fields/row-words.js';
import { KindEditor } from './kind-editor.js';
import { KindSheet } from './kind-sheet.js';

const PATH = '/console/kinds';
const BACK = { href: PATH, words: 'Ticket kinds' };

export default function KindsPage({ openKey }: { openKey?: string }) {
  const { isAdmin } = useSession().user;
  const isNew = new URLSearchParams(useSearch()).has('new');
  useEffect(() => {
    document.title = `${openKey ? `${openKey} · ` : ''}Ticket kinds · Ticket Rail`;
  }, [openKey]);
  if (openKey) return <OneKind key={openKey} openKey={openKey} isAdmin={isAdmin} />;
  if (isNew && isAdmin)
    return (
      <>
        <SectionHead back={BACK} title="New ticket kind" note="It can be chosen as soon as it is saved." />
        <KindEditor saved={null} />
      </>
    );
  return <KindList isAdmin={isAdmin} />;
}

function KindList({ isAdmin }: { isAdmin: boolean }) {
  const [, go] = useLocation();
  const kinds = useQuery({ queryKey: listKey('kinds'), queryFn: readKinds });
  const add = isAdmin && (
    <Button weight="main" onClick={() => go(`${PATH}?new`)}>
      New kind
    </Button>
  );
  return (
    <>
      <SectionHead
        title="Ticket kinds"
        note="What a ticket can be: its fields, its checklist, how it ends, and the working time that it is promised in. A ticket keeps the version that it came with."
        acts={add}
      />
      <Loaded query={kinds} gone="There are no kinds.">
        {list =>
          list.length === 0 ? (
            <StatePage title="No kind is there yet." actions={add}>
              Without one nothing can be put on a rail.
            </StatePage>
          ) : (
            <KindTable kinds={list} />
          )
        }
      </Loaded>
    </>
  );
}

function KindTable({ kinds }: { kinds: Kind[] }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" className={styles.second}>
              Key
            </th>
            <th scope="col" className={styles.figure}>
              Working hours
            </th>
            <th scope="col" className={styles.figure}>
              Fields
            </th>
            <th scope="col" className={styles.figure}>
              Version
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(kind => (
            <tr key={kind.key}>
              <th scope="row">
                <Link href={`${PATH}/${kind.key}`}>{kind.title}</Link>
              </th>
              <td className={`mono ${styles.second}`}>{kind.key}</td>
              <td className={`mono tab ${styles.figure}`}>{hoursOf(kind.toleranceMinutes)}</td>
              <td className={`mono tab ${styles.figure}`}>{Object.keys(kind.schema.properties ?? {}).length}</td>
              <td className={`mono tab ${styles.figure}`}>{kind.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneKind({ openKey, isAdmin }: { openKey: string; isAdmin: boolean }) {
  const asked = askedVersions(useSearch());
  const versions = useQuery({ queryKey: versionsKey('kinds', openKey), queryFn: () => readKindVersions(openKey) });
  const current = versions.data?.[0];
  return (
    <>
      <SectionHead
        back={BACK}
        title={current?.title ?? openKey}
        note={
          current && (
            <>
              <span className="mono">{current.key}</span>, version {current.version}.{' '}
              {isAdmin
                ? 'Saving adds a version; tickets that hang already keep theirs.'
                : 'An administrator changes it.'}
            </>
          )
        }
      />
      <Loaded query={versions} gone="There is no such kind.">
        {all =>
          all[0] && (
            <>
              {isAdmin ? <KindEditor saved={all[0]} /> : <KindSheet kind={all[0]} />}
              <Versions
                key={`${asked?.from}/${asked?.to}`}
                area="kinds"
                definition={openKey}
                versions={all}
                asked={asked}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
