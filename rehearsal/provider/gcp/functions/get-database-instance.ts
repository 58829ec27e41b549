import type { PropertyMap } from "../../plugin/property-value.ts";
import {
  flag,
  integer,
  list,
  OUTPUT,
  REQUIRED,
  record,
  type Schema,
  text,
  texts,
} from "../../schema/property.ts";
import { endpointOf } from "../configuration.ts";
import { isNotFound } from "../rest/api-error.ts";
import { isObject, type Json, type JsonObject } from "../rest/json.ts";
import { stateOf } from "../rest/state.ts";
import { asDataSource } from "./as-data-source.ts";
import type { FunctionTable } from "./function-table.ts";

/** What of google.cloud.sql.v1beta4.DatabaseInstance the function answers. */
const instance: Schema = {
  availableMaintenanceVersions: list(text(), OUTPUT),
  connectionName: text(OUTPUT),
  databaseVersion: text(OUTPUT),
  dnsName: text(OUTPUT),
  firstIpAddress: text(OUTPUT),
  instanceType: text(OUTPUT),
  ipAddresses: list(
    record({ ipAddress: text(OUTPUT), timeToRetire: text(OUTPUT), type: text(OUTPUT) }),
    OUTPUT,
  ),
  maintenanceVersion: text(OUTPUT),
  masterInstanceName: text(OUTPUT),
  name: text(OUTPUT),
  privateIpAddress: text(OUTPUT),
  project: text(OUTPUT),
  publicIpAddress: text(OUTPUT),
  region: text(OUTPUT),
  replicaNames: list(text(), OUTPUT),
  selfLink: text(OUTPUT),
  serviceAccountEmailAddress: text(OUTPUT),
  settings: record({
    activationPolicy: text(OUTPUT),
    availabilityType: text(OUTPUT),
    databaseFlags: list(record({ name: text(OUTPUT), value: text(OUTPUT) }), OUTPUT),
    deletionProtectionEnabled: flag(OUTPUT),
    diskAutoresize: flag({ ...OUTPUT, rest: "storageAutoResize" }),
    diskSize: integer({ ...OUTPUT, rest: "dataDiskSizeGb" }),
    diskType: text({ ...OUTPUT, rest: "dataDiskType" }),
    edition: text(OUTPUT),
    pricingPlan: text(OUTPUT),
    tier: text(OUTPUT),
    userLabels: texts(OUTPUT),
    version: integer({ ...OUTPUT, rest: "settingsVersion" }),
  }),
};

/**
 * gcp:sql/getDatabaseInstance:getDatabaseInstance
 *
 * @see https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1beta4/instances/get
 */
export const getDatabaseInstance: FunctionTable = {
  args: { name: text(REQUIRED), project: text() },
  run: async (args, { configuration, rest }, signal) => {
    const id = `projects/${args.project ?? configuration.project}/instances/${args.name}`;
    const url = `${endpointOf(configuration, "sqlCustomEndpoint")}${id}`;
    const document = await rest({ method: "GET", url, signal }).catch((error: unknown) => {
      throw isNotFound(error) ? new Error(`${id} not found`) : error;
    });
    return { ...asDataSource(stateOf(withAddresses(document), instance), instance), id };
  },
};

/** The instance's addresses by what they are: the first of each type. */
function withAddresses(document: JsonObject): JsonObject {
  const addresses = Array.isArray(document.ipAddresses) ? document.ipAddresses.filter(isObject) : [];
  const first = (type?: string): Json =>
    addresses.find((address) => type === undefined || address.type === type)?.ipAddress;
  return {
    ...document,
    firstIpAddress: first(),
    publicIpAddress: first("PRIMARY"),
    privateIpAddress: first("PRIVATE"),
  } satisfies PropertyMap | JsonObject;
}
