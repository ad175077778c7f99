// A WebSocket peer on the library `ws`, driven by commands in JSON lines; tells what it hears in the same way.
//
//     node peer.mjs client ws://localhost:8080/peer
//     node peer.mjs server

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import WebSocket, { WebSocketServer } from 'ws';

const PATTERN = Buffer.from(Array.from({ length: 251 }, (_, index) => index));
const OPTIONS = { maxPayload: 2 ** 25 };

function tell(event, fields = {}) {
  console.log(JSON.stringify({ event, ...fields }));
}

function tellMessage(event, data) {
  tell(event, { length: data.length, digest: createHash('sha256').update(data).digest('hex') });
}

function everyCharacter() {
  let text = '';
  for (let code = 0; code < 0x110000; code++) {
    if (code < 0xd800 || code > 0xdfff) {
      text += String.fromCodePoint(code);
    }
  }
  return text;
}

async function ping(socket, data) {
  const answer = once(socket, 'pong');
  socket.ping(data);
  return String((await answer)[0]);
}

const obey = {
  text: (socket, { text }) => socket.send(text),
  'every character': (socket) => socket.send(everyCharacter()),
  binary: (socket, { size }) => socket.send(Buffer.alloc(size, PATTERN)),
  ping: async (socket, { data }) => tell('pong', { data: await ping(socket, data) }),
  close: (socket, { code, reason }) => socket.close(code, reason),

  /** Between two fragments there is time for a ping and its pong. */
  fragments: async (socket, { parts }) => {
    for (const [number, part] of parts.entries()) {
      if (number > 0) {
        await ping(socket, 'between');
      }
      socket.send(part, { fin: number === parts.length - 1 });
    }
  },
};

async function converse(socket) {
  socket.on('message', (data, isBinary) => tellMessage(isBinary ? 'binary' : 'text', data));
  socket.on('error', (failure) => tell('error', { message: failure.message }));
  const closed = once(socket, 'close');
  if (socket.readyState === WebSocket.CONNECTING) {
    await once(socket, 'open');
  }
  tell('open');
  const input = createInterface({ input: process.stdin });
  let turn = Promise.resolve();
  input.on('line', (line) => {
    const command = JSON.parse(line);
    turn = turn.then(() => obey[command.do](socket, command));
  });
  const [code, reason] = await closed;
  tell('closed', { code, reason: String(reason) });
  input.close();
}

const [role, uri] = process.argv.slice(2);
if (role === 'client') {
  await converse(new WebSocket(uri, OPTIONS));
} else {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...OPTIONS });
  await once(server, 'listening');
  tell('listening', { port: server.address().port });
  const [socket] = await once(server, 'connection');
  await converse(socket);
  server.close();
}
