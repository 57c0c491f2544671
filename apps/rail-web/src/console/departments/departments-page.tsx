// Departments: when each works, and how much it takes in hand at once.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Department } from '#api';
import { say } from '../../act/say.js';
import { readSettings, settingsKey } from '../../api/company/department.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { DepartmentTabs, useChosenDepartment } from '../sheet/department-tabs.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { NewDepartmentDialog } from './new-department-dialog.js';
import { RenameDialog } from './rename-dialog.js';
import { SettingsForm } from './settings-form.js';

type Props = { departments: Department[] };

export default function DepartmentsPage({ departments }: Props) {
  const [path, go] = useLocation();
  const { isAdmin } = useMe();
  const chosen = useChosenDepartment(departments);
  const asked = new URLSearchParams(useSearch()).has('new');
  const [makes, setMakes] = useState(asked);
  const [renames, setRenames] = useState(false);
  if (!chosen && !isAdmin)
    return (
      <StatePage level={1} title="No department is yours.">
        Ask an administrator to make you a member of one.
      </StatePage>
    );
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Departments"
        note="When each department works, and how much it takes in hand at once."
        acts={
          isAdmin && (
            <>
              {chosen && <Button onClick={() => setRenames(true)}>Rename…</Button>}
              <Button weight={chosen ? 'plain' : 'main'} onClick={() => setMakes(true)}>
                New department
              </Button>
            </>
          )
        }
      />
      {chosen ? (
        <>
          <DepartmentTabs departments={departments} chosen={chosen} />
          <Settings key={chosen.id} department={chosen} />
        </>
      ) : (
        <StatePage title="There is no department yet.">Each department has a rail of its own.</StatePage>
      )}
      {renames && chosen && <RenameDialog department={chosen} onClose={() => setRenames(false)} />}
      {makes && (
        <NewDepartmentDialog
          onClose={() => setMakes(false)}
          onMade={made => {
            setMakes(false);
            say(`${made.name} has a rail now.`);
            go(`${path}?d=${encodeURIComponent(made.key)}`);
          }}
        />
      )}
    </div>
  );
}

function Settings({ department }: { department: Department }) {
  const client = useQueryClient();
  const { isAdmin } = useMe();
  const [read, setRead] = useState(0);
  const queryKey = settingsKey(department.id);
  const settings = useQuery({ queryKey, queryFn: () => readSettings(department.id) });
  const reload = async (): Promise<void> => {
    await client.refetchQueries({ queryKey });
    setRead(read + 1);
  };
  if (settings.isError)
    return (
      <Failed
        error={settings.error}
        onRetry={() => void settings.refetch()}
        notYours="You see the settings of departments whose rail you work."
      />
    );
  if (!settings.data) return <Loading words="Reading the settings…" />;
  return (
    <>
      {!isAdmin && <p className={sheet.note}>You read these settings. Administrators change them.</p>}
      <SettingsForm key={read} settings={settings.data} mayChange={isAdmin} onReload={() => void reload()} />
    </>
  );
}
