// Me: how the page looks to me, my password, the way out.
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { DigestItems } from '../alerts/digest-items.js';
import { sectionsOf } from '../console/console-sections.js';
import { PasswordDialog } from '../dialog/password/password-dialog.js';
import { useRunCommand } from '../keys/commands.js';
import { Icon } from '../look/icons.js';
import { PersonMark } from '../look/person-mark.js';
import { setPreference, usePreferences } from '../look/preferences.js';
import { useSignOut } from '../sign-in/sign-out.js';
import styles from './header.module.css';
import { useSession } from './session-context.js';

export function UserMenu() {
  const session = useSession();
  const me = session.user;
  const leave = useSignOut();
  const run = useRunCommand();
  const [, go] = useLocation();
  const { compact } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [setsPassword, setSetsPassword] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={240} closeOnItemClick>
        <Menu.Target>
          <button type="button" className={styles.me} aria-label={`${me.initials}, ${me.name}: settings`}>
            <PersonMark initials={me.initials} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name}
            <br />
            {me.email}
          </Menu.Label>
          <Menu.Divider />
          {(['light', 'dark', 'auto'] as const).map(scheme => (
            <Menu.Item
              key={scheme}
              rightSection={colorScheme === scheme ? <Icon name="check" /> : undefined}
              onClick={() => setColorScheme(scheme)}
            >
              {scheme === 'auto' ? 'Light or dark as the system' : scheme === 'light' ? 'Light' : 'Dark'}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            rightSection={compact ? <Icon name="check" /> : undefined}
            onClick={() => setPreference('compact', !compact)}
          >
            Narrow slips
          </Menu.Item>
          <Menu.Item rightSection="?" onClick={() => window.setTimeout(() => run('keys'), 0)}>
            Keys
          </Menu.Item>
          <Menu.Divider />
          <DigestItems />
          <Menu.Divider />
          <Menu.Item onClick={() => go('/forward')}>Forward a request</Menu.Item>
          {sectionsOf(session).length > 0 && <Menu.Item onClick={() => go('/console')}>Console</Menu.Item>}
          {/* After the menu has given the focus back, so that the dialog can do the same. */}
          <Menu.Item onClick={() => window.setTimeout(() => setSetsPassword(true), 0)}>
            {session.hasPassword ? 'Change password…' : 'Set password…'}
            {!session.hasPassword && <span className={styles.without}>Without one you need a new link each time.</span>}
          </Menu.Item>
          <Menu.Item onClick={leave}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {setsPassword && <PasswordDialog session={session} onClose={() => setSetsPassword(false)} />}
    </>
  );
}
