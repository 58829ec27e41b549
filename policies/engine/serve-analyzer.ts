import grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import protobuf from "google-protobuf/google/protobuf/empty_pb.js";
import { rules } from "../rules.ts";
import { Analyzer } from "./analyzer.ts";
import { analyzerInfo, PACK } from "./analyzer-info.ts";
import { configOf } from "./wire-config.ts";
import { readResource, readResources, type WireResource } from "./wire-request.ts";

const WHATEVER_SIZE = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** The protocol, with readers that decode no more than rules look at; answers to Analyze come encoded. */
const LEAN_SERVICE = {
  ...AnalyzerService,
  analyze: { ...AnalyzerService.analyze, requestDeserialize: readResource, responseSerialize: asBuffer },
  analyzeStack: {
    ...AnalyzerService.analyzeStack,
    requestDeserialize: readResources,
    responseSerialize: asBuffer,
  },
  remediate: { ...AnalyzerService.remediate, requestDeserialize: readResource },
};

/**
 * Serves the rules to the engine that has started this process, by Pulumi's Analyzer protocol, on a port of its choice.
 *
 * @returns the port, which the engine reads from the first line of stdout
 * @see https://github.com/pulumi/pulumi/blob/v3.256.0/proto/pulumi/analyzer.proto
 */
export async function serveAnalyzer(): Promise<number> {
  let judge = new Analyzer(rules, {});
  const server = new grpc.Server(WHATEVER_SIZE);
  server.addService(LEAN_SERVICE, {
    analyze: answering((resource: WireResource) => judge.analyze(resource)),
    analyzeStack: answering((resources: WireResource[]) => judge.analyzeStack(resources)),
    remediate: answering((resource: WireResource) => judge.remediate(resource)),
    getAnalyzerInfo: answering(() => analyzerInfo(rules)),
    getPluginInfo: answering(() => new plugin.PluginInfo().setVersion(PACK.version)),
    configure: answering((request: InstanceType<typeof analyzer.ConfigureAnalyzerRequest>) => {
      judge = new Analyzer(rules, configOf(request));
      return new protobuf.Empty();
    }),
    configureStack: answering(() => new analyzer.AnalyzerStackConfigureResponse()),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A bug reaches the engine with its stack, which gRPC would drop. */
function answering<Request, Response>(
  answer: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
      callback({ code: grpc.status.INTERNAL, details });
    }
  };
}
