import type { Operator } from "./property-mutants.ts";

/** Mutants that no rule notices, and why that is all right. `*` stands for any part of a path. */
export interface Survivors {
  path: string;
  operators: Operator[];
  reason: string;
}

const CONTAINER = "template.containers[0]";
const GONE: Operator[] = ["drop", "null"];
const SCALED: Operator[] = ["double", "halve"];

/** The reasons, each for at least one mutant: one that is not needed any more fails the score, as does a survivor without. */
export const survivors: Survivors[] = [
  {
    path: "labels.t*",
    operators: ["other"],
    reason: "Whose a service is, its owners decide; that the label is there is checked.",
  },
  {
    path: "labels.managed-by",
    operators: ["other"],
    reason: "Another tool may come to manage it; that the label is there is checked.",
  },
  {
    path: "annotations*",
    operators: ["other", ...GONE],
    reason:
      "What a rollback left there, only the live service tells: stage up compares the pin before and after.",
  },
  {
    path: `${CONTAINER}.envs[LOG_LEVEL]*`,
    operators: ["other", ...GONE],
    reason: "Without a level, or with one it does not know, the program says so or logs at info.",
  },
  {
    path: `${CONTAINER}.envs[CLICKHOUSE_PORT]*`,
    operators: ["other", ...SCALED, ...GONE],
    reason: "ClickHouse is optional and has a default port; the start-up log says when it is not reached.",
  },
  {
    path: `${CONTAINER}.envs[CLICKHOUSE_REQUIRED]*`,
    operators: ["other", ...GONE],
    reason: "Both values are fit for staging; false is the default.",
  },
  {
    path: `${CONTAINER}.envs[REDIS_PORT]*`,
    operators: ["other", ...SCALED, ...GONE],
    reason: "Whether Redis answers there shows only at run time: the startup probe fails when it does not.",
  },
  {
    path: `${CONTAINER}.envs[CLICKHOUSE_HOST].value`,
    operators: ["other"],
    reason: "Which host it is, no resource tells; what names another environment is refused.",
  },
  {
    path: `${CONTAINER}.envs[REDIS_HOST].value`,
    operators: ["other"],
    reason: "Which host it is, no resource tells; what names another environment is refused.",
  },
  {
    path: `${CONTAINER}.envs[DATABASE_NAME].value`,
    operators: ["other"],
    reason: "The instance is checked; which of its databases is the service's own matter.",
  },
  {
    path: `${CONTAINER}.envs[DATABASE_USER].value`,
    operators: ["other"],
    reason: "The instance is checked; a user that it does not have fails the startup probe.",
  },
  {
    path: `${CONTAINER}.envs[*].valueSource.secretKeyRef.version`,
    operators: ["double"],
    reason: "Secrets are rotated by naming another version; that it is a fixed one is checked.",
  },
  {
    path: `${CONTAINER}.livenessProbe.*Seconds`,
    operators: [...SCALED, ...GONE],
    reason: "Within the timeout the timing is a matter of taste, and Cloud Run's defaults are within it.",
  },
  {
    path: `${CONTAINER}.livenessProbe.failureThreshold`,
    operators: [...SCALED, ...GONE],
    reason: "Within the timeout the timing is a matter of taste, and Cloud Run's defaults are within it.",
  },
  {
    path: `${CONTAINER}.*Probe.httpGet.port`,
    operators: GONE,
    reason: "Cloud Run probes the container's own port then.",
  },
  {
    path: `${CONTAINER}.ports.name`,
    operators: GONE,
    reason: "Cloud Run takes HTTP/1 then.",
  },
  {
    path: `${CONTAINER}.resources.startupCpuBoost`,
    operators: ["other", ...GONE],
    reason: "The boost makes starts faster and costs little; the startup probe's window is checked.",
  },
  {
    path: `${CONTAINER}.startupProbe.failureThreshold`,
    operators: SCALED,
    reason: "The time to start stays between what a start takes and what Cloud Run allows.",
  },
  {
    path: `${CONTAINER}.startupProbe.periodSeconds`,
    operators: ["double"],
    reason: "The time to start stays between what a start takes and what Cloud Run allows.",
  },
  {
    path: `${CONTAINER}.startupProbe.initialDelaySeconds`,
    operators: ["double", ...GONE],
    reason: "The time to start stays between what a start takes and what Cloud Run allows.",
  },
  {
    path: `${CONTAINER}.startupProbe.timeoutSeconds`,
    operators: ["halve", ...GONE],
    reason: "The default is a second; half of one is refused by the API, which wants whole seconds.",
  },
  {
    path: "template.maxInstanceRequestConcurrency",
    operators: ["halve"],
    reason: "Fewer requests at a time need less memory; the cost stays within the budget by max-instances.",
  },
  {
    path: "template.scaling.maxInstanceCount",
    operators: ["halve"],
    reason: "A lower ceiling costs less and needs fewer connections.",
  },
  {
    path: "template.scaling.minInstanceCount",
    operators: ["double", ...GONE],
    reason: "One warm instance is allowed, and unset means none.",
  },
  {
    path: "traffics",
    operators: GONE,
    reason: "Cloud Run sends all requests to the latest revision then, which is what staging declares.",
  },
  {
    path: "traffics[0]",
    operators: ["drop"],
    reason: "Cloud Run sends all requests to the latest revision then, which is what staging declares.",
  },
];
