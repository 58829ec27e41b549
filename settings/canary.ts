import * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { field } from "./field.ts";

const percent = z.int().min(1).max(100);

function step(description: string) {
  return field(percent, {
    description,
    expected: "a whole number of percent from 1 to 100",
    example: "10",
    unit: "%",
  });
}

const pace = {
  steps: field(
    z.array(step("Share of the new revision in this step.")).min(2).max(20).default([1, 10, 50, 100]),
    {
      description: "Shares of the new revision, one after the other; the last is 100.",
      expected: "a growing list of percentages that ends with 100",
      example: "[1, 10, 50, 100]",
      unit: "%",
    },
  ),
  intervalMinutes: field(z.number().min(0.05).max(1440).default(10), {
    description:
      "Time for which a step is watched before it is judged. Cloud Monitoring shows requests only some minutes after they came.",
    expected: "a number of minutes from 0.05 to 1440",
    example: "10",
    source: "https://cloud.google.com/monitoring/api/metrics_gcp",
  }),
  patienceIntervals: field(z.int().min(0).max(100).default(3), {
    description:
      "How many more intervals a step gets whose numbers do not decide; then it is held and a person is asked.",
    expected: "a whole number from 0 to 100",
    example: "3",
  }),
  gates: field(
    z.array(step("A share from which a person has to let the canary go on.")).max(20).default([]),
    {
      description:
        "Shares after which a person has to say that the canary may go on, however good the numbers are.",
      expected: "a list of percentages that are among the steps",
      example: "[50]",
      unit: "%",
    },
  ),
};

const judgement = {
  minimumRequests: field(z.int().min(1).max(1_000_000).default(50), {
    description: "Requests that each side must have had before anything is said about errors and latency.",
    expected: "a whole number from 1 to 1000000",
    example: "50",
    unit: "requests",
  }),
  errorMarginPercent: field(z.number().min(0.01).max(50).default(1), {
    description:
      "How much larger the share of 5xx answers may be than what the stable revision has, in percentage points. The smaller, the more requests it takes to decide.",
    expected: "a number of percentage points from 0.01 to 50",
    example: "1",
  }),
  latencyQuantile: field(z.number().min(0.5).max(0.999).default(0.95), {
    description:
      "The quantile of request latency that is compared; answers with 5xx and WebSockets are left out.",
    expected: "a number from 0.5 to 0.999",
    example: "0.95",
  }),
  latencyRatio: field(z.number().min(1).max(100).default(1.5), {
    description: "How many times the stable revision's latency at that quantile the new one's may be.",
    expected: "a number from 1 to 100",
    example: "1.5",
  }),
  newErrorLines: field(z.int().min(1).max(100_000).default(10), {
    description:
      "Log lines of severity ERROR and above, of kinds that the stable revision has not logged in the last day, at which the canary has failed.",
    expected: "a whole number from 1 to 100000",
    example: "10",
    unit: "lines",
  }),
};

const validation = {
  validationCommand: field(z.string().min(1).optional(), {
    description:
      "A shell command that is run at the end of every step, with CANARY_URL, CANARY_REVISION and CANARY_PERCENT in its environment; any exit code but 0 fails the canary.",
    expected: "a command",
    example: "npm run smoke",
  }),
  validationTimeoutSeconds: field(z.int().min(1).max(3600).default(300), {
    description: "Time for the validation command; then it is ended and the canary has failed.",
    expected: "a whole number of seconds from 1 to 3600",
    example: "300",
  }),
};

/** How `stage canary` moves a new revision up, and what it is judged by. */
export const canarySchema = field(z.strictObject({ ...pace, ...judgement, ...validation }).prefault({}), {
  description: "How `stage canary` moves a new revision up, and what it is judged by.",
  expected: "a map",
  example: "{ steps: [5, 25, 100], intervalMinutes: 15 }",
});

export type CanarySettings = z.output<typeof canarySchema>;

/** Steps grow and end with everything; gates are among them. */
export function checkCanary({ steps, gates }: CanarySettings): Finding[] {
  const grows = steps.every((share, index) => index === 0 || share > (steps[index - 1] ?? 0));
  const ordered = grows && steps.at(-1) === 100;
  const strangers = gates.filter((gate) => !steps.includes(gate) || gate === 100);
  return [
    ...(ordered
      ? []
      : [
          {
            path: "canary.steps",
            expected: "percentages that grow and end with 100",
            actual: steps.join(", "),
            example: "[1, 10, 50, 100]",
          },
        ]),
    ...(strangers.length === 0
      ? []
      : [
          {
            path: "canary.gates",
            expected: `steps below 100 (${steps.filter((share) => share < 100).join(", ")})`,
            actual: strangers.join(", "),
          },
        ]),
  ];
}
