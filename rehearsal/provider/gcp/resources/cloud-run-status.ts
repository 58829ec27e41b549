import { flag, integer, list, OUTPUT, record, type Schema, text } from "../../schema/property.ts";

/** google.cloud.run.v2.Condition */
const condition = record({
  executionReason: text(OUTPUT),
  lastTransitionTime: text(OUTPUT),
  message: text(OUTPUT),
  reason: text(OUTPUT),
  revisionReason: text(OUTPUT),
  severity: text(OUTPUT),
  state: text(OUTPUT),
  type: text(OUTPUT),
});

/** google.cloud.run.v2.TrafficTargetStatus */
const trafficStatus = record({
  percent: integer(OUTPUT),
  revision: text(OUTPUT),
  tag: text(OUTPUT),
  type: text(OUTPUT),
  uri: text(OUTPUT),
});

/** What Cloud Run says about a service. */
export const serviceStatus: Schema = {
  conditions: list(condition, OUTPUT),
  createTime: text(OUTPUT),
  creator: text(OUTPUT),
  deleteTime: text(OUTPUT),
  etag: text(OUTPUT),
  expireTime: text(OUTPUT),
  generation: text(OUTPUT),
  lastModifier: text(OUTPUT),
  latestCreatedRevision: text(OUTPUT),
  latestReadyRevision: text(OUTPUT),
  observedGeneration: text(OUTPUT),
  reconciling: flag(OUTPUT),
  terminalConditions: list(condition, { ...OUTPUT, rest: "terminalCondition" }),
  trafficStatuses: list(trafficStatus, OUTPUT),
  uid: text(OUTPUT),
  updateTime: text(OUTPUT),
  uri: text(OUTPUT),
  urls: list(text(), OUTPUT),
};
