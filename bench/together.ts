/**
 * `npm run bench -- together [--orders N] [--seconds N] [--only PART]…`: two web processes and a worker on one database that waits for its
 * disk: live channels, an office at work, audited operations. The limits are those of docs/performance.md.
 */
import { parseArgs } from "node:util";
import { type Figure, figure, limited, reached, say } from "./support/figures.ts";
import { measureAudited, WRITERS } from "./together/audited.ts";
import { CHANNELS, measureChannels } from "./together/channels.ts";
import { type Crew, gatherCrew } from "./together/crew.ts";
import { measureOffice, OPERATORS } from "./together/office.ts";

const EVENT_MS = 300;
const TIMES_A_BARE_NOTICE = 10;
const KILOBYTES_A_CHANNEL = 20;
const TIMES_ALONE = 2;
const SHARE_OF_BARE_SQL = 0.5;

/** Gives the figures; everything that was started is stopped and taken away. */
export async function benchTogether(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: "string", default: "20000" },
      seconds: { type: "string", default: "60" },
      only: { type: "string", multiple: true, default: [] },
    },
  });
  const [orders, seconds] = [Number(values.orders), Number(values.seconds)];
  if (!Number.isInteger(orders) || orders < 2000 || !Number.isInteger(seconds) || seconds < 10)
    throw new Error("--orders is a number of orders, at least 2000; --seconds at least 10");
  const crew = await gatherCrew(orders);
  try {
    const parts = {
      office: () => officeFigures(crew, seconds),
      channels: () => channelFigures(crew),
      audited: () => auditedFigures(crew),
    };
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(parts))
      if (values.only.length === 0 || values.only.includes(name)) figures.push(...(await measure()));
    return figures;
  } finally {
    await crew.stop();
  }
}

async function channelFigures(crew: Crew): Promise<Figure[]> {
  const { heard, bare, kilobytesEach } = await measureChannels(crew);
  say(`${CHANNELS} channels were told of changes`);
  const isFew = heard.p95 <= TIMES_A_BARE_NOTICE * bare.p95;
  return [
    figure("change to event on every channel: p50", heard.p50, "ms"),
    limited("change to event on every channel: p95", heard.p95, "ms", EVENT_MS, isFew),
    figure("bare NOTIFY: p95", bare.p95, "ms"),
    limited("memory of a channel", kilobytesEach, "KB", KILOBYTES_A_CHANNEL),
  ];
}

async function officeFigures(crew: Crew, seconds: number): Promise<Figure[]> {
  await measureOffice(crew, OPERATORS, Math.min(seconds, 10));
  const alone = await measureOffice(crew, 1, seconds / 2);
  const office = await measureOffice(crew, OPERATORS, seconds);
  say(`${office.requests} requests of ${OPERATORS} operators`);
  return [
    limited(`${OPERATORS} operators: errors`, office.errors, "errors", 0),
    figure("list, one operator alone: p95", alone.lists.p95, "ms"),
    figure(`list, ${OPERATORS} operators: p95`, office.lists.p95, "ms"),
    limited(
      `list, ${OPERATORS} operators: p95 ÷ alone`,
      office.lists.p95 / alone.lists.p95,
      "ratio",
      TIMES_ALONE,
    ),
  ];
}

async function auditedFigures(crew: Crew): Promise<Figure[]> {
  const { portal, byHand } = await measureAudited(crew);
  return [
    figure(`audited operations, ${WRITERS} writers`, portal, "a second"),
    figure("the same statements by hand", byHand, "a second"),
    reached("audited operations ÷ by hand", portal / byHand, "ratio", SHARE_OF_BARE_SQL),
  ];
}
