import {
  COMPUTED,
  flag,
  integer,
  list,
  notEmulated,
  REQUIRED,
  record,
  text,
  texts,
} from "../../schema/property.ts";
import { livenessProbe, readinessProbe, startupProbe } from "./cloud-run-probe.ts";

const environmentVariable = record({
  name: text(REQUIRED),
  value: text(),
  valueSource: record({ secretKeyRef: record({ secret: text(REQUIRED), version: text() }) }),
});

/** google.cloud.run.v2.Container */
export const container = record({
  args: list(text()),
  baseImageUri: text(),
  buildInfos: notEmulated(),
  commands: list(text(), { rest: "command" }),
  dependsOns: list(text(), { rest: "dependsOn" }),
  envs: list(environmentVariable, { rest: "env", order: "by-name" }),
  image: text(REQUIRED),
  livenessProbe,
  name: text(COMPUTED),
  ports: record(
    { containerPort: integer(), name: text(COMPUTED) },
    { ...COMPUTED, restShape: "one-element-list" },
  ),
  readinessProbe,
  resources: record(
    {
      cpuIdle: flag({ sendEmpty: true }),
      limits: texts(COMPUTED),
      startupCpuBoost: flag({ sendEmpty: true }),
    },
    COMPUTED,
  ),
  sandboxLauncher: notEmulated(),
  sourceCode: notEmulated(),
  startupProbe,
  volumeMounts: list(record({ mountPath: text(REQUIRED), name: text(REQUIRED), subPath: text() })),
  workingDir: text(),
});
