// Routing rules, for admins: the table that decides on whose rail a message hangs and as what, tried on real messages before it is applied.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Department } from '#api';
import { readRules, rulesKey } from '../../api/channel/rule.api.js';
import { listKey, readKinds } from '../../api/flow/definition.api.js';
import { partnersKey, readPartners } from '../../api/trade/partner.api.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { RuleEditor } from './rule-editor.js';
import type { RuleChoices } from './rule-fields.js';

const NOT_YOURS = 'Administrators keep the rules. Ask one of them if a message hangs on the wrong rail.';
type Props = { departments: Department[] };

export default function RulesPage({ departments }: Props) {
  const { isAdmin } = useMe();
  return isAdmin ? (
    <Rules departments={departments} />
  ) : (
    <StatePage level={1} title="This is not yours to see.">
      {NOT_YOURS}
    </StatePage>
  );
}

function Rules({ departments }: Props) {
  const table = useQuery({ queryKey: rulesKey, queryFn: readRules, staleTime: 0 });
  const kinds = useQuery({ queryKey: listKey('kinds'), queryFn: readKinds });
  const partners = useQuery({ queryKey: partnersKey, queryFn: readPartners });
  const choices = useMemo((): RuleChoices => {
    const [sorts, traders] = [kinds.data ?? [], partners.data ?? []];
    return {
      departments,
      kinds: sorts,
      partners: traders,
      names: {
        department: id => departments.find(one => one.id === id)?.name ?? `department ${id}`,
        partner: id => traders.find(one => one.id === id)?.name ?? `partner ${id}`,
        kind: key => sorts.find(one => one.key === key)?.title ?? key,
      },
    };
  }, [departments, kinds.data, partners.data]);
  const failed = [table, kinds, partners].find(one => one.isError && !one.data);
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Rules"
        note="They decide on whose rail a message hangs, as what, and what is left out. Try a change on the messages that really came before you apply it."
      />
      {failed?.error ? (
        <Failed error={failed.error} onRetry={() => void failed.refetch()} notYours={NOT_YOURS} />
      ) : table.data && kinds.data && partners.data ? (
        <RuleEditor table={table.data} choices={choices} departments={departments} />
      ) : (
        <Loading words="Reading the rules…" />
      )}
    </div>
  );
}
