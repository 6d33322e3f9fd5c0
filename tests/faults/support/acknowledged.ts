/** What the portal answered 200 to: each of it has to be in the history of its order ever after. */

export type Acknowledgement = { order: number; type: string; of: Readonly<Record<string, unknown>> };

export class Acknowledged {
  readonly all: Acknowledgement[] = [];

  /** `of`: what the entry has to say, as far as whoever asked knows it. */
  add(order: number, type: string, of: Acknowledgement["of"] = {}): void {
    this.all.push({ order, type, of });
  }
}

type Entry = { order: number; event: Readonly<Record<string, unknown>> };

/** Those that no entry of the history tells of. */
export function lost(acknowledged: readonly Acknowledgement[], entries: readonly Entry[]): Acknowledgement[] {
  const byOrder = Map.groupBy(entries, ({ order }) => order);
  return acknowledged.filter(
    ({ order, type, of }) =>
      !byOrder
        .get(order)
        ?.some(
          ({ event }) =>
            event.type === type && Object.entries(of).every(([name, value]) => event[name] === value),
        ),
  );
}
