// Templates and macros: the words and the steps of standard work. What is open stands in the address: `?d=&t=` a template, `?d=&m=` a macro.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Department, Kind, Macro, TemplateList } from '#api';
import { kindsKey, readKinds } from '../../api/company/department.api.js';
import { readMacros, readTemplates } from '../../api/flow/standard-work.api.js';
import { macrosKey, templatesKey } from '../../api/query-keys.js';
import { StatePage } from '../../look/state-page.js';
import { useSession } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { DepartmentTabs, useChosenDepartment } from '../sheet/department-tabs.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { mayKeep } from './keeping.js';
import { MacroEditor } from './macro/macro-editor.js';
import { TemplateEditor } from './template-editor.js';
import { TextList } from './text-list.js';
import styles from './texts.module.css';

type Props = { departments: Department[] };

export default function TextsPage({ departments }: Props) {
  const chosen = useChosenDepartment(departments);
  if (!chosen)
    return (
      <StatePage level={1} title="No department is yours.">
        Ask an administrator to make you a member of one.
      </StatePage>
    );
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Templates and macros"
        note="Words that the department answers with, and steps that it does the same way each time."
      />
      <DepartmentTabs departments={departments} chosen={chosen} />
      <Texts key={chosen.id} department={chosen} />
    </div>
  );
}

function Texts({ department }: { department: Department }) {
  const { id } = department;
  const templates = useQuery({ queryKey: templatesKey(id), queryFn: () => readTemplates(id) });
  const macros = useQuery({ queryKey: macrosKey(id), queryFn: () => readMacros(id) });
  const kinds = useQuery({ queryKey: kindsKey, queryFn: readKinds });
  const all = [templates, macros, kinds];
  const failed = all.find(query => query.isError && !query.data);
  if (failed?.error)
    return (
      <Failed
        error={failed.error}
        onRetry={() => void Promise.all(all.map(query => query.refetch()))}
        notYours="You see the texts of departments whose rail you work."
      />
    );
  if (!templates.data || !macros.data || !kinds.data) return <Loading words="Reading the texts…" />;
  return <Desk department={department} list={templates.data} macros={macros.data} kinds={kinds.data} />;
}

type DeskProps = { department: Department; list: TemplateList; macros: Macro[]; kinds: Kind[] };

function Desk({ department, list, macros, kinds }: DeskProps) {
  const client = useQueryClient();
  const session = useSession();
  const [path, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const [read, setRead] = useState(0);
  const hrefOf = (name: 't' | 'm', id: number | 'new'): string =>
    `${path}?d=${encodeURIComponent(department.key)}&${name}=${id}`;
  const [t, m] = [idOf(asked.get('t')), idOf(asked.get('m'))];
  const template = list.templates.find(one => one.id === t);
  const macro = macros.find(one => one.id === m);
  const reload = async (): Promise<void> => {
    const keys = [templatesKey(department.id), macrosKey(department.id)];
    await Promise.all(keys.map(queryKey => client.refetchQueries({ queryKey })));
    setRead(read + 1);
  };
  const closed = (): void => go(`${path}?d=${encodeURIComponent(department.key)}`, { replace: true });
  const keeps = mayKeep(session, department.id);
  const common = { department, kinds, onReload: () => void reload(), onDeleted: closed };
  return (
    <div className={styles.desk} data-open={Boolean(t ?? m) || undefined}>
      <div>
        <TextList
          title="Templates"
          none="None yet."
          texts={list.templates}
          kinds={kinds}
          open={t}
          hrefOf={id => hrefOf('t', id)}
          add={keeps ? 'New template' : undefined}
        />
        <TextList
          title="Macros"
          none="None yet."
          texts={macros}
          kinds={kinds}
          open={m}
          hrefOf={id => hrefOf('m', id)}
          add={keeps ? 'New macro' : undefined}
        />
      </div>
      {template || t === 'new' ? (
        <TemplateEditor
          key={`t${t}/${read}`}
          {...common}
          template={template ?? null}
          variables={list.variables}
          onSaved={id => go(hrefOf('t', id), { replace: true })}
        />
      ) : macro || m === 'new' ? (
        <MacroEditor
          key={`m${m}/${read}`}
          {...common}
          macro={macro ?? null}
          templates={list.templates}
          onSaved={id => go(hrefOf('m', id), { replace: true })}
        />
      ) : (
        <StatePage title={t || m ? 'It is not there any more.' : 'Nothing is open.'}>
          {keeps ? 'Choose one from the list, or write a new one.' : 'Choose one from the list to read it.'}
        </StatePage>
      )}
    </div>
  );
}

function idOf(text: string | null): number | 'new' | null {
  if (text === 'new') return 'new';
  return text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
