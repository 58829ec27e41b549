import { InitializationFailure } from "../plugin/initialization-failure.ts";
import type { PropertyMap } from "../plugin/property-value.ts";
import type { LiveResource } from "../plugin/provider.ts";
import type { Schema } from "../schema/property.ts";
import { endpointOf } from "./configuration.ts";
import { readLabels, withEffectiveLabels } from "./labels.ts";
import type { Change, Cloud, ResourceDriver } from "./resource-driver.ts";
import { isNotFound } from "./rest/api-error.ts";
import { bodyOf } from "./rest/body.ts";
import type { JsonObject } from "./rest/json.ts";
import { operationDone } from "./rest/operation.ts";
import { stateOf } from "./rest/state.ts";

/** One kind of resource that is a document of a Google REST API. */
export interface RestTable {
  /** The singular noun of the real plugin's messages, such as `Service`. */
  noun: string;
  /** Configuration keys that may hold the API's address, the first set one counts. */
  endpoints: readonly [string, ...string[]];
  schema: Schema;
  /** The property that gets a random name after the resource's own when the program gives none. */
  autoName?: string;
  /** Collection path and query of the creating POST, below the endpoint. */
  create: (plan: PropertyMap) => { path: string; query?: Record<string, string> };
  /** Path of the resource, which is its Pulumi ID too. */
  path: (state: PropertyMap) => string;
  /** What an ID says about a resource that is imported. */
  parseId: (id: string) => PropertyMap | undefined;
  /** The creating body when it is not the bare document. */
  createBody?: (document: JsonObject, plan: PropertyMap) => JsonObject;
  /** The PATCH, given what changed; without it, every change makes a new resource. */
  update?: (document: JsonObject, change: Change) => { query?: Record<string, string>; body: JsonObject };
  /** The document before it is read as state. */
  readable?: (document: JsonObject) => JsonObject;
}

const DELETION_MESSAGE = "without setting deletion_protection=false and running `pulumi up`";

/** Creates, reads, updates and deletes documents as a {@link RestTable} says. */
export function restResource(table: RestTable): ResourceDriver {
  return {
    schema: table.schema,
    autoName: table.autoName,
    complete: (plan, state, { configuration }) =>
      withEffectiveLabels(withPlace(plan, table, configuration), state, table.schema, configuration),
    create: (plan, cloud, signal) => create(table, plan, cloud, signal),
    read: (id, state, cloud, signal) => read(table, id, state, cloud, signal),
    update: (id, plan, change, cloud, signal) => update(table, id, plan, change, cloud, signal),
    remove: (id, state, cloud, signal) => remove(table, id, state, cloud, signal),
  };
}

function withPlace(plan: PropertyMap, { schema }: RestTable, { project, region }: Cloud["configuration"]) {
  return {
    ...plan,
    ...(schema.project ? { project: plan.project ?? project } : {}),
    ...(schema.location ? { location: plan.location ?? region } : {}),
  };
}

async function create(
  table: RestTable,
  plan: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<LiveResource> {
  const { noun } = table;
  const endpoint = endpointOf(cloud.configuration, ...table.endpoints);
  const { path, query } = table.create(plan);
  const document = bodyOf(plan, sentProperties(table.schema));
  const body = table.createBody?.(document, plan) ?? document;
  const answer = await cloud
    .rest({ method: "POST", url: `${endpoint}${path}`, query, body, signal })
    .catch((error: unknown) => {
      throw refused(`Error creating ${noun}`, error, signal);
    });
  const id = table.path(plan);
  await operationDone(answer, { rest: cloud.rest, endpoint, activity: `Creating ${noun}`, signal }).catch(
    (error: unknown) => {
      throw new InitializationFailure(id, plan, `Error waiting to create ${noun}: ${messageOf(error)}`);
    },
  );
  const live = await read(table, id, plan, cloud, signal);
  if (!live.id) throw new Error(`${noun} ${id} was created but is not there`);
  return live;
}

async function read(
  table: RestTable,
  id: string,
  prior: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<LiveResource> {
  const identity = { ...table.parseId(id), ...prior };
  const endpoint = endpointOf(cloud.configuration, ...table.endpoints);
  const url = `${endpoint}${table.path(identity)}`;
  const document = await cloud.rest({ method: "GET", url, signal }).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw refused(`Error when reading or editing ${table.noun} "${id}"`, error, signal);
  });
  if (!document) return { id: "", state: {} };
  const state = stateOf(table.readable?.(document) ?? document, table.schema, prior);
  return { id, state: { ...unsent(identity, table.schema), ...readLabels(state, prior, table.schema) } };
}

async function update(
  table: RestTable,
  id: string,
  plan: PropertyMap,
  change: Change,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<PropertyMap> {
  const endpoint = endpointOf(cloud.configuration, ...table.endpoints);
  if (change.names.length > 0 && table.update) {
    const { query, body } = table.update(bodyOf(plan, sentProperties(table.schema)), change);
    const answer = await cloud
      .rest({ method: "PATCH", url: `${endpoint}${table.path(plan)}`, query, body, signal })
      .catch((error: unknown) => {
        const refusal = refused(`Error updating ${table.noun} "${id}"`, error, signal);
        throw new InitializationFailure(id, plan, refusal.message);
      });
    const activity = `Updating ${table.noun}`;
    await operationDone(answer, { rest: cloud.rest, endpoint, activity, signal }).catch((error: unknown) => {
      throw new InitializationFailure(id, plan, messageOf(error));
    });
  }
  return (await read(table, id, plan, cloud, signal)).state;
}

async function remove(
  table: RestTable,
  id: string,
  state: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<void> {
  if (state.deletionPolicy === "ABANDON") return;
  if (state.deletionPolicy === "PREVENT") {
    throw new Error(`cannot destroy ${table.noun} "${id}" while deletionPolicy is "PREVENT"`);
  }
  if (state.deletionProtection === true) {
    throw new Error(`cannot destroy ${table.noun.toLowerCase()} ${DELETION_MESSAGE}`);
  }
  const endpoint = endpointOf(cloud.configuration, ...table.endpoints);
  const url = `${endpoint}${table.path(state)}`;
  const answer = await cloud.rest({ method: "DELETE", url, signal }).catch((error: unknown) => {
    if (isNotFound(error)) return {};
    throw refused(`Error when reading or editing ${table.noun}`, error, signal);
  });
  await operationDone(answer, { rest: cloud.rest, endpoint, activity: `Deleting ${table.noun}`, signal });
}

/** Effective labels are what is sent, so in a body they are no outputs. */
function sentProperties(schema: Schema): Schema {
  const { effectiveLabels, effectiveAnnotations } = schema;
  return {
    ...schema,
    ...(effectiveLabels ? { effectiveLabels: { ...effectiveLabels, output: undefined } } : {}),
    ...(effectiveAnnotations ? { effectiveAnnotations: { ...effectiveAnnotations, output: undefined } } : {}),
  };
}

/** What the document does not carry: where it is, and settings of the plugin itself. */
function unsent(identity: PropertyMap, schema: Schema): PropertyMap {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([, property]) => property.rest === false)
      .map(([name, property]) => [name, identity[name] ?? property.default]),
  );
}

function refused(what: string, error: unknown, signal: AbortSignal): Error {
  signal.throwIfAborted();
  return new Error(`${what}: ${messageOf(error)}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
