// Handoff contracts: the list, or the one that is open.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { Contract, Department } from '#api';
import { listKey, readContracts, readContractVersions, readKinds, versionsKey } from '../../api/flow/definition.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useSession } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import styles from '../definition/definition.module.css';
import { askedVersions, Loaded } from '../definition/loaded.js';
import { Versions } from '../definition/versions.js';
import { hoursOf } from '../fields/row-words.js';
import { ContractEditor } from './contract-editor.js';
import { ContractSheet, senderOf } from './contract-sheet.js';

const PATH = '/console/contracts';
const BACK = { href: PATH, words: 'Handoff contracts' };

type Props = { openKey?: string; departments: Department[] };

export default function ContractsPage({ openKey, departments }: Props) {
  const { isAdmin } = useSession().user;
  const isNew = new URLSearchParams(useSearch()).has('new');
  useEffect(() => {
    document.title = `${openKey ? `${openKey} · ` : ''}Handoff contracts · Ticket Rail`;
  }, [openKey]);
  if (openKey) return <OneContract key={openKey} openKey={openKey} departments={departments} isAdmin={isAdmin} />;
  if (isNew && isAdmin) return <NewContract departments={departments} />;
  return <ContractList departments={departments} isAdmin={isAdmin} />;
}

function NewContract({ departments }: { departments: Department[] }) {
  const kinds = useQuery({ queryKey: listKey('kinds'), queryFn: readKinds });
  return (
    <>
      <SectionHead back={BACK} title="New handoff contract" note="It can be used as soon as it is saved." />
      <Loaded query={kinds} gone="There are no kinds.">
        {all => <ContractEditor saved={null} departments={departments} kinds={all} />}
      </Loaded>
    </>
  );
}

function ContractList({ departments, isAdmin }: { departments: Department[]; isAdmin: boolean }) {
  const [, go] = useLocation();
  const contracts = useQuery({ queryKey: listKey('contracts'), queryFn: readContracts });
  const add = isAdmin && (
    <Button weight="main" onClick={() => go(`${PATH}?new`)}>
      New contract
    </Button>
  );
  return (
    <>
      <SectionHead
        title="Handoff contracts"
        note="What one department may place on another’s rail: what must be in it, how soon it is accepted and finished, and what comes back."
        acts={add}
      />
      <Loaded query={contracts} gone="There are no contracts.">
        {list =>
          list.length === 0 ? (
            <StatePage title="No contract is there yet." actions={add}>
              Without one no department can hand off to another.
            </StatePage>
          ) : (
            <ContractTable contracts={list} departments={departments} />
          )
        }
      </Loaded>
    </>
  );
}

function ContractTable({ contracts, departments }: { contracts: Contract[]; departments: Department[] }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Contract</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className={`${styles.figure} ${styles.second}`}>
              Accept, h
            </th>
            <th scope="col" className={`${styles.figure} ${styles.second}`}>
              Finish, h
            </th>
            <th scope="col" className={styles.figure}>
              Version
            </th>
          </tr>
        </thead>
        <tbody>
          {contracts.map(contract => (
            <tr key={contract.key}>
              <th scope="row">
                <Link href={`${PATH}/${contract.key}`}>{contract.title}</Link>
              </th>
              <td>{senderOf(contract, departments)}</td>
              <td>{contract.toDepartmentName}</td>
              <td className={`mono tab ${styles.figure} ${styles.second}`}>{hoursOf(contract.acceptMinutes)}</td>
              <td className={`mono tab ${styles.figure} ${styles.second}`}>{hoursOf(contract.finishMinutes)}</td>
              <td className={`mono tab ${styles.figure}`}>{contract.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneContract({ openKey, departments, isAdmin }: Required<Props> & { isAdmin: boolean }) {
  const asked = askedVersions(useSearch());
  const versions = useQuery({
    queryKey: versionsKey('contracts', openKey),
    queryFn: () => readContractVersions(openKey),
  });
  const kinds = useQuery({ queryKey: listKey('kinds'), queryFn: readKinds });
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
                ? 'Saving adds a version; handoffs that are offered already are shown the difference.'
                : 'An administrator changes it.'}
            </>
          )
        }
      />
      <Loaded query={versions} gone="There is no such contract.">
        {all => (
          <Loaded query={kinds} gone="There are no kinds.">
            {known =>
              all[0] && (
                <>
                  {isAdmin ? (
                    <ContractEditor saved={all[0]} departments={departments} kinds={known} />
                  ) : (
                    <ContractSheet contract={all[0]} departments={departments} kinds={known} />
                  )}
                  <Versions
                    key={`${asked?.from}/${asked?.to}`}
                    area="contracts"
                    definition={openKey}
                    versions={all}
                    asked={asked}
                  />
                </>
              )
            }
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
