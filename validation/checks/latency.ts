import type { Finding } from "../../faults/fault.ts";
import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed, skipped } from "../outcome.ts";
import { type EndpointSamples, endpointSamples, type SampledEndpoint } from "../probe/endpoint-samples.ts";
import { percentile, rounded } from "../probe/percentiles.ts";
import type { MeasurementEvidence } from "../result/evidence.ts";
import type { LatencyResult } from "../result/measured.ts";

/** Whether endpoints answer as fast as the settings want them to. */
export function latency(endpoints: readonly SampledEndpoint[]): Check {
  return {
    id: "latency",
    title: "Endpoints answer fast enough",
    group: "performance",
    needs: ANSWERING,
    alone: true,
    timeLimitSeconds: 120,
    async run(context) {
      const samples = await endpointSamples(context, endpoints);
      const results = samples.filter(({ milliseconds }) => milliseconds.length > 0).map(resultOf);
      if (results.length === 0) return skipped("no endpoint answered");
      const { p50Milliseconds: half, p95Milliseconds: most } = context.settings.validation.latency;
      const evidence = results.map((result) => evidenceOf(result, most));
      const findings = results.flatMap((result) => [
        ...over(result, "p50", result.p50Milliseconds, half),
        ...over(result, "p95", result.p95Milliseconds, most),
      ]);
      const rest = { evidence, findings, measured: { latency: results } };
      const told = results.map(
        ({ endpoint, p50Milliseconds: p50, p95Milliseconds: p95, n }) =>
          `${endpoint} p50 ${p50} ms, p95 ${p95} ms (n ${n})`,
      );
      if (findings.length === 0) return passed(told.join("; "), rest);
      return failed(
        findings.map(({ path, expected, actual }) => `${path} ${actual}, ${expected}`).join("; "),
        rest,
      );
    },
  };
}

function resultOf({ endpoint, milliseconds, failures }: EndpointSamples): LatencyResult {
  const at = (percent: number) => rounded(percentile(milliseconds, percent));
  return {
    ...{ endpoint, n: milliseconds.length },
    ...{
      p50Milliseconds: at(50),
      p95Milliseconds: at(95),
      p99Milliseconds: at(99),
      maxMilliseconds: at(100),
    },
    failures: [...failures.values()].reduce((sum, times) => sum + times, 0),
  };
}

function evidenceOf(result: LatencyResult, budget: number): MeasurementEvidence {
  const { endpoint, n, p50Milliseconds: p50, p95Milliseconds: p95, p99Milliseconds: p99 } = result;
  return {
    kind: "measurement",
    ...{
      name: `Answer time of ${endpoint}`,
      unit: "ms",
      n,
      p50,
      p95,
      p99,
      max: result.maxMilliseconds,
      budget,
    },
    method: "from sending the request to the last byte of the answer, two requests at a time; budget: of p95",
  };
}

function over({ endpoint }: LatencyResult, name: string, found: number, budget: number): Finding[] {
  if (found <= budget) return [];
  return [{ path: `${endpoint} ${name}`, expected: `at most ${budget} ms`, actual: `${found} ms` }];
}
