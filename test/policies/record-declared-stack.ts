/**
 * Runs the real program on staging's own settings against mocks, and prints every custom resource as JSON. A process of its
 * own, since the SDK's mocks hold for a whole process.
 */
import { dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { deployServices } from "../../components/deploy-services.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import { rawStaging } from "../settings/staging-settings.ts";

const PROJECT_FOLDER = dirname(dirname(import.meta.dirname));
const DIGEST = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

interface Registered {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
}

const registered: Registered[] = [];
await pulumi.runtime.setMocks(
  {
    newResource({ type, name, inputs, custom }) {
      const props = custom ? { ...inputs, ...outputsOf(type, inputs) } : inputs;
      registered.push({ urn: `urn:pulumi:staging::netra-backend::${type}::${name}`, type, name, props });
      return { id: `${name}-id`, state: props };
    },
    call: ({ token, inputs }) => answer(token, inputs),
  },
  "netra-backend",
  "staging",
);

const raw = rawStaging();
raw.services.backend.image.bundle = undefined;
await deployServices(parseSettings(raw), PROJECT_FOLDER);
await pulumi.runtime.disconnect();
process.stdout.write(JSON.stringify(registered, (_key, value) => (isSecret(value) ? value.value : value)));

function outputsOf(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
  if (type === "docker:index/image:Image")
    return { repoDigest: `${String(inputs.imageName).replace(/:[^:/]*$/, "")}@${DIGEST}` };
  if (type === "gcp:serviceaccount/account:Account")
    return { email: `${inputs.accountId}@${inputs.project}.iam.gserviceaccount.com` };
  if (type !== "gcp:cloudrunv2/service:Service") return {};
  const { revision } = inputs.template as { revision: string };
  return { latestReadyRevision: revision, latestCreatedRevision: revision, trafficStatuses: [], uri: "" };
}

function answer(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
  if (token === "gcp:organizations/getClientConfig:getClientConfig") return { accessToken: "of-a-test" };
  if (token === "gcp:sql/getDatabaseInstance:getDatabaseInstance")
    return { ...inputs, connectionName: `${inputs.project}:us-central1:${inputs.name}` };
  // As gRPC gives it, for a service that is not there yet: the SDK takes the message from the details.
  if (token === "gcp:cloudrunv2/getService:getService")
    throw Object.assign(new Error(), { details: `services/${inputs.name} not found` });
  throw new Error(`the program calls ${token}, which this recording does not know`);
}

function isSecret(value: unknown): value is { value: unknown } {
  return pulumi.runtime.isRpcSecret(value);
}
