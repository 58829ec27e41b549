import { COMPUTED, notEmulated, OUTPUT, REPLACES, REQUIRED, text } from "../../schema/property.ts";
import { restResource } from "../rest-resource.ts";

/**
 * gcp:serviceaccount/account:Account
 *
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
 */
export const serviceAccount = restResource({
  noun: "service account",
  endpoints: ["iamCustomEndpoint", "iamBetaCustomEndpoint"],
  autoName: "accountId",
  schema: {
    accountId: text({ ...REQUIRED, ...REPLACES, rest: false }),
    createIgnoreAlreadyExists: notEmulated(),
    deletionPolicy: text({ default: "DELETE", rest: false, oneOf: ["DELETE", "ABANDON", "PREVENT"] }),
    description: text(),
    disabled: notEmulated(),
    displayName: text(),
    email: text(OUTPUT),
    member: text(OUTPUT),
    name: text(OUTPUT),
    project: text({ ...COMPUTED, ...REPLACES, rest: false }),
    uniqueId: text(OUTPUT),
  },
  create: ({ project }) => ({ path: `projects/${project}/serviceAccounts` }),
  createBody: (document, { accountId }) => ({ accountId: String(accountId), serviceAccount: document }),
  path: ({ project, accountId }) =>
    `projects/${project}/serviceAccounts/${accountId}@${project}.iam.gserviceaccount.com`,
  parseId: (id) => id.match(/^projects\/(?<project>[^/]+)\/serviceAccounts\/(?<accountId>[^@]+)@/)?.groups,
  update: (document) => ({
    body: { serviceAccount: document, updateMask: "description,displayName" },
  }),
  readable: (document) => ({ ...document, member: `serviceAccount:${document.email}` }),
});
