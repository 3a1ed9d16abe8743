import { probe, type HostileCase } from "../hostile-case.ts";

const open = { openAtProcess: true };

/** Ways to send something away. Listeners on this machine stand for the world. */
export const network: HostileCase[] = [
  probe(
    "net-tcp",
    "Connects by TCP",
    "connection",
    `await new Promise((resolve, reject) => {
    const socket = net.connect(Number("{{tcp}}"), "127.0.0.1", () => socket.end("net-tcp in " + zone));
    socket.on("close", resolve).on("error", reject).resume();
  });`,
    open,
  ),
  probe(
    "net-http",
    "Fetches an address",
    "connection",
    `return (await fetch("http://127.0.0.1:{{http}}/net-http-in-" + zone)).text();`,
    open,
  ),
  probe(
    "net-udp",
    "Sends a datagram",
    "connection",
    `const socket = dgram.createSocket("udp4");
  await new Promise((resolve, reject) => {
    socket.send("net-udp in " + zone, Number("{{udp}}"), "127.0.0.1", (error) => error ? reject(error) : resolve());
  }).finally(() => socket.close());`,
    open,
  ),
  probe(
    "net-unix",
    "Connects to a socket in the file system, as Docker and databases have",
    "connection",
    `await new Promise((resolve, reject) => {
    const socket = net.connect("{{unix}}", () => socket.end("net-unix in " + zone));
    socket.on("close", resolve).on("error", reject).resume();
  });`,
    open,
  ),
  probe(
    "net-abstract",
    "Connects to a socket without a file, as desktop sessions have",
    "connection",
    `await new Promise((resolve, reject) => {
    const socket = net.connect("\\0{{marker}}", () => socket.end("net-abstract in " + zone));
    socket.on("close", resolve).on("error", reject).resume();
  });`,
    open,
  ),
];
