// Which department a page of the console is about: `?d=<key>` in the address, else where the reader was last.
import { Link, useLocation, useSearch } from 'wouter';
import type { Department } from '#api';
import { preferences } from '../../look/preferences.js';
import styles from './sheet.module.css';

/** Undefined only where no department is the reader's. */
export function useChosenDepartment(departments: Department[]): Department | undefined {
  const keys = [new URLSearchParams(useSearch()).get('d'), preferences().lastDepartment];
  return keys.map(key => departments.find(one => one.key === key)).find(Boolean) ?? departments[0];
}

export function DepartmentTabs({ departments, chosen }: { departments: Department[]; chosen: Department }) {
  const [path] = useLocation();
  if (departments.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label="Departments">
      {departments.map(one => (
        <Link
          key={one.id}
          href={`${path}?d=${encodeURIComponent(one.key)}`}
          className={styles.tab}
          aria-current={one.id === chosen.id ? 'page' : undefined}
        >
          {one.name}
        </Link>
      ))}
    </nav>
  );
}
