import { assumptionsInWords } from "../../preview/cost/assumptions.ts";
import { costFactsOf } from "../../preview/cost/cost-facts.ts";
import { estimateCost } from "../../preview/cost/estimate.ts";
import { explainFigure } from "../../preview/cost/explain-figures.ts";
import { pricesOf } from "../../preview/cost/prices-of.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { costText } from "../print/cost-text.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Prints what each service costs in a month, as a range with its assumptions. It asks no cloud: settings and list prices say it. */
export async function cost({ project, options, output }: VerbContext): Promise<void> {
  const { settings } = loadSettingsFile(project.settingsFile);
  const prices = pricesOf(settings.region);
  const services = chosenServices(settings, options.service).map(({ key, service }) => {
    const facts = costFactsOf(service, prices);
    const claimed = options.claimed;
    return {
      key,
      name: service.name,
      ...estimateCost(facts, prices),
      assumptions: assumptionsInWords(facts, prices),
      ...(claimed === undefined
        ? {}
        : {
            claimed: {
              monthlyUsd: claimed,
              explanations: explainFigure({ monthlyUsd: claimed, capacity: facts.capacity }, prices),
            },
          }),
    };
  });
  const { default: colors } = await import("picocolors");
  output.result(services.map((service) => costText(service, colors)).join("\n\n"), {
    region: settings.region,
    pricesAsOf: prices.asOf,
    services,
  });
}
