// Which department a page of the desk is about: `?d=<key>` in the address, else where the reader was last.
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from 'wouter';
import type { Department } from '#api';
import { departmentsKey } from '../../api/query-keys.js';
import { readDepartments } from '../../api/rail.api.js';
import { preferences } from '../../look/preferences.js';
import styles from './sheet.module.css';

/** The shell has read them already. */
export function useDepartments(): Department[] {
  const { data } = useQuery({
    queryKey: departmentsKey,
    queryFn: readDepartments,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? [];
}

/** Null only where no department is the reader's. */
export function useChosenDepartment(): Department | null {
  const departments = useDepartments();
  const keys = [new URLSearchParams(useSearch()).get('d'), preferences().lastDepartment];
  return keys.map(key => departments.find(one => one.key === key)).find(Boolean) ?? departments[0] ?? null;
}

export function DepartmentTabs({ chosen }: { chosen: Department }) {
  const departments = useDepartments();
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
