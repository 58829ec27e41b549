import { assumptionsInWords } from "../cost/assumptions.ts";
import { capacityOfService } from "../cost/capacity-of-service.ts";
import { costFactsOf } from "../cost/cost-facts.ts";
import { type CostEstimate, type CostFacts, estimateCost } from "../cost/estimate.ts";
import { type Prices, pricesByRegion } from "../cost/prices.ts";
import { code } from "../markdown/code.ts";
import { details } from "../markdown/details.ts";
import { table } from "../markdown/table.ts";
import type { PlannedResource } from "../plan/planned-resource.ts";
import { changedServices } from "../plan/service-view.ts";
import type { PreviewFacts } from "../preview-facts.ts";
import type { Section } from "../section.ts";

const UNCHANGED = "unchanged";

interface ServiceCost {
  name: string;
  facts: CostFacts;
  before: CostEstimate | undefined;
  after: CostEstimate | undefined;
}

/** What a month of each changed service costs now and afterwards, as a range, with what that rests on. */
export const cost: Section = {
  render(facts) {
    const prices = pricesByRegion[facts.settings?.region ?? ""];
    if (!prices) return undefined;
    const costs = changedServices(facts.preview.resources).flatMap(
      (service) => costOf(service, facts, prices) ?? [],
    );
    const [first] = costs;
    if (!first) return undefined;
    const rows = costs.map(({ name, before, after }) => [
      code(name),
      inWords(before),
      inWords(after),
      change(before, after),
    ]);
    const assumptions = assumptionsInWords(first.facts, prices).map((line) => `- ${line}`);
    const isSame = rows.every(([, , , difference]) => difference === UNCHANGED);
    return [
      "### Cost a month",
      table(["", "now", "after", ""], rows),
      ...(isSame ? [] : [details("What this rests on", assumptions.join("\n"))]),
    ].join("\n\n");
  },
};

function costOf(
  resource: PlannedResource,
  { settings }: PreviewFacts,
  prices: Prices,
): ServiceCost | undefined {
  const name = (resource.after ?? resource.before)?.inputs.name;
  const service = Object.values(settings?.services ?? {}).find((one) => one.name === name);
  if (!service) return undefined;
  const factsOf = (side: PlannedResource["before"]) => {
    const capacity = side && capacityOfService(side.inputs);
    return capacity && costFactsOf(service, prices, capacity);
  };
  const [before, after] = [factsOf(resource.before), factsOf(resource.after)];
  const facts = after ?? before;
  return (
    facts && {
      name: String(name),
      facts,
      before: before && estimateCost(before, prices),
      after: after && estimateCost(after, prices),
    }
  );
}

function inWords(estimate: CostEstimate | undefined): string {
  if (!estimate) return "–";
  const { low, expected, high } = estimate.totalUsd;
  return `**$${expected.toFixed(2)}** ($${low.toFixed(2)} to $${high.toFixed(2)})`;
}

function change(before: CostEstimate | undefined, after: CostEstimate | undefined): string {
  if (!before || !after) return "";
  const difference = after.totalUsd.expected - before.totalUsd.expected;
  if (Math.abs(difference) < 0.005) return UNCHANGED;
  return `${difference < 0 ? "−" : "+"}$${Math.abs(difference).toFixed(2)}`;
}
