// Starts the test server on a free port of this machine and prints it: `node launch.js` -> `listening 41234`.
//
// It ends when its standard input does, so that it never outlives whoever started it.
"use strict";

const { createHttpServer } = require("@vercel/cosmosdb-server");

const POINT_READ = /\/docs\/[^/?]+\/?(\?|$)/;

const server = createHttpServer({ keepAlive: true });
server.keepAliveTimeout = 60_000;

// It looks into the partition named by a header, which it then doesn't find for an item that is missing, and answers
// 500. Told to look into all of them it answers 404, as the real one does.
server.prependListener("request", (request) => {
  if (request.method === "GET" && POINT_READ.test(request.url)) {
    request.headers["x-ms-documentdb-query-enablecrosspartition"] = "True";
  }
});

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`listening ${server.address().port}`);
});

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
