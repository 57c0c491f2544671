// Handoff contracts: the list, or the one that is open.
import type { Department } from '#api';

export default function ContractsPage(_: { openKey?: string; departments: Department[] }) {
  return null;
}
