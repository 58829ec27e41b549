import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import type { PackConfig } from "../../policies/pack-config.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import type { StackResource } from "../../policies/resource/resource.ts";

const PACK = join(dirname(dirname(import.meta.dirname)), "policies");
/** What the engine sends for a text that it does not know yet; other types have marks of their own. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const COMMANDS = {
  folder: [createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack"), PACK],
  program: [join(PACK, "serve.mjs")],
} as const;
const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;
const START_DEADLINE_MS = 60_000;

/** The two forms in which the engine can be given the pack. */
export type PackForm = keyof typeof COMMANDS;

export const PACK_FORMS = Object.keys(COMMANDS) as PackForm[];

/** A diagnostic as the pack gives it to the engine. */
export interface Diagnostic {
  rule: string;
  level: (typeof LEVELS)[number];
  message: string;
}

/** The pack, started and asked over gRPC as the engine does it. */
export class PackProcess {
  private readonly child: ChildProcess;
  private readonly client: AnalyzerClient;

  private constructor(child: ChildProcess, port: string) {
    this.child = child;
    this.client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** `folder`: by Pulumi's own runner and SDK; `program`: the pack's own, as the engine starts it. */
  static async start(form: PackForm): Promise<PackProcess> {
    const [command, ...args] = COMMANDS[form];
    const child = spawn(process.execPath, [command, "127.0.0.1:1", ...args], {
      cwd: form === "folder" ? PACK : tmpdir(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaints = "";
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
    });
    const lines = createInterface({ input: child.stdout });
    const signal = AbortSignal.timeout(START_DEADLINE_MS);
    const gaveUp = once(child, "exit").then(([code]) => {
      throw new Error(`the pack ended with ${code} before it gave a port: ${complaints}`);
    });
    const [port] = await Promise.race([once(lines, "line", { signal }), gaveUp]);
    gaveUp.catch(() => undefined);
    return new PackProcess(child, String(port));
  }

  async stop(): Promise<void> {
    this.client.close();
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }

  /** Sets levels and invariants of rules; all others keep their defaults. */
  async configure(config: PackConfig): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [rule, { enforcementLevel = "mandatory", ...properties }] of Object.entries(config)) {
      const entry = new analyzer.PolicyConfig();
      entry.setEnforcementlevel(LEVELS.indexOf(enforcementLevel as Diagnostic["level"]) as never);
      entry.setProperties(protobuf.Struct.fromJavaScript(properties as never));
      request.getPolicyconfigMap().set(rule, entry);
    }
    await this.call((done) => this.client.configure(request, done));
  }

  /** All that the pack says about a stack: each resource by itself, then the whole. */
  async analyze(resources: readonly StackResource[]): Promise<Diagnostic[]> {
    const each = await Promise.all(resources.map((resource) => this.analyzeResource(resource)));
    return [...each.flat(), ...(await this.analyzeStack(resources))];
  }

  async analyzeResource(resource: StackResource): Promise<Diagnostic[]> {
    const request = addressed(new analyzer.AnalyzeRequest(), resource);
    const response = await this.call<InstanceType<typeof analyzer.AnalyzeResponse>>((done) =>
      this.client.analyze(request, done),
    );
    return diagnostics(response);
  }

  /** The properties after the fixes of rules that are set to remediate; undefined when none had any. */
  async remediate(resource: StackResource): Promise<Record<string, unknown> | undefined> {
    const request = addressed(new analyzer.AnalyzeRequest(), resource);
    const response = await this.call<InstanceType<typeof analyzer.RemediateResponse>>((done) =>
      this.client.remediate(request, done),
    );
    return response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
  }

  private async analyzeStack(resources: readonly StackResource[]): Promise<Diagnostic[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map((resource) => addressed(new analyzer.AnalyzerResource(), resource)),
    );
    const response = await this.call<InstanceType<typeof analyzer.AnalyzeResponse>>((done) =>
      this.client.analyzeStack(request, done),
    );
    return diagnostics(response);
  }

  private call<Response>(
    send: (done: (error: Error | null, response: Response) => void) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => (error ? reject(error) : resolve(response)));
    });
  }
}

type Addressed =
  | InstanceType<typeof analyzer.AnalyzeRequest>
  | InstanceType<typeof analyzer.AnalyzerResource>;

function addressed<Message extends Addressed>(
  message: Message,
  { urn, type, name, props }: StackResource,
): Message {
  message.setUrn(urn);
  message.setType(type);
  message.setName(name);
  message.setOptions(new analyzer.AnalyzerResourceOptions());
  message.setProperties(protobuf.Struct.fromJavaScript(marked(props) as never));
  return message;
}

function marked(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(known.map(([key, child]) => [key, marked(child)]));
}

function diagnostics(response: InstanceType<typeof analyzer.AnalyzeResponse>): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()] ?? "mandatory",
    message: diagnostic.getMessage(),
  }));
}
