// The segments of a set that has no shape of its own here, one a line: its tag, and its elements as they stand. Nothing is left away but the envelope.
import type { Segment } from '../../syntax/segment/segment.js';
import { grouped, MOST_LINES } from './line.text.js';

const ENVELOPE = new Set(['ST', 'SE', 'UNH', 'UNT']);

export function segmentsText(segments: readonly Segment[]): string[] {
  const text: string[] = [];
  let more = 0;
  for (const segment of segments) {
    if (ENVELOPE.has(segment.tag)) continue;
    if (text.length < MOST_LINES) text.push(segmentText(segment));
    else more++;
  }
  if (more > 0) text.push(`and ${grouped(more)} more`);
  return text;
}

function segmentText(segment: Segment): string {
  const elements: string[] = [];
  for (let element = 1; element <= segment.length; element++) elements.push(elementText(segment, element));
  return `${segment.tag.padEnd(4)} ${elements.join(' | ')}`.trimEnd();
}

function elementText(segment: Segment, element: number): string {
  const repetitions: string[] = [];
  for (let repetition = 1; repetition <= Math.max(1, segment.repetitions(element)); repetition++) {
    const parts: string[] = [];
    const last = Math.max(1, segment.components(element, repetition));
    for (let component = 1; component <= last; component++) parts.push(segment.value(element, component, repetition));
    repetitions.push(parts.join(', ').replace(/(, )+$/, ''));
  }
  return repetitions.join('; ');
}
