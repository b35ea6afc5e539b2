// The client listens on every address of the machine and asks nobody who they are. Loaded before it, this keeps it to
// the machine itself, as the bot keeps itself to it while it runs without an identity.
const net = require("node:net");

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const namesNoHost = typeof port === "number" && typeof rest[0] !== "string";
  return namesNoHost ? listen.call(this, port, "127.0.0.1", ...rest) : listen.call(this, port, ...rest);
};
