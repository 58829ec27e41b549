/** `node bench/bare-proxy-program.ts HOST:PORT`: Node's server and undici's pool, and nothing between them; prints its port. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";

const upstream = new Pool(`http://${process.argv[2]}`);
const server = createServer((request, response) => {
  upstream
    .stream({ path: request.url ?? "/", method: "GET" }, ({ statusCode, headers }) =>
      response.writeHead(statusCode, headers),
    )
    .catch((error: unknown) => response.destroy(error as Error));
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
