import { isMap, type PropertyMap, UNKNOWN } from "../plugin/property-value.ts";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  LiveResource,
  PropertyDiff,
  Provider,
  ReadRequest,
  UpdateRequest,
} from "../plugin/provider.ts";
import { refusals } from "../schema/check.ts";
import { normalized } from "../schema/normalize.ts";
import { autoNamed } from "./auto-name.ts";
import { checkConfiguration, readConfiguration } from "./configuration.ts";
import { differences } from "./diff.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { declaredInputs, liveInputs } from "./live-inputs.ts";
import { planned } from "./plan.ts";
import type { Cloud, ResourceDriver } from "./resource-driver.ts";
import { RESOURCES } from "./resources/index.ts";
import { type Rest, restClient } from "./rest/client.ts";

/** The stand-in for the gcp plugin: every operation over the tables of `resources/` and `functions/`. */
export function gcpProvider(version: string, connect: (accessToken: string) => Rest = connectRest): Provider {
  let cloud: Cloud | undefined;
  const configured = (): Cloud => {
    if (!cloud) throw new Error("the gcp plugin was used before it was configured");
    return cloud;
  };
  return {
    version,
    checkConfiguration: (news) => ({ inputs: news, failures: checkConfiguration(news) }),
    configure: (values) => {
      const configuration = readConfiguration(values);
      cloud = { configuration, rest: connect(configuration.accessToken) };
    },
    check: async (request) => check(request, driverOf(request.type)),
    diff: async ({ type, news, state }) => changesOf(driverOf(type), news, state, configured()),
    create: async (request) => create(request, driverOf(request.type), configured()),
    read: async (request) => read(request, driverOf(request.type), configured()),
    update: async (request) => update(request, driverOf(request.type), configured()),
    remove: async ({ type, id, state, signal }) => driverOf(type).remove(id, state, configured(), signal),
    invoke: async (token, args, signal) => invoke(token, args, configured(), signal),
  };
}

function connectRest(accessToken: string): Rest {
  return restClient({ accessToken });
}

function driverOf(type: string): ResourceDriver {
  const driver = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
  if (!driver) throw new Error(`the rehearsal's stand-in for the gcp plugin does not emulate ${type}`);
  return driver;
}

/** The real plugin writes its defaults into the inputs, so that the state shows them. */
function check(request: CheckRequest, { schema, autoName }: ResourceDriver): CheckResult {
  const inputs = autoNamed(request, autoName);
  const failures = refusals(inputs, schema).map(({ path, reason }) => ({
    property: "",
    reason: `${reason}. Examine values at '${request.name}.${path}'`,
  }));
  if (failures.length > 0) return { inputs, failures };
  const remembered = inputs.__defaults ? { __defaults: inputs.__defaults } : {};
  return { inputs: { ...normalized(inputs, schema), ...remembered }, failures };
}

async function create(request: CreateRequest, driver: ResourceDriver, cloud: Cloud): Promise<LiveResource> {
  const { inputs, preview, signal } = request;
  const plan = planOf(driver, inputs, {}, cloud);
  return preview ? { id: "", state: withUnknowns(plan, driver) } : driver.create(plan, cloud, signal);
}

async function read(request: ReadRequest, driver: ResourceDriver, cloud: Cloud): Promise<LiveResource> {
  const { id, inputs, state, signal } = request;
  const live = await driver.read(id, state, cloud, signal);
  if (!live.id) return live;
  const imported = Object.keys(inputs).length === 0;
  const declared = imported
    ? declaredInputs(live.state, driver.schema)
    : liveInputs(inputs, live.state, driver.schema);
  return { ...live, inputs: declared };
}

function planOf(driver: ResourceDriver, news: PropertyMap, state: PropertyMap, cloud: Cloud): PropertyMap {
  return driver.complete(planned(normalized(news, driver.schema), state, driver.schema), state, cloud);
}

function changesOf(
  driver: ResourceDriver,
  news: PropertyMap,
  state: PropertyMap,
  cloud: Cloud,
): PropertyDiff[] {
  const { schema } = driver;
  const inputs = normalized(news, schema);
  const plan = planOf(driver, news, state, cloud);
  const place = { project: plan.project, location: plan.location };
  const located = Object.fromEntries(Object.entries(place).filter(([name]) => name in schema));
  const declared = differences({ ...inputs, ...located }, state, schema);
  return [...declared, ...providerLabelChanges(plan, state, declared)];
}

/** Labels that change only because the provider's own defaults did. */
function providerLabelChanges(
  plan: PropertyMap,
  state: PropertyMap,
  declared: PropertyDiff[],
): PropertyDiff[] {
  if (!isMap(plan.pulumiLabels) || declared.some(({ path }) => /^labels\b/.test(path))) return [];
  const schema = { pulumiLabels: { kind: "texts" } } as const;
  return differences({ pulumiLabels: plan.pulumiLabels }, { pulumiLabels: state.pulumiLabels }, schema);
}

async function update(request: UpdateRequest, driver: ResourceDriver, cloud: Cloud): Promise<PropertyMap> {
  const { id, state, news, preview, signal } = request;
  const plan = planOf(driver, news, state, cloud);
  if (preview) return plan;
  const names = changesOf(driver, news, state, cloud).map(({ path }) => path.split(/[.[]/, 1)[0] ?? path);
  return driver.update(id, plan, { state, names: [...new Set(names)] }, cloud, signal);
}

/** During the preview of a new resource, what the cloud will choose is not known. */
function withUnknowns(plan: PropertyMap, { schema }: ResourceDriver): PropertyMap {
  const unknown = Object.entries(schema)
    .filter(([name, property]) => (property.output || property.computed) && plan[name] === undefined)
    .map(([name]) => [name, UNKNOWN]);
  return { ...plan, ...Object.fromEntries(unknown) };
}

async function invoke(
  token: string,
  args: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<PropertyMap> {
  const table = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
  if (!table) throw new Error(`the rehearsal's stand-in for the gcp plugin does not emulate ${token}`);
  const wrong = refusals(args, table.args);
  if (wrong.length > 0) throw new Error(wrong.map(({ reason }) => reason).join("; "));
  return table.run(args, cloud, signal);
}
