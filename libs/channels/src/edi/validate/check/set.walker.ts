// The way of a set's segments through its table. Guarantees: one step per segment, never back; a segment that does not fit is one finding at its place,
// and those after it are still looked at where they belong.
import type { Segment } from '../../syntax/segment/segment.js';
import type { LoopRule, Place, SetRule } from '../table/rule.js';
import type { FaultList } from './fault.list.js';

/** A loop that was begun. */
interface Frame {
  loop: LoopRule;
  /** Place of its last segment; -1 before the first. */
  at: number;
  /** How often that place was used. */
  used: number;
}

export class SetWalker {
  private readonly frames: Frame[];

  constructor(
    private readonly rule: SetRule,
    private readonly faults: FaultList,
  ) {
    this.frames = [{ loop: rule.root, at: -1, used: 0 }];
  }

  /** Name of the loop that the walk is in; null outside of loops. */
  get loop(): string | null {
    return this.frames[this.frames.length - 1]!.loop.name;
  }

  step(segment: Segment): void {
    for (let depth = this.frames.length - 1; depth >= 0; depth--) {
      const frame = this.frames[depth]!;
      const found = this.next(frame, segment.tag);
      if (found === -1) continue;
      this.leave(depth, segment);
      this.missing(frame, found, segment);
      frame.used = found === frame.at ? frame.used + 1 : 1;
      frame.at = found;
      this.enter(frame.loop.places[found]!);
      return;
    }
    this.misplaced(segment);
  }

  /** @param segment that stands behind the set's body, SE or UNT */
  end(segment: Segment): void {
    this.leave(0, segment);
    const [root] = this.frames;
    this.missing(root!, root!.loop.places.length, segment);
  }

  /** The first place from here on that takes such a segment; -1: none in this loop. */
  private next({ loop, at, used }: Frame, tag: string): number {
    const places = loop.byTag.get(tag);
    if (places === undefined) return -1;
    for (const place of places) {
      if (place > at || (place === at && used < loop.places[place]!.max)) return place;
    }
    return -1;
  }

  private enter({ loop }: Place): void {
    if (loop) this.frames.push({ loop, at: 0, used: 1 });
  }

  /** Ends all loops inside the one of that depth. */
  private leave(depth: number, segment: Segment): void {
    while (this.frames.length > depth + 1) {
      const frame = this.frames.pop()!;
      this.missing(frame, frame.loop.places.length, segment);
    }
  }

  private missing({ loop, at }: Frame, before: number, segment: Segment): void {
    for (let index = at + 1; index < before; index++) {
      const place = loop.places[index]!;
      if (!place.mandatory) continue;
      const name = place.loop?.name ?? loop.name;
      this.faults.add({
        ...{ code: 'segment.missing', what: `is missing before ${segment.tag}`, segment },
        ...{ loop: name, tag: place.tag },
      });
    }
  }

  private misplaced(segment: Segment): void {
    const { tag } = segment;
    if (!this.rule.segments.has(tag)) {
      const known = this.rule.knows(tag);
      const code = known ? 'segment.not-in-set' : 'segment.unrecognised';
      const what = known ? 'does not belong into this set' : 'is no segment that the standard has';
      this.faults.add({ code, what, segment, loop: this.loop });
      return;
    }
    // The first segment of a loop is counted by the loop around it.
    const where = (fits: (frame: Frame, place: number) => boolean): number =>
      this.frames.findLastIndex((frame, depth) =>
        frame.loop.byTag.get(tag)?.some(place => (depth === 0 || place > 0) && fits(frame, place)),
      );
    const full = where((frame, place) => place === frame.at);
    if (full !== -1) return this.again(full, segment);
    const passed = where((frame, place) => place < frame.at);
    if (passed !== -1) return this.late(passed, segment);
    this.faults.add({ code: 'segment.unexpected', what: 'may not stand here', segment, loop: this.loop });
  }

  private again(depth: number, segment: Segment): void {
    const frame = this.frames[depth]!;
    const place = frame.loop.places[frame.at]!;
    this.leave(depth, segment);
    const code = place.loop ? 'segment.loop-too-often' : 'segment.too-often';
    const what = `stands more than ${place.max} times`;
    this.faults.add({ code, what, segment, loop: place.loop?.name ?? frame.loop.name });
    frame.used++;
    this.enter(place);
  }

  private late(depth: number, segment: Segment): void {
    const frame = this.frames[depth]!;
    const last = frame.loop.places[frame.at]!.tag;
    this.leave(depth, segment);
    const place = frame.loop.byTag.get(segment.tag)!.find(index => (depth === 0 || index > 0) && index < frame.at)!;
    const found = frame.loop.places[place]!;
    const loop = found.loop?.name ?? frame.loop.name;
    this.faults.add({ code: 'segment.out-of-order', what: `must stand before ${last}`, segment, loop });
    this.enter(found);
  }
}
