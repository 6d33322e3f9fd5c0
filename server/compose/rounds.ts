/**
 * What the passing of time and the neighbours change by themselves is looked for in rounds: once for all processes of an
 * installation, by whichever comes first (ADR 0027).
 */
import { refreshCertificateStatus } from "../certificates/refresh-status.ts";
import { collectUnnamedFiles, sweepFiles } from "../documents/collect-unnamed-files.ts";
import { anchorJournal } from "../journal/anchors.ts";
import { expireStandings } from "../order/priority-store.ts";
import { settleTally } from "../orders/count-orders.ts";
import { inRound } from "../platform/claim-round.ts";
import { within } from "../platform/within.ts";
import type { Services } from "../ports/services.ts";
import { sweepPresence } from "../presence/presence-store.ts";
import { followOpenCollections } from "../signatures/follow-open-collections.ts";

type Round = { what: string; seconds: number; work(services: Services): Promise<unknown> };

const HOUR = 3600;

const ROUNDS: readonly Round[] = [
  { what: "following collections", seconds: 60, work: followOpenCollections },
  // Often enough that, with the time that an answer takes, a revocation shows within a minute (CERT-3).
  { what: "asking for revocations", seconds: 20, work: refreshCertificateStatus },
  { what: "anchoring the journal", seconds: 60, work: anchorJournal },
  // The list's order is right at the minute (LIST-2).
  { what: "expiring standings", seconds: 15, work: expireStandings },
  // With the time that a silent page is kept, well under the 15 seconds of COLLAB-3.
  { what: "sweeping presence", seconds: 2, work: sweepPresence },
  { what: "summing up the tally", seconds: 60, work: ({ db }) => settleTally(db) },
  { what: "sweeping the file store", seconds: HOUR, work: sweepFiles },
  { what: "collecting unnamed files", seconds: HOUR, work: collectUnnamedFiles },
];

export type Rounds = {
  /** No further round is begun. */
  stop(): void;
  /** Waits for those under way, for `seconds` at most. */
  finish(seconds: number): Promise<boolean>;
};

/**
 * Begins the rounds; none is ever under way twice at a time, in whichever process, however long it takes. What fails is
 * logged and tried again.
 */
export function startRounds(services: Services): Rounds {
  const underWay = new Map<string, Promise<unknown>>();
  const timers = ROUNDS.map(({ what, seconds, work }) =>
    setInterval(() => {
      if (underWay.has(what)) return;
      const round = inRound(services.db, { name: what, seconds }, () => work(services))
        .catch((error: unknown) => services.log.error({ err: error }, what))
        .finally(() => underWay.delete(what));
      underWay.set(what, round);
    }, seconds * 1000),
  );
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
    finish: (seconds) => within(seconds, Promise.all(underWay.values())),
  };
}
