// From Ticket Rail into the tracker: the issue shows what the handoff is now. Guarantees: one issue for a handoff, however often and in whatever order
// news of it comes; it is found by its label, so nothing has to be remembered; one change of the issue at most, so nothing is left half done.
import { handoffOf, labelOf, MIRRORED, pageOf, shownVersion } from './issue.page.mjs';

/**
 * @param {{ rail: import('./rail.client.mjs').RailClient, tracker: import('./tracker.client.mjs').TrackerClient }} sides
 * @param {number} handoffId
 * @param {number} version  that the news tells of
 * @returns {Promise<'created' | 'changed' | 'known' | 'nothing'>}
 */
export async function showInTracker({ rail, tracker }, handoffId, version) {
  const found = (await tracker.withLabels([MIRRORED, labelOf(handoffId)])).filter(one => handoffOf(one) === handoffId);
  // The oldest, if a tracker that was slow to show its first one has got two.
  const issue = found.sort((a, b) => a.number - b.number)[0];
  if (issue && shownVersion(issue) >= version) return 'known';
  // As it is now, not as it was: several steps may have been taken since.
  const handoff = await rail.handoff(handoffId);
  if (!handoff || handoff.state === 'draft') return 'nothing';
  if (issue) {
    await tracker.change(issue.number, pageOf(handoff, issue.labels));
    return 'changed';
  }
  // Over before anybody saw it here.
  if (handoff.state !== 'offered' && handoff.state !== 'accepted') return 'nothing';
  await tracker.create(pageOf(handoff, []));
  return 'created';
}
