import * as pulumi from "@pulumi/pulumi";

/** The tokens that the program may use, with every property it may set on them. */
const RESOURCES: Record<string, string[]> = {
  // The SDK adds the last two with their defaults.
  "docker:index/image:Image": ["imageName", "build", "registry", "buildOnPreview", "skipPush"],
  "gcp:artifactregistry/repository:Repository": [
    "project",
    "location",
    "repositoryId",
    "format",
    "description",
    "labels",
    "cleanupPolicies",
  ],
  "gcp:serviceaccount/account:Account": ["project", "accountId", "displayName"],
  "gcp:projects/iAMMember:IAMMember": ["project", "role", "member"],
  "gcp:secretmanager/secretIamMember:SecretIamMember": ["project", "secretId", "role", "member"],
  "gcp:cloudrunv2/service:Service": [
    "project",
    "location",
    "name",
    "ingress",
    "labels",
    "annotations",
    "deletionProtection",
    "template",
    "traffics",
  ],
  "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": ["project", "location", "name", "role", "member"],
};

export interface Registered {
  type: string;
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the program sent, for tests to look into
  inputs: Record<string, any>;
}

export interface StrictCloud {
  /** Custom resources in the order they were registered. */
  registered: Registered[];
  /** Tokens of the functions called. */
  called: string[];
  /** What the program told people. */
  logged: string[];
  /** The one resource of a type. */
  only(type: string): Registered;
}

export interface CloudFacts {
  preview?: boolean;
  /** What getService answers; without it the service does not exist. */
  liveService?: Record<string, unknown>;
}

const DIGEST = `sha256:${"a".repeat(64)}`;

const RUNTIME_WARNING = "warning: [runtime] ";
const warn = console.warn;

/** Stands for the engine; refuses every type, property and function that is not declared above. */
export async function strictCloud({ preview = false, liveService }: CloudFacts = {}): Promise<StrictCloud> {
  const registered: Registered[] = [];
  const called: string[] = [];
  const logged: string[] = [];
  console.warn = (line: string) => {
    // Without an engine the SDK writes there; everything else is not the program's.
    if (line.startsWith(RUNTIME_WARNING)) logged.push(line.slice(RUNTIME_WARNING.length));
    else warn(line);
  };
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        if (!custom) return { id: undefined, state: inputs };
        refuseUndeclared(type, inputs);
        registered.push({ type, name, inputs });
        return { id: `${name}-id`, state: { ...inputs, ...computed(type, inputs, preview) } };
      },
      call({ token, inputs }) {
        called.push(token);
        return answer(token, inputs, liveService);
      },
    },
    "netra-backend",
    "staging",
    preview,
  );
  return { registered, called, logged, only: (type) => single(registered, type) };
}

/** Waits until the program has registered everything. */
export async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
  console.warn = warn;
}

/** The value of an output. */
export function resolved<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => pulumi.output(output).apply(resolve));
}

function single(registered: Registered[], type: string): Registered {
  const [found, ...others] = registered.filter((resource) => resource.type === type);
  if (!found || others.length > 0)
    throw new Error(`expected one ${type}, found ${others.length + (found ? 1 : 0)}`);
  return found;
}

function refuseUndeclared(type: string, inputs: Record<string, unknown>): void {
  const allowed = RESOURCES[type];
  if (!allowed) throw new Error(`undeclared resource type ${type}`);
  const undeclared = Object.keys(inputs).filter((property) => !allowed.includes(property));
  if (undeclared.length > 0) throw new Error(`undeclared properties of ${type}: ${undeclared.join(", ")}`);
}

function computed(type: string, inputs: Record<string, unknown>, preview: boolean): Record<string, unknown> {
  if (type === "docker:index/image:Image") {
    const repository = String(inputs.imageName).replace(/:[^:/]*$/, "");
    return preview ? {} : { repoDigest: `${repository}@${DIGEST}` };
  }
  if (type === "gcp:serviceaccount/account:Account")
    return { email: `${inputs.accountId}@${inputs.project}.iam.gserviceaccount.com` };
  if (type === "gcp:cloudrunv2/service:Service") return liveOf(inputs);
  return {};
}

/** What Cloud Run answers: it resolves targets into revisions and gives each tag an address. */
function liveOf(inputs: Record<string, unknown>): Record<string, unknown> {
  const { revision } = inputs.template as { revision: string };
  const full = `projects/p/locations/l/services/s/revisions/${revision}`;
  const trafficStatuses = (inputs.traffics as { tag?: string }[]).map((target) => ({
    ...target,
    ...(target.tag ? { uri: `https://${target.tag}---s.run.app` } : {}),
  }));
  return {
    uri: "https://s.run.app",
    latestReadyRevision: full,
    latestCreatedRevision: full,
    trafficStatuses,
  };
}

/** As gRPC gives it: the SDK takes the message from the details. */
function rpcError(details: string): Error {
  return Object.assign(new Error(details), { details });
}

function answer(token: string, inputs: Record<string, unknown>, liveService?: Record<string, unknown>) {
  switch (token) {
    case "gcp:sql/getDatabaseInstance:getDatabaseInstance":
      if (inputs.name === "nowhere") throw rpcError("nowhere not found");
      return { ...inputs, connectionName: `${inputs.project}:us-central1:${inputs.name}` };
    case "gcp:cloudrunv2/getService:getService":
      if (liveService) return liveService;
      throw rpcError(`projects/p/locations/l/services/${inputs.name} not found`);
    case "gcp:organizations/getClientConfig:getClientConfig":
      return { accessToken: "ya29.token-of-the-deployer" };
    default:
      throw new Error(`undeclared function ${token}`);
  }
}
