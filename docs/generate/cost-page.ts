import { type ClaimedFigure, explainFigure, explainPair } from "../../preview/cost/explain-figures.ts";
import { type Prices, pricesByRegion } from "../../preview/cost/prices.ts";
import { pricesOf } from "../../preview/cost/prices-of.ts";
import { generatedFrom, type Page, table } from "./page.ts";
import { smallCapacity } from "./small-capacity.ts";

/** docs/cost.md: prices, model, and what two claimed figures would take to be true. */
export const costPage: Page = {
  path: "docs/cost.md",
  render: () =>
    [
      generatedFrom("preview/cost/"),
      "# Cost",
      INTRODUCTION,
      "## Prices",
      ...Object.entries(pricesByRegion).map(([region, prices]) => priceTable(region, prices)),
      "## How instance time follows from use",
      MODEL,
      "## What $205 and $650 a month would take",
      CLAIM,
      claimTable(),
      CONCLUSION,
    ].join("\n\n"),
};

const INTRODUCTION = `\`npx stage cost\` prints what a service costs in a month as a range, line by line, with what it rests on; \`--json\` as data,
\`--claimed USD\` what somebody's figure would take to be true. Nothing is measured by it: capacity comes from the settings, use from
\`services.<key>.usage\`. A pull request's comment shows the same figures before and after.`;

const MODEL = `Under request-based billing an instance is paid for while it has a request, an open WebSocket included. How many requests share
an instance is not known from settings, so there are three answers:

- **low**: they share as well as the concurrency lets them; the fewest requests; the whole free tier is left.
- **expected**: they come at random, evenly over the month: some request is there for 1 − e^(−rate × time) of it, the busy share of an
  M/G/∞ queue; above 60 % of an instance's concurrency there are as many instances as the load fills.
- **high**: none shares; the most requests; no free tier.

Under instance-based billing an instance is paid for while it exists: up to 15 minutes longer than its last request. Minimum
instances are paid for all month, at the idle rate while they have no request. A canary adds what the second revision keeps busy that
one alone would have shared: nothing where hardly anything is in flight, a whole instance while WebSockets are open on both.
Not in it: traffic to the internet, logs, builds, image storage, secrets.`;

const CLAIM = `Reports on this environment claimed $650 a month before and $205 after the move to a small image, 512 MiB instead of 2 GB, without
saying what was counted. A figure alone only tells how many instances it would pay for, all month long; two of them, under one and the
same use, also tell what must have been paid beside Cloud Run. The CPUs of before are not on record, so each size is tried:`;

const CONCLUSION = `A row with less than nothing beside Cloud Run cannot be true, so both figures hold only with 4 CPUs before: then two to three
instances are busy day and night, and something fixed is counted with them that costs more than the whole of a small staging database
(1 vCPU, 3.75 GiB, 10 GiB: $51.01). A service that people use in working hours costs a fraction: \`npx stage cost\` prints it.
From 650 to 205 is 68 % less, as claimed, and it is the CPUs that save it; an image's size costs nothing on Cloud Run by itself.`;

const before = [
  { cpu: 1, memoryGiB: 2 },
  { cpu: 2, memoryGiB: 2 },
  { cpu: 4, memoryGiB: 2 },
  { cpu: 4, memoryGiB: 4 },
];

function claimTable(): string {
  const prices = pricesOf("us-central1");
  const afterClaim: ClaimedFigure = { monthlyUsd: 205, capacity: smallCapacity };
  const rows = before.flatMap((size) => {
    const beforeClaim: ClaimedFigure = { monthlyUsd: 650, capacity: { ...smallCapacity, ...size } };
    const alone = explainFigure(beforeClaim, prices);
    const afterAlone = explainFigure(afterClaim, prices);
    return explainPair(beforeClaim, afterClaim, prices).map((pair, index) => [
      `${size.cpu} vCPU, ${size.memoryGiB} GiB`,
      pair.billing,
      alone[index]?.meanInstances.toFixed(2) ?? "",
      afterAlone[index]?.meanInstances.toFixed(2) ?? "",
      pair.meanInstances.toFixed(2),
      pair.fixedUsd.toFixed(2),
    ]);
  });
  const head = [
    "before",
    "billing",
    "$650 alone",
    "$205 alone",
    "both: instances",
    "both: beside Cloud Run, USD",
  ];
  return table(head, rows);
}

function priceTable(
  region: string,
  { asOf, sources, requestBased, instanceBased, database }: Prices,
): string {
  const rows = [
    ["CPU while serving", "vCPU-second", requestBased.cpuSecondUsd, `${requestBased.free.cpuSeconds} free`],
    [
      "memory while serving",
      "GiB-second",
      requestBased.memoryGiBSecondUsd,
      `${requestBased.free.memoryGiBSeconds} free`,
    ],
    ["CPU of an idle minimum instance", "vCPU-second", requestBased.idleCpuSecondUsd, ""],
    ["memory of an idle minimum instance", "GiB-second", requestBased.idleMemoryGiBSecondUsd, ""],
    ["requests", "million", requestBased.millionRequestsUsd, `${requestBased.free.requests} free`],
    [
      "CPU, instance-based",
      "vCPU-second",
      instanceBased.cpuSecondUsd,
      `${instanceBased.free.cpuSeconds} free`,
    ],
    [
      "memory, instance-based",
      "GiB-second",
      instanceBased.memoryGiBSecondUsd,
      `${instanceBased.free.memoryGiBSeconds} free`,
    ],
    ["Cloud SQL CPU", "vCPU-hour", database.cpuHourUsd, ""],
    ["Cloud SQL memory", "GiB-hour", database.memoryGiBHourUsd, ""],
    ["Cloud SQL SSD", "GiB-month", database.storageGiBMonthUsd, ""],
  ].map(([what, unit, price, free]) => [String(what), String(unit), decimal(Number(price)), String(free)]);
  const intro = `${region}, ${asOf}, list prices in USD ([Cloud Run](${sources.run}), [Cloud SQL](${sources.sql})):`;
  return `${intro}\n\n${table(["what", "per", "USD", "a month"], rows)}`;
}

function decimal(price: number): string {
  return price < 0.001 ? price.toFixed(7).replace(/0+$/, "") : String(price);
}
