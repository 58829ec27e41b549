/** Where the engine can be reached; filled from the command line, Attach or Handshake. */
export interface EngineAddress {
  address: string;
}

export type LogLevel = "debug" | "info" | "warning" | "error";

/** Writes to the engine's display. `status` lines replace each other beside the resource; other lines stay. */
export interface EngineLog {
  status(urn: string, message: string): void;
  write(level: LogLevel, urn: string, message: string): void;
}

/** A log that connects on its first line only: most runs write none. */
export function engineLog(engine: EngineAddress): EngineLog {
  let sender: Promise<Send> | undefined;
  const send = (level: LogLevel, urn: string, message: string, ephemeral: boolean) => {
    if (!engine.address) return;
    sender ??= connect(engine.address);
    sender.then((line) => line(level, urn, message, ephemeral), noEngine);
  };
  return {
    status: (urn, message) => send("info", urn, message, true),
    write: (level, urn, message) => send(level, urn, message, false),
  };
}

type Send = (level: LogLevel, urn: string, message: string, ephemeral: boolean) => void;

async function connect(address: string): Promise<Send> {
  const { credentials } = await import("@grpc/grpc-js");
  const { default: services } = await import("@pulumi/pulumi/proto/engine_grpc_pb.js");
  const { default: messages } = await import("@pulumi/pulumi/proto/engine_pb.js");
  const client = new services.EngineClient(address, credentials.createInsecure());
  const severities = messages.LogSeverity;
  const severity = {
    debug: severities.DEBUG,
    info: severities.INFO,
    warning: severities.WARNING,
    error: severities.ERROR,
  };
  return (level, urn, message, ephemeral) => {
    const request = new messages.LogRequest();
    request.setSeverity(severity[level]);
    request.setUrn(urn);
    request.setMessage(message);
    request.setEphemeral(ephemeral);
    client.log(request, (error) => {
      if (error) noEngine(error);
    });
  };
}

/** A display line that could not be delivered must not fail the deployment; the plugin's own log keeps the fact. */
function noEngine(error: unknown): void {
  process.stderr.write(`log line not delivered to the engine: ${String(error)}\n`);
}
