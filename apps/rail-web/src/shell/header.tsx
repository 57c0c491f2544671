// The header: which department, the three numbers that matter, search, Next, me.
import { Menu } from '@mantine/core';
import { useLocation } from 'wouter';
import { useNext } from '../act/use-next.js';
import { Bell } from '../alerts/bell.js';
import { useCommand, useRunCommand } from '../keys/commands.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useRailPlace } from '../rail/rail-context.js';
import styles from './header.module.css';
import { Numbers } from './numbers.js';
import { departmentPath, flowPath, handoffsPath } from './paths.js';
import { SearchField } from './search/search-field.js';
import { UserMenu } from './user-menu.js';

export function Header() {
  const { next, busy } = useNext();
  const run = useRunCommand();
  useCommand('next', () => void next());
  return (
    <header className={styles.header}>
      <DepartmentSwitch />
      <Numbers />
      <div className={styles.end}>
        <SearchField />
        <Button weight="main" hint="N" busy={busy} className={styles.next} onClick={() => void next()}>
          Next
        </Button>
        <Button
          weight="quiet"
          icon="phone"
          aria-label="Log a call"
          title="Log a call (shift C)"
          onClick={() => run('log-call')}
        />
        <Bell />
        <UserMenu />
      </div>
    </header>
  );
}

function DepartmentSwitch() {
  const { department, departments } = useRailPlace();
  const [, go] = useLocation();
  return (
    <Menu position="bottom-start" width={264}>
      <Menu.Target>
        <button type="button" className={styles.department} aria-label={`Department: ${department.name}`}>
          <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" className={styles.brand}>
            <rect x="2" y="5" width="28" height="5" rx="2.500" className={styles.brandBar} />
            <path
              d="M8 10h16v17l-2.700-1.800L18.700 27 16 25.200 13.300 27l-2.600-1.800L8 27z"
              className={styles.brandSlip}
            />
            <path d="M12 15.500h8M12 19.500h5" className={styles.brandInk} />
          </svg>
          <span className={styles.departmentName}>{department.name}</span>
          <Icon name="down" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="order" />} onClick={() => go(flowPath(department.key))}>
          Flow meeting
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="handoff" />} onClick={() => go(handoffsPath(department.key))}>
          Handoffs
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Departments</Menu.Label>
        {departments.map(other => (
          <Menu.Item
            key={other.id}
            rightSection={other.id === department.id ? <Icon name="check" /> : undefined}
            onClick={() => go(departmentPath(other.key))}
          >
            {other.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
