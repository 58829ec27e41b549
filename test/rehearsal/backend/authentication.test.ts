import assert from "node:assert/strict";
import { BackendProcess } from "./backend-process.ts";
import { logIn, openSession, type Reply, request } from "./client.ts";

const refusal = ({ status, body }: Reply) => `${status} ${body.error.code}`;

describe("the backend's endpoints", () => {
  let backend: BackendProcess;
  before(async () => {
    backend = await BackendProcess.start();
  });
  after(() => backend[Symbol.asyncDispose]());

  it("greet, report their health and document themselves without a token", async () => {
    const root = await request(`${backend.url}/`);
    assert.deepEqual([root.status, root.body], [200, { message: "Welcome to Netra API" }]);
    const health = await request(`${backend.url}/health`);
    assert.equal(health.status, 200);
    assert.equal(health.body.status, "healthy");
    assert.deepEqual(Object.values(health.body.systems), Array(5).fill("operational"));
    const docs = await request(`${backend.url}/docs`);
    assert.equal(docs.status, 200);
    assert.match(docs.text, /POST \/api\/threads\/\{threadId\}\/messages/);
    const { body: openApi } = await request(`${backend.url}/docs/openapi.json`);
    assert.equal(openApi.openapi, "3.1.0");
    assert.ok(openApi.paths["/api/auth/login"]?.post?.requestBody);
  });

  it("refuse what needs a token with 401, and say how to come by one", async () => {
    for (const path of ["/api/threads", "/api/agents", "/ws"]) {
      const reply = await request(`${backend.url}${path}`);
      assert.equal(refusal(reply), "401 NO_TOKEN", path);
      assert.equal(reply.headers.get("www-authenticate"), "Bearer");
    }
    const forged = await request(`${backend.url}/api/threads`, { token: "a.b.c" });
    assert.equal(refusal(forged), "401 INVALID_TOKEN");
  });

  it("refuse a wrong password and an unknown user alike", async () => {
    const { email } = await logIn(backend.url);
    for (const address of [email, "nobody@example.org"]) {
      const body = { email: address, password: "wrong horse battery" };
      assert.equal(
        refusal(await request(`${backend.url}/api/auth/login`, { body })),
        "401 INVALID_CREDENTIALS",
      );
    }
  });

  it("refuse an address that is taken and a body of the wrong shape, naming each field", async () => {
    const { email, password } = await logIn(backend.url);
    const register = `${backend.url}/api/auth/register`;
    assert.equal(
      refusal(await request(register, { body: { email: email.toUpperCase(), password } })),
      "409 EMAIL_TAKEN",
    );
    const wrong = await request(register, { body: { email: "nobody", password: "short" } });
    assert.equal(refusal(wrong), "400 INVALID_REQUEST");
    assert.deepEqual(
      wrong.body.error.details.map(({ path }) => path),
      ["body.email", "body.password"],
    );
  });

  it("forget a session at logout, on every instance", async () => {
    await using other = await BackendProcess.start();
    const { token } = await logIn(backend.url);
    assert.equal((await request(`${other.url}/api/threads`, { token })).status, 200);
    const logout = await request(`${backend.url}/api/auth/logout`, { method: "POST", token });
    assert.equal(logout.status, 204);
    assert.equal(refusal(await request(`${other.url}/api/threads`, { token })), "401 SESSION_CLOSED");
  });

  it("give other services a token for the client secret, and keep their threads apart", async () => {
    const client = { grant_type: "client_credentials", client_id: "billing" };
    const url = `${backend.url}/api/auth/token`;
    const granted = await request(url, {
      body: { ...client, client_secret: "oauth-client-secret-of-the-tests" },
    });
    assert.equal(granted.status, 200);
    assert.equal(granted.body.expires_in, 300);
    const token = granted.body.access_token;
    const userToken = await openSession();
    await request(`${backend.url}/api/threads`, { token: userToken, body: { title: "Mine" } });
    assert.deepEqual((await request(`${backend.url}/api/threads`, { token })).body, { threads: [] });
    const wrong = await request(url, { body: { ...client, client_secret: "guessed" } });
    assert.equal(refusal(wrong), "401 INVALID_CLIENT");
  });

  it("show a thread to its owner only", async () => {
    const [ada, bob] = await Promise.all([openSession(), openSession()]);
    const thread = await request(`${backend.url}/api/threads`, { token: ada, body: {} });
    const messages = `${backend.url}/api/threads/${thread.body.id}/messages`;
    assert.equal(refusal(await request(messages, { token: bob })), "404 THREAD_NOT_FOUND");
    const intrusion = await request(messages, { token: bob, body: { message: "Hello" } });
    assert.equal(refusal(intrusion), "404 THREAD_NOT_FOUND");
    assert.deepEqual((await request(messages, { token: ada })).body, { messages: [] });
  });
});
