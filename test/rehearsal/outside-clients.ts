import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type protos, ServicesClient } from "@google-cloud/run";
import { SecretManagerServiceClient } from "@google-cloud/secret-manager";
import { googleAuthLibrary } from "google-gax";
import type { ScratchProject } from "./scratch-project.ts";

export type Service = protos.google.cloud.run.v2.IService;
export type ServiceChange = (service: Service) => void;

/** Somebody else with Google's own clients on a scratch project's local cloud. */
export interface Outside {
  /** Changes the service as a whole and waits for it; where that makes a revision, the API names it. */
  change(change: ServiceChange): Promise<void>;
  /** Sends the change and does not wait. */
  begin(change: ServiceChange): Promise<void>;
  read(): Promise<Service>;
  /** Takes a member's role on the service away. */
  revokeOnService(role: string, member: string): Promise<void>;
  /** Takes every role on a secret away. */
  revokeOnSecret(secret: string): Promise<void>;
  close(): Promise<void>;
}

export function connectOutside({ dir }: ScratchProject, project: string, name: string): Outside {
  const services = new ServicesClient(clientOptions(dir));
  const secrets = new SecretManagerServiceClient(clientOptions(dir));
  const read = async () => (await services.getService({ name }))[0];
  const begin = async (change: ServiceChange) => {
    const service = await read();
    const before = JSON.stringify(service.template);
    change(service);
    const isNew = JSON.stringify(service.template) !== before;
    if (isNew && service.template) service.template.revision = "";
    const [operation] = await services.updateService({ service });
    return operation;
  };
  return {
    read,
    async change(change) {
      await (await begin(change)).promise();
    },
    async begin(change) {
      await begin(change);
    },
    async revokeOnService(role, member) {
      const [policy] = await services.getIamPolicy({ resource: name });
      const bindings = policy.bindings?.map((one) => ({
        ...one,
        members: one.members?.filter((each) => one.role !== role || each !== member) ?? [],
      }));
      await services.setIamPolicy({ resource: name, policy: { ...policy, bindings: bindings ?? [] } });
    },
    async revokeOnSecret(secret) {
      const resource = `projects/${project}/secrets/${secret}`;
      const [policy] = await secrets.getIamPolicy({ resource });
      await secrets.setIamPolicy({ resource, policy: { ...policy, bindings: [] } });
    },
    async close() {
      await Promise.all([services.close(), secrets.close()]);
    },
  };
}

function clientOptions<Options>(dir: string): Options {
  const file = join(dir, ".rehearsal", "cloud", "endpoint.json");
  const { apiUrl, accessToken } = JSON.parse(readFileSync(file, "utf8"));
  const authClient = new googleAuthLibrary.OAuth2Client();
  authClient.setCredentials({ access_token: accessToken });
  const { hostname, port } = new URL(apiUrl);
  const options = {
    apiEndpoint: hostname,
    port: Number(port),
    protocol: "http",
    fallback: true,
    authClient,
  };
  // Each client brings its own copy of google-gax, whose types differ though they mean the same.
  return options as Options;
}
