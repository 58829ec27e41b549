import { quantity, seconds } from "../same-value.ts";
import { type Acceptance, refused, setting } from "./setting-change.ts";

/** How the live value of a property becomes a setting. */
type Conversion = (live: unknown) => unknown;

const asIs: Conversion = (live) => live;
const flag: Conversion = (live) => live === true;
const count: Conversion = (live) => live ?? 0;
const cpus: Conversion = (live) => quantity(String(live));
const mebibytes: Conversion = (live) => {
  const bytes = quantity(String(live));
  return bytes === undefined ? undefined : bytes / 1024 ** 2;
};
const secondsOf: Conversion = (live) => seconds(String(live));
const generation: Conversion = (live) => /GEN[12]$/.exec(String(live))?.[0].toLowerCase();
const ingress: Conversion = (live) => INGRESS[String(live)];

const INGRESS: Record<string, string> = {
  INGRESS_TRAFFIC_ALL: "all",
  INGRESS_TRAFFIC_INTERNAL_ONLY: "internal",
  INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: "internal-and-cloud-load-balancing",
};

const CONTAINER = "template.containers[0].";

/** The properties of a service that a setting says by itself. */
const SETTINGS: Record<string, [path: string, conversion: Conversion]> = {
  [`${CONTAINER}resources.limits.memory`]: ["memoryMiB", mebibytes],
  [`${CONTAINER}resources.limits.cpu`]: ["cpu", cpus],
  [`${CONTAINER}resources.cpuIdle`]: ["cpuIdle", flag],
  [`${CONTAINER}resources.startupCpuBoost`]: ["startupCpuBoost", flag],
  [`${CONTAINER}ports.containerPort`]: ["port", asIs],
  "template.maxInstanceRequestConcurrency": ["concurrency", asIs],
  "template.timeout": ["timeoutSeconds", secondsOf],
  "template.scaling.maxInstanceCount": ["scaling.maxInstances", asIs],
  "template.scaling.minInstanceCount": ["scaling.minInstances", count],
  "template.executionEnvironment": ["executionEnvironment", generation],
  "template.sessionAffinity": ["sessionAffinity", flag],
  deletionProtection: ["deletionProtection", flag],
  ingress: ["ingress", ingress],
};

/** The setting of a property that one setting says; undefined where it is no such property. */
export function serviceProperty(path: string, live: unknown): Acceptance | undefined {
  const [name, conversion] = SETTINGS[path] ?? probeSetting(path) ?? [];
  if (name === undefined || conversion === undefined) return undefined;
  const value = conversion(live);
  if (value !== undefined) return setting(name.split("."), value);
  return refused(`the setting ${name} cannot say ${live === undefined ? "nothing" : String(live)}`);
}

function probeSetting(path: string): [string, Conversion] | undefined {
  const [, probe, property] =
    /\.(startup|liveness)Probe\.(httpGet\.path|initialDelaySeconds|periodSeconds|timeoutSeconds|failureThreshold)$/.exec(
      path,
    ) ?? [];
  return probe === undefined || property === undefined
    ? undefined
    : [`probes.${probe}.${property.replace("httpGet.", "")}`, asIs];
}
