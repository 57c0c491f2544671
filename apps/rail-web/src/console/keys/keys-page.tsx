// Keys of other systems, for admins: who has one, when it was used, and taking it back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey, Department } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { apiKeysKey, readKeys, revokeKey } from '../../api/company/company.api.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { momentWords } from '../../rail/words/time-words.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { endWords, ROLES } from './key-words.js';
import styles from './keys.module.css';
import { NewKeyDialog } from './new-key-dialog.js';

const NOT_YOURS = 'Administrators keep the keys. Ask one of them if a tool of yours needs one.';
type Props = { departments: Department[] };

export default function KeysPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Keys departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Keys({ departments }: Props) {
  const client = useQueryClient();
  const keys = useQuery({ queryKey: apiKeysKey, queryFn: readKeys, staleTime: 0 });
  const [makes, setMakes] = useState(false);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const revoke = async ({ id }: ApiKey): Promise<void> => {
    try {
      await revokeKey(id);
      say('The key opens nothing any more.');
      setLeaving(null);
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: apiKeysKey });
    }
  };
  const add = (
    <Button weight="main" onClick={() => setMakes(true)}>
      New key
    </Button>
  );
  return (
    <div className={sheet.page}>
      <SectionHead
        title="API keys"
        note="With a key, another system reads and writes as its role allows."
        acts={keys.data && keys.data.length > 0 ? add : undefined}
      />
      {keys.isPending && <Loading words="Reading the keys…" />}
      {keys.isError && <Failed error={keys.error} onRetry={() => void keys.refetch()} notYours={NOT_YOURS} />}
      {keys.data?.length === 0 && (
        <StatePage title="No system has a key yet." actions={add}>
          A key lets another program read and write here, for example a tracker that answers handoffs.
        </StatePage>
      )}
      {keys.data && keys.data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="List of keys" tabIndex={0}>
          <table className={`${sheet.table} ${styles.list}`}>
            <thead>
              <tr>
                {['Name', 'Role', 'Of', 'Used last', 'Ends', 'Take back'].map(head => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {keys.data.map(key => (
                <tr key={key.id}>
                  <td>
                    <bdi>{key.name}</bdi>
                  </td>
                  <td>{ROLES[key.role].title}</td>
                  <td>{departments.find(one => one.id === key.departmentId)?.name ?? 'All departments'}</td>
                  <td>{key.lastUsedAt ? momentWords(key.lastUsedAt) : 'Not yet'}</td>
                  <td>{endWords(key.expiresAt)}</td>
                  <td>
                    <Button small aria-label={`Revoke ${key.name}`} onClick={() => setLeaving(key)}>
                      Revoke…
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {makes && <NewKeyDialog departments={departments} onClose={() => setMakes(false)} />}
      {leaving && (
        <DialogFrame
          title={`Revoke “${leaving.name}”?`}
          lead="Whatever uses this key is refused from now on. It cannot be brought back."
          onClose={() => setLeaving(null)}
        >
          <div className={actionsClass}>
            <Button onClick={() => setLeaving(null)}>Keep it</Button>
            <Button weight="main" onClick={() => void revoke(leaving)}>
              Revoke
            </Button>
          </div>
        </DialogFrame>
      )}
    </div>
  );
}
