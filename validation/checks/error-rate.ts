import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { endpointSamples, type SampledEndpoint } from "../probe/endpoint-samples.ts";
import type { Evidence } from "../result/evidence.ts";

/** Whether every answer is right when the same is asked many times: one in ten that is not shows only then. */
export function errorRate(endpoints: readonly SampledEndpoint[]): Check {
  return {
    id: "error-rate",
    title: "Every one of many answers is right",
    group: "performance",
    needs: ANSWERING,
    alone: true,
    timeLimitSeconds: 120,
    async run(context) {
      const samples = await endpointSamples(context, endpoints);
      const asked = samples.reduce((sum, one) => sum + one.asked, 0);
      const findings = samples.flatMap(({ endpoint, failures, asked: times }) =>
        [...failures].map(([words, count]) => {
          return {
            path: endpoint,
            expected: "a right answer each time",
            actual: `${count} of ${times}: ${words}`,
          };
        }),
      );
      const bad = samples
        .flatMap(({ failures }) => [...failures.values()])
        .reduce((sum, count) => sum + count, 0);
      const evidence: Evidence[] = [
        { kind: "measurement", name: "Wrong answers", unit: "requests", n: asked, value: bad, budget: 0 },
      ];
      if (bad === 0) return passed(`${asked} of ${asked} answers right`, { evidence });
      return failed(findings.map(({ path, actual }) => `${path}: ${actual}`).join("; "), {
        evidence,
        findings,
      });
    },
  };
}
