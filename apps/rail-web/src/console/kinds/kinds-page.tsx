// Ticket kinds: the list, or the one that is open.
export default function KindsPage(_: { openKey?: string }) {
  return null;
}
