/**
 * `pulumi-language-nodejs` for a Pulumi CLI built from its Go module, which brings no language hosts. The engine starts it
 * with its own address as last argument and reads the port from the first line of stdout. It does what running a program
 * and a policy pack takes; `pulumi new`, `pulumi install` and code generation need the official host.
 */
import { type handleUnaryCall, Server, ServerCredentials, status } from "@grpc/grpc-js";
import {
  type ILanguageRuntimeServer,
  LanguageRuntimeService,
} from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import protobuf from "google-protobuf/google/protobuf/empty_pb.js";
import { interruptAll, spawnPlugin, spawnProgram } from "./program-processes.ts";
import { requiredPackages } from "./required-packages.ts";

/** `@pulumi/pulumi/cmd/run` exits with this after it has told the user what was wrong. */
const EXIT_ALREADY_REPORTED = 32;

/** The launcher passes the version of @pulumi/pulumi that it was written for. */
const version = process.env.STAGE_LANGUAGE_HOST_VERSION ?? "";
const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-")) ?? "";

const handlers: Pick<
  ILanguageRuntimeServer,
  "handshake" | "getPluginInfo" | "getRequiredPackages" | "run" | "runPlugin" | "cancel"
> = {
  handshake: unary(async () => new language.LanguageHandshakeResponse()),
  getPluginInfo: unary(async () => new plugins.PluginInfo().setVersion(version)),
  getRequiredPackages: unary(async (request) => {
    const directory = request.getInfo()?.getProgramDirectory() ?? process.cwd();
    return new language.GetRequiredPackagesResponse().setPackagesList(
      requiredPackages(directory).map((required) =>
        new plugins.PackageDependency()
          .setKind("resource")
          .setName(required.name)
          .setVersion(required.version)
          .setServer(required.server),
      ),
    );
  }),
  run: unary(async (request) => {
    const { code, signal } = await spawnProgram(request, engineAddress).ended;
    const response = new language.RunResponse();
    if (code === EXIT_ALREADY_REPORTED) return response.setBail(true);
    if (code === 0) return response;
    return response.setError(`Program exited with ${signal ? `signal ${signal}` : `exit code ${code}`}`);
  }),
  runPlugin: (call) => {
    const { child, ended } = spawnPlugin(call.request);
    call.on("cancelled", () => child.kill("SIGINT"));
    child.stdout?.on("data", (chunk) => call.write(new language.RunPluginResponse().setStdout(chunk)));
    child.stderr?.on("data", (chunk) => call.write(new language.RunPluginResponse().setStderr(chunk)));
    ended.then(
      ({ code }) => {
        call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
        call.end();
      },
      (error: Error) => call.emit("error", { code: status.INTERNAL, details: error.message }),
    );
  },
  cancel: unary(async () => {
    interruptAll();
    return new protobuf.Empty();
  }),
};

function unary<Request, Response>(
  handle: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    handle(call.request).then(
      (response) => callback(null, response),
      (error: Error) => callback({ code: status.INTERNAL, details: error.stack ?? error.message }),
    );
  };
}

process.once("SIGINT", () => {
  interruptAll();
  process.exit(130);
});

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, handlers);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
